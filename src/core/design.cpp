#include <stemgewicht/design/definitions/dominance.hpp>
#include <stemgewicht/design/definitions/equilibria.hpp>
#include <stemgewicht/design/definitions/inverse_problem.hpp>
#include <stemgewicht/design/definitions/mandate_regime.hpp>
#include <stemgewicht/design/definitions/mandates.hpp>
#include <stemgewicht/design/definitions/pair_games.hpp>
#include <stemgewicht/design/definitions/tipping.hpp>
