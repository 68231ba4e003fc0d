#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Each member says yes with its own probability, independently. A single probability is that of every member.
struct IndependentVotes {
    std::vector<double> yes{0.5};

    friend bool operator==(const IndependentVotes&, const IndependentVotes&) = default;
};

/// Impartial culture: every member tosses a fair coin. The model of the Banzhaf index [penrose_1946].
inline IndependentVotes ic() { return {}; }

/// Independent votes with the given chances of yes: one per member, or one for all.
inline IndependentVotes independent(std::vector<double> yes) { return {std::move(yes)}; }

/// One chance of yes per member, from one for each or one for all.
/// Throws std::invalid_argument if a chance is outside [0, 1] or their number fits no board of `member_count`.
inline std::vector<double> yes_chances(const std::vector<double>& yes, std::size_t member_count,
                                       std::string_view field) {
    if (yes.size() != 1 && yes.size() != member_count)
        refuse(field, "one probability for all or one for each of the " + std::to_string(member_count) + " members",
               std::to_string(yes.size()) + " probabilities");
    for (std::size_t i = 0; i < yes.size(); ++i) check_probability(yes[i], element(field, i));
    return yes.size() == 1 ? std::vector<double>(member_count, yes[0]) : yes;
}

/// Throws std::invalid_argument if a chance is outside [0, 1] or their number fits no board of `member_count`.
inline VoteLaw vote_law(const IndependentVotes& model, std::size_t member_count) {
    const std::vector<double> yes = yes_chances(model.yes, member_count, "independent");
    VoteFactor factor{.members = std::vector<std::size_t>(member_count),
                      .masses = Eigen::ArrayXd::Ones(1),
                      .yes = Eigen::Map<const Eigen::ArrayXd>(yes.data(), static_cast<Eigen::Index>(member_count))};
    std::iota(factor.members.begin(), factor.members.end(), std::size_t{0});
    return {.member_count = member_count, .factors = {std::move(factor)}};
}

/// Without latents.
inline LatentLaw latent_law(const IndependentVotes& model, std::size_t member_count) {
    LatentLaw law;
    for (const double chance : yes_chances(model.yes, member_count, "independent"))
        law.members.push_back({.base = chance, .loadings = {}});
    return law;
}

}  // namespace stemgewicht
