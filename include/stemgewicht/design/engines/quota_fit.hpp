#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/engines/whole_program.hpp>
#include <stemgewicht/design/tipping.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The demands on the weights of a game whose quota is a share p/q of their sum W: q w(S) - p W > 0 where S wins and
/// <= 0 where it loses, or >= 0 and < 0 where the share need only be reached. Weights scale, so that > 0 is >= 1.
template <class Number>
std::optional<std::vector<Number>> share_numerators(const CoalitionOrder& order, const CompleteGame& game,
                                                    const QuotaShare& share) {
    const std::size_t members = order.members();
    WholeProgram<Number> program(std::vector<Number>(members, Number(1)));
    std::vector<Number> row(members);
    for (std::size_t i = 0; i + 1 < members; ++i) {
        for (std::size_t j = 0; j < members; ++j) row[j] = Number(j == i ? -1 : j == i + 1 ? 1 : 0);
        program.demand(row, Number(0));
    }
    const Number inside = Number(share.denominator - share.numerator), outside = Number(-share.numerator);
    const auto demand = [&](std::size_t set, bool wins) {
        for (std::size_t i = 0; i < members; ++i) {
            const Number& term = (set >> i & 1) != 0 ? inside : outside;
            row[i] = wins ? term : Number(-term);
        }
        program.demand(row, Number(wins == share.exceeded ? 1 : 0));
    };
    for (const std::size_t set : game.minimal) demand(set, true);
    for (const std::size_t set : game.maximal) demand(set, false);
    auto point = program.solve();
    if (!point) return std::nullopt;
    return std::move(point->numerators);
}

/// Whole weights of a game, from the lightest member, whose quota is that share of their sum; empty where there are
/// none, or where they exceed the largest total.
inline std::optional<WeightedRule> quota_fit(const CoalitionOrder& order, const CompleteGame& game,
                                             const QuotaShare& share) {
    std::vector<BigInteger> numerators;
    if (std::max(share.numerator, share.denominator - share.numerator) <= 3) {  // minors below 3^8 4096: see Hadamard
        const auto found = share_numerators<double>(order, game, share);
        if (!found) return std::nullopt;
        for (const double number : *found) numerators.emplace_back(static_cast<Weight>(number));
    } else {
        auto found = share_numerators<BigInteger>(order, game, share);
        if (!found) return std::nullopt;
        numerators = *std::move(found);
    }
    BigInteger divisor = 0, sum = 0;
    for (const BigInteger& number : numerators) divisor = gcd(divisor, number);
    WeightedRule rule;
    for (const BigInteger& number : numerators) {
        sum += number / divisor;
        if (sum > maximum_total_weight) return std::nullopt;
        rule.weights.push_back(static_cast<Weight>(number / divisor));
    }
    rule.quota = quota_of(share, static_cast<Weight>(sum));
    return rule;
}

}  // namespace stemgewicht::detail
