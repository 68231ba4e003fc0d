#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <Eigen/Core>

#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// A value of a latent, by any engine of the standard library or Boost.Random.
template <class Engine>
double draw(const Latent& latent, Engine& engine) {
    if (latent.kind == Latent::Kind::normal) return boost::random::normal_distribution<>()(engine);
    return latent.quantile(boost::random::uniform_01<>()(engine));
}

/// The yes-voters of one motion: the latents are drawn, then the votes. Cost O(members).
template <class Engine>
Coalition draw(const LatentLaw& law, Engine& engine) {
    std::vector<double> values;
    for (const Latent& latent : law.latents) values.push_back(draw(latent, engine));
    const Eigen::ArrayXd yes = chances(law, values);
    Coalition yes_voters(law.member_count());
    boost::random::uniform_01<> uniform;
    for (std::size_t i = 0; i < yes_voters.size(); ++i)
        yes_voters[i] = uniform(engine) < yes[static_cast<Eigen::Index>(i)];
    return yes_voters;
}

}  // namespace stemgewicht::detail
