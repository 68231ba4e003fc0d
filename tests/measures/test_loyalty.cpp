#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/gradient/chance_gradient.hpp>
#include <stemgewicht/models/laws/finer_laws.hpp>

#include "catch.hpp"
#include "support/latent_cases.hpp"
#include "support/random_games.hpp"
#include "support/refusal.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;
using support::Random;

namespace {

constexpr std::array all_fates{Fate::outvoted, Fate::overruled, Fate::blocked, Fate::success, Fate::pass};
constexpr std::array all_ties{Ties::excluded, Ties::against, Ties::coin};

/// The law in which one member says yes with that chance, whatever the others do.
VoteLaw with_fixed_vote(VoteLaw law, std::size_t member, double yes) {
    for (VoteFactor& factor : law.factors)
        for (std::size_t r = 0; r < factor.members.size(); ++r)
            if (factor.members[r] == member) factor.yes.row(static_cast<Eigen::Index>(r)).setConstant(yes);
    return law;
}

/// What each set of yes-voters counts for, and as a part of what, by the words of the definitions.
struct SetValues {
    std::vector<double> part, whole;

    SetValues(const Rule& decision, const Rule& position, Fate fate, Ties ties) {
        const std::size_t n = member_count(decision);
        for (std::size_t set = 0; set < std::size_t{1} << n; ++set) {
            const Coalition yes(n, set);
            const bool passes = wins(decision, yes), for_it = wins(position, yes), against_it = wins(position, ~yes);
            const bool tied = !for_it && !against_it;
            const double wants = for_it ? 1 : against_it ? 0 : ties == Ties::coin ? 0.5 : 0;
            const double overruled = passes ? 1 - wants : 0, blocked = passes ? 0 : wants;
            const bool counts = fate == Fate::pass || ties != Ties::excluded || !tied;
            const double value = fate == Fate::outvoted    ? overruled + blocked
                                 : fate == Fate::overruled ? overruled
                                 : fate == Fate::blocked   ? blocked
                                 : fate == Fate::success   ? 1 - overruled - blocked
                                                           : (passes ? 1 : 0);
            part.push_back(counts ? value : 0);
            whole.push_back(counts ? 1 : 0);
        }
    }
};

/// The mean over all sets, when each member says yes with its own chance, which may be forced.
double mean_of(std::vector<double> values, const Eigen::ArrayXd& yes) {
    for (Eigen::Index i = yes.size(); i-- > 0;) {
        const std::size_t half = values.size() / 2;
        for (std::size_t set = 0; set < half; ++set)
            values[set] = (1 - yes[i]) * values[set] + yes[i] * values[half + set];
        values.resize(half);
    }
    return values.front();
}

/// A mixture of independent votes: every node of a product rule over the latents of a model.
struct Nodes {
    Eigen::ArrayXd masses;
    Eigen::ArrayXXd yes;  ///< members x nodes

    Nodes(const VotingModel& model, std::size_t members) {
        const VoteFactor factor = support::law_of_nodes(latent_law(model, members)).factors.front();
        masses = factor.masses;
        yes = factor.yes;
    }
    [[nodiscard]] double mean(const std::vector<double>& values) const {
        double sum = 0;
        for (Eigen::Index k = 0; k < masses.size(); ++k) sum += masses[k] * mean_of(values, yes.col(k));
        return sum;
    }
    /// What a yes of the member adds over its no, with a weight for each node.
    [[nodiscard]] double gain(const std::vector<double>& values, Eigen::Index member, bool of_evidence) const {
        double sum = 0;
        for (Eigen::Index k = 0; k < masses.size(); ++k) {
            Eigen::ArrayXd forced = yes.col(k);
            const double p = forced[member];
            forced[member] = 1;
            const double with = mean_of(values, forced);
            forced[member] = 0;
            sum += masses[k] * (of_evidence ? p * (1 - p) : 1) * (with - mean_of(values, forced));
        }
        return sum;
    }
};

double ratio(const Nodes& nodes, const SetValues& sets) { return nodes.mean(sets.part) / nodes.mean(sets.whole); }

/// The largest difference to the forced votes of all sets.
double error_of(const FateGradient& found, const Nodes& nodes, const SetValues& sets) {
    const double whole = nodes.mean(sets.whole), value = nodes.mean(sets.part) / whole;
    double largest = std::abs(found.value - value);
    for (const bool of_evidence : {false, true})
        for (Eigen::Index i = 0; i < nodes.yes.rows(); ++i) {
            const double slope =
                (nodes.gain(sets.part, i, of_evidence) - value * nodes.gain(sets.whole, i, of_evidence)) / whole;
            const double own = (of_evidence ? found.evidence : found.chance)[i];
            largest = std::isfinite(own) ? std::max(largest, std::abs(own - slope)) : 1;
        }
    return largest;
}

ObservedVotes random_history(Random& random, std::size_t members) {
    ObservedVotes model{.name = "history", .motions = {}};
    model.motions.assign(1 + random.index(6), std::vector<std::optional<bool>>(members));
    for (auto& motion : model.motions)
        for (auto& vote : motion)
            if (random.index(5) > 0) vote = random.coin();
    for (auto& vote : model.motions.front()) vote = random.coin();
    return model;
}

Grouping two_groups(Random& random, std::size_t members, const std::string& name) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < members; ++i) labels.push_back(random.coin() ? "one" : "other");
    return make_grouping(name, labels);
}

/// Models of every kind, of three latents at most; of two normal ones, whose product rule is long.
std::vector<VotingModel> models_of(Random& random, std::size_t members) {
    std::vector<double> own(members);
    for (double& chance : own) chance = support::random_chance(random);
    const Grouping groups = two_groups(random, members, "family"), towns = two_groups(random, members, "town");
    const double share = 0.7 * random.unit();
    return {ic(),
            independent(own),
            iac(),
            beta(0.3 + 3 * random.unit(), 0.3 + 3 * random.unit()),
            grouped(groups),
            GroupedVotes{.grouping = towns, .a = 2.5, .b = 0.8},
            CopyVotes{.region = 0.2, .groups = {{groups, share, {}}}, .yes = own, .line = 0.4},
            CopyVotes{.groups = {{groups, share / 2, {}}, {towns, share / 2, {}}}, .yes = own},
            FactorVotes{.region = share, .yes = {0.4}},
            FactorVotes{.region = 0, .groups = {{groups, share, {}}}, .yes = own},
            random_history(random, members)};
}

/// A position of any kind that is never both for and against.
Rule some_position(Random& random, std::size_t members) {
    if (random.index(3) > 0) return support::random_position(random, members);
    return support::random_position_of_kind(random, random.index(support::rule_kinds), members);
}

/// A decision and a position as the engine takes them, by their diagrams.
detail::GradientGame diagram_game(const Rule& decision, const Rule& position) {
    const auto own = [&](const std::vector<std::size_t>& order) {
        return rule_diagram(position, order, maximum_layer_states);
    };
    return {.counted = {},
            .asking = member_order(decision),
            .holders = detail::holders_of(position, own(member_order(position))),
            .decision = [&](const auto& order) { return rule_diagram(decision, order, maximum_layer_states); },
            .position = own,
            .maximum_states = maximum_layer_states};
}

/// The gradient of the chance to be outvoted where a coin breaks ties.
FateGradient outvoted_gradient(const detail::GradientGame& game, const VotingModel& model) {
    // Of a motion that fails, and of one that passes: what it counts for where the position is no, tied, yes.
    constexpr detail::CellWeights outvoted{0, 0.5, 1, 1, 0.5, 0};
    detail::GradientPass pass(game, {outvoted});
    detail::ChanceGradient sum(game.asking.size());
    each_finer_law(model, game.asking.size(), {},
                   [&](double mass, const VoteLaw& law) { sum.add(pass.under(law).front(), mass); });
    return {sum.value, sum.chance, sum.evidence};
}

}  // namespace

TEST_CASE("The gradient of every fate is that of the forced votes, for rules, positions and models of every kind") {
    for (std::uint64_t seed = 0; seed < 72; ++seed) {
        Random random(seed);
        const std::size_t members = 1 + random.index(6);
        const Rule decision = support::random_rule_of_kind(random, seed % support::rule_kinds, members, 1);
        const Rule position = some_position(random, members);
        for (const VotingModel& model : models_of(random, members)) {
            const Nodes nodes(model, members);
            const Fate fate = all_fates[random.index(all_fates.size())];
            const Ties ties = all_ties[random.index(all_ties.size())];
            const SetValues sets(decision, position, fate, ties);
            INFO("seed " << seed << ": " << support::shown(decision) << " and " << support::shown(position) << " under "
                         << model_name(model) << ", fate " << static_cast<int>(fate) << ", ties "
                         << static_cast<int>(ties));
            if (nodes.mean(sets.whole) == 0) {
                CHECK(support::refusal([&] {
                          return fate_gradient(decision, position, model, fate, ties);
                      }).starts_with("ties: must be against or coin"));
                continue;
            }
            CHECK(error_of(fate_gradient(decision, position, model, fate, ties), nodes, sets) < 1e-12);
        }
    }
}

TEST_CASE("Weights counted densely, joint diagrams, and all combinations of nodes give one gradient") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Random random(500 + seed);
        const std::size_t members = 2 + random.index(7);
        const Rule decision = seed % 2 == 0 ? Rule(support::random_weighted_rule(random, members))
                                            : support::random_composite_rule(random, members);
        const Rule position = support::random_position(random, members);
        for (const VotingModel& model :
             {VotingModel(grouped(two_groups(random, members, "family"))),
              VotingModel(CopyVotes{.groups = {{two_groups(random, members, "family"), 0.4, {}}}, .yes = {0.3}})}) {
            const Nodes nodes(model, members);
            const SetValues sets(decision, position, Fate::outvoted, Ties::coin);
            for (const bool dense : {false, true})
                for (const double crossing : {0.0, 1e9}) {
                    detail::GradientGame game = diagram_game(decision, position);
                    if (const auto* weighted = std::get_if<WeightedRule>(&decision); weighted && dense) {
                        if (total_weight(weighted->weights) > 100'000) continue;
                        game.counted = detail::counted_rule(*weighted);
                    }
                    game.maximum_crossing = crossing;
                    INFO("seed " << seed << ", dense " << dense << ", crossing " << crossing);
                    CHECK(error_of(outvoted_gradient(game, model), nodes, sets) < 1e-12);
                }
        }
    }
}

TEST_CASE("The gradient is the slope of the risk when chances, or log odds, move at every node") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Random random(900 + seed);
        const std::size_t members = 2 + random.index(4);
        const Rule decision = support::random_rule_of_kind(random, seed % support::rule_kinds, members, 1);
        const Rule position = support::random_position(random, members);
        for (const VotingModel& model :
             {VotingModel(iac()), VotingModel(grouped(two_groups(random, members, "family"))),
              VotingModel(FactorVotes{.region = 0.4, .yes = {0.6}})}) {
            const SetValues sets(decision, position, Fate::outvoted, Ties::excluded);
            const Nodes nodes(model, members);
            if (nodes.mean(sets.whole) < 0.05) continue;
            const FateGradient found = fate_gradient(decision, position, model);
            for (Eigen::Index i = 0; i < nodes.yes.rows(); ++i) {
                constexpr double step = 1e-4;
                const auto moved = [&](double by, bool odds) {
                    Nodes other = nodes;
                    for (double& p : other.yes.row(i))
                        p = odds ? p * std::exp(by) / (1 - p + p * std::exp(by)) : p + by;
                    return ratio(other, sets);
                };
                INFO("seed " << seed << ", member " << i << " under " << model_name(model));
                CHECK(std::abs((moved(step, false) - moved(-step, false)) / (2 * step) - found.chance[i]) < 1e-6);
                CHECK(std::abs((moved(step, true) - moved(-step, true)) / (2 * step) - found.evidence[i]) < 1e-6);
            }
        }
    }
}

TEST_CASE("Under independent votes the gradient is the finite difference of the risk") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        Random random(700 + seed);
        const std::size_t members = 1 + random.index(12);
        const Rule decision = support::random_rule_of_kind(random, seed % 2, members, 1);
        const WeightedRule position = support::random_position(random, members);
        std::vector<double> yes(members);
        for (double& chance : yes) chance = 0.1 + 0.8 * random.unit();
        for (const Ties ties : {Ties::against, Ties::coin}) {
            const FateGradient found = fate_gradient(decision, position, independent(yes), Fate::outvoted, ties);
            CHECK(std::abs(found.value - outvoted(decision, position, independent(yes), Exact{}, ties).outvoted) <
                  1e-13);
            for (std::size_t i = 0; i < members; ++i) {
                const auto risk = [&](double chance) {
                    std::vector<double> other = yes;
                    other[i] = chance;
                    return outvoted(decision, position, independent(other), Exact{}, ties).outvoted;
                };
                const double slope =
                    (risk(yes[i] + 0.1) - risk(yes[i] - 0.1)) / 0.2;  // linear, so that any step will do
                const auto member = static_cast<Eigen::Index>(i);
                INFO("seed " << seed << ", member " << i);
                CHECK(std::abs(found.chance[member] - slope) < 1e-12);
                CHECK(std::abs(found.evidence[member] - yes[i] * (1 - yes[i]) * slope) < 1e-12);
            }
        }
    }
}

TEST_CASE("An assembly of 55 members in nine families has the gradient of its forced votes") {
    Random random(55);
    constexpr std::size_t members = 55;
    std::vector<std::string> labels;
    WeightedRule decision{.weights = {}, .quota = 1}, position = decision;
    for (std::size_t i = 0; i < members; ++i) {
        labels.push_back("family " + std::to_string(random.index(9)));
        decision.weights.push_back(random.between(1, 60));
        position.weights.push_back(i < 12 ? random.between(1, 8) : 0);
    }
    decision = majority_rule(decision.weights);
    position = majority_rule(position.weights);
    const Grouping families = make_grouping("family", labels);
    const VotingModel lines = CopyVotes{.groups = {{.grouping = families, .share = 0.3, .own = {}}},
                                        .yes = std::vector<double>(members, 0.45)};
    for (const VotingModel& model :
         {VotingModel(independent({0.4})), VotingModel(beta(2, 3)), VotingModel(grouped(families)), lines}) {
        const FateGradient found = fate_gradient(decision, position, model, Fate::blocked, Ties::coin);
        INFO(model_name(model));
        CHECK(std::abs(found.value - outvoted(decision, position, model, Exact{}, Ties::coin).blocked) < 1e-13);
        for (const std::size_t i :
             {std::size_t{0}, std::size_t{5}, std::size_t{11}, std::size_t{12}, std::size_t{54}}) {
            const auto blocked_if = [&](double vote) {
                double sum = 0;
                for (const WeightedLaw& part : vote_laws(model, members)) {
                    const VoteLaw forced = with_fixed_vote(part.law, i, vote);
                    const Standing standing =
                        position_standings(decision, std::span<const WeightedRule>(&position, 1), forced, Exact{})[0];
                    sum += part.mass * outvoted(standing, Ties::coin).blocked;
                }
                return sum;
            };
            CHECK(std::abs(found.chance[static_cast<Eigen::Index>(i)] - blocked_if(1) + blocked_if(0)) < 1e-12);
        }
    }
}

TEST_CASE("A rule of one's own has gradients too, and the gradient of passing is the chance to be decisive") {
    struct Odd {
        [[nodiscard]] std::size_t member_count() const { return 3; }
        [[nodiscard]] bool wins(const Coalition& yes) const { return yes.count() % 2 == 1; }
    };
    const FateGradient parity = fate_gradient(Odd{}, member_position(0, 3), independent({0.2, 0.3, 0.4}), Fate::pass);
    CHECK(std::abs(parity.chance[0] - 0.4 * 0.2) < 1e-15);  // (1 - 2 x 0.3) (1 - 2 x 0.4)
    const WeightedRule rule = majority_rule({4, 3, 2, 1, 1});
    const auto standings = member_standings(rule, iac());
    const FateGradient passing = fate_gradient(rule, member_position(2, 5), iac(), Fate::pass);
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(std::abs(passing.chance[static_cast<Eigen::Index>(i)] - standings[i].decisive) < 1e-14);
    // A single member under iac: its evidence counts for the mean of p (1 - p).
    const FateGradient alone = fate_gradient(WeightedRule{{1}, 1}, member_position(0, 1), iac(), Fate::pass);
    CHECK(std::abs(alone.evidence[0] - 1.0 / 6) < 1e-15);
}

TEST_CASE("What has no gradient is refused") {
    const WeightedRule rule = majority_rule({3, 2, 2});
    CHECK(support::refusal([&] {
              return fate_gradient(rule, member_position(0, 4), ic());
          }).starts_with("position.weights: must be one weight for each of the 3 members"));
    CHECK(support::refusal([&] {
              return fate_gradient(rule, WeightedRule{{1, 1, 1}, 1}, ic());
          }).starts_with("position.quota: must be above half"));
    CHECK(support::refusal([&] {
              return fate_gradient(WeightedRule{{1}, 2}, member_position(0, 1), ic());
          }).starts_with("rule.quota: must be 1..1"));
    const WeightedRule split = majority_rule({1, 1, 0});
    CHECK(support::refusal([&] {
              return fate_gradient(rule, split, independent({1.0, 0.0, 0.5}));
          }).starts_with("ties: must be against or coin"));
    CHECK(support::too_large(
              [&] { return fate_gradient(rule, member_position(0, 3), ic(), Fate::outvoted, Ties::excluded, 1); }) ==
          "decision_diagram: the rule needs more than 1 states in a layer; gradients are carried on a smaller "
          "board, or under a model with fewer nodes");
}

TEST_CASE("Gradients under a common chance of any size are numbers, and those of the limit") {
    const Rule council = WeightedRule{{4, 4, 4, 2, 2, 1}, 12};
    const Rule position = member_position(3, 6);
    for (const double size : {1e-300, 1e-20, 1e16, 1e300}) {
        INFO("beta " << size);
        const FateGradient found = fate_gradient(council, position, beta(size, size));
        REQUIRE(found.chance.allFinite());
        REQUIRE(found.evidence.allFinite());
        const VotingModel limit = size > 1 ? VotingModel(ic()) : VotingModel(CopyVotes{.region = 1});
        const FateGradient expected = fate_gradient(council, position, limit);
        CHECK(found.value == Approx(expected.value).margin(1e-12));
        CHECK((found.chance - expected.chance).abs().maxCoeff() < 1e-12);
        CHECK((found.evidence - expected.evidence).abs().maxCoeff() < 1e-12);
    }
}
