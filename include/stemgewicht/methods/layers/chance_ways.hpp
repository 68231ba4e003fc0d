#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/layers/layers.hpp>

#include <span>

namespace stemgewicht::detail {

/// Ways in which a group may vote: the chances of yes by member in each, and how likely each is. Every group takes one
/// of its own, whatever the others take.
struct ChanceWays {
    std::span<const LaneTable> yes;
    std::span<const double> shares;
};

}  // namespace stemgewicht::detail
