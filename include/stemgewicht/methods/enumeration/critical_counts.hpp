#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/methods/diagrams/diagram.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

inline constexpr std::size_t maximum_critical_members = 28;

/// The outcomes of all sets, 64 to a word: the bits of an index are the votes, that of the member asked last the
/// lowest.
class OutcomeTable {
public:
    explicit OutcomeTable(const Diagram& diagram) : diagram_(diagram), words_(std::size_t{1} << high_count()) {
        fill(0, 0, 0);
    }

    [[nodiscard]] std::size_t member_count() const { return diagram_.member_count(); }
    [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }
    [[nodiscard]] std::size_t member(std::size_t bit) const { return diagram_.order[member_count() - 1 - bit]; }

    /// The sets of a word that win, contain the member at `bit` and lose without it.
    [[nodiscard]] std::uint64_t critical(std::size_t word, std::size_t bit) const {
        static constexpr std::array<std::uint64_t, 6> in{0xaaaaaaaaaaaaaaaa, 0xcccccccccccccccc, 0xf0f0f0f0f0f0f0f0,
                                                         0xff00ff00ff00ff00, 0xffff0000ffff0000, 0xffffffff00000000};
        if (bit < 6) return words_[word] & in[bit] & ~((words_[word] & ~in[bit]) << (1U << bit));
        const std::size_t flag = std::size_t{1} << (bit - 6);
        return word & flag ? words_[word] & ~words_[word ^ flag] : 0;
    }

private:
    [[nodiscard]] std::size_t high_count() const { return member_count() < 6 ? 0 : member_count() - 6; }

    void fill(std::size_t layer, std::uint32_t state, std::size_t word) {
        if (layer == high_count()) {
            turns_.turn();
            words_[word] = low_bits(layer, state);
            return;
        }
        fill(layer + 1, diagram_.layers.steps[layer].no[state], 2 * word);
        fill(layer + 1, diagram_.layers.steps[layer].yes[state], 2 * word + 1);
    }

    [[nodiscard]] std::uint64_t low_bits(std::size_t layer, std::uint32_t state) const {
        if (layer == member_count()) return diagram_.outcomes[state] != 0 ? 1 : 0;
        const std::size_t half = std::size_t{1} << (member_count() - 1 - layer);
        return low_bits(layer + 1, diagram_.layers.steps[layer].no[state]) |
               low_bits(layer + 1, diagram_.layers.steps[layer].yes[state]) << half;
    }

    const Diagram& diagram_;
    std::vector<std::uint64_t> words_;
    TurnCounter turns_{300};
};

/// In how many winning coalitions each member is critical, by how many members are: [i][k] counts coalitions with k
/// critical members, i among them. All 2^n sets are visited, 64 at a time, their critical members counted in bit
/// planes. Cost O(2^n n / 64), memory 2^n bits. Throws std::length_error beyond 28 members.
inline std::vector<std::vector<std::uint64_t>> critical_counts(const Diagram& rule) {
    const std::size_t n = rule.member_count();
    if (n > maximum_critical_members)
        throw SizeRefusal("johnston: counting critical members exactly is carried to " +
                              std::to_string(maximum_critical_members) + " members, got " + std::to_string(n),
                          {.methods = {"exact"}, .how = " without fractions"});
    const OutcomeTable table(rule);
    std::vector<std::vector<std::uint64_t>> counts(n, std::vector<std::uint64_t>(n + 1, 0));
    std::vector<std::uint64_t> critical(n);
    TurnCounter turns(20 * n);
    for (std::size_t word = 0; word < table.words().size(); ++word) {
        turns.turn();
        if (table.words()[word] == 0) continue;
        std::array<std::uint64_t, 5> planes{};  // bit planes of the number of critical members
        for (std::size_t bit = 0; bit < n; ++bit) {
            std::uint64_t carry = critical[bit] = table.critical(word, bit);
            for (std::size_t p = 0; p < planes.size() && carry != 0; ++p) {
                const std::uint64_t sum = planes[p] ^ carry;
                carry &= planes[p];
                planes[p] = sum;
            }
        }
        for (std::size_t k = 1; k <= n; ++k) {
            std::uint64_t having = ~std::uint64_t{0};
            for (std::size_t p = 0; p < planes.size(); ++p) having &= (k >> p) & 1 ? planes[p] : ~planes[p];
            if (having == 0) continue;
            for (std::size_t bit = 0; bit < n; ++bit)
                counts[bit][k] += static_cast<std::uint64_t>(std::popcount(critical[bit] & having));
        }
    }
    std::vector<std::vector<std::uint64_t>> result(n);
    for (std::size_t bit = 0; bit < n; ++bit) result[table.member(bit)] = std::move(counts[bit]);
    return result;
}

}  // namespace stemgewicht::detail
