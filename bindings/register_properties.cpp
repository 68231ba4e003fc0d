#include "pickling.hpp"

#include <stemgewicht/measures/properties.hpp>

#include <algorithm>
#include <memory>

namespace stemgewicht::python {

namespace {

/// Whether the way a rule is made shows that never a set and the rest both win; false where it does not.
bool plainly_proper(const Rule& rule);

/// Where all parts but those of the weight `doubtful` are proper, a set and the rest can count together for the whole
/// weight and these parts twice.
bool proper_top(const WeightedRule& top, Weight doubtful) {
    return top.quota > total_weight(top.weights) + doubtful - top.quota;
}

bool plainly_proper(const WeightedRule& rule) { return proper_top(rule, 0); }

bool plainly_proper(const CompositeRule& rule) {
    Weight doubtful = 0;
    for (std::size_t j = 0; j < rule.blocks.size(); ++j)
        if (!plainly_proper(rule.blocks[j].rule)) doubtful += rule.top.weights[j];
    return proper_top(rule.top, doubtful);
}

bool plainly_proper(const CoalitionRule& rule) {
    constexpr std::size_t many = 1000;
    const std::vector<Coalition>& sets = rule.minimal_winning;
    if (sets.size() > many) return false;
    for (std::size_t k = 0; k < sets.size(); ++k)
        for (std::size_t j = 0; j < k; ++j)
            if (!sets[j].intersects(sets[k])) return false;
    return true;
}

/// The weighted top of a rule whose parts all have the same members as the whole; null for another rule.
const WeightedRule* top_over_everyone(const CombinedRule& rule) {
    const auto everyone = [&](const Part& part) {
        for (std::size_t i = 0; i < part.members.size(); ++i)
            if (part.members[i] != i) return false;
        return part.members.size() == rule.members;
    };
    return std::ranges::all_of(rule.parts, everyone) ? std::get_if<WeightedRule>(&*rule.top) : nullptr;
}

/// Whether the way two rules over the same members are made shows that never a set wins by the one and the rest by the
/// other. Where the rest wins by the other, the set loses the parts of the one that are so opposed to it, and passes at
/// most with all others.
bool never_both(const Rule& one, const Rule& other) {
    if (const auto* combined = std::get_if<CombinedRule>(&one)) {
        const WeightedRule* top = top_over_everyone(*combined);
        if (!top) return false;
        Weight left = 0;
        for (std::size_t j = 0; j < combined->parts.size(); ++j)
            if (!never_both(*combined->parts[j].rule, other)) left += top->weights[j];
        return left < top->quota;
    }
    const auto* first = std::get_if<WeightedRule>(&one);
    if (first && std::holds_alternative<CombinedRule>(other)) return never_both(other, one);
    const auto* second = std::get_if<WeightedRule>(&other);
    return first && second && first->weights == second->weights &&
           first->quota > total_weight(first->weights) - second->quota;
}

bool plainly_proper(const CombinedRule& rule) {
    const auto* top = std::get_if<WeightedRule>(&*rule.top);
    Weight doubtful = 0;
    bool proper_parts = true;
    for (std::size_t j = 0; j < rule.parts.size(); ++j)
        if (!plainly_proper(*rule.parts[j].rule)) {
            proper_parts = false;
            if (top) doubtful += top->weights[j];
        }
    if (top ? proper_top(*top, doubtful) : proper_parts && plainly_proper(*rule.top)) return true;
    return never_both(rule, rule);
}

bool plainly_proper(const IncompatibleRule& rule) { return plainly_proper(*rule.rule); }

bool plainly_proper(const RestrictedRule& rule) { return plainly_proper(*rule.rule); }

bool plainly_proper(const OwnRule&) { return false; }

bool plainly_proper(const Rule& rule) {
    return std::visit([](const auto& r) { return plainly_proper(r); }, rule);
}

/// What is to be said against a rule; null where there is nothing.
const char* doubt_about(const Rule& rule) {
    if (plainly_proper(rule)) return nullptr;
    if (std::holds_alternative<WeightedRule>(rule))
        return "rule: its quota is not above half of the total weight, so that a motion and its opposite may both pass";
    try {
        return is_proper(rule) ? nullptr
                               : "rule: a set of members and the rest both win, so that a motion and its "
                                 "opposite may both pass";
    } catch (const std::length_error&) {
        return "rule: it is too large to tell whether a set of members and the rest may both win";
    }
}

/// Lists coalitions one by one.
class Coalitions {
public:
    Coalitions(CoalitionListing listing, std::optional<std::vector<std::string>> names)
        : listing_(std::move(listing)), names_(std::move(names)) {}

    py::frozenset next() {
        const std::optional<Coalition> set = listing_.next();
        if (!set) throw py::stop_iteration();
        return frozenset_of(*set, names_ ? &*names_ : nullptr);
    }

private:
    CoalitionListing listing_;
    std::optional<std::vector<std::string>> names_;
};

std::unique_ptr<Coalitions> list_coalitions(const py::object& rule, const std::string& kind) {
    const CoalitionKind family = coalition_kind(kind);
    const Decision decision = decision_of(rule);
    const Rule& known = decision.known();
    const py::gil_scoped_release release;
    return std::make_unique<Coalitions>(CoalitionListing(known, family),
                                        decision.board ? std::optional(decision.board->names) : std::nullopt);
}

/// A whole number by its decimal digits, so many at a time as Python always reads: it may be told to refuse more.
py::object integer_of(std::string_view digits) {
    constexpr std::size_t at_a_time = 600;
    py::object value = py::int_(0);
    while (!digits.empty()) {
        const std::string_view part = digits.substr(0, at_a_time);
        digits.remove_prefix(part.size());
        value = value * py::int_(10).attr("__pow__")(part.size()) + py::int_(py::str(part));
    }
    return value;
}

py::object count_coalitions(const py::object& rule, const std::string& kind) {
    const CoalitionKind family = coalition_kind(kind);
    const Decision decision = decision_of(rule);
    const Rule& known = decision.known();
    const std::string count = [&] {
        const py::gil_scoped_release release;
        return CoalitionListing(known, family).count();
    }();
    return integer_of(count);
}

std::string properties_text(const RuleProperties& properties) {
    std::string text;
    const auto add = [&](const char* name, const auto& value) {
        text += (text.empty() ? "" : ", ") + std::string(name) + "=" + repr_of(py::cast(value));
    };
    add("null_members", properties.null_members);
    add("veto_members", properties.veto_members);
    add("passers", properties.passers);
    add("dictator", properties.dictator);
    add("proper", properties.proper);
    add("strong", properties.strong);
    add("constant_sum", properties.constant_sum());
    add("complete", properties.complete);
    add("classes", properties.classes);
    return "RuleProperties(" + text + ")";
}

}  // namespace

void warn_if_improper(const Decision& decision, int stack_level) {
    const char* doubt = decision.is_own() ? nullptr : doubt_about(decision.rule);
    if (!doubt) return;
    const py::object category = py::module_::import("stemgewicht._core").attr("ImproperRuleWarning");
    if (PyErr_WarnEx(category.ptr(), doubt, stack_level) != 0) throw py::error_already_set();
}

void register_properties(py::module_& module) {
    using namespace py::literals;

    module.attr("ImproperRuleWarning") = py::reinterpret_steal<py::object>(PyErr_NewExceptionWithDoc(
        "stemgewicht.ImproperRuleWarning",
        "A set of members and the rest may both win: answers are right, but a motion and its opposite may both pass.",
        PyExc_UserWarning, nullptr));

    py::class_<RuleProperties> properties_class(
        module, "RuleProperties", "What can be said of a rule as such; members by number, Board.names_of names them.");
    properties_class.def_readonly("null_members", &RuleProperties::null_members, "Never critical.")
        .def_readonly("veto_members", &RuleProperties::veto_members, "In every winning coalition.")
        .def_readonly("passers", &RuleProperties::passers, "Win alone.")
        .def_readonly("dictator", &RuleProperties::dictator,
                      "Wins alone, and nobody wins without it; None if there is none.")
        .def_readonly("proper", &RuleProperties::proper, "Never do a set and the rest both win.")
        .def_readonly("strong", &RuleProperties::strong, "Always one of a set and the rest wins.")
        .def_property_readonly("constant_sum", &RuleProperties::constant_sum, "Proper and strong.")
        .def_readonly("complete", &RuleProperties::complete, "Any two members can be compared by desirability.")
        .def_readonly("classes", &RuleProperties::classes,
                      "Lists of members who can stand in for each other, the most desirable first.")
        .def("__repr__", &properties_text);
    define_pickling<&RuleProperties::null_members, &RuleProperties::veto_members, &RuleProperties::passers,
                    &RuleProperties::dictator, &RuleProperties::proper, &RuleProperties::strong,
                    &RuleProperties::complete, &RuleProperties::classes>(properties_class);
    module.def(
        "rule_properties",
        [](const py::object& rule) {
            const Decision decision = decision_of(rule);
            const Rule& known = decision.known();
            const py::gil_scoped_release release;
            return rule_properties(known);
        },
        "rule"_a,
        R"(Null, veto and passing members, dictator, proper, strong, complete, and the classes of members: a RuleProperties.

rule: a rule of the library or a board. On its decision diagram; raises ValueError where that is too large.)");
    module.def(
        "is_proper",
        [](const py::object& rule) {
            const Decision decision = decision_of(rule);
            const Rule& known = decision.known();
            const py::gil_scoped_release release;
            return plainly_proper(known) || is_proper(known);
        },
        "rule"_a,
        R"(Whether never a set of members and the rest both win.

Plain where the quota exceeds half of the weight; else by the decision diagram. Raises ValueError where that is too large.)");
    module.def(
        "warn_if_improper",
        [](const py::object& rule, int stack_level) { warn_if_improper(decision_of(rule), stack_level); }, "rule"_a,
        "stack_level"_a = 1, "An ImproperRuleWarning where a set of members and the rest may both win.");

    py::class_<Coalitions>(module, "Coalitions", "Lists coalitions one by one; see coalitions.")
        .def("__iter__", [](const py::object& self) { return self; })
        .def("__next__", &Coalitions::next);
    module.def(
        "coalitions", &list_coalitions, "rule"_a, "kind"_a = "minimal_winning",
        R"(The coalitions of a kind, one by one: an iterator over frozensets of members, of their names where a board is given.

kind: "winning", "minimal_winning" (losing without any one member), "shift_minimal" (also losing when a member gives way to a
strictly less desirable one), "blocking" (the rest does not win) or "minimal_blocking". They are not held in memory; each costs
O(members). Raises ValueError for another kind, and where the decision diagram is too large.)");
    module.def("coalition_count", &count_coalitions, "rule"_a, "kind"_a = "minimal_winning",
               "How many coalitions of a kind there are, exactly; see coalitions.");
    py::list kinds;
    for (const auto& [name, kind] : coalition_kinds) kinds.append(py::str(std::string(name)));
    module.attr("coalition_kinds") = py::tuple(kinds);
}

}  // namespace stemgewicht::python
