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

namespace detail {

/// The place of a group by its label. Refuses an unknown one with the list of those there are.
inline std::size_t group_place(const Grouping& grouping, const std::string& label, const std::string& field) {
    const auto group = std::ranges::find(grouping.labels, label);
    if (group != grouping.labels.end()) return static_cast<std::size_t>(group - grouping.labels.begin());
    std::string known;
    for (const std::string& other : grouping.labels) known += (known.empty() ? "" : ", ") + other;
    refuse(field, "given for one of its groups (" + known + ")", "\"" + label + "\"");
}

/// The chance of each group's line to be yes: its own, or `line`.
inline std::vector<double> line_chances(const Cohesion& cohesion, const Latent& kind, const std::string& field) {
    if (kind.kind != Latent::Kind::line && !cohesion.lines.empty())
        refuse(field, "given without chances of lines, which copy alone has", cohesion.lines.begin()->first);
    std::vector<double> chances(cohesion.grouping.labels.size(), kind.a);
    for (const auto& [label, chance] : cohesion.lines) {
        if (!(chance >= 0 && chance <= 1)) refuse(field + "." + label, "a probability in [0, 1]", chance);
        chances[group_place(cohesion.grouping, label, field)] = chance;
    }
    return chances;
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<double> group_shares(const Cohesion& cohesion, std::size_t member_count,
                                                        std::string_view model) {
    const std::string field = std::string(model) + "." + cohesion.grouping.name;
    check(cohesion.grouping, member_count, field);
    const auto checked = [](const std::string& path, double share) {
        if (!(share >= 0 && share <= 1)) refuse(path, "a share in [0, 1]", share);
        return share;
    };
    std::vector<double> shares(cohesion.grouping.labels.size(), checked(field, cohesion.share));
    for (const auto& [label, share] : cohesion.own)
        shares[detail::group_place(cohesion.grouping, label, field)] = checked(field + "." + label, share);
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
        const std::vector<double> lines =
            detail::line_chances(cohesions[c], kind, name + ".line." + cohesions[c].grouping.name);
        const auto members = members_by_group(cohesions[c].grouping);
        for (std::size_t g = 0; g < shares.size(); ++g) {
            if (shares[g] == 0) continue;
            const std::size_t latent = add_latent(c + 1);
            result.law.latents.back().a = lines[g];
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
