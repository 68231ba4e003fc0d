#pragma once

#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/models/model.hpp>

#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

/// Random meetings, and what comes of motions in them by the plain definitions.
namespace support {

using namespace stemgewicht;

inline AttendanceRule random_attendance_rule(Random& random, std::size_t count) {
    AttendanceRule rule{.weights = std::vector<Weight>(count)};
    const Weight largest = random.coin() ? 2 : random.coin() ? 7 : 40;
    for (Weight& weight : rule.weights) weight = random.between(0, largest) * (random.coin() ? 1 : 2);
    Weight total = std::accumulate(rule.weights.begin(), rule.weights.end(), Weight{0});
    if (total == 0) total = rule.weights[random.index(count)] = 3;
    if (random.index(3) == 0) {
        rule.share.denominator = random.between(2, 7);
        rule.more_than = random.coin();
        rule.share.numerator = random.between(1, rule.share.denominator - (rule.more_than ? 1 : 0));
    }
    if (random.coin()) rule.quorum = random.index(count + 1);
    if (rule.has_ties() && random.coin()) rule.chair = random.index(count);
    rule.tie = static_cast<UnbrokenTie>(random.index(3));
    if (random.index(3) == 0) rule.quota = random.between(0, total);
    return rule;
}

inline Attendance random_attendance(Random& random, std::size_t count) {
    if (random.index(3) == 0) return stemgewicht::attendance(random_chance(random));
    std::vector<double> chances(count);
    for (double& chance : chances) chance = random_chance(random);
    return stemgewicht::attendance(chances);
}

inline std::string shown(const AttendanceRule& rule) {
    return "{" + list(rule.weights) + "}, share " + std::to_string(rule.share.numerator) + "/" +
           std::to_string(rule.share.denominator) + (rule.more_than ? " exceeded" : " reached") + ", quorum " +
           std::to_string(rule.quorum) + ", chair " + (rule.chair ? std::to_string(*rule.chair) : "none") + ", tie " +
           std::to_string(static_cast<int>(rule.tie)) + ", quota " + std::to_string(rule.quota);
}

inline double distance(const OutcomeChances<>& a, const OutcomeChances<>& b) {
    return std::max({std::abs(a.passes - b.passes), std::abs(a.fails - b.fails), std::abs(a.tied - b.tied),
                     std::abs(a.no_quorum - b.no_quorum)});
}
inline double distance(const AttendanceStanding& a, const AttendanceStanding& b) {
    return std::max({distance(a.yes_present, b.yes_present), distance(a.yes_absent, b.yes_absent),
                     distance(a.no_present, b.no_present), distance(a.no_absent, b.no_absent),
                     std::abs(a.decisive - b.decisive), std::abs(a.attending - b.attending)});
}
inline double distance(const AttendancePosition& a, const AttendancePosition& b) {
    return std::max(
        {distance(a.yes, b.yes), distance(a.tied, b.tied), distance(a.no, b.no), std::abs(a.decisive - b.decisive)});
}

/// P(exactly the members of `set` want the motion).
inline double chance_of_opinions(const VoteLaw& law, std::size_t set) {
    double chance = 1;
    for (const VoteFactor& factor : law.factors) {
        double sum = 0;
        for (Eigen::Index k = 0; k < factor.masses.size(); ++k) {
            double term = factor.masses[k];
            for (std::size_t r = 0; r < factor.members.size(); ++r) {
                const double yes = factor.yes(static_cast<Eigen::Index>(r), k);
                term *= (set >> factor.members[r]) & 1 ? yes : 1 - yes;
            }
            sum += term;
        }
        chance *= sum;
    }
    return chance;
}

/// A meeting and the reconvened one, opinion by opinion and attendance by attendance.
class PlainMeetings {
public:
    PlainMeetings(const AttendanceRule& rule, const VoteLaw& law, std::vector<double> present)
        : count_(rule.member_count()), present_(std::move(present)) {
        AttendanceRule second = rule;
        second.tie = UnbrokenTie::deferred;
        for (std::size_t want = 0; want < sets(); ++want) {
            opinions_.push_back(chance_of_opinions(law, want));
            for (std::size_t here = 0; here < sets(); ++here) {
                const Coalition yes(count_, want & here), no(count_, ~want & here);
                first_.push_back(rule.outcome(yes, no));
                second_.push_back(second.outcome(yes, no));
            }
        }
        for (std::size_t here = 0; here < sets(); ++here) {
            double chance = 1;
            for (std::size_t i = 0; i < count_; ++i) chance *= (here >> i) & 1 ? present_[i] : 1 - present_[i];
            attendances_.push_back(chance);
        }
    }

    [[nodiscard]] Meetings<OutcomeChances<>> outcomes() const {
        Meetings<OutcomeChances<>> result;
        each([&](std::size_t want, std::size_t here, std::size_t again, double chance) {
            result.first.of(first(want, here)) += chance;
            if (first(want, here) == Outcome::tied) result.second.of(second(want, again)) += chance;
        });
        return result;
    }

    [[nodiscard]] Meetings<AttendanceStanding> member(std::size_t i) const {
        const std::size_t bit = std::size_t{1} << i;
        Meetings<AttendanceStanding> result;
        each([&](std::size_t want, std::size_t here, std::size_t again, double chance) {
            const auto cell = [&](AttendanceStanding& standing, std::size_t present) -> OutcomeChances<>& {
                if (want & bit) return present & bit ? standing.yes_present : standing.yes_absent;
                return present & bit ? standing.no_present : standing.no_absent;
            };
            cell(result.first, here).of(first(want, here)) += chance;
            if (first(want, here) == Outcome::tied) cell(result.second, again).of(second(want, again)) += chance;
            const auto add = [&](AttendanceStanding& standing, const auto& passes) {
                const int yes = passes(want | bit, here | bit, again | bit);
                const int no = passes(want & ~bit, here | bit, again | bit);
                const int none = passes(want, here & ~bit, again & ~bit);
                standing.decisive += chance * (yes - no);
                standing.attending += chance * (want & bit ? yes - none : none - no);
            };
            add(result.first, [&](std::size_t w, std::size_t h, std::size_t) { return int{first_passes(w, h)}; });
            add(result.second,
                [&](std::size_t w, std::size_t h, std::size_t a) { return int{second_passes(w, h, a)}; });
        });
        return result;
    }

    [[nodiscard]] Meetings<AttendancePosition> position(const WeightedRule& rule, Holders holders) const {
        const Weight all = total_weight(rule.weights);
        std::size_t held = 0;
        for (std::size_t i = 0; i < count_; ++i) held |= rule.weights[i] > 0 ? std::size_t{1} << i : 0;
        const auto side = [&](std::size_t want, std::size_t here) {
            Weight in_favour = 0, against = 0;
            for (std::size_t i = 0; i < count_; ++i)
                if (holders == Holders::all || (here >> i) & 1)
                    ((want >> i) & 1 ? in_favour : against) += rule.weights[i];
            if (holders == Holders::all) return side_of(rule, all, in_favour);
            return in_favour > against ? Side::yes : in_favour < against ? Side::no : Side::tied;
        };
        Meetings<AttendancePosition> result;
        each([&](std::size_t want, std::size_t here, std::size_t again, double chance) {
            result.first.of(side(want, here)).of(first(want, here)) += chance;
            if (first(want, here) == Outcome::tied)
                result.second.of(side(want, again)).of(second(want, again)) += chance;
            result.first.decisive +=
                chance * (int{first_passes(want | held, here)} - int{first_passes(want & ~held, here)});
            result.second.decisive +=
                chance * (int{second_passes(want | held, here, again)} - int{second_passes(want & ~held, here, again)});
        });
        return result;
    }

private:
    [[nodiscard]] std::size_t sets() const { return std::size_t{1} << count_; }
    [[nodiscard]] Outcome first(std::size_t want, std::size_t here) const { return first_[want * sets() + here]; }
    [[nodiscard]] Outcome second(std::size_t want, std::size_t here) const { return second_[want * sets() + here]; }
    [[nodiscard]] bool first_passes(std::size_t want, std::size_t here) const {
        return first(want, here) == Outcome::passes;
    }
    [[nodiscard]] bool second_passes(std::size_t want, std::size_t here, std::size_t again) const {
        return first(want, here) == Outcome::tied && second(want, again) == Outcome::passes;
    }
    template <class Work>
    void each(const Work& work) const {
        for (std::size_t want = 0; want < sets(); ++want)
            for (std::size_t here = 0; here < sets(); ++here)
                for (std::size_t again = 0; again < sets(); ++again)
                    work(want, here, again, opinions_[want] * attendances_[here] * attendances_[again]);
    }

    std::size_t count_;
    std::vector<double> present_, opinions_, attendances_;
    std::vector<Outcome> first_, second_;  ///< by opinions and attendance
};

/// Models of every kind, and three that are mixtures of laws.
inline std::vector<VotingModel> random_attended_models(Random& random, std::size_t count) {
    std::vector<VotingModel> models = random_models(random, count);
    models.push_back(CopyVotes{.region = 0.3 * random.unit(),
                               .groups = {{.grouping = random_grouping(random, count), .share = 0.6 * random.unit()}},
                               .yes = {random_chance(random)},
                               .line = random.unit()});
    models.push_back(FactorVotes{.region = 0.4 * random.unit(),
                                 .groups = {{.grouping = random_grouping(random, count), .share = 0.4}},
                                 .yes = {random.unit()}});
    return models;
}

}  // namespace support
