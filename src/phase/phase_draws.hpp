#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/methods/method.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/study/options.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace stemgewicht {
struct PhaseChoice;
}

namespace stemgewicht::detail {

/// A choice as tables name it: option:scheme.
std::string choice_name(const PhaseChoice& choice);

/// A body that decides, with its scheme of weights.
struct DecidingBody {
    Decider decider = Decider::assembly;
    std::string scheme;

    friend bool operator==(const DecidingBody&, const DecidingBody&) = default;
};

/// Whether an exact method takes few enough laws to be worth its time.
bool takes_few_laws(const LatentLaw& law);

/// P(outvoted) of every municipality under every body, at body x municipalities + municipality, with the covariance of
/// the errors.
struct JointRisks {
    Eigen::VectorXd risk;
    Eigen::MatrixXd covariance;
    std::uint64_t draws = 0;
};

/// All of them on the same draws of the moods. `undecided(risks)` is the largest error that is still too large for a
/// decision, 0 where everything is decided.
JointRisks simulated_risks(const Board& board, const std::vector<DecidingBody>& bodies, const LatentLaw& law,
                           const Conditional& method, Ties ties,
                           const std::function<double(const JointRisks&)>& undecided);

}  // namespace stemgewicht::detail
