#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <cstddef>
#include <numeric>
#include <string>
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

/// Throws std::invalid_argument if a chance is outside [0, 1] or their number fits no board of `member_count`.
inline VoteLaw vote_law(const IndependentVotes& model, std::size_t member_count) {
    if (model.yes.size() != 1 && model.yes.size() != member_count)
        refuse("independent",
               "one probability for all or one for each of the " + std::to_string(member_count) + " members",
               std::to_string(model.yes.size()) + " probabilities");
    for (std::size_t i = 0; i < model.yes.size(); ++i) check_probability(model.yes[i], element("independent", i));
    VoteFactor factor{.members = std::vector<std::size_t>(member_count),
                      .masses = Eigen::ArrayXd::Ones(1),
                      .yes = Eigen::ArrayXXd(static_cast<Eigen::Index>(member_count), 1)};
    std::iota(factor.members.begin(), factor.members.end(), std::size_t{0});
    for (std::size_t i = 0; i < member_count; ++i)
        factor.yes(static_cast<Eigen::Index>(i), 0) = model.yes.size() == 1 ? model.yes[0] : model.yes[i];
    return {.member_count = member_count, .factors = {std::move(factor)}};
}

}  // namespace stemgewicht
