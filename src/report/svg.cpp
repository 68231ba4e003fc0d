#include "svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace stemgewicht::report {

namespace {

/// A coordinate to a tenth of a unit.
std::string place(double value) { return fmt::format("{}", std::round(value * 10) / 10 + 0.0); }

Markup tip_element(std::string_view tip) { return tip.empty() ? Markup() : Markup::of("<title>{}</title>", tip); }

/// The outlines of the marks around (0, 0).
constexpr std::array<std::string_view, series_count> mark_shapes{
    "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",                                  // circle
    "M-4.5 -4.5h9v9h-9z",                                                     // square
    "M0 -6L5.5 4.5h-11z",                                                     // triangle
    "M0 -6.5L6.5 0L0 6.5L-6.5 0z",                                            // diamond
    "M0 6L5.5 -4.5h-11z",                                                     // triangle on its point
    "M-1.8 -6h3.6v4.2h4.2v3.6h-4.2v4.2h-3.6v-4.2h-4.2v-3.6h4.2z",             // plus
    "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0z",            // cross
    "M0 -6.5L1.7 -2H6.2L2.6 0.8L4 5.3L0 2.5L-4 5.3L-2.6 0.8L-6.2 -2H-1.7z"};  // star

}  // namespace

std::string number_text(double value, int decimals, const NumberStyle& style) {
    const double nudge = std::min(1e-7, 1e-3 * std::pow(10, -decimals));
    std::string text = fmt::format("{:.{}f}", std::abs(value) + nudge, decimals);
    if (decimals > 0) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    std::string fraction = text.substr(point);
    if (!fraction.empty()) fraction.front() = style.decimal;
    std::string whole = text.substr(0, point);
    for (std::size_t k = whole.size(); k > 3; k -= 3) whole.insert(k - 3, style.thousands);
    const bool zero = text.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !zero ? "−" : "") + whole + fraction;
}

std::string percent_text(double share, const NumberStyle& style) {
    const double size = std::abs(100 * share);
    int decimals = 1;
    const double left = 100 - size;  // what 100% would hide
    if (size > 0 && size < 0.0995) decimals = std::min(12, 1 - static_cast<int>(std::floor(std::log10(size))));
    if (left > 1e-9 && left < 0.05) decimals = std::min(12, -static_cast<int>(std::floor(std::log10(left))));
    return number_text(100 * share, decimals, style) + "%";
}

std::string range_text(double least, double most, const NumberStyle& style) {
    const std::string from = percent_text(least, style), to = percent_text(most, style);
    return from == to ? from : fmt::format("{}–{}", from.substr(0, from.size() - 1), to);
}

std::vector<double> ticks(double least, double most, std::size_t about) {
    const double span = most > least ? most - least : 1;
    const double rough = span / static_cast<double>(std::max<std::size_t>(about, 1));
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0})
        if (factor * power >= rough * (1 - 1e-9)) step = factor * power;
    std::vector<double> result;
    const double first = std::floor(least / step + 1e-9), last = std::ceil((least + span) / step - 1e-9);
    for (double k = first; k <= last; ++k) result.push_back(k * step);
    return result;
}

double text_width(std::string_view text) {
    double width = 0;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
        const bool narrow = std::string_view("iljtfr.,:;|'!()[] ").find(c) != std::string_view::npos;
        const bool wide = std::string_view("mwMW%").find(c) != std::string_view::npos;
        width += narrow ? 0.39 : wide ? 0.95 : c >= 'A' && c <= 'Z' ? 0.72 : 0.62;
    }
    return width;
}

void add_line(Drawing& drawing, Point from, Point to, std::string_view style) {
    drawing.body += Markup::of(R"(<path class="{}" d="M{} {}L{} {}"/>)", style, place(from.x), place(from.y),
                               place(to.x), place(to.y));
}

void add_path(Drawing& drawing, std::span<const Point> points, std::string_view style) {
    std::string path;
    for (const Point& point : points)
        path += fmt::format("{}{} {}", path.empty() ? 'M' : 'L', place(point.x), place(point.y));
    drawing.body += Markup::of(R"(<path class="{}" d="{}"/>)", style, path);
}

void add_text(Drawing& drawing, Point at, std::string_view text, Anchor anchor, std::string_view style) {
    constexpr std::array<std::string_view, 3> anchors{"start", "middle", "end"};
    const Markup anchored = anchor == Anchor::start
                                ? Markup()
                                : Markup::of(R"( text-anchor="{}")", anchors[static_cast<std::size_t>(anchor)]);
    drawing.body += Markup::of(R"(<text x="{}" y="{}"{}{}>{}</text>)", place(at.x), place(at.y), anchored,
                               class_attribute(style), text);
}

void add_box(Drawing& drawing, Point corner, double width, double height, std::string_view style,
             std::string_view tip) {
    drawing.body +=
        Markup::of(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}">{}</rect>)", style, place(corner.x),
                   place(corner.y), place(std::max(width, 0.0)), place(height), tip_element(tip));
}

void add_mark(Drawing& drawing, Point at, std::size_t series, std::string_view tip) {
    drawing.body +=
        Markup::of(R"x(<path class="mark s{}" transform="translate({} {})" d="{}">{}</path>)x", series % series_count,
                   place(at.x), place(at.y), mark_shapes[series % series_count], tip_element(tip));
}

Markup svg_text(const Drawing& drawing, std::string_view id, std::string_view title, std::string_view description,
                std::string_view style) {
    return Markup::of(R"(<svg class="{4}" viewBox="0 0 {5} {6}" role="img" aria-labelledby="{0}-title {0}-text">)"
                      R"(<title id="{0}-title">{1}</title><desc id="{0}-text">{2}</desc>{3}</svg>)",
                      id, title, description, drawing.body, style, place(drawing.width), place(drawing.height));
}

}  // namespace stemgewicht::report
