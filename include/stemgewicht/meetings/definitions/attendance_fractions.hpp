#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/attendance_fractions.hpp>
#include <stemgewicht/meetings/engines/meeting_method.hpp>
#include <stemgewicht/meetings/engines/ternary_swings.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<Fraction> ternary_banzhaf_fractions(const MeetingRule& rule, const Method& method) {
    using Integer = boost::multiprecision::cpp_int;
    detail::check_meeting_rule(rule);
    const std::size_t members = member_count(rule);
    const std::vector<Integer> counts =
        detail::with_meeting_method(rule, method, [&](const auto& game, const auto& how) {
            if (members > 40) return detail::ternary_swings<Integer>(game, how);
            std::vector<Integer> wide;  // 3^39 is below 2^63
            for (const std::int64_t count : detail::ternary_swings<std::int64_t>(game, how)) wide.emplace_back(count);
            return wide;
        });
    const Integer divisions = boost::multiprecision::pow(Integer(3), static_cast<unsigned>(members - 1));
    std::vector<Fraction> values;
    for (const Integer& count : counts) values.emplace_back(count, divisions);
    return values;
}

}  // namespace stemgewicht
