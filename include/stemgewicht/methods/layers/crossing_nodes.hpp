#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/layers/layers.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Where a member's chance of yes stands in a law.
struct FactorRow {
    const VoteFactor* factor = nullptr;
    Eigen::Index row = 0;
};

inline std::vector<FactorRow> factor_rows(const VoteLaw& law) {
    std::vector<FactorRow> rows(law.member_count);
    for (const VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            rows[factor.members[r]] = {&factor, static_cast<Eigen::Index>(r)};
    return rows;
}

/// Whether a law is the same with yes and no exchanged, node k of a factor being the last but k then.
inline bool is_even(const VoteLaw& law) {
    return std::ranges::all_of(law.factors, [](const VoteFactor& factor) {
        return (factor.masses == factor.masses.reverse()).all() &&
               (factor.yes == 1 - factor.yes.rowwise().reverse()).all();
    });
}

/// The nodes of the factors that have to be fixed together, because their members sit in more than one block: all
/// combinations of their nodes, taken lane_count at a time. Given such a node the blocks are independent.
class OuterNodes {
public:
    /// Throws std::length_error when the combinations exceed `limit`.
    OuterNodes(const VoteLaw& law, std::vector<const VoteFactor*> crossing, std::size_t limit)
        : law_(law), crossing_(std::move(crossing)) {
        for (const VoteFactor* factor : crossing_) {
            if (count_ > limit / factor->node_count())
                throw SizeRefusal(
                    "exact: the groups of the model cross the blocks of the rule, which takes more than " +
                        std::to_string(limit) + " nodes",
                    {.methods = {"enumerate", "monte_carlo"}});
            count_ *= factor->node_count();
        }
    }

    /// Of the nodes of an even law takes one of each two that are the other with yes and no exchanged, and half of the
    /// mass of one that is its own: where the order is turned about, the last but k comes in the place of node k.
    void take_half() { taken_ = (count_ + 1) / 2; }

    [[nodiscard]] std::size_t chunk_count() const { return (taken() + lane_count - 1) / lane_count; }

    /// Masses and chances of yes of one chunk; lanes behind the last node have mass 0. Members of factors that neither
    /// cross nor have a single node keep 0: their own block integrates them.
    void load(std::size_t chunk, Lanes& mass, LaneTable& yes) const {
        mass.setOnes();
        stop_point(lane_count * law_.member_count);
        yes.setZero(lane_count, static_cast<Eigen::Index>(law_.member_count));
        for (const VoteFactor& factor : law_.factors)
            if (factor.node_count() == 1)
                for (std::size_t r = 0; r < factor.members.size(); ++r)
                    yes.col(static_cast<Eigen::Index>(factor.members[r]))
                        .setConstant(factor.yes(static_cast<Eigen::Index>(r), 0));
        for (int lane = 0; lane < lane_count; ++lane) {
            std::size_t rest = chunk * lane_count + static_cast<std::size_t>(lane);
            if (rest >= taken()) {
                mass[lane] = 0;
                rest = 0;
            } else if (taken_ && 2 * rest + 1 == count_) {
                mass[lane] = 0.5;
            }
            for (const VoteFactor* factor : crossing_) {
                const auto node = static_cast<Eigen::Index>(rest % factor->node_count());
                rest /= factor->node_count();
                mass[lane] *= factor->masses[node];
                for (std::size_t r = 0; r < factor->members.size(); ++r)
                    yes(lane, static_cast<Eigen::Index>(factor->members[r])) =
                        factor->yes(static_cast<Eigen::Index>(r), node);
            }
        }
    }

private:
    [[nodiscard]] std::size_t taken() const { return taken_.value_or(count_); }

    const VoteLaw& law_;
    std::vector<const VoteFactor*> crossing_;
    std::size_t count_ = 1;
    std::optional<std::size_t> taken_;
};

}  // namespace stemgewicht::detail
