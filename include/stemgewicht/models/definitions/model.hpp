#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/copy.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>
#include <stemgewicht/models/laws/single_factor.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/models/observed.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION LatentLaw latent_law(const VotingModel& model, std::size_t member_count) {
    return std::visit([&](const auto& m) { return latent_law(m, member_count); }, model);
}

STEMGEWICHT_DEFINITION std::vector<WeightedLaw> vote_laws(const VotingModel& model, std::size_t member_count,
                                                          std::span<const std::size_t> block_of) {
    std::vector<WeightedLaw> laws;
    detail::each_law(model, member_count, block_of,
                     [&](double mass, VoteLaw law) { laws.push_back({mass, std::move(law)}); });
    return laws;
}

STEMGEWICHT_DEFINITION VoteLaw vote_law(const VotingModel& model, std::size_t member_count) {
    std::vector<WeightedLaw> laws = vote_laws(model, member_count);
    return laws.size() == 1 ? std::move(laws.front().law) : detail::single_factor(laws);
}

namespace detail {

/// Numbers, each with as many digits as tell it apart.
inline std::string digits(const std::vector<double>& values, char separator) {
    std::string text;
    for (const double value : values) text += (text.empty() ? "" : std::string(1, separator)) + shortest(value);
    return text;
}

/// region=0.1,family=0.3,family.Local=0, with the chances p of yes where they are not all 1/2.
inline std::string share_list(double region, const std::vector<Cohesion>& cohesions, const std::vector<double>& yes) {
    std::string text = region > 0 || cohesions.empty() ? ",region=" + shortest(region) : "";
    for (const Cohesion& cohesion : cohesions) {
        text += "," + cohesion.grouping.name + "=" + shortest(cohesion.share);
        for (const auto& [label, share] : cohesion.own)
            text += "," + cohesion.grouping.name + "." + label + "=" + shortest(share);
    }
    if (yes != std::vector{0.5}) text += ",p=" + digits(yes, '/');
    return text.substr(1);
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::string model_name(const IndependentVotes& model) {
    return model == ic() ? "ic" : "independent:" + detail::digits(model.yes, ',');
}

STEMGEWICHT_DEFINITION std::string model_name(const HomogeneousVotes& model) {
    if (model == iac()) return "iac";
    const std::string name = "beta:" + detail::digits({model.a, model.b}, ',');
    return model.most == 1 ? name : name + ",most=" + shortest(model.most);
}

STEMGEWICHT_DEFINITION std::string model_name(const GroupedVotes& model) {
    const std::string name = "grouped:" + model.grouping.name;
    return model.a == 1 && model.b == 1 ? name : name + " beta:" + detail::digits({model.a, model.b}, ',');
}

STEMGEWICHT_DEFINITION std::string model_name(const CopyVotes& model) {
    std::string name = "copy:" + detail::share_list(model.region, model.groups, model.yes);
    if (model.line != 0.5) name += ",line=" + shortest(model.line);
    for (const Cohesion& cohesion : model.groups)
        for (const auto& [label, chance] : cohesion.lines)
            name += ",line." + cohesion.grouping.name + "." + label + "=" + shortest(chance);
    return name;
}

STEMGEWICHT_DEFINITION std::string model_name(const FactorVotes& model) {
    return "factor:" + detail::share_list(model.region, model.groups, model.yes);
}

STEMGEWICHT_DEFINITION std::string model_name(const ObservedVotes& model) { return "observed:" + model.name; }

STEMGEWICHT_DEFINITION std::string model_name(const VotingModel& model) {
    return std::visit([](const auto& m) { return model_name(m); }, model);
}

}  // namespace stemgewicht
