#pragma once

#include <string>

namespace stemgewicht {

/// What is proxy, derived, assumed or unknown about a board; goes with every output.
struct Note {
    std::string mark;   ///< source, derived, proxy, assumption or unknown
    std::string about;  ///< the field that it is about
    std::string text;
    std::string about_dutch{}, text_dutch{};  ///< the same in Dutch; empty where the file does not give it

    friend bool operator==(const Note&, const Note&) = default;
};

}  // namespace stemgewicht
