#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/observed.hpp>

#include <iosfwd>
#include <span>
#include <string>

namespace stemgewicht {

/// Reads past votes of the members: comma-separated values, one line a motion, under a line of titles. The column of a
/// member has its name as title, and holds 1 (yes), 0 (no) or nothing (no vote); other columns are not read. Throws
/// std::invalid_argument, naming the line, for anything else.
ObservedVotes read_votes(std::istream& text, std::string name, std::span<const std::string> members);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/vote_table.hpp>
#endif
