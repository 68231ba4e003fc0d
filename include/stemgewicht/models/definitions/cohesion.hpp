#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/models/cohesion.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<double> group_shares(const Cohesion& cohesion, std::size_t member_count,
                                                        std::string_view model) {
    const std::vector<std::string>& labels = cohesion.grouping.labels;
    const std::string field = std::string(model) + "." + cohesion.grouping.name;
    check(cohesion.grouping, member_count, field);
    const auto checked = [](const std::string& path, double share) {
        if (!(share >= 0 && share <= 1)) refuse(path, "a share in [0, 1]", share);
        return share;
    };
    std::vector<double> shares(labels.size(), checked(field, cohesion.share));
    for (const auto& [label, share] : cohesion.own) {
        const auto group = std::ranges::find(labels, label);
        if (group == labels.end()) {
            std::string known;
            for (const std::string& other : labels) known += (known.empty() ? "" : ", ") + other;
            refuse(field, "given for one of its groups (" + known + ")", "\"" + label + "\"");
        }
        shares[static_cast<std::size_t>(group - labels.begin())] = checked(field + "." + label, share);
    }
    return shares;
}

STEMGEWICHT_DEFINITION SharedLatents shared_latents(std::string_view model, double region,
                                                    const std::vector<Cohesion>& cohesions, const Latent& kind,
                                                    std::size_t member_count) {
    const std::string name(model);
    if (!(region >= 0 && region <= 1)) refuse(name + ".region", "a share in [0, 1]", region);
    SharedLatents result{.law = {}, .rest = std::vector<double>(member_count)};
    std::vector<double> sum(member_count, region);
    result.law.members.resize(member_count);
    const auto add_latent = [&](std::size_t side) {
        result.law.latents.push_back(kind);
        result.law.latents.back().side = side;
        return result.law.latents.size() - 1;
    };
    if (region > 0) {
        const std::size_t latent = add_latent(0);
        for (auto& member : result.law.members) member.loadings.push_back({latent, region});
    }
    for (std::size_t c = 0; c < cohesions.size(); ++c) {
        const std::vector<double> shares = group_shares(cohesions[c], member_count, model);
        const auto members = members_by_group(cohesions[c].grouping);
        for (std::size_t g = 0; g < shares.size(); ++g) {
            if (shares[g] == 0) continue;
            const std::size_t latent = add_latent(c + 1);
            for (const std::size_t i : members[g]) {
                result.law.members[i].loadings.push_back({latent, shares[g]});
                sum[i] += shares[g];
            }
        }
    }
    for (std::size_t i = 0; i < member_count; ++i) {
        if (sum[i] > 1 + 1e-12) refuse(model, "given shares of at most 1 in sum", sum[i]);
        if (sum[i] < 1 - 1e-12) result.rest[i] = 1 - sum[i];
    }
    return result;
}

}  // namespace stemgewicht
