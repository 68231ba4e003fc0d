#include <stemgewicht/measures/definitions/loyalty.hpp>
