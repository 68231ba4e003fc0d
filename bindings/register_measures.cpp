// How often a position is outvoted, by any method, under one decision and under two.

#include "simulation.hpp"

#include <algorithm>

namespace stemgewicht::python {

namespace {

bool is_weighted(const Decision& decision) { return std::holds_alternative<WeightedRule>(decision.rule); }

/// A position: a rule, or a member by name or number, whose position is its own vote.
Decision position_of(const py::object& position, const Decision& decision) {
    const bool is_name = py::isinstance<py::str>(position);
    if (!is_name && (py::isinstance<py::bool_>(position) || PyIndex_Check(position.ptr()) == 0))
        return decision_of(position, "position");
    const std::size_t count = decision.member_count();
    if (is_name && decision.board == nullptr)
        refuse("position", "a member by number, or a rule, where the decision is no board with names",
               repr_of(position));
    std::size_t member = 0;
    if (is_name) {
        member = member_index(*decision.board, unicode_text(position, "position"));
    } else {
        const auto number = py::reinterpret_steal<py::int_>(PyNumber_Index(position.ptr()));
        int overflow = 0;
        const long long whole = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
        if (overflow != 0 || whole < 0 || static_cast<unsigned long long>(whole) >= count)
            refuse("position", "a member from 0 to " + std::to_string(count - 1) + ", or a rule", repr_of(position));
        member = static_cast<std::size_t>(whole);
    }
    return {Rule(member_position(member, count)), nullptr};
}

py::object outvoted_of(const py::object& rule, const py::object& position_rule, const py::object& model,
                       const py::object& method, const std::string& ties, bool fractions) {
    const Ties convention = ties_of(ties);
    const Decision decision = measured(rule, "decision");
    const Decision position = position_of(position_rule, decision);
    const VotingModel votes = model_of(model, decision);
    if (fractions) return outvoted_fractions_of(decision, position.rule, votes, method, convention);
    const Method how = method_of(method, decision.is_own() || position.is_own());
    if (std::holds_alternative<Conditional>(how) && !is_weighted(position))
        refuse_method(how, "monte_carlo where the position is not weighted");
    if (!is_simulation(how)) {
        const Outvoted<> risk = [&] {
            const py::gil_scoped_release release;
            return advising_risk([&] { return outvoted(decision.rule, position.rule, votes, how, convention); },
                                 is_weighted(position));
        }();
        return py::cast(risk);
    }
    const OutvotedEstimate risk = [&] {
        const py::gil_scoped_release release;
        return advising_risk([&] { return estimated_outvoted(decision.rule, position.rule, votes, how, convention); },
                             is_weighted(position));
    }();
    warn_unless_reached(risk.reached, how, risk.outvoted.error);
    return py::cast(risk);
}

py::object outvoted_members_of(const py::object& rule, const py::object& model, const py::object& method,
                               bool fractions) {
    const Decision decision = measured(rule, "decision");
    const VotingModel votes = model_of(model, decision);
    if (fractions) return outvoted_member_fractions_of(decision, votes, method);
    const Method how = method_of(method, decision.is_own());
    if (!is_simulation(how)) {
        const std::vector<Outvoted<>> risks = [&] {
            const py::gil_scoped_release release;
            return advising_risk([&] { return outvoted_members(decision.rule, votes, how); });
        }();
        return py::cast(risks);
    }
    const std::vector<OutvotedEstimate> risks = [&] {
        const py::gil_scoped_release release;
        return estimated_outvoted_members(decision.rule, votes, how);
    }();
    double error = 0;
    for (const OutvotedEstimate& risk : risks) error = std::max(error, risk.outvoted.error);
    warn_unless_reached(risks.front().reached, how, error);
    return py::cast(risks);
}

OutvotedComparison compare_outvoted_of(const py::object& first, const py::object& second, const py::object& position,
                                       const py::object& model, const py::object& method, const std::string& ties) {
    const Ties convention = ties_of(ties);
    const Decision one = measured(first, "first");
    const Decision other = measured(second, "second");
    if (one.member_count() != other.member_count())
        refuse("second", "a rule over the " + std::to_string(one.member_count()) + " members of the first",
               other.member_count());
    const Decision holders = position_of(position, one);
    const VotingModel votes = model_of(model, one);
    const bool simulated = is_simulation(method_of(method));
    const Method how = method_of(method, !simulated && (one.is_own() || other.is_own() || holders.is_own()));
    if (simulated) {
        static_cast<void>(one.known());
        static_cast<void>(other.known());
        if (!is_weighted(holders))
            refuse("position", "a weighted rule where two decisions are simulated", "another rule");
    }
    const OutvotedComparison result = [&] {
        const py::gil_scoped_release release;
        const auto compared = [&] {
            return compare_outvoted(one.rule, other.rule, holders.rule, votes, how, convention);
        };
        const bool simulates = !one.is_own() && !other.is_own() && is_weighted(holders);
        return simulates ? advising_risk(compared) : advising_exact(compared);
    }();
    warn_unless_reached(result.reached, how, result.difference.error);
    return result;
}

}  // namespace

Ties ties_of(std::string_view ties) {
    if (ties == "excluded") return Ties::excluded;
    if (ties == "against") return Ties::against;
    if (ties == "coin") return Ties::coin;
    refuse("ties", "excluded, against or coin", "\"" + std::string(ties) + "\"");
}

void register_measures(py::module_& module) {
    using namespace py::literals;

    module.def(
        "outvoted", &outvoted_of, "decision"_a, "position"_a, "model"_a = "ic", "method"_a = "auto",
        "ties"_a = "excluded", py::kw_only(), "fractions"_a = false,
        R"(How often the holders of a position are outvoted: the chance that two rules on one electorate disagree.

decision: a rule, or a board for its rule. position: any rule over the same members, such as group_position(board, ...), or a
member by number or, on a board, by name; it is yes where it wins, no where the members against would win, else tied. Exact carries
weighted positions under any decision and two-tier positions under a weighted one.
method: of the exact ones gives an Outvoted; "monte_carlo", "conditional", MonteCarlo() and Conditional() simulate, and give an
OutvotedEstimate. Conditional takes a weighted position. A rule of your own is simulated by MonteCarlo.
ties: "excluded" leaves tied motions out, "against" takes a tie for a no, "coin" for either with equal chance.
fractions: True for OutvotedFractions, exact, under the models of pass_probability with fractions; by "auto" and "exact" alone.
Raises ValueError where the position has other members or can be both for and against, and as pass_probability does.)");
    module.def(
        "outvoted_members", &outvoted_members_of, "decision"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(),
        "fractions"_a = false,
        R"(How often each member is outvoted, its position being its own vote: a list with one Outvoted per member.

fractions: True for a list with one OutvotedFractions per member, as for outvoted.
Where the method simulates: a list with one OutvotedEstimate per member, all on the same draws; a target error applies to the
chance to be outvoted of every member. Raises ValueError as pass_probability does.)");
    module.def(
        "compare_outvoted", &compare_outvoted_of, "first"_a, "second"_a, "position"_a, "model"_a = "ic",
        "method"_a = "monte_carlo", "ties"_a = "excluded",
        R"(How much more often the holders of a position are outvoted by a second decision: an OutvotedComparison.

Both decide on the same motions, so that the error of the difference is far below those of the two where they mostly decide alike;
a target error applies to the difference. first, second: rules over the same members, or boards. position: a weighted rule; with
exact methods, whose errors are 0, any rule. Other arguments as for outvoted.
Raises ValueError where sizes differ, and as outvoted does.)");
}

}  // namespace stemgewicht::python
