#include <stemgewicht/stemgewicht.hpp>

#include <cmath>
#include <cstdio>

bool shapley_shubik_is_right();

int main() {
    const stemgewicht::WeightedRule rule{{4, 4, 4, 2, 2, 1}, 12};
    const auto banzhaf = stemgewicht::banzhaf_normalized(rule);
    if (std::abs(banzhaf[0] - 5.0 / 21.0) > 1e-12) {
        std::fprintf(stderr, "banzhaf_normalized: expected 5/21, got %.17g\n", static_cast<double>(banzhaf[0]));
        return 1;
    }
    return shapley_shubik_is_right() ? 0 : 1;
}
