#include <stemgewicht/batch/sweep_folder.hpp>

#include "batch/studies.hpp"
#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <filesystem>
#include <map>
#include <numeric>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;

namespace {

namespace fs = std::filesystem;

/// A study of several small chunks.
SweepStudy several_chunks() { return parse_sweep(batch::drawn_boards("600")); }

std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        files[entry.path().filename().string()] = support::contents(entry.path());
    return files;
}

void check_refusal(const std::string& folder, const SweepStudy& study, const std::string& says) {
    const auto before = files_of(folder);
    CHECK_THAT(support::refusal([&] { return SweepFolder(folder, study, "csv"); }), ContainsSubstring(says));
    CHECK(files_of(folder) == before);
}

}  // namespace

TEST_CASE("A folder is the same byte for byte however it was made") {
    const support::Directory place("sweep-same");
    const SweepStudy study = several_chunks();
    REQUIRE(study.chunks() >= 3);
    SweepFolder one(place.file("one"), study, "csv"), two(place.file("two"), study, "csv"),
        three(place.file("three"), study, "csv");
    run_sweep(study, one, 1);
    std::uint64_t told = 0;
    run_sweep(study, two, 7, [&](const SweepProgress& done) { told = done.cases; });
    CHECK(told == study.cases());
    for (std::uint64_t chunk = study.chunks(); chunk-- > 0;) three.store(chunk, sweep_csv(sweep_chunk(study, chunk)));
    three.finish();
    CHECK(files_of(place.file("two")) == files_of(place.file("one")));
    CHECK(files_of(place.file("three")) == files_of(place.file("one")));
    CHECK(files_of(place.file("one")).size() == study.chunks() + 3);
}

TEST_CASE("A run goes on where another ended, whatever it left half done") {
    const support::Directory place("sweep-on");
    const SweepStudy study = several_chunks();
    const std::string whole = place.file("whole"), stopped = place.file("stopped");
    {
        SweepFolder folder(whole, study, "csv");
        run_sweep(study, folder);
        SweepFolder begun(stopped, study, "csv");
        begun.store(1, sweep_csv(sweep_chunk(study, 1)));
    }
    support::write(stopped + "/.part-000000.csv.unfinished", "half");
    support::write(stopped + "/part-000000.csv", "renamed and not entered");
    support::write(stopped + "/_chunks.csv", support::contents(stopped + "/_chunks.csv") + "0,2");
    SweepFolder folder(stopped, study, "csv");
    CHECK(folder.missing().size() == study.chunks() - 1);
    CHECK(folder.notes().empty());
    run_sweep(study, folder);
    CHECK(files_of(stopped) == files_of(whole));
}

TEST_CASE("A damaged or missing chunk is found and counted again") {
    const support::Directory place("sweep-damaged");
    const SweepStudy study = several_chunks();
    const std::string path = place.file("out");
    {
        SweepFolder folder(path, study, "csv");
        run_sweep(study, folder);
    }
    const auto before = files_of(path);
    std::string bytes = before.at("part-000001.csv");
    bytes[bytes.size() / 2] ^= 1;
    support::write(path + "/part-000001.csv", bytes);
    fs::remove(path + "/part-000002.csv");
    CHECK(read_sweep_folder(path).missing == std::vector<std::uint64_t>{2});
    CHECK(read_sweep_folder(path, true).missing == std::vector<std::uint64_t>{1, 2});
    SweepFolder folder(path, study, "csv");
    CHECK(folder.missing() == std::vector<std::uint64_t>{1, 2});
    CHECK(folder.notes() == std::vector<std::string>{"part-000001.csv is damaged, and is counted again",
                                                     "part-000002.csv is missing, and is counted again"});
    run_sweep(study, folder);
    CHECK(files_of(path) == before);
}

TEST_CASE("What a folder says of its study must be as it was written") {
    const support::Directory place("sweep-told");
    const SweepStudy study = several_chunks();
    const std::string path = place.file("out"), told = path + "/_study.json";
    {
        SweepFolder folder(path, study, "csv");
        run_sweep(study, folder);
    }
    const std::string before = support::contents(told);
    const auto with = [&](const std::string& part, const std::string& other) {
        std::string text = before;
        const std::size_t at = text.rfind(part);
        REQUIRE(at != std::string::npos);
        return text.replace(at, part.size(), other);
    };
    const std::string chunks = "\"chunks\": " + std::to_string(study.chunks());
    for (const std::string& text : {with(chunks, chunks + "0"), with("shapley_shubik", "outvoted_if_yes"),
                                    with("Drawn boards", "Other boards"), with("uniform_integers", "no_law")}) {
        support::write(told, text);
        CHECK(support::refusal([&] { return read_sweep_folder(path); }).find("its _study.json") != std::string::npos);
        CHECK(support::refusal([&] { return SweepFolder(path, study, "csv"); }).find("its _study.json") !=
              std::string::npos);
    }
    fs::remove(told);
    fs::create_directory(told);
    CHECK(support::refusal([&] { return read_sweep_folder(path); }).starts_with("output: must be a folder of files"));
}

TEST_CASE("A folder of something else, of another study or in use is refused and left as it is") {
    const support::Directory place("sweep-refused");
    const SweepStudy study = several_chunks();
    fs::create_directory(place.file("other"));
    support::write(place.file("other") + "/notes.txt", "mine");
    check_refusal(place.file("other"), study, "it holds notes.txt");
    support::write(place.file("other") + "/_study.json", "{\"kind\": 3}");
    check_refusal(place.file("other"), study, "its _study.json is of another program");
    CHECK_THROWS_AS(read_sweep_folder(place.file("other")), std::invalid_argument);
    support::write(place.file("file"), "no folder");
    CHECK_THROWS_AS(SweepFolder(place.file("file"), study, "csv"), std::invalid_argument);
    const std::string path = place.file("out");
    {
        const SweepFolder folder(path, study, "csv");
        check_refusal(path, study, "must be a folder that no other run is writing, got");
    }
    check_refusal(path, parse_sweep(batch::drawn_boards("601")), "the study has changed since");
    CHECK_THAT(support::refusal([&] { return SweepFolder(path, study, "parquet"); }),
               ContainsSubstring("it is written as csv"));
    CHECK_THROWS_AS(SweepFolder(path, study, "xlsx"), std::invalid_argument);
    std::string told = support::contents(path + "/_study.json");
    const std::string version = "\"results_version\": " + std::to_string(sweep_results_version);
    told.replace(told.find(version), version.size(), "\"results_version\": 0");
    support::write(path + "/_study.json", told);
    check_refusal(path, study, "it has results of version 0");
}

TEST_CASE("The checksum is CRC-64/XZ") { CHECK(sweep_checksum("123456789") == "995dc9bbdf1939fa"); }
