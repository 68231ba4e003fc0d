#include "chart_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace stemgewicht::report {

namespace {

/// Where the sizes of a difference part, in percentage points: below half a point there is none.
constexpr std::array<double, 3> bounds{0.5, 2, 5};

/// Classes from the lowest differences, 0, by none, 3, to the highest, 6.
std::size_t class_of(double points) {
    const auto size = static_cast<std::size_t>(
        std::ranges::count_if(bounds, [&](double bound) { return std::abs(points) >= bound; }));
    return points < 0 ? 3 - size : 3 + size;
}

bool is_dark(std::size_t color) { return color == 0 || color == 6; }

std::string points_text(double points) {
    const auto rounded = static_cast<long>(std::round(points));
    return rounded == 0 ? "0" : fmt::format("{}{}", rounded < 0 ? "−" : "+", std::abs(rounded));
}

void add_cells(Drawing& drawing, const DifferencePanel& panel, Point corner, double size) {
    const double height = size / static_cast<double>(panel.values.size());
    for (std::size_t r = 0; r < panel.values.size(); ++r) {
        const auto& row = panel.values[r];
        const double width = size / static_cast<double>(row.size());
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (!row[c]) continue;
            const double points = 100 * *row[c];
            const std::size_t color = class_of(points);
            const Point at{corner.x + width * static_cast<double>(c),
                           corner.y + size - height * static_cast<double>(r + 1)};
            add_box(drawing, at, width, height, fmt::format("cell d{}", color), points_text(points));
            add_text(drawing, {at.x + width / 2, at.y + height / 2 + 3.5}, points_text(points), Anchor::middle,
                     is_dark(color) ? "points on-dark" : "points");
        }
    }
}

/// The axes and lines of a panel, and its name above in so many lines.
void add_panel(Drawing& drawing, const DifferenceChart& chart, const DifferencePanel& panel, Point corner, double size,
               double width, std::size_t name_lines, const Look& look) {
    const std::vector<std::string> name = lines_of(panel.name, width);
    add_lines(drawing, {corner.x - 26, corner.y - 8 - line_height * (static_cast<double>(name_lines) - 1)}, name,
              Anchor::start, "panel");
    add_cells(drawing, panel, corner, size);
    const auto rows = static_cast<double>(panel.values.size());
    const auto columns = static_cast<double>(panel.values.front().size());
    const Scale x{chart.x.least, chart.x.most, corner.x + size / columns / 2, corner.x + size - size / columns / 2};
    const Scale y{chart.y.least, chart.y.most, corner.y + size - size / rows / 2, corner.y + size / rows / 2};
    for (const std::vector<Point>& part : panel.zero) {
        std::vector<Point> points;
        for (const Point& point : part) points.push_back({x(point.x), y(point.y)});
        add_path(drawing, points, "contour");
    }
    for (const double value : {chart.x.least, (chart.x.least + chart.x.most) / 2, chart.x.most})
        add_text(drawing, {x(value), corner.y + size + 14}, axis_text({.shares = false}, value, look.numbers),
                 Anchor::middle, "tick");
    for (const double value : {chart.y.least, (chart.y.least + chart.y.most) / 2, chart.y.most})
        add_text(drawing, {corner.x - 5, y(value) + 4}, axis_text({.shares = false}, value, look.numbers), Anchor::end,
                 "tick");
}

/// The classes that occur, from the lowest.
std::vector<LegendEntry> legend_of(const DifferenceChart& chart, const Look& look) {
    std::array<bool, 2 * bounds.size() + 1> occurs{};
    for (const DifferencePanel& panel : chart.panels)
        for (const auto& row : panel.values)
            for (const auto& value : row)
                if (value) occurs[class_of(100 * *value)] = true;
    std::vector<LegendEntry> legend;
    for (std::size_t color = 0; color < occurs.size(); ++color) {
        if (!occurs[color]) continue;
        const std::size_t size = color < 3 ? 3 - color : color - 3;
        const auto number = [&](double value) { return number_text(value, 1, look.numbers); };
        std::string name = chart.signs[color < 3 ? 0 : color > 3 ? 2 : 1];
        if (size == bounds.size()) name += fmt::format(": ≥ {}", number(bounds.back()));
        if (size > 0 && size < bounds.size())
            name += fmt::format(": {}–{}", number(bounds[size - 1]), number(bounds[size]));
        legend.push_back({.name = name, .sign = [color](Drawing& target, Point at) {
                              add_box(target, {at.x, at.y - 8}, 18, 16, fmt::format("cell d{}", color));
                          }});
    }
    return legend;
}

}  // namespace

Drawing difference_chart(const DifferenceChart& chart, const Look& look) {
    Drawing drawing{.width = look.width};
    add_legend(drawing, legend_of(chart, look));
    add_text(drawing, {0, drawing.height + 10}, "→ " + chart.x.label, Anchor::start, "axis");
    add_text(drawing, {0, drawing.height + 28}, "↑ " + chart.y.label, Anchor::start, "axis");
    const std::size_t columns = std::clamp<std::size_t>(chart.panels.size(), 1, look.narrow() ? 1 : 2);
    constexpr double left = 26, gap = 14;
    const double pitch = look.width / static_cast<double>(columns);
    const double size = std::min(pitch - left - gap, 290.0);
    std::size_t name_lines = 1;
    for (const DifferencePanel& panel : chart.panels)
        name_lines = std::max(name_lines, lines_of(panel.name, pitch - gap).size());
    const double names = line_height * static_cast<double>(name_lines);
    const double top = drawing.height + 44 + names, height = size + 34 + names;
    for (std::size_t k = 0; k < chart.panels.size(); ++k)
        add_panel(drawing, chart, chart.panels[k],
                  {pitch * static_cast<double>(k % columns) + left, top + height * static_cast<double>(k / columns)},
                  size, pitch - gap, name_lines, look);
    drawing.height = top + height * static_cast<double>((chart.panels.size() + columns - 1) / columns) - names - 10;
    return drawing;
}

}  // namespace stemgewicht::report
