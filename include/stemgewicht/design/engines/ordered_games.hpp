#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <bit>
#include <bitset>
#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Members of an ordered game stand from the lightest, 0, to the heaviest. A coalition is a number, member i its bit i,
/// so that a heavier member makes it a larger one.
inline constexpr std::size_t maximum_ordered_members = 7;
inline constexpr std::size_t maximum_coalitions = std::size_t{1} << maximum_ordered_members;

/// A set of coalitions, such as the winning ones.
using Family = std::bitset<maximum_coalitions>;

/// The coalitions of so many members, as they are ordered by who can stand in for whom.
class CoalitionOrder {
public:
    explicit CoalitionOrder(std::size_t members) : members_(members), below_(count()), above_(count()) {
        for (std::size_t set = 0; set < count(); ++set) {
            everything_.set(set);
            if ((set & 1) != 0) add_step(set ^ 1, set);
            for (std::size_t i = 0; i + 1 < members; ++i)
                if ((set >> i & 3) == 2) add_step(set ^ (std::size_t{3} << i), set);
        }
        for (std::size_t i = 0; i < members; ++i)
            for (std::size_t set = 0; set < count(); ++set)
                if ((set >> i & 1) == 0) without_[i].set(set);
    }

    [[nodiscard]] std::size_t members() const { return members_; }
    [[nodiscard]] std::size_t count() const { return std::size_t{1} << members_; }
    [[nodiscard]] const Family& everything() const { return everything_; }
    /// The coalitions that have a member less, the lightest, or the next lighter one in place of a member.
    [[nodiscard]] const Family& below(std::size_t set) const { return below_[set]; }
    [[nodiscard]] const Family& above(std::size_t set) const { return above_[set]; }

    /// Where each coalition is, that with a member more or less.
    [[nodiscard]] Family swapped(const Family& family, std::size_t member) const {
        const std::size_t step = std::size_t{1} << member;
        return ((family & without_[member]) << step) | ((family >> step) & without_[member]);
    }

    /// Whether no coalition wins together with the members who are not in it.
    [[nodiscard]] bool proper(const Family& winning) const {
        Family complements = winning;
        for (std::size_t i = 0; i < members_; ++i) complements = swapped(complements, i);
        return (winning & complements).none();
    }

    /// Whether two losing coalitions never become two winning ones by trading members, as they do in no weighted game
    /// [taylor_zwicker_1999]. Of 7 members and fewer, every complete game that withstands these trades is weighted:
    /// least_weights finds weights for each. Cost: 2^members / 2 x members families.
    [[nodiscard]] bool withstands_trades(const Family& winning) const {
        Family others = winning;  // coalition by coalition, whether it wins with the members apart changed
        std::size_t apart = 0;
        for (std::size_t turn = 1; turn < count(); ++turn) {
            const auto changed = static_cast<std::size_t>(std::countr_zero(turn));
            apart ^= std::size_t{1} << changed;
            others = swapped(others, changed);
            Family both_win = winning & others;
            const Family both_lose = everything_ & ~(winning | others);
            if (both_win.none() || both_lose.none()) continue;
            for (std::size_t i = 0; i < members_; ++i)  // all coalitions in which the members not apart are the same
                if ((apart >> i & 1) != 0) both_win |= swapped(both_win, i);
            if ((both_win & both_lose).any()) return false;
        }
        return true;
    }

private:
    void add_step(std::size_t lower, std::size_t upper) {
        below_[upper].set(lower);
        above_[lower].set(upper);
    }

    std::size_t members_;
    std::vector<Family> below_, above_;
    Family everything_;
    Family without_[maximum_ordered_members];
};

/// Calls work(winning coalitions) for every game in which each member can stand in for all who are lighter, other than
/// those that nobody or everybody wins. Adds losing coalitions in order of their numbers, in which every one comes
/// after those below it. Cost: games x coalitions.
template <class Work>
void each_complete_game(const CoalitionOrder& order, const Work& work) {
    const std::size_t everyone = order.count() - 1;
    const auto extend = [&](const auto& self, const Family& losing, std::size_t from) -> void {
        work(order.everything() & ~losing);
        for (std::size_t set = from; set < everyone; ++set)
            if ((order.below(set) & ~losing).none()) {
                Family more = losing;
                more.set(set);
                self(self, more, set + 1);
            }
    };
    Family losing;
    losing.set(0);
    extend(extend, losing, 1);
}

/// The proper weighted games, up to renaming, in a forest: a game under another has the same winning coalitions but for
/// one. Above are the games in which either a coalition wins or the rest does. It stands in an order in which whatever
/// is under a game follows it.
struct OrderedGame {
    Family winning;
    std::size_t depth = 0;    ///< 0: above all others
    std::size_t removed = 0;  ///< the coalition that wins in the game above and loses here
};

/// Each game has one above it unless no more coalitions can win: weights that differ for all coalitions, and a quota
/// above half of them, stay such as the quota falls to the heaviest losing coalition.
inline std::vector<OrderedGame> proper_weighted_games(const CoalitionOrder& order) {
    std::vector<Family> games;
    std::unordered_map<Family, std::size_t> place;
    each_complete_game(order, [&](const Family& winning) {
        stop_point(4000);
        if (!order.proper(winning) || !order.withstands_trades(winning)) return;
        place.emplace(winning, games.size());
        games.push_back(winning);
    });
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> under(games.size());  // games, what they lack
    std::vector<std::size_t> roots;
    for (std::size_t g = 0; g < games.size(); ++g) {
        bool found = false;
        for (std::size_t set = 1; set < order.count() && !found; ++set) {
            if (games[g].test(set) || (order.above(set) & ~games[g]).any()) continue;
            Family more = games[g];
            more.set(set);
            if (const auto above = place.find(more); above != place.end()) {
                under[above->second].emplace_back(g, set);
                found = true;
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
