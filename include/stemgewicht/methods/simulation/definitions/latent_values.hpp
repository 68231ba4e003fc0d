#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile_table.hpp>
#include <stemgewicht/core/numeric/normal_table.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION void check(const LatentLaw& law, std::string_view field) {
    const std::string prefix(field);
    if (law.members.empty()) refuse(prefix + ".members", "a list of at least one member", "none");
    for (std::size_t i = 0; i < law.member_count(); ++i) {
        const std::string path = element(prefix + ".members", i);
        double least = law.members[i].base, most = least;
        for (const auto& [latent, load] : law.members[i].loadings) {
            if (latent >= law.latents.size())
                refuse(path + ".loadings", "those of the " + std::to_string(law.latents.size()) + " latents", latent);
            if (law.link == LatentLaw::Link::identity && law.latents[latent].kind == Latent::Kind::normal)
                refuse(path + ".loadings", "of bounded latents where the link is the identity", "one of a normal");
            (load < 0 ? least : most) += load;
        }
        if (law.link == LatentLaw::Link::identity && law.rows.size() == 0 && !(least > -1e-12 && most < 1 + 1e-12))
            refuse(path, "chances in [0, 1]", std::to_string(least) + " to " + std::to_string(most));
    }
    if (law.rows.size() > 0 && (law.latents.size() != 1 || law.latents[0].kind != Latent::Kind::row ||
                                law.rows.rows() != static_cast<Eigen::Index>(law.member_count()) ||
                                law.rows.cols() != static_cast<Eigen::Index>(law.latents[0].a)))
        refuse(prefix + ".rows", "one row a member and one column for each value of the only latent",
               std::to_string(law.rows.rows()) + " x " + std::to_string(law.rows.cols()));
}

}  // namespace stemgewicht::detail
