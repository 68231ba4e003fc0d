#include "boards/embedded_boards.hpp"
#include "boards/table_reader.hpp"
#include "boards/toml_text.hpp"

#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/table_board.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace stemgewicht {

namespace {

using detail::TableReader;
using detail::TableText;
using detail::toml_key;
using detail::toml_line;
using detail::toml_text;

using Titles = std::span<const std::string_view>;

constexpr std::array municipality_titles = std::to_array<std::string_view>({"municipality", "gemeente", "town"});
constexpr std::array list_titles =
    std::to_array<std::string_view>({"list", "lijst", "party", "partij", "fractie", "group", "name", "naam"});
constexpr std::array seats_titles = std::to_array<std::string_view>({"seats", "zetels"});
constexpr std::array family_titles = std::to_array<std::string_view>({"family", "familie"});
constexpr std::array population_titles =
    std::to_array<std::string_view>({"population", "inhabitants", "inwoners", "inwonertal"});

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    return text;
}

/// The first usual title that a column has; empty where none does.
std::optional<std::size_t> usual_column(const TableText& table, Titles usual) {
    for (const std::string_view word : usual)
        for (std::size_t c = 0; c < table.titles.size(); ++c)
            if (lower(table.titles[c]) == word) return c;
    return std::nullopt;
}

/// The columns of a case by number.
struct CasePlaces {
    std::size_t municipality = 0, list = 0, seats = 0;
    std::optional<std::size_t> family, population;
};

std::optional<std::size_t> place_of(const TableText& table, const TableReader& reader, const std::string& title,
                                    const std::string& field, Titles usual, bool needed) {
    if (!title.empty()) return reader.column(title, field);
    const auto column = usual_column(table, usual);
    if (column || !needed) return column;
    refuse(field,
           fmt::format("the title of a column of {} ({}), where none is called {}", table.id,
                       fmt::join(table.titles, ", "), fmt::join(usual, ", ")),
           "nothing");
}

CasePlaces places_of(const TableText& table, const TableReader& reader, const CaseColumns& columns) {
    return {.municipality = *place_of(table, reader, columns.municipality, "municipality", municipality_titles, true),
            .list = *place_of(table, reader, columns.list, "list", list_titles, true),
            .seats = *place_of(table, reader, columns.seats, "seats", seats_titles, true),
            .family = place_of(table, reader, columns.family, "family", family_titles, false),
            .population = place_of(table, reader, columns.population, "population", population_titles, false)};
}

/// Gives every line the inhabitants of its municipality, which may stand in one of them alone.
void fill_population(TableText& table, const CasePlaces& places) {
    std::map<std::string, std::string> given;
    for (const detail::TableRow& row : table.rows) {
        const std::string& people = row.cells[*places.population];
        const auto known = given.try_emplace(row.cells[places.municipality], people).first;
        if (known->second.empty()) known->second = people;
        if (!people.empty() && people != known->second)
            refuse(row.place + ", " + table.titles[*places.population],
                   "one number for all lines of " + known->first + " (above it is " + known->second + ")", people);
    }
    for (detail::TableRow& row : table.rows) row.cells[*places.population] = given.at(row.cells[places.municipality]);
}

/// A column of whole numbers.
std::vector<Weight> counts(const TableReader& table, std::size_t column) {
    std::vector<Weight> values;
    for (const Decimal& number : table.numbers(column, true).first) values.push_back(number.digits);
    return values;
}

/// What a case is made of.
struct CaseRows {
    std::vector<std::string> municipalities;  ///< of each line
    std::vector<std::string> lists, families;
    std::vector<Weight> seats, population;  ///< of each line; population empty where not known
    std::map<std::string, ScaledWeights> others;
};

std::vector<std::string> filled(const TableReader& table, std::size_t column) {
    std::vector<std::string> texts = table.texts(column);
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (texts[i].empty()) refuse(table.lines()[i].place + ", " + table.titles()[column], "filled in", "nothing");
    return texts;
}

CaseRows rows_of(const TableReader& table, const CasePlaces& places) {
    CaseRows rows{.municipalities = filled(table, places.municipality),
                  .lists = filled(table, places.list),
                  .families = {},
                  .seats = counts(table, places.seats),
                  .population = {},
                  .others = {}};
    if (places.family) rows.families = filled(table, *places.family);
    if (places.population) rows.population = counts(table, *places.population);
    const std::set<std::string> taken{"name", "municipality", "list", "family", "seats", ""};
    for (std::size_t c = 0; c < table.titles().size(); ++c) {
        const std::string& title = table.titles()[c];
        if (c == places.seats || c == places.municipality || c == places.list || c == places.family ||
            c == places.population || taken.contains(title) || !table.is_numeric(c) || table.counts_lines(c))
            continue;
        rows.others.emplace(title, scale_weights(table.numbers(c).first, title));
    }
    return rows;
}

/// A municipality and what its lines add up to.
struct Place {
    std::string name;
    Weight seats = 0, population = 0;
};

std::vector<Place> municipalities_of(const CaseRows& rows) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < rows.municipalities.size(); ++i) {
        auto place = std::ranges::find(places, rows.municipalities[i], &Place::name);
        if (place == places.end())
            place = places.insert(places.end(), {.name = rows.municipalities[i],
                                                 .population = rows.population.empty() ? 0 : rows.population[i]});
        place->seats += rows.seats[i];
    }
    return places;
}

std::string members_text(const CaseRows& rows) {
    std::string text;
    for (std::size_t i = 0; i < rows.lists.size(); ++i) {
        text += "\n[[members]]\n" + toml_line("name", toml_text(rows.municipalities[i] + " " + rows.lists[i])) +
                toml_line("municipality", toml_text(rows.municipalities[i])) +
                toml_line("list", toml_text(rows.lists[i]));
        if (!rows.families.empty()) text += toml_line("family", toml_text(rows.families[i]));
        text += toml_line("seats", std::to_string(rows.seats[i]));
        for (const auto& [title, values] : rows.others)
            text += toml_line(toml_key(title), detail::toml_number(values.weights[i], values.scale));
    }
    return text;
}

std::string case_text(const CaseRows& rows, const std::string& id, const std::string& centre) {
    const std::vector<Place> places = municipalities_of(rows);
    const auto size = [&](const Place& place) { return rows.population.empty() ? place.seats : place.population; };
    std::string middle = centre;
    std::vector<Note> notes;
    if (middle.empty()) {
        middle = std::ranges::max_element(places, {}, size)->name;
        notes.push_back(
            {.mark = "assumption",
             .about = "centre",
             .text = fmt::format("{} is taken for the municipality that would be centre municipality, as it has "
                                 "the most {}.",
                                 middle, rows.population.empty() ? "seats" : "inhabitants")});
    } else if (std::ranges::find(places, centre, &Place::name) == places.end()) {
        std::vector<std::string> names;
        for (const Place& place : places) names.push_back(place.name);
        refuse("centre", fmt::format("one of the municipalities {}", fmt::join(names, ", ")), "\"" + centre + "\"");
    }
    notes.push_back({.mark = "proxy",
                     .about = "weight",
                     .text = "Seats stand for the weights of the council groups in an assembly of them all."});
    std::string title = std::filesystem::path(id).stem().string();
    std::string text = toml_line("title", toml_text(title.empty() ? id : title)) + toml_line("source", toml_text(id)) +
                       toml_line("weight", toml_text("seats")) + toml_line("quota", toml_text("majority")) +
                       detail::toml_notes(notes) + "\n[governance]\n" +
                       toml_line("grouping", toml_text("municipality")) + toml_line("centre", toml_text(middle)) +
                       toml_line("position", toml_text("seats"));
    if (!rows.families.empty()) text += toml_line("family", toml_text("family"));
    for (const Place& place : places) {
        text += "\n[[municipalities]]\n" + toml_line("name", toml_text(place.name));
        if (!rows.population.empty()) text += toml_line("population", std::to_string(place.population));
    }
    return text + members_text(rows);
}

std::string case_of(TableText table, const CaseColumns& columns, const std::string& centre, const NumberForm& form) {
    CasePlaces places;
    {
        const TableReader reader(table, form);
        places = places_of(table, reader, columns);
    }
    if (places.population) fill_population(table, places);
    const TableReader reader(table, form);
    std::string text = case_text(rows_of(reader, places), table.id, centre);
    static_cast<void>(parse_board(text, table.id));  // that it is a case that can be read
    return text;
}

// ---- templates ------------------------------------------------------------------------------------------------------

/// What stands above the first line that begins so.
struct Remark {
    std::string_view line, text;
};

constexpr std::array<Remark, 12> remarks{{
    {"title = ", "What this board is called, where its numbers come from, and of which day they are."},
    {"weight = ", "The column of the members below that counts where they all meet in one assembly."},
    {"quota = ",
     "The least weight that passes a motion there: majority (more than half), a share such as 2/3, or a number."},
    {"[governance]", "What makes a case of the board: who sits together in a council, and who may decide."},
    {"grouping = ", "The field of the members that says in which council they sit."},
    {"centre = ", "The municipality that would be centre municipality."},
    {"position = ", "The column whose majority is a council's position: its seats."},
    {"family = ", "The field of the members that says which lists of different councils vote alike; may be left out."},
    {"[governance.schemes.",
     "Weights of your own on the general board, a number for each municipality; may be left out."},
    {"[[options]]",
     "Who decides what under each form of governance, the present one first: assembly, board, centre or "
     "council. Left out, the four that were weighed in the Drechtsteden are assumed."},
    {"[[municipalities]]",
     "A table for each municipality: its inhabitants, and the share of the contributions, such as "
     "money_share = \"55%\", where that is known. Numbers have no points between thousands."},
    {"[[members]]",
     "A table for each council group: a name that no other has, its municipality, family and seats. What one "
     "member has, all have."},
}};

/// A comment in lines of at most 100 characters.
std::string comment(std::string_view text) {
    constexpr std::size_t most = 98;
    std::string result;
    while (!text.empty()) {
        const std::size_t end = text.size() <= most ? text.size() : text.rfind(' ', most);
        result += "# " + std::string(text.substr(0, end)) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

/// Sections that tell of the sources of one region, or of assumptions about it.
constexpr std::array<std::string_view, 4> own_sections{"[[notes]]", "[[claims]]", "[[criteria]]", "[[portfolios]]"};

}  // namespace

std::string case_from_table(std::string_view text, const std::string& id, const CaseColumns& columns,
                            const std::string& centre, const NumberForm& form) {
    BoardReading reading;
    reading.form = form;
    return case_of(detail::read_table_text(text, id, reading), columns, centre, form);
}

std::string case_from_table(const TableCells& cells, const std::string& id, const CaseColumns& columns,
                            const std::string& centre, const NumberForm& form) {
    return case_of(detail::table_text(cells, id), columns, centre, form);
}

bool detail::has_seats_of_councils(const TableText& table) {
    return usual_column(table, municipality_titles) && usual_column(table, list_titles) &&
           usual_column(table, seats_titles);
}

std::string case_template(const std::string& name) {
    std::vector<std::string> cases;
    std::string_view shipped;
    for (const auto& board : detail::embedded_boards()) {
        if (!load_board(std::string(board.name)).governance) continue;
        cases.emplace_back(board.name);
        if (board.name == name) shipped = board.text;
    }
    if (shipped.empty()) refuse_unknown("template", names_of(cases), name);
    std::string text =
        comment("A case to fill in, after " + name +
                ". Put your region's names and numbers in the place of these, and check the file with "
                "`stemgewicht validate FILE`; `stemgewicht options FILE` compares the options. What is said "
                "about the sources of one region, [[notes]], [[portfolios]], [[criteria]] and [[claims]], "
                "is left out.") +
        "\n";
    std::set<std::string_view> told;
    bool kept = true;
    for (const std::string_view line : split_text(shipped, '\n')) {
        if (line.starts_with('[')) kept = std::ranges::find(own_sections, line) == own_sections.end();
        if (!kept) continue;
        for (const Remark& remark : remarks)
            if (line.starts_with(remark.line) && told.insert(remark.line).second) text += comment(remark.text);
        text += std::string(line) + "\n";
    }
    while (text.ends_with("\n\n")) text.pop_back();
    static_cast<void>(parse_board(text, name));
    return text;
}

}  // namespace stemgewicht
