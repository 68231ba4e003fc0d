#include "arguments.hpp"
#include "../boards/table_text.hpp"

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace stemgewicht::cli {

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// The number that a text is from its first to its last character.
template <class Number>
std::optional<Number> number_of(const std::string& text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

/// An argument for a message: a number as it is, a text in quotes.
std::string shown(const std::string& argument) { return number_of<double>(argument) ? argument : quoted(argument); }

/// Whether a file that is read, or standard input, is the file `output`. A shipped board is no file.
bool is_read_from(const std::string& argument, const std::string& output) {
    const std::vector<std::string> shipped = shipped_boards();
    if (std::ranges::find(shipped, argument) != shipped.end()) return false;
    std::error_code error;
    return fs::is_regular_file(output, error) &&
           fs::equivalent(argument == "-" ? "/dev/stdin" : argument, output, error);
}

/// What an argument may name as a file: all of it, or what is behind the kind of a model, as in observed:FILE.
std::vector<std::string> file_names(const std::string& argument) {
    const std::size_t colon = argument.find(':');
    if (colon == std::string::npos) return {argument};
    return {argument, argument.substr(colon + 1)};
}

void check_argument(const std::string& field, const std::string& argument, const std::string& output) {
    if (argument.empty()) refuse(field, "filled in where it is given", quoted(argument));
    std::error_code error;
    bool is_file = false;
    for (const std::string& name : file_names(argument)) {
        is_file = is_file || fs::exists(name, error);
        if (!output.empty() && is_read_from(name, output))
            refuse("output", "another file than the " + field + " that is read", quoted(output));
    }
    if (!is_file && !detail::is_utf8(argument))
        refuse(field, "text in UTF-8",
               nlohmann::json(argument).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace));
}

/// Whether an option for a method takes the one of that name, as its help tells.
bool names_method(const CLI::Option& option, std::string_view name) {
    return option.get_description().find(name) != std::string::npos;
}

}  // namespace

CLI::Validator whole_number(std::string field, std::uint64_t least, std::uint64_t most) {
    return {[=](std::string& text) {
                const auto number = number_of<std::uint64_t>(text);
                if (!number || *number < least || *number > most)
                    refuse(field, fmt::format("a whole number from {} to {}", least, most), shown(text));
                text = std::to_string(*number);
                return std::string();
            },
            ""};
}

CLI::Validator real_number(std::string field) {
    return {[field = std::move(field)](const std::string& text) {
                const auto number = number_of<double>(text);
                if (!number || !std::isfinite(*number)) refuse(field, "a number", shown(text));
                return std::string();
            },
            ""};
}

CLI::Validator thread_count() {
    return {[](std::string& text) {
                const auto number = number_of<int>(text);
                if (!number || *number < 0) refuse("threads", "0 for all cores, or the number of threads", shown(text));
                text = std::to_string(*number);
                return std::string();
            },
            ""};
}

void run_checked(const CLI::App& command, const std::function<void()>& run) {
    std::string output;
    if (const CLI::Option* option = command.get_option_no_throw("--output"); option != nullptr && option->count() > 0)
        output = option->results().front();
    for (const CLI::Option* option : command.get_options())
        for (const std::string& argument : option->results())
            check_argument(option->get_single_name(), argument, option->check_lname("output") ? "" : output);
    const CLI::Option* method = command.get_option_no_throw("--method");
    try {
        advising([&](std::string_view name) { return method == nullptr || names_method(*method, name); }, run);
    } catch (const std::length_error& error) {
        if (method != nullptr) throw;
        const std::string text = error.what();  // with another method as advice, which cannot be asked for here
        throw std::length_error(text.substr(0, text.find(';')));
    }
}

}  // namespace stemgewicht::cli
