#include <stemgewicht/measures/pairwise_agreement.hpp>

#include "catch.hpp"
#include "support/every_model.hpp"

#include <cmath>
#include <cstddef>

using namespace stemgewicht;
using support::Random;

TEST_CASE("The agreement of two members is the sum over all sets, and what a simulation finds") {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        Random random(100 + seed);
        const std::size_t members = 1 + random.index(7);
        const auto size = static_cast<Eigen::Index>(members);
        for (const VotingModel& model : support::every_model(random, members)) {
            Eigen::ArrayXXd alike = Eigen::ArrayXXd::Zero(size, size);
            support::each_set(model, members, [&](const Coalition& yes, double chance) {
                for (Eigen::Index i = 0; i < size; ++i)
                    for (Eigen::Index j = 0; j < size; ++j)
                        if (yes[static_cast<std::size_t>(i)] == yes[static_cast<std::size_t>(j)]) alike(i, j) += chance;
            });
            INFO("seed " << seed << ": " << members << " members under " << model_name(model));
            const Eigen::ArrayXXd found = pairwise_agreement(model, members);
            REQUIRE(found.rows() == size);
            CHECK((found - alike).abs().maxCoeff() < 1e-12);
            CHECK((found == found.transpose()).all());
            CHECK((found.matrix().diagonal().array() == 1).all());
            if (seed % 6 > 0) continue;
            const PairwiseAgreement drawn =
                estimated_pairwise_agreement(latent_law(model, members), MonteCarlo{.samples = 30'000, .seed = seed});
            CHECK(((drawn.value - found).abs() < 4.5 * drawn.error + 1e-9).all());
        }
    }
    const Eigen::ArrayXXd common = pairwise_agreement(iac(), 40);
    CHECK(std::abs(common(3, 17) - 2.0 / 3) < 1e-14);  // p^2 + (1 - p)^2, p uniform
}
