#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/mandate_regime.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/position.hpp>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION CompositeRule mandate_rule(const WeightedRule& assembly, std::span<const Block> councils,
                                                  MandateRegime regime) {
    CompositeRule rule{.top = {.weights = {}, .quota = assembly.quota}, .blocks = {}};
    for (std::size_t j = 0; j < councils.size(); ++j) {
        Weight weight = 0;
        for (const std::size_t member : councils[j].members) {
            weight += assembly.weights[member];
            if ((regime >> j & 1) != 0) continue;
            rule.top.weights.push_back(assembly.weights[member]);
            rule.blocks.push_back({.members = {member}, .rule = {.weights = {1}, .quota = 1}});
        }
        if ((regime >> j & 1) == 0) continue;
        rule.top.weights.push_back(weight);
        rule.blocks.push_back(councils[j]);
    }
    return rule;
}

STEMGEWICHT_DEFINITION std::vector<WeightedRule> mandate_positions(std::span<const Block> councils,
                                                                   std::size_t member_count) {
    std::vector<WeightedRule> positions;
    for (const Block& council : councils) {
        positions.push_back({.weights = std::vector<Weight>(member_count, 0), .quota = council.rule.quota});
        for (std::size_t k = 0; k < council.members.size(); ++k)
            positions.back().weights[council.members[k]] = council.rule.weights[k];
    }
    return positions;
}

STEMGEWICHT_DEFINITION void check_mandates(const WeightedRule& assembly, std::span<const Block> councils) {
    check(assembly, "assembly");
    if (councils.empty()) refuse("councils", "a list of at least one council", "none");
    if (councils.size() > maximum_mandate_councils)
        throw std::length_error("mandates: carries up to " + std::to_string(maximum_mandate_councils) +
                                " councils, got " + std::to_string(councils.size()) +
                                "; mandate_rule gives single regimes of any number");
    const CompositeRule all{.top = {.weights = std::vector<Weight>(councils.size(), 1), .quota = 1},
                            .blocks = {councils.begin(), councils.end()}};
    check(all, "councils");
    if (all.member_count() != assembly.member_count())
        refuse("councils", "councils of the " + std::to_string(assembly.member_count()) + " members of the assembly",
               all.member_count());
    const auto positions = mandate_positions(councils, assembly.member_count());
    for (std::size_t j = 0; j < councils.size(); ++j)
        check_position(positions[j], assembly.member_count(), element("councils.blocks", j) + ".rule");
}

}  // namespace stemgewicht
