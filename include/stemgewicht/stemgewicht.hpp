#pragma once

/// Everything of the core that is light: rules, models, methods, measures, meetings, boards, design. Left out are
/// methods/swing_counts.hpp, measures/fractions.hpp, measures/solution.hpp and meetings/attendance_fractions.hpp (exact
/// fractions need Boost.Multiprecision, which takes a compiler seconds), rules/graph_edges.hpp (graphs of Boost.Graph),
/// and what is compiled into stemgewicht::study: measures/solution.hpp and the headers below stemgewicht/study/ (board
/// files, tables, the comparison of options).

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/vote_table.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/design/chamber_map.hpp>
#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/inverse.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/inverse_search.hpp>
#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/design/mandates.hpp>
#include <stemgewicht/design/optimal_quota.hpp>
#include <stemgewicht/design/pair_games.hpp>
#include <stemgewicht/design/robust_rule.hpp>
#include <stemgewicht/design/second_tier.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/meetings/estimated_meetings.hpp>
#include <stemgewicht/meetings/incompatible_meeting.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/rules/transform.hpp>
