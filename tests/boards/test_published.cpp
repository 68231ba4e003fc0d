#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"

#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;

namespace {

/// A value of an index as a source prints it.
struct Published {
    std::string board, index, member, value;
};

std::vector<Published> published() {
    std::ifstream file(STEMGEWICHT_TEST_DATA "/../../examples/boards/published.tsv");
    std::vector<Published> rows;
    std::string line;
    std::getline(file, line);
    REQUIRE(line == "board\tindex\tmember\tvalue\tsource");
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        Published row;
        for (std::string* field : {&row.board, &row.index, &row.member, &row.value})
            REQUIRE(std::getline(fields, *field, '\t'));
        rows.push_back(row);
    }
    return rows;
}

/// A printed decimal, and one unit of its last digit: sources round it or cut it. Fractions and whole numbers are
/// exact.
struct Printed {
    Fraction value, unit;
};

Printed printed(const std::string& text) {
    if (const auto slash = text.find('/'); slash != std::string::npos)
        return {Fraction(BigInteger(text.substr(0, slash)), BigInteger(text.substr(slash + 1))), 0};
    const auto point = text.find('.');
    if (point == std::string::npos) return {Fraction(BigInteger(text)), 0};
    BigInteger digits = 0;
    BigInteger scale = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == point) continue;
        digits = digits * 10 + (text[i] - '0');
        if (i > point) scale *= 10;
    }
    return {Fraction(digits, scale), Fraction(BigInteger(1), scale)};
}

bool agrees(const Fraction& value, const Printed& source) {
    const Fraction difference = abs(Fraction(value - source.value));
    return source.unit == 0 ? difference == 0 : difference < source.unit;
}

/// An index of a board, one value per member; the unions of an index for unions are the grouping `union`.
std::vector<Fraction> computed(const Board& board, const std::string& name) {
    if (const auto* index = std::get_if<UnionIndex>(&find_index(name)))
        return index_fractions(*index, board.rule, grouping_of(board, "union"));
    return index_fractions(vote_index(name), board.rule);
}

}  // namespace

TEST_CASE("A value agrees with a printed one where they differ by less than a unit of its last digit") {
    CHECK(agrees(Fraction(2, 3), printed("0.6666")));
    CHECK(agrees(Fraction(2, 3), printed("0.6667")));
    CHECK_FALSE(agrees(Fraction(2, 3), printed("0.6665")));
    CHECK_FALSE(agrees(Fraction(2, 3), printed("0.6668")));
    CHECK(agrees(Fraction(1, 3), printed("16/48")));
    CHECK_FALSE(agrees(Fraction(1, 1000), printed("0")));
}

TEST_CASE("The published values of the shipped boards are computed to the last printed digit") {
    std::map<std::string, std::vector<Fraction>> known;
    std::map<std::string, std::size_t> compared;
    for (const Published& row : published()) {
        const Board board = load_board(row.board);
        const std::string key = row.board + " " + row.index;
        if (!known.contains(key)) known.emplace(key, computed(board, row.index));
        const Fraction value = known.at(key)[member_index(board, row.member)];
        INFO(key << ", " << row.member << ": published " << row.value << ", computed " << value);
        CHECK(agrees(value, printed(row.value)));
        ++compared[key];
    }
    CHECK(compared == std::map<std::string, std::size_t>{{"eec-1958 banzhaf_normalized", 6},
                                                         {"madrid-assembly-2015 banzhaf", 4},
                                                         {"madrid-assembly-2015 banzhaf_owen", 4},
                                                         {"madrid-assembly-2015 owen", 4},
                                                         {"madrid-assembly-2015 symmetric_coalitional_banzhaf", 4},
                                                         {"madrid-assembly-2015 shapley_shubik", 4},
                                                         {"nassau-county-1958 banzhaf_normalized", 6},
                                                         {"un-security-council banzhaf_normalized", 15},
                                                         {"un-security-council shapley_shubik", 15}});
}
