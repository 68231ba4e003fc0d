#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/symmetric_eigen.hpp>
#include <stemgewicht/models/laws/latent_split.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

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
    /// of normal latents of a mass far below the tolerance are left out; those of lines are exact, and small chances
    /// are made of them.
    template <class Work>
    void each(const Work& work) const {
        std::vector<Quadrature> rules;
        for (Eigen::Index axis = 0; axis < size(); ++axis) rules.push_back(rule(axis));
        const double least = split_->law().link == LatentLaw::Link::probit ? 1e-5 * split_->tolerance() : 0.0;
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
            if (mass > least) work(mass, std::span<const double>(values));
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
        return sharpness_.size() > 0 ? normal_node_count(sharpness_[axis], split_->tolerance())
                                     : latent_node_count(latent(axis), loads(), split_->tolerance());
    }
    [[nodiscard]] Quadrature rule(Eigen::Index axis) const {
        return sharpness_.size() > 0 ? normal_nodes(sharpness_[axis], split_->tolerance())
                                     : latent_nodes(latent(axis), loads(), split_->tolerance());
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
        const SymmetricEigen eigen = symmetric_eigen(sum);
        axes_ = eigen.vectors;
        const double rounding = 1e-13 * eigen.values[size() - 1];
        sharpness_ = (eigen.values.array() < rounding).select(0, eigen.values.array());
    }

    const LatentSplit* split_;
    Eigen::MatrixXd axes_;
    Eigen::VectorXd sharpness_;  ///< per axis; empty where the latents are not normal
    double count_ = 1;
};

}  // namespace stemgewicht::detail
