#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/measures/fractions.hpp>
#include <stemgewicht/meetings/meeting_rule.hpp>
#include <stemgewicht/methods/method.hpp>

#include <vector>

namespace stemgewicht {

/// ternary_banzhaf as exact fractions, one per member. Counts are 64-bit integers to 40 members, Boost.Multiprecision
/// beyond. Cost O(members x weight x heads) for an attendance rule; by visiting all divisions O(3^members), to 15
/// members. Throws std::invalid_argument for methods other than Exact and Enumerate, std::length_error where the method
/// cannot carry the size.
std::vector<Fraction> ternary_banzhaf_fractions(const MeetingRule& rule, const Method& method = Exact{});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/meetings/definitions/attendance_fractions.hpp>
#endif
