#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/study/options.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A number that the scorecard gives of each option.
struct ScorecardMeasure {
    std::string_view name;
    bool proxy;             ///< whether it stands in for what a source speaks of, rather than being it
    bool each;              ///< whether every municipality has its own
    std::string_view text;  ///< what it is
};

/// In the order of the scorecard.
inline constexpr std::array<ScorecardMeasure, 9> scorecard_measures{{
    {"risk", false, true, "chance that the council is outvoted: the decision is not what its majority wants"},
    {"exposed_share", false, true, "share of the issues on which somebody else can decide against the council"},
    {"flexibility", false, true, "share of the issues on which the council itself decides"},
    {"power", true, true, "how much likelier a motion passes when the council is for it than when it is against it"},
    {"burden", true, true, "change of the sum of all other councils' risks against the first option"},
    {"uniformity", true, false, "chance that the same decision holds in every municipality"},
    {"agreement", true, false, "chance that the decision is what every council wants; a tied council counts as no"},
    {"municipalities_to_pass", false, false, "smallest number of municipalities whose votes alone pass a motion"},
    {"members_to_pass", false, true, "smallest number of council groups whose votes alone pass a motion"},
}};

/// Their names, separated by commas.
std::string measure_names();

/// What a scorecard is made of.
struct ScorecardRequest {
    OptionsRequest options{};  ///< models, options, schemes, method, ties and threads; without attendance and baseline
    std::optional<Portfolio> portfolio{};       ///< assumed shares of the kinds; empty: ranges go over all shares
    std::vector<std::string> municipalities{};  ///< whose numbers are given; empty: all
    std::vector<OptionRow> rows{};  ///< what compare_options gives for `options`, of all options of the case, where it
                                    ///< is there already
};

/// The range of a measure under an option, over vote models, schemes of weights and (without a portfolio) kinds of
/// decisions.
struct Score {
    std::string option, measure, municipality;  ///< `all` where the measure is not of one municipality
    double least = 0, most = 0;
    std::string least_under, most_under;  ///< scheme, model and kind that give it; empty where nothing changes it
    double error = 0;                     ///< a bound on the standard error of both ends; 0 where exact
};

/// The measures of each option, ordered by option, measure and municipality.
///
/// - risk, power, burden, uniformity, agreement: averages over the kinds by the portfolio's shares, for each model and
///   scheme; without a portfolio, each kind by itself, which spans all averages.
/// - power: P(pass | council for) - P(pass | council against), which is the same question under every option, whether
///   the groups of the council vote freely or as one.
/// - burden: every scheme of the option against every one of the first option that may hold in the same world: under
///   the same model, and where an assembly decides something under both, with the same weights. So it is 0 for the
///   first option.
/// - exposed_share: kinds on which the council can be outvoted by some way of voting; without a portfolio from 0 where
///   it is exposed on some kinds only, to 1.
/// - uniformity: 1 where one decision holds for all; where each council decides, P(all decide alike).
/// - agreement: P(all positions are the decision). Under the assembly by exact methods only where its weights are in
///   proportion to the column of the positions, so that councils that agree cannot lose; elsewhere a million motions
///   are simulated, with an error.
/// - municipalities_to_pass, members_to_pass: counts, of kinds with a share in the portfolio.
///
/// Throws std::invalid_argument as compare_options and check_portfolio do, and for an unknown municipality.
std::vector<Score> scorecard(const Board& board, const ScorecardRequest& request = {});

/// One row a score, then one for each criterion of the sources that has no measure, with the reason.
Table scorecard_table(const Board& board, const ScorecardRequest& request, const std::vector<Score>& scores);

/// For reading: a row a measure, a column an option, ranges as texts; for one municipality.
Table scorecard_summary(const Board& board, const std::vector<Score>& scores, const std::string& municipality);

/// The criteria that the sources of the case name: their words, a gloss, the measures that speak of them, and what is
/// not computed and why.
Table criteria_table(const Board& board);

}  // namespace stemgewicht
