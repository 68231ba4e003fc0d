#include <stemgewicht/measures/definitions/fractions.hpp>
#include <stemgewicht/measures/definitions/outvoted_fractions.hpp>
#include <stemgewicht/measures/definitions/set_indices.hpp>
#include <stemgewicht/measures/definitions/union_indices.hpp>
