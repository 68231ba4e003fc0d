#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/philox.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stemgewicht::detail {

/// The direction numbers of Boost's Sobol sequence, one for each binary digit of a point's place and each dimension.
class SobolDirections {
public:
    static constexpr std::size_t digits = 40;

    explicit SobolDirections(std::size_t dimensions);

    [[nodiscard]] std::size_t dimensions() const { return dimensions_; }
    [[nodiscard]] std::uint64_t operator()(std::size_t digit, std::size_t dimension) const {
        return numbers_[digit * dimensions_ + dimension];
    }

private:
    std::size_t dimensions_;
    std::vector<std::uint64_t> numbers_;
};

/// Sobol points under a random linear scrambling and a random digital shift, drawn from one stream of a seed: each
/// point is uniform, so that means over them are unbiased, and together they fill the cube evenly, so that the error of
/// a mean of a smooth function falls nearly as fast as their number, and faster [matousek_1998].
class ScrambledPoints {
public:
    ScrambledPoints(const SobolDirections& directions, std::uint64_t seed, std::uint64_t stream)
        : dimensions_(directions.dimensions()), numbers_(SobolDirections::digits * dimensions_), point_(dimensions_) {
        CounterEngine engine(seed, stream, 2);
        for (std::size_t d = 0; d < dimensions_; ++d) {
            for (int row = 0; row < 64; ++row) {  // digit `row` of the result: of itself and of the digits before it
                const std::uint64_t own = std::uint64_t{1} << (63 - row);
                const std::uint64_t mask = (engine() & ~(own - 1)) | own;
                for (std::size_t k = 0; k < SobolDirections::digits; ++k)
                    if (std::popcount(directions(k, d) & mask) % 2 == 1) numbers_[k * dimensions_ + d] |= own;
            }
            point_[d] = engine();
        }
    }

    /// Writes the next point, in the open cube.
    void next(std::span<double> point) {
        for (std::size_t d = 0; d < dimensions_; ++d) point[d] = (static_cast<double>(point_[d] >> 12) + 0.5) * 0x1p-52;
        const auto digit = static_cast<std::size_t>(std::countr_zero(++place_));
        for (std::size_t d = 0; d < dimensions_; ++d) point_[d] ^= numbers_[digit * dimensions_ + d];
    }

private:
    std::size_t dimensions_;
    std::vector<std::uint64_t> numbers_;  ///< scrambled direction numbers
    std::vector<std::uint64_t> point_;
    std::uint64_t place_ = 0;
};

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/numeric/definitions/sobol_points.hpp>
#endif
