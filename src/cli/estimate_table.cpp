#include "estimate_table.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace stemgewicht::cli {

EstimateTable::EstimateTable(std::string title, std::vector<std::string> labels, std::vector<std::string> names,
                             bool with_errors)
    : names_(std::move(names)), with_errors_(with_errors) {
    table_.title = std::move(title);
    table_.columns = std::move(labels);
    for (const std::string& name : names_) {
        table_.columns.push_back(name);
        if (with_errors_) table_.columns.push_back(name == "outvoted" ? "error" : name + "_error");
    }
    if (with_errors_) table_.columns.emplace_back("draws");
}

void EstimateTable::add(std::vector<std::string> labels, const std::vector<std::optional<Estimate>>& estimates) {
    std::vector<Table::Cell> row(labels.begin(), labels.end());
    std::uint64_t draws = 0;
    for (std::size_t k = 0; k < estimates.size(); ++k) {
        const std::optional<Estimate>& estimate = estimates[k];
        Table::Cell value, error;
        if (estimate) {
            value = estimate->value;
            error = estimate->error;
        }
        row.push_back(value);
        if (with_errors_) row.push_back(error);
        if (estimate) draws = std::max(draws, estimate->draws);
        if (estimate && names_[k] == "outvoted") largest_error_ = std::max(largest_error_, estimate->error);
    }
    if (with_errors_) row.emplace_back(static_cast<std::int64_t>(draws));
    table_.rows.push_back(std::move(row));
}

Table EstimateTable::table(bool narrow) const {
    Table result = table_;
    for (std::size_t c = result.columns.size(); narrow && c-- > 0;) {
        if (!result.columns[c].ends_with("_error")) continue;
        const auto place = static_cast<std::ptrdiff_t>(c);
        result.columns.erase(result.columns.begin() + place);
        for (auto& row : result.rows) row.erase(row.begin() + place);
    }
    return result;
}

}  // namespace stemgewicht::cli
