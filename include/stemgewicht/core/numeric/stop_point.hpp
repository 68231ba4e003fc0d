#pragma once

#include <stemgewicht/core/engine.hpp>

#include <atomic>
#include <cstddef>

namespace stemgewicht::detail {

inline std::atomic<void (*)()> interrupt_check{nullptr};  ///< the InterruptCheck that the program has set

/// Adds up the steps of this thread, and asks the program's InterruptCheck each time that they come to a million.
/// Throws also where the others of a parallel loop have ended.
void count_steps(std::size_t steps);

/// A place at which long work may be ended, passed every so many steps of about a nanosecond. Loops over tables pass it
/// for each table, and say its size.
inline void stop_point(std::size_t steps) {
    if (interrupt_check.load(std::memory_order_relaxed) != nullptr) count_steps(steps);
}

/// A stop point for a loop of short turns, passed every 1,024 of them.
class TurnCounter {
public:
    explicit TurnCounter(std::size_t steps) : steps_(steps << 10) {}
    /// To be called in each turn.
    void turn() {
        if ((++turns_ & 1023) == 0) stop_point(steps_);
    }

private:
    std::size_t steps_, turns_ = 0;
};

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/stop_point.hpp>
#endif
