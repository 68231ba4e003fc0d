#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/philox.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/engines/banzhaf_target.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/inverse_search.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A rule that was tried.
struct TriedRule {
    InverseRule found;
    double goal = std::numeric_limits<double>::infinity();  ///< what the search lowers
    std::optional<std::string> broken;                      ///< a constraint
};

/// Weights as real shares, and the quota as a share of the total; the latter is used where the quota is free.
struct WeightDraft {
    std::vector<double> shares;
    double quota = 0.5;
};

/// The share of the quota by which power is nearly weight, by the normal law of the sum [slomczynski_zyczkowski_2007].
inline double normal_quota_share(const std::vector<double>& shares) {
    double sum = 0, squares = 0;
    for (const double share : shares) {
        sum += share;
        squares += share * share;
    }
    return 0.5 + 0.5 * std::sqrt(squares) / sum;
}

/// See inverse_search.
class WeightSearch {
public:
    WeightSearch(const InverseProblem& problem, const SearchEffort& effort, double bound)
        : problem_(problem),
          effort_(effort),
          bound_(bound),
          enough_(std::max(effort.tolerance, bound + equal_distances)),
          engine_(effort.seed) {
        const auto* risk = std::get_if<RiskMeasure>(&problem.measure);
        falls_ = risk != nullptr && risk->quantity != RiskQuantity::decisive;
    }

    /// Throws std::invalid_argument where no rule that keeps to the constraints was found.
    InverseRule run() {
        climb(first_draft(false));
        if (!problem_.constraints.quota && !done()) climb(first_draft(true));
        for (int k = 0; k < 2 && !done(); ++k) walk();
        if (best_.broken)
            refuse("constraints", "such that some rule of the search keeps to them",
                   "none that does: the nearest breaks " + *best_.broken);
        return best_.found;
    }
    [[nodiscard]] std::uint64_t tried() const { return tried_; }

private:
    [[nodiscard]] bool done() const { return tried_ > 0 && !best_.broken && best_.found.distance <= enough_; }
    [[nodiscard]] std::size_t members() const { return problem_.target.size(); }
    double unit() { return CounterEngine::unit(engine_()); }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(unit() * static_cast<double>(count)); }

    [[nodiscard]] WeightDraft first_draft(bool normal_quota) const {
        WeightDraft draft;
        for (const double target : problem_.target)
            draft.shares.push_back(falls_ ? std::max(0.5 - target, 0.01) : std::max(target, 0.0));
        if (std::ranges::all_of(draft.shares, [](double share) { return share == 0; }))
            std::ranges::fill(draft.shares, 1.0);
        if (normal_quota) draft.quota = normal_quota_share(draft.shares);
        return draft;
    }

    /// Whole weights of about this total, each at least 1 where its share is not 0, and the quota.
    [[nodiscard]] WeightedRule rule_of(const WeightDraft& draft, double total) const {
        const double sum = std::accumulate(draft.shares.begin(), draft.shares.end(), 0.0);
        std::vector<Weight> weights;
        for (const double share : draft.shares)
            weights.push_back(share > 0 ? std::max<Weight>(std::llround(share / sum * total), share / sum > 1e-9) : 0);
        return with_quota(std::move(weights), draft.quota);
    }

    [[nodiscard]] WeightedRule with_quota(std::vector<Weight> weights, double share) const {
        for (std::size_t k = 0; k < problem_.constraints.order.size(); ++k)  // enough for a chain
            for (const auto& [heavier, lighter] : problem_.constraints.order)
                weights[heavier] = std::max(weights[heavier], weights[lighter]);
        Weight quota = quota_near(share, weights);
        if (problem_.constraints.no_veto || problem_.constraints.no_dictator)
            for (int k = 0; k < 8; ++k) {  // the heaviest is no veto where the others reach the quota
                Weight& heaviest = *std::ranges::max_element(weights);
                const Weight others = std::accumulate(weights.begin(), weights.end(), Weight{0}) - heaviest;
                const Weight lacking = quota - others;
                if (lacking <= 0 || lacking >= heaviest) break;
                heaviest -= lacking;
                quota = quota_near(share, weights);
            }
        return {std::move(weights), quota};
    }

    [[nodiscard]] Weight quota_near(double share, const std::vector<Weight>& weights) const {
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        if (problem_.constraints.quota) return quota_of(*problem_.constraints.quota, total);
        const auto near = static_cast<Weight>(std::floor(share * static_cast<double>(total))) + 1;
        return std::clamp<Weight>(near, 1, total);
    }

    /// Counts a rule, and keeps it where it is the nearest of those that keep to the constraints.
    TriedRule attempt(WeightedRule rule) {
        stop_point(1000 * members());
        ++tried_;
        TriedRule trial;
        trial.found.values = measured_values(problem_.measure, rule);
        trial.found.distance = distance(trial.found.values, problem_.target, problem_.norm);
        trial.broken = broken_constraint(problem_.constraints, rule);
        trial.found.rule = std::move(rule);
        trial.goal = goal_of(trial);
        const bool nearer = trial.found.distance < best_.found.distance - equal_distances;
        const bool better = trial.broken ? best_.broken && trial.goal < best_.goal : best_.broken || nearer;
        if (better || tried_ == 1) best_ = trial;
        return trial;
    }

    /// The distance; where that is the largest difference of all, a mean of high order, as one large difference hides
    /// all others.
    [[nodiscard]] double goal_of(const TriedRule& trial) const {
        double goal = trial.found.distance;
        if (problem_.norm == DistanceNorm::largest || problem_.norm == DistanceNorm::relative) {
            double sum = 0;
            for (std::size_t i = 0; i < members(); ++i) sum += std::pow(difference(trial, i), 6);
            goal = std::pow(sum, 1.0 / 6);
        }
        return trial.broken ? 2 * goal + 1 + 10 * violation_of(trial.found.rule) : goal;
    }

    /// By how much a rule breaks the constraints that tell: coalitions, as shares of the weight, and bounds.
    [[nodiscard]] double violation_of(const WeightedRule& rule) const {
        const auto total = static_cast<double>(total_weight(rule.weights));
        double sum = 0;
        const auto add = [&](const Coalition& coalition, double sign) {
            double weight = -static_cast<double>(rule.quota);
            for (std::size_t i = 0; i < members(); ++i)
                if (coalition.test(i)) weight += static_cast<double>(rule.weights[i]);
            sum += std::max(0.0, sign * weight / total);
        };
        for (const Coalition& coalition : problem_.constraints.winning) add(coalition, -1);
        for (const Coalition& coalition : problem_.constraints.losing) add(coalition, 1);
        for (const MemberBound& bound : problem_.constraints.bounds) {
            const double value = measured_values(bound.measure, rule).at(bound.member);
            sum += std::max({0.0, value - bound.most, bound.least - value});
        }
        return sum;
    }
    [[nodiscard]] double difference(const TriedRule& trial, std::size_t member) const {
        const double target = problem_.target[member];
        const double whole = problem_.norm == DistanceNorm::relative ? target : 1.0;
        return std::abs(trial.found.values[member] - target) / whole;
    }

    /// By what a member's weight is multiplied.
    [[nodiscard]] double factor_of(const TriedRule& trial, std::size_t member) const {
        double wanted = problem_.target[member], reached = trial.found.values[member];
        if (falls_) {
            const double none = 0.02 + std::max(*std::ranges::max_element(trial.found.values),
                                                *std::ranges::max_element(problem_.target));
            wanted = none - wanted;
            reached = none - reached;
        } else if (wanted <= 0) {
            return 0.5;
        }
        return std::clamp(wanted / std::max(reached, 1e-12), 0.5, 2.0);
    }

    /// Rounds of multiplication, with totals that grow as long as that helps.
    void climb(WeightDraft draft) {
        constexpr int rounds = 12, patience = 3;
        int idle = 0;
        const auto largest = static_cast<double>(effort_.largest_total);
        for (double total = std::max(64.0, 8.0 * static_cast<double>(members())); total <= largest && idle < 3;
             total *= 4) {
            const double before = tried_ > 0 ? best_.found.distance : std::numeric_limits<double>::infinity();
            int since_best = 0;
            for (int round = 0; round < rounds && since_best < patience && !done(); ++round) {
                const double nearest = best_.found.distance;
                const TriedRule trial = attempt(rule_of(draft, total));
                since_best = best_.found.distance < nearest ? 0 : since_best + 1;
                for (std::size_t i = 0; i < members(); ++i)  // from the weight, which may be as small as it can be
                    draft.shares[i] = static_cast<double>(trial.found.rule.weights[i]) * factor_of(trial, i);
            }
            if (done()) return;
            idle = best_.found.distance < 0.9 * before ? 0 : idle + 1;
            if (effort_.progress) effort_.progress(tried_, tried_ + effort_.steps);
        }
    }

    /// The steps of one of the two walks, on weights of this total: what a count takes goes with it and the members.
    [[nodiscard]] std::uint64_t steps_for(Weight total) const {
        if (effort_.steps > 0) return (effort_.steps + 1) / 2;
        const double n = static_cast<double>(members());
        double nodes = 10 * n;
        if (const auto* risk = std::get_if<RiskMeasure>(&problem_.measure)) {
            if (votes_alike(risk->model)) nodes = is_coins(risk->model) ? 2 : 4 * std::sqrt(n) + 4;
        } else if (const auto* index = std::get_if<VoteIndex>(&std::get<Index>(problem_.measure))) {
            nodes = index->model == IndexModel::coins ? 1 : 4 * std::sqrt(n) + 4;
        }
        return static_cast<std::uint64_t>(std::clamp(5e9 / (n * static_cast<double>(total) * nodes), 50.0, 15'000.0));
    }

    /// One or two weights, and sometimes the quota, changed at random, mostly in the direction that is missing and by
    /// about as much.
    WeightedRule changed(const TriedRule& from, Weight total) {
        std::vector<Weight> weights = from.found.rule.weights;
        std::vector<double> chances;
        for (std::size_t i = 0; i < members(); ++i)
            chances.push_back(difference(from, i) + (i > 0 ? chances.back() : 0.0));
        const double drawn = unit() * chances.back();
        const auto first = static_cast<std::size_t>(std::ranges::lower_bound(chances, drawn) - chances.begin());
        std::size_t member = std::min(first, members() - 1);
        const bool two = unit() < 0.5;
        for (int k = 0; k < (two ? 2 : 1); ++k) {
            const bool more = (factor_of(from, member) > 1) == (unit() < 0.8);
            const double missing = std::abs(factor_of(from, member) - 1) * static_cast<double>(weights[member]);
            auto step = static_cast<Weight>(2 * unit() * missing);
            if (unit() < 0.3) step = static_cast<Weight>(unit() * static_cast<double>(total) / 2000);
            step = std::max<Weight>(1, step);
            weights[member] = std::max<Weight>(weights[member] > 0 ? 1 : 0, weights[member] + (more ? step : -step));
            member = below(members());
        }
        double share = static_cast<double>(from.found.rule.quota - 1) / static_cast<double>(total);
        if (unit() < 0.3) share = std::clamp(share + 0.01 * (unit() - 0.5), 0.0, 1.0);
        return with_quota(std::move(weights), share);
    }

    /// Simulated annealing from the nearest rule, in units fine enough to tell members apart.
    void walk() {
        WeightedRule start = best_.found.rule;
        const Weight fine = std::min<Weight>(effort_.largest_total, 600 * static_cast<Weight>(members()));
        const Weight times = std::max<Weight>(1, fine / std::max<Weight>(1, total_weight(start.weights)));
        const double share = static_cast<double>(start.quota - 1) / static_cast<double>(total_weight(start.weights));
        for (Weight& weight : start.weights) weight *= times;
        TriedRule here = attempt(with_quota(start.weights, share));
        const std::uint64_t steps = steps_for(total_weight(here.found.rule.weights));
        for (std::uint64_t step = 0; step < steps && !done(); ++step) {
            if (effort_.progress && step % 64 == 0) effort_.progress(tried_, tried_ + steps - step);
            WeightedRule next = changed(here, total_weight(here.found.rule.weights));
            if (total_weight(next.weights) > effort_.largest_total) continue;
            TriedRule trial = attempt(std::move(next));
            const double left = 1 - static_cast<double>(step) / static_cast<double>(steps);
            const double rise = trial.goal - here.goal, allowed = 0.03 * left * (here.goal - bound_);
            if (rise <= 0 || (allowed > 0 && unit() < std::exp(-rise / allowed))) here = std::move(trial);
        }
    }

    const InverseProblem& problem_;
    const SearchEffort& effort_;
    double bound_, enough_;
    bool falls_ = false;  ///< whether the measure falls as the weight grows
    CounterEngine engine_;
    TriedRule best_;
    std::uint64_t tried_ = 0;
};

}  // namespace stemgewicht::detail
