#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/models/model.hpp>

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

namespace detail {

inline std::vector<double> parse_numbers(std::string_view text, std::string_view field) {
    std::vector<double> numbers;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view part = text.substr(0, comma);
        double value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc{} || end != part.data() + part.size())
            refuse(field, "numbers separated by commas", "\"" + std::string(part) + "\"");
        numbers.push_back(value);
        if (comma == std::string_view::npos) return numbers;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace detail

/// The model that a text names: ic, iac, beta:A,B, independent:P1,P2,.. (or one P for all), grouped:GROUPING.
/// Groupings are those of the board. Throws std::invalid_argument for anything else.
inline VotingModel parse_model(std::string_view text, const Board& board, std::string_view field = "model") {
    const std::size_t colon = text.find(':');
    const std::string_view kind = text.substr(0, colon);
    const std::string_view rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    VotingModel model;
    if (text == "ic")
        model = ic();
    else if (text == "iac")
        model = iac();
    else if (kind == "beta") {
        const auto ab = detail::parse_numbers(rest, field);
        if (ab.size() != 2) refuse(field, "beta:A,B with two numbers", "\"" + std::string(text) + "\"");
        model = beta(ab[0], ab[1]);
    } else if (kind == "independent")
        model = independent(detail::parse_numbers(rest, field));
    else if (kind == "grouped")
        model = grouped(grouping_of(board, std::string(rest)));
    else
        refuse(field, "ic, iac, beta:A,B, independent:P1,P2,.. or grouped:GROUPING", "\"" + std::string(text) + "\"");
    static_cast<void>(vote_law(model, board.names.size()));  // refuses what does not fit the board
    return model;
}

}  // namespace stemgewicht
