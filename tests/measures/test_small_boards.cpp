#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/small_boards.hpp>

#include "catch.hpp"
#include "support/list.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

struct Boards {
    std::size_t members = 0;
    std::vector<WeightedRule> rules;
    std::vector<Weight> weights, quotas;
};

Boards random_boards(support::Random& random, std::size_t members, std::size_t count) {
    Boards boards{.members = members, .rules = {}, .weights = {}, .quotas = {}};
    for (std::size_t b = 0; b < count; ++b) {
        const WeightedRule rule = support::random_weighted_rule(random, members);
        boards.weights.insert(boards.weights.end(), rule.weights.begin(), rule.weights.end());
        boards.quotas.push_back(rule.quota);
        boards.rules.push_back(rule);
    }
    return boards;
}

struct Answers {
    explicit Answers(std::size_t size) : banzhaf(size), shapley_shubik(size), outvoted_ic(size), outvoted_iac(size) {}
    std::vector<double> banzhaf, shapley_shubik, outvoted_ic, outvoted_iac;

    SmallBoardValues all() { return {banzhaf, shapley_shubik, outvoted_ic, outvoted_iac}; }
    friend bool operator==(const Answers&, const Answers&) = default;
};

double largest_difference(const std::vector<double>& all, std::size_t board, const std::vector<double>& expected) {
    double largest = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
        largest = std::max(largest, std::abs(all[board * expected.size() + i] - expected[i]));
    return largest;
}

std::vector<double> outvoted_list(const WeightedRule& rule, const VotingModel& model) {
    std::vector<double> values;
    for (const Outvoted<>& risk : outvoted_members(rule, model, Enumerate{})) values.push_back(risk.outvoted);
    return values;
}

}  // namespace

TEST_CASE("Many small boards at once have the values of each enumerated alone") {
    support::Random random(51);
    for (std::size_t members = 1; members <= 12; ++members) {
        const Boards boards = random_boards(random, members, members < 10 ? 60 : 12);
        Answers answers(boards.weights.size());
        small_boards(boards.weights, boards.quotas, answers.all());
        for (std::size_t b = 0; b < boards.rules.size(); ++b) {
            const WeightedRule& rule = boards.rules[b];
            INFO(members << " members, board " << b);
            CHECK(largest_difference(answers.banzhaf, b, support::list(banzhaf(rule, Enumerate{}))) < 1e-13);
            CHECK(largest_difference(answers.shapley_shubik, b, support::list(shapley_shubik(rule, Enumerate{}))) <
                  1e-13);
            CHECK(largest_difference(answers.outvoted_ic, b, outvoted_list(rule, ic())) < 1e-13);
            CHECK(largest_difference(answers.outvoted_iac, b, outvoted_list(rule, iac())) < 1e-13);
        }
    }
}

TEST_CASE("Boards of sixteen members and weights near the limit are counted exactly") {
    std::vector<Weight> weights(16, (maximum_total_weight - 15) / 16);
    weights[3] += 15;
    const Weight total = maximum_total_weight - (maximum_total_weight - 15) % 16;
    const WeightedRule rule{.weights = weights, .quota = total};
    Answers answers(16);
    small_boards(rule.weights, std::vector<Weight>{rule.quota}, answers.all());
    for (std::size_t i = 0; i < 16; ++i) {  // all must say yes
        CHECK(answers.banzhaf[i] == 0x1p-15);
        CHECK(answers.shapley_shubik[i] == 1.0 / 16);
        CHECK(answers.outvoted_ic[i] == 0.5 - 0x1p-16);
        CHECK(std::abs(answers.outvoted_iac[i] - (0.5 - 1.0 / 17)) < 1e-16);
    }
}

TEST_CASE("The number of threads changes nothing, and what is not asked is left alone") {
    support::Random random(52);
    const Boards boards = random_boards(random, 7, 1000);
    Answers one(7000), two(7000), some(7000);
    small_boards(boards.weights, boards.quotas, one.all(), 1);
    small_boards(boards.weights, boards.quotas, two.all(), 2);
    CHECK(one == two);
    small_boards(boards.weights, boards.quotas, {.banzhaf = {}, .shapley_shubik = some.shapley_shubik}, 0);
    CHECK(some.shapley_shubik == one.shapley_shubik);
    CHECK(std::ranges::all_of(some.banzhaf, [](double value) { return value == 0; }));
}

TEST_CASE("No boards at all have no values") { CHECK_NOTHROW(small_boards({}, {}, {})); }

TEST_CASE("A board that is no rule is named before anything is written") {
    const std::vector<Weight> weights{3, 2, 1, 5, 0, 0};
    std::vector<double> values(6, -1.0);
    const auto refused = [&](std::vector<Weight> w, std::vector<Weight> quotas, std::size_t size = 6) {
        return support::refusal([&] {
            small_boards(w, quotas, {.banzhaf = std::span(values).first(size), .shapley_shubik = {}});
            return 0;
        });
    };
    CHECK(refused(weights, {4, 6}) == "boards[1].quota: must be 1..5, got 6");
    CHECK(refused(weights, {0, 5}) == "boards[0].quota: must be 1..6, got 0");
    CHECK(refused({3, 2, 1, 5, -1, 0}, {4, 5}) == "boards[1].weights[1]: must be 0 or more, got -1");
    CHECK(refused({3, 2, 1, 0, 0, 0}, {4, 1}) ==
          "boards[1].weights: must be a list with a positive weight, got only zeros");
    CHECK(refused({3, 2, maximum_total_weight, 1, 0, 0}, {4, 1}) ==
          "boards[0].weights: must be a list whose sum stays below 2^62, got a larger sum at member 2");
    CHECK(refused(weights, {4, 4, 4, 4}) == "weights: must be as many for each of the 4 boards, got 6");
    CHECK(refused(std::vector<Weight>(17, 1), {4}) ==
          "boards: must be of 1..16 members (banzhaf and shapley_shubik take larger ones one by one), got 17");
    CHECK(refused(weights, {4, 5}, 5) == "values: must be one for each of the 6 weights, got 5");
    CHECK(support::refusal([&] {
              small_boards(weights, std::vector<Weight>{4, 5}, {}, -1);
              return 0;
          }) == "threads: must be 0 for all cores, or the number of threads, got -1");
    CHECK(std::ranges::all_of(values, [](double value) { return value == -1; }));
}
