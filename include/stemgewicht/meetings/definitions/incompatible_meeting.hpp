#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/incompatible_meeting.hpp>

#include <variant>

namespace stemgewicht {

STEMGEWICHT_DEFINITION Outcome IncompatibleMeeting::outcome(const Coalition& yes, const Coalition& no) const {
    const Outcome together = std::visit([&](const auto& game) { return game.outcome(yes, no); }, rule);
    if (together == Outcome::fails || together == Outcome::no_quorum) return together;  // fewer do no better
    for (const auto& [a, b] : pairs)
        if (yes.test(a) && yes.test(b)) {
            Outcome best = Outcome::fails;
            for (const std::size_t dissenter : {a, b}) {
                Coalition fewer = yes, more = no;
                const Outcome apart = outcome(fewer.reset(dissenter), more.set(dissenter));
                if (apart == Outcome::passes) return apart;
                if (apart != Outcome::fails) best = apart;
            }
            return best;
        }
    return together;
}

}  // namespace stemgewicht
