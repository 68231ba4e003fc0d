#pragma once

#include <Eigen/Core>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A hidden variable that members share: it is drawn once for each motion, independently of the others.
struct Latent {
    enum class Kind {
        beta,    ///< Beta(a, b): a common chance of yes
        normal,  ///< standard normal: a mood
        line,    ///< 1 with chance a, else 0: a line to follow
        row      ///< 0, 1, .., a - 1, equally likely: a past motion
    };
    Kind kind = Kind::beta;
    double a = 1, b = 1;
    std::size_t side = 0;  ///< what it belongs to, such as the families: latents of one side share no member

    /// Its value at u, uniform on (0, 1): the inverse of its distribution function.
    [[nodiscard]] double quantile(double u) const {
        switch (kind) {
            case Kind::beta:
                return a == 1 && b == 1 ? u : boost::math::quantile(boost::math::beta_distribution<>(a, b), u);
            case Kind::normal: return boost::math::quantile(boost::math::normal(), u);
            case Kind::line: return u < a ? 1 : 0;
            case Kind::row: break;
        }
        return std::min(static_cast<double>(static_cast<std::size_t>(u * a)), a - 1);
    }
};

/// How the members vote given the latents: independently of each other, each with a chance that is a linear function of
/// the latents that it shares, or the normal distribution function of one. This is the form in which a simulation sees
/// every model: draw the latents, then the votes.
struct LatentLaw {
    enum class Link { identity, probit };
    struct Loading {
        std::size_t latent = 0;
        double load = 0;
        friend bool operator==(const Loading&, const Loading&) = default;
    };
    struct Member {
        double base = 0;
        std::vector<Loading> loadings;
        friend bool operator==(const Member&, const Member&) = default;
    };
    std::vector<Latent> latents;
    std::vector<Member> members;
    Link link = Link::identity;
    Eigen::ArrayXXd rows;  ///< members x rows: of past motions, the chances of yes; then there is one latent, the row

    [[nodiscard]] std::size_t member_count() const { return members.size(); }
};

/// The standard normal distribution function.
inline double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The chance of yes at a value of the linear function. An identity that rounding has carried out of [0, 1] is put
/// back.
inline double chance(LatentLaw::Link link, double index) {
    return link == LatentLaw::Link::probit ? normal_cdf(index) : std::clamp(index, 0.0, 1.0);
}

/// The chance of each member to say yes, given a value of each latent. Cost O(members).
inline Eigen::ArrayXd chances(const LatentLaw& law, std::span<const double> values) {
    if (law.rows.size() > 0) return law.rows.col(static_cast<Eigen::Index>(values[0]));
    Eigen::ArrayXd yes(static_cast<Eigen::Index>(law.member_count()));
    for (std::size_t i = 0; i < law.member_count(); ++i) {
        double index = law.members[i].base;
        for (const auto& [latent, load] : law.members[i].loadings) index += load * values[latent];
        yes[static_cast<Eigen::Index>(i)] = chance(law.link, index);
    }
    return yes;
}

/// The members who load on each latent.
inline std::vector<std::vector<std::size_t>> members_by_latent(const LatentLaw& law) {
    std::vector<std::vector<std::size_t>> members(law.latents.size());
    for (std::size_t i = 0; i < law.member_count(); ++i)
        for (const auto& [latent, load] : law.members[i].loadings) members[latent].push_back(i);
    return members;
}

/// The same law of the votes without the lines and normals that a single member loads on, or none: they become a part
/// of that member's own chance. Fewer latents are fewer dimensions to integrate over or to draw in.
inline LatentLaw without_private_latents(LatentLaw law) {
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
