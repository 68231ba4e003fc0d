#include "chart_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stemgewicht::report {

double widest(const std::vector<std::string>& texts) {
    double width = 0;
    for (const std::string& text : texts) width = std::max(width, font_size * text_width(text));
    return width;
}

std::vector<std::string> lines_of(std::string_view text, double width) {
    std::vector<std::string> lines;
    for (bool first = true; first || !text.empty(); first = false) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string word(text.substr(0, end));
        if (!first && font_size * text_width(lines.back() + ' ' + word) <= width)
            lines.back() += ' ' + word;
        else
            lines.push_back(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

double add_lines(Drawing& drawing, Point at, const std::vector<std::string>& lines, Anchor anchor,
                 std::string_view style) {
    for (std::size_t k = 0; k < lines.size(); ++k)
        add_text(drawing, {at.x, at.y + line_height * static_cast<double>(k)}, lines[k], anchor, style);
    return line_height * (static_cast<double>(lines.size()) - 1);
}

void add_legend(Drawing& drawing, const std::vector<LegendEntry>& entries) {
    constexpr double sign = 22, gap = 14, line = 20;
    double x = 0, y = drawing.height + 10;
    for (const LegendEntry& entry : entries) {
        const double width = sign + font_size * text_width(entry.name);
        if (x > 0 && x + width > drawing.width) {
            x = 0;
            y += line;
        }
        entry.sign(drawing, {x, y});
        y += add_lines(drawing, {x + sign, y + 4.5}, lines_of(entry.name, drawing.width - sign));
        x += width + gap;
    }
    drawing.height = entries.empty() ? drawing.height : y + 16;
}

namespace {

/// The frame of a chart with rows: headings, labels, grid and axis; tells where each row is.
struct RowFrame {
    Drawing drawing;
    Scale scale;
    std::vector<double> middles;  ///< one for each row of all groups
};

struct RowSpace {
    double left, right;  ///< coordinates of the ends of the axis
    double row, label;   ///< height of a row, and of a label above it
};

RowSpace space_of(const RowChart& chart, const Look& look, double row_height) {
    if (look.narrow()) return {.left = 14, .right = look.width - 18, .row = row_height, .label = 19};
    std::vector<std::string> labels, values;
    for (const RowGroup& group : chart.groups)
        for (const ChartRow& row : group.rows) {
            labels.push_back(row.label);
            values.push_back(row.value);
        }
    const double value = widest(values);
    return {.left = std::min(widest(labels), 0.38 * look.width) + 16,
            .right = look.width - (value > 0 ? value + 14 : 22),
            .row = row_height,
            .label = 0};
}

std::vector<std::string> label_lines(const ChartRow& row, const RowSpace& space, const Look& look) {
    return lines_of(row.label, look.narrow() ? look.width - font_size * text_width(row.value) - 12 : space.left - 12);
}

void add_row_labels(Drawing& drawing, const ChartRow& row, const RowSpace& space, const Look& look, double top) {
    const double middle = top + space.row / 2 + 4.5;
    const std::vector<std::string> lines = label_lines(row, space, look);
    if (look.narrow())
        add_lines(drawing, {0, top + 12}, lines);
    else
        add_lines(drawing, {space.left - 12, middle - line_height * (static_cast<double>(lines.size()) - 1) / 2}, lines,
                  Anchor::end);
    if (!row.value.empty())
        add_text(drawing, {look.width, look.narrow() ? top + 12 : middle}, row.value, Anchor::end, "value");
}

/// `heights`: of each row, in the order of the groups.
RowFrame row_frame(const RowChart& chart, const Look& look, const std::vector<double>& heights,
                   const std::vector<LegendEntry>& legend) {
    RowFrame frame{.drawing = {.width = look.width}, .scale = {}, .middles = {}};
    Drawing& drawing = frame.drawing;
    add_legend(drawing, legend);
    RowSpace space = space_of(chart, look, 0);
    const std::vector<double> marks = ticks(chart.axis.least, chart.axis.most, look.narrow() ? 4 : 7);
    frame.scale = {.from = marks.front(), .to = marks.back(), .first = space.left, .last = space.right};
    const double axis_left = look.narrow() ? 0 : space.left;
    const std::vector<std::string> axis = lines_of(chart.axis.label, look.width - axis_left);
    const double axis_top = drawing.height + 34 + line_height * (static_cast<double>(axis.size()) - 1);
    double y = axis_top;
    Drawing rows{.width = look.width};
    std::size_t k = 0;
    for (const RowGroup& group : chart.groups) {
        if (!group.name.empty()) {
            y += 26 + add_lines(rows, {0, y + 18}, lines_of(group.name, 0.95 * look.width), Anchor::start, "heading");
        }
        for (const ChartRow& row : group.rows) {
            const double more = line_height * (static_cast<double>(label_lines(row, space, look).size()) - 1);
            space.row = look.narrow() ? heights[k++] : std::max(heights[k++], more + 22);
            space.label = look.narrow() ? 19 + more : 0;
            add_row_labels(rows, row, space, look, y);
            frame.middles.push_back(y + space.label + space.row / 2);
            y += space.label + space.row;
        }
        y += 4;
    }
    add_lines(drawing, {axis_left, drawing.height + 14}, axis, Anchor::start, "axis");
    for (const double mark : marks) {
        const double x = frame.scale(mark);
        add_line(drawing, {x, axis_top}, {x, y}, "grid");
        const std::string text = axis_text(chart.axis, mark, look.numbers);
        add_text(drawing, {x, axis_top - 4}, text, Anchor::middle, "tick");
        add_text(drawing, {x, y + 14}, text, Anchor::middle, "tick");
    }
    drawing.body += rows.body;
    drawing.height = y + 20;
    return frame;
}

std::vector<LegendEntry> mark_legend(const std::vector<std::string>& series) {
    std::vector<LegendEntry> legend;
    for (std::size_t s = 0; s < series.size(); ++s)
        if (!series[s].empty())
            legend.push_back({.name = series[s],
                              .sign = [s](Drawing& drawing, Point at) { add_mark(drawing, {at.x + 8, at.y}, s); }});
    return legend;
}

std::vector<const ChartRow*> rows_of(const RowChart& chart) {
    std::vector<const ChartRow*> rows;
    for (const RowGroup& group : chart.groups)
        for (const ChartRow& row : group.rows) rows.push_back(&row);
    return rows;
}

std::string tip_of(const RowChart& chart, const ChartRow& row, const Mark& mark, const Look& look) {
    if (!mark.tip.empty()) return mark.tip;
    std::string tip = row.label;
    if (mark.series < chart.series.size() && !chart.series[mark.series].empty())
        tip += ", " + chart.series[mark.series];
    tip += ": " + axis_text(chart.axis, mark.value, look.numbers);
    if (mark.error > 0) tip += " ± " + axis_text(chart.axis, 1.96 * mark.error, look.numbers);
    return tip;
}

/// How far above or below the line of its row a mark stands, so that none hides another.
double dodge(const ChartRow& row, const Mark& mark, const Scale& scale, std::size_t series) {
    const bool crowded = std::ranges::any_of(row.marks, [&](const Mark& other) {
        return other.series != mark.series && std::abs(scale(other.value) - scale(mark.value)) < 9;
    });
    const double middle = (static_cast<double>(series) - 1) / 2;
    return crowded ? 4.5 * (static_cast<double>(mark.series) - middle) : 0;
}

std::pair<double, double> span_of(const ChartRow& row) {
    if (row.span) return *row.span;
    const auto [least, most] = std::ranges::minmax_element(row.marks, {}, &Mark::value);
    return {least->value, most->value};
}

}  // namespace

Drawing range_plot(const RowChart& chart, const Look& look) {
    const auto rows = rows_of(chart);
    RowFrame frame =
        row_frame(chart, look, std::vector<double>(rows.size(), look.narrow() ? 18 : 22), mark_legend(chart.series));
    for (std::size_t k = 0; k < rows.size(); ++k) {
        if (rows[k]->marks.empty() && !rows[k]->span) continue;
        const double y = frame.middles[k];
        const auto [least, most] = span_of(*rows[k]);
        add_line(frame.drawing, {frame.scale(least), y}, {frame.scale(most), y}, "span");
        for (const Mark& mark : rows[k]->marks) {
            if (mark.error > 0)
                add_line(frame.drawing, {frame.scale(mark.value - 1.96 * mark.error), y},
                         {frame.scale(mark.value + 1.96 * mark.error), y}, "whisker");
            const double shift = dodge(*rows[k], mark, frame.scale, chart.series.size());
            add_mark(frame.drawing, {frame.scale(mark.value), y + shift}, mark.series,
                     tip_of(chart, *rows[k], mark, look));
        }
    }
    return std::move(frame.drawing);
}

Drawing bar_chart(const RowChart& chart, const Look& look) {
    constexpr double thickness = 13;
    const auto rows = rows_of(chart);
    std::vector<double> heights;
    for (const ChartRow* row : rows) heights.push_back(static_cast<double>(row->marks.size()) * (thickness + 2) + 9);
    std::vector<LegendEntry> legend = mark_legend(chart.series);
    for (std::size_t s = 0; s < legend.size(); ++s)
        legend[s].sign = [s](Drawing& drawing, Point at) {
            add_box(drawing, {at.x + 2, at.y - 6}, 14, 12, fmt::format("bar s{}", s));
        };
    RowFrame frame = row_frame(chart, look, heights, legend);
    for (std::size_t k = 0; k < rows.size(); ++k) {
        double y = frame.middles[k] - heights[k] / 2 + 4;
        for (const Mark& mark : rows[k]->marks) {
            const double zero = frame.scale(0), end = frame.scale(mark.value);
            add_box(frame.drawing, {std::min(zero, end), y}, std::abs(end - zero), thickness,
                    fmt::format("bar s{}", mark.series % series_count), tip_of(chart, *rows[k], mark, look));
            const std::string text = axis_text(chart.axis, mark.value, look.numbers);
            const bool inside = end + 8 + font_size * text_width(text) > look.width;
            add_text(frame.drawing, {inside ? end - 4 : end + 4, y + 11}, text, inside ? Anchor::end : Anchor::start,
                     inside ? "bar-text" : "tick halo");
            y += thickness + 2;
        }
    }
    return std::move(frame.drawing);
}

Drawing tornado_chart(const RowChart& chart, double base, const Look& look) {
    const auto rows = rows_of(chart);
    RowFrame frame =
        row_frame(chart, look, std::vector<double>(rows.size(), look.narrow() ? 20 : 26), mark_legend(chart.series));
    const double middle = frame.scale(base);
    if (!frame.middles.empty())
        add_line(frame.drawing, {middle, frame.middles.front() - 14}, {middle, frame.middles.back() + 14}, "base");
    for (std::size_t k = 0; k < rows.size(); ++k) {
        if (rows[k]->marks.empty()) continue;
        const double y = frame.middles[k];
        auto [least, most] = span_of(*rows[k]);
        least = std::min(least, base);
        most = std::max(most, base);
        add_box(frame.drawing, {frame.scale(least), y - 7}, frame.scale(most) - frame.scale(least), 14, "swing");
        for (const Mark& mark : rows[k]->marks)
            add_mark(frame.drawing, {frame.scale(mark.value), y}, mark.series, tip_of(chart, *rows[k], mark, look));
    }
    return std::move(frame.drawing);
}

Markup cell_bar(double least, double most) {
    constexpr double width = 90;
    const double from = width * std::clamp(least, 0.0, 1.0), to = width * std::clamp(most, 0.0, 1.0);
    Drawing drawing{.width = width + 4, .height = 10};
    add_line(drawing, {2, 5}, {width + 2, 5}, "grid");
    add_box(drawing, {from, 2}, std::max(to - from, 0.0) + 4, 6, "bar s0");
    return Markup::of(R"(<svg class="cell" viewBox="0 0 {} 10" aria-hidden="true">{}</svg>)", drawing.width,
                      drawing.body);
}

}  // namespace stemgewicht::report
