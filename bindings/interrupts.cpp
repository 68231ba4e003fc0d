// Ctrl-C, and whatever else a signal handler of Python raises, ends long work, which may say how far it is.

#include "common.hpp"

#include <stemgewicht/core/interrupt.hpp>

#include <atomic>
#include <chrono>
#include <thread>
#include <utility>

namespace stemgewicht::python {

namespace {

/// The thread in which Python runs its signal handlers. Other threads of the work must not even ask for the GIL, which
/// this one may hold while it waits for them.
std::thread::id main_thread;

/// The function of Python that is told how far work is, and the only thread that tells it; none by default. It is never
/// destroyed, as Python may be gone by then.
py::object* listener = nullptr;
std::atomic<std::thread::id> listening_thread;

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

py::object tell_progress_to(py::object function) {
    py::object before =
        std::exchange(listener ? *listener : *(listener = new py::object(py::none())), std::move(function));
    listening_thread = listener->is_none() ? std::thread::id() : std::this_thread::get_id();
    return before;
}

void tell_progress(std::size_t done, std::size_t all) {
    stop_on_interrupt();
    if (std::this_thread::get_id() != listening_thread) return;
    const py::gil_scoped_acquire acquire;
    (*listener)(done, all);
}

void watch_for_interrupts() {
    const py::module_ threading = py::module_::import("threading");
    const bool is_main = threading.attr("current_thread")().is(threading.attr("main_thread")());
    if (!is_main) return;  // imported by another thread: there is no telling which one is Python's own
    main_thread = std::this_thread::get_id();
    set_interrupt_check(&stop_on_interrupt);
}

}  // namespace stemgewicht::python
