#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/measures/engines/coalition_counts.hpp>
#include <stemgewicht/measures/power.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::string_view index_kind(const Index& index) {
    constexpr std::array<std::string_view, 6> kinds{"votes", "whole", "sets", "unions", "graph", "solution"};
    static_assert(kinds.size() == std::variant_size_v<Index>);
    return kinds[index.index()];
}

STEMGEWICHT_DEFINITION const Index& find_index(std::string_view name) {
    const auto name_of = [](const Index& index) { return text_of(index).name; };
    const auto* const found = std::ranges::find(index_table, name, name_of);
    if (found == index_table.end()) refuse_unknown("index", names_of(index_table, name_of), name);
    return *found;
}

STEMGEWICHT_DEFINITION const VoteIndex& vote_index(std::string_view name) {
    std::string known;
    for (const Index& index : index_table)
        if (const auto* one = std::get_if<VoteIndex>(&index)) {
            if (one->text.name == name) return *one;
            known += std::string(known.empty() ? "" : ", ") + std::string(one->text.name);
        }
    refuse("index", "one of " + known + ", coleman_collectivity", "\"" + std::string(name) + "\"");
}

STEMGEWICHT_DEFINITION VotingModel model_of(IndexModel model) {
    switch (model) {
        case IndexModel::coins: return ic();
        case IndexModel::uniform: return iac();
        case IndexModel::uniform_to_half: return HomogeneousVotes{.most = 0.5};
    }
    return ic();
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd index_values(const VoteIndex& index, std::span<const Standing> standings) {
    Eigen::ArrayXd values(static_cast<Eigen::Index>(standings.size()));
    for (std::size_t i = 0; i < standings.size(); ++i)
        values[static_cast<Eigen::Index>(i)] =
            apply(index.formula, standings[i].decisive, standings[i].pass(), standings[i].fail());
    if (index.scale == IndexScale::share) values /= values.sum();
    if (index.scale == IndexScale::count) values *= detail::coalitions_of(standings.size() - 1, index.text.name);
    if (!values.isFinite().all())
        refuse("rule", "one under which " + std::string(index.text.name) + " exists",
               "one that always passes or always fails, as far as doubles tell; fractions have no such limit");
    return values;
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd VoteIndex::operator()(const Rule& rule, const Method& method) const {
    return index_values(*this, member_standings(rule, model_of(model), method));
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd decisive(const Rule& rule, const VotingModel& model, const Method& method) {
    return index_values(banzhaf, member_standings(rule, model, method));
}

}  // namespace stemgewicht
