#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace stemgewicht {

/// One chance p ~ Beta(a, b) is drawn for each motion and shared by all members, who then vote independently.
struct HomogeneousVotes {
    double a = 1;
    double b = 1;

    friend bool operator==(const HomogeneousVotes&, const HomogeneousVotes&) = default;
};

/// Impartial anonymous culture: p ~ Uniform(0, 1). Its decisive chance is the Shapley-Shubik index [straffin_1988].
inline HomogeneousVotes iac() { return {}; }

/// Common chance p ~ Beta(a, b), of mean a / (a + b); the larger a + b, the nearer p stays to that mean.
inline HomogeneousVotes beta(double a, double b) { return {.a = a, .b = b}; }

/// Throws std::invalid_argument unless both are positive and finite.
inline void check_beta(double a, double b) {
    if (!(a > 0 && std::isfinite(a))) refuse("beta.a", "positive and finite", a);
    if (!(b > 0 && std::isfinite(b))) refuse("beta.b", "positive and finite", b);
}

/// A factor of members with a common Beta(a, b) chance, with enough Gauss points for every measure of a rule in which
/// these members vote. That is a polynomial in p of degree members.size(): half as many points, and one, are exact, and
/// under the uniform density fewer leave out nothing but rounding (gauss_points_for_products), as all its terms are
/// positive. `every_node` asks for the exact number.
inline VoteFactor homogeneous_factor(std::vector<std::size_t> members, double a, double b, bool every_node = false) {
    const bool uniform = a == 1 && b == 1;
    const std::size_t count =
        uniform && !every_node ? gauss_points_for_products(members.size()) : gauss_points_for_degree(members.size());
    const Quadrature rule = uniform ? gauss_legendre(count) : gauss_jacobi(count, a, b);
    const auto rows = static_cast<Eigen::Index>(members.size());
    return {.members = std::move(members), .masses = rule.masses, .yes = rule.points.transpose().replicate(rows, 1)};
}

/// Throws std::invalid_argument unless a and b are positive and finite.
inline VoteLaw vote_law(const HomogeneousVotes& model, std::size_t member_count, bool every_node = false) {
    std::vector<std::size_t> everyone(member_count);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    return {.member_count = member_count,
            .factors = {homogeneous_factor(std::move(everyone), model.a, model.b, every_node)}};
}

/// One latent, which is the chance of everyone. Throws std::invalid_argument unless a and b are positive and finite.
inline LatentLaw latent_law(const HomogeneousVotes& model, std::size_t member_count) {
    check_beta(model.a, model.b);
    return {.latents = {{.kind = Latent::Kind::beta, .a = model.a, .b = model.b}},
            .members = std::vector<LatentLaw::Member>(member_count, {.base = 0, .loadings = {{0, 1.0}}}),
            .link = LatentLaw::Link::identity,
            .rows = {}};
}

}  // namespace stemgewicht
