#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/philox.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace stemgewicht::detail {

/// Planes of fair random bits. Every word place has a xoshiro256++ of its own (Blackman and Vigna, 2021), so that all
/// of them step in vector registers; their states are the numbers of one stream of a CounterEngine.
class RandomPlanes {
public:
    using State = std::array<Plane, 4>;  ///< word k of the four planes is the state of the engine at place k

    explicit RandomPlanes(const State& state) : state_(state) {}
    RandomPlanes(std::uint64_t seed, std::uint64_t stream) {
        CounterEngine engine(seed, stream);
        for (std::size_t k = 0; k < plane_words; ++k)
            for (Plane& part : state_) part.words[k] = engine();
    }

    void fill(std::span<Plane> planes) { step(state_, planes); }
    Plane operator()() {
        Plane plane;
        fill({&plane, 1});
        return plane;
    }

private:
    STEMGEWICHT_WIDE_WHOLE static void step(State& state, std::span<Plane> planes) {
        auto [a, b, c, d] = state;
        for (Plane& plane : planes)
            for (std::size_t k = 0; k < plane_words; ++k) {
                plane.words[k] = std::rotl(a.words[k] + d.words[k], 23) + a.words[k];
                const std::uint64_t shifted = b.words[k] << 17;
                c.words[k] ^= a.words[k];
                d.words[k] ^= b.words[k];
                b.words[k] ^= c.words[k];
                a.words[k] ^= d.words[k];
                c.words[k] ^= shifted;
                d.words[k] = std::rotl(d.words[k], 45);
            }
        state = {a, b, c, d};
    }

    State state_;
};

}  // namespace stemgewicht::detail
