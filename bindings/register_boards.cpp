#include "pickling.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <pybind11/operators.h>

namespace pybind11::detail {

template <>
struct type_caster<stemgewicht::Decider> : stemgewicht::python::enumeration_caster<stemgewicht::Decider> {};

template <>
struct type_caster<stemgewicht::GovernanceOption>
    : stemgewicht::python::fields_caster<stemgewicht::GovernanceOption, &stemgewicht::GovernanceOption::id,
                                         &stemgewicht::GovernanceOption::title, &stemgewicht::GovernanceOption::decides,
                                         &stemgewicht::GovernanceOption::title_dutch> {};
template <>
struct type_caster<stemgewicht::Portfolio>
    : stemgewicht::python::fields_caster<stemgewicht::Portfolio, &stemgewicht::Portfolio::name,
                                         &stemgewicht::Portfolio::shares> {};
template <>
struct type_caster<stemgewicht::Criterion>
    : stemgewicht::python::fields_caster<stemgewicht::Criterion, &stemgewicht::Criterion::text,
                                         &stemgewicht::Criterion::gloss, &stemgewicht::Criterion::source,
                                         &stemgewicht::Criterion::measures, &stemgewicht::Criterion::not_computed,
                                         &stemgewicht::Criterion::not_computed_dutch> {};

}  // namespace pybind11::detail

namespace stemgewicht::python {

namespace {

/// How the texts of a table write numbers.
NumberForm form_of(const std::optional<std::string>& decimal, bool thousands) {
    NumberForm form{.decimal = std::nullopt, .thousands = thousands};
    if (decimal && *decimal != "point" && *decimal != "comma")
        refuse("decimal", "point, comma or None", "\"" + *decimal + "\"");
    if (decimal) form.decimal = *decimal == "comma" ? ',' : '.';
    return form;
}

/// What is said beside a table.
BoardReading reading_of(const std::string& weight, const std::string& name, const std::string& group,
                        const std::string& quota, const std::string& rule, const std::string& incompatible,
                        const std::optional<std::string>& decimal, bool thousands) {
    return {.columns = {.weight = weight, .name = name, .group = group},
            .quota = quota,
            .rule = rule,
            .incompatible = incompatible,
            .form = form_of(decimal, thousands)};
}

TableCells cells_of(std::vector<std::string> titles, std::vector<std::vector<std::string>> rows) {
    return {.titles = std::move(titles), .rows = std::move(rows)};
}

/// The position of a group by name, the majority of its members counted by a column.
WeightedRule position_of_group(const Board& board, const std::string& name, const std::string& label,
                               const std::optional<std::string>& column) {
    const Grouping& grouping = grouping_of(board, name);
    const auto group = std::ranges::find(grouping.labels, label);
    if (group == grouping.labels.end()) {
        std::string known;
        for (const std::string& other : grouping.labels) known += (known.empty() ? "" : ", ") + other;
        refuse("group", "a " + name + " of " + board.id + " (" + known + ")", "\"" + label + "\"");
    }
    return group_position(grouping, static_cast<std::size_t>(group - grouping.labels.begin()),
                          column ? column_of(board, *column) : weights(board));
}

void register_governance(py::module_& module) {
    py::class_<Municipality> municipality_class(module, "Municipality", "A municipality of a case.");
    municipality_class.def_readonly("name", &Municipality::name)
        .def_readonly("population", &Municipality::population, "Inhabitants.")
        .def_readonly("money_share", &Municipality::money_share,
                      "Of all contributions, such as \"55%\"; None where not known.")
        .def_readonly("turnout", &Municipality::turnout, "Share of the electorate that voted; 0 where not known.")
        .def_readonly("electorate", &Municipality::electorate, "Who could vote; 0 where not known.")
        .def(py::self == py::self)
        .def("__repr__", [](const Municipality& m) {
            return "Municipality(" + py::repr(py::cast(m.name)).cast<std::string>() +
                   ", population=" + std::to_string(m.population) +
                   ", money_share=" + py::repr(py::cast(m.money_share)).cast<std::string>() + ")";
        });
    define_pickling<&Municipality::name, &Municipality::population, &Municipality::money_share, &Municipality::turnout,
                    &Municipality::electorate>(municipality_class);
    py::class_<GovernanceData> governance_class(
        module, "GovernanceData",
        "What turns a board into a case: who sits together in a council, and which weights may apply.");
    governance_class.def_readonly("grouping", &GovernanceData::grouping, "The grouping that makes the councils.")
        .def_readonly("centre", &GovernanceData::centre, "The municipality that would be centre municipality.")
        .def_readonly("position", &GovernanceData::position,
                      "The column whose majority is a council's position and vote.")
        .def_readonly("family", &GovernanceData::family,
                      "The grouping that makes the party families; empty if there is none.")
        .def_readonly("assembly_schemes", &GovernanceData::assembly_schemes, "Columns that may weigh the assembly.")
        .def_readonly("municipalities", &GovernanceData::municipalities, "The centre first.")
        .def_readonly("votes_column", &GovernanceData::votes_column,
                      "Column of votes that are estimated from the seats; empty where none are.")
        .def_readonly("votes_unit", &GovernanceData::votes_unit, "How many votes one of that column stands for.")
        .def_readonly("custom_schemes", &GovernanceData::custom_schemes,
                      "Weights on the general board by municipality, in their order.")
        .def("__repr__", [](const GovernanceData& g) {
            return "GovernanceData(centre=" + py::repr(py::cast(g.centre)).cast<std::string>() + ", " +
                   std::to_string(g.municipalities.size()) + " municipalities)";
        });
    define_pickling<&GovernanceData::grouping, &GovernanceData::councils, &GovernanceData::centre,
                    &GovernanceData::position, &GovernanceData::family, &GovernanceData::assembly_schemes,
                    &GovernanceData::municipalities, &GovernanceData::custom_schemes, &GovernanceData::kinds,
                    &GovernanceData::options, &GovernanceData::portfolios, &GovernanceData::criteria,
                    &GovernanceData::quotations, &GovernanceData::loose_families, &GovernanceData::cooperation,
                    &GovernanceData::votes_column, &GovernanceData::votes_unit>(governance_class);
    py::class_<Arrangement> arrangement_class(
        module, "Arrangement",
        "Who decides, under one governance option and one scheme of weights, for decisions of one kind.");
    arrangement_class.def_readonly("option", &Arrangement::option, "drechtraad, ab, mandate or centre")
        .def_readonly("scheme", &Arrangement::scheme)
        .def_readonly("kind", &Arrangement::kind)
        .def_readonly("decision", &Arrangement::decision,
                      "Over the whole electorate; None where each municipality decides for itself.")
        .def("__repr__", [](const Arrangement& a) {
            return "Arrangement(option='" + a.option + "', scheme='" + a.scheme + "', kind='" + a.kind + "')";
        });
    define_pickling<&Arrangement::option, &Arrangement::scheme, &Arrangement::kind, &Arrangement::decision,
                    &Arrangement::decider, &Arrangement::kinds>(arrangement_class);
}

}  // namespace

void register_boards(py::module_& module) {
    using namespace py::literals;

    py::class_<Note> note_class(module, "Note", "What is proxy, derived, assumed or unknown about a board.");
    note_class.def_readonly("mark", &Note::mark, "source, derived, proxy, assumption or unknown")
        .def_readonly("about", &Note::about, "The field that it speaks of.")
        .def_readonly("text", &Note::text)
        .def(py::self == py::self)
        .def("__str__", [](const Note& n) { return n.mark + ", " + n.about + ": " + n.text; })
        .def("__repr__", [](const Note& n) {
            return "Note(" + py::repr(py::cast(n.mark + ", " + n.about + ": " + n.text)).cast<std::string>() + ")";
        });
    define_pickling<&Note::mark, &Note::about, &Note::text, &Note::about_dutch, &Note::text_dutch>(note_class);
    register_governance(module);
    py::class_<Board> board_class(module, "Board", "A board with named members; see stemgewicht.Board.");
    board_class.def(py::init<const Board&>(), "board"_a)
        .def_readonly("id", &Board::id, "The name of a shipped board, or the file.")
        .def_readonly("title", &Board::title)
        .def_readonly("date", &Board::date)
        .def_readonly("source", &Board::source)
        .def_readonly("references", &Board::references, "Keys of references.bib.")
        .def_readonly("notes", &Board::notes)
        .def_readonly("names", &Board::names)
        .def_readonly(
            "columns", &Board::columns,
            "Numbers per member by column: whole numbers, scaled by 10^decimals, or the divisor, of the column.")
        .def_readonly("decimals", &Board::decimals, "The power of ten that each column is scaled by.")
        .def_readonly("divisors", &Board::divisors,
                      "The common denominator that each column with fractions is scaled by instead.")
        .def_readonly("groupings", &Board::groupings)
        .def_readonly("weight_column", &Board::weight_column)
        .def_readonly("quota_text", &Board::quota_text, "The quota as the file has it, or the text of the rule.")
        .def_readonly("rule", &Board::rule)
        .def_readonly("rule_text", &Board::rule_text, "The text of the rule; empty where a quota is given.")
        .def_readonly("title_nl", &Board::title_dutch, "The title in Dutch; empty where the file does not give it.")
        .def_readonly("source_nl", &Board::source_dutch, "The source in Dutch; likewise.")
        .def_readonly("incompatible", &Board::incompatible, "Pairs of members, by number, who never vote together.")
        .def_readonly("governance", &Board::governance, "Of a case; None for another board.")
        .def_property_readonly(
            "weights", [](const Board& b) { return weights(b); },
            "The weight column, one per member: whole numbers, scaled by 10^decimals, or the divisor, of the column.")
        .def_property_readonly(
            "quota",
            [](const Board& b) { return is_weighted(b) ? std::optional(weighted_rule(b).quota) : std::nullopt; },
            "The least winning weight: a whole number, scaled as the weights are. None where the rule has other "
            "criteria.")
        .def_property_readonly("member_count", [](const Board& b) { return b.names.size(); })
        .def("member_index", &member_index, "name"_a,
             "The number of a member by name. Raises ValueError where it is unknown.");
    define_pickling<&Board::id, &Board::title, &Board::date, &Board::source, &Board::references, &Board::notes,
                    &Board::names, &Board::columns, &Board::decimals, &Board::divisors, &Board::groupings,
                    &Board::weight_column, &Board::quota_text, &Board::rule, &Board::rule_text, &Board::incompatible,
                    &Board::governance, &Board::plain_quota, &Board::given_weights, &Board::other_weights,
                    &Board::title_dutch, &Board::source_dutch>(board_class);

    module.def(
        "decimal_text",
        [](Weight value, int decimals, Weight divisor) { return decimal_text(value, Scale(decimals, divisor)); },
        "value"_a, "decimals"_a, "divisor"_a = 1,
        "value / 10^decimals as a person writes it, or value / divisor as a fraction.");
    module.def("load_board", py::overload_cast<const std::string&>(&load_board), "name_or_path"_a,
               "A shipped board by name, or one from a file.");
    module.def(
        "parse_board", [](const std::string& text, std::string id) { return parse_board(text, std::move(id)); },
        "text"_a, "id"_a, "A board from TOML text.");
    module.def(
        "load_table",
        [](const std::string& file, const std::string& weight, const std::string& name, const std::string& group,
           const std::string& quota, const std::string& rule, const std::string& incompatible,
           const std::optional<std::string>& decimal, bool thousands) {
            return load_board(file, reading_of(weight, name, group, quota, rule, incompatible, decimal, thousands));
        },
        "file"_a, "weight"_a, "name"_a, "group"_a, "quota"_a, "rule"_a, "incompatible"_a, "decimal"_a, "thousands"_a,
        "A board from a table of text, or from another board; empty texts where nothing is said.");
    module.def(
        "table_board",
        [](std::vector<std::string> titles, std::vector<std::vector<std::string>> rows, std::string id,
           const std::string& weight, const std::string& name, const std::string& group, const std::string& quota,
           const std::string& rule, const std::string& incompatible, const std::optional<std::string>& decimal,
           bool thousands) {
            return table_board(cells_of(std::move(titles), std::move(rows)), std::move(id),
                               reading_of(weight, name, group, quota, rule, incompatible, decimal, thousands));
        },
        "titles"_a, "rows"_a, "id"_a, "weight"_a, "name"_a, "group"_a, "quota"_a, "rule"_a, "incompatible"_a,
        "decimal"_a, "thousands"_a, "A board from the cells of a table.");
    module.def(
        "case_of_file",
        [](const std::string& file, const std::string& municipality, const std::string& list, const std::string& seats,
           const std::string& family, const std::string& population, const std::string& centre,
           const std::optional<std::string>& decimal, bool thousands) {
            const auto [id, text] = read_file(file, "file");
            return case_from_table(text, id, {municipality, list, seats, family, population}, centre,
                                   form_of(decimal, thousands));
        },
        "file"_a, "municipality"_a, "list"_a, "seats"_a, "family"_a, "population"_a, "centre"_a, "decimal"_a,
        "thousands"_a, "The text of a case from a table of text.");
    module.def(
        "case_of_cells",
        [](std::vector<std::string> titles, std::vector<std::vector<std::string>> rows, const std::string& id,
           const std::string& municipality, const std::string& list, const std::string& seats,
           const std::string& family, const std::string& population, const std::string& centre,
           const std::optional<std::string>& decimal, bool thousands) {
            return case_from_table(cells_of(std::move(titles), std::move(rows)), id,
                                   {municipality, list, seats, family, population}, centre,
                                   form_of(decimal, thousands));
        },
        "titles"_a, "rows"_a, "id"_a, "municipality"_a, "list"_a, "seats"_a, "family"_a, "population"_a, "centre"_a,
        "decimal"_a, "thousands"_a, "The text of a case from the cells of a table.");
    module.def("case_template", &case_template, "name"_a,
               R"(The text of a shipped case with a comment on each part, to be filled in with another region's numbers.

What its sources say and claim is left out. Raises ValueError for what is no shipped case.)");
    module.def("board_file", &board_file, "board"_a, "The text of a board file that reads back as this board.");
    module.def("shipped_boards", &shipped_boards,
               "Names of the boards that come with the library, in alphabetical order.");
    module.def("group_position", &position_of_group, "board"_a, "grouping"_a, "group"_a, "column"_a = py::none(),
               R"(The position of one group of a board: the majority of its members, as a WeightedRule over all members.

grouping: such as "municipality". group: its label, such as "Dordrecht". column: the numeric column that counts; the weight of
the board if not given. Raises ValueError for an unknown grouping, group or column, and where all of the group's numbers are 0.)");
    module.def(
        "board_rule", [](const Board& board, const std::string& scheme) { return board_rule(board, scheme); }, "case"_a,
        "scheme"_a,
        R"(The general board (AB) of a case under a scheme: one vote per municipality, the centre first, absolute majority.

scheme: one_vote, seats, population, sqrt_population, money, apex, apex_veto, or a custom one of the case. Raises ValueError for
another.)");
    module.def(
        "councils_under",
        [](const Board& board, const Unaltered<WeightedRule>& top) { return councils_under(board, top); }, "case"_a,
        "top"_a,
        R"(The councils of a case under a general board: each council decides by the majority of its seats how its delegation votes, a
tie being a no, and the delegations vote as blocks under `top`. A CompositeRule over all members.)");
    module.def("council_positions", &council_positions, "case"_a,
               "The position of each municipality, in their order: the majority of its own council, as a WeightedRule "
               "over all members.");
    module.def("all_schemes", &all_schemes, "case"_a,
               "The standard schemes of the general board and the custom ones of a case.");
    module.def("arrangements", &arrangements, "case"_a, "schemes"_a,
               "The governance options of a case, each under every scheme that applies to it: a list of Arrangement.");
}

}  // namespace stemgewicht::python
