#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/simulation/plane_features.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/methods/standing.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// Whether motions pass, and whether they would with all holders for, and with all against.
struct Decided {
    Plane passes, all_for, all_against;
};
using PlaneDecision = std::function<void(std::span<const Plane> votes, Decided& decided)>;

inline PlaneDecision plane_decision(const Rule& rule, const std::vector<std::size_t>& holders) {
    return [rule = plane_rule(rule), holders, forced = std::vector<Plane>()](std::span<const Plane> votes,
                                                                             Decided& decided) mutable {
        rule(votes, decided.passes);
        forced.assign(votes.begin(), votes.end());
        for (const std::size_t member : holders) forced[member] = Plane::all();
        rule(forced, decided.all_for);
        for (const std::size_t member : holders) forced[member] = {};
        rule(forced, decided.all_against);
    };
}

STEMGEWICHT_WIDE_WHOLE inline void write_features(const Plane& yes, const Plane& no, const Decided& decided,
                                                  std::span<Plane> features) {
    Plane* out = features.data();
    for (std::size_t k = 0; k < plane_words; ++k) {
        const std::uint64_t passes = decided.passes.words[k], tied = ~(yes.words[k] | no.words[k]);
        out[0].words[k] = yes.words[k] & ~passes;
        out[1].words[k] = tied & passes;
        out[2].words[k] = tied & ~passes;
        out[3].words[k] = no.words[k] & passes;
        out[4].words[k] = no.words[k] & ~passes;
    }
    out[5] = decided.all_for;
    out[6] = decided.all_against;
}

/// Where the weight of the others, with that of the holders as they vote, all for, and all against, reaches the quota:
/// the three are worked together, digit by digit from the lowest, as in sum_at_least. `digits`: of the total weight,
/// and so of any sum. (The further conditions of its loop change nothing; with them GCC 12 keeps its words in
/// registers.)
STEMGEWICHT_WIDE_WHOLE inline void decide(std::span<const Plane> others, std::span<const Plane> held, Weight quota,
                                          Weight held_weight, std::size_t digits, Decided& decided) {
    using Words = std::array<std::uint64_t, plane_words>;
    Words passes, all_for, all_against, carry{};
    for (Words* words : {&passes, &all_for, &all_against}) words->fill(~std::uint64_t{0});
    const auto against = static_cast<std::uint64_t>(quota);
    const auto in_favour = static_cast<std::uint64_t>(std::max<Weight>(0, quota - held_weight));
    const Plane none;
    for (std::size_t d = 0; d < digits || d < others.size() || d < held.size(); ++d) {
        const Words& first = (d < others.size() ? others[d] : none).words;
        const Words& second = (d < held.size() ? held[d] : none).words;
        const std::uint64_t zero = (against >> d & 1) - 1, zero_for = (in_favour >> d & 1) - 1;
        for (std::size_t k = 0; k < plane_words; ++k) {
            const std::uint64_t differ = first[k] ^ second[k], digit = differ ^ carry[k];
            carry[k] = (first[k] & second[k]) | (carry[k] & differ);
            passes[k] = (passes[k] & digit) | (zero & (passes[k] | digit));
            all_for[k] = (all_for[k] & first[k]) | (zero_for & (all_for[k] | first[k]));
            all_against[k] = (all_against[k] & first[k]) | (zero & (all_against[k] | first[k]));
        }
    }
    decided.passes.words = passes;
    decided.all_for.words = all_for;
    decided.all_against.words = all_against;
}

/// A weighted position under a weighted decision: the others are added up once for all that is asked of the decision,
/// and the holders once for both where they weigh the same in both.
class WeightedPlaneStanding {
public:
    WeightedPlaneStanding(const WeightedRule& rule, const WeightedRule& position)
        : quota_(rule.quota),
          digits_(static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(total_weight(rule.weights))))),
          others_(sum_over(rule, [&](std::size_t i) { return position.weights[i] == 0; })),
          held_(sum_over(rule, [&](std::size_t i) { return position.weights[i] > 0; })),
          position_quota_(position.quota),
          not_no_(total_weight(position.weights) - position.quota + 1) {
        bool same = true;
        for (const std::size_t i : holders(position)) {
            held_weight_ += rule.weights[i];
            same = same && rule.weights[i] == position.weights[i];
        }
        if (!same) position_.push_back(sum_over(position, [](std::size_t) { return true; }));
    }

    void operator()(std::span<const Plane> votes, std::span<Plane> features) {
        const std::vector<Plane>& others = others_(votes);
        const std::vector<Plane>& held = held_(votes);
        decide(others, held, quota_, held_weight_, digits_, decided_);
        const std::vector<Plane>& own = position_.empty() ? held : position_[0](votes);
        const Plane yes = at_least(own, position_quota_);
        write_features(yes, ~(not_no_ == position_quota_ ? yes : at_least(own, not_no_)), decided_, features);
    }

private:
    template <class Wanted>
    static PlaneSum sum_over(const WeightedRule& rule, const Wanted& wanted) {
        std::vector<std::size_t> members;
        std::vector<Weight> weights;
        for (std::size_t i = 0; i < rule.member_count(); ++i)
            if (wanted(i)) {
                members.push_back(i);
                weights.push_back(rule.weights[i]);
            }
        return {members, weights};
    }

    Weight quota_;
    std::size_t digits_;
    PlaneSum others_, held_;
    std::vector<PlaneSum> position_;  ///< none where the holders weigh the same in both
    Weight position_quota_, not_no_, held_weight_ = 0;
    Decided decided_;
};

STEMGEWICHT_DEFINITION PlaneFeatures standing_plane_features(const Rule& decision, const Rule& position) {
    const auto* rule = std::get_if<WeightedRule>(&decision);
    const auto* own = std::get_if<WeightedRule>(&position);
    if (rule && own) return WeightedPlaneStanding(*rule, *own);
    return [decide = plane_decision(decision, position_holders(position)), ask = plane_position(position)](
               std::span<const Plane> votes, std::span<Plane> features) mutable {
        Plane yes, no;
        Decided decided;
        ask(votes, yes, no);
        decide(votes, decided);
        write_features(yes, no, decided, features);
    };
}

STEMGEWICHT_DEFINITION PlaneFeatures member_plane_features(const WeightedRule& rule) {
    return [sum = PlaneSum(everyone(rule.member_count()), rule.weights), rule](std::span<const Plane> votes,
                                                                               std::span<Plane> features) mutable {
        const std::vector<Plane>& digits = sum(votes);
        Decided decided{.passes = at_least(digits, rule.quota), .all_for = {}, .all_against = {}};
        for (std::size_t i = 0; i < votes.size(); ++i) {
            decided.all_for = decided.passes | (~votes[i] & at_least(digits, rule.quota - rule.weights[i]));
            decided.all_against = decided.passes & (~votes[i] | at_least(digits, rule.quota + rule.weights[i]));
            write_features(votes[i], ~votes[i], decided, features.subspan(i * standing_features, standing_features));
        }
    };
}

STEMGEWICHT_DEFINITION PlaneFeatures member_plane_features(const Rule& rule) {
    if (const auto* weighted = std::get_if<WeightedRule>(&rule)) return member_plane_features(*weighted);
    return [rule = plane_rule(rule), forced = std::vector<Plane>()](std::span<const Plane> votes,
                                                                    std::span<Plane> features) mutable {
        Decided decided;
        rule(votes, decided.passes);
        forced.assign(votes.begin(), votes.end());
        for (std::size_t i = 0; i < votes.size(); ++i) {
            forced[i] = Plane::all();
            rule(forced, decided.all_for);
            forced[i] = {};
            rule(forced, decided.all_against);
            forced[i] = votes[i];
            write_features(votes[i], ~votes[i], decided, features.subspan(i * standing_features, standing_features));
        }
    };
}

}  // namespace stemgewicht::detail
