#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// The file: these eight bytes, the last of which is the version of the format; then as eight bytes each, the least
/// first, the number of members, of games, and the checksum of what follows (CRC-32). Then for each game how many bytes
/// are those of the game before, and the bytes from there on.
inline constexpr std::string_view game_file_mark = "stgames1";

inline std::string number_bytes(std::uint64_t number) {
    std::string bytes(8, '\0');
    boost::endian::native_to_little_inplace(number);
    std::memcpy(bytes.data(), &number, 8);
    return bytes;
}

inline std::uint64_t number_at(std::string_view bytes, std::size_t place) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data() + place, 8);
    return boost::endian::little_to_native(number);
}

inline std::uint64_t checksum(std::string_view bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

inline std::string game_file_text(const GameTable& games) {
    const std::size_t width = games.member_count() + 1;
    std::string body;
    for (std::size_t g = 0; g < games.size(); ++g) {
        const std::uint8_t* const game = games.bytes().data() + g * width;
        const std::uint8_t* const before = g > 0 ? game - width : game;
        std::size_t same = 0;
        while (g > 0 && same < width && game[same] == before[same]) ++same;
        body.push_back(static_cast<char>(same));
        for (std::size_t k = same; k < width; ++k) body.push_back(static_cast<char>(game[k]));
    }
    return std::string(game_file_mark) + number_bytes(games.member_count()) + number_bytes(games.size()) +
           number_bytes(checksum(body)) + body;
}

/// The table of a file; empty where it is not one of so many members, or is not whole.
inline std::optional<GameTable> table_of(std::string_view text, std::size_t members) {
    constexpr std::size_t head = 32;
    if (text.size() < head || !text.starts_with(game_file_mark) || number_at(text, 8) != members) return std::nullopt;
    const std::string_view body = text.substr(head);
    if (number_at(text, 24) != checksum(body)) return std::nullopt;
    const std::size_t width = members + 1;
    std::vector<std::uint8_t> bytes;
    for (std::size_t place = 0; place < body.size();) {
        const auto same = static_cast<std::size_t>(body[place++]);
        if (same >= width || width - same > body.size() - place || (same > 0 && bytes.empty())) return std::nullopt;
        for (std::size_t k = 0; k < same; ++k) bytes.push_back(bytes[bytes.size() - width]);
        for (std::size_t k = same; k < width; ++k) bytes.push_back(static_cast<std::uint8_t>(body[place++]));
    }
    if (number_at(text, 16) != bytes.size() / width) return std::nullopt;
    return GameTable(members, std::move(bytes));
}

/// More bytes than a file of games has.
inline constexpr std::uintmax_t most_game_bytes = std::uintmax_t{1} << 26;

/// What stands in a file; empty where that is none of games, or it is not there.
inline std::string game_text(const std::filesystem::path& path) {
    std::error_code error;
    if (const auto size = std::filesystem::file_size(path, error); error || size == 0 || size > most_game_bytes)
        return {};
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Refuses what is there and was never a file of games, as that would be lost.
inline void check_game_file(const std::filesystem::path& path, std::size_t members) {
    std::error_code error;
    if (!std::filesystem::exists(path, error) || path == game_file(members)) return;
    std::array<char, game_file_mark.size() - 1> begin{};  // without the version
    const bool regular = std::filesystem::is_regular_file(path, error);
    if (regular && std::filesystem::file_size(path, error) == 0) return;
    if (regular) std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
    if (!game_file_mark.starts_with(std::string_view(begin.data(), begin.size())))
        refuse("games", "a file in which weighted games are kept, or a new one", "\"" + path.string() + "\"");
}

/// Whether the text now stands in the file, which keeps its permissions, and links to it lead there still.
inline bool keep_text(const std::filesystem::path& path, const std::string& text) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
    const fs::path target = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
    const fs::file_status old = fs::status(target, error);
    const bool writable = (old.permissions() & fs::perms::owner_write) != fs::perms::none;
    if (fs::exists(old) && !(fs::is_regular_file(old) && writable)) return false;
    fs::path part = target;  // of its own where several write at once
    part += "." + std::to_string(std::random_device()()) + ".part";
    error.clear();
    std::ofstream file(part, std::ios::binary);
    file << text;
    file.close();
    if (fs::exists(old)) fs::permissions(part, old.permissions(), error);
    if (file && !error) fs::rename(part, target, error);
    if (file && !error) return true;
    fs::remove(part, error);
    return false;
}

}  // namespace detail

STEMGEWICHT_DEFINITION WeightedRule GameTable::rule(std::size_t game) const {
    const auto first = bytes_.begin() + static_cast<std::ptrdiff_t>(game * (members_ + 1));
    const auto last = first + static_cast<std::ptrdiff_t>(members_);
    return {std::vector<Weight>(first, last), static_cast<Weight>(*last)};
}

STEMGEWICHT_DEFINITION std::string game_file(std::size_t member_count) {
    std::filesystem::path folder;
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
        folder = cache;
    else if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        folder = std::filesystem::path(home) / ".cache";
    else
        return {};
    return (folder / "stemgewicht" / ("weighted-games-" + std::to_string(member_count) + ".bin")).string();
}

STEMGEWICHT_DEFINITION GameTable made_games(std::size_t member_count, const Progress& progress) {
    using Game = std::array<std::uint8_t, maximum_told_game_members + 1>;
    std::vector<Game> games;
    each_weighted_game(
        member_count,
        [&](const WeightedRule& rule) {
            Game& game = games.emplace_back();
            std::ranges::transform(rule.weights, game.begin(),
                                   [](Weight weight) { return static_cast<std::uint8_t>(weight); });
            game[member_count] = static_cast<std::uint8_t>(rule.quota);
        },
        WeightedGames::proper, progress);
    std::ranges::sort(games);
    std::vector<std::uint8_t> bytes;
    bytes.reserve(games.size() * (member_count + 1));
    for (const Game& game : games)
        bytes.insert(bytes.end(), game.begin(), game.begin() + static_cast<std::ptrdiff_t>(member_count) + 1);
    return {member_count, std::move(bytes)};
}

STEMGEWICHT_DEFINITION GameTable kept_games(std::size_t member_count, const std::string& path, const Remark& note,
                                            const Progress& progress) {
    if (path.empty()) return made_games(member_count, progress);
    const auto tell = [&](const std::string& text) {
        if (note) note(text);
    };
    detail::check_game_file(path, member_count);
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        if (auto games = detail::table_of(detail::game_text(path), member_count)) return *std::move(games);
        tell(path + " is not a whole file of the weighted games of " + std::to_string(member_count) +
             " members; it is made again");
    }
    GameTable games = made_games(member_count, progress);
    if (detail::keep_text(path, detail::game_file_text(games)))
        tell("the weighted games of " + std::to_string(member_count) + " members are kept in " + path);
    else
        tell("the weighted games of " + std::to_string(member_count) + " members cannot be kept in " + path);
    return games;
}

}  // namespace stemgewicht
