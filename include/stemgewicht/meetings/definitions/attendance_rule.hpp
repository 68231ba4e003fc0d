#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_rule.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Outcome AttendanceRule::outcome(const Coalition& yes, const Coalition& no) const {
    const auto weight_of = [&](const Coalition& set) {
        Weight sum = 0;
        for (auto i = set.find_first(); i != Coalition::npos; i = set.find_next(i)) sum += weights[i];
        return sum;
    };
    const std::size_t present = yes.count() + no.count();
    if (present < quorum) return Outcome::no_quorum;
    const Weight in_favour = weight_of(yes);
    const Weight needed = share.numerator * (in_favour + weight_of(no));
    const Weight reached = share.denominator * in_favour;
    if (in_favour < quota) return Outcome::fails;
    if (reached > needed) return Outcome::passes;
    if (reached < needed) return Outcome::fails;
    if (!more_than) return in_favour > 0 ? Outcome::passes : Outcome::fails;
    if (!has_ties()) return Outcome::fails;
    if (chair && yes.test(*chair)) return Outcome::passes;
    if (chair && no.test(*chair)) return Outcome::fails;
    const bool put_off =
        tie == UnbrokenTie::deferred || (tie == UnbrokenTie::deferred_unless_full && present < weights.size());
    return put_off ? Outcome::tied : Outcome::fails;
}

STEMGEWICHT_DEFINITION void check(const AttendanceRule& rule, std::string_view field) {
    const std::string prefix(field);
    const Weight total = total_weight(rule.weights, prefix + ".weights");
    const auto [numerator, denominator] = rule.share;
    if (denominator < 1 || denominator > maximum_total_weight / total)
        refuse(prefix + ".share.denominator", "1.." + std::to_string(maximum_total_weight / total), denominator);
    if (numerator < 1 || numerator > denominator)
        refuse(prefix + ".share", "above 0 and at most 1",
               std::to_string(numerator) + "/" + std::to_string(denominator));
    if (rule.more_than && numerator == denominator)
        refuse(prefix + ".share", "below 1 where more than the share is needed",
               std::to_string(numerator) + "/" + std::to_string(denominator));
    if (rule.quorum > rule.member_count())
        refuse(prefix + ".quorum", "at most the " + std::to_string(rule.member_count()) + " members", rule.quorum);
    if (rule.chair && *rule.chair >= rule.member_count())
        refuse(prefix + ".chair", "a member from 0 to " + std::to_string(rule.member_count() - 1), *rule.chair);
    if (rule.chair && !rule.has_ties())
        refuse(prefix + ".chair", "none where no tie can occur, which takes more than 1/2", *rule.chair);
    if (rule.quota < 0 || rule.quota > total) refuse(prefix + ".quota", "0.." + std::to_string(total), rule.quota);
}

}  // namespace stemgewicht
