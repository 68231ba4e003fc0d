#pragma once

#include <stemgewicht/core/definition.hpp>

#include <cstddef>
#include <string>

namespace stemgewicht {

/// Half of the memory that the machine has, in bytes: what tables may take unless told otherwise. 1 GiB where the
/// system does not tell.
std::size_t half_of_memory();

/// Refuses work whose tables do not fit: throws std::length_error with the bytes that it needs and has, in MB of 2^20
/// bytes, and with the methods that would do, if any.
[[noreturn]] void refuse_memory(const std::string& task, double needed, std::size_t allowed,
                                const std::string& methods);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/core/definitions/memory.hpp>
#endif
