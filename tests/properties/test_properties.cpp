#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>

#include "properties.hpp"
#include "support/random_games.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// A number from `low` to `high`, both included, whatever the size at which RapidCheck stands.
template <class Number>
Number between(Number low, Number high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(low, high + 1));
}

/// A weighted board of 1 to 14 members with weights to `largest`, of which many are equal or zero, and any valid quota.
WeightedRule any_board(Weight largest = 30) {
    const auto count = between<std::size_t>(1, 14);
    const Weight top = between<Weight>(1, largest);
    const auto weight_to_top = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Weight>(0, top + 1));
    auto weights = *rc::gen::container<std::vector<Weight>>(count, weight_to_top);
    if (std::ranges::all_of(weights, [](Weight weight) { return weight == 0; })) weights.front() = 1;
    const Weight quota = between<Weight>(1, total_weight(weights));
    return {std::move(weights), quota};
}

/// A number in [0, 1], often at an end or in the middle.
double any_chance() { return between(0, 64) / 64.0; }

std::vector<double> any_chances(std::size_t count) {
    std::vector<double> chances(count);
    for (double& chance : chances) chance = any_chance();
    return chances;
}

Grouping any_grouping(std::size_t count) {
    std::vector<std::string> labels(count);
    for (std::string& label : labels) label = std::string(1, static_cast<char>('a' + between(0, 4)));
    return make_grouping("letter", labels);
}

VotingModel any_model(std::size_t count) {
    switch (between(0, 4)) {
        case 0: return ic();
        case 1: return iac();
        case 2: return beta(between(1, 20) / 4.0, between(1, 20) / 4.0);
        case 3: return independent(any_chances(count));
        default: return grouped(any_grouping(count));
    }
}

std::string both(const WeightedRule& rule, const VotingModel& model) {
    return support::shown(rule) + " under " + support::shown(model);
}

bool near(double a, double b, double tolerance = 1e-13) { return std::abs(a - b) <= tolerance; }

bool near(const Eigen::ArrayXd& a, const Eigen::ArrayXd& b) {
    return a.size() == b.size() && (a - b).abs().maxCoeff() <= 1e-13;
}

bool near(const Standing& a, const Standing& b) {
    return near(a.yes_pass, b.yes_pass) && near(a.yes_fail, b.yes_fail) && near(a.no_pass, b.no_pass) &&
           near(a.no_fail, b.no_fail) && near(a.tied_pass, b.tied_pass) && near(a.tied_fail, b.tied_fail) &&
           near(a.decisive, b.decisive);
}

bool near(const std::vector<Standing>& a, const std::vector<Standing>& b) {
    return std::ranges::equal(a, b, [](const Standing& x, const Standing& y) { return near(x, y); });
}

/// True where the member's weight never changes the outcome, by listing all coalitions of the others.
bool is_null(const WeightedRule& rule, std::size_t member) {
    const std::size_t count = rule.member_count();
    for (std::size_t set = 0; set < std::size_t{1} << count; ++set) {
        Weight others = 0;
        for (std::size_t i = 0; i < count; ++i)
            if (i != member && ((set >> i) & 1)) others += rule.weights[i];
        if (others < rule.quota && others + rule.weights[member] >= rule.quota) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("The Shapley-Shubik index shares out 1") {
    holds("the values sum to 1", [] {
        const WeightedRule rule = any_board();
        RC_LOG() << support::shown(rule) << '\n';
        RC_ASSERT(near(shapley_shubik(rule).sum(), 1));
        RC_ASSERT(near(banzhaf_normalized(rule).sum(), 1));
    });
}

TEST_CASE("Members of equal weight have equal power and equal risk") {
    holds("equal weights, equal standings", [] {
        WeightedRule rule = any_board();
        rule.weights.push_back(rule.weights[0]);
        RC_LOG() << support::shown(rule) << '\n';
        const std::size_t last = rule.weights.size() - 1;
        for (const VotingModel& model : {VotingModel(ic()), VotingModel(iac()), VotingModel(beta(2, 3))}) {
            const std::vector<Standing> standings = member_standings(rule, model);
            RC_ASSERT(near(standings[0], standings[last]));
        }
    });
}

TEST_CASE("Exactly the null members have no power") {
    holds("decisive is 0 for null members alone, and exactly 0", [] {
        const WeightedRule rule = any_board(8);
        RC_LOG() << support::shown(rule) << '\n';
        const Eigen::ArrayXd power = banzhaf(rule);
        const Eigen::ArrayXd shares = shapley_shubik(rule);
        for (std::size_t i = 0; i < rule.member_count(); ++i) {
            const auto k = static_cast<Eigen::Index>(i);
            RC_ASSERT((power[k] == 0) == is_null(rule, i));
            RC_ASSERT((shares[k] == 0) == is_null(rule, i));
        }
    });
}

TEST_CASE("A member without weight changes nothing for the others") {
    holds("the others keep their standings", [] {
        const WeightedRule rule = any_board();
        WeightedRule larger = rule;
        larger.weights.insert(larger.weights.begin() + between<std::ptrdiff_t>(0, std::ssize(rule.weights)), 0);
        RC_LOG() << support::shown(larger) << '\n';
        for (const VoteIndex& index : {banzhaf, shapley_shubik}) {
            Eigen::ArrayXd before = index(rule);
            Eigen::ArrayXd after = index(larger);
            std::ranges::sort(before);
            std::ranges::sort(after);
            RC_ASSERT(near(before, after.tail(before.size())));
        }
    });
}

TEST_CASE("A heavier member never has less power") {
    holds("power is monotone in the weight", [] {
        const WeightedRule rule = any_board();
        RC_LOG() << support::shown(rule) << '\n';
        for (const Eigen::ArrayXd& power : {banzhaf(rule), shapley_shubik(rule), decisive(rule, beta(0.5, 2))})
            for (std::size_t i = 0; i < rule.member_count(); ++i)
                for (std::size_t j = 0; j < rule.member_count(); ++j)
                    if (rule.weights[i] >= rule.weights[j])
                        RC_ASSERT(power[static_cast<Eigen::Index>(i)] >= power[static_cast<Eigen::Index>(j)] - 1e-14);
    });
}

TEST_CASE("Weights and quota times a factor make the same game") {
    holds("standings do not change", [] {
        const WeightedRule rule = any_board();
        const Weight factor = *rc::gen::element<Weight>(2, 7, 1000, 1'000'000'007);
        WeightedRule scaled = rule;
        for (Weight& weight : scaled.weights) weight *= factor;
        scaled.quota *= factor;
        const Weight slack = between<Weight>(0, factor - 1);
        WeightedRule lower = scaled;
        lower.quota -= slack;  // no sum lies between
        const VotingModel model = any_model(rule.member_count());
        RC_LOG() << both(rule, model) << ", factor " << factor << ", slack " << slack << '\n';
        RC_ASSERT(near(member_standings(rule, model), member_standings(scaled, model)));
        RC_ASSERT(near(member_standings(rule, model), member_standings(lower, model)));
    });
}

TEST_CASE("Relabelling the members relabels the results") {
    holds("standings move with their members", [] {
        const WeightedRule rule = any_board();
        const std::vector<double> chances = any_chances(rule.member_count());
        std::vector<std::size_t> order(rule.member_count());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t turn = between<std::size_t>(0, order.size() - 1);
        std::ranges::reverse(order);
        std::ranges::rotate(order, order.begin() + static_cast<std::ptrdiff_t>(turn));
        WeightedRule moved{.weights = {}, .quota = rule.quota};
        std::vector<double> moved_chances;
        for (const std::size_t i : order) {
            moved.weights.push_back(rule.weights[i]);
            moved_chances.push_back(chances[i]);
        }
        RC_LOG() << both(rule, independent(chances)) << '\n';
        for (const bool common : {false, true}) {
            const auto before = common ? member_standings(rule, iac()) : member_standings(rule, independent(chances));
            const auto after =
                common ? member_standings(moved, iac()) : member_standings(moved, independent(moved_chances));
            for (std::size_t k = 0; k < order.size(); ++k) RC_ASSERT(near(after[k], before[order[k]]));
        }
    });
}

TEST_CASE("A board and its dual have the same Banzhaf and Shapley-Shubik indices") {
    holds("the quota total - quota + 1 changes neither", [] {
        const WeightedRule rule = any_board();
        RC_LOG() << support::shown(rule) << '\n';
        const WeightedRule dual{rule.weights, total_weight(rule.weights) - rule.quota + 1};
        RC_ASSERT(near(banzhaf(rule), banzhaf(dual)));
        RC_ASSERT(near(shapley_shubik(rule), shapley_shubik(dual)));
        RC_ASSERT(near(coleman_collectivity(rule) + coleman_collectivity(dual), 1));
        RC_ASSERT(near(coleman_prevent(rule), coleman_initiate(dual)));
    });
}

TEST_CASE("One group of all members is the common chance, and a group each is fair coins") {
    holds("grouped votes have iac and ic as their ends", [] {
        const WeightedRule rule = any_board();
        const std::size_t count = rule.member_count();
        std::vector<std::string> own;
        for (std::size_t i = 0; i < count; ++i) own.push_back(std::to_string(i));
        RC_LOG() << support::shown(rule) << '\n';
        const Grouping together = make_grouping("together", std::vector<std::string>(count, "all"));
        RC_ASSERT(near(member_standings(rule, grouped(together)), member_standings(rule, iac())));
        RC_ASSERT(near(member_standings(rule, grouped(make_grouping("own", own))), member_standings(rule, ic())));
    });
}

TEST_CASE("Independent votes with chance 1/2 are fair coins") {
    holds("independent(1/2) is ic, for all members or one by one", [] {
        const WeightedRule rule = any_board();
        RC_LOG() << support::shown(rule) << '\n';
        RC_ASSERT(near(member_standings(rule, independent(std::vector<double>(rule.member_count(), 0.5))),
                       member_standings(rule, ic())));
    });
}

TEST_CASE("Turning every vote around turns a board into its dual") {
    holds("yes and no, pass and fail change places", [] {
        const WeightedRule rule = any_board();
        const WeightedRule dual{rule.weights, total_weight(rule.weights) - rule.quota + 1};
        const std::vector<double> chances = any_chances(rule.member_count());
        std::vector<double> turned;
        for (const double chance : chances) turned.push_back(1 - chance);
        RC_LOG() << both(rule, independent(chances)) << '\n';
        const auto before = member_standings(rule, independent(chances));
        const auto after = member_standings(dual, independent(turned));
        for (std::size_t i = 0; i < before.size(); ++i) {
            RC_ASSERT(near(before[i].yes_pass, after[i].no_fail));
            RC_ASSERT(near(before[i].no_pass, after[i].yes_fail));
            RC_ASSERT(near(before[i].decisive, after[i].decisive));
        }
    });
}

TEST_CASE("Success and being outvoted are the only two outcomes") {
    holds("success + outvoted = 1, and luck is what success leaves", [] {
        const WeightedRule rule = any_board();
        const VotingModel model = any_model(rule.member_count());
        RC_LOG() << both(rule, model) << '\n';
        for (const Outvoted<>& risk : outvoted_members(rule, model)) {
            RC_ASSERT(near(risk.success + risk.outvoted, 1));
            RC_ASSERT(near(risk.overruled + risk.blocked, risk.outvoted));
            RC_ASSERT(near(risk.luck + risk.decisive, risk.success));
            RC_ASSERT(risk.tied == 0);
        }
    });
}

TEST_CASE("The standings of members are laws that agree on the decision") {
    holds("chances are in [0, 1], sum to 1, and pass alike", [] {
        const WeightedRule rule = any_board();
        const VotingModel model = any_model(rule.member_count());
        RC_LOG() << both(rule, model) << '\n';
        const double pass = pass_probability(rule, model);
        for (const Standing& s : member_standings(rule, model)) {
            for (const double chance : {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail})
                RC_ASSERT(chance >= 0 && chance <= 1 + 1e-15);
            RC_ASSERT(near(s.yes_pass + s.yes_fail + s.no_pass + s.no_fail, 1));
            RC_ASSERT(near(s.pass(), pass));
            RC_ASSERT(s.tied_pass == 0 && s.tied_fail == 0);
            RC_ASSERT(s.decisive >= -1e-15 && s.decisive <= 1 + 1e-15);
        }
    });
}

TEST_CASE("The standings of positions are laws that agree on the decision") {
    holds("six chances sum to 1 on weighted and two-tier boards", [] {
        support::Random random(*rc::gen::arbitrary<std::uint64_t>());
        const std::size_t count = 1 + random.index(14);
        const CompositeRule composite = support::random_composite_rule(random, count);
        const WeightedRule weighted = support::random_weighted_rule(random, count);
        const std::vector<WeightedRule> positions{support::random_position(random, count),
                                                  support::random_position(random, count)};
        const VotingModel model = any_model(count);
        RC_LOG() << support::shown(composite) << ", " << both(weighted, model) << ", positions "
                 << support::shown(positions[0]) << " " << support::shown(positions[1]) << '\n';
        const auto check = [&](const auto& rule) {
            const double pass = pass_probability(rule, model);
            for (const Standing& s : position_standings(rule, std::span<const WeightedRule>(positions), model)) {
                RC_ASSERT(near(s.yes_pass + s.yes_fail + s.tied_pass + s.tied_fail + s.no_pass + s.no_fail, 1));
                RC_ASSERT(near(s.pass(), pass));
            }
        };
        check(composite);
        check(weighted);
    });
}

TEST_CASE("Banzhaf is the harmonic mean of the powers to prevent and to initiate") {
    holds("1/banzhaf = (1/prevent + 1/initiate) / 2, and prevent : initiate = losing : winning", [] {
        const WeightedRule rule = any_board();
        RC_LOG() << support::shown(rule) << '\n';
        const Eigen::ArrayXd power = banzhaf(rule), prevent = coleman_prevent(rule), initiate = coleman_initiate(rule);
        const double act = coleman_collectivity(rule);
        RC_ASSERT(near((prevent + initiate) * power, 2 * prevent * initiate));
        RC_ASSERT(near(prevent * act, initiate * (1 - act)));
        RC_ASSERT(near(prevent * 2 * act, power));
        RC_ASSERT(near(rae(rule), 0.5 + power / 2));
    });
}

TEST_CASE("Outvoting risk under fair coins is 1/2 - banzhaf/2 on two-tier boards too") {
    holds("outvoted = (1 - decisive)/2 for every member", [] {
        support::Random random(*rc::gen::arbitrary<std::uint64_t>());
        const CompositeRule rule = support::random_composite_rule(random, 1 + random.index(14));
        RC_LOG() << support::shown(rule) << '\n';
        const Eigen::ArrayXd power = banzhaf(rule);
        const std::vector<Outvoted<>> risks = outvoted_members(rule, ic());
        for (std::size_t i = 0; i < risks.size(); ++i)
            RC_ASSERT(near(risks[i].outvoted, 0.5 - power[static_cast<Eigen::Index>(i)] / 2));
    });
}

TEST_CASE("The Banzhaf index of two tiers is the product of the tiers") {
    holds("inside the block times the block on the board, where all blocks are fair coins", [] {
        // Majorities of an odd number of equal members are fair coins.
        const WeightedRule top = any_board();
        CompositeRule rule{.top = top, .blocks = {}};
        std::size_t next = 0;
        for (std::size_t j = 0; j < top.member_count(); ++j) {
            const std::size_t size = *rc::gen::element<std::size_t>(1, 3, 5);
            Block block{.members = std::vector<std::size_t>(size), .rule = majority_rule(std::vector<Weight>(size, 2))};
            std::iota(block.members.begin(), block.members.end(), next);
            next += size;
            rule.blocks.push_back(std::move(block));
        }
        RC_LOG() << support::shown(rule) << '\n';
        const Eigen::ArrayXd power = banzhaf(rule), on_board = banzhaf(top);
        for (std::size_t j = 0; j < rule.blocks.size(); ++j) {
            const Eigen::ArrayXd inside = banzhaf(rule.blocks[j].rule);
            for (std::size_t k = 0; k < rule.blocks[j].members.size(); ++k)
                RC_ASSERT(near(power[static_cast<Eigen::Index>(rule.blocks[j].members[k])],
                               inside[static_cast<Eigen::Index>(k)] * on_board[static_cast<Eigen::Index>(j)]));
        }
    });
}

TEST_CASE("Two-tier boards of single members are weighted boards") {
    holds("blocks of one member change nothing", [] {
        const WeightedRule top = any_board();
        CompositeRule rule{.top = top, .blocks = {}};
        for (std::size_t j = 0; j < top.member_count(); ++j) rule.blocks.push_back({.members = {j}, .rule = {{1}, 1}});
        const VotingModel model = any_model(top.member_count());
        RC_LOG() << both(top, model) << '\n';
        RC_ASSERT(near(member_standings(rule, model), member_standings(top, model)));
    });
}
