#pragma once

#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include "support/random_games.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

/// Laws with latents, at random, and exact answers under them that share nothing with a simulation: every set of voters
/// at every node of a product rule over the latents.
namespace support {

using stemgewicht::Latent;
using stemgewicht::LatentLaw;

inline LatentLaw law_of_chances(const std::vector<double>& chances) {
    LatentLaw law;
    for (const double chance : chances) law.members.push_back({.base = chance, .loadings = {}});
    return law;
}

/// The nodes of a latent: exact for polynomials of the degree of 9 members, and to 1e-12 for a smooth function of a
/// normal.
inline stemgewicht::detail::Quadrature latent_nodes(const Latent& latent) {
    if (latent.kind == Latent::Kind::beta) return stemgewicht::detail::gauss_jacobi(6, latent.a, latent.b);
    stemgewicht::detail::Quadrature nodes;
    if (latent.kind == Latent::Kind::line) {
        nodes.points = Eigen::ArrayXd::LinSpaced(2, 0, 1);
        nodes.masses = Eigen::ArrayXd(2);
        nodes.masses << 1 - latent.a, latent.a;
    } else if (latent.kind == Latent::Kind::row) {
        nodes.points = Eigen::ArrayXd::LinSpaced(static_cast<Eigen::Index>(latent.a), 0, latent.a - 1);
        nodes.masses = Eigen::ArrayXd::Constant(nodes.points.size(), 1 / latent.a);
    } else {
        nodes.points = Eigen::ArrayXd::LinSpaced(101, -8.5, 8.5);
        nodes.masses = (-nodes.points.square() / 2).exp() * (0.17 / std::sqrt(2 * std::numbers::pi));
        nodes.masses /= nodes.masses.sum();
    }
    return nodes;
}

/// The law as one factor over the product of all nodes.
inline stemgewicht::VoteLaw law_of_nodes(const LatentLaw& law) {
    std::vector<stemgewicht::detail::Quadrature> nodes;
    Eigen::Index count = 1;
    for (const Latent& latent : law.latents) {
        nodes.push_back(latent_nodes(latent));
        count *= nodes.back().points.size();
    }
    const auto members = static_cast<Eigen::Index>(law.member_count());
    stemgewicht::VoteFactor factor{.members = std::vector<std::size_t>(law.member_count()),
                                   .masses = Eigen::ArrayXd::Ones(count),
                                   .yes = Eigen::ArrayXXd(members, count)};
    std::iota(factor.members.begin(), factor.members.end(), std::size_t{0});
    std::vector<double> values(law.latents.size());
    for (Eigen::Index k = 0; k < count; ++k) {
        Eigen::Index rest = k;
        for (std::size_t l = 0; l < values.size(); ++l) {
            const Eigen::Index node = rest % nodes[l].points.size();
            rest /= nodes[l].points.size();
            values[l] = nodes[l].points[node];
            factor.masses[k] *= nodes[l].masses[node];
        }
        factor.yes.col(k) = stemgewicht::chances(law, values);
    }
    return {.member_count = law.member_count(), .factors = {std::move(factor)}};
}

/// One law of each of several kinds.
inline constexpr std::size_t latent_law_kinds = 9;
inline LatentLaw random_latent_law(Random& random, std::size_t kind, std::size_t members) {
    std::vector<double> chances(members);
    for (double& chance : chances) chance = random_chance(random);
    LatentLaw law = law_of_chances(chances);
    const auto loads_on = [&](std::size_t member, std::size_t latent, double load) {
        law.members[member].loadings.push_back({latent, load});
    };
    switch (kind) {
        case 0: return law_of_chances(std::vector<double>(members, 0.5));
        case 1: return law;
        case 2:  // a common chance
        case 3: {
            law = law_of_chances(std::vector<double>(members, 0));
            law.latents = {{.kind = Latent::Kind::beta, .a = kind == 2 ? 1 : 2.5, .b = kind == 2 ? 1 : 0.7}};
            for (std::size_t i = 0; i < members; ++i) loads_on(i, 0, 1);
            return law;
        }
        case 4: {  // groups with a chance each, and one member apart
            law.latents = std::vector<Latent>(2, {.kind = Latent::Kind::beta, .a = 1, .b = 1});
            for (std::size_t i = 1; i < members; ++i) {
                law.members[i].base = 0;
                loads_on(i, random.index(2), 1);
            }
            return law;
        }
        case 5: {  // lines of groups, and a common one
            law.latents = {{.kind = Latent::Kind::line, .a = random.unit()},
                           {.kind = Latent::Kind::line, .a = 0.5},
                           {.kind = Latent::Kind::line, .a = random_chance(random)}};
            for (std::size_t i = 0; i < members; ++i) {
                const double copy = random.unit(), common = (1 - copy) * random.unit();
                law.members[i].base *= 1 - copy - common;
                loads_on(i, random.index(2), copy);
                if (random.coin()) loads_on(i, 2, common);
            }
            return law;
        }
        case 6: {  // a line for some, a common chance for all
            law.latents = {{.kind = Latent::Kind::line, .a = 0.3}, {.kind = Latent::Kind::beta, .a = 1, .b = 1}};
            for (std::size_t i = 0; i < members; ++i) {
                law.members[i].base = 0.1;
                if (random.coin()) loads_on(i, 0, 0.4);
                loads_on(i, 1, 0.5);
            }
            return law;
        }
        case 7: {  // moods of groups and a common one, with own biases
            law.link = LatentLaw::Link::probit;
            law.latents = std::vector<Latent>(2, {.kind = Latent::Kind::normal});
            for (std::size_t i = 0; i < members; ++i) {
                law.members[i].base = 2 * random.unit() - 1;
                loads_on(i, 0, random.unit());
                if (random.coin()) loads_on(i, 1, 2 * random.unit() - 0.5);
            }
            return law;
        }
        default: {  // past motions
            const std::size_t rows = 1 + random.index(6);
            law.latents = {{.kind = Latent::Kind::row, .a = static_cast<double>(rows)}};
            law.rows = Eigen::ArrayXXd(static_cast<Eigen::Index>(members), static_cast<Eigen::Index>(rows));
            for (double& chance : law.rows.reshaped()) chance = random_chance(random);
            return law;
        }
    }
}

}  // namespace support
