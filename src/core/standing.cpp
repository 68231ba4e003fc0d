#include <stemgewicht/methods/definitions/estimated_standings.hpp>
#include <stemgewicht/methods/definitions/method.hpp>
#include <stemgewicht/methods/definitions/standing.hpp>
