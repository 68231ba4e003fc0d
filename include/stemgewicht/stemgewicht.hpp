#pragma once

/// Everything of the header-only core: rules, models, methods, measures, boards. Left out are the headers that need
/// heavy ones of Boost or take a compiler long: measures/fractions.hpp (exact fractions), measures/properties.hpp
/// (exact counts of coalitions), measures/attendance.hpp and measures/attendance_fractions.hpp (members who may be
/// absent), measures/reconvened.hpp, measures/simulated.hpp, measures/simulated_votes.hpp and
/// measures/simulated_attendance.hpp (simulation), measures/loyalty.hpp (gradients) and rules/graph_edges.hpp (graphs
/// of Boost.Graph); and what is compiled into stemgewicht::study: measures/solution.hpp and the headers below
/// stemgewicht/study/ (board files, tables, risks by any method, the comparison of options).

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/measures/agreement.hpp>
#include <stemgewicht/measures/coalitional.hpp>
#include <stemgewicht/measures/graph.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/minimal_winning.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/transform.hpp>
