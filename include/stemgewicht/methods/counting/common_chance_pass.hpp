#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/methods/counting/leave_one_out.hpp>
#include <stemgewicht/methods/counting/tail_bound.hpp>
#include <stemgewicht/methods/counting/weight_classes.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Two standings: what was found, and how far rounding may have moved each of its chances.
struct CheckedStanding {
    Standing value, error;

    /// Whether each chance is sure to one part in 4e12, apart from the rounding of a count that only adds.
    [[nodiscard]] bool is_sure() const {
        constexpr double limit = 2.5e-13;
        return error.yes_pass <= limit * value.yes_pass && error.yes_fail <= limit * value.yes_fail &&
               error.no_pass <= limit * value.no_pass && error.no_fail <= limit * value.no_fail &&
               error.decisive <= limit * value.decisive;
    }
};

/// A question to the count of the members' weight at one chance: is it at least this threshold? Those who vote yes are
/// counted at chances up to 1/2, against the quota; those who vote no beyond, against the weight that blocks.
struct ThresholdQuery {
    std::size_t quota_index = 0;
    std::size_t threshold = 1;  ///< the weight of the counted votes that settles it
    bool counts_yes = true;
    double mass = 1;
    double tail = 0;            ///< where one outcome is too unlikely to be counted, a bound on its chance
    bool surely_below = false;  ///< which outcome is left then
};

struct SharedCount {
    double chance = 0.5;
    std::vector<ThresholdQuery> queries;

    /// The threshold to count up to; 0 where all is settled.
    [[nodiscard]] std::size_t limit() const {
        std::size_t largest = 0;
        for (const ThresholdQuery& query : queries)
            if (query.tail == 0) largest = std::max(largest, query.threshold);
        return largest;
    }
};

/// Sums over nodes: [quota][class], the last class being weight 0; and P(pass).
struct LeaveOneOutSums {
    std::vector<CheckedStanding> standings;
    std::vector<double> pass, missing;  ///< P(pass) by quota, and what it may lack

    LeaveOneOutSums(std::size_t quotas, std::size_t classes)
        : standings(quotas * classes), pass(quotas), missing(quotas) {}

    void add(const LeaveOneOutSums& other) {
        for (std::size_t k = 0; k < standings.size(); ++k) {
            standings[k].value.add(other.standings[k].value, 1);
            standings[k].error.add(other.standings[k].error, 1);
        }
        for (std::size_t k = 0; k < pass.size(); ++k) {
            pass[k] += other.pass[k];
            missing[k] += other.missing[k];
        }
    }
};

/// Standings of all members under one chance of yes that they share, at any number of quotas: one count of everyone for
/// each node of the chance and, where nodes are symmetric, for its mirror image; then a short sum for each weight.
/// Cost O(nodes x (members x quota + sum over weights of quota / weight)). Nodes at which one outcome is too unlikely
/// to matter are not counted. Memory: ten bytes for each weight below the quota, for each thread.
class LeaveOneOutPass {
public:
    /// With `rarer`, only the nodes at which the rarer vote has a chance below it.
    LeaveOneOutPass(const std::vector<Weight>& weights, std::span<const Weight> quotas, const Quadrature& chance,
                    double rarer = 1)
        : board_(weight_classes(weights)) {
        for (const Weight quota : quotas) quotas_.push_back(board_.counted(quota));
        for (const std::size_t quota : quotas_)
            rarest_ = std::min({rarest_, log_chance_of_few(quota, chance.points, chance.masses),
                                log_chance_of_few(board_.total - quota + 1, 1 - chance.points, chance.masses)});
        for (Eigen::Index k = 0; k < chance.points.size(); ++k)
            if (std::min(chance.points[k], 1 - chance.points[k]) < rarer)
                plan(chance.points[k], chance.masses[k], chance);
        for (const SharedCount& count : counts_) limit_ = std::max(limit_, count.limit());
    }

    [[nodiscard]] const WeightClasses& board() const { return board_; }
    /// The largest weight that is counted to: the quota, or the weight that blocks, where a chance beyond 1/2 is
    /// likely.
    [[nodiscard]] std::size_t limit() const { return limit_; }
    [[nodiscard]] std::size_t bytes() const { return CumulativeCount::bytes(limit_); }

    /// The sums of all members, or P(pass) alone. Throws std::length_error where not even one count fits in the memory.
    [[nodiscard]] LeaveOneOutSums run(int threads, std::size_t memory, bool members = true) const {
        if (bytes() > memory)
            refuse_memory("exact: counting to a quota of " + std::to_string(limit_), static_cast<double>(bytes()),
                          memory, {"normal", "monte_carlo"});
        return sum_of_counts(threads, memory, [&](const SharedCount& shared, CumulativeCount& count) {
            return standings(shared, count, members);
        });
    }

    /// The sums of some classes alone, where `found` is not sure of them, without cancellation: all other members are
    /// counted, and on them the few are, each left out in turn. Cost: one count more for each node, and for each of
    /// these classes their weight in sum for each quota at which it is unsure, and once their members x weight.
    [[nodiscard]] LeaveOneOutSums run_apart(const std::vector<std::size_t>& few, const LeaveOneOutSums& found,
                                            int threads, std::size_t memory) const {
        std::vector<std::size_t> rest, own;
        for (std::size_t j = 0; j < board_.classes.size(); ++j) {
            const auto& [weight, members] = board_.classes[j];
            auto& side = std::ranges::binary_search(few, j) ? own : rest;
            side.insert(side.end(), members, weight);
        }
        return sum_of_counts(threads, memory, [&](const SharedCount& shared, CumulativeCount& count) {
            return standings_apart(shared, count, few, own, rest, found);
        });
    }

private:
    void plan(double yes, double mass, const Quadrature& chance) {
        const double counted_chance = yes <= 0.5 ? yes : 1 - yes;
        auto shared = std::ranges::find_if(counts_, [&](const SharedCount& count) {
            return std::abs(count.chance - counted_chance) <= 0x1p-52 * counted_chance;
        });
        if (shared == counts_.end()) shared = counts_.insert(shared, {.chance = counted_chance, .queries = {}});
        for (std::size_t k = 0; k < quotas_.size(); ++k) {
            const std::size_t blocking = board_.total - quotas_[k] + 1;
            const bool counts_yes = yes == 0.5 ? quotas_[k] <= blocking : yes < 0.5;
            ThresholdQuery query{.quota_index = k,
                                 .threshold = counts_yes ? quotas_[k] : blocking,
                                 .counts_yes = counts_yes,
                                 .mass = mass};
            stop_point(500 * board_.classes.size());
            if (chance.points.size() > 1 && counted_chance > 0) settle(query, counted_chance);
            shared->queries.push_back(query);
        }
    }

    /// The logarithm of the chance, at the node where that is most likely, that the fewest members who reach a weight
    /// all vote for it: the outcome is no rarer. It is to be known beside the opposite vote of each member too, which
    /// asks most of the others where that is the heaviest, if they can do without it.
    [[nodiscard]] double log_chance_of_few(std::size_t threshold, const Eigen::ArrayXd& chances,
                                           const Eigen::ArrayXd& masses) const {
        const std::vector<std::size_t>& ascending = board_.ascending;
        std::size_t reached = 0, members = 0;
        const std::size_t without = board_.total - ascending.back() >= threshold ? 1 : 0;
        while (reached < threshold) reached += ascending[ascending.size() - without - ++members];
        const double most = (masses.log() + static_cast<double>(members) * chances.log()).maxCoeff();
        return std::isfinite(most) ? most : 0.0;
    }

    /// The smallest weight as a part of all: about the power of its member.
    [[nodiscard]] double smallest_share() const {
        return static_cast<double>(board_.ascending.front()) / static_cast<double>(board_.total);
    }

    /// What a count may drop: far less than the smallest member's power, and than the chance of a rare outcome.
    [[nodiscard]] double negligible() const { return 1e-15 * smallest_share() * std::exp(rarest_); }

    /// Leaves out what cannot change the smallest member's power in its last digits, nor the chance of a rare outcome.
    void settle(ThresholdQuery& query, double counted_chance) const {
        const double wanted = std::log(1e-15 * smallest_share() * counted_chance / query.mass) + rarest_;
        double mean = 0;
        for (const auto& [weight, members] : board_.classes)
            mean += counted_chance * static_cast<double>(weight) * static_cast<double>(members);
        const double bound = log_tail_bound(board_.classes, counted_chance, query.threshold, wanted);
        if (bound > wanted) return;
        query.tail = std::max(std::exp(bound) / counted_chance, 1e-300);
        query.surely_below = mean < static_cast<double>(query.threshold);
    }

    /// part(shared, table) for all counts, added up in order.
    template <class Part>
    [[nodiscard]] LeaveOneOutSums sum_of_counts(int threads, std::size_t memory, const Part& part) const {
        LeaveOneOutSums sum(quotas_.size(), board_.classes.size() + 1);
        if (threads == 1 || counts_.size() == 1)
            add_in_turn(part, sum);
        else
            with_threads(threads, [&] { add_in_parallel(memory, part, sum); });
        return sum;
    }

    template <class Part>
    void add_in_turn(const Part& part, LeaveOneOutSums& sum) const {
        CumulativeCount table;
        for (const SharedCount& shared : counts_) sum.add(part(shared, table));
    }

    /// Some counts at a time.
    template <class Part>
    void add_in_parallel(std::size_t memory, const Part& part, LeaveOneOutSums& sum) const {
        const auto slots = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
        const std::size_t together = std::min(slots, memory / bytes());
        if (together <= 1) {
            add_in_turn(part, sum);
            return;
        }
        std::vector<CumulativeCount> tables(together);
        for (std::size_t first = 0; first < counts_.size(); first += together) {
            const std::size_t size = std::min(together, counts_.size() - first);
            std::vector<LeaveOneOutSums> parts(size, LeaveOneOutSums(0, 0));
            tbb::parallel_for(std::size_t{0}, size,
                              [&](std::size_t k) { parts[k] = part(counts_[first + k], tables[k]); });
            for (const LeaveOneOutSums& done : parts) sum.add(done);
        }
    }

    [[nodiscard]] LeaveOneOutSums standings(const SharedCount& shared, CumulativeCount& count, bool members) const {
        const std::size_t width = board_.classes.size() + 1;
        LeaveOneOutSums sums(quotas_.size(), width);
        std::vector<ThresholdQuery> open;
        for (const ThresholdQuery& query : shared.queries)
            if (query.tail > 0)
                add_settled(query, shared.chance, sums);
            else
                open.push_back(query);
        if (open.empty()) return sums;
        count.count(board_.ascending, shared.chance, shared.limit(), KeptSums::below, negligible());
        for (const ThresholdQuery& query : open) {
            const double reach = count.from(query.threshold), below = count.below(query.threshold).value();
            sums.pass[query.quota_index] += query.mass * (query.counts_yes ? reach : below);
            sums.missing[query.quota_index] += query.mass * count.dropped();
            add(query, shared.chance, count, 0, {}, sums.standings[query.quota_index * width + width - 1]);
        }
        for (std::size_t j = 0; members && j < board_.classes.size(); ++j) {
            const std::size_t weight = board_.classes[j].weight;
            // Quotas that differ by multiples of the weight one after the other: the sum of each ends at the one
            // before.
            std::ranges::sort(open, {}, [&](const ThresholdQuery& query) {
                return std::pair(query.threshold % weight, query.threshold);
            });
            SmallerQuota known;
            for (const ThresholdQuery& query : open) {
                if (known.quota != query.threshold)
                    known = {.quota = query.threshold,
                             .answer = leave_one_out(count, shared.chance, weight, query.threshold, known)};
                add(query, shared.chance, count, weight, known.answer, sums.standings[query.quota_index * width + j]);
            }
        }
        return sums;
    }

    [[nodiscard]] LeaveOneOutSums standings_apart(const SharedCount& shared, CumulativeCount& count,
                                                  const std::vector<std::size_t>& few,
                                                  const std::vector<std::size_t>& own,
                                                  const std::vector<std::size_t>& rest,
                                                  const LeaveOneOutSums& found) const {
        const std::size_t width = board_.classes.size() + 1;
        LeaveOneOutSums sums(quotas_.size(), width);
        for (const ThresholdQuery& query : shared.queries)
            if (query.tail > 0) add_settled(query, shared.chance, sums);
        if (shared.limit() == 0) return sums;
        const double mean =
            shared.chance * static_cast<double>(std::accumulate(rest.begin(), rest.end(), std::size_t{0}));
        const bool seldom_reached = mean < static_cast<double>(shared.limit());
        count.count(rest, shared.chance, shared.limit(), seldom_reached ? KeptSums::from : KeptSums::below);
        for (const std::size_t j : few) {
            const std::size_t weight = board_.classes[j].weight;
            const WeightLaw others = law_without(own, weight, shared.chance);
            for (const ThresholdQuery& query : shared.queries) {
                const std::size_t place = query.quota_index * width + j;
                if (query.tail == 0 && !found.standings[place].is_sure())
                    add_apart(query, shared.chance, count, weight, others, sums.standings[place]);
            }
        }
        return sums;
    }

    /// The weights that some members can come to, ascending, each with its chance.
    using WeightLaw = std::vector<std::pair<std::size_t, double>>;

    /// The law of the weight of some members but for one of `weight`.
    static WeightLaw law_without(const std::vector<std::size_t>& members, std::size_t weight, double p) {
        WeightLaw law{{0, 1.0}}, next;
        bool left_out = false;
        for (const std::size_t other : members) {
            if (other == weight && !left_out) {
                left_out = true;
                continue;
            }
            stop_point(10 * law.size());
            next.clear();
            auto added = law.begin();  // the least weight to which this member has not been added
            const auto add = [&](std::size_t sum, double chance) {
                if (next.empty() || next.back().first != sum)
                    next.emplace_back(sum, chance);
                else
                    next.back().second += chance;
            };
            for (const auto& [sum, chance] : law) {
                for (; added->first + other < sum; ++added) add(added->first + other, p * added->second);
                add(sum, (1 - p) * chance);
            }
            for (; added != law.end(); ++added) add(added->first + other, p * added->second);
            law.swap(next);
        }
        return law;
    }

    /// Adds one query about a member of `weight`, given the law of the few others beside those counted.
    void add_apart(const ThresholdQuery& query, double p, const CumulativeCount& count, std::size_t weight,
                   const WeightLaw& others, CheckedStanding& sum) const {
        double with_reach = 0, with_below = 0, without_reach = 0, without_below = 0, power = 0;
        stop_point(10 * others.size());
        for (const auto& [u, chance] : others) {
            const std::size_t without = query.threshold - std::min(query.threshold, u);
            const std::size_t with = query.threshold - std::min(query.threshold, u + weight);
            with_reach += chance * count.from(with);
            with_below += chance * count.below(with).value();
            without_reach += chance * count.from(without);
            without_below += chance * count.below(without).value();
            power += chance * count.within(with, without);
        }
        const double lost = count.dropped();
        const double reach = lost + count.lost_from(0), below = lost + count.lost_below();
        sum.value.add(placed(query, p, with_reach, with_below, without_reach, without_below, power), query.mass);
        const bool alone = weight >= query.threshold, needed = board_.total - weight < query.threshold;
        sum.error.add(placed(query, p, reach, alone ? 0.0 : below, needed ? 0.0 : reach, below, lost), query.mass);
    }

    /// A standing from the chances to reach the threshold or stay below it, given that the counted votes are with the
    /// member, or without it.
    static Standing placed(const ThresholdQuery& query, double p, double with_reach, double with_below,
                           double without_reach, double without_below, double power) {
        Standing s{.decisive = power};
        (query.counts_yes ? s.yes_pass : s.no_fail) = p * with_reach;
        (query.counts_yes ? s.yes_fail : s.no_pass) = p * with_below;
        (query.counts_yes ? s.no_pass : s.yes_fail) = (1 - p) * without_reach;
        (query.counts_yes ? s.no_fail : s.yes_pass) = (1 - p) * without_below;
        return s;
    }

    /// Adds one query about a member of `weight`, of whom it is known how likely the others leave the outcome to it.
    /// Nothing is left to chance where a member settles it alone, or where the others cannot.
    void add(const ThresholdQuery& query, double p, const CumulativeCount& count, std::size_t weight,
             CheckedChance decisive, CheckedStanding& sum) const {
        constexpr double unit = 4 * std::numeric_limits<double>::epsilon();
        const double reach = count.from(query.threshold), below = count.below(query.threshold).value(), q = 1 - p;
        const bool alone = weight >= query.threshold, needed = board_.total - weight < query.threshold;
        if (needed && p > 0) decisive.value = reach / p;
        const double rounded = count.lost_from(query.threshold), lost = count.dropped();
        if (alone || needed) decisive.error = (count.dropped() + rounded) / std::max(p, 1e-300);
        const double t = decisive.value, e = decisive.error, cancelled = weight == 0 ? 0.0 : unit;
        CheckedChance spared{.value = below - q * t, .error = q * e + cancelled * below};
        if (!alone && weight > 0 && spared.value < below / 64) {  // most of it has been taken away
            const CheckedChance direct = others_below(count, p, weight, query.threshold - weight);
            if (direct.error < spared.error) spared = direct;
        }
        sum.value.add(placed(query, p, reach + q * t, alone ? 0.0 : std::max(0.0, spared.value),
                             needed ? 0.0 : std::max(0.0, reach - p * t), below + p * t, t),
                      query.mass);
        sum.error.add(placed(query, p, q * e + rounded + lost, alone ? 0.0 : spared.error + lost,
                             needed ? 0.0 : p * e + cancelled * reach + rounded + lost, p * e + lost, e),
                      query.mass);
    }

    void add_settled(const ThresholdQuery& query, double p, LeaveOneOutSums& sums) const {
        const std::size_t width = board_.classes.size() + 1;
        const bool passes = query.counts_yes != query.surely_below;
        if (passes) sums.pass[query.quota_index] += query.mass;
        sums.missing[query.quota_index] += query.mass * query.tail;
        const double yes = query.counts_yes ? p : 1 - p;
        Standing settled;
        (passes ? settled.yes_pass : settled.yes_fail) = yes;
        (passes ? settled.no_pass : settled.no_fail) = 1 - yes;
        for (std::size_t j = 0; j < width; ++j) {
            const std::size_t weight = j + 1 < width ? board_.classes[j].weight : 0, quota = quotas_[query.quota_index];
            CheckedStanding& sum = sums.standings[query.quota_index * width + j];
            sum.value.add(settled, query.mass);
            sum.error.add({.yes_pass = query.tail,
                           .yes_fail = weight >= quota ? 0.0 : query.tail,
                           .no_pass = board_.total - weight < quota ? 0.0 : query.tail,
                           .no_fail = query.tail,
                           .decisive = weight == 0 ? 0.0 : query.tail},
                          query.mass);
        }
    }

    WeightClasses board_;
    std::vector<std::size_t> quotas_;
    std::vector<SharedCount> counts_;
    std::size_t limit_ = 1;
    double rarest_ = 0;  ///< a logarithm: no outcome that there is has a smaller chance
};

}  // namespace stemgewicht::detail
