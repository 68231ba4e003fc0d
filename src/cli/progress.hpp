#pragma once

#include <stemgewicht/core/progress.hpp>

#include <string>

namespace stemgewicht::cli {

/// Lets a command that works for more than a second tell so, where standard error is a terminal: one line with the
/// seconds that have passed and what is done, written anew a few times a second, and cleared in the end.
void show_progress();

/// Takes the line away, before anything else is written.
void clear_progress();

/// What the line says besides the seconds.
void tell_progress(const std::string& text);

/// Tells how much is done: "3 of 12 done".
Progress terminal_progress();

}  // namespace stemgewicht::cli
