#pragma once

#include <stemgewicht/study/risk.hpp>

#include <CLI/CLI.hpp>

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
};
void add_risk_method(CLI::App& command, MethodChoice& choice);

/// The method that was chosen. Throws std::invalid_argument for an unknown one, and for settings of a simulation that
/// do not fit it.
RiskMethod parse_risk_method(const MethodChoice& choice);

/// Says where a target error was not reached, on standard error.
void warn_if_not_reached(bool reached, const MethodChoice& choice, double largest_error);

}  // namespace stemgewicht::cli
