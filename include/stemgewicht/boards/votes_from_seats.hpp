#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht {

/// From so many seats on the seats of a Dutch council go by highest averages (D'Hondt), below by largest remainders
/// (Kieswet P 7 and P 8).
inline constexpr Weight highest_averages_from = 19;

/// The share of the votes for a seat that a list needs for one by largest remainders (Kieswet P 8, second paragraph).
inline constexpr double remainder_threshold = 0.75;

/// The seats that lists win with these votes: by highest averages (D'Hondt) from highest_averages_from seats on, below
/// by largest remainders among the lists that reach the threshold, and by highest averages where these are too few.
/// Where two lists are equal, the first one wins.
std::vector<Weight> seats_from_votes(const std::vector<double>& votes, Weight seats);

/// `draws` vote results, each as the shares of the lists in all votes: independent, and uniform over the results that
/// give exactly these seats when no vote goes to another list. A result in which a list without the threshold would win
/// its seat, or one with more than half of the votes would not have more than half of the seats, counts as none.
/// Exact rejection, no Markov chain: cost O(lists) for each trial. The results depend on `seed` alone. Throws
/// std::invalid_argument where a list has no seat.
std::vector<std::vector<double>> draw_vote_shares(const std::vector<Weight>& seats, std::size_t draws,
                                                  std::uint64_t seed);

/// Whether a case estimates the votes of its lists from their seats, `votes = "from seats"`.
bool has_estimated_votes(const Board& board);

/// The central estimate of the votes of each member's list, in the unit of the case: electorate x turnout, divided in
/// proportion to the seats. It is the column of that name. Throws std::invalid_argument where the case estimates none.
std::vector<Weight> votes_from_seats(const Board& board);

/// `draws` possible votes of each member's list, in the unit of the case: electorate x turnout of each municipality,
/// divided as draw_vote_shares does. Throws std::invalid_argument where the case estimates none.
std::vector<std::vector<Weight>> draw_votes_from_seats(const Board& board, std::size_t draws, std::uint64_t seed);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/votes_from_seats.hpp>
#endif
