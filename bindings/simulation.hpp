#pragma once

#include "common.hpp"

namespace stemgewicht::python {

/// A seed: an integer, what a numpy.random.SeedSequence gives, or the next number of a numpy.random.Generator.
std::uint64_t seed_of(const py::object& seed);

/// The standard error that a method is to reach; 0 where there is none.
double target_of(const Method& method);

/// Warns by a TargetNotReached unless it was reached. stack_level: 1 for the line that called the extension.
void warn_unless_reached(bool reached, const Method& method, double error, int stack_level = 1);

/// Values of an index with their errors, one of each per member.
struct PowerEstimates {
    std::vector<double> values, errors;
    std::uint64_t draws = 0;  ///< 0 where nothing was simulated
    bool reached = true;
};

}  // namespace stemgewicht::python
