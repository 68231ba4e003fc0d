#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The members for whom weights are designed: of a case with councils its municipalities, whose columns are the schemes
/// of the general board, and of any other board its own.
Board designed_board(const Board& board);

/// A share of the weight: `majority`, one that must be reached, 2/3 or 70%, or one that must be exceeded, >2/3. Throws
/// std::invalid_argument for anything else.
QuotaShare parse_quota_share(std::string_view text, std::string_view field = "quota");

/// The measure that a text names: an index, or decisive, outvoted, overruled or blocked, with the model behind a colon,
/// outvoted:iac; ic where none stands. Throws std::invalid_argument for anything else.
DesignMeasure parse_measure(std::string_view text, const Board& board, std::string_view field = "measure");

/// The norm of that name. Throws std::invalid_argument for another.
DistanceNorm parse_norm(std::string_view text);

/// MEASURE=VALUES, where the values are numbers separated by commas, one for each member, `equal`, a column of the
/// board, or the root of one, sqrt(population). A column, and `equal`, is divided by its sum where the measure sums to
/// one. The model of a measure may hold signs =: the last one counts. Throws std::invalid_argument for anything else.
InverseProblem parse_target(std::string_view text, const Board& board, std::string_view norm = "euclidean");

/// Adds a constraint: proper, no_dictator, no_veto, no_null, quota=SHARE, order=COLUMN (who has more of it has no less
/// weight), order=A>B, winning=A+B+.., losing=A+B+.., or a bound on a member, MEASURE(NAME)<=NUMBER or >=NUMBER. Throws
/// std::invalid_argument for anything else.
void add_constraint(DesignConstraints& constraints, std::string_view text, const Board& board);

/// What is designed for a board.
struct BoardDesignRequest {
    std::string target;                      ///< see parse_target
    std::string norm = "euclidean";          ///< absolute, euclidean, largest or relative
    std::vector<std::string> constraints{};  ///< see add_constraint
    std::size_t listed = 5;                  ///< of rules that are equally near
    double tolerance = 0;                    ///< a search ends with the first rule that is as near
    std::uint64_t seed = 1;                  ///< of a search
    std::string games{};                     ///< see InverseOptions
    Remark note{};
    Progress progress{};
};

/// The answer of `inverse`, or of `inverse_search` where not all rules can be compared: beyond 8 members, and for 8
/// under a model that does not treat all alike.
struct DesignAnswer {
    InverseAnswer answer;
    bool searched = false;  ///< by which of the two
};
DesignAnswer solved(const InverseProblem& problem, const BoardDesignRequest& request,
                    const std::vector<std::string>& names = {});

/// The answer for a board.
struct BoardDesign {
    Board board;  ///< the members
    InverseProblem problem;
    InverseAnswer answer;
    bool searched = false;
};
BoardDesign design_board(const Board& board, const BoardDesignRequest& request);

/// One row for each rule and member: rule, quota, member, weight, target, value and difference.
Table design_table(const BoardDesign& design);

/// The staircase of a member's weight: from which weight on, to which, and a measure of the member and of the others
/// on it. One row for each measure and step.
struct TippingRequest {
    std::string member;
    std::vector<std::string> measures{};  ///< see parse_measure; empty: outvoted:ic and banzhaf
    std::string quota{};  ///< see parse_quota_share; empty: that of the board, or majority where it is no share
    std::string reach{};  ///< MEASURE<=NUMBER or >=NUMBER: the step with the smallest change of weight that reaches it
};
/// The share of the weights at which the board decides: what is asked for, else that of the board, and majority where
/// that is no share, which a note of the table says.
std::string tipping_quota(const Board& board, const TippingRequest& request);

Table tipping_table(const Board& board, const TippingRequest& request);

}  // namespace stemgewicht
