#include "progress.hpp"

#include <stemgewicht/core/interrupt.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <mutex>

namespace stemgewicht::cli {

namespace {

/// The line on the terminal, which whichever thread passes by writes.
class ProgressLine {
public:
    void start() {
        set_interrupt_check([] { line().write(); });
        is_on_ = true;
    }

    void tell(const std::string& text) {
        if (!is_on_) return;
        {
            const std::lock_guard lock(mutex_);
            text_ = text;
        }
        write();
    }

    void clear() {
        const std::lock_guard lock(mutex_);
        if (is_shown_) std::cerr << "\r\033[K" << std::flush;
        is_shown_ = false;
    }

    static ProgressLine& line() {
        static ProgressLine only;
        return only;
    }

private:
    using Clock = std::chrono::steady_clock;

    void write() {
        const std::unique_lock lock(mutex_, std::try_to_lock);
        const Clock::time_point now = Clock::now();
        if (!lock || now - begin_ < std::chrono::seconds(1) || now - written_ < std::chrono::milliseconds(200)) return;
        written_ = now;
        is_shown_ = true;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - begin_).count();
        std::cerr << fmt::format("\r\033[K{} s{}{}", seconds, text_.empty() ? "" : ", ", text_) << std::flush;
    }

    std::mutex mutex_;
    bool is_on_ = false, is_shown_ = false;
    Clock::time_point begin_ = Clock::now(), written_;
    std::string text_;
};

}  // namespace

void show_progress() {
    if (isatty(STDERR_FILENO) != 0) ProgressLine::line().start();
}

void clear_progress() { ProgressLine::line().clear(); }

void tell_progress(const std::string& text) { ProgressLine::line().tell(text); }

Progress terminal_progress() {
    if (isatty(STDERR_FILENO) == 0) return {};
    return [](std::size_t done, std::size_t all) { tell_progress(fmt::format("{} of {} done", done, all)); };
}

}  // namespace stemgewicht::cli
