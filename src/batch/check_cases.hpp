#pragma once

// What is asked of all cases of a study together.

#include "batch/sweep_plan.hpp"

#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// The keys of axes that such a study knows; others are names of its own, for its models.
std::vector<std::string_view> known_axes(const SweepPlan& plan);
bool is_known_axis(const SweepPlan& plan, std::string_view name);

/// Refuses quotas of which no case can have one, and models with names in braces that none of their values fits.
void check_cases(const SweepPlan& plan, bool is_own_quota);

}  // namespace stemgewicht::detail
