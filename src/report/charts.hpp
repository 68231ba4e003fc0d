#pragma once

#include "svg.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::report {

/// The space that a chart has, and how its numbers are written. Below a width of 500 labels go above their rows.
struct Look {
    double width = 720;
    NumberStyle numbers{};

    [[nodiscard]] bool narrow() const { return width < 500; }
};

/// What an axis tells, and from where to where at least. Shares are written as percentages.
struct Axis {
    std::string label{};
    double least = 0, most = 1;
    bool shares = true;
};

/// A value of a series in a row; the error, where there is one, is its standard error.
struct Mark {
    double value = 0;
    std::size_t series = 0;
    double error = 0;
    std::string tip{};
};

struct ChartRow {
    std::string label;
    std::vector<Mark> marks{};
    std::string value{};                              ///< written beside the row
    std::optional<std::pair<double, double>> span{};  ///< that is drawn as a line; that of the marks where empty
};

struct RowGroup {
    std::string name;  ///< empty: without a heading
    std::vector<ChartRow> rows;
};

/// Values in rows along one axis.
struct RowChart {
    Axis axis;
    std::vector<std::string> series;  ///< their names in the legend; a single empty one has no legend
    std::vector<RowGroup> groups;
};

/// Marks on a line from the least to the most, with whiskers of 1.96 standard errors.
Drawing range_plot(const RowChart& chart, const Look& look);

/// One bar from zero for each mark of a row, the value written behind it.
Drawing bar_chart(const RowChart& chart, const Look& look);

/// One bar in each row from the first to the last of its marks, around a base value; the rows in the order given.
Drawing tornado_chart(const RowChart& chart, double base, const Look& look);

struct Series {
    std::string name;
    std::vector<Point> points;
    bool stepped = false;  ///< whether a value holds until the next point
    bool marked = false;   ///< whether each point has a mark
};

/// A value of the horizontal axis that is named above the chart; with a mark on a line where `y` is given.
struct Marker {
    double x = 0;
    std::string label;
    std::optional<double> y{};
};

struct LineChart {
    Axis x, y;
    std::vector<Series> series;
    std::vector<Marker> markers{};
};

Drawing line_chart(const LineChart& chart, const Look& look);

/// A line on a diagram with a name, in units of its axes.
struct Contour {
    std::string name;
    std::vector<std::vector<Point>> parts;
};

/// Stands for a point at which nothing holds.
inline constexpr std::size_t no_category = static_cast<std::size_t>(-1);

/// Which category holds at each point of a grid: rows from the bottom, columns from the left. The points are the
/// middles of the cells, evenly apart from the least to the most of an axis.
struct PhasePanel {
    std::string name;
    std::vector<std::vector<std::size_t>> category;
    std::vector<Contour> contours{};
};

struct PhaseChart {
    Axis x, y;
    std::vector<std::string> categories;  ///< drawn with a colour and a letter each; an empty one has no legend
    std::vector<PhasePanel> panels;
};

Drawing phase_chart(const PhaseChart& chart, const Look& look);

/// A bar in a table cell: a range on an axis from 0 to 1.
Markup cell_bar(double least, double most);

}  // namespace stemgewicht::report
