#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/laws/latent_split.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

namespace stemgewicht {

/// The most laws into which a model may be taken apart.
inline constexpr double maximum_laws = 1 << 14;

namespace detail {

/// Nodes of the fixed latents of a split: all combinations of the nodes of some axes.
///
/// Normal latents may be rotated at will. Let A be the loads of a group on the fixed latents, b those on its free one.
/// With the free one integrated, the chances of the group grow in the imaginary direction y as exp(y' S y / 2), where
/// S = A' (I + b b')^-1 A = A'A - (A'b)(A'b)' / (1 + b'b). The axes are the eigenvectors of the sum of S over all
/// groups, and its eigenvalues are the sharpness by which each takes its nodes (normal_nodes). A direction in which
/// nothing changes, such as all municipalities up and the region down, so takes a single node.
class FixedNodes {
public:
    explicit FixedNodes(const LatentSplit& split) : split_(&split) {
        if (split.law().link == LatentLaw::Link::probit)
            rotate();
        else
            axes_ = Eigen::MatrixXd::Identity(size(), size());
        for (Eigen::Index axis = 0; axis < size(); ++axis) count_ *= node_count(axis);
    }

    [[nodiscard]] double count() const { return count_; }

    /// Calls work(mass, values of all latents) for every node; of the values only those of fixed latents are set. Nodes
    /// of a mass below 1e-18 are left out.
    template <class Work>
    void each(const Work& work) const {
        std::vector<Quadrature> rules;
        for (Eigen::Index axis = 0; axis < size(); ++axis) rules.push_back(rule(axis));
        std::vector<Eigen::Index> node(rules.size(), 0);
        Eigen::VectorXd coordinates(size());
        std::vector<double> values(split_->law().latents.size());
        while (true) {
            double mass = 1;
            for (std::size_t a = 0; a < rules.size(); ++a) {
                coordinates[static_cast<Eigen::Index>(a)] = rules[a].points[node[a]];
                mass *= rules[a].masses[node[a]];
            }
            const Eigen::VectorXd fixed = axes_.lazyProduct(coordinates);
            for (std::size_t f = 0; f < rules.size(); ++f)
                values[split_->fixed()[f]] = fixed[static_cast<Eigen::Index>(f)];
            if (mass >= 1e-18) work(mass, std::span<const double>(values));
            std::size_t a = 0;
            while (a < rules.size() && ++node[a] == rules[a].points.size()) node[a++] = 0;
            if (a == rules.size()) return;
        }
    }

private:
    [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(split_->fixed().size()); }

    [[nodiscard]] const Latent& latent(Eigen::Index axis) const {
        return split_->law().latents[split_->fixed()[static_cast<std::size_t>(axis)]];
    }

    /// A loose bound of the degree in which a chance depends on a fixed latent.
    [[nodiscard]] std::vector<double> loads() const { return std::vector<double>(split_->law().member_count(), 1.0); }

    [[nodiscard]] double node_count(Eigen::Index axis) const {
        return sharpness_.size() > 0 ? normal_node_count(sharpness_[axis])
                                     : latent_node_count(latent(axis), loads(), normal_tolerance);
    }
    [[nodiscard]] Quadrature rule(Eigen::Index axis) const {
        return sharpness_.size() > 0 ? normal_nodes(sharpness_[axis])
                                     : latent_nodes(latent(axis), loads(), normal_tolerance);
    }

    /// The loads of the members of a group on the fixed latents.
    [[nodiscard]] Eigen::MatrixXd fixed_loads(const LatentSplit::Group& group) const {
        Eigen::MatrixXd result = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(group.members.size()), size());
        for (std::size_t r = 0; r < group.members.size(); ++r)
            for (const auto& [latent, load] : split_->law().members[group.members[r]].loadings) {
                const auto place = std::ranges::lower_bound(split_->fixed(), latent);
                if (place != split_->fixed().end() && *place == latent)
                    result(static_cast<Eigen::Index>(r), place - split_->fixed().begin()) = load;
            }
        return result;
    }

    void rotate() {
        Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(size(), size());
        for (const LatentSplit::Group& group : split_->groups()) {
            const Eigen::MatrixXd fixed = fixed_loads(group);
            const Eigen::Map<const Eigen::VectorXd> free(group.loads.data(), fixed.rows());
            const Eigen::VectorXd both = fixed.transpose().lazyProduct(free);
            sum += fixed.transpose().lazyProduct(fixed);
            sum -= (both / (1 + free.squaredNorm())).lazyProduct(both.transpose());
        }
        axes_ = sum;
        if (size() == 0) return;
        const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(sum);
        axes_ = solver.eigenvectors();
        const double rounding = 1e-13 * solver.eigenvalues()[size() - 1];
        sharpness_ = (solver.eigenvalues().array() < rounding).select(0, solver.eigenvalues().array());
    }

    const LatentSplit* split_;
    Eigen::MatrixXd axes_;
    Eigen::VectorXd sharpness_;  ///< per axis; empty where the latents are not normal
    double count_ = 1;
};

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
             << maximum_laws << "; conditional carries it";
    else
        line << "exact: votes that all but follow a latent take more than " << maximum_factor_nodes
             << " nodes in a group; monte_carlo carries them";
    throw std::length_error(line.str());
}

}  // namespace detail

/// Calls work(mass, law) for the laws whose mixture the votes are, one after the other: with that chance the votes are
/// such. One side of the latents is integrated inside of each law, all others are fixed: lines at both of their values,
/// normals at quadrature nodes (to about 1e-13). Where the rule has blocks, `block_of` names the block of each member;
/// the side is so chosen that the laws cost the least together, which is fewest laws and fewest factors across blocks.
/// Throws std::length_error where this takes more than maximum_laws.
template <class Work>
void each_law(const LatentLaw& law, std::span<const std::size_t> block_of, const Work& work) {
    const LatentSplit split(law, detail::cheapest_free_side(law, block_of));
    detail::FixedNodes(split).each(
        [&](double mass, std::span<const double> values) { work(mass, split.given(values)); });
}

}  // namespace stemgewicht
