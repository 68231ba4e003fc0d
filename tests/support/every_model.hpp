#pragma once

#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/models/model.hpp>

#include "support/latent_cases.hpp"
#include "support/random_games.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// Models of every kind, and the chance of each set of yes-voters under them.
namespace support {

using namespace stemgewicht;

/// Three motions of the past, of which the first has a vote of everybody.
inline ObservedVotes random_history(Random& random, std::size_t members) {
    ObservedVotes history{.name = "history", .motions = {}};
    history.motions.assign(3, std::vector<std::optional<bool>>(members));
    for (auto& motion : history.motions)
        for (auto& vote : motion)
            if (&motion == &history.motions.front() || random.index(5) > 0) vote = random.coin();
    return history;
}

/// A model of every kind for so many members, with lines and moods too.
inline std::vector<VotingModel> every_model(Random& random, std::size_t members) {
    std::vector<double> own(members);
    for (double& chance : own) chance = random_chance(random);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < members; ++i) labels.push_back(random.coin() ? "one" : "other");
    const Grouping groups = make_grouping("family", labels);
    return {ic(),
            independent(own),
            iac(),
            beta(2, 0.7),
            grouped(groups),
            CopyVotes{.region = 0.2, .groups = {{groups, 0.6, {}}}, .yes = own, .line = 0.4},
            FactorVotes{.region = 0.5, .yes = own},
            FactorVotes{.region = 0, .groups = {{groups, 0.6, {}}}, .yes = {0.3}},
            random_history(random, members)};
}

/// Calls work(yes-voters, chance) for all sets, by a product rule over the latents.
template <class Work>
void each_set(const VotingModel& model, std::size_t members, const Work& work) {
    const VoteLaw law = law_of_nodes(latent_law(model, members));
    const auto visit = [&](detail::Mask set, double chance) { work(Coalition(members, set), chance); };
    detail::Visit(law, visit);
}

}  // namespace support
