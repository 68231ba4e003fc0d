#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace stemgewicht {

/// How often two members vote alike.
struct KnownAgreement {
    std::size_t first = 0, second = 0;
    double chance = 0.5;
};

/// What is known of the votes without a model of them: each member's chance of yes, and for some pairs how often they
/// vote alike.
struct KnownVotes {
    std::vector<double> yes;
    std::vector<KnownAgreement> agreements{};
};

/// What is known of votes from their whole law: the chance of each set of yes-voters, the set of bit i at index 2^i.
/// All pairs are known. Throws std::invalid_argument unless there are 2^members chances that sum to 1 (to 1e-9).
KnownVotes known_votes(std::span<const double> law);

/// What is known of the delegations of a case under a vote model: how often each council is for, a tied one being
/// against, and how often each two agree. Throws as the measures do.
KnownVotes known_votes(const Board& board, const VotingModel& model);

/// How often a member votes like another, the mean over those of which that is known; empty where of none.
std::optional<double> mean_agreement(const KnownVotes& votes, std::size_t member);

/// A risk of a member: to be outvoted, or the part of it that a motion passes against it, or fails although it is for
/// it.
enum class MemberRisk { outvoted, overruled, blocked };

/// The least or the greatest value of a risk, and a law of the votes that has it.
struct RiskBound {
    double value = 0;
    double gap = 0;           ///< no law that agrees with what is known goes beyond value by more than this: proved
    std::vector<double> law;  ///< the chance of each set of yes-voters, the set of bit i at index 2^i
};

/// All values that a risk can have: every one between the two is that of some law.
struct RiskRange {
    RiskBound least, greatest;
};

/// The largest number of members for whom the laws of all votes are looked through.
inline constexpr std::size_t maximum_bounded_members = 12;

/// The sharp range of a risk over all joint laws of the votes that agree with what is known, for each member: a linear
/// program over the 2^members profiles, solved by Clp. The solution is checked: its law agrees with what is
/// known to 1e-9, and its multipliers prove `gap`, which is at most 1e-8. Cost: two programs of 2^members columns and
/// 1 + members + agreements rows for each member.
/// Throws std::invalid_argument for chances that no law has, naming the first agreement that cannot hold beside the
/// chances and those before it, and the range that it could have; std::length_error beyond maximum_bounded_members.
std::vector<RiskRange> risk_ranges(const Rule& decision, const KnownVotes& known,
                                   MemberRisk risk = MemberRisk::outvoted);

/// The sharp range of P(pass).
RiskRange pass_range(const Rule& decision, const KnownVotes& known);

}  // namespace stemgewicht
