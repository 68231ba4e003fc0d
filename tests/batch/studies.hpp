#pragma once

#include <stemgewicht/batch/sweep_study.hpp>

#include <string>

namespace batch {

/// A study of drawn boards, three quotas, three models and a condition, in chunks of 1,000 cases.
inline std::string drawn_boards(const std::string& count) {
    return R"(title = "Drawn boards"
chunk_cases = 1000
models = ["ic", "iac", "beta:2,3"]
measures = ["banzhaf", "shapley_shubik", "outvoted", "pass_probability"]
where = ["quota > total / 2", "draw != 7"]
[board]
members = 5
[[axes]]
quota = ["majority", "2/3", 9]
[draws]
seed = 5
count = )" +
           count +
           R"(
weights = {distribution = "uniform_integers", from = 0, to = 9}
)";
}

/// The column of that name.
inline const stemgewicht::SweepColumn& column(const stemgewicht::SweepTable& table, const std::string& name) {
    for (const stemgewicht::SweepColumn& one : table.columns)
        if (one.heading.name == name) return one;
    throw std::out_of_range(name);
}

/// The text in a row of a column; empty where the value is.
inline std::string text(const stemgewicht::SweepTable& table, const std::string& name, std::size_t row) {
    const stemgewicht::SweepColumn& texts = column(table, name);
    return texts.codes[row] < 0 ? std::string() : texts.texts[static_cast<std::size_t>(texts.codes[row])];
}

}  // namespace batch
