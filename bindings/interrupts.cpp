// Ctrl-C, and whatever else a signal handler of Python raises, ends long work.

#include "common.hpp"

#include <stemgewicht/core/interrupt.hpp>

#include <chrono>
#include <thread>

namespace stemgewicht::python {

namespace {

/// The thread in which Python runs its signal handlers. Other threads of the work must not even ask for the GIL, which
/// this one may hold while it waits for them.
std::thread::id main_thread;

}  // namespace

void stop_on_interrupt() {
    if (std::this_thread::get_id() != main_thread) return;
    using Clock = std::chrono::steady_clock;
    static Clock::time_point asked;
    const Clock::time_point now = Clock::now();
    if (now - asked < std::chrono::milliseconds(20)) return;
    asked = now;
    const py::gil_scoped_acquire acquire;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

void watch_for_interrupts() {
    const py::module_ threading = py::module_::import("threading");
    const bool is_main = threading.attr("current_thread")().is(threading.attr("main_thread")());
    if (!is_main) return;  // imported by another thread: there is no telling which one is Python's own
    main_thread = std::this_thread::get_id();
    set_interrupt_check(&stop_on_interrupt);
}

}  // namespace stemgewicht::python
