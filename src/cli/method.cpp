#include "method.hpp"

#include "common.hpp"

#include <fmt/format.h>

namespace stemgewicht::cli {

void add_risk_method(CLI::App& command, MethodChoice& choice) {
    command
        .add_option("--method", choice.name,
                    "auto (exact), exact, decision_diagram, enumerate (all sets of members, up to 25), monte_carlo "
                    "(simulated motions), or conditional (simulated moods or lines, all the rest exact)")
        ->capture_default_str();
    command.add_option("--error", choice.error, "simulate until the chance to be outvoted has this standard error");
    command.add_option("--draws", choice.draws,
                       "draws of a simulation, or of its first round where an --error is given; 1,000,000 motions or "
                       "16,384 conditional ones if not given");
    command.add_option("--maximum-draws", choice.maximum_draws, "draws at which a simulation for an --error ends");
    command.add_option("--seed", choice.seed, "of a simulation, which the same seed repeats exactly; 1 if not given");
    command.add_flag("--antithetic", choice.antithetic, "with monte_carlo: motions in pairs of mirror images");
    command.add_option("--threads", choice.threads, "threads to use; 0 for all cores; results do not depend on it")
        ->capture_default_str();
}

namespace {

MonteCarlo monte_carlo(const MethodChoice& choice) {
    MonteCarlo method{.threads = choice.threads, .antithetic = choice.antithetic};
    method.samples = choice.draws.value_or(method.samples);
    method.seed = choice.seed.value_or(method.seed);
    method.error = choice.error.value_or(0);
    method.maximum_samples = choice.maximum_draws.value_or(std::max(method.maximum_samples, method.samples));
    return method;
}

/// Draws are shared out to the scramblings.
Conditional conditional(const MethodChoice& choice) {
    if (choice.antithetic) refuse("antithetic", "given with --method monte_carlo only", "conditional");
    Conditional method{.threads = choice.threads};
    const std::uint64_t share = method.randomizations;
    if (choice.draws) method.points = *choice.draws / share + (*choice.draws % share > 0);
    method.seed = choice.seed.value_or(method.seed);
    method.error = choice.error.value_or(0);
    method.maximum_points =
        choice.maximum_draws ? *choice.maximum_draws / share : std::max(method.maximum_points, method.points);
    return method;
}

}  // namespace

RiskMethod parse_risk_method(const MethodChoice& choice) {
    if (choice.threads < 0) refuse("threads", "0 for all cores, or the number of threads", choice.threads);
    if (choice.error && !(*choice.error > 0)) refuse("error", "above 0", *choice.error);
    if (choice.draws == std::uint64_t{0}) refuse("draws", "1 or more", 0);
    if (choice.maximum_draws && !choice.error)
        refuse("maximum-draws", "given with --error only", *choice.maximum_draws);
    if (choice.name == "monte_carlo") {
        const MonteCarlo method = monte_carlo(choice);
        check(method);
        return method;
    }
    if (choice.name == "conditional") {
        const Conditional method = conditional(choice);
        check(method);
        return method;
    }
    const char* given = choice.error ? "error" : choice.draws ? "draws" : choice.seed ? "seed" : nullptr;
    if (choice.antithetic) given = "antithetic";
    if (given) refuse(given, "given with --method monte_carlo or conditional only", "\"" + choice.name + "\"");
    if (choice.name == "auto" || choice.name == "exact") return Exact{};
    if (choice.name == "decision_diagram") return DecisionDiagram{};
    if (choice.name == "enumerate") return Enumerate{};
    refuse("method", "auto, exact, decision_diagram, enumerate, monte_carlo or conditional", "\"" + choice.name + "\"");
}

void warn_if_not_reached(bool reached, const MethodChoice& choice, double largest_error) {
    if (!reached)
        warn(
            fmt::format("the error of {:g} was not reached in the draws allowed; it is {:.2g} (--maximum-draws allows "
                        "more)",
                        choice.error.value_or(0), largest_error));
}

}  // namespace stemgewicht::cli
