#include "common.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/claims.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct ClaimsCommand {
    std::string name = "drechtsteden-2018";
    std::vector<std::string> models;
    std::string claims, schemes, figure;
    std::string ties = "excluded";
    std::string language = "en";
    std::size_t rows = 12;
    int threads = 1;
    Output output;
};

/// Refuses a figure that none of the claims asked for has, or several have, before any of them is tested.
void check_figure(const std::vector<std::string>& claims, const std::string& id) {
    if (id.empty()) return;
    std::vector<std::string> known;
    std::size_t having = 0;
    for (const std::string_view claim : claim_ids) {
        if (!claims.empty() && std::ranges::count(claims, claim) == 0) continue;
        for (const std::string& figure : figure_ids(claim)) {
            known.push_back(claims.size() == 1 ? figure : fmt::format("{} of {}", figure, claim));
            having += figure == id ? 1U : 0U;
        }
    }
    if (having == 0) refuse("figure", fmt::format("one of {}", fmt::join(known, ", ")), "\"" + id + "\"");
    if (having > 1) refuse("figure", "one of a single claim, chosen by --claim", "\"" + id + "\" of several");
}

/// The figure of that id in the claims asked for.
const ClaimFigure& chosen_figure(const std::vector<Claim>& claims, const std::string& id) {
    const ClaimFigure* found = nullptr;
    std::vector<std::string> known;
    for (const Claim& claim : claims)
        for (const ClaimFigure& figure : claim.figures) {
            known.push_back(claims.size() == 1 ? figure.id : figure.id + " of " + claim.id);
            if (figure.id != id) continue;
            if (found) refuse("figure", "one of a single claim, chosen by --claim", "\"" + id + "\" of several");
            found = &figure;
        }
    if (!found) refuse("figure", fmt::format("one of {}", fmt::join(known, ", ")), "\"" + id + "\"");
    return *found;
}

Json claim_json(const Claim& claim, bool dutch) {
    const auto spoken = [&](const Wording& wording) { return dutch ? wording.dutch : wording.english; };
    Json answer{{"claim", claim.id},
                {"verdict", verdict_name(claim.verdict)},
                {"holding", claim.settings > 0 ? Json(claim.holding) : Json()},
                {"settings", claim.settings > 0 ? Json(claim.settings) : Json()},
                {"left_out", claim.left_out},
                {"quotations", Json::array()}};
    for (const Quotation& quotation : claim.quotations)
        answer["quotations"].push_back({{"text", quotation.text}, {"source", quotation.source}});
    answer["statement"] = spoken(claim.statement);
    answer["finding"] = spoken(claim.finding);
    answer["conditions"] = spoken(claim.conditions);
    answer["counterexample"] = spoken(claim.counterexample);
    answer["measured"] = spoken(claim.measured);
    answer["assumptions"] = Json::array();
    for (const Wording& assumption : claim.assumptions) answer["assumptions"].push_back(spoken(assumption));
    answer["figures"] = Json::object();
    for (const ClaimFigure& figure : claim.figures)
        answer["figures"][figure.id] = {{"title", spoken(figure.title)},
                                        {"rows", Json::parse(rows_to_json(figure.table))}};
    return answer;
}

void run_claims(const ClaimsCommand& command) {
    const Board board = load_board(command.name);
    ClaimsRequest request{.models = command.models, .ties = parse_ties(command.ties), .threads = command.threads};
    if (!command.claims.empty()) request.claims = split(command.claims, "claim");
    if (!command.schemes.empty()) request.schemes = split(command.schemes, "scheme");
    if (command.language != "en" && command.language != "nl")
        refuse("language", "en or nl", "\"" + command.language + "\"");
    check_figure(request.claims, command.figure);
    request.progress = terminal_progress();
    const std::vector<Claim> claims = test_claims(board, request);
    const Table table = command.figure.empty() ? claims_table(board, claims, command.language)
                                               : chosen_figure(claims, command.figure).table;
    if (command.output.format == "table" && command.figure.empty()) {
        write_text(command.output.file, claims_text(board, claims, command.language, command.rows));
        return;
    }
    write(command.output, table, [&] {
        Json answer;
        answer["case"] = board.id;
        const bool dutch = command.language == "nl";
        answer["title"] = dutch && !board.title_dutch.empty() ? board.title_dutch : board.title;
        if (!command.figure.empty()) {
            answer["figure"] = command.figure;
            answer["rows"] = Json::parse(rows_to_json(table));
            return answer;
        }
        answer["language"] = command.language;
        answer["ties"] = command.ties;
        answer["claims"] = Json::array();
        for (const Claim& claim : claims) answer["claims"].push_back(claim_json(claim, dutch));
        answer["notes"] = all_notes(table);
        return answer;
    });
}

}  // namespace

void add_claims(CLI::App& app) {
    auto request = std::make_shared<ClaimsCommand>();
    CLI::App* command =
        app.add_subcommand("claims", "what the sources of a case claim about its governance options, tested");
    command->add_option("case", request->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    command->add_option(
        "--claim", request->claims,
        fmt::format("claims to test, separated by commas; all if not given: {}", fmt::join(claim_ids, ", ")));
    command->add_option("--figure", request->figure,
                        "gives this figure of a claim alone, as a table with all its rows");
    command->add_option(
        "--model", request->models,
        fmt::format("vote model, may be repeated; ic, iac and grouped by family if not given: {}", model_help));
    command->add_option("--scheme", request->schemes,
                        "weights of the general board, separated by commas; all if not given");
    command->add_option("--ties", request->ties, "what a tied council is: excluded, against or coin")
        ->capture_default_str();
    command->add_option("--language", request->language, "of the texts: en or nl")->capture_default_str();
    command->add_option("--rows", request->rows, "rows shown of each figure in table form; 0 for all")
        ->transform(whole_number("rows"))
        ->capture_default_str();
    command->add_option("--threads", request->threads, "threads to use; 0 for all cores; results do not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
    add_output(*command, request->output);
    command->footer(
        "A verdict is computed from the figures: always, nearly_always, only_if, nearly_never, never or "
        "not_computable. CSV has one row a claim; "
        "JSON has\nthe figures too.\n"
        "Example:\n  stemgewicht claims drechtsteden-2018 --claim more_weight --figure staircase --format csv");
    command->callback([command, request] { run_checked(*command, [&] { run_claims(*request); }); });
}

}  // namespace stemgewicht::cli
