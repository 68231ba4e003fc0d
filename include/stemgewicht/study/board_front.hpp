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
    bool robust = false;                 ///< adds the front of the worst case over the models
    Progress progress{};                 ///< called as rules are compared
};

/// A scheme of the case among all rules.
struct PlacedScheme {
    std::string scheme;
    WeightedRule rule;
    std::vector<double> risks;  ///< of all municipalities
};

/// The name of the front of the worst case over all models.
inline constexpr const char* worst_model = "worst";

/// The rules of the general board of a case that no other betters, under one model, or in the worst case over the
/// models: each municipality's risk is then its largest, and the chance to pass the least.
struct BoardFront {
    std::string model;                      ///< or worst_model
    std::size_t member = 0;                 ///< the municipality whose risk is weighed
    CoalitionRisks risks;                   ///< of all municipalities; none in the worst case
    std::vector<std::vector<double>> laws;  ///< of the model, or of all: chance of each coalition of the delegations
    RuleFronts fronts;                      ///< which rules better the schemes, in their order
    std::vector<PlacedScheme> schemes;
    std::optional<FrontRule> fairest{};  ///< in the worst case, the rule by which the worst-off risks least

    /// P(pass) under a rule, the least of the laws.
    [[nodiscard]] double pass_probability(const WeightedRule& rule) const;
};

/// For each model the front over every rule that the general board may have, whatever the weights and the quota, as
/// long as no two groups of municipalities without one in common can both carry a motion (see rule_fronts), and which
/// rules better the schemes of the case. Risks are those of compare_options for the general board. Throws
/// std::invalid_argument for an unknown model, scheme or municipality, and a case without governance data;
/// std::length_error beyond 7 municipalities, and for a model that is not exact. The worst case is robust_fronts.
std::vector<BoardFront> board_fronts(const Board& board, const BoardFrontRequest& request = {});

/// One row for each rule of each front, and for each scheme on it or below it; where one risk of the others is named,
/// of the fronts with that. `square_root` is how far the Banzhaf indices, as shares, are from the roots of the
/// populations [penrose_1946]: half of the sum of the differences, empty where a population is not known.
Table front_table(const Board& board, const std::vector<BoardFront>& fronts,
                  std::optional<OthersRisk> others = std::nullopt);

}  // namespace stemgewicht
