#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/core/numeric/sobol_points.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/symmetric_eigen.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/methods/simulation/conditional.hpp>
#include <stemgewicht/methods/simulation/conditional_standings.hpp>
#include <stemgewicht/methods/simulation/latent_steps.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/methods/simulation/least_error.hpp>

#include <Eigen/Core>

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// One scrambling: its points so far, and the standings summed over them.
struct Scrambling {
    ScrambledPoints points;
    std::vector<Standing> sums;
};

/// The linear function of each member at lane_count values of the latents.
STEMGEWICHT_WIDE_REAL inline void index_lanes(const LatentLaw& law, const double* values, double* index) {
    std::array<double, lane_count> sum;
    for (const LatentLaw::Member& member : law.members) {
        sum.fill(member.base);
        for (const auto& [latent, load] : member.loadings)
            for (std::size_t lane = 0; lane < lane_count; ++lane)
                sum[lane] += load * values[lane_count * latent + lane];
        for (std::size_t lane = 0; lane < lane_count; ++lane) index[lane] = sum[lane];
        index += lane_count;
    }
}

/// result = matrix x values, lane by lane; the matrix is square and row by row.
STEMGEWICHT_WIDE_REAL inline void turn_lanes(const double* matrix, std::size_t size, const double* values,
                                             double* result) {
    for (std::size_t k = 0; k < size; k += 2) {  // two rows side by side, whose sums do not wait for each other
        std::array<double, lane_count> first{}, second{};
        const double* row = matrix + k * size;
        const double* next = k + 1 < size ? row + size : row;
        for (std::size_t d = 0; d < size; ++d)
            for (std::size_t lane = 0; lane < lane_count; ++lane) {
                first[lane] += row[d] * values[lane_count * d + lane];
                second[lane] += next[d] * values[lane_count * d + lane];
            }
        for (std::size_t lane = 0; lane < lane_count; ++lane) result[lane_count * k + lane] = first[lane];
        if (k + 1 < size)
            for (std::size_t lane = 0; lane < lane_count; ++lane) result[lane_count * (k + 1) + lane] = second[lane];
    }
}

/// The chances of yes of all members at each of lane_count values of the latents.
inline void chances_at(const LatentLaw& law, const LaneTable& values, LaneTable& yes) {
    if (law.rows.size() > 0) {
        for (int lane = 0; lane < lane_count; ++lane)
            yes.row(lane) = law.rows.col(static_cast<Eigen::Index>(values(lane, 0))).transpose();
        return;
    }
    index_lanes(law, values.data(), yes.data());
    if (law.link == LatentLaw::Link::identity)
        yes = yes.max(0.0).min(1.0);  // rounding may have carried a chance out
    else
        NormalTable::instance().cdf(yes.data(), static_cast<std::size_t>(yes.size()));
}

/// The directions in which the standings change most with the normal latents, the strongest first: the axes of the mean
/// square gradient at some random points [constantine_dow_wang_2014]. Sobol points are most even in their first
/// dimensions, so the normal latents are turned until these are the directions that matter. The rest keep their places,
/// behind the normal ones.
class LatentAxes {
public:
    LatentAxes(const LatentLaw& law, const GivenChances& given, std::size_t standings, std::uint64_t seed)
        : quantiles_(law) {
        for (std::size_t l = 0; l < law.latents.size(); ++l)
            (law.latents[l].kind == Latent::Kind::normal ? normals_ : others_).push_back(l);
        const auto size = static_cast<Eigen::Index>(normals_.size());
        axes_ = Eigen::MatrixXd::Identity(size, size);
        if (size < 2) return;
        GivenChances own = given;
        CounterEngine engine(seed, 0, 3);
        Eigen::MatrixXd squares = Eigen::MatrixXd::Zero(size, size);
        for (int k = 0; k < pilot_points; ++k) {
            Eigen::ArrayXd at(static_cast<Eigen::Index>(law.latents.size()));
            for (std::size_t l = 0; l < law.latents.size(); ++l)
                at[static_cast<Eigen::Index>(l)] = quantiles_(l, CounterEngine::unit(engine()));
            const Eigen::MatrixXd slopes = gradient(law, own, standings, at);
            squares += slopes.transpose() * slopes;
        }
        axes_ = symmetric_eigen(squares).vectors.rowwise().reverse();
    }

    /// The latents at lane_count points of the cube.
    void values(const LaneTable& points, LaneTable& values) const {
        const auto count = static_cast<Eigen::Index>(normals_.size());
        LaneTable moods(lane_count, count), turned(lane_count, count);
        moods = points.leftCols(count);
        NormalTable::instance().quantile(moods.data(), static_cast<std::size_t>(moods.size()));
        turn_lanes(axes_.data(), normals_.size(), moods.data(), turned.data());
        for (Eigen::Index k = 0; k < count; ++k)
            values.col(static_cast<Eigen::Index>(normals_[static_cast<std::size_t>(k)])) = turned.col(k);
        for (std::size_t k = 0; k < others_.size(); ++k)
            for (int lane = 0; lane < lane_count; ++lane)
                values(lane, static_cast<Eigen::Index>(others_[k])) =
                    quantiles_(others_[k], points(lane, count + static_cast<Eigen::Index>(k)));
    }

private:
    static constexpr int pilot_points = 64;
    static constexpr double step = 0.25;

    /// Differences of all cells and the decisive chance along each normal latent: rows are features.
    [[nodiscard]] Eigen::MatrixXd gradient(const LatentLaw& law, GivenChances& given, std::size_t standings,
                                           const Eigen::ArrayXd& at) const {
        Eigen::MatrixXd slopes(static_cast<Eigen::Index>(standings * conditional_features),
                               static_cast<Eigen::Index>(normals_.size()));
        LaneTable values = at.transpose().replicate<lane_count, 1>();
        LaneTable yes(lane_count, static_cast<Eigen::Index>(law.member_count()));
        for (std::size_t k = 0; k < normals_.size(); ++k) {
            const auto latent = static_cast<Eigen::Index>(normals_[k]);
            Lanes mass = Lanes::Zero();
            mass[0] = 1;
            mass[1] = -1;
            values(0, latent) = at[latent] + step;
            values(1, latent) = at[latent] - step;
            chances_at(law, values, yes);
            values.col(latent).setConstant(at[latent]);
            std::vector<Standing> sums(standings);
            given(yes, mass, sums);
            slopes.col(static_cast<Eigen::Index>(k)) = feature_vector(sums);
        }
        return slopes;
    }

    LatentValues quantiles_;
    std::vector<std::size_t> normals_, others_;
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>
        axes_;  ///< columns: directions, the strongest first
};

/// What never occurs has a chance of 0, but for the rounding of sums that should be 1.
inline constexpr double rounding_of_means = 1e-14;

/// Points between two calls of progress; a multiple of lane_count, so that they are the same with it and without.
inline constexpr std::uint64_t part_points = 256;
static_assert(part_points % lane_count == 0);

/// Takes one scrambling on from `first` to `last` points.
inline void take_on(const LatentLaw& law, const LatentAxes& axes, Scrambling& scrambling, GivenChances& given,
                    std::uint64_t first, std::uint64_t last) {
    std::vector<double> point(law.latents.size());
    LaneTable points(lane_count, static_cast<Eigen::Index>(law.latents.size())), values = points;
    LaneTable yes(lane_count, static_cast<Eigen::Index>(law.member_count()));
    points.setConstant(0.5);
    for (std::uint64_t k = first; k < last; k += lane_count) {
        Lanes mass = Lanes::Zero();
        stop_point(200 * law.member_count() + 1000);
        for (int lane = 0; lane < lane_count && k + static_cast<std::uint64_t>(lane) < last; ++lane) {
            scrambling.points.next(point);
            for (std::size_t l = 0; l < point.size(); ++l) points(lane, static_cast<Eigen::Index>(l)) = point[l];
            mass[lane] = 1;
        }
        axes.values(points, values);
        chances_at(law, values, yes);
        given(yes, mass, scrambling.sums);
    }
}

/// By how much more than 1.96 standard errors the mean of so few draws errs in 5 of 100 cases: Student's law, whose
/// spread is itself estimated.
inline double student_factor(std::size_t draws) {
    return student_quantile(static_cast<double>(draws) - 1, 0.975) / normal_quantile(0.975);
}

/// Means over the scramblings, each a draw of its own, in groups of `size` standings.
inline std::vector<JointEstimate> scrambling_means(const std::vector<Scrambling>& scramblings, std::size_t size,
                                                   std::uint64_t points, const LatentSteps& steps, bool is_exact) {
    std::vector<JointEstimate> groups;
    const auto count = static_cast<double>(scramblings.size());
    const double widened = std::pow(student_factor(scramblings.size()), 2);
    for (std::size_t first = 0; first < scramblings.front().sums.size(); first += size) {
        Eigen::MatrixXd means(static_cast<Eigen::Index>(size * conditional_features),
                              static_cast<Eigen::Index>(scramblings.size()));
        for (std::size_t r = 0; r < scramblings.size(); ++r)
            means.col(static_cast<Eigen::Index>(r)) =
                feature_vector(std::span(scramblings[r].sums).subspan(first, size)) / static_cast<double>(points);
        means = (means.array().abs() < rounding_of_means).select(0, means);
        const Eigen::VectorXd mean = means.rowwise().mean();
        means.colwise() -= mean;
        groups.push_back({.mean = mean,
                          .covariance = means * means.transpose() * (widened / (count * (count - 1))),
                          .draws = points * scramblings.size(),
                          .resolution = is_exact ? 0 : rounding_of_means,
                          .least_covariance = steps.covariance(static_cast<Eigen::Index>(first * conditional_features),
                                                               mean.size(), points, scramblings.size())});
    }
    return groups;
}

STEMGEWICHT_DEFINITION JointEstimates simulate_given(const LatentLaw& law, const Conditional& method,
                                                     const GivenChances& given, std::size_t standings, std::size_t size,
                                                     const LargestError& largest_error) {
    check(method);
    const SobolDirections directions(law.latents.size());
    const LatentAxes axes(law, given, standings, method.seed);
    const auto yes_at = [&](const LaneTable& values, LaneTable& yes) { chances_at(law, values, yes); };
    const LatentSteps steps(law, given, yes_at, standings, method.seed, method.points);
    std::vector<Scrambling> scramblings;
    for (std::size_t r = 0; r < method.randomizations; ++r)
        scramblings.push_back({ScrambledPoints(directions, method.seed, r), std::vector<Standing>(standings)});
    const bool is_exact = law.latents.empty();
    std::uint64_t done = 0, goal = is_exact ? 1 : method.points;
    bool first_round = true;
    for (;;) {
        while (done < goal) {
            const std::uint64_t end = method.progress && goal - done > part_points ? done + part_points : goal;
            const auto take = [&](std::size_t r) {
                GivenChances own = given;
                take_on(law, axes, scramblings[r], own, done, end);
            };
            with_threads(method.threads, [&] { tbb::parallel_for(std::size_t{0}, scramblings.size(), take); });
            done = end;
            if (method.progress) method.progress(done * scramblings.size(), goal * scramblings.size());
        }
        JointEstimates result{.groups = scrambling_means(scramblings, size, done, steps, is_exact), .reached = true};
        if (is_exact || method.error == 0) return result;
        if (first_round) check_reachable(method.error, result.groups, rounding_of_means, largest_error);
        first_round = false;
        result.reached = largest_error(result.groups) <= method.error;
        if (result.reached || done >= method.maximum_points) return result;
        goal = std::min(2 * done, method.maximum_points);
    }
}

}  // namespace stemgewicht::detail
