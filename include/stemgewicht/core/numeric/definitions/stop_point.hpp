#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <tbb/task_group.h>

#include <atomic>
#include <cstddef>
#include <stdexcept>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION void count_steps(std::size_t steps) {
    constexpr std::size_t between = std::size_t{1} << 20;
    thread_local std::size_t passed = 0;
    passed += steps;
    if (passed < between) return;
    passed = 0;
    if (const auto check = interrupt_check.load(std::memory_order_relaxed)) check();
    if (tbb::is_current_task_group_canceling()) throw std::runtime_error("interrupted");  // another thread says why
}

}  // namespace stemgewicht::detail
