#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/methods/simulation/least_error.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/simulation/vote_draws.hpp>

#include <tbb/blocked_range.h>
#include <tbb/parallel_reduce.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// How often features occur, and occur together, on the motions seen so far: whole numbers, so that it does not matter
/// in which order threads add them.
class FeatureCounts {
public:
    FeatureCounts(const FeatureShape& shape, bool mirror)
        : shape_(shape), together_(shape.groups * shape.size * shape.size), across_(mirror ? together_.size() : 0) {}

    /// Adds the features of some motions, and those of their mirror images if there are any.
    void add(std::span<const Plane> drawn, std::span<const Plane> mirrored, std::uint64_t motions) {
        draws_ += motions;
        for (std::size_t g = 0; g < shape_.groups; ++g) {
            const auto own = drawn.subspan(g * shape_.size, shape_.size);
            count_pairs(own, own, shape_.exclusive, together_.data() + g * shape_.size * shape_.size);
            if (mirrored.empty()) continue;
            const auto other = mirrored.subspan(g * shape_.size, shape_.size);
            count_pairs(other, other, shape_.exclusive, together_.data() + g * shape_.size * shape_.size);
            count_pairs(own, other, 0, across_.data() + g * shape_.size * shape_.size);
        }
    }

    FeatureCounts& operator+=(const FeatureCounts& more) {
        draws_ += more.draws_;
        for (std::size_t k = 0; k < together_.size(); ++k) together_[k] += more.together_[k];
        for (std::size_t k = 0; k < across_.size(); ++k) across_[k] += more.across_[k];
        return *this;
    }

    /// Means and their covariance, from single motions or from pairs of mirror images, whose means are independent.
    [[nodiscard]] JointEstimate estimate(std::size_t group) const {
        using Counts = Eigen::Map<const Eigen::Matrix<std::uint64_t, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
        const auto size = static_cast<Eigen::Index>(shape_.size);
        const std::size_t start = group * shape_.size * shape_.size;
        Eigen::MatrixXd squares = Counts(together_.data() + start, size, size).cast<double>();
        squares.triangularView<Eigen::StrictlyLower>() = squares.transpose();
        const auto motions = static_cast<double>(draws_);
        JointEstimate result{.mean = squares.diagonal() / motions,
                             .covariance = Eigen::MatrixXd::Zero(size, size),
                             .draws = draws_,
                             .resolution = 1 / motions};
        double units = motions;
        if (!across_.empty()) {
            const Eigen::MatrixXd across = Counts(across_.data() + start, size, size).cast<double>();
            units /= 2;
            squares = (squares + across + across.transpose()) / 4;
        }
        if (units > 1)
            result.covariance = (squares / units - result.mean * result.mean.transpose()) / (units - 1);
        else
            result.covariance.diagonal().setConstant(0.25);
        return result;
    }
    [[nodiscard]] std::size_t groups() const { return shape_.groups; }

private:
    FeatureShape shape_;
    std::uint64_t draws_ = 0;
    std::vector<std::uint64_t> together_, across_;  ///< by group, row and column
};

/// Draws motions block by block and counts their features.
class FeatureSimulation {
public:
    static constexpr std::uint64_t block_motions = plane_bits * 128;
    static constexpr std::uint64_t part_motions = block_motions * 16;  ///< between two calls of progress

    FeatureSimulation(const LatentLaw& law, const MonteCarlo& method, const FeatureShape& shape,
                      const PlaneFeatures& features)
        : draws_(law), method_(method), shape_(shape), features_(features) {}

    /// The motions from `first`, the start of a block, to `last`.
    [[nodiscard]] FeatureCounts run(std::uint64_t first, std::uint64_t last) const {
        if (!method_.progress) return run_part(first, last);
        FeatureCounts counts(shape_, method_.antithetic);
        for (std::uint64_t done = first; done < last;) {
            const std::uint64_t end = last - done > part_motions ? done + part_motions : last;
            counts += run_part(done, end);
            done = end;
            method_.progress(done, last);
        }
        return counts;
    }

private:
    [[nodiscard]] FeatureCounts run_part(std::uint64_t first, std::uint64_t last) const {
        const FeatureCounts none(shape_, method_.antithetic);
        using Blocks = tbb::blocked_range<std::uint64_t>;
        const auto some = [&](const Blocks& blocks, FeatureCounts counts) {
            VoteDraws draws = draws_;
            PlaneFeatures features = features_;
            for (std::uint64_t b = blocks.begin(); b < blocks.end(); ++b)
                block(b, std::min(block_motions, last - b * block_motions), draws, features, counts);
            return counts;
        };
        const Blocks all(first / block_motions, (last + block_motions - 1) / block_motions);
        if (method_.threads == 1) return some(all, none);
        return with_threads(method_.threads, [&] {
            return tbb::parallel_reduce(all, none, some,
                                        [](FeatureCounts a, const FeatureCounts& b) { return a += b; });
        });
    }

    void block(std::uint64_t index, std::uint64_t motions, VoteDraws& draws, PlaneFeatures& observe,
               FeatureCounts& counts) const {
        std::vector<Plane> votes(draws.member_count()), mirrored(method_.antithetic ? votes.size() : 0);
        std::vector<Plane> features(shape_.groups * shape_.size), other(method_.antithetic ? features.size() : 0);
        draws.start(method_.seed, index);
        const std::uint64_t per_plane = method_.antithetic ? 2 * plane_bits : plane_bits;
        for (std::uint64_t done = 0; done < motions; done += per_plane) {
            const std::uint64_t now = std::min(per_plane, motions - done);
            stop_point(1000 * (votes.size() + features.size()));
            draws.draw(votes, mirrored);
            observe(votes, features);
            if (method_.antithetic) observe(mirrored, other);
            if (now < per_plane) {
                const Plane kept = Plane::first(method_.antithetic ? now / 2 : now);
                for (Plane& feature : features) feature = feature & kept;
                for (Plane& feature : other) feature = feature & kept;
            }
            counts.add(features, other, now);
        }
    }

    VoteDraws draws_;
    MonteCarlo method_;
    FeatureShape shape_;
    PlaneFeatures features_;
};

STEMGEWICHT_DEFINITION JointEstimates simulate_features(const LatentLaw& law, const MonteCarlo& method,
                                                        const FeatureShape& shape, const PlaneFeatures& features,
                                                        const LargestError& largest_error) {
    check(method);
    const FeatureSimulation simulation(law, method, shape, features);
    constexpr std::uint64_t block = FeatureSimulation::block_motions;
    const auto even = [&](std::uint64_t motions) { return method.antithetic ? motions + motions % 2 : motions; };
    const std::uint64_t maximum = even(method.error > 0 ? method.maximum_samples : method.samples);
    FeatureCounts counts(shape, method.antithetic);
    const auto most_motions = static_cast<double>(std::max(method.maximum_samples, MonteCarlo{}.maximum_samples));
    std::uint64_t done = 0, goal = even(method.samples);
    bool first_round = true;
    for (;;) {
        if (goal < maximum) goal = std::min(maximum, (goal + block - 1) / block * block);
        counts += simulation.run(done, goal);
        done = goal;
        JointEstimates result;
        for (std::size_t g = 0; g < shape.groups; ++g) result.groups.push_back(counts.estimate(g));
        if (method.error == 0) return result;
        if (first_round) check_reachable(method.error, result.groups, 1 / most_motions, largest_error);
        first_round = false;
        const double error = largest_error(result.groups);
        result.reached = error <= method.error;
        if (result.reached || done >= maximum) return result;
        const double needed = static_cast<double>(done) * std::pow(error / method.error, 2) * 1.05;
        goal =
            needed >= static_cast<double>(maximum) ? maximum : std::max(2 * done, static_cast<std::uint64_t>(needed));
        goal = std::min(goal, maximum);
    }
}

}  // namespace stemgewicht::detail
