#pragma once

#include "charts.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::report {

/// From values to coordinates.
struct Scale {
    double from = 0, to = 1;     ///< values
    double first = 0, last = 1;  ///< their coordinates

    double operator()(double value) const { return first + (value - from) / (to - from) * (last - first); }
};

/// A value as its axis writes it.
inline std::string axis_text(const Axis& axis, double value, const NumberStyle& numbers) {
    return axis.shares ? percent_text(value, numbers) : number_text(value, 3, numbers);
}

/// The longest of texts, in units of a drawing.
double widest(const std::vector<std::string>& texts);

/// A text in lines that are no wider than a width, in units of a drawing, broken at blanks.
std::vector<std::string> lines_of(std::string_view text, double width);

/// Height of a line of a text that takes several.
inline constexpr double line_height = 16;

/// Writes lines below each other, the first at a point. Returns what the others take in height.
double add_lines(Drawing& drawing, Point at, const std::vector<std::string>& lines, Anchor anchor = Anchor::start,
                 std::string_view style = {});

/// One entry of a legend: draws its sign at a point, which is its left middle.
struct LegendEntry {
    std::string name;
    std::function<void(Drawing&, Point)> sign;
};

/// Writes a legend in as many lines as it takes, and moves the height of the drawing below it.
void add_legend(Drawing& drawing, const std::vector<LegendEntry>& entries);

}  // namespace stemgewicht::report
