#include <stemgewicht/measures/definitions/estimated_power.hpp>
#include <stemgewicht/measures/definitions/majority_deficit.hpp>
#include <stemgewicht/measures/definitions/outvoted.hpp>
#include <stemgewicht/measures/definitions/pairwise_agreement.hpp>
#include <stemgewicht/measures/definitions/power.hpp>
#include <stemgewicht/methods/counting/definitions/normal_approximation.hpp>
