#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>

#include <cstddef>

namespace stemgewicht::detail {

/// To what exact methods integrate over normal latents: 2e-13 was the largest error measured.
inline constexpr double normal_tolerance = 1e-13;

/// The number of nodes of the rule; a number too large for a computer where the chances are all but steps.
double normal_node_count(double sharpness, double tolerance = normal_tolerance);

/// Points of the real line with masses, for integrals over a standard normal of functions that are at most so sharp
/// (NormalNodeCounts). Cost O(nodes), or O(nodes^3) where these are few.
Quadrature normal_nodes(double sharpness, double tolerance = normal_tolerance);

/// The Gauss rule of a rule: as few points as integrate every polynomial up to `degree` as the given points do, by the
/// recurrence of the polynomials that are orthogonal under these (Lanczos, orthogonalised in full), as in gauss_jacobi
/// [golub_welsch_1969]. Cost O(points x degree^2).
Quadrature condensed(const Quadrature& rule, std::size_t degree);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/laws/definitions/normal_nodes.hpp>
#endif
