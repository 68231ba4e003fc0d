#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/distributions.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The law of the votes with that of the attendance of so many meetings beside it: of n members, number n + i says yes
/// where member i is present in the first meeting, number 2 n + i where it is in the next. They depend on no latent.
inline LatentLaw with_attendance(LatentLaw law, const std::vector<double>& present, std::size_t meetings) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const auto members = static_cast<Eigen::Index>(law.member_count());
    for (std::size_t meeting = 0; meeting < meetings; ++meeting)
        for (const double here : present) {
            double base = here;
            if (law.link == LatentLaw::Link::probit)
                base = here <= 0 ? -infinity : here >= 1 ? infinity : normal_quantile(here);
            law.members.push_back({.base = base, .loadings = {}});
        }
    if (law.rows.size() > 0) {
        law.rows.conservativeResize(static_cast<Eigen::Index>(law.member_count()), Eigen::NoChange);
        for (Eigen::Index i = members; i < law.rows.rows(); ++i)
            law.rows.row(i).setConstant(present[static_cast<std::size_t>((i - members) % members)]);
    }
    return law;
}

}  // namespace stemgewicht::detail
