#pragma once

#include <stemgewicht/core/big_integer.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/model.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht::detail {

/// Members of whom only the number that says yes matters, apart from the others: `given[s]` is the chance that those of
/// a given set of s say yes, and the rest of them no.
struct RationalBlock {
    std::vector<std::size_t> members;
    std::vector<Fraction> given;
};

/// Blocks that vote independently of each other, and the chance of that law in a mixture.
struct RationalLaw {
    Fraction mass = 1;
    std::vector<RationalBlock> blocks;
};

/// The most laws whose mixture a model may be.
inline constexpr std::size_t maximum_rational_laws = 4096;

/// A model as a mixture of laws whose chances are exact: its numbers are taken as the decimals that they are written
/// as. Independent votes are blocks of one, a common chance of law Beta(a, b) makes a block of those who have it, and
/// copied lines are a mixture over their values, independent votes given these. Throws std::invalid_argument for moods,
/// whose chances are not rational, for a number of more digits than a double keeps and where the model does not fit the
/// members; SizeRefusal for more laws than allowed.
std::vector<RationalLaw> rational_laws(const VotingModel& model, std::size_t member_count);

}  // namespace stemgewicht::detail

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/laws/definitions/rational_laws.hpp>
#endif
