#include "chart_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace stemgewicht::report {

namespace {

using Cells = std::vector<std::vector<std::size_t>>;

std::string letter_of(std::size_t category) { return std::string(1, static_cast<char>('A' + category % 26)); }

/// How far a cell is from the nearest of another category, or from the edge, in cells.
std::size_t depth_of(const Cells& cells, std::size_t row, std::size_t column) {
    const std::size_t rows = cells.size(), columns = cells.front().size();
    const std::size_t edge = std::min({row, column, rows - 1 - row, columns - 1 - column});
    for (std::size_t depth = 1; depth <= edge; ++depth)
        for (std::size_t r = row - depth; r <= row + depth; ++r)
            for (std::size_t c = column - depth; c <= column + depth; ++c)
                if (cells[r][c] != cells[row][column]) return depth - 1;
    return edge;
}

/// The cell that is deepest inside a category, where its letter goes; empty where the category is nowhere.
std::optional<std::pair<std::size_t, std::size_t>> deepest(const Cells& cells, std::size_t category) {
    std::optional<std::pair<std::size_t, std::size_t>> best;
    std::size_t most = 0;
    for (std::size_t r = 0; r < cells.size(); ++r)
        for (std::size_t c = 0; c < cells[r].size(); ++c) {
            if (cells[r][c] != category) continue;
            const std::size_t depth = depth_of(cells, r, c);
            if (!best || depth > most) {
                best = {r, c};
                most = depth;
            }
        }
    return best;
}

/// One box for each run of cells of a row that are alike.
void add_cells(Drawing& drawing, const PhasePanel& panel, Point corner, double size,
               const std::vector<std::string>& categories) {
    const std::size_t rows = panel.category.size();
    const double height = size / static_cast<double>(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        const auto& row = panel.category[r];
        const double width = size / static_cast<double>(row.size());
        for (std::size_t c = 0; c < row.size();) {
            std::size_t end = c + 1;
            while (end < row.size() && row[end] == row[c]) ++end;
            if (row[c] != no_category)
                add_box(
                    drawing,
                    {corner.x + width * static_cast<double>(c), corner.y + size - height * static_cast<double>(r + 1)},
                    width * static_cast<double>(end - c), height, fmt::format("cell s{}", row[c] % series_count),
                    categories.at(row[c]));
            c = end;
        }
    }
}

void add_panel(Drawing& drawing, const PhaseChart& chart, const PhasePanel& panel, Point corner, double size,
               const Look& look) {
    add_text(drawing, {corner.x - 30, corner.y - 8}, panel.name, Anchor::start, "panel");
    add_cells(drawing, panel, corner, size, chart.categories);
    const double rows = static_cast<double>(panel.category.size());
    const double columns = static_cast<double>(panel.category.front().size());
    const Scale x{chart.x.least, chart.x.most, corner.x + size / columns / 2, corner.x + size - size / columns / 2};
    const Scale y{chart.y.least, chart.y.most, corner.y + size - size / rows / 2, corner.y + size / rows / 2};
    for (const Contour& contour : panel.contours)
        for (const std::vector<Point>& part : contour.parts) {
            std::vector<Point> points;
            for (const Point& point : part) points.push_back({x(point.x), y(point.y)});
            add_path(drawing, points, "contour");
        }
    for (std::size_t category = 0; category < chart.categories.size(); ++category)
        if (const auto cell = deepest(panel.category, category)) {
            const Point middle{corner.x + size * (static_cast<double>(cell->second) + 0.5) / columns,
                               corner.y + size * (1 - (static_cast<double>(cell->first) + 0.5) / rows) + 5};
            add_text(drawing, middle, letter_of(category), Anchor::middle, "letter");
        }
    for (const double value : {chart.x.least, (chart.x.least + chart.x.most) / 2, chart.x.most})
        add_text(drawing, {x(value), corner.y + size + 14}, axis_text({.shares = false}, value, look.numbers),
                 Anchor::middle, "tick");
    for (const double value : {chart.y.least, (chart.y.least + chart.y.most) / 2, chart.y.most})
        add_text(drawing, {corner.x - 5, y(value) + 4}, axis_text({.shares = false}, value, look.numbers), Anchor::end,
                 "tick");
}

}  // namespace

Drawing phase_chart(const PhaseChart& chart, const Look& look) {
    Drawing drawing{.width = look.width};
    std::vector<LegendEntry> legend;
    for (std::size_t k = 0; k < chart.categories.size(); ++k)
        if (!chart.categories[k].empty())
            legend.push_back({.name = chart.categories[k], .sign = [k](Drawing& target, Point at) {
                                  add_box(target, {at.x, at.y - 8}, 18, 16, fmt::format("cell s{}", k % series_count));
                                  add_text(target, {at.x + 9, at.y + 5}, letter_of(k), Anchor::middle, "letter");
                              }});
    add_legend(drawing, legend);
    add_text(drawing, {0, drawing.height + 10}, "→ " + chart.x.label, Anchor::start, "axis");
    add_text(drawing, {0, drawing.height + 28}, "↑ " + chart.y.label, Anchor::start, "axis");
    const std::size_t columns = std::min<std::size_t>(look.narrow() ? 2 : 3, chart.panels.size());
    constexpr double left = 30, gap = 14;
    const double pitch = look.width / static_cast<double>(std::max<std::size_t>(columns, 1));
    const double size = std::min(pitch - left - gap, 260.0);
    const double top = drawing.height + 60, height = size + 50;
    for (std::size_t k = 0; k < chart.panels.size(); ++k)
        add_panel(drawing, chart, chart.panels[k],
                  {pitch * static_cast<double>(k % columns) + left, top + height * static_cast<double>(k / columns)},
                  size, look);
    const std::size_t lines = columns == 0 ? 0 : (chart.panels.size() + columns - 1) / columns;
    drawing.height = top + height * static_cast<double>(lines) - 20;
    return drawing;
}

}  // namespace stemgewicht::report
