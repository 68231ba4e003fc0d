#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/meetings/engines/absent_delegates.hpp>
#include <stemgewicht/methods/blocks/block_profiles.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/study/attended_risk.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/loyalty_table.hpp>
#include <stemgewicht/study/options.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <array>
#include <cmath>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;
using support::refusal;

namespace {

WeightedRule council_position(const std::string& municipality) {
    const Grouping& councils = drechtsteden().groupings.at("municipality");
    const auto place = std::ranges::find(councils.labels, municipality) - councils.labels.begin();
    return group_position(councils, static_cast<std::size_t>(place), drechtsteden().columns.at("seats"));
}

bool within(const Estimate& simulated, double exact) {
    return std::abs(simulated.value - exact) <= 4.5 * simulated.error + 1e-12;
}

}  // namespace

TEST_CASE("Every method gives the standing of a position, and says its name") {
    const Board board = parse_board(R"(
title = "Four"
quota = "majority"
[[members]]
name = "a"
weight = 4
town = "x"
[[members]]
name = "b"
weight = 3
town = "x"
[[members]]
name = "c"
weight = 2
town = "y"
[[members]]
name = "d"
weight = 2
town = "y"
)",
                                    "test.toml");
    const VotingModel model = parse_model("factor:region=0.1,town=0.4,p=0.6", board);
    const WeightedRule position = majority_rule({4, 3, 0, 0});
    const Outvoted<> exact = outvoted(board.rule, position, model);
    const std::pair<Method, std::string> methods[] = {
        {Exact{}, "exact"},
        {DecisionDiagram{}, "decision_diagram"},
        {Enumerate{}, "enumerate"},
        {MonteCarlo{.samples = 200'000}, "monte_carlo"},
        {MonteCarlo{.samples = 200'000, .antithetic = true}, "monte_carlo, antithetic"},
        {Conditional{}, "conditional"}};
    for (const auto& [method, name] : methods) {
        INFO(name);
        CHECK(method_name(method) == name);
        const std::vector<Rule> positions{position};
        const JointEstimates simulated =
            estimated_position_standings(board.rule, positions, model, method, outvoted_error(Ties::excluded));
        const OutvotedEstimate risk = estimated_outvoted(simulated.groups.front());
        CHECK(within(risk.outvoted, exact.outvoted));
        CHECK(within(risk.decisive, exact.decisive));
        CHECK((risk.outvoted.error > 0) == is_simulation(method));
        CHECK((risk.outvoted.draws > 0) == is_simulation(method));
        const JointEstimates members =
            estimated_member_standings(board.rule, model, method, outvoted_error(Ties::excluded));
        const std::vector<Outvoted<>> own = outvoted_members(board.rule, model);
        for (std::size_t i = 0; i < own.size(); ++i)
            CHECK(within(estimated_outvoted(members.groups[i]).outvoted, own[i].outvoted));
        const Rule other = WeightedRule{{1, 1, 1, 1}, 3};
        const Estimate difference = compare_outvoted(board.rule, other, position, model, method).difference;
        CHECK(within(difference, outvoted(other, position, model).outvoted - exact.outvoted));
    }
}

TEST_CASE("Simulated options are within their errors of the exact ones, and no thread changes them") {
    OptionsRequest request{.models = {"copy:region=0.1,family=0.3"}, .schemes = {"one_vote", "seats"}};
    const std::vector<OptionRow> exact = compare_options(drechtsteden(), request);
    for (const Method& method : {Method(MonteCarlo{.samples = 100'000}), Method(Conditional{.points = 64})}) {
        request.method = method;
        request.threads = 1;
        const std::vector<OptionRow> simulated = compare_options(drechtsteden(), request);
        request.threads = 3;
        const std::vector<OptionRow> again = compare_options(drechtsteden(), request);
        REQUIRE(simulated.size() == exact.size());
        for (std::size_t k = 0; k < exact.size(); ++k) {
            INFO(exact[k].option << ' ' << exact[k].scheme << ' ' << exact[k].municipality << ": "
                                 << simulated[k].outvoted << " for " << exact[k].outvoted);
            CHECK(within({.value = simulated[k].outvoted, .error = simulated[k].error}, exact[k].outvoted));
            CHECK((simulated[k].draws > 0) == (exact[k].decider != Decider::council));  // nobody is outvoted there
            CHECK(simulated[k].outvoted == again[k].outvoted);
            CHECK(simulated[k].error == again[k].error);
        }
    }
}

TEST_CASE("Options are compared with a baseline, motion by motion where simulated") {
    OptionsRequest request{.models = {"iac"}, .schemes = {"seats"}, .baseline = "drechtraad"};
    const std::vector<OptionRow> exact = compare_options(drechtsteden(), request);
    request.method = MonteCarlo{.samples = 100'000};
    const std::vector<OptionRow> simulated = compare_options(drechtsteden(), request);
    const std::size_t councils = drechtsteden().governance->municipalities.size();
    for (std::size_t k = 0; k < exact.size(); ++k) {
        const OptionRow& base = exact[k % councils];
        INFO(exact[k].option << ' ' << exact[k].municipality);
        CHECK(std::abs(exact[k].difference.value().value - (exact[k].outvoted - base.outvoted)) < 1e-14);
        CHECK(within(simulated[k].difference.value(), exact[k].difference->value));
        if (k < councils) CHECK(simulated[k].difference->value == 0);
    }
    const Table table = options_table(drechtsteden(), simulated);
    for (const char* column : {"error", "draws", "difference", "difference_error"})
        CHECK(std::ranges::count(table.columns, column) == 1);
    request.baseline = "might";
    CHECK(refusal([&] {
              return compare_options(drechtsteden(), request);
          }).starts_with("baseline: must be one of the options compared (drechtraad:seats, "));
}

TEST_CASE("A scheme of the assembly can be asked for") {
    const auto schemes = [](std::vector<std::string> asked) {
        std::vector<std::string> found;
        for (const OptionRow& row : compare_options(
                 drechtsteden(), {.models = {"ic"}, .options = {"drechtraad"}, .schemes = std::move(asked)}))
            if (row.municipality == "Dordrecht") found.push_back(row.scheme);
        return found;
    };
    CHECK(schemes({}) == std::vector<std::string>{"votes_2018", "seats", "votes_2022"});
    CHECK(schemes({"apex"}) == schemes({}));  // none of the assembly is asked for
    CHECK(schemes({"votes_2022"}) == std::vector<std::string>{"votes_2022"});
    CHECK(schemes({"seats"}) == std::vector<std::string>{"seats"});
}

TEST_CASE("Where no scheme of a body is asked for, that body keeps all of its own") {
    const auto schemes_of_board = [](std::vector<std::string> asked) {
        std::set<std::string> found;
        for (const OptionRow& row : compare_options(drechtsteden(), {.models = {"ic"}, .schemes = std::move(asked)}))
            if (row.decider == Decider::board) found.insert(row.scheme);
        return found;
    };
    CHECK(schemes_of_board({}).size() == 9);
    CHECK(schemes_of_board({"votes_2022"}) == std::set<std::string>{"votes_2022"});  // of both bodies
    CHECK(schemes_of_board({"votes_2022", "apex"}) == std::set<std::string>{"votes_2022", "apex"});
}

TEST_CASE("Where everyone comes absence changes nothing, and else some motions are not decided") {
    OptionsRequest request{.models = {"ic"}, .schemes = {"one_vote", "seats"}};
    const std::vector<OptionRow> full = compare_options(drechtsteden(), request);
    request.attendance = 1.0;
    const std::vector<OptionRow> same = compare_options(drechtsteden(), request);
    request.attendance = 0.8;
    const std::vector<OptionRow> some = compare_options(drechtsteden(), request);
    for (std::size_t k = 0; k < full.size(); ++k) {
        INFO(full[k].option << ' ' << full[k].scheme << ' ' << full[k].municipality);
        CHECK(std::abs(same[k].outvoted - full[k].outvoted) < 1e-12);
        CHECK(std::abs(same[k].decisive - full[k].decisive) < 1e-12);
        CHECK(same[k].undecided.value() < 1e-12);
        CHECK((some[k].undecided.value() > 1e-6) == (full[k].scheme != "council"));
    }
    request.baseline = "drechtraad";
    CHECK(refusal([&] { return compare_options(drechtsteden(), request); }) ==
          "baseline: must be left out where members may be absent, got \"drechtraad\"");
    request.baseline.clear();
    request.attendance = 1.5;
    CHECK(refusal([&] { return compare_options(drechtsteden(), request); }).starts_with("attendance: must be "));
}

TEST_CASE("With absence an assembly is simulated where counting takes too long, and so it says") {
    OptionsRequest request{.models = {"ic", "beta:2,2"}, .options = {"drechtraad", "ab"}, .schemes = {"seats"}};
    request.attendance = 0.8;
    const std::vector<OptionRow> counted = compare_options(drechtsteden(), request);
    request.counting_limit = 0;
    const std::vector<OptionRow> simulated = compare_options(drechtsteden(), request);
    REQUIRE(counted.size() == simulated.size());
    for (std::size_t k = 0; k < counted.size(); ++k) {
        INFO(counted[k].option << ' ' << counted[k].model << ' ' << counted[k].municipality);
        CHECK(counted[k].draws == 0);
        CHECK((simulated[k].draws > 0) == (simulated[k].option == "drechtraad"));
        CHECK(std::abs(counted[k].outvoted - simulated[k].outvoted) <= 5 * simulated[k].error);
    }
}

TEST_CASE("Absent delegates of blocks are those of all sets of votes and of delegates") {
    Random random(77);
    for (int round = 0; round < 40; ++round) {
        const std::vector<Block> blocks = {{.members = {0, 1, 2}, .rule = majority_rule({3, 2, 1})},
                                           {.members = {3, 4}, .rule = majority_rule({1, 1})},
                                           {.members = {5, 6, 7}, .rule = majority_rule({1, 1, 1})}};
        std::vector<WeightedRule> positions;
        for (const Block& block : blocks) {
            std::vector<Weight> own(8, 0);
            for (std::size_t k = 0; k < block.members.size(); ++k) own[block.members[k]] = block.rule.weights[k];
            positions.push_back(majority_rule(own));
        }
        const AttendanceRule top{.weights = {random.between(1, 4), random.between(1, 3), random.between(1, 3)},
                                 .quorum = random.index(4),
                                 .tie = UnbrokenTie::deferred_unless_full};
        const std::vector<double> present{random.unit(), random.unit(), 1.0};
        std::vector<double> yes;
        while (yes.size() < 8) yes.push_back(random.unit());
        const VoteLaw law = vote_law(independent(yes), 8);
        const BlockProfiles profiles =
            block_profiles(blocks, positions, law, Exact{}.maximum_nodes, maximum_layer_states).value();
        const auto answer = detail::positions_with_absent_delegates(profiles, top, present);
        std::vector<AttendancePosition> expected(3);
        support::each_set(8, [&](const Coalition& votes) {
            double chance = 1;
            for (std::size_t i = 0; i < 8; ++i) chance *= votes[i] ? yes[i] : 1 - yes[i];
            Coalition decided(3);
            for (std::size_t j = 0; j < 3; ++j) decided[j] = wins(positions[j], votes);
            support::each_set(3, [&](const Coalition& there) {
                double both = chance;
                for (std::size_t j = 0; j < 3; ++j) both *= there[j] ? present[j] : 1 - present[j];
                const auto outcome = [&](const Coalition& sets) { return top.outcome(sets & there, ~sets & there); };
                for (std::size_t j = 0; j < 3; ++j) {
                    Weight weight = 0;
                    for (std::size_t i = 0; i < 8; ++i) weight += votes[i] ? positions[j].weights[i] : 0;
                    const Side side = side_of(positions[j], total_weight(positions[j].weights), weight);
                    expected[j].of(side).of(outcome(decided)) += both;
                    Coalition with = decided, without = decided;
                    with[j] = true;
                    without[j] = false;
                    expected[j].decisive +=
                        both * ((outcome(with) == Outcome::passes) - (outcome(without) == Outcome::passes));
                }
            });
        });
        for (std::size_t j = 0; j < 3; ++j) {
            CHECK(std::abs(answer[j].decisive - expected[j].decisive) < 1e-12);
            for (const Side side : {Side::no, Side::tied, Side::yes})
                for (const Outcome outcome : {Outcome::passes, Outcome::fails, Outcome::tied, Outcome::no_quorum}) {
                    AttendancePosition a = answer[j], b = expected[j];
                    CHECK(std::abs(a.of(side).of(outcome) - b.of(side).of(outcome)) < 1e-12);
                }
        }
    }
}

TEST_CASE("A board's quota becomes a share of the votes cast, or stays a number of votes") {
    const auto rule = [](const std::string& quota, const std::string& quorum = "majority") {
        return attendance_rule(parse_board("title = \"Three\"\nquota = " + quota +
                                               "\n[[members]]\nname = \"a\"\nweight = 3\n[[members]]\nname = \"b\"\n"
                                               "weight = 2\n[[members]]\nname = \"c\"\nweight = 2\n",
                                           "test.toml"),
                               quorum);
    };
    CHECK(rule("\"majority\"") ==
          AttendanceRule{.weights = {3, 2, 2}, .quorum = 2, .tie = UnbrokenTie::deferred_unless_full});
    CHECK(rule("4") == rule("\"majority\""));
    CHECK(rule("\"2/3\"").share == Share{2, 3});
    CHECK_FALSE(rule("\"2/3\"").more_than);
    CHECK(rule("\"70%\"").share == Share{7, 10});
    CHECK(rule("6").quota == 6);
    CHECK(rule("6", "3").quorum == 3);
    CHECK(rule("6", "0").quorum == 0);
    CHECK(refusal([&] { return rule("3"); }) ==
          "quota: must be at least a majority where members may be absent, got 3");
    CHECK(refusal([&] { return rule("4", "4"); }) == "board.quorum: must be at most the 3 members, got 4");
    CHECK(refusal([&] { return rule("4", "half"); }) ==
          "quorum: must be majority, or a number from 0 to 3, got \"half\"");
}

TEST_CASE("A board with incompatible members meets with absence") {
    Board board = parse_board(
        "title = \"Chamber\"\nquota = \"majority\"\n[[members]]\nname = \"a\"\nweight = 3\n[[members]]\nname = "
        "\"b\"\nweight = 2\n[[members]]\nname = \"c\"\nweight = 2\n",
        "test.toml");
    const Board together = board;
    add_incompatible(board, {{0, 2}});
    CHECK(without_incompatible(board).quota_text == together.quota_text);
    CHECK(without_incompatible(board).rule == together.rule);
    CHECK(meeting_rule(without_incompatible(board)) == meeting_rule(together));
    Board named = parse_board(
        "title = \"Chamber\"\nrule = 'weight >= 4 and against \"b without seat\" < 1'\n[[members]]\nname = "
        "\"a\"\nweight = "
        "3\n[[members]]\nname = \"b without seat\"\nweight = 2\n[[members]]\nname = \"c\"\nweight = 2\n",
        "test.toml");
    const Board alone = named;
    add_incompatible(named, {{0, 2}});
    CHECK(without_incompatible(named).quota_text == alone.quota_text);
    CHECK(without_incompatible(named).rule == alone.rule);
    CHECK(parse_board(board_file(named), "test.toml").quota_text == named.quota_text);
    for (const Board* each : std::vector<const Board*>{&together, &board}) {
        const Meeting full{.rule = meeting_rule(*each), .attendance = attendance(1.0)};
        const Meeting some{.rule = meeting_rule(*each), .attendance = attendance(0.7)};
        const auto members = meeting_members(full, iac(), Exact{});
        const auto expected = outvoted_members(each->rule, iac());
        for (std::size_t i = 0; i < members.size(); ++i)
            CHECK(std::abs(members[i].overall.outvoted.value - expected[i].outvoted) < 1e-12);
        const OutcomeEstimates outcomes = meeting_outcomes(some, iac(), Exact{});
        CHECK(within(meeting_outcomes(some, iac(), MonteCarlo{.samples = 100'000}).passes, outcomes.passes.value));
    }
    CHECK(
        meeting_outcomes({.rule = meeting_rule(board), .attendance = attendance(0.7)}, iac(), Exact{}).passes.value <
        meeting_outcomes({.rule = meeting_rule(together), .attendance = attendance(0.7)}, iac(), Exact{}).passes.value);
}

TEST_CASE("Meetings are answered exactly and simulated, once or with the reconvened one") {
    const Board board = load_board("eec-1958");
    const Board plain = parse_board(
        "title = \"Three\"\nquota = \"majority\"\n[[members]]\nname = \"a\"\nweight = 3\n[[members]]\nname = "
        "\"b\"\nweight = 2\n[[members]]\nname = \"c\"\nweight = 1\n",
        "test.toml");
    for (const Until until : {Until::first_meeting, Until::reconvened_meeting})
        for (const Board* each : {&board, &plain}) {
            const Meeting meeting{.rule = attendance_rule(*each), .attendance = attendance(0.8), .until = until};
            const WeightedRule position = member_position(0, each->names.size());
            const Method draws = MonteCarlo{.samples = 100'000};
            const auto exact = meeting_members(meeting, iac(), Exact{});
            const auto simulated = meeting_members(meeting, iac(), draws);
            for (std::size_t i = 0; i < exact.size(); ++i)
                CHECK(within(simulated[i].overall.outvoted, exact[i].overall.outvoted.value));
            const auto own = meeting_positions(meeting, std::span(&position, 1), iac(), Exact{});
            CHECK(std::abs(own[0].agreement.outvoted.value - exact[0].overall.outvoted.value) < 1e-12);
            const OutcomeEstimates outcomes = meeting_outcomes(meeting, iac(), Exact{});
            CHECK(std::abs(outcomes.passes.value + outcomes.fails.value + outcomes.tied.value +
                           outcomes.no_quorum.value - 1) < 1e-12);
            CHECK(within(meeting_outcomes(meeting, iac(), draws).passes, outcomes.passes.value));
        }
    const Meeting meeting{.rule = attendance_rule(board), .attendance = attendance(0.8)};
    const std::vector<WeightedRule> pair{{.weights = {1, 1, 0, 0, 0, 0}, .quota = 2}};  // tied when they disagree
    const std::vector<Ties> conventions{Ties::excluded, Ties::against, Ties::coin};
    for (const Method& method : std::vector<Method>{Exact{}, MonteCarlo{.samples = 1024}}) {
        const auto together = meeting_positions(meeting, pair, ic(), method, conventions);
        REQUIRE(together.size() == 3);
        for (std::size_t c = 0; c < 3; ++c) {
            const auto alone = meeting_positions(meeting, pair, ic(), method, conventions[c]);
            CHECK(together[c].front().agreement.outvoted.value == alone.front().agreement.outvoted.value);
            CHECK(together[c].front().agreement.outvoted.error == alone.front().agreement.outvoted.error);
        }
        CHECK(together[0].front().agreement.outvoted.value != together[1].front().agreement.outvoted.value);
    }
    CHECK(refusal([&] { return meeting_outcomes(meeting, ic(), Conditional{}); }) ==
          "method: must be exact, decision_diagram, enumerate or monte_carlo where members may be absent, got "
          "conditional");
}

TEST_CASE("The table of loyalty has the gradients, those members first who matter most") {
    const WeightedRule position = council_position("Dordrecht");
    const Table table = loyalty_table(drechtsteden(), "Dordrecht", position, ic());
    REQUIRE(table.rows.size() == 55);
    const FateGradient blocked = fate_gradient(drechtsteden().rule, position, ic(), Fate::blocked);
    double before = 1;
    for (const auto& row : table.rows) {
        const std::size_t member = member_index(drechtsteden(), std::get<std::string>(row[0]));
        const double value = std::get<double>(row[7]);
        CHECK(value == blocked.chance[static_cast<Eigen::Index>(member)]);
        CHECK(std::abs(value) <= before + 1e-11);
        before = std::abs(value);
        CHECK((std::get<std::string>(row[2]) == "yes") == (position.weights[member] > 0));
    }
}
