#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/counting/swings.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>

namespace stemgewicht::detail {

/// Counts the sets with outcome 1 exactly: in 64 bits to 63 members, by Boost.Multiprecision beyond.
SetCounts<BigInteger> exact_set_counts(const Diagram& diagram);

SwingCounts swing_counts(const Diagram& diagram);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/choice/definitions/swing_counts.hpp>
#endif
