#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include "catch.hpp"
#include "support/refusal.hpp"

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

using namespace stemgewicht;

namespace {

/// A folder of its own, that is gone afterwards.
struct GameFolder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("stemgewicht-games-" + std::to_string(std::random_device()()));
    ~GameFolder() { std::filesystem::remove_all(path); }
};

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
}

}  // namespace

TEST_CASE("Kept games are the proper weighted games, ascending by weights, however they are come by") {
    const GameFolder folder;
    const std::filesystem::path file = folder.path / "deeper" / "games.bin";
    std::vector<std::string> notes;
    const Remark note = [&](const std::string& text) { notes.push_back(text); };
    for (std::size_t n = 1; n <= 6; ++n) {
        std::filesystem::remove(file);
        const GameTable made = kept_games(n, file.string(), note), read = kept_games(n, file.string(), note);
        CHECK(made.bytes() == read.bytes());
        CHECK(notes.size() == n);  // once for each that was made
        std::vector<WeightedRule> expected = weighted_games(n, WeightedGames::proper), rules;
        std::ranges::sort(expected, {}, [](const WeightedRule& rule) { return std::pair(rule.weights, rule.quota); });
        for (std::size_t g = 0; g < read.size(); ++g) rules.push_back(read.rule(g));
        CHECK(rules == expected);
    }
    CHECK(notes.back() == "the weighted games of 6 members are kept in " + file.string());
}

TEST_CASE("A file of games that is cut off, altered or of other members is made again, and told of") {
    const GameFolder folder;
    std::filesystem::create_directories(folder.path);
    const std::filesystem::path file = folder.path / "games.bin";
    const GameTable games = kept_games(4, file.string());
    const std::string whole = bytes_of(file);
    std::mt19937 random(7);
    std::vector<std::string> broken{"", "stgames1", whole.substr(0, whole.size() - 1), whole + "x",
                                    "stgames2" + whole.substr(8)};
    for (std::size_t place = 7; place < whole.size(); ++place) {  // behind what tells such files from others
        broken.push_back(whole);
        broken.back()[place] = static_cast<char>(broken.back()[place] ^ static_cast<char>(1 << random() % 7));
    }
    for (const std::string& bytes : broken) {
        write_bytes(file, bytes);
        std::vector<std::string> notes;
        CHECK(kept_games(4, file.string(), [&](const std::string& text) { notes.push_back(text); }).bytes() ==
              games.bytes());
        REQUIRE(notes.size() == 2);
        CHECK(notes.front() ==
              file.string() + " is not a whole file of the weighted games of 4 members; it is made again");
        CHECK(bytes_of(file) == whole);
    }
    CHECK(kept_games(3, file.string()).size() == 5);
}

TEST_CASE("A file that was never one of games is refused and kept, whatever it is") {
    const GameFolder folder;
    std::filesystem::create_directories(folder.path);
    const std::filesystem::path file = folder.path / "board.toml";
    for (const std::string bytes : {"title = \"Two\"\n", "s", "stgamex1", "\n"}) {
        write_bytes(file, bytes);
        CHECK(support::refusal([&] { return kept_games(3, file.string()); }) ==
              "games: must be a file in which weighted games are kept, or a new one, got \"" + file.string() + "\"");
        CHECK(bytes_of(file) == bytes);
    }
    for (const std::filesystem::path& other : {folder.path, std::filesystem::path("/dev/null")}) {
        CHECK(support::refusal([&] { return kept_games(3, other.string()); }).starts_with("games: must be a file"));
        CHECK(std::filesystem::exists(other));
        CHECK_FALSE(std::filesystem::is_regular_file(other));
    }
}

TEST_CASE("A file of games that is made again keeps its permissions, and a link to it stays one") {
    namespace fs = std::filesystem;
    const GameFolder folder;
    fs::create_directories(folder.path);
    const fs::path file = folder.path / "games.bin", link = folder.path / "link.bin";
    const GameTable games = kept_games(4, file.string());
    const std::string whole = bytes_of(file);
    fs::create_symlink("games.bin", link);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    write_bytes(file, whole.substr(0, whole.size() / 2));
    CHECK(kept_games(4, link.string()).bytes() == games.bytes());
    CHECK(fs::is_symlink(link));
    CHECK(bytes_of(file) == whole);
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    write_bytes(file, whole.substr(0, whole.size() / 2));
    fs::permissions(file, fs::perms::owner_read);
    std::string told;
    CHECK(kept_games(4, file.string(), [&](const std::string& text) { told = text; }).size() == games.size());
    CHECK(told == "the weighted games of 4 members cannot be kept in " + file.string());
    CHECK(bytes_of(file) == whole.substr(0, whole.size() / 2));
    CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 2);
}

TEST_CASE("Games that cannot be kept are made, and that is told") {
    const GameFolder folder;
    write_bytes(folder.path, "a file where the folder would be");
    std::string told;
    CHECK(kept_games(3, (folder.path / "games.bin").string(), [&](const std::string& text) { told = text; }).size() ==
          5);
    CHECK(told.starts_with("the weighted games of 3 members cannot be kept in "));
    CHECK(kept_games(2, {}).size() == 2);
    CHECK(support::refusal([] { return kept_games(0, {}); }) == "members: must be 1 or more, got 0");
    CHECK_THROWS_AS(kept_games(9, {}), std::length_error);
}
