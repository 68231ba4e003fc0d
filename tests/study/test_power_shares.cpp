#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/power_shares.hpp>

#include "catch.hpp"
#include "study/three_councils.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

const Board& drechtsteden_board() {
    static const Board board = load_board("drechtsteden-2018");
    return board;
}

const std::vector<PowerShare>& all_shares() {
    static const std::vector<PowerShare> rows = power_shares(drechtsteden_board());
    return rows;
}

std::vector<PowerShare> part_of(const std::vector<PowerShare>& rows, Decider decider, const std::string& scheme,
                                PowerLevel level) {
    std::vector<PowerShare> part;
    std::ranges::copy_if(rows, std::back_inserter(part), [&](const PowerShare& row) {
        return row.decider == decider && row.scheme == scheme && row.level == level;
    });
    REQUIRE_FALSE(part.empty());
    return part;
}

/// Both indices by their definitions: all coalitions, and by how many of them have each size.
std::vector<IndexShares> by_definition(const WeightedRule& rule) {
    const std::size_t n = rule.weights.size();
    std::vector<double> swings(n), orders(n);
    double all = 0;
    for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
        Weight sum = 0;
        std::size_t size = 0;
        for (std::size_t i = 0; i < n; ++i)
            if ((set >> i & 1) != 0) sum += rule.weights[i], ++size;
        for (std::size_t i = 0; i < n; ++i) {
            if ((set >> i & 1) != 0 || sum >= rule.quota || sum + rule.weights[i] < rule.quota) continue;
            ++swings[i];
            ++all;
            const auto before = static_cast<double>(size), members = static_cast<double>(n);
            orders[i] += std::tgamma(before + 1) * std::tgamma(members - before) / std::tgamma(members + 1);
        }
    }
    std::vector<IndexShares> shares;
    for (std::size_t i = 0; i < n; ++i) shares.push_back({.banzhaf = swings[i] / all, .shapley_shubik = orders[i]});
    return shares;
}

double sum_of(const std::vector<PowerShare>& rows, auto value) {
    return std::accumulate(rows.begin(), rows.end(), 0.0,
                           [&](double sum, const PowerShare& row) { return sum + value(row); });
}

}  // namespace

TEST_CASE("Shares of power on the general board are those of all coalitions of the municipalities") {
    for (const std::string& scheme : all_schemes(drechtsteden_board())) {
        INFO(scheme);
        const WeightedRule rule = board_rule(drechtsteden_board(), scheme);
        const std::vector<IndexShares> expected = by_definition(rule);
        const auto rows = part_of(all_shares(), Decider::board, scheme, PowerLevel::municipality);
        REQUIRE(rows.size() == expected.size());
        for (std::size_t j = 0; j < rows.size(); ++j) {
            CHECK(rows[j].name == drechtsteden_board().governance->municipalities[j].name);
            CHECK(std::abs(rows[j].weight - static_cast<double>(rule.weights[j]) /
                                                static_cast<double>(total_weight(rule.weights))) < 1e-15);
            CHECK(std::abs(rows[j].as_one->banzhaf - expected[j].banzhaf) < 1e-12);
            CHECK(std::abs(rows[j].as_one->shapley_shubik - expected[j].shapley_shubik) < 1e-12);
            CHECK_FALSE(rows[j].free);
        }
    }
}

TEST_CASE("Municipalities that vote as one in the assembly have the power of that board, and each sum is one") {
    for (const char* scheme : {"votes_2018", "seats", "votes_2022"}) {
        INFO(scheme);
        const auto board = part_of(all_shares(), Decider::board, scheme, PowerLevel::municipality);
        const auto assembly = part_of(all_shares(), Decider::assembly, scheme, PowerLevel::municipality);
        const auto families = part_of(all_shares(), Decider::assembly, scheme, PowerLevel::family);
        const auto groups = part_of(all_shares(), Decider::assembly, scheme, PowerLevel::group);
        for (std::size_t j = 0; j < board.size(); ++j) {
            CHECK(assembly[j].name == board[j].name);
            CHECK(std::abs(assembly[j].as_one->banzhaf - board[j].as_one->banzhaf) < 1e-12);
            CHECK(std::abs(assembly[j].as_one->shapley_shubik - board[j].as_one->shapley_shubik) < 1e-12);
        }
        CHECK(groups.size() == 55);
        for (const auto& rows : {assembly, families}) {
            CHECK(std::abs(sum_of(rows, [](const PowerShare& row) { return row.as_one->banzhaf; }) - 1) < 1e-12);
            CHECK(std::abs(sum_of(rows, [](const PowerShare& row) { return row.as_one->shapley_shubik; }) - 1) < 1e-12);
            CHECK(std::abs(sum_of(rows, [](const PowerShare& row) { return row.free->banzhaf; }) - 1) < 1e-12);
            CHECK(std::abs(sum_of(rows, [](const PowerShare& row) { return row.weight; }) - 1) < 1e-12);
        }
        CHECK(std::abs(sum_of(groups, [](const PowerShare& row) { return row.of_family->banzhaf_owen; }) - 1) < 1e-12);
        // What the groups of a municipality bargain for as a union is what it has as one voter.
        std::map<std::string, double> owen;
        const Grouping& councils = drechtsteden_board().groupings.at("municipality");
        for (std::size_t i = 0; i < groups.size(); ++i)
            owen[councils.labels[councils.group_of[i]]] += groups[i].of_council->owen;
        for (const PowerShare& row : assembly) CHECK(std::abs(owen.at(row.name) - row.as_one->shapley_shubik) < 1e-12);
    }
}

TEST_CASE("Owen shares of the council groups are how often each brings the majority in orders that keep unions whole") {
    const Board& board = drechtsteden_board();
    const Grouping& councils = board.groupings.at("municipality");
    const std::vector<Weight>& weights = board.columns.at("votes_2018");
    const Weight quota = total_weight(weights) / 2 + 1;
    const auto members = members_by_group(councils);
    constexpr int draws = 200'000;
    std::mt19937_64 random(20180321);
    std::vector<double> pivots(weights.size());
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (int draw = 0; draw < draws; ++draw) {
        std::ranges::shuffle(order, random);
        Weight sum = 0;
        for (const std::size_t council : order) {
            std::vector<std::size_t> inside = members[council];
            std::ranges::shuffle(inside, random);
            for (const std::size_t i : inside) {
                if (sum < quota && sum + weights[i] >= quota) pivots[i] += 1.0 / draws;
                sum += weights[i];
            }
        }
    }
    const auto groups = part_of(all_shares(), Decider::assembly, "votes_2018", PowerLevel::group);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        INFO(groups[i].name);
        const double value = groups[i].of_council->owen;
        CHECK(std::abs(pivots[i] - value) < 4.5 * std::sqrt(value * (1 - value) / draws) + 1e-12);
    }
}

TEST_CASE("Families by all coalitions: lists that share no line are voters of their own") {
    const Board apart = three_councils("", "loose_families = [\"x\"]\n");
    const auto rows = part_of(power_shares(apart), Decider::assembly, "votes", PowerLevel::family);
    // x: 300, 90 and 150 each alone; y: 210 + 700 + 2000; z: 95 + 400 + 77.
    const std::vector<IndexShares> expected = by_definition({.weights = {300, 90, 150, 2910, 572}, .quota = 2012});
    const std::map<std::string, double> banzhaf{{"x", expected[0].banzhaf + expected[1].banzhaf + expected[2].banzhaf},
                                                {"y", expected[3].banzhaf},
                                                {"z", expected[4].banzhaf}};
    for (const PowerShare& row : rows) {
        INFO(row.name);
        CHECK(std::abs(row.as_one->banzhaf - banzhaf.at(row.name)) < 1e-12);
    }
    const auto seats = part_of(power_shares(apart), Decider::assembly, "seats", PowerLevel::family);
    const std::vector<IndexShares> by_seats = by_definition({.weights = {3, 3, 2, 8, 4}, .quota = 11});
    const auto x = std::ranges::find(seats, "x", &PowerShare::name);
    CHECK(std::abs(x->as_one->banzhaf - by_seats[0].banzhaf - by_seats[1].banzhaf - by_seats[2].banzhaf) < 1e-12);
    CHECK(x->as_one->banzhaf > 0);
}

TEST_CASE("Shares of power for some schemes only, and an unknown one is refused with the list") {
    for (const PowerShare& row : power_shares(drechtsteden_board(), {.schemes = {"apex"}}))
        CHECK((row.decider == Decider::assembly || row.scheme == "apex"));
    const std::vector<PowerShare> families =
        power_shares(drechtsteden_board(), {.schemes = {"seats"}, .levels = {parse_level("family")}});
    CHECK(!families.empty());
    CHECK(std::ranges::all_of(families, [](const PowerShare& row) { return row.level == PowerLevel::family; }));
    CHECK(refusal([] { parse_level("town"); }) == "by: must be municipality, family or group, got \"town\"");
    CHECK(refusal([] { power_shares(drechtsteden_board(), {.schemes = {"size"}}); }) ==
          "scheme: must be one of one_vote, seats, population, sqrt_population, money, apex, apex_veto, votes_2018, "
          "votes_2022, got \"size\"");
    const Table table = power_shares_table(drechtsteden_board(), all_shares());
    for (const auto& row : table.rows) CHECK(row.size() == table.columns.size());
}
