#include <stemgewicht/core/numeric/definitions/sobol_points.hpp>
#include <stemgewicht/methods/simulation/definitions/conditional.hpp>
