#include <stemgewicht/methods/choice/definitions/swing_counts.hpp>
#include <stemgewicht/methods/definitions/swing_counts.hpp>
