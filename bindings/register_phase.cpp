// How the risks depend on what nobody knows: phase diagrams, sensitivity, estimated votes, and rules that could be.

#include "pickling.hpp"
#include "simulation.hpp"

#include <stemgewicht/study/board_front.hpp>
#include <stemgewicht/study/phase.hpp>
#include <stemgewicht/study/portfolio.hpp>
#include <stemgewicht/study/sensitivity.hpp>
#include <stemgewicht/study/vote_range.hpp>

#include <pybind11/numpy.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace pybind11::detail {

template <>
struct type_caster<stemgewicht::PhaseChoice>
    : stemgewicht::python::fields_caster<stemgewicht::PhaseChoice, &stemgewicht::PhaseChoice::option,
                                         &stemgewicht::PhaseChoice::scheme> {};
template <>
struct type_caster<stemgewicht::PhaseCell>
    : stemgewicht::python::fields_caster<stemgewicht::PhaseCell, &stemgewicht::PhaseCell::risk,
                                         &stemgewicht::PhaseCell::error, &stemgewicht::PhaseCell::difference_error,
                                         &stemgewicht::PhaseCell::best> {};
template <>
struct type_caster<stemgewicht::PhasePoint>
    : stemgewicht::python::fields_caster<stemgewicht::PhasePoint, &stemgewicht::PhasePoint::family,
                                         &stemgewicht::PhasePoint::municipality, &stemgewicht::PhasePoint::model,
                                         &stemgewicht::PhasePoint::method, &stemgewicht::PhasePoint::draws,
                                         &stemgewicht::PhasePoint::cells> {};
template <>
struct type_caster<stemgewicht::BreakEvenPoint>
    : stemgewicht::python::fields_caster<stemgewicht::BreakEvenPoint, &stemgewicht::BreakEvenPoint::family,
                                         &stemgewicht::BreakEvenPoint::municipality,
                                         &stemgewicht::BreakEvenPoint::error> {};
template <>
struct type_caster<stemgewicht::BreakEvenLine>
    : stemgewicht::python::fields_caster<stemgewicht::BreakEvenLine, &stemgewicht::BreakEvenLine::who,
                                         &stemgewicht::BreakEvenLine::first, &stemgewicht::BreakEvenLine::second,
                                         &stemgewicht::BreakEvenLine::parts> {};

}  // namespace pybind11::detail

namespace stemgewicht::python {

namespace {

constexpr std::int64_t undecided_cell = -1;
constexpr std::int64_t empty_cell = -2;

Cohesions::Model cohesion_of(const std::string& model) {
    if (model != "factor" && model != "copy") refuse("model", "factor or copy", "\"" + model + "\"");
    return model == "copy" ? Cohesions::Model::copy : Cohesions::Model::factor;
}

/// A conditional simulation, or the usual one where none is given.
Conditional conditional_of(const py::object& method, const Conditional& usual) {
    if (method.is_none()) return usual;
    const Method how = method_of(method);
    const auto* simulation = std::get_if<Conditional>(&how);
    if (simulation == nullptr) refuse_method(how, "conditional");
    return *simulation;
}

PhaseDiagram phase_of(const Board& board, const std::string& model, std::vector<double> family,
                      std::vector<double> municipality, double region, std::vector<std::string> options,
                      std::vector<std::string> schemes, const std::string& portfolio, const py::object& method,
                      const std::string& ties, int threads) {
    PhaseRequest request{.model = cohesion_of(model),
                         .family = std::move(family),
                         .municipality = std::move(municipality),
                         .region = region,
                         .options = std::move(options),
                         .schemes = std::move(schemes),
                         .ties = ties_of(ties),
                         .threads = threads,
                         .progress = &tell_progress};
    if (!portfolio.empty()) request.portfolio = parse_portfolio(portfolio, board, "shares");
    request.simulation = conditional_of(method, request.simulation);
    const py::gil_scoped_release release;
    return phase_diagram(board, request);
}

Table front_of(const Board& board, std::vector<std::string> models, std::vector<std::string> schemes,
               const std::string& municipality, const std::string& others, const std::string& ties, bool robust,
               const std::vector<std::string>& axes) {
    if (others != "mean" && others != "largest") refuse("others", "mean or largest", "\"" + others + "\"");
    BoardFrontRequest request{.models = std::move(models),
                              .schemes = std::move(schemes),
                              .municipality = municipality,
                              .ties = ties_of(ties),
                              .robust = robust,
                              .axes = {others == "mean" ? own_and_mean : own_and_largest},
                              .progress = &tell_progress};
    if (!axes.empty()) request.axes.clear();
    for (const std::string& pair : axes) request.axes.push_back(parse_axes(pair));
    const py::gil_scoped_release release;
    return front_table(board, board_fronts(board, request));
}

py::tuple vote_ranges_of(const Board& board, std::vector<std::string> models, std::vector<std::string> municipalities,
                         std::vector<std::string> schemes, std::size_t draws, const py::object& seed,
                         const std::string& ties, int threads) {
    const VoteRangeRequest request{.models = std::move(models),
                                   .municipalities = std::move(municipalities),
                                   .schemes = std::move(schemes),
                                   .draws = draws,
                                   .seed = seed_of(seed),
                                   .ties = ties_of(ties),
                                   .threads = threads,
                                   .progress = &tell_progress};
    Table ranges, verdicts;
    {
        const py::gil_scoped_release release;
        const VoteRanges found = vote_ranges(board, request);
        ranges = vote_range_table(board, request, found);
        verdicts = vote_verdict_table(board, request, found);
    }
    return py::make_tuple(std::move(ranges), std::move(verdicts));
}

py::tuple sensitivity_of(const Board& board, const std::string& municipality, const std::string& model,
                         const std::tuple<double, double, double>& base, const std::string& assembly_scheme,
                         const std::string& board_scheme, std::vector<std::string> options, const py::object& method,
                         const std::string& ties, int threads) {
    const auto [family, town, region] = base;
    SensitivityRequest request{
        .municipality = municipality,
        .base = {.model = cohesion_of(model), .family = family, .municipality = town, .region = region},
        .assembly_scheme = assembly_scheme,
        .board_scheme = board_scheme,
        .options = std::move(options),
        .ties = ties_of(ties),
        .threads = threads,
        .progress = &tell_progress};
    request.simulation = conditional_of(method, request.simulation);
    Table table, settings;
    {
        const py::gil_scoped_release release;
        const std::vector<SensitivityRow> rows = sensitivity(board, request);
        table = sensitivity_table(board, request, rows);
        settings = sensitivity_settings_table(board, request, rows);
    }
    return py::make_tuple(std::move(table), std::move(settings));
}

std::size_t who_of(const PhaseDiagram& diagram, const std::string& who) {
    const auto found = std::ranges::find(diagram.who, who);
    if (found == diagram.who.end()) {
        std::string known;
        for (const std::string& name : diagram.who) known += (known.empty() ? "" : ", ") + name;
        refuse("who", "one of " + known, "\"" + who + "\"");
    }
    return static_cast<std::size_t>(found - diagram.who.begin());
}

/// An array of (municipal cohesions, family cohesions) of what `read` gives of a cell, and `none` where there is none.
template <class Value, class Read>
py::array_t<Value> grid(const PhaseDiagram& diagram, std::size_t who, Value none, const Read& read) {
    py::array_t<Value> array(
        {static_cast<py::ssize_t>(diagram.municipality.size()), static_cast<py::ssize_t>(diagram.family.size())});
    Value* values = array.mutable_data();
    for (const PhasePoint& point : diagram.points) *values++ = point.cells.empty() ? none : read(point.cells[who]);
    return array;
}

py::array_t<std::int64_t> best_of(const PhaseDiagram& diagram, const std::string& who) {
    return grid(diagram, who_of(diagram, who), empty_cell, [](const PhaseCell& cell) {
        return cell.best ? static_cast<std::int64_t>(*cell.best) : undecided_cell;
    });
}

py::array_t<double> risk_of_choice(const PhaseDiagram& diagram, const std::string& who, std::size_t choice) {
    if (choice >= diagram.choices.size()) refuse("choice", "below " + std::to_string(diagram.choices.size()), choice);
    return grid(diagram, who_of(diagram, who), std::numeric_limits<double>::quiet_NaN(),
                [&](const PhaseCell& cell) { return cell.risk[choice]; });
}

/// The break-even lines for one of `who`: the two choices, and polylines of (family, municipality).
py::list lines_of(const PhaseDiagram& diagram, const std::string& who) {
    const std::size_t place = who_of(diagram, who);
    py::list lines;
    for (const BreakEvenLine& line : diagram.lines) {
        if (line.who != place) continue;
        std::vector<std::vector<std::pair<double, double>>> parts;
        for (const auto& part : line.parts) {
            parts.emplace_back();
            for (const BreakEvenPoint& point : part) parts.back().emplace_back(point.family, point.municipality);
        }
        lines.append(py::make_tuple(line.first, line.second, parts));
    }
    return lines;
}

}  // namespace

void register_phase(py::module_& module) {
    using namespace py::literals;

    py::class_<PhaseDiagram> diagram_class(module, "PhaseDiagram",
                                           "Which choice is best at which cohesion; see stemgewicht.Phase.");
    diagram_class.def_readonly("family", &PhaseDiagram::family)
        .def_readonly("municipality", &PhaseDiagram::municipality)
        .def_property_readonly("choices",
                               [](const PhaseDiagram& diagram) {
                                   std::vector<std::pair<std::string, std::string>> choices;
                                   for (const PhaseChoice& choice : diagram.choices)
                                       choices.emplace_back(choice.option, choice.scheme);
                                   return choices;
                               })
        .def_readonly("who", &PhaseDiagram::who)
        .def_readonly("notes", &PhaseDiagram::notes)
        .def("best", &best_of, "who"_a)
        .def("risk", &risk_of_choice, "who"_a, "choice"_a)
        .def("lines", &lines_of, "who"_a);
    define_pickling<&PhaseDiagram::family, &PhaseDiagram::municipality, &PhaseDiagram::choices, &PhaseDiagram::who,
                    &PhaseDiagram::points, &PhaseDiagram::lines, &PhaseDiagram::notes>(diagram_class);
    module.def("phase", &phase_of, "case"_a, "model"_a, "family"_a, "municipality"_a, "region"_a, "options"_a,
               "schemes"_a, "shares"_a, "method"_a, "ties"_a, "threads"_a,
               "The best option by party and municipal cohesion; see stemgewicht.phase.");
    module.def("phase_table", &phase_table, "case"_a, "diagram"_a, "One row per point, municipality and choice.");
    module.def("break_even_lines_table", &break_even_lines_table, "case"_a, "diagram"_a,
               "One row per corner of each break-even line.");
    module.def("phase_summary", &phase_summary, "case"_a, "diagram"_a, "who"_a, "Which choice is best, for reading.");
    module.def("front", &front_of, "case"_a, "models"_a, "schemes"_a, "municipality"_a, "others"_a, "ties"_a,
               "robust"_a, "axes"_a, "The rules of the general board that no other betters; see stemgewicht.front.");
    module.def("vote_ranges", &vote_ranges_of, "case"_a, "models"_a, "municipalities"_a, "schemes"_a, "draws"_a,
               "seed"_a, "ties"_a, "threads"_a,
               "The risks over all vote results that give the seats, and verdicts; see stemgewicht.vote_ranges.");
    module.def("sensitivity", &sensitivity_of, "case"_a, "municipality"_a, "model"_a, "base"_a, "assembly_scheme"_a,
               "board_scheme"_a, "options"_a, "method"_a, "ties"_a, "threads"_a,
               "One change at a time: the table, and every setting of every factor; see stemgewicht.sensitivity.");
}

}  // namespace stemgewicht::python
