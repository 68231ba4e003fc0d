#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/tail_chances.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <vector>

namespace stemgewicht::detail {

/// The standing of a position under independent votes, with a bound on the error of each of its chances.
struct CertifiedPosition {
    Standing standing;
    double error = 0;
    bool done = true;
};

/// The holders are counted by the weight that the position gives them, with a complex number for each frequency of the
/// weight of the decision; the frequencies that matter are those of the other members alone. Cost for each of them
/// O(holders x weight of the position + other members).
CertifiedPosition certified_position(const WeightedRule& rule, const WeightedRule& position,
                                     const std::vector<double>& yes, double error, double most_work);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/fourier/definitions/position_waves.hpp>
#endif
