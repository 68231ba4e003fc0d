#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/sensitivity.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct SensitivityCommand {
    std::string name = "drechtsteden-2018";
    std::string model = "factor", options, municipality, assembly, board;
    Cohesions base = SensitivityRequest{}.base;
    std::string ties = "excluded";
    int threads = 1;
    bool settings = false;
    Output output;
};

std::size_t place_of(const Table& table, std::string_view column) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, column) - table.columns.begin());
}

/// The columns of a table with these names.
Table narrowed(const Table& table, const std::vector<std::string>& columns) {
    Table result{.title = "", .columns = columns, .rows = {}, .notes = {}};
    for (const auto& row : table.rows) {
        std::vector<Table::Cell>& cells = result.rows.emplace_back();
        for (const std::string& column : columns) cells.push_back(row[place_of(table, column)]);
    }
    return result;
}

/// A heading such as "ab, seats, all decisions: base 0.228919" for rows on one option, scheme and kind.
std::string heading_of(const Table& part) {
    const auto text = [&](std::string_view column) {
        return std::get<std::string>(part.rows.front()[place_of(part, column)]);
    };
    const std::string kind = text("kind") == "all" ? "all decisions" : text("kind");
    std::string heading = fmt::format("{}, {}, {}", text("option"), text("scheme"), kind);
    if (const std::size_t base = place_of(part, "base"); base < part.columns.size())
        if (const auto* risk = std::get_if<double>(&part.rows.front()[base]))
            heading += fmt::format(": base {:.6f}", *risk);
    return heading;
}

/// What a person reads: a table for each option, scheme and kind, of the columns that differ within it, and once what
/// is said of each factor.
std::string parts_text(const Table& table, const std::vector<std::string>& columns) {
    std::string text = table.title + "\n";
    const auto of_same = [&](const auto& a, const auto& b) { return std::equal(a.begin(), a.begin() + 3, b.begin()); };
    for (std::size_t begin = 0, end = 0; begin < table.rows.size(); begin = end) {
        Table part{.title = "", .columns = table.columns, .rows = {}, .notes = {}};
        while (end < table.rows.size() && of_same(table.rows[begin], table.rows[end]))
            part.rows.push_back(table.rows[end++]);
        Table shown = narrowed(part, columns);
        shown.title = heading_of(part);
        text += "\n" + shown_text(shown);
    }
    Table last{.title = "", .columns = {}, .rows = {}, .notes = table.notes, .data_notes = table.data_notes};
    std::vector<std::string> remarks;
    if (const std::size_t note = place_of(table, "note"); note < table.columns.size())
        for (const auto& row : table.rows) {
            const std::string remark =
                std::get<std::string>(row[place_of(table, "factor")]) + ": " + std::get<std::string>(row[note]);
            if (std::ranges::count(remarks, remark) == 0) remarks.push_back(remark);
        }
    last.notes.insert(last.notes.begin(), remarks.begin(), remarks.end());
    std::string notes = shown_text(last);
    notes.erase(0, std::min(notes.find('*'), notes.size()));
    return notes.empty() ? text : text + "\n" + notes;
}

void run_sensitivity(const SensitivityCommand& command) {
    const Board board = load_board(command.name);
    SensitivityRequest request{.municipality = command.municipality,
                               .base = command.base,
                               .assembly_scheme = command.assembly,
                               .board_scheme = command.board,
                               .ties = parse_ties(command.ties),
                               .threads = command.threads,
                               .progress = terminal_progress()};
    if (command.model != "factor" && command.model != "copy")
        refuse("model", "factor or copy", "\"" + command.model + "\"");
    if (command.model == "copy") request.base.model = Cohesions::Model::copy;
    if (!command.options.empty()) request.options = split(command.options, "option");
    const std::vector<SensitivityRow> rows = sensitivity(board, request);
    const Table table =
        command.settings ? sensitivity_settings_table(board, request, rows) : sensitivity_table(board, request, rows);
    if (command.output.format == "table") {
        const std::vector<std::string> settings{"factor", "setting", "is_base", "risk", "error"};
        const std::vector<std::string> ends{"factor", "low_setting", "low", "high", "high_setting", "status"};
        write_text(command.output.file, parts_text(table, command.settings ? settings : ends));
        return;
    }
    write(command.output, table, [&] { return case_answer(board, {{"ties", command.ties}}, table); });
}

}  // namespace

void add_sensitivity(CLI::App& app) {
    auto request = std::make_shared<SensitivityCommand>();
    CLI::App* command = app.add_subcommand(
        "sensitivity", "how far each assumption alone moves the risk of a municipality, under each option");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option("--municipality", request->municipality, "whose risk; the centre if not given");
    command->add_option("--option", request->options,
                        "governance options of the case, separated by commas; all if not given");
    command->add_option("--model", request->model, "of the base: factor or copy")->capture_default_str();
    command->add_option("--family", request->base.family, "share of the party families in the base")
        ->check(real_number("family"))
        ->capture_default_str();
    command->add_option("--municipality-share", request->base.municipality, "share of the municipalities in the base")
        ->check(real_number("municipality-share"))
        ->capture_default_str();
    command->add_option("--region", request->base.region, "share of the whole region in the base")
        ->check(real_number("region"))
        ->capture_default_str();
    command->add_option("--assembly-scheme", request->assembly,
                        "weights of the assembly in the base; the first of the case if not given");
    command->add_option("--board-scheme", request->board,
                        "weights of the general board in the base; seats if not given, or one_vote without seats");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_option("--threads", request->threads, "threads; 0: all cores. The results do not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
    command->add_flag("--settings", request->settings, "every setting of every factor");
    add_output(*command, request->output);
    command->footer(
        "swing = high - low: the risk where one factor has the setting named, all others as in the base.\n"
        "Example:\n  stemgewicht sensitivity drechtsteden-2018 --option drechtraad,ab --board-scheme one_vote");
    command->callback([command, request] { run_checked(*command, [&] { run_sensitivity(*request); }); });
}

}  // namespace stemgewicht::cli
