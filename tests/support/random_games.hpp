#pragma once

#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <ostream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Random games from a seed, the same on every platform: the distributions of the standard library are not.
namespace support {

using stemgewicht::Weight;

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// A whole number from `low` to `high`, both included.
    Weight between(Weight low, Weight high) {
        return low + static_cast<Weight>(engine_() % static_cast<std::uint64_t>(high - low + 1));
    }
    std::size_t index(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
    bool coin() { return engine_() % 2 == 0; }
    /// A number in [0, 1), with 53 random bits.
    double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

private:
    std::mt19937_64 engine_;
};

/// Calls work(set) for every set of members.
template <class Work>
void each_set(std::size_t members, const Work& work) {
    for (std::size_t set = 0; set < std::size_t{1} << members; ++set) work(stemgewicht::Coalition(members, set));
}

/// Weights of one of several kinds: tiny, small, medium, large, huge, few distinct values, powers of two, with a common
/// divisor, one that outweighs the others, and half of them zero. Never all zero.
inline std::vector<Weight> random_weights(Random& random, std::size_t count) {
    std::vector<Weight> weights(count);
    const std::size_t kind = random.index(10);
    const Weight few[] = {random.between(1, 9), random.between(0, 40), random.between(1, 100000)};
    for (std::size_t i = 0; i < count; ++i) {
        Weight& weight = weights[i];
        switch (kind) {
            case 0: weight = random.between(0, 3); break;
            case 1: weight = random.between(1, 12); break;
            case 2: weight = random.between(0, 300); break;
            case 3: weight = random.between(0, 100'000); break;
            case 4: weight = random.between(0, 1'000'000'000); break;
            case 5: weight = few[random.index(3)]; break;
            case 6: weight = Weight{1} << random.between(0, 20); break;
            case 7: weight = 1'000'000'000 * random.between(0, 9); break;
            case 8: weight = i == 0 ? random.between(1, 100) : random.between(0, 20); break;
            default: weight = random.coin() ? 0 : random.between(1, 30); break;
        }
    }
    if (std::accumulate(weights.begin(), weights.end(), Weight{0}) == 0) weights[random.index(count)] = 1;
    return weights;
}

/// A quota from 1 to the total: any, the majority, unanimity, or a single vote.
inline Weight random_quota(Random& random, const std::vector<Weight>& weights) {
    const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
    switch (random.index(8)) {
        case 0: return 1;
        case 1: return total;
        case 2:
        case 3: return stemgewicht::majority_quota(total);
        default: return random.between(1, total);
    }
}

inline stemgewicht::WeightedRule random_weighted_rule(Random& random, std::size_t count) {
    stemgewicht::WeightedRule rule{.weights = random_weights(random, count), .quota = 1};
    rule.quota = random_quota(random, rule.weights);
    return rule;
}

/// Random blocks in a random order of the members; each block and the top have weights and a quota of any kind.
inline stemgewicht::CompositeRule random_composite_rule(Random& random, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.index(i)]);
    stemgewicht::CompositeRule rule;
    rule.blocks.resize(1 + random.index(std::min<std::size_t>(count, 6)));
    for (std::size_t i = 0; i < count; ++i)
        rule.blocks[i < rule.blocks.size() ? i : random.index(rule.blocks.size())].members.push_back(order[i]);
    for (stemgewicht::Block& block : rule.blocks) block.rule = random_weighted_rule(random, block.members.size());
    rule.top = random_weighted_rule(random, rule.blocks.size());
    return rule;
}

/// A position: the majority, or more, of some members' weights. Ties are common; so are positions of one member.
inline stemgewicht::WeightedRule random_position(Random& random, std::size_t count) {
    if (random.index(6) == 0) return stemgewicht::member_position(random.index(count), count);
    stemgewicht::WeightedRule position{.weights = std::vector<Weight>(count), .quota = 1};
    const Weight largest = random.coin() ? 1 : random.coin() ? 6 : 5000;
    for (Weight& weight : position.weights) weight = random.coin() ? random.between(0, largest) : 0;
    Weight total = std::accumulate(position.weights.begin(), position.weights.end(), Weight{0});
    if (total == 0) total = position.weights[random.index(count)] = largest;
    const Weight majority = stemgewicht::majority_quota(total);
    position.quota = random.coin() ? majority : random.between(majority, total);
    return position;
}

/// A few coalitions, reduced to those that contain no other.
inline stemgewicht::CoalitionRule random_coalition_rule(Random& random, std::size_t count) {
    std::vector<std::vector<std::size_t>> winning(1 + random.index(6));
    for (auto& coalition : winning) {
        for (std::size_t i = 0; i < count; ++i)
            if (random.index(3) == 0) coalition.push_back(i);
        if (coalition.empty()) coalition.push_back(random.index(count));
    }
    return stemgewicht::coalition_rule(count, winning).rule;
}

inline std::vector<stemgewicht::Pair> random_pairs(Random& random, std::size_t count, std::size_t most) {
    std::vector<stemgewicht::Pair> pairs;
    for (std::size_t k = random.index(most + 1); k > 0; --k) {
        const stemgewicht::Pair pair{random.index(count), random.index(count)};
        if (pair.first != pair.second) pairs.push_back(pair);
    }
    return pairs;
}

/// The kinds of rule of the library, in the order of the variant; those from the fourth on are made of others. The last
/// of the variant, a rule of one's own, is not drawn: see own_rules.hpp.
inline constexpr std::size_t rule_kinds = std::variant_size_v<stemgewicht::Rule> - 1;

stemgewicht::Rule random_rule(Random& random, std::size_t count, std::size_t depth);

/// Rules over all members, or parts of any members, who may sit in several or cast several votes in one.
inline stemgewicht::CombinedRule random_combined_rule(Random& random, std::size_t count, std::size_t depth) {
    const std::size_t parts = 1 + random.index(4);
    if (random.coin()) {
        std::vector<stemgewicht::Rule> rules;
        while (rules.size() < parts) rules.push_back(random_rule(random, count, depth));
        return stemgewicht::at_least(1 + random.index(parts), std::move(rules));
    }
    stemgewicht::CombinedRule rule{.members = count, .top = random_rule(random, parts, depth), .parts = {}};
    while (rule.parts.size() < parts) {
        std::vector<std::size_t> voters(1 + random.index(count));
        for (std::size_t& voter : voters) voter = random.index(count);
        stemgewicht::Rule own = random_rule(random, voters.size(), depth);
        rule.parts.push_back({.members = std::move(voters), .rule = std::move(own)});
    }
    return rule;
}

/// A valid rule of that kind; what it is made of is made of others `depth` times at most.
inline stemgewicht::Rule random_rule_of_kind(Random& random, std::size_t kind, std::size_t count, std::size_t depth) {
    for (;;) {
        stemgewicht::Rule rule;
        switch (kind) {
            case 0: rule = random_weighted_rule(random, count); break;
            case 1: rule = random_composite_rule(random, count); break;
            case 2: rule = random_coalition_rule(random, count); break;
            case 3: rule = random_combined_rule(random, count, depth); break;
            case 4: {
                stemgewicht::Rule inner = random_rule(random, count, depth);
                rule = stemgewicht::IncompatibleRule{std::move(inner), random_pairs(random, count, 5)};
                break;
            }
            default: {
                stemgewicht::Rule inner = random_rule(random, count, depth);
                rule = stemgewicht::RestrictedRule{std::move(inner), random_pairs(random, count, 2 * count)};
                break;
            }
        }
        try {
            check(rule);
            return rule;
        } catch (const std::invalid_argument&) {  // no motion passes: the pairs or edges are drawn again
        }
    }
}

/// A rule of any kind, made of others to that depth.
inline stemgewicht::Rule random_rule(Random& random, std::size_t count, std::size_t depth) {
    return random_rule_of_kind(random, random.index(depth == 0 ? 3 : rule_kinds), count, depth == 0 ? 0 : depth - 1);
}

/// Whether a rule is never both for and against, by listing all sets, and fit to be a position.
inline bool is_position(const stemgewicht::Rule& rule, std::size_t count) {
    try {
        stemgewicht::check_position(rule, count);
    } catch (const std::invalid_argument&) {
        return false;
    }
    for (std::size_t set = 0; set < std::size_t{1} << count; ++set) {
        const stemgewicht::Coalition yes(count, set);
        if (stemgewicht::wins(rule, yes) && stemgewicht::wins(rule, ~yes)) return false;
    }
    return true;
}

/// A position that is a rule of that kind.
inline stemgewicht::Rule random_position_of_kind(Random& random, std::size_t kind, std::size_t count) {
    for (;;) {
        stemgewicht::Rule position = random_rule_of_kind(random, kind, count, 0);
        if (is_position(position, count)) return position;
    }
}

inline stemgewicht::Grouping random_grouping(Random& random, std::size_t count) {
    const std::size_t groups = 1 + random.index(5);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < count; ++i) labels.push_back("group " + std::to_string(random.index(groups)));
    return stemgewicht::make_grouping("random", labels);
}

/// A chance of yes: mostly anything, now and then certain.
inline double random_chance(Random& random) {
    switch (random.index(8)) {
        case 0: return 0.0;
        case 1: return 1.0;
        default: return random.unit();
    }
}

/// A chance from 1e-12 to 1 - 1e-12, near either end as often as not.
inline double extreme_chance(Random& random) {
    const double small = std::pow(10.0, -12 * random.unit());
    return random.coin() ? small : 1 - small;
}

/// A model with such chances, or with densities that all but touch an end.
inline stemgewicht::VotingModel random_extreme_model(Random& random, std::size_t count) {
    std::vector<double> chances(count);
    for (double& chance : chances) chance = extreme_chance(random);
    const auto shape = [&] { return std::pow(10.0, 4 * random.unit() - 2); };
    switch (random.index(6)) {
        case 0: return stemgewicht::independent({chances[0]});
        case 1: return stemgewicht::beta(shape(), shape());
        case 2:
            return stemgewicht::GroupedVotes{.grouping = random_grouping(random, count), .a = shape(), .b = shape()};
        case 3:
            return stemgewicht::CopyVotes{
                .region = 0.3,
                .groups = {{.grouping = random_grouping(random, count), .share = 0.4, .own = {}}},
                .yes = chances,
                .line = extreme_chance(random)};
        default: return stemgewicht::independent(chances);
    }
}

/// One model of each kind that fits `count` members.
inline std::vector<stemgewicht::VotingModel> random_models(Random& random, std::size_t count) {
    std::vector<double> chances(count);
    for (double& chance : chances) chance = random_chance(random);
    return {
        stemgewicht::ic(),
        stemgewicht::iac(),
        stemgewicht::beta(0.2 + 4 * random.unit(), 0.2 + 4 * random.unit()),
        stemgewicht::independent({random_chance(random)}),
        stemgewicht::independent(chances),
        stemgewicht::grouped(random_grouping(random, count)),
        stemgewicht::GroupedVotes{.grouping = random_grouping(random, count), .a = 0.5 + 3 * random.unit(), .b = 2.0}};
}

template <class Value>
std::string list(const std::vector<Value>& values) {
    std::ostringstream text;
    text.precision(17);
    for (std::size_t i = 0; i < values.size(); ++i) text << (i ? ", " : "") << values[i];
    return text.str();
}

// What a failure prints: everything that is needed to run the case again, as it would be typed.

inline std::string shown(const stemgewicht::WeightedRule& rule) {
    return "WeightedRule{{" + list(rule.weights) + "}, " + std::to_string(rule.quota) + "}";
}

inline std::string shown(const stemgewicht::CompositeRule& rule) {
    std::string text = "CompositeRule{" + shown(rule.top) + ", {";
    for (std::size_t j = 0; j < rule.blocks.size(); ++j)
        text += (j ? ", " : "") + ("{{" + list(rule.blocks[j].members) + "}, ") + shown(rule.blocks[j].rule) + "}";
    return text + "}}";
}

std::string shown(const stemgewicht::Rule& rule);

inline std::string shown(const stemgewicht::CoalitionRule& rule) {
    std::string text = "coalition_rule(" + std::to_string(rule.members) + ", std::vector<std::vector<std::size_t>>{";
    for (std::size_t k = 0; k < rule.minimal_winning.size(); ++k)
        text += (k ? ", {" : "{") + list(stemgewicht::members_of(rule.minimal_winning[k])) + "}";
    return text + "}).rule";
}

inline std::string shown(const stemgewicht::CombinedRule& rule) {
    std::string text = "CombinedRule{" + std::to_string(rule.members) + ", Rule(" + shown(*rule.top) + "), {";
    for (std::size_t j = 0; j < rule.parts.size(); ++j)
        text += (j ? ", {{" : "{{") + list(rule.parts[j].members) + "}, Rule(" + shown(*rule.parts[j].rule) + ")}";
    return text + "}}";
}

inline std::string shown(const std::vector<stemgewicht::Pair>& pairs) {
    std::string text = "{";
    for (std::size_t k = 0; k < pairs.size(); ++k)
        text += (k ? ", {" : "{") + std::to_string(pairs[k].first) + ", " + std::to_string(pairs[k].second) + "}";
    return text + "}";
}

inline std::string shown(const stemgewicht::IncompatibleRule& rule) {
    return "IncompatibleRule{Rule(" + shown(*rule.rule) + "), " + shown(rule.pairs) + "}";
}

inline std::string shown(const stemgewicht::RestrictedRule& rule) {
    return "RestrictedRule{Rule(" + shown(*rule.rule) + "), " + shown(rule.edges) + "}";
}

inline std::string shown(const stemgewicht::OwnRule& rule) {
    return "an own rule of " + std::to_string(rule.member_count()) + " members";
}

inline std::string shown(const stemgewicht::Rule& rule) {
    return std::visit([](const auto& r) { return shown(r); }, rule);
}

inline std::string shown(const stemgewicht::VotingModel& model) {
    std::ostringstream text;
    text.precision(17);
    if (const auto* votes = std::get_if<stemgewicht::IndependentVotes>(&model))
        text << "independent({" << list(votes->yes) << "})";
    else if (const auto* common = std::get_if<stemgewicht::HomogeneousVotes>(&model))
        text << "beta(" << common->a << ", " << common->b << ")";
    else if (const auto* groups = std::get_if<stemgewicht::GroupedVotes>(&model))
        text << "grouped by {" << list(groups->grouping.group_of) << "}, beta(" << groups->a << ", " << groups->b
             << ")";
    else if (const auto* lines = std::get_if<stemgewicht::CopyVotes>(&model))
        text << "copy of " << lines->region << " and of " << lines->groups.front().share << " by {"
             << list(lines->groups.front().grouping.group_of) << "}, chances {" << list(lines->yes) << "}, line "
             << lines->line;
    return text.str();
}

}  // namespace support
