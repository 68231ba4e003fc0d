#include <stemgewicht/methods/choice/definitions/exact.hpp>
#include <stemgewicht/methods/counting/definitions/common_chance_standings.hpp>
