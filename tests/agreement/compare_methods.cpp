#include "compare_methods.hpp"

#include "support/random_games.hpp"

#include <stemgewicht/measures/outvoted.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

using namespace stemgewicht;
using support::Random;

namespace {

constexpr double Standing::* fields[] = {&Standing::yes_pass,  &Standing::yes_fail, &Standing::tied_pass,
                                         &Standing::tied_fail, &Standing::no_pass,  &Standing::no_fail,
                                         &Standing::decisive};
constexpr const char* field_names[] = {"yes_pass", "yes_fail", "tied_pass", "tied_fail",
                                       "no_pass",  "no_fail",  "decisive"};

/// Collects differences above a tolerance; the input is written out only where one is found.
class Comparison {
public:
    explicit Comparison(double tolerance) : tolerance_(tolerance) {}

    /// Each chance of a standing to a part of itself, so that those that are 0 are 0 by both.
    static Comparison relative(double tolerance) {
        Comparison comparison(tolerance);
        comparison.relative_ = true;
        return comparison;
    }

    template <class Input>
    void numbers(const std::string& what, double a, double b, const Input& input) {
        within(tolerance_, what, a, b, input);
    }

    template <class Input>
    void within(double allowed, const std::string& what, double a, double b, const Input& input) {
        if (std::abs(a - b) <= allowed) return;  // false for nan too
        std::ostringstream line;
        line << what << ": " << std::setprecision(17) << a << " instead of " << b << " for " << input();
        found_.push_back(line.str());
    }

    template <class Input>
    void standings(const std::string& what, const std::vector<Standing>& a, const std::vector<Standing>& b,
                   const Input& input) {
        if (a.size() != b.size()) found_.push_back(what + ": another number of standings for " + input());
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            for (std::size_t f = 0; f < std::size(fields); ++f) {
                const double x = a[i].*fields[f], y = b[i].*fields[f];
                within(relative_ ? tolerance_ * std::abs(y) : tolerance_,
                       what + "[" + std::to_string(i) + "]." + field_names[f], x, y, input);
            }
    }

    /// Everything that one method says of a game against what another says.
    template <class R, class First, class S, class Second>
    void everything(const R& rule, const First& first, const S& same_rule, const Second& second,
                    const std::vector<WeightedRule>& positions, const VotingModel& model) {
        const auto input = [&] {
            std::string text = support::shown(rule) + " under " + support::shown(model) + ", positions";
            for (const WeightedRule& position : positions) text += " " + support::shown(position);
            return text;
        };
        const std::span<const WeightedRule> held(positions);
        numbers("pass", pass_probability(rule, model, first), pass_probability(same_rule, model, second), input);
        standings("members", member_standings(rule, model, first), member_standings(same_rule, model, second), input);
        standings("positions", position_standings(rule, held, model, first),
                  position_standings(same_rule, held, model, second), input);
    }

    /// Standings by exact methods against those by enumeration.
    void small_chances(const Rule& rule, const Rule& position, const VotingModel& model) {
        const auto input = [&] {
            return support::shown(rule) + " under " + support::shown(model) + ", position " + support::shown(position);
        };
        const std::vector<Standing> held{position_standing(rule, position, model, Enumerate{})};
        const std::vector<Standing> members = member_standings(rule, model, Enumerate{});
        for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{})}) {
            const std::string by = " by " + method_name(method);
            standings("position" + by, {position_standing(rule, position, model, method)}, held, input);
            standings("members" + by, member_standings(rule, model, method), members, input);
        }
    }

    std::vector<std::string> take() { return std::move(found_); }

private:
    double tolerance_;
    bool relative_ = false;
    std::vector<std::string> found_;
};

/// Mostly boards that are enumerated at once; one in twenty has 12 to 16 members.
std::size_t random_size(Random& random) {
    return static_cast<std::size_t>(random.index(20) == 0 ? random.between(12, 16) : random.between(1, 10));
}

std::vector<WeightedRule> random_positions(Random& random, std::size_t count, std::size_t members) {
    std::vector<WeightedRule> positions;
    while (positions.size() < count) positions.push_back(support::random_position(random, members));
    return positions;
}

/// Majorities of blocks with weights to 3, and of these.
CompositeRule random_two_tier_position(Random& random, std::size_t count) {
    CompositeRule position = support::random_composite_rule(random, count);
    position.top.quota = majority_quota(total_weight(position.top.weights));
    for (Block& block : position.blocks) {
        for (Weight& weight : block.rule.weights) weight = random.between(0, 3);
        block.rule.weights.front() += 1;
        block.rule = majority_rule(block.rule.weights);
    }
    return position;
}

}  // namespace

std::vector<std::string> disagreements_on_weighted_boards(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(seed);
        const std::size_t count = random_size(random);
        const WeightedRule rule = support::random_weighted_rule(random, count);
        const auto positions = random_positions(random, 3, count);
        for (const VotingModel& model : support::random_models(random, count))
            comparison.everything(rule, Exact{}, rule, Enumerate{}, positions, model);
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_composite_boards(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(1'000'000 + seed);
        const std::size_t count = random_size(random);
        const CompositeRule rule = support::random_composite_rule(random, count);
        auto positions = random_positions(random, 2, count);
        WeightedRule own{.weights = std::vector<Weight>(count), .quota = 1};  // a block's own majority, as in a council
        const Block& block = rule.blocks[random.index(rule.blocks.size())];
        for (std::size_t k = 0; k < block.members.size(); ++k) own.weights[block.members[k]] = block.rule.weights[k];
        positions.push_back(majority_rule(own.weights));
        for (const VotingModel& model : support::random_models(random, count))
            comparison.everything(rule, Exact{}, rule, Enumerate{}, positions, model);
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_boards_of_twenty(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(2'000'000 + seed);
        const std::size_t count = 20;
        WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
        const Weight largest = seed % 2 == 0 ? 20'000 : 40;
        for (Weight& weight : rule.weights) weight = random.between(0, largest);
        rule.quota = majority_quota(total_weight(rule.weights));
        std::vector<double> chances(count);
        for (double& chance : chances) chance = support::random_chance(random);
        const auto positions = random_positions(random, 2, count);
        for (const VotingModel& model :
             {VotingModel(independent(chances)), VotingModel(grouped(support::random_grouping(random, count)))})
            comparison.everything(rule, Exact{}, rule, Enumerate{}, positions, model);
    }
    return comparison.take();
}

std::vector<std::string> disagreements_with_a_single_block(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(3'000'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(1, 35));
        WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
        for (Weight& weight : rule.weights) weight = random.between(0, 30);
        rule.weights[random.index(count)] += 1;
        rule.quota = support::random_quota(random, rule.weights);
        CompositeRule block{.top = {{1}, 1}, .blocks = {{.members = std::vector<std::size_t>(count), .rule = rule}}};
        std::iota(block.blocks[0].members.begin(), block.blocks[0].members.end(), std::size_t{0});
        std::vector<WeightedRule> positions{support::random_position(random, count)};
        for (Weight& weight : positions[0].weights) weight = std::min<Weight>(weight, 3);
        positions[0].quota = majority_quota(total_weight(positions[0].weights));
        for (const VotingModel& model : support::random_models(random, count))
            comparison.everything(rule, Exact{}, block, Exact{}, positions, model);
    }
    return comparison.take();
}

std::vector<std::string> disagreements_with_little_memory(Games games) {
    Comparison comparison(1e-14);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(4'000'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(20, 70));
        WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
        for (Weight& weight : rule.weights) weight = random.between(1, 400);
        rule.quota = random.between(total_weight(rule.weights) / 4, total_weight(rule.weights));
        const Exact little{.memory = 128 * static_cast<std::size_t>(rule.quota) + 4096};  // sixteen tables of the quota
        for (const VotingModel& model : support::random_models(random, count)) {
            const auto input = [&] { return support::shown(rule) + " under " + support::shown(model); };
            comparison.numbers("pass", pass_probability(rule, model, little), pass_probability(rule, model), input);
            comparison.standings("members", member_standings(rule, model, little), member_standings(rule, model),
                                 input);
        }
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_two_tier_positions(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(5'000'000 + seed);
        const std::size_t count = random_size(random);
        WeightedRule rule{.weights = std::vector<Weight>(count), .quota = 1};
        for (Weight& weight : rule.weights) weight = random.between(0, 40);
        rule.weights[random.index(count)] += 1;
        rule.quota = support::random_quota(random, rule.weights);
        const CompositeRule position = random_two_tier_position(random, count);
        for (const VotingModel& model : support::random_models(random, count)) {
            const auto input = [&] {
                return support::shown(rule) + " under " + support::shown(model) + ", position " +
                       support::shown(position);
            };
            const Standing a = outvoted(rule, position, model, Exact{}, Ties::against).standing;
            const Standing b = outvoted(rule, position, model, Enumerate{}, Ties::against).standing;
            comparison.standings("position", {a}, {b}, input);
        }
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_rules_of_every_kind(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(6'000'000 + seed);
        const auto count =
            static_cast<std::size_t>(random.index(20) == 0 ? random.between(9, 11) : random.between(1, 8));
        // Each kind under each: 36 seeds.
        const Rule rule = support::random_rule_of_kind(random, seed % support::rule_kinds, count, 2);
        const Rule position =
            support::random_position_of_kind(random, seed / support::rule_kinds % support::rule_kinds, count);
        const auto positions = random_positions(random, 2, count);
        for (const VotingModel& model : support::random_models(random, count)) {
            const auto input = [&] {
                return support::shown(rule) + " under " + support::shown(model) + ", position " +
                       support::shown(position);
            };
            const Standing expected = outvoted(rule, position, model, Enumerate{}, Ties::against).standing;
            for (const Method& method : {Method(Exact{}), Method(DecisionDiagram{})}) {
                comparison.everything(rule, method, rule, Method(Enumerate{}), positions, model);
                comparison.standings("position by " + method_name(method),
                                     {outvoted(rule, position, model, method, Ties::against).standing}, {expected},
                                     input);
            }
        }
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_long_diagrams(Games games) {
    Comparison comparison(1e-12);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(7'000'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(20, 45));
        CompositeRule rule = support::random_composite_rule(random, count);
        for (Block& block : rule.blocks) {
            for (Weight& weight : block.rule.weights) weight = random.between(0, 12);
            block.rule.weights.front() += 1;
            block.rule.quota = support::random_quota(random, block.rule.weights);
        }
        WeightedRule position{.weights = std::vector<Weight>(count), .quota = 1};  // a few members of any block
        for (std::size_t k = 0; k < 6; ++k) position.weights[random.index(count)] += 1;
        position = majority_rule(position.weights);
        for (const VotingModel& model : support::random_models(random, count))
            comparison.everything(rule, DecisionDiagram{}, rule, Exact{}, {position}, model);
    }
    return comparison.take();
}

std::vector<std::string> disagreements_on_small_chances(Games games) {
    Comparison comparison = Comparison::relative(1e-9);
    for (std::uint64_t seed = games.first; seed < games.last; ++seed) {
        Random random(8'000'000 + seed);
        const auto count = static_cast<std::size_t>(random.between(2, 9));
        const Rule rule = random.index(3) == 0 ? Rule(support::random_composite_rule(random, count))
                                               : Rule(support::random_weighted_rule(random, count));
        const Rule position = random.index(3) == 0 ? Rule(random_two_tier_position(random, count))
                                                   : Rule(support::random_position(random, count));
        const VotingModel model = support::random_extreme_model(random, count);
        comparison.small_chances(rule, position, model);
        Random others(9'000'000 + seed);
        comparison.small_chances(support::random_rule_of_kind(others, 2 + others.index(4), count, 2), position, model);
    }
    return comparison.take();
}
