#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The most divisions that enumerate visits: 3^15 = 14,348,907 and 4^12 = 16,777,216 are within.
inline constexpr double maximum_divisions = 16'777'216;

/// Throws std::length_error unless the divisions of the members can be visited; those `asked` have four choices, as
/// their opinion counts when they are absent.
inline void check_divisions(std::size_t member_count, std::size_t asked = 0) {
    if (std::pow(3.0, static_cast<double>(member_count - asked)) * std::pow(4.0, static_cast<double>(asked)) >
        maximum_divisions)
        throw std::length_error(
            "enumerate: carries divisions of up to 15 members, or 12 whose opinion is asked when they are absent, "
            "got " +
            std::to_string(member_count) + (asked > 0 ? " with " + std::to_string(asked) + " asked" : "") +
            "; meeting_outcomes, meeting_members and meeting_positions simulate any number");
}

/// The outcomes of all divisions. A division is the sum of 3^i over the members i who are against and of 2 x 3^i over
/// those who are for. Cost 3^n calls of the rule.
class DivisionTable {
public:
    explicit DivisionTable(const MeetingRule& rule) : count_(stemgewicht::member_count(rule)) {
        check_divisions(count_);
        place_.push_back(1);
        for (std::size_t i = 0; i < count_; ++i) place_.push_back(3 * place_.back());
        outcomes_.resize(place_.back());
        Coalition yes(count_), no(count_);
        std::visit([&](const auto& game) { fill(game, 0, 0, yes, no); }, rule);
    }

    [[nodiscard]] std::size_t member_count() const { return count_; }
    [[nodiscard]] std::size_t size() const { return outcomes_.size(); }
    [[nodiscard]] Outcome operator[](std::size_t division) const { return outcomes_[division]; }
    [[nodiscard]] std::size_t no(std::size_t member) const { return place_[member]; }
    [[nodiscard]] std::size_t yes(std::size_t member) const { return 2 * place_[member]; }
    /// The division without that member.
    [[nodiscard]] std::size_t without(std::size_t division, std::size_t member) const {
        return division - division / place_[member] % 3 * place_[member];
    }
    [[nodiscard]] bool is_absent(std::size_t division, std::size_t member) const {
        return division / place_[member] % 3 == 0;
    }
    [[nodiscard]] int passes(std::size_t division) const { return outcomes_[division] == Outcome::passes ? 1 : 0; }

private:
    template <TernaryGame Game>
    void fill(const Game& rule, std::size_t member, std::size_t division, Coalition& yes, Coalition& no_voters) {
        if (member == count_) {
            turns_.turn();
            outcomes_[division] = rule.outcome(yes, no_voters);
            return;
        }
        fill(rule, member + 1, division, yes, no_voters);
        no_voters.set(member);
        fill(rule, member + 1, division + no(member), yes, no_voters);
        no_voters.reset(member);
        yes.set(member);
        fill(rule, member + 1, division + this->yes(member), yes, no_voters);
        yes.reset(member);
    }

    std::size_t count_;
    std::vector<std::size_t> place_;
    std::vector<Outcome> outcomes_;
    TurnCounter turns_{100};
};

/// Calls work(division, wants, chance) for every division that has a positive chance, factor by factor. `wants[i]` is
/// the chance that i is for the motion given the division: 1 or 0 where i votes, and where i is absent but `asked`,
/// which makes two cases of it.
template <class Work>
class VisitDivisions {
public:
    VisitDivisions(const DivisionTable& table, const VoteLaw& law, const std::vector<double>& present,
                   const std::vector<bool>& asked, const Work& work)
        : table_(table), law_(law), present_(present), asked_(asked), work_(work), wants_(law.member_count) {
        enter(0, 0, 1.0);
    }

private:
    void enter(std::size_t factor, std::size_t division, double chance) {
        if (factor == law_.factors.size())
            work_(division, wants_, chance);
        else
            member(factor, 0, division, chance, law_.factors[factor].masses);
    }

    void member(std::size_t factor, Eigen::Index row, std::size_t division, double chance,
                const Eigen::ArrayXd& nodes) {
        const VoteFactor& f = law_.factors[factor];
        if (row == f.yes.rows()) {
            leave(factor, division, chance, nodes);
            return;
        }
        const std::size_t i = f.members[static_cast<std::size_t>(row)];
        const auto go = [&](std::size_t ballot, double wants, double presence, const Eigen::ArrayXd& part) {
            wants_[i] = wants;
            if (presence * part.sum() > 0) member(factor, row + 1, division + ballot, chance * presence, part);
        };
        const Eigen::ArrayXd yes = nodes * f.yes.row(row).transpose();
        const Eigen::ArrayXd no = nodes * (1 - f.yes.row(row).transpose());
        go(table_.yes(i), 1, present_[i], yes);
        go(table_.no(i), 0, present_[i], no);
        if (asked_[i]) {
            go(0, 1, 1 - present_[i], yes);
            go(0, 0, 1 - present_[i], no);
        } else {
            go(0, 0, 1 - present_[i], nodes);
        }
    }

    void leave(std::size_t factor, std::size_t division, double chance, const Eigen::ArrayXd& nodes) {
        const VoteFactor& f = law_.factors[factor];
        const double sum = nodes.sum();
        stop_point(20 * f.members.size());
        for (std::size_t r = 0; r < f.members.size(); ++r) {
            const std::size_t i = f.members[r];
            if (!asked_[i] && table_.is_absent(division, i))
                wants_[i] = (nodes * f.yes.row(static_cast<Eigen::Index>(r)).transpose()).sum() / sum;
        }
        enter(factor + 1, division, chance * sum);
    }

    const DivisionTable& table_;
    const VoteLaw& law_;
    const std::vector<double>& present_;
    const std::vector<bool>& asked_;
    const Work& work_;
    std::vector<double> wants_;
};

}  // namespace stemgewicht::detail
