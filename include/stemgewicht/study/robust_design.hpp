#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/robust_rule.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/board_front.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// What is not known of the votes, so that a rule of the general board is to be good whatever it is.
enum class Unknown {
    models,  ///< which of the vote models is right
    votes,   ///< which vote results gave the seats, and which model is right; whom a council stands for
    bounds,  ///< how the delegations' votes hang together beyond pairs, of which a model tells how often they agree
};

/// The set of that name: models, votes or bounds. Throws std::invalid_argument for another.
Unknown parse_unknown(std::string_view text);

/// Which rules are looked for, and against what.
struct RobustDesignRequest {
    std::vector<Unknown> against{};      ///< empty: all three, votes where the case estimates them from seats
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> schemes{};  ///< that are told beside; empty: all of the general board
    std::string municipality{};          ///< whose risk is told beside the worst; empty: the centre
    Ties ties = Ties::excluded;          ///< what a tied council is, and voters who are; with bounds it is one against
    std::size_t draws = 200;             ///< of vote results
    std::uint64_t seed = 1;
    Progress progress{};
};

/// The rule of the general board by which the worst-off municipality risks least in the worst case.
struct RobustDesign {
    Unknown against = Unknown::models;
    std::size_t member = 0;  ///< the municipality whose risk is told
    RobustRule found;
    std::vector<PlacedScheme> schemes;  ///< with their worst risks
};

/// For each set the proper weighted rule whose worst case is least, of all there are, and the worst cases of the
/// schemes.
///
/// Against models a municipality is outvoted where the board does not decide as its council does. Against vote results
/// it is outvoted where the board does not decide as the lists with more than half of its votes want, while its
/// delegation votes as the seats of its council decide: the seats are known, the votes behind them are not. Results are
/// drawn (draw_votes_from_seats), and the worst of them counts under each model. Against bounds nothing is known of the
/// delegations' votes but how often each is for and how often each two agree, which are those of one of the models; the
/// worst joint law counts (risk_ranges), and a tied council is against. See robust_rule. Throws std::invalid_argument
/// for an unknown model, scheme or municipality, for 0 draws and above 10,000, and for votes where the case does not
/// estimate them from seats; std::length_error beyond 7 municipalities, and for
/// votes beyond 16 groups in a council.
std::vector<RobustDesign> robust_designs(const Board& board, const RobustDesignRequest& request = {});

/// One row for each rule that was found and for each scheme: its largest risk in the worst case, whose it is, and that
/// of the municipality; for a rule that was found also by how much another could be better.
Table robust_table(const Board& board, const RobustDesignRequest& request, const std::vector<RobustDesign>& designs);

}  // namespace stemgewicht
