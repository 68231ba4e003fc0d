#include <stemgewicht/meetings/attendance_fractions.hpp>
#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/estimated_meetings.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/rules/combined.hpp>

#include "catch.hpp"
#include "support/attendance_cases.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

const std::vector<Weight> six{300, 250, 150, 120, 100, 80};

/// Two thirds of all weight present, and more than half of the weight cast.
Statute quorum_by_weight() {
    return {.quorum = {present_clause(six, 667)},
            .clauses = {cast_clause(six, 1, 2, true)},
            .decision = WeightedRule{{1}, 1}};
}

/// More than half of those present by heads, and 500 of 1000 parts.
Statute heads_and_parts() {
    return {.quorum = {},
            .clauses = {cast_clause({1, 1, 1, 1, 1, 1}, 1, 2, true), yes_clause(six, 500)},
            .decision = WeightedRule{{1, 1}, 2}};
}

/// A council of so many members, the first of them permanent: so many are for, and no permanent member is against.
Statute council(std::size_t members, std::size_t permanent, Weight needed) {
    std::vector<Weight> veto(members, 0);
    for (std::size_t i = 0; i < permanent; ++i) veto[i] = 1;
    return {.quorum = {},
            .clauses = {yes_clause(std::vector<Weight>(members, 1), needed), against_clause(veto, 0)},
            .decision = WeightedRule{{1, 1}, 2}};
}

Statute security_council() { return council(15, 5, 9); }

Clause random_clause(support::Random& random, std::size_t count) {
    std::vector<Weight> weights = support::random_weights(random, count);
    Weight total = 0;
    for (const Weight weight : weights) total += weight;
    if (total == 0) total = weights[0] = 2;
    switch (random.index(4)) {
        case 0: return yes_clause(weights, random.between(1, total));
        case 1: return present_clause(weights, random.between(1, total));
        case 2: return against_clause(weights, random.between(0, total));
        default: return cast_clause(weights, 1, random.between(2, 4), random.coin());
    }
}

Statute random_statute(support::Random& random, std::size_t count) {
    Statute statute;
    for (std::size_t k = random.index(3); k > 0; --k) statute.quorum.push_back(random_clause(random, count));
    for (std::size_t k = 1 + random.index(4); k > 0; --k) statute.clauses.push_back(random_clause(random, count));
    statute.decision = support::random_rule(random, statute.clauses.size(), 1);
    return statute;
}

double pass(const MeetingRule& rule, const Method& method = Exact{}) {
    return outcome_chances(rule, ic(), attendance(0.7), method).passes;
}

}  // namespace

TEST_CASE("A quorum by weight, and two majorities at a meeting, pass as often as counted over all 729 divisions") {
    for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})}) {
        CHECK(std::abs(pass(quorum_by_weight(), method) - 18472951.0 / 64000000) < 1e-13);
        CHECK(std::abs(pass(heads_and_parts(), method) - 14464359.0 / 64000000) < 1e-13);
    }
}

TEST_CASE("Abstention is no veto in the Security Council") {
    for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{})}) {
        const auto power = ternary_banzhaf_fractions(security_council(), method);
        CHECK(power.front() == Fraction(36112, 1594323));
        CHECK(power.back() == Fraction(5906, 531441));
        const auto values = ternary_banzhaf(security_council(), method);
        CHECK(std::abs(values[0] - 36112.0 / 1594323) < 1e-14);
        CHECK(std::abs(values[14] - 5906.0 / 531441) < 1e-14);
        for (const Statute& small : {council(7, 2, 4), council(9, 3, 5)})  // by all 3^9 divisions
            CHECK(ternary_banzhaf_fractions(small, method) == ternary_banzhaf_fractions(small, Enumerate{}));
    }
}

TEST_CASE("The diagram and the visit of all divisions agree on random statutes and attendance rules") {
    support::Random random(1601);
    for (int round = 0; round < support::rounds(80); ++round) {
        const std::size_t count = 1 + random.index(6);
        const MeetingRule rule = random.coin() ? MeetingRule(random_statute(random, count))
                                               : MeetingRule(support::random_attendance_rule(random, count));
        const std::vector<double> present = presence(support::random_attendance(random, count), count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO("round " << round << ", present " << support::list(present) << " under " << support::shown(model));
            const VoteLaw law = vote_law(model, count);
            CHECK(support::distance(detail::outcome_chances(rule, law, present, DecisionDiagram{}),
                                    detail::outcome_chances(rule, law, present, Enumerate{})) < 1e-12);
            const auto counted = detail::attendance_standings(rule, law, present, DecisionDiagram{});
            const auto visited = detail::attendance_standings(rule, law, present, Enumerate{});
            for (std::size_t i = 0; i < count; ++i) CHECK(support::distance(counted[i], visited[i]) < 1e-12);
            for (const Holders holders : {Holders::all, Holders::present})
                CHECK(support::distance(
                          detail::attendance_position(rule, position, holders, law, present, DecisionDiagram{}),
                          detail::attendance_position(rule, position, holders, law, present, Enumerate{})) < 1e-12);
        }
        CHECK(ternary_banzhaf_fractions(rule, DecisionDiagram{}) == ternary_banzhaf_fractions(rule, Enumerate{}));
    }
}

TEST_CASE("Simulated statutes, and games of your own, lie within their errors") {
    support::Random random(1602);
    for (int round = 0; round < support::rounds(8); ++round) {
        const std::size_t count = 2 + random.index(5);
        const Statute statute = random_statute(random, count);
        const Attendance chances = support::random_attendance(random, count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        const OutcomeChances<> exact = outcome_chances(statute, beta(1.5, 2), chances);
        const auto members = outvoted_members(statute, beta(1.5, 2), chances);
        const auto group = outvoted(statute, position, beta(1.5, 2), chances, Holders::all, Exact{}, Ties::against);
        const auto near = [](const Estimate& estimate, double value) {
            return std::abs(estimate.value - value) <= 4.5 * estimate.error + 1e-9;
        };
        for (const MeetingRule& rule : {MeetingRule(statute), MeetingRule(OwnTernaryGame(statute))}) {
            INFO("round " << round << ", rule " << rule.index());
            const MonteCarlo method{.samples = 40'000, .seed = 7};
            const OutcomeEstimates estimate = estimated_outcome_chances(rule, beta(1.5, 2), chances, method);
            CHECK(near(estimate.passes, exact.passes));
            CHECK(near(estimate.no_quorum, exact.no_quorum));
            const auto risks = estimated_outvoted_members(rule, beta(1.5, 2), chances, method);
            for (std::size_t i = 0; i < count; ++i) {
                CHECK(near(risks[i].overall.outvoted, members[i].overall.outvoted));
                CHECK(near(risks[i].decisive, members[i].decisive));
                CHECK(near(risks[i].attending, members[i].attending));
            }
            const auto risk =
                estimated_outvoted(rule, position, beta(1.5, 2), chances, Holders::all, method, Ties::against);
            CHECK(near(risk.agreement.outvoted, group.agreement.outvoted));
            CHECK(near(risk.decisive, group.decisive));
        }
    }
}

TEST_CASE("Without the quorum of a statute the meeting is called again, and whoever comes decides") {
    support::Random random(1604);
    double recalled = 0;
    for (int round = 0; round < support::rounds(60); ++round) {
        const std::size_t count = 1 + random.index(4);
        std::vector<Weight> weights = support::random_weights(random, count);
        weights[0] += 1;
        const Statute rule{.quorum = {present_clause(weights, random.between(1, total_weight(weights))),
                                      present_clause(std::vector<Weight>(count, 1), 1)},
                           .clauses = {random_clause(random, count)},
                           .decision = WeightedRule{{1}, 1}};
        const Attendance chances = support::random_attendance(random, count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        const VotingModel model =
            round % 3 == 0 ? VotingModel(iac()) : grouped(support::random_grouping(random, count));
        const support::PlainMeetings plain(rule, vote_law(model, count), presence(chances, count));
        const auto outcomes = reconvened_outcomes(rule, model, chances), expected = plain.outcomes();
        CHECK(support::distance(outcomes.first, expected.first) < 1e-12);
        CHECK(support::distance(outcomes.recalled, expected.recalled) < 1e-12);
        CHECK(outcomes.second.sum() == 0);
        CHECK(std::abs(in_the_end(outcomes).sum() - 1) < 1e-12);
        recalled += outcomes.recalled.sum();
        const auto members = reconvened_standings(rule, model, chances);
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(support::distance(members[i].first, plain.member(i).first) < 1e-12);
            CHECK(support::distance(members[i].recalled, plain.member(i).recalled) < 1e-12);
        }
        for (const Holders holders : {Holders::all, Holders::present})
            CHECK(support::distance(in_the_end(reconvened_position(rule, position, model, chances, holders)),
                                    in_the_end(plain.position(position, holders))) < 1e-12);
        const MonteCarlo method{.samples = 30'000, .seed = static_cast<std::uint64_t>(round)};
        const MeetingEstimates drawn = estimated_reconvened_outcomes(rule, model, chances, method);
        const double exact = in_the_end(outcomes).passes;
        CHECK(std::abs(drawn.in_the_end.passes.value - exact) <=
              4.5 * std::max(drawn.in_the_end.passes.error, std::sqrt(exact * (1 - exact) / 30'000)) + 1e-11);
    }
    CHECK(recalled > 0.08 * static_cast<double>(support::rounds(60)));
}

TEST_CASE("Sixty owners with two weightings are counted, and agree with a simulation") {
    support::Random random(1603);
    std::vector<Weight> parts(60);
    for (Weight& part : parts) part = random.between(5, 40);
    Weight total = 0;
    for (const Weight part : parts) total += part;
    const Statute statute{.quorum = {present_clause(parts, total * 2 / 3)},
                          .clauses = {cast_clause(std::vector<Weight>(60, 1), 1, 2, true)},
                          .decision = WeightedRule{{1}, 1}};
    const OutcomeChances<> exact = outcome_chances(statute, ic(), attendance(0.7));
    const OutcomeEstimates estimate =
        estimated_outcome_chances(statute, ic(), attendance(0.7), MonteCarlo{.samples = 200'000});
    CHECK(std::abs(exact.sum() - 1) < 1e-12);
    CHECK(std::abs(estimate.passes.value - exact.passes) <= 4.5 * estimate.passes.error);
    CHECK(std::abs(estimate.no_quorum.value - exact.no_quorum) <= 4.5 * estimate.no_quorum.error);
    double outvoted = 0;
    for (const auto& member : outvoted_members(statute, ic(), attendance(0.7))) {
        CHECK(std::abs(member.overall.outvoted + member.overall.success + member.overall.undecided - 1) < 1e-12);
        outvoted += member.overall.outvoted;
    }
    CHECK(outvoted > 0);
}

TEST_CASE("An attendance rule of few members and large weights is carried by its diagram alone") {
    AttendanceRule rule{.weights = std::vector<Weight>(12, 4222), .share = {2, 3}, .more_than = false};
    rule.weights[0] = 484912;
    rule.quota = majority_quota(total_weight(rule.weights));
    const double counted = outcome_chances(rule, ic(), attendance(0.7), DecisionDiagram{}).passes;
    CHECK(std::abs(counted - outcome_chances(rule, ic(), attendance(0.7), Enumerate{}).passes) < 1e-12);
    CHECK(std::abs(counted - 0.35) < 1e-12);  // the large one is there and for it
}

TEST_CASE("A statute that is none is refused by its field") {
    const auto refusal = [](Statute statute) { return support::refusal([&] { check(statute); }); };
    Statute statute = quorum_by_weight();
    statute.clauses.clear();
    CHECK(refusal(statute) == "statute.clauses: must be 1 to 60 clauses, got 1");
    statute = heads_and_parts();
    statute.clauses[1].yes.pop_back();
    CHECK(refusal(statute) ==
          "statute.clauses[1]: must be a number for the yes and for the no of each of the 6 members, got 5 and 6");
    statute = heads_and_parts();
    statute.decision = WeightedRule{{1}, 1};
    CHECK(refusal(statute) == "statute.decision: must be a rule with 2 votes, got 1");
    statute = heads_and_parts();
    statute.clauses[0].yes[0] = statute.clauses[0].yes[1] = Weight{1} << 61;
    CHECK(refusal(statute) ==
          "statute.clauses[0]: must be numbers that together stay below 2^62, got more at the yes of member 1");
    CHECK(support::refusal([] { cast_clause(six, 1, 1, true); }) == "share: must be above 0 and below 1, got 1/1");
    CHECK(support::refusal([] {
              Statute counted = quorum_by_weight();
              counted.quorum = {yes_clause(six, 500)};
              estimated_outcome_chances(counted, ic(), attendance(0.7), Exact{}, Until::reconvened_meeting);
          }) == "reconvened: must be given with a quorum of those present, however they vote, got one of votes");
    CHECK(support::refusal([] {
              estimated_outcome_chances(OwnTernaryGame(quorum_by_weight()), ic(), attendance(0.7), Exact{},
                                        Until::reconvened_meeting);
          }) ==
          "reconvened: must be given with an attendance rule or a statute, whose quorum is known, got another rule");
}
