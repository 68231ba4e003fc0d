// Meetings that may be reconvened, whose loyalty matters, and how far members and majorities agree.

#include "meeting_rules.hpp"
#include "pickling.hpp"
#include "simulation.hpp"

#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/measures/majority_deficit.hpp>
#include <stemgewicht/measures/pairwise_agreement.hpp>
#include <stemgewicht/study/attended_risk.hpp>
#include <stemgewicht/study/loyalty_table.hpp>

#include <pybind11/eigen.h>

#include <algorithm>
#include <array>

namespace stemgewicht::python {

namespace {

using Chances = std::variant<double, std::vector<double>>;

constexpr std::array<std::pair<const char*, Fate>, 5> fate_names{{{"outvoted", Fate::outvoted},
                                                                  {"overruled", Fate::overruled},
                                                                  {"blocked", Fate::blocked},
                                                                  {"success", Fate::success},
                                                                  {"pass", Fate::pass}}};

Fate fate_of(std::string_view text) {
    for (const auto& [name, fate] : fate_names)
        if (text == name) return fate;
    refuse("fate", "outvoted, overruled, blocked, success or pass", "\"" + std::string(text) + "\"");
}

FateGradient fate_gradient_of(const py::object& rule, const Unaltered<WeightedRule>& position, const py::object& model,
                              const std::string& fate, const std::string& ties) {
    const Fate which = fate_of(fate);
    const Ties convention = ties_of(ties);
    const Decision decision = measured(rule);
    const VotingModel votes = model_of(model, decision);
    const Rule& known = decision.known();
    const py::gil_scoped_release release;
    return fate_gradient(known, position, votes, which, convention);
}

Table loyalty_table_of(const Board& board, const Unaltered<WeightedRule>& position, const py::object& model,
                       const std::string& ties, const std::string& who) {
    const Ties convention = ties_of(ties);
    warn_if_improper({board.rule, &board}, 2);
    const VotingModel votes = model_of(model, board.names.size(), &board);
    const py::gil_scoped_release release;
    return loyalty_table(board, who, position, votes, convention);
}

double majority_deficit_of(const py::object& rule, const py::object& model, const py::object& method) {
    const Decision decision = measured(rule);
    const VotingModel votes = model_of(model, decision);
    const Method how = exact_method_of(method, decision.is_own());
    const py::gil_scoped_release release;
    return advising_exact([&] { return majority_deficit(decision.rule, votes, how); });
}

std::size_t member_count_of(const py::object& members) {
    const std::uint64_t count = count_of(members, "members", "a number of members or a board");
    if (count < 1) refuse("members", "1 or more", count);
    return count;
}

Eigen::ArrayXXd pairwise_agreement_of(const py::object& model, const py::object& members) {
    const Board* board = py::isinstance<Board>(members) ? members.cast<const Board*>() : nullptr;
    const std::size_t count = board ? board->names.size() : member_count_of(members);
    const VotingModel votes = model_of(model, count, board);
    const py::gil_scoped_release release;
    return pairwise_agreement(votes, count);
}

/// A question about a meeting.
struct MeetingRequest {
    Meeting meeting;
    VotingModel model;
    Method method;

    MeetingRequest(const py::object& rule, const py::object& votes, const py::object& how, const Chances& chances,
                   bool reconvened)
        : MeetingRequest(meeting_decision_of(rule), votes, how, chances, reconvened) {}

private:
    MeetingRequest(const MeetingDecision& decision, const py::object& votes, const py::object& how,
                   const Chances& chances, bool reconvened)
        : meeting{.rule = decision.rule,
                  .attendance = std::visit([](const auto& present) { return attendance(present); }, chances),
                  .until = reconvened ? Until::reconvened_meeting : Until::first_meeting},
          model(model_of(votes, decision.member_count(), decision.board)),
          method(method_of(how)) {}
};

/// Warns where the members or positions did not reach the target error. risk(group): an Agreement<Estimate>.
template <class Group, class Risk>
void warn_unless_all_reached(const std::vector<Group>& groups, const Method& method, const Risk& risk) {
    bool reached = true;
    double error = 0;
    for (const Group& group : groups) {
        reached = reached && group.reached;
        error = std::max(error, risk(group).outvoted.error);
    }
    warn_unless_reached(reached, method, error);
}

py::dict dict_of(const Agreement<Estimate>& agreement) {
    py::dict result;
    result["outvoted"] = agreement.outvoted;
    result["overruled"] = agreement.overruled;
    result["blocked"] = agreement.blocked;
    result["success"] = agreement.success;
    result["undecided"] = agreement.undecided;
    return result;
}

py::dict dict_of(const AttendanceEstimate& member) {
    const auto outvoted_in = [](const std::optional<Agreement<Estimate>>& agreement) {
        return agreement ? std::optional(agreement->outvoted) : std::nullopt;
    };
    py::dict result = dict_of(member.overall);
    result["present"] = member.present;
    result["decisive"] = member.decisive;
    result["attending"] = member.attending;
    result["outvoted_if_present"] = outvoted_in(member.if_present);
    result["outvoted_if_absent"] = outvoted_in(member.if_absent);
    return result;
}

py::dict dict_of(const AttendancePositionEstimate& position) {
    py::dict result = dict_of(position.agreement);
    result["decisive"] = position.decisive;
    result["tied"] = position.tied;
    result["outvoted_if_decided"] = position.agreement.outvoted_if_decided;
    return result;
}

template <class Group>
std::vector<py::dict> dicts_of(const std::vector<Group>& groups) {
    std::vector<py::dict> result;
    for (const Group& group : groups) result.push_back(dict_of(group));
    return result;
}

py::dict meeting_outcomes_of(const py::object& rule, const py::object& model, const py::object& method,
                             const Chances& attendance, bool reconvened) {
    const MeetingRequest asked(rule, model, method, attendance, reconvened);
    const OutcomeEstimates chances = [&] {
        const py::gil_scoped_release release;
        return meeting_outcomes(asked.meeting, asked.model, asked.method);
    }();
    warn_unless_reached(
        chances.reached, asked.method,
        std::max({chances.passes.error, chances.fails.error, chances.tied.error, chances.no_quorum.error}));
    py::dict result;
    result["passes"] = chances.passes;
    result["fails"] = chances.fails;
    result["tied"] = chances.tied;
    result["no_quorum"] = chances.no_quorum;
    return result;
}

std::vector<py::dict> meeting_members_of(const py::object& rule, const py::object& model, const py::object& method,
                                         const Chances& attendance, bool reconvened) {
    const MeetingRequest asked(rule, model, method, attendance, reconvened);
    const auto members = [&] {
        const py::gil_scoped_release release;
        return meeting_members(asked.meeting, asked.model, asked.method);
    }();
    warn_unless_all_reached(members, asked.method, [](const auto& member) { return member.overall; });
    return dicts_of(members);
}

std::vector<py::dict> meeting_positions_of(const py::object& rule,
                                           const std::vector<Unaltered<WeightedRule>>& positions,
                                           const py::object& model, const py::object& method, const Chances& attendance,
                                           bool reconvened, const std::string& ties) {
    const Ties convention = ties_of(ties);
    const MeetingRequest asked(rule, model, method, attendance, reconvened);
    const auto groups = [&] {
        const py::gil_scoped_release release;
        return meeting_positions(asked.meeting, plain_rules(positions), asked.model, asked.method, convention);
    }();
    warn_unless_all_reached(groups, asked.method, [](const auto& group) { return group.agreement; });
    return dicts_of(groups);
}

void register_loyalty(py::module_& module) {
    using namespace py::literals;
    py::class_<FateGradient> gradient_class(module, "FateGradient", "A chance, and how it moves with each member.");
    gradient_class.def_readonly("value", &FateGradient::value, "The chance itself.")
        .def_readonly("chance", &FateGradient::chance,
                      "Array: its derivative with respect to each member's chance of yes.")
        .def_readonly("evidence", &FateGradient::evidence,
                      "Array: its derivative with respect to the log odds of yes; 0 for certain votes.")
        .def("__repr__", [](const FateGradient& g) {
            const auto numbers = [](const Eigen::ArrayXd& values) {
                return repr_of(py::cast(std::vector<double>(values.begin(), values.end())));
            };
            return "FateGradient(value=" + repr_of(py::float_(g.value)) + ", chance=" + numbers(g.chance) +
                   ", evidence=" + numbers(g.evidence) + ")";
        });
    define_pickling<&FateGradient::value, &FateGradient::chance, &FateGradient::evidence>(gradient_class);
    module.def(
        "fate_gradient", &fate_gradient_of, "rule"_a, "position"_a, "model"_a = "ic", "fate"_a = "outvoted",
        "ties"_a = "excluded",
        R"(How a chance moves with the chance of yes, and with the log odds of yes, of each member: a FateGradient.

rule: one of the library, or a board. position: a WeightedRule, as for outvoted. fate: of its holders, "outvoted", "overruled",
"blocked" or "success"; or "pass", of the motion. A member's chance moves equally on every motion. Exact for all members in one
forward and one reverse pass; a weighted rule costs O(states of the position x quota x nodes).
Raises ValueError for a rule of your own, where the input does not fit or is too large, and where ties are excluded and nothing is
left.)");
    module.def("loyalty_table", &loyalty_table_of, "board"_a, "position"_a, "model"_a, "ties"_a, "who"_a,
               "Whose vote moves the risk of a position; see stemgewicht.loyalty.");
}

void register_agreement(py::module_& module) {
    using namespace py::literals;
    module.def(
        "majority_deficit", &majority_deficit_of, "rule"_a, "model"_a = "ic", "method"_a = "auto",
        R"(By how many heads the losing side outnumbers the winning one, on average over all motions, 0 where it does not: the mean
majority deficit [felsenthal_machover_1998].

One number; 0 for the simple majority. Arguments, cost and errors as for two calls of member_standings.)");
    module.def(
        "pairwise_agreement", &pairwise_agreement_of, "model"_a, "members"_a,
        R"(How often each two members vote alike: a symmetric array of P(both yes) + P(both no), 1 on its diagonal.

members: how many there are, or a board, whose groupings a model may name. Costs O(members^2 x nodes). Raises ValueError where the
model does not fit the members.)");
}

void register_meeting(py::module_& module) {
    using namespace py::literals;
    module.def(
        "attendance_rule",
        [](const Board& board, const py::object& quorum) { return attendance_rule(board, escaped_text(quorum)); },
        "board"_a, "quorum"_a = "majority",
        R"(The rule of a board on the votes cast: an AttendanceRule.

A majority becomes more than half of them, a share that must be reached stays that share of them, and any other number of votes is
needed whoever comes. Ties are put off, but fail where every member is present. quorum: members who must be present, a number or
"majority". Raises ValueError for a quorum above the membership, and for a board whose rule is not one quota on its weight or
asks for less than half of it.)");
    module.def(
        "meeting_outcomes", &meeting_outcomes_of, "rule"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(),
        "attendance"_a = 1.0, "reconvened"_a = false,
        R"(The chance that a motion passes, fails, is tied and meets no quorum: a dictionary with an Estimate of each.

rule, attendance: as for outcome_chances. reconvened: True for what becomes of the motion in the end, so that it
passes or fails. Where there is no quorum the meeting is called again, and whoever comes decides; one that is tied and put off is
voted on in a second meeting, which is called again likewise and where another tie is a failure. Members keep their opinions, and
come anew to every meeting; an AttendanceRule, a Statute, or a board without incompatible members.
method: "auto", "exact", "decision_diagram" or "enumerate" (of one meeting), "monte_carlo" or MonteCarlo(); exact estimates have no draws and no error.
A target error applies to all four.
Raises ValueError where model or attendance do not fit the members, and for a method that cannot carry the meeting. Warns by a
TargetNotReached where the target error was not reached.)");
    module.def("meeting_members", &meeting_members_of, "rule"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(),
               "attendance"_a = 1.0, "reconvened"_a = false,
               R"(How each member fares in a meeting, or in the end: a list with a dictionary of Estimates per member.

outvoted, overruled, blocked, success and undecided, of what it wants, present or not; present, in the last meeting on the motion;
decisive, and attending, its gain in the chance of the side it wants, where it comes to every meeting and not to none;
outvoted_if_present and outvoted_if_absent, None where it never is.
A target error applies to outvoted. Arguments and errors as for meeting_outcomes.)");
    module.def("meeting_positions", &meeting_positions_of, "rule"_a, "positions"_a, "model"_a = "ic",
               "method"_a = "auto", py::kw_only(), "attendance"_a = 1.0, "reconvened"_a = false, "ties"_a = "excluded",
               R"(How positions fare in a meeting, or in the end: a list with a dictionary of Estimates per position.

positions: WeightedRules, of what their holders want, present or not. outvoted, overruled, blocked, success and undecided; decisive;
tied, the position and whatever the convention; outvoted_if_decided, None where nothing is ever decided.
ties: as for outvoted. A target error applies to outvoted. Other arguments and errors as for meeting_outcomes.)");
}

}  // namespace

void register_meetings(py::module_& module) {
    register_loyalty(module);
    register_agreement(module);
    register_meeting(module);
}

}  // namespace stemgewicht::python
