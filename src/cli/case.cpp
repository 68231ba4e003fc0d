#include "common.hpp"

#include <stemgewicht/study/catalogue.hpp>

#include <memory>

namespace stemgewicht::cli {

namespace {

struct CaseCommand {
    std::string after, from;
    CaseColumns columns;
    std::string centre;
    std::string decimal;
    bool thousands = false;
    std::string output;
};

void run(const CaseCommand& request) {
    if (request.after.empty() == request.from.empty())
        refuse("case", "asked for by --template or --from", request.after.empty() ? "neither" : "both");
    if (!request.after.empty()) return write_text(request.output, case_template(request.after));
    const auto [id, text] = read_file(request.from, "from");
    write_text(request.output, case_from_table(text, id, request.columns, request.centre,
                                               number_form(request.decimal, request.thousands)));
}

}  // namespace

void add_case(CLI::App& app) {
    auto request = std::make_shared<CaseCommand>();
    CLI::App* command = app.add_subcommand("case", "a case file to start one of your own from");
    command->add_option("--template", request->after, "a shipped case, with a comment on each part, to fill in");
    command->add_option("--from", request->from,
                        "a table of lists with their municipalities and seats (CSV or JSON), or - for standard input");
    command->add_option("--municipality", request->columns.municipality, "the column of the table with municipalities");
    command->add_option("--list", request->columns.list, "the column with the names of the lists");
    command->add_option("--seats", request->columns.seats, "the column with their seats");
    command->add_option("--family", request->columns.family, "the column with the families that lists belong to");
    command->add_option("--population", request->columns.population,
                        "the column with the inhabitants of the municipality, in each of its lines or in one");
    command->add_option("--centre", request->centre,
                        "the municipality that would be centre municipality; the largest if not given");
    add_number_form(*command, request->decimal, request->thousands);
    add_output_file(*command, request->output);
    command->footer(
        "Columns that are not named are looked for by their usual titles: municipality or gemeente, list, party or "
        "lijst,\n"
        "seats or zetels, family or familie, population, inhabitants or inwoners.\n"
        "Examples:\n  stemgewicht case --template tienstroom-synthetic --output my-region.toml\n"
        "  stemgewicht case --from seats.csv --output my-region.toml");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
