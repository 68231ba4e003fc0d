#pragma once

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif

#include <cstddef>

namespace stemgewicht {

/// Half of the memory that the machine has, in bytes: what tables may take unless told otherwise. 1 GiB where the
/// system does not tell.
inline std::size_t half_of_memory() {
    static const std::size_t half = [] {
#if defined(_SC_PHYS_PAGES) && defined(_SC_PAGESIZE)
        const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
        if (pages > 1 && size > 0) return static_cast<std::size_t>(pages) / 2 * static_cast<std::size_t>(size);
#endif
        return std::size_t{1} << 30;
    }();
    return half;
}

}  // namespace stemgewicht
