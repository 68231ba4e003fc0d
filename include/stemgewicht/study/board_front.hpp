#pragma once

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Which rules of the general board are looked for.
struct BoardFrontRequest {
    std::vector<std::string> models{};   ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> schemes{};  ///< that are placed among all rules; empty: all of the general board
    std::string municipality{};          ///< whose risk is weighed against the others'; empty: the centre
    Ties ties = Ties::excluded;          ///< what a tied council is; its delegation votes no
    bool robust = false;                 ///< adds the front of the worst case over the models
    std::vector<FrontAxes> axes{own_and_mean, own_and_largest};
    Progress progress{};  ///< called as rules are compared
};

/// Two axes of a front by name, risk,mean: risk (of the municipality), mean and largest (of the others' risks), penrose
/// (how far shares of power are from the roots of the populations) or action (the power of the board to act). Throws
/// std::invalid_argument for anything else.
FrontAxes parse_axes(std::string_view text);

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
    std::vector<double> shares{};  ///< of power by the roots of the populations; none where one is not known

    /// P(pass) under a rule, the least of the laws.
    [[nodiscard]] double pass_probability(const WeightedRule& rule) const;
};

/// For each model the front over every rule that the general board may have, whatever the weights and the quota, as
/// long as no two groups of municipalities without one in common can both carry a motion (see rule_fronts), and which
/// rules better the schemes of the case. Risks are those of compare_options for the general board. Throws
/// std::invalid_argument for an unknown model, scheme or municipality, and a case without governance data;
/// std::length_error beyond 7 municipalities, and for a model that is not exact. The worst case is that of
/// rule_fronts; penrose as an axis needs the populations of all.
std::vector<BoardFront> board_fronts(const Board& board, const BoardFrontRequest& request = {});

/// One row for each rule of each front, and for each scheme on it or below it; where axes are named, of the fronts on
/// these. `square_root` is how far the Banzhaf indices, as shares, are from the roots of the
/// populations [penrose_1946]: half of the sum of the differences, empty where a population is not known. `action` is
/// the share of all coalitions that pass a motion [coleman_1971].
Table front_table(const Board& board, std::span<const BoardFront> fronts,
                  const std::optional<FrontAxes>& axes = std::nullopt);

}  // namespace stemgewicht
