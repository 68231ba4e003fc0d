#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

namespace stemgewicht::detail {

inline std::vector<std::size_t> everyone(std::size_t count) {
    std::vector<std::size_t> members(count);
    std::iota(members.begin(), members.end(), std::size_t{0});
    return members;
}

/// A rule made ready to decide plane_bits motions at a time: from the members' votes, whether each motion passes. It
/// has working memory of its own, so every thread takes a copy.
using PlaneRule = std::function<void(std::span<const Plane> votes, Plane& passes)>;

/// A position made ready likewise: on which motions it is yes, and on which no.
using PlanePosition = std::function<void(std::span<const Plane> votes, Plane& yes, Plane& no)>;

PlaneRule plane_rule(const Rule& rule);
PlaneRule plane_rule(const WeightedRule& rule);

PlaneRule plane_rule(const CompositeRule& rule);

/// A position made ready. Throws std::invalid_argument, here or when it is asked, where both sides can win.
PlanePosition plane_position(const WeightedRule& position);

PlanePosition plane_position(const Rule& position);

/// The members whose votes a position is made of: for weights those with one, else those whose vote ever changes it.
std::vector<std::size_t> position_holders(const Rule& position);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/simulation/definitions/plane_rule.hpp>
#endif
