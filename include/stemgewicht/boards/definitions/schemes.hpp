#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/nearest_name.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION const GovernanceData& governance_of(const Board& board) {
    if (!board.governance)
        refuse("case", "a board with [governance] and [[municipalities]], such as drechtsteden-2018",
               "\"" + board.id + "\"");
    return *board.governance;
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> council_groups(const Board& board) {
    const GovernanceData& data = governance_of(board);
    const Grouping& councils = grouping_of(board, data.grouping);
    std::vector<std::size_t> groups;
    for (const Municipality& municipality : data.municipalities)
        groups.push_back(
            static_cast<std::size_t>(std::ranges::find(councils.labels, municipality.name) - councils.labels.begin()));
    return groups;
}

STEMGEWICHT_DEFINITION Weight money_share(std::string_view text, std::string_view field) {
    const auto percent = text.ends_with('%') ? parse_decimal(text.substr(0, text.size() - 1)) : std::nullopt;
    const auto millionths = percent && percent->decimals <= 4 ? scaled(*percent, 4) : std::nullopt;
    if (!millionths) refuse(field, "a percentage such as 55% or 33.3333%", "\"" + std::string(text) + "\"");
    return *millionths;
}

STEMGEWICHT_DEFINITION std::vector<Weight> money_weights(const GovernanceData& data) {
    __extension__ using Wide = __int128;
    Weight rest = 1'000'000;
    Weight others = 0;
    std::vector<Weight> shares;
    for (std::size_t j = 0; j < data.municipalities.size(); ++j) {
        const Municipality& municipality = data.municipalities[j];
        shares.push_back(
            municipality.money_share ? money_share(*municipality.money_share, municipality.name + ".money_share") : 0);
        if (shares[j] > rest)
            refuse("municipalities.money_share", "shares that add up to 100% at most", "a larger sum");
        rest -= shares[j];
        if (!municipality.money_share) others += municipality.population;
    }
    if (others == 0 && rest != 0)
        refuse("municipalities.money_share", "shares that add up to 100%, or some left open", "a smaller sum");
    std::vector<Weight> weights;
    for (std::size_t j = 0; j < shares.size(); ++j) {
        const bool known = data.municipalities[j].money_share.has_value();
        const Wide weight =
            known ? Wide{shares[j]} * std::max<Weight>(others, 1) : Wide{rest} * data.municipalities[j].population;
        if (weight > maximum_total_weight)
            refuse("municipalities.population", "small enough to divide the contributions by",
                   data.municipalities[j].population);
        weights.push_back(static_cast<Weight>(weight));
    }
    const Weight divisor = std::accumulate(weights.begin(), weights.end(), Weight{0}, std::gcd<Weight, Weight>);
    for (Weight& weight : weights) weight /= std::max<Weight>(divisor, 1);
    return weights;
}

namespace detail {

inline bool populations_known(const GovernanceData& data) {
    return std::ranges::none_of(data.municipalities, [](const Municipality& m) { return m.population == 0; });
}

}  // namespace detail

STEMGEWICHT_DEFINITION bool can_weigh(const GovernanceData& data, std::string_view scheme) {
    if (scheme == "seats") return data.councils;
    if (scheme == "population" || scheme == "sqrt_population") return detail::populations_known(data);
    const auto is_known = [](const Municipality& municipality) { return municipality.money_share.has_value(); };
    if (scheme == "money")
        return std::ranges::all_of(data.municipalities, is_known) ||
               (std::ranges::any_of(data.municipalities, is_known) && detail::populations_known(data));
    if (scheme == "apex" || scheme == "apex_veto") return data.municipalities.size() >= 3;
    return true;
}

STEMGEWICHT_DEFINITION WeightedRule board_rule(const Board& board, std::string_view scheme) {
    const GovernanceData& data = governance_of(board);
    const std::size_t count = data.municipalities.size();
    std::vector<Weight> weights(count, 1);
    if (const auto custom = data.custom_schemes.find(std::string(scheme)); custom != data.custom_schemes.end()) {
        weights = custom->second;
    } else if (std::ranges::find(board_schemes, scheme) != board_schemes.end() && !can_weigh(data, scheme)) {
        const bool apex = scheme.starts_with("apex");
        refuse("scheme",
               apex ? "one that fits a board of two, such as one_vote or population"
                    : "one that " + board.id + " has the numbers for, such as one_vote",
               "\"" + std::string(scheme) + "\"");
    } else if (scheme == "seats") {
        const Grouping& councils = grouping_of(board, data.grouping);
        const auto groups = council_groups(board);
        for (std::size_t j = 0; j < count; ++j)
            weights[j] = total_weight(group_position(councils, groups[j], column_of(board, data.position)).weights);
    } else if (scheme == "population" || scheme == "sqrt_population") {
        for (std::size_t j = 0; j < count; ++j) {
            const Weight people = data.municipalities[j].population;
            weights[j] = scheme == "population"
                             ? people
                             : static_cast<Weight>(std::llround(1000 * std::sqrt(static_cast<double>(people))));
        }
    } else if (scheme == "money") {
        weights = money_weights(data);
    } else if (scheme == "apex" || scheme == "apex_veto") {
        weights.front() = static_cast<Weight>(count) - (scheme == "apex" ? 2 : 1);
    } else if (scheme != "one_vote") {
        std::vector<std::string_view> known = names_of(board_schemes);
        for (const auto& [id, own_weights] : data.custom_schemes) known.emplace_back(id);
        refuse_unknown("scheme", known, scheme);
    }
    return majority_rule(std::move(weights));
}

STEMGEWICHT_DEFINITION std::vector<std::string> all_schemes(const Board& board) {
    const GovernanceData& data = governance_of(board);
    std::vector<std::string> schemes;
    for (const std::string_view scheme : board_schemes)
        if (can_weigh(data, scheme)) schemes.emplace_back(scheme);
    for (const auto& [id, weights] : data.custom_schemes) schemes.push_back(id);
    return schemes;
}

}  // namespace stemgewicht
