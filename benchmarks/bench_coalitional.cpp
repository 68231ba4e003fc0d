// Indices of minimal winning and critical sets, and of a-priori unions: cost against members and total weight.
// Each case checks its answer before it is timed: that shares sum to 1, that equal members get equal shares, and a
// board whose answer is known in closed form.

#include <stemgewicht/methods/counting/critical_members.hpp>
#include <stemgewicht/methods/counting/minimal_winning.hpp>
#include <stemgewicht/methods/counting/union_power.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
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

/// Members 0..members - 1 dealt out over the unions in turn.
sg::Grouping dealt_out(std::size_t members, std::size_t unions) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < members; ++i) labels.push_back(std::to_string(i % unions));
    return sg::make_grouping("union", labels);
}

void describe(benchmark::State& state, const sg::WeightedRule& rule) {
    state.counters["members"] = static_cast<double>(rule.member_count());
    state.counters["total_weight"] = static_cast<double>(sg::total_weight(rule.weights));
}

bool close(double value, double expected) { return std::abs(value - expected) <= 1e-12 * std::abs(expected); }

/// Shares of [n - 1; n - 2, 1, ..., 1]: the n - 1 sets of the apex and one other, and the set of all others.
sg::WeightedRule apex_board(std::size_t n) {
    sg::WeightedRule rule{std::vector<sg::Weight>(n, 1), static_cast<sg::Weight>(n) - 1};
    rule.weights[0] = rule.quota - 1;
    return rule;
}

void public_good(benchmark::State& state) {
    const sg::detail::MinimalWinning apex = sg::detail::minimal_winning(apex_board(60));
    if (apex.count != 60 || !close(apex.containing[0], 59.0 / 60) || !close(apex.containing[7], 2.0 / 60))
        state.SkipWithError("minimal_winning is wrong on the apex board");
    if (!close(sg::detail::minimal_winning({std::vector<sg::Weight>(50, 3), 75}).count, 126410606437752.0))
        state.SkipWithError("minimal_winning is not 50 choose 25");
    const sg::WeightedRule rule = random_board(state.range(0), state.range(1));
    for (auto _ : state) benchmark::DoNotOptimize(sg::detail::minimal_winning(rule).containing);
    describe(state, rule);
}
BENCHMARK(public_good)
    ->ArgNames({"members", "largest"})
    ->Args({50, 950})
    ->Args({1000, 10})
    ->Args({100, 100'000})
    ->Unit(benchmark::kMillisecond);

void deegan_packel(benchmark::State& state) {
    if (!close(sg::detail::minimal_winning_division(apex_board(60)).shares()[0], 59.0 / 2 / 60))
        state.SkipWithError("minimal_winning_division is wrong on the apex board");
    const sg::WeightedRule rule = random_board(state.range(0), state.range(1));
    if (!close(sg::detail::minimal_winning_division(rule).shares().sum(), 1))
        state.SkipWithError("minimal_winning_division does not sum to 1");
    for (auto _ : state) benchmark::DoNotOptimize(sg::detail::minimal_winning_division(rule));
    describe(state, rule);
}
BENCHMARK(deegan_packel)
    ->ArgNames({"members", "largest"})
    ->Args({50, 950})
    ->Args({200, 100})
    ->Args({1000, 10})
    ->Unit(benchmark::kMillisecond);

void johnston(benchmark::State& state) {
    // The apex alone is critical with 2..n-2 others, 2^(n-1) - n - 1 sets; with one other both are; without the apex
    // all n - 1 are.
    const double n = 60, alone = std::ldexp(1, 59) - n - 1, all = alone + (n - 1) / 2;
    if (!close(sg::detail::critical_division(apex_board(60)).shares()[0], all / (alone + n)))
        state.SkipWithError("critical_division is wrong on the apex board");
    const sg::WeightedRule rule = random_board(state.range(0), state.range(1));
    if (!close(sg::detail::critical_division(rule).shares().sum(), 1))
        state.SkipWithError("critical_division does not sum to 1");
    for (auto _ : state) benchmark::DoNotOptimize(sg::detail::critical_division(rule));
    describe(state, rule);
}
BENCHMARK(johnston)
    ->ArgNames({"members", "largest"})
    ->Args({7, 100'000})
    ->Args({50, 950})
    ->Args({200, 100})
    ->Unit(benchmark::kMillisecond);

/// `common_between` and `common_inside` as in union_decisive; the range is members, unions, largest weight.
void unions(benchmark::State& state, bool common_between, bool common_inside) {
    const auto members = static_cast<std::size_t>(state.range(0)), count = static_cast<std::size_t>(state.range(1));
    const sg::Grouping grouping = dealt_out(members, count);
    const auto size = static_cast<double>(members / count);  // unanimity: everyone else must say yes
    const double expected =
        (common_between ? 1 / static_cast<double>(count) : std::exp2(1 - static_cast<double>(count))) *
        (common_inside ? 1 / size : std::exp2(1 - size));
    const sg::WeightedRule unanimity{std::vector<sg::Weight>(members / count * count, 1),
                                     static_cast<sg::Weight>(members / count * count)};
    const Eigen::ArrayXd equal = sg::detail::union_decisive(unanimity, dealt_out(unanimity.weights.size(), count),
                                                            common_between, common_inside);
    if (!close(equal.minCoeff(), expected) || !close(equal.maxCoeff(), expected))
        state.SkipWithError("union_decisive is wrong under unanimity");
    const sg::WeightedRule rule = random_board(state.range(0), state.range(2));
    const double sum = sg::detail::union_decisive(rule, grouping, common_between, common_inside).sum();
    if (common_between && common_inside && !close(sum, 1)) state.SkipWithError("owen does not sum to 1");
    for (auto _ : state)
        benchmark::DoNotOptimize(sg::detail::union_decisive(rule, grouping, common_between, common_inside));
    describe(state, rule);
    state.counters["unions"] = static_cast<double>(count);
}
void owen(benchmark::State& state) { unions(state, true, true); }
void banzhaf_owen(benchmark::State& state) { unions(state, false, false); }
BENCHMARK(owen)
    ->ArgNames({"members", "unions", "largest"})
    ->Args({266, 30, 102})
    ->Args({266, 2, 102})
    ->Args({1000, 50, 100})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(banzhaf_owen)
    ->ArgNames({"members", "unions", "largest"})
    ->Args({266, 30, 102})
    ->Args({1000, 50, 100})
    ->Unit(benchmark::kMillisecond);

}  // namespace
