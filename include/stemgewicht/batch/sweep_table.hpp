#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// What the values of a column of a sweep are.
enum class SweepKind { integer, real, text };

/// `integer`, `real` or `text`.
std::string_view kind_name(SweepKind kind);

/// One column of a sweep: its name and what its values are.
struct SweepHeading {
    std::string name;
    SweepKind kind = SweepKind::real;

    friend bool operator==(const SweepHeading&, const SweepHeading&) = default;
};

/// The values of a column, one for each row, in the list of its kind; the other two are empty.
struct SweepColumn {
    SweepHeading heading;
    std::vector<std::int64_t> integers{};
    std::vector<double> reals{};        ///< empty values are quiet NaNs
    std::vector<std::int32_t> codes{};  ///< of texts: places in `texts`; empty values are -1
    std::vector<std::string> texts{};   ///< all of them different

    friend bool operator==(const SweepColumn&, const SweepColumn&) = default;
};

/// The rows of some cases of a sweep, by columns of equal length.
struct SweepTable {
    std::size_t rows = 0;
    std::vector<SweepColumn> columns{};
};

/// Comma-separated values after RFC 4180 with a line of titles, numbers with as few digits as tell them apart, empty
/// values left empty; texts as to_csv writes them.
std::string sweep_csv(const SweepTable& table);

}  // namespace stemgewicht
