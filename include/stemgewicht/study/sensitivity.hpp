#pragma once

#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/study/phase.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace stemgewicht {

/// What a sensitivity analysis starts from, and what it changes.
struct SensitivityRequest {
    std::string municipality{};          ///< whose risk; empty: the centre
    Cohesions base{.family = 0.3};       ///< the model that one change at a time departs from
    std::string assembly_scheme{};       ///< of the base; empty: the first of the case
    std::string board_scheme{};          ///< of the base; empty: seats, or one_vote where no seats are known
    std::vector<std::string> options{};  ///< ids of options of the case; empty: all
    std::vector<double> family{0, 0.15, 0.45, 0.6};        ///< shares of families that are tried
    std::vector<double> municipality_cohesion{0.15, 0.3};  ///< shares of municipalities that are tried
    std::vector<double> attendance{0.9, 0.8, 0.7};         ///< chances to be present that are tried; 1 is the base
    std::string loose_family = "Local";                    ///< a family whose lists may share a name and not a line
    std::string coalition_column = "college";  ///< of the case: 1 for groups in the governing coalition, else 0
    Conditional simulation{};                  ///< of what exact methods do not carry, with the same seed
    Ties ties = Ties::excluded;
    int threads = 1;      ///< 0: all cores; results do not depend on it
    Progress progress{};  ///< called as settings are done, one at a time
};

/// A value that a factor takes, and the risk that it gives.
struct SensitivitySetting {
    std::string name;
    double risk = 0;
    double error = 0;  ///< standard error; 0 where exact
};

/// How far one factor alone moves the risk under one option.
struct SensitivityRow {
    std::string option, scheme, kind;
    std::string factor;
    std::string status;  ///< computed, proxy or assumption; without settings `not given`, where the case lacks the
                         ///< data, or `not computed`, where no method carries it
    std::string low_setting, high_setting;  ///< that give the least and the greatest risk, the base among them
    double low = 0, base = 0, high = 0;
    double swing = 0;  ///< high - low
    double error = 0;  ///< the larger standard error of low and high; 0 where exact
    std::string note;
    std::vector<SensitivitySetting> settings{};  ///< all of them, the base first
};

/// One change at a time against a stated base: the chance that a municipality is outvoted under each option and kind of
/// decisions that somebody else may decide. Rows go by option as in the case, within one by swing, the largest first.
///
/// - weights of the assembly, weights of the general board: every column and scheme that the case has
/// - local lists: one family, or each list a family of its own
/// - absence: members of the assembly, or delegates, are present with a chance (see OptionsRequest::attendance)
/// - position: what the majority of the council wants, or that of the governing coalition alone. Where the case has no
///   column of coalitions, they are taken as the largest groups until they have a majority: a proxy
/// - members of the executive board without a vote: the member of the largest group of every municipality has no vote
///   in the assembly; that these are the groups is an assumption
/// - model: ic, iac, grouped by family, and the base
/// - cohesion of families, cohesion of municipalities: other shares than those of the base
///
/// Exact where it can be, else conditional with its error. Throws std::invalid_argument for an unknown municipality,
/// option or scheme, and shares that do not fit.
std::vector<SensitivityRow> sensitivity(const Board& board, const SensitivityRequest& request = {});

/// The rows as a table, with notes on the base, on what each factor assumes, and those of the case.
Table sensitivity_table(const Board& board, const SensitivityRequest& request, const std::vector<SensitivityRow>& rows);

/// Every setting of every factor: one row each.
Table sensitivity_settings_table(const Board& board, const SensitivityRequest& request,
                                 const std::vector<SensitivityRow>& rows);

}  // namespace stemgewicht
