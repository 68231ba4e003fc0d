#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/choice/exact.hpp>
#include <stemgewicht/methods/choice/followable.hpp>
#include <stemgewicht/methods/choice/law_sums.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/laws/model_laws.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace stemgewicht {

namespace detail {

/// Calls work(rule, method) with an exact method and the kind of rule that it has a way for: weighted and composite
/// ones of their own with Exact, weighted ones alone with MeetInTheMiddle and Fourier, and any with the others. Refuses
/// methods that simulate or approximate.
template <class Work>
auto by_exact_method(const Rule& rule, const Method& method, const Work& work)
    -> decltype(work(rule, DecisionDiagram{})) {
    const auto* weighted = std::get_if<WeightedRule>(&rule);
    if (const auto* exact = std::get_if<Exact>(&method)) {
        if (weighted) return work(*weighted, *exact);
        if (const auto* composite = std::get_if<CompositeRule>(&rule)) return work(*composite, *exact);
        return work(rule, *exact);
    }
    if (const auto* diagram = std::get_if<DecisionDiagram>(&method)) return work(rule, *diagram);
    if (const auto* enumerate = std::get_if<Enumerate>(&method)) return work(rule, *enumerate);
    if (const auto* halves = std::get_if<MeetInTheMiddle>(&method)) {
        if (weighted) return work(*weighted, *halves);
        refuse_method(method, "auto, exact, decision_diagram or enumerate for a rule that is not weighted");
    }
    if (const auto* waves = std::get_if<Fourier>(&method)) {
        if (weighted) return work(*weighted, *waves);
        refuse_method(method, "auto, exact, decision_diagram or enumerate for a rule that is not weighted");
    }
    refuse_method(method, "auto, exact, decision_diagram or enumerate for this");
}

/// The same; where a size is refused, no method is advised that would refuse it too.
template <class Work>
auto with_exact_method(const Rule& rule, const Method& method, const Work& work)
    -> decltype(work(rule, DecisionDiagram{})) {
    return advising(followable(rule, method), [&] { return by_exact_method(rule, method, work); });
}

inline Standing law_position_standing(const WeightedRule& rule, const Rule& position, const VoteLaw& law,
                                      const Exact& method) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position))
        return detail::position_standings(rule, std::span(weighted, 1), law, method).front();
    if (const auto* composite = std::get_if<CompositeRule>(&position))
        return detail::position_standing(rule, *composite, law, method);
    return detail::position_standings(Rule(rule), std::span(&position, 1), law, method).front();
}
inline Standing law_position_standing(const CompositeRule& rule, const Rule& position, const VoteLaw& law,
                                      const Exact& method) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position))
        return detail::position_standings(rule, std::span(weighted, 1), law, method).front();
    return detail::position_standings(Rule(rule), std::span(&position, 1), law, method).front();
}
inline Standing law_position_standing(const WeightedRule& rule, const Rule& position, const VoteLaw& law,
                                      const Fourier& method) {
    if (const auto* weighted = std::get_if<WeightedRule>(&position))
        return detail::position_standings(rule, std::span(weighted, 1), law, method).front();
    refuse_method(method, "auto, exact, decision_diagram or enumerate for a position that is not weighted");
}
template <class M>
Standing law_position_standing(const Rule& rule, const Rule& position, const VoteLaw& law, const M& method) {
    return detail::position_standings(rule, std::span(&position, 1), law, method).front();
}

}  // namespace detail

STEMGEWICHT_DEFINITION double least_condition(const VotingModel& model, std::size_t member_count) {
    const std::vector<Latent> latents = latent_law(model, member_count).latents;
    const bool integrates =
        std::ranges::any_of(latents, [](const Latent& l) { return l.kind == Latent::Kind::normal; });
    return integrates ? 1e-7 : 1e-290;
}

STEMGEWICHT_DEFINITION double pass_probability(const Rule& rule, const VotingModel& model, const Method& method) {
    check(rule);
    return detail::with_exact_method(rule, method, [&]<class R, class M>(const R& r, const M& m) {
        if constexpr (std::same_as<R, WeightedRule> && std::same_as<M, Exact>)
            if (const auto* chance = std::get_if<HomogeneousVotes>(&model))
                return settled_chance(detail::pass_probability(r, *chance, m));
        double sum = 0;
        detail::each_law(model, member_count(rule), detail::blocks_of(rule),
                         [&](double mass, const VoteLaw& law) { sum += mass * detail::pass_probability(r, law, m); });
        return settled_chance(sum);
    });
}

STEMGEWICHT_DEFINITION std::vector<Standing> member_standings(const Rule& rule, const VotingModel& model,
                                                              const Method& method) {
    check(rule);
    return detail::with_exact_method(rule, method, [&]<class R, class M>(const R& r, const M& m) {
        if constexpr (std::same_as<R, WeightedRule> && std::same_as<M, Exact>)
            if (const auto* chance = std::get_if<HomogeneousVotes>(&model))
                return detail::settled(detail::member_standings(r, *chance, m));
        return detail::sum_over_laws(model, member_count(rule), detail::blocks_of(rule),
                                     [&](const VoteLaw& law) { return detail::member_standings(r, law, m); });
    });
}

STEMGEWICHT_DEFINITION std::vector<Standing> position_standings(const Rule& rule,
                                                                std::span<const WeightedRule> positions,
                                                                const VotingModel& model, const Method& method) {
    for (std::size_t d = 0; d < positions.size(); ++d)
        check_position(positions[d], member_count(rule), element("positions", d));
    check(rule);
    const std::vector<Rule> any(positions.begin(), positions.end());
    return detail::with_exact_method(rule, method, [&]<class R, class M>(const R& r, const M& m) {
        if constexpr (std::same_as<R, WeightedRule> && std::same_as<M, Exact>)
            if (const auto* chance = std::get_if<HomogeneousVotes>(&model))
                return detail::settled(detail::position_standings(r, positions, *chance, m));
        return detail::sum_over_laws(
            model, member_count(rule), detail::blocks_of(rule), [&](const VoteLaw& law) -> std::vector<Standing> {
                if constexpr (std::same_as<M, MeetInTheMiddle>)
                    refuse_method(method, "auto, exact, decision_diagram or enumerate for a position");
                else if constexpr (std::same_as<R, Rule>)
                    return detail::position_standings(r, std::span<const Rule>(any), law, m);
                else
                    return detail::position_standings(r, positions, law, m);
            });
    });
}

STEMGEWICHT_DEFINITION Standing position_standing(const Rule& rule, const Rule& position, const VotingModel& model,
                                                  const Method& method) {
    check(rule);
    if (const auto* weighted = std::get_if<WeightedRule>(&position))
        if (std::holds_alternative<WeightedRule>(rule) && std::holds_alternative<Exact>(method) &&
            std::holds_alternative<HomogeneousVotes>(model)) {
            check_position(position, member_count(rule));
            return position_standings(rule, std::span(weighted, 1), model, method).front();
        }
    const auto standing = [&]<class M>(const auto& r, const M& m) {
        return detail::sum_over_laws(
            model, member_count(rule), detail::blocks_of(rule), [&](const VoteLaw& law) -> std::vector<Standing> {
                check_position(position, law.member_count);
                if constexpr (std::same_as<M, MeetInTheMiddle>)
                    refuse_method(method, "auto, exact, decision_diagram or enumerate for a position");
                else
                    return {detail::law_position_standing(r, position, law, m)};
            });
    };
    return detail::with_exact_method(rule, method, standing).front();
}

}  // namespace stemgewicht
