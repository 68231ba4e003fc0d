#pragma once

#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/methods/simulation/monte_carlo.hpp>
#include <stemgewicht/methods/counting/normal_approximation.hpp>
#include <stemgewicht/rules/rule.hpp>
#include <stemgewicht/study/table.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

/// How power is computed: exactly, by simulation, or by the normal law. The last three know the indices of
/// power_index_table, and meet_in_the_middle and normal weighted rules alone.
using PowerMethod = std::variant<Exact, DecisionDiagram, Enumerate, MeetInTheMiddle, MonteCarlo, Normal>;

/// The name of a method as the command line and the tables write it.
std::string method_name(const PowerMethod& method);

/// Whether answers of the method have an error.
inline bool has_errors(const PowerMethod& method) {
    return std::holds_alternative<MonteCarlo>(method) || std::holds_alternative<Normal>(method);
}

/// Which indices of a rule are asked, and how.
struct PowerRequest {
    std::vector<std::string> indices{"all"};  ///< names of index_names, or "all" that apply
    PowerMethod method = Exact{};
    bool fractions = false;  ///< exact fractions as texts, "5/21"; the method is then exact
    std::optional<Grouping> unions;
    std::optional<std::vector<Pair>> edges;
};

/// The values of one index.
struct PowerColumn {
    std::string index;
    std::vector<Table::Cell> values;  ///< doubles, or fractions as texts
    std::vector<double> errors{};     ///< standard errors, or with normal the bounds; none where exact
};

/// The answers to a request; each vote model and each diagram is worked once, whatever the number of indices.
struct PowerColumns {
    std::vector<PowerColumn> members;  ///< one value per member
    std::vector<PowerColumn> unions;   ///< one value per union: the same indices in the game between the unions
    Table::Cell coleman_collectivity;  ///< empty where it was not asked
    std::optional<double> coleman_collectivity_error;  ///< where it has one
    std::uint64_t draws = 0;                           ///< behind each value; 0 where nothing was simulated
    bool reached = true;                               ///< whether a target error was reached in the draws allowed
    std::vector<std::string> notes;                    ///< what "all" left out and why, and what to know of a value
};

/// The names that "all" stands for under a request.
std::vector<std::string> applicable_indices(const PowerRequest& request);

/// Throws std::invalid_argument for an unknown index, for an index of unions or on a graph without these, for one that
/// the method does not know, and where a method other than exact is asked with fractions; and what the indices throw,
/// except that of "all" an index that cannot carry the rule is left out with a note.
PowerColumns power_columns(const Rule& rule, const PowerRequest& request);

}  // namespace stemgewicht
