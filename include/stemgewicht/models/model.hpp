#pragma once

#include <stemgewicht/models/laws/single_factor.hpp>
#include <stemgewicht/models/copy.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
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

/// How likely each set of yes-voters is.
using VotingModel =
    std::variant<IndependentVotes, HomogeneousVotes, GroupedVotes, CopyVotes, FactorVotes, ObservedVotes>;

/// The model as latents and votes that are independent given these, which is what a simulation draws. Throws
/// std::invalid_argument where it does not fit the members.
inline LatentLaw latent_law(const VotingModel& model, std::size_t member_count) {
    return std::visit([&](const auto& m) { return latent_law(m, member_count); }, model);
}

/// Calls work(mass, law) for the laws whose mixture the model is; most models are one law, of mass 1. `block_of`: the
/// block of each member, where the rule has blocks, so that fewest groups cross them. Throws std::invalid_argument
/// where the model does not fit the members, std::length_error where it takes more than maximum_laws.
template <class Work>
void each_law(const VotingModel& model, std::size_t member_count, std::span<const std::size_t> block_of,
              const Work& work) {
    const auto of = [&]<class M>(const M& m) {
        if constexpr (std::same_as<M, CopyVotes> || std::same_as<M, FactorVotes>)
            each_law(latent_law(m, member_count), block_of, work);
        else
            work(1.0, vote_law(m, member_count));
    };
    std::visit(of, model);
}

/// The laws of `each_law`, all at once.
inline std::vector<WeightedLaw> vote_laws(const VotingModel& model, std::size_t member_count,
                                          std::span<const std::size_t> block_of = {}) {
    std::vector<WeightedLaw> laws;
    each_law(model, member_count, block_of, [&](double mass, VoteLaw law) { laws.push_back({mass, std::move(law)}); });
    return laws;
}

/// The model as a single law, for what takes no mixture. A mixture becomes one factor of all members, with a node for
/// each law and each combination of the nodes of its factors. Throws std::invalid_argument where the model does not fit
/// the members, std::length_error where that takes more than maximum_common_nodes.
inline VoteLaw vote_law(const VotingModel& model, std::size_t member_count) {
    std::vector<WeightedLaw> laws = vote_laws(model, member_count);
    return laws.size() == 1 ? std::move(laws.front().law) : common_factor(laws);
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

// The name of a model as the command line and the tables write it.
inline std::string model_name(const IndependentVotes& model) {
    return model == ic() ? "ic" : "independent:" + detail::digits(model.yes, ',');
}
inline std::string model_name(const HomogeneousVotes& model) {
    return model == iac() ? "iac" : "beta:" + detail::digits({model.a, model.b}, ',');
}
inline std::string model_name(const GroupedVotes& model) {
    const std::string name = "grouped:" + model.grouping.name;
    return model.a == 1 && model.b == 1 ? name : name + " beta:" + detail::digits({model.a, model.b}, ',');
}
inline std::string model_name(const CopyVotes& model) {
    const std::string name = "copy:" + detail::share_list(model.region, model.groups, model.yes);
    return model.line == 0.5 ? name : name + ",line=" + shortest(model.line);
}
inline std::string model_name(const FactorVotes& model) {
    return "factor:" + detail::share_list(model.region, model.groups, model.yes);
}
inline std::string model_name(const ObservedVotes& model) { return "observed:" + model.name; }

/// The name of a model as the command line and the tables write it: ic, iac, beta:2,2, independent:0.3,0.6,
/// grouped:family, copy:region=0.1,family=0.3, factor:family=0.4,family.Local=0,p=0.6, observed:votes.csv.
inline std::string model_name(const VotingModel& model) {
    return std::visit([](const auto& m) { return model_name(m); }, model);
}

}  // namespace stemgewicht
