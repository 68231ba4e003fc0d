#include "batch/check_cases.hpp"
#include "batch/sweep_point.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace stemgewicht::detail {

namespace {

/// The largest total that a case may have.
Weight largest_total(const SweepPlan& plan) {
    const Scale scale = scale_of(plan.board, plan.board.weight_column);
    std::vector<Weight> most = weights(plan.board);
    if (plan.weights && plan.weights->kind != Distribution::Kind::dirichlet)
        std::ranges::fill(most, static_cast<Weight>(plan.weights->to));
    for (const SweepAxis& axis : plan.axes)
        for (const SweepKey& key : axis.keys) {
            if (!key.name.starts_with("weights.")) continue;
            const auto member = std::ranges::find(plan.names, key.name.substr(std::string_view("weights.").size()));
            Weight& weight = most[static_cast<std::size_t>(member - plan.names.begin())];
            weight = 0;
            for (const SweepValue& value : key.values)
                weight = std::max(weight, *scaled(*parse_weight(text_of(value)), scale));
        }
    if (plan.weights && plan.weights->kind == Distribution::Kind::dirichlet)  // each share is rounded
        most.push_back(plan.weights->total);
    Weight total = 0;
    for (const Weight weight : most) total += std::min(weight, maximum_total_weight - total);
    return total;
}

/// What a parser says of what it does not take.
template <class Parse>
std::optional<std::string> refusal_of(const Parse& parse) {
    try {
        parse();
        return std::nullopt;
    } catch (const std::logic_error& refusal) {
        return refusal.what();
    }
}

/// Refuses a study none of whose cases can be counted, by what is said of the first.
[[noreturn]] void refuse_whole(const SweepPlan& plan, const std::string& refusal) {
    throw std::invalid_argument(fmt::format("{} (in every case of {})", refusal, plan.id));
}

/// Some hundred cases in which all that models depend on takes some of its values, the ends among them, and
/// everything else its first.
std::vector<std::uint64_t> cases_to_try(const SweepPlan& plan) {
    constexpr std::uint64_t most_places = 64, most_draws = 8, most_cases = 1024;
    std::vector<std::uint64_t> sizes{plan.draws}, counts{plan.drawn.empty() ? 1 : most_draws};
    for (const SweepAxis& axis : plan.axes) {
        sizes.push_back(axis.size);
        const auto is_used = [&](const SweepKey& key) { return key.name == "model" || !is_known_axis(plan, key.name); };
        counts.push_back(std::ranges::any_of(axis.keys, is_used) ? most_places : 1);
    }
    for (std::size_t a = 0; a < sizes.size(); ++a) counts[a] = std::min(counts[a], sizes[a]);
    const auto all = [&] { return std::accumulate(counts.begin(), counts.end(), 1.0, std::multiplies<>()); };
    for (auto most = std::ranges::max_element(counts); all() > most_cases && *most > 2;
         most = std::ranges::max_element(counts))
        *most = (*most + 1) / 2;
    std::vector<std::uint64_t> cases{0};
    for (std::size_t a = 0; a < sizes.size(); ++a) {
        std::vector<std::uint64_t> longer;
        for (const std::uint64_t begin : cases)
            for (std::uint64_t k = 0; k < counts[a] && longer.size() < most_cases; ++k)
                longer.push_back(begin * sizes[a] +
                                 (k > 0 && k + 1 == counts[a] ? sizes[a] - 1 : sizes[a] / counts[a] * k));
        cases = std::move(longer);
    }
    return cases;
}

/// Refuses quotas none of which is one of any case; a single one that is not is a note of its cases.
void check_quotas(const SweepPlan& plan, bool is_own_quota) {
    if (!plan.is_weighted) return;
    std::vector<SweepValue> quotas;
    if (plan.quota && !is_own_quota) quotas = {*plan.quota};
    for (const SweepAxis& axis : plan.axes)
        for (const SweepKey& key : axis.keys)
            if (key.name == "quota") quotas = key.values;
    const Weight most = largest_total(plan);
    const Scale scale = scale_of(plan.board, plan.board.weight_column);
    std::optional<std::string> first;
    for (const SweepValue& quota : quotas) {
        const auto refusal = refusal_of([&] { parse_quota(text_of(quota), most, scale); });
        if (!refusal) return;
        if (!first) first = refusal;
    }
    if (first) refuse_whole(plan, *first);
}

/// Refuses a model with names in braces that fits the board with none of their values. Where it fits with some, the
/// others are notes of their cases.
void check_filled_models(const SweepPlan& plan) {
    const auto is_filled = [](const std::string& model) { return model.find('{') != std::string::npos; };
    if (std::ranges::none_of(plan.models, is_filled)) return;
    SweepPoint point(plan);
    std::map<std::string, std::optional<std::string>> refusals;  // the first one of each, empty where one fits
    for (const std::uint64_t number : cases_to_try(plan)) {
        point.go_to(number);
        const std::string& model = std::get<std::string>(*point.find("model"));
        const auto known = refusals.find(model);
        if (!is_filled(model) || (known != refusals.end() && !known->second)) continue;
        auto refusal = refusal_of([&] { model_of_study(point.model(), plan.board); });
        if (!refusal || known == refusals.end()) refusals[model] = std::move(refusal);
    }
    for (const auto& [model, refusal] : refusals)
        if (refusal) refuse_whole(plan, *refusal);
}

}  // namespace

std::vector<std::string_view> known_axes(const SweepPlan& plan) {
    if (plan.is_case) return {"quota", "weights.NAME", "option", "scheme", "model", "method"};
    return {"quota", "weights.NAME", "model", "method"};
}

bool is_known_axis(const SweepPlan& plan, std::string_view name) {
    return name.starts_with("weights.") || std::ranges::count(known_axes(plan), name) > 0;
}

void check_cases(const SweepPlan& plan, bool is_own_quota) {
    check_quotas(plan, is_own_quota);
    check_filled_models(plan);
}

}  // namespace stemgewicht::detail
