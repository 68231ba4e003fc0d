#pragma once

#include <cstddef>
#include <functional>

namespace stemgewicht {

/// Called by long work as it goes on, by one thread at a time, with how much of it is done and how much there is so
/// far. What it throws ends the work.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

}  // namespace stemgewicht
