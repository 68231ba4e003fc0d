#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/counting/reciprocal_nodes.hpp>
#include <stemgewicht/methods/counting/set_sums.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include <Eigen/Core>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The members of a weighted rule with a positive weight, heaviest first.
struct DescendingMembers {
    std::vector<std::size_t> members;
    std::vector<Eigen::Index> weights;
    std::vector<Eigen::Index> before;  ///< [i]: weight of the members before place i
    Eigen::Index quota = 1;
    std::size_t member_count = 0;  ///< those without weight included

    [[nodiscard]] std::size_t count() const { return weights.size(); }
    [[nodiscard]] Eigen::Index from(std::size_t i) const { return before.back() - before[i]; }

    /// Few members with large weights have fewer sets than weights.
    [[nodiscard]] bool prefers_enumeration() const {
        return count() <= Enumerate::maximum_members &&
               fewer_sets_than_weights(count(), static_cast<std::size_t>(quota));
    }

    /// Sums by place times the weights there.
    [[nodiscard]] UnitSums by_weight(UnitSums sums) const {
        for (std::size_t i = 0; i < count(); ++i)
            sums.values[static_cast<Eigen::Index>(i)] *= static_cast<double>(weights[i]);
        return sums;
    }

    /// Sums over sets of members with a weight as sums over sets of all: those without may be in or out.
    [[nodiscard]] UnitSums with_idle_members(UnitSums sums) const {
        sums.exponent += static_cast<int>(member_count - count());
        return sums;
    }

    /// Values by place as values by member; a member without weight has 0.
    [[nodiscard]] UnitSums spread(const UnitSums& by_place) const {
        return {.values = spread(by_place.values), .exponent = by_place.exponent};
    }
    [[nodiscard]] Eigen::ArrayXd spread(const Eigen::ArrayXd& by_place) const {
        Eigen::ArrayXd values = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(member_count));
        for (std::size_t i = 0; i < members.size(); ++i)
            values[static_cast<Eigen::Index>(members[i])] = by_place[static_cast<Eigen::Index>(i)];
        return values;
    }
};

inline DescendingMembers descending_members(const WeightedRule& rule) {
    check(rule);
    const CountedRule reduced = counted_rule(rule);
    DescendingMembers result{.members = {},
                             .weights = {},
                             .before = {0},
                             .quota = static_cast<Eigen::Index>(reduced.quota),
                             .member_count = rule.member_count()};
    for (std::size_t i = 0; i < reduced.weights.size(); ++i)
        if (reduced.weights[i] > 0) result.members.push_back(i);
    std::ranges::stable_sort(result.members, std::greater<>{}, [&](std::size_t i) { return reduced.weights[i]; });
    for (const std::size_t i : result.members) {
        result.weights.push_back(static_cast<Eigen::Index>(reduced.weights[i]));
        result.before.push_back(result.before.back() + result.weights.back());
    }
    return result;
}

/// The most members that a minimal winning set, or the critical members of a winning set, can number: without the
/// lightest of them they lose.
inline std::size_t largest_critical_size(const DescendingMembers& game) {
    std::size_t first = game.count();
    while (first > 0 && game.from(first - 1) < game.quota) --first;
    return std::min(game.count(), game.count() - first + 1);
}

/// What sums over sets come to at one point y, divided by the y of one member.
struct SumsAtPoint {
    std::vector<ScaledSum> containing;  ///< [place]: over the sets that hold the member there
    ScaledSum ended;                    ///< over the sets that ended at the quota
};

/// Forward-backward pass over members in descending order of weight. The sets behind a place i are worth
///
///     after_i(t) = source_i(t) + after_{i+1}(t) + y after_{i+1}(t + w_i),    after_n = source_n,
///
/// where t is the weight chosen before, and after_{i+1} continues behind its totals with `beyond`. The sets that hold
/// member i are then worth y x sum over t of before_i(t) after_{i+1}(t + w_i). Only totals in windows[i] count: less
/// cannot reach the quota any more, more does not occur. All terms are positive: relative errors stay at a few units
/// of 1e-16 times the number of members.
class DescendingPass {
public:
    struct Window {
        Eigen::Index first, end;
        [[nodiscard]] Eigen::Index size() const { return end - first; }
    };

    /// `ends[i]`: the totals before place i that matter are below it. `with_sources`: whether make_source is called.
    /// The game must outlive the pass. Throws std::length_error where the tables exceed `memory`, in bytes, or there
    /// are too many members; `task` is what the message calls the work.
    DescendingPass(const DescendingMembers& game, const std::vector<Eigen::Index>& ends, bool with_sources,
                   const std::string& task, std::size_t memory)
        : game_(game),
          windows_(windows(game, ends)),
          sources_(game.count() + 1),
          kept_(kept(with_sources, task, memory)) {}

    static constexpr std::size_t members_between_rescaling = 64;

    [[nodiscard]] const Window& window(std::size_t place) const { return windows_[place]; }

    /// The table of source_i, to be filled; only in a pass that was made with sources.
    SetSums& make_source(std::size_t place) {
        return sources_[place] = kept_.take(windows_[place].first, windows_[place].end);
    }

    /// Sets end where a member brings them to the quota, with a worth of 1 or of 1 / weight; only in a pass that was
    /// made without sources.
    void end_at_quota(bool by_weight = false) {
        beyond_ = kept_.take(game_.quota, game_.quota + game_.weights.front());
        beyond_.all().setOnes();
        if (by_weight) divide_by_totals(beyond_);
    }

    /// What sets are worth with a factor y, at most 1, for each of their members.
    [[nodiscard]] SumsAtPoint at(double y) const {
        SumsArena arena(working_);
        return at(y, arena);
    }

    /// The same at several points, in their order, several at a time on several threads (0: all cores) where the memory
    /// allows it.
    [[nodiscard]] std::vector<SumsAtPoint> at(const Eigen::ArrayXd& points, int threads) const {
        std::vector<SumsAtPoint> sums;
        if (threads == 1) {
            SumsArena arena(working_);
            for (const double y : points) sums.push_back(at(y, arena));
        } else {
            with_threads(threads, [&] { sums = in_parallel(points); });
        }
        return sums;
    }

private:
    struct Node {
        double y;
        SumsAtPoint sums;
        SetSums before;                   ///< the sets of the members before the one at hand
        std::span<double> memory, spare;  ///< where `before` is, and where it will be next
        SumsArena& arena;
    };

    /// Some points at a time, each with tables of its own.
    [[nodiscard]] std::vector<SumsAtPoint> in_parallel(const Eigen::ArrayXd& points) const {
        std::vector<SumsAtPoint> sums(static_cast<std::size_t>(points.size()));
        const auto slots = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
        const std::size_t together = std::min({slots, most_together_, sums.size()});
        std::vector<SumsArena> arenas;
        for (std::size_t k = 0; k < together; ++k) arenas.emplace_back(working_);
        for (std::size_t first = 0; first < sums.size(); first += together)
            tbb::parallel_for(std::size_t{0}, std::min(together, sums.size() - first), [&](std::size_t k) {
                sums[first + k] = at(points[static_cast<Eigen::Index>(first + k)], arenas[k]);
            });
        return sums;
    }

    [[nodiscard]] SumsAtPoint at(double y, SumsArena& arena) const {
        const Eigen::Index size = widest(0, windows_.size());
        Node node{.y = y,
                  .sums = {.containing = std::vector<ScaledSum>(game_.count()), .ended = {}},
                  .before = {},
                  .memory = arena.take(0, size).values,
                  .spare = arena.take(0, size).values,
                  .arena = arena};
        node.before.values = node.memory.first(1);
        node.before.values[0] = 1;
        sweep(0, game_.count(), sources_.back(), node);
        arena.give_back_to(0);
        return std::move(node.sums);
    }

    static std::vector<Window> windows(const DescendingMembers& game, const std::vector<Eigen::Index>& ends) {
        std::vector<Window> result;
        for (std::size_t i = 0; i <= game.count(); ++i) {
            const Eigen::Index first = std::max<Eigen::Index>(0, game.quota - game.from(i));
            result.push_back({first, std::max(first, std::min(ends[i], game.before[i] + 1))});
        }
        return result;
    }

    [[nodiscard]] Eigen::Index widest(std::size_t first, std::size_t last) const {
        Eigen::Index size = 0;
        for (std::size_t i = first; i < last; ++i) size = std::max(size, windows_[i].size());
        return size;
    }

    [[nodiscard]] Eigen::Index cells(std::size_t first, std::size_t last) const {
        Eigen::Index sum = 0;
        for (std::size_t i = first; i < last; ++i) sum += windows_[i].size();
        return sum;
    }

    /// The least memory with which sweep can halve the range [first, last).
    [[nodiscard]] Eigen::Index halving(std::size_t first, std::size_t last) const {
        if (last - first <= 1) return 0;
        const std::size_t middle = first + (last - first) / 2;
        return std::max(windows_[middle].size() + std::max(2 * widest(middle + 1, last), halving(first, middle)),
                        halving(middle, last));
    }

    /// Memory for the tables that stay: sources, and what is beyond the quota. Finds out how much each point takes
    /// besides, and how many of them fit at a time.
    [[nodiscard]] SumsArena kept(bool with_sources, const std::string& task, std::size_t memory) {
        constexpr std::size_t most_members = 4000;  // beyond, sums over sets may differ by more than doubles can hold
        if (game_.count() > most_members)
            throw std::length_error(task + ": at most " + std::to_string(most_members) +
                                    " members with a weight can be counted, got " + std::to_string(game_.count()) +
                                    "; banzhaf and shapley_shubik carry more");
        const Eigen::Index size = std::max(widest(0, windows_.size()), game_.weights.front());
        const auto budget = static_cast<Eigen::Index>(memory / sizeof(double));
        const bool hopeless = size > budget / 3;  // and a sum of sizes might overflow
        const Eigen::Index all = hopeless ? 0 : cells(0, windows_.size());
        const Eigen::Index kept = with_sources ? all : game_.weights.front();
        const Eigen::Index least = hopeless ? 3 * size : 2 * size + halving(0, game_.count());
        if (hopeless || kept + least > budget)
            refuse_memory(task + ": counting to a quota of " + std::to_string(game_.quota),
                          static_cast<double>(kept + least) * sizeof(double), memory,
                          enumerate_to_its_members(game_.member_count));
        constexpr Eigen::Index enough = Eigen::Index{1} << 22;  // more is not faster: it leaves the cache
        working_ = std::min(budget - kept, least + std::min(all, enough));
        most_together_ = static_cast<std::size_t>((budget - kept) / working_);
        return SumsArena(kept);
    }

    /// Place i within some memory, without values.
    [[nodiscard]] SetSums table(std::size_t i, std::span<double> memory) const {
        return {.first = windows_[i].first,
                .values = memory.first(static_cast<std::size_t>(windows_[i].size())),
                .exponent = 0};
    }

    [[nodiscard]] SetSums back(const SetSums& after, std::size_t i, double y, std::span<double> memory) const {
        const Eigen::Index weight = game_.weights[i];
        SetSums sums = table(i, memory);
        set_sum(sums, {after, 0, 1}, {after, weight, y}, {{beyond_, weight, y}, {sources_[i], 0, 1}});
        if (i % members_between_rescaling == 0) rescale(sums);
        return sums;
    }

    /// The table at place `first` from that at `last`, at the top of the arena.
    [[nodiscard]] SetSums back_to(std::size_t first, std::size_t last, const SetSums& after, Node& node) const {
        const std::span<double> result = node.arena.take(0, windows_[first].size()).values;
        const Eigen::Index used = node.arena.used(), size = widest(first + 1, last);
        const std::span<double> memory = node.arena.take(0, size).values, spare = node.arena.take(0, size).values;
        SetSums sums = after;
        for (std::size_t i = last; i-- > first;)
            sums = back(sums, i, node.y, i == first ? result : (i - first) % 2 == 0 ? memory : spare);
        node.arena.give_back_to(used);
        return sums;
    }

    void count(std::size_t i, const SetSums& after, Node& node) const {
        const Eigen::Index weight = game_.weights[i];
        SetSums next = table(i + 1, node.spare);
        next.exponent = node.before.exponent;
        stop_point(3 * node.before.values.size());
        double worth = 0;
        in_stretches(node.before.first, std::max(node.before.end(), next.end()),
                     [&](Eigen::Index from, Eigen::Index to) {
                         worth += product_of_part(node.before, after, weight, from, to);
                         from = std::max(from, next.first);
                         to = std::min(to, next.end());
                         if (from < to) set_part(next, {node.before, 0, 1}, {node.before, -weight, node.y}, from, to);
                     });
        const double ended = sum_of_products(node.before, beyond_, weight);
        ScaledSum& sum = node.sums.containing[i];
        sum.add(worth, node.before.exponent + after.exponent);
        sum.add(ended, node.before.exponent);
        node.sums.ended.add(node.y * ended, node.before.exponent);
        if ((i + 1) % members_between_rescaling == 0) rescale(next);
        node.before = next;
        std::swap(node.memory, node.spare);
    }

    /// Members [first, last). Tables of all places are kept where they fit; longer ranges are halved, which costs half
    /// a pass for each halving.
    void sweep(std::size_t first, std::size_t last, const SetSums& after, Node& node) const {
        const Eigen::Index used = node.arena.used();
        if (last - first > 1 && cells(first + 1, last) > node.arena.free()) {
            const std::size_t middle = first + (last - first) / 2;
            sweep(first, middle, back_to(middle, last, after, node), node);
            node.arena.give_back_to(used);
            sweep(middle, last, after, node);
            return;
        }
        std::vector<SetSums> behind{after};
        for (std::size_t i = last - 1; i > first; --i)
            behind.push_back(back(behind.back(), i, node.y, node.arena.take(0, windows_[i].size()).values));
        for (std::size_t i = first; i < last; ++i) count(i, behind[last - 1 - i], node);
        node.arena.give_back_to(used);
    }

    const DescendingMembers& game_;
    std::vector<Window> windows_;
    std::vector<SetSums> sources_;
    SetSums beyond_;
    Eigen::Index working_ = 0;       ///< what the tables of one point take, in doubles
    std::size_t most_together_ = 1;  ///< how many points fit in the memory at a time
    SumsArena kept_;
};

/// The sums over sets of 1/size, in common units: what the pass finds at the points times their masses.
inline UnitSums integrate_sizes(const DescendingPass& pass, const ReciprocalNodes& nodes, int threads = 1) {
    const std::vector<SumsAtPoint> parts = pass.at(nodes.points, threads);
    std::vector<ScaledSum> sums(parts.front().containing.size());
    for (std::size_t k = 0; k < parts.size(); ++k)
        for (std::size_t i = 0; i < sums.size(); ++i)
            sums[i].add(nodes.masses[static_cast<Eigen::Index>(k)] * parts[k].containing[i].value,
                        parts[k].containing[i].exponent);
    return in_common_units(sums);
}

/// The sums over k of sets[i, k - 1] / k.
inline Eigen::ArrayXd divide_by_size(const Eigen::ArrayXXd& sets) {
    return (sets.rowwise() / Eigen::ArrayXd::LinSpaced(sets.cols(), 1, static_cast<double>(sets.cols())).transpose())
        .rowwise()
        .sum();
}

}  // namespace stemgewicht::detail
