#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// A share numerator / denominator.
struct Share {
    Weight numerator = 1;
    Weight denominator = 2;

    friend bool operator==(const Share&, const Share&) = default;
};

/// What a tie does that no casting vote breaks.
enum class UnbrokenTie {
    deferred,              ///< the motion is put off to another meeting: Outcome::tied
    rejected,              ///< it fails, as in a reconvened meeting
    deferred_unless_full,  ///< it is put off, but fails where every member is present
};

/// A weighted rule on the votes cast. A motion needs a share of the weight of those who vote, and a yes-voter; the
/// meeting needs a quorum of heads. A tie is a motion on which the votes are equal where more than half is needed; so
/// are no votes at all.
struct AttendanceRule {
    std::vector<Weight> weights;
    Share share{};                       ///< of the votes cast
    bool more_than = true;               ///< whether the share must be exceeded, or only reached
    std::size_t quorum = 0;              ///< members who must be present, whatever their weight; 0: none
    std::optional<std::size_t> chair{};  ///< the member whose vote breaks a tie, where present
    UnbrokenTie tie = UnbrokenTie::deferred;
    Weight quota = 0;  ///< weight of yes-voters that is needed besides the share; 0: none

    [[nodiscard]] std::size_t member_count() const { return weights.size(); }

    /// Whether votes can be equal without a decision.
    [[nodiscard]] bool has_ties() const { return more_than && share.numerator == share.denominator - share.numerator; }

    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const {
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

    friend bool operator==(const AttendanceRule&, const AttendanceRule&) = default;
};
static_assert(TernaryGame<AttendanceRule>);

/// Throws std::invalid_argument unless the weights are valid, their sum times the denominator of the share stays below
/// 2^62, the share lies in (0, 1], or below 1 where it must be exceeded, the quorum is at most the membership, the
/// quota at most the total weight, and the chair a member of a rule that has ties.
inline void check(const AttendanceRule& rule, std::string_view field = "rule") {
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
