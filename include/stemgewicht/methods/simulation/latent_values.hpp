#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/beta_quantile_table.hpp>
#include <stemgewicht/core/numeric/normal_table.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Throws std::invalid_argument unless every loading names a latent and every chance that the latents can make of an
/// identity link lies in [0, 1], as do the rows.
void check(const LatentLaw& law, std::string_view field = "law");

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

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/latent_values.hpp>
#endif
