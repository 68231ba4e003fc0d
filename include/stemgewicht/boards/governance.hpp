#pragma once

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// Who decides: under one governance option and one scheme of weights, for the decisions of the kinds named.
struct Arrangement {
    std::string option;            ///< id of the option
    std::string scheme;            ///< column or board scheme; `council` where councils decide by their own majority
    std::string kind;              ///< `all`, or the names of the kinds joined by +
    std::optional<Rule> decision;  ///< over the whole electorate; empty where each municipality decides for itself
    Decider decider = Decider::council;
    std::vector<std::size_t> kinds{};  ///< places of the kinds that are decided so
};

/// The councils under a board: each municipality's groups decide by the majority of the position column how their
/// delegation votes (a tied council votes no), and the delegations vote as blocks under `top`.
CompositeRule councils_under(const Board& board, WeightedRule top);

/// The position of each municipality, in their order: the majority of its own council, as a rule over the electorate.
std::vector<WeightedRule> council_positions(const Board& board);

/// The governance options of a case, each under every scheme of weights that applies to it: one arrangement for all
/// kinds of decisions that the same body decides. Within an option the assembly comes first, then the general board,
/// the centre municipality, and the councils.
std::vector<Arrangement> arrangements(const Board& board, const std::vector<std::string>& schemes);

/// The ids of the governance options of a case.
std::vector<std::string> option_ids(const Board& board);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/governance.hpp>
#endif
