#include "holders.hpp"

#include "common.hpp"

#include <stemgewicht/boards/text_list.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace stemgewicht::cli {

void add_holder(CLI::App& command, HolderChoice& choice) {
    command.add_option("--member", choice.members, "report on this member only (or group, with --by); may be repeated");
    command.add_option("--by", choice.by,
                       "report on the groups of this grouping, such as municipality; a group stands with its majority");
    command.add_option("--position", choice.column,
                       "with --by: the numeric column that makes a group's majority; the weight if not given");
}

std::vector<Holder> holders_of(const HolderChoice& choice, const Board& board) {
    std::vector<Holder> result;
    if (choice.by.empty()) {
        if (!choice.column.empty()) refuse("position", "given with --by GROUPING only", "\"" + choice.column + "\"");
        if (choice.members.empty()) {
            for (const std::string& name : board.names) result.push_back({name, {}});
            return result;
        }
        for (const std::string& name : choice.members)
            result.push_back({name, member_position(member_index(board, name), board.names.size())});
        return result;
    }
    const Grouping& grouping = grouping_of(board, choice.by);
    const std::vector<Weight>& column = choice.column.empty() ? weights(board) : column_of(board, choice.column);
    for (const std::string& name : choice.members.empty() ? grouping.labels : choice.members) {
        const auto group = std::ranges::find(grouping.labels, name);
        if (group == grouping.labels.end()) {
            std::string known;
            for (const std::string& label : grouping.labels) known += (known.empty() ? "" : ", ") + shown_name(label);
            refuse("member", fmt::format("a {} of {} ({})", choice.by, board.id, known), "\"" + name + "\"");
        }
        const auto place = static_cast<std::size_t>(group - grouping.labels.begin());
        try {
            result.push_back({name, group_position(grouping, place, column)});
        } catch (const std::invalid_argument&) {
            refuse("position", fmt::format("a column in which some member of {} has a weight", name), "only zeros");
        }
    }
    return result;
}

}  // namespace stemgewicht::cli
