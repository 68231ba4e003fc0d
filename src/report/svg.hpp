#pragma once

#include "markup.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::report {

/// How a language writes numbers.
struct NumberStyle {
    char decimal = '.';
    std::string_view thousands = ",";
};

/// A number with so many decimals, trailing zeros left out, and thousands apart. Halves go up, also where the last bits
/// of a number put it just below one: shares that agree to 1e-9 read the same.
std::string number_text(double value, int decimals, const NumberStyle& style);

/// A share as a percentage: one decimal, or two digits where it is below 0.1%.
std::string percent_text(double share, const NumberStyle& style);

/// Two shares as a range, or one where they read the same.
std::string range_text(double least, double most, const NumberStyle& style);

/// Round values (1, 2 or 5 times a power of ten apart), about so many, from the first at or below `least` to the last
/// at or above `most`.
std::vector<double> ticks(double least, double most, std::size_t about);

/// The width that a text takes at a font size of 1, estimated on the wide side.
double text_width(std::string_view text);

struct Point {
    double x = 0, y = 0;
};

enum class Anchor { start, middle, end };

/// A picture in the making: shapes in the order in which they are painted.
struct Drawing {
    double width = 0, height = 0;
    Markup body{};
};

/// Font size of every text, in the units of a drawing.
inline constexpr double font_size = 13;

/// Series are told apart by a class `s0`, `s1`, .. (colour), the shape of their marks and the dashes of their lines.
inline constexpr std::size_t series_count = 8;

void add_line(Drawing& drawing, Point from, Point to, std::string_view style);
void add_path(Drawing& drawing, std::span<const Point> points, std::string_view style);
void add_text(Drawing& drawing, Point at, std::string_view text, Anchor anchor = Anchor::start,
              std::string_view style = {});
void add_box(Drawing& drawing, Point corner, double width, double height, std::string_view style,
             std::string_view tip = {});

/// The mark of a series; `tip` is shown where a pointer rests on it.
void add_mark(Drawing& drawing, Point at, std::size_t series, std::string_view tip = {});

/// The whole picture as an element `svg` that scales to the width it gets, with a title and a description for those who
/// do not see it. `id` must be the only one of its kind on a page.
Markup svg_text(const Drawing& drawing, std::string_view id, std::string_view title, std::string_view description,
                std::string_view style);

}  // namespace stemgewicht::report
