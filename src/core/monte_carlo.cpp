#include <stemgewicht/methods/simulation/definitions/check_simulated.hpp>
#include <stemgewicht/methods/simulation/definitions/latent_values.hpp>
#include <stemgewicht/methods/simulation/definitions/monte_carlo.hpp>
#include <stemgewicht/methods/simulation/definitions/plane_features.hpp>
#include <stemgewicht/methods/simulation/definitions/plane_rule.hpp>
