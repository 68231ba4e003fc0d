#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION double Latent::quantile(double u) const {
    switch (kind) {
        case Kind::beta: return a == 1 && b == 1 ? u : detail::beta_quantile(a, b, u);
        case Kind::normal: return detail::normal_quantile(u);
        case Kind::line: return u < a ? 1 : 0;
        case Kind::row: break;
    }
    return std::min(static_cast<double>(static_cast<std::size_t>(u * a)), a - 1);
}

STEMGEWICHT_DEFINITION Eigen::ArrayXd chances(const LatentLaw& law, std::span<const double> values) {
    if (law.rows.size() > 0) return law.rows.col(static_cast<Eigen::Index>(values[0]));
    Eigen::ArrayXd yes(static_cast<Eigen::Index>(law.member_count()));
    for (std::size_t i = 0; i < law.member_count(); ++i) {
        double index = law.members[i].base;
        for (const auto& [latent, load] : law.members[i].loadings) index += load * values[latent];
        yes[static_cast<Eigen::Index>(i)] = chance(law.link, index);
    }
    return yes;
}

STEMGEWICHT_DEFINITION std::vector<std::vector<std::size_t>> members_by_latent(const LatentLaw& law) {
    std::vector<std::vector<std::size_t>> members(law.latents.size());
    for (std::size_t i = 0; i < law.member_count(); ++i)
        for (const auto& [latent, load] : law.members[i].loadings) members[latent].push_back(i);
    return members;
}

STEMGEWICHT_DEFINITION LatentLaw without_private_latents(LatentLaw law) {
    const auto members = members_by_latent(law);
    std::vector<std::size_t> place(law.latents.size());
    std::vector<Latent> kept;
    for (std::size_t l = 0; l < law.latents.size(); ++l) {
        const Latent& latent = law.latents[l];
        place[l] = kept.size();
        const bool shared =
            latent.kind == Latent::Kind::beta || latent.kind == Latent::Kind::row || members[l].size() > 1;
        if (shared) {
            kept.push_back(latent);
            continue;
        }
        for (const std::size_t i : members[l]) {
            LatentLaw::Member& member = law.members[i];
            const auto own = std::ranges::find(member.loadings, l, &LatentLaw::Loading::latent);
            const double load = own->load;
            member.loadings.erase(own);
            if (latent.kind == Latent::Kind::line) {
                member.base += load * latent.a;
                continue;
            }
            const double scale = 1 / std::hypot(1, load);  // of its own noise and this latent together
            member.base *= scale;
            for (auto& loading : member.loadings) loading.load *= scale;
        }
    }
    law.latents = std::move(kept);
    for (auto& member : law.members)
        for (auto& loading : member.loadings) loading.latent = place[loading.latent];
    return law;
}

}  // namespace stemgewicht
