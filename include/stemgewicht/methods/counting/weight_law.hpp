#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A chance as a function of the weight counted so far: `values[t]` for t below the size, `beyond` from there on.
/// The size is the quota, or less where a larger count cannot be reached.
struct Tail {
    std::vector<double> values;
    double beyond = 0;

    [[nodiscard]] double at(std::size_t t) const { return t < values.size() ? values[t] : beyond; }
};

/// 1 where the quota is reached, 0 below it: the tail when everyone has been counted.
inline Tail passing_tail(std::size_t quota) { return {.values = std::vector<double>(quota, 0.0), .beyond = 1.0}; }

/// 0 where the quota is reached, 1 below it.
inline Tail failing_tail(std::size_t quota) { return {.values = std::vector<double>(quota, 1.0), .beyond = 0.0}; }

/// The tail before a member of `weight` who says yes with chance p is counted, in place, at the first `columns` counts:
/// tail(t) <- (1 - p) tail(t) + p tail(t + weight). The tail must hold min(quota, columns + weight) values.
/// Cost O(columns).
inline void count_back(Tail& tail, std::size_t weight, double p, std::size_t columns) {
    stop_point(columns);
    if (weight > 0) {
        const std::size_t size = tail.values.size();
        const std::size_t inside = std::min(columns, size - std::min(size, weight));
        const double q = 1 - p;
        double* value = tail.values.data();
        const double* ahead = value + weight;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC ivdep  // reads run ahead of writes, so vectors of any width see old values only
#endif
        for (std::size_t t = 0; t < inside; ++t) value[t] = q * value[t] + p * ahead[t];
        const double constant = p * tail.beyond;
        for (std::size_t t = inside; t < columns; ++t) value[t] = q * value[t] + constant;
    }
    tail.values.resize(columns);
}

/// The distribution of a counted weight: `mass[t]` below the quota, and all the mass that reached it.
struct Count {
    std::vector<double> mass{1.0};
    double reached = 0;
};

/// Counts one more member: mass(t) <- (1 - p) mass(t) + p mass(t - weight). `scratch` keeps memory between calls.
/// Cost O(columns).
inline void count_forward(Count& count, std::size_t weight, double p, std::size_t quota, std::vector<double>& scratch) {
    if (weight == 0) return;
    const std::size_t before = count.mass.size();
    const std::size_t after = std::min(quota, before + weight);
    stop_point(after);
    for (std::size_t t = quota - std::min(quota, weight); t < before; ++t) count.reached += p * count.mass[t];
    scratch.assign(after, 0.0);
    const double* mass = count.mass.data();
    double* stay = scratch.data();
    for (std::size_t t = 0; t < before; ++t) stay[t] = (1 - p) * mass[t];
    double* move = stay + std::min(weight, after);
    for (std::size_t t = 0; t + weight < after; ++t) move[t] += p * mass[t];
    std::swap(count.mass, scratch);
}

/// What each vote of one member makes of the others: the four sums that every measure of a member is made of.
struct Response {
    double pass_if_yes = 0, fail_if_yes = 0, pass_if_no = 0, fail_if_no = 0;
    double decisive = 0;  ///< pass_if_yes - pass_if_no, summed as differences of tails
};

/// Joins the count of the members before and the tail of those after into the response of one member.
inline Response join(const Count& before, const Tail& after, std::size_t weight) {
    using Values = Eigen::Map<const Eigen::ArrayXd>;
    const auto size = [](std::size_t count) { return static_cast<Eigen::Index>(count); };
    const std::size_t columns = before.mass.size();
    const std::size_t inside = std::min(columns, after.values.size() - std::min(after.values.size(), weight));
    constexpr std::size_t stretch = 1024;  // stays in the fastest cache while five sums are taken
    stop_point(2 * columns);
    Response r;
    for (std::size_t t = 0; t < inside; t += stretch) {
        const std::size_t width = std::min(stretch, inside - t);
        const Values mass(before.mass.data() + t, size(width));
        const Values no(after.values.data() + t, size(width));
        const Values yes(after.values.data() + t + weight, size(width));
        r.pass_if_yes += (mass * yes).sum();
        r.fail_if_yes += (mass * (1 - yes)).sum();
        r.pass_if_no += (mass * no).sum();
        r.fail_if_no += (mass * (1 - no)).sum();
        r.decisive += (mass * (yes - no)).sum();
    }
    const auto rest = static_cast<Eigen::Index>(columns - inside);  // a yes reaches the quota here
    const Values mass(before.mass.data() + inside, rest);
    const Values no(after.values.data() + inside, rest);
    const double moved = mass.sum() + before.reached;
    r.pass_if_yes += moved * after.beyond;
    r.fail_if_yes += moved * (1 - after.beyond);
    r.pass_if_no += (mass * no).sum() + before.reached * after.beyond;
    r.fail_if_no += (mass * (1 - no)).sum() + before.reached * (1 - after.beyond);
    r.decisive += (mass * (after.beyond - no)).sum();
    return r;
}

/// Forward-backward over members [first, last): `before` counts all earlier members, `after` is the tail behind them.
/// Tails of all stages are kept where they fit in `budget` values; longer ranges are halved, which costs
/// one more pass for each halving and keeps memory at O(quota log members).
class ResponsePass {
public:
    ResponsePass(std::span<const std::size_t> weights, std::span<const double> yes, std::size_t quota,
                 std::size_t budget)
        : weights_(weights),
          yes_(yes),
          quota_(quota),
          budget_(budget),
          columns_(weights.size() + 1, 1),
          responses_(weights.size()) {
        for (std::size_t i = 0; i < weights.size(); ++i) columns_[i + 1] = std::min(quota, columns_[i] + weights[i]);
    }

    std::vector<Response> run(const Tail& after) {
        sweep(0, weights_.size(), Count{}, after);
        return std::move(responses_);
    }

private:
    void sweep(std::size_t first, std::size_t last, Count before, const Tail& after) {
        if (last - first > 1 && (last - first) * columns_[last] > budget_) {
            const std::size_t middle = first + (last - first) / 2;
            Count half = before;
            for (std::size_t i = first; i < middle; ++i) count_forward(half, weights_[i], yes_[i], quota_, scratch_);
            Tail tail = after;
            for (std::size_t i = last; i-- > middle;) count_back(tail, weights_[i], yes_[i], columns_[i]);
            sweep(first, middle, std::move(before), tail);
            sweep(middle, last, std::move(half), after);
            return;
        }
        std::vector<Tail> tails(last - first);  // tails[k]: behind member first + k
        tails.back() = after;
        for (std::size_t i = last - 1; i > first; --i) {
            tails[i - first - 1] = tails[i - first];
            count_back(tails[i - first - 1], weights_[i], yes_[i], columns_[i]);
        }
        for (std::size_t i = first; i < last; ++i) {
            responses_[i] = join(before, tails[i - first], weights_[i]);
            count_forward(before, weights_[i], yes_[i], quota_, scratch_);
        }
    }

    std::span<const std::size_t> weights_;
    std::span<const double> yes_;
    std::size_t quota_;
    std::size_t budget_;
    std::vector<std::size_t> columns_;  ///< counts that can occur before member i
    std::vector<Response> responses_;
    std::vector<double> scratch_;
};

/// Responses of members who vote independently, where `after` is the chance to pass as a function of their weight.
/// Members in ascending order of weight are cheapest. Cost O(members x quota), memory at most `budget` doubles plus
/// O(quota log members). Leave-one-out is never deconvolved, so the relative error stays at a few units of 1e-16.
inline std::vector<Response> responses(std::span<const std::size_t> weights, std::span<const double> yes,
                                       const Tail& after, std::size_t quota, std::size_t budget) {
    return ResponsePass(weights, yes, quota, budget).run(after);
}

}  // namespace stemgewicht::detail
