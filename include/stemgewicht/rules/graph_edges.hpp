#pragma once

#include <stemgewicht/rules/rule.hpp>

#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// The edges of any graph of Boost.Graph that lists its edges and numbers its vertices as pairs of members, for
/// restricted rules and the indices on a graph. Cost O(edges).
template <class Graph>
std::vector<Pair> edges_of(const Graph& graph) {
    const auto index = get(boost::vertex_index, graph);
    std::vector<Pair> pairs;
    for (auto [edge, end] = edges(graph); edge != end; ++edge)
        pairs.emplace_back(get(index, source(*edge, graph)), get(index, target(*edge, graph)));
    return pairs;
}

}  // namespace stemgewicht
