#include "study_request.hpp"

#include "common.hpp"

#include <stemgewicht/boards/governance.hpp>

#include <fmt/format.h>

namespace stemgewicht::cli {

void add_study(CLI::App& command, StudyChoice& choice, const std::string& municipality) {
    command.add_option("case", choice.name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command.add_option(
        "--model", choice.models,
        fmt::format("vote model, may be repeated; ic, iac and grouped by family if not given: {}", model_help));
    command.add_option("--option", choice.options,
                       "governance options of the case, separated by commas; all if not given");
    command.add_option("--scheme", choice.schemes,
                       "weights of the general board, separated by commas; all if not given: one_vote, seats, "
                       "population, sqrt_population, money, apex, apex_veto, or one of the case");
    command.add_option("--municipality", choice.municipality, municipality);
    command.add_option("--ties", choice.ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    add_risk_method(command, choice.method);
}

OptionsRequest options_request(const StudyChoice& choice) {
    OptionsRequest request{.models = choice.models,
                           .options = {},
                           .schemes = {},
                           .method = parse_risk_method(choice.method),
                           .ties = parse_ties(choice.ties),
                           .threads = choice.method.threads};
    if (!choice.options.empty()) request.options = split(choice.options, "option");
    if (!choice.schemes.empty()) request.schemes = split(choice.schemes, "scheme");
    return request;
}

std::vector<std::string> chosen_municipalities(const StudyChoice& choice, const Board& board) {
    if (choice.municipality == "all") return {};
    if (!choice.municipality.empty()) return {choice.municipality};
    return {governance_of(board).municipalities.front().name};
}

}  // namespace stemgewicht::cli
