// Power indices and outvoting risks of weighted boards: cost against members and total weight.
// Each case checks its answer before it is timed.

#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

#ifndef NDEBUG
#error "benchmarks are for release builds only"
#endif

namespace sg = stemgewicht;

namespace {

/// A board of `members` with weights 1..largest, the same in every run; decides by majority.
sg::WeightedRule random_board(std::int64_t members, std::int64_t largest) {
    std::mt19937_64 engine(static_cast<std::uint64_t>(members * 1'000'003 + largest));
    std::vector<sg::Weight> weights;
    for (std::int64_t i = 0; i < members; ++i)
        weights.push_back(static_cast<sg::Weight>(engine() % static_cast<std::uint64_t>(largest)) + 1);
    return sg::majority_rule(std::move(weights));
}

void describe(benchmark::State& state, const sg::WeightedRule& rule) {
    state.counters["members"] = static_cast<double>(rule.member_count());
    state.counters["total_weight"] = static_cast<double>(sg::total_weight(rule.weights));
}

void banzhaf(benchmark::State& state) {
    const sg::WeightedRule rule = random_board(state.range(0), state.range(1));
    const auto standings = sg::member_standings(rule, sg::ic());
    for (const sg::Standing& s : standings)  // the two routes to the same chance: swings, and success under fair coins
        if (std::abs(2 * (s.yes_pass + s.no_fail) - 1 - s.decisive) > 1e-12)
            state.SkipWithError("banzhaf disagrees with rae");
    for (auto _ : state) benchmark::DoNotOptimize(sg::banzhaf(rule));
    describe(state, rule);
}
BENCHMARK(banzhaf)
    ->ArgNames({"members", "largest"})
    ->ArgsProduct({{50, 100, 200}, {100, 1000}})
    ->Unit(benchmark::kMillisecond);

void shapley_shubik(benchmark::State& state) {
    const sg::WeightedRule rule = random_board(state.range(0), state.range(1));
    if (std::abs(sg::shapley_shubik(rule).sum() - 1) > 1e-12) state.SkipWithError("shapley_shubik does not sum to 1");
    for (auto _ : state) benchmark::DoNotOptimize(sg::shapley_shubik(rule));
    describe(state, rule);
}
BENCHMARK(shapley_shubik)
    ->ArgNames({"members", "largest"})
    ->ArgsProduct({{50, 100, 200}, {10, 100}})
    ->Unit(benchmark::kMillisecond);

void outvoted(benchmark::State& state) {
    const sg::WeightedRule rule = random_board(state.range(0), 40);
    sg::WeightedRule position = rule;  // the first fifth of the members, by majority of their weight
    for (std::size_t i = position.weights.size() / 5; i < position.weights.size(); ++i) position.weights[i] = 0;
    position = sg::majority_rule(position.weights);
    const sg::Standing s = sg::outvoted(rule, position, sg::iac()).standing;
    if (std::abs(s.yes_pass + s.yes_fail + s.tied_pass + s.tied_fail + s.no_pass + s.no_fail - 1) > 1e-12)
        state.SkipWithError("chances do not sum to 1");
    for (auto _ : state) benchmark::DoNotOptimize(sg::outvoted(rule, position, sg::iac()).outvoted);
    describe(state, rule);
}
BENCHMARK(outvoted)->ArgName("members")->Arg(25)->Arg(50)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
