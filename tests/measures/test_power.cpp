#include <stemgewicht/measures/power.hpp>

#include "catch.hpp"
#include "support/indices.hpp"
#include "support/own_rules.hpp"
#include "support/random_games.hpp"
#include "support/reference_games.hpp"
#include "support/refusal.hpp"

#include <boost/math/special_functions/binomial.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace stemgewicht;

namespace {

using Catch::Matchers::ContainsSubstring;

/// An index by its name in the table, as one value per member, or one for the whole board.
std::vector<double> values_of(const std::string& index, const WeightedRule& rule, const Method& method) {
    if (index == "coleman_collectivity") return {coleman_collectivity(rule, method)};
    const Eigen::ArrayXd values = vote_index(index)(rule, method);
    return {values.begin(), values.end()};
}

bool is_known(const std::string& index) {
    return index == "coleman_collectivity" || support::has_index<VoteIndex>(index);
}

void check_reference_values(const Method& method) {
    for (const support::ReferenceRow& row : support::weighted_rows(is_known)) {
        const std::vector<double> values = values_of(row.index, support::weighted(row), method);
        INFO(row.game << ", " << row.index << ", from " << row.source << ": " << support::list(values) << " instead of "
                      << support::list(row.values));
        REQUIRE(values.size() == row.values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            CHECK(std::abs(values[i] - row.values[i]) < 1e-12 * std::max(1.0, row.values[i]));
    }
}

/// A rule of a user: a majority of the heads and a majority of the weights.
struct DoubleMajority {
    std::vector<Weight> weights;

    [[nodiscard]] std::size_t member_count() const { return weights.size(); }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const {
        Weight sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += yes_voters.test(i) ? weights[i] : 0;
        return 2 * yes_voters.count() > weights.size() && 2 * sum > total_weight(weights);
    }
};

}  // namespace

TEST_CASE("Exact gives the values of every reference game") { check_reference_values(Exact{}); }

TEST_CASE("Enumerate gives the values of every reference game") { check_reference_values(Enumerate{}); }

TEST_CASE("The reference table has every index and a known source for every row") {
    std::ifstream file(STEMGEWICHT_TEST_DATA "/../../references.bib");
    const std::string references{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    REQUIRE_THAT(references, ContainsSubstring("@article{banzhaf_1965,"));
    std::set<std::string> indices, games;
    for (const support::ReferenceRow& row : support::reference_rows()) {
        if (row.source != "enumeration") CHECK_THAT(references, ContainsSubstring("{" + row.source + ","));
        indices.insert(row.index);
        games.insert(row.game);
        if (support::is_weighted(row) && row.setting.empty())
            CHECK((row.values.size() == support::weighted(row).member_count() ||
                   support::has_index<WholeIndex>(row.index)));
    }
    for (const Index& index : index_table)
        if (!std::holds_alternative<SolutionIndex>(index)) CHECK(indices.contains(std::string(text_of(index).name)));
    CHECK(games.size() >= 70);
}

TEST_CASE("Null members have a power of exactly 0, and dictators of exactly 1") {
    const WeightedRule rule{{1, 6, 2, 0, 2}, 6};
    for (const char* index : {"banzhaf", "banzhaf_normalized", "shapley_shubik"}) {
        INFO(index);
        const std::vector<double> values = values_of(index, rule, Exact{});
        for (const std::size_t null_member : {0u, 2u, 3u, 4u}) CHECK(values[null_member] == 0.0);
        CHECK(std::abs(values[1] - 1) < 1e-15);
    }
}

TEST_CASE("Powers as small as 2^-59 are right to the last digits") {
    const WeightedRule unanimity{std::vector<Weight>(60, 1), 60};
    for (const double value : banzhaf(unanimity)) CHECK(value == 0x1p-59);
    const WeightedRule heavy{std::vector<Weight>(60, 1'000'003), 60'000'180};
    for (const double value : banzhaf(heavy)) CHECK(value == 0x1p-59);
    CHECK(coleman_collectivity(unanimity) == 0x1p-60);
}

TEST_CASE("In a majority of 101 equal members each decides with the chance of an even split of the others") {
    const double expected = std::ldexp(boost::math::binomial_coefficient<double>(100, 50), -100);
    for (const double value : banzhaf(majority_rule(std::vector<Weight>(101, 3))))
        CHECK(value == Catch::Approx(expected).epsilon(1e-14));
}

TEST_CASE("Equal members share the Shapley-Shubik index equally under any quota") {
    for (const Weight quota : {1, 40, 76, 100, 150})
        for (const double value : shapley_shubik(WeightedRule{std::vector<Weight>(150, 1), quota}))
            CHECK(value == Catch::Approx(1.0 / 150).epsilon(1e-12));
}

TEST_CASE("Under unanimity one Gauss point too few would show") {
    // decisive is p^(n-1), of the highest degree that an index has, and its mean is 1/n.
    for (std::size_t n = 1; n <= 20; ++n)
        for (const double value : shapley_shubik(WeightedRule{std::vector<Weight>(n, 1), static_cast<Weight>(n)}))
            CHECK(value == Catch::Approx(1.0 / static_cast<double>(n)).epsilon(1e-13));
}

TEST_CASE("The decisive chance under a model is the index that presumes it") {
    const auto is_either = [](const std::string& index) { return index == "banzhaf" || index == "shapley_shubik"; };
    for (const support::ReferenceRow& row : support::weighted_rows(is_either)) {
        const Eigen::ArrayXd values = decisive(support::weighted(row), model_of(vote_index(row.index).model));
        INFO(row.game << ", " << row.index);
        for (std::size_t i = 0; i < row.values.size(); ++i)
            CHECK(std::abs(values[static_cast<Eigen::Index>(i)] - row.values[i]) < 1e-12);
    }
}

TEST_CASE("The decisive chance under independent votes counts the swings by their chances") {
    // [3; 2, 1, 1]: member 0 decides unless the others both say no; each other decides when 0 says yes and the third
    // no.
    const Eigen::ArrayXd values = decisive(WeightedRule{{2, 1, 1}, 3}, independent({0.5, 0.25, 0.125}));
    CHECK(values[0] == 1 - 0.75 * 0.875);
    CHECK(values[1] == 0.5 * 0.875);
    CHECK(values[2] == 0.5 * 0.75);
}

TEST_CASE("Indices of a two-tier board count swings through both tiers") {
    // Three councils of three members each under a majority of councils: 1/2 inside times 1/2 between.
    CompositeRule rule{.top = majority_rule({1, 1, 1}), .blocks = {}};
    for (std::size_t j = 0; j < 3; ++j)
        rule.blocks.push_back({.members = {j, j + 3, j + 6}, .rule = majority_rule({1, 1, 1})});
    for (const double value : banzhaf(rule)) CHECK(value == 0.25);
    for (const double value : shapley_shubik(rule)) CHECK(std::abs(value - 1.0 / 9) < 1e-15);
    CHECK(coleman_collectivity(rule) == 0.5);
}

TEST_CASE("A rule of one's own is enumerated") {
    const DoubleMajority rule{{3, 1, 1}};  // 0 and any other
    CHECK(banzhaf(rule)[0] == 0.75);
    CHECK(banzhaf(rule)[1] == 0.25);
    CHECK(std::abs(shapley_shubik(rule)[0] - 2.0 / 3) < 1e-15);
    CHECK(coleman_collectivity(rule) == 0.375);
}

TEST_CASE("Variants of rule and method give what their contents give") {
    const WeightedRule weighted{{4, 4, 4, 2, 2, 1}, 12};
    const Eigen::ArrayXd expected = shapley_shubik(weighted);
    CHECK((shapley_shubik(Rule{weighted}) == expected).all());
    CHECK((shapley_shubik(Rule{weighted}, Method{Exact{}}) == expected).all());
    CHECK((shapley_shubik(weighted, Method{Enumerate{}}) - expected).abs().maxCoeff() < 1e-15);
    CHECK(method_name(Exact{}) == "exact");
    CHECK(method_name(Enumerate{}) == "enumerate");
}

TEST_CASE("Indices are found by name and presume their model") {
    CHECK(model_of(vote_index("banzhaf").model) == VotingModel(ic()));
    CHECK(model_of(vote_index("shapley_shubik").model) == VotingModel(iac()));
    CHECK(vote_index("rae").text.name == "rae");
    const WeightedRule rule{{3, 2, 1}, 3};
    for (const VoteIndex& index : support::indices_of<VoteIndex>()) {
        const Eigen::ArrayXd values = index_values(index, member_standings(rule, model_of(index.model)));
        CHECK(std::vector<double>(values.begin(), values.end()) ==
              values_of(std::string(index.text.name), rule, Exact{}));
    }
}

TEST_CASE("Every index is found by its name, and no two have one name") {
    std::set<std::string_view> names;
    for (const Index& index : index_table) {
        const std::string_view name = text_of(index).name;
        CHECK(names.insert(name).second);
        CHECK(&text_of(find_index(name)) == &text_of(index));
        CHECK_FALSE(text_of(index).meaning.empty());
        CHECK_FALSE(text_of(index).details.empty());
        CHECK_FALSE(text_of(index).sources.empty());
    }
    CHECK(index_kind(find_index("rae")) == "votes");
    CHECK(index_kind(find_index("coleman_collectivity")) == "whole");
    CHECK(index_kind(find_index("johnston")) == "sets");
    CHECK(index_kind(find_index("owen")) == "unions");
    CHECK(index_kind(find_index("myerson")) == "graph");
    CHECK(index_kind(find_index("nucleolus")) == "solution");
}

TEST_CASE("An unknown index is refused with the names that there are") {
    const std::string message = support::refusal([] { return vote_index("penrose"); });
    CHECK_THAT(message,
               ContainsSubstring("index: must be one of banzhaf, banzhaf_normalized, swings, shapley_shubik, "));
    CHECK_THAT(message, ContainsSubstring("coleman_collectivity, got \"penrose\""));
}

TEST_CASE("Counts that a double cannot hold are refused by every method, and are fractions") {
    const WeightedRule all{std::vector<Weight>(1100, 1), 1100};  // one coalition wins, and all are critical in it
    const std::string message = "counts of the coalitions of 1";
    const auto refused = [&](const auto& work) { CHECK_THAT(support::too_large(work), ContainsSubstring(message)); };
    refused([&] { return swings(all); });
    refused([&] { return winning_coalitions(all); });
    refused([&] { return swings(all, MonteCarlo{.samples = 1000}).size(); });
    refused([&] { return winning_coalitions(all, MonteCarlo{.samples = 1000}).value; });
    refused([&] { return swings(all, Normal{}).size(); });
    refused([&] { return winning_coalitions(all, Normal{}).value; });
    const WeightedRule largest{std::vector<Weight>(1023, 1), 1023};
    CHECK(winning_coalitions(largest) == 1);
    CHECK((swings(largest) == 1).all());
}

TEST_CASE("A board that is not valid is refused before it is counted") {
    CHECK(support::refusal([] { return banzhaf(WeightedRule{{1, 1}, 3}); }) == "rule.quota: must be 1..2, got 3");
    CHECK(support::refusal([] { return shapley_shubik(WeightedRule{{}, 1}); }) ==
          "rule.weights: must be a list of at least one weight, got none");
    CHECK(support::refusal([] { return coleman_collectivity(WeightedRule{{0, 0}, 1}, Enumerate{}); }) ==
          "rule.weights: must be a list with a positive weight, got only zeros");
}

TEST_CASE("Enumerate carries up to 25 members and says so") {
    const WeightedRule many = majority_rule(std::vector<Weight>(26, 1));
    const std::string message = support::too_large([&] { return banzhaf(many, Enumerate{}); });
    CHECK_THAT(message, ContainsSubstring("enumerate"));
    CHECK_THAT(message, ContainsSubstring("25 members, got 26"));
}

TEST_CASE("Exact refuses what its memory cannot hold, naming a method that can") {
    std::vector<Weight> weights(40);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1'000'003 + static_cast<Weight>(i * i);
    const WeightedRule board = majority_rule(weights);
    CHECK_THAT(support::too_large([&] { return banzhaf(board, Exact{.memory = 1 << 20}); }),
               ContainsSubstring("monte_carlo"));
}

TEST_CASE("An index that divides by zero under a rule of one's own is refused, never NaN") {
    const support::Never never;
    CHECK((banzhaf(never) == 0).all());
    CHECK(support::refusal([&] { return banzhaf_normalized(never); }) ==
          "rule: must be one under which banzhaf_normalized exists, got one that always passes or always fails, as far "
          "as "
          "doubles tell; fractions have no such limit");
    CHECK_THAT(support::refusal([&] { return coleman_prevent(never); }), ContainsSubstring("coleman_prevent exists"));
}
