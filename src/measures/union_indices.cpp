#include <stemgewicht/measures/definitions/union_indices.hpp>
#include <stemgewicht/measures/definitions/quota_curve.hpp>
