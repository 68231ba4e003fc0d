#pragma once

#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/exact.hpp>
#include <stemgewicht/models/model.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace stemgewicht {

/// How an answer is computed. Functions take one of these types or the variant of them.
using Method = std::variant<Exact, DecisionDiagram, Enumerate>;

inline std::string method_name(const Method& method) {
    if (std::holds_alternative<DecisionDiagram>(method)) return "decision_diagram";
    return std::holds_alternative<Exact>(method) ? "exact" : "enumerate";
}

namespace detail {

template <class R>
inline constexpr bool is_own_rule = !std::constructible_from<Rule, const R&>;

/// Calls work(rule) with the weighted or composite rule that is held, for which there are methods of their own, else
/// with the rule as it is.
template <class Work>
decltype(auto) with_kind(const Rule& rule, const Work& work) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule)) return work(*weighted);
    if (const auto* composite = std::get_if<CompositeRule>(&rule)) return work(*composite);
    return work(rule);
}

/// Calls work(rule, method) with the kind of rule and the method that are held, the rule checked.
template <class R, class M, class Work>
decltype(auto) with_alternatives(const R& rule, const M& method, const Work& work) {
    if constexpr (std::is_same_v<M, Method>)
        return std::visit([&](const auto& m) -> decltype(auto) { return with_alternatives(rule, m, work); }, method);
    else if constexpr (is_own_rule<R>) {
        static_assert(!std::is_same_v<M, Exact>,
                      "Exact carries the rules of the library; for your own use Enumerate{} or DecisionDiagram{}");
        return work(rule, method);
    } else {
        check(rule);
        if constexpr (std::is_same_v<R, WeightedRule> || std::is_same_v<R, CompositeRule>)
            return work(rule, method);
        else
            return with_kind(rule, [&](const auto& r) -> decltype(auto) { return work(r, method); });
    }
}

}  // namespace detail

/// Exact for the rules of the library, Enumerate for your own.
template <class R>
using DefaultMethod = std::conditional_t<detail::is_own_rule<R>, Enumerate, Exact>;

namespace detail {

/// The block of each member of a two-tier rule; empty for others, which count all members together.
template <class R>
std::vector<std::size_t> blocks_of(const R& rule) {
    std::vector<std::size_t> block_of;
    if constexpr (std::is_same_v<R, CompositeRule>) {
        block_of.resize(rule.member_count());
        for (std::size_t j = 0; j < rule.blocks.size(); ++j)
            for (const std::size_t member : rule.blocks[j].members) block_of[member] = j;
    }
    return block_of;
}

/// Standings summed over the laws of a model; `work(law)` gives those under one law, in the same order always.
template <class Work>
std::vector<Standing> sum_over_laws(const VotingModel& model, std::size_t member_count,
                                    std::span<const std::size_t> block_of, const Work& work) {
    std::vector<Standing> sum;
    each_law(model, member_count, block_of, [&](double mass, const VoteLaw& law) {
        const std::vector<Standing> part = work(law);
        sum.resize(part.size());
        for (std::size_t i = 0; i < part.size(); ++i) sum[i].add(part[i], mass);
    });
    return sum;
}

}  // namespace detail

/// P(pass) under a model.
template <AnyRule R, class M = DefaultMethod<R>>
double pass_probability(const R& rule, const VotingModel& model, const M& method = {}) {
    return detail::with_alternatives(rule, method, [&](const auto& r, const auto& m) {
        using Kind = std::decay_t<decltype(r)>;
        using How = std::decay_t<decltype(m)>;
        if constexpr (std::is_same_v<Kind, WeightedRule> && std::is_same_v<How, Exact>)
            if (const auto* chance = std::get_if<HomogeneousVotes>(&model)) return pass_probability(r, *chance, m);
        double sum = 0;
        each_law(model, stemgewicht::member_count(r), detail::blocks_of(r),
                 [&](double mass, const VoteLaw& law) { sum += mass * pass_probability(r, law, m); });
        return sum;
    });
}

/// The standing of every member under a model: its own vote against the decision.
template <AnyRule R, class M = DefaultMethod<R>>
std::vector<Standing> member_standings(const R& rule, const VotingModel& model, const M& method = {}) {
    return detail::with_alternatives(rule, method, [&](const auto& r, const auto& m) {
        using Kind = std::decay_t<decltype(r)>;
        using How = std::decay_t<decltype(m)>;
        if constexpr (std::is_same_v<Kind, WeightedRule> && std::is_same_v<How, Exact>)
            if (const auto* chance = std::get_if<HomogeneousVotes>(&model)) return member_standings(r, *chance, m);
        return detail::sum_over_laws(model, stemgewicht::member_count(r), detail::blocks_of(r),
                                     [&](const VoteLaw& law) { return member_standings(r, law, m); });
    });
}

/// The standing of each of several positions under a model, in one pass.
template <AnyRule R, class M = DefaultMethod<R>>
std::vector<Standing> position_standings(const R& rule, std::span<const WeightedRule> positions,
                                         const VotingModel& model, const M& method = {}) {
    for (std::size_t d = 0; d < positions.size(); ++d)
        check_position(positions[d], member_count(rule), element("positions", d));
    return detail::with_alternatives(rule, method, [&](const auto& r, const auto& m) {
        return detail::sum_over_laws(model, stemgewicht::member_count(r), detail::blocks_of(r),
                                     [&](const VoteLaw& law) { return position_standings(r, positions, law, m); });
    });
}

}  // namespace stemgewicht
