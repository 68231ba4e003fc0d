// The main job: all governance options of the shipped case, under all schemes and three models.

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include <benchmark/benchmark.h>

#ifndef NDEBUG
#error "benchmarks are for release builds only"
#endif

namespace {

void options(benchmark::State& state) {
    const auto board = stemgewicht::load_board("drechtsteden-2018");
    stemgewicht::OptionsRequest request;
    request.threads = static_cast<int>(state.range(0));
    for (const auto& row : stemgewicht::compare_options(board, request))
        if (row.option == "ab" && row.scheme == "one_vote" && row.model == "ic" && row.municipality == "Dordrecht" &&
            row.outvoted != 11.0 / 32)
            state.SkipWithError("Dordrecht's risk with one vote each is not 11/32");
    for (auto _ : state) benchmark::DoNotOptimize(stemgewicht::compare_options(board, request));
    state.counters["members"] = static_cast<double>(board.names.size());
    state.counters["total_weight"] = static_cast<double>(stemgewicht::total_weight(stemgewicht::weights(board)));
}
BENCHMARK(options)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
