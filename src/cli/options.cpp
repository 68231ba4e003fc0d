#include "common.hpp"
#include "study_request.hpp"

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <variant>

namespace stemgewicht::cli {

namespace {

struct OptionsCommand {
    StudyChoice study;
    std::string custom, baseline;
    std::optional<double> attendance;
    Output output;
};

/// Weights of the scheme `custom`: one for each municipality in their order, or NAME=WEIGHT in any order.
std::vector<Weight> custom_weights(const std::string& text, const GovernanceData& data) {
    const bool named = text.find('=') != std::string::npos;
    const std::vector<std::string> parts =
        named ? split(text, "custom") : parse_number_list(text, "custom", {.decimal = '.'});
    std::vector<std::optional<Decimal>> given(data.municipalities.size());
    if (parts.size() != given.size())
        refuse("custom", fmt::format("one weight for each of the {} municipalities", given.size()),
               fmt::format("{} weights", parts.size()));
    for (std::size_t k = 0; k < parts.size(); ++k) {
        const std::size_t equals = parts[k].find('=');
        std::size_t place = k;
        if (equals != std::string::npos) {
            const auto found = std::ranges::find(data.municipalities, parts[k].substr(0, equals), &Municipality::name);
            if (found == data.municipalities.end())
                refuse(element("custom", k), "NAME=WEIGHT with a municipality of the case", "\"" + parts[k] + "\"");
            place = static_cast<std::size_t>(found - data.municipalities.begin());
        }
        const auto number = parse_weight(equals == std::string::npos ? parts[k] : parts[k].substr(equals + 1));
        if (!number) refuse(element("custom", k), "a number of 0 or more, below 2^62", "\"" + parts[k] + "\"");
        if (given[place]) refuse(element("custom", k), "a municipality that is named once", "\"" + parts[k] + "\"");
        given[place] = number;
    }
    std::vector<Decimal> numbers;
    for (const auto& number : given) numbers.push_back(*number);
    std::vector<Weight> weights = scale_weights(numbers, "custom").weights;
    total_weight(weights, "custom");
    return weights;
}

void run(const OptionsCommand& request) {
    Board board = load_board(request.study.name);
    static_cast<void>(governance_of(board));
    OptionsRequest options = options_request(request.study);
    options.attendance = request.attendance;
    options.baseline = request.baseline;
    if (request.study.method.name == "exact") options.counting_limit = std::numeric_limits<double>::infinity();
    options.progress = terminal_progress();
    const std::string& only = request.study.municipality;  // empty: all, of which a text shows the risks of the centre
    if (!only.empty() && only != "all") options.municipalities = {only};
    if (!request.custom.empty())
        board.governance->custom_schemes["custom"] = custom_weights(request.custom, *board.governance);
    const std::vector<OptionRow> rows = compare_options(board, options);
    double largest_error = 0;
    bool reached = true;
    for (const OptionRow& row : rows) {
        largest_error = std::max(largest_error, row.error);
        reached = reached && row.reached;
    }
    warn_if_not_reached(reached, request.study.method, largest_error);
    const bool counted = std::holds_alternative<Exact>(options.method);
    if (counted && std::ranges::any_of(rows, [](const OptionRow& row) { return row.draws > 0; }))
        warn(
            "rows with draws are simulated, as an exact count would take long; --method exact counts them too, "
            "--method monte_carlo --error 0.0001 simulates them closer");
    const std::string& centre = board.governance->municipalities.front().name;
    Table summary = risk_table(board, rows, only.empty() || only == "all" ? centre : only);
    const Table table = options_table(board, rows, options.ties);
    if (request.output.format == "table") {
        if (!only.empty() || !request.baseline.empty() || request.attendance) {
            write_text(request.output.file, shown_text(summary) + "\n" + shown_text(table));
            return;
        }
        summary.notes.insert(summary.notes.end(), table.notes.begin(), table.notes.end());
        summary.notes.emplace_back(
            "overruled, blocked and decisive, of every municipality: --municipality all, or NAME, and --format csv or "
            "json");
        summary.data_notes = table.data_notes;
        write_text(request.output.file, shown_text(summary));
        return;
    }
    write(request.output, table, [&] {
        return case_answer(board, {{"method", method_name(options.method)}, {"ties", request.study.ties}}, table);
    });
}

}  // namespace

void add_options(CLI::App& app) {
    auto request = std::make_shared<OptionsCommand>();
    CLI::App* command =
        app.add_subcommand("options", "compare the governance options of a case: who is outvoted how often");
    add_study(*command, request->study,
              "report on this municipality only, or on `all`, as csv and json do if not given; a table then has the "
              "risks of the centre alone");
    command->add_option("--custom", request->custom,
                        "weights of a scheme `custom`: one per municipality, the centre first, or NAME=WEIGHT,..");
    command
        ->add_option("--attendance", request->attendance,
                     "chance of each member of the assembly, or delegate to the general board, to be present")
        ->check(real_number("attendance"));
    command->add_option("--baseline", request->baseline,
                        "adds how much more each municipality is outvoted than under this option, such as drechtraad "
                        "or ab:seats, motion by motion");
    add_output(*command, request->output);
    command->footer(
        "outvoted = overruled (passes, council against) + blocked (fails, council for).\n"
        "decisive: chance that the groups of the municipality would settle it, if all of them voted alike.\n"
        "Example:\n  stemgewicht options drechtsteden-2018 --municipality Dordrecht --custom 4,1,1,1,1,1,1");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
