#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/interrupt.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <atomic>

namespace stemgewicht {

STEMGEWICHT_DEFINITION void set_interrupt_check(InterruptCheck check) {
    detail::interrupt_check.store(check, std::memory_order_relaxed);
}

}  // namespace stemgewicht
