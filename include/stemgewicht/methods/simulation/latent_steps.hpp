#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile.hpp>
#include <stemgewicht/core/numeric/philox.hpp>
#include <stemgewicht/methods/simulation/conditional.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace stemgewicht::detail {

/// The chances of yes of all members at each of lane_count values of the latents.
using ChancesAt = std::function<void(const LaneTable& values, LaneTable& yes)>;

/// The variance of how many of so many scrambled Sobol points lie below a step at u in one coordinate. Of 2^k points
/// every interval of length 2^-k has one, so that below the step lie the whole part of u 2^k, or one more: that with
/// the fractional part as its chance. Other numbers of points are sums of powers of 2.
inline double count_variance(double step, std::uint64_t points) {
    double variance = 0;
    for (int k = 0; points >> k != 0; ++k) {
        const double below = std::ldexp(step, k), part = below - std::floor(below);
        if (points >> k & 1) variance += part * (1 - part);
    }
    return variance;
}

/// What latents of two values add to the error of conditional means, whether the scramblings show it or not: where the
/// line is yes with chance 0.96, all of 16 scramblings may have it so at 983 of 1024 points each.
class LatentSteps {
public:
    LatentSteps(const LatentLaw& law, const GivenChances& given, const ChancesAt& yes_at, std::size_t standings,
                std::uint64_t seed, std::uint64_t points) {
        const LatentValues quantiles(law);
        CounterEngine engine(seed, 0, 4);
        for (std::size_t l = 0; l < law.latents.size(); ++l) {
            const double place = place_of(law.latents[l], points);
            if (count_variance(place, points) == 0) continue;
            GivenChances own = given;
            Eigen::VectorXd effect = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(standings * conditional_features));
            LaneTable yes(lane_count, static_cast<Eigen::Index>(law.member_count()));
            for (int chunk = 0; chunk < pilot_chunks; ++chunk) {
                std::vector<Standing> sums(standings);
                yes_at(pairs(law, l, quantiles, engine), yes);
                own(yes, signs(), sums);
                effect += feature_vector(sums) / (pilot_chunks * lane_count / 2);
            }
            steps_.push_back({place, effect});
        }
    }

    /// The covariance of the means of some features over so many points of each of so many scramblings.
    [[nodiscard]] Eigen::MatrixXd covariance(Eigen::Index first, Eigen::Index size, std::uint64_t points,
                                             std::size_t scramblings) const {
        Eigen::MatrixXd result = Eigen::MatrixXd::Zero(size, size);
        const double squared = static_cast<double>(points) * static_cast<double>(points);
        for (const auto& [place, effect] : steps_) {
            const Eigen::VectorXd own = effect.segment(first, size);
            result += own * own.transpose() * (count_variance(place, points) / squared);
        }
        return result / static_cast<double>(scramblings);
    }

private:
    static constexpr int pilot_chunks = 8;
    static_assert(lane_count % 2 == 0);

    struct Step {
        double place;            ///< the u at which the latent changes its value
        Eigen::VectorXd effect;  ///< by how much the features fall there, in the mean
    };

    /// Values of the latents at random, two and two alike but for one latent, which is below its step and above.
    static LaneTable pairs(const LatentLaw& law, std::size_t latent, const LatentValues& quantiles,
                           CounterEngine& engine) {
        const bool falls = law.latents[latent].kind == Latent::Kind::line;
        LaneTable values(lane_count, static_cast<Eigen::Index>(law.latents.size()));
        for (int lane = 0; lane < lane_count; lane += 2) {
            for (std::size_t l = 0; l < law.latents.size(); ++l)
                values.block<2, 1>(lane, static_cast<Eigen::Index>(l))
                    .setConstant(quantiles(l, CounterEngine::unit(engine())));
            values(lane, static_cast<Eigen::Index>(latent)) = falls ? 1 : 0;
            values(lane + 1, static_cast<Eigen::Index>(latent)) = falls ? 0 : 1;
        }
        return values;
    }
    static Lanes signs() {
        Lanes mass;
        for (int lane = 0; lane < lane_count; ++lane) mass[lane] = lane % 2 == 0 ? 1 : -1;
        return mass;
    }

    /// Where a latent has but two values, as far as so many points can tell; 0 for others.
    static double place_of(const Latent& latent, std::uint64_t points) {
        if (latent.kind == Latent::Kind::line) return latent.a;
        const bool steep = std::min(latent.a, latent.b) * static_cast<double>(points) < 1;
        return latent.kind == Latent::Kind::beta && steep ? BetaEnds(latent.a, latent.b).chance : 0;
    }

    std::vector<Step> steps_;
};

}  // namespace stemgewicht::detail
