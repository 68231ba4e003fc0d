#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/size_refusal.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace stemgewicht {

/// Half of the memory that the machine has, or that the process may have (`ulimit -v`), in bytes: what tables may take
/// unless told otherwise. 1 GiB where the system does not tell.
std::size_t half_of_memory();

/// Refuses work whose tables do not fit: throws SizeRefusal with the bytes that it needs and has, in MB of 2^20 bytes,
/// and with the methods that may do without, if any, and how they are asked.
[[noreturn]] void refuse_memory(const std::string& task, double needed, std::size_t allowed,
                                std::vector<std::string> methods, std::string how = "");

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/memory.hpp>
#endif
