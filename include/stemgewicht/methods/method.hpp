#pragma once

#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/memory.hpp>
#include <stemgewicht/core/progress.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace stemgewicht {

/// The most states that a layer of a decision diagram may have, unless told otherwise.
inline constexpr std::size_t maximum_layer_states = std::size_t{1} << 20;

/// Exact answers by the best way for each rule. Weighted and composite rules of any number of members, under every
/// model, as far as the tables fit, by counting: forward and backward passes over the distribution of the counted
/// weight, at the nodes of the model; where all members of a weighted rule have one chance in common, as under ic, iac
/// and beta, by a single count for each node, or, where weights are too large for that, by two halves of the members
/// (MeetInTheMiddle). The other rules of the library by their decision diagram, your own by visiting all sets. The only
/// error is that of rounding, a few units of 1e-16 times the number of members, and at most 1e-12 of any chance. The
/// result does not depend on the threads.
struct Exact {
    std::size_t memory = half_of_memory();  ///< bytes that tables may take
    std::size_t maximum_nodes = std::size_t{1}
                                << 22;  ///< combinations of nodes, where groups of the model cross blocks
    int threads = 1;          ///< for weighted rules under one common chance, johnston, deegan_packel; 0: all cores
    bool every_node = false;  ///< under iac, the number of nodes that is exact, where fewer leave out rounding alone
};

/// Exact answers on the decision diagram of a rule [bolus_2011]: any rule of the library, and your own to 25 members;
/// any position, any model. The cost is that of the diagram, which is small where many ways of voting come to the same:
/// few different weights, few members, or councils that decide one after the other.
struct DecisionDiagram {
    std::size_t maximum_states = maximum_layer_states;  ///< of a layer
};

/// Exact answers by visiting all 2^n sets of yes-voters: any rule that can tell whether a set wins, any position, any
/// model, to 25 members. It shares no algorithm with Exact, which makes it the check of it.
struct Enumerate {
    static constexpr std::size_t maximum_members = 25;
};

/// Exact counts for weights of any size, to about 50 members: the sums of all sets of each half of the members, sorted,
/// are matched with each other [klinz_woeginger_2005]. Time and memory go with 2^(members / 2), whatever the weights.
/// For weighted rules where all members have one chance in common.
struct MeetInTheMiddle {
    static constexpr std::size_t maximum_members = 62;
    std::size_t memory = half_of_memory();  ///< bytes that the sums may take
    int threads = 1;                        ///< 0: all cores
};

/// Simulation of many motions: any rule, any position, any model, any size. The error falls with the root of the number
/// of motions; memory does not grow with it. A result depends on all of these but the threads.
struct MonteCarlo {
    std::uint64_t samples = 1'000'000;  ///< motions; with a target error, those before it is first asked for
    std::uint64_t seed = 1;
    int threads = 1;          ///< 0: all cores
    bool antithetic = false;  ///< draws motions in pairs of mirror images, whose errors tend to cancel
    double error = 0;         ///< the standard error to reach; 0: no target
    std::uint64_t maximum_samples = std::uint64_t{1} << 32;  ///< motions at most, where there is a target
    Progress progress{};                                     ///< told the motions of each round, where it is given
};

/// Simulation of the latents alone: they are drawn as scrambled Sobol points, and given them everything is exact.
/// Several scramblings, independent of each other, show the error: 1.96 of it cover in 95 of 100 runs, by Student's law
/// for their number, and it is never less than what is known of lines without the draws. Far more precise than
/// MonteCarlo for the same time where the rule can be counted; without latents it is exact. A result depends on all of
/// these but the threads.
struct Conditional {
    std::uint64_t points = 1024;  ///< of each scrambling; with a target error, those before it is first asked for
    std::size_t randomizations = 16;
    std::uint64_t seed = 1;
    int threads = 1;                                        ///< 0: all cores
    double error = 0;                                       ///< the standard error to reach; 0: no target
    std::uint64_t maximum_points = std::uint64_t{1} << 20;  ///< of each scrambling, where there is a target
    Progress progress{};                                    ///< told the points of each round, where it is given
};

/// The normal law in place of that of the weight for a motion: weighted rules of any number of members and weights of
/// any size. Every value comes with a bound on its error, which holds for certain (but for rounding, about 1e-12) and
/// is coarse: of the order of the root of the sum of squared weights over the total, so that it says something of
/// chances to pass and to be outvoted on boards of many members, and little of the power of a small member.
struct Normal {
    std::size_t panels = 1024;  ///< into which the range of a common chance is cut; the bound includes their width
};

/// Sums over the few frequencies that matter, of the many by which the law of a weight is a sum of waves: weighted
/// rules of about 60 members and more, under votes that are independent, and mixtures of these. Every chance is within
/// `error` of the true one for certain. Where the motion, or its failure, is rare, the error is that part of the chance
/// of it, or rather of Chernoff's bound of that, so that small chances keep their digits; under a model with several
/// nodes, and for weights so large that only an error of 1e-9 and more is in reach, it is absolute. Memory is a few
/// hundred kB; under one common chance, as with iac and beta, the nodes near 0 and 1 are counted, in up to 256 MB. See
/// docs/fourier.md for the proof.
struct Fourier {
    double error = 1e-13;
    double seconds = 10;  ///< that it may take, about and on one core; it is refused at once where it would take more
    int threads = 1;      ///< for the standings of members; 0: all cores; they change no digit
};

/// How an answer is computed. Every measure takes the variant, and so each of these; what a method cannot do the
/// measure refuses, naming those that can.
using Method =
    std::variant<Exact, DecisionDiagram, Enumerate, MeetInTheMiddle, MonteCarlo, Conditional, Normal, Fourier>;

/// The name of a method as the command line and the tables write it: exact, decision_diagram, enumerate,
/// meet_in_the_middle, monte_carlo (with ", antithetic" where it is), conditional, normal or fourier.
std::string method_name(const Method& method);

/// Whether answers of the method are simulated, and have standard errors.
inline bool is_simulation(const Method& method) {
    return std::holds_alternative<MonteCarlo>(method) || std::holds_alternative<Conditional>(method);
}

/// Throws std::invalid_argument for a run without motions, or a target that is not a number.
void check(const MonteCarlo& method);

/// Throws std::invalid_argument for a run without points, fewer than two scramblings, or a target that is no number.
void check(const Conditional& method);

/// The advice to visit all sets of members, where there are few enough; else none.
std::vector<std::string> enumerate_to_its_members(std::size_t member_count);

/// Refuses a method that a measure cannot take: throws std::invalid_argument with those that it can, such as "exact,
/// decision_diagram or enumerate".
[[noreturn]] void refuse_method(const Method& method, const std::string& possible);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/methods/definitions/method.hpp>
#endif
