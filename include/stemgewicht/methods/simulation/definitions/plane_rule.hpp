#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Asks a rule about each motion by itself.
template <SimpleGame R>
PlaneRule asked_plane_rule(const R& rule) {
    return [rule, yes = Coalition(rule.member_count())](std::span<const Plane> votes, Plane& passes) mutable {
        passes = {};
        for (std::size_t m = 0; m < plane_bits; ++m) {
            for (std::size_t i = 0; i < votes.size(); ++i) yes[i] = votes[i].test(m);
            passes.words[m / 64] |= std::uint64_t{rule.wins(yes)} << (m % 64);
        }
    };
}

/// Works a decision diagram from its last layer to its first: a state wins where the successor by the member's vote
/// does.
inline PlaneRule diagram_plane_rule(Diagram diagram) {
    return [diagram = std::move(diagram), wins = std::vector<Plane>(), next = std::vector<Plane>()](
               std::span<const Plane> votes, Plane& passes) mutable {
        next.assign(diagram.outcomes.size(), {});
        for (std::size_t s = 0; s < next.size(); ++s)
            if (diagram.outcomes[s] != 0) next[s] = Plane::all();
        for (std::size_t i = diagram.order.size(); i-- > 0;) {
            const auto& [yes, no] = diagram.layers.steps[i];
            const Plane& vote = votes[diagram.order[i]];
            wins.resize(yes.size());
            for (std::size_t s = 0; s < yes.size(); ++s) wins[s] = next[no[s]] ^ (vote & (next[yes[s]] ^ next[no[s]]));
            std::swap(wins, next);
        }
        passes = next[0];
    };
}

/// The diagram of a rule as large as it may be before asking about each motion is cheaper.
template <class R>
PlaneRule diagram_or_asked(const R& rule) {
    constexpr std::size_t maximum_states = 1 << 12;
    try {
        return diagram_plane_rule(detail::rule_diagram(Rule(rule), maximum_states));
    } catch (const std::length_error&) {
        return asked_plane_rule(rule);
    }
}

inline PlaneRule plane_rule(const OwnRule& rule) { return asked_plane_rule(rule); }

STEMGEWICHT_DEFINITION PlaneRule plane_rule(const WeightedRule& rule) {
    return [sum = PlaneSum(everyone(rule.member_count()), rule.weights), quota = rule.quota](
               std::span<const Plane> votes, Plane& passes) mutable { passes = at_least(sum(votes), quota); };
}

STEMGEWICHT_DEFINITION PlaneRule plane_rule(const CompositeRule& rule) {
    std::vector<PlaneSum> sums;
    std::vector<Weight> quotas;
    for (const Block& block : rule.blocks) {
        sums.emplace_back(block.members, block.rule.weights);
        quotas.push_back(block.rule.quota);
    }
    return [sums = std::move(sums), quotas = std::move(quotas), top = plane_rule(rule.top),
            decisions = std::vector<Plane>(rule.blocks.size())](std::span<const Plane> votes, Plane& passes) mutable {
        for (std::size_t j = 0; j < sums.size(); ++j) decisions[j] = at_least(sums[j](votes), quotas[j]);
        top(decisions, passes);
    };
}

inline PlaneRule plane_rule(const CoalitionRule& rule) {
    std::vector<std::vector<std::size_t>> coalitions;
    for (const Coalition& coalition : rule.minimal_winning) coalitions.push_back(members_of(coalition));
    return [coalitions = std::move(coalitions)](std::span<const Plane> votes, Plane& passes) {
        passes = {};
        for (const auto& coalition : coalitions) {
            Plane all = Plane::all();
            for (const std::size_t member : coalition) all = all & votes[member];
            passes = passes | all;
        }
    };
}

inline PlaneRule plane_rule(const CombinedRule& rule) {
    std::vector<PlaneRule> parts;
    std::vector<std::vector<std::size_t>> members;
    for (const Part& part : rule.parts) {
        parts.push_back(plane_rule(*part.rule));
        members.push_back(part.members);
    }
    return [parts = std::move(parts), members = std::move(members), top = plane_rule(*rule.top),
            decisions = std::vector<Plane>(rule.parts.size()),
            own = std::vector<Plane>()](std::span<const Plane> votes, Plane& passes) mutable {
        for (std::size_t j = 0; j < parts.size(); ++j) {
            own.clear();
            for (const std::size_t member : members[j]) own.push_back(votes[member]);
            parts[j](own, decisions[j]);
        }
        top(decisions, passes);
    };
}

inline PlaneRule plane_rule(const IncompatibleRule& rule) { return diagram_or_asked(rule); }

inline PlaneRule plane_rule(const RestrictedRule& rule) { return diagram_or_asked(rule); }

STEMGEWICHT_DEFINITION PlaneRule plane_rule(const Rule& rule) {
    return std::visit([](const auto& r) { return plane_rule(r); }, rule);
}

STEMGEWICHT_DEFINITION PlanePosition plane_position(const WeightedRule& position) {
    const Weight total = total_weight(position.weights);
    std::vector<std::size_t> members = holders(position);
    std::vector<Weight> weights;
    for (const std::size_t member : members) weights.push_back(position.weights[member]);
    return [sum = PlaneSum(members, weights), quota = position.quota, not_no = total - position.quota + 1](
               std::span<const Plane> votes, Plane& yes, Plane& no) mutable {
        const std::vector<Plane>& digits = sum(votes);
        yes = at_least(digits, quota);
        no = ~at_least(digits, not_no);
    };
}

STEMGEWICHT_DEFINITION PlanePosition plane_position(const Rule& position) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position)) return plane_position(*weighted);
    return [rule = plane_rule(position), against = std::vector<Plane>()](std::span<const Plane> votes, Plane& yes,
                                                                         Plane& no) mutable {
        rule(votes, yes);
        against.clear();
        for (const Plane& vote : votes) against.push_back(~vote);
        rule(against, no);
        if ((yes & no).any())
            refuse("position", "a rule that is never both for and against", "one where both sides can win");
    };
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> position_holders(const Rule& position) {
    if (auto known = known_holders(position)) return *std::move(known);
    return effective_members(rule_diagram(position, maximum_layer_states));
}

}  // namespace stemgewicht::detail
