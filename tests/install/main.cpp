#include <stemgewicht/stemgewicht.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>

bool shapley_shubik_is_right();

/// A rule of the program's own: two of three must agree.
struct TwoOfThree {
    [[nodiscard]] std::size_t member_count() const { return 3; }
    [[nodiscard]] bool wins(const stemgewicht::Coalition& yes_voters) const { return yes_voters.count() >= 2; }
};

int main() {
    const stemgewicht::WeightedRule rule{{4, 4, 4, 2, 2, 1}, 12};
    const auto banzhaf = stemgewicht::banzhaf_normalized(rule);
    if (std::abs(banzhaf[0] - 5.0 / 21.0) > 1e-12) {
        std::fprintf(stderr, "banzhaf_normalized: expected 5/21, got %.17g\n", static_cast<double>(banzhaf[0]));
        return 1;
    }
    const auto own = stemgewicht::outvoted_members(TwoOfThree{}, stemgewicht::ic());
    if (std::abs(own[0].outvoted - 0.25) > 1e-12) {
        std::fprintf(stderr, "outvoted_members of an own rule: expected 1/4, got %.17g\n", own[0].outvoted);
        return 1;
    }
    const auto simulated = stemgewicht::banzhaf(TwoOfThree{}, stemgewicht::MonteCarlo{.samples = 10'000});
    if (std::abs(simulated[0].value - 0.5) > 4.5 * simulated[0].error) {
        std::fprintf(stderr, "banzhaf by simulation: expected 1/2, got %.17g\n", simulated[0].value);
        return 1;
    }
    return shapley_shubik_is_right() ? 0 : 1;
}
