#pragma once

#include "study/council_chances.hpp"

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/measures/engines/read_standing.hpp>
#include <stemgewicht/methods/layers/chance_ways.hpp>
#include <stemgewicht/methods/simulation/positions_apart.hpp>
#include <stemgewicht/models/copy.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The numbers of a case that the what-if page computes with.
struct WhatIfRegion {
    std::vector<Weight> assembly;      ///< weight of each member in the assembly; empty where there is none
    std::vector<Weight> seats;         ///< of each member in its council
    Grouping municipality;             ///< of the members; the centre is group 0
    std::optional<Grouping> families;  ///< of the members, where the case has such
    std::vector<Weight> board;         ///< weight of each municipality on the general board
};

/// What can be moved.
struct WhatIfLevers {
    Weight weight = 100;                  ///< of the centre, in percent of what it has
    Weight quota = 500;                   ///< thousandths of all weight: a motion needs more
    double family = 0, municipality = 0;  ///< chances to follow the line of one's family, and of one's municipality
};

/// A motion passes with more than this many thousandths of the weight; with all of it where that is everything.
inline WeightedRule share_rule(std::vector<Weight> weights, Weight thousandths) {
    const Weight total = total_weight(weights);
    const Weight quota = total / 1000 * thousandths + total % 1000 * thousandths / 1000 + 1;
    return {.weights = std::move(weights), .quota = std::min(quota, total)};
}

/// The rule of the assembly where the centre's groups have this share of their weight, in whole votes.
inline WeightedRule moved_assembly(const WhatIfRegion& region, const WhatIfLevers& levers) {
    std::vector<Weight> weights = region.assembly;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (region.municipality.group_of[i] == 0) weights[i] = (weights[i] * levers.weight + 50) / 100;
    return share_rule(std::move(weights), levers.quota);
}

/// That of the general board, in hundredths of its votes.
inline WeightedRule moved_board(const WhatIfRegion& region, const WhatIfLevers& levers) {
    std::vector<Weight> weights = region.board;
    for (std::size_t j = 0; j < weights.size(); ++j) weights[j] *= j == 0 ? levers.weight : 100;
    return share_rule(std::move(weights), levers.quota);
}

/// The position of each municipality: the majority of its council.
inline std::vector<WeightedRule> seat_positions(const WhatIfRegion& region) {
    std::vector<WeightedRule> positions;
    for (std::size_t j = 0; j < region.municipality.group_count(); ++j) {
        std::vector<Weight> seats(region.seats.size(), 0);
        for (std::size_t i = 0; i < seats.size(); ++i)
            if (region.municipality.group_of[i] == j) seats[i] = region.seats[i];
        positions.push_back(majority_rule(std::move(seats)));
    }
    return positions;
}

/// Members who follow lines. A municipality is a way to vote of its own groups, so that only the lines of families
/// which stand in several councils are gone through.
inline CopyVotes lines_of(const WhatIfRegion& region, const WhatIfLevers& levers) {
    CopyVotes model;
    if (region.families) model.groups.push_back({.grouping = *region.families, .share = levers.family});
    model.groups.push_back({.grouping = region.municipality, .share = levers.municipality});
    return model;
}

/// Calls work(ways, mass) for all values of the lines of the families, lane_count of them side by side.
template <class Work>
void each_lines(const LatentLaw& law, std::size_t town_side, const Work& work) {
    std::vector<std::size_t> lines;
    for (std::size_t l = 0; l < law.latents.size(); ++l)
        if (law.latents[l].side != town_side) lines.push_back(l);
    const std::size_t count = std::size_t{1} << lines.size();
    const bool follow_towns = lines.size() < law.latents.size();
    const auto members = static_cast<Eigen::Index>(law.member_count());
    std::vector<LaneTable> yes(follow_towns ? 2 : 1, LaneTable(lane_count, members));
    const std::vector<double> shares(yes.size(), 1 / static_cast<double>(yes.size()));
    std::vector<double> values(law.latents.size());
    for (std::size_t first = 0; first < count; first += lane_count) {
        Lanes mass = Lanes::Zero();
        for (std::size_t lane = 0; lane < lane_count; ++lane) {
            const std::size_t node = std::min(first + lane, count - 1);
            if (first + lane < count) mass[static_cast<Eigen::Index>(lane)] = 1 / static_cast<double>(count);
            for (std::size_t way = 0; way < yes.size(); ++way) {
                values.assign(values.size(), static_cast<double>(way));
                for (std::size_t k = 0; k < lines.size(); ++k) values[lines[k]] = static_cast<double>(node >> k & 1);
                yes[way].row(static_cast<Eigen::Index>(lane)) = chances(law, values).transpose();
            }
        }
        work(ChanceWays{.yes = yes, .shares = shares}, mass);
    }
}

/// The chance that each municipality is outvoted by the assembly, by the general board, and by the council of the
/// centre: at decider x municipalities + municipality.
inline std::vector<double> region_risks(const WhatIfRegion& region, const WhatIfLevers& levers) {
    const std::vector<WeightedRule> positions = seat_positions(region);
    const std::size_t count = positions.size();
    std::vector<Weight> alone(count, 0);
    alone.front() = 1;
    CouncilChances councils(positions, {moved_board(region, levers), majority_rule(std::move(alone))});
    std::optional<PositionsApart> assembly;
    if (!region.assembly.empty()) assembly.emplace(moved_assembly(region, levers), positions);
    std::vector<Standing> standings(3 * count);
    const std::size_t town_side = region.families ? 2 : 1;  // as latents of a model are numbered
    each_lines(latent_law(lines_of(region, levers), region.seats.size()), town_side,
               [&](const ChanceWays& ways, const Lanes& mass) {
                   if (assembly) (*assembly)(ways, mass, std::span(standings).first(count));
                   councils(ways, mass, std::span(standings).subspan(count));
               });
    std::vector<double> risks;
    for (std::size_t k = 0; k < standings.size(); ++k) {
        const Standing& s = standings[k];
        const bool asked = k >= count || assembly;
        risks.push_back(asked ? read_standing<double>({s.yes_pass, s.yes_fail, s.tied_pass, s.tied_fail, s.no_pass,
                                                       s.no_fail, s.decisive},
                                                      Ties::excluded, 1e-290)
                                    .outvoted
                              : 0);
    }
    return risks;
}

/// What each municipality risks under an option: the average of what decides on the base package, for this share of the
/// decisions, and of what decides on policy.
inline std::vector<double> option_risks(std::span<const double> risks, Decider base, Decider policy,
                                        double base_share) {
    const std::size_t count = risks.size() / 3;
    std::vector<double> result(count, 0.0);
    for (const auto& [decider, share] : {std::pair{base, base_share}, std::pair{policy, 1 - base_share}})
        if (decider != Decider::council)
            for (std::size_t j = 0; j < count; ++j)
                result[j] += share * risks[static_cast<std::size_t>(decider) * count + j];
    return result;
}

}  // namespace stemgewicht::detail
