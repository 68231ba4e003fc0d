#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/meetings/engines/ballot_table.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Forward-backward over members: calls visit(member, law before it, tail behind it) for each, where `after` is the
/// tail behind them all. Tails are kept where they fit in `budget` cells, and in 2^25, as more take longer to write
/// than to count again; longer ranges are halved, one more pass for each halving. Nobody is ever taken out of a law
/// again. Cost O(members x cells).
template <class Number, class Visit>
class BallotSweep {
public:
    BallotSweep(std::span<const Branches<Number>> members, const Limits& limits, std::size_t budget, const Visit& visit)
        : members_(members),
          cap_(limits.cap),
          budget_(std::min(budget, std::size_t{1} << 25)),
          visit_(visit),
          boxes_(1) {
        for (const Branches<Number>& member : members) {
            boxes_.push_back(boxes_.back());
            boxes_.back().grow(member);
        }
        for (Box& box : boxes_) box = box.within(limits);
    }

    void run(const BallotTable<Number>& after) const {
        if (!members_.empty()) sweep(0, members_.size(), nothing_counted<Number>(), after);
    }

private:
    void sweep(std::size_t first, std::size_t last, BallotTable<Number> before,
               const BallotTable<Number>& after) const {
        std::size_t cells = 0;
        for (std::size_t i = first + 1; i < last; ++i) cells += boxes_[i].cells();
        if (last - first > 2 && cells > budget_) {
            const std::size_t middle = first + (last - first) / 2;
            BallotTable<Number> tail = after;
            for (std::size_t i = last; i-- > middle;) tail = count_back(tail, members_[i], cap_, boxes_[i]);
            sweep(first, middle, before, tail);
            for (std::size_t i = first; i < middle; ++i)
                before = count_forward(before, members_[i], cap_, boxes_[i + 1]);
            sweep(middle, last, std::move(before), after);
            return;
        }
        std::vector<BallotTable<Number>> tails;  // from behind: tails[k] is that behind member last - 1 - k
        for (std::size_t i = last; --i > first;)
            tails.push_back(count_back(tails.empty() ? after : tails.back(), members_[i], cap_, boxes_[i]));
        for (std::size_t i = first; i < last; ++i) {
            visit_(i, before, i + 1 == last ? after : tails[last - 2 - i]);
            if (i + 1 < last) before = count_forward(before, members_[i], cap_, boxes_[i + 1]);
        }
    }

    std::span<const Branches<Number>> members_;
    Tally cap_;
    std::size_t budget_;
    const Visit& visit_;
    std::vector<Box> boxes_;
};

}  // namespace stemgewicht::detail
