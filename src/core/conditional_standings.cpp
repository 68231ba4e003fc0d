#include <stemgewicht/methods/simulation/definitions/conditional_standings.hpp>
