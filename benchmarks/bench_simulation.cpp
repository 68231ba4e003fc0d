// Simulation of the Drechtraad, 55 members, with the position of Dordrecht: motions a second on one core, and the time
// to an error of 1e-5 under the crossed factor model. peers/numpy_simulation.py does the same work as `plain/ic` with
// NumPy, and peers/compare_simulation.py runs both and prints their ratio.

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#ifndef NDEBUG
#error "benchmarks are for release builds only"
#endif

namespace sg = stemgewicht;

namespace {

struct Drechtraad {
    sg::WeightedRule decision, position;
    sg::LatentLaw ic, factor;
};

/// Under `factor` the votes are correlated by region (0.1), family (0.4) and municipality (0.2).
Drechtraad drechtraad() {
    const sg::Board board = sg::load_board("drechtsteden-2018");
    const std::size_t members = board.names.size();
    return {.decision = sg::majority_rule(board.columns.at("seats")),
            .position = sg::council_positions(board).front(),
            .ic = sg::latent_law(sg::VotingModel(sg::ic()), members),
            .factor = sg::latent_law(sg::parse_model("factor:region=0.1,family=0.4,municipality=0.2", board), members)};
}

void describe(benchmark::State& state, const Drechtraad& board, const sg::OutvotedEstimate& simulated) {
    state.counters["members"] = static_cast<double>(board.decision.member_count());
    state.counters["total_weight"] = static_cast<double>(sg::total_weight(board.decision.weights));
    state.counters["outvoted"] = simulated.outvoted.value;
    state.counters["error"] = simulated.outvoted.error;
}

void plain(benchmark::State& state, const sg::LatentLaw Drechtraad::* law, std::uint64_t samples) {
    const Drechtraad board = drechtraad();
    const sg::MonteCarlo method{.samples = samples};
    const auto simulated = sg::estimated_outvoted(board.decision, board.position, board.*law, method);
    const auto exact =
        sg::estimated_outvoted(board.decision, board.position, board.*law, sg::Conditional{.points = 4096});
    if (std::abs(simulated.outvoted.value - exact.outvoted.value) >
        4.5 * std::hypot(simulated.outvoted.error, exact.outvoted.error))
        state.SkipWithError("plain and conditional simulation disagree");
    for (auto _ : state)
        benchmark::DoNotOptimize(sg::estimated_outvoted(board.decision, board.position, board.*law, method));
    state.counters["motions"] =
        benchmark::Counter(static_cast<double>(samples), benchmark::Counter::kIsIterationInvariantRate);
    describe(state, board, simulated);
}
BENCHMARK_CAPTURE(plain, ic, &Drechtraad::ic, 100'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain, factor, &Drechtraad::factor, 1'000'000)->Unit(benchmark::kMillisecond);

void members(benchmark::State& state) {
    const Drechtraad board = drechtraad();
    constexpr std::uint64_t samples = 2'000'000;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            sg::estimated_outvoted_members(board.decision, board.ic, sg::MonteCarlo{.samples = samples}));
    state.counters["motions"] =
        benchmark::Counter(static_cast<double>(samples), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(members)->Unit(benchmark::kMillisecond);

/// To an error of 1e-5 on one core.
void conditional(benchmark::State& state) {
    const Drechtraad board = drechtraad();
    const sg::Conditional method{.points = 16'384, .error = 1e-5};
    sg::OutvotedEstimate simulated;
    for (auto _ : state) simulated = sg::estimated_outvoted(board.decision, board.position, board.factor, method);
    if (!simulated.reached) state.SkipWithError("the error of 1e-5 was not reached");
    state.counters["points"] = static_cast<double>(simulated.outvoted.draws);
    describe(state, board, simulated);
}
BENCHMARK(conditional)->Unit(benchmark::kMillisecond);

}  // namespace
