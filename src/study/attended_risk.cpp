#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/meetings/reconvened.hpp>
#include <stemgewicht/study/attended_risk.hpp>

#include <fmt/format.h>

#include <optional>
#include <string_view>
#include <type_traits>

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

/// Calls simulated(method) or exact(method) with the method that is held.
template <class Exactly, class Simulating>
auto by_method(const RiskMethod& method, const Exactly& exactly, const Simulating& simulating) {
    using Result = std::invoke_result_t<Simulating, const MonteCarlo&>;
    const auto work = [&]<class M>(const M& m) -> Result {
        if constexpr (std::is_same_v<M, MonteCarlo>)
            return simulating(m);
        else if constexpr (std::is_same_v<M, Exact> || std::is_same_v<M, Enumerate>)
            return exactly(m);
        else
            refuse("method", "exact, enumerate or monte_carlo where members may be absent", method_name(method));
    };
    return std::visit(work, method);
}

/// Exact for two meetings; Enumerate is for one.
const Exact& of_two_meetings(const Exact& method) { return method; }
Exact of_two_meetings(const Enumerate&) {
    refuse("method", "exact or monte_carlo for a meeting that may be reconvened", "enumerate");
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

SimulatedOutcomes meeting_outcomes(const Meeting& meeting, const VotingModel& model, const RiskMethod& method) {
    const auto& [rule, attendance, until] = meeting;
    const bool once = until == Until::first_meeting;
    const auto exactly = [&](const auto& m) -> SimulatedOutcomes {
        const OutcomeChances chances =
            once ? outcome_chances(rule, model, attendance, m)
                 : in_the_end(reconvened_outcomes(rule, model, attendance, of_two_meetings(m)));
        return {without_error(chances.passes), without_error(chances.fails), without_error(chances.tied),
                without_error(chances.no_quorum)};
    };
    return by_method(method, exactly, [&](const MonteCarlo& m) {
        const LatentLaw law = latent_law(model, rule.member_count());
        return once ? simulate_outcome_chances(rule, law, attendance, m)
                    : simulate_reconvened_outcomes(rule, law, attendance, m).in_the_end;
    });
}

std::vector<SimulatedAttendanceOutvoted> meeting_members(const Meeting& meeting, const VotingModel& model,
                                                         const RiskMethod& method) {
    const auto& [rule, attendance, until] = meeting;
    const auto exactly = [&](const auto& m) {
        std::vector<SimulatedAttendanceOutvoted> result;
        const std::vector<AttendanceOutvoted> members =
            until == Until::first_meeting
                ? outvoted_members(rule, model, attendance, m)
                : outvoted(in_the_end(reconvened_standings(rule, model, attendance, of_two_meetings(m))));
        for (const AttendanceOutvoted& member : members) result.push_back(without_error(member));
        return result;
    };
    return by_method(method, exactly, [&](const MonteCarlo& m) {
        return simulate_outvoted_members(rule, latent_law(model, rule.member_count()), attendance, m, until);
    });
}

std::vector<SimulatedAttendancePosition> meeting_positions(const Meeting& meeting,
                                                           std::span<const WeightedRule> positions,
                                                           const VotingModel& model, const RiskMethod& method,
                                                           Ties ties) {
    const auto& [rule, attendance, until] = meeting;
    std::vector<SimulatedAttendancePosition> result;
    for (const WeightedRule& position : positions) {
        const auto exactly = [&](const auto& m) {
            if (until == Until::first_meeting)
                return without_error(outvoted(rule, position, model, attendance, Holders::all, m, ties));
            return without_error(outvoted(
                in_the_end(reconvened_position(rule, position, model, attendance, Holders::all, of_two_meetings(m))),
                ties));
        };
        result.push_back(by_method(method, exactly, [&](const MonteCarlo& m) {
            return simulate_outvoted(rule, position, latent_law(model, rule.member_count()), attendance, Holders::all,
                                     m, ties, until);
        }));
    }
    return result;
}

}  // namespace stemgewicht
