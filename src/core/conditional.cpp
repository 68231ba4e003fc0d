#include <stemgewicht/methods/simulation/definitions/conditional.hpp>
#include <stemgewicht/methods/simulation/definitions/conditional_standings.hpp>
