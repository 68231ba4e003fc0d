#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// What a comparison of governance options varies.
struct OptionsRequest {
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> options{};  ///< ids of options of the case; empty: all
    std::vector<std::string>
        schemes{};  ///< of the general board and the assembly; all of a body of which none is there
    std::vector<std::string> municipalities{};  ///< whose rows are given, in this order; empty: all, the centre first
    Method method = Exact{};                    ///< of any risk; the threads of a simulation are those given here
    Ties ties = Ties::excluded;
    int threads = 1;                     ///< 0: all cores; results do not depend on it
    std::optional<double> attendance{};  ///< chance to be present of each member of the assembly or the general board,
                                         ///< which then need a majority of heads; councils decide in full
    double counting_limit =
        1e10;                ///< with attendance and Exact: an arrangement whose count takes more additions, about
                             ///< a second for each 10^9, is simulated by MonteCarlo; its rows have draws and errors
    std::string baseline{};  ///< what each row is compared with: an option, or option:scheme; empty: nothing
    Progress progress{};     ///< called as parts are done, one at a time
};

/// One fact: what a municipality risks under an option, a scheme, a model, for a kind of decision.
struct OptionRow {
    std::string option, scheme, model, municipality, kind;
    double outvoted = 0, overruled = 0, blocked = 0, decisive = 0;
    double error = 0;                      ///< standard error of outvoted; 0 where exact
    std::uint64_t draws = 0;               ///< 0 where exact
    bool reached = true;                   ///< whether a target error was reached
    std::optional<double> undecided{};     ///< P(tied or no quorum), where members may be absent
    std::optional<Estimate> difference{};  ///< outvoted less that of the baseline, on the same draws
    double decisive_error = 0;             ///< standard error of decisive; 0 where exact
    Decider decider = Decider::council;
    std::vector<std::size_t> kinds{};     ///< places of the kinds of decisions in those of the case
    std::optional<Estimate> influence{};  ///< P(pass | council for) - P(pass | council against); empty where the
                                          ///< council always wants the same, or members may be absent
};

/// The vote models of a comparison that names none: ic, iac, and grouped by family where the case has families.
std::vector<std::string> default_models(const Board& board);

/// P(outvoted), overruled, blocked and decisive of every municipality under every option and scheme; its position is
/// the majority of its own council. Where each council decides for itself, the decision is its position and nobody is
/// outvoted, whatever the method: these rows have no draws. Rows are ordered by option, scheme, kind, model and
/// municipality, the same whichever are asked for. Simulations draw the same motions for all options; a difference
/// from the baseline is taken motion by motion, with an error of its own. Throws std::invalid_argument for an unknown
/// option, model, scheme, municipality or baseline, or a board without governance data.
std::vector<OptionRow> compare_options(const Board& board, const OptionsRequest& request = {});

/// The rows as a table, with columns `undecided` where members may be absent, `error` and `draws` where simulated,
/// `difference` where compared with a baseline, with the notes of the board and those on schemes, and on ties where a
/// council can tie.
Table options_table(const Board& board, const std::vector<OptionRow>& rows, Ties ties = Ties::excluded);

/// The outvoting risk of one municipality: a row per option, scheme and kind, a column per model, and where
/// simulated the largest standard error of the row.
Table risk_table(const Board& board, const std::vector<OptionRow>& rows, const std::string& municipality);

}  // namespace stemgewicht
