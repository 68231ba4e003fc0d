#pragma once

#include <stemgewicht/core/definition.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// How numbers are written. Where the decimal sign is a comma, points may stand between groups of three digits, and the
/// numbers of a list are separated by white space or semicolons; likewise where commas stand between such groups.
struct NumberForm {
    std::optional<char> decimal = std::nullopt;  ///< '.' or ','; empty: a point, and refused where a comma may be meant
    bool thousands = false;  ///< commas (points, behind decimal commas) stand between groups of three

    friend bool operator==(const NumberForm&, const NumberForm&) = default;
};

/// A number in this form as one with a decimal point and without marks of thousands: "5150.88" of "5.150,88". A share
/// keeps its sign, "66.7%". Empty where a comma or point does not fit the form; what holds neither comes back as it is.
std::optional<std::string> plain_number(std::string_view text, const NumberForm& form);

/// The numbers of a list, as plain_number gives them. Throws std::invalid_argument for an empty part, and where a
/// list that says no form can be read in several ways, such as "5.150,88 4.849,12" (decimal commas or four numbers) or
/// "1,352,449 581,507" (thousands or five numbers), with these readings.
std::vector<std::string> parse_number_list(std::string_view text, std::string_view field, const NumberForm& form = {});

/// Whether a point of a number may stand between thousands and hundreds: "86.000" or "2.601", but not "0.125".
bool may_be_grouped(std::string_view number);

/// Throws std::invalid_argument for a number that is whole, whose point may so stand: "86.000" is read as 86.
void check_not_grouped(std::string_view number, std::string_view field);

/// The first number of a column whose point may stand between thousands and hundreds, beside whole numbers without
/// such points: 2.601 beside 987. Empty where there is none, or where a number shows that points are decimal, as 2.5.
std::optional<std::size_t> grouped_beside_whole(const std::vector<std::string>& column);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/number_form.hpp>
#endif
