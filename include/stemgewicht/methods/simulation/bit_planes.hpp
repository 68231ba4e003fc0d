#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/vector_targets.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

inline constexpr std::size_t plane_words = 16;
inline constexpr std::size_t plane_bits = 64 * plane_words;

/// One yes or no for each of many motions: bit m is motion m. A member's votes are a plane, and so is each binary digit
/// of a sum of weights; rules are worked on whole planes. Loops over its words become vector instructions.
struct alignas(64) Plane {
    std::array<std::uint64_t, plane_words> words{};

    /// The plane with the word `f(k)` at each place k.
    template <class F>
    static Plane of(const F& f) {
        Plane result;
        for (std::size_t k = 0; k < plane_words; ++k) result.words[k] = f(k);
        return result;
    }
    static Plane all() {
        return of([](std::size_t) { return ~std::uint64_t{0}; });
    }
    /// The first `count` motions.
    static Plane first(std::size_t count) {
        return of([&](std::size_t k) {
            return count >= 64 * (k + 1) ? ~std::uint64_t{0}
                   : count <= 64 * k     ? 0
                                         : (std::uint64_t{1} << (count - 64 * k)) - 1;
        });
    }

    [[nodiscard]] bool test(std::size_t motion) const { return (words[motion / 64] >> (motion % 64) & 1) != 0; }
    [[nodiscard]] bool any() const {
        std::uint64_t some = 0;
        for (const std::uint64_t word : words) some |= word;
        return some != 0;
    }
    friend Plane operator&(const Plane& a, const Plane& b) {
        return of([&](std::size_t k) { return a.words[k] & b.words[k]; });
    }
    friend Plane operator|(const Plane& a, const Plane& b) {
        return of([&](std::size_t k) { return a.words[k] | b.words[k]; });
    }
    friend Plane operator^(const Plane& a, const Plane& b) {
        return of([&](std::size_t k) { return a.words[k] ^ b.words[k]; });
    }
    friend Plane operator~(const Plane& a) {
        return of([&](std::size_t k) { return ~a.words[k]; });
    }
    friend bool operator==(const Plane&, const Plane&) = default;
};

/// Adds to counts[i][j], row by row, how many motions are in both a[i] and b[j]. Where a and b are the same only j >= i
/// is counted, and of the first `exclusive`, which have no motion in common, none with each other.
STEMGEWICHT_COUNTS_BITS inline void count_pairs(std::span<const Plane> a, std::span<const Plane> b,
                                                std::size_t exclusive, std::uint64_t* counts) {
    const auto common = [](const Plane& one, const Plane& other) __attribute__((always_inline)) {
        std::uint64_t sum = 0;
        for (std::size_t k = 0; k < plane_words; ++k)
            sum += static_cast<std::uint64_t>(std::popcount(one.words[k] & other.words[k]));
        return sum;
    };
    const bool same = a.data() == b.data();
    for (std::size_t i = 0; i < a.size(); ++i) {
        const std::uint64_t alone = common(a[i], a[i]);
        if (alone == 0) continue;  // so are all pairs with it
        std::uint64_t* row = counts + i * b.size();
        if (same) row[i] += alone;
        for (std::size_t j = same ? std::max(i + 1, i < exclusive ? exclusive : 0) : 0; j < b.size(); ++j)
            row[j] += common(a[i], b[j]);
    }
}

/// The planes that are added at one digit: the carries of the digit before, and the votes of some members.
struct Addends {
    std::span<const Plane> carries;
    std::span<const Plane> votes;
    std::span<const std::size_t> members;

    [[nodiscard]] std::size_t size() const { return carries.size() + members.size(); }
    [[nodiscard]] const std::array<std::uint64_t, plane_words>& operator[](std::size_t k) const {
        return (k < carries.size() ? carries[k] : votes[members[k - carries.size()]]).words;
    }
};

/// Adds all of them into one plane, in pairs, and writes one plane of carries for each pair. An odd last one is added
/// alone.
STEMGEWICHT_WIDE_WHOLE inline void add_planes(const Addends& addends, Plane& sum, Plane* carries) {
    if (addends.size() == 0) return;
    using Words = std::array<std::uint64_t, plane_words>;
    Words own = addends[0];
    std::size_t i = 1;
    for (; i + 1 < addends.size(); i += 2) {
        const auto& a = addends[i];
        const auto& b = addends[i + 1];
        Words carry;
        for (std::size_t k = 0; k < plane_words; ++k) {
            const std::uint64_t differ = a[k] ^ b[k];
            carry[k] = (a[k] & b[k]) | (own[k] & differ);
            own[k] ^= differ;
        }
        (carries++)->words = carry;
    }
    if (i < addends.size()) {
        const auto& a = addends[i];
        Words carry;
        for (std::size_t k = 0; k < plane_words; ++k) {
            carry[k] = own[k] & a[k];
            own[k] ^= a[k];
        }
        carries->words = carry;
    }
    sum.words = own;
}

/// How many motions are in the plane.
inline std::uint64_t count(const Plane& plane) {
    std::uint64_t result = 0;
    count_pairs({&plane, 1}, {&plane, 1}, 0, &result);
    return result;
}

/// The sum of weights over the planes that say yes, in every motion at once: one plane for each binary digit, the
/// lowest first. Full adders, about one for each digit that is 1 in some weight.
class PlaneSum {
public:
    /// `weights[k]` is that of the plane `members[k]`.
    PlaneSum(std::span<const std::size_t> members, std::span<const Weight> weights) {
        Weight total = 0;
        for (const Weight weight : weights) total += weight;
        digits_.resize(static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(total))));
        addends_.resize(digits_.size());
        std::size_t carried = 0, most = 0;
        for (std::size_t d = 0; d < digits_.size(); ++d) {
            for (std::size_t k = 0; k < weights.size(); ++k)
                if (weights[k] >> d & 1) addends_[d].push_back(members[k]);
            carried = (addends_[d].size() + carried) / 2;
            most = std::max(most, carried);
        }
        carries_.resize(most);
        carries_before_.resize(most);
    }

    /// The digits, until the next call. Cost O(digits in all weights) operations on planes.
    const std::vector<Plane>& operator()(std::span<const Plane> planes) {
        std::size_t carried = 0;
        for (std::size_t d = 0; d < digits_.size(); ++d) {
            const Addends addends{std::span(carries_before_).first(carried), planes, addends_[d]};
            add_planes(addends, digits_[d], carries_.data());
            carried = addends.size() / 2;
            std::swap(carries_, carries_before_);
        }
        return digits_;
    }

private:
    std::vector<std::vector<std::size_t>> addends_;  ///< by digit: the planes whose weight has it
    std::vector<Plane> digits_, carries_, carries_before_;
};

/// Where the sum of two sums reaches a threshold, digit by digit from the lowest: one more digit that is 1 reaches it
/// if the threshold has a 0 there, or if the digits below do. The first sum has at least as many digits as the second.
STEMGEWICHT_WIDE_WHOLE inline void sum_reached(std::span<const Plane> a, std::span<const Plane> b,
                                               std::uint64_t threshold, Plane& result) {
    std::array<std::uint64_t, plane_words> own, carry{};
    own.fill(~std::uint64_t{0});
    const Plane none;
    for (std::size_t d = 0; d <= a.size(); ++d) {
        const auto& first = (d < a.size() ? a[d] : none).words;
        const auto& second = (d < b.size() ? b[d] : none).words;
        const std::uint64_t zero = (threshold >> d & 1) - 1;  // all ones where the threshold has a 0
        for (std::size_t k = 0; k < plane_words; ++k) {
            const std::uint64_t differ = first[k] ^ second[k], digit = differ ^ carry[k];
            carry[k] = (first[k] & second[k]) | (carry[k] & differ);
            own[k] = (own[k] & digit) | (zero & (own[k] | digit));
        }
    }
    result.words = own;
}

/// Whether a threshold lies above everything that this many digits can say.
inline bool is_beyond(Weight threshold, std::size_t digits) { return digits < 63 && threshold >> digits > 0; }

/// Where the sum of two sums reaches a threshold. Cost: a few operations for each digit.
inline Plane sum_at_least(std::span<const Plane> a, std::span<const Plane> b, Weight threshold) {
    if (a.size() < b.size()) std::swap(a, b);
    if (threshold <= 0) return Plane::all();
    if (is_beyond(threshold, a.size() + 1)) return {};
    Plane result;
    sum_reached(a, b, static_cast<std::uint64_t>(threshold), result);
    return result;
}

/// Where a sum reaches a threshold.
inline Plane at_least(std::span<const Plane> digits, Weight threshold) { return sum_at_least(digits, {}, threshold); }

}  // namespace stemgewicht::detail
