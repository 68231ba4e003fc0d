#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/simulation/random_planes.hpp>

#include "catch.hpp"
#include "support/latent_cases.hpp"
#include "support/own_rules.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <tbb/global_control.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// Within 4.5 of its own standard errors, and rounding.
void check_near(const Estimate& estimate, double exact) {
    INFO(estimate.value << " +- " << estimate.error << " against " << exact);
    CHECK(estimate.draws > 0);
    CHECK(estimate.error >= 0);
    CHECK(std::abs(estimate.value - exact) < 4.5 * estimate.error + 1e-11);
}

void check_near(const std::optional<Estimate>& estimate, const std::optional<double>& exact) {
    if (estimate && exact) check_near(*estimate, *exact);
    if (!exact) CHECK(!estimate);
}

void check_near(const OutvotedEstimate& simulated, const Outvoted<>& exact) {
    check_near(simulated.outvoted, exact.outvoted);
    check_near(simulated.overruled, exact.overruled);
    check_near(simulated.blocked, exact.blocked);
    check_near(simulated.success, exact.success);
    check_near(simulated.decisive, exact.decisive);
    check_near(simulated.luck, exact.luck);
    check_near(simulated.tied, exact.tied);
    check_near(simulated.pass, exact.standing.pass());
    check_near(simulated.outvoted_if_yes, exact.outvoted_if_yes);
    check_near(simulated.outvoted_if_no, exact.outvoted_if_no);
    check_near(simulated.outvoted_if_pass, exact.outvoted_if_pass);
    check_near(simulated.outvoted_if_fail, exact.outvoted_if_fail);
    CHECK(simulated.outvoted.value == Approx(simulated.overruled.value + simulated.blocked.value).margin(1e-12));
}

/// The exact standing, of members whose votes no rule of the library needs to count.
Standing exact_standing(const Rule& decision, const Rule& position, const LatentLaw& law) {
    const VoteLaw votes = support::law_of_nodes(law);
    const Standing standing = position_standings(decision, std::span(&position, 1), votes, Enumerate{}).front();
    if (std::abs(standing.pass() + standing.fail() - 1) > 1e-9) std::abort();
    return standing;
}

bool is_always_tied(const Standing& standing) { return standing.tied_pass + standing.tied_fail > 0.999; }

constexpr std::array all_ties{Ties::excluded, Ties::against, Ties::coin};

bool same(const Estimate& a, const Estimate& b) {
    return a.value == b.value && a.error == b.error && a.draws == b.draws;
}
bool same(const OutvotedEstimate& a, const OutvotedEstimate& b) {
    return same(a.outvoted, b.outvoted) && same(a.overruled, b.overruled) && same(a.decisive, b.decisive) &&
           same(a.luck, b.luck) && same(a.pass, b.pass) && same(a.tied, b.tied) && a.reached == b.reached;
}

/// A factor model over a board of 20 with two groupings.
LatentLaw factor_law(std::size_t members) {
    LatentLaw law;
    law.link = LatentLaw::Link::probit;
    law.latents = std::vector<Latent>(8, {.kind = Latent::Kind::normal});
    for (std::size_t i = 0; i < members; ++i)
        law.members.push_back({.base = 0.1, .loadings = {{0, 0.4}, {1 + i % 3, 0.8}, {4 + i % 4, 0.6}}});
    return law;
}

}  // namespace

TEST_CASE("Rules decide on planes as they do on each motion") {
    support::Random random(11);
    RandomPlanes planes(1, 0);
    for (int game = 0; game < support::rounds(120); ++game) {
        const std::size_t n = 1 + random.index(9);
        const Rule rule =
            support::random_rule_of_kind(random, static_cast<std::size_t>(game) % support::rule_kinds, n, 1);
        const Rule position = support::random_position_of_kind(random, random.index(support::rule_kinds), n);
        INFO(support::shown(rule) << "; " << support::shown(position));
        std::vector<Plane> votes(n), features(standing_features);
        planes.fill(votes);
        PlaneRule on_planes = plane_rule(rule);
        PlaneFeatures standing = standing_plane_features(rule, position);
        const std::vector<std::size_t> held = position_holders(position);
        Plane passes;
        on_planes(votes, passes);
        standing(votes, features);
        for (std::size_t m = 0; m < plane_bits; ++m) {
            Coalition yes(n);
            for (std::size_t i = 0; i < n; ++i) yes[i] = votes[i].test(m);
            Coalition all_for = yes, all_against = yes;
            for (const std::size_t i : held) {
                all_for.set(i);
                all_against.reset(i);
            }
            const bool pass = wins(rule, yes), in_favour = wins(position, yes), against = wins(position, ~yes);
            REQUIRE(passes.test(m) == pass);
            const std::array expected{in_favour && !pass,
                                      !in_favour && !against && pass,
                                      !in_favour && !against && !pass,
                                      against && pass,
                                      against && !pass,
                                      wins(rule, all_for),
                                      wins(rule, all_against)};
            for (std::size_t k = 0; k < expected.size(); ++k) REQUIRE(features[k].test(m) == expected[k]);
        }
    }
}

TEST_CASE("Simulated values are within their errors of the exact ones, on 200 cases") {
    support::Random random(20180321);
    for (int game = 0; game < support::rounds(200); ++game) {
        const auto place = static_cast<std::size_t>(game);
        const std::size_t n = 1 + random.index(8);
        const Rule decision = support::random_rule_of_kind(random, place % support::rule_kinds, n, 1);
        const Rule position = support::random_position_of_kind(random, (place / 2) % support::rule_kinds, n);
        const std::size_t kind = place % support::latent_law_kinds;
        const LatentLaw law = support::random_latent_law(random, kind, n);
        const Ties ties = all_ties[random.index(3)];
        INFO(support::shown(decision) << "; " << support::shown(position) << "; law " << kind << " of case " << game);
        const Standing standing = exact_standing(decision, position, law);
        if (is_always_tied(standing)) continue;
        const Outvoted<> exact = outvoted(standing, ties);
        const MonteCarlo plain{.samples = 20'000 + random.index(9000), .seed = 100 + place};
        check_near(estimated_outvoted(decision, position, law, plain, ties), exact);
        const MonteCarlo antithetic{.samples = 20'001, .seed = 200 + place, .antithetic = true};
        check_near(estimated_outvoted(decision, position, law, antithetic, ties), exact);
        if (place % 2 == 0) {
            const Conditional conditional{.points = 64, .randomizations = 32, .seed = 300 + place};
            check_near(estimated_outvoted(decision, position, law, conditional, ties), exact);
        }
    }
}

TEST_CASE("Weighted positions under weighted decisions are counted digit by digit, whatever their sums") {
    support::Random random(64);
    for (int game = 0; game < support::rounds(300); ++game) {
        const std::size_t n = 1 + random.index(9);
        const WeightedRule decision = support::random_weighted_rule(random, n);
        WeightedRule position = member_position(random.index(n), n);
        if (random.coin()) {
            for (Weight& weight : position.weights) weight = random.coin() ? random.between(0, 9) : 0;
            position.weights[random.index(n)] = random.between(1, 9);
            position = majority_rule(position.weights);
        } else if (random.coin()) {  // as heavy as in the decision, which is worked in another way
            for (std::size_t i = 0; i < n; ++i) position.weights[i] = random.coin() ? decision.weights[i] : 0;
            if (std::ranges::all_of(position.weights, [](Weight weight) { return weight == 0; })) continue;
            position = majority_rule(position.weights);
        }
        const LatentLaw law =
            support::random_latent_law(random, static_cast<std::size_t>(game) % support::latent_law_kinds, n);
        INFO(support::shown(Rule(decision)) << "; " << support::shown(Rule(position)) << ", case " << game);
        const Standing standing = exact_standing(decision, position, law);
        if (is_always_tied(standing)) continue;
        check_near(estimated_outvoted(decision, position, law,
                                      MonteCarlo{.samples = 20'000, .seed = static_cast<std::size_t>(game)}),
                   outvoted(standing));
        check_near(
            estimated_outvoted(decision, position, law,
                               Conditional{.points = 32, .randomizations = 64, .seed = static_cast<std::size_t>(game)}),
            outvoted(standing));
    }
}

TEST_CASE("All members at once, and rules that the library does not know") {
    support::Random random(5);
    for (int game = 0; game < 24; ++game) {
        const auto place = static_cast<std::size_t>(game);
        const std::size_t n = 2 + random.index(6);
        const Rule decision = support::random_rule_of_kind(random, place % support::rule_kinds, n, 1);
        const LatentLaw law = support::random_latent_law(random, place % support::latent_law_kinds, n);
        INFO(support::shown(decision) << ", case " << game);
        const MonteCarlo method{.samples = 20'000, .seed = place, .antithetic = place % 3 == 0};
        const auto simulated = estimated_outvoted_members(decision, law, method);
        const auto given = estimated_outvoted_members(decision, law, Conditional{.points = 64, .seed = place});
        REQUIRE(simulated.size() == n);
        for (std::size_t i = 0; i < n; ++i) {
            const Outvoted<> exact = outvoted(exact_standing(decision, member_position(i, n), law));
            check_near(simulated[i], exact);
            check_near(given[i], exact);
        }
    }
    const LatentLaw law = support::random_latent_law(random, 2, 7);
    const Rule decision = support::ByThree{7};
    const Rule own = WeightedRule{{3, 1, 1, 0, 2, 0, 0}, 4};
    const VoteLaw votes = support::law_of_nodes(law);
    const Outvoted<> exact = outvoted(position_standings(decision, std::span(&own, 1), votes, Enumerate{}).front());
    check_near(estimated_outvoted(decision, own, law, MonteCarlo{.samples = 50'000}), exact);
    check_near(estimated_outvoted(decision, own, law, Conditional{.points = 64}), exact);
    const support::OwnCopy unknown{own};
    const MonteCarlo method{.samples = 9999};
    CHECK(same(estimated_outvoted(decision, own, law, method), estimated_outvoted(decision, unknown, law, method)));
    CHECK(same(estimated_outvoted(unknown, own, law, method), estimated_outvoted(own, own, law, method)));
}

TEST_CASE("A result depends on the seed and the draws, and not on the threads") {
    const tbb::global_control seven(tbb::global_control::max_allowed_parallelism, 7);
    support::Random random(6);
    const std::size_t n = 20;
    const WeightedRule decision = majority_rule({9, 8, 7, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1});
    const WeightedRule position = majority_rule({9, 8, 7, 6, 5, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    for (const std::size_t kind : {std::size_t{0}, std::size_t{1}, std::size_t{5}, std::size_t{7}}) {
        const LatentLaw law = support::random_latent_law(random, kind, n);
        for (const bool antithetic : {false, true}) {
            MonteCarlo method{.samples = 300'003, .seed = 3, .antithetic = antithetic};
            const OutvotedEstimate one = estimated_outvoted(decision, position, law, method);
            CHECK(one.outvoted.draws == (antithetic ? 300'004 : 300'003));
            for (const int threads : {2, 7, 0}) {
                method.threads = threads;
                CHECK(same(estimated_outvoted(decision, position, law, method), one));
            }
            method.seed = 4;
            CHECK(!same(estimated_outvoted(decision, position, law, method), one));
        }
    }
    Conditional method{.points = 100, .seed = 3};
    const OutvotedEstimate one = estimated_outvoted(decision, position, factor_law(n), method);
    CHECK(one.outvoted.draws == 1600);
    for (const int threads : {2, 7, 0}) {
        method.threads = threads;
        CHECK(same(estimated_outvoted(decision, position, factor_law(n), method), one));
    }
}

TEST_CASE("A simulation goes on to its target error, or says that it did not reach it") {
    const WeightedRule decision = majority_rule({5, 4, 3, 2, 2, 1, 1});
    const WeightedRule position = member_position(1, 7);
    const LatentLaw law = factor_law(7);
    const auto reached = estimated_outvoted(decision, position, law, MonteCarlo{.samples = 1000, .error = 1e-3});
    CHECK(reached.reached);
    CHECK(reached.outvoted.error <= 1e-3);
    CHECK(reached.outvoted.draws > 50'000);
    CHECK(reached.outvoted.draws < 1'000'000);
    const MonteCarlo small{.samples = 1000, .error = 1e-5, .maximum_samples = 5000};
    const auto missed = estimated_outvoted(decision, position, law, small);
    CHECK(!missed.reached);
    CHECK(missed.outvoted.draws == 5000);
    CHECK(missed.outvoted.error > 1e-5);
    CHECK(missed.outvoted.error < 0.01);
    const auto conditional = estimated_outvoted(decision, position, law, Conditional{.points = 8, .error = 1e-4});
    CHECK(conditional.reached);
    CHECK(conditional.outvoted.error <= 1e-4);
    const Conditional few{.points = 8, .error = 1e-9, .maximum_points = 100};
    const auto unreached = estimated_outvoted(decision, position, law, few);
    CHECK(!unreached.reached);
    CHECK(unreached.outvoted.draws == 1600);

    // A run that goes on is the run of all its motions.
    MonteCarlo whole{.samples = reached.outvoted.draws};
    CHECK(same(estimated_outvoted(decision, position, law, whole), reached));
}

TEST_CASE("A simulation tells how far it is, counts the same with that, and ends where it is told to") {
    const WeightedRule rule{.weights = {4, 3, 2, 2, 1}, .quota = 7};
    const WeightedRule position = member_position(1, 5);
    const VotingModel moods = FactorVotes{.region = 0.3};
    const auto check_progress = [&]<class M>(M method, std::size_t least_calls) {
        const OutvotedEstimate silent = outvoted(rule, position, moods, method);
        std::vector<std::pair<std::size_t, std::size_t>> told;
        method.progress = [&](std::size_t done, std::size_t all) { told.emplace_back(done, all); };
        const OutvotedEstimate aloud = outvoted(rule, position, moods, method);
        CHECK(aloud.outvoted.value == silent.outvoted.value);
        CHECK(aloud.outvoted.error == silent.outvoted.error);
        REQUIRE(told.size() >= least_calls);
        CHECK(std::ranges::is_sorted(told));
        for (const auto& [done, all] : told) CHECK(done <= all);
        CHECK(told.back().first == aloud.outvoted.draws);
        CHECK(told.back().second == aloud.outvoted.draws);
        std::size_t calls = 0;
        method.progress = [&](std::size_t, std::size_t) {
            ++calls;
            throw std::runtime_error("enough");
        };
        CHECK_THROWS_WITH(outvoted(rule, position, moods, method), "enough");
        CHECK(calls == 1);
    };
    check_progress(MonteCarlo{.samples = 5'000'001, .threads = 2}, 3);
    check_progress(MonteCarlo{.samples = 1000, .antithetic = true, .error = 2e-4}, 2);
    check_progress(Conditional{.points = 1000}, 4);
    check_progress(Conditional{.points = 100, .threads = 2, .error = 1e-4}, 2);
}

TEST_CASE("Without latents a conditional simulation is exact, and a rare event is not taken for impossible") {
    support::Random random(8);
    for (int game = 0; game < support::rounds(60); ++game) {
        const std::size_t n = 1 + random.index(9);
        const Rule decision = support::random_rule_of_kind(random, random.index(support::rule_kinds), n, 1);
        const Rule position = support::random_position_of_kind(random, random.index(support::rule_kinds), n);
        const LatentLaw law = support::random_latent_law(random, 1, n);
        const Standing standing = exact_standing(decision, position, law);
        if (is_always_tied(standing)) continue;
        const Outvoted<> exact = outvoted(standing, Ties::coin);
        const auto simulated = estimated_outvoted(decision, position, law, Conditional{}, Ties::coin);
        CHECK(std::abs(simulated.outvoted.value - exact.outvoted) < 1e-12);
        CHECK(std::abs(simulated.decisive.value - exact.decisive) < 1e-12);
        CHECK(simulated.outvoted.error < 1e-12);
    }
    const WeightedRule unanimity{{1, 1, 1}, 3};
    const LatentLaw rare = support::law_of_chances({1e-6, 1e-6, 1e-6});
    const Estimate pass = estimated_pass_probability(unanimity, rare, MonteCarlo{.samples = 10'000});
    CHECK(pass.value == 0);
    CHECK(pass.error > 1e-5);
    CHECK(pass.error < 1e-3);
    check_near(estimated_pass_probability(unanimity, factor_law(3), Conditional{.points = 256}),
               pass_probability(unanimity, support::law_of_nodes([] {
                                    LatentLaw law = factor_law(3);  // each member has its own two of the group latents
                                    law.latents.resize(1);
                                    for (auto& member : law.members) {
                                        const double own = std::sqrt(1 + 0.8 * 0.8 + 0.6 * 0.6);
                                        member.base /= own;
                                        member.loadings = {{0, 0.4 / own}};
                                    }
                                    return law;
                                }()),
                                Enumerate{}));
}

TEST_CASE("Options are compared on the same motions, with the error of the difference") {
    support::Random random(9);
    for (int game = 0; game < support::rounds(40); ++game) {
        const std::size_t n = 3 + random.index(5);
        const WeightedRule position = support::random_position(random, n);
        const Rule first = support::random_rule_of_kind(random, random.index(support::rule_kinds), n, 1);
        const Rule second = support::random_rule_of_kind(random, random.index(support::rule_kinds), n, 1);
        const LatentLaw law = support::random_latent_law(random, random.index(support::latent_law_kinds), n);
        const Standing under_first = exact_standing(first, position, law);
        if (is_always_tied(under_first)) continue;
        const Outvoted<> a = outvoted(under_first), b = outvoted(exact_standing(second, position, law));
        INFO("case " << game << ": " << support::shown(first) << " and " << support::shown(second));
        for (const bool antithetic : {false, true}) {
            const MonteCarlo method{
                .samples = 20'000, .seed = static_cast<std::uint64_t>(game), .antithetic = antithetic};
            const auto compared = compare_outvoted(first, second, position, law, method);
            check_near(compared.difference, b.outvoted - a.outvoted);
            check_near(compared.first, a);
            check_near(compared.second, b);
            const auto alone = estimated_outvoted(first, position, law, method);
            CHECK(same(alone.outvoted, compared.first.outvoted));
        }
        check_near(
            compare_outvoted(first, second, position, law, Conditional{.points = 64, .randomizations = 32}).difference,
            b.outvoted - a.outvoted);
    }
    const WeightedRule board = majority_rule({9, 8, 7, 6, 5, 4, 3, 2, 1}),
                       twin = majority_rule({9, 8, 7, 6, 5, 4, 3, 2, 2});
    const auto alike =
        compare_outvoted(board, twin, member_position(0, 9), factor_law(9), MonteCarlo{.samples = 100'000});
    CHECK(alike.difference.error < alike.first.outvoted.error / 2);
    const auto itself =
        compare_outvoted(board, board, member_position(0, 9), factor_law(9), MonteCarlo{.samples = 100'000});
    CHECK(itself.difference.value == 0);
    CHECK(itself.difference.error < 2e-5);
}

TEST_CASE("The mean majority deficit and the agreement of members are those of all sets") {
    support::Random random(10);
    for (int game = 0; game < support::rounds(30); ++game) {
        const std::size_t n = 1 + random.index(7);
        const Rule rule = support::random_rule_of_kind(random, random.index(support::rule_kinds), n, 1);
        const LatentLaw law =
            support::random_latent_law(random, static_cast<std::size_t>(game) % support::latent_law_kinds, n);
        const VoteLaw votes = support::law_of_nodes(law);
        double deficit = 0;
        Eigen::ArrayXXd alike = Eigen::ArrayXXd::Zero(static_cast<Eigen::Index>(n), static_cast<Eigen::Index>(n));
        const auto visit = [&](detail::Mask set, double chance) {
            const Coalition yes(n, set);
            const auto heads = static_cast<double>(yes.count()), all = static_cast<double>(n);
            deficit += chance * std::max(0.0, wins(rule, yes) ? all - 2 * heads : 2 * heads - all);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    if (yes[i] == yes[j]) alike(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) += chance;
        };
        detail::Visit(votes, visit);
        INFO("case " << game << ": " << support::shown(rule));
        for (const bool antithetic : {false, true}) {
            const MonteCarlo method{
                .samples = 30'000, .seed = static_cast<std::uint64_t>(game), .antithetic = antithetic};
            check_near(estimated_majority_deficit(rule, law, method), deficit);
            const PairwiseAgreement agreement = estimated_pairwise_agreement(law, method);
            CHECK(agreement.draws == (n > 1 ? 30'000 : 0));
            CHECK(((agreement.value - alike).abs() < 4.5 * agreement.error + 1e-9).all());
        }
    }
}

TEST_CASE("What a simulation cannot take is refused") {
    const WeightedRule rule = majority_rule({3, 2, 1});
    const WeightedRule position = member_position(0, 3);
    const LatentLaw law = support::law_of_chances({0.5, 0.5, 0.5});
    const auto refused = [&](const auto& method) {
        return support::refusal([&] { return estimated_outvoted(rule, position, law, method); });
    };
    CHECK(refused(MonteCarlo{.samples = 0}) == "samples: must be 1 or more, got 0");
    CHECK(refused(MonteCarlo{.threads = -1}) == "threads: must be 0 for all cores, or the number of threads, got -1");
    CHECK(refused(MonteCarlo{.error = -0.1}).starts_with("error: must be 0 or more"));
    CHECK(refused(MonteCarlo{.error = std::nan("")}).starts_with("error: must be 0 or more"));
    CHECK(
        refused(MonteCarlo{.samples = 10, .error = 0.1, .maximum_samples = 9}).starts_with("maximum_samples: must be"));
    CHECK(refused(Conditional{.points = 0}).starts_with("points: must be 1.."));
    CHECK(refused(Conditional{.randomizations = 1}).starts_with("randomizations: must be 2 or more"));
    const auto refused_law = [&](const LatentLaw& wrong) {
        return support::refusal([&] { return estimated_outvoted(rule, position, wrong, MonteCarlo{}); });
    };
    CHECK(refused_law(support::law_of_chances({0.5, 0.5})) ==
          "law.members: must be one for each of the 3 members, got 2");
    CHECK(
        refused_law(support::law_of_chances({0.5, 1.5, 0.5})).starts_with("law.members[1]: must be chances in [0, 1]"));
    LatentLaw unknown = law;
    unknown.members[2].loadings = {{0, 0.1}};
    CHECK(refused_law(unknown).starts_with("law.members[2].loadings: must be those of the 0 latents"));
    unknown.latents = {{.kind = Latent::Kind::normal}};
    CHECK(refused_law(unknown).starts_with("law.members[2].loadings: must be of bounded latents"));
    LatentLaw rows = law;
    rows.rows = Eigen::ArrayXXd::Constant(3, 2, 0.5);
    rows.latents = {{.kind = Latent::Kind::row, .a = 3}};
    CHECK(refused_law(rows).starts_with("law.rows: must be"));
    CHECK(support::refusal([&] {
              return estimated_outvoted(rule, WeightedRule{{1, 1, 1}, 1}, law, MonteCarlo{});
          }).starts_with("position.quota: must be above half"));
    const CoalitionRule both{
        3, {coalition_of(std::vector<std::size_t>{0}, 3), coalition_of(std::vector<std::size_t>{1}, 3)}};
    CHECK(support::refusal([&] {
              return estimated_outvoted(rule, both, law, MonteCarlo{});
          }).starts_with("position: must be a rule that is never both"));
    CHECK(support::refusal([&] {
              return estimated_outvoted(rule, both, law, Conditional{});
          }).starts_with("position: must be a rule that is never both"));
    const LatentLaw split = support::law_of_chances({1, 0, 0.5});
    CHECK(support::refusal([&] {
              return estimated_outvoted(rule, WeightedRule{{1, 1, 0}, 2}, split, MonteCarlo{});
          }).starts_with("ties: must be against or coin"));
}
