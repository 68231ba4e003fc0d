#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/models/laws/rational_laws.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What is known of a vote: nothing; that it is yes or no whatever the law, which the others follow as ever; or that it
/// is yes by the law, whose chance counts.
enum class KnownVote { open, forced_yes, forced_no, seen_yes };

/// The order of `members` in which those of a block come one after the other.
inline std::vector<std::size_t> by_blocks(const std::vector<std::size_t>& members, const RationalLaw& law) {
    std::vector<std::size_t> place(members.size()), first(law.blocks.size(), members.size()), block(members.size());
    for (std::size_t k = 0; k < members.size(); ++k) place[members[k]] = k;
    for (std::size_t b = 0; b < law.blocks.size(); ++b)
        for (const std::size_t member : law.blocks[b].members) {
            block[member] = b;
            first[b] = std::min(first[b], place[member]);
        }
    std::vector<std::size_t> order = members;
    std::ranges::stable_sort(order, {}, [&](std::size_t member) { return first[block[member]]; });
    return order;
}

/// Whole numbers in the proportion of the chances of a block of which all but `free` members are left out, and what
/// they are divided by.
inline std::pair<std::vector<BigInteger>, BigInteger> whole_chances(std::vector<Fraction> given, std::size_t free) {
    while (given.size() > free + 1) {
        for (std::size_t s = 0; s + 1 < given.size(); ++s) given[s] += given[s + 1];
        given.pop_back();
    }
    BigInteger divisor = 1;
    for (const Fraction& chance : given) divisor = lcm(divisor, denominator(chance));
    std::vector<BigInteger> numbers;
    for (const Fraction& chance : given) numbers.emplace_back(numerator(chance) * (divisor / denominator(chance)));
    return {std::move(numbers), std::move(divisor)};
}

/// The chance of each final state of a diagram whose order is that of the blocks of the law, one block after the other:
/// within one, states are told apart by how many say yes. Cost O(states x size of the block), in whole numbers.
inline std::vector<Fraction> rational_chances(const Diagram& diagram, const RationalLaw& law,
                                              const std::vector<KnownVote>& known) {
    std::vector<std::size_t> block_of(diagram.member_count());
    for (std::size_t b = 0; b < law.blocks.size(); ++b)
        for (const std::size_t member : law.blocks[b].members) block_of[member] = b;
    using Counts = std::vector<BigInteger>;  // by the number of free members who say yes
    std::vector<Counts> now{{1}};
    BigInteger divisor = 1;
    for (std::size_t layer = 0; layer < diagram.order.size();) {
        const RationalBlock& block = law.blocks[block_of[diagram.order[layer]]];
        std::size_t free = 0;
        for (const std::size_t end = layer + block.members.size(); layer < end; ++layer) {
            const KnownVote vote = known[diagram.order[layer]];
            const bool counts = vote == KnownVote::open || vote == KnownVote::seen_yes;
            const auto& [yes, no] = diagram.layers.steps[layer];
            std::vector<Counts> next(diagram.state_count(layer + 1), Counts(free + (counts ? 2 : 1)));
            stop_point(50 * yes.size() * (free + 1));
            for (std::size_t s = 0; s < now.size(); ++s)
                for (std::size_t k = 0; k < now[s].size(); ++k) {
                    if (now[s][k] == 0) continue;
                    if (vote != KnownVote::forced_no) next[yes[s]][k + (counts ? 1 : 0)] += now[s][k];
                    if (vote == KnownVote::open || vote == KnownVote::forced_no) next[no[s]][k] += now[s][k];
                }
            now = std::move(next);
            free += counts ? 1 : 0;
        }
        const auto [numbers, common] = whole_chances(block.given, free);
        for (Counts& counts : now) {
            BigInteger sum = 0;
            for (std::size_t k = 0; k < counts.size(); ++k) sum += counts[k] * numbers[k];
            counts = {std::move(sum)};
        }
        divisor *= common;
    }
    std::vector<Fraction> chances;
    for (const Counts& counts : now) chances.emplace_back(counts.front(), divisor);
    return chances;
}

/// Refuses more additions than a few minutes.
inline void check_rational_work(const Diagram& diagram, const std::vector<RationalLaw>& laws, std::size_t passes) {
    constexpr double most = 1e9;
    std::size_t largest = 1;
    for (const RationalBlock& block : laws.front().blocks) largest = std::max(largest, block.members.size());
    const double additions = static_cast<double>(diagram.size()) * static_cast<double>(largest) *
                             static_cast<double>(laws.size()) * static_cast<double>(passes);
    if (additions > most)
        throw SizeRefusal("fractions: the rule and the model take " +
                              std::to_string(static_cast<unsigned long long>(std::min(additions, 1e18))) +
                              " additions, allowed are 1000000000",
                          {.methods = {"exact"}, .how = " without fractions"});
}

}  // namespace stemgewicht::detail
