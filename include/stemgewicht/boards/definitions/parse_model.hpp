#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/boards/vote_table.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/model.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

namespace detail {

/// What a text such as region=0.1,family=0.3,family.Local=0,p=0.6 says: everyone's share, those of groupings and of
/// single groups, chances of yes, and those of lines, all of them or the ones that line.family or line.family.VVD
/// names.
struct SharesText {
    double region = 0;
    std::vector<Cohesion> groups{};
    std::vector<double> yes{0.5};
    double line = 0.5;

    SharesText(std::string_view text, const Board& board, const std::string& model) {
        std::set<std::string> seen;
        for (const std::string_view part : split_text(text, ',')) {
            const std::size_t equals = part.find('=');
            const std::string key(part.substr(0, equals));
            if (equals == std::string_view::npos || key.empty())
                refuse(model, "a list such as " + model + ":region=0.1,family=0.3,p=0.5",
                       "\"" + std::string(part) + "\"");
            if (!seen.insert(key).second) refuse(model, "a list that names nothing twice", "\"" + key + "\" again");
            const std::string_view value = part.substr(equals + 1);
            const std::string field = model + "." + key;
            if (key == "p") {
                yes = parse_numbers(value, field, '/');
                continue;
            }
            const std::vector<double> number = parse_numbers(value, field);
            if (key == "region")
                region = number[0];
            else if (key == "line" && model == "copy")
                line = number[0];
            else if (key.starts_with("line.") && model == "copy")
                set_line(board, key.substr(5), number[0]);
            else
                set_share(board, key, number[0]);
        }
        for (const auto& [grouping, chance] : all_lines_)
            for (const std::string& label : board.groupings.at(grouping).labels)
                cohesion(board.groupings.at(grouping)).lines.try_emplace(label, chance);
    }

private:
    Cohesion& cohesion(const Grouping& grouping) {
        const auto known = std::ranges::find(groups, grouping, &Cohesion::grouping);
        return known != groups.end() ? *known : groups.emplace_back(Cohesion{.grouping = grouping});
    }

    void set_share(const Board& board, const std::string& key, double share) {
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos || board.groupings.contains(key))
            cohesion(grouping_of(board, key)).share = share;
        else
            cohesion(grouping_of(board, key.substr(0, dot))).own.emplace(key.substr(dot + 1), share);
    }

    void set_line(const Board& board, const std::string& key, double chance) {
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos || board.groupings.contains(key))
            all_lines_.emplace(grouping_of(board, key).name, chance);
        else
            cohesion(grouping_of(board, key.substr(0, dot))).lines.emplace(key.substr(dot + 1), chance);
    }

    std::map<std::string, double> all_lines_{};  ///< by grouping: of its groups that are not named
};

/// Chances by member, NAME=CHANCE,.., and `rest` for those that are not named.
inline std::vector<double> named_chances(std::string_view text, const Board& board, double rest,
                                         std::string_view field) {
    std::vector<double> chances(board.names.size(), rest);
    std::set<std::size_t> named;
    for (const std::string& part : quoted_list(text, field)) {
        const std::size_t equals = part.rfind('=');
        if (equals == std::string::npos)
            refuse(field, "one chance for each member, or NAME=CHANCE,..", "\"" + part + "\"");
        const std::size_t member = member_index(board, part.substr(0, equals));
        if (!named.insert(member).second)
            refuse(field, "a list that names nobody twice", "\"" + board.names[member] + "\" again");
        chances[member] = parse_numbers(part.substr(equals + 1), field).front();
    }
    return chances;
}

inline ObservedVotes read_votes(std::string_view text, const Board& board, std::string_view kind,
                                std::string_view field) {
    const std::string file(text);
    const std::optional<std::string> table = text_of_file(file, field);
    if (!table)
        refuse(field, std::string(kind) + ":FILE with a table of votes", "\"" + file + "\", which cannot be read");
    std::istringstream votes(*table);
    return stemgewicht::read_votes(votes, file, board.names);
}

}  // namespace detail

STEMGEWICHT_DEFINITION VotingModel parse_model(std::string_view text, const Board& board, std::string_view field) {
    const std::size_t colon = text.find(':');
    const std::string kind(text.substr(0, colon));
    const std::string_view rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    VotingModel model;
    if (text == "ic")
        model = ic();
    else if (text == "iac")
        model = iac();
    else if (kind == "beta") {
        const auto ab = parse_numbers(rest, field);
        if (ab.size() != 2) refuse(field, "beta:A,B with two numbers", "\"" + std::string(text) + "\"");
        model = beta(ab[0], ab[1]);
    } else if (kind == "independent")
        model = independent(rest.find('=') == std::string_view::npos ? parse_numbers(rest, field)
                                                                     : detail::named_chances(rest, board, 0.5, field));
    else if (kind == "grouped")
        model = grouped(grouping_of(board, std::string(rest)));
    else if (kind == "copy") {
        detail::SharesText shares(rest, board, kind);
        model = CopyVotes{.region = shares.region, .groups = shares.groups, .yes = shares.yes, .line = shares.line};
    } else if (kind == "factor") {
        detail::SharesText shares(rest, board, kind);
        model = FactorVotes{.region = shares.region, .groups = shares.groups, .yes = shares.yes};
    } else if (kind == "observed")
        model = detail::read_votes(rest, board, kind, field);
    else if (kind == "fitted")
        model = fitted(detail::read_votes(rest, board, kind, field));
    else
        refuse(field,
               "ic, iac, beta:A,B, independent:P1,P2,.., grouped:GROUPING, copy:LIST, factor:LIST, observed:FILE or "
               "fitted:FILE",
               "\"" + std::string(text) + "\"");
    static_cast<void>(latent_law(model, board.names.size()));  // refuses what does not fit the board
    return model;
}

}  // namespace stemgewicht
