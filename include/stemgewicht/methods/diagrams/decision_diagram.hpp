#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/methods/layers/block_law.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
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

/// The votes of the others on which holders settle a decision: outcome 1 where it passes with all of them for and not
/// with all against, 2 where it is the other way round, else 0.
Diagram swing_diagram(const Diagram& decision, const std::vector<std::size_t>& holders, std::size_t limit);

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

    /// The chance that these holders settle the decision, the others voting as ever: a sum over the ways in which they
    /// do, which keeps its digits where it is far below the chances to pass that it is the difference of.
    [[nodiscard]] double decisive(const std::vector<std::size_t>& holders) const;

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

/// Whether the decisive chance of a standing is so far below the chances to pass and to fail that their difference
/// keeps few digits of it.
inline bool is_blunt(const Standing& standing) {
    constexpr double enough = 1e-6;
    return standing.decisive < enough * std::min(standing.pass(), standing.fail());
}

/// Works such chances anew on the decision diagram of the rule, where that is not too large. `holders(k)`: whose
/// position the standing k is of.
void sharpen(std::vector<Standing>& standings, const Rule& rule, const VoteLaw& law,
             const std::function<std::vector<std::size_t>(std::size_t)>& holders);

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
