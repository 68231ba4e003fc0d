#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/quadrature.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/node_tolerance.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>
#include <stemgewicht/models/laws/stepped_nodes.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The most nodes that a factor may take.
inline constexpr double maximum_factor_nodes = 1 << 12;

/// How many nodes a latent takes whose members have these loads.
inline double latent_node_count(const Latent& latent, std::span<const double> loads, double tolerance) {
    if (latent.kind == Latent::Kind::row) return latent.a;
    if (latent.kind == Latent::Kind::line) return 2;
    if (latent.kind == Latent::Kind::beta)
        return static_cast<double>(beta_node_count(loads.size(), latent.a, latent.b));
    return normal_node_count(std::inner_product(loads.begin(), loads.end(), loads.begin(), 0.0), tolerance);
}

/// Values of a latent with masses.
inline Quadrature latent_nodes(const Latent& latent, std::span<const double> loads, double tolerance) {
    if (latent.kind == Latent::Kind::beta) return beta_nodes(loads.size(), latent.a, latent.b);
    if (latent.kind == Latent::Kind::normal)
        return normal_nodes(std::inner_product(loads.begin(), loads.end(), loads.begin(), 0.0), tolerance);
    if (latent.kind == Latent::Kind::line)
        return {.points = Eigen::Array2d(0, 1), .masses = Eigen::Array2d(1 - latent.a, latent.a)};
    const auto count = static_cast<Eigen::Index>(latent.a);
    return {.points = Eigen::ArrayXd::LinSpaced(count, 0, latent.a - 1),
            .masses = Eigen::ArrayXd::Constant(count, 1 / latent.a)};
}

/// A latent law taken in two: the latents of one side, such as those of the families, stay free, and all others are
/// fixed. Given values of the fixed ones the votes are a VoteLaw with one factor for each free latent, which exact
/// methods integrate group by group. The law is referred to, not copied.
class LatentSplit {
public:
    /// The members of a free latent; of those without one, there is a single group at the end.
    struct Group {
        std::vector<std::size_t> members;
        std::vector<double> loads;  ///< of each member on the free latent
        bool alike = false;         ///< all members always have the same chance
        bool condenses = true;      ///< whether fewer nodes are precise enough, which are so beside 1 alone
        double node_count = 1;
        Quadrature nodes;
    };

    LatentSplit(const LatentLaw& law, std::size_t free_side) : law_(&law), tolerance_(detail::node_tolerance(law)) {
        const auto members = members_by_latent(law);
        std::vector<bool> taken(law.member_count());
        for (std::size_t l = 0; l < law.latents.size(); ++l) {
            if (law.latents[l].side != free_side || law.latents[l].kind == Latent::Kind::row) {
                fixed_.push_back(l);
                continue;
            }
            for (const std::size_t i : members[l]) taken[i] = true;
            if (!members[l].empty()) add_group(l, members[l]);
        }
        Group others;
        for (std::size_t i = 0; i < taken.size(); ++i)
            if (!taken[i]) others.members.push_back(i);
        others.loads.assign(others.members.size(), 0.0);
        others.nodes = {.points = Eigen::ArrayXd::Zero(1), .masses = Eigen::ArrayXd::Ones(1)};
        if (!others.members.empty()) groups_.push_back(std::move(others));
    }

    [[nodiscard]] const LatentLaw& law() const { return *law_; }
    /// To what the nodes integrate over normal latents.
    [[nodiscard]] double tolerance() const { return tolerance_; }
    /// The latents that have to be given.
    [[nodiscard]] const std::vector<std::size_t>& fixed() const { return fixed_; }
    [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }

    /// Whether no factor takes more nodes than are allowed; `given` is for such splits only.
    [[nodiscard]] bool fits() const {
        return std::ranges::all_of(groups_,
                                   [](const Group& group) { return group.node_count <= maximum_factor_nodes; });
    }

    /// Members times nodes, summed over the factors: what a pass over a given law costs. It is multiplied by the nodes
    /// of every factor whose members stand in more than one block, where there are blocks (one per member).
    [[nodiscard]] double cost(std::span<const std::size_t> block_of) const {
        double sum = 0, product = 1;
        for (const Group& group : groups_) {
            sum += static_cast<double>(group.members.size()) * group.node_count;
            const auto elsewhere = [&](std::size_t i) { return block_of[i] != block_of[group.members.front()]; };
            if (!block_of.empty() && std::ranges::any_of(group.members, elsewhere)) product *= group.node_count;
        }
        return sum * product;
    }

    /// The law of the votes given the fixed latents; `values` has one value per latent, those of free ones are not
    /// read. Cost O(members x nodes).
    [[nodiscard]] VoteLaw given(std::span<const double> values) const {
        VoteLaw result{.member_count = law_->member_count(), .factors = {}};
        for (const Group& group : groups_) result.factors.push_back(factor_given(group, values));
        return result;
    }

private:
    void add_group(std::size_t latent, std::vector<std::size_t> members) {
        Group group;
        for (const std::size_t i : members)
            group.loads.push_back(
                std::ranges::find(law_->members[i].loadings, latent, &LatentLaw::Loading::latent)->load);
        const LatentLaw::Member& first = law_->members[members.front()];
        group.alike = std::ranges::all_of(members, [&](std::size_t i) { return law_->members[i] == first; });
        const double tolerance = std::min(tolerance_, group_tolerance(*law_, members));
        group.condenses = tolerance >= 1e-15;
        group.node_count = latent_node_count(law_->latents[latent], group.loads, tolerance);
        if (group.node_count <= maximum_factor_nodes)
            group.nodes = latent_nodes(law_->latents[latent], group.loads, tolerance);
        else
            add_stepped_nodes(group, latent, members);
        group.members = std::move(members);
        groups_.push_back(std::move(group));
    }

    /// The nodes of members who all but follow one normal latent, and no other.
    void add_stepped_nodes(Group& group, std::size_t latent, const std::vector<std::size_t>& members) const {
        if (law_->link != LatentLaw::Link::probit || law_->latents[latent].kind != Latent::Kind::normal) return;
        std::vector<ChanceStep> steps;
        for (std::size_t r = 0; r < members.size(); ++r) {
            const auto& [base, loadings] = law_->members[members[r]];
            if (loadings.size() != 1 || !(group.loads[r] > 0)) return;
            if (std::isfinite(base)) steps.push_back({.place = -base / group.loads[r], .load = group.loads[r]});
        }
        Quadrature nodes = stepped_nodes(std::move(steps));
        if (static_cast<double>(nodes.points.size()) > maximum_factor_nodes) return;
        group.node_count = static_cast<double>(nodes.points.size());
        group.nodes = std::move(nodes);
    }

    [[nodiscard]] double index_given(std::size_t member, std::span<const double> values) const {
        if (law_->rows.size() > 0)
            return law_->rows(static_cast<Eigen::Index>(member), static_cast<Eigen::Index>(values[0]));
        double index = law_->members[member].base;
        for (const auto& [latent, load] : law_->members[member].loadings)
            if (std::ranges::binary_search(fixed_, latent)) index += load * values[latent];
        return index;
    }

    [[nodiscard]] VoteFactor factor_given(const Group& group, std::span<const double> values) const {
        const Eigen::Index size = static_cast<Eigen::Index>(group.members.size());
        const Eigen::Index rows = group.alike ? 1 : size;
        VoteFactor factor{.members = group.members, .masses = group.nodes.masses, .yes = {}};
        factor.yes.resize(rows, factor.masses.size());
        for (Eigen::Index r = 0; r < rows; ++r) {
            const double index = index_given(group.members[static_cast<std::size_t>(r)], values);
            const double load = group.loads[static_cast<std::size_t>(r)];
            for (Eigen::Index k = 0; k < factor.yes.cols(); ++k)
                factor.yes(r, k) = chance(law_->link, index + load * group.nodes.points[k]);
        }
        if (!group.alike) return factor;
        // Every measure is a polynomial in the common chance, of the degree of the number of members.
        const Quadrature all{.points = factor.yes.row(0).transpose(), .masses = factor.masses};
        const Quadrature few = group.condenses ? condensed(all, group.members.size()) : all;
        factor.masses = few.masses;
        factor.yes = few.points.transpose().replicate(size, 1);
        return factor;
    }

    const LatentLaw* law_;
    double tolerance_;
    std::vector<std::size_t> fixed_;
    std::vector<Group> groups_;
};

}  // namespace stemgewicht::detail
