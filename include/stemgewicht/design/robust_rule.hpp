#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace stemgewicht {

/// A case that one member may be in: what it risks under a rule is the sum over the coalitions of passes[coalition]
/// where these pass a motion, else fails[coalition]; see CoalitionRisks.
struct RiskCase {
    std::vector<double> passes, fails;
};

/// The case in which a member risks most under a rule.
struct WorstCase {
    double risk = 0;
    RiskCase of;
};

/// The worst case of every member under a rule, over whatever cases there may be. What one member risks at worst may
/// come from one case, and what another does from another.
using WorstCases = std::function<std::vector<WorstCase>(const WeightedRule&)>;

/// The worst of some cases of each member.
WorstCases worst_of(std::vector<std::vector<RiskCase>> by_member);

/// A rule whose worst-off member risks little in the worst case.
struct RobustRule {
    WeightedRule rule;           ///< the whole weights of least sum
    std::vector<double> risks;   ///< of all members, in the worst case of each
    double lower_bound = 0;      ///< under no proper weighted rule does the worst-off member risk less
    std::uint64_t compared = 0;  ///< how many rules there are
    std::size_t asked = 0;       ///< under how many of them worst cases were looked for

    [[nodiscard]] double risk() const;  ///< of the worst-off member
    [[nodiscard]] double gap() const { return risk() - lower_bound; }
};

/// How a robust rule is looked for.
struct RobustOptions {
    std::size_t most_asked = 400;  ///< the search ends with so many rules asked; the gap is told
    Progress progress{};           ///< of rules asked
};

/// Of all proper weighted rules that under which the worst risk of the worst-off member is least, over cases of which
/// there may be infinitely many: `worst` is asked for those of one rule. A case that was found bounds what all rules
/// risk from below; the rule with the least of these bounds is asked next, and when it risks no more than its bound, no
/// rule risks less, to 1e-9. Which of several such rules is given is not said. Cost: that of rule_fronts for one law
/// for each eight cases, and what `worst` takes. Throws std::invalid_argument below two members, std::length_error
/// beyond maximum_weighted_game_members.
RobustRule robust_rule(std::size_t members, const WorstCases& worst, const RobustOptions& options = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/robust_rule.hpp>
#endif
