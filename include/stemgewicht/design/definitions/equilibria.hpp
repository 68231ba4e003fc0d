#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/mandate_regime.hpp>

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Reply reply(const Estimate& change, const ReplyTolerance& tolerance) {
    if (change.error > 0 && std::abs(change.value) <= tolerance.errors * change.error) return Reply::undecided;
    if (std::abs(change.value) <= tolerance.difference) return Reply::same;
    return change.value < 0 ? Reply::lowers : Reply::raises;
}

STEMGEWICHT_DEFINITION std::vector<Stability> mandate_stability(const MandateRisks& risks,
                                                                const ReplyTolerance& tolerance) {
    if (!(tolerance.difference >= 0)) refuse("tolerance.difference", "0 or more", tolerance.difference);
    if (!(tolerance.errors >= 0)) refuse("tolerance.errors", "0 or more", tolerance.errors);
    std::vector<Stability> result;
    for (MandateRegime regime = 0; regime < risks.regime_count(); ++regime) {
        Stability stability{.verdict = Stability::Verdict::strict_equilibrium, .replies = {}};
        bool gains = false, open = false, tied = false;
        for (std::size_t j = 0; j < risks.councils; ++j) {
            const Reply own = reply(risks.change_of(regime, j), tolerance);
            stability.replies.push_back(own);
            gains = gains || own == Reply::lowers;
            open = open || own == Reply::undecided;
            tied = tied || own == Reply::same;
        }
        if (tied) stability.verdict = Stability::Verdict::equilibrium;
        if (open) stability.verdict = Stability::Verdict::undecided;
        if (gains) stability.verdict = Stability::Verdict::none;
        result.push_back(std::move(stability));
    }
    return result;
}

STEMGEWICHT_DEFINITION std::vector<BindingEffect> binding_effects(const MandateRisks& risks,
                                                                  const ReplyTolerance& tolerance) {
    std::vector<BindingEffect> effects(risks.councils);
    for (MandateRegime regime = 0; regime < risks.regime_count(); ++regime)
        for (std::size_t j = 0; j < risks.councils; ++j) {
            if ((regime >> j & 1) != 0) continue;
            switch (reply(risks.change_of(regime, j), tolerance)) {
                case Reply::lowers: ++effects[j].lowers; break;
                case Reply::same: ++effects[j].same; break;
                case Reply::raises: ++effects[j].raises; break;
                case Reply::undecided: ++effects[j].undecided; break;
            }
        }
    return effects;
}

}  // namespace stemgewicht
