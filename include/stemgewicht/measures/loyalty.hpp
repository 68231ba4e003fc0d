#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/measures/outvoted.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <stdexcept>

namespace stemgewicht {

/// What may become of a motion for the holders of a position: the fields of that name of Outvoted, and P(pass).
enum class Fate { outvoted, overruled, blocked, success, pass };

/// Whose loyalty matters: a chance, and how it moves with each member. One value per member.
struct FateGradient {
    double value = 0;
    Eigen::ArrayXd chance;    ///< d value / d p_i, where the member's chance of yes moves equally on every motion
    Eigen::ArrayXd evidence;  ///< d value / d log(p_i / (1 - p_i)), where its log odds do; 0 for certain votes
};

/// How the chance of a fate moves with the chance of yes, and with the weight of evidence for yes, of each member:
/// exact, for all members in one forward and one reverse pass. Given the latents of the model the votes are
/// independent, and the chance of every event is linear in each member's own, so that dR / dp_i is the mean of R(i says
/// yes) - R(i says no), and dR / d log odds that of p_i (1 - p_i) times the same. With ties excluded the chance is a
/// ratio, and so is its gradient by the rule for quotients. Where the position is a member's own vote, that vote moves
/// with its chance.
///
/// A weighted decision costs O(states of the position x quota x nodes), other rules O(states of the joint diagram x
/// nodes); groups of the model that cross the blocks of a two-tier rule take all combinations of their nodes, where
/// that is less. Throws std::invalid_argument where the input does not fit or ties are excluded and nothing is left,
/// std::length_error where it is too large; no simulation gives these gradients.
FateGradient fate_gradient(const Rule& decision, const Rule& position, const VotingModel& model,
                           Fate fate = Fate::outvoted, Ties ties = Ties::excluded,
                           std::size_t maximum_states = maximum_layer_states);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/measures/definitions/loyalty.hpp>
#endif
