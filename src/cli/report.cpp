#include "common.hpp"

#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/output_file.hpp>
#include <stemgewicht/study/report.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct ReportCommand {
    std::string name = "drechtsteden-2018";
    std::string directory;
    std::string language = "en";
    int threads = 1;
};

namespace fs = std::filesystem;

std::string path_in(const ReportCommand& command, const std::string& name) {
    return (fs::path(command.directory) / name).string();
}

/// Nothing is written before all is computed, and each file is there whole or not at all; the page comes last.
void write_report(const ReportCommand& command, std::vector<ReportFile> files) {
    std::error_code error;
    fs::create_directories(command.directory, error);
    if (error || !fs::is_directory(command.directory))
        refuse("output", "a directory that can be made or written", "\"" + command.directory + "\"");
    for (const ReportFile& file : files)
        if (fs::equivalent(command.name, path_in(command, file.name), error))
            refuse("output", "a directory whose " + file.name + " is not the case that is read",
                   "\"" + command.directory + "\"");
    for (const ReportFile& file : files) check_output(path_in(command, file.name));
    for (std::size_t k = files.size(); k-- > 0;) write_text(path_in(command, files[k].name), files[k].text);
    write_text("", path_in(command, files.front().name) + "\n");
}

void run_report(const ReportCommand& command) {
    const Board board = load_board(command.name);
    ReportRequest request{.language = report_language(command.language), .threads = command.threads};
    check_output_directory(command.directory);
    if (fs::is_directory(command.directory)) check_output(path_in(command, report_page(request.language)));
    request.progress = &tell_progress;
    std::vector<ReportFile> files = make_report(board, request);
    write_report(command, std::move(files));
}

}  // namespace

void add_report(CLI::App& app) {
    auto command = std::make_shared<ReportCommand>();
    CLI::App* report =
        app.add_subcommand("report", "the governance study of a case as one page, with the numbers behind its figures");
    report->add_option("case", command->name, "a case file or the name of a shipped one, or - for standard input")
        ->capture_default_str();
    report->add_option("--output", command->directory, "the directory that gets the page and its files")->required();
    report->add_option("--language", command->language, "en or nl")->capture_default_str();
    report->add_option("--threads", command->threads, "threads; 0: all cores. The report does not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
    report->footer(
        "Writes report.html and what-if.html, a page with sliders (rapport.html and wat-als.html in Dutch), which open "
        "without a network, and figure-*.csv.\n"
        "Example:\n  stemgewicht report drechtsteden-2018 --output report");
    report->callback([report, command] { run_checked(*report, [&] { run_report(*command); }); });
}

}  // namespace stemgewicht::cli
