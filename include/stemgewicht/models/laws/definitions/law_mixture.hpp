#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/models/laws/fixed_nodes.hpp>
#include <stemgewicht/models/laws/latent_split.hpp>
#include <stemgewicht/models/laws/law_mixture.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The split whose laws cost the least together. Throws std::length_error where every one takes too many laws or nodes.
inline std::size_t cheapest_free_side(const LatentLaw& law, std::span<const std::size_t> block_of) {
    std::set<std::size_t> sides{0};
    for (const Latent& latent : law.latents) sides.insert(latent.side);
    std::optional<std::pair<double, std::size_t>> best;
    double fewest = 0;
    for (const std::size_t side : sides) {
        const LatentSplit split(law, side);
        const double laws = FixedNodes(split).count();
        fewest = fewest == 0 ? laws : std::min(fewest, laws);
        if (laws <= maximum_laws && split.fits()) {
            const std::pair cost{laws * split.cost(block_of), side};
            if (!best || cost < *best) best = cost;
        }
    }
    if (best) return best->second;
    std::ostringstream line;
    if (fewest > maximum_laws)
        line << "exact: fixing the latents of all groupings but one takes " << fewest << " laws, allowed are "
             << maximum_laws;
    else
        line << "exact: votes that all but follow a latent take more than " << maximum_factor_nodes
             << " nodes in a group";
    const bool laws = fewest > maximum_laws;
    throw SizeRefusal(line.str(), {.methods = laws ? std::vector<std::string>{"conditional", "monte_carlo"}
                                                   : std::vector<std::string>{"monte_carlo"}});
}

STEMGEWICHT_DEFINITION void each_law(const LatentLaw& law, std::span<const std::size_t> block_of, const LawWork& work) {
    const LatentSplit split(law, cheapest_free_side(law, block_of));
    FixedNodes(split).each([&](double mass, std::span<const double> values) { work(mass, split.given(values)); });
}

}  // namespace stemgewicht::detail
