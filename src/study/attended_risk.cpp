#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/meetings/incompatible_meeting.hpp>
#include <stemgewicht/study/attended_risk.hpp>

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace stemgewicht {

namespace {

/// A quorum of heads: `majority`, or a number.
std::size_t heads_of(const std::string& quorum, std::size_t members) {
    if (quorum == "majority") return members / 2 + 1;
    const auto number = parse_decimal(quorum);
    if (!number || number->decimals != 0)
        refuse("quorum", fmt::format("majority, or a number from 0 to {}", members), "\"" + quorum + "\"");
    if (number->digits > static_cast<Weight>(members))
        refuse("board.quorum", fmt::format("at most the {} members", members), number->digits);
    return static_cast<std::size_t>(number->digits);
}

}  // namespace

AttendanceRule attendance_rule(const Board& board, const std::string& quorum) {
    const WeightedRule& rule = weighted_rule(board);
    const Weight total = total_weight(rule.weights);
    if (rule.quota < majority_quota(total))
        refuse("quota", "at least a majority where members may be absent", board.quota_text);
    AttendanceRule result{.weights = rule.weights, .tie = UnbrokenTie::deferred_unless_full};
    const auto [reach, quota] = parse_reach(board.quota_text);
    if (const std::optional<Share> share = parse_share(quota)) {
        result.share = *share;
        result.more_than = reach == Reach::more_than;
    } else if (rule.quota != majority_quota(total)) {
        result.quota = rule.quota;
    }
    result.quorum = heads_of(quorum, rule.member_count());
    check(result, "board");
    return result;
}

MeetingRule meeting_rule(const Board& board, const std::string& quorum) {
    if (board.other_weights)
        refuse("weights", "such that their sum stays below 2^62 where members may be absent", "larger ones");
    if (!board.incompatible.empty())
        return OwnTernaryGame(IncompatibleMeeting{.rule = meeting_rule(without_incompatible(board), quorum),
                                                  .pairs = board.incompatible});
    if (board.rule_text.empty()) return attendance_rule(board, quorum.empty() ? "majority" : quorum);
    Statute statute = parse_statute(board.rule_text, board);
    const std::size_t heads = quorum.empty() ? 0 : heads_of(quorum, board.names.size());
    if (heads > 0)
        statute.quorum.push_back(
            present_clause(std::vector<Weight>(board.names.size(), 1), static_cast<Weight>(heads)));
    return statute;
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
    return meeting_positions(meeting, positions, model, method, std::span(&ties, 1)).front();
}

std::vector<std::vector<AttendancePositionEstimate>> meeting_positions(const Meeting& meeting,
                                                                       std::span<const WeightedRule> positions,
                                                                       const VotingModel& model, const Method& method,
                                                                       std::span<const Ties> conventions) {
    const bool simulated = is_simulation(method);
    if (meeting.until == Until::reconvened_meeting && std::holds_alternative<Exact>(method))
        check_reconvened_positions(meeting.rule, positions.size(), model, meeting.attendance, method);
    std::vector<std::vector<AttendancePositionEstimate>> result(conventions.size());
    for (const WeightedRule& position : positions)
        for (std::size_t c = 0; c < conventions.size(); ++c)
            result[c].push_back(c > 0 && !simulated
                                    ? estimated_outvoted(result[0].back().standing, conventions[c])
                                    : estimated_outvoted(meeting.rule, position, model, meeting.attendance,
                                                         Holders::all, method, conventions[c], meeting.until));
    return result;
}

}  // namespace stemgewicht
