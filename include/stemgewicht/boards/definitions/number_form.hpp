#pragma once

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

namespace detail {

inline constexpr std::string_view list_blanks = " \t\n\r";

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a text is one to three digits, and then groups of three behind marks, at least one where `marked`.
inline bool has_groups(std::string_view text, char mark, bool marked) {
    std::size_t group = 0, marks = 0;
    for (const char c : text) {
        if (c == mark) {
            if (group == 0 || (marks > 0 && group != 3)) return false;
            ++marks;
            group = 0;
        } else if (!is_digit(c) || (++group > 3 && marks > 0)) {
            return false;
        }
    }
    return marks == 0 ? !marked && group > 0 : group == 3 && text.find(mark) <= 3 && text.front() != '0';
}

/// Cuts a text at some characters, and leaves out what is empty between two of them.
inline std::vector<std::string_view> words_of(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; (begin = text.find_first_not_of(separators, begin)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

/// Cuts a list at commas, semicolons and white space. Refuses nothing between two commas or semicolons.
inline std::vector<std::string> comma_list(std::string_view text, std::string_view field) {
    std::vector<std::string> parts;
    bool wants_part = true;  // a comma, or the start, wants a part behind it
    for (std::size_t at = 0; at < text.size();) {
        const bool comma = text[at] == ',' || text[at] == ';';
        if (comma || list_blanks.find(text[at]) != std::string_view::npos) {
            if (comma && wants_part) break;
            wants_part = wants_part || comma;
            ++at;
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" \t\n\r,;", at), text.size());
        parts.emplace_back(text.substr(at, end - at));
        wants_part = false;
        at = end;
    }
    if (wants_part) refuse(element(field, parts.size()), "filled in", "nothing between two commas");
    return parts;
}

/// The numbers between white space and semicolons in one form; empty where one is in another.
inline std::optional<std::vector<std::string>> numbers_in_form(std::string_view text, const NumberForm& form) {
    std::vector<std::string> numbers;
    for (const std::string_view word : words_of(text, " \t\n\r;")) {
        auto number = plain_number(word, form);
        if (!number || !parse_weight(*number)) return std::nullopt;
        numbers.push_back(*std::move(number));
    }
    return numbers;
}

/// The first numbers of a reading, for a message.
inline std::string first_numbers(const std::vector<std::string>& numbers) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, numbers.size()); ++i) text += (i == 0 ? "" : " ") + numbers[i];
    return text + (numbers.size() > most ? " .. (" + std::to_string(numbers.size()) + " numbers)" : "");
}

/// Refuses a list of several words of which some hold commas, where these may be no separators.
inline void check_readings(std::string_view text, std::string_view field) {
    std::vector<std::string_view> words = words_of(text, " \t\n\r;");
    for (std::string_view& word : words)
        while (word.ends_with(',')) word.remove_suffix(1);
    std::erase_if(words, [](std::string_view word) { return word.empty(); });
    const bool commas = std::ranges::any_of(words, [](auto word) { return word.find(',') != std::string_view::npos; });
    if (!commas || words.size() < 2) return;
    std::string bare;
    for (const std::string_view word : words) bare += std::string(word) + " ";
    const auto decimal = numbers_in_form(bare, {.decimal = ',', .thousands = false});
    const auto thousands = numbers_in_form(bare, {.decimal = std::nullopt, .thousands = true});
    if (!decimal && !thousands) return;
    std::string readings;
    if (decimal) readings += "--decimal comma for " + first_numbers(*decimal) + ", ";
    if (thousands) readings += "--thousands for " + first_numbers(*thousands) + ", ";
    readings += "or --decimal point for " + first_numbers(comma_list(text, field));
    refuse(field, "clear in its commas (" + readings + ")", "\"" + std::string(text) + "\"");
}

}  // namespace detail

STEMGEWICHT_DEFINITION std::optional<std::string> plain_number(std::string_view text, const NumberForm& form) {
    const char decimal = form.decimal.value_or('.');
    const char mark = decimal == ',' ? '.' : ',';
    if (text.find_first_of(".,") == std::string_view::npos) return std::string(text);
    const bool share = text.ends_with('%');
    const std::string_view number = text.substr(0, text.size() - (share ? 1 : 0));
    const std::size_t end = std::min(number.find(decimal), number.size());
    const std::string_view whole = number.substr(0, end);
    const std::string_view rest = number.substr(std::min(end + 1, number.size()));
    if (rest.find_first_of(".,") != std::string_view::npos) return std::nullopt;
    const bool marked = whole.find(mark) != std::string_view::npos;
    if (marked && (!(form.thousands || decimal == ',') || !detail::has_groups(whole, mark, true))) return std::nullopt;
    std::string plain(whole);
    std::erase(plain, mark);
    if (end < number.size()) plain += "." + std::string(rest);
    return plain + (share ? "%" : "");
}

STEMGEWICHT_DEFINITION std::vector<std::string> parse_number_list(std::string_view text, std::string_view field,
                                                                  const NumberForm& form) {
    if (form.decimal == ',' || form.thousands) {
        const std::vector<std::string_view> words = detail::words_of(text, " \t\n\r;");
        std::vector<std::string> numbers;
        for (const std::string_view word : words) {
            auto number = plain_number(word, form);
            if (!number)
                refuse(element(field, numbers.size()),
                       form.decimal == ',' ? "a number with a decimal comma, as in 5.150,88 or 0,5, behind a blank"
                                           : "a number with commas between groups of three digits, behind a blank",
                       "\"" + std::string(word) + "\"");
            numbers.push_back(*std::move(number));
        }
        if (numbers.empty()) refuse(element(field, 0), "filled in", "nothing");
        return numbers;
    }
    if (!form.decimal) detail::check_readings(text, field);
    std::vector<std::string> numbers = detail::comma_list(text, field);
    if (!form.decimal)
        if (const auto odd = grouped_beside_whole(numbers)) {
            std::string whole = numbers[*odd];
            std::erase(whole, '.');
            refuse(element(field, *odd),
                   "clear in its points (--decimal comma for " + whole + ", --decimal point for " + numbers[*odd] + ")",
                   numbers[*odd]);
        }
    return numbers;
}

STEMGEWICHT_DEFINITION bool may_be_grouped(std::string_view number) { return detail::has_groups(number, '.', true); }

STEMGEWICHT_DEFINITION void check_not_grouped(std::string_view number, std::string_view field) {
    if (!may_be_grouped(number)) return;
    std::string whole(number);
    std::erase(whole, '.');
    std::string read(number.substr(0, number.find('.') + 4));
    while (read.ends_with('0')) read.pop_back();
    if (read.ends_with('.')) read.pop_back();
    refuse(field,
           "a whole number without a point (" + std::string(number) + " is read as " + read + "; write " + whole +
               (read.find('.') == std::string::npos ? " or " + read : "") + ")",
           number);
}

STEMGEWICHT_DEFINITION std::optional<std::size_t> grouped_beside_whole(const std::vector<std::string>& column) {
    std::optional<std::size_t> first;
    bool whole = false;
    for (std::size_t i = 0; i < column.size(); ++i) {
        const std::string& number = column[i];
        if (may_be_grouped(number)) {
            if (!first) first = i;
        } else if (number.find('.') != std::string::npos) {
            return std::nullopt;
        } else {
            whole = whole || number.find_first_not_of("0") != std::string::npos;
        }
    }
    return whole ? first : std::nullopt;
}

}  // namespace stemgewicht
