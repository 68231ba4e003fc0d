// Power indices of weighted boards: boards to name, and growth in members and in total weight. Each case checks its
// answer in another way before it is timed, and says the members, the total weight and the peak of memory.

#include "boards.hpp"

#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/measures/small_boards.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#ifndef NDEBUG
#error "benchmarks are for release builds only"
#endif

namespace sg = stemgewicht;

namespace {

// ---- checks ---------------------------------------------------------------------------------------------------------

constexpr double tolerance = 1e-12;  // of relative errors
constexpr double wrong = std::numeric_limits<double>::infinity();

double relative_error(double value, double expected) {
    return value == expected ? 0.0 : std::abs(value - expected) / std::abs(expected);
}

/// A member of the largest weight, one of the least, and the one in the middle of the list.
std::vector<std::size_t> some_members(const sg::WeightedRule& rule) {
    const auto [least, most] = std::ranges::minmax_element(rule.weights);
    const auto begin = rule.weights.begin();
    return {static_cast<std::size_t>(most - begin), static_cast<std::size_t>(least - begin), rule.member_count() / 2};
}

/// How far members of equal weight differ in power, and heavier ones have less.
double error_in_order(const sg::WeightedRule& rule, const Eigen::ArrayXd& values) {
    std::vector<std::pair<sg::Weight, double>> members;
    for (std::size_t i = 0; i < rule.member_count(); ++i)
        members.emplace_back(rule.weights[i], values[static_cast<Eigen::Index>(i)]);
    std::ranges::sort(members);
    double error = values.isFinite().all() ? 0 : wrong;
    for (std::size_t i = 1; i < members.size(); ++i)
        if (members[i].first == members[i - 1].first || members[i].second < members[i - 1].second)
            error = std::max(error, relative_error(members[i].second, members[i - 1].second));
    return error;
}

/// The dual rule, under which a set wins where the rest loses, has the same swings: the lesser quota is counted.
double error_of_banzhaf(sg::WeightedRule rule, const Eigen::ArrayXd& values) {
    rule.quota = std::min(rule.quota, sg::total_weight(rule.weights) - rule.quota + 1);
    double error = error_in_order(rule, values);
    for (const std::size_t i : some_members(rule))
        error = std::max(
            error, relative_error(values[static_cast<Eigen::Index>(i)], bench::decisive_by_plain_count(rule, i, 0.5)));
    return error;
}

double difference(const std::vector<sg::Fraction>& fractions, const Eigen::ArrayXd& values) {
    double error = fractions.empty() ? wrong : 0;
    for (std::size_t i = 0; i < fractions.size(); ++i)
        error =
            std::max(error, relative_error(values[static_cast<Eigen::Index>(i)], fractions[i].convert_to<double>()));
    return error;
}

/// Compared with a count by number and weight where that takes seconds, with exact fractions to 200 members.
double error_of_shapley_shubik(const sg::WeightedRule& rule, const Eigen::ArrayXd& values) {
    const double error = std::max(error_in_order(rule, values), relative_error(values.sum(), 1));
    const auto n = static_cast<double>(rule.member_count());
    if (n <= 200) return std::max(error, difference(sg::index_fractions(sg::shapley_shubik, rule), values));
    if (n > 1000 || n * n * static_cast<double>(rule.quota) > 4e9) return error;
    const std::size_t heaviest = some_members(rule).front();
    return std::max(error, relative_error(values[static_cast<Eigen::Index>(heaviest)],
                                          bench::shapley_shubik_by_plain_count(rule, heaviest)));
}

/// Of an index on sets: whether it gives shares, and the answer on [19; 18, 1, ..., 1] with 19 others, where one of the
/// others makes the apex win, and all others win without it. `apex` and `other` are in proportion.
double error_of_shares(const sg::SetIndex& index, const sg::WeightedRule& rule, double apex, double other) {
    sg::WeightedRule known{.weights = std::vector<sg::Weight>(20, 1), .quota = 19};
    known.weights[0] = 18;
    const Eigen::ArrayXd shares = index(known), values = index(rule);
    if ((values < 0).any()) return wrong;
    const double sum = apex + 19 * other;
    return std::max({relative_error(values.sum(), 1), relative_error(shares[0], apex / sum),
                     relative_error(shares[7], other / sum)});
}

// ---- what is measured -----------------------------------------------------------------------------------------------

using Rule = sg::WeightedRule;

struct Work {
    std::string name;
    std::function<void(const Rule&, const sg::Exact&)> run;
    std::function<double(const Rule&)> check;  ///< the worst relative error that another way finds
};

const Work banzhaf{
    "banzhaf", [](const Rule& rule, const sg::Exact& method) { benchmark::DoNotOptimize(sg::banzhaf(rule, method)); },
    [](const Rule& rule) { return error_of_banzhaf(rule, sg::banzhaf(rule)); }};
const Work shapley_shubik{
    "shapley_shubik",
    [](const Rule& rule, const sg::Exact& method) { benchmark::DoNotOptimize(sg::shapley_shubik(rule, method)); },
    [](const Rule& rule) { return error_of_shapley_shubik(rule, sg::shapley_shubik(rule)); }};
const Work banzhaf_fractions{
    "banzhaf_fractions",
    [](const Rule& rule, const sg::Exact& method) {
        benchmark::DoNotOptimize(sg::index_fractions(sg::banzhaf, rule, method));
    },
    [](const Rule& rule) { return difference(sg::index_fractions(sg::banzhaf, rule), sg::banzhaf(rule)); }};
const Work shapley_shubik_fractions{"shapley_shubik_fractions",
                                    [](const Rule& rule, const sg::Exact& method) {
                                        benchmark::DoNotOptimize(sg::index_fractions(sg::shapley_shubik, rule, method));
                                    },
                                    [](const Rule& rule) {
                                        return difference(sg::index_fractions(sg::shapley_shubik, rule),
                                                          sg::shapley_shubik(rule));
                                    }};
const Work public_good{
    "public_good",
    [](const Rule& rule, const sg::Exact& method) { benchmark::DoNotOptimize(sg::public_good(rule, method)); },
    [](const Rule& rule) { return error_of_shares(sg::public_good, rule, 19, 2); }};
const Work deegan_packel{
    "deegan_packel",
    [](const Rule& rule, const sg::Exact& method) { benchmark::DoNotOptimize(sg::deegan_packel(rule, method)); },
    [](const Rule& rule) { return error_of_shares(sg::deegan_packel, rule, 19 / 2.0, 1 / 2.0 + 1 / 19.0); }};

/// With k of the 19 others, k = 1..18, the apex is critical, for k = 1 with that one; the set of all others has 19
/// critical members.
const Work johnston{
    "johnston", [](const Rule& rule, const sg::Exact& method) { benchmark::DoNotOptimize(sg::johnston(rule, method)); },
    [](const Rule& rule) {
        const double apex = 19 / 2.0 + (std::exp2(19) - 2 - 19), other = 1 / 2.0 + 1 / 19.0;
        return error_of_shares(sg::johnston, rule, apex, other);
    }};

/// Tells the error that a check found, and ends the case where it is too large.
void refuse_error(benchmark::State& state, const std::string& name, double error) {
    state.counters["worst_relative_error"] = error;
    if (!(error <= tolerance))
        state.SkipWithError((name + " is off by " + std::to_string(error / 1e-12) + "e-12").c_str());
}

/// Checks once what is timed several times.
void check_first(benchmark::State& state, const Work& work, const Rule& rule) {
    static std::map<std::pair<std::string, std::vector<sg::Weight>>, double> checked;
    const auto [known, is_new] = checked.emplace(std::pair(work.name, rule.weights), 0.0);
    if (is_new) known->second = work.check(rule);
    refuse_error(state, work.name, known->second);
}

void describe(benchmark::State& state, const Rule& rule) {
    state.counters["peak_bytes"] = bench::peak_memory();
    state.counters["members"] = static_cast<double>(rule.member_count());
    state.counters["total_weight"] = static_cast<double>(sg::total_weight(rule.weights));
}

void measure(benchmark::State& state, const Work& work, const Rule& rule, int threads) {
    check_first(state, work, rule);
    bench::forget_peak_memory();
    for (auto _ : state) work.run(rule, sg::Exact{.threads = threads});
    describe(state, rule);
}

// ---- boards to name -------------------------------------------------------------------------------------------------

Rule imf_2022() { return std::get<Rule>(sg::load_board("imf-2022").rule); }

/// On one and on two threads where `threaded`.
void add(const Work& work, const std::string& board, const std::function<Rule()>& make, bool threaded = false) {
    auto* const added = benchmark::RegisterBenchmark((work.name + "/" + board).c_str(), [=](benchmark::State& state) {
        measure(state, work, make(), static_cast<int>(state.range(0)));
    });
    added->ArgName("threads")->Arg(1)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
    if (threaded) added->Arg(2);
}

[[maybe_unused]] const bool boards_added = [] {
    const auto to = [](std::int64_t members, std::int64_t largest) {
        return [=] { return sg::majority_rule(bench::weights_to(members, largest)); };
    };
    const auto of_total = [](std::int64_t members, std::int64_t total) {
        return [=] { return sg::majority_rule(bench::weights_of_total(members, total)); };
    };
    add(banzhaf, "imf_2022", imf_2022);
    add(banzhaf, "190_members_of_total_94779", of_total(190, 94'779));
    add(banzhaf, "1000_members_to_1000", to(1000, 1000));
    add(banzhaf_fractions, "imf_2022", imf_2022, true);
    add(shapley_shubik, "imf_2022", imf_2022, true);
    add(shapley_shubik, "190_members_of_total_94779", of_total(190, 94'779), true);
    add(shapley_shubik, "1000_members_to_10", to(1000, 10), true);
    add(public_good, "100_members_to_100000", to(100, 100'000));
    add(johnston, "50_members_to_1000", to(50, 1000));
    add(deegan_packel, "50_members_to_1000", to(50, 1000));
    for (const Work& work : {banzhaf, shapley_shubik, banzhaf_fractions, public_good, johnston, deegan_packel})
        add(work, "7_members_to_100000", to(7, 100'000));
    return true;
}();

// ---- growth ---------------------------------------------------------------------------------------------------------

/// Times against the members at one total weight, and against the total weight at one number of members.
template <class Law>
void add_growth(const Work& work, const std::vector<std::int64_t>& members, std::int64_t at_total, Law in_members,
                const std::vector<std::int64_t>& totals, std::int64_t at_members) {
    const auto grow = [&](const char* what, std::size_t growing) {
        return benchmark::RegisterBenchmark(
                   (work.name + "/" + what).c_str(),
                   [=](benchmark::State& state) {
                       const Rule rule = sg::majority_rule(bench::weights_of_total(state.range(0), state.range(1)));
                       measure(state, work, rule, 1);
                       state.SetComplexityN(state.range(growing));
                   })
            ->ArgNames({"members", "total"})
            ->Unit(benchmark::kMillisecond);
    };
    grow("growth_in_members", 0)->ArgsProduct({members, {at_total}})->Complexity(in_members);
    grow("growth_in_total_weight", 1)->ArgsProduct({{at_members}, totals})->Complexity(benchmark::oN);
}

[[maybe_unused]] const bool growth_added = [] {
    using benchmark::oN;
    using benchmark::oNSquared;
    const auto to_the = []<int halves>(std::integral_constant<int, halves>) {
        return +[](benchmark::IterationCount n) { return std::pow(static_cast<double>(n), halves / 2.0); };
    };
    add_growth(banzhaf, {64, 128, 256, 512, 1024}, 200'000, oN, {1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24}, 128);
    add_growth(shapley_shubik, {32, 64, 128, 256}, 50'000, to_the(std::integral_constant<int, 3>{}),
               {1 << 14, 1 << 16, 1 << 18, 1 << 20}, 100);
    add_growth(banzhaf_fractions, {32, 64, 128, 256}, 50'000, oNSquared, {1 << 14, 1 << 16, 1 << 18, 1 << 20}, 100);
    // From 80 members on, whose counts take several words.
    add_growth(shapley_shubik_fractions, {80, 160, 320}, 10'000, to_the(std::integral_constant<int, 6>{}),
               {1 << 10, 1 << 12, 1 << 14, 1 << 16}, 50);
    add_growth(public_good, {50, 100, 200, 400}, 100'000, oN, {1 << 16, 1 << 18, 1 << 20, 1 << 22}, 50);
    add_growth(deegan_packel, {16, 32, 64, 128}, 20'000, oNSquared, {1 << 14, 1 << 16, 1 << 18, 1 << 20}, 50);
    add_growth(johnston, {16, 32, 64, 128}, 20'000, oNSquared, {1 << 14, 1 << 16, 1 << 18, 1 << 20}, 50);
    return true;
}();

// ---- one board at many quotas ---------------------------------------------------------------------------------------

/// Majority alone, or from 50% by 0.1% of the votes. The last is checked.
void quota_curve(benchmark::State& state, const std::string& index) {
    const Rule rule = imf_2022();
    const sg::Weight total = sg::total_weight(rule.weights);
    std::vector<sg::Weight> quotas{rule.quota};
    for (sg::Weight k = 1; k < state.range(0); ++k) quotas.push_back((total * (500 + k) + 999) / 1000);
    static std::set<std::pair<std::string, std::size_t>> checked;
    if (checked.emplace(index, quotas.size()).second) {
        const sg::QuotaCurve curve = sg::quota_curve(index, rule.weights, quotas);
        const Rule last{.weights = rule.weights, .quota = quotas.back()};
        const Eigen::ArrayXd values = curve.values.col(static_cast<Eigen::Index>(quotas.size() - 1));
        refuse_error(state, "quota_curve",
                     index == "banzhaf" ? error_of_banzhaf(last, values) : error_of_shapley_shubik(last, values));
    }
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(sg::quota_curve(index, rule.weights, quotas));
    describe(state, rule);
}
[[maybe_unused]] const bool curves_added = [] {
    const auto add_curve = [](const std::string& name, const auto& run) {
        benchmark::RegisterBenchmark(("quota_curve/" + name + "/imf_2022").c_str(), run)
            ->ArgName("quotas")
            ->Arg(1)
            ->Arg(10)
            ->Arg(100)
            ->Arg(371)
            ->Unit(benchmark::kMillisecond);
    };
    for (const std::string index : {"banzhaf", "shapley_shubik"})
        add_curve(index, [=](benchmark::State& state) { quota_curve(state, index); });
    return true;
}();

// ---- many small boards ----------------------------------------------------------------------------------------------

/// The first and the last board against a count of their sets.
bool are_right(const std::string& name, const std::vector<sg::Weight>& weights, const std::vector<sg::Weight>& quotas,
               const std::vector<double>& values) {
    const std::size_t members = weights.size() / quotas.size();
    for (const std::size_t board : {std::size_t{0}, quotas.size() / 2, quotas.size() - 1}) {
        const auto first = weights.begin() + static_cast<std::ptrdiff_t>(board * members);
        const Rule rule{.weights = {first, first + static_cast<std::ptrdiff_t>(members)}, .quota = quotas[board]};
        const auto standings = sg::member_standings(
            rule, name == "shapley_shubik" ? sg::VotingModel(sg::iac()) : sg::VotingModel(sg::ic()), sg::Enumerate{});
        for (std::size_t i = 0; i < members; ++i) {
            const sg::Standing& s = standings[i];
            const double expected = name == "outvoted" ? s.yes_fail + s.no_pass : s.decisive;
            if (std::abs(values[board * members + i] - expected) > 1e-14) return false;
        }
    }
    return true;
}

void small_boards(benchmark::State& state, const std::string& name, std::span<double> sg::SmallBoardValues::* asked) {
    const std::int64_t members = state.range(0), boards = state.range(1);
    const std::vector<sg::Weight> weights = bench::weights_to(members * boards, 100);
    std::vector<sg::Weight> quotas;
    for (std::int64_t b = 0; b < boards; ++b) {
        sg::Weight total = 0;
        for (std::int64_t i = 0; i < members; ++i) total += weights[static_cast<std::size_t>(b * members + i)];
        quotas.push_back(sg::majority_quota(total));
    }
    std::vector<double> values(weights.size());
    sg::SmallBoardValues answers;
    answers.*asked = values;
    sg::small_boards(weights, quotas, answers);
    if (!are_right(name, weights, quotas, values)) state.SkipWithError("small_boards is wrong");
    bench::forget_peak_memory();
    for (auto _ : state) sg::small_boards(weights, quotas, answers);
    state.counters["peak_bytes"] = bench::peak_memory();
    state.counters["members"] = static_cast<double>(members);
    state.SetItemsProcessed(state.iterations() * boards);
}

[[maybe_unused]] const bool small_boards_added = [] {
    const auto add_small = [](const std::string& name, std::span<double> sg::SmallBoardValues::* asked) {
        benchmark::RegisterBenchmark(("small_boards/" + name).c_str(),
                                     [=](benchmark::State& state) { small_boards(state, name, asked); })
            ->ArgNames({"members", "boards"})
            ->Args({3, 1'000'000})
            ->Args({7, 1'000'000})
            ->Args({11, 100'000})
            ->Args({15, 10'000})
            ->Unit(benchmark::kMillisecond);
    };
    add_small("banzhaf", &sg::SmallBoardValues::banzhaf);
    add_small("shapley_shubik", &sg::SmallBoardValues::shapley_shubik);
    add_small("outvoted", &sg::SmallBoardValues::outvoted_ic);
    return true;
}();

// ---- huge weights ---------------------------------------------------------------------------------------------------

/// Weights to 2^50, which no count by weight could carry.
void meet_in_the_middle(benchmark::State& state) {
    const Rule rule = sg::majority_rule(bench::weights_to(state.range(0), std::int64_t{1} << 50));
    const Eigen::ArrayXd values = sg::banzhaf(rule, sg::MeetInTheMiddle{});
    refuse_error(state, "meet_in_the_middle", error_in_order(rule, values));
    if (rule.member_count() <= 20)
        refuse_error(state, "meet_in_the_middle", ((values / sg::banzhaf(rule, sg::Enumerate{})) - 1).abs().maxCoeff());
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(sg::banzhaf(rule, sg::MeetInTheMiddle{}));
    describe(state, rule);
    state.SetComplexityN(state.range(0));
}
BENCHMARK(meet_in_the_middle)
    ->Name("meet_in_the_middle/growth_in_members")
    ->ArgName("members")
    ->DenseRange(20, 44, 6)
    ->Unit(benchmark::kMillisecond)
    ->Complexity([](benchmark::IterationCount n) { return std::exp2(static_cast<double>(n) / 2); });

// ---- outvoted -------------------------------------------------------------------------------------------------------

/// The first fifth of the members, by majority of their weight, under one common unknown chance of yes.
void outvoted(benchmark::State& state) {
    const Rule rule = sg::majority_rule(bench::weights_to(state.range(0), 40));
    Rule position = rule;
    for (std::size_t i = position.weights.size() / 5; i < position.weights.size(); ++i) position.weights[i] = 0;
    position = sg::majority_rule(position.weights);
    const sg::Standing s = sg::outvoted(rule, position, sg::iac()).standing;
    if (std::abs(s.yes_pass + s.yes_fail + s.tied_pass + s.tied_fail + s.no_pass + s.no_fail - 1) > 1e-12)
        state.SkipWithError("chances do not sum to 1");
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(sg::outvoted(rule, position, sg::iac()).outvoted);
    describe(state, rule);
}
BENCHMARK(outvoted)
    ->Name("outvoted/members")
    ->ArgName("members")
    ->Arg(25)
    ->Arg(50)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond);

// ---- accuracy -------------------------------------------------------------------------------------------------------

/// The worst relative error of doubles against exact integers on random games of up to so many members, with weights of
/// any size, by majority or with quotas of any size, where chances can be as small as 2^-300.
void accuracy(benchmark::State& state, const sg::VoteIndex& index, std::int64_t largest_weight, bool any_quota) {
    std::mt19937_64 engine(17);
    const auto to = [&](std::int64_t last) {
        return 1 + static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(last));
    };
    double worst = 0;
    for (auto _ : state)
        for (std::int64_t game = 0; game < state.range(0); ++game) {
            Rule rule{.weights = std::vector<sg::Weight>(static_cast<std::size_t>(to(state.range(1)))), .quota = 1};
            const std::int64_t largest = to(largest_weight);
            for (sg::Weight& weight : rule.weights) weight = to(largest);
            const sg::Weight total = sg::total_weight(rule.weights);
            rule.quota = any_quota ? to(total) : sg::majority_quota(total);
            worst = std::max(worst, difference(sg::index_fractions(index, rule), index(rule)));
        }
    state.counters["worst_relative_error"] = worst;
}
[[maybe_unused]] const bool accuracy_added = [] {
    const auto add_accuracy = [](const char* name, const sg::VoteIndex& index, std::int64_t largest_weight,
                                 bool any_quota) {
        benchmark::RegisterBenchmark(
            name, [=](benchmark::State& state) { accuracy(state, index, largest_weight, any_quota); })
            ->ArgNames({"games", "members"})
            ->Args({200, 300})
            ->Iterations(1)
            ->Unit(benchmark::kMillisecond);
    };
    add_accuracy("accuracy/banzhaf_by_majority", sg::banzhaf, 1000, false);
    add_accuracy("accuracy/banzhaf_at_any_quota", sg::banzhaf, 1000, true);
    add_accuracy("accuracy/shapley_shubik_by_majority", sg::shapley_shubik, 20, false);
    add_accuracy("accuracy/shapley_shubik_at_any_quota", sg::shapley_shubik, 20, true);
    return true;
}();

}  // namespace
