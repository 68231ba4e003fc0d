#pragma once

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/core/engine.hpp>

#include <boost/random/uniform_01.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace stemgewicht {

namespace detail {

/// Gives seats one by one to the list with the most votes for each seat it would then have; `at_most` each.
inline void add_by_averages(std::vector<Weight>& seats, const std::vector<double>& votes, Weight left, Weight at_most) {
    std::vector<Weight> gained(seats.size(), 0);
    for (; left > 0; --left) {
        std::size_t best = seats.size();
        for (std::size_t i = 0; i < seats.size(); ++i) {
            if (gained[i] == at_most) continue;
            const auto divisor = [&](std::size_t k) { return static_cast<double>(seats[k] + 1); };
            if (best == seats.size() || votes[i] * divisor(best) > votes[best] * divisor(i)) best = i;
        }
        if (best == seats.size()) return add_by_averages(seats, votes, left, left);
        ++seats[best];
        ++gained[best];
    }
}

/// Draws one result at a time; votes are counted so that all of them together are as many as the seats.
class SeatResultDraws {
public:
    SeatResultDraws(const std::vector<Weight>& seats, std::uint64_t seed)
        : seats_(seats), total_(std::accumulate(seats.begin(), seats.end(), Weight{0})), engine_(seed) {}

    std::vector<double> shares() {
        const auto count = static_cast<double>(total_);
        for (;;) {
            std::vector<double> votes = total_ >= highest_averages_from ? by_averages() : by_remainders();
            if (votes.empty() || against_majority(votes)) continue;
            for (double& vote : votes) vote /= count;
            return votes;
        }
    }

private:
    double uniform() { return boost::random::uniform_01<>()(engine_); }

    std::size_t one_of(double total, const std::vector<double>& masses) {
        double rest = uniform() * total;
        for (std::size_t i = 0; i + 1 < masses.size(); ++i)
            if ((rest -= masses[i]) < 0) return i;
        return masses.size() - 1;
    }

    /// A result u gives the seats s when some d has s d <= u <= (s + 1) d. Scaled to the least such d = 1 one list j
    /// stands at its upper end and the others anywhere in theirs: the results with that list are the cone over a cube,
    /// of volume in proportion to s_j + 1. On the plane of a fixed sum its density is that of the cube over
    /// sum(u)^lists.
    std::vector<double> by_averages() {
        std::vector<double> votes, masses;
        for (const Weight own : seats_) masses.push_back(static_cast<double>(own) + 1);
        const auto lists = static_cast<double>(seats_.size()), count = static_cast<double>(total_);
        const std::size_t full = one_of(count + lists, masses);
        for (std::size_t i = 0; i < seats_.size(); ++i)
            votes.push_back(static_cast<double>(seats_[i]) + (i == full ? 1.0 : uniform()));
        const double sum = std::accumulate(votes.begin(), votes.end(), 0.0);
        if (uniform() > std::pow((count + 1) / sum, lists)) return {};
        for (double& vote : votes) vote *= count / sum;
        return votes;
    }

    /// A result gives the seats s when the surpluses votes - s lie within a range of 1: one list has the largest, each
    /// as likely, and the others lie below it by at most 1; all are then moved to a sum of 0.
    std::vector<double> by_remainders() {
        std::vector<double> votes, equal(seats_.size(), 1.0);
        const auto lists = static_cast<double>(seats_.size());
        const std::size_t largest = one_of(lists, equal);
        for (std::size_t i = 0; i < seats_.size(); ++i) votes.push_back(i == largest ? 0.0 : -uniform());
        const double mean = std::accumulate(votes.begin(), votes.end(), 0.0) / lists;
        for (std::size_t i = 0; i < seats_.size(); ++i) {
            votes[i] += static_cast<double>(seats_[i]) - mean;
            if (votes[i] < remainder_threshold) return {};
        }
        return votes;
    }

    [[nodiscard]] bool against_majority(const std::vector<double>& votes) const {
        for (std::size_t i = 0; i < seats_.size(); ++i)
            if (2 * votes[i] > static_cast<double>(total_) && 2 * seats_[i] <= total_) return true;
        return false;
    }

    const std::vector<Weight>& seats_;
    Weight total_;
    std::mt19937_64 engine_;
};

/// The members of each municipality with their seats, and all votes there in the unit of the case.
struct CouncilVotes {
    std::vector<std::size_t> members;
    std::vector<Weight> seats;
    double votes = 0;
};

inline std::vector<CouncilVotes> council_votes(const Board& board) {
    const GovernanceData& data = governance_of(board);
    if (data.votes_column.empty())
        refuse("governance.votes", "\"from seats\", so that votes can be estimated", "nothing");
    const auto members = members_by_group(grouping_of(board, data.grouping));
    const std::vector<std::size_t> groups = council_groups(board);
    const std::vector<Weight>& seats = column_of(board, data.position);
    std::vector<CouncilVotes> result;
    for (std::size_t j = 0; j < groups.size(); ++j) {
        const Municipality& municipality = data.municipalities[j];
        const Weight voters = municipality.electorate > 0 ? municipality.electorate : municipality.population;
        CouncilVotes council{
            .members = members[groups[j]],
            .seats = {},
            .votes = municipality.turnout * static_cast<double>(voters) / static_cast<double>(data.votes_unit)};
        for (const std::size_t member : council.members) council.seats.push_back(seats[member]);
        result.push_back(std::move(council));
    }
    return result;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<Weight> seats_from_votes(const std::vector<double>& votes, Weight seats) {
    std::vector<Weight> won(votes.size(), 0);
    if (seats >= highest_averages_from) {
        detail::add_by_averages(won, votes, seats, seats);
        return won;
    }
    const double quota = std::accumulate(votes.begin(), votes.end(), 0.0) / static_cast<double>(seats);
    std::vector<std::size_t> order;
    Weight left = seats;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        won[i] = static_cast<Weight>(votes[i] / quota);
        left -= won[i];
        if (votes[i] >= remainder_threshold * quota) order.push_back(i);
    }
    std::ranges::stable_sort(order, std::greater{},
                             [&](std::size_t i) { return votes[i] - quota * static_cast<double>(won[i]); });
    for (std::size_t k = 0; k < order.size() && left > 0; ++k, --left) ++won[order[k]];
    detail::add_by_averages(won, votes, left, 1);
    return won;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<double>> draw_vote_shares(const std::vector<Weight>& seats,
                                                                         std::size_t draws, std::uint64_t seed) {
    for (std::size_t i = 0; i < seats.size(); ++i)
        if (seats[i] < 1) refuse(element("seats", i), "1 or more", seats[i]);
    std::vector<std::vector<double>> result;
    detail::SeatResultDraws one(seats, seed);
    while (result.size() < draws) result.push_back(one.shares());
    return result;
}

STEMGEWICHT_DEFINITION bool has_estimated_votes(const Board& board) {
    return board.governance && !board.governance->votes_column.empty();
}

STEMGEWICHT_DEFINITION std::vector<Weight> votes_from_seats(const Board& board) {
    std::vector<Weight> votes(board.names.size(), 0);
    for (const detail::CouncilVotes& council : detail::council_votes(board)) {
        const auto all = static_cast<double>(std::accumulate(council.seats.begin(), council.seats.end(), Weight{0}));
        for (std::size_t i = 0; i < council.members.size(); ++i)
            votes[council.members[i]] = std::llround(council.votes * static_cast<double>(council.seats[i]) / all);
    }
    return votes;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<Weight>> draw_votes_from_seats(const Board& board, std::size_t draws,
                                                                              std::uint64_t seed) {
    std::vector<std::vector<Weight>> result(draws, std::vector<Weight>(board.names.size(), 0));
    std::mt19937_64 seeds(seed);
    for (const detail::CouncilVotes& council : detail::council_votes(board)) {
        const auto shares = draw_vote_shares(council.seats, draws, seeds());
        for (std::size_t d = 0; d < draws; ++d)
            for (std::size_t i = 0; i < council.members.size(); ++i)
                result[d][council.members[i]] = std::llround(council.votes * shares[d][i]);
    }
    return result;
}

}  // namespace stemgewicht
