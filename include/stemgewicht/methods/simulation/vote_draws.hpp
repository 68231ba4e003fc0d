#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/normal_table.hpp>
#include <stemgewicht/methods/simulation/latent_values.hpp>
#include <stemgewicht/methods/simulation/random_planes.hpp>
#include <stemgewicht/models/latent_law.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stemgewicht::detail {

/// The votes of all members on plane_bits motions at a time, and where asked those on their mirror images, in which
/// every random number u is replaced by 1 - u. Members whose chances depend on no latent, or on lines alone, are drawn
/// on whole planes, by comparing binary digits of u with those of the chance until all motions are decided; the others
/// motion by motion.
class VoteDraws {
public:
    /// Throws std::invalid_argument where the law is not valid.
    explicit VoteDraws(const LatentLaw& law)
        : law_(law), quantiles_(law), lines_(law.latents.size()), values_(law.latents.size()) {
        for (std::size_t i = 0; i < law.member_count(); ++i) {
            const auto& loadings = law.members[i].loadings;
            const bool on_lines = std::ranges::all_of(loadings, [&](const LatentLaw::Loading& loading) {
                return law.latents[loading.latent].kind == Latent::Kind::line;
            });
            if (law.rows.size() > 0 || !on_lines || loadings.size() > maximum_lines)
                single_.push_back(i);
            else
                plane_members_.push_back({i, digits_of(law.members[i])});
        }
        const auto is_coin = [](const PlaneMember& m) { return m.digits.size() == 1 && m.digits[0] == one_half; };
        std::ranges::stable_partition(plane_members_, is_coin);
        coins_ = static_cast<std::size_t>(std::ranges::count_if(plane_members_, is_coin));
    }

    [[nodiscard]] std::size_t member_count() const { return law_.member_count(); }

    /// Goes to the start of a stream.
    void start(std::uint64_t seed, std::uint64_t stream) { planes_ = RandomPlanes(seed, stream); }

    /// Draws the next motions; `mirrored` is empty or as large as `votes`.
    void draw(std::span<Plane> votes, std::span<Plane> mirrored) {
        const bool mirror = !mirrored.empty();
        for (std::size_t l = 0; l < law_.latents.size(); ++l)
            if (law_.latents[l].kind == Latent::Kind::line)
                compare({{fraction(law_.latents[l].a)}}, {}, lines_[l][0], mirror ? &lines_[l][1] : nullptr);
        draw_coins(votes, mirrored);
        for (std::size_t k = coins_; k < plane_members_.size(); ++k) {
            const auto& [member, digits] = plane_members_[k];
            compare(digits, law_.members[member].loadings, votes[member], mirror ? &mirrored[member] : nullptr);
        }
        if (single_.empty()) return;
        for (std::size_t word = 0; word < plane_words; ++word) {
            draw_latents(word, mirror);
            draw_words(word, votes, mirrored);
        }
    }

private:
    static constexpr std::size_t maximum_lines = 4;
    static constexpr std::uint64_t one_half = std::uint64_t{1} << 63;

    /// The binary digits of a chance at each state of the lines that it depends on; all ones for 1.
    struct PlaneMember {
        std::size_t member = 0;
        std::vector<std::uint64_t> digits;
    };
    using Motions = std::array<double, 64>;

    static std::uint64_t fraction(double chance) {
        if (chance <= 0) return 0;
        return chance >= 1 ? ~std::uint64_t{0} : static_cast<std::uint64_t>(std::ldexp(chance, 64));
    }

    [[nodiscard]] std::vector<std::uint64_t> digits_of(const LatentLaw::Member& member) const {
        std::vector<std::uint64_t> digits;
        for (std::size_t state = 0; state < std::size_t{1} << member.loadings.size(); ++state) {
            double index = member.base;
            for (std::size_t k = 0; k < member.loadings.size(); ++k)
                if (state >> k & 1) index += member.loadings[k].load;
            digits.push_back(
                fraction(law_.link == LatentLaw::Link::probit ? NormalTable::instance().cdf(index) : index));
        }
        return digits;
    }

    void draw_coins(std::span<Plane> votes, std::span<Plane> mirrored) {
        if (coins_ == votes.size()) {
            planes_.fill(votes);
        } else {
            coin_planes_.resize(coins_);
            planes_.fill(coin_planes_);
            for (std::size_t k = 0; k < coins_; ++k) votes[plane_members_[k].member] = coin_planes_[k];
        }
        if (!mirrored.empty())
            for (std::size_t k = 0; k < coins_; ++k)
                mirrored[plane_members_[k].member] = ~votes[plane_members_[k].member];
    }

    /// Where digit `d` of the chance is 1, given the lines.
    [[nodiscard]] Plane digit(const std::vector<std::uint64_t>& digits, std::span<const LatentLaw::Loading> loadings,
                              int d, std::size_t side) const {
        Plane result;
        for (std::size_t state = 0; state < digits.size(); ++state) {
            if (!(digits[state] >> d & 1)) continue;
            Plane here = Plane::all();
            for (std::size_t k = 0; k < loadings.size(); ++k) {
                const Plane& line = lines_[loadings[k].latent][side];
                here = here & (state >> k & 1 ? line : ~line);
            }
            result = result | here;
        }
        return result;
    }

    /// u < chance, by binary digits of u from the highest down: the first that differs decides. The mirror image takes
    /// the opposite digits.
    void compare(const std::vector<std::uint64_t>& digits, std::span<const LatentLaw::Loading> loadings, Plane& below,
                 Plane* mirrored) {
        below = {};
        Plane open = Plane::all(), mirrored_open = mirrored ? open : Plane{};
        if (mirrored) *mirrored = {};
        std::uint64_t rest = 0;
        for (const std::uint64_t chance : digits) rest |= chance;
        for (int d = 63; d >= 0 && rest << (63 - d) != 0 && (open | mirrored_open).any(); --d) {
            const Plane drawn = planes_();
            const Plane own = digit(digits, loadings, d, 0);
            below = below | (open & own & ~drawn);
            open = open & ~(own ^ drawn);
            if (!mirrored) continue;
            const Plane other = digit(digits, loadings, d, 1);
            *mirrored = *mirrored | (mirrored_open & other & drawn);
            mirrored_open = mirrored_open & (other ^ drawn);
        }
        if (std::ranges::find(digits, ~std::uint64_t{0}) != digits.end())
            settle_certain(digits, loadings, below, mirrored);
    }

    /// A chance of 1 has no binary digits that u is always below.
    void settle_certain(const std::vector<std::uint64_t>& digits, std::span<const LatentLaw::Loading> loadings,
                        Plane& below, Plane* mirrored) const {
        std::vector<std::uint64_t> certain;
        for (const std::uint64_t chance : digits) certain.push_back(chance == ~std::uint64_t{0} ? 1 : 0);
        below = below | digit(certain, loadings, 0, 0);
        if (mirrored) *mirrored = *mirrored | digit(certain, loadings, 0, 1);
    }

    /// Numbers in (0, 1) for 64 motions.
    void draw_units(Motions& u) {
        static_assert(64 % plane_words == 0);
        std::array<Plane, 64 / plane_words> drawn;
        planes_.fill(drawn);
        for (std::size_t m = 0; m < 64; ++m) u[m] = CounterEngine::unit(drawn[m / plane_words].words[m % plane_words]);
    }

    /// Values of the latents in 64 motions, [0] as drawn and [1] mirrored.
    void draw_latents(std::size_t word, bool mirror) {
        Motions u;
        for (std::size_t l = 0; l < law_.latents.size(); ++l) {
            const Latent& latent = law_.latents[l];
            if (latent.kind != Latent::Kind::line) draw_units(u);
            for (std::size_t side = 0; side < (mirror ? 2 : 1); ++side)
                for (std::size_t m = 0; m < 64; ++m)
                    values_[l][side][m] = latent.kind == Latent::Kind::line
                                              ? static_cast<double>(lines_[l][side].words[word] >> m & 1)
                                              : quantiles_(l, side == 0 ? u[m] : 1 - u[m]);
        }
    }

    void draw_words(std::size_t word, std::span<Plane> votes, std::span<Plane> mirrored) {
        Motions u;
        for (const std::size_t member : single_) {
            draw_units(u);
            votes[member].words[word] = word_below(member, u, 0);
            if (mirrored.empty()) continue;
            for (double& each : u) each = 1 - each;
            mirrored[member].words[word] = word_below(member, u, 1);
        }
    }

    /// In which of 64 motions u is below the member's chance.
    [[nodiscard]] std::uint64_t word_below(std::size_t member, const Motions& u, std::size_t side) const {
        std::uint64_t below = 0;
        if (law_.rows.size() > 0) {
            for (std::size_t m = 0; m < 64; ++m) {
                const auto row = static_cast<Eigen::Index>(values_[0][side][m]);
                below |= std::uint64_t{u[m] < law_.rows(static_cast<Eigen::Index>(member), row)} << m;
            }
            return below;
        }
        Motions index;
        index.fill(law_.members[member].base);
        for (const auto& [latent, load] : law_.members[member].loadings)
            for (std::size_t m = 0; m < 64; ++m) index[m] += load * values_[latent][side][m];
        if (law_.link == LatentLaw::Link::probit) return NormalTable::instance().below(u, index);
        for (std::size_t m = 0; m < 64; ++m) below |= std::uint64_t{u[m] < index[m]} << m;
        return below;
    }

    LatentLaw law_;
    LatentValues quantiles_;
    std::vector<PlaneMember> plane_members_;  ///< coins first
    std::size_t coins_ = 0;
    std::vector<std::size_t> single_;             ///< members who are drawn motion by motion
    std::vector<std::array<Plane, 2>> lines_;     ///< by latent, as drawn and mirrored
    std::vector<std::array<Motions, 2>> values_;  ///< by latent, as drawn and mirrored
    std::vector<Plane> coin_planes_;
    RandomPlanes planes_{0, 0};
};

}  // namespace stemgewicht::detail
