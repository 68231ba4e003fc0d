#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>

#include "catch.hpp"
#include "support/latent_cases.hpp"
#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using support::Random;

namespace {

/// The models of random_games, and those with lines and moods.
std::vector<VotingModel> deficit_models(Random& random, std::size_t members) {
    std::vector<double> own(members);
    for (double& chance : own) chance = support::random_chance(random);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < members; ++i) labels.push_back(random.coin() ? "one" : "other");
    const Grouping groups = make_grouping("family", labels);
    ObservedVotes history{.name = "history", .motions = {}};
    history.motions.assign(3, std::vector<std::optional<bool>>(members));
    for (auto& motion : history.motions)
        for (auto& vote : motion)
            if (&motion == &history.motions.front() || random.index(5) > 0) vote = random.coin();
    return {ic(),
            independent(own),
            iac(),
            beta(2, 0.7),
            grouped(groups),
            CopyVotes{.region = 0.2, .groups = {{groups, 0.6, {}}}, .yes = own, .line = 0.4},
            FactorVotes{.region = 0.5, .yes = own},
            FactorVotes{.region = 0, .groups = {{groups, 0.6, {}}}, .yes = {0.3}},
            history};
}

/// Calls work(yes-voters, chance) for all sets, by a product rule over the latents.
template <class Work>
void each_set(const VotingModel& model, std::size_t members, const Work& work) {
    const VoteLaw law = support::law_of_nodes(latent_law(model, members));
    const auto visit = [&](detail::Mask set, double chance) { work(Coalition(members, set), chance); };
    detail::Visit(law, visit);
}

double deficit_of(const Rule& rule, const VotingModel& model) {
    const auto all = static_cast<double>(member_count(rule));
    double sum = 0;
    each_set(model, member_count(rule), [&](const Coalition& yes, double chance) {
        const auto heads = static_cast<double>(yes.count());
        sum += chance * std::max(0.0, wins(rule, yes) ? all - 2 * heads : 2 * heads - all);
    });
    return sum;
}

}  // namespace

TEST_CASE("The mean majority deficit is the sum over all sets, for rules and models of every kind") {
    for (std::uint64_t seed = 0; seed < 48; ++seed) {
        Random random(seed);
        const std::size_t members = 1 + random.index(7);
        const Rule rule = support::random_rule_of_kind(random, seed % support::rule_kinds, members, 1);
        for (const VotingModel& model : deficit_models(random, members)) {
            INFO("seed " << seed << ": " << support::shown(rule) << " under " << model_name(model));
            const double expected = deficit_of(rule, model);
            CHECK(std::abs(majority_deficit(rule, model, Enumerate{}) - expected) < 1e-12);
            if (std::holds_alternative<FactorVotes>(model) && seed % support::rule_kinds > 1) continue;
            CHECK(std::abs(majority_deficit(rule, model) - expected) < 1e-12);
            if (std::holds_alternative<FactorVotes>(model)) continue;  // more nodes than a diagram of few members takes
            CHECK(std::abs(majority_deficit(rule, model, DecisionDiagram{}) - expected) < 1e-12);
        }
    }
}

TEST_CASE("Under ic the mean majority deficit is half of what the Banzhaf indices lack from the simple majority") {
    Random random(1998);
    for (std::size_t members = 1; members <= 30; ++members) {
        WeightedRule rule = support::random_weighted_rule(random, members);
        for (Weight& weight : rule.weights) weight %= 1000;
        rule.weights[0] += 1;
        rule = majority_rule(rule.weights);
        const WeightedRule simple = majority_rule(std::vector<Weight>(members, 1));
        const double lacking = banzhaf(simple).sum() - banzhaf(rule).sum();
        INFO(support::shown(rule));
        CHECK(std::abs(majority_deficit(rule, ic()) - lacking / 2) < 1e-12);
        CHECK(majority_deficit(simple, iac()) == 0);
        CHECK(majority_deficit(simple, grouped(support::random_grouping(random, members))) == 0);
    }
    // One member decides for five: 5 - 2k heads too many where k = 1, 2 others stand with it.
    CHECK(std::abs(majority_deficit(WeightedRule{{1, 0, 0, 0, 0}, 1}, ic()) - (3 * 1 + 1 * 4) / 16.0) < 1e-15);
}

TEST_CASE("The agreement of two members is the sum over all sets, and what a simulation finds") {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        Random random(100 + seed);
        const std::size_t members = 1 + random.index(7);
        const auto size = static_cast<Eigen::Index>(members);
        for (const VotingModel& model : deficit_models(random, members)) {
            Eigen::ArrayXXd alike = Eigen::ArrayXXd::Zero(size, size);
            each_set(model, members, [&](const Coalition& yes, double chance) {
                for (Eigen::Index i = 0; i < size; ++i)
                    for (Eigen::Index j = 0; j < size; ++j)
                        if (yes[static_cast<std::size_t>(i)] == yes[static_cast<std::size_t>(j)]) alike(i, j) += chance;
            });
            INFO("seed " << seed << ": " << members << " members under " << model_name(model));
            const Eigen::ArrayXXd found = pairwise_agreement(model, members);
            REQUIRE(found.rows() == size);
            CHECK((found - alike).abs().maxCoeff() < 1e-12);
            CHECK((found == found.transpose()).all());
            CHECK((found.matrix().diagonal().array() == 1).all());
            if (seed % 6 > 0) continue;
            const PairwiseAgreement drawn =
                estimated_pairwise_agreement(latent_law(model, members), MonteCarlo{.samples = 30'000, .seed = seed});
            CHECK(((drawn.value - found).abs() < 4.5 * drawn.error + 1e-9).all());
        }
    }
    const Eigen::ArrayXXd common = pairwise_agreement(iac(), 40);
    CHECK(std::abs(common(3, 17) - 2.0 / 3) < 1e-14);  // p^2 + (1 - p)^2, p uniform
}
