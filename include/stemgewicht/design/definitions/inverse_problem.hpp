#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

inline constexpr std::array<std::string_view, 4> risk_quantity_names{"decisive", "outvoted", "overruled", "blocked"};

inline double risk_of(RiskQuantity quantity, const Standing& standing) {
    switch (quantity) {
        case RiskQuantity::decisive: return standing.decisive;
        case RiskQuantity::outvoted: return standing.no_pass + standing.yes_fail;
        case RiskQuantity::overruled: return standing.no_pass;
        case RiskQuantity::blocked: return standing.yes_fail;
    }
    return standing.decisive;
}

inline void check_measure(const DesignMeasure& measure, std::string_view field) {
    const auto* index = std::get_if<Index>(&measure);
    if (index != nullptr && !std::holds_alternative<VoteIndex>(*index) && !std::holds_alternative<SetIndex>(*index))
        refuse(field, "a chance, or an index with a value for each member that needs no unions, graph or program",
               text_of(*index).name);
}

inline void check_target(const InverseProblem& problem) {
    const std::vector<double>& target = problem.target;
    if (target.empty()) refuse("target", "one number for each member", "none");
    double sum = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
        constexpr double most = 1e100;  // of which the squares and their sum are numbers too
        if (!(std::abs(target[i]) <= most)) refuse(element("target", i), "a number from -1e100 to 1e100", target[i]);
        if (problem.norm == DistanceNorm::relative && !(target[i] > 0))
            refuse(element("target", i), "positive where differences are parts of it", target[i]);
        sum += target[i];
    }
    if (sums_to_one(problem.measure) && std::abs(sum - 1) > 1e-6)
        refuse("target", "numbers that sum to 1, as " + measure_name(problem.measure) + " does",
               "a sum of " + shortest(sum));
}

inline void check_constraints(const DesignConstraints& constraints, std::size_t members) {
    const auto member = [&](const std::string& field, std::size_t place) {
        if (place >= members) refuse(field, "a member, below " + std::to_string(members), place);
    };
    if (constraints.quota) check(*constraints.quota, "constraints.quota");
    for (std::size_t k = 0; k < constraints.order.size(); ++k)
        for (const std::size_t place : {constraints.order[k].first, constraints.order[k].second})
            member(element("constraints.order", k), place);
    for (const bool wins : {true, false}) {
        const auto& coalitions = wins ? constraints.winning : constraints.losing;
        for (std::size_t k = 0; k < coalitions.size(); ++k)
            if (coalitions[k].size() != members)
                refuse(element(wins ? "constraints.winning" : "constraints.losing", k),
                       "a coalition of the " + std::to_string(members) + " members", coalitions[k].size());
    }
    for (std::size_t k = 0; k < constraints.bounds.size(); ++k) {
        const MemberBound& bound = constraints.bounds[k];
        const std::string field = element("constraints.bounds", k);
        member(field + ".member", bound.member);
        check_measure(bound.measure, field + ".measure");
        if (!(bound.least <= bound.most))
            refuse(field + ".most", "at least " + shortest(bound.least), shortest(bound.most));
    }
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::string measure_name(const DesignMeasure& measure) {
    if (const auto* index = std::get_if<Index>(&measure)) return std::string(text_of(*index).name);
    const auto& risk = std::get<RiskMeasure>(measure);
    return std::string(detail::risk_quantity_names[static_cast<std::size_t>(risk.quantity)]) + ":" +
           model_name(risk.model);
}

STEMGEWICHT_DEFINITION bool sums_to_one(const DesignMeasure& measure) {
    const auto* index = std::get_if<Index>(&measure);
    if (index == nullptr) return false;
    if (const auto* votes = std::get_if<VoteIndex>(index))
        return votes->scale == IndexScale::share ||
               (votes->scale == IndexScale::chance && votes->model == IndexModel::uniform &&
                votes->formula == IndexFormula::decisive);
    const auto* sets = std::get_if<SetIndex>(index);
    return sets != nullptr && !sets->raw;
}

STEMGEWICHT_DEFINITION std::vector<double> measured_values(const DesignMeasure& measure, const WeightedRule& rule,
                                                           const Method& method) {
    detail::check_measure(measure, "measure");
    std::vector<double> values;
    if (const auto* risk = std::get_if<RiskMeasure>(&measure)) {
        for (const Standing& standing : member_standings(rule, risk->model, method))
            values.push_back(settled_chance(detail::risk_of(risk->quantity, standing),
                                            risk->quantity == RiskQuantity::decisive ? -1 : 0));
        return values;
    }
    const Index& index = std::get<Index>(measure);
    const Eigen::ArrayXd of_members = std::holds_alternative<VoteIndex>(index)
                                          ? std::get<VoteIndex>(index)(rule, method)
                                          : std::get<SetIndex>(index)(rule, method);
    values.assign(of_members.begin(), of_members.end());
    return values;
}

STEMGEWICHT_DEFINITION double distance(const std::vector<double>& values, const std::vector<double>& target,
                                       DistanceNorm norm) {
    if (values.size() != target.size())
        refuse("values", "one for each of the " + std::to_string(target.size()) + " targets", values.size());
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double difference = std::abs(values[i] - target[i]);
        sum += norm == DistanceNorm::euclidean ? difference * difference : difference;
        largest = std::max(largest, norm == DistanceNorm::relative ? difference / target[i] : difference);
    }
    if (norm == DistanceNorm::euclidean) return std::sqrt(sum);
    return norm == DistanceNorm::absolute ? sum : largest;
}

STEMGEWICHT_DEFINITION void check(const InverseProblem& problem) {
    detail::check_measure(problem.measure, "measure");
    detail::check_target(problem);
    detail::check_constraints(problem.constraints, problem.target.size());
}

STEMGEWICHT_DEFINITION std::optional<std::string> broken_constraint(const DesignConstraints& constraints,
                                                                    const WeightedRule& rule) {
    const Weight total = total_weight(rule.weights);
    if (constraints.quota && quota_of(*constraints.quota, total) != rule.quota) return "quota";
    if (constraints.proper && 2 * rule.quota <= total && !is_proper(rule)) return "proper";
    for (const Weight weight : rule.weights) {
        const bool veto = total - weight < rule.quota;
        if (constraints.no_dictator && veto && weight >= rule.quota) return "no_dictator";
        if (constraints.no_veto && veto) return "no_veto";
    }
    for (const auto& [heavier, lighter] : constraints.order)
        if (rule.weights[heavier] < rule.weights[lighter]) return "order";
    for (const Coalition& coalition : constraints.winning)
        if (!rule.wins(coalition)) return "winning";
    for (const Coalition& coalition : constraints.losing)
        if (rule.wins(coalition)) return "losing";
    if (constraints.no_null && banzhaf(rule).minCoeff() <= 0) return "no_null";
    for (const MemberBound& bound : constraints.bounds) {
        const double value = measured_values(bound.measure, rule).at(bound.member);
        if (value < bound.least - equal_distances || value > bound.most + equal_distances)
            return "bound on " + measure_name(bound.measure) + " of member " + std::to_string(bound.member);
    }
    return std::nullopt;
}

}  // namespace stemgewicht
