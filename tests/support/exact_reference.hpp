#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

/// An independent way to the risk of a council in an assembly: plain convolution in whole numbers, without a rounding
/// before the last division. Nothing is shared with the library.
///
/// The members fall into families, each with its own chance p ~ U(0, 1). A given set of k yes-voters of a family of n
/// has the chance integral of p^k (1-p)^(n-k) = k! (n-k)! / (n+1)!, which times lcm(1..n+1) is a whole number. Families
/// of one member each are fair coins (ic), one family of all is a common chance (iac).
namespace support {

__extension__ using Big = unsigned __int128;

struct Voter {
    std::size_t family = 0;
    std::int64_t seats = 0;   ///< in the council whose position is asked; 0 for members of other councils
    std::int64_t weight = 0;  ///< in the assembly
};

struct Risk {
    double yes_pass = 0, yes_fail = 0, tied_pass = 0, tied_fail = 0, no_pass = 0, no_fail = 0, decisive = 0;
};

namespace exact {

/// lcm(1..n+1) k! (n-k)! / (n+1)!, for k = 0..n.
inline std::vector<Big> family_masses(std::size_t n) {
    Big multiple = 1;
    for (Big k = 2; k <= n + 1; ++k) {
        Big a = multiple, b = k;
        while (b != 0) a = std::exchange(b, a % b);
        multiple *= k / a;
    }
    std::vector<Big> masses;
    Big choose = 1;
    for (std::size_t k = 0; k <= n; ++k) {
        masses.push_back(multiple / ((n + 1) * choose));
        choose = choose * (n - k) / (k + 1);
    }
    return masses;
}

/// The members of one family who sit in other councils, and how many of the family sit in the council.
struct Family {
    std::vector<std::int64_t> others;
    std::size_t own = 0;
};

/// ways[k][x]: in how many ways k of the others vote yes with a weight of x in all.
inline std::vector<std::vector<Big>> join(const std::vector<Big>& before, const std::vector<std::int64_t>& weights) {
    std::vector<std::vector<Big>> ways{before};
    for (const std::int64_t weight : weights) {
        const std::size_t length = ways[0].size() + static_cast<std::size_t>(weight);
        ways.emplace_back();
        for (auto& row : ways) row.resize(length, 0);
        for (std::size_t k = ways.size(); k-- > 1;)
            for (std::size_t x = length; x-- > static_cast<std::size_t>(weight);)
                ways[k][x] += ways[k - 1][x - static_cast<std::size_t>(weight)];
    }
    return ways;
}

/// sums[x]: everything from x up; what is asked beyond the end is 0.
inline std::vector<Big> sums_from(std::vector<Big> law) {
    for (std::size_t x = law.size() - 1; x-- > 0;) law[x] += law[x + 1];
    return law;
}

inline Big at(const std::vector<Big>& sums, std::int64_t from) {
    const auto x = static_cast<std::size_t>(std::max<std::int64_t>(from, 0));
    return x < sums.size() ? sums[x] : 0;
}

/// Families without others only add a factor: `sums` are those of the weight of the others in all families before.
template <class Work>
void each_own_count_alone(const std::vector<Family>& families, std::vector<std::size_t>& own,
                          const std::vector<Big>& sums, Big factor, const Work& work) {
    if (own.size() == families.size()) {
        work(own, sums, factor);
        return;
    }
    const std::size_t count = families[own.size()].own;
    const auto masses = family_masses(count);
    for (std::size_t mine = 0; mine <= count; ++mine) {
        own.push_back(mine);
        each_own_count_alone(families, own, sums, factor * masses[mine], work);
        own.pop_back();
    }
}

/// Calls work(own yes-votes by family, sums of the law of the others' weight, factor) for every combination of own
/// yes-votes. Families without others come last.
template <class Work>
void each_own_count(const std::vector<Family>& families, std::vector<std::size_t>& own, const std::vector<Big>& law,
                    const Work& work) {
    if (own.size() == families.size() || families[own.size()].others.empty()) {
        each_own_count_alone(families, own, sums_from(law), 1, work);
        return;
    }
    const Family& family = families[own.size()];
    const auto ways = join(law, family.others);
    const auto masses = family_masses(family.others.size() + family.own);
    for (std::size_t mine = 0; mine <= family.own; ++mine) {
        std::vector<Big> next(ways[0].size(), 0);
        for (std::size_t k = 0; k < ways.size(); ++k)
            for (std::size_t x = 0; x < next.size(); ++x) next[x] += masses[k + mine] * ways[k][x];
        own.push_back(mine);
        each_own_count(families, own, next, work);
        own.pop_back();
    }
}

inline double ratio(Big part, Big whole) { return static_cast<double>(part) / static_cast<double>(whole); }

}  // namespace exact

/// The standing of the council in an assembly that passes a motion from `quota` up.
inline Risk exact_risk(const std::vector<Voter>& voters, std::int64_t quota) {
    std::size_t family_count = 0;
    std::int64_t seats = 0, held = 0;
    std::vector<Voter> council;
    for (const Voter& voter : voters) {
        family_count = std::max(family_count, voter.family + 1);
        seats += voter.seats;
        if (voter.seats > 0) {
            held += voter.weight;
            council.push_back(voter);
        }
    }
    std::vector<std::size_t> owned(family_count), elsewhere(family_count), order(family_count), place(family_count);
    for (const Voter& voter : voters) ++(voter.seats > 0 ? owned : elsewhere)[voter.family];
    std::iota(order.begin(), order.end(), std::size_t{0});
    // Least work first: families without own members do not branch, and those without others need no distribution.
    std::ranges::stable_sort(order, {}, [&](std::size_t f) {
        return std::tuple(elsewhere[f] == 0, owned[f] > 0, -static_cast<std::int64_t>(elsewhere[f]));
    });
    for (std::size_t k = 0; k < family_count; ++k) place[order[k]] = k;
    std::vector<exact::Family> families(family_count), others_alone(family_count);
    for (const Voter& voter : voters) {
        if (voter.seats > 0) {
            ++families[place[voter.family]].own;
        } else {
            families[place[voter.family]].others.push_back(voter.weight);
            others_alone[place[voter.family]].others.push_back(voter.weight);
        }
    }
    // The council's own votes one by one, gathered by how many of each family say yes.
    std::map<std::vector<std::size_t>, std::map<std::pair<std::int64_t, std::int64_t>, std::uint64_t>> own_votes;
    for (std::size_t set = 0; set < std::size_t{1} << council.size(); ++set) {
        std::vector<std::size_t> yes(family_count);
        std::int64_t yes_seats = 0, yes_weight = 0;
        for (std::size_t i = 0; i < council.size(); ++i)
            if ((set >> i) & 1) {
                ++yes[place[council[i].family]];
                yes_seats += council[i].seats;
                yes_weight += council[i].weight;
            }
        const std::int64_t side = 2 * yes_seats > seats ? 1 : 2 * yes_seats < seats ? -1 : 0;
        ++own_votes[yes][{side, yes_weight}];
    }
    Big pass[3] = {0, 0, 0}, fail[3] = {0, 0, 0};
    std::vector<std::size_t> own;
    exact::each_own_count(families, own, {1}, [&](const auto& yes, const std::vector<Big>& sums, Big factor) {
        for (const auto& [vote, count] : own_votes.at(yes)) {
            const Big passing = exact::at(sums, quota - vote.second);
            pass[vote.first + 1] += count * factor * passing;
            fail[vote.first + 1] += count * factor * (sums[0] - passing);
        }
    });
    const Big whole = pass[0] + pass[1] + pass[2] + fail[0] + fail[1] + fail[2];
    Risk risk{.yes_pass = exact::ratio(pass[2], whole),
              .yes_fail = exact::ratio(fail[2], whole),
              .tied_pass = exact::ratio(pass[1], whole),
              .tied_fail = exact::ratio(fail[1], whole),
              .no_pass = exact::ratio(pass[0], whole),
              .no_fail = exact::ratio(fail[0], whole)};
    exact::each_own_count(others_alone, own, {1}, [&](const auto&, const std::vector<Big>& sums, Big) {
        risk.decisive = exact::ratio(exact::at(sums, quota - held) - exact::at(sums, quota), sums[0]);
    });
    return risk;
}

}  // namespace support
