#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/diagrams/coalition_listing.hpp>
#include <stemgewicht/methods/diagrams/desirability.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>

#include <cstddef>
#include <stdexcept>

namespace stemgewicht::detail {
/// The shift-minimal winning coalitions: minimal winning, and losing once any of their members gives way to a strictly
/// less desirable one from outside [carreras_freixas_1996]. `given` is the diagram of the rule, in any order. Throws
/// std::length_error where a layer exceeds `limit` states.
Diagram shift_minimal_sets(const Rule& rule, const Diagram& given, std::size_t limit = maximum_layer_states);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/diagrams/definitions/shift_diagram.hpp>
#endif
