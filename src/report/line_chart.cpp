#include "chart_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace stemgewicht::report {

namespace {

/// The plane of a chart with two axes, and what is drawn around it.
struct Plane {
    Scale x, y;
};

/// For each marker the line above the chart on which its label stands, so that no two touch.
std::vector<std::size_t> label_lines(const std::vector<Marker>& markers, const Scale& x, double width) {
    std::vector<std::size_t> lines;
    std::vector<std::vector<std::pair<double, double>>> taken;
    for (const Marker& marker : markers) {
        const double half = font_size * text_width(marker.label) / 2;
        const double middle = std::clamp(x(marker.x), half, std::max(half, width - half));
        std::size_t line = 0;
        const auto clashes = [&](const std::pair<double, double>& other) {
            return middle - half < other.second + 6 && other.first - 6 < middle + half;
        };
        while (line < taken.size() && std::ranges::any_of(taken[line], clashes)) ++line;
        if (line == taken.size()) taken.emplace_back();
        taken[line].emplace_back(middle - half, middle + half);
        lines.push_back(line);
    }
    return lines;
}

/// Draws axes, grid and marker labels below what the drawing has already.
Plane add_plane(Drawing& drawing, const LineChart& chart, const Look& look) {
    const auto across = ticks(chart.x.least, chart.x.most, look.narrow() ? 4 : 8);
    const auto up = ticks(chart.y.least, chart.y.most, 5);
    std::vector<std::string> numbers;
    for (const double value : up) numbers.push_back(axis_text(chart.y, value, look.numbers));
    const double left = widest(numbers) + 8;
    Plane plane{.x = {.from = chart.x.least, .to = chart.x.most, .first = left, .last = look.width - 18}, .y = {}};
    const auto lines = label_lines(chart.markers, plane.x, look.width);
    const std::size_t depth = lines.empty() ? 0 : *std::ranges::max_element(lines) + 1;
    const double labels = drawing.height + 8;
    const std::vector<std::string> above = lines_of(chart.y.label, look.width),
                                   below = lines_of(chart.x.label, look.width - 18);
    const double above_more = line_height * (static_cast<double>(above.size()) - 1);
    const double top = labels + 17.0 * static_cast<double>(depth) + above_more + 26,
                 bottom = top + (look.narrow() ? 220 : 300);
    plane.y = {.from = up.front(), .to = up.back(), .first = bottom, .last = top};
    for (std::size_t k = 0; k < up.size(); ++k) {
        add_line(drawing, {left, plane.y(up[k])}, {plane.x.last, plane.y(up[k])}, "grid");
        add_text(drawing, {left - 6, plane.y(up[k]) + 4.5}, numbers[k], Anchor::end, "tick");
    }
    for (const double value : across) {
        if (value < chart.x.least - 1e-12 || value > chart.x.most * (1 + 1e-12)) continue;
        add_line(drawing, {plane.x(value), top}, {plane.x(value), bottom + 4}, "grid");
        add_text(drawing, {plane.x(value), bottom + 18}, axis_text(chart.x, value, look.numbers), Anchor::middle,
                 "tick");
    }
    for (std::size_t k = 0; k < chart.markers.size(); ++k) {  // all lines before any text, which they run behind
        const double x = plane.x(chart.markers[k].x), y = labels + 17.0 * static_cast<double>(lines[k]);
        add_line(drawing, {x, y + 4}, {x, bottom}, "marker");
    }
    for (std::size_t k = 0; k < chart.markers.size(); ++k) {
        const double x = plane.x(chart.markers[k].x), half = font_size * text_width(chart.markers[k].label) / 2;
        add_text(
            drawing,
            {std::clamp(x, half, std::max(half, look.width - half)), labels + 17.0 * static_cast<double>(lines[k])},
            chart.markers[k].label, Anchor::middle, "halo");
    }
    add_lines(drawing, {0, top - 10 - above_more}, above, Anchor::start, "axis halo");
    const double below_more = add_lines(drawing, {plane.x.last, bottom + 36}, below, Anchor::end, "axis");
    drawing.height = bottom + 42 + below_more;
    return plane;
}

/// One box for each run of squares of a row.
void add_cloud(Drawing& drawing, const Cloud& cloud, const Plane& plane) {
    std::vector<Point> corners = cloud.corners;
    std::ranges::sort(corners, {}, [](const Point& corner) { return std::pair(corner.y, corner.x); });
    for (std::size_t k = 0; k < corners.size();) {
        std::size_t end = k + 1;
        while (end < corners.size() && corners[end].y == corners[k].y &&
               corners[end].x < corners[end - 1].x + 1.5 * cloud.side)
            ++end;
        const double left = plane.x(corners[k].x), right = plane.x(corners[end - 1].x + cloud.side);
        const double top = plane.y(corners[k].y + cloud.side), bottom = plane.y(corners[k].y);
        add_box(drawing, {left, top}, right - left, bottom - top, "cloud");
        k = end;
    }
}

std::vector<Point> outline(const Series& series, const Plane& plane) {
    std::vector<Point> points;
    for (const Point& point : series.points) {
        if (series.stepped && !points.empty()) points.push_back({plane.x(point.x), points.back().y});
        points.push_back({plane.x(point.x), plane.y(point.y)});
    }
    return points;
}

}  // namespace

Drawing line_chart(const LineChart& chart, const Look& look) {
    Drawing drawing{.width = look.width};
    std::vector<LegendEntry> legend;
    for (std::size_t s = 0; s < chart.series.size(); ++s)
        legend.push_back({.name = chart.series[s].name, .sign = [s, &chart](Drawing& target, Point at) {
                              add_line(target, at, {at.x + 18, at.y}, fmt::format("line l{}", s % series_count));
                              if (chart.series[s].marked) add_mark(target, {at.x + 9, at.y}, s);
                          }});
    add_legend(drawing, legend);
    const Plane plane = add_plane(drawing, chart, look);
    add_cloud(drawing, chart.cloud, plane);
    for (std::size_t s = 0; s < chart.series.size(); ++s) {
        const Series& series = chart.series[s];
        add_path(drawing, outline(series, plane), fmt::format("line l{}", s % series_count));
        for (const Point& point : series.points)
            if (series.marked)
                add_mark(drawing, {plane.x(point.x), plane.y(point.y)}, s,
                         fmt::format("{}, {}: {}", series.name, axis_text(chart.x, point.x, look.numbers),
                                     axis_text(chart.y, point.y, look.numbers)));
    }
    for (const Marker& marker : chart.markers)
        if (marker.y) add_box(drawing, {plane.x(marker.x) - 4, plane.y(*marker.y) - 4}, 8, 8, "crossing", marker.label);
    return drawing;
}

}  // namespace stemgewicht::report
