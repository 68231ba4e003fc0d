#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/models/vote_law.hpp>
#include <stemgewicht/rules/position.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

using Mask = std::uint32_t;

inline void check_enumerable(std::size_t member_count) {
    if (member_count > Enumerate::maximum_members)
        throw SizeRefusal(
            "enumerate: carries up to " + std::to_string(Enumerate::maximum_members) + " members, got " +
                std::to_string(member_count),
            {.remedy = "other methods carry weighted and composite rules of far more", .methods = {"monte_carlo"}});
}

/// wins(S) for every S, at index S. Cost 2^n calls of wins.
inline std::vector<bool> winning_table(const Rule& rule) {
    const std::size_t n = member_count(rule);
    check_enumerable(n);
    std::vector<bool> table(std::size_t{1} << n);
    Coalition yes_voters(n);
    Mask set = 0;
    TurnCounter turns(20);
    for (Mask step = 0;; ++step) {  // Gray code: one member changes sides at each step
        turns.turn();
        table[set] = wins(rule, yes_voters);
        if (step + 1 == table.size()) return table;
        const auto changed = static_cast<unsigned>(std::countr_zero(step + 1));
        yes_voters.flip(changed);
        set ^= Mask{1} << changed;
    }
}

/// Calls work(S, P(S)) for every S that has a positive chance, factor by factor.
template <class Work>
class Visit {
public:
    Visit(const VoteLaw& law, const Work& work) : law_(law), work_(work) { enter(0, 0, 1.0); }

private:
    void enter(std::size_t factor, Mask set, double chance) {
        if (chance == 0) return;
        if (factor == law_.factors.size())
            work_(set, chance);
        else
            member(factor, 0, set, chance, law_.factors[factor].masses);
    }

    void member(std::size_t factor, Eigen::Index row, Mask set, double chance, const Eigen::ArrayXd& node_chances) {
        const VoteFactor& f = law_.factors[factor];
        if (row == f.yes.rows()) {
            enter(factor + 1, set, chance * node_chances.sum());
            return;
        }
        const Eigen::ArrayXd yes = node_chances * f.yes.row(row).transpose();
        member(factor, row + 1, set | Mask{1} << f.members[static_cast<std::size_t>(row)], chance, yes);
        const Eigen::ArrayXd no = node_chances * (1 - f.yes.row(row).transpose());
        member(factor, row + 1, set, chance, no);
    }

    const VoteLaw& law_;
    const Work& work_;
};

/// Sums of many small terms, in blocks, so that rounding grows with the square root of their number at most.
class BlockedStandings {
public:
    explicit BlockedStandings(std::size_t count) : total_(count), block_(count) {}
    Standing& operator[](std::size_t i) { return block_[i]; }
    void count_term() {
        if (++terms_ % 4096 == 0) flush();
    }
    std::vector<Standing> take() {
        flush();
        return std::move(total_);
    }

private:
    void flush() {
        stop_point((std::size_t{4096} << 3) * (total_.size() + 10));
        for (std::size_t i = 0; i < total_.size(); ++i) {
            total_[i].add(block_[i], 1.0);
            block_[i] = {};
        }
    }
    std::vector<Standing> total_, block_;
    std::size_t terms_ = 0;
};

/// The members whose votes a position is made of, as a set: its holders, or for other rules those whose vote ever
/// changes it.
inline Mask holder_set(const Rule& position, const std::vector<bool>& table) {
    Mask set = 0;
    if (const auto known = known_holders(position)) {
        for (const std::size_t member : *known) set |= Mask{1} << member;
        return set;
    }
    TurnCounter turns(3);
    for (std::size_t i = 0; i < member_count(position); ++i)
        for (Mask s = 0; s < table.size() && !((set >> i) & 1); ++s, turns.turn())
            if (table[s] != table[s ^ (Mask{1} << i)]) set |= Mask{1} << i;
    return set;
}

inline double pass_probability(const std::vector<bool>& wins, const VoteLaw& law) {
    BlockedStandings sum(1);
    const auto work = [&](Mask set, double chance) {
        sum[0].add_term(Side::yes, wins[set], chance);
        sum.count_term();
    };
    Visit(law, work);
    return sum.take().front().yes_pass;
}

inline std::vector<Standing> member_standings(const std::vector<bool>& wins, const VoteLaw& law) {
    const std::size_t n = law.member_count;
    BlockedStandings standings(n);
    const auto work = [&](Mask set, double chance) {
        for (std::size_t i = 0; i < n; ++i) {
            const Mask member = Mask{1} << i;
            standings[i].add_term(set & member ? Side::yes : Side::no, wins[set], chance);
            standings[i].decisive += chance * (int{wins[set | member]} - int{wins[set & ~member]});
        }
        standings.count_term();
    };
    Visit(law, work);
    return standings.take();
}

/// A position by its outcomes and its holders.
struct PositionTable {
    std::vector<bool> wins;
    Mask holders = 0;
};

inline std::vector<Standing> position_standings(const std::vector<bool>& wins,
                                                const std::vector<PositionTable>& positions, const VoteLaw& law) {
    const auto everyone = static_cast<Mask>(wins.size() - 1);
    TurnCounter turns(3);
    for (const PositionTable& position : positions)
        for (Mask s = 0; s < wins.size(); ++s, turns.turn())
            if (position.wins[s] && position.wins[everyone ^ s])
                refuse("position", "a rule that is never both for and against", "one where both sides can win");
    BlockedStandings standings(positions.size());
    const auto work = [&](Mask set, double chance) {
        for (std::size_t d = 0; d < positions.size(); ++d) {
            const auto& [table, held] = positions[d];
            const Side side = table[set] ? Side::yes : table[everyone ^ set] ? Side::no : Side::tied;
            standings[d].add_term(side, wins[set], chance);
            standings[d].decisive += chance * (int{wins[set | held]} - int{wins[set & ~held]});
        }
        standings.count_term();
    };
    Visit(law, work);
    return standings.take();
}

/// P(pass). Cost O(2^n x nodes).
inline double pass_probability(const Rule& rule, const VoteLaw& law, const Enumerate&) {
    return detail::pass_probability(winning_table(rule), law);
}

/// The standing of every member. Cost O(2^n (n + nodes)), memory 2^n bits.
inline std::vector<Standing> member_standings(const Rule& rule, const VoteLaw& law, const Enumerate&) {
    return detail::member_standings(winning_table(rule), law);
}

/// The standing of each position, which may be any rule over the same members: yes where it wins, no where the members
/// against would win, tied where neither does. Throws std::invalid_argument where both can win.
inline std::vector<Standing> position_standings(const Rule& rule, std::span<const Rule> positions, const VoteLaw& law,
                                                const Enumerate&) {
    const std::vector<bool> wins = winning_table(rule);
    std::vector<PositionTable> tables;
    for (const Rule& position : positions) {
        if (member_count(position) != member_count(rule))
            refuse("position", "a rule over the " + std::to_string(member_count(rule)) + " members of the decision",
                   member_count(position));
        std::vector<bool> table = winning_table(position);
        const Mask held = holder_set(position, table);
        tables.push_back({.wins = std::move(table), .holders = held});
    }
    return detail::position_standings(wins, tables, law);
}

}  // namespace stemgewicht::detail
