#include "common.hpp"

#include <stemgewicht/batch/sweep_folder.hpp>
#include <stemgewicht/batch/sweep_study.hpp>
#include <stemgewicht/study/catalogue.hpp>
#include <stemgewicht/study/table.hpp>

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct SweepCommand {
    std::string study, output, format = "csv";
    int threads = 1;
};

/// What is said where a signal ends the program; its handler can be told no other way.
std::array<char, 512> farewell{};
std::size_t farewell_size = 0;

extern "C" void say_farewell(int signal) {
    if (::write(STDERR_FILENO, farewell.data(), farewell_size) < 0) farewell_size = 0;
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

/// Whatever ends the program, what is finished stays; a signal says how to go on.
void say_on_signal(const std::string& output) {
    const std::string text = fmt::format(  // on a terminal in the place of its line of progress
        "{}stemgewicht: stopped; finished chunks stay in {:.300}, and the same command goes on\n",
        ::isatty(STDERR_FILENO) != 0 ? "\r\033[K" : "", printable(output));
    farewell_size = text.copy(farewell.data(), farewell.size());
    std::signal(SIGINT, &say_farewell);
    std::signal(SIGTERM, &say_farewell);
}

/// The line of progress: how fast, and how long still.
std::string progress_line(const SweepProgress& done, double seconds) {
    const double chunks = static_cast<double>(done.chunks);
    return fmt::format("{} of {} chunks, {:.0f} cases/s, {:.0f} s left", done.chunks, done.missing,
                       static_cast<double>(done.cases) / seconds,
                       seconds / chunks * (static_cast<double>(done.missing) - chunks));
}

void run_sweep_command(const SweepCommand& command) {
    using Clock = std::chrono::steady_clock;
    if (command.format == "parquet")
        refuse("format",
               "csv on the command line (the Python package writes Parquet: stemgewicht.sweep(study, output=...))",
               "parquet");
    if (command.format != "csv") refuse("format", "csv", "\"" + command.format + "\"");
    const SweepStudy study = load_sweep(command.study);
    SweepFolder folder(command.output, study, "csv", STEMGEWICHT_VERSION);
    for (const std::string& note : folder.notes()) warn(note);
    const std::uint64_t before = study.chunks() - folder.missing().size();
    say_on_signal(command.output);
    const Clock::time_point start = Clock::now();
    const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    SweepProgress all;
    run_sweep(study, folder, command.threads, [&](const SweepProgress& done) {
        all = done;
        tell_progress(progress_line(done, seconds()));
    });
    clear_progress();
    write_text("", fmt::format("{} cases in {} chunks{}: {}\n", study.cases(), study.chunks(),
                               before > 0 ? fmt::format(", {} of which were there", before) : "",
                               (std::filesystem::path(command.output) / "part-*.csv").string()));
}

}  // namespace

void explain_study(const Output& output, const std::string& file, const std::string& text) {
    const std::filesystem::path path(file);
    const SweepStudy study = parse_sweep(text, path.has_parent_path() ? path.parent_path().string() : ".", file);
    const SweepForecast expected = forecast(study);
    if (output.format == "table") {
        std::string lines;
        for (const std::string& line : describe(study, expected)) lines += printable(line) + "\n";
        return write_text(output.file, lines);
    }
    const Table table{
        .title = "",
        .columns = {"title", "cases", "chunks", "kept", "rows", "seconds", "bytes", "refused", "note", "hash"},
        .rows = {{study.title(), static_cast<std::int64_t>(expected.cases), static_cast<std::int64_t>(expected.chunks),
                  expected.kept, expected.rows, expected.seconds, expected.bytes, expected.refused, expected.note,
                  study.hash()}},
        .notes = {}};
    write(output, table, [&] {
        Json answer = Json::parse(rows_to_json(table)).front();
        answer["valid"] = true;
        answer["columns"] = Json::array();
        for (const SweepHeading& heading : study.columns())
            answer["columns"].push_back({{"name", heading.name}, {"kind", kind_name(heading.kind)}});
        return answer;
    });
}

void add_sweep(CLI::App& app) {
    auto request = std::make_shared<SweepCommand>();
    CLI::App* command =
        app.add_subcommand("sweep", "many cases: every combination of a study file, written chunk by chunk");
    command->add_option("study", request->study, "the study, a TOML file; `stemgewicht validate` says what it makes")
        ->required();
    command
        ->add_option("--output", request->output, "folder to write to; the same command goes on where it was stopped")
        ->required();
    command->add_option("--format", request->format, "csv; the Python package writes parquet")->capture_default_str();
    command->add_option("--threads", request->threads, "threads; 0: all cores. The table does not depend on it")
        ->transform(thread_count())
        ->capture_default_str();
    command->footer("Example:\n  stemgewicht sweep examples/studies/every-quota.toml --output every-quota --threads 0");
    command->callback([command, request] { run_checked(*command, [&] { run_sweep_command(*request); }); });
}

}  // namespace stemgewicht::cli
