// Banzhaf power by a count and by the frequencies that matter: boards to name, one board at many quotas, and growth in
// members and in total weight. Each case is checked before it is timed: frequencies against the count, within their
// bounds, and where no count is in reach against frequencies of a smaller error.

#include "boards.hpp"

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#ifndef NDEBUG
#error "benchmarks are for release builds only"
#endif

namespace sg = stemgewicht;

namespace {

using Rule = sg::WeightedRule;
using Make = std::function<Rule()>;

/// All quotas by one count of the members, which Exact takes where frequencies are not quicker.
std::vector<std::vector<sg::Standing>> counted(const std::vector<sg::Weight>& weights,
                                               std::span<const sg::Weight> quotas) {
    const auto coins = sg::detail::common_chance(sg::vote_law(sg::ic(), weights.size()));
    return sg::detail::common_standings(weights, quotas, coins.value(), 1, sg::Exact{}.memory);
}

std::vector<sg::Standing> counted(const Rule& rule) { return counted(rule.weights, std::span(&rule.quota, 1)).front(); }

/// Whether all values are within their bounds, and these within the error.
bool holds(const std::vector<sg::Bounded>& values, double error, const std::function<double(std::size_t)>& truth,
           const std::function<double(std::size_t)>& off) {
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!(values[i].bound <= error && std::abs(values[i].value - truth(i)) <= values[i].bound + off(i)))
            return false;
    return true;
}

void describe(benchmark::State& state, const Rule& rule, double bound) {
    state.counters["peak_bytes"] = bench::peak_memory();
    state.counters["members"] = static_cast<double>(rule.member_count());
    state.counters["total_weight"] = static_cast<double>(sg::total_weight(rule.weights));
    state.counters["bound"] = bound;
}

double largest_bound(const std::vector<sg::Bounded>& values) {
    return std::ranges::max_element(values, {}, &sg::Bounded::bound)->bound;
}

void by_count(benchmark::State& state, const Make& make) {
    const Rule rule = make();
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(counted(rule));
    describe(state, rule, 0);
}

/// `countable`: whether a count is in reach, to compare with.
void by_frequencies(benchmark::State& state, const Make& make, double error, bool countable) {
    const Rule rule = make();
    const sg::Fourier method{.error = error, .seconds = 20};
    const std::vector<sg::Bounded> values = sg::banzhaf(rule, method);
    const auto check = [&] {
        if (countable) {
            const std::vector<sg::Standing> truth = counted(rule);
            return holds(
                values, error, [&](std::size_t i) { return truth[i].decisive; },
                [&](std::size_t i) { return 1e-12 * truth[i].decisive; });
        }
        const std::vector<sg::Bounded> finer = sg::banzhaf(rule, sg::Fourier{.error = error / 4, .seconds = 80});
        return holds(
            values, error, [&](std::size_t i) { return finer[i].value; },
            [&](std::size_t i) { return finer[i].bound; });
    };
    if (!check()) state.SkipWithError("not within its bounds");
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(sg::banzhaf(rule, method));
    describe(state, rule, largest_bound(values));
}

void add(const std::string& name, const std::function<void(benchmark::State&)>& run) {
    const auto told = [run](benchmark::State& state) {
        try {
            run(state);
        } catch (const std::length_error& refusal) {
            state.SkipWithError((std::string("refused: ") + refusal.what()).c_str());
        }
    };
    benchmark::RegisterBenchmark(name.c_str(), told)->Unit(benchmark::kMillisecond);
}

Rule imf_2022() { return std::get<Rule>(sg::load_board("imf-2022").rule); }

Make to(std::int64_t members, std::int64_t largest) {
    return [=] { return sg::majority_rule(bench::weights_to(members, largest)); };
}
Make of_total(std::int64_t members, std::int64_t total) {
    return [=] { return sg::majority_rule(bench::weights_of_total(members, total)); };
}

void add_both(const std::string& name, const Make& make) {
    add("counted/" + name, [=](benchmark::State& state) { by_count(state, make); });
    add("fourier/" + name, [=](benchmark::State& state) { by_frequencies(state, make, 1e-13, true); });
}

[[maybe_unused]] const bool boards_added = [] {
    add_both("imf_2022", imf_2022);
    add_both("190_members_to_100000", to(190, 100'000));
    add_both("1000_members_to_100000", to(1000, 100'000));
    for (const auto& [name, make] : {std::pair<std::string, Make>{"500_members_to_1e9", to(500, 1'000'000'000)},
                                     {"1000000_members_to_1e12", [] {
                                          return sg::majority_rule(bench::power_law_register(1'000'000, 1e12, 1.2));
                                      }}})
        add("fourier/" + name, [=](benchmark::State& state) { by_frequencies(state, make, 1e-6, false); });
    return true;
}();

// ---- growth ---------------------------------------------------------------------------------------------------------

[[maybe_unused]] const bool growth_added = [] {
    for (const std::int64_t members : {64, 96, 128, 192, 256, 512, 1024}) {
        const std::string name = "growth_in_members/" + std::to_string(members);
        add_both(name, of_total(members, 4'000'000));
    }
    for (int power = 12; power <= 34; power += 2) {
        const std::string name = "growth_in_total_weight/" + std::to_string(std::int64_t{1} << power);
        const Make make = of_total(256, std::int64_t{1} << power);
        if (power <= 24)
            add_both(name, make);
        else
            add("fourier/" + name, [=](benchmark::State& state) { by_frequencies(state, make, 1e-6, false); });
    }
    return true;
}();

// ---- one board at many quotas ---------------------------------------------------------------------------------------

/// From half of the votes on by 0.1% of them.
std::vector<sg::Weight> quotas_of(const Rule& rule, std::size_t count) {
    const sg::Weight total = sg::total_weight(rule.weights);
    std::vector<sg::Weight> quotas{rule.quota};
    for (std::size_t k = 1; k < count; ++k) quotas.push_back((total * (500 + static_cast<sg::Weight>(k)) + 999) / 1000);
    return quotas;
}

/// What a curve is off by at most, in absolute terms for frequencies of an error of 1e-13 and else in parts.
double error_of(const sg::QuotaCurve& curve, const std::vector<std::vector<sg::Standing>>& truth, bool in_part) {
    double error = 0;
    for (std::size_t k = 0; k < truth.size(); ++k)
        for (std::size_t i = 0; i < truth[k].size(); ++i) {
            const double value = curve.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k));
            error = std::max(error, std::abs(value - truth[k][i].decisive) / (in_part ? truth[k][i].decisive : 1));
        }
    return error;
}

template <class Method>
void curve_by(benchmark::State& state, std::size_t count, const Method& method, bool in_part) {
    const Rule rule = imf_2022();
    const std::vector<sg::Weight> quotas = quotas_of(rule, count);
    const double error =
        error_of(sg::quota_curve("banzhaf", rule.weights, quotas, method), counted(rule.weights, quotas), in_part);
    if (!(error <= (in_part ? 1e-12 : 1e-13))) state.SkipWithError("not what a count gives");
    bench::forget_peak_memory();
    for (auto _ : state) benchmark::DoNotOptimize(sg::quota_curve("banzhaf", rule.weights, quotas, method));
    describe(state, rule, error);
}

[[maybe_unused]] const bool curves_added = [] {
    for (const std::size_t count : {1U, 10U, 100U, 371U}) {
        const std::string name = "curve/imf_2022/" + std::to_string(count);
        add("counted/" + name, [=](benchmark::State& state) {
            const Rule rule = imf_2022();
            const std::vector<sg::Weight> quotas = quotas_of(rule, count);
            bench::forget_peak_memory();
            for (auto _ : state) benchmark::DoNotOptimize(counted(rule.weights, quotas));
            describe(state, rule, 0);
        });
        add("fourier/" + name, [=](benchmark::State& state) { curve_by(state, count, sg::Fourier{}, false); });
        add("exact/" + name, [=](benchmark::State& state) { curve_by(state, count, sg::Exact{}, true); });
    }
    return true;
}();

}  // namespace
