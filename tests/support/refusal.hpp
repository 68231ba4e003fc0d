#pragma once

#include <stdexcept>
#include <string>

namespace support {

/// The message with which `work` refuses its input (std::invalid_argument), or a text that says it did not.
template <class Work>
std::string refusal(const Work& work) {
    try {
        static_cast<void>(work());
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "(nothing was refused)";
}

/// The message with which `work` says that a method cannot carry the size (std::length_error), or that it did not.
template <class Work>
std::string too_large(const Work& work) {
    try {
        static_cast<void>(work());
    } catch (const std::length_error& error) {
        return error.what();
    }
    return "(nothing was too large)";
}

}  // namespace support
