#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/definitions/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/fourier_curve.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

/// The power of all classes at a quota, and bounds on the errors; on a mirrored board what is reached is that the
/// motion fails.
struct CurvePoint {
    const WaveBoard& board;
    const TailChances& tails;
    bool mirrored = false;

    /// The chance that the quota is reached, by the lightest class.
    [[nodiscard]] double reached() const {
        const TailChance& first = tails.classes.front();
        const WaveClass& members = board.classes.front();
        return static_cast<double>(members.chance * first.if_yes + members.against * first.if_no);
    }
    [[nodiscard]] double reached_error() const {
        const TailChance& first = tails.classes.front();
        return std::max(first.yes_error, first.no_error) + 2.4e-16 * reached();
    }

    /// Whether each chance holds to so small a part of itself.
    [[nodiscard]] bool holds(double part) const {
        const double rest = 1 - reached(), rounding = 1.2e-16 * rest;
        return reached_error() <= part * reached() && reached_error() + rounding <= part * rest &&
               std::ranges::all_of(tails.classes,
                                   [&](const TailChance& one) { return one.decisive_error <= part * one.decisive; });
    }

    [[nodiscard]] std::vector<Standing> standings(const std::vector<std::size_t>& class_of) const {
        const double reach = reached(), rest = 1 - reach;
        std::vector<Standing> result;
        for (const std::size_t c : class_of)
            result.push_back({.yes_pass = mirrored ? rest : reach,
                              .yes_fail = mirrored ? reach : rest,
                              .decisive = tails.classes[c].decisive});
        return result;
    }
};

/// Quotas in the units of a classed board.
inline std::vector<std::uint64_t> reduced_quotas(std::span<const Weight> quotas, Weight divisor) {
    std::vector<std::uint64_t> reduced;
    for (const Weight quota : quotas) reduced.push_back(static_cast<std::uint64_t>((quota - 1) / divisor + 1));
    return reduced;
}

/// A law, and the quotas about its mean that are summed under it: the first so many of those that are asked.
struct Band {
    TiltedLaw law;
    std::size_t quotas = 0;
    double share = 1;  ///< about the least decisive chance of all these, in part of the bound
};

/// The law for the first of some ascending quotas, and for those that follow it closely enough to keep their digits.
inline Band next_band(const WaveBoard& board, std::span<const std::uint64_t> quotas) {
    constexpr long double reach = 1.5;  // standard deviations about the mean
    const auto spread = [](const TiltedLaw& law) {
        const WaveBoard tilted{.classes = law.classes};
        return std::pair{tilted.mean(), std::sqrt(tilted.variance())};
    };
    Band band{.law = untilted_law(board.classes)};
    auto [mean, deviation] = spread(band.law);
    if (static_cast<long double>(quotas.front()) > mean + reach * deviation) {
        band.law = law_tilted_to(board.classes, quotas.front());
        std::tie(mean, deviation) = spread(band.law);
        const auto middle = quotas.front() + static_cast<std::uint64_t>(deviation);
        if (quotas.size() > 1 && quotas[1] < middle) {
            band.law = law_tilted_to(board.classes, std::min(middle, quotas.back()));
            std::tie(mean, deviation) = spread(band.law);
        }
    }
    const auto end = std::ranges::find_if(quotas, [&, mean = mean, deviation = deviation](std::uint64_t quota) {
        return static_cast<long double>(quota) > mean + reach * deviation;
    });
    band.quotas = std::max<std::size_t>(1, static_cast<std::size_t>(end - quotas.begin()));
    const auto lightest = std::ranges::find_if(board.classes, [](const WaveClass& one) { return one.weight > 0; });
    const auto least = static_cast<long double>(lightest->weight);
    band.share = static_cast<double>(std::min(1.0L, least / (2.5L * deviation) * std::exp(-reach * reach / 2)));
    return band;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION std::vector<std::vector<Standing>> fourier_curve(const std::vector<Weight>& weights,
                                                                        std::span<const Weight> quotas,
                                                                        const VoteLaw& law, const Fourier& method) {
    check_error(method);
    std::vector<std::vector<Standing>> curve;
    if (quotas.empty()) return curve;
    const WeightedRule rule{weights, quotas.front()};
    const fourier::ClassedBoard classed = fourier::classed_board(rule, fourier::fixed_chances(law).value());
    const std::vector<TailChances> at =
        tail_curve(classed.board, untilted_law(classed.board.classes), fourier::reduced_quotas(quotas, classed.divisor),
                   method.error, method.seconds * fourier::work_a_second);
    if (at.empty()) throw fourier::too_many_frequencies(rule, law, fourier::Asked::curve);
    for (const TailChances& tails : at) {
        if (tails.error > method.error) refuse_error(tails.error, method);
        curve.push_back(fourier::CurvePoint{classed.board, tails}.standings(classed.class_of));
    }
    return curve;
}

STEMGEWICHT_DEFINITION std::vector<std::optional<std::vector<Standing>>> sharp_curve(const std::vector<Weight>& weights,
                                                                                     std::span<const Weight> quotas,
                                                                                     const VoteLaw& law,
                                                                                     double seconds) {
    constexpr double part = 1e-12;
    std::vector<std::optional<std::vector<Standing>>> curve(quotas.size());
    const std::optional<std::vector<double>> yes = fourier::fixed_chances(law);
    if (!yes || quotas.empty()) return curve;
    const fourier::ClassedBoard classed = fourier::classed_board({weights, quotas.front()}, *yes);
    const WaveBoard &board = classed.board, mirrored = board.mirrored();
    if (!(board.variance() > 0)) return curve;
    const std::vector<std::uint64_t> reduced = fourier::reduced_quotas(quotas, classed.divisor);
    // Each side of the mean from there outwards, until a set of frequencies is too large: those further out are larger.
    for (const bool fails : {false, true}) {
        std::vector<std::pair<std::uint64_t, std::size_t>> order;
        for (std::size_t q = 0; q < reduced.size(); ++q)
            if (fails == (static_cast<long double>(reduced[q]) <= board.mean()))
                order.emplace_back(fails ? board.total - reduced[q] + 1 : reduced[q], q);
        std::ranges::sort(order);
        std::vector<std::uint64_t> rest;
        for (const auto& [quota, place] : order) rest.push_back(quota);
        const WaveBoard& side = fails ? mirrored : board;
        for (std::size_t done = 0; done < rest.size();) {
            const std::span<const std::uint64_t> left = std::span(rest).subspan(done);
            const fourier::Band band = fourier::next_band(side, left);
            const std::vector<TailChances> at = tail_curve(side, band.law, left.first(band.quotas),
                                                           0.1 * part * band.share, seconds * fourier::work_a_second);
            if (at.empty()) break;
            for (std::size_t k = 0; k < at.size(); ++k) {
                const fourier::CurvePoint point{side, at[k], fails};
                if (point.holds(part)) curve[order[done + k].second] = point.standings(classed.class_of);
            }
            done += at.size();
        }
    }
    return curve;
}

}  // namespace stemgewicht::detail
