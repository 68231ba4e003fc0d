#include "batch/sweep_plan.hpp"

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <cmath>

namespace stemgewicht::detail {

namespace {

bool simulates(const SweepPlan& plan) {
    return std::ranges::any_of(plan.methods, [](const NamedMethod& one) {
        return is_simulation(one.method) || std::holds_alternative<Normal>(one.method) ||
               std::holds_alternative<Fourier>(one.method);
    });
}

}  // namespace

std::vector<SweepHeading> columns_of(const SweepPlan& plan) {
    std::vector<SweepHeading> columns{{"case", SweepKind::integer}};
    const auto add = [&](const std::string& name, SweepKind kind) { columns.push_back({name, kind}); };
    if (plan.has_draws) add("draw", SweepKind::integer);
    for (const SweepAxis& axis : plan.axes)
        for (const SweepKey& key : axis.keys)
            if (key.name != "option" && key.name != "scheme" && (key.name != "quota" || plan.is_case) &&
                (key.name != "method" || plan.methods.size() > 1))
                add(key.name, key.kind);
    for (const DrawnNumber& drawn : plan.drawn)
        if (drawn.name != "quota" || plan.is_case)
            add(drawn.name, drawn.law.kind == Distribution::Kind::uniform ? SweepKind::real : SweepKind::integer);
    const bool whole = plan.is_case || scale_of(plan.board, plan.board.weight_column).is_whole();
    if (plan.is_case)
        for (const char* name : {"option", "scheme", "kind", "municipality"}) add(name, SweepKind::text);
    if (plan.is_weighted) add("quota", whole ? SweepKind::integer : SweepKind::real);
    if (!plan.is_case && plan.member_rows) add("member", SweepKind::text);
    if (plan.is_weighted && plan.member_rows) add("weight", whole ? SweepKind::integer : SweepKind::real);
    for (const std::string& measure : plan.measures) {
        add(measure, SweepKind::real);
        if (simulates(plan)) add(measure + "_error", SweepKind::real);
    }
    if (simulates(plan)) add("motions", SweepKind::integer);
    add("note", SweepKind::text);
    return columns;
}

namespace {

/// Roughly how many nanoseconds a case takes, from the study alone.
double rough_cost(const SweepPlan& plan) {
    const auto members = static_cast<double>(plan.board.names.size());
    constexpr double of_row = 400, of_small = 300, of_case = 2e7, of_member = 2e4;
    const double rows = of_row * static_cast<double>(plan.member_rows ? plan.members.size() : 1);
    if (plan.is_small) return of_small + std::exp2(members) + rows;
    double cost = plan.is_case ? of_case : of_member * members;
    if (plan.is_weighted && !plan.weights) {
        constexpr double most_total = 1e6;
        cost += members * std::min(most_total, static_cast<double>(total_weight(weights(plan.board))));
    }
    double simulated = 0;
    for (const NamedMethod& one : plan.methods) {
        double motions = 0;
        if (const auto* monte_carlo = std::get_if<MonteCarlo>(&one.method))
            motions = static_cast<double>(monte_carlo->samples);
        if (const auto* conditional = std::get_if<Conditional>(&one.method))
            motions = 100 * static_cast<double>(conditional->points * conditional->randomizations);
        simulated += motions * members;
    }
    return cost + rows + simulated / static_cast<double>(plan.methods.size());
}

}  // namespace

std::optional<IndexModel> presumed_model(const Index& index) {
    if (const auto* votes = std::get_if<VoteIndex>(&index)) return votes->model;
    const auto* whole = std::get_if<WholeIndex>(&index);
    if (whole && whole->quantity == WholeQuantity::winning_share) return IndexModel::coins;
    return std::nullopt;
}

bool asks_curves(const SweepPlan& plan) {
    constexpr double most_bytes = 1 << 26;
    if (!plan.is_weighted || plan.is_case || plan.is_small || plan.weights) return false;
    bool has_quotas = std::ranges::any_of(plan.drawn, [](const DrawnNumber& one) { return one.name == "quota"; });
    for (const SweepAxis& axis : plan.axes)
        for (const SweepKey& key : axis.keys) {
            if (key.name.starts_with("weights.")) return false;
            has_quotas = has_quotas || (key.name == "quota" && key.values.size() > 1);
        }
    const auto is_on_chances = [](const std::string& measure) {
        return !is_of_standing(measure) && presumed_model(find_index(measure)).has_value();
    };
    const auto is_exact = [](const NamedMethod& one) { return std::holds_alternative<Exact>(one.method); };
    const auto members = static_cast<double>(plan.board.names.size());
    return has_quotas && members * sizeof(Standing) * 1000 <= most_bytes &&
           std::ranges::all_of(plan.methods, is_exact) && std::ranges::all_of(plan.measures, is_on_chances);
}

std::uint64_t cases_of_part(const SweepPlan& plan) {
    constexpr std::uint64_t least_of_curve = 16, most_of_curve = 1000;  // sixteen quotas take little more than one
    if (asks_curves(plan)) return std::clamp(plan.chunk_cases / 8, least_of_curve, most_of_curve);
    return std::max<std::uint64_t>(1, plan.chunk_cases / 32);
}

std::uint64_t cases_of_chunk(const SweepPlan& plan) {
    constexpr double second = 1e9, most_rows = 250'000;
    const double rows = static_cast<double>(plan.member_rows ? plan.members.size() : 1);
    const double alone = asks_curves(plan) ? 0.01 : 1;  // of the cost of a case, where many share a count
    const double wanted = std::clamp(second / (alone * rough_cost(plan)), 1.0, std::max(1.0, most_rows / rows));
    auto cases = static_cast<std::uint64_t>(wanted);
    const std::uint64_t together =
        plan.axes[plan.axes.size() - 1].size * (plan.axes.size() > 1 ? plan.axes[plan.axes.size() - 2].size : 1);
    if (cases > together) cases -= cases % together;
    return std::min(cases, plan.cases);
}

}  // namespace stemgewicht::detail
