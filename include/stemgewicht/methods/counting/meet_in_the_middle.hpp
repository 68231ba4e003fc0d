#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/counting/common_chance.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/counting/cumulative_law.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <tbb/combinable.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stemgewicht::detail {

inline constexpr std::size_t part_members = 9;  ///< of a half, that are told apart together
inline constexpr std::size_t lane_sizes = 8;    ///< sizes that are added at once

/// What the sums and counts of meet in the middle take, in bytes.
inline std::size_t bytes_of_halves(std::size_t members) {
    if (members > MeetInTheMiddle::maximum_members) return static_cast<std::size_t>(-1);
    const std::size_t larger = (members + 1) / 2, smaller = members / 2;
    return ((std::size_t{1} << larger) + (std::size_t{1} << smaller)) * (sizeof(Weight) + sizeof(std::uint32_t));
}

/// The sets of some members in the order of their sums.
struct SortedSums {
    std::size_t members = 0;
    std::vector<Weight> sums;
    std::vector<std::uint32_t> sets;
};

/// Each member doubles the list: it is merged with itself, shifted by the weight, from the end and in place. Cost O(1)
/// for each set.
inline SortedSums sorted_sums(std::span<const Weight> weights) {
    SortedSums all{.members = weights.size(), .sums = {}, .sets = {}};
    all.sums.reserve(std::size_t{1} << weights.size());
    all.sets.reserve(std::size_t{1} << weights.size());
    all.sums.resize(1);
    all.sets.resize(1);
    Weight* sums = all.sums.data();
    std::uint32_t* sets = all.sets.data();
    for (std::size_t m = 0; m < weights.size(); ++m) {
        all.sums.resize(std::size_t{2} << m);  // half by half, so that it can be interrupted
        stop_point(std::size_t{2} << m);
        all.sets.resize(std::size_t{2} << m);
        const std::uint32_t member = std::uint32_t{1} << m;
        std::size_t without = std::size_t{1} << m, with = without;
        TurnCounter turns(4);
        while (with > 0) {
            turns.turn();
            const Weight more = sums[with - 1] + weights[m];
            const bool greater = without == 0 || more >= sums[without - 1];
            const std::size_t place = without + with - 1;
            sets[place] = greater ? sets[with - 1] | member : sets[without - 1];
            sums[place] = greater ? more : sums[without - 1];
            with -= greater ? 1 : 0;
            without -= greater ? 0 : 1;
        }
    }
    return all;
}

/// Where the counts of a sweep go: for each part of a half and each of its sets, one number for each size of the
/// winning sets that it has in common with them, or one for all sizes.
class PartCounts {
public:
    PartCounts(std::size_t own, std::size_t others, bool by_size)
        : own_(own),
          width_(by_size ? own + (others + 1 + lane_sizes - 1) / lane_sizes * lane_sizes : 1),
          counts_(parts() * (width_ << part_members)) {}

    [[nodiscard]] std::size_t parts() const {
        return std::max<std::size_t>(1, (own_ + part_members - 1) / part_members);
    }
    [[nodiscard]] std::size_t width() const { return width_; }
    [[nodiscard]] std::uint64_t* data() { return counts_.data(); }
    [[nodiscard]] const std::uint64_t* row(std::size_t part, std::size_t set) const {
        return counts_.data() + ((part << part_members) + set) * width_;
    }
    void add(const PartCounts& more) {
        for (std::size_t k = 0; k < counts_.size(); ++k) counts_[k] += more.counts_[k];
    }

private:
    std::size_t own_, width_;
    std::vector<std::uint64_t> counts_;
};

/// A stretch of the sets of one half, and the sets of the other half that reach the quota with the first of them.
struct Stretch {
    std::size_t first = 0, last = 0;                     ///< of the own sets that are still to come
    std::size_t reach = 0;                               ///< the others from here on reach it
    std::array<std::uint64_t, 32 + lane_sizes> sizes{};  ///< how many of these have each size
};

/// The own sets of a stretch in turn: each reaches the quota with at least the others that the one before did.
template <bool by_size>
__attribute__((always_inline)) inline void sweep_stretch(const SortedSums& own, const SortedSums& others, Weight quota,
                                                         Stretch& stretch, std::size_t last, PartCounts& counts) {
    constexpr std::size_t part_sets = std::size_t{1} << part_members;
    const std::size_t lanes = by_size ? (others.members + lane_sizes) / lane_sizes : 1;
    const std::size_t width = counts.width(), parts = counts.parts();
    std::uint64_t* const start = counts.data();
    const std::uint64_t* const sizes = stretch.sizes.data();
    for (std::size_t a = stretch.first; a < last; ++a) {
        const Weight needed = quota - own.sums[a];
        for (; stretch.reach > 0 && others.sums[stretch.reach - 1] >= needed; --stretch.reach)
            ++stretch.sizes[by_size ? static_cast<std::size_t>(std::popcount(others.sets[stretch.reach - 1])) : 0];
        std::uint32_t set = own.sets[a];
        std::uint64_t* table = start + (by_size ? std::popcount(set) : 0);
        for (std::size_t part = 0; part < parts; ++part, set >>= part_members, table += part_sets * width) {
            std::uint64_t* row = table + (set % part_sets) * width;
            if constexpr (!by_size)
                *row += *sizes;
            else
                for (std::size_t lane = 0; lane < lanes; ++lane)
                    for (std::size_t s = 0; s < lane_sizes; ++s)
                        row[lane * lane_sizes + s] += sizes[lane * lane_sizes + s];
        }
    }
    stretch.first = last;
}
STEMGEWICHT_WIDE_WHOLE inline void sweep_sizes(const SortedSums& own, const SortedSums& others, Weight quota,
                                               Stretch& stretch, std::size_t last, PartCounts& counts) {
    sweep_stretch<true>(own, others, quota, stretch, last, counts);
}
STEMGEWICHT_WIDE_WHOLE inline void sweep_totals(const SortedSums& own, const SortedSums& others, Weight quota,
                                                Stretch& stretch, std::size_t last, PartCounts& counts) {
    sweep_stretch<false>(own, others, quota, stretch, last, counts);
}

STEMGEWICHT_COUNTS_BITS inline void count_sizes(const std::uint32_t* first, const std::uint32_t* last,
                                                std::uint64_t* sizes, bool by_size) {
    if (!by_size)
        sizes[0] += static_cast<std::uint64_t>(last - first);
    else
        for (; first != last; ++first) ++sizes[std::popcount(*first)];
}

/// Calls work(k) for each k below count, on these threads.
template <class Work>
void each_of(std::size_t count, int threads, const Work& work) {
    if (threads == 1)
        for (std::size_t k = 0; k < count; ++k) work(k);
    else
        with_threads(threads, [&] { tbb::parallel_for(std::size_t{0}, count, work); });
}

/// All sets of one half with what they make with those of the other. The stretches are of fixed length; sums of whole
/// numbers do not depend on who adds them.
inline PartCounts sweep(const SortedSums& own, const SortedSums& others, Weight quota, bool by_size, int threads) {
    const std::size_t count = std::min<std::size_t>(64, own.sums.size());
    std::vector<Stretch> stretches(count);
    each_of(count, threads, [&](std::size_t k) {
        Stretch& stretch = stretches[k];
        stretch.first = own.sums.size() / count * k;
        stretch.last = k + 1 == count ? own.sums.size() : own.sums.size() / count * (k + 1);
        const auto reach_of = [&](std::size_t a) {
            return static_cast<std::size_t>(std::ranges::lower_bound(others.sums, quota - own.sums[a]) -
                                            others.sums.begin());
        };
        stretch.reach = reach_of(stretch.first);
        const std::size_t before = k == 0 ? others.sums.size() : reach_of(own.sums.size() / count * (k - 1));
        count_sizes(others.sets.data() + stretch.reach, others.sets.data() + before, stretch.sizes.data(), by_size);
    });
    for (std::size_t k = 1; k < count; ++k)
        for (std::size_t s = 0; s < stretches[k].sizes.size(); ++s) stretches[k].sizes[s] += stretches[k - 1].sizes[s];
    tbb::combinable<PartCounts> counts([&] { return PartCounts(own.members, others.members, by_size); });
    each_of(count, threads, [&](std::size_t k) {
        constexpr std::size_t part = std::size_t{1} << 16;
        Stretch& stretch = stretches[k];
        while (stretch.first < stretch.last) {
            const std::size_t last = std::min(stretch.last, stretch.first + part);
            (by_size ? sweep_sizes : sweep_totals)(own, others, quota, stretch, last, counts.local());
            stop_point(50 * part);
        }
    });
    PartCounts sum(own.members, others.members, by_size);
    counts.combine_each([&](const PartCounts& more) { sum.add(more); });
    return sum;
}

/// Reads the counts of the members of a half, of which the first has this place.
inline void read_parts(const PartCounts& parts, std::size_t members, std::size_t place,
                       SetCounts<std::uint64_t>& counts) {
    const std::size_t sizes = counts.by_size.size();
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t set = 0; set < std::size_t{1} << part_members; ++set) {
            if ((set >> i % part_members & 1) == 0) continue;
            const std::uint64_t* row = parts.row(i / part_members, set);
            for (std::size_t s = 0; s < std::min(sizes, parts.width()); ++s) counts.containing[place + i][s] += row[s];
        }
}

inline SetCounts<std::uint64_t> count_halves(const WeightedRule& rule, const MeetInTheMiddle& method, bool by_size) {
    check(rule);
    const std::size_t members = rule.member_count(), first = members / 2, bytes = bytes_of_halves(members);
    if (method.threads < 0) refuse("threads", "0 for all cores, or the number of threads", method.threads);
    if (members > MeetInTheMiddle::maximum_members)
        throw SizeRefusal("meet_in_the_middle: takes " + std::to_string(MeetInTheMiddle::maximum_members) +
                              " members at most, got " + std::to_string(members),
                          {.methods = {"normal", "monte_carlo"}});
    if (bytes > method.memory)
        refuse_memory("meet_in_the_middle: " + std::to_string(members) + " members in two halves",
                      static_cast<double>(bytes), method.memory, {"normal", "monte_carlo"});
    const std::span<const Weight> weights(rule.weights);
    SortedSums low, high;
    const auto sort_low = [&] { low = sorted_sums(weights.first(first)); };
    const auto sort_high = [&] { high = sorted_sums(weights.subspan(first)); };
    if (method.threads == 1) {
        sort_low();
        sort_high();
    } else {
        with_threads(method.threads, [&] { tbb::parallel_invoke(sort_low, sort_high); });
    }
    const std::size_t sizes = by_size ? members + 1 : 1;
    SetCounts<std::uint64_t> counts{.by_size = std::vector<std::uint64_t>(sizes),
                                    .containing = std::vector(members, std::vector<std::uint64_t>(sizes))};
    const PartCounts of_low = sweep(low, high, rule.quota, by_size, method.threads);
    for (std::size_t set = 0; set < std::size_t{1} << part_members; ++set)
        for (std::size_t s = 0; s < std::min(sizes, of_low.width()); ++s) counts.by_size[s] += of_low.row(0, set)[s];
    read_parts(of_low, first, 0, counts);
    read_parts(sweep(high, low, rule.quota, by_size, method.threads), members - first, first, counts);
    return counts;
}

/// Whether meet in the middle carries so many members in this memory.
inline bool fits_halves(std::size_t members, std::size_t memory) { return bytes_of_halves(members) <= memory; }

/// Whether meeting in the middle promises to be quicker than counting every weight below the quota at each node of the
/// chance, or carries what that cannot in the memory. Fair coins are counted to the lesser of the quota and the weight
/// that blocks, other chances to both.
inline bool prefers_halves(const WeightedRule& rule, const CommonChance& chance, std::size_t memory) {
    const std::size_t members = rule.member_count();
    if (!fits_halves(members, memory)) return false;
    const bool coins = chance.points.size() == 1 && chance.points[0] == 0.5;
    const auto quota = static_cast<double>(rule.quota);
    const double blocking = static_cast<double>(total_weight(rule.weights)) - quota + 1;
    const double share = (coins ? std::min(quota, blocking) : std::max(quota, blocking)) / quota;
    const double weights_counted = share * static_cast<double>(counted_rule(rule).quota);
    if (CumulativeCount::bytes_a_weight * weights_counted > static_cast<double>(memory)) return true;
    const auto nodes = static_cast<double>(chance.points.size());
    return seconds_by_halves(members, !coins) <
           seconds_by_leave_one_out(nodes, static_cast<double>(members), weights_counted);
}

/// Winning sets, and those with each member, by size: exact whole numbers. Cost O(members 2^(members / 2)), memory
/// 12 bytes x 2^(members / 2 + 1): 0.8 GB at 50 members. Throws std::length_error, naming both, where that exceeds the
/// memory allowed.
inline SetCounts<std::uint64_t> counts_by_halves(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    return count_halves(rule, method, true);
}

/// These counts of all sizes together: each list has one number. Several times as fast.
inline SetCounts<std::uint64_t> totals_by_halves(const WeightedRule& rule, const MeetInTheMiddle& method = {}) {
    return count_halves(rule, method, false);
}

/// The standing of every member, where all vote with one common chance: sums over sizes s of counts x E[p^s (1 - p)^(n
/// - s)]. Throws std::invalid_argument for another law, and as counts_by_halves does.
inline std::vector<Standing> member_standings(const WeightedRule& rule, const VoteLaw& law,
                                              const MeetInTheMiddle& method) {
    const CommonChance chance = checked_common_chance(law, "meet_in_the_middle");
    const bool coins = chance.points.size() == 1 && chance.points[0] == 0.5;
    return coins ? coin_standings(totals_by_halves(rule, method))
                 : common_chance_standings(counts_by_halves(rule, method), chance);
}
inline double pass_probability(const WeightedRule& rule, const VoteLaw& law, const MeetInTheMiddle& method) {
    return detail::member_standings(rule, law, method).front().pass();
}

}  // namespace stemgewicht::detail
