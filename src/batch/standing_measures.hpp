#pragma once

#include <stemgewicht/measures/outvoted.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace stemgewicht::detail {

/// P(pass | position yes) - P(pass | position no); empty where one of the two never occurs. The error is the sum of
/// both, which is never too small.
inline std::optional<double> influence(const Outvoted<>& risk) {
    if (!risk.outvoted_if_yes || !risk.outvoted_if_no) return std::nullopt;
    return 1 - *risk.outvoted_if_yes - *risk.outvoted_if_no;
}
inline std::optional<Estimate> influence(const OutvotedEstimate& risk) {
    if (!risk.outvoted_if_yes || !risk.outvoted_if_no) return std::nullopt;
    return Estimate{.value = 1 - risk.outvoted_if_yes->value - risk.outvoted_if_no->value,
                    .error = risk.outvoted_if_yes->error + risk.outvoted_if_no->error,
                    .draws = risk.outvoted.draws};
}

/// A measure that is read from how often a position and the decision disagree.
struct StandingMeasure {
    std::string_view name;
    std::optional<double> (*exact)(const Outvoted<>&);
    std::optional<Estimate> (*estimate)(const OutvotedEstimate&);
};

template <auto exact, auto estimate>
constexpr StandingMeasure of_field(std::string_view name) {
    return {name, [](const Outvoted<>& risk) { return std::optional(risk.*exact); },
            [](const OutvotedEstimate& risk) { return std::optional(risk.*estimate); }};
}

#define STEMGEWICHT_FIELD(name, field) of_field<&Outvoted<>::field, &OutvotedEstimate::field>(name)
inline constexpr std::array<StandingMeasure, 13> standing_measures{{
    STEMGEWICHT_FIELD("outvoted", outvoted),
    STEMGEWICHT_FIELD("overruled", overruled),
    STEMGEWICHT_FIELD("blocked", blocked),
    STEMGEWICHT_FIELD("success", success),
    STEMGEWICHT_FIELD("decisive", decisive),
    STEMGEWICHT_FIELD("luck", luck),
    STEMGEWICHT_FIELD("tied", tied),
    STEMGEWICHT_FIELD("pass_probability", pass),
    {"outvoted_if_yes", [](const Outvoted<>& risk) { return risk.outvoted_if_yes; },
     [](const OutvotedEstimate& risk) { return risk.outvoted_if_yes; }},
    {"outvoted_if_no", [](const Outvoted<>& risk) { return risk.outvoted_if_no; },
     [](const OutvotedEstimate& risk) { return risk.outvoted_if_no; }},
    {"outvoted_if_pass", [](const Outvoted<>& risk) { return risk.outvoted_if_pass; },
     [](const OutvotedEstimate& risk) { return risk.outvoted_if_pass; }},
    {"outvoted_if_fail", [](const Outvoted<>& risk) { return risk.outvoted_if_fail; },
     [](const OutvotedEstimate& risk) { return risk.outvoted_if_fail; }},
    {"influence", [](const Outvoted<>& risk) { return influence(risk); },
     [](const OutvotedEstimate& risk) { return influence(risk); }},
}};
#undef STEMGEWICHT_FIELD

}  // namespace stemgewicht::detail
