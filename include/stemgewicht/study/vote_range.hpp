#pragma once

#include <stemgewicht/study/options.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace stemgewicht {

/// How the weights of an assembly are drawn that are votes estimated from seats (draw_votes_from_seats).
struct VoteRangeRequest {
    std::vector<std::string> models{};          ///< as on the command line; empty: ic, iac and grouped by family
    std::vector<std::string> municipalities{};  ///< whose risks are given; empty: all
    std::vector<std::string> schemes{};         ///< of the general board, that are compared; empty: all
    std::size_t draws = 200;
    std::uint64_t seed = 1;
    Ties ties = Ties::excluded;
    int threads = 1;  ///< 0: all cores; results do not depend on it
    Progress progress{};
};

/// What a municipality risks in the assembly over the vote results that give the seats: at the central estimate, and
/// over the draws.
struct VoteRange {
    std::string model, municipality;
    double central = 0, mean = 0;
    double least = 0, low = 0, high = 0, most = 0;  ///< low and high: quantiles of 5% and 95%
    std::vector<double> draws{};                    ///< in their order: the same results for all models
};

/// A general board against the assembly: in how many of the draws the municipality risks less on the board.
struct VoteVerdict {
    std::string scheme, model, municipality;
    double risk = 0;     ///< on the board
    double central = 0;  ///< in the assembly, at the central estimate
    std::size_t lower = 0, draws = 0;
};

/// All that the draws say.
struct VoteRanges {
    std::vector<VoteRange> ranges{};      ///< by model, then municipality
    std::vector<VoteVerdict> verdicts{};  ///< by scheme, model, municipality; none where the case has no general board
};

/// Draws the votes and counts each result exactly. Throws std::invalid_argument where the case estimates no votes or
/// has no option under which an assembly decides, for 0 draws, an unknown model, scheme or municipality.
VoteRanges vote_ranges(const Board& board, const VoteRangeRequest& request = {});

/// One row a range.
Table vote_range_table(const Board& board, const VoteRangeRequest& request, const VoteRanges& ranges);

/// One row a verdict.
Table vote_verdict_table(const Board& board, const VoteRangeRequest& request, const VoteRanges& ranges);

}  // namespace stemgewicht
