#pragma once

#include "common.hpp"

#include <stemgewicht/study/risk.hpp>

namespace stemgewicht::python {

/// A method of Python, exact or a simulation. `own_rule`: whether it must carry a rule of Python.
RiskMethod risk_method_of(const py::object& method, bool own_rule);

/// Warns by a TargetNotReached unless it was reached. stack_level: 1 for the line that called the extension.
void warn_unless_reached(bool reached, const RiskMethod& method, double error, int stack_level = 1);

void register_estimates(py::module_& module);

}  // namespace stemgewicht::python
