#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>

#if __has_include(<unistd.h>)
#include <unistd.h>
#endif
#if __has_include(<sys/resource.h>)
#include <sys/resource.h>
#endif

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::size_t half_of_memory() {
    static const std::size_t half = [] {
        std::size_t found = std::size_t{1} << 30;
#if defined(_SC_PHYS_PAGES) && defined(_SC_PAGESIZE)
        const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
        if (pages > 1 && size > 0) found = static_cast<std::size_t>(pages) / 2 * static_cast<std::size_t>(size);
#endif
#ifdef RLIMIT_AS
        rlimit limit{};
        if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
            found = std::min(found, static_cast<std::size_t>(limit.rlim_cur) / 2);
#endif
        return found;
    }();
    return half;
}

STEMGEWICHT_DEFINITION void refuse_memory(const std::string& task, double needed, std::size_t allowed,
                                          std::vector<std::string> methods, std::string how) {
    constexpr double megabyte = 1 << 20;
    const auto whole = [](double number) { return std::to_string(static_cast<unsigned long long>(number)); };
    const std::string mb = needed / megabyte < 1e15 ? whole(std::ceil(needed / megabyte)) : "over 1000000000000000";
    std::string remedy = "allow more memory";
    if (methods.empty()) remedy += ", as no other method carries it";
    throw SizeRefusal(
        task + " needs " + mb + " MB, allowed are " + whole(static_cast<double>(allowed) / megabyte) + " MB",
        {.remedy = std::move(remedy), .methods = std::move(methods), .how = std::move(how)});
}

}  // namespace stemgewicht
