/// Results of every function that is compiled for several sets of vector instructions, and rows of sweeps, to the last
/// bit: the program is built with them and without, by other compilers too, and all must print the same.

#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/design/mandates.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle_swings.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>

#include "support/indices.hpp"
#include "support/random_games.hpp"

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace sg = stemgewicht;

namespace {

constexpr std::size_t memory = std::size_t{1} << 28;

void print(std::string_view name, const auto& numbers) {
    std::cout << name;
    for (const auto& number : numbers) std::cout << ' ' << number;
    std::cout << '\n';
}

void print(std::string_view name, const sg::SwingCounts& counts) {
    print(name, counts.winning);
    for (const auto& member : counts.swings) print(name, member);
}

void print(std::string_view name, const sg::OutvotedEstimate& risk) {
    print(name, std::vector{risk.outvoted.value, risk.outvoted.error, risk.overruled.value, risk.decisive.value});
}

/// Exact values and counts of a rule.
void exact(const sg::WeightedRule& rule) {
    for (const sg::VoteIndex& index : support::indices_of<sg::VoteIndex>()) print(index.text.name, index(rule));
    print("counts", sg::detail::weighted_swing_counts(rule, memory));
    print("halves", sg::detail::halved_swing_counts(rule));
    print("halves in all", sg::detail::halved_swing_totals(rule).swings);
}

void simulated(const sg::WeightedRule& rule, const sg::Grouping& family) {
    const sg::WeightedRule position = sg::member_position(1, rule.member_count());
    const std::vector<sg::Cohesion> groups{{.grouping = family, .share = 0.3}};
    const sg::VotingModel models[] = {sg::ic(), sg::iac(), sg::CopyVotes{.region = 0.1, .groups = groups},
                                      sg::FactorVotes{.region = 0.1, .groups = groups}};
    for (const sg::VotingModel& model : models) {
        print("drawn", sg::outvoted(rule, position, model, sg::MonteCarlo{.samples = 20'000}));
        print("conditional", sg::outvoted(rule, position, model, sg::Conditional{.points = 64}));
    }
    const std::vector<std::string> names{"banzhaf", "shapley_shubik"};
    for (const auto& index : sg::estimated_power(names, rule, sg::MonteCarlo{.samples = 20'000}).values)
        for (const sg::Estimate& value : index) print("estimated", std::vector{value.value, value.error});
}

void in_bulk(support::Random& random) {
    constexpr std::size_t boards = 300, members = 9;
    std::vector<sg::Weight> weights(boards * members), quotas(boards);
    for (std::size_t b = 0; b < boards; ++b) {
        sg::Weight total = 0;
        for (std::size_t i = 0; i < members; ++i) total += weights[b * members + i] = random.between(1, 1000);
        quotas[b] = random.between(1, total);
    }
    std::vector<double> banzhaf(weights.size()), shapley(weights.size()), risk(weights.size());
    sg::small_boards(weights, quotas, {.banzhaf = banzhaf, .shapley_shubik = shapley, .outvoted_iac = risk});
    for (const auto& values : {banzhaf, shapley, risk}) print("in bulk", values);
}

/// An assembly of councils of three, whose delegates may be bound.
void mandates(support::Random& random) {
    sg::WeightedRule assembly{.weights = {}, .quota = 0};
    std::vector<sg::Block> councils(4);
    for (sg::Block& council : councils)
        for (std::size_t k = 0; k < 3; ++k) {
            council.members.push_back(assembly.weights.size());
            assembly.weights.push_back(random.between(1, 9));
            council.rule.weights.push_back(assembly.weights.back());
        }
    for (sg::Block& council : councils) council.rule.quota = sg::majority_quota(sg::total_weight(council.rule.weights));
    assembly.quota = sg::majority_quota(sg::total_weight(assembly.weights));
    for (const sg::VotingModel& model : {sg::VotingModel(sg::ic()), sg::VotingModel(sg::iac())})
        for (const sg::Estimate& risk : sg::mandate_risks(assembly, councils, model).risk)
            print("mandates", std::vector{risk.value});
}

/// Sums over the few frequencies that matter, which 100 members with large weights are counted by.
void certified(support::Random& random) {
    constexpr std::size_t members = 100;
    sg::WeightedRule rule{.weights = {}, .quota = 0};
    for (std::size_t i = 0; i < members; ++i) rule.weights.push_back(random.between(1, 100'000));
    for (const sg::Weight part : {2, 3}) {
        rule.quota = sg::total_weight(rule.weights) / part + 1;
        for (const sg::Standing& one : sg::member_standings(rule, sg::ic()))
            print("certified", std::vector{one.decisive, one.yes_pass, one.no_pass});
    }
}

/// The bytes of a folder are those of any build.
void sweeps() {
    const std::string drawn = R"(title = "Drawn boards"
models = ["ic", "iac", "beta:2,3"]
measures = ["banzhaf", "shapley_shubik", "outvoted", "pass_probability"]
[board]
members = 7
[draws]
count = 40
weights = {distribution = "dirichlet", alpha = 0.7}
quota = {distribution = "uniform", from = 0.5, to = 1.0}
)";
    const std::string shipped = R"(title = "A large board"
models = ["ic", "iac"]
methods = ["exact", {name = "monte_carlo", draws = 3000}]
measures = ["banzhaf", "shapley_shubik", "outvoted"]
[board]
shipped = "us-electoral-college-2020"
[[axes]]
quota = [270, "2/3"]
)";
    const std::string governed = R"(title = "A case under moods that cross"
models = ["ic", "grouped:family", "factor:municipality={town},family=0.3"]
methods = [{name = "monte_carlo", draws = 3000}]
measures = ["outvoted", "decisive"]
[case]
shipped = "drechtsteden-2018"
[[axes]]
town = [0.1, 0.25]
)";
    for (const std::string& study : {drawn, shipped, governed})
        std::cout << sg::sweep_csv(sg::sweep_chunk(sg::parse_sweep(study), 0));
}

}  // namespace

int main() {
    std::cout << std::hexfloat;
    support::Random random(20200317);
    for (const std::size_t members : {7U, 12U, 23U, 32U}) {
        sg::WeightedRule rule{.weights = {}, .quota = 0};
        for (std::size_t i = 0; i < members; ++i) rule.weights.push_back(random.between(1, 5000));
        rule.quota = sg::majority_quota(sg::total_weight(rule.weights));
        sg::Grouping family{.name = "family", .labels = {"a", "b", "c"}, .group_of = {}};
        for (std::size_t i = 0; i < members; ++i) family.group_of.push_back(i % 3);
        exact(rule);
        simulated(rule, family);
    }
    in_bulk(random);
    mandates(random);
    certified(random);
    sweeps();
}
