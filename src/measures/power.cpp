#include <stemgewicht/measures/definitions/outvoted.hpp>
#include <stemgewicht/measures/definitions/power.hpp>
#include <stemgewicht/measures/definitions/set_indices.hpp>
#include <stemgewicht/measures/definitions/small_boards.hpp>
