#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht::python {

namespace py = pybind11;

/// A rule written in Python: any object with `member_count` and `wins(frozenset of members)`. The GIL must be held.
class PythonRule {
public:
    PythonRule(py::object rule, std::size_t count) : wins_(rule.attr("wins")), count_(count) {}
    [[nodiscard]] std::size_t member_count() const { return count_; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;

private:
    py::object wins_;
    std::size_t count_;
};
static_assert(SimpleGame<PythonRule>);

/// What a measure is asked about: a rule of the library, one of Python, or the rule of a board. It borrows the board,
/// which Python keeps for as long as the call runs.
struct Decision {
    std::variant<Rule, PythonRule> rule;
    const Board* board = nullptr;

    [[nodiscard]] std::size_t member_count() const;
    [[nodiscard]] bool is_own() const { return std::holds_alternative<PythonRule>(rule); }
};

// Python arguments as values of the library. They throw std::invalid_argument (ValueError) for a value that does not
// fit and py::type_error for an object of another kind.
ScaledWeights weights_of(const py::object& weights, std::string_view field = "weights");
Coalition coalition_of(const py::iterable& members, std::size_t member_count, std::string_view field);
Decision decision_of(const py::object& rule, std::string_view field = "rule");
VotingModel model_of(const py::object& model, const Decision& decision);
Method method_of(const py::object& method, bool own_rule);
Ties ties_of(std::string_view ties);

/// How a message shows what it got: texts in quotes, anything else as Python prints it.
std::string shown(const py::handle& value);

// The kernel, with the GIL released unless the rule is one of Python.
double pass_probability_of(const Decision& decision, const VotingModel& model, const Method& method);
std::vector<Standing> member_standings_of(const Decision& decision, const VotingModel& model, const Method& method);
std::vector<Standing> position_standings_of(const Decision& decision, const std::vector<WeightedRule>& positions,
                                            const VotingModel& model, const Method& method);

// Exact values as fractions.Fraction, counted with the GIL released: of an index, one per member; of the collectivity.
// They throw std::invalid_argument for a rule of Python and for a method other than exact, and std::length_error
// (ValueError) for a rule that is too large.
py::list index_fractions_of(const Decision& decision, const PowerIndex& index, const py::object& method);
py::object collectivity_fraction_of(const Decision& decision, const py::object& method);

void register_rules(py::module_& module);
void register_models(py::module_& module);
void register_methods(py::module_& module);
void register_measures(py::module_& module);
void register_fractions(py::module_& module);
void register_boards(py::module_& module);
void register_study(py::module_& module);

}  // namespace stemgewicht::python
