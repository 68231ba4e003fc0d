#include <stemgewicht/meetings/attendance_fractions.hpp>
#include <stemgewicht/meetings/engines/one_meeting.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>

#include "catch.hpp"
#include "support/attendance_cases.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

template <class Game>
bool passes(const Game& rule, std::size_t want, std::size_t present) {
    const std::size_t count = rule.member_count();
    return rule.outcome(Coalition(count, want & present), Coalition(count, ~want & present)) == Outcome::passes;
}

/// The definitions, opinion by opinion and attendance by attendance.
template <class Game>
AttendanceStanding plain_standing(const Game& rule, std::size_t member, const VoteLaw& law,
                                  const std::vector<double>& present) {
    const std::size_t count = rule.member_count(), bit = std::size_t{1} << member;
    AttendanceStanding standing;
    for (std::size_t want = 0; want < std::size_t{1} << count; ++want)
        for (std::size_t here = 0; here < std::size_t{1} << count; ++here) {
            double chance = support::chance_of_opinions(law, want);
            for (std::size_t i = 0; i < count; ++i) chance *= (here >> i) & 1 ? present[i] : 1 - present[i];
            const Outcome outcome = rule.outcome(Coalition(count, want & here), Coalition(count, ~want & here));
            OutcomeChances<>& cell = want & bit ? (here & bit ? standing.yes_present : standing.yes_absent)
                                                : (here & bit ? standing.no_present : standing.no_absent);
            cell.of(outcome) += chance;
            standing.decisive +=
                chance * (int{passes(rule, want | bit, here | bit)} - int{passes(rule, want & ~bit, here | bit)});
            const int gain = int{passes(rule, want, here | bit)} - int{passes(rule, want, here & ~bit)};
            standing.attending += chance * (want & bit ? gain : -gain);
        }
    return standing;
}

template <class Game>
AttendancePosition plain_position(const Game& rule, const WeightedRule& position, Holders holders, const VoteLaw& law,
                                  const std::vector<double>& present) {
    const std::size_t count = rule.member_count();
    const Weight total = total_weight(position.weights);
    std::size_t held = 0;
    for (std::size_t i = 0; i < count; ++i) held |= position.weights[i] > 0 ? std::size_t{1} << i : 0;
    AttendancePosition standing;
    for (std::size_t want = 0; want < std::size_t{1} << count; ++want)
        for (std::size_t here = 0; here < std::size_t{1} << count; ++here) {
            double chance = support::chance_of_opinions(law, want);
            Weight in_favour = 0, against = 0;
            for (std::size_t i = 0; i < count; ++i) {
                chance *= (here >> i) & 1 ? present[i] : 1 - present[i];
                if (holders == Holders::present && !((here >> i) & 1)) continue;
                ((want >> i) & 1 ? in_favour : against) += position.weights[i];
            }
            Side side = side_of(position, total, in_favour);
            if (holders == Holders::present)
                side = in_favour > against ? Side::yes : in_favour < against ? Side::no : Side::tied;
            standing.of(side).of(rule.outcome(Coalition(count, want & here), Coalition(count, ~want & here))) += chance;
            standing.decisive +=
                chance * (int{passes(rule, want | held, here)} - int{passes(rule, want & ~held, here)});
        }
    return standing;
}

/// The Security Council: nine of fifteen for, and none of the five permanent members against, whose abstention is no
/// veto.
struct SecurityCouncil {
    [[nodiscard]] std::size_t member_count() const { return 15; }
    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const {
        const auto vetoed = no.find_first();
        return yes.count() >= 9 && (vetoed == Coalition::npos || vetoed >= 5) ? Outcome::passes : Outcome::fails;
    }
};

/// Passes where exactly one member is for: a yes can do harm.
struct ExactlyOne {
    std::size_t count = 3;
    [[nodiscard]] std::size_t member_count() const { return count; }
    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition&) const {
        return yes.count() == 1 ? Outcome::passes : Outcome::fails;
    }
};

Weight choose(Weight n, Weight k) {
    Weight ways = 1;
    for (Weight i = 0; i < k; ++i) ways = ways * (n - i) / (i + 1);
    return k < 0 || k > n ? 0 : ways;
}

}  // namespace

TEST_CASE("Members and positions stand as the definitions say, by both methods") {
    support::Random random(41);
    for (int round = 0; round < support::rounds(60); ++round) {
        const std::size_t count = 1 + random.index(5);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        const Attendance chances = support::random_attendance(random, count);
        const std::vector<double> present = presence(chances, count);
        WeightedRule position = support::random_position(random, count);
        const Holders holders = random.coin() ? Holders::all : Holders::present;
        if (holders == Holders::present) position = majority_rule(position.weights);
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(rule) << ", present " << support::list(present) << " under " << support::shown(model));
            const VoteLaw law = vote_law(model, count);
            const auto exact = detail::attendance_standings(rule, law, present, Exact{});
            const auto enumerated = detail::attendance_standings(rule, law, present, Enumerate{});
            OutcomeChances<> whole;
            for (std::size_t i = 0; i < count; ++i) {
                const AttendanceStanding plain = plain_standing(rule, i, law, present);
                CHECK(support::distance(exact[i], plain) < 1e-13);
                CHECK(support::distance(enumerated[i], plain) < 1e-13);
                whole = plain.yes_present;
                for (const OutcomeChances<>& part : {plain.yes_absent, plain.no_present, plain.no_absent})
                    whole.add(part, 1);
            }
            CHECK(support::distance(detail::outcome_chances(rule, law, present, Exact{}), whole) < 1e-13);
            CHECK(support::distance(detail::outcome_chances(rule, law, present, Enumerate{}), whole) < 1e-13);
            INFO("position " << support::shown(position)
                             << (holders == Holders::all ? " of all" : " of those present"));
            const AttendancePosition plain = plain_position(rule, position, holders, law, present);
            CHECK(support::distance(detail::attendance_position(rule, position, holders, law, present, Exact{}),
                                    plain) < 1e-13);
            CHECK(support::distance(detail::attendance_position(rule, position, holders, law, present, Enumerate{}),
                                    plain) < 1e-13);
        }
    }
}

TEST_CASE("Exact and enumerate agree on random rules") {
    support::Random random(42);
    for (int round = 0; round < support::rounds(120); ++round) {
        const std::size_t count = 1 + random.index(8);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        const std::vector<double> present = presence(support::random_attendance(random, count), count);
        const WeightedRule position = majority_rule(support::random_position(random, count).weights);
        for (const VotingModel& model : {VotingModel(ic()), VotingModel(beta(0.7, 1.9)),
                                         VotingModel(grouped(support::random_grouping(random, count)))}) {
            INFO(support::shown(rule) << ", present " << support::list(present) << " under " << support::shown(model));
            const VoteLaw law = vote_law(model, count);
            const auto exact = detail::attendance_standings(rule, law, present, Exact{});
            const auto enumerated = detail::attendance_standings(rule, law, present, Enumerate{});
            for (std::size_t i = 0; i < count; ++i) CHECK(support::distance(exact[i], enumerated[i]) < 1e-12);
            CHECK(support::distance(detail::outcome_chances(rule, law, present, Exact{}),
                                    detail::outcome_chances(rule, law, present, Enumerate{})) < 1e-12);
            for (const Holders holders : {Holders::all, Holders::present})
                CHECK(support::distance(
                          detail::attendance_position(rule, position, holders, law, present, Exact{}),
                          detail::attendance_position(rule, position, holders, law, present, Enumerate{})) < 1e-12);
        }
    }
}

TEST_CASE("Where everyone is always present the rule is the weighted majority rule") {
    support::Random random(43);
    for (int round = 0; round < 12; ++round) {
        const std::size_t count = 1 + random.index(20);
        AttendanceRule rule{.weights = std::vector<Weight>(count), .quorum = random.index(count + 1)};
        for (Weight& weight : rule.weights) weight = random.between(1, 12);
        if (random.coin()) rule.tie = UnbrokenTie::deferred_unless_full;
        const WeightedRule majority = majority_rule(rule.weights);
        WeightedRule position{.weights = std::vector<Weight>(count), .quota = 1};
        for (std::size_t i = 0; i < count; ++i) position.weights[i] = i % 3 == 0 ? random.between(1, 4) : 0;
        position = majority_rule(position.weights);
        for (const VotingModel& model : support::random_models(random, count)) {
            INFO(support::shown(rule) << " under " << support::shown(model));
            const auto members = outvoted_members(rule, model, attendance(1.0));
            const auto plain = outvoted_members(majority, model);
            for (std::size_t i = 0; i < count; ++i) {
                CHECK(std::abs(members[i].overall.overruled - plain[i].overruled) < 1e-12);
                CHECK(std::abs(members[i].decisive - plain[i].decisive) < 1e-12);
                if (rule.tie == UnbrokenTie::deferred_unless_full)
                    CHECK(std::abs(members[i].overall.blocked - plain[i].blocked) < 1e-12);
                CHECK_FALSE(members[i].if_absent.has_value());
            }
            for (const Holders holders : {Holders::all, Holders::present}) {
                const auto group = outvoted(rule, position, model, attendance(1.0), holders, Exact{}, Ties::against);
                const Outvoted<> expected = outvoted(majority, position, model, Exact{}, Ties::against);
                CHECK(std::abs(group.agreement.overruled - expected.overruled) < 1e-12);
                CHECK(std::abs(group.decisive - expected.decisive) < 1e-12);
                CHECK(std::abs(group.tied - expected.tied) < 1e-12);
            }
        }
    }
}

TEST_CASE("A quota alone under independent votes is the weighted rule of those who come and say yes") {
    support::Random random(44);
    for (int round = 0; round < support::rounds(40); ++round) {
        const std::size_t count = 1 + random.index(20);
        WeightedRule weighted{.weights = std::vector<Weight>(count), .quota = 1};
        for (Weight& weight : weighted.weights) weight = random.between(1, 6);
        const Weight total = total_weight(weighted.weights);
        weighted.quota = random.between(1, total);
        // Any yes-vote is at least 1 / total of the votes cast.
        const AttendanceRule rule{
            .weights = weighted.weights, .share = {1, total}, .more_than = false, .quota = weighted.quota};
        std::vector<double> yes(count), present(count), both(count);
        for (std::size_t i = 0; i < count; ++i) {
            yes[i] = support::random_chance(random);
            present[i] = support::random_chance(random);
            both[i] = yes[i] * present[i];
        }
        INFO(support::shown(rule) << ", yes " << support::list(yes) << ", present " << support::list(present));
        CHECK(std::abs(outcome_chances(rule, independent(yes), attendance(present)).passes -
                       pass_probability(weighted, independent(both))) < 1e-13);
        const auto members = outvoted_members(rule, independent(yes), attendance(present));
        const auto plain = outvoted_members(weighted, independent(both));
        for (std::size_t i = 0; i < count; ++i) CHECK(std::abs(members[i].decisive - plain[i].decisive) < 1e-13);
    }
}

TEST_CASE("A member of three is outvoted as counted by hand") {
    // Fair coins, present with chance 1/2, majority of the votes cast. Of the 16 ways of the other two (each for,
    // against, or one of two ways absent) they are 1 : 0 for in 4, 2 : 0 in 1, 1 : 1 in 2, none in 4, and as many
    // against as for.
    const auto members = outvoted_members(AttendanceRule{.weights = {1, 1, 1}}, ic(), attendance(0.5));
    for (const AttendanceOutvoted<>& member : members) {
        CHECK(member.present == 0.5);
        CHECK(member.decisive == 10.0 / 16);  // the others are level or one ahead
        CHECK(member.if_present->outvoted == 1.0 / 16);
        CHECK(member.if_present->success == 11.0 / 16);
        CHECK(member.if_present->undecided == 4.0 / 16);
        CHECK(member.if_present->outvoted_if_decided == 1.0 / 12);
        CHECK(member.if_absent->outvoted == 5.0 / 16);
        CHECK(member.if_absent->success == 5.0 / 16);
        CHECK(member.if_absent->undecided == 6.0 / 16);
        CHECK(member.overall.overruled == 3.0 / 32);
        CHECK(member.overall.blocked == 3.0 / 32);
        CHECK(member.overall.outvoted == 6.0 / 32);
    }
}

TEST_CASE("Staying away helps a member whose no would make the quorum") {
    // Member 0 wants and comes always; member 1 is against. Without member 1 there is no quorum, with it 5 : 1.
    const AttendanceRule rule{.weights = {5, 1}, .quorum = 2};
    const auto members = outvoted_members(rule, independent({1.0, 0.0}), attendance({1.0, 0.5}));
    CHECK(members[1].attending == -1.0);
    CHECK(members[1].decisive == 0.0);
    CHECK(members[1].if_present->overruled == 1.0);
    CHECK(members[1].if_absent->undecided == 1.0);
    CHECK_FALSE(members[1].if_absent->outvoted_if_decided.has_value());
    CHECK_FALSE(members[1].if_present->outvoted_if_yes.has_value());
    CHECK(members[0].decisive == 0.5);
    CHECK(members[0].attending == 0.5);
    const OutcomeChances<> chances = outcome_chances(rule, independent({1.0, 0.0}), attendance({1.0, 0.5}));
    CHECK(chances.passes == 0.5);
    CHECK(chances.no_quorum == 0.5);
}

TEST_CASE("A group that is absent is tied by those present and has its opinion all the same") {
    const AttendanceRule rule{.weights = {1, 1, 1}};
    const WeightedRule pair = majority_rule({1, 1, 0});
    const auto chances = attendance({0.0, 0.0, 1.0});
    const auto model = independent({1.0, 1.0, 0.0});
    const auto opinion = outvoted(rule, pair, model, chances);
    CHECK(opinion.agreement.blocked == 1.0);
    CHECK(opinion.decisive == 0.0);
    CHECK(support::refusal([&] { return outvoted(rule, pair, model, chances, Holders::present); }) ==
          "ties: must be against or coin where the position is tied on every motion, got excluded");
    CHECK(outvoted(rule, pair, model, chances, Holders::present, Exact{}, Ties::coin).agreement.outvoted == 0.5);
    CHECK(outvoted(rule, pair, model, chances, Holders::present, Exact{}, Ties::against).tied == 1.0);
    CHECK(support::refusal([&] {
              return outvoted(rule, WeightedRule{{1, 1, 1}, 3}, model, chances, Holders::present);
          }) == "position.quota: must be the majority 2 where those present decide, got 3");
}

TEST_CASE("The ternary Banzhaf index counts the divisions in which a yes passes and a no does not") {
    support::Random random(45);
    for (int round = 0; round < support::rounds(200); ++round) {
        const std::size_t count = 1 + random.index(7);
        const AttendanceRule rule = support::random_attendance_rule(random, count);
        INFO(support::shown(rule));
        const auto fractions = ternary_banzhaf_fractions(rule);
        CHECK(fractions == ternary_banzhaf_fractions(rule, Enumerate{}));
        const Eigen::ArrayXd values = ternary_banzhaf(rule);
        const Eigen::ArrayXd counted = ternary_banzhaf(rule, Enumerate{});
        for (std::size_t i = 0; i < count; ++i) {
            CHECK(std::abs(values[static_cast<Eigen::Index>(i)] - static_cast<double>(fractions[i])) < 1e-14);
            CHECK(std::abs(counted[static_cast<Eigen::Index>(i)] - static_cast<double>(fractions[i])) < 1e-15);
        }
    }
}

TEST_CASE("In an assembly of equals the ternary Banzhaf index is a sum of trinomial coefficients") {
    // A yes passes and a no does not where the others are level or one ahead: sums over how many of them are for.
    for (const Weight count : {1, 2, 3, 10, 40, 41}) {
        BigInteger swings = 0;
        for (Weight ahead = 0; ahead <= 1; ++ahead)
            for (Weight against = 0; 2 * against + ahead < count; ++against) {
                BigInteger ways = 1;  // (count - 1)! / (for! against! absent!)
                for (Weight i = 0; i < against + ahead; ++i) ways = ways * (count - 1 - i) / (i + 1);
                for (Weight i = 0; i < against; ++i) ways = ways * (count - 1 - against - ahead - i) / (i + 1);
                swings += ways;
            }
        const AttendanceRule rule{.weights = std::vector<Weight>(static_cast<std::size_t>(count), 5)};
        const Fraction expected(
            swings, BigInteger(boost::multiprecision::pow(BigInteger(3), static_cast<unsigned>(count - 1))));
        INFO(count << " members");
        for (const Fraction& value : ternary_banzhaf_fractions(rule)) CHECK(value == expected);
        CHECK(std::abs(ternary_banzhaf(rule)[0] - static_cast<double>(expected)) < 1e-14);
    }
}

TEST_CASE(
    "In the Security Council abstention is no veto, and a permanent member has about twice the power of another") {
    // Counted in closed form: the others for by class, those not for absent, or against where that is no veto.
    Weight permanent = 0, elected = 0;
    for (Weight p = 0; p <= 5; ++p)
        for (Weight e = 0; e <= 10; ++e) {
            if (p + e >= 8) permanent += choose(4, p) * choose(10, e) << (10 - e);
            if (p + e == 8 && e <= 9) elected += choose(5, p) * choose(9, e) << (9 - e);
        }
    CHECK(permanent == 108'336);
    CHECK(elected == 53'154);
    const auto values = ternary_banzhaf_fractions(SecurityCouncil{});
    for (std::size_t i = 0; i < 15; ++i) CHECK(values[i] == Fraction(i < 5 ? permanent : elected, 4'782'969));
}

TEST_CASE("A yes that stops a motion counts against a member") {
    // The others: nobody for (4 of 9 ways) makes a yes pass; one for (4 ways) makes it stop the motion.
    for (const Fraction& value : ternary_banzhaf_fractions(ExactlyOne{})) CHECK(value == 0);
    // Three others: 8 ways with nobody for, 12 with one.
    for (const Fraction& value : ternary_banzhaf_fractions(ExactlyOne{4})) CHECK(value == Fraction(-4, 27));
    CHECK(std::abs(ternary_banzhaf(ExactlyOne{4})[0] + 4.0 / 27) < 1e-15);
    const ExactlyOne game{4};
    const VoteLaw law = vote_law(beta(2, 1), 4);
    const std::vector<double> present{0.3, 0.9, 1.0, 0.5};
    const auto standings = detail::attendance_standings(game, law, present, Enumerate{});
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(support::distance(standings[i], plain_standing(game, i, law, present)) < 1e-14);
    const WeightedRule pair = majority_rule({0, 1, 1, 0});
    CHECK(support::distance(detail::attendance_position(game, pair, Holders::all, law, present, Enumerate{}),
                            plain_position(game, pair, Holders::all, law, present)) < 1e-14);
}

TEST_CASE("A game of your own goes wherever an attendance rule does, and exact visits its divisions") {
    const ExactlyOne game{4};
    const VoteLaw law = vote_law(beta(2, 1), 4);
    const std::vector<double> present{0.3, 0.9, 1.0, 0.5};
    const Attendance chances = attendance(present);
    const auto members = outvoted_members(game, beta(2, 1), chances);
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(support::distance(members[i].standing, plain_standing(game, i, law, present)) < 1e-14);
    const WeightedRule pair = majority_rule({0, 1, 1, 0});
    CHECK(support::distance(outvoted(game, pair, beta(2, 1), chances).standing,
                            plain_position(game, pair, Holders::all, law, present)) < 1e-14);
    CHECK(support::distance(outcome_chances(game, beta(2, 1), chances),
                            outcome_chances(game, beta(2, 1), chances, Enumerate{})) == 0);
    const MeetingRule kept = game;
    CHECK(kept == MeetingRule(kept));
    CHECK(support::refusal([&] { return outcome_chances(game, ic(), chances, MonteCarlo{}); }) ==
          "method: must be exact or enumerate for a game of your own, got monte_carlo");
}

TEST_CASE("The outcomes of an assembly add up from the standings of every member") {
    support::Random random(46);
    AttendanceRule rule{.weights = std::vector<Weight>(40), .quorum = 21, .chair = 7};
    for (Weight& weight : rule.weights) weight = random.between(0, 9);
    for (const VotingModel& model : support::random_models(random, 40)) {
        INFO(support::shown(model));
        const OutcomeChances<> chances = outcome_chances(rule, model, attendance(0.6));
        CHECK(std::abs(chances.sum() - 1) < 1e-13);
        for (const AttendanceOutvoted<>& member : outvoted_members(rule, model, attendance(0.6))) {
            OutcomeChances<> sum = member.standing.yes_present;
            for (const OutcomeChances<>& part :
                 {member.standing.yes_absent, member.standing.no_present, member.standing.no_absent})
                sum.add(part, 1);
            CHECK(support::distance(sum, chances) < 1e-13);
            CHECK(std::abs(member.present - 0.6) < 1e-13);
            CHECK(std::abs(member.overall.outvoted + member.overall.success + member.overall.undecided - 1) < 1e-13);
        }
    }
}

TEST_CASE("Little memory takes more passes and gives the same answers") {
    support::Random random(47);
    AttendanceRule rule{.weights = std::vector<Weight>(40)};
    for (Weight& weight : rule.weights) weight = random.between(1, 9);
    const auto cells = static_cast<std::size_t>(2 * total_weight(rule.weights) + 1);
    const Exact little{.memory = cells * 8 * sizeof(double)};  // a fifth of what one pass keeps
    for (const VotingModel& model : {VotingModel(ic()), VotingModel(grouped(support::random_grouping(random, 40)))}) {
        const auto plenty = outvoted_members(rule, model, attendance(0.7));
        const auto members = outvoted_members(rule, model, attendance(0.7), little);
        for (std::size_t i = 0; i < 40; ++i) CHECK(support::distance(members[i].standing, plenty[i].standing) < 1e-14);
    }
    CHECK(ternary_banzhaf_fractions(rule, little) == ternary_banzhaf_fractions(rule));
    rule.quorum = 21;
    const auto plenty = outvoted_members(rule, ic(), attendance(0.7));  // 22 times the cells, so on the diagram instead
    const auto members = outvoted_members(rule, ic(), attendance(0.7), little);
    for (std::size_t i = 0; i < 40; ++i) CHECK(support::distance(members[i].standing, plenty[i].standing) < 1e-13);
    CHECK(ternary_banzhaf_fractions(rule, little) == ternary_banzhaf_fractions(rule));
}

TEST_CASE("What a method cannot carry is refused and says so") {
    using Catch::Matchers::ContainsSubstring;
    const AttendanceRule sixteen{.weights = std::vector<Weight>(16, 1)};
    CHECK_THAT(support::too_large([&] { return ternary_banzhaf(sixteen, Enumerate{}); }),
               ContainsSubstring("enumerate: carries divisions of up to 15 members, or 12 whose opinion is asked"));
    const AttendanceRule fifteen{.weights = std::vector<Weight>(15, 1)};
    const WeightedRule position = majority_rule(std::vector<Weight>(15, 1));
    CHECK_THAT(support::too_large(
                   [&] { return outvoted(fifteen, position, ic(), attendance(0.5), Holders::all, Enumerate{}); }),
               ContainsSubstring("got 15 with 15 asked; meeting_outcomes, meeting_members"));
    const AttendanceRule heavy{.weights = {Weight{1} << 40, 1}};
    for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{}), Method(Enumerate{})})
        CHECK(outcome_chances(heavy, ic(), attendance(0.5), method).passes == 0.375);
    AttendanceRule thirty{.weights = std::vector<Weight>(30)};
    for (std::size_t i = 0; i < 30; ++i) thirty.weights[i] = Weight{1} << (i + 20);
    thirty.share = {2, 5};
    CHECK_THAT(support::too_large([&] {
                   return outcome_chances(thirty, ic(), attendance(0.5), DecisionDiagram{.maximum_states = 3});
               }),
               ContainsSubstring("decision_diagram: the meeting of 30 members needs more than 3 states in a layer; "
                                 "meeting_outcomes and meeting_members simulate it"));
    const AttendanceRule pair{.weights = {1, 1}};
    CHECK(support::refusal([&] { return outcome_chances(pair, ic(), attendance({0.5, 0.5, 0.5})); }) ==
          "attendance: must be one probability for all or one for each of the 2 members, got 3 probabilities");
    CHECK(support::refusal([&] { return outcome_chances(pair, ic(), attendance({0.5, 1.5})); }) ==
          "attendance[1]: must be a probability in [0, 1], got 1.5");
    CHECK(support::refusal([&] { return outcome_chances(AttendanceRule{.weights = {1}, .quorum = 2}, ic(), {}); }) ==
          "rule.quorum: must be at most the 1 members, got 2");
}
