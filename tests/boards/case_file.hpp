#pragma once

#include <stemgewicht/study/catalogue.hpp>

#include "support/refusal.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace support {

/// A case of two municipalities, one line a string, so that line numbers can be seen: the line at [k] is line k + 1.
inline const std::vector<std::string> case_lines{
    /*  1 */ "title = \"Case\"",
    /*  2 */ "quota = \"majority\"",
    /*  3 */ "weight = \"seats\"",
    /*  4 */ "[governance]",
    /*  5 */ "grouping = \"municipality\"",
    /*  6 */ "centre = \"B\"",
    /*  7 */ "position = \"seats\"",
    /*  8 */ "family = \"family\"",
    /*  9 */ "assembly_schemes = [\"seats\"]",
    /* 10 */ "[[municipalities]]",
    /* 11 */ "name = \"A\"",
    /* 12 */ "population = 1000",
    /* 13 */ "[[municipalities]]",
    /* 14 */ "name = \"B\"",
    /* 15 */ "population = 2500",
    /* 16 */ "money_share = \"55%\"",
    /* 17 */ "[[members]]",
    /* 18 */ "name = \"A1\"",
    /* 19 */ "municipality = \"A\"",
    /* 20 */ "family = \"x\"",
    /* 21 */ "seats = 3",
    /* 22 */ "[[members]]",
    /* 23 */ "name = \"B1\"",
    /* 24 */ "municipality = \"B\"",
    /* 25 */ "family = \"y\"",
    /* 26 */ "seats = 4",
    /* 27 */ "[[members]]",
    /* 28 */ "name = \"B2\"",
    /* 29 */ "municipality = \"B\"",
    /* 30 */ "family = \"x\"",
    /* 31 */ "seats = 2.5",
};

/// The case with one line replaced; an empty text takes the line out and keeps the numbers of the others.
inline std::string with(std::size_t line, const std::string& text) {
    std::string result;
    for (std::size_t k = 0; k < case_lines.size(); ++k) result += (k + 1 == line ? text : case_lines[k]) + "\n";
    return result;
}

inline stemgewicht::Board board_with(std::size_t line, const std::string& text) {
    return stemgewicht::parse_board(with(line, text), "case.toml");
}

inline std::string refusal_with(std::size_t line, const std::string& text) {
    return refusal([&] { return board_with(line, text); });
}

}  // namespace support
