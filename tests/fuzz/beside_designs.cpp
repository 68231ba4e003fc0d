// What the texts of designs are checked by: what a target and its constraints may be, and shares as quotas.
#include <stemgewicht/design/definitions/inverse_problem.hpp>
#include <stemgewicht/design/definitions/tipping.hpp>
