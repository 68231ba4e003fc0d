#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/definitions/efficient_front.hpp>
#include <stemgewicht/design/robust_rule.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Risks that differ by no more prove each other.
inline constexpr double equal_robust_risks = 1e-9;

/// The risk in some cases, eight by eight.
class CaseRow {
public:
    static constexpr std::size_t width = 8;
    using Eight = Eigen::Array<double, static_cast<int>(width), 1>;

    /// Where there are no cases the largest risk is 0.
    explicit CaseRow(std::size_t cases)
        : eights_(std::max<std::size_t>((cases + width - 1) / width, 1), Eight::Zero()) {}

    double& operator[](std::size_t k) { return eights_[k / width][static_cast<Eigen::Index>(k % width)]; }
    CaseRow& operator+=(const CaseRow& other) {
        for (std::size_t k = 0; k < eights_.size(); ++k) eights_[k] += other.eights_[k];
        return *this;
    }
    void assign_difference(const CaseRow& from, const CaseRow& less) {
        for (std::size_t k = 0; k < eights_.size(); ++k) eights_[k] = from.eights_[k] - less.eights_[k];
    }
    [[nodiscard]] double largest() const {
        Eight all = eights_.front();
        for (std::size_t k = 1; k < eights_.size(); ++k) all = all.max(eights_[k]);
        return all.maxCoeff();
    }

private:
    std::vector<Eight> eights_;
};

/// A rule that may be the one, with a bound of what its worst-off member risks.
struct Contender {
    std::uint32_t game;
    std::array<std::uint8_t, maximum_weighted_game_members> members;
    double bound;
};

/// The rules that may be best, by the cases that were found.
class RobustSearch {
public:
    RobustSearch(std::size_t members, const WorstCases& worst, const RobustOptions& options)
        : all_(members), worst_(worst), options_(options) {}

    RobustRule find() {
        // The games with their members in one order: few rules, whose cases bound most of the others.
        Places order{};
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t g = 0; g < all_.games.size(); ++g) contenders_.push_back(contender(g, order, 0));
        ask(rule_of(contenders_.front()), 0);
        bound_contenders(0);
        settle();
        while (!sweep() && asked_ < options_.most_asked) {  // too many to keep: the lowest are asked
            settle();
        }
        settle();
        best_.lower_bound = std::min(best_.risk(), lowest());
        best_.compared = compared_;
        best_.asked = asked_;
        return best_;
    }

private:
    static constexpr std::size_t most_contenders = std::size_t{1} << 20;

    static Contender contender(std::size_t game, const Places& who, double bound) {
        Contender result{.game = static_cast<std::uint32_t>(game), .members = {}, .bound = bound};
        for (std::size_t i = 0; i < result.members.size(); ++i) result.members[i] = static_cast<std::uint8_t>(who[i]);
        return result;
    }

    [[nodiscard]] WeightedRule rule_of(const Contender& one) const {
        const WeightedRule& ordered = all_.rules[one.game];
        WeightedRule rule{std::vector<Weight>(ordered.weights.size()), ordered.quota};
        for (std::size_t i = 0; i < ordered.weights.size(); ++i) rule.weights[one.members[i]] = ordered.weights[i];
        return rule;
    }

    /// Below it a rule would be better than the best that is known.
    [[nodiscard]] double limit() const { return best_risk_ - equal_robust_risks; }

    /// Looks for the worst cases of a rule and keeps those that are worse than what was known of it.
    void ask(const WeightedRule& rule, double known) {
        std::vector<WorstCase> found = worst_(rule);
        std::vector<double> risks;
        for (WorstCase& one : found) {
            risks.push_back(one.risk);
            if (one.risk <= known + equal_robust_risks) continue;
            auto& [passes, fails] = one.of;
            const double start = std::accumulate(fails.begin(), fails.end(), 0.0);
            for (std::size_t set = 0; set < passes.size(); ++set) passes[set] -= fails[set];
            cases_.push_back({start, std::move(passes)});
        }
        ++asked_;
        if (options_.progress) options_.progress(asked_, options_.most_asked);
        const double largest = std::ranges::max(risks);
        if (largest >= limit()) return;
        best_.rule = rule;
        best_.risks = std::move(risks);
        best_risk_ = largest;
    }

    /// Raises the bounds of all contenders by the cases from this on, and drops those that cannot be best.
    void bound_contenders(std::size_t from) {
        std::vector<std::vector<double>> gains(cases_.size() - from, std::vector<double>(all_.order.count()));
        const Contender* before = nullptr;
        for (Contender& one : contenders_) {
            if (before == nullptr || before->members != one.members)
                for (std::size_t set = 0; set < all_.order.count(); ++set) {
                    std::size_t coalition = 0;
                    for (std::size_t i = 0; i < all_.order.members(); ++i)
                        coalition |= (set >> i & 1) << one.members[i];
                    for (std::size_t k = 0; k < gains.size(); ++k) gains[k][set] = cases_[from + k].gain[coalition];
                }
            before = &one;
            stop_point(all_.order.count());
            const CompleteGame& game = all_.games[one.game].game;
            for (std::size_t k = 0; k < gains.size(); ++k) {
                double risk = cases_[from + k].start;
                for (std::size_t set = 0; set < all_.order.count(); ++set) risk += game.wins(set) ? gains[k][set] : 0.0;
                one.bound = std::max(one.bound, risk);
            }
        }
        std::erase_if(contenders_, [&](const Contender& one) { return one.bound >= limit(); });
    }

    /// Asks the contender with the least bound until none can be best, or enough were asked.
    void settle() {
        while (!contenders_.empty() && asked_ < options_.most_asked) {
            const auto next = std::ranges::min_element(contenders_, {}, &Contender::bound);
            const std::size_t from = cases_.size();
            const WeightedRule rule = rule_of(*next);
            const double known = next->bound;
            contenders_.erase(next);
            ask(rule, known);
            bound_contenders(from);
        }
    }

    /// No rule risks less: the contenders that are left, and those that were not kept.
    [[nodiscard]] double lowest() const {
        double least = left_out_;
        for (const Contender& one : contenders_) least = std::min(least, one.bound);
        return least;
    }

    /// Goes through all rules with all cases, and keeps those that may be best; of too many those with the least
    /// bounds, and returns false.
    bool sweep() {
        contenders_.clear();
        left_out_ = std::numeric_limits<double>::infinity();
        compared_ = 0;
        CaseRow nothing(cases_.size());
        std::vector gains(all_.order.count(), nothing);
        for (std::size_t k = 0; k < cases_.size(); ++k) {
            nothing[k] = cases_[k].start;
            for (std::size_t set = 0; set < gains.size(); ++set) gains[set][k] = cases_[k].gain[set];
        }
        double most = limit();
        each_placed_row(
            all_.order, all_.games, all_.alike, nothing, gains,
            [&](const CaseRow& row, std::size_t game, const Places& who) {
                ++compared_;
                const double bound = row.largest();
                if (bound >= most) {
                    if (bound < limit()) left_out_ = std::min(left_out_, bound);
                    return;
                }
                contenders_.push_back(contender(game, who, bound));
                if (contenders_.size() < most_contenders) return;
                const auto middle = contenders_.begin() + most_contenders / 2;
                std::ranges::nth_element(contenders_, middle, {}, &Contender::bound);
                most = middle->bound;
                left_out_ = std::min(left_out_, most);
                std::erase_if(contenders_, [&](const Contender& one) { return one.bound >= most; });
            },
            [](std::size_t, std::size_t) {});
        return left_out_ >= limit();
    }

    struct Case {
        double start;              ///< where nothing passes
        std::vector<double> gain;  ///< by coalition that passes
    };

    SweptGames all_;
    const WorstCases& worst_;
    const RobustOptions& options_;
    std::vector<Case> cases_;
    std::vector<Contender> contenders_;
    double left_out_ = std::numeric_limits<double>::infinity();
    double best_risk_ = std::numeric_limits<double>::infinity();
    RobustRule best_;
    std::uint64_t compared_ = 0;
    std::size_t asked_ = 0;
};

}  // namespace detail

STEMGEWICHT_DEFINITION double RobustRule::risk() const { return risks.empty() ? 0.0 : std::ranges::max(risks); }

STEMGEWICHT_DEFINITION WorstCases worst_of(std::vector<std::vector<RiskCase>> by_member) {
    return [by_member = std::move(by_member)](const WeightedRule& rule) {
        if (by_member.size() != rule.weights.size())
            refuse("cases", "ones of each of the " + std::to_string(rule.weights.size()) + " members",
                   by_member.size());
        std::vector<char> wins(std::size_t{1} << rule.weights.size());
        detail::each_coalition(rule, [&](std::size_t set, bool passes) { wins[set] = passes ? 1 : 0; });
        std::vector<WorstCase> worst;
        for (std::size_t i = 0; i < by_member.size(); ++i) {
            if (by_member[i].empty()) refuse(element("cases", i), "one or more", "none");
            double most = -1;
            const RiskCase* found = nullptr;
            for (const RiskCase& one : by_member[i]) {
                if (one.passes.size() != wins.size() || one.fails.size() != wins.size())
                    refuse(element("cases", i),
                           "one number for each of the " + std::to_string(wins.size()) + " coalitions",
                           std::min(one.passes.size(), one.fails.size()));
                double risk = 0;
                for (std::size_t set = 0; set < wins.size(); ++set)
                    risk += wins[set] != 0 ? one.passes[set] : one.fails[set];
                if (risk <= most) continue;
                most = risk;
                found = &one;
            }
            worst.push_back({most, *found});
        }
        return worst;
    };
}

STEMGEWICHT_DEFINITION RobustRule robust_rule(std::size_t members, const WorstCases& worst,
                                              const RobustOptions& options) {
    if (detail::checked_game_members(members) < 2) refuse("members", "2 or more", members);
    if (options.most_asked == 0) refuse("most_asked", "1 or more", options.most_asked);
    return detail::RobustSearch(members, worst, options).find();
}

}  // namespace stemgewicht
