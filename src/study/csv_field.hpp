#pragma once

#include <string>

namespace stemgewicht::detail {

/// A text as a field of CSV: in quotes where it must be, with an apostrophe where a spreadsheet would take it for a
/// formula.
std::string csv_field(std::string text);

}  // namespace stemgewicht::detail
