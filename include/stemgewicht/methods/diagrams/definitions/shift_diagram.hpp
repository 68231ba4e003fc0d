#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/methods/diagrams/coalition_listing.hpp>
#include <stemgewicht/methods/diagrams/desirability.hpp>
#include <stemgewicht/methods/diagrams/minimal_diagram.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/shift_diagram.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Follows a set of a complete rule, its members asked class by class, together with what must lose if it is to be
/// shift-minimal: the set without its last member, and every set in which a member of one class gives way to one of the
/// next class below. Other shifts follow: to a class further down is worse than through the class between, and where
/// that class is full its own shift down is better.
class ShiftMachine {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct State {
        std::uint32_t set = 0;
        std::uint32_t without_last = none;     ///< lacks the last member to join
        bool joined = false;                   ///< somebody of the class being asked has joined
        std::uint32_t without_above = none;    ///< lacks one member of the class above
        std::vector<std::uint32_t> shifted{};  ///< shifts that are complete
        friend auto operator<=>(const State&, const State&) = default;
    };

    ShiftMachine(const Diagram& rule, std::vector<std::size_t> class_of_layer)
        : rule_(rule), settled_(settled(rule)), class_of_layer_(std::move(class_of_layer)) {}

    [[nodiscard]] State step(const State& state, std::size_t layer, bool vote) const {
        if (state.set == none) return state;
        const auto& [yes, no] = rule_.layers.steps[layer];
        const auto& own = vote ? yes : no;
        const auto moved = [&](std::uint32_t s) { return s == none ? none : own[s]; };
        State next{.set = own[state.set],
                   .without_last = vote ? no[state.set] : moved(state.without_last),
                   .joined = state.joined || vote,
                   .without_above = moved(state.without_above),
                   .shifted = {}};
        for (const std::uint32_t s : state.shifted) next.shifted.push_back(own[s]);
        if (!vote && state.without_above != none) next.shifted.push_back(yes[state.without_above]);
        if (layer + 1 < class_of_layer_.size() && class_of_layer_[layer + 1] != class_of_layer_[layer]) {
            next.without_above = next.joined ? next.without_last : none;
            next.joined = false;
        }
        return simplified(std::move(next), layer + 1);
    }

    [[nodiscard]] static bool is_alive(const State& state) { return state.set != none; }

private:
    [[nodiscard]] State simplified(State state, std::size_t layer) const {
        const std::vector<int>& outcome = settled_.value[layer];
        const auto loses = [&](std::uint32_t s) { return s == none || outcome[s] == 0; };
        const auto wins = [&](std::uint32_t s) { return s != none && outcome[s] == 1; };
        if (loses(state.set) || wins(state.without_last) || wins(state.without_above) ||
            std::ranges::any_of(state.shifted, wins))
            return {.set = none};
        if (loses(state.without_above)) state.without_above = none;
        std::erase_if(state.shifted, loses);
        std::ranges::sort(state.shifted);
        const auto repeated = std::ranges::unique(state.shifted);
        state.shifted.erase(repeated.begin(), repeated.end());
        return state;
    }

    const Diagram& rule_;
    Settled settled_;
    std::vector<std::size_t> class_of_layer_;
};

/// The shift-minimal sets of a rule with incomparable members: minimal winning sets are listed and tried.
inline Diagram shift_minimal_by_listing(const Diagram& rule, const Desirability& desirable, std::size_t limit) {
    constexpr std::size_t maximum_sets = std::size_t{1} << 20;
    const std::size_t n = rule.member_count();
    std::vector<std::vector<std::size_t>> kept;
    std::size_t count = 0;
    SetListing listing(minimal_sets(rule, limit));
    while (auto set = listing.next()) {
        if (++count > maximum_sets)
            throw std::length_error("shift: a rule with incomparable members is carried to " +
                                    std::to_string(maximum_sets) + " minimal winning coalitions");
        const auto gives_way = [&](std::size_t i, std::size_t j) {
            if (!set->test(i) || set->test(j) || !desirable.above(i, j)) return false;
            Coalition shifted = *set;
            return rule.wins(shifted.reset(i).set(j));
        };
        bool minimal = true;
        stop_point(5 * n * n);
        for (std::size_t i = 0; i < n && minimal; ++i)
            for (std::size_t j = 0; j < n && minimal; ++j) minimal = !gives_way(i, j);
        if (minimal) kept.push_back(members_of(*set));
    }
    return minimal_sets(rule_diagram(Rule(coalition_rule(n, kept).rule), rule.order, limit), limit);
}

STEMGEWICHT_DEFINITION Diagram shift_minimal_sets(const Rule& rule, const Diagram& given, std::size_t limit) {
    const Desirability desirable = desirability(given);
    if (!desirable.complete) return shift_minimal_by_listing(given, desirable, limit);
    std::vector<std::size_t> class_of(given.member_count());
    for (std::size_t c = 0; c < desirable.classes.size(); ++c)
        for (const std::size_t member : desirable.classes[c]) class_of[member] = c;
    std::vector<std::size_t> order = given.order, class_of_layer;
    std::ranges::stable_sort(order, std::less<>{}, [&](std::size_t member) { return class_of[member]; });
    for (const std::size_t member : order) class_of_layer.push_back(class_of[member]);
    const Diagram diagram = order == given.order ? given : rule_diagram(rule, order, limit);
    const ShiftMachine machine(diagram, class_of_layer);
    const auto step = [&](const ShiftMachine::State& state, std::size_t layer, bool vote) {
        return machine.step(state, layer, vote);
    };
    return build_diagram(order, ShiftMachine::State{}, step, &ShiftMachine::is_alive, limit);
}

}  // namespace stemgewicht::detail
