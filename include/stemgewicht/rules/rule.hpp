#pragma once

#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/simple_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <variant>

namespace stemgewicht {

/// Any of the rules that come with the library. Your own rule needs no place here: every function takes any SimpleGame.
using Rule = std::variant<WeightedRule, CompositeRule>;

/// A rule of the library or your own.
template <class T>
concept AnyRule = SimpleGame<T> || std::same_as<T, Rule>;

template <SimpleGame R>
std::size_t member_count(const R& rule) {
    return rule.member_count();
}
inline std::size_t member_count(const Rule& rule) {
    return std::visit([](const auto& r) { return r.member_count(); }, rule);
}

template <SimpleGame R>
bool wins(const R& rule, const Coalition& yes_voters) {
    return rule.wins(yes_voters);
}
inline bool wins(const Rule& rule, const Coalition& yes_voters) {
    return std::visit([&](const auto& r) { return r.wins(yes_voters); }, rule);
}

/// Checks the rule that is held; throws std::invalid_argument.
inline void check(const Rule& rule, std::string_view field = "rule") {
    std::visit([&](const auto& r) { check(r, field); }, rule);
}

}  // namespace stemgewicht
