#include <stemgewicht/rules/transform.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

/// `size` different members out of `count`, in no order.
std::vector<std::size_t> random_bloc(Random& random, std::size_t count, std::size_t size) {
    std::vector<std::size_t> members(count);
    std::iota(members.begin(), members.end(), std::size_t{0});
    for (std::size_t k = 0; k < size; ++k) std::swap(members[k], members[k + random.index(count - k)]);
    members.resize(size);
    return members;
}

/// The votes of the members when those of the bloc vote as its first one does: votes of the merged board are read from
/// the front, and each member outside the bloc, and the first of it, takes the next.
Coalition votes_before(const Coalition& merged_votes, const std::vector<std::size_t>& bloc, std::size_t count) {
    const std::size_t first = std::ranges::min(bloc);
    std::vector<bool> votes;
    std::size_t next = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool follows = i != first && std::ranges::find(bloc, i) != bloc.end();
        votes.push_back(follows ? votes[first] : merged_votes.test(next++));
    }
    CHECK(next == merged_votes.size());
    Coalition set(count);
    for (std::size_t i = 0; i < count; ++i) set[i] = votes[i];
    return set;
}

bool same(const Rule& a, const Rule& b) {
    bool equal = member_count(a) == member_count(b);
    if (equal)
        support::each_set(member_count(a),
                          [&](const Coalition& yes) { equal = equal && wins(a, yes) == wins(b, yes); });
    return equal;
}

std::string merged_refusal(const std::vector<std::size_t>& bloc) {
    return support::refusal([&] { return merged(WeightedRule{{3, 2, 1}, 4}, bloc); });
}

std::string split_refusal(const std::vector<Weight>& weights, std::size_t member = 0) {
    return support::refusal([&] { return split_weight({{3, 2, 1}, 4}, member, weights); });
}

}  // namespace

TEST_CASE("A bloc takes the place of its first member, and votes as one") {
    Random random(601);
    for (int round = 0; round < 300; ++round) {
        const std::size_t members = 1 + random.index(7);
        const Rule rule = support::random_rule(random, members, 2);
        const auto bloc = random_bloc(random, members, 1 + random.index(members));
        const Rule after = merged(rule, bloc);
        INFO(support::shown(rule) << ", bloc {" << support::list(bloc) << "}");
        CHECK_NOTHROW(check(after));
        REQUIRE(member_count(after) == members - bloc.size() + 1);
        support::each_set(member_count(after), [&](const Coalition& yes) {
            CHECK(wins(after, yes) == wins(rule, votes_before(yes, bloc, members)));
        });
    }
}

TEST_CASE("A weighted rule stays one when members merge, and its quota stays") {
    CHECK(merged(WeightedRule{{5, 4, 3, 2, 1}, 8}, {3, 1}) == Rule(WeightedRule{{5, 6, 3, 1}, 8}));
    CHECK(merged(WeightedRule{{5, 4, 3, 2, 1}, 8}, {4, 0, 2}) == Rule(WeightedRule{{9, 4, 2}, 8}));
    CHECK(merged(WeightedRule{{5, 4, 3, 2, 1}, 8}, {0, 1, 2, 3, 4}) == Rule(WeightedRule{{15}, 8}));
    CHECK(merged(WeightedRule{{5, 4}, 8}, {1}) == Rule(WeightedRule{{5, 4}, 8}));
    Random random(602);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(8);
        const WeightedRule rule = support::random_weighted_rule(random, members);
        const Rule after = merged(rule, random_bloc(random, members, 1 + random.index(members)));
        REQUIRE(std::holds_alternative<WeightedRule>(after));
        CHECK(total_weight(std::get<WeightedRule>(after).weights) == total_weight(rule.weights));
        CHECK(std::get<WeightedRule>(after).quota == rule.quota);
    }
}

TEST_CASE("The order in which a bloc is named changes nothing") {
    Random random(603);
    for (int round = 0; round < 50; ++round) {
        const std::size_t members = 2 + random.index(6);
        const Rule rule = support::random_rule(random, members, 1);
        auto bloc = random_bloc(random, members, 1 + random.index(members));
        const Rule after = merged(rule, bloc);
        std::ranges::sort(bloc);
        CHECK(after == merged(rule, bloc));
    }
}

TEST_CASE("A member that is split casts the vote that the inner rule decides") {
    Random random(604);
    for (int round = 0; round < 300; ++round) {
        const std::size_t members = 1 + random.index(5), added = 1 + random.index(4), member = random.index(members);
        const Rule rule = support::random_rule(random, members, 1), inner = support::random_rule(random, added, 1);
        const Rule after = split(rule, member, inner);
        INFO(support::shown(rule) << ", member " << member << " split by " << support::shown(inner));
        CHECK_NOTHROW(check(after));
        REQUIRE(member_count(after) == members + added - 1);
        support::each_set(member_count(after), [&](const Coalition& yes) {
            Coalition outer(members), inside(added);
            for (std::size_t k = 0; k < added; ++k) inside[k] = yes.test(member + k);
            for (std::size_t i = 0; i < members; ++i)
                outer[i] = i == member ? wins(inner, inside) : yes.test(i < member ? i : i + added - 1);
            CHECK(wins(after, yes) == wins(rule, outer));
        });
    }
}

TEST_CASE("Members that were split and merge again are the member they were") {
    Random random(605);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(5), added = 1 + random.index(4), member = random.index(members);
        const Rule rule = support::random_rule(random, members, 2), inner = support::random_rule(random, added, 1);
        auto bloc = random_bloc(random, added, added);
        for (std::size_t& place : bloc) place += member;
        INFO(support::shown(rule) << ", member " << member << " split by " << support::shown(inner));
        CHECK(same(merged(split(rule, member, inner), bloc), rule));
    }
}

TEST_CASE("A weight is split into parts that take the member's place") {
    const WeightedRule rule{{5, 4, 3}, 8};
    CHECK(split_weight(rule, 0, {2, 3}) == WeightedRule{{2, 3, 4, 3}, 8});
    CHECK(split_weight(rule, 1, {1, 1, 2, 0}) == WeightedRule{{5, 1, 1, 2, 0, 3}, 8});
    CHECK(split_weight(rule, 2, {3}) == rule);
    CHECK(split_weight({{5, 0}, 3}, 1, {0, 0}) == WeightedRule{{5, 0, 0}, 3});
    Random random(606);
    for (int round = 0; round < 100; ++round) {
        const std::size_t members = 1 + random.index(7), member = random.index(members);
        const WeightedRule before = support::random_weighted_rule(random, members);
        const Weight own = before.weights[member], first = random.between(0, own),
                     second = random.between(0, own - first);
        const WeightedRule after = split_weight(before, member, {first, second, own - first - second});
        CHECK_NOTHROW(check(after));
        CHECK(merged(after, {member + 2, member, member + 1}) == Rule(before));
    }
}

TEST_CASE("A bloc that is none is refused") {
    CHECK(merged_refusal({}) == "bloc: must be a list of at least one member, got none");
    CHECK(merged_refusal({0, 3}) == "bloc[1]: must be a member from 0 to 3 exclusive, named once, got 3");
    CHECK(merged_refusal({1, 2, 1}) == "bloc[2]: must be a member from 0 to 3 exclusive, named once, got 1");
}

TEST_CASE("A split that does not fit is refused") {
    CHECK(split_refusal({1, 1}) == "weights: must be a list with the sum 3, got 2");
    CHECK(split_refusal({}) == "weights: must be a list with the sum 3, got 0");
    CHECK(split_refusal({2, -1}) == "weights[1]: must be 0 to 1, what is left, got -1");
    CHECK(split_refusal({2, 2}) == "weights[1]: must be 0 to 1, what is left, got 2");
    constexpr Weight most = std::numeric_limits<Weight>::max();
    CHECK(split_refusal({1, most, most}) == "weights[1]: must be 0 to 2, what is left, got " + std::to_string(most));
    CHECK(split_refusal({1}, 3) == "member: must be a member from 0 to 3 exclusive, got 3");
    CHECK(support::refusal([] { return split(WeightedRule{{1, 1}, 2}, 2, WeightedRule{{1}, 1}); }) ==
          "member: must be a member from 0 to 2 exclusive, got 2");
}
