#include <stemgewicht/design/definitions/efficient_front.hpp>
#include <stemgewicht/design/definitions/robust_front.hpp>
#include <stemgewicht/design/definitions/weighted_games.hpp>
