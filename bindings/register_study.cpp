#include "pickling.hpp"
#include "simulation.hpp"

#include <stemgewicht/study/options.hpp>
#include <stemgewicht/study/output_file.hpp>
#include <stemgewicht/study/power_columns.hpp>
#include <stemgewicht/study/power_shares.hpp>
#include <stemgewicht/study/what_if.hpp>

#include <algorithm>

namespace stemgewicht::python {

namespace {

std::vector<py::tuple> rows_of(const Table& table) {
    std::vector<py::tuple> rows;
    for (const auto& row : table.rows) rows.emplace_back(py::cast(row));
    return rows;
}

Table table_from(std::string title, std::vector<std::string> columns, std::vector<std::vector<Table::Cell>> rows,
                 std::vector<std::string> notes) {
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].size() != columns.size())
            refuse(element("rows", r), "a row of " + std::to_string(columns.size()) + " cells",
                   std::to_string(rows[r].size()) + " cells");
    return {
        .title = std::move(title), .columns = std::move(columns), .rows = std::move(rows), .notes = std::move(notes)};
}

/// Weights of the scheme `custom`, in the order of the municipalities: from a list in that order, or by name.
std::vector<Weight> custom_weights(const py::object& custom, const GovernanceData& data) {
    py::object ordered = custom;
    if (py::isinstance<py::dict>(custom)) {
        py::dict rest = custom.attr("copy")();
        py::list values;
        std::string missing;
        for (const Municipality& municipality : data.municipalities) {
            const py::str name(municipality.name);
            if (rest.contains(name))
                values.append(rest.attr("pop")(name));
            else if (missing.empty())
                missing = municipality.name;
        }
        for (const auto& [name, weight] : rest) refuse("custom", "weights by municipality of the case", shown(name));
        if (!missing.empty()) refuse("custom." + missing, "given, as for every municipality", "nothing");
        ordered = values;
    }
    std::vector<Weight> weights = weights_of(ordered, "custom").weights;
    if (weights.size() != data.municipalities.size())
        refuse("custom", "one weight for each of the " + std::to_string(data.municipalities.size()) + " municipalities",
               std::to_string(weights.size()) + " weights");
    static_cast<void>(total_weight(weights, "custom"));
    return weights;
}

/// The threads of a simulation, where none are asked for otherwise.
int threads_of(const Method& method) {
    if (const auto* motions = std::get_if<MonteCarlo>(&method)) return motions->threads;
    const auto* latents = std::get_if<Conditional>(&method);
    return latents ? latents->threads : 1;
}

Table options(Board board, std::vector<std::string> models, std::vector<std::string> options,
              std::vector<std::string> schemes, const py::object& custom, const py::object& method,
              const std::string& ties, std::optional<int> threads, std::optional<std::string> baseline) {
    static_cast<void>(governance_of(board));
    if (!custom.is_none()) board.governance->custom_schemes["custom"] = custom_weights(custom, *board.governance);
    OptionsRequest request{.models = std::move(models),
                           .options = std::move(options),
                           .schemes = std::move(schemes),
                           .method = method_of(method),
                           .ties = ties_of(ties),
                           .baseline = baseline.value_or(""),
                           .progress = &tell_progress};
    request.threads = threads.value_or(threads_of(request.method));
    std::vector<OptionRow> rows;
    {
        const py::gil_scoped_release release;
        rows = compare_options(board, request);
    }
    double error = 0;
    bool reached = true;
    for (const OptionRow& row : rows) {
        error = std::max(error, row.error);
        reached = reached && row.reached;
    }
    warn_unless_reached(reached, request.method, error, 2);
    return options_table(board, rows, request.ties);
}

Table what_if_of(const Board& board, std::string assembly_scheme, std::string board_scheme, double weight, double quota,
                 double family, double municipality, double base_package) {
    const py::gil_scoped_release release;
    return what_if_table(board, what_if_risks(board, {.assembly_scheme = std::move(assembly_scheme),
                                                      .board_scheme = std::move(board_scheme),
                                                      .weight = weight,
                                                      .quota = quota,
                                                      .family = family,
                                                      .municipality = municipality,
                                                      .base_package = base_package}));
}

Table power_shares_of(const Board& board, std::vector<std::string> schemes, const std::vector<std::string>& levels) {
    PowerSharesRequest request{.schemes = std::move(schemes)};
    for (const std::string& level : levels) request.levels.push_back(parse_level(level));
    const py::gil_scoped_release release;
    Table table = power_shares_table(board, power_shares(board, request));
    table.data_notes = board.notes;
    return table;
}

py::tuple columns_of_power(const py::object& rule, std::vector<std::string> indices, const py::object& method,
                           bool fractions, const py::object& unions, const py::object& edges) {
    const Decision decision = decision_of(rule);
    PowerRequest request{.indices = std::move(indices),
                         .method = method_of(method, decision.is_own()),
                         .fractions = fractions,
                         .unions = std::nullopt,
                         .edges = std::nullopt};
    if (!unions.is_none()) request.unions = unions_of(unions, decision);
    if (!edges.is_none()) request.edges = pairs_of(edges, decision.member_count(), decision.board, "edges");
    const Rule& known = decision.known();
    const PowerColumns columns = [&] {
        const py::gil_scoped_release release;
        return power_columns(known, request);
    }();
    py::dict members;
    double largest = 0;
    std::vector<std::string> notes;
    for (const WholeValue& value : columns.whole) {
        largest = std::max(largest, value.error.value_or(0));
        notes.push_back(whole_note(value));
    }
    notes.insert(notes.end(), columns.notes.begin(), columns.notes.end());
    for (const PowerColumn& column : columns.members) {
        members[py::str(column.index)] = column.values;
        if (column.errors.empty()) continue;
        members[py::str(column.index + "_error")] = column.errors;
        largest = std::max(largest, std::ranges::max(column.errors));
    }
    warn_unless_reached(columns.reached, request.method, largest, 4);
    return py::make_tuple(members, notes);
}

}  // namespace

void register_study(py::module_& module) {
    using namespace py::literals;

    py::class_<Table> table_class(module, "Table", "A tidy table as the library makes it; see stemgewicht.Table.");
    table_class.def(py::init(&table_from), "title"_a, "columns"_a, "rows"_a, "notes"_a)
        .def_readonly("title", &Table::title)
        .def_readonly("columns", &Table::columns)
        .def_property_readonly("rows", &rows_of)
        .def_property_readonly("notes", &all_notes)
        .def(state_of_fields<&Table::title, &Table::columns, &Table::rows, &Table::notes>(Table{}))
        .def("__reduce__", remade<Table>([](const Table& table) {
                 return py::make_tuple(table.title, table.columns, rows_of(table), all_notes(table));
             }));
    module.def("to_csv", &to_csv, "table"_a,
               "Comma-separated values after RFC 4180, numbers with as many digits as tell them apart; a text that a "
               "spreadsheet would take for a formula gets an apostrophe in front.");
    module.def("to_text", &to_text, "table"_a, "Aligned columns for reading.");
    module.def("rows_to_json", &rows_to_json, "table"_a, "An array of objects, one per row.");
    module.def(
        "write_output", [](const std::string& file, const std::string& text) { write_output(file, text); }, "file"_a,
        "text"_a, "Writes a file whole or not at all.");
    module.def("check_output_directory", &check_output_directory, "directory"_a,
               "Raises ValueError for a directory that can neither be made nor written.");
    module.def(
        "power_columns", &columns_of_power, "rule"_a, "index"_a, "method"_a, "fractions"_a, "unions"_a, "edges"_a,
        "Values of several indices by name, one per member, each with its errors under name_error where it has these; "
        "and notes, the first of which tell the indices of the whole rule. See stemgewicht.power.");
    module.def(
        "whole_note",
        [](const std::string& index, const Table::Cell& value, std::optional<double> error) {
            return whole_note({.index = index, .value = value, .error = error});
        },
        "index"_a, "value"_a, "error"_a = py::none(), "How a note tells an index of the whole rule.");
    module.def("power_shares", &power_shares_of, "case"_a, "schemes"_a, "levels"_a,
               "Shares of weight beside power indices; see stemgewicht.power_shares.");
    module.def("options", &options, "case"_a, "models"_a, "options"_a, "schemes"_a, "custom"_a, "method"_a, "ties"_a,
               "threads"_a, "baseline"_a, "The comparison of governance options; see stemgewicht.options.");
    module.def("what_if_risks", &what_if_of, "case"_a, "assembly_scheme"_a, "board_scheme"_a, "weight"_a, "quota"_a,
               "family"_a, "municipality"_a, "base_package"_a, "Risks at one setting; see stemgewicht.what_if_risks.");
    module.def("what_if_page", &what_if_page, "case"_a, "language"_a, "The page with sliders of a report.");
    module.def("what_if_assemblies", &what_if_assemblies, "case"_a, "Weights of the assembly that can be asked.");
    module.def("what_if_boards", &what_if_boards, "case"_a, "Weights of the general board that can be asked.");
}

}  // namespace stemgewicht::python
