#include <stemgewicht/study/scorecard.hpp>

namespace stemgewicht {

std::string measure_names() {
    std::string names;
    for (const ScorecardMeasure& measure : scorecard_measures)
        names += (names.empty() ? "" : ", ") + std::string(measure.name);
    return names;
}

}  // namespace stemgewicht
