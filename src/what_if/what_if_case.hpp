#pragma once

#include "what_if/region_risks.hpp"

#include <stemgewicht/boards/board.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::detail {

/// Who decides under an option on the base package, and on policy.
struct WhatIfOption {
    std::string id;
    Decider base, policy;
};

/// The kind of decisions that is the base package, and the one that stands for all others.
struct WhatIfKinds {
    std::size_t base = 0, policy = 0;
};
WhatIfKinds what_if_kinds(const Board& board);

/// The options in which not each council decides for itself.
std::vector<WhatIfOption> what_if_options(const Board& board);

/// The numbers of a case under two schemes. Throws as what_if_risks does.
WhatIfRegion what_if_region(const Board& board, std::string_view assembly_scheme, std::string_view board_scheme);

/// The scheme of the general board that is asked first.
std::string first_board_scheme(const Board& board);

}  // namespace stemgewicht::detail
