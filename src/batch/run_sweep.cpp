#include "batch/sweep_plan.hpp"

#include <stemgewicht/batch/sweep_folder.hpp>
#include <stemgewicht/core/numeric/threads.hpp>

#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <string>
#include <utility>

namespace stemgewicht {

void run_sweep(const SweepStudy& study, SweepFolder& folder, int threads,
               const std::function<void(const SweepProgress&)>& progress) {
    const std::vector<std::uint64_t> chunks = folder.missing();
    SweepProgress done{.missing = chunks.size()};
    const auto range_of = [&](std::uint64_t chunk) {
        const std::uint64_t begin = chunk * study.chunk_cases();
        return detail::SweepRange{.begin = begin, .end = begin + std::min(study.chunk_cases(), study.cases() - begin)};
    };
    using NamedBytes = std::pair<std::uint64_t, std::string>;
    std::size_t next = 0;
    const auto take = [&](tbb::flow_control& flow) {
        if (next == chunks.size()) {
            flow.stop();
            return std::uint64_t{0};
        }
        return chunks[next++];
    };
    const auto count = [&](std::uint64_t chunk) {
        return NamedBytes(chunk, sweep_csv(detail::sweep_rows_together(study.plan(), range_of(chunk))));
    };
    const auto store = [&](const NamedBytes& part) {
        folder.store(part.first, part.second);
        const detail::SweepRange range = range_of(part.first);
        done.cases += range.end - range.begin;
        ++done.chunks;
        if (progress) progress(done);
    };
    detail::with_threads(threads, [&] {
        const auto at_once = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
        tbb::parallel_pipeline(at_once,
                               tbb::make_filter<void, std::uint64_t>(tbb::filter_mode::serial_in_order, take) &
                                   tbb::make_filter<std::uint64_t, NamedBytes>(tbb::filter_mode::parallel, count) &
                                   tbb::make_filter<NamedBytes, void>(tbb::filter_mode::serial_out_of_order, store));
    });
    folder.finish();
}

}  // namespace stemgewicht
