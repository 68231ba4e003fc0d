#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/measures/index.hpp>
#include <stemgewicht/rules/transform.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace stemgewicht::detail {

/// The unions when some members have left theirs, each to be one of its own; unions without a member are gone.
template <class Leaves>
Grouping unions_without(const Grouping& unions, const Leaves& leaves) {
    constexpr std::size_t unknown = static_cast<std::size_t>(-1);
    Grouping result{.name = unions.name, .labels = {}, .group_of = {}};
    std::vector<std::size_t> place(unions.group_count(), unknown);
    for (std::size_t i = 0; i < unions.member_count(); ++i) {
        std::size_t own = unknown;
        std::size_t& known = leaves(i) ? own : place[unions.group_of[i]];
        if (known == unknown) {
            known = result.labels.size();
            result.labels.push_back(std::to_string(known));
        }
        result.group_of.push_back(known);
    }
    return result;
}

/// What each member has by public_good once it is out of its union: its own power as a threat to the others.
template <class Number, class PublicGood>
std::vector<Number> threats(const Rule& rule, const Grouping& unions, InsideUnion inside,
                            const PublicGood& public_good) {
    std::vector<Number> values(unions.member_count(), Number(1));
    const auto read = [&](const Grouping& broken, const auto& is_read) {
        const std::vector<Number> of_union = public_good(quotient_rule(rule, broken));
        for (std::size_t i = 0; i < values.size(); ++i)
            if (is_read(i)) values[i] = of_union[broken.group_of[i]];
    };
    const auto everyone = [](std::size_t) { return true; };
    if (inside == InsideUnion::all_alone) read(unions_without(unions, everyone), everyone);
    if (inside == InsideUnion::union_broken)
        for (std::size_t u = 0; u < unions.group_count(); ++u) {
            const auto is_in = [&](std::size_t i) { return unions.group_of[i] == u; };
            read(unions_without(unions, is_in), is_in);
        }
    if (inside == InsideUnion::leaving)
        for (std::size_t leaver = 0; leaver < values.size(); ++leaver) {
            const auto is_leaver = [&](std::size_t i) { return i == leaver; };
            read(unions_without(unions, is_leaver), is_leaver);
        }
    return values;
}

/// The public good index of the unions, divided among their members in proportion to their threats, and equally where
/// none has any. `public_good(rule)` gives the index of a rule. Cost: that of one game, of one for each union, or of
/// one for each member.
template <class Number, class PublicGood>
std::vector<Number> public_good_values(const Rule& rule, const Grouping& unions, InsideUnion inside,
                                       const PublicGood& public_good) {
    const std::vector<Number> between = public_good(quotient_rule(rule, unions));
    const std::vector<Number> threat = threats<Number>(rule, unions, inside, public_good);
    std::vector<Number> sum(unions.group_count(), Number(0)), size(unions.group_count(), Number(0));
    for (std::size_t i = 0; i < threat.size(); ++i) {
        sum[unions.group_of[i]] += threat[i];
        size[unions.group_of[i]] += 1;
    }
    std::vector<Number> values;
    for (std::size_t i = 0; i < threat.size(); ++i) {
        const std::size_t own = unions.group_of[i];
        values.push_back(sum[own] > 0 ? Number(between[own] * threat[i] / sum[own]) : Number(between[own] / size[own]));
    }
    return values;
}

}  // namespace stemgewicht::detail
