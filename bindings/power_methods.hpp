#pragma once

#include "common.hpp"

#include <stemgewicht/study/power_columns.hpp>

namespace stemgewicht::python {

/// Values of an index with their errors, one of each per member.
struct PowerEstimates {
    std::vector<double> values, errors;
    std::uint64_t draws = 0;  ///< 0 where nothing was simulated
    bool reached = true;
};

/// Any way to compute power. `own_rule`: whether it must carry a rule of Python.
PowerMethod power_method_of(const py::object& method, bool own_rule);

/// The same method on so many threads, where they are given and it has any.
py::object threaded(const py::object& method, std::optional<int> threads, bool own_rule);

/// The values of an index: an array, or PowerEstimates where the method has errors.
py::object power_values_of(const Decision& decision, const PowerIndex& index, const py::object& method);

/// The share of all coalitions that win: a number, an Estimate or a Bounded.
py::object collectivity_of(const Decision& decision, const py::object& method);

/// Warns by a TargetNotReached where a simulation of power did not reach its target.
void warn_of_power(bool reached, const PowerMethod& method, double largest_error, int stack_level = 1);

void register_bulk(py::module_& module);

}  // namespace stemgewicht::python
