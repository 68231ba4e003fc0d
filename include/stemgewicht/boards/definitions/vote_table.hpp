#pragma once

#include <stemgewicht/boards/vote_table.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/observed.hpp>

#include <boost/tokenizer.hpp>

#include <algorithm>
#include <cstddef>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

/// The fields of a line of comma-separated values; a field may stand in double quotes.
inline std::vector<std::string> split_line(std::string line, const std::string& place) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.find('\0') != std::string::npos) refuse(place, "a line of text", "a zero byte");
    const boost::tokenizer fields(line, boost::escaped_list_separator<char>('\0', ',', '"'));
    return {fields.begin(), fields.end()};
}

inline std::optional<bool> parse_vote(const std::string& text, const std::string& field) {
    if (text != "0" && text != "1" && !text.empty())
        refuse(field, "1, 0, or empty for a missing vote", "\"" + text + "\"");
    return text.empty() ? std::nullopt : std::optional(text == "1");
}

}  // namespace detail

STEMGEWICHT_DEFINITION ObservedVotes read_votes(std::istream& text, std::string name,
                                                std::span<const std::string> members) {
    ObservedVotes votes{.name = std::move(name), .motions = {}};
    std::string line;
    std::getline(text, line);
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    const std::vector<std::string> titles = detail::split_line(line, votes.name + ":1");
    std::vector<std::size_t> columns;
    for (const std::string& member : members) {
        if (std::ranges::count(titles, member) != 1)
            refuse(votes.name, "a table of votes with one column for each member",
                   std::to_string(std::ranges::count(titles, member)) + " for \"" + member + "\"");
        columns.push_back(static_cast<std::size_t>(std::ranges::find(titles, member) - titles.begin()));
    }
    for (std::size_t number = 2; std::getline(text, line); ++number) {
        if (line.empty() || line == "\r") continue;
        const std::string place = votes.name + ":" + std::to_string(number);
        const std::vector<std::string> fields = detail::split_line(line, place);
        if (fields.size() != titles.size())
            refuse(place, "a line of " + std::to_string(titles.size()) + " values, as there are titles", fields.size());
        auto& motion = votes.motions.emplace_back();
        for (std::size_t i = 0; i < members.size(); ++i)
            motion.push_back(detail::parse_vote(fields[columns[i]], place + ", " + members[i]));
    }
    if (votes.motions.empty()) refuse(votes.name, "a table of votes with at least one motion", "none");
    return votes;
}

}  // namespace stemgewicht
