#include "phase/phase_draws.hpp"
#include "study/council_chances.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/measures/engines/read_standing.hpp>
#include <stemgewicht/methods/counting/counted_rule.hpp>
#include <stemgewicht/methods/layers/count_lanes.hpp>
#include <stemgewicht/methods/simulation/bit_planes.hpp>
#include <stemgewicht/methods/simulation/conditional.hpp>
#include <stemgewicht/methods/simulation/conditional_standings.hpp>
#include <stemgewicht/methods/simulation/plane_rule.hpp>
#include <stemgewicht/methods/simulation/random_planes.hpp>
#include <stemgewicht/models/laws/fixed_nodes.hpp>
#include <stemgewicht/models/laws/latent_split.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <utility>

namespace stemgewicht::detail {

namespace {

/// Member votes of many motions at once, each yes with chance p: random digits are compared with those of p, from the
/// first on, until every motion is settled.
Plane drawn_votes(double p, RandomPlanes& random) {
    if (p <= 0 || p >= 1) return p >= 1 ? Plane::all() : Plane{};
    Plane yes, open = Plane::all();
    for (int digit = 0; digit < 60 && open.any(); ++digit) {
        const Plane drawn = random();
        p *= 2;
        if (p >= 1) {
            yes = yes | (open & ~drawn);
            open = open & drawn;
            p -= 1;
        } else {
            open = open & ~drawn;
        }
    }
    return yes;
}

/// The standings of all councils under an assembly whose weights are too large to be counted at every point: there the
/// votes of the members are drawn too, and the motions counted. Their error is that of so many motions at each point,
/// and shows in the scramblings as all of it does. Random numbers are those of the first points that are asked for,
/// which each scrambling has of its own.
class DrawnChances {
public:
    DrawnChances(const WeightedRule& assembly, const std::vector<WeightedRule>& positions)
        : quota_(assembly.quota), weight_(everyone(assembly.member_count()), assembly.weights) {
        for (const WeightedRule& position : positions) {
            const std::vector<std::size_t> held = holders(position);
            std::vector<Weight> seats;
            for (const std::size_t member : held) seats.push_back(position.weights[member]);
            councils_.push_back({PlaneSum(held, seats), position.quota, total_weight(position.weights)});
        }
    }

    void operator()(const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) {
        if (calls_ == 0) key_ = key_of(yes);
        RandomPlanes random(key_, calls_++);
        std::vector<Plane> votes(static_cast<std::size_t>(yes.cols()));
        for (int lane = 0; lane < lane_count; ++lane)
            for (int turn = 0; turn < turns && mass[lane] != 0; ++turn) {
                stop_point(1000 * votes.size());
                for (std::size_t i = 0; i < votes.size(); ++i)
                    votes[i] = drawn_votes(yes(lane, static_cast<Eigen::Index>(i)), random);
                add_motions(votes, mass[lane], sums);
            }
    }

private:
    static constexpr int turns = 2;  ///< of as many motions as a plane has, at each point

    struct Council {
        PlaneSum seats;
        Weight quota, total;
    };

    static std::uint64_t key_of(const LaneTable& yes) {
        std::uint64_t key = 0x9E3779B97F4A7C15;
        for (const double chance : yes.reshaped()) key = (key ^ std::bit_cast<std::uint64_t>(chance)) * 0x100000001B3;
        return key;
    }

    void add_motions(std::span<const Plane> votes, double mass, std::span<Standing> sums) {
        const Plane passes = at_least(weight_(votes), quota_);
        const double share = mass / (turns * static_cast<double>(plane_bits));
        const auto chance = [&](const Plane& motions) { return share * static_cast<double>(count(motions)); };
        for (std::size_t j = 0; j < councils_.size(); ++j) {
            Council& council = councils_[j];
            const std::vector<Plane>& seats = council.seats(votes);
            const Plane yes = at_least(seats, council.quota), no = ~at_least(seats, council.total - council.quota + 1);
            const Plane tied = ~(yes | no);
            sums[j].add({.yes_pass = chance(yes & passes),
                         .yes_fail = chance(yes & ~passes),
                         .tied_pass = chance(tied & passes),
                         .tied_fail = chance(tied & ~passes),
                         .no_pass = chance(no & passes),
                         .no_fail = chance(no & ~passes)},
                        1);
        }
    }

    Weight quota_;
    PlaneSum weight_;
    std::vector<Council> councils_;
    std::uint64_t key_ = 0, calls_ = 0;
};

/// Whether counting an assembly at each point takes several times as long as drawing its votes there.
bool prefers_draws(const WeightedRule& assembly) {
    constexpr std::size_t largest_counted = 4096;
    return counted_rule(assembly).quota > largest_counted;
}

/// The board of delegations under which a body decides: the centre alone is a dictator on it.
WeightedRule delegations(const Board& board, const DecidingBody& body) {
    if (body.decider == Decider::board) return board_rule(board, body.scheme);
    std::vector<Weight> weights(governance_of(board).municipalities.size(), 0);
    weights.front() = 1;
    return majority_rule(std::move(weights));
}

/// Some standings of all, and where they go.
struct ChancePart {
    GivenChances chances;
    std::vector<std::size_t> places;
    std::vector<Standing> sums;
};

/// The standings of all municipalities under all bodies.
GivenChances all_chances(const Board& board, const std::vector<DecidingBody>& bodies) {
    const std::vector<WeightedRule> positions = council_positions(board);
    const std::vector<Rule> rules(positions.begin(), positions.end());
    const std::size_t count = positions.size();
    std::vector<ChancePart> parts;
    std::vector<WeightedRule> tops;
    ChancePart listed;
    for (std::size_t b = 0; b < bodies.size(); ++b) {
        const bool assembly = bodies[b].decider == Decider::assembly;
        if (!assembly && can_list(positions)) {
            tops.push_back(delegations(board, bodies[b]));
            for (std::size_t j = 0; j < count; ++j) listed.places.push_back(b * count + j);
            continue;
        }
        const WeightedRule all =
            assembly ? majority_rule(column_of(board, bodies[b].scheme)) : delegations(board, bodies[b]);
        const Rule decision = assembly ? Rule(all) : Rule(councils_under(board, all));
        parts.push_back({.chances = assembly && prefers_draws(all) ? GivenChances(DrawnChances(all, positions))
                                                                   : given_chances_of_all(decision, rules),
                         .places = {},
                         .sums = {}});
        for (std::size_t j = 0; j < count; ++j) parts.back().places.push_back(b * count + j);
    }
    if (!tops.empty()) {
        listed.chances = CouncilChances(positions, tops);
        parts.push_back(std::move(listed));
    }
    return [parts = std::move(parts)](const LaneTable& yes, const Lanes& mass, std::span<Standing> sums) mutable {
        for (ChancePart& part : parts) {
            part.sums.assign(part.places.size(), Standing{});
            part.chances(yes, mass, part.sums);
            for (std::size_t k = 0; k < part.places.size(); ++k) sums[part.places[k]].add(part.sums[k], 1);
        }
    };
}

/// The chances to be outvoted of joint standings.
JointRisks risks_of(const JointEstimate& joint, std::size_t standings, Ties ties) {
    const auto size = static_cast<Eigen::Index>(standings), step = static_cast<Eigen::Index>(standing_means);
    JointRisks result{.risk = Eigen::VectorXd(size), .covariance = {}, .draws = joint.draws};
    Eigen::MatrixXd gradients(step, size);
    for (Eigen::Index k = 0; k < size; ++k) {
        const JointEstimate own{.mean = joint.mean.segment(k * step, step), .covariance = {}};
        const Formula formula = detail::read_standing(detail::cells_of(own, 0), ties, 0).outvoted;
        result.risk[k] = formula.value;
        gradients.col(k) = formula.gradient;
    }
    Eigen::MatrixXd half(joint.mean.size(), size);  // each standing has its own features alone
    for (Eigen::Index k = 0; k < size; ++k)
        half.col(k) = joint.covariance.middleCols(k * step, step) * gradients.col(k);
    result.covariance.resize(size, size);
    for (Eigen::Index k = 0; k < size; ++k)
        result.covariance.row(k) = gradients.col(k).transpose() * half.middleRows(k * step, step);
    return result;
}

}  // namespace

bool takes_few_laws(const LatentLaw& law) {
    constexpr double most = 256;
    std::set<std::size_t> sides{0};
    for (const Latent& latent : law.latents) sides.insert(latent.side);
    return std::ranges::any_of(sides, [&](std::size_t side) {
        const LatentSplit split(law, side);
        return split.fits() && detail::FixedNodes(split).count() <= most;
    });
}

JointRisks simulated_risks(const Board& board, const std::vector<DecidingBody>& bodies, const LatentLaw& law,
                           const Conditional& method, Ties ties,
                           const std::function<double(const JointRisks&)>& undecided) {
    const std::size_t standings = bodies.size() * governance_of(board).municipalities.size();
    const auto largest_error = [&](const std::vector<JointEstimate>& groups) {
        return undecided(risks_of(groups[0], standings, ties));
    };
    const JointEstimates all =
        simulate_given(law, method, all_chances(board, bodies), standings, standings, largest_error);
    return risks_of(all.groups[0], standings, ties);
}

}  // namespace stemgewicht::detail
