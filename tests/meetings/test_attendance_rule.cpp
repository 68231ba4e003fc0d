#include <stemgewicht/meetings/attendance_rule.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <string>

using namespace stemgewicht;

namespace {

/// The outcome of a division written member by member: y, n, and - for those who are absent.
Outcome outcome(const AttendanceRule& rule, const std::string& ballots) {
    Coalition yes(ballots.size()), no(ballots.size());
    for (std::size_t i = 0; i < ballots.size(); ++i) {
        if (ballots[i] == 'y') yes.set(i);
        if (ballots[i] == 'n') no.set(i);
    }
    return rule.outcome(yes, no);
}

std::string attendance_refusal(const AttendanceRule& rule) {
    return support::refusal([&] {
        check(rule);
        return 0;
    });
}

}  // namespace

TEST_CASE("A motion passes with more than half of the weight of the votes cast") {
    const AttendanceRule rule{.weights = {4, 3, 2, 1}};
    CHECK(outcome(rule, "ynnn") == Outcome::fails);
    CHECK(outcome(rule, "ynn-") == Outcome::fails);
    CHECK(outcome(rule, "y-nn") == Outcome::passes);
    CHECK(outcome(rule, "---y") == Outcome::passes);
    CHECK(outcome(rule, "---n") == Outcome::fails);
    CHECK(outcome(rule, "yn-y") == Outcome::passes);
}

TEST_CASE("Equal votes are a tie and so are no votes at all") {
    AttendanceRule rule{.weights = {4, 3, 2, 1}};
    CHECK(outcome(rule, "ynny") == Outcome::tied);
    CHECK(outcome(rule, "yn-n") == Outcome::tied);
    CHECK(outcome(rule, "----") == Outcome::tied);
    rule.tie = UnbrokenTie::rejected;
    CHECK(outcome(rule, "ynny") == Outcome::fails);
    CHECK(outcome(rule, "----") == Outcome::fails);
    rule.tie = UnbrokenTie::deferred_unless_full;
    CHECK(outcome(rule, "ynny") == Outcome::fails);
    CHECK(outcome(rule, "yn-n") == Outcome::tied);
}

TEST_CASE("The chair breaks a tie where present and decides nothing else") {
    const AttendanceRule rule{.weights = {4, 3, 2, 1}, .chair = 3};
    CHECK(outcome(rule, "ynny") == Outcome::passes);
    CHECK(outcome(rule, "yn-n") == Outcome::fails);
    CHECK(outcome(rule, "-nyy") == Outcome::passes);
    CHECK(outcome(rule, "ynn-") == Outcome::fails);
    CHECK(outcome(rule, "y-n-") == Outcome::passes);
    CHECK(outcome(rule, "----") == Outcome::tied);
    const AttendanceRule pair{.weights = {1, 1, 0}, .chair = 2};
    CHECK(outcome(pair, "yny") == Outcome::passes);
    CHECK(outcome(pair, "ynn") == Outcome::fails);
    CHECK(outcome(pair, "yn-") == Outcome::tied);
    CHECK(outcome(pair, "--y") == Outcome::passes);
}

TEST_CASE("A quorum counts heads, for and against alike, so that a no can help a motion to pass") {
    const AttendanceRule rule{.weights = {5, 1, 0}, .quorum = 2};
    CHECK(outcome(rule, "y--") == Outcome::no_quorum);
    CHECK(outcome(rule, "yn-") == Outcome::passes);
    CHECK(outcome(rule, "y-n") == Outcome::passes);
    CHECK(outcome(rule, "-nn") == Outcome::fails);
    CHECK(outcome(rule, "---") == Outcome::no_quorum);
}

TEST_CASE("A share that has to be reached is reached exactly or by more, and by a yes-voter") {
    const AttendanceRule two_thirds{.weights = {1, 1, 1, 1}, .share = {2, 3}, .more_than = false};
    CHECK(outcome(two_thirds, "yyn-") == Outcome::passes);
    CHECK(outcome(two_thirds, "yynn") == Outcome::fails);
    CHECK(outcome(two_thirds, "y---") == Outcome::passes);
    CHECK(outcome(two_thirds, "----") == Outcome::fails);
    const AttendanceRule above{.weights = {1, 1, 1, 1}, .share = {2, 3}};
    CHECK(outcome(above, "yyn-") == Outcome::fails);
    CHECK(outcome(above, "yyyn") == Outcome::passes);
    const AttendanceRule unanimous{.weights = {1, 1, 0}, .share = {1, 1}, .more_than = false};
    CHECK(outcome(unanimous, "yy-") == Outcome::passes);
    CHECK(outcome(unanimous, "yn-") == Outcome::fails);
    CHECK(outcome(unanimous, "--y") == Outcome::fails);
}

TEST_CASE("A quota of yes-weight is needed besides the share, and without it there is no tie") {
    const AttendanceRule rule{.weights = {3, 2, 2, 1}, .quota = 4};
    CHECK(outcome(rule, "y---") == Outcome::fails);
    CHECK(outcome(rule, "y--y") == Outcome::passes);
    CHECK(outcome(rule, "ynny") == Outcome::tied);
    CHECK(outcome(rule, "-yn-") == Outcome::fails);
    CHECK(outcome(rule, "----") == Outcome::fails);
}

TEST_CASE("A share of a half in other terms has ties too") {
    CHECK(AttendanceRule{.weights = {1}, .share = {3, 6}}.has_ties());
    CHECK_FALSE(AttendanceRule{.weights = {1}, .share = {3, 6}, .more_than = false}.has_ties());
    CHECK_FALSE(AttendanceRule{.weights = {1}, .share = {3, 5}}.has_ties());
}

TEST_CASE("An attendance rule that cannot be is refused in one line") {
    CHECK(attendance_refusal({.weights = {1, 2}}) == "(nothing was refused)");
    CHECK(attendance_refusal({.weights = {}}) == "rule.weights: must be a list of at least one weight, got none");
    CHECK(attendance_refusal({.weights = {1, -2}}) == "rule.weights[1]: must be 0 or more, got -2");
    CHECK(attendance_refusal({.weights = {1}, .share = {0, 3}}) ==
          "rule.share: must be above 0 and at most 1, got 0/3");
    CHECK(attendance_refusal({.weights = {1}, .share = {-1, 3}}) ==
          "rule.share: must be above 0 and at most 1, got -1/3");
    CHECK(attendance_refusal({.weights = {1}, .share = {4, 3}}) ==
          "rule.share: must be above 0 and at most 1, got 4/3");
    CHECK(attendance_refusal({.weights = {1}, .share = {3, 3}}) ==
          "rule.share: must be below 1 where more than the share is needed, got 3/3");
    CHECK(attendance_refusal({.weights = {1}, .share = {3, 3}, .more_than = false}) == "(nothing was refused)");
    CHECK(attendance_refusal({.weights = {Weight{1} << 60}, .share = {1, 4}}) ==
          "rule.share.denominator: must be 1..3, got 4");
    CHECK(attendance_refusal({.weights = {1}, .share = {1, 0}}) ==
          "rule.share.denominator: must be 1.." + std::to_string(maximum_total_weight) + ", got 0");
    CHECK(attendance_refusal({.weights = {1, 2}, .quorum = 2}) == "(nothing was refused)");
    CHECK(attendance_refusal({.weights = {1, 2}, .quorum = 3}) == "rule.quorum: must be at most the 2 members, got 3");
    CHECK(attendance_refusal({.weights = {1, 2}, .chair = 2}) == "rule.chair: must be a member from 0 to 1, got 2");
    CHECK(attendance_refusal({.weights = {1, 2}, .share = {2, 3}, .chair = 1}) ==
          "rule.chair: must be none where no tie can occur, which takes more than 1/2, got 1");
    CHECK(attendance_refusal({.weights = {1, 2}, .quota = 4}) == "rule.quota: must be 0..3, got 4");
    CHECK(attendance_refusal({.weights = {1, 2}, .quota = -1}) == "rule.quota: must be 0..3, got -1");
}
