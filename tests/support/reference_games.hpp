#pragma once

#include <stemgewicht/rules/weighted.hpp>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace support {

/// One row of tests/data/reference_games.tsv: the values of an index in a weighted game.
struct ReferenceRow {
    std::string game;
    stemgewicht::WeightedRule rule;
    std::string index;
    std::vector<std::string> fractions;  ///< one per member, or one in all
    std::vector<double> values;          ///< nearest to the fractions
    std::string source;
};

/// The double nearest to "5/21" or "0".
inline double fraction(const std::string& text) {
    const std::size_t slash = text.find('/');
    const double numerator = std::stod(text.substr(0, slash));
    return slash == std::string::npos ? numerator : numerator / std::stod(text.substr(slash + 1));
}

inline std::vector<ReferenceRow> reference_rows() {
    std::ifstream file(STEMGEWICHT_TEST_DATA "/reference_games.tsv");
    std::string line;
    if (!std::getline(file, line) || line != "game\tquota\tweights\tindex\tvalues\tsource")
        throw std::runtime_error("reference_games.tsv: cannot be read, or has another header");
    std::vector<ReferenceRow> rows;
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        ReferenceRow row;
        std::string quota, weights, values;
        std::getline(fields, row.game, '\t');
        std::getline(fields, quota, '\t');
        std::getline(fields, weights, '\t');
        std::getline(fields, row.index, '\t');
        std::getline(fields, values, '\t');
        std::getline(fields, row.source, '\t');
        row.rule.quota = std::stoll(quota);
        std::istringstream each_weight(weights), each_value(values);
        for (stemgewicht::Weight weight = 0; each_weight >> weight;) row.rule.weights.push_back(weight);
        for (std::string value; each_value >> value;) {
            row.fractions.push_back(value);
            row.values.push_back(fraction(value));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace support
