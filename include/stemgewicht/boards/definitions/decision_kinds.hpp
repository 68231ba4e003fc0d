#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::string_view decider_name(Decider decider) {
    return decider_names[static_cast<std::size_t>(decider)];
}

STEMGEWICHT_DEFINITION std::optional<Decider> decider_of(std::string_view name) {
    const auto found = std::ranges::find(decider_names, name);
    if (found == decider_names.end()) return std::nullopt;
    return static_cast<Decider>(found - decider_names.begin());
}

STEMGEWICHT_DEFINITION std::vector<std::string> standard_kinds() {
    return {"policy", "base_package", "plus_package", "operations"};
}

STEMGEWICHT_DEFINITION std::vector<GovernanceOption> standard_options() {
    using enum Decider;
    return {{"assembly", "Assembly of all council groups", {assembly, assembly, assembly, assembly}},
            {"ab", "General board of delegations", {board, board, board, board}},
            {"mandate", "Mandate: each council decides on its own policy", {council, board, council, board}},
            {"centre", "Centre municipality", {council, centre, centre, centre}}};
}

STEMGEWICHT_DEFINITION void check_portfolio(const Portfolio& portfolio, std::size_t kinds, std::string_view field) {
    if (portfolio.shares.size() != kinds)
        refuse(field, "one share for each of the " + std::to_string(kinds) + " kinds", portfolio.shares.size());
    for (const double share : portfolio.shares)
        if (!(share >= 0 && share <= 1)) refuse(field, "shares from 0 to 1", share);
    const double sum = std::accumulate(portfolio.shares.begin(), portfolio.shares.end(), 0.0);
    if (std::abs(sum - 1) > 1e-9)
        refuse(field, "shares that sum to 1", "a sum of " + shortest(std::round(sum * 1e9) / 1e9));
}

STEMGEWICHT_DEFINITION std::string kind_text(const std::vector<std::string>& names,
                                             const std::vector<std::size_t>& kinds) {
    if (kinds.size() == names.size()) return "all";
    std::string text;
    for (const std::size_t kind : kinds) text += (text.empty() ? "" : "+") + names[kind];
    return text;
}

STEMGEWICHT_DEFINITION std::vector<Portfolio> single_kinds(const std::vector<std::string>& kinds) {
    std::vector<Portfolio> result;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        result.push_back({.name = "all " + kinds[k], .shares = std::vector<double>(kinds.size(), 0.0)});
        result.back().shares[k] = 1;
    }
    return result;
}

}  // namespace stemgewicht
