#pragma once

#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/methods/layers/chance_ways.hpp>
#include <stemgewicht/methods/layers/count_lanes.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Up to so many municipalities every set of councils is looked at.
inline constexpr std::size_t maximum_listed_councils = 12;

/// Whether the councils are few and small enough to count their seats and list their sets.
inline bool can_list(const std::vector<WeightedRule>& positions) {
    return positions.size() <= maximum_listed_councils && std::ranges::all_of(positions, [](const WeightedRule& p) {
               return total_weight(p.weights) <= (Weight{1} << 16);
           });
}

/// The chance of every set of councils that are for a motion, eight nodes side by side.
STEMGEWICHT_WIDE_REAL inline void spread_councils(const double* mass, const double* yes, std::size_t councils,
                                                  double* sets) {
    for (std::size_t lane = 0; lane < lane_count; ++lane) sets[lane] = mass[lane];
    for (std::size_t j = 0; j < councils; ++j) {
        const double* p = yes + lane_count * j;
        const std::size_t half = lane_count << j;
        for (std::size_t k = 0; k < half; k += lane_count)
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                const double all = sets[k + lane];
                sets[half + k + lane] = all * p[lane];
                sets[k + lane] = all - sets[half + k + lane];
            }
    }
}

/// Adds the chances of winning sets to `with` of each council in them, and to the last entry.
STEMGEWICHT_WIDE_REAL inline void add_winning(const std::uint32_t* winning, std::size_t count, std::size_t councils,
                                              const double* sets, double* with) {
    for (std::size_t w = 0; w < count; ++w) {
        const double* chance = sets + lane_count * winning[w];
        for (std::size_t j = 0; j <= councils; ++j) {
            if (j < councils && (winning[w] >> j & 1) == 0) continue;
            double* sum = with + lane_count * j;
            for (std::size_t lane = 0; lane < lane_count; ++lane) sum[lane] += chance[lane];
        }
    }
}

/// The standings of all councils under several boards of their delegations: their votes are counted once for all.
class CouncilChances {
public:
    /// Councils that can be listed, and the boards of their delegations.
    CouncilChances(std::vector<WeightedRule> positions, const std::vector<WeightedRule>& tops)
        : positions_(std::move(positions)) {
        const std::size_t councils = positions_.size();
        Weight most = 0;
        for (const WeightedRule& position : positions_) most = std::max(most, total_weight(position.weights));
        count_.resize(lane_count, static_cast<Eigen::Index>(most) + 1);
        for (const WeightedRule& top : tops) {
            winning_.emplace_back();
            for (std::uint32_t set = 0; set < std::uint32_t{1} << councils; ++set)
                if (top.wins(Coalition(councils, set))) winning_.back().push_back(set);
        }
        const auto columns = static_cast<Eigen::Index>(councils);
        yes_.resize(lane_count, columns);
        tied_.resize(lane_count, columns);
        sets_.resize(lane_count, Eigen::Index{1} << councils);
        with_.resize(lane_count, columns + 1);
    }

    void operator()(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
        const double whole = 1;
        (*this)(ChanceWays{.yes = std::span(&yes, 1), .shares = std::span(&whole, 1)}, mass, sums);
    }

    /// Where each council votes in one of several ways.
    void operator()(const ChanceWays& ways, const Lanes& mass, std::span<Standing> sums) {
        yes_.setZero();
        tied_.setZero();
        for (std::size_t w = 0; w < ways.yes.size(); ++w)
            for (std::size_t j = 0; j < positions_.size(); ++j) count_council(j, ways.yes[w], ways.shares[w]);
        spread_councils(mass.data(), yes_.data(), positions_.size(), sets_.data());
        for (std::size_t b = 0; b < winning_.size(); ++b) {
            with_.setZero();
            add_winning(winning_[b].data(), winning_[b].size(), positions_.size(), sets_.data(), with_.data());
            for (std::size_t j = 0; j < positions_.size(); ++j)
                add_standing(static_cast<Eigen::Index>(j), mass, sums[b * positions_.size() + j]);
        }
    }

private:
    void count_council(std::size_t j, const LaneTable& yes, double share) {
        const std::vector<Weight>& weights = positions_[j].weights;
        count_.col(0).setOnes();
        std::size_t sums = 1;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] == 0) continue;
            const auto weight = static_cast<std::size_t>(weights[i]);
            count_.middleCols(static_cast<Eigen::Index>(sums), static_cast<Eigen::Index>(weight)).setZero();
            sums += weight;
            count_lanes(count_.data(), 0, sums, weight, yes.col(static_cast<Eigen::Index>(i)).data());
        }
        const auto total = static_cast<Eigen::Index>(sums) - 1, place = static_cast<Eigen::Index>(j);
        yes_.col(place) += share * count_.middleCols(total / 2 + 1, total - total / 2).rowwise().sum().min(1.0);
        if (total % 2 == 0) tied_.col(place) += share * count_.col(total / 2);
    }

    /// A tied council votes no, as one against does; how it is tied is independent of the others.
    void add_standing(Eigen::Index j, const Lanes& mass, Standing& sum) const {
        const Lanes yes = yes_.col(j), tied = tied_.col(j);
        const Lanes with = with_.col(j), without = with_.col(with_.cols() - 1) - with;
        const Lanes share = (yes < 1).select(tied / (1 - yes).max(std::numeric_limits<double>::min()), 0).min(1.0);
        sum.yes_pass += with.sum();
        sum.yes_fail += (mass * yes - with).sum();
        sum.tied_pass += (share * without).sum();
        sum.no_pass += ((1 - share) * without).sum();
        const Lanes fails = mass * (1 - yes) - without;
        sum.tied_fail += (share * fails).sum();
        sum.no_fail += ((1 - share) * fails).sum();
    }

    std::vector<WeightedRule> positions_;
    std::vector<std::vector<std::uint32_t>> winning_;  ///< by board: the sets of councils that pass a motion
    LaneTable count_, yes_, tied_, sets_, with_;
};

}  // namespace stemgewicht::detail
