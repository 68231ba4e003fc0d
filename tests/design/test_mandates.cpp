#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/mandates.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;
using support::Random;
using support::refusal;

namespace {

struct Region {
    WeightedRule assembly;
    std::vector<Block> councils;
};

/// Up to 10 members in up to 4 councils, with seats and weights of their own.
Region random_region(Random& random) {
    const std::size_t members = 2 + random.index(9);
    const std::size_t count = 1 + random.index(std::min<std::size_t>(members, 4));
    Region region;
    do region.assembly.weights = support::random_weights(random, members);
    while (total_weight(region.assembly.weights) > 100'000);
    region.assembly.quota = support::random_quota(random, region.assembly.weights);
    region.councils.resize(count);
    for (std::size_t i = 0; i < members; ++i) region.councils[i < count ? i : random.index(count)].members.push_back(i);
    for (Block& council : region.councils) {
        std::ranges::reverse(council.members);
        std::vector<Weight> seats(council.members.size());
        for (Weight& weight : seats) weight = random.between(0, 4);
        seats.front() += 1;
        council.rule = majority_rule(seats);
        if (random.index(4) == 0)
            council.rule.quota = random.between(council.rule.quota, total_weight(council.rule.weights));
    }
    return region;
}

std::vector<VotingModel> models_of(Random& random, std::size_t members) {
    std::vector<VotingModel> models = support::random_models(random, members);
    models.emplace_back(CopyVotes{.region = 0.2,
                                  .groups = {{.grouping = support::random_grouping(random, members), .share = 0.3},
                                             {.grouping = support::random_grouping(random, members), .share = 0.2}},
                                  .yes = {0.4}});
    return models;
}

double difference(const Standing& a, const Standing& b) {
    return std::max({std::abs(a.yes_pass - b.yes_pass), std::abs(a.yes_fail - b.yes_fail),
                     std::abs(a.tied_pass - b.tied_pass), std::abs(a.tied_fail - b.tied_fail),
                     std::abs(a.no_pass - b.no_pass), std::abs(a.no_fail - b.no_fail),
                     std::abs(a.decisive - b.decisive)});
}

/// Three towns of 5, 3 and 3 seats, each seat with an opinion of its own.
Region three_towns() {
    return {.assembly = majority_rule(std::vector<Weight>(11, 1)),
            .councils = {{{0, 1, 2, 3, 4}, majority_rule({1, 1, 1, 1, 1})},
                         {{5, 6, 7}, majority_rule({1, 1, 1})},
                         {{8, 9, 10}, majority_rule({1, 1, 1})}}};
}

MandateRisks risks_of(std::size_t councils, std::vector<Estimate> changes) {
    return {.councils = councils, .risk = std::vector<Estimate>(changes.size()), .change = std::move(changes)};
}

}  // namespace

TEST_CASE("the standings under all mandate regimes are those of enumeration") {
    Random random(61);
    for (int round = 0; round < 25; ++round) {
        const auto [assembly, councils] = random_region(random);
        const std::size_t members = assembly.member_count();
        const std::vector<WeightedRule> positions = mandate_positions(councils, members);
        for (const VotingModel& model : models_of(random, members)) {
            const std::vector<Standing> found = mandate_standings(assembly, councils, model);
            REQUIRE(found.size() == councils.size() << councils.size());
            double largest = 0;
            for (MandateRegime regime = 0; regime < std::size_t{1} << councils.size(); ++regime) {
                const CompositeRule rule = mandate_rule(assembly, councils, regime);
                check(rule);
                const auto expected = position_standings(rule, positions, model, Enumerate{});
                for (std::size_t j = 0; j < councils.size(); ++j)
                    largest = std::max(largest, difference(found[regime * councils.size() + j], expected[j]));
            }
            INFO("round " << round << ", " << model_name(model));
            CHECK(largest < 1e-12);
        }
    }
}

TEST_CASE("nobody bound is the assembly itself, and all bound a board of councils") {
    const auto [assembly, councils] = three_towns();
    const CompositeRule free = mandate_rule(assembly, councils, 0), bound = mandate_rule(assembly, councils, 7);
    support::each_set(11, [&](const Coalition& set) { REQUIRE(free.wins(set) == assembly.wins(set)); });
    CHECK(bound.top.weights == std::vector<Weight>{5, 3, 3});
    CHECK(bound.top.quota == assembly.quota);
    CHECK(bound.blocks == councils);
}

TEST_CASE("simulated mandate risks are within their errors of the exact ones") {
    Random random(62);
    for (int round = 0; round < 12; ++round) {
        const auto [assembly, councils] = random_region(random);
        const std::vector<VotingModel> models = models_of(random, assembly.member_count());
        const VotingModel& model = models[random.index(models.size())];
        const Ties ties = round % 3 == 0 ? Ties::excluded : round % 3 == 1 ? Ties::against : Ties::coin;
        const MandateRisks exact = mandate_risks(assembly, councils, model, Exact{}, ties);
        const MonteCarlo method{.samples = 40'000, .seed = 5, .antithetic = round % 2 == 0};
        const MandateRisks simulated = mandate_risks(assembly, councils, model, method, ties);
        REQUIRE(simulated.risk.size() == exact.risk.size());
        double largest = 0;  // in errors
        for (std::size_t k = 0; k < exact.risk.size(); ++k) {
            const auto off = [](const Estimate& a, const Estimate& b) { return std::abs(a.value - b.value) / a.error; };
            largest =
                std::max({largest, off(simulated.risk[k], exact.risk[k]), off(simulated.change[k], exact.change[k])});
        }
        INFO("round " << round << ", " << model_name(model));
        CHECK(largest <= 4.5);
    }
}

TEST_CASE("mandate risks are the same for any number of threads") {
    const auto [assembly, councils] = three_towns();
    const VotingModel model =
        grouped(make_grouping("list", std::vector<std::string>{"a", "b", "c", "a", "b", "a", "b", "c", "a", "b", "c"}));
    const MonteCarlo one{.samples = 300'000};
    const MandateRisks first = mandate_risks(assembly, councils, model, one);
    const MandateRisks exact = mandate_risks(assembly, councils, model);
    for (const int threads : {2, 7}) {
        MonteCarlo many = one;
        many.threads = threads;
        const MandateRisks simulated = mandate_risks(assembly, councils, model, many);
        const MandateRisks again = mandate_risks(assembly, councils, model, Exact{.threads = threads});
        for (std::size_t k = 0; k < first.risk.size(); ++k) {
            CHECK(simulated.risk[k].value == first.risk[k].value);
            CHECK(simulated.change[k].error == first.change[k].error);
            CHECK(again.risk[k].value == exact.risk[k].value);
        }
    }
}

TEST_CASE("a target error applies to the change by each reply") {
    const auto [assembly, councils] = three_towns();
    const MandateRisks reached = mandate_risks(assembly, councils, ic(),
                                               MonteCarlo{.samples = 1000, .error = 0.001, .maximum_samples = 1 << 22});
    CHECK(reached.reached);
    for (const Estimate& change : reached.change) CHECK(change.error <= 0.001);
    CHECK_FALSE(
        mandate_risks(assembly, councils, ic(), MonteCarlo{.samples = 1000, .error = 1e-6, .maximum_samples = 10'000})
            .reached);
}

TEST_CASE("equilibria are the regimes from which no switch lowers a risk, by enumeration") {
    Random random(63);
    std::size_t stable = 0, strict = 0, left = 0;
    for (int round = 0; round < 15; ++round) {
        const auto [assembly, councils] = random_region(random);
        const auto positions = mandate_positions(councils, assembly.member_count());
        const auto risk = [&](MandateRegime regime, std::size_t j) {
            return outvoted(mandate_rule(assembly, councils, regime), positions[j], ic(), Enumerate{}, Ties::coin)
                .outvoted;
        };
        const auto verdicts = mandate_stability(mandate_risks(assembly, councils, ic(), Exact{}, Ties::coin));
        for (MandateRegime regime = 0; regime < verdicts.size(); ++regime) {
            bool gains = false, all_lose = true;
            for (std::size_t j = 0; j < councils.size(); ++j) {
                const double change = risk(regime ^ MandateRegime{1} << j, j) - risk(regime, j);
                gains = gains || change < -1e-12;
                all_lose = all_lose && change > 1e-12;
            }
            using enum Stability::Verdict;
            CHECK(verdicts[regime].verdict == (gains ? none : all_lose ? strict_equilibrium : equilibrium));
            ++(gains ? left : all_lose ? strict : stable);
        }
    }
    CHECK(stable > 0);
    CHECK(strict > 0);
    CHECK(left > 0);
}

TEST_CASE("a council never raises its own risk by binding its members, so all bound is an equilibrium") {
    Random random(64);
    for (int round = 0; round < 20; ++round) {
        const auto [assembly, councils] = random_region(random);
        for (const VotingModel& model : models_of(random, assembly.member_count()))
            for (const Ties ties : {Ties::against, Ties::coin}) {
                const MandateRisks risks = mandate_risks(assembly, councils, model, Exact{}, ties);
                for (const BindingEffect& effect : binding_effects(risks)) CHECK(effect.raises == 0);
                CHECK(mandate_stability(risks).back().verdict != Stability::Verdict::none);
            }
    }
}

TEST_CASE("all bound may be worse for a council than all free") {
    // The small towns always lose to the large one when all are bound.
    const Region region{
        .assembly = majority_rule({1, 1, 1, 1, 1, 1, 1}),
        .councils = {
            {{0, 1, 2, 3}, majority_rule({2, 1, 1, 1})}, {{4, 5}, majority_rule({2, 1})}, {{6}, majority_rule({1})}}};
    const MandateRisks risks = mandate_risks(region.assembly, region.councils, ic());
    CHECK(std::abs(risks.risk_of(7, 1).value - 0.5) < 1e-12);
    CHECK(risks.risk_of(0, 1).value < 0.45);
    CHECK(risks.risk_of(0, 2).value < 0.45);
    CHECK(mandate_stability(risks)[7].verdict != Stability::Verdict::none);
    CHECK(mandate_stability(risks)[0].verdict == Stability::Verdict::none);
}

TEST_CASE("simulated differences within their errors leave a regime undecided") {
    const double e = 0.01;
    const MandateRisks risks = risks_of(2, {{0.5, e},
                                            {0.02, e},  // nobody bound: the second may gain
                                            {-0.5, e},
                                            {0.4, e},  // the first bound: it gains by letting go
                                            {0.5, e},
                                            {-0.02, e},  // the second bound
                                            {-0.5, e},
                                            {-0.4, e}});  // both
    const auto verdicts = mandate_stability(risks);
    using enum Stability::Verdict;
    CHECK(verdicts[0].verdict == undecided);
    CHECK(verdicts[1].verdict == none);
    CHECK(verdicts[2].verdict == undecided);
    CHECK(verdicts[3].verdict == none);
    CHECK(verdicts[0].replies == std::vector<Reply>{Reply::raises, Reply::undecided});
    const auto effects = binding_effects(risks);
    CHECK(effects[0].raises == 2);
    CHECK(effects[0].is_dominated());
    CHECK(effects[1].undecided == 1);
    CHECK(effects[1].raises == 1);
    CHECK_FALSE(effects[1].is_dominated());
    CHECK_FALSE(effects[1].dominates());
    CHECK(mandate_stability(risks, {.errors = 1})[2].verdict == none);
}

TEST_CASE("exact differences of rounding size are ties") {
    const MandateRisks risks = risks_of(1, {{5e-13}, {-5e-13}});
    CHECK(mandate_stability(risks)[1].verdict == Stability::Verdict::equilibrium);
    CHECK(mandate_stability(risks, {.difference = 1e-13})[1].verdict == Stability::Verdict::none);
    CHECK(mandate_stability(risks, {.difference = 1e-13})[0].verdict == Stability::Verdict::strict_equilibrium);
    CHECK(refusal([&] { return mandate_stability(risks, {.difference = -1}); }) ==
          "tolerance.difference: must be 0 or more, got -1");
}

TEST_CASE("mandates refuse what is no assembly of councils") {
    const Region good = three_towns();
    const auto message = [&](const auto& change) {
        Region region = good;
        change(region);
        return refusal([&] { return mandate_standings(region.assembly, region.councils, ic()); });
    };
    CHECK(message([](Region& r) { r.councils.clear(); }) ==
          "councils: must be a list of at least one council, got none");
    CHECK(message([](Region& r) { r.councils.pop_back(); }) ==
          "councils: must be councils of the 11 members of the assembly, got 8");
    CHECK(message([](Region& r) { r.councils[1].members[0] = 0; }) ==
          "councils.blocks[1].members[0]: must be a member from 0 to 11 exclusive that no other block names, got 0");
    CHECK(message([](Region& r) { r.councils[1].rule.quota = 1; }) ==
          "councils.blocks[1].rule.quota: must be above half of its weight 3, so that it is never both for and "
          "against, got 1");
    CHECK(message([](Region& r) { r.assembly.quota = 12; }) == "assembly.quota: must be 1..11, got 12");
    const WeightedRule large = majority_rule(std::vector<Weight>(13, 1));
    std::vector<Block> single;
    for (std::size_t i = 0; i < 13; ++i) single.push_back({{i}, majority_rule({1})});
    CHECK(support::too_large([&] { return mandate_standings(large, single, ic()); }) ==
          "mandates: carries up to 12 councils, got 13; mandate_rule gives single regimes of any number");
    CHECK(refusal([&] { return mandate_risks(good.assembly, good.councils, ic(), Enumerate{}); }) ==
          "method: must be exact or monte_carlo, got enumerate");
    CHECK(support::too_large([&] {
              return mandate_standings(majority_rule({1'000'000'007, 1'000'000'009}), std::span(single).first(2), ic());
          }) == "mandates: a quota of 1000000009 takes more memory than allowed; monte_carlo carries it");
}
