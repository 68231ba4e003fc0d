#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/measures/engines/small_board_counts.hpp>
#include <stemgewicht/measures/small_boards.hpp>

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace stemgewicht {

namespace detail {

/// Throws std::invalid_argument, naming board and field, unless the weights and the quota make a rule.
inline void check_small_board(std::span<const Weight> weights, Weight quota, std::size_t board) {
    const auto path = [&] { return element("boards", board); };
    Weight total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] < 0) refuse(path() + "." + element("weights", i), "0 or more", weights[i]);
        if (weights[i] > maximum_total_weight - total)
            refuse(path() + ".weights", "a list whose sum stays below 2^62",
                   "a larger sum at member " + std::to_string(i));
        total += weights[i];
    }
    if (total == 0) refuse(path() + ".weights", "a list with a positive weight", "only zeros");
    if (quota < 1 || quota > total) refuse(path() + ".quota", "1.." + std::to_string(total), quota);
}

/// Throws std::invalid_argument unless the arrays fit together; returns the number of members.
inline std::size_t check_small_boards(std::span<const Weight> weights, std::span<const Weight> quotas,
                                      const SmallBoardValues& values) {
    const std::size_t boards = quotas.size(), members = boards == 0 ? 1 : weights.size() / boards;
    if (members * boards != weights.size())
        refuse("weights", "as many for each of the " + std::to_string(boards) + " boards", weights.size());
    if (members == 0 || members > maximum_small_members)
        refuse("boards",
               "of 1.." + std::to_string(maximum_small_members) +
                   " members (banzhaf and shapley_shubik take larger ones one by one)",
               members);
    for (const std::span<double> one : {values.banzhaf, values.shapley_shubik, values.outvoted_ic, values.outvoted_iac})
        if (!one.empty() && one.size() != weights.size())
            refuse("values", "one for each of the " + std::to_string(weights.size()) + " weights", one.size());
    for (std::size_t b = 0; b < boards; ++b) check_small_board(weights.subspan(b * members, members), quotas[b], b);
    return members;
}

}  // namespace detail

STEMGEWICHT_DEFINITION void small_boards(std::span<const Weight> weights, std::span<const Weight> quotas,
                                         const SmallBoardValues& values, int threads) {
    if (threads < 0) refuse("threads", "0 for all cores, or the number of threads", threads);
    const std::size_t members = detail::check_small_boards(weights, quotas, values);
    const detail::SmallBoardShares shares(members);
    const auto some = [&](const tbb::blocked_range<std::size_t>& boards) {
        detail::SmallBoardCounts counts;
        for (std::size_t b = boards.begin(); b < boards.end(); ++b) {
            detail::count_small_board(counts, weights.data() + b * members, members, quotas[b]);
            shares.write(counts, b, values);
            detail::stop_point(std::size_t{1} << members);
        }
    };
    const tbb::blocked_range<std::size_t> all(0, quotas.size(), 64);
    if (threads == 1)
        some(all);
    else
        detail::with_threads(threads, [&] { tbb::parallel_for(all, some); });
}

}  // namespace stemgewicht
