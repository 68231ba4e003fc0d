#include <stemgewicht/meetings/incompatible_meeting.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/rules/incompatible.hpp>

#include "catch.hpp"
#include "support/attendance_cases.hpp"
#include "support/random_games.hpp"
#include "support/rounds.hpp"

#include <cstddef>
#include <vector>

using namespace stemgewicht;

namespace {

/// The best that comes of a motion where some of those for it vote against, so that no pair is left, by trying all.
Outcome best_of_parts(const MeetingRule& rule, const std::vector<Pair>& pairs, std::size_t yes, std::size_t no) {
    const std::size_t count = member_count(rule);
    Outcome best = Outcome::fails;
    for (std::size_t part = 0; part <= yes; ++part) {
        if ((part & ~yes) != 0) continue;
        bool apart = true;
        for (const auto& [a, b] : pairs) apart = apart && !((part >> a & 1) != 0 && (part >> b & 1) != 0);
        if (!apart) continue;
        const Outcome outcome = std::visit(
            [&](const auto& game) {
                return game.outcome(Coalition(count, part), Coalition(count, no | (yes & ~part)));
            },
            rule);
        if (outcome == Outcome::no_quorum || outcome == Outcome::passes) return outcome;
        if (outcome == Outcome::tied) best = outcome;
    }
    return best;
}

}  // namespace

TEST_CASE("Of incompatible members who are both for a motion some vote against it, as serves it best") {
    support::Random random(1641);
    for (int round = 0; round < support::rounds(60); ++round) {
        const std::size_t count = 2 + random.index(4);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        const std::vector<Pair> pairs = support::random_pairs(random, count, 4);
        const IncompatibleMeeting meeting{.rule = rule, .pairs = pairs};
        INFO(support::shown(rule) << ", apart " << support::shown(pairs));
        const std::size_t sets = std::size_t{1} << count;
        for (std::size_t yes = 0; yes < sets; ++yes)
            for (std::size_t no = 0; no < sets; ++no)
                if ((yes & no) == 0)
                    CHECK(meeting.outcome(Coalition(count, yes), Coalition(count, no)) ==
                          best_of_parts(rule, pairs, yes, no));
    }
}

TEST_CASE("With everyone present, members who never vote together make an incompatible rule") {
    const std::vector<Pair> pairs{{0, 1}, {1, 3}};
    const std::vector<Weight> weights{5, 4, 3, 2, 1};
    const IncompatibleMeeting meeting{.rule = AttendanceRule{.weights = weights}, .pairs = pairs};
    const IncompatibleRule rule{.rule = Rule(majority_rule(weights)), .pairs = pairs};
    for (std::size_t yes = 0; yes < 32; ++yes)
        CHECK((meeting.outcome(Coalition(5, yes), Coalition(5, ~yes & 31)) == Outcome::passes) ==
              rule.wins(Coalition(5, yes)));
    // Of two who both must be for it, and are not together, nothing passes; alone and there each of them decides.
    const OwnTernaryGame two(IncompatibleMeeting{.rule = AttendanceRule{.weights = {1, 1}}, .pairs = {{0, 1}}});
    const OutcomeChances<> chances = outcome_chances(two, ic(), attendance(0.5));
    CHECK(chances.passes == Approx(0.25));
    CHECK(chances.fails == Approx(0.25 + 0.0625));
    CHECK(chances.tied == Approx(0.25 + 0.1875));
}
