#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/measures/power.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A target of a measure as one of the Banzhaf indices, absolute or as shares: a difference of those, times `factor`,
/// is one of the measure.
struct BanzhafTarget {
    std::vector<double> values;
    double factor = 1;
    bool shares = false;
};

inline bool is_coins(const VotingModel& model) {
    const auto* votes = std::get_if<IndependentVotes>(&model);
    return votes != nullptr && std::ranges::all_of(votes->yes, [](double chance) { return chance == 0.5; });
}

/// Whether all sets of members of one size are equally likely to be for a motion.
inline bool votes_alike(const VotingModel& model) {
    if (const auto* votes = std::get_if<IndependentVotes>(&model))
        return std::ranges::all_of(votes->yes, [&](double chance) { return chance == votes->yes.front(); });
    return std::holds_alternative<HomogeneousVotes>(model);
}

/// Empty for a measure that is no formula on the Banzhaf indices alone.
inline std::optional<BanzhafTarget> banzhaf_target(const InverseProblem& problem) {
    BanzhafTarget result{.values = problem.target};
    double constant = 0;  // measure = constant + slope x index
    double slope = 1;
    if (const auto* risk = std::get_if<RiskMeasure>(&problem.measure)) {
        const bool known = risk->quantity == RiskQuantity::decisive || risk->quantity == RiskQuantity::outvoted;
        if (!known || !is_coins(risk->model)) return std::nullopt;
        if (risk->quantity == RiskQuantity::outvoted) constant = 0.5, slope = -0.5;
    } else {
        const auto* index = std::get_if<VoteIndex>(&std::get<Index>(problem.measure));
        if (index == nullptr || index->model != IndexModel::coins) return std::nullopt;
        if (index->formula == IndexFormula::rae && index->scale == IndexScale::chance) {
            constant = slope = 0.5;
        } else if (index->formula != IndexFormula::decisive || index->scale == IndexScale::count) {
            return std::nullopt;
        } else {
            result.shares = index->scale == IndexScale::share;
        }
    }
    for (double& value : result.values) value = (value - constant) / slope;
    result.factor = std::abs(slope);
    return result;
}

/// What each member's difference counts for in the norm: its part of the target, or all the same.
inline std::vector<double> units_of(const InverseProblem& problem, double factor) {
    std::vector<double> units(problem.target.size(), factor);
    if (problem.norm == DistanceNorm::relative)
        for (std::size_t i = 0; i < units.size(); ++i) units[i] /= problem.target[i];
    return units;
}

/// The least distance of a list whose members' differences are at least these.
inline double norm_of(const std::vector<double>& differences, const std::vector<double>& units, DistanceNorm norm) {
    double sum = 0, largest = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const double difference = differences[i] * units[i];
        sum += norm == DistanceNorm::euclidean ? difference * difference : difference;
        largest = std::max(largest, difference);
    }
    if (norm == DistanceNorm::euclidean) return std::sqrt(sum);
    return norm == DistanceNorm::absolute ? sum : largest;
}

/// The least distance at which the sum of all values is `missing` away from that of the targets.
inline double norm_of_sum(double missing, const std::vector<double>& units, DistanceNorm norm) {
    const double count = static_cast<double>(units.size());
    switch (norm) {
        case DistanceNorm::absolute: return missing * units.front();
        case DistanceNorm::euclidean: return missing * units.front() / std::sqrt(count);
        case DistanceNorm::largest: return missing * units.front() / count;
        case DistanceNorm::relative: break;
    }
    double whole = 0;
    for (const double unit : units) whole += 1 / unit;
    return missing / whole;
}

}  // namespace stemgewicht::detail
