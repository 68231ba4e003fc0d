#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile_table.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/numeric/normal_table.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// Throws std::invalid_argument unless every loading names a latent and every chance that the latents can make of an
/// identity link lies in [0, 1], as do the rows.
inline void check(const LatentLaw& law, std::string_view field = "law") {
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

/// The values of the latents of a law at numbers u, uniform on (0, 1), made ready for many draws.
class LatentValues {
public:
    /// Throws std::invalid_argument where the law is not valid.
    explicit LatentValues(const LatentLaw& law) : latents_(law.latents) {
        check(law);
        std::map<std::pair<double, double>, std::size_t> known;
        for (const Latent& latent : latents_) {
            beta_of_.push_back(known.emplace(std::pair(latent.a, latent.b), betas_.size()).first->second);
            if (latent.kind == Latent::Kind::beta && beta_of_.back() == betas_.size())
                betas_.emplace_back(latent.a, latent.b);
        }
    }

    [[nodiscard]] double operator()(std::size_t latent, double u) const {
        switch (latents_[latent].kind) {
            case Latent::Kind::normal: return NormalTable::instance().quantile(u);
            case Latent::Kind::beta: return betas_[beta_of_[latent]](u);
            default: return latents_[latent].quantile(u);
        }
    }

private:
    std::vector<Latent> latents_;
    std::vector<BetaQuantile> betas_;
    std::vector<std::size_t> beta_of_;  ///< by latent, its place among the distinct ones
};

}  // namespace stemgewicht
