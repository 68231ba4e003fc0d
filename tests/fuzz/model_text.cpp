// The text of a vote model; behind observed: and fitted: not the name of a file, which is not opened, but its text.
#include "fuzz.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/vote_table.hpp>
#include <stemgewicht/models/model.hpp>

#include <sstream>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const stemgewicht::Board board = fuzz::small_board();
    const std::string_view text = fuzz::text_of(data, size);
    const std::string_view kind = text.substr(0, text.find(':'));
    fuzz::attempt([&] {
        if (kind != "observed" && kind != "fitted") {
            const std::string name = model_name(stemgewicht::parse_model(text, board));
            fuzz::require(model_name(stemgewicht::parse_model(name, board)) == name, "a name is read as its model");
            return;
        }
        std::istringstream votes{std::string(text.substr(kind.size()))};
        const stemgewicht::ObservedVotes observed = stemgewicht::read_votes(votes, "votes.csv", board.names);
        if (kind == "fitted") static_cast<void>(latent_law(fitted(observed), board.names.size()));
    });
    return 0;
}
