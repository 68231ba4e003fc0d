#pragma once

#include <stemgewicht/core/estimate.hpp>
#include <stemgewicht/study/table.hpp>

#include <optional>
#include <string>
#include <vector>

namespace stemgewicht::cli {

/// A table of estimates. Where they are simulated, each is followed by its standard error, that of `outvoted` under the
/// name `error`, and the number of draws closes the row.
class EstimateTable {
public:
    EstimateTable(std::string title, std::vector<std::string> labels, std::vector<std::string> names, bool with_errors);

    /// One row: a text for each label, an estimate for each name; empty where it never occurred.
    void add(std::vector<std::string> labels, const std::vector<std::optional<Estimate>>& estimates);

    /// All columns, or for people to read: of the errors only that of `outvoted`.
    [[nodiscard]] Table table(bool narrow) const;

    /// The largest error of `outvoted`.
    [[nodiscard]] double largest_error() const { return largest_error_; }

private:
    Table table_;
    std::vector<std::string> names_;
    bool with_errors_;
    double largest_error_ = 0;
};

}  // namespace stemgewicht::cli
