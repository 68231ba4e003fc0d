#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/design/efficient_front.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Which member stands where in an ordered game.
using Places = std::array<std::size_t, maximum_ordered_members>;

/// A game with its members, and where it stands.
struct PlacedGame {
    FrontPoint point{.x = 0, .y = std::numeric_limits<double>::infinity()};
    std::size_t game = 0;
    Places members{};

    [[nodiscard]] bool is_there() const { return point.y < std::numeric_limits<double>::infinity(); }
};

/// Whether a point is as low as another on both axes.
inline bool covers(const FrontPoint& a, const FrontPoint& b) {
    return a.x <= b.x + equal_front_risks && a.y <= b.y + equal_front_risks;
}

/// Keeps of the games shown to it the best of each step of x, and those that better given rules most.
class FrontKeeper {
public:
    /// `sums` are the weights of the games.
    FrontKeeper(std::span<const Weight> sums, std::vector<FrontPoint> placed)
        : sums_(sums),
          best_(count),
          placed_(std::move(placed)),
          better_(placed_.size()),
          least_(count, std::numeric_limits<double>::infinity()),
          reach_(count, -1.0),
          cloud_(count * row_words, 0) {
        for (const FrontPoint& point : placed_)
            for (std::size_t column = 0; column <= cell_of(point.x + equal_front_risks); ++column)
                reach_[column] = std::max(reach_[column], point.y + equal_front_risks);
    }

    /// The step of a value, on either axis.
    static std::size_t cell_of(double value) {
        return static_cast<std::size_t>(
            static_cast<std::int32_t>(std::clamp((value + 1e-9) * steps, 0.0, static_cast<double>(count - 1))));
    }

    void show(const FrontPoint& point, std::size_t game, const Places& members) {
        const std::size_t column = cell_of(point.x);
        std::uint64_t& cells = cloud_[cell_of(point.y) * row_words + column / 64];
        cells |= std::uint64_t{1} << column % 64;
        if (point.y <= least_[column] && is_better(point, game, best_[column])) {
            best_[column] = {point, game, members};
            least_[column] = point.y + equal_front_risks;
        }
        if (point.y > reach_[column]) return;
        for (std::size_t k = 0; k < placed_.size(); ++k)
            if (covers(point, placed_[k])) consider(k, {point, game, members});
    }

    /// Those of the steps that no other betters, from the lowest x.
    [[nodiscard]] std::vector<PlacedGame> front() const {
        std::vector<PlacedGame> front;
        for (const PlacedGame& best : best_)
            if (best.is_there() && (front.empty() || best.point.y < front.back().point.y - equal_front_risks))
                front.push_back(best);
        return front;
    }
    [[nodiscard]] const std::vector<std::optional<PlacedGame>>& better() const { return better_; }
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> cloud() const {
        std::vector<std::pair<std::size_t, std::size_t>> cells;
        for (std::size_t row = 0; row < count; ++row)
            for (std::size_t column = 0; column < count; ++column)
                if ((cloud_[row * row_words + column / 64] >> column % 64 & 1) != 0) cells.emplace_back(column, row);
        return cells;
    }

private:
    static constexpr double steps = 1 / front_step;
    static constexpr std::size_t count = static_cast<std::size_t>(steps) + 2;
    static constexpr std::size_t row_words = (count + 63) / 64;

    [[nodiscard]] bool is_better(const FrontPoint& point, std::size_t game, const PlacedGame& best) const {
        if (!best.is_there() || point.y < best.point.y - equal_front_risks) return true;
        if (std::abs(point.x - best.point.x) > equal_front_risks) return point.x < best.point.x;
        return sums_[game] < sums_[best.game];
    }

    void consider(std::size_t place, const PlacedGame& game) {
        const FrontPoint& of = placed_[place];
        if (covers(of, game.point)) return;  // equal
        std::optional<PlacedGame>& best = better_[place];
        const double gain = best ? best->point.x + best->point.y - game.point.x - game.point.y : 1.0;
        if (gain > equal_front_risks || (gain > -equal_front_risks && sums_[game.game] < sums_[best->game]))
            best = game;
    }

    std::span<const Weight> sums_;
    std::vector<PlacedGame> best_;  ///< by step
    std::vector<FrontPoint> placed_;
    std::vector<std::optional<PlacedGame>> better_;
    std::vector<double> least_;         ///< by step: the largest y with which a rule may be the best
    std::vector<double> reach_;         ///< by step: the largest y with which a rule may better one
    std::vector<std::uint64_t> cloud_;  ///< a bit for each cell, by rows: where some rule is
};

/// Risks as one member sees them: those of the others, then zeros, its own, and the sum of the others'.
class SeenRisks {
public:
    static constexpr Eigen::Index others = maximum_weighted_game_members - 1;

    SeenRisks() : values_(Eigen::Array<double, others + 2, 1>::Zero()) {}
    SeenRisks(std::span<const double> risks, std::size_t member) : SeenRisks() {
        Eigen::Index next = 0;
        for (std::size_t i = 0; i < risks.size(); ++i) {
            if (i == member) continue;
            values_[next++] = risks[i];
            values_[others + 1] += risks[i];
        }
        values_[others] = risks[member];
    }

    SeenRisks& operator+=(const SeenRisks& other) {
        values_ += other.values_;
        return *this;
    }
    void assign_difference(const SeenRisks& from, const SeenRisks& less) { values_ = from.values_ - less.values_; }

    /// Takes of each member the higher risk; the sum is then made of these.
    void raise(const SeenRisks& other) { values_ = values_.max(other.values_); }
    void sum_up() { values_[others + 1] = values_.head<others>().sum(); }

    [[nodiscard]] double own() const { return values_[others]; }
    [[nodiscard]] double others_sum() const { return values_[others + 1]; }
    [[nodiscard]] double others_largest() const { return values_.head<others>().maxCoeff(); }

private:
    Eigen::Array<double, others + 2, 1> values_;
};

/// A game on the way through all of them.
struct RuleVisit {
    std::uint32_t game;
    std::uint8_t depth, removed;
    bool shown;  ///< else it is only on the way to others
};

/// The games that differ as rules where the places i and i + 1 fall for the bits i of `falling`, and those on the way.
inline std::vector<RuleVisit> visits_of(std::span<const OrderedGame> games, std::span<const std::size_t> alike,
                                        std::size_t falling) {
    std::vector<RuleVisit> visits;
    std::array<bool, maximum_coalitions + 1> leads{};  // by depth: whether a game below is shown
    for (std::size_t g = games.size(); g-- > 0;) {     // games stand behind the one that they differ from
        const std::size_t depth = games[g].depth;
        const bool shown = (alike[g] & falling) == 0;
        if (shown || leads[depth + 1]) {
            visits.push_back({static_cast<std::uint32_t>(g), static_cast<std::uint8_t>(depth),
                              static_cast<std::uint8_t>(games[g].removed), shown});
            leads[depth] = true;
        }
        leads[depth + 1] = false;
    }
    std::ranges::reverse(visits);
    return visits;
}

/// Calls show(row, place of the game, members) for every game with every assignment of members that differs, and
/// begin(assignments done, all) before each assignment. The row of a rule is `nothing` and the gains of the coalitions
/// that it lets pass: rows are added up, and take a difference. `alike[g]` has bit i where the members i and i + 1 of
/// game g can stand in for each other.
template <class Row, class Show, class Begin>
void each_placed_row(const CoalitionOrder& order, std::span<const OrderedGame> games,
                     std::span<const std::size_t> alike, const Row& nothing, const std::vector<Row>& gain_of,
                     const Show& show, const Begin& begin) {
    const std::size_t members = order.members();
    std::size_t deepest = 0, assignments = 1, done = 0;
    for (const OrderedGame& game : games) deepest = std::max(deepest, game.depth);
    for (std::size_t i = 2; i <= members; ++i) assignments *= i;
    std::vector<Row> gain(order.count(), nothing), at_depth(deepest + 1, nothing);
    Places who{};
    const auto end = who.begin() + static_cast<std::ptrdiff_t>(members);
    std::iota(who.begin(), end, std::size_t{0});
    std::vector<std::vector<RuleVisit>> visits(std::size_t{1} << members);  // by falling places, as they are met
    do {
        begin(done++, assignments);
        stop_point(8 * games.size());
        for (std::size_t set = 0; set < order.count(); ++set) {
            std::size_t coalition = 0;
            for (std::size_t i = 0; i < members; ++i) coalition |= (set >> i & 1) << who[i];
            gain[set] = gain_of[coalition];
        }
        std::size_t falling = 0;
        for (std::size_t i = 0; i + 1 < members; ++i) falling |= static_cast<std::size_t>(who[i] > who[i + 1]) << i;
        if (visits[falling].empty()) visits[falling] = visits_of(games, alike, falling);
        for (const RuleVisit& visit : visits[falling]) {
            Row& here = at_depth[visit.depth];
            if (visit.depth > 0) {
                here.assign_difference(at_depth[visit.depth - 1], gain[visit.removed]);
            } else {
                here = nothing;
                for (std::size_t set = 0; set < order.count(); ++set)
                    if (games[visit.game].game.wins(set)) here += gain[set];
            }
            if (visit.shown) show(here, visit.game, who);
        }
    } while (std::next_permutation(who.begin(), end));
}

/// The risks of a rule by which nothing passes, as a member sees them, and by how much each coalition that passes
/// changes them.
struct RiskGains {
    SeenRisks nothing;
    std::vector<SeenRisks> of_coalition;

    RiskGains(const CoalitionRisks& risks, std::size_t member) {
        std::vector<double> of_members;
        for (const std::vector<double>& fails : risks.fails)
            of_members.push_back(std::accumulate(fails.begin(), fails.end(), 0.0));
        nothing = SeenRisks(of_members, member);
        for (std::size_t coalition = 0; coalition < risks.passes.front().size(); ++coalition) {
            for (std::size_t i = 0; i < of_members.size(); ++i)
                of_members[i] = risks.passes[i][coalition] - risks.fails[i][coalition];
            of_coalition.emplace_back(of_members, member);
        }
    }
};

}  // namespace stemgewicht::detail
