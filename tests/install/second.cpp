#include <stemgewicht/stemgewicht.hpp>

#include <cmath>
#include <cstdio>

bool shapley_shubik_is_right() {
    const stemgewicht::WeightedRule rule{{4, 4, 4, 2, 2, 1}, 12};
    const auto shapley = stemgewicht::shapley_shubik(rule);
    if (std::abs(shapley[0] - 7.0 / 30.0) > 1e-12) {
        std::fprintf(stderr, "shapley_shubik: expected 7/30, got %.17g\n", static_cast<double>(shapley[0]));
        return false;
    }
    return true;
}
