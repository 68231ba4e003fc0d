#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/methods/fourier/tail_chances.hpp>
#include <stemgewicht/methods/standing.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

/// Members by weight and chance of yes, and their standings from the chances of these classes.
namespace stemgewicht::detail {

/// Standings, and for each of their chances a bound on its error; `error` is what the target applies to.
struct CertifiedStandings {
    std::vector<Standing> standings, errors;
    double error = 0;
};

namespace fourier {

inline CertifiedStandings no_standings(std::size_t members) {
    return {.standings = std::vector<Standing>(members), .errors = std::vector<Standing>(members)};
}

inline std::array<double, 5> chances_of(const Standing& s) {
    return {s.yes_pass, s.yes_fail, s.no_pass, s.no_fail, s.decisive};
}

/// A board in classes of one weight and chance, and the class of each member.
struct ClassedBoard {
    WaveBoard board;
    std::vector<std::size_t> class_of;
    Weight divisor = 1;  ///< what the weights had in common
};

inline ClassedBoard classed_board(const WeightedRule& rule, const std::vector<double>& yes) {
    Weight divisor = 0;
    for (const Weight weight : rule.weights) divisor = std::gcd(divisor, weight);
    std::map<std::pair<Weight, double>, std::size_t> places;
    for (std::size_t i = 0; i < rule.member_count(); ++i) ++places[{rule.weights[i], yes[i]}];
    ClassedBoard result{.board = {}, .class_of = {}, .divisor = divisor};
    for (auto& [key, place] : places) {
        result.board.classes.push_back({.weight = static_cast<std::uint64_t>(key.first / divisor),
                                        .chance = key.second,
                                        .against = 1 - static_cast<long double>(key.second),
                                        .members = place});
        result.board.total += result.board.classes.back().weight * place;
        place = result.board.classes.size() - 1;
    }
    result.board.quota = static_cast<std::uint64_t>((rule.quota - 1) / divisor + 1);
    for (std::size_t i = 0; i < rule.member_count(); ++i)
        result.class_of.push_back(places.at({rule.weights[i], yes[i]}));
    return result;
}

/// A standing from the chances of a class, and its errors. On a mirrored board the members count who are against, and
/// what is rare is that the motion fails.
struct SeenFrom {
    bool mirrored = false;
    double chance = 0.5;

    [[nodiscard]] std::pair<Standing, Standing> standing(const TailChance& tail) const {
        const double no = 1 - chance, rounding = 1.2e-16;
        if (mirrored)
            return {{.yes_pass = chance * (1 - tail.if_no),
                     .yes_fail = chance * tail.if_no,
                     .no_pass = no * (1 - tail.if_yes),
                     .no_fail = no * tail.if_yes,
                     .decisive = tail.decisive},
                    {.yes_pass = chance * (tail.no_error + rounding * (1 - tail.if_no)),
                     .yes_fail = chance * tail.no_error,
                     .no_pass = no * (tail.yes_error + rounding * (1 - tail.if_yes)),
                     .no_fail = no * tail.yes_error,
                     .decisive = tail.decisive_error}};
        return {{.yes_pass = chance * tail.if_yes,
                 .yes_fail = chance * (1 - tail.if_yes),
                 .no_pass = no * tail.if_no,
                 .no_fail = no * (1 - tail.if_no),
                 .decisive = tail.decisive},
                {.yes_pass = chance * tail.yes_error,
                 .yes_fail = chance * (tail.yes_error + rounding * (1 - tail.if_yes)),
                 .no_pass = no * tail.no_error,
                 .no_fail = no * (tail.no_error + rounding * (1 - tail.if_no)),
                 .decisive = tail.decisive_error}};
    }
};

/// Adds the standings of all members from the chances of their classes.
inline void add_members(CertifiedStandings& sum, const ClassedBoard& classed, const TailChances& tails,
                        const std::vector<double>& yes, double mass, bool mirrored) {
    for (std::size_t i = 0; i < yes.size(); ++i) {
        const auto [standing, error] =
            SeenFrom{.mirrored = mirrored, .chance = yes[i]}.standing(tails.classes[classed.class_of[i]]);
        sum.standings[i].add(standing, mass);
        sum.errors[i].add(error, mass);
    }
    sum.error += mass * tails.error;
}

}  // namespace fourier

}  // namespace stemgewicht::detail
