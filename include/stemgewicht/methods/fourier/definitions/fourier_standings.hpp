#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/common_chance_pass.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/weight_classes.hpp>
#include <stemgewicht/methods/fourier/definitions/tail_chances.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/position_waves.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <numbers>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

namespace fourier {

inline constexpr double work_a_second = 1.5e9;  ///< factors bounded in a second, on one core with AVX2

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

/// A board in classes of one weight and chance, and the class of each member.
struct ClassedBoard {
    WaveBoard board;
    std::vector<std::size_t> class_of;
    Weight divisor = 1;  ///< what the weights had in common
};

inline ClassedBoard classed_board(const WeightedRule& rule, const std::vector<double>& yes) {
    Weight divisor = 0;
    for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
    std::map<std::pair<Weight, double>, std::size_t> places;
    for (std::size_t i = 0; i < rule.member_count(); ++i) ++places[{rule.weights[i], yes[i]}];
    ClassedBoard result{.board = {}, .class_of = {}, .divisor = divisor};
    for (auto& [key, place] : places) {
        result.board.classes.push_back({.weight = static_cast<std::uint64_t>(key.first / divisor),
                                        .chance = key.second,
                                        .against = 1 - static_cast<long double>(key.second),
                                        .members = place});
        result.board.total += result.board.classes.back().weight * place;
        place = result.board.classes.size() - 1;
    }
    result.board.quota = static_cast<std::uint64_t>((rule.quota - 1) / divisor + 1);
    for (std::size_t i = 0; i < rule.member_count(); ++i)
        result.class_of.push_back(places.at({rule.weights[i], yes[i]}));
    return result;
}

/// A standing from the chances of a class, and its errors. On a mirrored board the members count who are against, and
/// what is rare is that the motion fails.
struct SeenFrom {
    bool mirrored = false;
    double chance = 0.5;

    [[nodiscard]] std::pair<Standing, Standing> standing(const TailChance& tail) const {
        const double no = 1 - chance, rounding = 1.2e-16;
        if (mirrored)
            return {{.yes_pass = chance * (1 - tail.if_no),
                     .yes_fail = chance * tail.if_no,
                     .no_pass = no * (1 - tail.if_yes),
                     .no_fail = no * tail.if_yes,
                     .decisive = tail.decisive},
                    {.yes_pass = chance * (tail.no_error + rounding * (1 - tail.if_no)),
                     .yes_fail = chance * tail.no_error,
                     .no_pass = no * (tail.yes_error + rounding * (1 - tail.if_yes)),
                     .no_fail = no * tail.yes_error,
                     .decisive = tail.decisive_error}};
        return {{.yes_pass = chance * tail.if_yes,
                 .yes_fail = chance * (1 - tail.if_yes),
                 .no_pass = no * tail.if_no,
                 .no_fail = no * (1 - tail.if_no),
                 .decisive = tail.decisive},
                {.yes_pass = chance * tail.yes_error,
                 .yes_fail = chance * (tail.yes_error + rounding * (1 - tail.if_yes)),
                 .no_pass = no * tail.no_error,
                 .no_fail = no * (tail.no_error + rounding * (1 - tail.if_no)),
                 .decisive = tail.decisive_error}};
    }
};

/// Adds the standings of all members from the chances of their classes.
inline void add_members(CertifiedStandings& sum, const ClassedBoard& classed, const TailChances& tails,
                        const std::vector<double>& yes, double mass, bool mirrored) {
    for (std::size_t i = 0; i < yes.size(); ++i) {
        const auto [standing, error] =
            SeenFrom{.mirrored = mirrored, .chance = yes[i]}.standing(tails.classes[classed.class_of[i]]);
        sum.standings[i].add(standing, mass);
        sum.errors[i].add(error, mass);
    }
    sum.error += mass * tails.error;
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

inline CertifiedStandings no_standings(std::size_t members) {
    return {.standings = std::vector<Standing>(members), .errors = std::vector<Standing>(members)};
}

inline std::array<double, 5> chances_of(const Standing& s) {
    return {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail, s.decisive};
}

}  // namespace fourier

namespace fourier {

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

}  // namespace fourier

namespace fourier {

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

namespace fourier {

/// A node of a common chance and that which mirrors it, by the vote that is rarer there.
struct NodePair {
    double rarer = 0.5;
    std::vector<Eigen::Index> nodes;
};

/// The nodes from 1/2 outwards.
inline std::vector<NodePair> node_pairs(const CommonChance& chance) {
    const auto rarer = [&](Eigen::Index k) { return std::min(chance.points[k], 1 - chance.points[k]); };
    std::vector<Eigen::Index> order(static_cast<std::size_t>(chance.points.size()));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    std::ranges::stable_sort(order, std::greater{}, rarer);
    std::vector<NodePair> pairs;
    for (const Eigen::Index k : order)
        if (!pairs.empty() && pairs.back().rarer - rarer(k) <= 0x1p-52 * rarer(k))
            pairs.back().nodes.push_back(k);
        else
            pairs.push_back({.rarer = rarer(k), .nodes = {k}});
    return pairs;
}

/// Nodes from 1/2 outwards of which one set of frequencies takes care: that of the last one, at which the factors of
/// all members are the largest.
struct NodeSums {
    std::vector<NodePair> pairs;
    std::vector<WavePlan> plans;  ///< of each pair
    SievedFrequencies sieved;
    std::vector<WaveSums> sums;  ///< of each pair, for the quota, and for the blocking weight at the mirrored node
};

/// The mean of |1 - p + p e^{i t}| over a whole turn of t, by the trapezoid rule.
inline double mean_factor(double p) {
    constexpr int steps = 256;
    double sum = 0;
    for (int k = 0; k < steps; ++k) {
        const double sine = std::sin(std::numbers::pi * (k + 0.5) / steps);
        sum += std::sqrt(1 - 4 * p * (1 - p) * sine * sine);
    }
    return sum / steps;
}

/// How many pairs have few frequencies that matter: where the terms of all frequencies, if members turned
/// independently of each other, come to little of the error; all pairs where there are few frequencies.
inline std::size_t pairs_that_fade(const std::vector<NodePair>& pairs, std::size_t members, int digits,
                                   const WavePrecision& precision) {
    constexpr double part = 0.01, of_kept = 300, of_law = 60;  // factors bounded, as for the sieve
    const double all = std::ldexp(static_cast<double>(members), digits - 2);
    if (all * (of_kept + of_law * static_cast<double>(pairs.size())) <= precision.most_work) return pairs.size();
    const auto all_terms = [&](const NodePair& pair) {
        return digits * std::pow(mean_factor(pair.rarer), static_cast<double>(members));
    };
    const auto end = std::ranges::find_if(pairs, [&](const NodePair& pair) { return all_terms(pair) > part * precision.error; });
    return static_cast<std::size_t>(end - pairs.begin());
}

/// A board whose members have the chance of a pair.
inline WaveBoard board_at(WaveBoard board, double chance) {
    for (WaveClass& one : board.classes) {
        one.chance = chance;
        one.against = 1 - static_cast<long double>(chance);
    }
    return board;
}

/// Sums the pairs that fade, or fewer where that takes more work than is allowed.
inline NodeSums node_sums(const WaveBoard& board, std::vector<NodePair> pairs, const WavePrecision& precision) {
    const std::array<std::uint64_t, 2> quotas{board.quota, board.total - board.quota + 1};
    const auto [least, most] = std::minmax(quotas[0], quotas[1]);
    std::vector<WavePlan> plans;
    std::vector<TiltedLaw> laws;
    int digits = 0;
    std::size_t members = 0;
    for (const WaveClass& one : board.classes)
        if (one.weight > 0) members += one.members;
    for (const NodePair& pair : pairs) {
        laws.push_back(untilted_law(board_at(board, pair.rarer).classes));
        plans.push_back(
            wave_plan(laws.back(), board.total, least, most, board.classes.back().weight, precision.error / 2));
        digits = std::max(digits, plans.back().digits);
    }
    for (WavePlan& plan : plans) plan.digits = digits;
    NodeSums result;
    for (std::size_t count = pairs_that_fade(pairs, members, digits, precision); count > 0; --count) {
        result.sieved = sieved_for(plans[count - 1], precision.error, precision.most_work);
        if (!result.sieved.done) continue;
        pairs.resize(count);
        plans.resize(count);
        result.sums = wave_sums(std::span(laws).first(count), digits, result.sieved.kept, quotas, 0, precision.threads);
        result.pairs = std::move(pairs);
        result.plans = std::move(plans);
        break;
    }
    return result;
}

/// The chances of a pair: with the quota, and with the weight that blocks.
inline std::array<TailChances, 2> chances_of_pair(const NodeSums& nodes, std::size_t place, const WaveBoard& board) {
    const WaveBoard at_node = board_at(board, nodes.pairs[place].rarer);
    const Units units = units_of(at_node, nodes.plans[place].law);
    const auto chances = [&](std::size_t q, std::uint64_t quota) {
        WaveBoard asked = at_node;
        asked.quota = quota;
        return chances_from(asked, nodes.plans[place], units, nodes.sums[place], q, nodes.sieved.left_out);
    };
    return {chances(0, board.quota), chances(1, board.total - board.quota + 1)};
}

}  // namespace fourier

STEMGEWICHT_DEFINITION SummedNodes summed_nodes(const WeightedRule& rule, const CommonChance& nodes, double error,
                                                double seconds, int threads) {
    SummedNodes summed{.part = fourier::no_standings(rule.member_count())};
    const std::vector<double> evenly(rule.member_count(), 0.5);
    const fourier::ClassedBoard classed = fourier::classed_board(rule, evenly);
    const fourier::NodeSums sums = fourier::node_sums(classed.board, fourier::node_pairs(nodes),
                                                      {.error = error,
                                                       .in_part = false,
                                                       .most_work = seconds * fourier::work_a_second,
                                                       .threads = threads});
    for (std::size_t k = 0; k < sums.pairs.size(); ++k) {
        stop_point(100 * rule.member_count());
        const auto tails = fourier::chances_of_pair(sums, k, classed.board);
        for (const Eigen::Index node : sums.pairs[k].nodes) {
            const bool mirrored = nodes.points[node] > 0.5;
            fourier::add_members(summed.part, classed, tails[mirrored ? 1 : 0],
                                 std::vector<double>(rule.member_count(), nodes.points[node]), nodes.masses[node],
                                 mirrored);
        }
        summed.rarest = sums.pairs[k].rarer;
    }
    return summed;
}

namespace fourier {

/// What is counted, with what is summed, for each class; members without weight are the last one.
inline LeaveOneOutSums with_summed(LeaveOneOutSums counted, const CertifiedStandings& summed,
                                   const WeightClasses& board) {
    std::vector<bool> added(counted.standings.size());
    for (std::size_t i = 0; i < board.class_of.size(); ++i) {
        const std::size_t place = board.class_of[i];
        if (added[place]) continue;
        counted.standings[place].value.add(summed.standings[i], 1);
        counted.standings[place].error.add(summed.errors[i], 1);
        added[place] = true;
    }
    return counted;
}

}  // namespace fourier

STEMGEWICHT_DEFINITION std::optional<CertifiedStandings> summed_and_counted(const WeightedRule& rule,
                                                                            const CommonChance& nodes, double error,
                                                                            double seconds, int threads,
                                                                            std::size_t memory) {
    SummedNodes summed = summed_nodes(rule, nodes, error, seconds, threads);
    if (summed.rarest > 0.5) return std::nullopt;
    const LeaveOneOutPass rest(rule.weights, std::span(&rule.quota, 1), nodes, summed.rarest * (1 - 0x1p-50));
    const WeightClasses& board = rest.board();
    const LeaveOneOutSums counted = rest.run(threads, memory);
    LeaveOneOutSums sums = fourier::with_summed(counted, summed.part, board);
    double off = 0;
    for (const CheckedStanding& found : counted.standings)
        off = std::max(off, std::ranges::max(fourier::chances_of(found.error)));
    if (const auto few = unsure_classes(board, sums); off > error && !few.empty()) {
        LeaveOneOutSums apart = counted;
        const LeaveOneOutSums again = rest.run_apart(few, sums, threads, memory);
        for (const std::size_t j : few) apart.standings[j] = again.standings[j];
        sums = fourier::with_summed(std::move(apart), summed.part, board);
    }
    CertifiedStandings result = fourier::no_standings(rule.member_count());
    for (std::size_t i = 0; i < rule.member_count(); ++i) {
        result.standings[i] = sums.standings[board.class_of[i]].value;
        result.errors[i] = sums.standings[board.class_of[i]].error;
        result.error = std::max(result.error, std::ranges::max(fourier::chances_of(result.errors[i])));
    }
    return result;
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
