#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/meetings/attendance_standing.hpp>
#include <stemgewicht/meetings/engines/meeting_diagram.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/position.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The members of a law, factor by factor: the order in which a diagram asks them.
inline std::vector<std::size_t> members_by_factor(const VoteLaw& law) {
    std::vector<std::size_t> order;
    for (const VoteFactor& factor : law.factors)
        order.insert(order.end(), factor.members.begin(), factor.members.end());
    return order;
}

/// The criteria of a rule of the library. Throws std::invalid_argument for a game of your own, which has none.
inline MeetingCriteria criteria_of(const MeetingRule& rule) {
    if (const auto* statute = std::get_if<Statute>(&rule)) return criteria_of(*statute);
    if (const auto* attendance = std::get_if<AttendanceRule>(&rule)) return criteria_of(*attendance);
    refuse_method(DecisionDiagram{}, "exact or enumerate for a game of your own");
}

/// Chances on a diagram of a meeting, under a law whose factors' members it asks one after the other.
class DiagramChances {
public:
    using Values = std::vector<Eigen::ArrayXXd>;  ///< by layer from some on: labels x states

    DiagramChances(const MeetingDiagram& diagram, const VoteLaw& law, const std::vector<double>& present)
        : diagram_(diagram), law_(law), present_(present) {
        for (const VoteFactor& factor : law.factors) first_.push_back(first_.back() + factor.members.size());
    }

    /// The chance of each result. `vote` is the chance of yes of those `held`, whatever the law says.
    [[nodiscard]] Eigen::ArrayXd results(const std::vector<bool>& held = {}, double vote = 0) const {
        Eigen::ArrayXXd value = last();
        for (std::size_t f = law_.factors.size(); f-- > 0;) value = before_factor(f, value, held, vote);
        return value.col(0);
    }

    /// The standing of every member, of a diagram whose results are outcomes. Cost O(states x nodes).
    [[nodiscard]] std::vector<AttendanceStanding> standings() const {
        std::vector<Eigen::ArrayXXd> behind(law_.factors.size() + 1);  // of each factor
        behind.back() = last();
        for (std::size_t f = law_.factors.size(); f-- > 0;) behind[f] = before_factor(f, behind[f + 1], {}, 0);
        std::vector<AttendanceStanding> standings(law_.member_count);
        Eigen::ArrayXd reach = Eigen::ArrayXd::Ones(1);
        for (std::size_t f = 0; f < law_.factors.size(); ++f) {
            const VoteFactor& factor = law_.factors[f];
            Eigen::ArrayXd after = Eigen::ArrayXd::Zero(behind[f + 1].cols());
            for (Eigen::Index node = 0; node < factor.masses.size(); ++node) {
                if (factor.masses[node] == 0) continue;
                after += through_factor(f, node, behind[f + 1], reach * factor.masses[node], standings);
            }
            reach = std::move(after);
        }
        return standings;
    }

private:
    [[nodiscard]] Eigen::ArrayXXd last() const {
        const auto& labels = diagram_.final_labels();
        Eigen::ArrayXXd value = Eigen::ArrayXXd::Zero(static_cast<Eigen::Index>(diagram_.label_count()),
                                                      static_cast<Eigen::Index>(labels.size()));
        for (std::size_t s = 0; s < labels.size(); ++s)
            value(static_cast<Eigen::Index>(labels[s]), static_cast<Eigen::Index>(s)) = 1;
        return value;
    }

    /// The chances of what a member does that is for a motion with a chance.
    [[nodiscard]] std::array<double, conduct_count> conduct(std::size_t member, double yes) const {
        const double here = present_[member];
        return {yes * here, yes * (1 - here), (1 - yes) * (1 - here), (1 - yes) * here};
    }

    [[nodiscard]] double yes_of(std::size_t f, std::size_t row, Eigen::Index node) const {
        return law_.factors[f].yes(static_cast<Eigen::Index>(row), node);
    }

    /// The values before a member, given those behind it.
    [[nodiscard]] Eigen::ArrayXXd before_member(std::size_t place, const Eigen::ArrayXXd& behind, double yes) const {
        const auto& layer = diagram_.layer(place);
        const auto chances = conduct(diagram_.order()[place], yes);
        Eigen::ArrayXXd value(behind.rows(), static_cast<Eigen::Index>(layer.size()));
        stop_point(layer.size() * 4 * static_cast<std::size_t>(behind.rows()));
        for (std::size_t s = 0; s < layer.size(); ++s) {
            auto column = value.col(static_cast<Eigen::Index>(s));
            column = chances[0] * behind.col(layer[s][0]);
            for (std::size_t b = 1; b < conduct_count; ++b) column += chances[b] * behind.col(layer[s][b]);
        }
        return value;
    }

    [[nodiscard]] Eigen::ArrayXXd before_factor(std::size_t f, const Eigen::ArrayXXd& behind,
                                                const std::vector<bool>& held, double vote) const {
        const VoteFactor& factor = law_.factors[f];
        Eigen::ArrayXXd mixed;
        for (Eigen::Index node = 0; node < factor.masses.size(); ++node) {
            Eigen::ArrayXXd value = behind;
            for (std::size_t row = factor.members.size(); row-- > 0;) {
                const bool given = !held.empty() && held[factor.members[row]];
                value = before_member(first_[f] + row, value, given ? vote : yes_of(f, row, node));
            }
            if (node == 0)
                mixed = factor.masses[node] * value;
            else
                mixed += factor.masses[node] * value;
        }
        return mixed;
    }

    /// Adds what a node of a factor gives to the standings of its members; returns the reach of the states behind it.
    [[nodiscard]] Eigen::ArrayXd through_factor(std::size_t f, Eigen::Index node, const Eigen::ArrayXXd& behind,
                                                Eigen::ArrayXd reach,
                                                std::vector<AttendanceStanding>& standings) const {
        const VoteFactor& factor = law_.factors[f];
        Values values(factor.members.size() + 1);
        values.back() = behind;
        for (std::size_t row = factor.members.size(); row-- > 0;)
            values[row] = before_member(first_[f] + row, values[row + 1], yes_of(f, row, node));
        for (std::size_t row = 0; row < factor.members.size(); ++row) {
            const auto& layer = diagram_.layer(first_[f] + row);
            const std::size_t member = factor.members[row];
            const double yes = yes_of(f, row, node);
            const auto chances = conduct(member, yes);
            Eigen::ArrayXXd met = Eigen::ArrayXXd::Zero(behind.rows(), conduct_count);  // labels by conduct
            Eigen::ArrayXd after = Eigen::ArrayXd::Zero(values[row + 1].cols());
            for (std::size_t s = 0; s < layer.size(); ++s)
                for (std::size_t b = 0; b < conduct_count; ++b) {
                    const double here = reach[static_cast<Eigen::Index>(s)];
                    met.col(static_cast<Eigen::Index>(b)) += here * values[row + 1].col(layer[s][b]);
                    after[layer[s][b]] += here * chances[b];
                }
            add(standings[member], met, chances, yes);
            reach = std::move(after);
        }
        return reach;
    }

    static void add(AttendanceStanding& standing, const Eigen::ArrayXXd& met,
                    const std::array<double, conduct_count>& chances, double yes) {
        const std::array<OutcomeChances<>*, conduct_count> cells{&standing.yes_present, &standing.yes_absent,
                                                                 &standing.no_absent, &standing.no_present};
        for (std::size_t b = 0; b < conduct_count; ++b)
            for (const Outcome outcome : all_outcomes)
                cells[b]->of(outcome) +=
                    chances[b] * met(static_cast<Eigen::Index>(label_of(outcome)), static_cast<Eigen::Index>(b));
        const auto passes = met.row(static_cast<Eigen::Index>(label_of(Outcome::passes)));
        standing.decisive += passes[0] - passes[3];
        standing.attending += yes * (passes[0] - passes[1]) + (1 - yes) * (passes[2] - passes[3]);
    }

    const MeetingDiagram& diagram_;
    const VoteLaw& law_;
    const std::vector<double>& present_;
    std::vector<std::size_t> first_{0};  ///< the layer that asks the first member of each factor
};

inline OutcomeChances<> outcomes_from(const Eigen::ArrayXd& results, std::size_t first) {
    OutcomeChances<> chances;
    for (const Outcome outcome : all_outcomes)
        chances.of(outcome) = results[static_cast<Eigen::Index>(first + label_of(outcome))];
    return chances;
}

/// The chance of each outcome on the diagram of a meeting. Cost O(states x nodes).
inline OutcomeChances<> outcome_chances(const MeetingRule& rule, const VoteLaw& law, const std::vector<double>& present,
                                        const DecisionDiagram& method) {
    const MeetingDiagram diagram(criteria_of(rule), members_by_factor(law), method.maximum_states);
    return outcomes_from(DiagramChances(diagram, law, present).results(), 0);
}

/// The standing of every member likewise.
inline std::vector<AttendanceStanding> attendance_standings(const MeetingRule& rule, const VoteLaw& law,
                                                            const std::vector<double>& present,
                                                            const DecisionDiagram& method) {
    const MeetingDiagram diagram(criteria_of(rule), members_by_factor(law), method.maximum_states);
    return DiagramChances(diagram, law, present).standings();
}

/// The standing of a position likewise, on the diagram of the meeting and the position together.
inline AttendancePosition attendance_position(const MeetingRule& rule, const WeightedRule& position, Holders holders,
                                              const VoteLaw& law, const std::vector<double>& present,
                                              const DecisionDiagram& method) {
    const MeetingDiagram diagram(with_position(criteria_of(rule), position, holders), members_by_factor(law),
                                 method.maximum_states);
    const DiagramChances chances(diagram, law, present);
    const Eigen::ArrayXd results = chances.results();
    AttendancePosition standing{.yes = outcomes_from(results, 0),
                                .tied = outcomes_from(results, all_outcomes.size()),
                                .no = outcomes_from(results, 2 * all_outcomes.size())};
    std::vector<bool> held(position.weights.size());
    for (std::size_t i = 0; i < held.size(); ++i) held[i] = position.weights[i] > 0;
    const auto pass = [&](double vote) {
        const Eigen::ArrayXd given = chances.results(held, vote);
        double sum = 0;
        for (std::size_t side = 0; side < 3; ++side) sum += outcomes_from(given, side * all_outcomes.size()).passes;
        return sum;
    };
    standing.decisive = pass(1) - pass(0);
    return standing;
}

/// For each member the divisions of the others in which its yes passes the motion and its no does not, less those in
/// which it is the other way round, on the diagram. Exact integers of any type that holds 3^(n-1).
template <class Integer>
std::vector<Integer> ternary_swings(const MeetingRule& rule, const DecisionDiagram& method) {
    const std::size_t members = stemgewicht::member_count(rule);
    std::vector<std::size_t> order(members);
    for (std::size_t i = 0; i < members; ++i) order[i] = i;
    const MeetingDiagram diagram(criteria_of(rule), order, method.maximum_states);
    std::vector<std::vector<Integer>> passing(members + 1);  // divisions of those behind that pass, by layer and state
    for (const std::size_t label : diagram.final_labels())
        passing.back().push_back(Integer(label == label_of(Outcome::passes) ? 1 : 0));
    for (std::size_t r = members; r-- > 0;) {
        stop_point(100 * diagram.layer(r).size());
        for (const MeetingDiagram::Branches& to : diagram.layer(r)) {
            Integer sum = passing[r + 1][to[0]];
            sum += passing[r + 1][to[1]];
            sum += passing[r + 1][to[3]];
            passing[r].push_back(sum);
        }
    }
    std::vector<Integer> counts(members), reach{Integer(1)};
    for (std::size_t r = 0; r < members; ++r) {
        stop_point(100 * diagram.layer(r).size());
        std::vector<Integer> after(passing[r + 1].size());
        for (std::size_t s = 0; s < diagram.layer(r).size(); ++s) {
            const MeetingDiagram::Branches& to = diagram.layer(r)[s];
            counts[r] += reach[s] * passing[r + 1][to[0]];
            counts[r] -= reach[s] * passing[r + 1][to[3]];
            for (const std::size_t b : {0U, 1U, 3U}) after[to[b]] += reach[s];
        }
        reach = std::move(after);
    }
    return counts;
}

}  // namespace stemgewicht::detail
