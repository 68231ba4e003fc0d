#pragma once

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate_unions.hpp>
#include <stemgewicht/methods/method.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Calls work(diagram) for the sets with at least 1, 2, .. winning components, until there are none. The sum over these
/// is the game on the graph: of a proper rule it has one term.
template <class Work>
void each_component_diagram(const Rule& rule, const std::vector<Pair>& edges, const Work& work) {
    const RestrictedRule restricted{.rule = rule, .edges = edges};
    const std::vector<std::size_t> order = asking_order(restricted);
    for (std::size_t needed = 1;; ++needed) {
        Diagram diagram = component_diagram(restricted, order, needed, maximum_layer_states);
        if (std::ranges::find(diagram.outcomes, 1) == diagram.outcomes.end()) return;
        work(std::move(diagram));
    }
}

}  // namespace detail

/// Chance to be critical in the game on a graph, in which a set is worth the sum over its connected components of what
/// they are worth: by orders of arrival, or by all coalitions alike. One value per member. Exact and DecisionDiagram
/// ask the members along the graph: cheap where few of those asked have neighbours to come. Throws
/// std::invalid_argument for an edge to an unknown member or to itself, std::length_error where the diagram is too
/// large.
inline Eigen::ArrayXd graph_index_values(bool by_order, const Rule& rule, const std::vector<Pair>& edges,
                                         const Method& method = Exact{}) {
    check(rule);
    const std::size_t n = member_count(rule);
    check_pairs(edges, n, "edges");
    if (const auto* enumerate = std::get_if<Enumerate>(&method)) {
        const std::vector<double> values = graph_values(rule, edges, by_order, *enumerate);
        return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(n));
    }
    const VoteLaw law = by_order ? vote_law(iac(), n) : vote_law(ic(), n);
    Eigen::ArrayXd values = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(n));
    detail::each_component_diagram(rule, edges, [&](Diagram diagram) {
        const auto standings = detail::DiagramPass(std::move(diagram), law).member_standings();
        for (std::size_t i = 0; i < n; ++i) values[static_cast<Eigen::Index>(i)] += standings[i].decisive;
    });
    return values;
}

/// Myerson value: Shapley value of the game on the graph [myerson_1977]. One value per member; those of each connected
/// component of the graph sum to what it is worth. On the complete graph it is shapley_shubik.
inline Eigen::ArrayXd myerson(const Rule& rule, const std::vector<Pair>& edges, const Method& method = Exact{}) {
    return graph_index_values(true, rule, edges, method);
}

/// Banzhaf value of the game on the graph [owen_1986]. One value per member. On the complete graph it is banzhaf.
inline Eigen::ArrayXd graph_banzhaf(const Rule& rule, const std::vector<Pair>& edges, const Method& method = Exact{}) {
    return graph_index_values(false, rule, edges, method);
}

}  // namespace stemgewicht
