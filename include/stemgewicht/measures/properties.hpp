#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// What can be said of a rule as such. Members are numbers, ascending; classes by descending desirability.
struct RuleProperties {
    std::vector<std::size_t> null_members;          ///< never critical
    std::vector<std::size_t> veto_members;          ///< in every winning coalition
    std::vector<std::size_t> passers;               ///< win alone
    std::optional<std::size_t> dictator;            ///< wins alone, and nobody wins without it
    bool proper = false;                            ///< never do a set and the rest both win
    bool strong = false;                            ///< always one of a set and the rest wins
    bool complete = false;                          ///< any two members can be compared by desirability
    std::vector<std::vector<std::size_t>> classes;  ///< members who can stand in for each other

    /// Just one of a set and the rest wins, always.
    [[nodiscard]] bool constant_sum() const { return proper && strong; }
};

/// Families of coalitions that can be listed and counted.
enum class CoalitionKind { winning, minimal_winning, shift_minimal, blocking, minimal_blocking };

inline constexpr std::array<std::pair<std::string_view, CoalitionKind>, 5> coalition_kinds{{
    {"winning", CoalitionKind::winning},
    {"minimal_winning", CoalitionKind::minimal_winning},
    {"shift_minimal", CoalitionKind::shift_minimal},
    {"blocking", CoalitionKind::blocking},
    {"minimal_blocking", CoalitionKind::minimal_blocking},
}};

/// The kind of that name. Throws std::invalid_argument for an unknown one.
CoalitionKind coalition_kind(std::string_view name);

/// Whether never both a set and the rest win. Of a weighted rule whose quota exceeds half of the weight this is plain;
/// others are looked up on their decision diagram.
bool is_proper(const Rule& rule);

/// The properties of a rule, on its decision diagram. Throws std::length_error where that is too large.
RuleProperties rule_properties(const Rule& rule);

/// Lists the coalitions of a kind one by one, without holding them all: sets with the member asked first come first. A
/// set blocks where the rest does not win. Works on the decision diagram of the rule; throws std::length_error where
/// that is too large.
class CoalitionListing {
public:
    CoalitionListing(const Rule& rule, CoalitionKind kind);
    CoalitionListing(CoalitionListing&&) noexcept;
    CoalitionListing& operator=(CoalitionListing&&) noexcept;
    ~CoalitionListing();

    /// The next set; empty when there are no more. Cost O(members) each.
    std::optional<Coalition> next();

    /// How many there are, exactly, in digits.
    [[nodiscard]] std::string count() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/properties.hpp>
#endif
