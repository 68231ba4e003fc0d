#include "common.hpp"

#include <stemgewicht/core/nearest_name.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string one_line(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';  // nothing that moves the cursor of a terminal
    while (text.ends_with(' ')) text.pop_back();
    using stemgewicht::cli::Json;  // a file may hold, and be called, what is not UTF-8
    return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

/// A first word that is no command is named, rather than the lack of one.
void refuse_unknown_command(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return;
    std::vector<std::string> known;
    for (const CLI::App* command : app.get_subcommands({})) {
        if (command->get_name() == argv[1]) return;
        known.push_back(command->get_name());
    }
    stemgewicht::refuse_unknown("command", stemgewicht::names_of(known), argv[1]);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789./") == std::string_view::npos;
}

/// What a list needs of which a blank made several arguments; empty where none was.
std::string list_hint(int argc, char** argv) {
    for (int k = 1; k < argc; ++k) {
        const std::string argument = argv[k];
        if (argument.ends_with(',') || (argument.starts_with(',') && argument.size() > 1))
            return "; a list is written without blanks, as in 4,4,2, or in quotes";
        if (argument == "--weights" && k + 2 < argc && is_number(argv[k + 1]) && is_number(argv[k + 2]))
            return "; a list is written with commas, as in 4,4,2, or in quotes, as in \"4 4 2\"";
    }
    return "";
}

/// Runs the command that is asked for, or tells what --help and --version ask.
int run(CLI::App& app, int argc, char** argv) {
    try {
        refuse_unknown_command(app, argc, argv);
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::Success& request) {
        std::ostringstream text;
        const int status = app.exit(request, text, text);
        stemgewicht::cli::write_text("", text.str());
        return status;
    }
}

/// The exit status, with one line on standard error where something is wrong.
int guarded(CLI::App& app, int argc, char** argv) {
    const auto complain = [&](const std::string& text) {
        stemgewicht::cli::clear_progress();
        std::cerr << "stemgewicht: " << text << '\n';
    };
    try {
        return run(app, argc, argv);
    } catch (const CLI::ParseError& error) {
        complain(one_line(error.what()) + list_hint(argc, argv) + " (see stemgewicht --help)");
        return 2;
    } catch (const std::logic_error& error) {  // invalid_argument and length_error: what, where, what was expected
        complain(one_line(error.what()) + list_hint(argc, argv));
        return 2;
    } catch (const std::bad_alloc&) {
        complain("the tables do not fit in memory");
        return 1;
    } catch (const std::exception& error) {
        complain("internal fault: " + one_line(error.what()));
        return 1;
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"When a board votes by weight: who holds power, and how likely is a member to be outvoted?",
                 "stemgewicht"};
    app.set_version_flag("--version", STEMGEWICHT_VERSION);
    app.require_subcommand(1);
    app.footer(
        "Example:\n  stemgewicht options drechtsteden-2018\nExit status: 0 done, 2 bad input, 1 internal fault.");
    stemgewicht::cli::add_power(app);
    stemgewicht::cli::add_coalitions(app);
    stemgewicht::cli::add_outvoted(app);
    stemgewicht::cli::add_indices(app);
    stemgewicht::cli::add_options(app);
    stemgewicht::cli::add_scorecard(app);
    stemgewicht::cli::add_portfolio(app);
    stemgewicht::cli::add_phase(app);
    stemgewicht::cli::add_sensitivity(app);
    stemgewicht::cli::add_votes(app);
    stemgewicht::cli::add_front(app);
    stemgewicht::cli::add_design(app);
    stemgewicht::cli::add_mandates(app);
    stemgewicht::cli::add_bounds(app);
    stemgewicht::cli::add_claims(app);
    stemgewicht::cli::add_report(app);
    stemgewicht::cli::add_loyalty(app);
    stemgewicht::cli::add_sweep(app);
    stemgewicht::cli::add_boards(app);
    stemgewicht::cli::add_case(app);
    stemgewicht::cli::add_validate(app);
    std::signal(SIGXFSZ, SIG_IGN);  // a limit of the size of files is an error of writing, as a full disk is
    stemgewicht::cli::show_progress();
    const int status = guarded(app, argc, argv);
    stemgewicht::cli::clear_progress();
    return status;
}
