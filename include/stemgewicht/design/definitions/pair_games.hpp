#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/pair_games.hpp>
#include <stemgewicht/rules/coalition_list.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION bool wins_with_any_other(const Rule& rule, std::size_t member) {
    const std::size_t count = member_count(rule);
    if (member >= count) refuse("member", "below " + std::to_string(count), member);
    for (std::size_t other = 0; other < count; ++other) {
        Coalition pair(count);
        pair.set(member);
        pair.set(other);
        if (other != member && !wins(rule, pair)) return false;
    }
    return true;
}

STEMGEWICHT_DEFINITION std::optional<PairGame> pair_game(const Rule& rule, std::size_t member) {
    if (!wins_with_any_other(rule, member)) return std::nullopt;
    const std::size_t count = member_count(rule);
    Coalition alone(count);
    alone.set(member);
    for (std::size_t other = 0; other < count; ++other) {
        Coalition rest = ~alone;
        rest.reset(other);
        if (other != member && wins(rule, rest)) return std::nullopt;
    }
    const bool wins_alone = wins(rule, alone), others_win = wins(rule, ~alone);
    if (wins_alone && others_win) return std::nullopt;
    return wins_alone ? PairGame::dictator : others_win ? PairGame::apex : PairGame::apex_veto;
}

STEMGEWICHT_DEFINITION PairWeights pair_weights(const std::vector<Weight>& others) {
    const Weight total = total_weight(others, "others");
    const Weight least = std::ranges::min(others);
    return {.first = std::max<Weight>(0, total - 2 * least + 1), .veto = total, .dictator = total + 1};
}

namespace detail {

/// Looks for all proper games by deciding coalition after coalition, each with all that follows from it: where a set
/// wins, so do all that contain it, and their complements lose; where it loses, so do all within it.
class ProperGames {
public:
    explicit ProperGames(std::size_t member_count) : members_(member_count) {
        sides_.assign(std::size_t{1} << member_count, Outcome::open);
        decide_winning(sides_, sides_.size() - 1);
    }

    /// False where that cannot be.
    bool require_winning(const Coalition& coalition) { return decide_winning(sides_, coalition.to_ulong()); }

    [[nodiscard]] std::vector<CoalitionRule> all() const {
        std::vector<CoalitionRule> games;
        search(sides_, 0, games);
        return games;
    }

private:
    enum class Outcome : signed char { open, wins, loses };
    using Outcomes = std::vector<Outcome>;

    static bool decide_winning(Outcomes& sides, std::size_t set) {
        const std::size_t everyone = sides.size() - 1;
        for (std::size_t larger = set;; larger = (larger + 1) | set) {
            if (sides[larger] == Outcome::loses || sides[everyone ^ larger] == Outcome::wins) return false;
            sides[larger] = Outcome::wins;
            sides[everyone ^ larger] = Outcome::loses;
            if (larger == everyone) return true;
        }
    }
    static bool decide_losing(Outcomes& sides, std::size_t set) {
        for (std::size_t smaller = set;; smaller = (smaller - 1) & set) {
            if (sides[smaller] == Outcome::wins) return false;
            sides[smaller] = Outcome::loses;
            if (smaller == 0) return true;
        }
    }

    void search(const Outcomes& sides, std::size_t from, std::vector<CoalitionRule>& games) const {
        const auto open = std::find(sides.begin() + static_cast<std::ptrdiff_t>(from), sides.end(), Outcome::open);
        if (open == sides.end()) {
            if (games.size() == maximum_listed_games)
                throw std::length_error("proper games: more than " + std::to_string(maximum_listed_games) +
                                        "; more winning coalitions, or fewer members, carry it");
            games.push_back(game(sides));
            return;
        }
        const auto set = static_cast<std::size_t>(open - sides.begin());
        for (const auto decide : {&decide_winning, &decide_losing}) {
            Outcomes next = sides;
            stop_point(sides.size() + 100);
            if (decide(next, set)) search(next, set + 1, games);
        }
    }

    [[nodiscard]] CoalitionRule game(const Outcomes& sides) const {
        CoalitionRule rule{.members = members_, .minimal_winning = {}};
        for (std::size_t set = 0; set < sides.size(); ++set) {
            bool minimal = sides[set] == Outcome::wins;
            for (std::size_t i = 0; i < members_ && minimal; ++i)
                minimal = (set >> i & 1) == 0 || sides[set ^ std::size_t{1} << i] != Outcome::wins;
            if (minimal) rule.minimal_winning.emplace_back(members_, set);
        }
        return rule;
    }

    std::size_t members_;
    Outcomes sides_;
};

}  // namespace detail

STEMGEWICHT_DEFINITION std::vector<CoalitionRule> proper_games(std::size_t member_count,
                                                               std::span<const Coalition> winning) {
    if (member_count < 1) refuse("members", "1 or more", member_count);
    if (member_count > maximum_listed_members)
        throw std::length_error("proper games: carries up to " + std::to_string(maximum_listed_members) +
                                " members, got " + std::to_string(member_count));
    detail::ProperGames games(member_count);
    for (std::size_t k = 0; k < winning.size(); ++k) {
        if (winning[k].size() != member_count)
            refuse(element("winning", k), "a coalition of the " + std::to_string(member_count) + " members",
                   "one of " + std::to_string(winning[k].size()));
        if (!games.require_winning(winning[k])) return {};
    }
    return games.all();
}

STEMGEWICHT_DEFINITION std::vector<CoalitionRule> pair_games(std::size_t member_count, std::size_t member) {
    if (member >= member_count) refuse("member", "below " + std::to_string(member_count), member);
    if (member_count < 2) refuse("members", "2 or more", member_count);
    std::vector<Coalition> pairs;
    for (std::size_t other = 0; other < member_count; ++other) {
        if (other == member) continue;
        pairs.emplace_back(member_count);
        pairs.back().set(member);
        pairs.back().set(other);
    }
    return proper_games(member_count, pairs);
}

}  // namespace stemgewicht
