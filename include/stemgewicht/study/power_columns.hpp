#pragma once

#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// Which indices of a rule to compute, and how. Of the methods MeetInTheMiddle, MonteCarlo, Normal and Fourier know the
/// indices of power_index_table alone, and all but MonteCarlo weighted rules alone; Conditional gives none.
struct PowerRequest {
    std::vector<std::string> indices{"all"};  ///< names of index_names, or "all" that apply
    Method method = Exact{};
    bool fractions = false;  ///< exact fractions as texts, "5/21"; the method is then exact
    std::optional<Grouping> unions;
    std::optional<std::vector<Pair>> edges;
};

/// The values of one index.
struct PowerColumn {
    std::string index;
    std::vector<Table::Cell> values;  ///< doubles, or fractions as texts
    std::vector<double> errors{};     ///< standard errors, or with normal and fourier bounds; none where exact
};

/// The value of an index that is one number for the whole rule.
struct WholeValue {
    std::string index;
    Table::Cell value;            ///< a double, or a fraction as text
    std::optional<double> error;  ///< standard error, or with normal and fourier the bound; none where exact
};

/// A note such as "coleman_collectivity, the share of all coalitions that win: 0.21875 ± 0.0004".
std::string whole_note(const WholeValue& value);

/// The answers to a request; each vote model and each diagram is worked once, whatever the number of indices.
struct PowerColumns {
    std::vector<PowerColumn> members;  ///< one value per member
    std::vector<PowerColumn> unions;   ///< one value per union: the same indices in the game between the unions
    std::vector<WholeValue> whole;     ///< one value for the rule
    std::uint64_t draws = 0;           ///< behind each value; 0 where nothing was simulated
    bool reached = true;               ///< whether a target error was reached in the draws allowed
    std::vector<std::string> notes;    ///< what "all" left out and why, and what to know of a value
};

/// The names that "all" stands for under a request.
std::vector<std::string> applicable_indices(const PowerRequest& request);

/// Throws std::invalid_argument for an unknown index, for an index of unions or on a graph without these, for one that
/// the method does not know, and where a method other than exact is asked with fractions; and what the indices throw,
/// except that of "all" an index that cannot carry the rule is left out with a note.
PowerColumns power_columns(const Rule& rule, const PowerRequest& request);

}  // namespace stemgewicht
