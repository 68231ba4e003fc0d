#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>

#include "catch.hpp"
#include "support/attendance_cases.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::distance;

namespace {

template <class T>
double distance(const Meetings<T>& a, const Meetings<T>& b) {
    return std::max({support::distance(a.first, b.first), support::distance(a.recalled, b.recalled),
                     support::distance(a.second, b.second)});
}

/// A rule of small weights, as the cost of two meetings grows with their square.
AttendanceRule random_light_rule(support::Random& random, std::size_t count) {
    for (;;) {
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        if (std::accumulate(rule.weights.begin(), rule.weights.end(), Weight{0}) <= (rule.quota > 0 ? 12 : 40))
            return rule;
    }
}

/// Nine members of weight 1: a small council with a quorum.
AttendanceRule council() { return {.weights = std::vector<Weight>(9, 1), .quorum = 5}; }

}  // namespace

TEST_CASE("Models that are mixtures of laws are counted as enumerated") {
    support::Random random(60);
    for (int round = 0; round < support::rounds(40); ++round) {
        const std::size_t count = 1 + random.index(6);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        const Attendance chances = support::random_attendance(random, count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        for (const VotingModel& model : support::random_attended_models(random, count)) {
            INFO(support::shown(rule) << ", present " << support::list(chances.present) << " under "
                                      << model_name(model));
            CHECK(distance(outcome_chances(rule, model, chances), outcome_chances(rule, model, chances, Enumerate{})) <
                  1e-12);
            const VoteLaw whole = vote_law(model, count);  // one law of all
            const auto members = outvoted_members(rule, model, chances);
            const auto enumerated = detail::attendance_standings(rule, whole, presence(chances, count), Enumerate{});
            for (std::size_t i = 0; i < count; ++i) CHECK(distance(members[i].standing, enumerated[i]) < 1e-12);
            for (const Holders holders : {Holders::all, Holders::present})
                CHECK(distance(outvoted(rule, position, model, chances, holders, Exact{}, Ties::against).standing,
                               detail::attendance_position(rule, position, holders, whole, presence(chances, count),
                                                           Enumerate{})) < 1e-12);
        }
    }
}

TEST_CASE("Meetings that are called again and put off go as the definitions say") {
    support::Random random(61);
    double put_off = 0, without_quorum = 0;
    for (int round = 0; round < support::rounds(120); ++round) {
        const std::size_t count = round % 20 == 0 ? 4 : 1 + random.index(3);
        const AttendanceRule rule = random_light_rule(random, count);
        const Attendance chances = support::random_attendance(random, count);
        WeightedRule position = support::random_position(random, count);
        const Holders holders = random.coin() ? Holders::all : Holders::present;
        if (holders == Holders::present) position = majority_rule(position.weights);
        for (const VotingModel& model : support::random_attended_models(random, count)) {
            INFO(support::shown(rule) << ", present " << support::list(chances.present) << " under "
                                      << model_name(model) << ", position " << support::shown(position));
            const support::PlainMeetings plain(rule, vote_law(model, count), presence(chances, count));
            const auto outcomes = reconvened_outcomes(rule, model, chances);
            CHECK(distance(outcomes, plain.outcomes()) < 1e-12);
            CHECK(std::abs(outcomes.recalled.sum() - outcomes.first.no_quorum) < 1e-12);
            CHECK(std::abs(outcomes.second.sum() - outcomes.first.tied - outcomes.recalled.tied) < 1e-12);
            CHECK(outcomes.recalled.no_quorum + outcomes.second.no_quorum == 0);
            CHECK(std::abs(in_the_end(outcomes).passes + in_the_end(outcomes).fails - 1) < 1e-12);
            const auto members = reconvened_standings(rule, model, chances);
            for (std::size_t i = 0; i < count; ++i) CHECK(distance(members[i], plain.member(i)) < 1e-12);
            CHECK(distance(reconvened_position(rule, position, model, chances, holders),
                           plain.position(position, holders)) < 1e-12);
            put_off += outcomes.first.tied + outcomes.recalled.tied;
            without_quorum += outcomes.recalled.sum();
        }
    }
    CHECK(put_off > 10);  // the cases are not idle
    CHECK(without_quorum > 10);
}

TEST_CASE("Five members go from meeting to meeting as the definitions say") {
    for (const UnbrokenTie tie : {UnbrokenTie::deferred, UnbrokenTie::rejected, UnbrokenTie::deferred_unless_full}) {
        const AttendanceRule rule{.weights = {2, 1, 1, 1, 1}, .quorum = 3, .tie = tie};
        const std::vector<double> chances{0.6, 0.3, 0.8, 1.0, 0.5};
        const support::PlainMeetings plain(rule, vote_law(iac(), 5), chances);
        CHECK(distance(reconvened_outcomes(rule, iac(), attendance(chances)), plain.outcomes()) < 1e-12);
        const auto members = reconvened_standings(rule, iac(), attendance(chances));
        for (const std::size_t i : {0U, 3U}) CHECK(distance(members[i], plain.member(i)) < 1e-12);
    }
}

TEST_CASE("A meeting without a quorum is called again, and decides with whoever comes") {
    // Of three of whom each comes half the time, two must be there. For the motion are a and b, against it is c.
    const AttendanceRule rule{.weights = {1, 1, 1}, .quorum = 2, .tie = UnbrokenTie::rejected};
    const auto outcomes = reconvened_outcomes(rule, independent({1.0, 1.0, 0.0}), attendance(0.5));
    CHECK(outcomes.first.passes == Approx(2 / 8.0).margin(1e-15));  // ab and abc; ac and bc are tied
    CHECK(outcomes.first.no_quorum == Approx(4 / 8.0).margin(1e-15));
    CHECK(outcomes.recalled.passes == Approx(4 / 8.0 * 4 / 8.0).margin(1e-15));  // a and b alone too
    CHECK(outcomes.second.sum() == 0);
    CHECK(in_the_end(outcomes).passes == Approx(0.5).margin(1e-15));
    const auto members = outvoted(in_the_end(reconvened_standings(rule, iac(), attendance(0.5))));
    for (const AttendanceOutvoted<>& member : members) {
        CHECK(member.overall.undecided == Approx(0).margin(1e-15));
        CHECK(member.present == Approx(0.5 * 3 / 4 + 0.5 * 0.5));  // whoever comes makes a quorum with 3 in 4
    }
}

TEST_CASE("Who always comes, and makes the quorum, gains or loses by that as the definitions say") {
    // There is always a quorum, as a always comes; without a there would be none where b is absent, time and again.
    const AttendanceRule rule{.weights = {1, 1}, .quorum = 1};
    const Attendance chances = attendance({1.0, 0.4});
    const auto meetings = reconvened_standings(rule, independent({0.0, 1.0}), chances);
    const support::PlainMeetings plain(rule, vote_law(independent({0.0, 1.0}), 2), chances.present);
    CHECK(in_the_end(meetings[0]).attending > 0.3);  // it keeps b from passing the motion
    for (std::size_t i = 0; i < 2; ++i) CHECK(distance(meetings[i], plain.member(i)) < 1e-12);
}

TEST_CASE("Of two members who come for certain and disagree, both meetings are tied") {
    const AttendanceRule pair{.weights = {1, 1}};
    const auto outcomes = reconvened_outcomes(pair, ic(), attendance(1.0));
    CHECK(outcomes.first.tied == Approx(0.5).margin(1e-15));
    CHECK(outcomes.second.tied == Approx(0.5).margin(1e-15));
    CHECK(in_the_end(outcomes).fails == Approx(0.75).margin(1e-15));
    const auto members = outvoted(in_the_end(reconvened_standings(pair, ic(), attendance(1.0))));
    CHECK(members[0].overall.blocked == Approx(0.25).margin(1e-15));
    CHECK(members[0].overall.overruled == Approx(0).margin(1e-15));
}

TEST_CASE("Two who disagree and come now and then are decided by who comes") {
    // They tie where both come or none does, with p^2 + (1 - p)^2; else the motion goes as the one who came wants.
    const double p = 0.7, tie = p * p + (1 - p) * (1 - p);
    const auto outcomes =
        reconvened_outcomes(AttendanceRule{.weights = {3, 3}}, independent({1.0, 0.0}), attendance(p));
    CHECK(outcomes.first.tied == Approx(tie).margin(1e-15));
    CHECK(outcomes.second.passes == Approx(tie * p * (1 - p)).margin(1e-15));
    CHECK(outcomes.second.tied == Approx(tie * tie).margin(1e-15));
}

TEST_CASE("What never occurs in a reconvened meeting is given as such") {
    // Who is for the motion never comes, so that it is tied where nobody does, and never passes.
    const AttendanceRule rule{.weights = {1, 2, 5}, .quorum = 0};
    const VotingModel model = independent({1.0, 0.0, 0.0});
    const Attendance chances = attendance({0.0, 0.6, 0.3});
    const auto members = outvoted(in_the_end(reconvened_standings(rule, model, chances)));
    for (const AttendanceOutvoted<>& member : members) CHECK(!member.overall.outvoted_if_pass);
    CHECK(members[0].overall.blocked == Approx(1));
    const WeightedRule position = majority_rule({1, 1, 1});
    const auto group = outvoted(in_the_end(reconvened_position(rule, position, model, chances)));
    CHECK(!group.agreement.outvoted_if_pass);
    CHECK(group.agreement.success == Approx(1));
}

TEST_CASE("Who never changes a decision is never decisive from meeting to meeting") {
    // Of 4, 4, 4, 2, 2 and 1 votes and 12 needed, the last is a dummy; it helps to make the quorum.
    const AttendanceRule rule{.weights = {4, 4, 4, 2, 2, 1}, .quorum = 4, .quota = 12};
    for (const VotingModel& model : std::vector<VotingModel>{ic(), iac()}) {
        const auto members = in_the_end(reconvened_standings(rule, model, attendance(0.6)));
        CHECK(members.front().decisive > 0.01);
        CHECK(members.back().decisive == 0);
    }
}

TEST_CASE("A second meeting leaves a rule without ties, or with ties rejected at once, as it is") {
    AttendanceRule rule{.weights = council().weights};
    rule.tie = UnbrokenTie::rejected;
    const auto rejected = reconvened_outcomes(rule, iac(), attendance(0.8));
    CHECK(rejected.second.sum() == 0);
    CHECK(distance(in_the_end(rejected), outcome_chances(rule, iac(), attendance(0.8))) < 1e-15);
    rule = council();
    rule.share = {2, 3};
    CHECK(reconvened_outcomes(rule, iac(), attendance(0.8)).second.sum() == 0);
}

TEST_CASE("A heavy board takes no reconvened meeting by tables, and is told what does") {
    using Catch::Matchers::ContainsSubstring;
    AttendanceRule heavy{.weights = std::vector<Weight>(55, 1), .quorum = 28};
    for (std::size_t i = 0; i < 55; ++i) heavy.weights[i] = static_cast<Weight>(1000 + 17 * i);
    CHECK_THAT(support::too_large([&] { return reconvened_outcomes(heavy, ic(), attendance(0.9)); }),
               ContainsSubstring("monte_carlo carries it"));
    CHECK_THAT(support::too_large(
                   [&] { return reconvened_standings(council(), ic(), attendance(0.9), Exact{.memory = 4096}); }),
               ContainsSubstring("monte_carlo carries it"));
    // A position of 55 members with some 170 votes takes seconds, those of seven groups minutes.
    AttendanceRule region{.weights = std::vector<Weight>(55, 3), .quorum = 28};
    region.weights[0] = 8;
    CHECK_NOTHROW(check_reconvened_positions(region, 1, ic(), attendance(0.9)));
    CHECK_THAT(support::too_large([&] { return check_reconvened_positions(region, 7, ic(), attendance(0.9)); }),
               ContainsSubstring("monte_carlo carries it"));
    CHECK_THAT(support::too_large(
                   [&] { return reconvened_position(region, majority_rule(region.weights), iac(), attendance(0.9)); }),
               ContainsSubstring("monte_carlo carries it"));
    CHECK(support::refusal([&] { return reconvened_outcomes(council(), ic(), attendance({0.5, 0.5})); }) ==
          "attendance: must be one probability for all or one for each of the 9 members, got 2 probabilities");
    CHECK(support::refusal([&] {
              return reconvened_position(council(), WeightedRule{.weights = std::vector<Weight>(9, 1), .quota = 6},
                                         ic(), attendance(0.5), Holders::present);
          }) == "position.quota: must be the majority 5 where those present decide, got 6");
    CHECK(support::refusal([&] { return reconvened_outcomes(council(), ic(), attendance(0.5), Enumerate{}); }) ==
          "method: must be exact, got enumerate");
}
