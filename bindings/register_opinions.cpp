// Vote models in which the votes are correlated: copying a line, moods in common, and past votes drawn again.

#include "pickling.hpp"

#include <pybind11/operators.h>

#include <algorithm>
#include <cmath>

namespace stemgewicht::python {

namespace {

using Chances = std::variant<double, std::vector<double>>;

std::vector<double> chance_list(const Chances& yes) {
    const double* one = std::get_if<double>(&yes);
    return one ? std::vector{*one} : std::get<std::vector<double>>(yes);
}

Cohesion cohesion(const py::object& grouping, double share, std::map<std::string, double> own,
                  std::map<std::string, double> lines) {
    Cohesion result{
        .grouping = grouping_from(grouping), .share = share, .own = std::move(own), .lines = std::move(lines)};
    static_cast<void>(shared_latents("cohesion", 0, {result}, {.kind = Latent::Kind::line, .a = 0.5},
                                     result.grouping.member_count()));
    return result;
}

/// A Cohesion as it is, or one made of a pair of a grouping and a share.
Cohesion cohesion_from(const py::handle& item, const std::string& field) {
    if (py::isinstance<Cohesion>(item)) return item.cast<Cohesion>();
    const bool is_pair = (py::isinstance<py::tuple>(item) || py::isinstance<py::list>(item)) && py::len(item) == 2;
    if (!is_pair) refuse(field, "a Cohesion, or a pair of a grouping and a share", repr_of(item));
    const auto pair = py::reinterpret_borrow<py::sequence>(item);
    const py::object share = pair[1];
    if (PyNumber_Check(share.ptr()) == 0) refuse(field, "a pair of a grouping and a share", repr_of(item));
    return {.grouping = grouping_from(py::object(pair[0])), .share = py::float_(share).cast<double>()};
}

std::vector<Cohesion> cohesions_from(const py::iterable& groups, const std::string& field) {
    std::vector<Cohesion> result;
    for (const py::handle& item : groups) result.push_back(cohesion_from(item, element(field, result.size())));
    return result;
}

/// How many members a model is for; 1 where it is for any number.
std::size_t member_count_of(const std::vector<Cohesion>& groups, const std::vector<double>& yes) {
    return groups.empty() ? std::max<std::size_t>(1, yes.size()) : groups.front().grouping.member_count();
}

CopyVotes copy_votes(const py::iterable& groups, double region, const Chances& yes, double line) {
    CopyVotes model{
        .region = region, .groups = cohesions_from(groups, "copy.groups"), .yes = chance_list(yes), .line = line};
    static_cast<void>(latent_law(model, member_count_of(model.groups, model.yes)));
    return model;
}

FactorVotes factor_votes(const py::iterable& groups, double region, const Chances& yes) {
    FactorVotes model{.region = region, .groups = cohesions_from(groups, "factor.groups"), .yes = chance_list(yes)};
    static_cast<void>(latent_law(model, member_count_of(model.groups, model.yes)));
    return model;
}

/// A vote of Python: None, NaN and the missing value of pandas where it is missing.
std::optional<bool> vote_of(const py::handle& vote, const std::string& field) {
    if (vote.is_none() || shown(py::type::of(vote).attr("__name__")) == "\"NAType\"") return std::nullopt;
    const double number = py::isinstance<py::str>(vote) ? -1 : PyFloat_AsDouble(vote.ptr());
    if (PyErr_Occurred() != nullptr) PyErr_Clear();
    if (std::isnan(number)) return std::nullopt;
    if (number != 0 && number != 1)
        refuse(field, "1 or True, 0 or False, or None or NaN for a missing vote", repr_of(vote));
    return number == 1;
}

ObservedVotes observed_votes(const py::object& votes, std::string name) {
    const std::string field = "observed.motions";
    const py::object table = py::hasattr(votes, "to_numpy") ? votes.attr("to_numpy")() : votes;
    if (py::isinstance<py::str>(table) || !py::isinstance<py::iterable>(table))
        throw py::type_error(field + ": must be a table of motions x members, got " + shown(py::type::of(votes)));
    ObservedVotes result{.name = std::move(name), .motions = {}};
    for (const py::handle& row : py::reinterpret_borrow<py::iterable>(table)) {
        const std::string path = element(field, result.motions.size());
        if (py::isinstance<py::str>(row) || !py::isinstance<py::iterable>(row))
            refuse(path, "a list with one vote for each member", repr_of(row));
        auto& motion = result.motions.emplace_back();
        for (const py::handle& vote : py::reinterpret_borrow<py::iterable>(row))
            motion.push_back(vote_of(vote, element(path, motion.size())));
        if (motion.empty()) refuse(path, "a list with one vote for each member", "none");
    }
    static_cast<void>(observed_chances(result, result.motions.empty() ? 0 : result.motions.front().size()));
    return result;
}

std::string repr_of_chances(const std::vector<double>& yes) {
    return yes.size() == 1 ? repr_of(py::float_(yes.front())) : repr_of(py::cast(yes));
}

/// The arguments that a model is made of, those left out that are as they come.
std::string arguments_text(const std::vector<Cohesion>& groups, double region, const std::vector<double>& yes,
                           double line) {
    std::string text = groups.empty() ? "" : repr_of(py::cast(groups));
    const auto add = [&](const char* name, const std::string& value) {
        text += (text.empty() ? "" : ", ") + std::string(name) + "=" + value;
    };
    if (region != 0) add("region", repr_of(py::float_(region)));
    if (yes != std::vector{0.5}) add("yes", repr_of_chances(yes));
    if (line != 0.5) add("line", repr_of(py::float_(line)));
    return "(" + text + ")";
}

constexpr const char* copy_documentation = R"(Members who copy a line.

For each motion the region, and each group of each grouping, takes a line, yes or no. A member copies the line of one of its
groups with the chance that is given for it, and votes by its own chance otherwise, independently of the others given the lines.
groups: a list of Cohesion, or of pairs of a grouping (or its labels) and a share: the chance to copy. region: the chance to copy
the line that is common to everyone. yes: the chance of yes of a member that copies nobody, one for all or one for each. line: the
chance that a line is yes; a Cohesion has `lines` for groups with a chance of their own.
Raises ValueError where a share or a chance is outside [0, 1], the shares of a member exceed 1 in sum, or sizes differ.)";

constexpr const char* factor_documentation = R"(Moods that are shared: a probit factor model.

A member says yes where sqrt(region) Z + the sum over its groups of sqrt(share) Z_group + sqrt(rest) e exceeds a threshold, with
standard normal Z and e, independent of each other; the shares are loadings, parts of the variance, and the rest is what they leave
of 1. Two members with one family in common, and nothing else, have region + share as the correlation of their moods; with region
1/2 alone this is iac.
groups: a list of Cohesion, or of pairs of a grouping (or its labels) and a share. region: the loading on the mood of everyone.
yes: the chance of yes, one for all or one for each; the thresholds follow from it.
Raises ValueError where a share or a chance is outside [0, 1], the shares of a member exceed 1 in sum, or sizes differ.)";

constexpr const char* observed_documentation =
    R"(Past votes, drawn again: each motion is one of a table, all equally likely.

votes: motions x members, in the order of the members: lists, a NumPy array or a pandas DataFrame of 1 or True, 0 or False, and None
or NaN where a vote is missing; such a member says yes as often as on the motions that it did vote on. name: of the table.
Raises ValueError for an empty table, motions of different length, a member that never voted, and any other value.)";

void register_cohesion(py::module_& module) {
    using namespace py::literals;
    py::class_<Cohesion>(module, "Cohesion",
                         R"(How strongly votes within the groups of a grouping are correlated; see copy and factor.

grouping: a Grouping, or a list with the label of each member's group. share: from 0 to 1, the same for every group but those named
in `own`, a dictionary of shares by label: local lists, say, may share a name and not a line. lines: a dictionary of the chances
that the lines of groups are yes, where these are not that of the model; of copy alone.
Raises ValueError for a share or chance outside [0, 1] and an unknown label.)")
        .def(py::init(&cohesion), "grouping"_a, "share"_a, "own"_a = py::dict(), "lines"_a = py::dict())
        .def_property_readonly("grouping", [](const Cohesion& c) { return c.grouping; })
        .def_readonly("share", &Cohesion::share)
        .def_property_readonly(
            "own", [](const Cohesion& c) { return c.own; }, "By label: the groups with a share of their own.")
        .def_property_readonly(
            "lines", [](const Cohesion& c) { return c.lines; },
            "By label: the groups whose line has a chance of yes of its own.")
        .def(py::self == py::self)
        .def("__reduce__",
             remade<Cohesion>([](const Cohesion& c) { return py::make_tuple(c.grouping, c.share, c.own, c.lines); }))
        .def("__repr__", [](const Cohesion& c) {
            return "Cohesion(" + repr_of(py::cast(c.grouping)) + ", " + repr_of(py::float_(c.share)) +
                   (c.own.empty() ? "" : ", own=" + repr_of(py::cast(c.own))) +
                   (c.lines.empty() ? "" : ", lines=" + repr_of(py::cast(c.lines))) + ")";
        });
}

void register_shared(py::module_& module) {
    using namespace py::literals;
    py::class_<CopyVotes>(module, "CopyVotes", copy_documentation)
        .def(py::init(&copy_votes), "groups"_a = py::tuple(), "region"_a = 0.0, "yes"_a = 0.5, "line"_a = 0.5)
        .def_property_readonly("groups", [](const CopyVotes& m) { return m.groups; })
        .def_readonly("region", &CopyVotes::region)
        .def_property_readonly(
            "yes", [](const CopyVotes& m) { return m.yes; }, "Chances of yes: one per member, or one for all.")
        .def_readonly("line", &CopyVotes::line)
        .def(py::self == py::self)
        .def("__reduce__",
             remade<CopyVotes>([](const CopyVotes& m) { return py::make_tuple(m.groups, m.region, m.yes, m.line); }))
        .def("__repr__", [](const CopyVotes& m) { return "copy" + arguments_text(m.groups, m.region, m.yes, m.line); });
    py::class_<FactorVotes>(module, "FactorVotes", factor_documentation)
        .def(py::init(&factor_votes), "groups"_a = py::tuple(), "region"_a = 0.0, "yes"_a = 0.5)
        .def_property_readonly("groups", [](const FactorVotes& m) { return m.groups; })
        .def_readonly("region", &FactorVotes::region)
        .def_property_readonly(
            "yes", [](const FactorVotes& m) { return m.yes; }, "Chances of yes: one per member, or one for all.")
        .def(py::self == py::self)
        .def("__reduce__",
             remade<FactorVotes>([](const FactorVotes& m) { return py::make_tuple(m.groups, m.region, m.yes); }))
        .def("__repr__",
             [](const FactorVotes& m) { return "factor" + arguments_text(m.groups, m.region, m.yes, 0.5); });
    module.def("copy", &copy_votes, "groups"_a = py::tuple(), "region"_a = 0.0, "yes"_a = 0.5, "line"_a = 0.5,
               copy_documentation);
    module.def("factor", &factor_votes, "groups"_a = py::tuple(), "region"_a = 0.0, "yes"_a = 0.5,
               factor_documentation);
}

void register_observed(py::module_& module) {
    using namespace py::literals;
    py::class_<ObservedVotes>(module, "ObservedVotes", observed_documentation)
        .def(py::init(&observed_votes), "votes"_a, "name"_a = "table")
        .def_readonly("name", &ObservedVotes::name)
        .def_property_readonly(
            "motions", [](const ObservedVotes& m) { return m.motions; },
            "One list per motion with one vote per member: True, False, or None where it is missing.")
        .def_property_readonly("motion_count", [](const ObservedVotes& m) { return m.motions.size(); })
        .def_property_readonly("member_count", [](const ObservedVotes& m) { return m.motions.front().size(); })
        .def_property_readonly(
            "yes", [](const ObservedVotes& m) { return observed_chances(m, m.motions.front().size()); },
            "How often each member said yes, of the motions that it voted on.")
        .def(py::self == py::self)
        .def("__reduce__",
             remade<ObservedVotes>([](const ObservedVotes& m) { return py::make_tuple(m.motions, m.name); }))
        .def("__repr__", [](const ObservedVotes& m) {
            return "ObservedVotes(name=" + repr_of(py::str(m.name)) + ", " + std::to_string(m.motions.size()) +
                   " motions of " + std::to_string(m.motions.front().size()) + " members)";
        });
    module.def("observed", &observed_votes, "votes"_a, "name"_a = "table", observed_documentation);
    module.def(
        "fitted", &fitted, "observed"_a, py::call_guard<py::gil_scoped_release>(),
        R"(The factor model with one mood, common to everyone, that is nearest to a table of past votes: a FactorVotes.

Each member's own chance is how often it said yes, and the loading `region` is the one under which two members agree as often as in
the table, in the mean over all pairs, weighted by the motions that both voted on: 0 where they agree no more than by chance. It has
more motions than the table, those that were never voted on. Cost O(members^2).)");
}

}  // namespace

void register_opinions(py::module_& module) {
    register_cohesion(module);
    register_shared(module);
    register_observed(module);
}

}  // namespace stemgewicht::python
