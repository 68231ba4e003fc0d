// Argument lists, one argument a line, as the program parses them: every command with all of its options, and what the
// commands make of these before they compute or open a file. Nothing is computed and nothing is written.
#include "cli/common.hpp"
#include "cli/holders.hpp"
#include "cli/method.hpp"
#include "fuzz.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <algorithm>
#include <memory>
#include <sstream>
#include <vector>

namespace cli = stemgewicht::cli;

namespace {

/// What was given for an option; empty where the command has no such option, or it was not given.
std::string given(const CLI::App& command, const std::string& option) {
    const CLI::Option* found = command.get_option_no_throw(option);
    return found != nullptr && found->count() > 0 ? found->results().front() : std::string();
}

void parse_values(const CLI::App& command) {
    cli::BoardChoice choice{
        .name = given(command, "board"),
        .weights = given(command, "--weights"),
        .names = given(command, "--names"),
        .decimal = given(command, "--decimal"),
        .thousands = command.get_option_no_throw("--thousands") != nullptr && command.count("--thousands") > 0,
        .reading = {}};
    choice.reading.quota = given(command, "--quota");
    choice.reading.rule = given(command, "--rule");
    choice.reading.incompatible = given(command, "--incompatible");
    const std::vector<std::string> shipped = stemgewicht::shipped_boards();
    if (!choice.name.empty() && std::ranges::find(shipped, choice.name) == shipped.end()) choice.name = "eec-1958";
    stemgewicht::Board board = fuzz::small_board();
    fuzz::attempt([&] { board = cli::resolve(choice); });
    fuzz::attempt([&] { static_cast<void>(cli::parse_unions(board, given(command, "--unions"))); });
    fuzz::attempt([&] { static_cast<void>(cli::parse_pairs(board, given(command, "--edges"), "edges")); });
    fuzz::attempt([&] { static_cast<void>(cli::parse_ties(given(command, "--ties"))); });
    fuzz::attempt([&] { static_cast<void>(cli::split(given(command, "--scheme"), "scheme")); });
    fuzz::attempt([&] { static_cast<void>(cli::parse_memory(given(command, "--memory"))); });
    fuzz::attempt([&] {
        const std::string model = given(command, "--model");
        if (!model.starts_with("observed:") && !model.starts_with("fitted:"))
            static_cast<void>(stemgewicht::parse_model(model, board));
    });
    fuzz::attempt([&] {
        const cli::HolderChoice holder{.members = {given(command, "--member")},
                                       .by = given(command, "--by"),
                                       .column = given(command, "--position")};
        static_cast<void>(cli::holders_of(holder, board));
    });
    cli::MethodChoice method{.name = given(command, "--method"), .memory = given(command, "--memory")};
    if (method.name == "monte_carlo" || method.name == "conditional") return;  // checked by their engines
    if (!given(command, "--draws").empty()) method.draws = command.get_option("--draws")->as<std::uint64_t>();
    if (!given(command, "--error").empty()) method.error = command.get_option("--error")->as<double>();
    fuzz::attempt([&] { static_cast<void>(cli::parse_risk_method(method)); });
    fuzz::attempt([&] { static_cast<void>(cli::parse_power_method(method)); });
}

/// Ends a parse before the command runs.
struct Parsed {};

std::unique_ptr<CLI::App> program() {
    auto app = std::make_unique<CLI::App>("fuzzed", "stemgewicht");
    app->require_subcommand(1);
    for (const auto add : {cli::add_power, cli::add_coalitions, cli::add_outvoted, cli::add_options, cli::add_indices,
                           cli::add_scorecard, cli::add_portfolio, cli::add_phase, cli::add_sensitivity,
                           cli::add_mandates, cli::add_bounds, cli::add_front, cli::add_design, cli::add_claims,
                           cli::add_report, cli::add_loyalty, cli::add_boards, cli::add_validate})
        add(*app);
    for (CLI::App* command : app->get_subcommands({}))
        command->parse_complete_callback([command] {
            cli::run_checked(*command, [&] { parse_values(*command); });
            throw Parsed{};
        });
    return app;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream lines{std::string(fuzz::text_of(data, size))};
    std::vector<std::string> arguments;
    for (std::string line; arguments.size() < 40 && std::getline(lines, line);)
        arguments.push_back(line.substr(0, line.find('\0')));
    std::ranges::reverse(arguments);  // as CLI11 takes a vector
    const std::unique_ptr<CLI::App> app = program();
    try {
        fuzz::attempt([&] { app->parse(arguments); });
    } catch (const Parsed&) {
    } catch (const CLI::Success&) {  // --help
    } catch (const CLI::ParseError& error) {
        fuzz::require(*error.what() != '\0', "a refusal says why");
    }
    return 0;
}
