#include <stemgewicht/design/definitions/efficient_front.hpp>
#include <stemgewicht/design/definitions/inverse.hpp>
#include <stemgewicht/design/definitions/kept_games.hpp>
#include <stemgewicht/design/definitions/robust_rule.hpp>
#include <stemgewicht/design/definitions/weighted_games.hpp>
