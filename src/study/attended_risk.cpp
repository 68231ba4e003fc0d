#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/study/attended_risk.hpp>

#include <fmt/format.h>

#include <optional>
#include <string_view>

namespace stemgewicht {

namespace {

/// A quota that is a share, such as 2/3 or 70%; empty where it is a number or a majority.
std::optional<Share> parse_share(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) {
        const auto numerator = parse_decimal(text.substr(0, slash)),
                   denominator = parse_decimal(text.substr(slash + 1));
        if (!numerator || !denominator || numerator->decimals + denominator->decimals > 0) return std::nullopt;
        return Share{.numerator = numerator->digits, .denominator = denominator->digits};
    }
    if (!text.ends_with('%')) return std::nullopt;
    const auto percent = parse_decimal(text.substr(0, text.size() - 1));
    const auto whole = percent ? scaled({.digits = 100, .decimals = 0}, percent->decimals) : std::nullopt;
    return whole ? std::optional(Share{.numerator = percent->digits, .denominator = *whole}) : std::nullopt;
}

}  // namespace

AttendanceRule attendance_rule(const Board& board, const std::string& quorum) {
    const WeightedRule& rule = weighted_rule(board);
    const Weight total = total_weight(rule.weights);
    if (rule.quota < majority_quota(total))
        refuse("quota", "at least a majority where members may be absent", board.quota_text);
    AttendanceRule result{.weights = rule.weights, .tie = UnbrokenTie::deferred_unless_full};
    if (const std::optional<Share> share = parse_share(board.quota_text)) {
        result.share = *share;
        result.more_than = false;
    } else if (rule.quota != majority_quota(total)) {
        result.quota = rule.quota;
    }
    result.quorum = quorum == "majority" ? rule.member_count() / 2 + 1 : 0;
    if (quorum != "majority") {
        const auto number = parse_decimal(quorum);
        if (!number || number->decimals != 0)
            refuse("quorum", fmt::format("majority, or a number from 0 to {}", rule.member_count()),
                   "\"" + quorum + "\"");
        result.quorum = static_cast<std::size_t>(number->digits);
    }
    check(result, "board");
    return result;
}

OutcomeEstimates meeting_outcomes(const Meeting& meeting, const VotingModel& model, const Method& method) {
    return estimated_outcome_chances(meeting.rule, model, meeting.attendance, method, meeting.until);
}

std::vector<AttendanceEstimate> meeting_members(const Meeting& meeting, const VotingModel& model,
                                                const Method& method) {
    return estimated_outvoted_members(meeting.rule, model, meeting.attendance, method, meeting.until);
}

std::vector<AttendancePositionEstimate> meeting_positions(const Meeting& meeting,
                                                          std::span<const WeightedRule> positions,
                                                          const VotingModel& model, const Method& method, Ties ties) {
    std::vector<AttendancePositionEstimate> result;
    for (const WeightedRule& position : positions)
        result.push_back(estimated_outvoted(meeting.rule, position, model, meeting.attendance, Holders::all, method,
                                            ties, meeting.until));
    return result;
}

}  // namespace stemgewicht
