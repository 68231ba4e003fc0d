#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>

namespace stemgewicht::detail {

/// Calls work() where the parallel algorithms of oneTBB use so many threads, all cores for 0, and never more than the
/// process may have.
template <class Work>
decltype(auto) with_threads(int threads, const Work& work) {
    if (threads < 0) refuse("threads", "0 for all cores, or the number of threads", threads);
    const std::size_t allowed = tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
    const int most = std::max(static_cast<int>(allowed), tbb::info::default_concurrency());
    tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : std::min(threads, most));
    return arena.execute(work);
}

}  // namespace stemgewicht::detail
