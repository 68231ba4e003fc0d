#pragma once

#include <stemgewicht/core/check.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Who decides for the municipalities of a case.
enum class Decider {
    assembly,  ///< all council groups, each with its own weight
    board,     ///< the delegations, each a bloc that votes as its council's majority, with the weights of a scheme
    centre,    ///< the council of the centre municipality, for all
    council,   ///< each council for its own municipality, so that nobody is outvoted
};

/// The names of the deciders in case files, in the order of the enumeration.
inline constexpr std::array<std::string_view, 4> decider_names{"assembly", "board", "centre", "council"};

inline std::string_view decider_name(Decider decider) { return decider_names[static_cast<std::size_t>(decider)]; }

/// The decider of that name; empty where there is none.
inline std::optional<Decider> decider_of(std::string_view name) {
    const auto found = std::ranges::find(decider_names, name);
    if (found == decider_names.end()) return std::nullopt;
    return static_cast<Decider>(found - decider_names.begin());
}

/// A governance option: who decides on each kind of decision.
struct GovernanceOption {
    std::string id, title;
    std::vector<Decider> decides;  ///< one for each kind, in their order

    friend bool operator==(const GovernanceOption&, const GovernanceOption&) = default;
};

/// How the issues of a region divide over the kinds of decisions. Nobody knows that: a portfolio is an assumption.
struct Portfolio {
    std::string name;
    std::vector<double> shares;  ///< one for each kind, in their order; they sum to 1

    friend bool operator==(const Portfolio&, const Portfolio&) = default;
};

/// A criterion that the sources of a case name, and what is computed of it.
struct Criterion {
    std::string text;                   ///< as the source words it, in its language
    std::string gloss;                  ///< in English
    std::string source;                 ///< where it stands
    std::vector<std::string> measures;  ///< names of scorecard measures that speak of it; empty where none does
    std::string not_computed;           ///< what of it is not computed, and why; empty where the measures are all of it
    std::string not_computed_dutch{};   ///< the same in Dutch; empty where the file does not give it

    friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// The kinds of decisions of a case that names none: on policy, on what everyone must buy (base package), on what each
/// may buy besides (plus package), and on how the organisation works.
inline std::vector<std::string> standard_kinds() { return {"policy", "base_package", "plus_package", "operations"}; }

/// The options of a case that names none, over the standard kinds: the assembly or the general board decides on
/// everything; the board on base package and operations and each council on the rest (mandate); the centre municipality
/// on packages and operations and each council on policy.
inline std::vector<GovernanceOption> standard_options() {
    using enum Decider;
    return {{"assembly", "Assembly of all council groups", {assembly, assembly, assembly, assembly}},
            {"ab", "General board of delegations", {board, board, board, board}},
            {"mandate", "Mandate: each council decides on its own policy", {council, board, council, board}},
            {"centre", "Centre municipality", {council, centre, centre, centre}}};
}

/// Checks shares over as many kinds: each 0 or more, together 1 (to one in 10^9). Throws std::invalid_argument.
inline void check_portfolio(const Portfolio& portfolio, std::size_t kinds, std::string_view field = "portfolio") {
    if (portfolio.shares.size() != kinds)
        refuse(field, "one share for each of the " + std::to_string(kinds) + " kinds", portfolio.shares.size());
    for (const double share : portfolio.shares)
        if (!(share >= 0 && share <= 1)) refuse(field, "shares from 0 to 1", share);
    const double sum = std::accumulate(portfolio.shares.begin(), portfolio.shares.end(), 0.0);
    if (std::abs(sum - 1) > 1e-9)
        refuse(field, "shares that sum to 1", "a sum of " + shortest(std::round(sum * 1e9) / 1e9));
}

/// One portfolio for each kind, all of whose issues are of that kind: every other is an average of these.
inline std::vector<Portfolio> single_kinds(const std::vector<std::string>& kinds) {
    std::vector<Portfolio> result;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        result.push_back({.name = "all " + kinds[k], .shares = std::vector<double>(kinds.size(), 0.0)});
        result.back().shares[k] = 1;
    }
    return result;
}

}  // namespace stemgewicht
