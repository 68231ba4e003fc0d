#include <stemgewicht/measures/definitions/estimated_power.hpp>
#include <stemgewicht/measures/definitions/majority_deficit.hpp>
#include <stemgewicht/measures/definitions/pairwise_agreement.hpp>
