#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <numeric>
#include <span>
#include <sstream>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The most nodes of such a factor.
inline constexpr double maximum_common_nodes = 1 << 17;

/// A mixture of laws as one law: a single factor of all members, with a node for each combination of the nodes of the
/// factors of each law. Throws std::length_error where these are more than maximum_common_nodes.
inline VoteLaw single_factor(std::span<const WeightedLaw> laws) {
    double count = 0;
    for (const auto& [mass, law] : laws) {
        double nodes = 1;
        for (const VoteFactor& factor : law.factors) nodes *= static_cast<double>(factor.node_count());
        count += nodes;
    }
    if (count > maximum_common_nodes) {
        std::ostringstream line;
        line << "exact: the groups of the model cross each other, which takes " << count
             << " nodes together, allowed are " << maximum_common_nodes;
        throw SizeRefusal(line.str(), {.methods = {"conditional", "monte_carlo"}});
    }
    const std::size_t members = laws.front().law.member_count;
    VoteFactor common{.members = std::vector<std::size_t>(members), .masses = {}, .yes = {}};
    std::iota(common.members.begin(), common.members.end(), std::size_t{0});
    common.masses.resize(static_cast<Eigen::Index>(count));
    common.yes.setZero(static_cast<Eigen::Index>(members), common.masses.size());
    Eigen::Index first = 0;
    for (const auto& [mass, law] : laws) {
        Eigen::Index size = 1;
        common.masses[first] = mass;
        for (const VoteFactor& factor : law.factors) {  // the nodes so far, once for each node of the factor
            for (Eigen::Index k = factor.masses.size(); k-- > 0;) {
                common.masses.segment(first + k * size, size) = common.masses.segment(first, size) * factor.masses[k];
                common.yes.middleCols(first + k * size, size) = common.yes.middleCols(first, size).eval();
                for (std::size_t r = 0; r < factor.members.size(); ++r)
                    common.yes.row(static_cast<Eigen::Index>(factor.members[r]))
                        .segment(first + k * size, size)
                        .setConstant(factor.yes(static_cast<Eigen::Index>(r), k));
            }
            size *= factor.masses.size();
        }
        first += size;
    }
    return {.member_count = members, .factors = {std::move(common)}};
}

}  // namespace stemgewicht::detail
