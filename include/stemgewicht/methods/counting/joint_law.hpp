#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/layers/layered_sums.hpp>
#include <stemgewicht/rules/position.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// P(yes-weight of the position in [low, high], and the motion passes or fails), for a weighted decision.
///
/// Factors are counted one after the other, from behind. What is carried is the tail over the decision's weight, in one
/// row for each yes-weight that the position can have when the remaining factors have been counted. Yes-weights that
/// end in [low, high] whatever the holders behind them vote share the one settled row, and those that cannot end there
/// have none, so that few rows stand at any time. Cost: rows x quota x sum over factors of members x nodes.
class JointPass {
public:
    JointPass(const CountedRule& rule, const std::vector<const VoteFactor*>& factors, const WeightedRule& position,
              std::size_t budget)
        : rule_(rule), position_(position), budget_(budget) {
        reachable_.assign(factors.size() + 1, {Weight{0}});
        for (const VoteFactor* factor : factors) {
            free_.push_back(counted_factor(*factor, rule, [&](std::size_t i) { return position.weights[i] == 0; }));
            held_.push_back(counted_factor(*factor, rule, [&](std::size_t i) { return position.weights[i] > 0; }));
        }
        for (std::size_t f = factors.size(); f-- > 1;) {
            reachable_[f] = reachable_[f + 1];
            for (const std::size_t member : held_[f].members) {
                for (const Weight sum : std::set<Weight>(reachable_[f]))
                    reachable_[f].insert(sum + position.weights[member]);
                check_rows(reachable_[f].size());
            }
        }
    }

    double run(Weight low, Weight high, const Tail& decided) {
        low_ = low;
        high_ = high;
        Rows rows{{settled, decided}};
        Weight behind = 0;  // weight in the position of all holders that the rows already integrate
        for (std::size_t f = 0; f < free_.size(); ++f) {
            Weight own = 0;
            for (const std::size_t member : held_[f].members) own += position_.weights[member];
            rows = before_factor(f, rows, behind, behind + own);
            behind += own;
        }
        const auto start = row_state(0, behind);
        return start == RowState::lost ? 0.0 : rows.at(start == RowState::settled ? settled : Key(0)).at(0);
    }

private:
    using Key = std::optional<Weight>;
    using Rows = std::map<Key, Tail>;
    static constexpr Key settled = std::nullopt;
    struct Read {
        Key source;
        Tail* target;
        std::size_t state;  ///< of the holders
    };
    enum class RowState { lost, open, settled };

    void check_rows(std::size_t rows) const {
        if (rows > budget_ / rule_.quota)
            refuse_memory("exact: position and decision have more joint sums (over " + std::to_string(rows) + " x " +
                              std::to_string(rule_.quota) + "), which",
                          static_cast<double>(rows) * static_cast<double>(rule_.quota) * sizeof(double),
                          budget_ * sizeof(double), {"monte_carlo"});
    }

    [[nodiscard]] RowState row_state(Weight sum, Weight behind) const {
        if (sum > high_ || sum + behind < low_) return RowState::lost;
        return sum >= low_ && sum + behind <= high_ ? RowState::settled : RowState::open;
    }

    /// Rows before factor f from those behind it: at each node the free members act on every row alike, and the
    /// holders mix the rows.
    [[nodiscard]] Rows before_factor(std::size_t f, const Rows& after, Weight behind, Weight behind_next) const {
        const bool last = f + 1 == free_.size();
        const std::size_t columns = last ? 1 : rule_.quota;
        std::vector<std::vector<Weight>> increments;
        for (std::size_t r = 0; r < held_[f].members.size(); ++r)
            increments.push_back({position_.weights[held_[f].members[r]], static_cast<Weight>(held_[f].weights[r])});
        const LayeredSums sums =
            layered_sums(increments, {maximum_total_weight, static_cast<Weight>(rule_.quota)}, maximum_layer_states);

        Rows result{{settled, blank(columns)}};
        std::vector<Read> reads;
        for (std::size_t s = 0; s < sums.totals.size(); ++s) reads.push_back({settled, &result.at(settled), s});
        for (const Weight target : reachable_[f + 1]) {
            if (row_state(target, behind_next) != RowState::open) continue;
            Tail& row = result.emplace(Key(target), blank(columns)).first->second;
            for (std::size_t s = 0; s < sums.totals.size(); ++s) {
                const Weight sum = target + sums.totals[s][0];
                const RowState source = row_state(sum, behind);
                if (source != RowState::lost)
                    reads.push_back({source == RowState::settled ? settled : Key(sum), &row, s});
            }
        }
        check_rows(result.size() + after.size());
        std::ranges::stable_sort(reads, std::less<>{}, &Read::source);  // each row is counted once a node
        add_nodes(f, sums, after, reads, std::min(rule_.quota, columns + held_[f].total()));
        result.at(settled).beyond =
            after.at(settled).beyond;  // exactly, though the masses sum to 1 only up to rounding
        return result;
    }

    /// Adds, for every node, each row that a target reads, at the chance and shift of the holders' state.
    void add_nodes(std::size_t f, const LayeredSums& sums, const Rows& after, const std::vector<Read>& reads,
                   std::size_t columns) const {
        Tail tail;
        for (Eigen::Index k = 0; k < free_[f].node_count(); ++k) {
            LaneTable law = LaneTable::Ones(lane_count, 1);
            for (std::size_t r = 0; r < held_[f].members.size(); ++r)
                law = step_forward(sums.layers, r, law, Lanes::Constant(held_[f].yes(static_cast<Eigen::Index>(r), k)));
            const Key* row = nullptr;
            for (const auto& [source, target, state] : reads) {
                if (!row || *row != source) {
                    row = &source;
                    tail = after.at(source);
                    count_node_back(free_[f], k, tail, columns);
                }
                add_shifted(*target, tail, free_[f].masses[k] * law(0, static_cast<Eigen::Index>(state)),
                            static_cast<std::size_t>(sums.totals[state][1]));
            }
        }
    }

    static Tail blank(std::size_t columns) { return {.values = std::vector<double>(columns, 0.0), .beyond = 0.0}; }

    const CountedRule& rule_;
    const WeightedRule& position_;
    std::size_t budget_;
    std::vector<CountedFactor> free_, held_;
    std::vector<std::set<Weight>> reachable_;  ///< [f]: yes-weights of the position from the factors f, f + 1, ..
    Weight low_ = 0, high_ = 0;
};

}  // namespace stemgewicht::detail
