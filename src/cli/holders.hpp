#pragma once

#include <stemgewicht/boards/board.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace stemgewicht::cli {

/// --member, --by and --position: whose risk to give.
struct HolderChoice {
    std::vector<std::string> members;
    std::string by, column;
};
void add_holder(CLI::App& command, HolderChoice& choice);

/// One position to report on: a member, or a group of members.
struct Holder {
    std::string name;
    WeightedRule position;  ///< without weights where all members are reported on, each by its own vote
};

/// The members or groups that were chosen, or all of them.
std::vector<Holder> holders_of(const HolderChoice& choice, const Board& board);

}  // namespace stemgewicht::cli
