#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/models/copy.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/grouped.hpp>
#include <stemgewicht/models/homogeneous.hpp>
#include <stemgewicht/models/independent.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/observed.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

/// How likely each set of yes-voters is.
using VotingModel =
    std::variant<IndependentVotes, HomogeneousVotes, GroupedVotes, CopyVotes, FactorVotes, ObservedVotes>;

/// The model as latents and votes that are independent given these, which is what a simulation draws. Throws
/// std::invalid_argument where it does not fit the members.
LatentLaw latent_law(const VotingModel& model, std::size_t member_count);

/// The laws whose mixture the model is; most models are one law, of mass 1. `block_of`: the block of each member, where
/// the rule has blocks, so that fewest groups cross them. Throws std::invalid_argument where the model does not fit the
/// members, std::length_error where it takes too many laws.
std::vector<WeightedLaw> vote_laws(const VotingModel& model, std::size_t member_count,
                                   std::span<const std::size_t> block_of = {});

/// The model as a single law, for what takes no mixture. A mixture becomes one factor of all members, with a node for
/// each law and each combination of the nodes of its factors. Throws std::invalid_argument where the model does not fit
/// the members, std::length_error where that takes more than maximum_common_nodes.
VoteLaw vote_law(const VotingModel& model, std::size_t member_count);

// The name of a model as the command line and the tables write it.
std::string model_name(const IndependentVotes& model);
std::string model_name(const HomogeneousVotes& model);
std::string model_name(const GroupedVotes& model);
std::string model_name(const CopyVotes& model);
std::string model_name(const FactorVotes& model);
std::string model_name(const ObservedVotes& model);

/// The name of a model as the command line and the tables write it: ic, iac, beta:2,2, independent:0.3,0.6,
/// grouped:family, copy:region=0.1,family=0.3, factor:family=0.4,family.Local=0,p=0.6, observed:votes.csv.
std::string model_name(const VotingModel& model);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/models/definitions/model.hpp>
#endif
