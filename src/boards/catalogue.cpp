#include "boards/embedded_boards.hpp"

#include <stemgewicht/boards/input_text.hpp>
#include <stemgewicht/study/catalogue.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace stemgewicht {

namespace {

bool looks_like_a_file(const std::string& name) {
    return name.ends_with(".toml") || name.find('/') != std::string::npos;
}

}  // namespace

std::vector<std::string> shipped_boards() {
    std::vector<std::string> names;
    for (const auto& board : detail::embedded_boards()) names.emplace_back(board.name);
    return names;
}

Board load_board(const std::string& name_or_file) {
    const auto boards = detail::embedded_boards();
    const auto known = std::ranges::find(boards, name_or_file, &detail::EmbeddedBoard::name);
    if (known != boards.end()) return parse_board(known->text, name_or_file);
    if (name_or_file == "-") return parse_board(read_text(std::cin, "board", name_or_file), "standard input");
    std::error_code error;
    const bool directory = std::filesystem::is_directory(name_or_file, error);
    std::ifstream stream(name_or_file, std::ios::binary);
    if (!stream || directory) {
        std::string expected = "a file that can be read";
        if (!looks_like_a_file(name_or_file)) {
            expected = "a board that comes with the library (";
            for (std::size_t i = 0; i < boards.size(); ++i) expected += (i ? ", " : "") + std::string(boards[i].name);
            expected += ") or a file that can be read";
        }
        refuse("board", expected, "\"" + name_or_file + "\"");
    }
    return parse_board(read_text(stream, "board", name_or_file), name_or_file);
}

}  // namespace stemgewicht
