#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The members whose vote ever changes the outcome.
std::vector<std::size_t> effective_members(const Diagram& diagram);

/// A decision and a position asked side by side; outcome = 3 x passes + side of the position (0 no, 1 tied, 2 yes).
/// Throws std::invalid_argument where the position can be both for and against.
Diagram joint_diagram(const Diagram& decision, const Diagram& position, std::size_t limit);

/// Passes over a decision diagram under a law. Members who share a factor of the law are asked together; a factor that
/// all share is worked node by node, side by side in lanes.
class DiagramPass {
public:
    /// `asking` is an order to ask the members in; `make` gives the decision's diagram in the order that the law wants.
    DiagramPass(std::vector<std::size_t> asking, const VoteLaw& law, std::size_t limit,
                const std::function<Diagram(const std::vector<std::size_t>&)>& make);

    /// Of a diagram that is there already, for a law whose members may be asked in any order: independent votes, or one
    /// factor for all.
    DiagramPass(Diagram decision, const VoteLaw& law);

    [[nodiscard]] double pass() const;
    [[nodiscard]] std::vector<Standing> member_standings() const;

    /// The order in which the members are asked.
    [[nodiscard]] const std::vector<std::size_t>& order() const { return plan_.members; }

    /// Of a position with a diagram in the same order.
    [[nodiscard]] Standing position_standing(const Diagram& own, const std::vector<std::size_t>& holders);

private:
    void use(const Diagram& diagram);
    template <class Work>
    void each_chunk(const Work& work) const;

    std::size_t limit_;
    std::vector<const VoteFactor*> crossing_;
    OuterNodes outer_;
    BlockPlan plan_;
    Diagram decision_;
};

/// The members whose votes a position is made of: for weights those with one, else those whose vote ever changes it.
std::vector<std::size_t> holders_of(const Rule& position, const Diagram& diagram);

/// P(pass). Throws std::length_error where the diagram exceeds the states allowed.
double pass_probability(const Rule& rule, const VoteLaw& law, const DecisionDiagram& method);

/// The standing of every member, its position being its own vote. Cost O(states x nodes).
std::vector<Standing> member_standings(const Rule& rule, const VoteLaw& law, const DecisionDiagram& method);

/// The standing of each position, which may be any rule over the same members. Cost O(states of decision and position
/// together x nodes). Throws std::invalid_argument where both sides of a position can win.
std::vector<Standing> position_standings(const Rule& rule, std::span<const Rule> positions, const VoteLaw& law,
                                         const DecisionDiagram& method);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/diagrams/definitions/decision_diagram.hpp>
#endif
