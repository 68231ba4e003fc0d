#pragma once

#include <stemgewicht/rules/coalition_list.hpp>
#include <stemgewicht/rules/combined.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/incompatible.hpp>
#include <stemgewicht/rules/own_rule.hpp>
#include <stemgewicht/rules/restricted.hpp>
#include <stemgewicht/rules/rule_types.hpp>
#include <stemgewicht/rules/simple_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>

namespace stemgewicht {

template <SimpleGame R>
std::size_t member_count(const R& rule) {
    return rule.member_count();
}

template <SimpleGame R>
bool wins(const R& rule, const Coalition& yes_voters) {
    return rule.wins(yes_voters);
}

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/rules/definitions/composite.hpp>
#include <stemgewicht/rules/definitions/rule.hpp>
#endif
