#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/boards/quota.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// libFuzzer calls this with every input; what it must not do is to crash, to hang, or to throw.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program, which libFuzzer counts as a finding, unless `holds`.
inline void require(bool holds, std::string_view what) {
    if (holds) return;
    std::cerr << "does not hold: " << what << '\n';
    std::abort();
}

/// Whether a message is one that the library writes for bad input, not one that came out of the standard library.
inline void require_refusal(const char* text) {
    const std::string_view message = text;
    require(message.find(": ") != std::string_view::npos, message);
}

/// Calls what may refuse its input. Every other exception passes, and ends the program.
template <class Call>
void attempt(Call call) {
    try {
        call();
    } catch (const std::invalid_argument& refusal) {
        require_refusal(refusal.what());
    } catch (const std::length_error& refusal) {  // a size that no method carries
        require_refusal(refusal.what());
    }
}

/// Five members with all that texts may name: columns, one of them decimal, and groupings.
inline stemgewicht::Board small_board() {
    stemgewicht::Board board;
    board.id = "small";
    board.names = {"Aa", "Bee", "Cee", "Dee", "Eff"};
    board.columns = {{"weight", {5, 4, 3, 2, 1}}, {"population", {70, 40, 25, 25, 5}}, {"seats", {15, 10, 5, 5, 0}}};
    board.decimals = {{"weight", 0}, {"population", 0}, {"seats", 1}};
    const std::vector<std::string> families{"x", "y", "x", "z", "y"}, towns{"A", "A", "B", "B", "C"};
    board.groupings.emplace("family", stemgewicht::make_grouping("family", families));
    board.groupings.emplace("town", stemgewicht::make_grouping("town", towns));
    board.weight_column = "weight";
    board.quota_text = "8";
    board.rule = stemgewicht::WeightedRule{.weights = board.columns.at("weight"), .quota = 8};
    return board;
}

}  // namespace fuzz
