#pragma once

#include <span>
#include <string_view>

namespace stemgewicht::detail {

/// What the what-if page computes with: a WebAssembly module in base 64, in pieces. scripts/make_what_if makes it.
std::span<const std::string_view> what_if_module();

}  // namespace stemgewicht::detail
