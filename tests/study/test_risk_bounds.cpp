#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/study/risk_bounds.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <Eigen/LU>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

using namespace stemgewicht;
using support::Random;
using support::refusal;

namespace {

bool yes_of(std::size_t profile, std::size_t member) { return (profile >> member & 1) != 0; }

/// The least and greatest sum of `objective` over all vertices of {law >= 0, rows law = right}: every choice of as many
/// profiles as there are rows.
std::pair<double, double> over_vertices(const Eigen::MatrixXd& rows, const Eigen::VectorXd& right,
                                        const Eigen::VectorXd& objective) {
    std::pair range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    const Eigen::Index count = rows.rows();
    for (std::size_t choice = 0; choice < std::size_t{1} << rows.cols(); ++choice) {
        if (std::popcount(choice) != count) continue;
        Eigen::MatrixXd basis(count, count);
        Eigen::VectorXd costs(count);
        for (Eigen::Index p = 0, k = 0; p < rows.cols(); ++p)
            if (yes_of(choice, static_cast<std::size_t>(p))) {
                basis.col(k) = rows.col(p);
                costs[k++] = objective[p];
            }
        const Eigen::FullPivLU<Eigen::MatrixXd> solver(basis);
        if (!solver.isInvertible()) continue;
        const Eigen::VectorXd law = solver.solve(right);
        if (law.minCoeff() < -1e-9) continue;
        range.first = std::min(range.first, costs.dot(law));
        range.second = std::max(range.second, costs.dot(law));
    }
    return range;
}

/// The range of the chance that member i is outvoted, over all vertices.
std::pair<double, double> brute_range(const WeightedRule& rule, const KnownVotes& known, std::size_t member) {
    const std::size_t members = known.yes.size(), profiles = std::size_t{1} << members;
    const auto count = static_cast<Eigen::Index>(1 + members + known.agreements.size());
    Eigen::MatrixXd rows(count, static_cast<Eigen::Index>(profiles));
    Eigen::VectorXd right(count), objective(static_cast<Eigen::Index>(profiles));
    right[0] = 1;
    for (std::size_t i = 0; i < members; ++i) right[static_cast<Eigen::Index>(1 + i)] = known.yes[i];
    for (std::size_t k = 0; k < known.agreements.size(); ++k)
        right[static_cast<Eigen::Index>(1 + members + k)] = known.agreements[k].chance;
    for (std::size_t p = 0; p < profiles; ++p) {
        const auto column = static_cast<Eigen::Index>(p);
        rows(0, column) = 1;
        for (std::size_t i = 0; i < members; ++i) rows(static_cast<Eigen::Index>(1 + i), column) = yes_of(p, i);
        for (std::size_t k = 0; k < known.agreements.size(); ++k)
            rows(static_cast<Eigen::Index>(1 + members + k), column) =
                yes_of(p, known.agreements[k].first) == yes_of(p, known.agreements[k].second);
        objective[column] = rule.wins(Coalition(members, p)) != yes_of(p, member);
    }
    return over_vertices(rows, right, objective);
}

/// A law of the votes with some chances of 0, at random.
std::vector<double> random_law(Random& random, std::size_t members) {
    std::vector<double> law(std::size_t{1} << members);
    double total = 0;
    for (double& chance : law) total += chance = random.coin() ? 0 : random.unit();
    if (total == 0) total = law[random.index(law.size())] = 1;
    for (double& chance : law) chance /= total;
    return law;
}

double chance_outvoted(const std::vector<double>& law, const Rule& rule, std::size_t members, std::size_t member) {
    double sum = 0;
    for (std::size_t p = 0; p < law.size(); ++p)
        if (wins(rule, Coalition(members, p)) != yes_of(p, member)) sum += law[p];
    return sum;
}

WeightedRule random_board(Random& random, std::size_t members) {
    std::vector<Weight> weights(members);
    for (Weight& weight : weights) weight = random.between(0, 5);
    weights[0] += 1;
    const Weight total = total_weight(weights);
    return {.weights = std::move(weights), .quota = random.between(1, total)};
}

KnownVotes known_of(const VotingModel& model, std::size_t members) {
    KnownVotes known;
    for (std::size_t i = 0; i < members; ++i) known.yes.push_back(pass_probability(member_position(i, members), model));
    const Eigen::ArrayXXd alike = pairwise_agreement(model, members);
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t j = i + 1; j < members; ++j)
            known.agreements.push_back({i, j, alike(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j))});
    return known;
}

}  // namespace

TEST_CASE("the bounds of two members are those of Frechet") {
    Random random(71);
    for (int round = 0; round < 30; ++round) {
        const double p = random.unit(), q = random.unit();
        const auto ranges = risk_ranges(WeightedRule{{1, 1}, 2}, {.yes = {p, q}});
        // the first is outvoted where it is for, and the second is against: by as much as both can agree or not
        CHECK(std::abs(ranges[0].least.value - std::max(0.0, p - q)) < 1e-9);
        CHECK(std::abs(ranges[0].greatest.value - std::min(p, 1 - q)) < 1e-9);
        CHECK(std::abs(ranges[1].least.value - std::max(0.0, q - p)) < 1e-9);
        CHECK(std::abs(ranges[1].greatest.value - std::min(q, 1 - p)) < 1e-9);
        const RiskRange pass = pass_range(WeightedRule{{1, 1}, 2}, {.yes = {p, q}});
        CHECK(std::abs(pass.least.value - std::max(0.0, p + q - 1)) < 1e-9);
        CHECK(std::abs(pass.greatest.value - std::min(p, q)) < 1e-9);
    }
}

TEST_CASE("bounds are those over all vertices of the laws") {
    Random random(72);
    for (int round = 0; round < 60; ++round) {
        const std::size_t members = 1 + random.index(3);
        const WeightedRule rule = random_board(random, members);
        KnownVotes known = known_votes(random_law(random, members));
        while (!known.agreements.empty() && random.coin()) known.agreements.pop_back();
        const auto ranges = risk_ranges(rule, known);
        for (std::size_t i = 0; i < members; ++i) {
            const auto [least, greatest] = brute_range(rule, known, i);
            INFO("round " << round << ", member " << i << " of " << members);
            CHECK(std::abs(ranges[i].least.value - least) < 1e-8);
            CHECK(std::abs(ranges[i].greatest.value - greatest) < 1e-8);
        }
    }
}

TEST_CASE("bounds hold the risks of the law that gave the chances, and are reached by laws that have them") {
    Random random(73);
    for (int round = 0; round < 20; ++round) {
        const std::size_t members = 2 + random.index(5);
        const WeightedRule rule = random_board(random, members);
        const std::vector<double> law = random_law(random, members);
        KnownVotes known = known_votes(law);
        if (round % 2 == 0) known.agreements.resize(random.index(known.agreements.size() + 1));
        const auto ranges = risk_ranges(rule, known);
        for (std::size_t i = 0; i < members; ++i) {
            const double risk = chance_outvoted(law, rule, members, i);
            CHECK(ranges[i].least.value <= risk + 1e-8);
            CHECK(ranges[i].greatest.value >= risk - 1e-8);
            for (const RiskBound& bound : {ranges[i].least, ranges[i].greatest}) {
                CHECK(bound.gap <= 1e-8);
                CHECK(std::abs(chance_outvoted(bound.law, rule, members, i) - bound.value) < 1e-12);
                const KnownVotes again = known_votes(bound.law);
                for (std::size_t j = 0; j < members; ++j) CHECK(std::abs(again.yes[j] - known.yes[j]) < 1e-8);
                for (const KnownAgreement& pair : known.agreements) {
                    const auto same = std::ranges::find_if(again.agreements, [&](const KnownAgreement& a) {
                        return a.first == pair.first && a.second == pair.second;
                    });
                    REQUIRE(same != again.agreements.end());
                    CHECK(std::abs(same->chance - pair.chance) < 1e-8);
                }
            }
        }
    }
}

TEST_CASE("bounds hold the risks of the vote models, and meet where the law is known") {
    Random random(74);
    for (const std::size_t members : {std::size_t{2}, std::size_t{5}, std::size_t{7}}) {
        const WeightedRule rule = random_board(random, members);
        std::vector<VotingModel> models{ic(), iac(), grouped(support::random_grouping(random, members))};
        for (const VotingModel& model : models) {
            const auto ranges = risk_ranges(rule, known_of(model, members));
            const auto risks = outvoted_members(rule, model);
            for (std::size_t i = 0; i < members; ++i) {
                INFO(model_name(model) << ", member " << i << " of " << members);
                CHECK(ranges[i].least.value <= risks[i].outvoted + 1e-8);
                CHECK(ranges[i].greatest.value >= risks[i].outvoted - 1e-8);
                if (members == 2) {
                    CHECK(std::abs(ranges[i].least.value - risks[i].outvoted) < 1e-8);
                    CHECK(std::abs(ranges[i].greatest.value - risks[i].outvoted) < 1e-8);
                }
            }
        }
    }
}

TEST_CASE("the parts of a risk, where votes are even and nothing else is known") {
    const WeightedRule board = majority_rule({1, 1, 1, 1, 1, 1, 1});
    const KnownVotes even{.yes = std::vector<double>(7, 0.5)};
    for (const RiskRange& range : risk_ranges(board, even)) {
        CHECK(std::abs(range.least.value) < 1e-8);         // all vote alike
        CHECK(std::abs(range.greatest.value - 1) < 1e-8);  // it against the six others
    }
    for (const MemberRisk part : {MemberRisk::overruled, MemberRisk::blocked})
        CHECK(std::abs(risk_ranges(board, even, part)[3].greatest.value - 0.5) < 1e-8);
    const WeightedRule dictator = majority_rule({7, 1, 1, 1, 1, 1, 1});
    CHECK(std::abs(risk_ranges(dictator, even)[0].greatest.value) < 1e-8);
    CHECK(std::abs(risk_ranges(dictator, even)[1].greatest.value - 1) < 1e-8);
}

TEST_CASE("chances that no law has are refused, with the first agreement that cannot hold") {
    const WeightedRule board = majority_rule({1, 1, 1});
    const auto message = [&](const KnownVotes& known) { return refusal([&] { return risk_ranges(board, known); }); };
    CHECK(message({.yes = {0.5, 0.5, 0.5}, .agreements = {{0, 1, 0}, {1, 2, 0}, {0, 2, 0.25}}}) ==
          "known.agreements[2].chance: must be from 1 to 1 beside the chances and the agreements before it, got 0.25");
    CHECK(message({.yes = {0.9, 0.3, 0.5}, .agreements = {{1, 2, 0.5}, {1, 0, 0.1}}}) ==
          "known.agreements[1].chance: must be from 0.2 to 0.4 beside the chances and the agreements before it, got "
          "0.1");
    CHECK(message({.yes = {0.5, 0.5}}) == "known.yes: must be one chance for each of the 3 members, got 2");
    CHECK(message({.yes = {0.5, 1.5, 0.5}}) == "known.yes[1]: must be a probability in [0, 1], got 1.5");
    CHECK(message({.yes = {0.5, 0.5, 0.5}, .agreements = {{0, 3, 0.5}}}) ==
          "known.agreements[0]: must be of two different members from 0 to 3 exclusive, got 0-3");
    CHECK(message({.yes = {0.5, 0.5, 0.5}, .agreements = {{0, 1, 0.5}, {1, 0, 0.5}}}) ==
          "known.agreements[1]: must be of a pair that is named once, got 1-0");
    CHECK(message({.yes = {0.5, 0.5, 0.5}, .agreements = {{0, 1, -1}}}) ==
          "known.agreements[0].chance: must be a probability in [0, 1], got -1");
    CHECK(refusal([] { return known_votes(std::vector{0.5, 0.25, 0.25}); }) ==
          "law: must be a chance for each set of one or more members, got 3 chances");
    CHECK(refusal([] { return known_votes(std::vector{0.5, 0.25}); }) ==
          "law: must be chances that sum to 1, got 0.75");
    CHECK(support::too_large([] {
              return risk_ranges(majority_rule(std::vector<Weight>(13, 1)), {.yes = std::vector<double>(13, 0.5)});
          }) == "bounds: carry up to 12 members, got 13; a vote model with exact carries more");
}

TEST_CASE("votes that always agree, or never, are carried") {
    const WeightedRule board = majority_rule({2, 1, 1, 1});
    KnownVotes known{.yes = {0.3, 0.3, 0.3, 0.7}, .agreements = {{0, 1, 1}, {1, 2, 1}, {0, 2, 1}, {2, 3, 0}}};
    const auto ranges = risk_ranges(board, known);
    for (std::size_t i = 0; i < 4; ++i) {
        const double risk = i == 3 ? 1 : 0;
        CHECK(std::abs(ranges[i].least.value - risk) < 1e-8);
        CHECK(std::abs(ranges[i].greatest.value - risk) < 1e-8);
    }
}
