#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// Which rules of the general board are looked for.
struct BoardFrontRequest {
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> schemes{};  ///< that are placed among all rules; empty: all of the general board
    std::string municipality{};          ///< whose risk is weighed against the others'; empty: the centre
    Ties ties = Ties::excluded;          ///< what a tied council is; its delegation votes no
    Progress progress{};                 ///< called as rules are compared
};

/// A scheme of the case among all rules.
struct PlacedScheme {
    std::string scheme;
    WeightedRule rule;
    std::vector<double> risks;  ///< of all municipalities
};

/// The rules of the general board of a case that no other betters, under one model.
struct BoardFront {
    std::string model;
    std::size_t member = 0;   ///< the municipality whose risk is weighed
    CoalitionRisks risks;     ///< of all municipalities
    std::vector<double> law;  ///< chance of each coalition of the delegations to be for a motion
    RuleFronts fronts;        ///< which rules better the schemes, in their order
    std::vector<PlacedScheme> schemes;

    /// P(pass) under a rule.
    [[nodiscard]] double pass_probability(const WeightedRule& rule) const;
};

/// For each model the front over every rule that the general board may have, whatever the weights and the quota, as
/// long as no two groups of municipalities without one in common can both carry a motion (see rule_fronts), and which
/// rules better the schemes of the case. Risks are those of compare_options for the general board. Throws
/// std::invalid_argument for an unknown model, scheme or municipality, and a case without governance data;
/// std::length_error beyond 7 municipalities, and for a model that is not exact.
std::vector<BoardFront> board_fronts(const Board& board, const BoardFrontRequest& request = {});

/// One row for each rule of each front, and for each scheme on it or below it; where one risk of the others is named,
/// of the fronts with that.
Table front_table(const Board& board, const std::vector<BoardFront>& fronts,
                  std::optional<OthersRisk> others = std::nullopt);

}  // namespace stemgewicht
