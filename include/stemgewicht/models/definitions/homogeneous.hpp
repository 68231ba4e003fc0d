#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/homogeneous_nodes.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION HomogeneousVotes iac() { return {}; }

STEMGEWICHT_DEFINITION HomogeneousVotes beta(double a, double b) { return {.a = a, .b = b, .most = 1}; }

STEMGEWICHT_DEFINITION void check_beta(double a, double b) {
    if (!(a > 0 && std::isfinite(a))) refuse("beta.a", "positive and finite", a);
    if (!(b > 0 && std::isfinite(b))) refuse("beta.b", "positive and finite", b);
}

STEMGEWICHT_DEFINITION void check(const HomogeneousVotes& model) {
    check_beta(model.a, model.b);
    if (!(model.most > 0 && model.most <= 1)) refuse("beta.most", "in (0, 1]", model.most);
}

STEMGEWICHT_DEFINITION VoteFactor homogeneous_factor(std::vector<std::size_t> members, double a, double b,
                                                     bool every_node) {
    const detail::Quadrature rule = detail::shared_chance_nodes(members.size(), a, b, every_node);
    const auto rows = static_cast<Eigen::Index>(members.size());
    constexpr double copies = 4;  // which a count makes of them
    const double needed = copies * sizeof(double) * static_cast<double>(rows) * static_cast<double>(rule.points.size());
    if (needed > static_cast<double>(half_of_memory()))
        refuse_memory("model: the chances of " + std::to_string(rows) + " members at " +
                          std::to_string(rule.points.size()) + " nodes",
                      needed, half_of_memory(), {"monte_carlo"});
    return {.members = std::move(members), .masses = rule.masses, .yes = rule.points.transpose().replicate(rows, 1)};
}

STEMGEWICHT_DEFINITION VoteLaw vote_law(const HomogeneousVotes& model, std::size_t member_count, bool every_node) {
    std::vector<std::size_t> everyone(member_count);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    check(model);
    VoteFactor factor = homogeneous_factor(std::move(everyone), model.a, model.b, every_node || model.most < 1);
    factor.yes *= model.most;
    return {.member_count = member_count, .factors = {std::move(factor)}};
}

STEMGEWICHT_DEFINITION LatentLaw latent_law(const HomogeneousVotes& model, std::size_t member_count) {
    check(model);
    return {.latents = {{.kind = Latent::Kind::beta, .a = model.a, .b = model.b}},
            .members = std::vector<LatentLaw::Member>(member_count, {.base = 0, .loadings = {{0, model.most}}}),
            .link = LatentLaw::Link::identity,
            .rows = {}};
}

}  // namespace stemgewicht
