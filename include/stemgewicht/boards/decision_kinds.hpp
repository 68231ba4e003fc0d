#pragma once

#include <stemgewicht/core/definition.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
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

std::string_view decider_name(Decider decider);

/// The decider of that name; empty where there is none.
std::optional<Decider> decider_of(std::string_view name);

/// A governance option: who decides on each kind of decision.
struct GovernanceOption {
    std::string id, title;
    std::vector<Decider> decides;  ///< one for each kind, in their order
    std::string title_dutch{};     ///< empty where the file does not give it

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
    std::vector<std::string> measures;  ///< names of the scorecard measures that are about it; may be empty
    std::string not_computed;           ///< what of it is not computed, and why; empty where the measures are all of it
    std::string not_computed_dutch{};   ///< the same in Dutch; empty where the file does not give it

    friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// The kinds of decisions of a case that names none: on policy, on what everyone must buy (base package), on what each
/// may buy besides (plus package), and on how the organisation works.
std::vector<std::string> standard_kinds();

/// The options of a case that names none, over the standard kinds: the assembly or the general board decides on
/// everything; the board on base package and operations and each council on the rest (mandate); the centre municipality
/// on packages and operations and each council on policy.
std::vector<GovernanceOption> standard_options();

/// Checks shares over as many kinds: each 0 or more, together 1 (to one in 10^9). Throws std::invalid_argument.
void check_portfolio(const Portfolio& portfolio, std::size_t kinds, std::string_view field = "portfolio");

/// `all`, or the names of the kinds at these places joined by +.
std::string kind_text(const std::vector<std::string>& names, const std::vector<std::size_t>& kinds);

/// One portfolio for each kind, all of whose issues are of that kind: every other is an average of these.
std::vector<Portfolio> single_kinds(const std::vector<std::string>& kinds);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/decision_kinds.hpp>
#endif
