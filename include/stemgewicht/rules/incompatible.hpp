#pragma once

#include <stemgewicht/core/boxed.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/rules/rule_types.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Members who never vote together: a set passes a motion if some part of it without an incompatible pair does. The
/// minimal winning coalitions are those of the rule that contain no such pair
/// [bergantinos_carreras_garcia_jurado_1993].
struct IncompatibleRule {
    Boxed<Rule> rule;
    std::vector<Pair> pairs;

    [[nodiscard]] std::size_t member_count() const;
    /// Cost: 2^(incompatible pairs among the yes-voters) at most.
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const IncompatibleRule& a, const IncompatibleRule& b);
};
bool operator==(const IncompatibleRule& a, const IncompatibleRule& b);

/// Throws std::invalid_argument unless the rule is valid, the pairs are of two of its members, and some coalition
/// without such a pair wins.
void check(const IncompatibleRule& rule, std::string_view field = "rule");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/rule.hpp>
#endif
