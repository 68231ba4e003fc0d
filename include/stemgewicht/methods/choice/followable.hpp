#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <string_view>
#include <variant>

namespace stemgewicht::detail {

/// Which of the methods that a refusal for size names would carry the rule where `method` does not: not that one again,
/// enumerate to its number of members, exact the rules that it counts where others take diagrams, normal weighted
/// rules, and conditional any but your own.
inline auto followable(const Rule& rule, const Method& method) {
    return [&](std::string_view name) {
        const bool weighted = std::holds_alternative<WeightedRule>(rule);
        if (name == method_name(method)) return false;
        if (name == "enumerate") return member_count(rule) <= Enumerate::maximum_members;
        if (name == "exact") return weighted || std::holds_alternative<CompositeRule>(rule);
        if (name == "normal" || name == "fourier") return weighted;
        return name != "conditional" || !std::holds_alternative<OwnRule>(rule);
    };
}

}  // namespace stemgewicht::detail
