#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>

#include <cstddef>

namespace stemgewicht {
/// The minimal winning coalitions of a monotone rule, as the diagram whose outcome is 1 for exactly these sets: a
/// winning set is followed together with the sets that lack one of its members, all of which must lose. Cost: small
/// where the members are asked by descending desirability, since only the last member to join can then be the one to
/// spare.
Diagram minimal_sets(const Diagram& rule, std::size_t limit = maximum_layer_states);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/diagrams/definitions/minimal_diagram.hpp>
#endif
