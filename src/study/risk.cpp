#include <stemgewicht/study/risk.hpp>

#include <concepts>
#include <type_traits>

namespace stemgewicht {

namespace {

template <class M>
concept Simulates = SimulationMethod<std::remove_cvref_t<M>>;

Simulated exact_estimates(const std::vector<Standing>& standings) {
    Simulated result;
    for (const Standing& standing : standings) result.groups.push_back(exact_estimate(standing));
    return result;
}

}  // namespace

std::string method_name(const RiskMethod& method) {
    const auto name = []<class M>(const M& m) -> std::string {
        if constexpr (std::same_as<M, MonteCarlo>)
            return m.antithetic ? "monte_carlo, antithetic" : "monte_carlo";
        else if constexpr (std::same_as<M, Conditional>)
            return "conditional";
        else
            return method_name(Method(m));
    };
    return std::visit(name, method);
}

Simulated position_estimates(const Rule& decision, std::span<const WeightedRule> positions, const VotingModel& model,
                             const RiskMethod& method, Ties ties) {
    const auto estimates = [&](const auto& m) {
        if constexpr (Simulates<decltype(m)>)
            return simulate_standings(decision, positions, latent_law(model, member_count(decision)), m,
                                      detail::largest_outvoted_error(ties));
        else
            return exact_estimates(position_standings(decision, positions, model, m));
    };
    return std::visit(estimates, method);
}

Simulated member_estimates(const Rule& decision, const VotingModel& model, const RiskMethod& method) {
    const auto estimates = [&](const auto& m) {
        if constexpr (Simulates<decltype(m)>)
            return simulate_member_standings(decision, latent_law(model, member_count(decision)), m,
                                             detail::largest_outvoted_error(Ties::excluded));
        else
            return exact_estimates(member_standings(decision, model, m));
    };
    return std::visit(estimates, method);
}

Simulated paired_estimates(const Rule& first, const Rule& second, const WeightedRule& position,
                           const VotingModel& model, const RiskMethod& method, Ties ties) {
    const auto estimates = [&](const auto& m) {
        if constexpr (Simulates<decltype(m)>) {
            return simulate_standing_pair(first, second, position, latent_law(model, member_count(first)), m,
                                          [ties](const std::vector<JointEstimate>& groups) {
                                              return estimated_difference(groups[0], ties).error;
                                          });
        } else {
            const std::span positions(&position, 1);
            return Simulated{.groups = {exact_pair(position_standings(first, positions, model, m).front(),
                                                   position_standings(second, positions, model, m).front())},
                             .reached = true};
        }
    };
    return std::visit(estimates, method);
}

}  // namespace stemgewicht
