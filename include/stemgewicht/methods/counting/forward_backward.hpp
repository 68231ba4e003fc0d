#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/counting/joint_law.hpp>
#include <stemgewicht/methods/counting/union_power.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Dense passes over a weighted rule: one value for each weight below the quota. The factors of the model are
/// independent, so each is integrated over its own nodes and all are counted together: the cost is quota x (sum over
/// factors of members x nodes), times the logarithm of the number of factors, and never a product over factors.
class WeightedPass {
public:
    /// `budget`: how many doubles the tables may hold. Throws std::length_error where even one table does not fit.
    WeightedPass(const WeightedRule& rule, const VoteLaw& law, std::size_t budget)
        : rule_(counted_rule(rule)), law_(law), budget_(budget) {
        if (rule_.quota > budget / 8)
            refuse_memory("exact: counting to a quota of " + std::to_string(rule_.quota),
                          static_cast<double>(rule_.quota) * 8 * sizeof(double), budget * sizeof(double),
                          {"enumerate", "monte_carlo"});
        for (const VoteFactor& factor : law.factors) factors_.push_back(&factor);
        // The tail before the last factor is needed at a count of 0 only, so the largest factor goes first.
        std::ranges::stable_sort(factors_, std::greater<>{},
                                 [](const VoteFactor* factor) { return factor->members.size(); });
        for (const VoteFactor* factor : factors_)
            everyone_.push_back(counted_factor(*factor, rule_, [](std::size_t) { return true; }));
    }

    [[nodiscard]] double pass() const { return count(passing_tail(rule_.quota)); }
    [[nodiscard]] double fail() const { return count(failing_tail(rule_.quota)); }

    /// Chances to fail are what is left of those to pass, or counted by themselves where that is little.
    [[nodiscard]] std::vector<Standing> member_standings() const {
        std::vector<Standing> standings(rule_.weights.size());
        sweep(0, everyone_.size(), passing_tail(rule_.quota), false, standings);
        if (std::ranges::none_of(standings, has_little_fail)) return standings;
        std::vector<Standing> fails(standings.size());
        sweep(0, everyone_.size(), failing_tail(rule_.quota), true, fails);
        for (std::size_t i = 0; i < standings.size(); ++i) {
            standings[i].yes_fail = fails[i].yes_fail;
            standings[i].no_fail = fails[i].no_fail;
            if (fails_less(standings[i])) standings[i].decisive = -fails[i].decisive;
        }
        return standings;
    }

    /// The standings of the picked members alone, where all members share one chance: the others are counted once, so
    /// that a few members of small weight cost little more than a count.
    [[nodiscard]] std::vector<Standing> standings_of(const std::vector<bool>& picked) const {
        const auto chosen = [&](std::size_t i) { return picked[i]; };
        const CountedFactor own = counted_factor(*factors_.front(), rule_, chosen);
        const CountedFactor others = counted_factor(*factors_.front(), rule_, std::not_fn(chosen));
        std::vector<Standing> standings(rule_.weights.size());
        std::vector<double> decisive(own.members.size());
        for (Eigen::Index k = 0; k < own.node_count(); ++k) {
            // Both outcomes are counted: a small chance that is left of 1 by the other would have lost its digits.
            std::vector<Standing> passes(standings.size()), fails(standings.size());
            for (const bool of_failing : {false, true}) {
                Tail after = of_failing ? failing_tail(rule_.quota) : passing_tail(rule_.quota);
                count_node_back(others, k, after, own.total() + 1);
                add_node(own, k, after, of_failing, of_failing ? fails : passes);
            }
            // And so is what others lack to the quota, since differences of the above lose digits too.
            Tail lacking = passing_tail(rule_.quota);
            lacking.values.back() = 1;
            lacking.beyond = 0;
            count_node_back(others, k, lacking, own.total());
            if (!decisive.empty())
                leave_each_out(own.weights, own.yes(0, k), std::move(lacking), [&](std::size_t r, const Tail& law) {
                    decisive[r] = std::accumulate(law.values.begin(), law.values.end(), 0.0);
                });
            for (std::size_t r = 0; r < decisive.size(); ++r) {
                const Standing &pass = passes[own.members[r]], &fail = fails[own.members[r]];
                standings[own.members[r]].add({.yes_pass = pass.yes_pass,
                                               .yes_fail = fail.yes_fail,
                                               .no_pass = pass.no_pass,
                                               .no_fail = fail.no_fail},
                                              1);
                standings[own.members[r]].decisive += own.masses[k] * decisive[r];
            }
        }
        return standings;
    }

    /// The disagreements are summed on their own, so that they are exactly 0 where they cannot happen. The agreements
    /// are what is left of the law of the position, or summed too where that is little.
    [[nodiscard]] Standing position_standing(const WeightedRule& position) const {
        JointPass joint(rule_, factors_, position, budget_);
        const Weight total = total_weight(position.weights), quota = position.quota;
        const Weight most_no = total - quota;  // of yes-weight where the position is no
        const Tail passes = passing_tail(rule_.quota), fails = failing_tail(rule_.quota);
        const double yes = WeightedPass(position, law_, budget_).pass();
        Standing standing{.yes_fail = joint.run(quota, total, fails),
                          .no_pass = joint.run(0, most_no, passes),
                          .decisive = decisive(holders(position))};
        double not_no = yes;
        if (most_no + 1 < quota) {  // ties can happen
            not_no = WeightedPass({.weights = position.weights, .quota = most_no + 1}, law_, budget_).pass();
            standing.tied_pass = joint.run(most_no + 1, quota - 1, passes);
            standing.tied_fail =
                left_of(not_no, yes + standing.tied_pass, [&] { return joint.run(most_no + 1, quota - 1, fails); });
        }
        standing.yes_pass = left_of(yes, standing.yes_fail, [&] { return joint.run(quota, total, passes); });
        standing.no_fail = left_of(1, not_no + standing.no_pass, [&] { return joint.run(0, most_no, fails); });
        return standing;
    }

    /// P(passes with all of these members for) - P(passes with all against): the others reach the quota with them, but
    /// not without.
    [[nodiscard]] double decisive(const std::vector<std::size_t>& members) const {
        std::size_t held = 0;
        std::vector<bool> holds(rule_.weights.size());
        for (const std::size_t i : members) {
            held += rule_.weights[i];
            holds[i] = true;
        }
        Tail tail = failing_tail(rule_.quota);
        std::fill_n(tail.values.begin(), rule_.quota - std::min(rule_.quota, held), 0.0);
        for (const VoteFactor* factor : factors_)
            tail = before_factor(counted_factor(*factor, rule_, [&](std::size_t i) { return !holds[i]; }), tail,
                                 rule_.quota);
        return tail.at(0);
    }

private:
    /// A difference is taken where at least this share is left: it loses six bits at most.
    static constexpr double least_left = 0x1p-6;

    template <class Directly>
    static double left_of(double whole, double taken, const Directly& directly) {
        const double left = whole - taken;
        return left >= least_left * whole ? left : directly();
    }
    static bool has_little_fail(const Standing& standing) {
        return standing.yes_fail < least_left * (standing.yes_pass + standing.yes_fail) ||
               standing.no_fail < least_left * (standing.no_pass + standing.no_fail);
    }
    /// Whether P(fails | no) < P(passes | yes).
    static bool fails_less(const Standing& s) {
        return s.no_fail * (s.yes_pass + s.yes_fail) < s.yes_pass * (s.no_pass + s.no_fail);
    }

    [[nodiscard]] double count(Tail tail) const {
        for (const CountedFactor& factor : everyone_) tail = before_factor(factor, tail, rule_.quota);
        return tail.at(0);
    }

    /// Divide and conquer over factors: `after` is the tail when only the factors in [first, last) are still to come.
    void sweep(std::size_t first, std::size_t last, const Tail& after, bool of_failing,
               std::vector<Standing>& standings) const {
        if (last - first == 1) {
            for (Eigen::Index k = 0; k < everyone_[first].node_count(); ++k)
                add_node(everyone_[first], k, after, of_failing, standings);
            return;
        }
        const std::size_t middle = first + (last - first) / 2;
        Tail left = after;
        for (std::size_t f = middle; f < last; ++f) left = before_factor(everyone_[f], left, rule_.quota);
        sweep(first, middle, left, of_failing, standings);
        Tail right = after;
        for (std::size_t f = first; f < middle; ++f) right = before_factor(everyone_[f], right, rule_.quota);
        sweep(middle, last, right, of_failing, standings);
    }

    /// `after`: the chance to pass, or to fail where `of_failing`, as a function of the weight of the factor.
    void add_node(const CountedFactor& factor, Eigen::Index k, const Tail& after, bool of_failing,
                  std::vector<Standing>& standings) const {
        constexpr std::size_t most = std::size_t{1} << 25;  // more tails than these take longer to write than to redo
        std::vector<double> yes(factor.members.size());
        for (std::size_t r = 0; r < yes.size(); ++r) yes[r] = factor.yes(static_cast<Eigen::Index>(r), k);
        auto all = responses(factor.weights, yes, after, rule_.quota, std::min(most, budget_ / 4));
        for (std::size_t r = 0; r < all.size(); ++r) {
            Response& response = all[r];
            if (of_failing) {
                std::swap(response.pass_if_yes, response.fail_if_yes);
                std::swap(response.pass_if_no, response.fail_if_no);
            }
            standings[factor.members[r]].add({.yes_pass = yes[r] * response.pass_if_yes,
                                              .yes_fail = yes[r] * response.fail_if_yes,
                                              .no_pass = (1 - yes[r]) * response.pass_if_no,
                                              .no_fail = (1 - yes[r]) * response.fail_if_no,
                                              .decisive = response.decisive},
                                             factor.masses[k]);
        }
    }

    CountedRule rule_;
    const VoteLaw& law_;
    std::size_t budget_;
    std::vector<const VoteFactor*> factors_;
    std::vector<CountedFactor> everyone_;
};

}  // namespace stemgewicht::detail
