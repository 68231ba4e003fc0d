#include <stemgewicht/methods/simulation/definitions/conditional.hpp>
