#pragma once

#include <boost/dynamic_bitset.hpp>

#include <cstdint>

namespace stemgewicht {

/// The set of members who vote yes; bit i is member i.
using Coalition = boost::dynamic_bitset<std::uint64_t>;

}  // namespace stemgewicht
