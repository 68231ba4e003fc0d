#pragma once

#include <stemgewicht/boards/number_form.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/check.hpp>

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

struct Board;

namespace detail {

/// What a TOML node holds, as the reader of a message knows it.
inline std::string shown(const toml::node* node) {
    if (!node) return "nothing";
    if (const auto text = node->value<std::string>(); text && node->is_string()) return '"' + *text + '"';
    if (const auto whole = node->as_integer()) return fmt::format("{}", whole->get());
    if (const auto real = node->as_floating_point()) return fmt::format("{}", real->get());
    if (const auto truth = node->as_boolean()) return truth->get() ? "true" : "false";
    if (node->is_array()) return "a list";
    if (node->is_table()) return "a table";
    return "a date or time";
}

/// Reads fields of one file; every refusal names the field path, the line and the file.
class TomlReader {
public:
    TomlReader(std::string id, std::string_view text) : id_(std::move(id)) {
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            lines_.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
    }

    /// A value of one word as the file has it: 86.000, which a parser hands on as 86.
    std::string written(const toml::node& node) const {
        const toml::source_position place = node.source().begin;
        if (place.line == 0 || place.line > lines_.size()) return shown(&node);
        std::string_view line = lines_[place.line - 1];
        for (toml::source_index column = 1; column < place.column && !line.empty(); ++column) {
            line.remove_prefix(1);  // a character of several bytes is one column
            while (!line.empty() && (static_cast<unsigned char>(line.front()) & 0xC0) == 0x80) line.remove_prefix(1);
        }
        return std::string(line.substr(0, line.find_first_of(" \t\r,]}#")));
    }

    [[noreturn]] void wrong(const std::string& field, const std::string& expected, const toml::node* got,
                            const toml::node* nearest = nullptr) const {
        wrong_at(got ? got : nearest, field, expected, shown(got));
    }

    /// For what is not one node of the file: `got` says what it is.
    [[noreturn]] void wrong_at(const toml::node* place, const std::string& field, const std::string& expected,
                               const std::string& got) const {
        refuse(field, expected, fmt::format("{} ({})", got, where(place)));
    }

    std::string text(const toml::table& table, const std::string& key, const std::string& path, bool required) const {
        const toml::node* node = table.get(key);
        if (!node && !required) return {};
        if (const toml::node* lower = node ? nullptr : below(table, key))
            wrong_at(lower, path + key,
                     "given above the tables within [" + path.substr(0, path.find_last_of('.')) + "]",
                     "it within one of them");
        if (!node || !node->is_string() || (required && node->value<std::string>()->empty()))
            wrong(path + key, "a text", node, &table);
        return *node->value<std::string>();
    }

    std::vector<std::string> texts(const toml::table& table, const std::string& key, const std::string& path) const {
        std::vector<std::string> result;
        const toml::node* node = table.get(key);
        if (!node) return result;
        const toml::array* list = node->as_array();
        if (!list) wrong(path + key, "a list of texts", node);
        for (std::size_t i = 0; i < list->size(); ++i) {
            const toml::node& item = (*list)[i];
            if (!item.is_string()) wrong(element(path + key, i), "a text", &item);
            result.push_back(*item.value<std::string>());
        }
        return result;
    }

    const toml::array& tables(const toml::table& table, const std::string& key) const {
        const toml::node* node = table.get(key);
        const toml::array* list = node ? node->as_array() : nullptr;
        if (!list || list->empty() || !list->is_array_of_tables())
            wrong(key, fmt::format("a list of tables, [[{}]]", key), node, &table);
        return *list;
    }

    /// Whether a text is a number that one of TOML would not hold: a fraction, or decimals of more than 15 digits.
    static bool is_exact_number(std::string_view text) {
        return (text.find('/') != std::string_view::npos || !is_short(text)) && parse_weight(text);
    }

    /// A number, or in quotes a fraction, "1/6", or decimals of many digits.
    Decimal decimal(const toml::node* node, const std::string& field, const toml::node& nearest) const {
        std::string digits;
        if (node && node->is_integer())
            digits = fmt::format("{}", *node->value<std::int64_t>());
        else if (node && node->is_floating_point() && std::isfinite(*node->value<double>()))
            digits = fmt::format("{}", *node->value<double>());
        else if (node && node->is_string() && is_exact_number(*node->value<std::string>()))
            digits = *node->value<std::string>();
        if (node && node->is_floating_point() && !is_short(digits))
            wrong(field, "a number of at most 15 digits, or the fraction that it stands for in quotes, such as \"1/6\"",
                  node);
        const auto number = parse_weight(digits);
        if (!number || digits.starts_with('-')) wrong(field, "a number of 0 or more, below 2^62", node, &nearest);
        return *number;
    }

    void check_keys(const toml::table& table, const std::set<std::string_view>& known, const std::string& path) const {
        for (const auto& [key, node] : table)
            if (!known.contains(key.str())) {
                std::string list;
                for (const std::string_view name : known) list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
                wrong(path + std::string(key.str()), "left out, or one of the fields " + list, &node);
            }
    }

    /// Runs a check of the library and adds the place to its message.
    template <class Work>
    auto at(const toml::node* place, const Work& work) const {
        try {
            return work();
        } catch (const std::invalid_argument& error) {
            throw std::invalid_argument(fmt::format("{} ({})", error.what(), where(place)));
        }
    }

    /// A count of people or votes; empty where it is no whole number. Refuses 86.000, which is read as 86.
    std::optional<Weight> count(const toml::node* node, const std::string& field, const toml::node& nearest) const {
        const Decimal number = decimal(node, field, nearest);
        at(node, [&] {
            check_not_grouped(written(*node), field);
            return 0;
        });
        return number.decimals == 0 && number.divisor == 1 ? std::optional(number.digits) : std::nullopt;
    }

private:
    /// A field in a table within a table, where it ends up if it is written below that one's heading.
    static const toml::node* below(const toml::table& table, const std::string& key) {
        for (const auto& [name, node] : table) {
            const toml::table* inner = node.as_table();
            if (!inner) continue;
            if (const toml::node* found = inner->get(key)) return found;
            if (const toml::node* found = below(*inner, key)) return found;
        }
        return nullptr;
    }

    [[nodiscard]] std::string where(const toml::node* place) const {
        if (!place || place->source().begin.line == 0) return id_;
        return fmt::format("line {} of {}", place->source().begin.line, id_);
    }

    /// Whether a double has a decimal form of no more digits than every double keeps.
    static bool is_short(std::string_view digits) {
        const std::string_view mantissa = digits.substr(0, digits.find('e'));
        const std::size_t begin = mantissa.find_first_not_of("-0.");
        if (begin == std::string_view::npos || mantissa.find('.') == std::string_view::npos) return true;
        return std::ranges::count_if(mantissa.substr(begin), [](char c) { return c >= '0' && c <= '9'; }) <= 15;
    }

    std::string id_;
    std::vector<std::string_view> lines_;  ///< of the text, which outlives the reader
};

/// A file in TOML. Throws std::invalid_argument with the line and column of what is none.
toml::table parse_toml_file(std::string_view text, const std::string& id);

/// Reads the governance data of a case, if there are any, into the board.
void read_governance(const TomlReader& reader, const toml::table& file, Board& board);

}  // namespace detail

}  // namespace stemgewicht
