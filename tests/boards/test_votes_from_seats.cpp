#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

/// Seats by the largest of all quotients, or by whole quotas and the largest rests: written out plainly.
std::vector<Weight> plain_seats(const std::vector<double>& votes, Weight seats) {
    std::vector<Weight> won(votes.size(), 0);
    if (seats >= 19) {
        std::vector<std::pair<double, std::size_t>> quotients;
        for (std::size_t i = 0; i < votes.size(); ++i)
            for (Weight k = 1; k <= seats; ++k) quotients.emplace_back(-votes[i] / static_cast<double>(k), i);
        std::ranges::sort(quotients);
        for (std::size_t k = 0; k < static_cast<std::size_t>(seats); ++k) ++won[quotients[k].second];
        return won;
    }
    const double quota = std::accumulate(votes.begin(), votes.end(), 0.0) / static_cast<double>(seats);
    std::vector<std::pair<double, std::size_t>> rests;
    Weight left = seats;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        won[i] = static_cast<Weight>(std::floor(votes[i] / quota));
        left -= won[i];
        if (votes[i] >= 0.75 * quota) rests.emplace_back(std::floor(votes[i] / quota) - votes[i] / quota, i);
    }
    std::ranges::sort(rests);
    for (std::size_t k = 0; k < rests.size() && left > 0; ++k, --left) ++won[rests[k].second];
    return left == 0 ? won : std::vector<Weight>{};
}

/// Vote results drawn uniformly from all, of which those are kept that give the seats.
std::vector<std::vector<double>> kept(const std::vector<Weight>& seats, std::size_t count) {
    std::mt19937_64 engine(7);
    std::exponential_distribution<double> part;
    const Weight total = std::accumulate(seats.begin(), seats.end(), Weight{0});
    std::vector<std::vector<double>> results;
    while (results.size() < count) {
        std::vector<double> shares(seats.size());
        for (double& share : shares) share = part(engine);
        const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
        for (double& share : shares) share /= sum;
        const bool enough = total >= 19 || std::ranges::all_of(shares, [&](double share) {
                                return share >= 0.75 / static_cast<double>(total);
                            });
        bool majorities = true;  // who has more than half of the votes has more than half of the seats
        for (std::size_t i = 0; i < seats.size(); ++i)
            majorities = majorities && (shares[i] <= 0.5 || 2 * seats[i] > total);
        if (enough && majorities && plain_seats(shares, total) == seats) results.push_back(std::move(shares));
    }
    return results;
}

/// Mean and variance of a function of the results.
template <class Of>
std::array<double, 2> moments(const std::vector<std::vector<double>>& results, Of of) {
    double sum = 0, squares = 0;
    for (const std::vector<double>& shares : results) {
        sum += of(shares);
        squares += of(shares) * of(shares);
    }
    const auto count = static_cast<double>(results.size());
    return {sum / count, squares / count - sum * sum / count / count};
}

std::string estimated_case(const std::string& governance, const std::string& of_a, const std::string& of_b,
                           const std::string& seats = "4") {
    return "title = \"Case\"\nquota = \"majority\"\nweight = \"seats\"\n[governance]\ngrouping = \"town\"\n"
           "centre = \"A\"\nposition = \"seats\"\n" +
           governance + "[[municipalities]]\nname = \"A\"\npopulation = 1000\n" + of_a +
           "[[municipalities]]\nname = \"B\"\npopulation = 3000\n" + of_b +
           "[[members]]\nname = \"A1\"\ntown = \"A\"\nseats = " + seats +
           "\n[[members]]\nname = \"A2\"\ntown = \"A\"\nseats = 1\n[[members]]\nname = \"B1\"\ntown = \"B\"\nseats = "
           "3\n";
}

std::string case_refusal(const std::string& text) {
    return refusal([&] { parse_board(text, "case.toml"); });
}

}  // namespace

TEST_CASE("Votes give the seats that a plain count of quotients, or of quotas and rests, gives") {
    std::mt19937_64 engine(3);
    std::uniform_real_distribution<double> vote(100, 5000);
    for (const Weight seats : {9, 15, 17, 18, 19, 21, 39}) {
        std::size_t compared = 0;
        for (int trial = 0; trial < 200; ++trial) {
            std::vector<double> votes(3 + static_cast<std::size_t>(trial) % 7);
            for (double& number : votes) number = vote(engine);
            const std::vector<Weight> plain = plain_seats(votes, seats);
            if (plain.empty()) continue;  // too few lists with the threshold
            ++compared;
            CHECK(seats_from_votes(votes, seats) == plain);
        }
        CHECK(compared > 150);
    }
    // Below 19 seats a list without 75% of the quota of 100 gets no rest: 74 is the largest rest and wins none.
    CHECK(seats_from_votes({526, 300, 74}, 9) == std::vector<Weight>{6, 3, 0});
    CHECK(seats_from_votes({525, 300, 75}, 9) == std::vector<Weight>{5, 3, 1});
    // No list reaches it: highest averages, at most one each in the first round.
    CHECK(seats_from_votes(std::vector<double>{70, 60, 60, 60, 50}, 3) == std::vector<Weight>{1, 1, 1, 0, 0});
}

TEST_CASE("Drawn votes give the seats, in a council of either size") {
    const std::vector<std::vector<Weight>> councils{
        {8, 5, 4, 4, 4, 4, 3, 2, 2, 2, 1}, {5, 4, 4, 2, 2}, {9, 3, 2, 2, 2, 2, 1, 1, 1}, {10, 9}, {3, 1, 1}};
    for (const std::vector<Weight>& seats : councils) {
        const Weight total = std::accumulate(seats.begin(), seats.end(), Weight{0});
        const auto draws = draw_vote_shares(seats, 500, 11);
        CHECK(draws == draw_vote_shares(seats, 500, 11));
        CHECK(draws != draw_vote_shares(seats, 500, 12));
        for (const std::vector<double>& shares : draws) {
            CHECK(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) < 1e-12);
            CHECK(plain_seats(shares, total) == seats);
        }
    }
}

TEST_CASE("Drawn votes are uniform over the results that give the seats") {
    // Two lists of 12 and 7 seats: the first has from 12/20 to 13/20 of the votes, each share as likely.
    const auto two = draw_vote_shares({12, 7}, 40'000, 5);
    std::array<int, 10> cells{};
    for (const auto& shares : two) {
        REQUIRE((shares[0] >= 0.6 && shares[0] <= 0.65));
        ++cells[std::min<std::size_t>(9, static_cast<std::size_t>((shares[0] - 0.6) / 0.005))];
    }
    for (const int cell : cells) CHECK(std::abs(cell - 4000) < 300);  // 5 standard deviations
    for (const std::vector<Weight>& seats : {std::vector<Weight>{10, 6, 3}, {11, 5, 2, 1}, {3, 2, 1}, {5, 2, 1, 1}}) {
        const auto drawn = draw_vote_shares(seats, 20'000, 9), plain = kept(seats, 2'000);
        for (std::size_t i = 0; i < seats.size(); ++i)
            for (std::size_t k = i; k < seats.size(); ++k) {
                const auto of = [&](const std::vector<double>& shares) { return shares[i] * (i == k ? 1 : shares[k]); };
                const auto [mean, variance] = moments(drawn, of);
                const auto [expected, spread] = moments(plain, of);
                INFO("lists " << i << ", " << k);
                CHECK(std::abs(mean - expected) < 4.5 * std::sqrt(variance / 20'000 + spread / 2'000));
                CHECK(std::abs(variance / spread - 1) < 0.2);
            }
    }
}

TEST_CASE("A case says how its votes are estimated, and bad input is refused where it stands") {
    const std::string from = "votes = \"from seats\"\n", half = "turnout = 0.5\n", quarter = "turnout = 0.25\n";
    const Board board = parse_board(estimated_case(from, half, quarter), "case.toml");
    CHECK(column_of(board, "votes") == std::vector<Weight>{400, 100, 750});  // 1000 x 0.5 x 4/5, .., 3000 x 0.25
    CHECK(board.governance->assembly_schemes == std::vector<std::string>{"votes"});
    CHECK(has_estimated_votes(board));
    const std::string named = from + "votes_column = \"votes_2018\"\nvotes_unit = 50\n";
    const Board units =
        parse_board(estimated_case(named, half + "electorate = 800\n", quarter + "electorate = 2000\n"), "case.toml");
    CHECK(column_of(units, "votes_2018") == std::vector<Weight>{6, 2, 10});  // 320 / 50 = 6.4, 80 / 50, 500 / 50
    CHECK(case_refusal(estimated_case(from, "turnout = 1.5\n", quarter)) ==
          "municipalities[0].turnout: must be a share above 0 and at most 1, got 1.5 (line 12 of case.toml)");
    CHECK(case_refusal(estimated_case(from, "turnout = -0.1\n", quarter)) ==
          "municipalities[0].turnout: must be a share above 0 and at most 1, got -0.1 (line 12 of case.toml)");
    CHECK(case_refusal(estimated_case(from, "turnout = nan\n", quarter)) ==
          "municipalities[0].turnout: must be a share above 0 and at most 1, got nan (line 12 of case.toml)");
    CHECK(case_refusal(estimated_case(from, half, "")) ==
          "municipalities[1].turnout: must be given where votes are estimated from seats, got nothing (line 13 of "
          "case.toml)");
    CHECK(case_refusal(estimated_case(from, half + "electorate = 9\n", quarter + "electorate = 20\n")) ==
          "municipalities[0].electorate: must be so large that its turnout gives a vote for each of the 5 seats, got 9 "
          "(4.5 votes) (line 13 of case.toml)");
    CHECK(
        case_refusal(estimated_case(from + "votes_unit = 1000\n", half, quarter)) ==
        "municipalities[0].population: must be so large that its turnout gives 1000 votes for each of the 5 seats, got "
        "1000 (500 votes) (line 12 of case.toml)");
    CHECK(case_refusal(estimated_case(from, half + "electorate = 1001\n", quarter)) ==
          "municipalities[0].electorate: must be a whole number from 1 to the population, 1000, got 1001 (line 13 of "
          "case.toml)");
    CHECK(case_refusal(estimated_case(from, half + "electorate = 900\n", quarter)) ==
          "municipalities[1].electorate: must be given for every municipality, or for none, got nothing (line 14 of "
          "case.toml)");
    CHECK(case_refusal(estimated_case(from, half, quarter, "0")) ==
          "members[0].seats: must be a whole number of seats, 1 or more, where votes are estimated from them, got 0 "
          "(line "
          "20 of case.toml)");
    CHECK(case_refusal(estimated_case(from, half, quarter, "2.5")) ==
          "members[0].seats: must be a whole number of seats, 1 or more, where votes are estimated from them, got 2.5 "
          "(line 20 of case.toml)");
    CHECK(case_refusal(estimated_case("votes = \"of 2018\"\n", half, quarter)) ==
          "governance.votes: must be \"from seats\", or left out, got \"of 2018\" (line 8 of case.toml)");
    CHECK(case_refusal(estimated_case(from + "votes_column = \"seats\"\n", half, quarter)) ==
          "governance.votes_column: must be a name that no field of the members has, got \"seats\" (line 9 of "
          "case.toml)");
    CHECK(case_refusal(estimated_case("votes_unit = 10\n", half, quarter)) ==
          "governance.votes_unit: must be left out where no votes are estimated, got 10 (line 8 of case.toml)");
    const Board none = parse_board(estimated_case("", half, quarter), "case.toml");
    CHECK_FALSE(has_estimated_votes(none));
    CHECK_THROWS_AS(votes_from_seats(none), std::invalid_argument);
    CHECK_THROWS_AS(draw_votes_from_seats(none, 1, 1), std::invalid_argument);
}

TEST_CASE("The votes of 2018 give Dordrecht 38.4% of the weight, and every draw gives the seats of 2018") {
    const Board board = load_board("drechtsteden-2018");
    const std::vector<Weight>& votes = column_of(board, "votes_2018");
    const Grouping& towns = grouping_of(board, "municipality");
    std::map<std::string, double> sums;
    double all = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) {
        sums[towns.labels[towns.group_of[i]]] += static_cast<double>(votes[i]);
        all += static_cast<double>(votes[i]);
    }
    CHECK(std::abs(sums["Dordrecht"] / all - 119342 * 0.5015 / 155992.43) < 0.001);  // 0.3837
    CHECK(votes[member_index(board, "Dordrecht BVD")] == 123);  // 8 / 39 x 0.5015 x 119,342 / 100 = 122.77
    const auto draws = draw_votes_from_seats(board, 50, 1);
    REQUIRE(draws.size() == 50);
    for (const std::vector<Weight>& draw : draws) {
        std::map<std::string, double> drawn;
        for (std::size_t i = 0; i < draw.size(); ++i)
            drawn[towns.labels[towns.group_of[i]]] += static_cast<double>(draw[i]);
        for (const auto& [town, sum] : sums) CHECK(std::abs(drawn[town] - sum) < 10);  // the turnout stays; rounding
        CHECK(draw != votes);
    }
}
