// Nucleolus, weights and trades, minimum sum representations: each answer against a definition that is tried out on
// all small games, and on random ones.

#include <stemgewicht/measures/solution.hpp>
#include <stemgewicht/rules/combined.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;

namespace {

using Set = std::uint32_t;

bool has(Set set, std::size_t member) { return (set >> member & 1) != 0; }

/// A rule of a user: the outcome of every set of yes-voters.
struct TableRule {
    std::vector<bool> outcomes;

    [[nodiscard]] std::size_t member_count() const {
        return static_cast<std::size_t>(std::countr_zero(outcomes.size()));
    }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const { return outcomes[yes_voters.to_ulong()]; }
};

TableRule table_rule(std::size_t members, const std::function<bool(Set)>& wins) {
    TableRule rule{std::vector<bool>(std::size_t{1} << members)};
    for (Set set = 0; set < rule.outcomes.size(); ++set) rule.outcomes[set] = wins(set);
    return rule;
}

TableRule table_rule(const WeightedRule& rule) {
    return table_rule(rule.member_count(), [&](Set set) { return rule.wins(Coalition(rule.member_count(), set)); });
}

/// All simple games: monotone, without the two that always do the same.
std::vector<TableRule> all_games(std::size_t members) {
    std::vector<std::vector<bool>> games{{false}, {true}};
    for (std::size_t n = 1; n <= members; ++n) {  // what happens without the last member, and with it
        std::vector<std::vector<bool>> larger;
        for (const auto& without : games)
            for (const auto& with : games) {
                bool monotone = true;
                for (std::size_t s = 0; s < with.size(); ++s) monotone = monotone && (with[s] || !without[s]);
                if (!monotone) continue;
                larger.push_back(without);
                larger.back().insert(larger.back().end(), with.begin(), with.end());
            }
        games = std::move(larger);
    }
    std::vector<TableRule> rules;
    for (auto& game : games)
        if (!game.front() && game.back()) rules.push_back({std::move(game)});
    return rules;
}

/// The whole weights of least sum of every weighted game whose weights need not exceed `largest`, by trying all.
std::map<std::vector<bool>, std::vector<std::vector<Weight>>> lightest_by_trying(std::size_t members, Weight largest) {
    std::map<std::vector<bool>, std::vector<std::vector<Weight>>> lightest;
    std::vector<Weight> weights(members);
    const auto sum = [](const auto& list) { return std::accumulate(list.begin(), list.end(), Weight{0}); };
    while (true) {
        std::size_t i = 0;
        while (i < members && weights[i] == largest) weights[i++] = 0;
        if (i == members) return lightest;
        ++weights[i];
        std::set<std::vector<bool>> seen;
        for (Weight quota = 1; quota <= sum(weights); ++quota) {
            const TableRule rule = table_rule({.weights = weights, .quota = quota});
            if (!seen.insert(rule.outcomes).second) continue;
            auto& known = lightest[rule.outcomes];
            if (!known.empty() && sum(weights) < sum(known.front())) known.clear();
            if (known.empty() || sum(weights) == sum(known.front())) known.push_back(weights);
        }
    }
}

/// The game of the given lines: a set wins if it holds one of them.
TableRule lines_rule(std::size_t members, const std::vector<std::vector<std::size_t>>& lines) {
    return table_rule(members, [&](Set set) {
        return std::ranges::any_of(lines, [&](const auto& line) {
            return std::ranges::all_of(line, [&](std::size_t member) { return has(set, member); });
        });
    });
}

TableRule fano_plane() {
    return lines_rule(7, {{0, 1, 2}, {0, 3, 4}, {0, 5, 6}, {1, 3, 5}, {1, 4, 6}, {2, 3, 6}, {2, 4, 5}});
}

/// Whether of two members one can always stand in for the other.
bool is_complete(const TableRule& rule) {
    const std::size_t n = rule.member_count();
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            bool better = false;
            bool worse = false;
            for (Set set = 0; set < rule.outcomes.size(); ++set) {
                if (!has(set, i) || has(set, j)) continue;
                const Set swapped = set ^ Set{1} << i ^ Set{1} << j;
                better = better || (rule.outcomes[set] && !rule.outcomes[swapped]);
                worse = worse || (!rule.outcomes[set] && rule.outcomes[swapped]);
            }
            if (better && worse) return false;
        }
    return true;
}

Fraction excess(const TableRule& rule, const std::vector<Fraction>& x, Set set) {
    Fraction value = rule.outcomes[set] ? 1 : 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (has(set, i)) value -= x[i];
    return value;
}

/// Excesses from the largest downward: the nucleolus has the lexicographically least.
std::vector<Fraction> sorted_excesses(const TableRule& rule, const std::vector<Fraction>& x) {
    std::vector<Fraction> values;
    for (Set set = 1; set + 1 < rule.outcomes.size(); ++set) values.push_back(excess(rule, x, set));
    std::ranges::sort(values, std::greater<>());
    return values;
}

/// Whether x is the prenucleolus, for few members: no shift of payoffs that takes from nobody in the coalitions of the
/// largest excesses, down to any level, gives to any of them. A shift that does can be chosen on an edge of a cone that
/// is cut out by indicator vectors: with whole entries of at most 3, for up to 4 members.
bool no_shift_helps(const TableRule& rule, const std::vector<Fraction>& x) {
    const std::size_t n = x.size();
    std::map<Fraction, std::vector<Set>, std::greater<>> levels;
    for (Set set = 1; set + 1 < rule.outcomes.size(); ++set) levels[excess(rule, x, set)].push_back(set);
    std::vector<int> shift(n, -3);
    while (true) {
        std::size_t k = 0;
        while (k < n && shift[k] == 3) shift[k++] = -3;
        if (k == n) return true;
        ++shift[k];
        if (std::accumulate(shift.begin(), shift.end(), 0) != 0) continue;
        bool gives = false;
        bool takes = false;
        for (const auto& [level, sets] : levels) {
            for (const Set set : sets) {
                int gain = 0;
                for (std::size_t i = 0; i < n; ++i) gain += has(set, i) ? shift[i] : 0;
                gives = gives || gain > 0;
                takes = takes || gain < 0;
            }
            if (gives && !takes) return false;
        }
    }
}

void check_trade(const TableRule& rule, const TradingTransform& trade) {
    CHECK(!trade.winning.empty());
    CHECK(trade.winning.size() == trade.losing.size());
    std::vector<int> occurrences(rule.member_count());
    for (const Coalition& members : trade.winning) {
        CHECK(rule.wins(members));
        for (std::size_t i = 0; i < occurrences.size(); ++i) occurrences[i] += members.test(i) ? 1 : 0;
    }
    for (const Coalition& members : trade.losing) {
        CHECK(!rule.wins(members));
        for (std::size_t i = 0; i < occurrences.size(); ++i) occurrences[i] -= members.test(i) ? 1 : 0;
    }
    CHECK(occurrences == std::vector<int>(rule.member_count()));
}

/// Checks the weights or the trade, and returns whether there are weights.
bool check_weightedness(const TableRule& rule) {
    const Weightedness answer = weightedness(rule);
    REQUIRE(answer.rule.has_value() != answer.trade.has_value());
    if (answer.trade) {
        check_trade(rule, *answer.trade);
        if (!is_complete(rule)) CHECK(answer.trade->winning.size() == 2);
    }
    if (answer.rule) {
        CHECK(table_rule(*answer.rule).outcomes == rule.outcomes);
        CHECK_NOTHROW(check(*answer.rule));
    }
    return answer.rule.has_value();
}

std::vector<Fraction> fractions(const std::vector<Weight>& numerators, Weight denominator) {
    std::vector<Fraction> values;
    for (const Weight numerator : numerators) values.emplace_back(numerator, denominator);
    return values;
}

}  // namespace

TEST_CASE("The nucleolus of strong games is that of their lightest weights") {
    // Where winning sets are those whose complement loses and all minimal ones weigh the same, it is weights / sum.
    CHECK(nucleolus(WeightedRule{{2, 1, 1, 1}, 3}).fractions == fractions({2, 1, 1, 1}, 5));
    CHECK(nucleolus(WeightedRule{{3, 1, 1, 1, 1}, 4}).fractions == fractions({3, 1, 1, 1, 1}, 7));
    CHECK(nucleolus(WeightedRule{{2, 2, 1, 1, 1}, 4}).fractions == fractions({2, 2, 1, 1, 1}, 7));
    for (std::size_t n = 1; n <= 9; n += 2) {
        const Nucleolus majority = nucleolus(majority_rule(std::vector<Weight>(n, 5)));
        CHECK(majority.fractions == fractions(std::vector<Weight>(n, 1), static_cast<Weight>(n)));
    }
    CHECK(nucleolus(fano_plane()).fractions == fractions(std::vector<Weight>(7, 1), 7));
}

TEST_CASE("The nucleolus of the EEC Council and its levels") {
    const WeightedRule council{{4, 4, 4, 2, 2, 1}, 12};
    const Nucleolus solution = nucleolus(Rule(council));
    CHECK(solution.fractions == fractions({2, 2, 2, 1, 1, 0}, 8));
    CHECK(solution.values == std::vector<double>{0.25, 0.25, 0.25, 0.125, 0.125, 0.0});
    // 8 e(S) is 8 - w(S) for those that win, which is 2 at most, and -w(S) for those that lose.
    REQUIRE(solution.levels.size() == 2);
    CHECK(solution.levels[0].excess == Fraction(1, 4));
    // The three large ones, or two with both middle ones; with and without the small one.
    CHECK(solution.levels[0].coalitions.size() == 8);
    CHECK(solution.levels[1].excess == Fraction(1, 8));
    for (const NucleolusLevel& level : solution.levels)
        for (const Coalition& coalition : level.coalitions)
            CHECK(excess(table_rule(council), solution.fractions, static_cast<Set>(coalition.to_ulong())) ==
                  level.excess);
}

TEST_CASE("Whoever can block alone shares the nucleolus") {
    CHECK(nucleolus(WeightedRule{{1, 1, 1}, 3}).fractions == fractions({1, 1, 1}, 3));
    CHECK(nucleolus(WeightedRule{{3, 2, 1, 1}, 5}).fractions == fractions({1, 0, 0, 0}, 1));
    CHECK(nucleolus(WeightedRule{{5, 5, 2, 1, 1}, 12}).fractions == fractions({1, 1, 0, 0, 0}, 2));
}

TEST_CASE("No shift of payoffs improves on the prenucleolus of any game to 4 members") {
    for (std::size_t n = 1; n <= 4; ++n)
        for (const TableRule& rule : all_games(n)) {
            INFO(support::list(std::vector<int>(rule.outcomes.begin(), rule.outcomes.end())));
            const Nucleolus solution = prenucleolus(rule);
            CHECK(std::accumulate(solution.fractions.begin(), solution.fractions.end(), Fraction(0)) == 1);
            CHECK(no_shift_helps(rule, solution.fractions));
        }
}

TEST_CASE("The nucleolus is the prenucleolus where nobody passes motions alone, and all for the one who does") {
    for (const TableRule& rule : all_games(4)) {
        INFO(support::list(std::vector<int>(rule.outcomes.begin(), rule.outcomes.end())));
        std::vector<Weight> alone;
        for (std::size_t i = 0; i < 4; ++i) alone.push_back(Weight{rule.outcomes[std::size_t{1} << i]});
        const Weight count = std::accumulate(alone.begin(), alone.end(), Weight{0});
        if (count == 0) CHECK(nucleolus(rule).fractions == prenucleolus(rule).fractions);
        if (count == 1) CHECK(nucleolus(rule).fractions == fractions(alone, 1));
        if (count > 1) CHECK_THROWS_AS(nucleolus(rule), std::invalid_argument);
    }
}

TEST_CASE("Nucleoli of random rules: no other payoffs have lexicographically smaller excesses") {
    support::Random random(19690);
    for (int round = 0; round < 60; ++round) {
        const std::size_t n = 3 + static_cast<std::size_t>(round % 6);
        const WeightedRule first = support::random_weighted_rule(random, n);
        const WeightedRule second = support::random_weighted_rule(random, n);
        INFO(support::shown(first) << " and " << support::shown(second));
        const TableRule rule =
            table_rule(n, [&](Set set) { return first.wins(Coalition(n, set)) && second.wins(Coalition(n, set)); });
        const Nucleolus solution = prenucleolus(rule);
        const std::vector<Fraction> least = sorted_excesses(rule, solution.fractions);
        for (int trial = 0; trial < 20; ++trial) {
            // Towards anything else, by a little or much: better payoffs would be better all the way.
            const std::size_t from = random.index(n);
            const std::size_t to = (from + 1 + random.index(n - 1)) % n;
            std::vector<Fraction> x = solution.fractions;
            const Fraction step(random.between(1, 9), Weight{trial % 2 == 0 ? 100000 : 20});
            x[from] -= step;
            x[to] += step;
            if (trial % 3 == 0) {
                x[random.index(n)] -= step / 2;
                x[from] += step / 2;
            }
            if (x != solution.fractions) CHECK(least < sorted_excesses(rule, x));
        }
        for (std::size_t i = 0; i < n; ++i) {
            bool null = true;
            for (Set set = 0; set < rule.outcomes.size(); ++set)
                null = null && rule.outcomes[set] == rule.outcomes[set | Set{1} << i];
            if (null) CHECK(solution.fractions[i] == 0);
            CHECK(solution.values[i] == solution.fractions[i].convert_to<double>());
        }
    }
}

TEST_CASE("Games to 4 members: weights where trying all finds some, and the least of them") {
    for (std::size_t n = 1; n <= 4; ++n) {
        const auto lightest = lightest_by_trying(n, 4);
        for (const TableRule& rule : all_games(n)) {
            INFO(support::list(std::vector<int>(rule.outcomes.begin(), rule.outcomes.end())));
            const auto known = lightest.find(rule.outcomes);
            REQUIRE(check_weightedness(rule) == (known != lightest.end()));
            if (known == lightest.end()) {
                CHECK_THROWS_AS(minimum_sum_representation(rule), std::invalid_argument);
                continue;
            }
            const MinimumSumRepresentation least = minimum_sum_representation(rule);
            CHECK(table_rule(least.rule).outcomes == rule.outcomes);
            CHECK(least.rule.weights == known->second.front());
            CHECK(least.unique == (known->second.size() == 1));
            CHECK(least.types_preserved);
        }
    }
}

TEST_CASE("There are 1, 3, 8, 25, 117 weighted games of 1 to 5 members up to their order") {
    // Counted by their lightest weights, which are unique to 7 members.
    const std::size_t counts[] = {1, 3, 8, 25, 117};
    for (std::size_t n = 1; n <= 5; ++n) {
        std::set<std::pair<std::vector<Weight>, Weight>> found;
        for (const TableRule& rule : all_games(n)) {
            std::vector<int> winning(n);  // sets with each member: of weighted games, take those that descend
            for (Set set = 0; set < rule.outcomes.size(); ++set)
                for (std::size_t i = 0; i < n; ++i) winning[i] += rule.outcomes[set] && has(set, i) ? 1 : 0;
            if (!std::ranges::is_sorted(winning, std::greater<>()) || !check_weightedness(rule)) continue;
            const MinimumSumRepresentation least = minimum_sum_representation(rule);
            CHECK(least.unique);
            CHECK(std::ranges::is_sorted(least.rule.weights, std::greater<>()));
            found.emplace(least.rule.weights, least.rule.quota);
        }
        CHECK(found.size() == counts[n - 1]);
    }
}

TEST_CASE("The least weights of known games") {
    const MinimumSumRepresentation council = minimum_sum_representation(WeightedRule{{4, 4, 4, 2, 2, 1}, 12});
    CHECK(council.rule == WeightedRule{{2, 2, 2, 1, 1, 0}, 6});
    CHECK(council.sum == 8);
    CHECK(council.unique);
    CHECK(council.types_preserved);
    CHECK(council.fractions == fractions({2, 2, 2, 1, 1, 0}, 8));
    CHECK(council.values == std::vector<double>{0.25, 0.25, 0.25, 0.125, 0.125, 0.0});
    // In any order of the members.
    CHECK(minimum_sum_representation(WeightedRule{{1, 40, 20, 40, 20, 40}, 120}).rule ==
          WeightedRule{{0, 2, 1, 2, 1, 2}, 6});
    // 49, 49 and 2 votes: any two pass.
    CHECK(minimum_sum_representation(Rule(majority_rule({49, 49, 2}))).rule == WeightedRule{{1, 1, 1}, 2});
    CHECK(minimum_sum_representation(WeightedRule{{7}, 3}).rule == WeightedRule{{1}, 1});
}

TEST_CASE("With 8 members least weights need not be unique, nor equal for members who are") {
    const WeightedRule rule{{7, 6, 6, 4, 4, 4, 3, 2}, 12};
    const WeightedRule other{{7, 6, 6, 4, 4, 4, 2, 3}, 12};
    REQUIRE(table_rule(rule).outcomes == table_rule(other).outcomes);
    const MinimumSumRepresentation least = minimum_sum_representation(rule);
    CHECK(least.sum == 36);
    CHECK(!least.unique);
    CHECK(!least.types_preserved);
    CHECK(table_rule(least.rule).outcomes == table_rule(rule).outcomes);
    CHECK((least.rule == rule || least.rule == other));
}

TEST_CASE("Random weighted rules to 12 members get weights that represent them, the least no heavier than any") {
    support::Random random(2012);
    for (int round = 0; round < 72; ++round) {
        const std::size_t n = 1 + static_cast<std::size_t>(round % 12);
        const WeightedRule rule = support::random_weighted_rule(random, n);
        INFO(support::shown(rule));
        REQUIRE(check_weightedness(table_rule(rule)));
        const MinimumSumRepresentation least = minimum_sum_representation(rule);
        CHECK(table_rule(least.rule).outcomes == table_rule(rule).outcomes);
        CHECK(least.sum <= total_weight(rule.weights));
        CHECK(least.sum <= total_weight(weightedness(rule).rule->weights));
        CHECK(minimum_sum_representation(least.rule).sum == least.sum);
    }
}

TEST_CASE("Rules without weights get a trade that proves it") {
    CHECK(!check_weightedness(fano_plane()));
    // One of two pairs: trade a partner.
    const WeightedRule both{{1, 1}, 2};
    CompositeRule pairs{.top = {{1, 1}, 1}, .blocks = {}};
    pairs.blocks = {{{0, 1}, both}, {{2, 3}, both}};
    const Weightedness answer = weightedness(Rule(pairs));
    REQUIRE(answer.trade);
    CHECK(answer.trade->winning.size() == 2);
    CHECK_THAT(
        support::refusal([&] { return minimum_sum_representation(pairs); }),
        ContainsSubstring("rule: must be weighted, got one where the members of 2 winning coalitions can trade"));
    support::Random random(1999);
    int unweighted = 0;
    for (int round = 0; round < 48; ++round) {
        const std::size_t n = 4 + static_cast<std::size_t>(round % 9);
        const WeightedRule first = support::random_weighted_rule(random, n);
        const WeightedRule second = support::random_weighted_rule(random, n);
        INFO(support::shown(first) << " or " << support::shown(second));
        unweighted += check_weightedness(table_rule(
                          n, [&](Set set) { return first.wins(Coalition(n, set)) || second.wins(Coalition(n, set)); }))
                          ? 0
                          : 1;
    }
    CHECK(unweighted > 5);
}

TEST_CASE("Members in one order of strength need not have weights") {
    // The two strong ones pass together, and so do any four of all. Two of the weak ones outweigh a strong one then,
    // but each strong one with two weak ones fails.
    const TableRule six = table_rule(6, [](Set set) { return (set & 3) == 3 || std::popcount(set) >= 4; });
    CHECK(is_complete(six));
    CHECK(!check_weightedness(six));
    CHECK(weightedness(six).trade->winning.size() == 2);
}

TEST_CASE("Where no two winning coalitions can be traded, three can") {
    // Nine members in a square: four win, two lose, and three do by the sign of a weight. It is 0 for the rows, which
    // win, and the columns, which lose. A trade keeps the sum of the weights, so it can hold nothing but rows and
    // columns, and needs all of them; a game of Gabelman's kind [taylor_zwicker_1999].
    constexpr int weights[] = {1, 5, -6, 20, -71, 51, -21, 66, -45};
    int ties = 0;
    const TableRule rule = table_rule(9, [&](Set set) {
        int sum = 0;
        for (std::size_t i = 0; i < 9; ++i) sum += has(set, i) ? weights[i] : 0;
        if (std::popcount(set) != 3) return std::popcount(set) > 3;
        ties += sum == 0 ? 1 : 0;
        return sum > 0 || set == 0b111 || set == 0b111000 || set == 0b111000000;
    });
    REQUIRE(ties == 6);
    CHECK(!check_weightedness(rule));
    CHECK(weightedness(rule).trade->winning.size() == 3);
}

TEST_CASE("Nothing of the solvers is printed") {
    std::fflush(stdout);
    std::fflush(stderr);
    std::FILE* file = std::tmpfile();
    REQUIRE(file != nullptr);
    const int output = dup(1);
    const int errors = dup(2);
    dup2(fileno(file), 1);
    dup2(fileno(file), 2);
    const WeightedRule rule{{21, 19, 17, 13, 12, 11, 7, 5, 3, 2}, 61};
    const Weight sum = minimum_sum_representation(rule).sum;
    const std::size_t members = nucleolus(rule).values.size();
    const bool weighted = weightedness(fano_plane()).rule.has_value();
    std::fflush(stdout);
    std::fflush(stderr);
    dup2(output, 1);
    dup2(errors, 2);
    close(output);
    close(errors);
    std::fseek(file, 0, SEEK_END);
    CHECK(std::ftell(file) == 0);
    std::fclose(file);
    CHECK(sum > 0);
    CHECK(members == 10);
    CHECK(!weighted);
}

TEST_CASE("Rules that have no such solution are refused") {
    const WeightedRule large = majority_rule(std::vector<Weight>(13, 1));
    CHECK(support::too_large([&] { return nucleolus(large); }) ==
          "nucleolus: carries up to 12 members, got 13; there is no other method");
    CHECK_THAT(support::too_large([&] { return prenucleolus(Rule(large)); }), ContainsSubstring("prenucleolus: "));
    const CombinedRule both = all_of({large, WeightedRule{large.weights, 1}});  // is not given by weights
    CHECK_THAT(support::too_large([&] { return weightedness(both); }), ContainsSubstring("weightedness: "));
    CHECK(weightedness(large).rule == large);
    CHECK_THAT(support::too_large([&] { return minimum_sum_representation(large); }),
               ContainsSubstring("minimum_sum_representation: "));

    const WeightedRule passers{{2, 2, 1}, 2};
    CHECK(support::refusal([&] { return nucleolus(passers); }) ==
          "rule: must be one under which at most one member passes motions alone (prenucleolus carries it), got 2 such "
          "members");
    CHECK(prenucleolus(passers).fractions == fractions({1, 1, 0}, 2));

    const WeightedRule invalid{{1, -1}, 1};
    CHECK_THAT(support::refusal([&] { return weightedness(invalid); }), ContainsSubstring("rule.weights[1]"));
    CHECK_THAT(support::refusal([&] { return nucleolus(Rule(invalid)); }), ContainsSubstring("rule.weights[1]"));
    const TableRule odd = table_rule(3, [](Set set) { return std::popcount(set) % 2 == 1; });
    for (const TableRule& rule : {odd, TableRule{{true, true}}, TableRule{{false, false}}}) {
        CHECK_THAT(support::refusal([&] { return nucleolus(rule); }), ContainsSubstring("rule: must be monotone"));
        CHECK_THAT(support::refusal([&] { return weightedness(rule); }), ContainsSubstring("rule: must be monotone"));
        CHECK_THAT(support::refusal([&] { return minimum_sum_representation(rule); }),
                   ContainsSubstring("rule: must be monotone"));
    }
}
