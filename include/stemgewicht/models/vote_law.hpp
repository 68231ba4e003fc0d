#pragma once

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace stemgewicht {

/// Members whose votes are correlated: a mixture of independent votes. With chance `masses[k]` member `members[r]` says
/// yes with probability `yes(r, k)`, independently of the others.
struct VoteFactor {
    std::vector<std::size_t> members;
    Eigen::ArrayXd masses;  ///< one per node, sums to 1
    Eigen::ArrayXXd yes;    ///< members x nodes

    [[nodiscard]] std::size_t node_count() const { return static_cast<std::size_t>(masses.size()); }
};

/// The joint law of all votes: independent factors, every member in exactly one. This is the form in which a method
/// sees a model: independent votes are one factor with one node, a common latent is one factor with many nodes, and
/// groups with a latent each are one factor a group, so that exact methods cost a sum over groups and not a product.
struct VoteLaw {
    std::size_t member_count = 0;
    std::vector<VoteFactor> factors;
};

/// A law that holds with chance `mass`. Votes under several groupings that cross each other are a mixture of such laws.
struct WeightedLaw {
    double mass = 1;
    VoteLaw law;
};

}  // namespace stemgewicht
