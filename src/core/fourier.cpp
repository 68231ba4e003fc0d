#include <stemgewicht/methods/fourier/definitions/fourier_curve.hpp>
#include <stemgewicht/methods/fourier/definitions/fourier_standings.hpp>
#include <stemgewicht/methods/fourier/definitions/frequency_sieve.hpp>
#include <stemgewicht/methods/fourier/definitions/position_waves.hpp>
#include <stemgewicht/methods/fourier/definitions/quota_waves.hpp>
#include <stemgewicht/methods/fourier/definitions/summed_nodes.hpp>
#include <stemgewicht/methods/fourier/definitions/tail_chances.hpp>
#include <stemgewicht/methods/fourier/definitions/wave_sums.hpp>
