#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/counting/weight_law.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include <Eigen/Core>

#include <tbb/info.h>
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
/// Counts one half out of a range of items into the law: what the other half weighs is the window that is left.
inline Tail count_half(Tail law, std::span<const std::size_t> half, std::size_t other, double p) {
    std::size_t window = other + std::accumulate(half.begin(), half.end(), std::size_t{0});
    for (const std::size_t weight : half) {
        window -= weight;
        count_back(law, weight, p, std::min(law.values.size(), window));
    }
    return law;
}

/// Calls visit(i, law of all but i) for each of the items, which say yes independently with chance p.
///
/// In the law, values[z] is the chance that z + 1 is still lacking to the quota; `law` is that of the others alone. An
/// item can be decisive only where no more is lacking than it weighs, so of a range of items the law is kept up to what
/// the range weighs, and becomes shorter as halves are counted in: O(weight x items) for all. Chances are added, never
/// subtracted, so small ones are as precise as large ones.
template <class Visit>
void leave_each_out(std::span<const std::size_t> weights, double p, Tail law, const Visit& visit,
                    std::size_t first = 0) {
    if (weights.size() == 1) return visit(first, law);
    const auto left = weights.first(weights.size() / 2), right = weights.subspan(left.size());
    const auto total = [](const auto& half) { return std::accumulate(half.begin(), half.end(), std::size_t{0}); };
    leave_each_out(left, p, count_half(law, right, total(left), p), visit, first);
    leave_each_out(right, p, count_half(std::move(law), left, total(right), p), visit, first + left.size());
}

/// One chance of yes for that many voters, uniform on [0, 1]; or fair coins.
inline Quadrature yes_nodes(bool common, std::size_t voters) {
    if (common) return gauss_legendre(gauss_points_for_products(voters));
    return {.points = Eigen::ArrayXd::Constant(1, 0.5), .masses = Eigen::ArrayXd::Ones(1)};
}

/// A weighted rule whose members vote as a-priori unions.
class UnionPass {
public:
    UnionPass(const WeightedRule& rule, const Grouping& unions, int threads, std::size_t memory)
        : arena_(threads == 0 ? tbb::task_arena::automatic : std::min(threads, tbb::info::default_concurrency())),
          members_(members_by_group(unions)) {
        const CountedRule reduced = counted_rule(rule);
        quota_ = reduced.quota;
        std::size_t windows = quota_;
        for (const std::vector<std::size_t>& members : members_) {
            weights_.emplace_back();
            for (const std::size_t i : members) weights_.back().push_back(reduced.weights[i]);
            totals_.push_back(std::accumulate(weights_.back().begin(), weights_.back().end(), std::size_t{0}));
            windows += 4 * std::min(quota_, totals_.back());
        }
        if (windows > memory / sizeof(double) / batch())
            refuse_memory("unions: counting to a quota of " + std::to_string(quota_),
                          static_cast<double>(windows) * static_cast<double>(batch()) * sizeof(double), memory,
                          enumerate_to_its_members(rule.member_count()));
    }

    [[nodiscard]] Eigen::ArrayXd decisive(bool common_between, bool common_inside) {
        const std::vector<Tail> lacking = between(yes_nodes(common_between, members_.size() - 1));
        struct Task {
            std::size_t group;
            double p, mass;
            std::vector<double> decisive;
        };
        std::vector<Task> tasks;
        std::size_t member_count = 0;
        for (std::size_t u = 0; u < members_.size(); ++u) {
            const Quadrature nodes = yes_nodes(common_inside, members_[u].size() - 1);
            for (Eigen::Index k = 0; k < nodes.points.size(); ++k)
                tasks.push_back({u, nodes.points[k], nodes.masses[k], std::vector<double>(members_[u].size())});
            member_count += members_[u].size();
        }
        in_parallel(tasks.size(), [&](std::size_t t) {
            Task& task = tasks[t];
            leave_each_out(weights_[task.group], task.p, lacking[task.group], [&](std::size_t r, const Tail& law) {
                task.decisive[r] = std::accumulate(law.values.begin(), law.values.end(), 0.0);
            });
        });
        Eigen::ArrayXd result = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(member_count));
        for (const Task& task : tasks)
            for (std::size_t r = 0; r < task.decisive.size(); ++r)
                result[static_cast<Eigen::Index>(members_[task.group][r])] += task.mass * task.decisive[r];
        return result;
    }

private:
    [[nodiscard]] std::size_t batch() const { return static_cast<std::size_t>(arena_.max_concurrency()); }

    template <class Work>
    void in_parallel(std::size_t count, const Work& work) {
        arena_.execute([&] { tbb::parallel_for(std::size_t{0}, count, work); });
    }

    /// For each union the law of what the other unions leave lacking, mixed over the nodes: the votes inside do not
    /// depend on the node. Nodes are worked in batches and added in their order, so the number of threads changes
    /// nothing.
    [[nodiscard]] std::vector<Tail> between(const Quadrature& nodes) {
        std::vector<Tail> mixed;
        for (const std::size_t total : totals_)
            mixed.push_back({.values = std::vector<double>(std::min(quota_, total), 0.0), .beyond = 0});
        Tail nobody{.values = std::vector<double>(quota_, 0.0), .beyond = 0};
        nobody.values.back() = 1;
        const auto count = static_cast<std::size_t>(nodes.points.size());
        std::vector<std::vector<Tail>> laws(std::min(batch(), count), std::vector<Tail>(totals_.size()));
        for (std::size_t first = 0; first < count; first += laws.size()) {
            const std::size_t width = std::min(laws.size(), count - first);
            in_parallel(width, [&](std::size_t b) {
                leave_each_out(totals_, nodes.points[static_cast<Eigen::Index>(first + b)], nobody,
                               [&](std::size_t u, const Tail& law) { laws[b][u] = law; });
            });
            for (std::size_t b = 0; b < width; ++b)
                for (std::size_t u = 0; u < mixed.size(); ++u)
                    add_shifted(mixed[u], laws[b][u], nodes.masses[static_cast<Eigen::Index>(first + b)], 0);
        }
        return mixed;
    }

    tbb::task_arena arena_;
    std::vector<std::vector<std::size_t>> members_;  ///< of each union
    std::vector<std::vector<std::size_t>> weights_;  ///< of the members of each union
    std::vector<std::size_t> totals_;                ///< weight of each union
    std::size_t quota_ = 1;
};

/// The chance that each member is decisive where every other union votes as one, yes with chance p, and the other
/// members of its own union vote yes independently with chance r. `common_between` takes the mean over p uniform on
/// [0, 1], else p = 1/2; `common_inside` likewise for r. One value per member:
///
///     common_between  common_inside
///     yes             yes            owen [owen_1977], the values sum to 1
///     no              no             banzhaf_owen [owen_1982]
///     no              yes            symmetric_coalitional_banzhaf [alonso_meijide_fiestras_2002]
///     yes             no             amer_carreras_gimenez [amer_carreras_gimenez_2002]
///
/// Gauss-Legendre points make the means exact up to rounding. Each of at most m / 2 points costs O(m x quota) between m
/// unions, and each of at most s / 2 points O(s x weight) inside a union of s members. Threads: 0 takes all cores; the
/// result is the same for any number. Throws std::invalid_argument for a bad rule or grouping, and std::length_error
/// where the tables exceed `memory`, in bytes.
inline Eigen::ArrayXd union_decisive(const WeightedRule& rule, const Grouping& unions, bool common_between,
                                     bool common_inside, int threads = 1, std::size_t memory = std::size_t{1} << 30) {
    check(rule);
    check(unions, rule.member_count(), "unions");
    if (threads < 0) refuse("threads", "0 for all cores, or more", threads);
    return UnionPass(rule, unions, threads, memory).decisive(common_between, common_inside);
}

}  // namespace stemgewicht::detail
