#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/numeric/stop_point.hpp>
#include <stemgewicht/meetings/engines/counted_attendance.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace stemgewicht::detail {

/// A complex number at each of several frequencies.
struct Waves {
    static constexpr Eigen::Index count = 4;
    using Values = Eigen::Array<double, count, 1>;
    Values real, imaginary;

    explicit Waves(double value = 0) : real(Values::Constant(value)), imaginary(Values::Zero()) {}
    Waves(const Values& re, const Values& im) : real(re), imaginary(im) {}

    Waves& operator+=(const Waves& other) {
        real += other.real;
        imaginary += other.imaginary;
        return *this;
    }
    friend Waves operator+(Waves a, const Waves& b) { return a += b; }
    friend Waves operator-(const Waves& a, const Waves& b) { return {a.real - b.real, a.imaginary - b.imaginary}; }
    friend Waves operator*(const Waves& a, const Waves& b) {
        return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
    }
    friend Waves operator*(const Waves& a, double b) { return {a.real * b, a.imaginary * b}; }
    friend Waves operator*(double a, const Waves& b) { return b * a; }
};

/// The chance that a sum over the frequencies stands for.
inline double total(const Waves& waves) { return waves.real.sum(); }

/// The meetings in which a motion is tied and put off, called again or not, as a sum over frequencies. With a tally
/// t(v) for each ballot, the chance that the ballots add up to one of the tied tallies T is the sum over frequencies f
/// of (1 / frequencies) sum_{t in T} e(-f t) E[e(f t(v_1)) .. e(f t(v_n))], which is exact where there are as many
/// frequencies as tallies that could be taken for one another. The members are factors of the mean: what one does in
/// this meeting is a number e(f t(v)), and a later meeting of the same members is counted with these numbers as if it
/// were alone. Frequencies of opposite sign are conjugate, and one of them is enough. A meeting that is called again
/// for want of a quorum adds up to the same tallies, with any number of heads.
class TiedMeeting {
public:
    explicit TiedMeeting(const AttendanceRule& rule) : counted_(rule) {
        if (!counted_.can_be(Outcome::tied)) return;
        const auto members = static_cast<Weight>(rule.member_count());
        Weight in_favour = 0, against = 0, weight = 0;
        for (std::size_t i = 0; i < rule.member_count(); ++i) {
            in_favour += counted_.yes(i).sum;
            against -= counted_.no(i).sum;
            weight += counted_.weight(i);
        }
        const bool counts_heads = counted_.cap().heads > 0, counts_yes = counted_.cap().yes > 0;
        size_ = {counts_yes ? weight + 1 : 1, counts_heads ? members + 1 : 1, std::max(in_favour, against) + 1};
        low_ = {counted_.cap().yes, counts_heads ? static_cast<Weight>(rule.quorum) : 0, 0};
        high_ = {counts_yes ? weight : 0, counts_heads ? members : 0, 0};
        if (rule.tie == UnbrokenTie::deferred_unless_full) --high_.heads;
    }

    /// How many frequencies there are, of opposite ones one; 0 where no motion can be put off.
    [[nodiscard]] double frequency_count() const {
        return std::ceil(static_cast<double>(size_.yes) * static_cast<double>(size_.heads) *
                         static_cast<double>(size_.sum) / 2);
    }

    /// Calls work(presence, mass) for some frequencies after the other: what the members do in a second meeting, each
    /// with the numbers for what it did in this one, and the numbers by which all is to be multiplied. `present`: the
    /// chances of all meetings; `no_quorum`: how likely this one is called again, by member.
    template <class Work>
    void each(const std::vector<double>& present, const std::vector<NoQuorum>& no_quorum, const Work& work) const {
        const auto work_on = [&](const std::vector<Frequency>& some) {
            const Waves met = mass(some, low_.heads), recalled = mass(some, 0);
            std::vector<Presence<Waves>> members = presence(some, present);
            for (std::size_t i = 0; i < members.size(); ++i) {
                const Waves here = met + recalled * no_quorum[i].here;
                members[i].voted_yes = members[i].voted_yes * here;
                members[i].voted_no = members[i].voted_no * here;
                members[i].stayed_away = met + recalled * no_quorum[i].away;
            }
            work(members, met + recalled * no_quorum[0].chance(present[0]));
        };
        std::vector<Frequency> some;
        const auto flat = [&](const Tally& f) { return (f.yes * size_.heads + f.heads) * size_.sum + f.sum; };
        for (Weight yes = 0; yes < size_.yes; ++yes)
            for (Weight heads = 0; heads < size_.heads; ++heads)
                for (Weight sum = 0; sum < size_.sum; ++sum) {
                    const Tally one{yes, heads, sum};
                    const Tally opposite{(size_.yes - yes) % size_.yes, (size_.heads - heads) % size_.heads,
                                         (size_.sum - sum) % size_.sum};
                    if (flat(one) > flat(opposite)) continue;
                    some.push_back({one, flat(one) == flat(opposite) ? 1.0 : 2.0});
                    if (some.size() < Waves::count) continue;
                    work_on(some);
                    some.clear();
                }
        if (some.empty()) return;
        some.resize(Waves::count, {Tally{}, 0.0});
        work_on(some);
    }

private:
    struct Frequency {
        Tally place;
        double share;  ///< 2 where it stands for its opposite too, 0 where it is left out
    };

    /// The angle of the wave at a tally.
    [[nodiscard]] double angle(const Tally& frequency, const Tally& tally) const {
        const auto part = [](Weight f, Weight t, Weight size) {
            return static_cast<double>(f * (t % size) % size) / static_cast<double>(size);
        };
        return 2 * std::numbers::pi *
               (part(frequency.yes, tally.yes, size_.yes) + part(frequency.heads, tally.heads, size_.heads) +
                part(frequency.sum, tally.sum, size_.sum));
    }

    [[nodiscard]] Waves at(const std::vector<Frequency>& some, const Tally& tally) const {
        Waves waves;
        for (Eigen::Index k = 0; k < Waves::count; ++k) {
            const double turned = angle(some[static_cast<std::size_t>(k)].place, tally);
            waves.real[k] = std::cos(turned);
            waves.imaginary[k] = std::sin(turned);
        }
        return waves;
    }

    [[nodiscard]] std::vector<Presence<Waves>> presence(const std::vector<Frequency>& some,
                                                        const std::vector<double>& present) const {
        std::vector<Presence<Waves>> members;
        stop_point(500 * present.size());
        for (std::size_t i = 0; i < present.size(); ++i) {
            const double here = present[i], away = 1 - here;
            const Waves voted_yes = at(some, counted_.yes(i)), voted_no = at(some, counted_.no(i));
            const Waves before_yes = voted_yes * here + Waves(away), before_no = voted_no * here + Waves(away);
            members.push_back({.yes_here = before_yes * here,
                               .yes_away = before_yes * away,
                               .no_here = before_no * here,
                               .no_away = before_no * away,
                               .voted_yes = voted_yes,
                               .voted_no = voted_no});
        }
        return members;
    }

    /// Of the tied tallies with so many heads and more.
    [[nodiscard]] Waves mass(const std::vector<Frequency>& some, Weight least_heads) const {
        Waves by_yes, by_heads, share;
        stop_point(static_cast<std::size_t>(high_.yes - low_.yes + high_.heads - least_heads + 2) * 200);
        for (Weight yes = low_.yes; yes <= high_.yes; ++yes) by_yes += at(some, {-yes, 0, 0});
        for (Weight heads = least_heads; heads <= high_.heads; ++heads) by_heads += at(some, {0, -heads, 0});
        const double all = static_cast<double>(size_.yes * size_.heads * size_.sum);
        for (Eigen::Index k = 0; k < Waves::count; ++k) share.real[k] = some[static_cast<std::size_t>(k)].share / all;
        return by_yes * by_heads * share;
    }

    CountedAttendance counted_;
    Tally size_;        ///< frequencies of each count; none where no motion is put off
    Tally low_, high_;  ///< the tied tallies
};

}  // namespace stemgewicht::detail
