#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/design/mandate_regime.hpp>

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
Reply reply(const Estimate& change, const ReplyTolerance& tolerance = {});

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
std::vector<Stability> mandate_stability(const MandateRisks& risks, const ReplyTolerance& tolerance = {});

/// What binding its delegates does to a council's own risk, over all regimes of the others.
struct BindingEffect {
    std::size_t lowers = 0, same = 0, raises = 0, undecided = 0;  ///< in how many of them

    /// Whether it is never worse to bind, and sometimes better.
    [[nodiscard]] bool dominates() const { return raises == 0 && undecided == 0 && lowers > 0; }
    /// Whether it is never better to bind, and sometimes worse.
    [[nodiscard]] bool is_dominated() const { return lowers == 0 && undecided == 0 && raises > 0; }
};

/// The effect of binding for each council.
std::vector<BindingEffect> binding_effects(const MandateRisks& risks, const ReplyTolerance& tolerance = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/equilibria.hpp>
#endif
