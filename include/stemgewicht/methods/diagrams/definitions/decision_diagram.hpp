#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/single_factor.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
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
    return standings;
}

STEMGEWICHT_DEFINITION Standing DiagramPass::position_standing(const Diagram& own,
                                                               const std::vector<std::size_t>& holders) {
    std::vector<Forced> all_for(decision_.member_count(), Forced::free), all_against = all_for;
    for (const std::size_t member : holders) {
        all_for[member] = Forced::yes;
        all_against[member] = Forced::no;
    }
    Standing standing;
    use(decision_);
    each_chunk([&](const Lanes& mass, const LaneTable& outer) {
        const auto outcome = [&](const std::vector<Forced>& forced) {
            return vote_chances(plan_, block_law(plan_, outer, &forced));
        };
        standing.decisive += (mass * gain(outcome(all_for), outcome(all_against))).sum();
    });
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
