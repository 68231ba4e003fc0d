#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/meetings/engines/meeting_criteria.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The most states of a layer where Exact counts a meeting on its diagram: a few seconds of work.
inline constexpr std::size_t maximum_exact_states = std::size_t{1} << 18;

/// A layered decision diagram of a meeting, in which each member has four branches, by its Conduct. A state is the sums
/// of the criteria that are still open, and which of the others are reached: sums that nobody behind can tell apart are
/// one state, and so are all in which the result is known.
class MeetingDiagram {
public:
    using State = std::uint32_t;
    using Branches = std::array<State, conduct_count>;  ///< the state behind, by Conduct

    /// Asks the members in that order. Throws std::length_error where a layer exceeds `limit` states, or all together
    /// layers_per_limit times as many. Cost O(states x criteria).
    MeetingDiagram(const MeetingCriteria& meeting, std::vector<std::size_t> order, std::size_t limit)
        : order_(std::move(order)), labels_(meeting.labels), limit_(limit) {
        const std::size_t count = meeting.criteria.size(), members = order_.size();
        for (std::vector<Weight>* bounds : {&least_behind_, &most_behind_}) bounds->assign((members + 1) * count, 0);
        for (std::size_t r = members; r-- > 0;)
            for (std::size_t c = 0; c < count; ++c) {
                const auto [low, high] = std::ranges::minmax(meeting.criteria[c].steps[order_[r]]);
                least_behind_[r * count + c] = least_behind_[(r + 1) * count + c] + low;
                most_behind_[r * count + c] = most_behind_[(r + 1) * count + c] + high;
            }
        std::vector<Key> before{settled(meeting, Key(count, 0), 0)};
        for (std::size_t r = 0; r < members; ++r) before = add_layer(meeting, before, r);
        for (const Key& key : before) final_labels_.push_back(static_cast<std::size_t>(key.back()));
    }

    [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
    [[nodiscard]] std::size_t label_count() const { return labels_; }
    /// The branches of the states of the layer that asks order()[r].
    [[nodiscard]] const std::vector<Branches>& layer(std::size_t r) const { return layers_[r]; }
    /// Of the states behind all members.
    [[nodiscard]] const std::vector<std::size_t>& final_labels() const { return final_labels_; }

private:
    using Key = std::vector<Weight>;  ///< the sums, or a mark, and at the end the result
    struct Hash {
        std::size_t operator()(const Key& key) const {
            std::uint64_t hash = 0x9e3779b97f4a7c15ULL;
            for (const Weight part : key) {
                hash ^= static_cast<std::uint64_t>(part);
                hash *= 0xff51afd7ed558ccdULL;
                hash ^= hash >> 32;
            }
            return hash;
        }
    };
    static constexpr Weight reached_mark = std::numeric_limits<Weight>::max();
    static constexpr Weight failed_mark = std::numeric_limits<Weight>::min();
    static constexpr Weight unknown = -1;
    static constexpr std::size_t layers_per_limit = 16;

    /// The key of a state before the layer r: sums that are decided are marked, and where the result is known nothing
    /// but that is left.
    [[nodiscard]] Key settled(const MeetingCriteria& meeting, Key sums, std::size_t r) const {
        const std::size_t count = meeting.criteria.size();
        MeetingCriteria::Set reached = 0, open = 0;
        for (std::size_t c = 0; c < count; ++c) {
            Weight& sum = sums[c];
            if (sum != reached_mark && sum != failed_mark) {
                const Weight least = meeting.criteria[c].least;
                if (sum + least_behind_[r * count + c] >= least)
                    sum = reached_mark;
                else if (sum + most_behind_[r * count + c] < least)
                    sum = failed_mark;
                else
                    open |= MeetingCriteria::Set{1} << c;
            }
            if (sum == reached_mark) reached |= MeetingCriteria::Set{1} << c;
        }
        const auto label = meeting.label(reached, open);
        if (label) sums.assign(count, 0);
        sums.push_back(label ? static_cast<Weight>(*label) : unknown);
        return sums;
    }

    [[nodiscard]] std::vector<Key> add_layer(const MeetingCriteria& meeting, const std::vector<Key>& before,
                                             std::size_t r) {
        const std::size_t count = meeting.criteria.size(), member = order_[r];
        std::unordered_map<Key, State, Hash> states;
        std::vector<Key> after;
        std::vector<Branches>& branches = layers_.emplace_back();
        const bool away_alike = std::ranges::all_of(meeting.criteria, [&](const MeetingCriterion& criterion) {
            return criterion.steps[member][1] == criterion.steps[member][2];
        });
        TurnCounter turns(100 * (count + 1));
        for (const Key& key : before) {
            turns.turn();
            Branches& to = branches.emplace_back();
            for (std::size_t b = 0; b < conduct_count; ++b) {
                if (b == static_cast<std::size_t>(Conduct::no_away) && away_alike) {
                    to[b] = to[static_cast<std::size_t>(Conduct::yes_away)];
                    continue;
                }
                Key next = key;
                if (key.back() == unknown) {
                    next.pop_back();
                    for (std::size_t c = 0; c < count; ++c)
                        if (next[c] != reached_mark && next[c] != failed_mark)
                            next[c] += meeting.criteria[c].steps[member][b];
                    next = settled(meeting, std::move(next), r + 1);
                }
                const auto [place, is_new] = states.try_emplace(next, static_cast<State>(after.size()));
                if (is_new) after.push_back(std::move(next));
                to[b] = place->second;
            }
            if (after.size() > limit_ || size_ + after.size() > layers_per_limit * limit_) refuse_size();
        }
        size_ += after.size();
        return after;
    }

    [[noreturn]] void refuse_size() const {
        const std::string members = std::to_string(order_.size());
        throw std::length_error("decision_diagram: the meeting of " + members + " members needs more than " +
                                std::to_string(limit_) + " states in a layer; " +
                                (order_.size() <= 12 ? "enumerate visits its divisions"
                                                     : "meeting_outcomes and meeting_members simulate it"));
    }

    std::vector<std::size_t> order_;
    std::size_t labels_, limit_, size_ = 0;
    std::vector<Weight> least_behind_, most_behind_;  ///< by layer and criterion: what members from there on add
    std::vector<std::vector<Branches>> layers_;
    std::vector<std::size_t> final_labels_;
};

}  // namespace stemgewicht::detail
