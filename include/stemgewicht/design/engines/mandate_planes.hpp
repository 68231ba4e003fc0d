#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/core/numeric/vector_targets.hpp>
#include <stemgewicht/design/mandate_regime.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// a + b in every motion at once, digit by digit; `sum` has as many digits as the largest sum needs.
STEMGEWICHT_WIDE_WHOLE inline void add_numbers(std::span<const Plane> a, std::span<const Plane> b,
                                               std::span<Plane> sum) {
    std::array<std::uint64_t, plane_words> carry{};
    const Plane none;
    for (std::size_t d = 0; d < sum.size(); ++d) {
        const auto& first = (d < a.size() ? a[d] : none).words;
        const auto& second = (d < b.size() ? b[d] : none).words;
        for (std::size_t k = 0; k < plane_words; ++k) {
            const std::uint64_t differ = first[k] ^ second[k];
            const std::uint64_t digit = differ ^ carry[k];
            carry[k] = (first[k] & second[k]) | (carry[k] & differ);
            sum[d].words[k] = digit;
        }
    }
}

/// What all regimes decide on the same motions. For each council and each regime of the others, one group of three
/// features: the council disagrees with the decision where it is free, where it is bound, and is tied. A tie is a no
/// where it counts as against, else it disagrees with nothing.
class MandatePlanes {
public:
    static constexpr std::size_t group_size = 3;

    MandatePlanes(const WeightedRule& assembly, std::span<const Block> councils, Ties ties)
        : quota_(assembly.quota), ties_(ties) {
        const auto digits =
            static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(total_weight(assembly.weights))));
        partial_.assign(councils.size(), std::vector<Plane>(digits));
        for (const Block& block : councils) {
            std::vector<Weight> weights;
            for (const std::size_t member : block.members) weights.push_back(assembly.weights[member]);
            const Weight weight = std::accumulate(weights.begin(), weights.end(), Weight{0});
            const Weight not_no = total_weight(block.rule.weights) - block.rule.quota + 1;
            councils_.push_back({.free = {block.members, weights},
                                 .own = {block.members, block.rule.weights},
                                 .quota = block.rule.quota,
                                 .not_no = not_no,
                                 .weight = weight,
                                 .bound = std::vector<Plane>(
                                     static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(weight))))});
        }
        decisions_.resize(std::size_t{1} << councils.size());
    }

    void operator()(std::span<const Plane> votes, std::span<Plane> features) {
        for (Council& council : councils_) {
            const std::vector<Plane>& own = council.own(votes);
            council.yes = at_least(own, council.quota);
            council.no = ~at_least(own, council.not_no);
            for (std::size_t d = 0; d < council.bound.size(); ++d)
                council.bound[d] = (council.weight >> d & 1) != 0 ? council.yes : Plane{};
            council.sum = council.free(votes);
        }
        decide(0, {}, 0);
        std::size_t group = 0;
        for (std::size_t j = 0; j < councils_.size(); ++j)
            for (MandateRegime regime = 0; regime < decisions_.size(); ++regime)
                if ((regime >> j & 1) == 0)
                    write(councils_[j], regime, MandateRegime{1} << j, features.subspan(group_size * group++));
    }

private:
    struct Council {
        PlaneSum free, own;
        Weight quota, not_no, weight;
        std::vector<Plane> bound;
        std::vector<Plane> sum = {};
        Plane yes = {}, no = {};
    };

    void decide(std::size_t j, std::span<const Plane> before, MandateRegime regime) {
        for (const bool bound : {false, true}) {
            const std::vector<Plane>& own = bound ? councils_[j].bound : councils_[j].sum;
            const MandateRegime here = regime | MandateRegime{bound} << j;
            if (j + 1 == councils_.size()) {
                decisions_[here] = sum_at_least(before, own, quota_);
            } else {
                add_numbers(before, own, partial_[j]);
                decide(j + 1, partial_[j], here);
            }
        }
    }

    void write(const Council& council, MandateRegime free, MandateRegime bit, std::span<Plane> features) const {
        const auto disagrees = [&](const Plane& passes) {
            return ties_ == Ties::against ? passes ^ council.yes : (passes & council.no) | (council.yes & ~passes);
        };
        features[0] = disagrees(decisions_[free]);
        features[1] = disagrees(decisions_[free | bit]);
        features[2] = ties_ == Ties::against ? Plane{} : ~(council.yes | council.no);
    }

    Weight quota_;
    Ties ties_;
    std::vector<Council> councils_;
    std::vector<std::vector<Plane>> partial_;  ///< the weight of the first councils, by number
    std::vector<Plane> decisions_;             ///< by regime
};

}  // namespace stemgewicht::detail
