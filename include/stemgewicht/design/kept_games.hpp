#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stemgewicht {

/// The proper weighted games of so many members up to renaming, by their least whole weights (see weighted_games), a
/// byte for each weight, from the heaviest, and one for the quota. They are ascending by weights, then by quota. The
/// games that are not proper are their duals: the same weights, and the quota total - quota + 1.
class GameTable {
public:
    GameTable(std::size_t members, std::vector<std::uint8_t> bytes) : members_(members), bytes_(std::move(bytes)) {}

    [[nodiscard]] std::size_t member_count() const { return members_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size() / (members_ + 1); }
    [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }
    [[nodiscard]] WeightedRule rule(std::size_t game) const;

private:
    std::size_t members_;
    std::vector<std::uint8_t> bytes_;
};

/// Told in words what becomes of a file.
using Remark = std::function<void(const std::string&)>;

/// Where the games of so many members are kept if nothing else is said: weighted-games-N.bin in the folder stemgewicht
/// of the user's cache directory, $XDG_CACHE_HOME or ~/.cache. Empty where there is none.
std::string game_file(std::size_t member_count);

/// The table, made.
GameTable made_games(std::size_t member_count, const Progress& progress = {});

/// The table, from a file; where that is not there, cannot be read, is of another version or is not whole by its
/// checksum, the games are made and kept there, and `note` is told. The file is written under another name and renamed,
/// so that it is whole or not there; 8 members take 4.4 MB. Without a path nothing is kept. Throws
/// std::invalid_argument for 0 members and, with nothing changed, for a path other than game_file where something
/// stands that is no file of games, std::length_error beyond maximum_told_game_members.
GameTable kept_games(std::size_t member_count, const std::string& path, const Remark& note = {},
                     const Progress& progress = {});

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/design/definitions/kept_games.hpp>
#endif
