#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <functional>
#include <limits>
#include <string>

namespace stemgewicht::cli {

/// The largest number of draws: up to here every count is exact as a double.
inline constexpr std::uint64_t maximum_draws = std::uint64_t{1} << 53;

// What stands behind an option, for Option::transform: refused by the name of the option, or written as it is read.

/// A whole number from `least` to `most`, without the zeros in front that would make it octal.
CLI::Validator whole_number(std::string field, std::uint64_t least = 0,
                            std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

/// A finite number.
CLI::Validator real_number(std::string field);

/// A number of threads, likewise.
CLI::Validator thread_count();

/// Runs a command where all that it is given is filled in, is text, and is not the file that it writes to. Where the
/// command takes no method, what is too large for it is said without naming another.
void run_checked(const CLI::App& command, const std::function<void()>& run);

}  // namespace stemgewicht::cli
