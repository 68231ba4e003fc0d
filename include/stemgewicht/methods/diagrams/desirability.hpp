#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Who can take whose place. A member is at least as desirable as another if every set that wins with the other (and
/// without the member) still wins when the member takes its place [isbell_1958].
struct Desirability {
    bool complete = false;  ///< any two members can be compared
    std::vector<std::vector<std::size_t>>
        classes;  ///< members who can stand in for each other; by descending
                  ///< desirability where complete, else by descending number of winning coalitions
    std::vector<std::vector<bool>> at_least;  ///< [i][j]: i is at least as desirable as j

    [[nodiscard]] bool above(std::size_t i, std::size_t j) const { return at_least[i][j] && !at_least[j][i]; }
};

/// Whether member i can take the place of member j: follows the states of all sets with i for j and with j for i.
inline bool at_least_as_desirable(const Diagram& rule, std::size_t i, std::size_t j, Implication& implication) {
    using States = std::pair<std::uint32_t, std::uint32_t>;  // with i, with j
    std::vector<States> states;
    for (std::size_t layer = 0, met = 0; met < 2; ++layer) {
        const auto& [yes, no] = rule.layers.steps[layer];
        const bool is_i = rule.order[layer] == i, is_j = rule.order[layer] == j;
        if (met == 0 && !is_i && !is_j) continue;
        std::vector<States> next;
        if (met == 0)
            for (std::uint32_t s = 0; s < yes.size(); ++s)
                next.push_back(is_i ? States{yes[s], no[s]} : States{no[s], yes[s]});
        for (const auto& [with_i, with_j] : states) {
            if (!is_j) next.emplace_back(yes[with_i], is_i ? no[with_j] : yes[with_j]);
            if (!is_i) next.emplace_back(no[with_i], is_j ? yes[with_j] : no[with_j]);
        }
        met += is_i || is_j;
        stop_point(100 * next.size());
        std::ranges::sort(next);
        const auto repeated = std::ranges::unique(next);
        next.erase(repeated.begin(), repeated.end());
        std::erase_if(next, [&](const States& s) {
            return implication.outcome(layer + 1, s.first) == 1 || implication.outcome(layer + 1, s.second) == 0;
        });
        if (met == 2)
            return std::ranges::all_of(
                next, [&](const States& s) { return implication.implies(layer + 1, s.second, s.first); });
        states = std::move(next);
    }
    return true;
}

/// The desirability relation, exactly. Cost: about 2n comparisons on the diagram where the rule is complete, n^2 where
/// it is not.
inline Desirability desirability(const Diagram& rule) {
    const std::size_t n = rule.member_count();
    Implication implication(rule);
    const auto compare = [&](std::size_t i, std::size_t j) {
        return i == j || at_least_as_desirable(rule, i, j, implication);
    };
    std::vector<double> winning;  // who is more desirable is in more winning coalitions
    for (const auto& by_size : set_counts<double>(rule).containing) winning.push_back(sum_of(by_size));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater<>{}, [&](std::size_t i) { return winning[i]; });

    Desirability result{.complete = true, .classes = {}, .at_least = {}};
    for (std::size_t k = 1; k < n && result.complete; ++k)  // in order already, but for rounding of the counts
        for (std::size_t j = k; j > 0 && !compare(order[j - 1], order[j]); --j) {
            result.complete = compare(order[j], order[j - 1]);
            std::swap(order[j - 1], order[j]);
        }
    result.at_least.assign(n, std::vector<bool>(n, true));
    std::vector<std::size_t> level(n, 0);  // of a complete rule: the class of each member
    for (std::size_t k = 1; k < n && result.complete; ++k)
        level[order[k]] = level[order[k - 1]] + (compare(order[k], order[k - 1]) ? 0 : 1);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            result.at_least[i][j] = result.complete ? level[i] <= level[j] : compare(i, j);
    for (const std::size_t i : order) {
        const auto stands_in = [&](const std::vector<std::size_t>& members) {
            return result.at_least[i][members.front()] && result.at_least[members.front()][i];
        };
        const auto known = std::ranges::find_if(result.classes, stands_in);
        if (known == result.classes.end())
            result.classes.push_back({i});
        else
            known->push_back(i);
    }
    return result;
}

}  // namespace stemgewicht::detail
