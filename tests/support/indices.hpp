#pragma once

#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/properties.hpp>

#include <string_view>
#include <variant>
#include <vector>

/// The indices of one kind, such as VoteIndex, in the order of the table.
namespace support {

template <class Kind>
std::vector<Kind> indices_of() {
    std::vector<Kind> found;
    for (const stemgewicht::Index& index : stemgewicht::index_table)
        if (const auto* one = std::get_if<Kind>(&index)) found.push_back(*one);
    return found;
}

/// Whether there is an index of that kind and name.
template <class Kind>
bool has_index(std::string_view name) {
    for (const Kind& index : indices_of<Kind>())
        if (index.text.name == name) return true;
    return false;
}

/// Whether an index is defined for a rule: one by weight where it has weights, one of veto players where it has these.
inline bool exists(const stemgewicht::SetIndex& index, const stemgewicht::Rule& rule) {
    if (index.portion == stemgewicht::SetPortion::by_weight)
        return std::holds_alternative<stemgewicht::WeightedRule>(rule);
    return index.family != stemgewicht::SetFamily::veto || !stemgewicht::rule_properties(rule).veto_members.empty();
}

}  // namespace support
