#pragma once

#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/meetings/presence.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/models/model.hpp>

#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
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

/// A motion from meeting to meeting until it is decided, opinion by opinion and attendance by attendance.
class PlainMeetings {
public:
    /// Of an attendance rule or a statute.
    PlainMeetings(const MeetingRule& rule, const VoteLaw& law, const std::vector<double>& present)
        : count_(stemgewicht::member_count(rule)), attendances_(chances(present)) {
        for (std::size_t i = 0; i < count_; ++i) {
            std::vector<double> forced = present;
            forced[i] = 1;
            coming_.push_back(chances(forced));
            forced[i] = 0;
            staying_.push_back(chances(forced));
        }
        std::vector<MeetingRule> rules(4, rule);
        for (std::size_t k = 0; k < 4; ++k)
            if (auto* each = std::get_if<AttendanceRule>(&rules[k])) {
                if (k >= second) each->tie = UnbrokenTie::deferred;
                if (k == first_again || k == second_again) each->quorum = 0;
            } else if (k == first_again) {
                std::get<Statute>(rules[k]).quorum.clear();
            }
        for (std::size_t want = 0; want < sets(); ++want) {
            opinions_.push_back(chance_of_opinions(law, want));
            for (std::size_t here = 0; here < sets(); ++here)
                for (const MeetingRule& each : rules)
                    outcomes_.push_back(std::visit(
                        [&](const auto& game) {
                            return game.outcome(Coalition(count_, want & here), Coalition(count_, ~want & here));
                        },
                        each));
        }
    }

    [[nodiscard]] Meetings<OutcomeChances<>> outcomes() const {
        Meetings<OutcomeChances<>> result;
        for (std::size_t want = 0; want < sets(); ++want)
            each(want, attendances_, opinions_[want], [&](auto meeting, std::size_t, Outcome outcome, double chance) {
                (result.*part(meeting, result)).of(outcome) += chance;
            });
        return result;
    }

    [[nodiscard]] Meetings<AttendanceStanding> member(std::size_t i) const {
        const std::size_t bit = std::size_t{1} << i;
        Meetings<AttendanceStanding> result;
        for (std::size_t want = 0; want < sets(); ++want) {
            each(want, attendances_, opinions_[want], [&](auto meeting, auto here, Outcome outcome, double chance) {
                AttendanceStanding& standing = result.*part(meeting, result);
                OutcomeChances<>& cell = (want & bit) != 0 ? here & bit ? standing.yes_present : standing.yes_absent
                                         : here & bit      ? standing.no_present
                                                           : standing.no_absent;
                cell.of(outcome) += chance;
            });
            const auto add = [&](std::size_t wants, const std::vector<double>& attendances, double decisive,
                                 double attending) {
                each(wants, attendances, opinions_[want], [&](auto meeting, auto, Outcome outcome, double chance) {
                    if (outcome != Outcome::passes) return;
                    (result.*part(meeting, result)).decisive += decisive * chance;
                    (result.*part(meeting, result)).attending += attending * chance;
                });
            };
            add(want | bit, coming_[i], 1, (want & bit) != 0 ? 1 : 0);
            add(want & ~bit, coming_[i], -1, (want & bit) != 0 ? 0 : -1);
            add(want, staying_[i], 0, (want & bit) != 0 ? -1 : 1);
        }
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
        for (std::size_t want = 0; want < sets(); ++want) {
            each(want, attendances_, opinions_[want], [&](auto meeting, auto here, Outcome outcome, double chance) {
                (result.*part(meeting, result)).of(side(want, here)).of(outcome) += chance;
            });
            for (const auto& [wants, sign] : {std::pair(want | held, 1), std::pair(want & ~held, -1)})
                each(wants, attendances_, opinions_[want], [&](auto meeting, auto, Outcome outcome, double chance) {
                    if (outcome == Outcome::passes) (result.*part(meeting, result)).decisive += sign * chance;
                });
        }
        return result;
    }

private:
    enum Meeting : std::size_t { first, first_again, second, second_again };

    template <class T>
    static T Meetings<T>::* part(Meeting meeting, const Meetings<T>&) {
        return meeting == first         ? &Meetings<T>::first
               : meeting == first_again ? &Meetings<T>::recalled
                                        : &Meetings<T>::second;
    }

    [[nodiscard]] std::size_t sets() const { return std::size_t{1} << count_; }
    [[nodiscard]] std::vector<double> chances(const std::vector<double>& present) const {
        std::vector<double> result;
        for (std::size_t here = 0; here < sets(); ++here) {
            double chance = 1;
            for (std::size_t i = 0; i < count_; ++i) chance *= (here >> i) & 1 ? present[i] : 1 - present[i];
            result.push_back(chance);
        }
        return result;
    }

    /// Calls work(meeting, who is there, outcome, chance) for all that can become of a motion in each meeting; a second
    /// one without a quorum is followed to the one called again.
    template <class Work>
    void each(std::size_t want, const std::vector<double>& attendances, double chance, const Work& work) const {
        each_from(first, want, attendances, chance, work);
    }
    template <class Work>
    void each_from(Meeting meeting, std::size_t want, const std::vector<double>& attendances, double before,
                   const Work& work) const {
        for (std::size_t here = 0; here < sets(); ++here) {
            const double chance = before * attendances[here];
            if (chance == 0) continue;
            const Outcome outcome = outcomes_[(want * sets() + here) * 4 + meeting];
            if (meeting != second || outcome != Outcome::no_quorum) work(meeting, here, outcome, chance);
            if (outcome == Outcome::no_quorum)
                each_from(meeting == first ? first_again : second_again, want, attendances, chance, work);
            if (outcome == Outcome::tied && meeting <= first_again) each_from(second, want, attendances, chance, work);
        }
    }

    std::size_t count_;
    std::vector<double> attendances_, opinions_;
    std::vector<std::vector<double>> coming_, staying_;  ///< attendances where a member always comes, and never
    std::vector<Outcome> outcomes_;                      ///< by opinions, attendance and meeting
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
