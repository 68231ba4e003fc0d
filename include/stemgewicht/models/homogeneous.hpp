#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// One chance p is drawn for each motion and shared by all members, who then vote independently: p = most x Beta(a, b).
struct HomogeneousVotes {
    double a = 1;
    double b = 1;
    double most = 1;  ///< the largest that p can be, in (0, 1]

    friend bool operator==(const HomogeneousVotes&, const HomogeneousVotes&) = default;
};

/// Impartial anonymous culture: p ~ Uniform(0, 1). Its decisive chance is the Shapley-Shubik index [straffin_1988].
HomogeneousVotes iac();

/// Common chance p ~ Beta(a, b), of mean a / (a + b); the larger a + b, the nearer p stays to that mean.
HomogeneousVotes beta(double a, double b);

/// Throws std::invalid_argument unless both are positive and finite.
void check_beta(double a, double b);

/// check_beta, and whether most is in (0, 1].
void check(const HomogeneousVotes& model);

/// A factor of members with a common Beta(a, b) chance, with enough nodes for every measure of a rule in which these
/// members vote. That is a polynomial in p of degree members.size(): half as many points, and one or two, are exact
/// (beta_nodes), and in a large board fewer leave out nothing but rounding, as all its terms are positive
/// (gauss_points_for_products, beta_nodes_for_products). `every_node` asks for the exact number.
VoteFactor homogeneous_factor(std::vector<std::size_t> members, double a, double b, bool every_node = false);

/// As a factor of everyone; with a most below 1 it takes every node. Throws as check does.
VoteLaw vote_law(const HomogeneousVotes& model, std::size_t member_count, bool every_node = false);

/// One latent, on which the chance of everyone loads. Throws as check does.
LatentLaw latent_law(const HomogeneousVotes& model, std::size_t member_count);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/homogeneous.hpp>
#endif
