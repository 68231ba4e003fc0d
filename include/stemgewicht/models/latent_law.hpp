#pragma once

#include <stemgewicht/core/definition.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
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
    [[nodiscard]] double quantile(double u) const;
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
Eigen::ArrayXd chances(const LatentLaw& law, std::span<const double> values);

/// The members who load on each latent.
std::vector<std::vector<std::size_t>> members_by_latent(const LatentLaw& law);

/// The law of the votes without the lines and normals that a single member loads on, or none: they become a part
/// of that member's own chance. Fewer latents are fewer dimensions to integrate over or to draw in.
LatentLaw without_private_latents(LatentLaw law);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/latent_law.hpp>
#endif
