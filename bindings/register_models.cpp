#include "pickling.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>

#include <pybind11/operators.h>

namespace stemgewicht::python {

namespace {

IndependentVotes checked_independent(const std::variant<double, std::vector<double>>& yes) {
    const double* one = std::get_if<double>(&yes);
    IndependentVotes model = independent(one ? std::vector<double>{*one} : std::get<std::vector<double>>(yes));
    if (model.yes.empty()) refuse("independent", "one probability for all or one for each member", "none");
    for (std::size_t i = 0; i < model.yes.size(); ++i)
        check_probability(model.yes[i], one ? "independent" : element("independent", i));
    return model;
}

HomogeneousVotes checked_beta(double a, double b) {
    check_beta(a, b);
    return beta(a, b);
}

Grouping labelled(const py::iterable& label_of_member, std::string name) {
    if (py::isinstance<py::str>(label_of_member))
        refuse("grouping", "a list with one label for each member", shown(label_of_member));
    std::vector<std::string> labels;
    for (const py::handle& label : label_of_member)
        labels.push_back(unicode_text(label, element("grouping", labels.size())));
    if (labels.empty()) refuse("grouping", "a list with one label for each member", "none");
    return make_grouping(std::move(name), labels);
}

GroupedVotes checked_grouped(Grouping grouping, double a, double b) {
    static_cast<void>(checked_beta(a, b));
    return {.grouping = std::move(grouping), .a = a, .b = b};
}

std::vector<std::string> labels_by_member(const Grouping& grouping) {
    std::vector<std::string> labels;
    for (const std::size_t group : grouping.group_of) labels.push_back(grouping.labels[group]);
    return labels;
}

std::string number(double value) { return py::repr(py::float_(value)).cast<std::string>(); }

/// Refuses a text that needs a board: for its groupings, or for the names of its members in a table of votes.
void check_boardless(const std::string& text) {
    if (text == "grouped" || text.starts_with("grouped:"))
        refuse("model", "one without a grouping where no board is given (or grouped(labels))", "\"" + text + "\"");
    if (text.starts_with("observed:") || text.starts_with("fitted:"))
        refuse("model", "one without a file of votes where no board is given (or observed(votes))", "\"" + text + "\"");
    const bool copies = text.starts_with("copy:");
    if (!copies && !text.starts_with("factor:")) return;
    for (const std::string_view part : split_text(std::string_view(text).substr(text.find(':') + 1), ',')) {
        const std::string_view key = part.substr(0, part.find('='));
        if (key == part || key == "region" || key == "p" || (copies && key == "line")) continue;
        refuse("model", "one without a grouping where no board is given (or copy(..), factor(..))", "\"" + text + "\"");
    }
}

}  // namespace

Grouping grouping_from(const py::handle& grouping, std::string name) {
    if (py::isinstance<Grouping>(grouping)) return grouping.cast<Grouping>();
    if (!py::isinstance<py::iterable>(grouping))
        throw py::type_error("grouping: must be a Grouping or a list of labels, got " + shown(py::type::of(grouping)));
    return labelled(py::reinterpret_borrow<py::iterable>(grouping), std::move(name));
}

VotingModel model_of(const py::object& model, std::size_t member_count, const Board* board) {
    if (py::isinstance<IndependentVotes>(model)) return model.cast<IndependentVotes>();
    if (py::isinstance<HomogeneousVotes>(model)) return model.cast<HomogeneousVotes>();
    if (py::isinstance<GroupedVotes>(model)) return model.cast<GroupedVotes>();
    if (py::isinstance<CopyVotes>(model)) return model.cast<CopyVotes>();
    if (py::isinstance<FactorVotes>(model)) return model.cast<FactorVotes>();
    if (py::isinstance<ObservedVotes>(model)) return model.cast<ObservedVotes>();
    if (!py::isinstance<py::str>(model))
        throw py::type_error("model: must be a vote model such as ic() or a text such as \"iac\", got " +
                             shown(py::type::of(model)));
    const std::string text = unicode_text(model, "model");
    if (board) return parse_model(text, *board);
    check_boardless(text);
    Board bare;
    bare.names.resize(member_count);
    return parse_model(text, bare);
}

VotingModel model_of(const py::object& model, const Decision& decision) {
    return model_of(model, decision.member_count(), decision.board);
}

void register_models(py::module_& module) {
    using namespace py::literals;

    py::class_<Grouping>(module, "Grouping",
                         R"(A partition of the members into named groups, in order of first appearance.

label_of_member: one label for each member. name: what it groups by, such as "municipality".)")
        .def(py::init(&labelled), "label_of_member"_a, "name"_a = "groups")
        .def_property_readonly("name", [](const Grouping& g) { return g.name; })
        .def_property_readonly(
            "labels", [](const Grouping& g) { return g.labels; }, "One per group.")
        .def_property_readonly(
            "group_of", [](const Grouping& g) { return g.group_of; }, "One per member: the number of its group.")
        .def_property_readonly("member_count", &Grouping::member_count)
        .def_property_readonly("group_count", &Grouping::group_count)
        .def_property_readonly(
            "members_by_group", [](const Grouping& g) { return members_by_group(g); },
            "The members of each group, by number.")
        .def(py::self == py::self)
        .def("__reduce__",
             remade<Grouping>([](const Grouping& g) { return py::make_tuple(labels_by_member(g), g.name); }))
        .def("__repr__", [](const Grouping& g) {
            return "Grouping(name=" + py::repr(py::cast(g.name)).cast<std::string>() + ", " +
                   std::to_string(g.member_count()) + " members in " + std::to_string(g.group_count()) +
                   " groups: " + py::repr(py::cast(g.labels)).cast<std::string>() + ")";
        });

    py::class_<IndependentVotes>(module, "IndependentVotes",
                                 "Each member says yes with its own chance, independently; see ic and independent.")
        .def(py::init(&checked_independent), "yes"_a = 0.5)
        .def_property_readonly(
            "yes", [](const IndependentVotes& m) { return m.yes; }, "Chances of yes: one per member, or one for all.")
        .def(py::self == py::self)
        .def("__reduce__", remade<IndependentVotes>([](const IndependentVotes& m) { return py::make_tuple(m.yes); }))
        .def("__repr__", [](const IndependentVotes& m) {
            return m == ic() ? "ic()" : "independent(" + py::repr(py::cast(m.yes)).cast<std::string>() + ")";
        });

    py::class_<HomogeneousVotes>(module, "HomogeneousVotes",
                                 "All members share one chance of yes, drawn anew for each motion; see iac and beta.")
        .def(py::init(&checked_beta), "a"_a = 1.0, "b"_a = 1.0)
        .def_readonly("a", &HomogeneousVotes::a)
        .def_readonly("b", &HomogeneousVotes::b)
        .def(py::self == py::self)
        .def("__reduce__", remade<HomogeneousVotes>([](const HomogeneousVotes& m) { return py::make_tuple(m.a, m.b); }))
        .def("__repr__", [](const HomogeneousVotes& m) {
            return m == iac() ? "iac()" : "beta(" + number(m.a) + ", " + number(m.b) + ")";
        });

    py::class_<GroupedVotes>(
        module, "GroupedVotes",
        "Each group shares one chance of yes ~ Beta(a, b), drawn anew for each motion; see grouped.")
        .def(py::init(&checked_grouped), "grouping"_a, "a"_a = 1.0, "b"_a = 1.0)
        .def_property_readonly("grouping", [](const GroupedVotes& m) { return m.grouping; })
        .def_readonly("a", &GroupedVotes::a)
        .def_readonly("b", &GroupedVotes::b)
        .def(py::self == py::self)
        .def("__reduce__",
             remade<GroupedVotes>([](const GroupedVotes& m) { return py::make_tuple(m.grouping, m.a, m.b); }))
        .def("__repr__", [](const GroupedVotes& m) {
            const std::string grouping = py::repr(py::cast(m.grouping)).cast<std::string>();
            return m == grouped(m.grouping)
                       ? "grouped(" + grouping + ")"
                       : "GroupedVotes(" + grouping + ", a=" + number(m.a) + ", b=" + number(m.b) + ")";
        });

    module.def("ic", &ic,
               "Impartial culture: every member tosses a fair coin. The model of the Banzhaf index [penrose_1946].");
    module.def("iac", &iac,
               "Impartial anonymous culture: one common chance p ~ Uniform(0, 1) for each motion. The model of the "
               "Shapley-Shubik index "
               "[straffin_1988].");
    module.def(
        "beta", &checked_beta, "a"_a, "b"_a,
        "One common chance p ~ Beta(a, b) for each motion. Raises ValueError unless a and b are positive and finite.");
    module.def("independent", &checked_independent, "yes"_a,
               "Independent votes with the given chances of yes: one for all, or a list with one per member. Raises "
               "ValueError for a chance "
               "outside [0, 1].");
    module.def(
        "grouped", [](const py::object& grouping) { return grouped(grouping_from(grouping)); }, "grouping"_a,
        "Partial homogeneity: each group has its own chance p ~ Uniform(0, 1) for each motion, independently of the "
        "other groups. Takes a "
        "Grouping, or a list with the label of each member's group.");
}

}  // namespace stemgewicht::python
