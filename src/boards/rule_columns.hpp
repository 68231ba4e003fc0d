#pragma once

#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// Which of these columns a rule names first, as a word of its own: the weight of a board whose rule says what counts,
/// where no weight is told.
inline std::optional<std::string> column_of_rule(std::string_view rule, const std::vector<std::string>& titles) {
    const auto in_word = [&](std::size_t place) {
        return place < rule.size() &&
               (std::isalnum(static_cast<unsigned char>(rule[place])) != 0 || rule[place] == '_');
    };
    std::optional<std::string> first;
    std::size_t earliest = rule.size();
    for (const std::string& title : titles)
        for (std::size_t at = 0; (at = rule.find(title, at)) < earliest; at += title.size())
            if (!title.empty() && (at == 0 || !in_word(at - 1)) && !in_word(at + title.size())) {
                earliest = at;
                first = title;
                break;
            }
    return first;
}

}  // namespace stemgewicht::detail
