#include "method.hpp"

#include "common.hpp"

#include <stemgewicht/boards/quota.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace stemgewicht::cli {

namespace {

/// What every simulation takes, in the words of what it is asked for.
void add_simulation(CLI::App& command, MethodChoice& choice, const std::string& target, const std::string& draws) {
    command
        .add_option("--error", choice.error,
                    "simulate until " + target + " has this standard error; with fourier the bound of every error")
        ->check(real_number("error"));
    command
        .add_option(
            "--draws", choice.draws,
            "draws of a simulation, or of its first round where an --error is given; " + draws + " if not given")
        ->transform(whole_number("draws", 1, maximum_draws));
    command.add_option("--maximum-draws", choice.maximum_draws, "draws at which a simulation for an --error ends")
        ->transform(whole_number("maximum-draws", 1, maximum_draws));
    command.add_option("--seed", choice.seed, "of a simulation, which the same seed repeats exactly; 1 if not given")
        ->transform(whole_number("seed"));
    command.add_flag("--antithetic", choice.antithetic, "with monte_carlo: motions in pairs of mirror images");
    command.add_option("--threads", choice.threads, "threads to use; 0 for all cores; results do not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
}

/// Refuses an error that is never reached, and a limit of draws without one.
void check_choice(const MethodChoice& choice) {
    if (choice.error && !(*choice.error > 0)) refuse("error", "above 0", *choice.error);
    if (choice.maximum_draws && !choice.error)
        refuse("maximum-draws", "given with --error only", *choice.maximum_draws);
}

/// Refuses the settings of a simulation for another method.
void check_no_simulation(const MethodChoice& choice, const std::string& simulations) {
    const char* given = choice.error ? "error" : choice.draws ? "draws" : choice.seed ? "seed" : nullptr;
    if (choice.antithetic) given = "antithetic";
    if (given) refuse(given, "given with --method " + simulations + " only", "\"" + choice.name + "\"");
}

MonteCarlo monte_carlo(const MethodChoice& choice, Progress progress) {
    MonteCarlo method{.threads = choice.threads, .antithetic = choice.antithetic};
    method.samples = choice.draws.value_or(method.samples);
    method.seed = choice.seed.value_or(method.seed);
    method.error = choice.error.value_or(0);
    check_maximum_draws(choice, method.samples);
    method.maximum_samples = choice.maximum_draws.value_or(std::max(method.maximum_samples, method.samples));
    method.progress = std::move(progress);
    check(method);
    return method;
}

/// Draws are shared out to the scramblings.
Conditional conditional(const MethodChoice& choice, Progress progress) {
    if (choice.antithetic) refuse("antithetic", "given with --method monte_carlo only", "conditional");
    Conditional method{.threads = choice.threads};
    const std::uint64_t share = method.randomizations;
    if (choice.draws) method.points = *choice.draws / share + (*choice.draws % share > 0);
    method.seed = choice.seed.value_or(method.seed);
    method.error = choice.error.value_or(0);
    check_maximum_draws(choice, method.points * share);
    method.maximum_points =
        choice.maximum_draws ? *choice.maximum_draws / share : std::max(method.maximum_points, method.points);
    method.progress = std::move(progress);
    check(method);
    return method;
}

/// The error is the bound that every value is to hold.
Fourier fourier(const MethodChoice& choice) {
    const char* given = choice.draws ? "draws" : choice.seed ? "seed" : choice.antithetic ? "antithetic" : nullptr;
    if (given) refuse(given, "given with a method that simulates only", "\"" + choice.name + "\"");
    Fourier method{.threads = choice.threads};
    method.error = choice.error.value_or(method.error);
    return method;
}

}  // namespace

void check_maximum_draws(const MethodChoice& choice, std::uint64_t first_round) {
    if (choice.maximum_draws && *choice.maximum_draws < first_round)
        refuse("maximum-draws", fmt::format("at least the {} draws of the first round", first_round),
               *choice.maximum_draws);
}

void add_risk_method(CLI::App& command, MethodChoice& choice) {
    command
        .add_option(
            "--method", choice.name,
            "auto (exact), exact, decision_diagram, enumerate (all sets of members, up to 25), monte_carlo "
            "(simulated motions), conditional (simulated moods or lines, all the rest exact), or fourier (weights "
            "of any size, from about 60 members on, within a certified error)")
        ->capture_default_str();
    add_simulation(command, choice, "the chance to be outvoted", "1,000,000 motions or 16,384 conditional ones");
}

void add_power_method(CLI::App& command, MethodChoice& choice) {
    command
        .add_option("--method", choice.name,
                    "auto (exact), exact, decision_diagram, enumerate (all sets of members, up to 25), "
                    "meet_in_the_middle (weights of any size, to about 50 members), monte_carlo (simulated motions), "
                    "normal (the normal law, whose errors are bounds), or fourier (weights of any size, from about 60 "
                    "members on, within a certified error)")
        ->capture_default_str();
    add_simulation(command, choice, "every value", "1,000,000 motions");
    command.add_option(
        "--memory", choice.memory,
        "what the tables of exact and meet_in_the_middle may take, such as 4GB or 500MB; half of that of "
        "the machine if not given");
}

Method parse_risk_method(const MethodChoice& choice, Progress progress) {
    check_choice(choice);
    if (choice.name == "monte_carlo") return monte_carlo(choice, std::move(progress));
    if (choice.name == "conditional") return conditional(choice, std::move(progress));
    if (choice.name == "fourier") return fourier(choice);
    check_no_simulation(choice, "monte_carlo or conditional");
    if (choice.name == "auto" || choice.name == "exact") return Exact{};
    if (choice.name == "decision_diagram") return DecisionDiagram{};
    if (choice.name == "enumerate") return Enumerate{};
    refuse("method", "auto, exact, decision_diagram, enumerate, monte_carlo, conditional or fourier",
           "\"" + choice.name + "\"");
}

Method parse_power_method(const MethodChoice& choice, Progress progress) {
    check_choice(choice);
    const bool exact = choice.name == "auto" || choice.name == "exact";
    if (!choice.memory.empty() && !exact && choice.name != "meet_in_the_middle")
        refuse("memory", "given with --method auto, exact or meet_in_the_middle only", "\"" + choice.name + "\"");
    if (choice.name == "monte_carlo") return monte_carlo(choice, std::move(progress));
    if (choice.name == "fourier") return fourier(choice);
    check_no_simulation(choice, "monte_carlo");
    if (exact) {
        Exact method;
        method.threads = choice.threads;
        if (!choice.memory.empty()) method.memory = parse_memory(choice.memory);
        return method;
    }
    if (choice.name == "meet_in_the_middle") {
        MeetInTheMiddle method{.threads = choice.threads};
        if (!choice.memory.empty()) method.memory = parse_memory(choice.memory);
        return method;
    }
    if (choice.name == "decision_diagram") return DecisionDiagram{};
    if (choice.name == "enumerate") return Enumerate{};
    if (choice.name == "normal") return Normal{};
    refuse("method", "auto, exact, decision_diagram, enumerate, meet_in_the_middle, monte_carlo, normal or fourier",
           "\"" + choice.name + "\"");
}

std::size_t parse_memory(const std::string& text) {
    constexpr std::string_view expected = "a size such as 4GB, 500MB or 1000000";
    std::string_view number = text;
    std::size_t unit = 1;
    constexpr std::array<std::pair<std::string_view, int>, 4> units{{{"TB", 40}, {"GB", 30}, {"MB", 20}, {"KB", 10}}};
    for (const auto& [name, digits] : units)
        if (number.ends_with(name)) {
            unit = std::size_t{1} << digits;
            number.remove_suffix(name.size());
            break;
        }
    const auto size = parse_decimal(number);
    if (!size || size->digits == 0) refuse("memory", expected, "\"" + text + "\"");
    const double bytes = static_cast<double>(size->digits) / std::pow(10.0, size->decimals) * static_cast<double>(unit);
    if (!(bytes >= 1 && bytes < 0x1p62)) refuse("memory", expected, "\"" + text + "\"");
    return static_cast<std::size_t>(bytes);
}

void warn_if_not_reached(bool reached, const MethodChoice& choice, double largest_error) {
    if (!reached)
        warn(
            fmt::format("the error of {:g} was not reached in the draws allowed; it is {:.2g} (--maximum-draws allows "
                        "more)",
                        choice.error.value_or(0), largest_error));
}

}  // namespace stemgewicht::cli
