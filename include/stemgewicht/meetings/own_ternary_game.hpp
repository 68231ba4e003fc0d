#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/meetings/ternary_game.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace stemgewicht {

/// A ternary game of your own: any TernaryGame, which becomes a MeetingRule wherever one is taken. It is asked for the
/// outcome of divisions and nothing else, so that `Exact` visits all of them, as Enumerate does, to 15 members. The
/// game is kept once and shared by copies. Two games are equal where they share one.
class OwnTernaryGame {
public:
    template <TernaryGame Game>
        requires(!std::same_as<Game, OwnTernaryGame>)
    OwnTernaryGame(Game game)  // implicit: a game is its rule
        : members_(game.member_count()),
          outcome_(std::make_shared<const std::function<Outcome(const Coalition&, const Coalition&)>>(
              [game = std::move(game)](const Coalition& yes, const Coalition& no) { return game.outcome(yes, no); })) {}

    [[nodiscard]] std::size_t member_count() const { return members_; }
    [[nodiscard]] Outcome outcome(const Coalition& yes, const Coalition& no) const { return (*outcome_)(yes, no); }
    friend bool operator==(const OwnTernaryGame&, const OwnTernaryGame&) = default;

private:
    std::size_t members_;
    std::shared_ptr<const std::function<Outcome(const Coalition&, const Coalition&)>> outcome_;
};
static_assert(TernaryGame<OwnTernaryGame>);

}  // namespace stemgewicht
