#pragma once

#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/methods/method.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace stemgewicht::cli {

/// --method and what a simulation takes besides.
struct MethodChoice {
    std::string name = "auto";
    std::optional<double> error;
    std::optional<std::uint64_t> draws, maximum_draws, seed;
    bool antithetic = false;
    int threads = 1;
    std::string memory;  ///< of power alone
};
void add_risk_method(CLI::App& command, MethodChoice& choice);

/// --method with those of power indices, and --memory.
void add_power_method(CLI::App& command, MethodChoice& choice);

/// The method that was chosen. Throws std::invalid_argument for an unknown one, and for settings of a simulation that
/// do not fit it. A simulation tells its progress where it is given.
Method parse_risk_method(const MethodChoice& choice, Progress progress = {});
Method parse_power_method(const MethodChoice& choice, Progress progress = {});

/// Refuses a limit of draws below those of the first round.
void check_maximum_draws(const MethodChoice& choice, std::uint64_t first_round);

/// Bytes from a text such as 4GB, 500MB or 1000000; a GB is 1024 MB. Throws std::invalid_argument for another.
std::size_t parse_memory(const std::string& text);

/// Says where a target error was not reached, on standard error.
void warn_if_not_reached(bool reached, const MethodChoice& choice, double largest_error);

}  // namespace stemgewicht::cli
