#include <stemgewicht/models/laws/draw.hpp>
#include <stemgewicht/models/model.hpp>

#include "catch.hpp"
#include "support/random_games.hpp"

#include <boost/random/mersenne_twister.hpp>

#include <cmath>
#include <random>
#include <string>
#include <vector>

using namespace stemgewicht;
using namespace stemgewicht::detail;

namespace {

Grouping by(const std::string& name, const std::vector<std::string>& labels) { return make_grouping(name, labels); }

const Grouping by_family = by("family", {"a", "b", "a", "b", "c", "a"});
const Grouping by_town = by("municipality", {"x", "x", "y", "y", "y", "x"});

/// One of every kind that fits six members.
std::vector<VotingModel> models_of_six() {
    const Cohesion families{by_family, 0.3, {{"b", 0.1}}};
    const Cohesion towns{.grouping = by_town, .share = 0.2};
    const Cohesion led{by_family, 0.5, {{"b", 0.7}}, {{"a", 0.9}, {"b", 0.15}}};
    const std::vector<double> yes{0.1, 0.5, 0.6, 0.7, 0.4, 0.9};
    ObservedVotes history{.name = "h",
                          .motions = {{true, false, true, true, false, true},
                                      {false, false, std::nullopt, true, true, true},
                                      {true, true, false, false, true, std::nullopt}}};
    return {ic(),
            independent(yes),
            iac(),
            beta(0.7, 2),
            grouped(by_family),
            CopyVotes{.region = 0.1, .groups = {families, towns}, .yes = yes, .line = 0.6},
            CopyVotes{.region = 0.2, .groups = {led}, .yes = yes, .line = 0.4},
            FactorVotes{.region = 0.1, .groups = {families, towns}, .yes = yes},
            history};
}

/// P(exactly these members say yes), over the laws of a model.
std::vector<double> table_of(const VotingModel& model, std::size_t count) {
    std::vector<double> table(std::size_t{1} << count);
    for (const auto& [mass, law] : vote_laws(model, count))
        for (std::size_t set = 0; set < table.size(); ++set) {
            double chance = mass;
            for (const VoteFactor& factor : law.factors) {
                Eigen::ArrayXd node = factor.masses;
                for (std::size_t r = 0; r < factor.members.size(); ++r) {
                    const Eigen::ArrayXd yes = factor.yes.row(static_cast<Eigen::Index>(r)).transpose();
                    node *= (set >> factor.members[r]) & 1 ? yes : 1 - yes;
                }
                chance *= node.sum();
            }
            table[set] += chance;
        }
    return table;
}

/// Draws match the table of the model: the chi-squared statistic over all sets stands within 5 of its own deviations.
template <class Engine>
void check_draws(const VotingModel& model, Engine engine) {
    const LatentLaw law = latent_law(model, 6);
    const std::vector<double> expected = table_of(model, 6);
    std::vector<double> seen(64);
    const int motions = 40'000;
    for (int m = 0; m < motions; ++m) seen[draw(law, engine).to_ulong()] += 1;
    double statistic = 0, terms = -1, inverse = 0;
    for (std::size_t set = 0; set < 64; ++set) {
        if (expected[set] < 1e-15) {
            CHECK(seen[set] == 0);
            continue;
        }
        const double mean = expected[set] * motions;
        statistic += (seen[set] - mean) * (seen[set] - mean) / mean;
        terms += 1;
        inverse += 1 / mean;
    }
    INFO(model_name(model));
    CHECK(std::abs(statistic - terms) < 5 * std::sqrt(2 * terms + inverse) + 1e-9);
}

}  // namespace

TEST_CASE("Votes that are drawn follow the law that exact methods integrate, by engines of either library") {
    for (const VotingModel& model : models_of_six()) {
        check_draws(model, std::mt19937_64(7));
        check_draws(model, boost::random::mt19937(11));
    }
}

TEST_CASE("Values of a latent by the inverse of its distribution function have its moments") {
    const int points = 100'000;
    const auto mean = [&](const Latent& latent, int power) {
        double sum = 0;
        for (int k = 0; k < points; ++k) sum += std::pow(latent.quantile((k + 0.5) / points), power);
        return sum / points;
    };
    CHECK(mean({.kind = Latent::Kind::beta, .a = 1, .b = 1}, 1) == Catch::Approx(0.5).epsilon(1e-9));
    CHECK(mean({.kind = Latent::Kind::beta, .a = 2, .b = 3}, 1) == Catch::Approx(0.4).epsilon(1e-6));
    CHECK(mean({.kind = Latent::Kind::normal}, 2) == Catch::Approx(1).epsilon(1e-3));
    CHECK(mean({.kind = Latent::Kind::line, .a = 0.3}, 1) == Catch::Approx(0.3).epsilon(1e-4));
    CHECK(mean({.kind = Latent::Kind::row, .a = 5}, 1) == Catch::Approx(2).epsilon(1e-4));
    CHECK(Latent{.kind = Latent::Kind::row, .a = 5}.quantile(1.0) == 4);
}

TEST_CASE("Latents of one side share no member, and every loading names a latent that others share") {
    for (const VotingModel& model : models_of_six()) {
        INFO(model_name(model));
        const LatentLaw law = latent_law(model, 6);
        CHECK(law.member_count() == 6);
        for (const LatentLaw::Member& member : law.members) {
            std::vector<bool> sides(10);
            for (const auto& [latent, load] : member.loadings) {
                REQUIRE(latent < law.latents.size());
                CHECK_FALSE(sides[law.latents[latent].side]);
                sides[law.latents[latent].side] = true;
            }
        }
        if (std::holds_alternative<CopyVotes>(model) || std::holds_alternative<FactorVotes>(model)) {
            // The region, families a and b, and both towns where they are asked: c is a single member's own.
            CHECK(law.latents.size() == (model_name(model).find("municipality") == std::string::npos ? 3 : 5));
            for (const auto& members : members_by_latent(law)) CHECK(members.size() > 1);
        }
    }
}

TEST_CASE("The chance of a single member is the one that it was given, whatever it shares with others") {
    for (const VotingModel& model : models_of_six()) {
        if (!std::holds_alternative<FactorVotes>(model)) continue;
        const std::vector<double> table = table_of(model, 6);
        const std::vector<double>& yes = std::get<FactorVotes>(model).yes;
        for (std::size_t i = 0; i < 6; ++i) {
            double chance = 0;
            for (std::size_t set = 0; set < 64; ++set) chance += (set >> i) & 1 ? table[set] : 0;
            CHECK(std::abs(chance - yes[i]) < 1e-13);
        }
    }
}

TEST_CASE("Even moods of two and three members have the chances of Sheppard") {
    // For thresholds 0: P(both yes) = 1/4 + asin(r) / (2 pi), P(all three yes) = 1/8 + (sum of the asin) / (4 pi).
    const double pi = std::acos(-1.0);
    const FactorVotes model{.region = 0.15,
                            .groups = {{.grouping = by("family", {"a", "a", "b"}), .share = 0.35},
                                       {.grouping = by("municipality", {"x", "y", "y"}), .share = 0.25}}};
    const std::vector<double> table = table_of(model, 3);
    const double r01 = std::asin(0.5), r12 = std::asin(0.4), r02 = std::asin(0.15);
    CHECK(std::abs(table[3] + table[7] - 0.25 - r01 / (2 * pi)) < 1e-13);
    CHECK(std::abs(table[6] + table[7] - 0.25 - r12 / (2 * pi)) < 1e-13);
    CHECK(std::abs(table[5] + table[7] - 0.25 - r02 / (2 * pi)) < 1e-13);
    CHECK(std::abs(table[7] - 0.125 - (r01 + r12 + r02) / (4 * pi)) < 1e-13);
}

TEST_CASE("Members who copy nothing but one line all vote alike") {
    const std::vector<double> table = table_of(CopyVotes{.region = 1, .line = 0.3}, 4);
    CHECK(table[15] == 0.3);
    CHECK(table[0] == 0.7);
    CHECK(std::abs(table[15] + table[0] - 1) < 1e-15);
}

TEST_CASE("Members who follow a mood for certain vote alike where their chances are alike") {
    const LatentLaw law = latent_law(FactorVotes{.region = 1, .yes = {0.3}}, 5);
    std::mt19937_64 engine(3);
    int yes = 0;
    for (int m = 0; m < 10'000; ++m) {
        const Coalition voters = draw(law, engine);
        CHECK((voters.all() || voters.none()));
        yes += voters.all();
    }
    CHECK(std::abs(yes - 3000) < 4.5 * std::sqrt(10'000 * 0.21));
}

TEST_CASE("Certain members stay certain under every model") {
    for (const VotingModel& model :
         {VotingModel(FactorVotes{
              .region = 0.4, .groups = {{.grouping = by_family, .share = 0.3}}, .yes = {0, 1, 0.5, 0.5, 0, 1}}),
          VotingModel(CopyVotes{
              .region = 0, .groups = {{.grouping = by_family, .share = 0}}, .yes = {0, 1, 0.5, 0.5, 0, 1}})}) {
        const std::vector<double> table = table_of(model, 6);
        double sum = 0;
        for (std::size_t set = 0; set < 64; ++set) {
            if ((set & 0b110011) != 0b100010) CHECK(table[set] == 0);
            sum += table[set];
        }
        CHECK(std::abs(sum - 1) < 1e-14);
    }
}
