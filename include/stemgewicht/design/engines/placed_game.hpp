#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/engines/measured_games.hpp>
#include <stemgewicht/design/engines/ordered_games.hpp>
#include <stemgewicht/design/engines/quota_fit.hpp>
#include <stemgewicht/design/inverse_problem.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// The place of each member in a game, 0 the heaviest.
using GamePlaces = std::array<std::size_t, maximum_ordered_members>;

/// A weighted game whose members stand from the heaviest, bit 0 of a coalition, to the lightest.
struct PlacedGameView {
    WeightedRule rule;
    Family winning;
    std::array<std::size_t, maximum_ordered_members> kind{};  ///< places of one kind can stand in for each other

    explicit PlacedGameView(WeightedRule weights_and_quota) : rule(std::move(weights_and_quota)) {
        const std::size_t count = std::size_t{1} << rule.weights.size();
        std::array<Weight, maximum_coalitions> sums{};
        for (std::size_t i = 0; i < rule.weights.size(); ++i)
            for (std::size_t set = 0, size = std::size_t{1} << i; set < size; ++set)
                sums[size + set] = sums[set] + rule.weights[i];
        for (std::size_t set = 0; set < count; ++set) winning[set] = sums[set] >= rule.quota;
        for (std::size_t i = 1; i < rule.weights.size(); ++i) {
            bool same = true;
            for (std::size_t set = 0; set < count && same; ++set)
                if ((set >> (i - 1) & 3) == 1) same = winning[set] == winning[set ^ std::size_t{3} << (i - 1)];
            kind[i] = kind[i - 1] + (same ? 0 : 1);
        }
    }

    /// Whether a coalition and the rest never both win, and whether one of them always does.
    [[nodiscard]] bool proper() const { return pairs(true); }
    [[nodiscard]] bool strong() const { return pairs(false); }

    /// The game with its members from the lightest.
    [[nodiscard]] CompleteGame ordered(const CoalitionOrder& order) const {
        CompleteGame game;
        const auto reversed = [&](std::size_t set) {
            std::size_t result = 0;
            for (std::size_t i = 0; i < order.members(); ++i) result |= (set >> i & 1) << (order.members() - 1 - i);
            return result;
        };
        for (std::size_t set = 0; set < order.count(); ++set) game.losing[set] = !winning[reversed(set)];
        for (std::size_t set = 0; set < order.count(); ++set) {
            const auto place = static_cast<std::uint8_t>(set);
            if (game.wins(set) && (order.below(set) & ~game.losing).none()) game.minimal.push_back(place);
            if (!game.wins(set) && (order.above(set) & game.losing).none()) game.maximal.push_back(place);
        }
        return game;
    }

private:
    /// Whether never a coalition and the rest are both of a side.
    [[nodiscard]] bool pairs(bool side) const {
        const std::size_t count = std::size_t{1} << rule.weights.size();
        for (std::size_t set = 0; set < count / 2; ++set)
            if (winning[set] == side && winning[count - 1 - set] == side) return false;
        return true;
    }
};

/// Which games keep to constraints, and which assignments of members to a game do.
class RuleFilter {
public:
    RuleFilter(const DesignConstraints& constraints, std::size_t members)
        : constraints_(&constraints), order_(members) {
        for (const MemberBound& bound : constraints.bounds)
            bounds_.push_back({counted_measure(bound.measure, members), {}});
        for (const bool wins : {true, false})
            for (const Coalition& coalition : wins ? constraints.winning : constraints.losing) {
                std::size_t set = 0;
                for (std::size_t i = 0; i < members; ++i) set |= static_cast<std::size_t>(coalition[i]) << i;
                sides_.emplace_back(set, wins);
            }
    }

    /// Whether a game may do, whoever its members are, but for the quota: by its weights, in no time.
    [[nodiscard]] bool fits(const WeightedRule& rule, bool proper) const {
        if (constraints_->proper && !proper) return false;
        if (constraints_->no_null && rule.weights.back() == 0) return false;
        const Weight heaviest = rule.weights.front();
        const bool veto = std::accumulate(rule.weights.begin() + 1, rule.weights.end(), Weight{0}) < rule.quota;
        return !(veto && (constraints_->no_veto || (constraints_->no_dictator && heaviest >= rule.quota)));
    }

    /// The rule that is given for a game, from the heaviest member; empty where no weights fit the quota.
    [[nodiscard]] std::optional<WeightedRule> given(const PlacedGameView& game) const {
        if (!constraints_->quota) return game.rule;
        auto rule = quota_fit(order_, game.ordered(order_), *constraints_->quota);
        if (rule) std::ranges::reverse(rule->weights);
        return rule;
    }

    /// Reads a game, of which `member_fits` and `fits` are then asked.
    void read(const PlacedGameView& game) {
        game_ = &game;
        for (auto& [measure, values] : bounds_)
            if (auto* place = std::get_if<PlaceMeasure>(&measure)) {
                values.resize(order_.members());
                place->read(game.rule, values);
            }
    }

    /// Whether a member may have its place, those before it having theirs.
    [[nodiscard]] bool member_fits(std::size_t member, const GamePlaces& places) const {
        for (const auto& [heavier, lighter] : constraints_->order)
            if (std::max(heavier, lighter) == member && game_->kind[places[heavier]] > game_->kind[places[lighter]])
                return false;
        for (std::size_t k = 0; k < bounds_.size(); ++k)
            if (constraints_->bounds[k].member == member && std::holds_alternative<PlaceMeasure>(bounds_[k].measure) &&
                !inside(k, bounds_[k].values[places[member]]))
                return false;
        return true;
    }

    /// Whether an assignment whose members all may have their places keeps to the constraints.
    [[nodiscard]] bool fits(const GamePlaces& places) const {
        for (const auto& [coalition, wins] : sides_)
            if (game_->winning[placed(coalition, places)] != wins) return false;
        for (std::size_t k = 0; k < bounds_.size(); ++k) {
            const auto* named = std::get_if<NamedMeasure>(&bounds_[k].measure);
            if (named == nullptr) continue;
            const std::size_t member = constraints_->bounds[k].member;
            double value = named->nothing[member];
            for (std::size_t set = 0; set < order_.count(); ++set)
                if (game_->winning[placed(set, places)]) value += named->gain[set][member];
            if (!inside(k, value)) return false;
        }
        return true;
    }

private:
    struct Bound {
        CountedMeasure measure;
        std::vector<double> values;  ///< by place
    };

    [[nodiscard]] bool inside(std::size_t bound, double value) const {
        return value >= constraints_->bounds[bound].least - equal_distances &&
               value <= constraints_->bounds[bound].most + equal_distances;
    }

    [[nodiscard]] std::size_t placed(std::size_t coalition, const GamePlaces& places) const {
        std::size_t set = 0;
        for (std::size_t i = 0; i < order_.members(); ++i) set |= (coalition >> i & 1) << places[i];
        return set;
    }

    const DesignConstraints* constraints_;
    CoalitionOrder order_;
    std::vector<Bound> bounds_;
    std::vector<std::pair<std::size_t, bool>> sides_;  ///< coalitions, and whether they must win
    const PlacedGameView* game_ = nullptr;
};

/// Calls found(places) for every assignment of the members to a game that differs as a rule; `may(member, places)` says
/// of each member as it gets its place whether to go on. Ends where found returns true.
template <class May, class Found>
bool each_assignment(const PlacedGameView& game, const May& may, const Found& found) {
    const std::size_t members = game.rule.weights.size();
    GamePlaces places{};
    std::array<std::size_t, maximum_ordered_members> used{};  ///< by kind
    const auto place = [&](const auto& self, std::size_t member) -> bool {
        if (member == members) return found(std::as_const(places));
        for (std::size_t first = 0; first < members;) {
            const std::size_t kind = game.kind[first];
            std::size_t next = first;
            while (next < members && game.kind[next] == kind) ++next;
            if (first + used[kind] < next) {
                places[member] = first + used[kind]++;
                if (may(member, std::as_const(places)) && self(self, member + 1)) return true;
                --used[kind];
            }
            first = next;
        }
        return false;
    };
    return place(place, 0);
}

}  // namespace stemgewicht::detail
