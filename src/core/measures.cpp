#include <stemgewicht/measures/definitions/loyalty.hpp>
#include <stemgewicht/measures/definitions/properties.hpp>
#include <stemgewicht/measures/definitions/quota_curve.hpp>
#include <stemgewicht/measures/definitions/small_boards.hpp>
