#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/models/homogeneous.hpp>

#include <cstddef>

namespace stemgewicht::detail {

/// The nodes of a chance p ~ Beta(a, b) that this many members share: see homogeneous_factor.
inline Quadrature shared_chance_nodes(std::size_t members, double a, double b, bool every_node) {
    if (a == 1 && b == 1)
        return gauss_legendre(every_node ? gauss_points_for_degree(members) : gauss_points_for_products(members));
    return every_node ? beta_nodes(members, a, b) : beta_nodes_for_products(members, a, b);
}

/// The nodes of the one chance of a model, without a table of all members. Throws as check does.
inline Quadrature homogeneous_nodes(const HomogeneousVotes& model, std::size_t members, bool every_node) {
    check(model);
    Quadrature nodes = shared_chance_nodes(members, model.a, model.b, every_node || model.most < 1);
    nodes.points *= model.most;
    return nodes;
}

}  // namespace stemgewicht::detail
