// Each measure takes the methods that it can, and refuses the others in one line that names those.

#include "catch.hpp"
#include "support/refusal.hpp"

#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace stemgewicht;

namespace {

const std::array all_methods{Method(Exact{}),
                             Method(DecisionDiagram{}),
                             Method(Enumerate{}),
                             Method(MeetInTheMiddle{}),
                             Method(MonteCarlo{.samples = 1000}),
                             Method(Conditional{.points = 8}),
                             Method(Normal{}),
                             Method(Fourier{})};

const WeightedRule board = majority_rule({3, 2, 2, 1});
const Rule rule = board;
const Rule position = majority_rule({1, 1, 1, 0});
const Rule two_tiers = CompositeRule{
    .top = {{1, 1}, 2}, .blocks = {{.members = {0, 1}, .rule = {{1, 1}, 1}}, {.members = {2, 3}, .rule = {{1, 1}, 2}}}};
const VotingModel model = iac();

using Ask = std::function<void(const Method&)>;

/// Asks by every method. Those whose names are in `taken` answer; the others are refused as `refused(name)` says.
void check_methods(const std::string& measure, const Ask& ask, std::string_view taken,
                   const std::function<std::string(const std::string&)>& refused) {
    for (const Method& method : all_methods) {
        const std::string name = method_name(method);
        INFO(measure << " by " << name);
        if ((" " + std::string(taken) + " ").find(" " + name + " ") != std::string::npos) {
            CHECK_NOTHROW(ask(method));
        } else {
            const std::string message = support::refusal([&] {
                ask(method);
                return 0;
            });
            CHECK(message == "method: must be " + refused(name) + ", got " + name);
            CHECK(std::ranges::count(message, '\n') == 0);
        }
    }
}

std::function<std::string(const std::string&)> always(const std::string& text) {
    return [text](const std::string&) { return text; };
}

}  // namespace

TEST_CASE("Methods have the names of the command line, and two of them simulate") {
    std::vector<std::string> names;
    for (const Method& method : all_methods) {
        names.push_back(method_name(method));
        CHECK(is_simulation(method) == (names.back() == "monte_carlo" || names.back() == "conditional"));
    }
    CHECK(names == std::vector<std::string>{"exact", "decision_diagram", "enumerate", "meet_in_the_middle",
                                            "monte_carlo", "conditional", "normal", "fourier"});
    CHECK(method_name(MonteCarlo{.antithetic = true}) == "monte_carlo, antithetic");
}

TEST_CASE("Chances to pass and the standings of members take exact methods, and halves for weights") {
    const std::string taken = "exact decision_diagram enumerate meet_in_the_middle fourier";
    const auto refused = always("auto, exact, decision_diagram or enumerate for this");
    const auto ask = [&](const std::string& measure, const Ask& work) { check_methods(measure, work, taken, refused); };
    ask("pass_probability", [](const Method& method) { pass_probability(rule, model, method); });
    ask("member_standings", [](const Method& method) { member_standings(rule, model, method); });
    ask("outvoted_members", [](const Method& method) { outvoted_members(rule, model, method); });
    ask("majority_deficit", [](const Method& method) { majority_deficit(rule, model, method); });
    ask("decisive", [](const Method& method) { decisive(rule, model, method); });
    ask("banzhaf", [](const Method& method) { banzhaf(rule, method); });
    ask("shapley_shubik", [](const Method& method) { shapley_shubik(rule, method); });
    ask("coleman_collectivity", [](const Method& method) { coleman_collectivity(rule, method); });
}

TEST_CASE("Halves of the members are refused for a rule that has no weights") {
    const std::string taken = "exact decision_diagram enumerate";
    const auto refused = [](const std::string& name) {
        return name == "meet_in_the_middle" || name == "fourier"
                   ? "auto, exact, decision_diagram or enumerate for a rule that is not weighted"
                   : "auto, exact, decision_diagram or enumerate for this";
    };
    check_methods("banzhaf", [](const Method& method) { banzhaf(two_tiers, method); }, taken, refused);
    check_methods("pass", [](const Method& method) { pass_probability(two_tiers, model, method); }, taken, refused);
}

TEST_CASE("Standings of positions take the exact methods that ask any rule, and frequencies for weights") {
    const std::string taken = "exact decision_diagram enumerate fourier";
    const auto refused = [](const std::string& name) {
        return std::string("auto, exact, decision_diagram or enumerate for ") +
               (name == "meet_in_the_middle" ? "a position" : "this");
    };
    const auto ask = [&](const std::string& measure, const Ask& work) { check_methods(measure, work, taken, refused); };
    ask("position_standings", [](const Method& method) {
        const std::vector<WeightedRule> positions{member_position(0, 4)};
        position_standings(rule, positions, model, method);
    });
    ask("position_standing", [](const Method& method) { position_standing(rule, position, model, method); });
    ask("outvoted", [](const Method& method) { outvoted(rule, position, model, method); });
}

TEST_CASE("Indices on sets, unions and graphs name themselves where they refuse a method") {
    const Grouping unions{.name = "unions", .labels = {"a", "b"}, .group_of = {0, 0, 1, 1}};
    const std::vector<Pair> edges{{0, 1}, {1, 2}};
    const Rule with_veto = WeightedRule{.weights = {3, 2, 2, 1}, .quota = 6};
    for (const Index& index : index_table) {
        const std::string name(text_of(index).name);
        const auto check_index = [&](const Ask& ask) {
            check_methods(name, ask, "exact decision_diagram enumerate",
                          always("auto, exact, decision_diagram or enumerate for " + name));
        };
        if (const auto* sets = std::get_if<SetIndex>(&index)) {
            const bool by_weight = sets->portion == SetPortion::by_weight;
            check_methods(
                name, [&](const Method& method) { (*sets)(with_veto, method); },
                by_weight ? "exact enumerate" : "exact decision_diagram enumerate",
                always(
                    (by_weight ? "auto, exact or enumerate for " : "auto, exact, decision_diagram or enumerate for ") +
                    name));
        }
        if (const auto* with = std::get_if<UnionIndex>(&index))
            check_index([&](const Method& method) { (*with)(rule, unions, method); });
        if (const auto* graph = std::get_if<GraphIndex>(&index))
            check_index([&](const Method& method) { (*graph)(rule, edges, method); });
    }
}

TEST_CASE("Estimates take every method but the normal law, and under a law of your own those that simulate") {
    const auto of_positions = [](const std::string& name) {
        return std::string("auto, exact, decision_diagram or enumerate for ") +
               (name == "meet_in_the_middle" ? "a position" : "this");
    };
    const std::string any = "exact decision_diagram enumerate monte_carlo conditional";
    check_methods(
        "estimated_outvoted", [](const Method& method) { estimated_outvoted(rule, position, model, method); },
        any + " fourier", of_positions);
    check_methods(
        "compare_outvoted", [](const Method& method) { compare_outvoted(rule, two_tiers, position, model, method); },
        any,
        [&](const std::string& name) {
            return name == "fourier" ? "auto, exact, decision_diagram or enumerate for a rule that is not weighted"
                                     : of_positions(name);
        });
    check_methods(
        "estimated_outvoted_members", [](const Method& method) { estimated_outvoted_members(rule, model, method); },
        any + " meet_in_the_middle fourier", of_positions);
    check_methods(
        "estimated_pass_probability", [](const Method& method) { estimated_pass_probability(rule, model, method); },
        any + " meet_in_the_middle fourier", of_positions);

    const LatentLaw law = latent_law(model, 4);
    const auto under_law = [&](const std::string& measure, const Ask& work) {
        check_methods(measure, work, "monte_carlo conditional", always("monte_carlo or conditional"));
    };
    under_law("estimated_outvoted", [&](const Method& method) { estimated_outvoted(rule, position, law, method); });
    under_law("compare_outvoted",
              [&](const Method& method) { compare_outvoted(rule, two_tiers, position, law, method); });
    under_law("estimated_outvoted_members",
              [&](const Method& method) { estimated_outvoted_members(rule, law, method); });
    under_law("estimated_pass_probability",
              [&](const Method& method) { estimated_pass_probability(rule, law, method); });
}

TEST_CASE("By an exact method an estimate is the value without draws and errors") {
    const OutvotedEstimate risk = estimated_outvoted(rule, position, model, Exact{});
    const Outvoted<> exact = outvoted(rule, position, model);
    CHECK(std::abs(risk.outvoted.value - exact.outvoted) < 1e-15);
    CHECK(risk.outvoted.error == 0);
    CHECK(risk.outvoted.draws == 0);
    CHECK(risk.reached);
    CHECK(estimated_pass_probability(rule, model, Exact{}) ==
          Estimate{.value = pass_probability(rule, model), .error = 0, .draws = 0});
}

TEST_CASE("Called with a method that simulates or bounds, an index gives estimates or bounds") {
    const std::vector<Estimate> estimates = banzhaf(rule, MonteCarlo{.samples = 1000});
    CHECK(estimates.size() == 4);
    const std::vector<Bounded> bounds = banzhaf(rule, Normal{});
    CHECK(bounds.size() == 4);
    CHECK(support::refusal([] { return banzhaf(two_tiers, Normal{}); }) ==
          "method: must be auto, exact, decision_diagram, enumerate or monte_carlo for a rule that is not weighted, "
          "got normal");
    CHECK(support::refusal([] { return coleman_collectivity(two_tiers, Normal{}).value; }) ==
          "method: must be auto, exact, decision_diagram, enumerate or monte_carlo for a rule that is not weighted, "
          "got normal");
}
