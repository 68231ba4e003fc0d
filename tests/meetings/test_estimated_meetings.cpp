#include <stemgewicht/meetings/engines/plane_meeting.hpp>
#include <stemgewicht/meetings/estimated_meetings.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/methods/simulation/random_planes.hpp>

#include "catch.hpp"
#include "support/attendance_cases.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// Within 4.5 of its own standard errors, and rounding; of an event so rare that it may not have been drawn at all,
/// within 4.5 of those that its exact chance has.
void check_attended(const Estimate& estimate, double exact) {
    INFO(estimate.value << " +- " << estimate.error << " against " << exact);
    CHECK(estimate.draws > 0);
    const auto draws = static_cast<double>(estimate.draws);
    const double rare = std::min(std::abs(exact), std::abs(1 - exact));
    const double known = rare * draws < 10 ? std::sqrt(rare / draws) : 0;
    CHECK(std::abs(estimate.value - exact) < 4.5 * std::max(estimate.error, known) + 1e-11);
}

void check_attended(const std::optional<Estimate>& estimate, const std::optional<double>& exact) {
    if (estimate && exact) check_attended(*estimate, *exact);
    if (!exact) CHECK(!estimate);
}

void check_attended(const OutcomeEstimates& simulated, const OutcomeChances<>& exact) {
    check_attended(simulated.passes, exact.passes);
    check_attended(simulated.fails, exact.fails);
    check_attended(simulated.tied, exact.tied);
    check_attended(simulated.no_quorum, exact.no_quorum);
}

void check_attended(const std::optional<Agreement<Estimate>>& simulated, const std::optional<Agreement<>>& exact) {
    if (!exact) CHECK(!simulated);
    if (!simulated || !exact) return;
    check_attended(simulated->outvoted, exact->outvoted);
    check_attended(simulated->overruled, exact->overruled);
    check_attended(simulated->blocked, exact->blocked);
    check_attended(simulated->success, exact->success);
    check_attended(simulated->undecided, exact->undecided);
    check_attended(simulated->outvoted_if_decided, exact->outvoted_if_decided);
    check_attended(simulated->outvoted_if_yes, exact->outvoted_if_yes);
    check_attended(simulated->outvoted_if_no, exact->outvoted_if_no);
    check_attended(simulated->outvoted_if_pass, exact->outvoted_if_pass);
    check_attended(simulated->outvoted_if_fail, exact->outvoted_if_fail);
}

void check_attended(const AttendanceEstimate& simulated, const AttendanceOutvoted<>& exact) {
    check_attended(simulated.present, exact.present);
    check_attended(simulated.overall, std::optional(exact.overall));
    check_attended(simulated.if_present, exact.if_present);
    check_attended(simulated.if_absent, exact.if_absent);
    check_attended(simulated.decisive, exact.decisive);
    check_attended(simulated.attending, exact.attending);
}

void check_attended(const AttendancePositionEstimate& simulated, const AttendancePositionOutvoted<>& exact) {
    check_attended(simulated.agreement, std::optional(exact.agreement));
    check_attended(simulated.tied, exact.tied);
    check_attended(simulated.decisive, exact.decisive);
}

bool same(const Estimate& a, const Estimate& b) {
    return a.value == b.value && a.error == b.error && a.draws == b.draws;
}
bool same(const AttendanceEstimate& a, const AttendanceEstimate& b) {
    return same(a.present, b.present) && same(a.overall.outvoted, b.overall.outvoted) &&
           same(a.overall.undecided, b.overall.undecided) && same(a.decisive, b.decisive) &&
           same(a.attending, b.attending);
}

/// Seven members, weights 1 to 4, who are tied now and then.
AttendanceRule assembled_council() { return {.weights = {4, 3, 3, 2, 2, 1, 1}, .quorum = 4}; }

LatentLaw factor_law() { return latent_law(FactorVotes{.region = 0.2, .groups = {}, .yes = {0.45}}, 7); }

}  // namespace

TEST_CASE("Meetings go on planes as they do on each motion") {
    support::Random random(71);
    RandomPlanes planes(5, 0);
    for (int game = 0; game < support::rounds(150); ++game) {
        const std::size_t count = 1 + random.index(7);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        INFO(support::shown(rule));
        std::vector<Plane> wants(count), here(count);
        planes.fill(wants);
        planes.fill(here);
        detail::PlaneMeeting meeting(rule);
        meeting.hold(wants, here);
        const auto check_motions = [&](const detail::OutcomePlanes& outcomes, std::size_t member,
                                       std::optional<detail::Ballot> ballot) {
            for (std::size_t m = 0; m < plane_bits; m += 3) {
                Coalition yes(count), no(count);
                for (std::size_t i = 0; i < count; ++i) {
                    yes[i] = wants[i].test(m) && here[i].test(m);
                    no[i] = !wants[i].test(m) && here[i].test(m);
                }
                if (ballot) {
                    yes[member] = *ballot == detail::Ballot::yes;
                    no[member] = *ballot == detail::Ballot::no;
                }
                const Outcome outcome = rule.outcome(yes, no);
                REQUIRE(outcomes.passes.test(m) == (outcome == Outcome::passes));
                REQUIRE(outcomes.fails.test(m) == (outcome == Outcome::fails));
                REQUIRE(outcomes.tied.test(m) == (outcome == Outcome::tied));
                REQUIRE(outcomes.no_quorum.test(m) == (outcome == Outcome::no_quorum));
            }
        };
        check_motions(meeting.outcome(), 0, std::nullopt);
        for (std::size_t i = 0; i < count; ++i)
            for (const detail::Ballot ballot : {detail::Ballot::yes, detail::Ballot::away, detail::Ballot::no})
                check_motions(meeting.outcome_if(i, ballot), i, ballot);
    }
}

TEST_CASE("Simulated meetings are within their errors of the definitions") {
    support::Random random(72);
    std::uint64_t seed = 0;
    for (int round = 0; round < 9; ++round) {
        const std::size_t count = 1 + random.index(4);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        const Attendance chances = support::random_attendance(random, count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        for (const VotingModel& model : support::random_attended_models(random, count)) {
            INFO(support::shown(rule) << ", present " << support::list(chances.present) << " under "
                                      << model_name(model) << ", position " << support::shown(position));
            const LatentLaw law = latent_law(model, count);
            const support::PlainMeetings plain(rule, vote_law(model, count), presence(chances, count));
            const MonteCarlo method{.samples = 30'000, .seed = ++seed, .antithetic = seed % 2 == 0};
            const auto outcomes = plain.outcomes();
            check_attended(estimated_outcome_chances(rule, law, chances, method), outcomes.first);
            const MeetingEstimates meetings = estimated_reconvened_outcomes(rule, law, chances, method);
            check_attended(meetings.first, outcomes.first);
            check_attended(meetings.recalled, outcomes.recalled);
            check_attended(meetings.second, outcomes.second);
            check_attended(meetings.in_the_end, in_the_end(outcomes));
            const auto first = estimated_outvoted_members(rule, law, chances, method);
            const auto last = estimated_outvoted_members(rule, law, chances, method, Until::reconvened_meeting);
            for (std::size_t i = 0; i < count; ++i) {
                const auto member = plain.member(i);
                check_attended(first[i], outvoted(member.first));
                check_attended(last[i], outvoted(in_the_end(member)));
            }
            for (const Holders holders : {Holders::all, Holders::present}) {
                const auto group = plain.position(position, holders);
                for (const Ties ties : {Ties::against, Ties::coin}) {
                    check_attended(estimated_outvoted(rule, position, law, chances, holders, method, ties),
                                   outvoted(group.first, ties));
                    check_attended(estimated_outvoted(rule, position, law, chances, holders, method, ties,
                                                      Until::reconvened_meeting),
                                   outvoted(in_the_end(group), ties));
                }
            }
        }
    }
}

TEST_CASE("Simulated meetings of a council are within their errors of the counted ones") {
    support::Random random(73);
    AttendanceRule rule{.weights = std::vector<Weight>(30), .quorum = 16, .tie = UnbrokenTie::deferred_unless_full};
    for (Weight& weight : rule.weights) weight = random.between(1, 3);
    std::vector<double> chances(30);
    for (double& chance : chances) chance = 0.4 + 0.6 * random.unit();
    WeightedRule position{.weights = rule.weights, .quota = 1};
    for (std::size_t i = 9; i < 30; ++i) position.weights[i] = 0;
    position = majority_rule(position.weights);
    const MonteCarlo method{.samples = 200'000, .seed = 3, .threads = 0};
    const VotingModel model = grouped(support::random_grouping(random, 30));
    const LatentLaw law = latent_law(model, 30);
    const auto members = estimated_outvoted_members(rule, law, attendance(chances), method);
    const auto exact = outvoted_members(rule, model, attendance(chances));
    for (std::size_t i = 0; i < 30; ++i) check_attended(members[i], exact[i]);
    for (const Holders holders : {Holders::all, Holders::present})
        check_attended(estimated_outvoted(rule, position, law, attendance(chances), holders, method),
                       outvoted(rule, position, model, attendance(chances), holders));
    const MeetingEstimates meetings = estimated_reconvened_outcomes(rule, law, attendance(chances), method);
    const auto counted = reconvened_outcomes(rule, model, attendance(chances));
    check_attended(meetings.recalled, counted.recalled);
    check_attended(meetings.second, counted.second);
    check_attended(meetings.in_the_end, in_the_end(counted));
}

TEST_CASE("Simulated meetings do not depend on the threads") {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, 7);
    const LatentLaw law = factor_law();
    for (const bool antithetic : {false, true}) {
        MonteCarlo method{.samples = 700'000, .seed = 9, .threads = 1, .antithetic = antithetic};
        const auto once =
            estimated_outvoted_members(assembled_council(), law, attendance(0.8), method, Until::reconvened_meeting);
        for (const int threads : {2, 7}) {
            method.threads = threads;
            const auto again = estimated_outvoted_members(assembled_council(), law, attendance(0.8), method,
                                                          Until::reconvened_meeting);
            for (std::size_t i = 0; i < 7; ++i) CHECK(same(once[i], again[i]));
        }
    }
}

TEST_CASE("A target error is reached, or it is said that it was not") {
    const WeightedRule position = majority_rule({1, 1, 1, 0, 0, 0, 0});
    MonteCarlo method{.samples = 2'000, .seed = 4, .error = 4e-4};
    const auto good = estimated_outvoted(assembled_council(), position, factor_law(), attendance(0.8), Holders::present,
                                         method, Ties::excluded, Until::reconvened_meeting);
    CHECK(good.reached);
    CHECK(good.agreement.outvoted.error <= 4e-4);
    CHECK(good.agreement.outvoted.draws > 2'000);
    const MeetingEstimates meetings =
        estimated_reconvened_outcomes(assembled_council(), factor_law(), attendance(0.8), method);
    CHECK(meetings.first.passes.error <= 4e-4);
    method.maximum_samples = 10'000;
    CHECK(!estimated_outvoted_members(assembled_council(), factor_law(), attendance(0.8), method).front().reached);
    CHECK(!estimated_outcome_chances(assembled_council(), factor_law(), attendance(0.8), method).reached);
}

TEST_CASE("Those who always come, or never, do so in every draw") {
    const Attendance chances = attendance({1.0, 0.0, 1.0, 1.0, 0.5, 1.0, 0.0});
    for (const LatentLaw& law : {factor_law(), latent_law(VotingModel(iac()), 7)}) {
        const auto members =
            estimated_outvoted_members(assembled_council(), law, chances, MonteCarlo{.samples = 50'000});
        CHECK(members[0].present.value == 1);
        CHECK(!members[0].if_absent);
        CHECK(members[1].present.value == 0);
        CHECK(!members[1].if_present);
        CHECK(estimated_outcome_chances(assembled_council(), law, chances, MonteCarlo{.samples = 50'000})
                  .no_quorum.value == 0);
    }
}

TEST_CASE("Meetings that do not fit are refused") {
    CHECK(support::refusal([&] {
              return estimated_outcome_chances(AttendanceRule{.weights = {1, 1}}, factor_law(), {});
          }) == "law.members: must be one for each of the 2 members, got 7");
    CHECK(support::refusal([&] {
              return estimated_outvoted_members(assembled_council(), factor_law(), attendance(1.5));
          }) == "attendance[0]: must be a probability in [0, 1], got 1.5");
    CHECK(support::refusal([&] {
              return estimated_outvoted(assembled_council(),
                                        WeightedRule{.weights = std::vector<Weight>(7, 1), .quota = 5}, factor_law(),
                                        attendance(0.5), Holders::present);
          }) == "position.quota: must be the majority 4 where those present decide, got 5");
    CHECK(support::refusal([&] {
              return estimated_outcome_chances(AttendanceRule{.weights = {1}, .quorum = 2}, factor_law(),
                                               attendance(0.5));
          }) == "rule.quorum: must be at most the 1 members, got 2");
}
