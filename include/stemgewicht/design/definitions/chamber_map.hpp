#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/chamber_map.hpp>
#include <stemgewicht/design/engines/distinct_sums.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

inline void check_chambers(const std::vector<Weight>& weights, std::pair<std::size_t, std::size_t> members,
                           std::pair<Weight, Weight> largest) {
    for (const std::size_t member : {members.first, members.second})
        if (member >= weights.size()) refuse("members", "below " + std::to_string(weights.size()), member);
    if (members.first == members.second) refuse("members", "two different ones", members.first);
    for (const Weight most : {largest.first, largest.second})
        if (most < 1 || most > maximum_total_weight / 4)
            refuse("largest", "weights from 1 to " + std::to_string(maximum_total_weight / 4), most);
    const auto cells = static_cast<std::size_t>(maximum_chamber_cells);
    if (static_cast<std::size_t>(largest.first) >= cells || static_cast<std::size_t>(largest.second) >= cells ||
        static_cast<std::size_t>(largest.first + 1) * static_cast<std::size_t>(largest.second + 1) > cells)
        throw std::length_error("chamber map: more than " + std::to_string(cells) +
                                " pairs of weights; weights in larger units carry it");
}

}  // namespace detail

STEMGEWICHT_DEFINITION ChamberMap chamber_map(const std::vector<Weight>& weights,
                                              std::pair<std::size_t, std::size_t> members,
                                              std::pair<Weight, Weight> largest, const QuotaShare& share) {
    check(share);
    detail::check_chambers(weights, members, largest);
    std::vector<Weight> others;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (i != members.first && i != members.second) others.push_back(weights[i]);
    const Weight total = total_weight(others, "others");
    if (total > maximum_total_weight / 2) refuse("others", "a sum below 2^61", total);
    const std::vector<Weight> sums = detail::distinct_sums(others, maximum_distinct_sums);
    const auto winning_from = [&](Weight needed) {
        return static_cast<std::size_t>(std::ranges::lower_bound(sums, needed) - sums.begin());
    };
    ChamberMap map{.first_largest = largest.first, .second_largest = largest.second, .chamber = {}, .rules = {}};
    std::map<std::array<std::size_t, 4>, std::size_t> known;
    constexpr std::size_t most_weights = std::size_t{1} << 25;  // of the rules of all games
    detail::TurnCounter turns(500);
    for (Weight a = 0; a <= largest.first; ++a)
        for (Weight b = 0; b <= largest.second; ++b) {
            turns.turn();
            const Weight quota = quota_of(share, total + a + b);
            const auto [place, fresh] = known.try_emplace(
                {winning_from(quota), winning_from(quota - a), winning_from(quota - b), winning_from(quota - a - b)},
                known.size());
            map.chamber.push_back(place->second);
            if (!fresh) continue;
            if (map.rules.size() >= most_weights / weights.size())
                throw std::length_error("chamber map: more than " + std::to_string(map.rules.size()) + " games of " +
                                        std::to_string(weights.size()) +
                                        " members, which are too many to keep; weights in larger units carry it");
            map.rules.push_back({weights, quota});
            map.rules.back().weights[members.first] = a;
            map.rules.back().weights[members.second] = b;
        }
    return map;
}

}  // namespace stemgewicht
