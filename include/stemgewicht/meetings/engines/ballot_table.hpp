#pragma once

#include <stemgewicht/core/engine.hpp>

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// What the ballots counted so far have come to, or what one ballot adds.
struct Tally {
    Weight yes = 0;    ///< weight of the yes-voters
    Weight heads = 0;  ///< members present
    Weight sum = 0;    ///< weight for and against, so balanced that the share of the votes cast is reached from 0 up

    Tally& operator+=(const Tally& other) {
        yes += other.yes;
        heads += other.heads;
        sum += other.sum;
        return *this;
    }
    Tally& operator-=(const Tally& other) { return *this += {-other.yes, -other.heads, -other.sum}; }
};

/// What a member may do, and how likely that is, or in how many ways it can be done.
template <class Number>
struct Branch {
    Tally step;
    Number chance;
};
template <class Number>
using Branches = std::vector<Branch<Number>>;

/// What tallies are told apart: yes-weight and heads stop at `cap`, and a meeting that misses more than `spare` of the
/// members counted is given up.
struct Limits {
    Tally cap;
    Weight spare = maximum_total_weight;
};

/// The tallies from `low` to `high`, both included.
struct Box {
    Tally low, high;

    [[nodiscard]] std::size_t width() const { return extent(low.sum, high.sum); }
    [[nodiscard]] std::size_t cells() const {
        return extent(low.yes, high.yes) * extent(low.heads, high.heads) * width();
    }
    /// Takes in what a member may add.
    template <class Number>
    void grow(const Branches<Number>& member) {
        const auto [least, most] = reach(member);
        low += least;
        high += most;
    }
    /// Leaves out a member that was taken in; not after `within`.
    template <class Number>
    void shrink(const Branches<Number>& member) {
        const auto [least, most] = reach(member);
        low -= least;
        high -= most;
    }
    /// The tallies that are told apart, where the box has taken in all members counted.
    [[nodiscard]] Box within(const Limits& limits) const {
        Box box = *this;
        box.high.yes = std::min(high.yes, limits.cap.yes);
        box.high.heads = std::min(high.heads, limits.cap.heads);
        box.low.heads = std::max<Weight>(0, high.heads - limits.spare);
        return box;
    }
    static std::size_t extent(Weight from, Weight to) { return static_cast<std::size_t>(to - from) + 1; }

private:
    template <class Number>
    static std::pair<Tally, Tally> reach(const Branches<Number>& member) {
        Tally least = member.front().step, most = least;
        for (const auto& [step, chance] : member) {
            least = {0, 0, std::min(least.sum, step.sum)};
            most = {std::max(most.yes, step.yes), std::max(most.heads, step.heads), std::max(most.sum, step.sum)};
        }
        return {least, most};
    }
};

/// A number for each tally of a box: the law of what was counted, or a chance as a function of it (then called a tail).
template <class Number>
struct BallotTable {
    Box box;
    std::vector<Number> values;

    explicit BallotTable(const Box& tallies = {}) : box(tallies), values(tallies.cells(), Number(0)) {}

    [[nodiscard]] std::size_t index(const Tally& tally) const {
        const std::size_t row =
            static_cast<std::size_t>(tally.yes - box.low.yes) * Box::extent(box.low.heads, box.high.heads) +
            static_cast<std::size_t>(tally.heads - box.low.heads);
        return row * box.width() + static_cast<std::size_t>(tally.sum - box.low.sum);
    }
    [[nodiscard]] Number* at(const Tally& tally) { return values.data() + index(tally); }
    [[nodiscard]] const Number* at(const Tally& tally) const { return values.data() + index(tally); }
};

/// The law before any ballot is counted.
template <class Number>
BallotTable<Number> nothing_counted() {
    BallotTable<Number> law;
    law.values[0] = Number(1);
    return law;
}

/// Calls work(tally) for the first tally of each row of the box; a row runs over the sums.
template <class Work>
void each_row(const Box& box, const Work& work) {
    for (Weight yes = box.low.yes; yes <= box.high.yes; ++yes)
        for (Weight heads = box.low.heads; heads <= box.high.heads; ++heads) work(Tally{yes, heads, box.low.sum});
}

/// The tally after one more ballot.
inline Tally stepped(const Tally& from, const Tally& step, const Tally& cap) {
    return {std::min(cap.yes, from.yes + step.yes), std::min(cap.heads, from.heads + step.heads), from.sum + step.sum};
}

/// Calls work(tally, next) for the first tally of each row of the box and what a ballot makes of it, as long as the
/// meeting is not given up in the box behind.
template <class Work>
void each_step(const Box& box, const Box& behind, const Tally& step, const Tally& cap, const Work& work) {
    each_row(box, [&](const Tally& from) {
        const Tally next = stepped(from, step, cap);
        if (next.heads >= behind.low.heads) work(from, next);
    });
}

/// Adds a law, one ballot later, to another. Cost O(cells).
template <class Number>
void add_stepped(BallotTable<Number>& next, const BallotTable<Number>& law, const Branch<Number>& branch,
                 const Tally& cap) {
    const std::size_t width = law.box.width();
    const Number& chance = branch.chance;
    stop_point(2 * law.values.size());
    each_step(law.box, next.box, branch.step, cap, [&](const Tally& from, const Tally& to) {
        const Number* here = law.at(from);
        Number* there = next.at(to);
        for (std::size_t s = 0; s < width; ++s) there[s] += chance * here[s];
    });
}

/// The law when one more member has been counted, on a box that holds what is told apart then. Cost O(cells).
template <class Number>
BallotTable<Number> count_forward(const BallotTable<Number>& law, const Branches<Number>& member, const Tally& cap,
                                  const Box& box) {
    BallotTable<Number> next(box);
    for (const Branch<Number>& branch : member) add_stepped(next, law, branch, cap);
    return next;
}

/// The tail before a member is counted, on a box all of whose steps the given tail holds. Cost O(cells).
template <class Number>
BallotTable<Number> count_back(const BallotTable<Number>& tail, const Branches<Number>& member, const Tally& cap,
                               const Box& box) {
    BallotTable<Number> previous(box);
    const std::size_t width = box.width();
    stop_point(2 * member.size() * previous.values.size());
    for (const Branch<Number>& branch : member)
        each_step(box, tail.box, branch.step, cap, [&](const Tally& from, const Tally& to) {
            Number* here = previous.at(from);
            const Number* there = tail.at(to);
            for (std::size_t s = 0; s < width; ++s) here[s] += branch.chance * there[s];
        });
    return previous;
}

/// The mean of a tail under a law, one ballot later; a meeting that was given up counts 0. Cost O(cells).
template <class Number>
Number mean(const BallotTable<Number>& law, const BallotTable<Number>& tail, const Tally& step, const Tally& cap) {
    const std::size_t width = law.box.width();
    Number sum(0);
    stop_point(2 * law.values.size());
    each_step(law.box, tail.box, step, cap, [&](const Tally& from, const Tally& to) {
        const Number* here = law.at(from);
        const Number* there = tail.at(to);
        for (std::size_t s = 0; s < width; ++s) sum += here[s] * there[s];
    });
    return sum;
}

/// By how much the mean with one ballot exceeds that with another, summed as differences. Cost O(cells).
template <class Number>
Number mean_gain(const BallotTable<Number>& law, const BallotTable<Number>& tail, const Tally& step, const Tally& other,
                 const Tally& cap) {
    const std::size_t width = law.box.width();
    const std::vector<Number> given_up(width, Number(0));
    stop_point(3 * law.values.size());
    const auto row = [&](const Tally& next) {
        return next.heads < tail.box.low.heads ? given_up.data() : tail.at(next);
    };
    Number sum(0);
    each_row(law.box, [&](const Tally& from) {
        const Number* here = law.at(from);
        const Number* with = row(stepped(from, step, cap));
        const Number* without = row(stepped(from, other, cap));
        for (std::size_t s = 0; s < width; ++s) sum += here[s] * (with[s] - without[s]);
    });
    return sum;
}

}  // namespace stemgewicht::detail
