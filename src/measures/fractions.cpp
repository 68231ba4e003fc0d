#include <stemgewicht/measures/definitions/fractions.hpp>
#include <stemgewicht/measures/definitions/properties.hpp>
#include <stemgewicht/methods/definitions/swing_counts.hpp>
