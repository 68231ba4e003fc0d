#pragma once

#include <concepts>

namespace support {

/// How many random cases a test takes: as many as it names, and a tenth under sanitizers, which look at what the code
/// does and not at its numbers, and are ten times as slow.
template <std::integral Number>
constexpr Number rounds(Number number) {
#if defined(__SANITIZE_ADDRESS__)
    return (number + 9) / 10;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return (number + 9) / 10;
#endif
#endif
    return number;
}

}  // namespace support
