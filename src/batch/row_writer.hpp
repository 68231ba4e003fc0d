#pragma once

#include <stemgewicht/batch/sweep_table.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// Fills a table cell by cell, from left to right and row by row.
class RowWriter {
public:
    explicit RowWriter(const std::vector<SweepHeading>& headings) : codes_(headings.size()) {
        for (const SweepHeading& heading : headings) table_.columns.push_back({.heading = heading});
    }

    void whole(std::int64_t value) { next().integers.push_back(value); }
    void real(double value) { next().reals.push_back(value); }
    void no_real() { real(std::numeric_limits<double>::quiet_NaN()); }
    void text(std::string_view value) {
        const SweepColumn& column = table_.columns[column_];
        const std::int32_t last = column.codes.empty() ? -1 : column.codes.back();  // most often it is the same again
        const bool same = last >= 0 && column.texts[static_cast<std::size_t>(last)] == value;
        const std::int32_t code = same ? last : code_of(column_, value);
        next().codes.push_back(code);
    }
    void code(std::int32_t value) { next().codes.push_back(value); }
    void no_text() { code(-1); }

    /// The code of a text in a column.
    std::int32_t code_of(std::size_t column, std::string_view value) {
        std::vector<std::string>& texts = table_.columns[column].texts;
        const auto [known, is_new] =
            codes_[column].try_emplace(std::string(value), static_cast<std::int32_t>(texts.size()));
        if (is_new) texts.emplace_back(value);
        return known->second;
    }

    /// Adds the rows of another table of the same columns, behind those that are there.
    void append(const SweepTable& other) {
        for (std::size_t c = 0; c < other.columns.size(); ++c) {
            const SweepColumn& from = other.columns[c];
            SweepColumn& to = table_.columns[c];
            to.integers.insert(to.integers.end(), from.integers.begin(), from.integers.end());
            to.reals.insert(to.reals.end(), from.reals.begin(), from.reals.end());
            std::vector<std::int32_t> codes;
            for (const std::string& text : from.texts) codes.push_back(code_of(c, text));
            for (const std::int32_t code : from.codes)
                to.codes.push_back(code < 0 ? code : codes[static_cast<std::size_t>(code)]);
        }
        table_.rows += other.rows;
    }

    [[nodiscard]] SweepTable take() { return std::move(table_); }

private:
    SweepColumn& next() {
        SweepColumn& column = table_.columns[column_];
        if (++column_ == table_.columns.size()) {
            column_ = 0;
            ++table_.rows;
        }
        return column;
    }

    SweepTable table_;
    std::vector<std::unordered_map<std::string, std::int32_t>> codes_;  ///< by column
    std::size_t column_ = 0;
};

}  // namespace stemgewicht::detail
