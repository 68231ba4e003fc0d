#pragma once

#include "svg.hpp"

#include <array>
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

/// Squares of one side that are filled behind the lines, by their lower left corners in units of the axes.
struct Cloud {
    double side = 0;
    std::vector<Point> corners{};
};

struct LineChart {
    Axis x, y;
    std::vector<Series> series;
    std::vector<Marker> markers{};
    Cloud cloud{};
};

Drawing line_chart(const LineChart& chart, const Look& look);

/// A grid of differences between two ways: rows from the bottom, columns from the left, empty where nothing is known.
/// The points are the middles of the cells, evenly apart from the least to the most of an axis.
struct DifferencePanel {
    std::string name;
    std::vector<std::vector<std::optional<double>>> values{};
    std::vector<std::vector<Point>> zero{};  ///< lines along which there is no difference, in units of the axes
};

/// Panels of differences of chances. Each cell has its number in percentage points, and a colour for its size.
struct DifferenceChart {
    Axis x, y;
    std::array<std::string, 3> signs;  ///< what a difference below 0, none, and one above 0 means
    std::vector<DifferencePanel> panels;
};

Drawing difference_chart(const DifferenceChart& chart, const Look& look);

/// A bar in a table cell: a range on an axis from 0 to 1.
Markup cell_bar(double least, double most);

}  // namespace stemgewicht::report
