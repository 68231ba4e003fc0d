#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION IndependentVotes ic() { return {}; }

STEMGEWICHT_DEFINITION IndependentVotes independent(std::vector<double> yes) { return {std::move(yes)}; }

STEMGEWICHT_DEFINITION std::vector<double> yes_chances(const std::vector<double>& yes, std::size_t member_count,
                                                       std::string_view field) {
    if (yes.size() != 1 && yes.size() != member_count)
        refuse(field, "one probability for all or one for each of the " + std::to_string(member_count) + " members",
               std::to_string(yes.size()) + " probabilities");
    for (std::size_t i = 0; i < yes.size(); ++i) check_probability(yes[i], element(field, i));
    return yes.size() == 1 ? std::vector<double>(member_count, yes[0]) : yes;
}

STEMGEWICHT_DEFINITION VoteLaw vote_law(const IndependentVotes& model, std::size_t member_count) {
    const std::vector<double> yes = yes_chances(model.yes, member_count, "independent");
    VoteFactor factor{.members = std::vector<std::size_t>(member_count),
                      .masses = Eigen::ArrayXd::Ones(1),
                      .yes = Eigen::Map<const Eigen::ArrayXd>(yes.data(), static_cast<Eigen::Index>(member_count))};
    std::iota(factor.members.begin(), factor.members.end(), std::size_t{0});
    return {.member_count = member_count, .factors = {std::move(factor)}};
}

STEMGEWICHT_DEFINITION LatentLaw latent_law(const IndependentVotes& model, std::size_t member_count) {
    LatentLaw law;
    for (const double chance : yes_chances(model.yes, member_count, "independent"))
        law.members.push_back({.base = chance, .loadings = {}});
    return law;
}

}  // namespace stemgewicht
