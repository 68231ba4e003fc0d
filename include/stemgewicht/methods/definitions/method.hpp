#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/sobol_points.hpp>
#include <stemgewicht/methods/method.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::string method_name(const Method& method) {
    constexpr std::array names{"exact",       "decision_diagram", "enumerate", "meet_in_the_middle",
                               "monte_carlo", "conditional",      "normal",    "fourier"};
    static_assert(names.size() == std::variant_size_v<Method>);
    const auto* motions = std::get_if<MonteCarlo>(&method);
    return std::string(names[method.index()]) + (motions && motions->antithetic ? ", antithetic" : "");
}

STEMGEWICHT_DEFINITION void check(const MonteCarlo& method) {
    if (method.samples == 0) refuse("samples", "1 or more", method.samples);
    if (method.threads < 0) refuse("threads", "0 for all cores, or the number of threads", method.threads);
    if (!(method.error >= 0) || std::isinf(method.error)) refuse("error", "0 or more", method.error);
    if (method.error > 0 && method.maximum_samples < method.samples)
        refuse("maximum_samples", "at least the samples " + std::to_string(method.samples), method.maximum_samples);
}

STEMGEWICHT_DEFINITION void check(const Conditional& method) {
    constexpr std::uint64_t most = std::uint64_t{1} << (detail::SobolDirections::digits - 1);
    if (method.points == 0 || method.points > most) refuse("points", "1.." + std::to_string(most), method.points);
    if (method.randomizations < 2) refuse("randomizations", "2 or more", method.randomizations);
    if (method.threads < 0) refuse("threads", "0 for all cores, or the number of threads", method.threads);
    if (!(method.error >= 0) || std::isinf(method.error)) refuse("error", "0 or more", method.error);
    if (method.error > 0 && (method.maximum_points < method.points || method.maximum_points > most))
        refuse("maximum_points", std::to_string(method.points) + ".." + std::to_string(most), method.maximum_points);
}

STEMGEWICHT_DEFINITION std::vector<std::string> enumerate_to_its_members(std::size_t member_count) {
    if (member_count > Enumerate::maximum_members) return {};
    return {"enumerate"};
}

STEMGEWICHT_DEFINITION void refuse_method(const Method& method, const std::string& possible) {
    refuse("method", possible, method_name(method));
}

}  // namespace stemgewicht
