#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/fourier/definitions/tail_chances.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/position_waves.hpp>
#include <stemgewicht/methods/fourier/summed_nodes.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

/// What is refused: the standings of members, those of positions, or a curve.
enum class Asked { members, positions, curve };

/// The methods that are sure to carry what is refused: exact with tables that fit most machines, the normal law where
/// it takes the model.
inline std::vector<std::string> others_for(const WeightedRule& rule, const VoteLaw& law, Asked asked) {
    constexpr Weight most_counted = 1'000'000'000;
    std::vector<std::string> methods;
    if (total_weight(rule.weights) <= most_counted) methods.emplace_back("exact");
    if (asked == Asked::curve) return methods;
    methods.emplace_back("monte_carlo");
    if (asked == Asked::members && common_chance(law)) methods.emplace_back("normal");
    return methods;
}

/// Few members have halves, if the memory is there.
inline SizeRefusal too_many_frequencies(const WeightedRule& rule, const VoteLaw& law, Asked asked) {
    constexpr std::size_t most_in_halves = 50;
    std::string cause =
        "fourier: too many frequencies matter for " + std::to_string(rule.member_count()) + " members of these weights";
    if (asked == Asked::members && rule.member_count() <= most_in_halves && common_chance(law))
        cause += ", which is a case for meet_in_the_middle";
    return SizeRefusal(cause, {.methods = others_for(rule, law, asked)});
}

/// Adds the standings of all members under independent votes, and the error that the precision came to, and takes the
/// work off what is allowed; nothing where it would take more.
inline bool add_standings(CertifiedStandings& sum, const WeightedRule& rule, const std::vector<double>& yes,
                          double mass, WavePrecision& precision) {
    const ClassedBoard classed = classed_board(rule, yes);
    const bool mirrored = static_cast<long double>(classed.board.quota) <= classed.board.mean();
    const TailChances tails = tail_chances(mirrored ? classed.board.mirrored() : classed.board, precision);
    if (tails.done) add_members(sum, classed, tails, yes, mass, mirrored);
    precision.most_work -= tails.work;
    return tails.done;
}

inline RangedPower ranged_power(const CertifiedStandings& certified) {
    const auto range = [](double value, double error) { return ChanceRange{value - error, value, value + error}; };
    RangedPower power;
    for (std::size_t i = 0; i < certified.standings.size(); ++i)
        power.decisive.push_back(range(certified.standings[i].decisive, certified.errors[i].decisive));
    power.pass = range(certified.standings.front().pass(), certified.errors.front().pass());
    return power;
}

/// The chances of yes where no factor has several nodes.
inline std::optional<std::vector<double>> fixed_chances(const VoteLaw& law) {
    std::vector<double> yes(law.member_count);
    for (const VoteFactor& factor : law.factors) {
        if (factor.node_count() != 1) return std::nullopt;
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            yes[factor.members[r]] = factor.yes(static_cast<Eigen::Index>(r), 0);
    }
    return yes;
}

/// In how many ways the nodes of all factors go together.
inline double combinations(const VoteLaw& law) {
    double product = 1;
    for (const VoteFactor& factor : law.factors) product *= static_cast<double>(factor.node_count());
    return product;
}

/// The chances of yes at the middle node of each factor.
inline std::vector<double> middle_chances(const VoteLaw& law) {
    std::vector<double> yes(law.member_count);
    for (const VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            yes[factor.members[r]] = factor.yes(static_cast<Eigen::Index>(r), factor.masses.size() / 2);
    return yes;
}

}  // namespace fourier

/// Refuses a target below what is carried, naming the least that is, to two digits from above.
[[noreturn]] inline void refuse_error(double reached, const Fourier& method) {
    const double digit = std::pow(10.0, std::floor(std::log10(reached)) - 1);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2g", std::ceil(1.2 * reached / digit) * digit);
    refuse("error", std::string(text.data()) + " or more, which is what doubles carry for these members", method.error);
}

STEMGEWICHT_DEFINITION void check_error(const Fourier& method) {
    if (!(method.error > 0 && method.error < 1)) refuse("error", "above 0 and below 1", method.error);
    if (!(method.seconds > 0)) refuse("seconds", "above 0", method.seconds);
    if (method.threads < 0) refuse("threads", "0 for all cores, or the number of threads", method.threads);
}

STEMGEWICHT_DEFINITION void each_independent(const WeightedRule& rule, const VoteLaw& law,
                                             const std::function<void(double, const std::vector<double>&)>& work) {
    constexpr double most = 4096;
    if (fourier::combinations(law) > most)
        throw SizeRefusal(
            "fourier: at most 4096 combinations of nodes of the model are taken one by one, and there are more",
            {.methods = fourier::others_for(rule, law, fourier::Asked::positions)});
    std::vector<double> yes(law.member_count);
    const auto choose = [&](const auto& self, std::size_t f, double mass) -> void {
        if (f == law.factors.size()) return work(mass, yes);
        const VoteFactor& factor = law.factors[f];
        for (Eigen::Index k = 0; k < factor.masses.size(); ++k) {
            for (std::size_t r = 0; r < factor.members.size(); ++r)
                yes[factor.members[r]] = factor.yes(static_cast<Eigen::Index>(r), k);
            self(self, f + 1, mass * factor.masses[k]);
        }
    };
    choose(choose, 0, 1);
}

namespace fourier {

/// Under a common chance of several nodes, where a count fits in a few hundred MB.
inline std::optional<CertifiedStandings> with_counted_ends(const WeightedRule& rule, const VoteLaw& law,
                                                           const Fourier& method) {
    constexpr std::size_t most_bytes = std::size_t{1} << 28;
    const std::optional<CommonChance> chance = common_chance(law);
    if (!chance || chance->points.size() < 2) return std::nullopt;
    const LeaveOneOutPass all(rule.weights, std::span(&rule.quota, 1), *chance);
    if (all.bytes() > most_bytes) return std::nullopt;
    auto mixed = summed_and_counted(rule, *chance, method.error / 2, method.seconds, method.threads, most_bytes);
    return mixed && mixed->error <= method.error ? std::move(mixed) : std::nullopt;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION CertifiedStandings certified_standings(const WeightedRule& rule, const VoteLaw& law,
                                                              const Fourier& method) {
    check_error(method);
    if (auto mixed = fourier::with_counted_ends(rule, law, method)) return *std::move(mixed);
    CertifiedStandings result = fourier::no_standings(rule.member_count());
    WavePrecision left{.error = method.error,
                       .in_part = fourier::fixed_chances(law).has_value(),
                       .most_work = method.seconds * fourier::work_a_second,
                       .threads = method.threads};
    const double combinations = fourier::combinations(law), all = left.most_work;
    double done = 0;
    const auto take = [&](CertifiedStandings& sum, double mass, const std::vector<double>& yes, WavePrecision& within) {
        if (!fourier::add_standings(sum, rule, yes, mass, within))
            throw fourier::too_many_frequencies(rule, law, fourier::Asked::members);
    };
    each_independent(rule, law, [&](double mass, const std::vector<double>& yes) {
        constexpr double slack = 8;               // some combinations take more than others
        if (done == 0 && combinations > slack) {  // one that is no outlier tells whether any need be tried
            CertifiedStandings trial = fourier::no_standings(rule.member_count());
            WavePrecision share = left;
            share.most_work *= slack / combinations;
            take(trial, 1, fourier::middle_chances(law), share);
        }
        take(result, mass, yes, left);
        if ((all - left.most_work) * combinations > slack * all * ++done)
            throw fourier::too_many_frequencies(rule, law, fourier::Asked::members);
    });
    if (result.error > method.error) refuse_error(result.error, method);
    return result;
}

STEMGEWICHT_DEFINITION std::optional<std::vector<Standing>> sharp_standings(const WeightedRule& rule,
                                                                            const VoteLaw& law, double seconds,
                                                                            int threads) {
    constexpr double part = 1e-12;
    const std::optional<std::vector<double>> fixed = fourier::fixed_chances(law);
    if (!fixed) return std::nullopt;
    const std::vector<double>& yes = *fixed;
    double squares = 0, least = 0;
    for (std::size_t i = 0; i < yes.size(); ++i) {
        const auto weight = static_cast<double>(rule.weights[i]);
        squares += weight * weight * yes[i] * (1 - yes[i]);
        if (weight > 0 && (least == 0 || weight < least)) least = weight;
    }
    if (!(squares > 0)) return std::nullopt;
    CertifiedStandings result = fourier::no_standings(rule.member_count());
    const double share = std::min(1.0, least / (2.5 * std::sqrt(squares)));  // about the least decisive chance
    WavePrecision precision{
        .error = 0.1 * part * share, .most_work = seconds * fourier::work_a_second, .threads = threads};
    if (!fourier::add_standings(result, rule, yes, 1, precision)) return std::nullopt;
    for (std::size_t i = 0; i < yes.size(); ++i) {
        const auto values = fourier::chances_of(result.standings[i]), errors = fourier::chances_of(result.errors[i]);
        for (std::size_t k = 0; k < values.size(); ++k)
            if (errors[k] > part * values[k]) return std::nullopt;
    }
    return std::move(result.standings);
}

STEMGEWICHT_DEFINITION RangedPower fourier_power(const WeightedRule& rule, const VotingModel& model,
                                                 const Fourier& method) {
    check(rule);
    CertifiedStandings sum = fourier::no_standings(rule.member_count());
    each_law(model, rule.member_count(), {}, [&](double mass, const VoteLaw& law) {
        const CertifiedStandings part = certified_standings(rule, law, method);
        for (std::size_t i = 0; i < part.standings.size(); ++i) {
            sum.standings[i].add(part.standings[i], mass);
            sum.errors[i].add(part.errors[i], mass);
        }
    });
    return fourier::ranged_power(sum);
}

STEMGEWICHT_DEFINITION double pass_probability(const WeightedRule& rule, const VoteLaw& law, const Fourier& method) {
    return certified_standings(rule, law, method).standings.front().pass();
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const WeightedRule& rule, const VoteLaw& law,
                                                              const Fourier& method) {
    return certified_standings(rule, law, method).standings;
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const WeightedRule& rule,
                                                                std::span<const WeightedRule> positions,
                                                                const VoteLaw& law, const Fourier& method) {
    check_error(method);
    std::vector<Standing> standings(positions.size());
    each_independent(rule, law, [&](double mass, const std::vector<double>& yes) {
        for (std::size_t d = 0; d < positions.size(); ++d) {
            const CertifiedPosition part =
                certified_position(rule, positions[d], yes, method.error, method.seconds * fourier::work_a_second);
            if (!part.done) throw fourier::too_many_frequencies(rule, law, fourier::Asked::positions);
            if (part.error > method.error) refuse_error(part.error, method);
            standings[d].add(part.standing, mass);
        }
    });
    return standings;
}

}  // namespace stemgewicht::detail
