#include "fractions.hpp"
#include "meeting_rules.hpp"
#include "pickling.hpp"

#include <stemgewicht/meetings/attendance_fractions.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>

#include <pybind11/eigen.h>
#include <pybind11/operators.h>

#include <array>

namespace stemgewicht::python {

namespace {

constexpr std::array<std::pair<const char*, UnbrokenTie>, 3> tie_names{
    {{"deferred", UnbrokenTie::deferred},
     {"rejected", UnbrokenTie::rejected},
     {"deferred_unless_full", UnbrokenTie::deferred_unless_full}}};

UnbrokenTie tie_of(std::string_view text) {
    for (const auto& [name, tie] : tie_names)
        if (text == name) return tie;
    refuse("tie", "deferred, rejected or deferred_unless_full", "\"" + std::string(text) + "\"");
}

const char* tie_name(UnbrokenTie tie) {
    for (const auto& [name, known] : tie_names)
        if (known == tie) return name;
    return "deferred";
}

const char* outcome_name(Outcome outcome) {
    switch (outcome) {
        case Outcome::passes: break;
        case Outcome::fails: return "fails";
        case Outcome::tied: return "tied";
        case Outcome::no_quorum: return "no_quorum";
    }
    return "passes";
}

/// A share such as 2/3, 70% or 0.5, as a fraction of whole numbers.
Share share_of(const py::object& value) {
    const std::string text = escaped_text(value);
    const auto slash = text.find('/');
    const bool percent = slash == std::string::npos && text.ends_with('%');
    const auto numerator = parse_decimal(text.substr(0, percent ? text.size() - 1 : slash));
    const auto divisor = slash == std::string::npos ? Decimal{.digits = percent ? 100 : 1, .decimals = 0}
                                                    : parse_decimal(text.substr(slash + 1));
    const auto denominator = numerator && divisor ? scaled(*divisor, numerator->decimals) : std::nullopt;
    if (!denominator || divisor->decimals != 0) refuse("share", "a share such as 1/2, 70% or 0.5", shown(value));
    return {.numerator = numerator->digits, .denominator = *denominator};
}

AttendanceRule attendance_rule(const py::object& weights, const py::object& share, bool more_than, py::ssize_t quorum,
                               std::optional<py::ssize_t> chair, const std::string& tie, const py::object& quota) {
    ScaledWeights scaled_weights = weights_of(weights);
    const Weight total = total_weight(scaled_weights.weights);
    const std::string quota_text = escaped_text(quota);
    if (quorum < 0) refuse("rule.quorum", "0 or more", quorum);
    if (chair && *chair < 0)
        refuse("rule.chair", "a member from 0 to " + std::to_string(scaled_weights.weights.size() - 1), *chair);
    AttendanceRule rule{.weights = std::move(scaled_weights.weights),
                        .share = share_of(share),
                        .more_than = more_than,
                        .quorum = static_cast<std::size_t>(quorum),
                        .chair = std::nullopt,
                        .tie = tie_of(tie),
                        .quota = quota_text == "0" ? 0 : parse_quota(quota_text, total, scaled_weights.scale)};
    if (chair) rule.chair = static_cast<std::size_t>(*chair);
    check(rule);
    return rule;
}

py::tuple content(const AttendanceRule& rule) {
    return py::make_tuple(rule.weights,
                          std::to_string(rule.share.numerator) + "/" + std::to_string(rule.share.denominator),
                          rule.more_than, rule.quorum, rule.chair, tie_name(rule.tie), rule.quota);
}

std::string rule_text(const AttendanceRule& rule) {
    constexpr std::array<const char*, 7> names{"", "share=", "more_than=", "quorum=", "chair=", "tie=", "quota="};
    const py::tuple arguments = content(rule);
    std::string text;
    for (std::size_t k = 0; k < names.size(); ++k)
        text += (k > 0 ? ", " : "") + std::string(names[k]) + repr_of(arguments[k]);
    return "AttendanceRule(" + text + ")";
}

const char* outcome_of(const AttendanceRule& rule, const py::iterable& yes, const py::iterable& no) {
    const Coalition in_favour = coalition_of(yes, rule.member_count(), "yes");
    const Coalition against = coalition_of(no, rule.member_count(), "no");
    if (in_favour.intersects(against))
        refuse("no", "members who do not vote yes too", "member " + std::to_string((in_favour & against).find_first()));
    return outcome_name(rule.outcome(in_favour, against));
}

Attendance attendance_of(const std::variant<double, std::vector<double>>& present) {
    if (const double* chance = std::get_if<double>(&present)) return attendance(*chance);
    return attendance(std::get<std::vector<double>>(present));
}

Holders holders_of(std::string_view text) {
    if (text == "all") return Holders::all;
    if (text == "present") return Holders::present;
    refuse("holders", "all or present", "\"" + std::string(text) + "\"");
}

/// Calls work(method) without the GIL.
template <class Work>
auto with_method(const py::object& method, const Work& work) {
    const Method how = method_of(method, false);
    const py::gil_scoped_release release;
    return advising_exact([&] { return work(how); });
}

template <class T, class Value>
struct Field {
    const char* name;
    Value T::* member;
    const char* documentation = "";
};

/// Read-only properties, `as_dict` and `__repr__`.
template <class T, class... Values>
void define_fields(py::class_<T>& type, const Field<T, Values>&... fields) {
    (type.def_readonly(fields.name, fields.member, fields.documentation), ...);
    const auto as_dict = [fields...](const T& value) {
        py::dict result;
        ((result[fields.name] = value.*fields.member), ...);
        return result;
    };
    type.def("as_dict", as_dict, "The values by name.");
    type.def("__repr__", [as_dict](const T& value) {
        std::string text;
        for (const auto& [name, field] : as_dict(value))
            text += (text.empty() ? "" : ", ") + name.template cast<std::string>() + "=" + repr_of(field);
        return py::type::of<T>().attr("__name__").template cast<std::string>() + "(" + text + ")";
    });
}

template <class T, class Value>
Field(const char*, Value T::*, const char*) -> Field<T, Value>;
template <class T, class Value>
Field(const char*, Value T::*) -> Field<T, Value>;

void register_rule(py::module_& module) {
    using namespace py::literals;
    py::class_<AttendanceRule>(module, "AttendanceRule",
                               R"(A weighted rule on the votes cast, with members who may be absent.

A motion needs a share of the weight of those who vote, and a yes-voter; the meeting needs a quorum of heads. A tie is a motion
on which the votes are equal where more than half is needed; so are no votes at all.
weights: as for WeightedRule. share: of the votes cast, such as "1/2", "70%" or Fraction(2, 3). more_than: whether it must be
exceeded, or only reached. quorum: members who must be present, whatever their weight. chair: the member, by number, whose vote
breaks a tie, where present. tie: what a tie does that no casting vote breaks: "deferred" (the motion is put off), "rejected"
(it fails), or "deferred_unless_full" (it is put off, but fails where every member is present). quota: weight of yes-voters that is
needed besides the share, as for WeightedRule; 0 for none.
Raises ValueError for a quorum above the membership, a chair where no tie can occur, and what WeightedRule refuses.)")
        .def(py::init(&attendance_rule), "weights"_a, "share"_a = "1/2", "more_than"_a = true, "quorum"_a = 0,
             "chair"_a = py::none(), "tie"_a = "deferred", "quota"_a = 0)
        .def_property_readonly("weights", [](const AttendanceRule& r) { return r.weights; })
        .def_property_readonly(
            "share",
            [](const AttendanceRule& r) -> py::object {
                return python_fractions({Fraction(r.share.numerator, r.share.denominator)})[0];
            },
            "As a fractions.Fraction.")
        .def_readonly("more_than", &AttendanceRule::more_than)
        .def_readonly("quorum", &AttendanceRule::quorum)
        .def_readonly("chair", &AttendanceRule::chair)
        .def_property_readonly("tie", [](const AttendanceRule& r) { return tie_name(r.tie); })
        .def_readonly("quota", &AttendanceRule::quota)
        .def_property_readonly("member_count", &AttendanceRule::member_count)
        .def(
            "outcome", &outcome_of, "yes"_a, "no"_a,
            "\"passes\", \"fails\", \"tied\" or \"no_quorum\", where these members, by number, say yes and no, and the "
            "others are absent.")
        .def(py::self == py::self)
        .def("__reduce__", remade<AttendanceRule>(&content))
        .def("__repr__", &rule_text);
}

void register_answers(py::module_& module) {
    py::class_<OutcomeChances<>> chances(module, "OutcomeChances", "The chance of each outcome of a motion.");
    define_fields(chances, Field{"passes", &OutcomeChances<>::passes}, Field{"fails", &OutcomeChances<>::fails},
                  Field{"tied", &OutcomeChances<>::tied}, Field{"no_quorum", &OutcomeChances<>::no_quorum});
    define_pickling<&OutcomeChances<>::passes, &OutcomeChances<>::fails, &OutcomeChances<>::tied,
                    &OutcomeChances<>::no_quorum, &OutcomeChances<>::reached>(chances);
    py::class_<Agreement<>> agreement(module, "Agreement", R"(How an opinion and the decision agree.

A motion that is put off, or meets no quorum, is undecided: nobody is outvoted. Outvoted, success and undecided sum to 1.)");
    define_fields(
        agreement, Field{"outvoted", &Agreement<>::outvoted, "overruled + blocked"},
        Field{"overruled", &Agreement<>::overruled, "P(passes, opinion no)"},
        Field{"blocked", &Agreement<>::blocked, "P(fails, opinion yes)"},
        Field{"success", &Agreement<>::success, "P(decided as the opinion is)"},
        Field{"undecided", &Agreement<>::undecided, "P(tied or no quorum)"},
        Field{"outvoted_if_decided", &Agreement<>::outvoted_if_decided, "None where nothing is ever decided."},
        Field{"outvoted_if_yes", &Agreement<>::outvoted_if_yes,
              "Given that the opinion is yes; None where it never is."},
        Field{"outvoted_if_no", &Agreement<>::outvoted_if_no, "Given that the opinion is no; None where it never is."},
        Field{"outvoted_if_pass", &Agreement<>::outvoted_if_pass,
              "Given that the motion passes; None where none does."},
        Field{"outvoted_if_fail", &Agreement<>::outvoted_if_fail,
              "Given that the motion fails; None where none does."});
    define_pickling<&Agreement<>::outvoted, &Agreement<>::overruled, &Agreement<>::blocked, &Agreement<>::success,
                    &Agreement<>::undecided, &Agreement<>::outvoted_if_decided, &Agreement<>::outvoted_if_yes,
                    &Agreement<>::outvoted_if_no, &Agreement<>::outvoted_if_pass, &Agreement<>::outvoted_if_fail>(
        agreement);
    py::class_<AttendanceStanding> standing(
        module, "AttendanceStanding",
        "The joint law of what a member wants, whether it is present, and the outcome: sixteen chances that sum to 1.");
    define_fields(standing, Field{"yes_present", &AttendanceStanding::yes_present},
                  Field{"yes_absent", &AttendanceStanding::yes_absent},
                  Field{"no_present", &AttendanceStanding::no_present},
                  Field{"no_absent", &AttendanceStanding::no_absent});
    define_pickling<&AttendanceStanding::yes_present, &AttendanceStanding::yes_absent, &AttendanceStanding::no_present,
                    &AttendanceStanding::no_absent, &AttendanceStanding::decisive, &AttendanceStanding::attending>(
        standing);
    py::class_<AttendanceOutvoted<>> member(
        module, "AttendanceOutvoted",
        "How a member fares, who has an opinion on every motion and is not always there.");
    define_fields(
        member, Field{"present", &AttendanceOutvoted<>::present, "P(present)"},
        Field{"overall", &AttendanceOutvoted<>::overall, "Of its opinion with the decision, present or not."},
        Field{"if_present", &AttendanceOutvoted<>::if_present, "None where it is never present."},
        Field{"if_absent", &AttendanceOutvoted<>::if_absent, "None where it is always present."},
        Field{"decisive", &AttendanceOutvoted<>::decisive, "P(passes if it votes yes) - P(passes if it votes no)"},
        Field{"attending", &AttendanceOutvoted<>::attending,
              "Gain in the chance of the side it wants when it comes rather than stays away."},
        Field{"standing", &AttendanceOutvoted<>::standing, "The joint law that all of this is computed from."});
    using Member = AttendanceOutvoted<>;
    define_pickling<&Member::present, &Member::overall, &Member::if_present, &Member::if_absent, &Member::decisive,
                    &Member::attending, &Member::standing, &Member::reached>(member);
    py::class_<AttendancePosition> law(module, "AttendancePosition", "The joint law of a position and the outcome.");
    define_fields(law, Field{"yes", &AttendancePosition::yes}, Field{"tied", &AttendancePosition::tied},
                  Field{"no", &AttendancePosition::no});
    define_pickling<&AttendancePosition::yes, &AttendancePosition::tied, &AttendancePosition::no,
                    &AttendancePosition::decisive>(law);
    py::class_<AttendancePositionOutvoted<>> group(module, "AttendancePositionOutvoted",
                                                   "How the position of a group fares.");
    define_fields(
        group,
        Field{"agreement", &AttendancePositionOutvoted<>::agreement, "Under the convention for ties of the position."},
        Field{"tied", &AttendancePositionOutvoted<>::tied, "P(position tied), whatever the convention."},
        Field{"decisive", &AttendancePositionOutvoted<>::decisive,
              "P(passes with all holders for) - P(passes with all against), present as ever"},
        Field{"standing", &AttendancePositionOutvoted<>::standing, "The joint law that all of this is computed from."});
    using Group = AttendancePositionOutvoted<>;
    define_pickling<&Group::agreement, &Group::tied, &Group::decisive, &Group::standing, &Group::reached>(group);
}

}  // namespace

void register_attendance(py::module_& module) {
    using namespace py::literals;
    using Chances = std::variant<double, std::vector<double>>;
    register_rule(module);
    register_answers(module);
    module.def(
        "outcome_chances",
        [](const py::object& given, const py::object& model, const py::object& method, const Chances& attendance) {
            const MeetingDecision decision = meeting_decision_of(given);
            const VotingModel votes = model_of(model, decision.member_count(), decision.board);
            const Attendance present = attendance_of(attendance);
            return with_method(method,
                               [&](const Method& m) { return outcome_chances(decision.rule, votes, present, m); });
        },
        "rule"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(), "attendance"_a = 1.0,
        R"(The chance of each outcome where members may be absent: an OutcomeChances.

rule: an AttendanceRule, a Statute, a board, or a game of your own: an object with member_count and outcome(yes, no, absent), which
gets three frozensets of members by number and says "passes", "fails", "tied" or "no_quorum".

Each member has an opinion by the model, and is present with the chance `attendance`, one for all or one for each. Exact costs
O(members x nodes x weight x heads); without a quorum heads are not counted. Enumerate visits all 3^n divisions.
Raises ValueError where model or attendance do not fit the members, or the method cannot carry the size.)");
    const auto members = [](const py::object& given, const py::object& model, const py::object& method,
                            const Chances& attendance) {
        const MeetingDecision decision = meeting_decision_of(given, "decision");
        const VotingModel votes = model_of(model, decision.member_count(), decision.board);
        const Attendance present = attendance_of(attendance);
        return with_method(method, [&](const Method& m) { return outvoted_members(decision.rule, votes, present, m); });
    };
    module.def(
        "outvoted_members",
        [members](const MeetingArgument& given, const py::object& model, const py::object& method,
                  const Chances& attendance) { return members(given.rule, model, method, attendance); },
        "decision"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(), "attendance"_a = 1.0,
        "How often each member is outvoted where members may be absent, when it is there and when it is not: a list "
        "with one AttendanceOutvoted per member. Arguments and errors as for outcome_chances.");
    module.def("outvoted_members", members, "decision"_a, "model"_a = "ic", "method"_a = "auto", py::kw_only(),
               "attendance"_a, "The same for a board, where its members may be absent.");
    const auto group = [](const py::object& given, const Unaltered<WeightedRule>& position, const py::object& model,
                          const py::object& method, const std::string& ties, const Chances& attendance,
                          const std::string& holders) {
        const Ties convention = ties_of(ties);
        const Holders who = holders_of(holders);
        const MeetingDecision decision = meeting_decision_of(given, "decision");
        const VotingModel votes = model_of(model, decision.member_count(), decision.board);
        const Attendance present = attendance_of(attendance);
        return with_method(method, [&](const Method& m) {
            return outvoted(decision.rule, position, votes, present, who, m, convention);
        });
    };
    module.def(
        "outvoted",
        [group](const MeetingArgument& given, const Unaltered<WeightedRule>& position, const py::object& model,
                const py::object& method, const std::string& ties, const Chances& attendance,
                const std::string& holders) {
            return group(given.rule, position, model, method, ties, attendance, holders);
        },
        "decision"_a, "position"_a, "model"_a = "ic", "method"_a = "auto", "ties"_a = "excluded", py::kw_only(),
        "attendance"_a = 1.0, "holders"_a = "all",
        R"(How often a group is outvoted where members may be absent: an AttendancePositionOutvoted.

position: a WeightedRule. holders: "all" for what its holders want, present or not, or "present" for what those present vote, who
are tied also when none of them is there. ties: see below. Other arguments and errors as for outcome_chances.)");
    module.def("outvoted", group, "decision"_a, "position"_a, "model"_a = "ic", "method"_a = "auto",
               "ties"_a = "excluded", py::kw_only(), "attendance"_a, "holders"_a = "all",
               "The same for a board, where its members may be absent.");
    module.def(
        "ternary_banzhaf",
        [](const py::object& given, const py::object& method, bool fractions) -> py::object {
            const MeetingDecision decision = meeting_decision_of(given);
            const MeetingRule& rule = decision.rule;
            if (!fractions)
                return py::cast(with_method(method, [&](const Method& m) { return ternary_banzhaf(rule, m); }));
            return python_fractions(
                with_method(method, [&](const Method& m) { return ternary_banzhaf_fractions(rule, m); }));
        },
        "rule"_a, "method"_a = "auto", py::kw_only(), "fractions"_a = false,
        R"(Banzhaf index where members may be absent or abstain, the others being for, absent or against with chance 1/3 each
[felsenthal_machover_1997; freixas_zwicker_2003].

The chance that a member's yes passes a motion and its no does not, less that of the reverse, which a quorum allows; swings / 3^(n-1).
Array with one value per member, with fractions=True a list of fractions.Fraction. Raises ValueError where the method cannot carry
the size.)");
}

}  // namespace stemgewicht::python
