// What is certified of sums over frequencies, against whole numbers, on boards of many kinds.

#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/methods/counting/common_chance_standings.hpp>
#include <stemgewicht/methods/fourier/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/summed_nodes.hpp>
#include <stemgewicht/models/independent.hpp>

#include "catch.hpp"
#include "support/rounds.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <span>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

/// A whole number below 2^320: a count of sets of up to 319 members.
struct WholeCount {
    std::array<std::uint64_t, 5> words{};

    void add(const WholeCount& other) {
        unsigned carry = 0;
        for (std::size_t k = 0; k < words.size(); ++k) {
            const std::uint64_t sum = words[k] + other.words[k];
            const std::uint64_t more = sum + carry;
            carry = (sum < words[k] ? 1U : 0U) | (more < sum ? 1U : 0U);
            words[k] = more;
        }
    }
    void subtract(const WholeCount& other) {
        unsigned borrow = 0;
        for (std::size_t k = 0; k < words.size(); ++k) {
            const std::uint64_t less = words[k] - other.words[k];
            const std::uint64_t rest = less - borrow;
            borrow = (words[k] < other.words[k] ? 1U : 0U) | (less < borrow ? 1U : 0U);
            words[k] = rest;
        }
    }
    /// Times 2^-members.
    [[nodiscard]] long double share(std::size_t members) const {
        long double sum = 0;
        for (std::size_t k = words.size(); k-- > 0;)
            sum += std::ldexp(static_cast<long double>(words[k]), static_cast<int>(64 * k) - static_cast<int>(members));
        return sum;
    }
};

/// The number of sets of all members by their weight.
std::vector<WholeCount> sets_by_weight(const std::vector<Weight>& weights) {
    std::vector<WholeCount> sets(static_cast<std::size_t>(std::accumulate(weights.begin(), weights.end(), Weight{0})) +
                                 1);
    sets[0].words[0] = 1;
    std::size_t total = 0;
    for (const Weight weight : weights) {
        const auto w = static_cast<std::size_t>(weight);
        for (std::size_t t = total + 1; t-- > 0;) {
            const WholeCount here = sets[t];
            sets[t + w].add(here);
        }
        total += w;
    }
    return sets;
}

struct Truth {
    long double if_no = 0, if_yes = 0, decisive = 0;
};

/// From the sets of all members, by division by 1 + x^weight, in whole numbers.
Truth truth_of(std::vector<WholeCount> sets, std::size_t members, Weight weight, Weight quota) {
    const auto w = static_cast<std::size_t>(weight), q = static_cast<std::size_t>(quota);
    const std::size_t others = w > 0 ? members - 1 : members;  // a member without weight only doubles the sets
    for (std::size_t t = w; w > 0 && t < sets.size(); ++t) {
        const WholeCount less = sets[t - w];
        sets[t].subtract(less);
    }
    WholeCount reached, added;
    for (std::size_t t = q; t + w < sets.size(); ++t) reached.add(sets[t]);
    for (std::size_t t = q - std::min(q, w); t < q && t + w < sets.size(); ++t) added.add(sets[t]);
    Truth truth{.if_no = reached.share(others), .if_yes = 0, .decisive = added.share(others)};
    truth.if_yes = truth.if_no + truth.decisive;
    return truth;
}

/// Boards of 30 to 300 members, more of them small, and of weights of many kinds.
std::vector<Weight> random_weights(std::mt19937_64& random, std::uint64_t kind) {
    const std::size_t members = 30 + random() % (random() % 8 == 0 ? 271 : 60);
    std::vector<Weight> weights(members);
    const Weight base = 2 + static_cast<Weight>(random() % 6);
    for (std::size_t i = 0; i < members; ++i) {
        const auto any = static_cast<Weight>(random() % 12);
        switch (kind) {
            case 0: weights[i] = base * (1 + any % 4) + (i < 3 ? 1 : 0); break;  // multiples, with few exceptions
            case 1: weights[i] = i % 3 == 0 ? 3 * base + 1 : base; break;        // two sizes
            case 2: weights[i] = static_cast<Weight>(std::pow(1.04 + 0.01 * static_cast<double>(base), i % 60)); break;
            case 3: weights[i] = base; break;
            case 4: weights[i] = i == 0 ? 4 * static_cast<Weight>(members) : 1 + any; break;  // one giant
            default: weights[i] = any; break;
        }
    }
    weights.back() += 1;
    return weights;
}

WaveBoard wave_board(const std::vector<Weight>& weights, Weight quota) {
    std::map<Weight, std::size_t> members;
    for (const Weight weight : weights) ++members[weight];
    WaveBoard board{.classes = {}, .total = 0, .quota = static_cast<std::uint64_t>(quota)};
    for (const auto& [weight, count] : members) {
        const auto w = static_cast<std::uint64_t>(weight);
        board.classes.push_back({.weight = w, .members = count});
        board.total += w * count;
    }
    return board;
}

bool holds(double value, long double truth, double bound) {
    return std::abs(static_cast<long double>(value) - truth) <= static_cast<long double>(bound);
}

}  // namespace

TEST_CASE("Certified errors hold against whole numbers on boards of many kinds") {
    std::mt19937_64 random(20180321);
    int wrong = 0, above = 0, members = 0, tilted = 0;
    for (int round = 0; round < support::rounds(10'000); ++round) {
        const std::vector<Weight> weights = random_weights(random, random() % 6);
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        const Weight majority = total / 2 + 1;
        const Weight quota =
            random() % 2 == 0 ? majority : majority + static_cast<Weight>(random() >> 1) % (total - majority + 1);
        const double error = std::pow(10.0, -3 - static_cast<double>(random() % 12));
        const WaveBoard board = wave_board(weights, quota);
        const TailChances tails = tail_chances(board, {.error = error});
        REQUIRE(tails.done);
        above += tails.error > 1.5 * error + 1e-15 ? 1 : 0;
        const std::vector<WholeCount> sets = sets_by_weight(weights);
        for (const std::size_t c : {std::size_t{0}, random() % board.classes.size(), board.classes.size() - 1}) {
            const Truth truth = truth_of(sets, weights.size(), static_cast<Weight>(board.classes[c].weight), quota);
            const TailChance& tail = tails.classes[c];
            wrong += holds(tail.if_no, truth.if_no, tail.no_error) ? 0 : 1;
            wrong += holds(tail.if_yes, truth.if_yes, tail.yes_error) ? 0 : 1;
            wrong += holds(tail.decisive, truth.decisive, tail.decisive_error) ? 0 : 1;
            tilted +=
                truth.decisive > 0 && truth.decisive < 1e-9L && tail.decisive_error < 1e-6 * tail.decisive ? 1 : 0;
            members += 1;
        }
    }
    CHECK(wrong == 0);
    CHECK(above == 0);
    CHECK(members > 2000);
    CHECK(tilted > 20);  // small chances that keep their digits
}

TEST_CASE("Quotas that share their frequencies hold against whole numbers, under a law and under a tilted one") {
    std::mt19937_64 random(371);
    int wrong = 0, above = 0, rare = 0, quotas_held = 0;
    for (int round = 0; round < support::rounds(400); ++round) {
        const std::vector<Weight> weights = random_weights(random, random() % 6);
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0}), majority = total / 2 + 1;
        const std::vector<WholeCount> sets = sets_by_weight(weights);
        std::vector<std::uint64_t> quotas(11);
        for (std::uint64_t& quota : quotas)
            quota = static_cast<std::uint64_t>(majority + static_cast<Weight>(random() >> 1) % (total - majority + 1));
        const WaveBoard board = wave_board(weights, majority);
        const double error = std::pow(10.0, -3 - static_cast<double>(random() % 11));
        for (const TiltedLaw& law : {untilted_law(board.classes), law_tilted_to(board.classes, quotas.front())}) {
            const std::vector<TailChances> curve = tail_curve(board, law, quotas, error, 1e10);
            REQUIRE(curve.size() == quotas.size());
            for (std::size_t q = 0; q < quotas.size(); ++q) {
                above += curve[q].error > 1.5 * error + 1e-13 ? 1 : 0;
                const std::size_t c = random() % board.classes.size();
                const Truth truth = truth_of(sets, weights.size(), static_cast<Weight>(board.classes[c].weight),
                                             static_cast<Weight>(quotas[q]));
                const TailChance& tail = curve[q].classes[c];
                wrong += holds(tail.if_no, truth.if_no, tail.no_error) ? 0 : 1;
                wrong += holds(tail.if_yes, truth.if_yes, tail.yes_error) ? 0 : 1;
                wrong += holds(tail.decisive, truth.decisive, tail.decisive_error) ? 0 : 1;
                rare +=
                    truth.decisive > 0 && truth.decisive < 1e-9L && tail.decisive_error < 1e-3 * tail.decisive ? 1 : 0;
                ++quotas_held;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(above == 0);
    CHECK(rare > 5);
    CHECK(quotas_held > 800);
}

TEST_CASE("A bound that is wrong on purpose is found") {
    std::mt19937_64 random(7);
    int broken = 0, wrong = 0;
    for (int round = 0; round < support::rounds(300); ++round) {
        const std::vector<Weight> weights = random_weights(random, 5);
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        const WaveBoard board = wave_board(weights, total / 2 + 1);
        const WavePlan plan = wave_plan(untilted_law(board.classes), board.total, board.quota, board.quota,
                                        board.classes.back().weight, 1e-12);
        std::vector<WaveClass> twice = board.classes;  // as if each member were two, and each factor its square
        for (WaveClass& one : twice) one.members *= 2;
        const Truth truth = truth_of(sets_by_weight(weights), weights.size(),
                                     static_cast<Weight>(board.classes.back().weight), total / 2 + 1);
        const auto certified = [&](std::span<const WaveClass> classes) {
            const SievedFrequencies sieved =
                sieved_frequencies({.classes = classes, .digits = plan.digits, .error = 1e-9});
            const WaveSums sums =
                wave_sums(std::span(&plan.law, 1), plan.digits, sieved.kept, std::span(&board.quota, 1)).front();
            return holds(static_cast<double>(0.5L + sums.at[0].back().against), truth.if_no, sieved.left_out + 2e-12);
        };
        wrong += certified(board.classes) ? 0 : 1;
        broken += certified(twice) ? 0 : 1;
    }
    CHECK(wrong == 0);
    CHECK(broken > 0);
}

TEST_CASE("Blocks that never end are refused at once, and do not fill the memory") {
    std::mt19937_64 random(3);
    std::vector<Weight> weights(25);
    for (Weight& weight : weights) weight = static_cast<Weight>(random() >> 8);
    const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
    std::ranges::sort(weights);
    const TailChances tails = tail_chances(wave_board(weights, total / 2 + 1), {.error = 1e-13});
    CHECK_FALSE(tails.done);
    CHECK(tails.classes.empty());
}

TEST_CASE("Nodes of a common chance that are summed together are within their error of those that are counted") {
    std::mt19937_64 random(5);
    int wrong = 0, above = 0, alike = 0, swapped = 0;
    for (int round = 0; round < support::rounds(200); ++round) {
        const std::vector<Weight> weights = random_weights(random, random() % 6);
        const Weight total = std::accumulate(weights.begin(), weights.end(), Weight{0});
        const Weight quota = random() % 2 == 0 ? total / 2 + 1 : 1 + static_cast<Weight>(random() >> 1) % total;
        const double error = std::pow(10.0, -5 - static_cast<double>(random() % 10));
        const CommonChance nodes = gauss_legendre(gauss_points_for_products(weights.size()));
        const SummedNodes summed = summed_nodes({weights, quota}, nodes, error, 0.003);
        if (summed.rarest > 0.5) continue;
        alike += std::abs(total + 1 - 2 * quota) < 3 ? 1 : 0;
        CommonChance about_half;
        for (Eigen::Index k = 0; k < nodes.points.size(); ++k)
            if (std::min(nodes.points[k], 1 - nodes.points[k]) >= summed.rarest) {
                about_half.points.conservativeResize(about_half.points.size() + 1);
                about_half.masses.conservativeResize(about_half.points.size());
                about_half.points.tail(1)[0] = nodes.points[k];
                about_half.masses.tail(1)[0] = nodes.masses[k];
            }
        const std::array<Weight, 2> quotas{quota, total + 1 - quota};
        const auto counted = common_standings(weights, quotas, about_half, 1, std::size_t{1} << 30);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const Standing &found = summed.part.standings[i], &bound = summed.part.errors[i], &truth = counted[0][i];
            const auto holds_for = [&](double Standing::* chance, const Standing& against) {
                return std::abs(found.*chance - against.*chance) <= bound.*chance + 1e-14 * against.*chance;
            };
            for (const auto chance : {&Standing::yes_pass, &Standing::yes_fail, &Standing::no_pass, &Standing::no_fail,
                                      &Standing::decisive}) {
                wrong += holds_for(chance, truth) ? 0 : 1;
                above += bound.*chance > 1.5 * error + 1e-15 ? 1 : 0;
            }
            swapped += holds_for(&Standing::yes_pass, counted[1][i]) ? 0 : 1;  // as if quota and blocking weight were
        }
    }
    CHECK(wrong == 0);
    CHECK(above == 0);
    CHECK(alike * 4 > support::rounds(200));
    CHECK(swapped > 100);
}
