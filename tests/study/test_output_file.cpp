#include <stemgewicht/study/output_file.hpp>

#include "catch.hpp"
#include "support/files.hpp"
#include "support/refusal.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>

using namespace stemgewicht;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

constexpr auto permissions_of = [](const fs::path& path) { return fs::status(path).permissions(); };
constexpr fs::perms mode_600 = fs::perms::owner_read | fs::perms::owner_write;
constexpr fs::perms mode_444 = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;

std::size_t files_in(const fs::path& directory) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), {}));
}

}  // namespace

TEST_CASE("A file is written whole, and an old one replaced") {
    const support::Directory directory("write-output");
    const std::string file = directory.file("out.csv");
    write_output(file, "first, and longer\n");
    CHECK(support::contents(file) == "first, and longer\n");
    write_output(file, "second\r\n\n");
    CHECK(support::contents(file) == "second\r\n\n");
    CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("Writing touches no other file") {
    const support::Directory directory("write-others");
    for (const char* name : {"out.csv.part", "out.csv~", ".out.csv", "out.csv.tmp"})
        support::write(directory.file(name), name);
    write_output(directory.file("out.csv"), "text");
    for (const char* name : {"out.csv.part", "out.csv~", ".out.csv", "out.csv.tmp"})
        CHECK(support::contents(directory.file(name)) == name);
    CHECK(files_in(directory.path()) == 5);
}

TEST_CASE("A file keeps its permissions, a link stays one, and so do the names of a file with several") {
    const support::Directory directory("write-keeps");
    const std::string file = directory.file("real.csv"), link = directory.file("link.csv"),
                      hard = directory.file("hard.csv"), dangling = directory.file("dangling.csv");
    support::write(file, "old");
    fs::permissions(file, mode_600);
    fs::create_symlink("real.csv", link);
    write_output(link, "new");
    CHECK(fs::is_symlink(link));
    CHECK(support::contents(file) == "new");
    CHECK(permissions_of(file) == mode_600);
    fs::create_hard_link(file, hard);
    write_output(hard, "both");
    CHECK(support::contents(file) == "both");
    fs::create_symlink("made.csv", dangling);
    write_output(dangling, "made");
    CHECK(fs::is_symlink(dangling));
    CHECK(support::contents(directory.file("made.csv")) == "made");
}

TEST_CASE("A new file has the permissions that every program gives one") {
    const support::Directory directory("write-mode");
    const mode_t before = ::umask(027);
    write_output(directory.file("new.csv"), "x");
    ::umask(before);
    CHECK(permissions_of(directory.file("new.csv")) == (mode_600 | fs::perms::group_read));
}

TEST_CASE("A file that nobody may write is refused and kept") {
    const support::Directory directory("write-read-only");
    const std::string file = directory.file("kept.csv");
    support::write(file, "kept");
    fs::permissions(file, mode_444);
    const std::string refusal = "output: must be a file that can be written, got \"" + file + "\" (it is read-only)";
    CHECK(support::refusal([&] { write_output(file, "text"); }) == refusal);
    CHECK(support::refusal([&] { check_output(file); }) == refusal);
    CHECK(support::contents(file) == "kept");
    CHECK(permissions_of(file) == mode_444);
}

TEST_CASE("A name may be as long as the file system has it") {
    const support::Directory directory("write-long");
    const std::string file = directory.file(std::string(255, 'n'));
    write_output(file, "first");
    write_output(file, "second");
    CHECK(support::contents(file) == "second");
    CHECK_THAT(support::refusal([&] { write_output(directory.file(std::string(256, 'n')), "text"); }),
               StartsWith("output: must be a file that can be written"));
    CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("A file that cannot be written is refused, and nothing is left behind") {
    const support::Directory directory("write-refused");
    const std::string file = directory.file("missing/out.csv");
    for (const auto& refuse : {write_output, +[](const std::string& name, std::string_view) { check_output(name); }}) {
        CHECK(support::refusal([&] { refuse(file, "text"); }) ==
              "output: must be a file that can be written, got \"" + file + "\" (No such file or directory)");
        CHECK_FALSE(fs::exists(directory.path() / "missing"));
        CHECK_THAT(support::refusal([&] { refuse(directory.path().string(), "text"); }),
                   ContainsSubstring("(Is a directory)"));
        CHECK_THAT(support::refusal([&] { refuse(directory.file("none/"), "text"); }),
                   StartsWith("output: must be a file that can be written"));
    }
    fs::create_symlink("round.csv", directory.file("round.csv"));
    CHECK_THAT(support::refusal([&] { write_output(directory.file("round.csv"), "text"); }),
               StartsWith("output: must be a file that can be written"));
    CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("A file that there is no room for is refused, and the old one stays") {
    const support::Directory directory("write-room");
    const std::string file = directory.file("out.csv");
    support::write(file, "old");
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{.rlim_cur = 100, .rlim_max = before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const std::string refusal = support::refusal([&] { write_output(file, std::string(1000, 'x')); });
    ::setrlimit(RLIMIT_FSIZE, &before);
    CHECK_THAT(refusal, ContainsSubstring("(File too large)"));
    CHECK(support::contents(file) == "old");
    CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("A device that is full leaves no trace and says so") {
    if (!fs::exists("/dev/full")) return;
    CHECK(support::refusal([] { write_output("/dev/full", "text"); }) ==
          "output: must be a file that can be written, got \"/dev/full\" (No space left on device)");
    CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("A directory is one that can be made or written") {
    const support::Directory directory("write-directory");
    const std::string file = directory.file("file");
    support::write(file, "x");
    check_output_directory(directory.path().string());
    check_output_directory(directory.file("a/b/c"));
    CHECK_FALSE(fs::exists(directory.file("a")));
    for (const std::string& wrong : {file, file + "/below"})
        CHECK(support::refusal([&] { check_output_directory(wrong); }) ==
              "output: must be a directory that can be made or written, got \"" + wrong + "\" (Not a directory)");
}
