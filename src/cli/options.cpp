#include "common.hpp"
#include "method.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/options.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct OptionsCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string options, schemes, custom, municipality, baseline;
    std::optional<double> attendance;
    std::string ties = "excluded";
    MethodChoice method;
    Output output;
};

/// Weights of the scheme `custom`: one for each municipality in their order, or NAME=WEIGHT in any order.
std::vector<Weight> custom_weights(const std::string& text, const GovernanceData& data) {
    const std::vector<std::string> parts = split(text, "custom", text.find('=') == std::string::npos);
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
        const auto number = parse_decimal(equals == std::string::npos ? parts[k] : parts[k].substr(equals + 1));
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

/// Counts on one line of a terminal, which is cleared in the end; not before a second has passed.
void show_progress(std::size_t done, std::size_t all) {
    static const auto start = std::chrono::steady_clock::now();
    if (std::chrono::steady_clock::now() - start < std::chrono::seconds(1)) return;
    std::cerr << (done < all ? fmt::format("\r{} of {} done", done, all) : "\r\033[K") << std::flush;
}

void run(const OptionsCommand& request) {
    Board board = load_board(request.name);
    static_cast<void>(governance_of(board));
    OptionsRequest options{.models = request.models,
                           .options = {},
                           .schemes = {},
                           .method = parse_risk_method(request.method),
                           .ties = parse_ties(request.ties),
                           .threads = request.method.threads,
                           .attendance = request.attendance,
                           .baseline = request.baseline};
    if (!request.custom.empty())
        board.governance->custom_schemes["custom"] = custom_weights(request.custom, *board.governance);
    if (!request.options.empty()) options.options = split(request.options, "option");
    if (!request.schemes.empty()) options.schemes = split(request.schemes, "scheme");
    if (isatty(STDERR_FILENO) != 0) options.progress = show_progress;
    std::vector<OptionRow> rows = compare_options(board, options);
    double largest_error = 0;
    bool reached = true;
    for (const OptionRow& row : rows) {
        largest_error = std::max(largest_error, row.error);
        reached = reached && row.reached;
    }
    warn_if_not_reached(reached, request.method, largest_error);
    const std::string first =
        request.municipality.empty() ? board.governance->municipalities.front().name : request.municipality;
    const Table summary = risk_table(board, rows, first);
    if (!request.municipality.empty())
        std::erase_if(rows, [&](const OptionRow& row) { return row.municipality != first; });
    const Table table = options_table(board, rows, options.ties);
    if (request.output.format == "table") {
        write_output(request.output.file, to_text(summary) + "\n" + to_text(table));
        return;
    }
    write(request.output, table, [&] {
        Json answer;
        answer["case"] = board.id;
        answer["title"] = board.title;
        answer["method"] = method_name(options.method);
        answer["ties"] = request.ties;
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = table.notes;
        return answer;
    });
}

}  // namespace

void add_options(CLI::App& app) {
    auto request = std::make_shared<OptionsCommand>();
    CLI::App* command =
        app.add_subcommand("options", "compare the governance options of a case: who is outvoted how often");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option(
        "--model", request->models,
        fmt::format("vote model, may be repeated; ic, iac and grouped by family if not given: {}", model_help));
    command->add_option("--option", request->options,
                        "governance options of the case, separated by commas; all if not given");
    command->add_option(
        "--scheme", request->schemes,
        "weights of the general board, separated by commas; all if not given: one_vote, seats, population, "
        "sqrt_population, money, apex, apex_veto, custom, or one of the case");
    command->add_option("--custom", request->custom,
                        "weights of a scheme `custom`: one per municipality, the centre first, or NAME=WEIGHT,..");
    command->add_option("--municipality", request->municipality, "report on this municipality only");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_option("--attendance", request->attendance,
                        "chance of each member of the assembly, or delegate to the general board, to be present");
    command->add_option("--baseline", request->baseline,
                        "adds how much more each municipality is outvoted than under this option, such as drechtraad "
                        "or ab:seats, motion by motion");
    add_risk_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "outvoted = overruled (passes, council against) + blocked (fails, council for).\n"
        "decisive: chance that the groups of the municipality would settle it, if all of them voted alike.\n"
        "Example:\n  stemgewicht options drechtsteden-2018 --municipality Dordrecht --custom 4,1,1,1,1,1,1");
    command->callback([request] { run(*request); });
}

}  // namespace stemgewicht::cli
