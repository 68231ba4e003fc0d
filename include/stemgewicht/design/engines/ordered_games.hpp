#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <boost/container/static_vector.hpp>

#include <algorithm>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Members of an ordered game stand from the lightest, 0, to the heaviest. A coalition is a number, member i its bit i,
/// so that a heavier member makes it a larger one.
inline constexpr std::size_t maximum_ordered_members = 8;
inline constexpr std::size_t maximum_coalitions = std::size_t{1} << maximum_ordered_members;

/// A set of coalitions, such as the winning ones.
using Family = std::bitset<maximum_coalitions>;

/// Coalitions of which none can stand in for another: 14 at most of 8 members.
using Antichain = boost::container::static_vector<std::uint8_t, 16>;

/// The coalitions of so many members, as they are ordered by who can stand in for whom.
class CoalitionOrder {
public:
    explicit CoalitionOrder(std::size_t members)
        : members_(members), below_(count()), above_(count()), over_(count()), under_(count()) {
        for (std::size_t set = 0; set < count(); ++set) {
            everything_.set(set);
            if ((set & 1) != 0) add_step(set ^ 1, set);
            for (std::size_t i = 0; i + 1 < members; ++i)
                if ((set >> i & 3) == 2) add_step(set ^ (std::size_t{3} << i), set);
            for (std::size_t i = 0; i < members; ++i)
                heavy_[set] |= static_cast<std::uint64_t>(std::popcount(set >> i)) << (8 * i);
        }
    }

    [[nodiscard]] std::size_t members() const { return members_; }
    [[nodiscard]] std::size_t count() const { return std::size_t{1} << members_; }
    [[nodiscard]] const Family& everything() const { return everything_; }
    /// The coalitions that have a member less, the lightest, or the next lighter one in place of a member.
    [[nodiscard]] const Family& below(std::size_t set) const { return below_[set]; }
    [[nodiscard]] const Family& above(std::size_t set) const { return above_[set]; }
    [[nodiscard]] const Antichain& under(std::size_t set) const { return under_[set]; }
    [[nodiscard]] const Antichain& over(std::size_t set) const { return over_[set]; }

    /// How many members of a coalition are i or heavier.
    [[nodiscard]] int heavier(std::size_t set, std::size_t i) const {
        return static_cast<int>(heavy_[set] >> (8 * i) & 0xFF);
    }

    /// Whether two winning coalitions have together no more of the members from i on than two losing ones, for every i,
    /// so that no weights let them win. Two losing coalitions that become these by trading members are of that kind
    /// [taylor_zwicker_1999]. Of 8 members and fewer, every complete game without such coalitions is weighted:
    /// least_weights finds weights for each. Winning coalitions other than the shift-minimal ones, and losing ones
    /// other than the shift-maximal ones, need not be looked at. The counts of all i are added and compared at once,
    /// one a byte.
    [[nodiscard]] bool outweighs(const Antichain& minimal, const Antichain& maximal) const {
        constexpr std::uint64_t top = 0x8080808080808080;
        boost::container::static_vector<std::uint64_t, 136> losing;
        for (std::size_t a = 0; a < maximal.size(); ++a)
            for (std::size_t b = a; b < maximal.size(); ++b)
                losing.push_back((heavy_[maximal[a]] + heavy_[maximal[b]]) | top);
        for (std::size_t a = 0; a < minimal.size(); ++a)
            for (std::size_t b = a; b < minimal.size(); ++b) {
                const std::uint64_t winning = heavy_[minimal[a]] + heavy_[minimal[b]];
                for (const std::uint64_t sum : losing)
                    if (((sum - winning) & top) == top) return false;
            }
        return true;
    }

private:
    void add_step(std::size_t lower, std::size_t upper) {
        below_[upper].set(lower);
        above_[lower].set(upper);
        under_[upper].push_back(static_cast<std::uint8_t>(lower));
        over_[lower].push_back(static_cast<std::uint8_t>(upper));
    }

    std::size_t members_;
    std::vector<Family> below_, above_;
    std::vector<Antichain> over_, under_;  ///< the same, listed
    Family everything_;
    std::uint64_t heavy_[maximum_coalitions] = {};
};

/// A game in which each member can stand in for all who are lighter.
struct CompleteGame {
    Family losing;
    Antichain minimal, maximal;  ///< shift-minimal winning, shift-maximal losing coalitions

    [[nodiscard]] bool wins(std::size_t set) const { return !losing.test(set); }

    /// Whether no coalition wins together with the members who are not in it. Where one does, a shift-minimal one does.
    [[nodiscard]] bool proper(const CoalitionOrder& order) const {
        return std::ranges::none_of(minimal, [&](std::size_t set) { return wins(order.count() - 1 - set); });
    }
    /// Whether one of a coalition and the rest always wins.
    [[nodiscard]] bool strong(const CoalitionOrder& order) const {
        return std::ranges::none_of(maximal, [&](std::size_t set) { return !wins(order.count() - 1 - set); });
    }
};

/// Calls work(game) for every complete game, other than those that nobody or everybody wins. Adds losing coalitions in
/// order of their numbers, in which every one comes after those below it. Cost: a tenth of a microsecond a game.
template <class Work>
void each_complete_game(const CoalitionOrder& order, const Work& work) {
    const auto extend = [&](const auto& self, const CompleteGame& game, std::size_t from) -> void {
        work(game);
        for (const std::uint8_t set : game.minimal) {
            if (set <= from || set == order.count() - 1) continue;
            CompleteGame more{.losing = game.losing, .minimal = {}, .maximal = {}};
            more.losing.set(set);
            for (const std::uint8_t other : game.minimal)
                if (other != set) more.minimal.push_back(other);
            for (const std::uint8_t over : order.over(set))
                if ((order.below(over) & ~more.losing).none()) more.minimal.push_back(over);
            for (const std::uint8_t other : game.maximal)
                if (!order.below(set).test(other)) more.maximal.push_back(other);
            more.maximal.push_back(set);
            self(self, more, set);
        }
    };
    CompleteGame game;
    game.losing.set(0);
    game.maximal.push_back(0);
    game.minimal.push_back(1);
    extend(extend, game, 0);
}

/// Calls work(game) for every proper complete game that may be weighted, which all are.
template <class Work>
void each_proper_weighted_game(const CoalitionOrder& order, const Work& work) {
    TurnCounter turns(20);
    each_complete_game(order, [&](const CompleteGame& game) {
        turns.turn();
        if (game.proper(order) && order.outweighs(game.minimal, game.maximal)) work(game);
    });
}

/// The proper weighted games, up to renaming, in a forest: a game under another has the same winning coalitions but for
/// one. Above are the games in which either a coalition wins or the rest does. It stands in an order in which whatever
/// is under a game follows it.
struct OrderedGame {
    CompleteGame game;
    std::size_t depth = 0;    ///< 0: above all others
    std::size_t removed = 0;  ///< the coalition that wins in the game above and loses here
};

/// Each game has one above it unless no more coalitions can win: weights that differ for all coalitions, and a quota
/// above half of them, stay such as the quota falls to the heaviest losing coalition.
inline std::vector<OrderedGame> proper_weighted_games(const CoalitionOrder& order) {
    std::vector<CompleteGame> games;
    std::unordered_map<Family, std::size_t> place;
    each_proper_weighted_game(order, [&](const CompleteGame& game) {
        place.emplace(game.losing, games.size());
        games.push_back(game);
    });
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> under(games.size());  // games, what they lack
    std::vector<std::size_t> roots;
    for (std::size_t g = 0; g < games.size(); ++g) {
        bool found = false;
        for (const std::uint8_t set : games[g].maximal) {
            if (set == 0) continue;
            Family fewer = games[g].losing;
            fewer.reset(set);
            if (const auto above = place.find(fewer); above != place.end()) {
                under[above->second].emplace_back(g, set);
                found = true;
                break;
            }
        }
        if (!found) roots.push_back(g);
    }
    std::vector<OrderedGame> forest;
    const auto add = [&](const auto& self, std::size_t game, std::size_t depth, std::size_t removed) -> void {
        forest.push_back({games[game], depth, removed});
        for (const auto& [lower, lacking] : under[game]) self(self, lower, depth + 1, lacking);
    };
    for (const std::size_t root : roots) add(add, root, 0, 0);
    return forest;
}

}  // namespace stemgewicht::detail
