#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/models/factor.hpp>
#include <stemgewicht/models/latent_law.hpp>
#include <stemgewicht/models/laws/normal_nodes.hpp>
#include <stemgewicht/models/observed.hpp>
#include <stemgewicht/models/vote_law.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stemgewicht {

STEMGEWICHT_DEFINITION std::vector<double> observed_chances(const ObservedVotes& model, std::size_t member_count) {
    if (model.motions.empty()) refuse("observed.motions", "a table of at least one motion", "none");
    std::vector<double> yes(member_count), votes(member_count);
    for (std::size_t m = 0; m < model.motions.size(); ++m) {
        if (model.motions[m].size() != member_count)
            refuse(element("observed.motions", m),
                   "one vote for each of the " + std::to_string(member_count) + " members", model.motions[m].size());
        for (std::size_t i = 0; i < member_count; ++i) {
            votes[i] += model.motions[m][i].has_value();
            yes[i] += model.motions[m][i].value_or(false);
        }
    }
    for (std::size_t i = 0; i < member_count; ++i) {
        if (votes[i] == 0)
            refuse("observed.motions", "at least one vote of each member", "none of member " + std::to_string(i));
        yes[i] /= votes[i];
    }
    return yes;
}

STEMGEWICHT_DEFINITION LatentLaw latent_law(const ObservedVotes& model, std::size_t member_count) {
    const std::vector<double> often = observed_chances(model, member_count);
    LatentLaw law;
    law.members.assign(member_count, {.base = 0, .loadings = {{0, 1.0}}});
    law.latents = {{.kind = Latent::Kind::row, .a = static_cast<double>(model.motions.size())}};
    law.rows.resize(static_cast<Eigen::Index>(member_count), static_cast<Eigen::Index>(model.motions.size()));
    for (std::size_t m = 0; m < model.motions.size(); ++m)
        for (std::size_t i = 0; i < member_count; ++i) {
            const std::optional<bool> vote = model.motions[m][i];
            law.rows(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(m)) = !vote ? often[i] : *vote ? 1 : 0;
        }
    return law;
}

STEMGEWICHT_DEFINITION VoteLaw vote_law(const ObservedVotes& model, std::size_t member_count) {
    const LatentLaw all = latent_law(model, member_count);
    std::map<std::vector<std::optional<bool>>, std::pair<Eigen::Index, double>> distinct;  // a motion, and how many
    for (std::size_t m = 0; m < model.motions.size(); ++m)
        distinct.try_emplace(model.motions[m], static_cast<Eigen::Index>(m), 0.0).first->second.second += 1;
    VoteFactor factor{.members = std::vector<std::size_t>(member_count), .masses = {}, .yes = {}};
    std::iota(factor.members.begin(), factor.members.end(), std::size_t{0});
    factor.masses.resize(static_cast<Eigen::Index>(distinct.size()));
    factor.yes.resize(all.rows.rows(), factor.masses.size());
    Eigen::Index node = 0;
    for (const auto& [votes, row] : distinct) {
        factor.yes.col(node) = all.rows.col(row.first);
        factor.masses[node++] = row.second / static_cast<double>(model.motions.size());
    }
    return {.member_count = member_count, .factors = {std::move(factor)}};
}

namespace detail {

/// How many motions each two members both voted on (0 for a member and itself), and how often they agreed, of all.
struct PairwiseVotes {
    Eigen::MatrixXd together;
    double agreement = 0;

    explicit PairwiseVotes(const ObservedVotes& model) {
        const auto n = static_cast<Eigen::Index>(model.motions.front().size());
        const auto motions = static_cast<Eigen::Index>(model.motions.size());
        Eigen::MatrixXd yes = Eigen::MatrixXd::Zero(motions, n), no = yes;
        for (Eigen::Index m = 0; m < motions; ++m)
            for (Eigen::Index i = 0; i < n; ++i)
                if (const auto vote = model.motions[static_cast<std::size_t>(m)][static_cast<std::size_t>(i)])
                    (*vote ? yes : no)(m, i) = 1;
        together = (yes + no).transpose() * (yes + no);
        together.diagonal().setZero();
        Eigen::MatrixXd same = yes.transpose() * yes + no.transpose() * no;
        same.diagonal().setZero();
        if (together.sum() > 0) agreement = same.sum() / together.sum();
    }
};

}  // namespace detail

STEMGEWICHT_DEFINITION FactorVotes fitted(const ObservedVotes& model) {
    FactorVotes result;
    result.yes = observed_chances(model, model.motions.empty() ? 0 : model.motions.front().size());
    const detail::PairwiseVotes observed(model);
    if (observed.together.sum() == 0) return result;
    const auto excess = [&](double loading) {  // of the agreement over that observed
        FactorVotes votes = result;
        votes.region = loading;
        const LatentLaw law = latent_law(votes, votes.yes.size());
        const detail::Quadrature moods = detail::normal_nodes(2 * loading / (1 - loading));
        double agreement = 0;
        for (Eigen::Index k = 0; k < moods.points.size(); ++k) {
            const double mood = moods.points[k];
            const Eigen::VectorXd yes = chances(law, {&mood, 1}).matrix();
            const Eigen::VectorXd no = (1 - yes.array()).matrix();
            agreement += moods.masses[k] *
                         (yes.dot(observed.together.lazyProduct(yes)) + no.dot(observed.together.lazyProduct(no)));
        }
        return agreement / observed.together.sum() - observed.agreement;
    };
    if (excess(0) >= 0) return result;
    result.region = maximum_fitted_loading;
    if (excess(maximum_fitted_loading) <= 0) return result;
    std::uintmax_t steps = 100;
    const auto [low, high] = boost::math::tools::toms748_solve(
        excess, 0.0, maximum_fitted_loading, [](double a, double b) { return b - a < 1e-13; }, steps);
    result.region = (low + high) / 2;
    return result;
}

}  // namespace stemgewicht
