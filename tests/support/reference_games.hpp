#pragma once

#include <stemgewicht/rules/weighted.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

/// One row of tests/data/reference_games.tsv: the values of an index in a game. tests/data/reference/rules.py says what
/// each form of rule means.
struct ReferenceRow {
    std::string game;
    nlohmann::json rule;
    nlohmann::json setting;  ///< {}, or the "unions" or "edges" that the index needs
    std::string index;
    std::vector<std::string> fractions;  ///< one per member; one in all; or one per union
    std::vector<double> values;          ///< nearest to the fractions
    std::string source;
};

/// The double nearest to "5/21" or "0".
inline double fraction(const std::string& text) {
    const std::size_t slash = text.find('/');
    const double numerator = std::stod(text.substr(0, slash));
    return slash == std::string::npos ? numerator : numerator / std::stod(text.substr(slash + 1));
}

inline bool is_weighted(const ReferenceRow& row) { return row.rule.contains("weights"); }

inline stemgewicht::WeightedRule weighted(const ReferenceRow& row) {
    return {.weights = row.rule.at("weights").get<std::vector<stemgewicht::Weight>>(),
            .quota = row.rule.at("quota").get<stemgewicht::Weight>()};
}

/// All rows, in the order of the file. Throws std::runtime_error where the file is not as expected.
inline std::vector<ReferenceRow> reference_rows() {
    std::ifstream file(STEMGEWICHT_TEST_DATA "/reference_games.tsv");
    std::string line;
    if (!std::getline(file, line) || line != "game\trule\tsetting\tindex\tvalues\tsource")
        throw std::runtime_error("reference_games.tsv: cannot be read, or has another header");
    std::vector<ReferenceRow> rows;
    while (std::getline(file, line)) {
        std::istringstream tabbed(line);
        std::array<std::string, 6> fields;
        for (std::string& field : fields)
            if (!std::getline(tabbed, field, '\t'))
                throw std::runtime_error("reference_games.tsv: fewer than six fields in " + line);
        ReferenceRow row{.game = fields[0],
                         .rule = nlohmann::json::parse(fields[1]),
                         .setting = nlohmann::json::parse(fields[2]),
                         .index = fields[3],
                         .fractions = {},
                         .values = {},
                         .source = fields[5]};
        std::istringstream each_value(fields[4]);
        for (std::string value; each_value >> value;) {
            row.fractions.push_back(value);
            row.values.push_back(fraction(value));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The rows of weighted games without unions or edges, for the indices that are called `is_known`.
template <class IsKnown>
std::vector<ReferenceRow> weighted_rows(const IsKnown& is_known) {
    std::vector<ReferenceRow> rows = reference_rows();
    std::erase_if(rows,
                  [&](const auto& row) { return !is_weighted(row) || !row.setting.empty() || !is_known(row.index); });
    return rows;
}

}  // namespace support
