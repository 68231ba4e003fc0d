#pragma once

#include "boards/table_text.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/study/large_weights.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// A table by its columns.
class TableReader {
public:
    TableReader(const TableText& table, const NumberForm& form)
        : id_(table.id), form_(table.form.value_or(form)), lines_(table.rows), titles_(table.titles) {
        for (std::size_t c = 0; c < titles_.size(); ++c) places_[titles_[c]].push_back(c);
    }

    [[nodiscard]] const std::vector<std::string>& titles() const { return titles_; }

    [[nodiscard]] std::size_t column(const std::string& title, const std::string& field) const {
        const auto found = places_.find(title);
        if (found == places_.end()) {
            std::string list;
            for (const std::string& known : titles_) list += (list.empty() ? "" : ", ") + known;
            refuse(field, "a column of " + id_ + " (" + list + ")", unknown_name(title, names_of(titles_)));
        }
        if (found->second.size() > 1)
            refuse(field, "a title that one column of " + id_ + " has", "\"" + title + "\", which several have");
        return found->second.front();
    }

    /// Whether one column alone has the title.
    [[nodiscard]] bool stands_once(const std::string& title) const {
        const auto found = places_.find(title);
        return found != places_.end() && found->second.size() == 1;
    }

    [[nodiscard]] std::vector<std::string> texts(std::size_t column) const {
        std::vector<std::string> values;
        for (const TableRow& line : lines_) values.push_back(line.cells[column]);
        return values;
    }

    /// Whether some form of numbers reads all of a column.
    [[nodiscard]] bool is_numeric(std::size_t column) const {
        return std::ranges::any_of(forms(),
                                   [&](const NumberForm& form) { return numbers_in(column, form).has_value(); });
    }

    /// The numbers of a column, and the form that reads them; refuses one that is none, and a column that two forms
    /// read as different numbers; where they are counts, whole ones.
    [[nodiscard]] std::pair<std::vector<Decimal>, NumberForm> numbers(std::size_t column, bool counts = false) const {
        std::vector<std::pair<std::vector<Decimal>, NumberForm>> found;
        std::string readings;
        for (const NumberForm& form : forms()) {
            auto read = numbers_in(column, form);
            if (!read || (counts && !std::ranges::all_of(*read, is_whole)) ||
                std::ranges::any_of(found, [&](const auto& other) { return other.first == *read; }))
                continue;
            readings += (found.empty() ? "" : ", ") + option_for(form) + " for " + *plain(column, 0, form);
            found.emplace_back(*std::move(read), form);
        }
        if (found.empty() && counts) refuse_part(column);
        if (found.empty()) refuse_column(column);
        if (found.size() > 1)
            refuse(place(column, 0), "clear in its points and commas (" + readings + ")",
                   "\"" + lines_.front().cells[column] + "\"");
        check_exact(column, found.front().second);
        return found.front();
    }

    /// The line that keeps a column from being one of numbers, where at least half of its lines hold one.
    [[nodiscard]] std::optional<std::size_t> odd_line(std::size_t column) const {
        std::optional<std::size_t> best;
        std::size_t most = 0;
        for (const NumberForm& form : forms()) {
            std::size_t count = 0;
            std::optional<std::size_t> first;
            for (std::size_t line = 0; line < lines_.size(); ++line) {
                const auto text = plain(column, line, form);
                if (text && parse_weight(*text))
                    ++count;
                else if (!first)
                    first = line;
            }
            if (first && count > most && 2 * count >= lines_.size()) {
                most = count;
                best = first;
            }
        }
        return best;
    }

    /// Refuses a line that keeps a column from being one of numbers.
    [[noreturn]] void refuse_line(std::size_t column, std::size_t line) const {
        refuse(place(column, line), "a number of 0 or more, below 2^62, as in the other lines", shown(column, line));
    }

    /// Numbers of a column whose sum reaches 2^62, as texts; empty for another column.
    [[nodiscard]] std::optional<std::vector<std::string>> large_numbers(std::size_t column) const {
        std::optional<std::vector<std::string>> found;
        for (const NumberForm& form : forms()) {
            std::vector<std::string> numbers;
            for (std::size_t line = 0; line < lines_.size() && numbers.size() == line && !is_percentage(column, line);
                 ++line)
                if (auto text = plain(column, line, form)) numbers.push_back(*std::move(text));
            if (numbers.size() != lines_.size() || !are_large_numbers(numbers)) continue;
            if (found && *found != numbers) return std::nullopt;
            found = std::move(numbers);
        }
        return found;
    }

    /// Whether a column counts the lines, from 0 or from 1.
    [[nodiscard]] bool counts_lines(std::size_t column) const {
        const std::string& first = lines_.front().cells[column];
        if (first != "0" && first != "1") return false;
        for (std::size_t line = 0; line < lines_.size(); ++line)
            if (lines_[line].cells[column] != std::to_string(line + (first == "1" ? 1 : 0))) return false;
        return true;
    }

    /// Refuses a line of titles that is none: a number above numbers.
    void check_titles() const {
        for (std::size_t c = 0; c < titles_.size(); ++c)
            if (parse_weight(titles_[c]) && is_numeric(c))
                refuse(id_,
                       "a table with a line of titles above its members, such as name and weight (--weight names a "
                       "column whose title is a number)",
                       "the number " + titles_[c] + " in the first line");
    }

    /// Refuses a last line that holds the sum of those above it and has no name, or the name of a sum.
    void check_no_sum(const std::vector<Decimal>& numbers, const std::vector<std::string>& names) const {
        constexpr std::array<std::string_view, 14> words{"",     "total", "totals", "totaal",    "sum",
                                                         "som",  "summe", "gesamt", "insgesamt", "all",
                                                         "alle", "somme", "totale", "suma"};
        std::string name = names.back();
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
        if (numbers.size() < 3 || std::ranges::find(words, name) == words.end()) return;
        const ScaledWeights scaled = scale_weights(numbers, "weight");
        __extension__ __int128 sum = 0;
        for (std::size_t i = 0; i + 1 < scaled.weights.size(); ++i) sum += scaled.weights[i];
        if (sum == scaled.weights.back())
            refuse(lines_.back().place, "a member (leave out the line with the sum)", "the sum of those above it");
    }

    [[nodiscard]] const std::vector<TableRow>& lines() const { return lines_; }

private:
    /// The forms that a column may have.
    [[nodiscard]] std::vector<NumberForm> forms() const {
        if (form_.decimal || form_.thousands) return {form_};
        return {{.decimal = '.', .thousands = false},
                {.decimal = ',', .thousands = false},
                {.decimal = std::nullopt, .thousands = true}};
    }

    static std::string option_for(const NumberForm& form) {
        if (form.thousands) return "--thousands";
        return form.decimal == ',' ? "--decimal comma" : "--decimal point";
    }

    [[nodiscard]] std::string place(std::size_t column, std::size_t line) const {
        return fmt::format("{}, {}", lines_[line].place, titles_[column]);
    }

    /// A field with a decimal point, without marks, the sign of a percentage or of a currency.
    [[nodiscard]] std::optional<std::string> plain(std::size_t column, std::size_t line, const NumberForm& form) const {
        std::string_view text = lines_[line].cells[column];
        if (text.ends_with('%')) text.remove_suffix(1);
        for (const std::string_view sign : {"€", "$", "£"}) {
            if (text.starts_with(sign)) text.remove_prefix(sign.size());
            if (text.ends_with(sign)) text.remove_suffix(sign.size());
        }
        while (text.ends_with(' ')) text.remove_suffix(1);
        while (text.starts_with(' ')) text.remove_prefix(1);
        return plain_number(ungrouped(text), form);
    }

    /// A number without blanks or apostrophes between groups of three digits, as in 1 204 118 or 1'204'118.
    static std::string ungrouped(std::string_view text) {
        for (const std::string_view mark : {" ", "'", "\u2019", "\u202F", "\u2009"}) {
            if (text.find(mark) == std::string_view::npos) continue;
            std::string plain;
            for (std::size_t begin = 0, group = 0;; ++group) {
                const std::size_t end = std::min(text.find(mark, begin), text.size());
                const std::string_view part = text.substr(begin, end - begin);
                const std::size_t digits = std::min(part.find_first_not_of("0123456789"), part.size());
                const bool last = end == text.size();
                if (digits == 0 || digits > 3 || (group > 0 && digits != 3) || (!last && digits != part.size()))
                    return std::string(text);
                plain += part;
                if (last) return plain;
                begin = end + mark.size();
            }
        }
        return std::string(text);
    }

    /// Refuses numbers that were rounded to what a computer holds, such as 0.16666666666666666 for 1/6.
    void check_exact(std::size_t column, const NumberForm& form) const {
        std::optional<std::size_t> first;
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            const std::string text = *plain(column, line, form);
            if (text.find('.') == std::string::npos || text.find_first_of("/eE") != std::string::npos) continue;
            std::string digits(text.substr(std::min(text.find_first_not_of("0."), text.size())));
            std::erase(digits, '.');
            if (digits.size() <= 15) continue;
            double nearest = 0;
            std::from_chars(text.data(), text.data() + text.size(), nearest);
            if (parse_decimal(fmt::format("{}", nearest)) != parse_decimal(text)) return;  // more digits than that
            if (!first) first = line;
        }
        if (first)
            refuse(place(column, *first), "an exact number of at most 15 digits, or a fraction such as 1/6",
                   "\"" + lines_[*first].cells[column] + "\", which was rounded");
    }

    /// A field as it is written.
    [[nodiscard]] std::string shown(std::size_t column, std::size_t line) const {
        const std::string& cell = lines_[line].cells[column];
        return cell.empty() ? "nothing" : "\"" + cell + "\"";
    }

    [[nodiscard]] bool is_percentage(std::size_t column, std::size_t line) const {
        return lines_[line].cells[column].ends_with('%');
    }

    [[nodiscard]] std::optional<Decimal> number(std::size_t column, std::size_t line, const NumberForm& form) const {
        if (is_percentage(column, line) != is_percentage(column, 0)) return std::nullopt;
        const auto text = plain(column, line, form);
        return text ? parse_weight(*text) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::vector<Decimal>> numbers_in(std::size_t column, const NumberForm& form) const {
        std::vector<Decimal> values;
        for (std::size_t line = 0; line < lines_.size(); ++line) {
            const auto value = number(column, line, form);
            if (!value) return std::nullopt;
            values.push_back(*value);
        }
        return values;
    }

    static bool is_whole(const Decimal& number) { return number.decimals == 0 && number.divisor == 1; }

    /// Names the first line that holds no whole number.
    [[noreturn]] void refuse_part(std::size_t column) const {
        for (std::size_t line = 0; line < lines_.size(); ++line)
            if (std::ranges::none_of(forms(), [&](const NumberForm& form) {
                    const auto value = number(column, line, form);
                    return value && is_whole(*value);
                }))
                refuse(place(column, line), "a whole number", "\"" + lines_[line].cells[column] + "\"");
        refuse(place(column, 0), "a whole number, written as those below it",
               "\"" + lines_.front().cells[column] + "\"");
    }

    /// Names the line at which the form that reads most of a column stops.
    [[noreturn]] void refuse_column(std::size_t column) const {
        std::size_t furthest = 0;
        for (const NumberForm& form : forms()) {
            std::size_t line = 0;
            while (line < lines_.size() && number(column, line, form)) ++line;
            furthest = std::max(furthest, line);
        }
        refuse(place(column, furthest), "a number of 0 or more, below 2^62, written as those above it",
               shown(column, furthest));
    }

    const std::string& id_;
    NumberForm form_;
    const std::vector<TableRow>& lines_;
    const std::vector<std::string>& titles_;
    std::map<std::string_view, std::vector<std::size_t>> places_;  ///< of the columns with a title
};

}  // namespace stemgewicht::detail
