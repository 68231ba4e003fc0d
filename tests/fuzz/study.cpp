// A study file of many cases, as `validate` and `sweep` read it, and the model and method of its first and last case.
#include "fuzz.hpp"

#include <batch/sweep_point.hpp>

#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/measures/power.hpp>

#include <algorithm>
#include <string>

namespace stemgewicht {

/// Finds a row; the target has no other part of the indices.
const Index& find_index(std::string_view name) {
    const auto* const found =
        std::ranges::find(index_table, name, [](const Index& index) { return text_of(index).name; });
    if (found == index_table.end()) refuse("index", "one of the table", "\"" + std::string(name) + "\"");
    return *found;
}

}  // namespace stemgewicht

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stemgewicht;
    fuzz::attempt([&] {
        const auto no_files = [](const std::string& name) -> std::string {
            refuse("file", "one that the target has", "\"" + name + "\"");
        };
        const detail::SweepPlan plan =
            detail::read_sweep_plan(std::string(fuzz::text_of(data, size)), "study.toml", no_files);
        fuzz::require(plan.cases > 0 && plan.chunk_cases > 0 && plan.chunk_cases <= plan.cases, "a study has cases");
        fuzz::require(plan.hash.size() == 36, "a study has a hash");
        fuzz::require(!plan.names.empty() && !plan.columns.empty(), "a study has members and columns");
        detail::SweepPoint point(plan);
        for (const std::uint64_t number : {std::uint64_t{0}, plan.cases - 1}) {
            point.go_to(number);
            fuzz::attempt([&] { detail::model_of_study(point.model(), plan.board); });
            static_cast<void>(point.method());
        }
    });
    return 0;
}
