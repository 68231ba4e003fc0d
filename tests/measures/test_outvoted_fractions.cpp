// Chances as exact fractions: agreement with enumeration in doubles, on random games under every model that has them.

#include "catch.hpp"
#include "support/every_model.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"
#include "support/rounds.hpp"

#include <stemgewicht/measures/outvoted_fractions.hpp>
#include <stemgewicht/models/laws/rational_laws.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace stemgewicht;

namespace {

/// A chance of two decimals, or one that is tiny or almost 1.
double written_chance(support::Random& random) {
    constexpr double tiny = 1e-12;
    const std::size_t kind = random.index(6);
    if (kind == 0) return tiny;
    if (kind == 1) return 1 - tiny;
    return static_cast<double>(random.between(0, 100)) / 100;
}

std::vector<VotingModel> rational_models(support::Random& random, std::size_t members) {
    std::vector<double> own(members);
    for (double& chance : own) chance = written_chance(random);
    const Grouping groups = support::random_grouping(random, members);
    return {ic(),
            independent(own),
            iac(),
            beta(2, 0.7),
            grouped(groups),
            CopyVotes{.region = 0.2, .groups = {{groups, 0.6, {}}}, .yes = own, .line = 0.4},
            CopyVotes{.region = 1, .groups = {}, .line = 0.3},
            support::random_history(random, members)};
}

/// Whether a double is a fraction to a small part of both.
bool near(double value, const Fraction& exact) {
    const double expected = exact.convert_to<double>();
    return std::abs(value - expected) <= 1e-11 * std::abs(expected) + 1e-15;
}

bool near(const std::optional<double>& value, const std::optional<Fraction>& exact) {
    return value.has_value() == exact.has_value() && (!value || near(*value, *exact));
}

void check_near(const Outvoted<>& risk, const Outvoted<Fraction>& exact) {
    CHECK(near(risk.outvoted, exact.outvoted));
    CHECK(near(risk.overruled, exact.overruled));
    CHECK(near(risk.blocked, exact.blocked));
    CHECK(near(risk.success, exact.success));
    CHECK(near(risk.decisive, exact.decisive));
    CHECK(near(risk.tied, exact.tied));
    CHECK(near(risk.pass, exact.pass));
    CHECK(near(risk.outvoted_if_yes, exact.outvoted_if_yes));
    CHECK(near(risk.outvoted_if_no, exact.outvoted_if_no));
    CHECK(near(risk.outvoted_if_pass, exact.outvoted_if_pass));
    CHECK(near(risk.outvoted_if_fail, exact.outvoted_if_fail));
}

}  // namespace

TEST_CASE("Fractions are what enumeration gives, for members and for positions") {
    support::Random random(41);
    for (int round = 0; round < support::rounds(60); ++round) {
        const std::size_t members = 2 + random.index(5);
        const Rule rule = support::random_rule(random, members, 2);
        const Rule position = support::random_position(random, members);
        for (const VotingModel& model : rational_models(random, members)) {
            INFO(round << ", " << members << " members, " << model_name(model));
            CHECK(near(pass_probability(rule, model, Enumerate{}), pass_fraction(rule, model)));
            const auto risks = outvoted_members(rule, model, Enumerate{});
            const auto exact = outvoted_member_fractions(rule, model);
            for (std::size_t i = 0; i < members; ++i) check_near(risks[i], exact[i]);
            for (const Ties ties : {Ties::against, Ties::coin})
                check_near(outvoted(rule, position, model, Enumerate{}, ties),
                           outvoted_fractions(rule, position, model, ties));
        }
    }
}

TEST_CASE("The sum of outcomes is 1 to the last digit, and under copy with share 1 everyone follows the line") {
    const WeightedRule rule{{4, 3, 2, 1}, 6};
    const CopyVotes model{.region = 1, .groups = {}, .line = 0.3};
    CHECK(pass_fraction(rule, model) == Fraction(3, 10));
    for (const Outvoted<Fraction>& risk : outvoted_member_fractions(rule, model)) {
        CHECK(risk.outvoted == 0);
        CHECK(risk.success == 1);
        CHECK(risk.outvoted_if_yes == Fraction(0));
    }
    CHECK(pass_fraction(rule, iac()) + pass_fraction(WeightedRule{{4, 3, 2, 1}, 5}, iac()) == 1);  // the dual
}

TEST_CASE("What has no rational chances, or too many laws, is refused") {
    const WeightedRule rule{{2, 1, 1}, 3};
    CHECK(support::refusal([&] {
              return pass_fraction(rule, FactorVotes{.region = 0.4});
          }).starts_with("model: must be one of rational chances with fractions: ic, independent, iac, beta, "));
    CHECK(support::refusal([&] { return pass_fraction(rule, independent({1.0 / 3})); }) ==
          "independent: must be a number of at most 15 digits with fractions, got 0.3333333333333333");
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < 26; ++i) labels.push_back(std::to_string(i / 2));
    const CopyVotes lines{.region = 0, .groups = {{make_grouping("family", labels), 0.5, {}}}};
    CHECK(support::too_large([&] { return pass_fraction(majority_rule(std::vector<Weight>(26, 1)), lines); }) ==
          "fractions: 13 lines have more than 4096 values together; exact without fractions carries it");
}
