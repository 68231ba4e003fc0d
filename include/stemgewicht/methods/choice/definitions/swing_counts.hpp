#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/methods/choice/swing_counts.hpp>
#include <stemgewicht/methods/counting/costs.hpp>
#include <stemgewicht/methods/counting/meet_in_the_middle_swings.hpp>
#include <stemgewicht/methods/counting/residue_counts.hpp>
#include <stemgewicht/methods/counting/swings.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/methods/diagrams/set_counts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

STEMGEWICHT_DEFINITION SetCounts<BigInteger> exact_set_counts(const Diagram& diagram) {
    if (diagram.member_count() >= 64) return set_counts<BigInteger>(diagram);
    const SetCounts<std::uint64_t> counts = set_counts<std::uint64_t>(diagram);
    SetCounts<BigInteger> result;
    result.by_size.assign(counts.by_size.begin(), counts.by_size.end());
    for (const auto& by_size : counts.containing) result.containing.emplace_back(by_size.begin(), by_size.end());
    return result;
}

STEMGEWICHT_DEFINITION SwingCounts swing_counts(const Diagram& diagram) {
    return detail::swing_counts(exact_set_counts(diagram));
}

}  // namespace stemgewicht::detail
