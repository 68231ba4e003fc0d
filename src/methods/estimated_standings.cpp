#include <stemgewicht/methods/definitions/estimated_standings.hpp>
