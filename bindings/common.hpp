#pragma once

#include "casters.hpp"

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/model.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::python {

/// A rule written in Python, any object with `member_count` and `wins(frozenset of members)`, which has been called
/// once for each of its 2^n sets, and is monotone: what follows needs no Python.
class AskedRule {
public:
    AskedRule(std::vector<bool> wins, std::size_t count) : wins_(std::move(wins)), count_(count) {}
    [[nodiscard]] std::size_t member_count() const { return count_; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const { return wins_[yes_voters.to_ulong()]; }

private:
    std::vector<bool> wins_;
    std::size_t count_;
};
static_assert(SimpleGame<AskedRule>);

/// The rule that a measure is about: one of the library, the rule of a board, or one of Python, which is an OwnRule of
/// its AskedRule. It borrows the board, which Python keeps for as long as the call runs.
struct Decision {
    Rule rule;
    const Board* board = nullptr;

    [[nodiscard]] std::size_t member_count() const { return stemgewicht::member_count(rule); }
    [[nodiscard]] bool is_own() const { return std::holds_alternative<OwnRule>(rule); }
    /// The rule of the library; throws std::invalid_argument for one of Python.
    [[nodiscard]] const Rule& known() const;
    /// A member as messages name it.
    [[nodiscard]] std::string name(std::size_t member) const;
};

// Python arguments as values of the library. They throw std::invalid_argument (ValueError) for a value that does not
// fit and py::type_error for an object of another kind. Members go by number, and by name where a board is given.
ScaledWeights weights_of(const py::object& weights, std::string_view field = "weights");

/// Those that must be whole as they are.
std::vector<Weight> whole_weights(const py::object& weights, std::string_view field);

/// A NumPy array of numbers.
py::object array_of(const std::vector<double>& values);
std::size_t member_of(const py::handle& member, std::size_t member_count, const Board* board, std::string_view field);
std::vector<std::size_t> members_of(const py::handle& members, std::size_t member_count, const Board* board,
                                    std::string_view field);
Coalition coalition_of(const py::iterable& members, std::size_t member_count, std::string_view field);
std::vector<Pair> pairs_of(const py::object& pairs, std::size_t member_count, const Board* board,
                           std::string_view field);
Grouping unions_of(const py::object& unions, const Decision& decision);
Decision decision_of(const py::object& rule, std::string_view field = "rule");
VotingModel model_of(const py::object& model, std::size_t member_count, const Board* board = nullptr);
VotingModel model_of(const py::object& model, const Decision& decision);
Ties ties_of(std::string_view ties);

/// A method, by an object or by its name. `own_rule`: refuses those that carry no rule of Python, and exact by name,
/// since all that it could do is to visit every set. What else a measure cannot take it refuses itself.
Method method_of(const py::object& method, bool own_rule = false);

/// The method of a measure whose answers have no errors: refuses simulations too.
Method exact_method_of(const py::object& method, bool own_rule = false);

/// The method on so many threads, where they are given and it has any.
Method threaded(Method method, std::optional<int> threads);

/// A grouping as it is, or one made of a list with the label of each member's group.
Grouping grouping_from(const py::handle& grouping, std::string name = "groups");

/// A rule that others are made of: one of the library, or that of a board.
struct InnerRule {
    Rule rule;
    const Board* board = nullptr;
};
InnerRule inner_rule_of(const py::handle& rule, std::string_view field = "rule");

/// Says by an ImproperRuleWarning that a set of members and the rest may both win. Of a weighted rule that takes a look
/// at its quota, of others at most their decision diagram. stack_level: 1 for the line that called the extension.
void warn_if_improper(const Decision& decision, int stack_level = 1);

/// The decision that a measure is about, after that warning.
Decision measured(const py::object& rule, std::string_view field = "rule");

/// How a message shows what it got: texts in quotes, anything else as Python prints it.
std::string shown(const py::handle& value);

/// What Python's str() gives, in UTF-8, and what is no character escaped.
std::string escaped_text(const py::handle& value);

/// What Python's str() gives, in UTF-8. Throws std::invalid_argument for a text that has none.
std::string unicode_text(const py::handle& value, std::string_view field);

/// What Python's repr() gives.
std::string repr_of(const py::handle& value);

/// A coalition as Python has it: the numbers of its members, or their names.
py::frozenset frozenset_of(const Coalition& coalition, const std::vector<std::string>* names = nullptr);

/// The method `wins` of a rule.
template <class R>
bool wins_for(const R& rule, const py::iterable& yes_voters) {
    return rule.wins(coalition_of(yes_voters, rule.member_count(), "yes_voters"));
}

/// A whole number from 0 that fits 64 bits; refuses others by field and what was expected.
std::uint64_t count_of(const py::object& value, const std::string& field, const std::string& expected);

/// The rules of arguments.
std::vector<WeightedRule> plain_rules(const std::vector<Unaltered<WeightedRule>>& rules);

/// Stops long work on Ctrl-C, by an error of Python: what it calls as it goes on, with the GIL or without, from any
/// thread.
void stop_on_interrupt();

/// The same, and tells the function of `tell_progress_to` how much is done, from the thread that set it.
void tell_progress(std::size_t done, std::size_t all);

/// Sets the function of done and all, or None, that long work tells how far it is. Returns what it was before.
py::object tell_progress_to(py::object function);

/// Lets all work of the library call stop_on_interrupt.
void watch_for_interrupts();

/// Runs work() for a function whose methods are the exact ones: a refusal for size names no other.
template <class Work>
auto advising_exact(const Work& work) {
    return advising(
        [](std::string_view name) { return name != "monte_carlo" && name != "conditional" && name != "normal"; }, work);
}

/// Runs work() for a function that simulates, by Conditional too or not, and does not take the normal law.
template <class Work>
auto advising_risk(const Work& work, bool conditional = true) {
    return advising([&](std::string_view name) { return name != "normal" && (conditional || name != "conditional"); },
                    work);
}

/// P(pass) without the GIL: a number, or an Estimate where the method simulates. Warns by a TargetNotReached where a
/// target error was not reached.
py::object pass_probability_of(const Decision& decision, const VotingModel& model, const Method& method);

// Chances as fractions.Fraction under models whose chances are rational, counted without the GIL. They throw
// std::invalid_argument for other models and for a method other than exact, and SizeRefusal for what is too large.
py::object pass_fraction_of(const Decision& decision, const VotingModel& model, const py::object& method);
py::object outvoted_fractions_of(const Decision& decision, const Rule& position, const VotingModel& model,
                                 const py::object& method, Ties ties);
py::object outvoted_member_fractions_of(const Decision& decision, const VotingModel& model, const py::object& method);

// Values of indices as fractions.Fraction, counted without the GIL. They throw std::invalid_argument for a rule of
// Python and for a method other than exact, and std::length_error (ValueError) for a rule that is too large.
py::list fractions_of(const VoteIndex& index, const Decision& decision, const py::object& method,
                      std::optional<int> threads);
py::object fraction_of(const WholeIndex& index, const Decision& decision, const py::object& method,
                       std::optional<int> threads);
py::list fractions_of(const SetIndex& index, const Decision& decision, const py::object& method);
py::list fractions_of(const UnionIndex& index, const Decision& decision, const Grouping& unions,
                      const py::object& method);
py::list fractions_of(const GraphIndex& index, const Decision& decision, const std::vector<Pair>& edges,
                      const py::object& method);

void register_rules(py::module_& module);
void register_combined_rules(py::module_& module);
void register_models(py::module_& module);
void register_opinions(py::module_& module);
void register_methods(py::module_& module);
void register_estimates(py::module_& module);
void register_simulation(py::module_& module);
void register_attendance(py::module_& module);
void register_bulk(py::module_& module);
void register_measures(py::module_& module);
void register_indices(py::module_& module);
void register_properties(py::module_& module);
void register_solutions(py::module_& module);
void register_boards(py::module_& module);
void register_study(py::module_& module);
void register_governance_study(py::module_& module);
void register_design(py::module_& module);
void register_second_tier(py::module_& module);
void register_phase(py::module_& module);
void register_inverse(py::module_& module);
void register_batch(py::module_& module);
void register_meetings(py::module_& module);

/// To be called once all is registered: calls that fit no signature get an error of one line, objects without a value
/// are refused, and classes that cannot be pickled say so.
void finish(py::module_& module);

}  // namespace stemgewicht::python
