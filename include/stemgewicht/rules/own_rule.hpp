#pragma once

#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/rules/simple_game.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace stemgewicht {

/// A rule of your own: any SimpleGame, which becomes a Rule wherever one is taken. It is asked which sets win and
/// nothing else, so that `Exact` visits all of them, as Enumerate does, to 25 members; MonteCarlo takes any size. The
/// game is kept once and shared by copies; it must answer the same from several threads at once. Two rules are equal
/// where they share one game.
class OwnRule {
public:
    template <SimpleGame Game>
        requires(!std::same_as<Game, OwnRule>)
    OwnRule(Game game)  // implicit: a game is its rule
        : members_(game.member_count()),
          wins_(std::make_shared<const std::function<bool(const Coalition&)>>(
              [game = std::move(game)](const Coalition& yes_voters) { return game.wins(yes_voters); })) {}

    [[nodiscard]] std::size_t member_count() const { return members_; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const { return (*wins_)(yes_voters); }
    friend bool operator==(const OwnRule&, const OwnRule&) = default;

private:
    std::size_t members_;
    std::shared_ptr<const std::function<bool(const Coalition&)>> wins_;
};
static_assert(SimpleGame<OwnRule>);

}  // namespace stemgewicht
