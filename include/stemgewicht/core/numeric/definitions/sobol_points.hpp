#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/sobol_points.hpp>

#include <boost/random/sobol.hpp>

#include <cstddef>
#include <cstdint>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION SobolDirections::SobolDirections(std::size_t dimensions)
    : dimensions_(dimensions), numbers_(digits * dimensions) {
    if (dimensions == 0) return;
    boost::random::sobol engine(dimensions);
    std::uint64_t place = 1;  // of the point that the engine gives next; point 0 is left out
    for (std::size_t k = 0; k < digits; ++k) {
        const std::uint64_t wanted = std::uint64_t{1} << k;
        engine.discard((wanted - place) * dimensions);
        for (std::size_t d = 0; d < dimensions; ++d) {
            // Points step in Gray code: point 2^k is the sum of the directions k and k - 1.
            numbers_[k * dimensions + d] = engine() ^ (k > 0 ? numbers_[(k - 1) * dimensions + d] : 0);
        }
        place = wanted + 1;
    }
}

}  // namespace stemgewicht::detail
