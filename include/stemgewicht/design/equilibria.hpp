#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/design/mandate_regime.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace stemgewicht {

/// What a council makes of changing its mind alone, in its own risk.
enum class Reply {
    lowers,     ///< a better reply
    same,       ///< no difference beyond the tolerance
    raises,     ///< it is better off as it is
    undecided,  ///< a simulated difference within its errors
};

/// From when on a difference is one.
struct ReplyTolerance {
    double difference = 1e-12;  ///< of exact risks: smaller ones are rounding, so a tie
    double errors = 3;          ///< of simulated risks: a difference within so many of its errors is undecided
};

/// Reads a change of risk.
inline Reply reply(const Estimate& change, const ReplyTolerance& tolerance = {}) {
    if (change.error > 0 && std::abs(change.value) <= tolerance.errors * change.error) return Reply::undecided;
    if (std::abs(change.value) <= tolerance.difference) return Reply::same;
    return change.value < 0 ? Reply::lowers : Reply::raises;
}

/// Whether all stay as they are: a pure Nash equilibrium of the game in which each council binds its delegates, or not,
/// and wants a low risk.
struct Stability {
    enum class Verdict {
        equilibrium,         ///< nobody gains by changing its mind alone, but somebody would not lose
        strict_equilibrium,  ///< everybody would lose by it
        undecided,           ///< nobody is shown to gain, but somebody may
        none,                ///< somebody gains
    };
    Verdict verdict = Verdict::none;
    std::vector<Reply> replies;  ///< one for each council
};

/// The stability of every regime.
inline std::vector<Stability> mandate_stability(const MandateRisks& risks, const ReplyTolerance& tolerance = {}) {
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

/// What binding its delegates does to a council's own risk, over all regimes of the others.
struct BindingEffect {
    std::size_t lowers = 0, same = 0, raises = 0, undecided = 0;  ///< in how many of them

    /// Whether it is never worse to bind, and sometimes better.
    [[nodiscard]] bool dominates() const { return raises == 0 && undecided == 0 && lowers > 0; }
    /// Whether it is never better to bind, and sometimes worse.
    [[nodiscard]] bool is_dominated() const { return lowers == 0 && undecided == 0 && raises > 0; }
};

/// The effect of binding for each council.
inline std::vector<BindingEffect> binding_effects(const MandateRisks& risks, const ReplyTolerance& tolerance = {}) {
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
