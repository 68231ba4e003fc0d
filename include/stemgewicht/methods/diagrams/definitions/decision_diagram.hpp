#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/single_factor.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION std::vector<std::size_t> effective_members(const Diagram& diagram) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < diagram.order.size(); ++i)
        if (diagram.layers.steps[i].yes != diagram.layers.steps[i].no) members.push_back(diagram.order[i]);
    return members;
}

STEMGEWICHT_DEFINITION Diagram joint_diagram(const Diagram& decision, const Diagram& position, std::size_t limit) {
    const Diagram against = dual(position);  // loses where the members against would win the position
    using State = std::array<std::uint32_t, 3>;
    const auto step = [&](const State& state, std::size_t i, bool vote) {
        State next{};
        const std::array diagrams{&decision, &position, &against};
        for (std::size_t d = 0; d < 3; ++d) {
            const Layers::Step& layer = diagrams[d]->layers.steps[i];
            next[d] = vote ? layer.yes[state[d]] : layer.no[state[d]];
        }
        return next;
    };
    const auto outcome = [&](const State& state) {
        const bool yes = position.outcomes[state[1]] != 0, no = against.outcomes[state[2]] == 0;
        if (yes && no) refuse("position", "a rule that is never both for and against", "one where both sides can win");
        return (decision.outcomes[state[0]] != 0 ? 3 : 0) + (yes ? 2 : no ? 0 : 1);
    };
    return build_diagram(decision.order, State{}, step, outcome, limit);
}

STEMGEWICHT_DEFINITION Diagram swing_diagram(const Diagram& decision, const std::vector<std::size_t>& holders,
                                             std::size_t limit) {
    std::vector<bool> holds(decision.member_count(), false);
    for (const std::size_t member : holders) holds[member] = true;
    using State = std::array<std::uint32_t, 2>;  // with the holders for, and against
    const auto step = [&](const State& state, std::size_t i, bool vote) {
        const auto& [yes, no] = decision.layers.steps[i];
        const bool held = holds[decision.order[i]];
        return State{held || vote ? yes[state[0]] : no[state[0]], !held && vote ? yes[state[1]] : no[state[1]]};
    };
    const auto outcome = [&](const State& state) {
        const bool with = decision.outcomes[state[0]] != 0, against = decision.outcomes[state[1]] != 0;
        return with == against ? 0 : with ? 1 : 2;
    };
    return build_diagram(decision.order, State{}, step, outcome, limit);
}

/// The factor with more than one node, if there is just one.
inline std::vector<const VoteFactor*> shared_factor(const VoteLaw& law) {
    std::vector<const VoteFactor*> found;
    for (const VoteFactor& factor : law.factors)
        if (factor.node_count() > 1) found.push_back(&factor);
    return found.size() == 1 ? found : std::vector<const VoteFactor*>{};
}

template <class Work>
void DiagramPass::each_chunk(const Work& work) const {
    Lanes mass;
    LaneTable outer;
    for (std::size_t chunk = 0; chunk < outer_.chunk_count(); ++chunk) {
        outer_.load(chunk, mass, outer);
        work(mass, outer);
    }
}

STEMGEWICHT_DEFINITION DiagramPass::DiagramPass(std::vector<std::size_t> asking, const VoteLaw& law, std::size_t limit,
                                                const std::function<Diagram(const std::vector<std::size_t>&)>& make)
    : limit_(limit),
      crossing_(shared_factor(law)),
      outer_(law, crossing_, static_cast<std::size_t>(maximum_common_nodes)),
      plan_(plan_members(std::move(asking), factor_rows(law), crossing_)),
      decision_(make(plan_.members)) {
    use(decision_);
}

STEMGEWICHT_DEFINITION DiagramPass::DiagramPass(Diagram decision, const VoteLaw& law)
    : limit_(maximum_layer_states),
      crossing_(shared_factor(law)),
      outer_(law, crossing_, static_cast<std::size_t>(maximum_common_nodes)),
      plan_(plan_members(decision.order, factor_rows(law), crossing_)),
      decision_(std::move(decision)) {
    use(decision_);
}

STEMGEWICHT_DEFINITION void DiagramPass::use(const Diagram& diagram) {
    plan_.layers = diagram.layers;
    plan_.votes_yes.clear();
    for (const std::uint8_t outcome : diagram.outcomes) plan_.votes_yes.push_back(outcome != 0);
}

STEMGEWICHT_DEFINITION double DiagramPass::pass() const {
    double sum = 0;
    each_chunk([&](const Lanes& mass, const LaneTable& outer) {
        sum += (mass * vote_chances(plan_, block_law(plan_, outer)).yes).sum();
    });
    return sum;
}

STEMGEWICHT_DEFINITION std::vector<Standing> DiagramPass::member_standings() const {
    std::vector<Standing> standings(decision_.member_count());
    each_chunk([&](const Lanes& mass, const LaneTable& outer) {
        add_member_standings(plan_, outer, mass, surely(true), surely(false), standings);
    });
    for (const std::size_t member : effective_members(decision_))
        if (is_blunt(standings[member])) standings[member].decisive = decisive({member});
    return standings;
}

STEMGEWICHT_DEFINITION double DiagramPass::decisive(const std::vector<std::size_t>& holders) const {
    const std::vector<std::size_t> effective = effective_members(decision_);
    if (std::ranges::find_first_of(holders, effective) == holders.end()) return 0;
    const Diagram swings = swing_diagram(decision_, holders, limit_);
    BlockPlan plan = plan_;
    plan.layers = swings.layers;
    double sum = 0;
    each_chunk([&](const Lanes& mass, const LaneTable& outer) {
        const LaneTable law = block_law(plan, outer);
        for (std::size_t s = 0; s < swings.outcomes.size(); ++s)
            if (swings.outcomes[s] != 0)
                sum += (swings.outcomes[s] == 1 ? 1 : -1) * (mass * law.col(static_cast<Eigen::Index>(s))).sum();
    });
    return sum;
}

STEMGEWICHT_DEFINITION Standing DiagramPass::position_standing(const Diagram& own,
                                                               const std::vector<std::size_t>& holders) {
    Standing standing{.decisive = decisive(holders)};
    const Diagram joint = joint_diagram(decision_, own, limit_);
    use(joint);
    each_chunk([&](const Lanes& mass, const LaneTable& outer) {
        const LaneTable law = block_law(plan_, outer);
        for (std::size_t s = 0; s < joint.outcomes.size(); ++s)
            standing.add_term(static_cast<Side>(joint.outcomes[s] % 3), joint.outcomes[s] >= 3,
                              (mass * law.col(static_cast<Eigen::Index>(s))).sum());
    });
    return standing;
}

inline DiagramPass diagram_pass(const Rule& rule, const VoteLaw& law, const DecisionDiagram& method) {
    return {member_order(rule), law, method.maximum_states, [&](const std::vector<std::size_t>& order) {
                return detail::rule_diagram(rule, order, method.maximum_states);
            }};
}

STEMGEWICHT_DEFINITION std::vector<std::size_t> holders_of(const Rule& position, const Diagram& diagram) {
    return known_holders(position).value_or(effective_members(diagram));
}

STEMGEWICHT_DEFINITION void sharpen(std::vector<Standing>& standings, const Rule& rule, const VoteLaw& law,
                                    const std::function<std::vector<std::size_t>(std::size_t)>& holders) {
    if (std::ranges::none_of(standings, is_blunt)) return;
    try {
        const DiagramPass pass = diagram_pass(rule, law, {});
        for (std::size_t k = 0; k < standings.size(); ++k)
            if (is_blunt(standings[k])) standings[k].decisive = pass.decisive(holders(k));
    } catch (const std::length_error&) {  // the difference is what there is
    }
}

STEMGEWICHT_DEFINITION double pass_probability(const Rule& rule, const VoteLaw& law, const DecisionDiagram& method) {
    return diagram_pass(rule, law, method).pass();
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const Rule& rule, const VoteLaw& law,
                                                              const DecisionDiagram& method) {
    return diagram_pass(rule, law, method).member_standings();
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const Rule& rule, std::span<const Rule> positions,
                                                                const VoteLaw& law, const DecisionDiagram& method) {
    DiagramPass pass = diagram_pass(rule, law, method);
    std::vector<Standing> standings;
    for (const Rule& position : positions) {
        const Diagram own = rule_diagram(position, pass.order(), method.maximum_states);
        standings.push_back(pass.position_standing(own, holders_of(position, own)));
    }
    return standings;
}

}  // namespace stemgewicht::detail
