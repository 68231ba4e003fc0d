#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/gradient/transitions.hpp>
#include <stemgewicht/methods/layers/crossing_nodes.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A chance, and its derivatives by the chance of yes of each member and by its log odds, under every node of a law.
struct ChanceGradient {
    double value = 0;
    Eigen::ArrayXd chance, evidence;

    explicit ChanceGradient(std::size_t members)
        : chance(Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(members))), evidence(chance) {}
    void add(const ChanceGradient& other, double mass) {
        value += mass * other.value;
        chance += mass * other.chance;
        evidence += mass * other.evidence;
    }
};

/// Members who are asked one after the other and share nodes with nobody else.
struct Run {
    std::size_t first = 0, last = 0;  ///< layers
    OuterNodes nodes;
};

/// The runs of an order in which every factor of more than one node stands together; empty where one does not.
inline std::vector<Run> contiguous_runs(const std::vector<std::size_t>& order, const VoteLaw& law) {
    const std::vector<FactorRow> rows = factor_rows(law);
    std::vector<std::pair<std::size_t, const VoteFactor*>> found;  // the layer behind, and the factor if there is one
    for (std::size_t i = 0; i < order.size(); ++i) {
        const VoteFactor* factor = rows[order[i]].factor;
        if (factor->node_count() == 1) factor = nullptr;
        if (found.empty() || (factor && found.back().second && factor != found.back().second)) {
            if (std::ranges::find(found, factor, &decltype(found)::value_type::second) != found.end()) return {};
            found.emplace_back(i, factor);
        }
        found.back().first = i + 1;
        if (factor) found.back().second = factor;
    }
    std::vector<Run> runs;
    for (const auto& [last, factor] : found) {
        std::vector<const VoteFactor*> shared;
        if (factor) shared.push_back(factor);
        const std::size_t limit = factor ? factor->node_count() : 1;
        runs.push_back({runs.empty() ? 0 : runs.back().last, last, OuterNodes(law, std::move(shared), limit)});
    }
    return runs;
}

/// Calls work(masses, chances of yes by member) for the nodes of a run, `width` at a time.
template <int width, class Work>
void each_node(const Run& run, const Work& work) {
    Lanes mass;
    LaneTable yes;
    for (std::size_t chunk = 0; chunk < run.nodes.chunk_count(); ++chunk) {
        run.nodes.load(chunk, mass, yes);
        for (int lane = 0; lane < lane_count; lane += width) {
            const Eigen::Array<double, width, 1> own = mass.segment<width>(lane);
            if ((own != 0).any()) work(own, Eigen::Array<double, width, Eigen::Dynamic>(yes.middleRows<width>(lane)));
        }
    }
}

/// The same numbers in every lane.
template <class Steps>
typename Steps::Table in_lanes(const Eigen::ArrayXd& values) {
    return values.transpose().replicate(Steps::width, 1);
}

/// The laws of the state before each run. The factors are independent, so that one law holds for all nodes of a run.
template <class Steps>
std::vector<Eigen::ArrayXd> run_starts(const Steps& steps, const std::vector<std::size_t>& order,
                                       std::span<const Run> runs) {
    std::vector<Eigen::ArrayXd> starts{Eigen::ArrayXd::Ones(1)};
    for (const Run& run : runs.first(runs.size() - 1)) {
        Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(steps.state_count(run.last)));
        each_node<Steps::width>(run, [&](const auto& mass, const auto& yes) {
            auto law = in_lanes<Steps>(starts.back());
            for (std::size_t i = run.first; i < run.last; ++i)
                law = steps.forward(i, law, yes.col(static_cast<Eigen::Index>(order[i])));
            sum += (law.colwise() * mass).colwise().sum().transpose();
        });
        starts.push_back(std::move(sum));
    }
    return starts;
}

/// Takes a value of the state behind a run back to the state before it, and adds the derivatives by the members of the
/// run. At a node the mean is linear in each chance: its derivative is what a yes adds over a no. Members of several
/// nodes move at all of them, so that derivatives are summed over the nodes with their masses.
template <class Steps>
void run_back(const Steps& steps, const std::vector<std::size_t>& order, const Run& run, const Eigen::ArrayXd& start,
              std::vector<Eigen::ArrayXd>& values, std::vector<ChanceGradient>& gradients) {
    std::vector<Eigen::ArrayXd> before;
    std::vector<std::size_t> moving;  // the other values are the same for all states, so that no vote moves them
    for (std::size_t f = 0; f < values.size(); ++f) {
        const bool moves = (values[f] != values[f][0]).any();
        if (moves) moving.push_back(f);
        before.push_back(Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(steps.state_count(run.first)),
                                                  moves ? 0 : values[f][0]));
    }
    each_node<Steps::width>(run, [&](const auto& mass, const auto& yes) {
        std::vector<typename Steps::Table> laws{in_lanes<Steps>(start)};
        for (std::size_t i = run.first; i + 1 < run.last; ++i)
            laws.push_back(steps.forward(i, laws.back(), yes.col(static_cast<Eigen::Index>(order[i]))));
        for (const std::size_t f : moving) {
            auto value = in_lanes<Steps>(values[f]);
            for (std::size_t i = run.last; i-- > run.first;) {
                const auto member = static_cast<Eigen::Index>(order[i]);
                const typename Steps::Chances p = yes.col(member);
                const typename Steps::Chances moved = mass * steps.difference(i, laws[i - run.first], value);
                gradients[f].chance[member] += moved.sum();
                gradients[f].evidence[member] += (moved * p * (1 - p)).sum();
                value = steps.back(i, value, p);
            }
            before[f] += (value.colwise() * mass).colwise().sum().transpose();
        }
    });
    values = std::move(before);
}

/// One forward and one reverse pass, for the means of several weights of the final states. Cost O(states x nodes).
template <class Steps>
std::vector<ChanceGradient> reverse_pass(const Steps& steps, const std::vector<std::size_t>& order,
                                         std::span<const Run> runs, std::span<const CellWeights> weights) {
    const std::vector<Eigen::ArrayXd> starts = run_starts(steps, order, runs);
    std::vector<ChanceGradient> gradients(weights.size(), ChanceGradient(order.size()));
    std::vector<Eigen::ArrayXd> values;
    for (const CellWeights& cells : weights) values.push_back(steps.final_values(cells));
    for (std::size_t r = runs.size(); r-- > 0;) run_back(steps, order, runs[r], starts[r], values, gradients);
    for (std::size_t f = 0; f < weights.size(); ++f) gradients[f].value = values[f][0];
    return gradients;
}

/// A decision and a position, as far as a gradient needs to know them.
struct GradientGame {
    std::optional<CountedRule> counted;  ///< of a weighted decision whose sums are counted densely
    std::vector<std::size_t> asking;     ///< an order of the members that keeps the decision's diagram small
    std::vector<std::size_t> holders;    ///< of the position
    std::function<Diagram(const std::vector<std::size_t>& order)> decision, position;
    std::size_t maximum_states = maximum_layer_states;  ///< of a layer
    double maximum_crossing = 1 << 30;  ///< states times nodes up to which all combinations of nodes are taken: seconds
};

/// Gradients under one law after the other; diagrams are built once for each order of asking.
class GradientPass {
public:
    GradientPass(GradientGame game, std::vector<CellWeights> weights)
        : game_(std::move(game)), weights_(std::move(weights)) {}

    /// Throws std::length_error where the states exceed those allowed.
    [[nodiscard]] std::vector<ChanceGradient> under(const VoteLaw& law) {
        std::vector<std::size_t> order = game_.counted ? together(law) : game_.asking;
        std::vector<Run> runs = contiguous_runs(order, law);
        if (runs.empty()) {  // factors cross the order in which the decision is small: all combinations, or another
            double combinations = 1;
            std::vector<const VoteFactor*> factors;
            for (const VoteFactor& factor : law.factors) {
                combinations *= static_cast<double>(factor.node_count());
                if (factor.node_count() > 1) factors.push_back(&factor);
            }
            if (static_cast<double>(diagram_steps(order).size()) * combinations <= game_.maximum_crossing) {
                runs.push_back({0, order.size(), OuterNodes(law, factors, static_cast<std::size_t>(combinations))});
            } else {
                order = together(law);
                runs = contiguous_runs(order, law);
            }
        }
        if (!game_.counted) return pass(diagram_steps(order), order, runs);
        auto known = weighted_.find(order);
        if (known == weighted_.end()) {
            const Diagram own = game_.position(order);
            known =
                weighted_.emplace(order, WeightedSteps(*game_.counted, joint_diagram(own, own, game_.maximum_states)))
                    .first;
        }
        return pass(known->second, order, runs);
    }

private:
    /// Numbers that a pass may keep.
    static constexpr double maximum_kept = 1 << 27;

    /// Members who share nodes stand together, those with holders among them first; holders before others, so that
    /// the position is soon settled.
    [[nodiscard]] std::vector<std::size_t> together(const VoteLaw& law) const {
        std::vector<bool> holds(law.member_count);
        for (const std::size_t i : game_.holders) holds[i] = true;
        std::vector<std::tuple<bool, std::size_t, bool>> keys(law.member_count);
        for (std::size_t g = 0; g < law.factors.size(); ++g) {
            const VoteFactor& factor = law.factors[g];
            const bool held = std::ranges::any_of(factor.members, [&](std::size_t i) { return holds[i]; });
            for (const std::size_t i : factor.members)
                keys[i] = factor.node_count() == 1 ? std::tuple(false, std::size_t{0}, !holds[i])
                                                   : std::tuple(!held, g + 1, !holds[i]);
        }
        std::vector<std::size_t> order = game_.asking;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return keys[i]; });
        return order;
    }

    const DiagramSteps& diagram_steps(const std::vector<std::size_t>& order) {
        auto known = diagrams_.find(order);
        if (known == diagrams_.end())
            known = diagrams_
                        .emplace(order, DiagramSteps(joint_diagram(game_.decision(order), game_.position(order),
                                                                   game_.maximum_states)))
                        .first;
        return known->second;
    }

    template <class Steps>
    std::vector<ChanceGradient> pass(const Steps& steps, const std::vector<std::size_t>& order,
                                     const std::vector<Run>& runs) const {
        double kept = 0;
        for (const Run& run : runs) {
            double states = 0;
            for (std::size_t i = run.first; i < run.last; ++i) states += static_cast<double>(steps.state_count(i));
            kept = std::max(kept, states * Steps::width);
        }
        if (kept > maximum_kept)
            throw std::length_error("exact: the decision and the position have " +
                                    std::to_string(static_cast<std::size_t>(kept) / Steps::width) +
                                    " states together in one group of the model;");
        return reverse_pass(steps, order, runs, weights_);
    }

    GradientGame game_;
    std::vector<CellWeights> weights_;
    std::map<std::vector<std::size_t>, DiagramSteps> diagrams_;
    std::map<std::vector<std::size_t>, WeightedSteps> weighted_;
};

}  // namespace stemgewicht::detail
