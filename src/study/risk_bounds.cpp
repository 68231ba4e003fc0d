#include "solution/interruptible.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/methods/enumeration/enumerate.hpp>
#include <stemgewicht/study/risk_bounds.hpp>

#include <ClpSimplex.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace stemgewicht {

namespace {

constexpr double law_tolerance = 1e-9;  // how far a law may be from what is known
constexpr double gap_tolerance = 1e-8;  // how far the proof may be from the value

/// One thing that is known of a law: the sum of its chances over the profiles of `event` is `chance`.
struct KnownChance {
    std::vector<char> event;
    double chance;
};

template <class Event>
std::vector<char> event_of(std::size_t members, const Event& event) {
    std::vector<char> result(std::size_t{1} << members);
    for (std::size_t profile = 0; profile < result.size(); ++profile) result[profile] = event(profile) ? 1 : 0;
    return result;
}

bool says_yes(std::size_t profile, std::size_t member) { return (profile >> member & 1) != 0; }

/// Without the digits that the solver does not warrant.
std::string rounded(double chance) { return shortest(std::round(chance * 1e9) / 1e9); }

std::vector<char> agreement_event(std::size_t members, const KnownAgreement& pair) {
    return event_of(members, [&](std::size_t p) { return says_yes(p, pair.first) == says_yes(p, pair.second); });
}

/// The laws of the votes that have some known chances.
class Laws {
public:
    explicit Laws(std::size_t members) : members_(members) {
        add({.event = std::vector<char>(std::size_t{1} << members, 1), .chance = 1});
    }

    void add(KnownChance known) { known_.push_back(std::move(known)); }

    /// The law with the least chance of an event, or the greatest, proved.
    [[nodiscard]] RiskBound bound(const std::vector<char>& event, bool greatest) const {
        const double sign = greatest ? -1 : 1;
        ClpSimplex program = program_of(event, sign);
        detail::solve_interruptibly(program, [](ClpSimplex& dual) { dual.dual(); });
        if (program.status() != 0) detail::solve_interruptibly(program, [](ClpSimplex& primal) { primal.primal(); });
        if (program.status() != 0) throw std::runtime_error("Clp: found no law, though there are some");
        RiskBound result{.value = 0, .gap = 0, .law = law_of(program)};
        for (std::size_t p = 0; p < event.size(); ++p) result.value += event[p] != 0 ? result.law[p] : 0;
        result.gap = std::max(0.0, sign * result.value - proved(program, event, sign));
        if (result.gap > gap_tolerance)
            throw std::runtime_error("Clp: its multipliers do not prove the bound, by " + shortest(result.gap));
        result.value = std::clamp(result.value, 0.0, 1.0);
        return result;
    }

    [[nodiscard]] RiskRange range(const std::vector<char>& event) const {
        return {.least = bound(event, false), .greatest = bound(event, true)};
    }

private:
    [[nodiscard]] ClpSimplex program_of(const std::vector<char>& event, double sign) const {
        std::vector<double> objective, elements;
        std::vector<CoinBigIndex> starts{0};
        std::vector<int> rows;
        for (std::size_t p = 0; p < event.size(); ++p) {
            detail::stop_point(10 * known_.size());
            objective.push_back(sign * event[p]);
            for (std::size_t k = 0; k < known_.size(); ++k)
                if (known_[k].event[p] != 0) {
                    rows.push_back(static_cast<int>(k));
                    elements.push_back(1);
                }
            starts.push_back(static_cast<CoinBigIndex>(rows.size()));
        }
        ClpSimplex program;
        program.setLogLevel(0);
        program.setPrimalTolerance(law_tolerance / 10);
        program.setDualTolerance(law_tolerance / 10);
        program.resize(static_cast<int>(known_.size()), 0);
        for (std::size_t k = 0; k < known_.size(); ++k)
            program.setRowBounds(static_cast<int>(k), known_[k].chance, known_[k].chance);
        program.addColumns(static_cast<int>(event.size()), nullptr, nullptr, objective.data(), starts.data(),
                           rows.data(), elements.data());
        return program;
    }

    /// The law that was found, without chances below 0; throws unless it has the known chances.
    [[nodiscard]] std::vector<double> law_of(const ClpSimplex& program) const {
        const double* chances = program.primalColumnSolution();
        std::vector<double> law(chances, chances + (std::size_t{1} << members_));
        for (double& chance : law) chance = std::max(chance, 0.0);
        for (const KnownChance& known : known_) {
            double sum = 0;
            for (std::size_t p = 0; p < law.size(); ++p) sum += known.event[p] != 0 ? law[p] : 0;
            if (std::abs(sum - known.chance) > law_tolerance)
                throw std::runtime_error("Clp: its law is off what is known, by " +
                                         shortest(std::abs(sum - known.chance)));
        }
        return law;
    }

    /// No law has a lower objective: whatever the multipliers y, the objective is y . known chances plus the reduced
    /// costs weighed by the law, and so at least y . known chances plus the least reduced cost.
    [[nodiscard]] double proved(const ClpSimplex& program, const std::vector<char>& event, double sign) const {
        const double* multipliers = program.dualRowSolution();
        double bound = 0;
        for (std::size_t k = 0; k < known_.size(); ++k) bound += multipliers[k] * known_[k].chance;
        double least = 1;
        for (std::size_t p = 0; p < event.size(); ++p) {
            double cost = sign * event[p];
            for (std::size_t k = 0; k < known_.size(); ++k) cost -= known_[k].event[p] != 0 ? multipliers[k] : 0;
            least = std::min(least, cost);
        }
        return bound + least;
    }

    std::size_t members_;
    std::vector<KnownChance> known_;
};

void check_known(const KnownVotes& known) {
    const std::size_t members = known.yes.size();
    if (members > maximum_bounded_members)
        throw std::length_error("bounds: carry up to " + std::to_string(maximum_bounded_members) + " members, got " +
                                std::to_string(members) + "; a vote model with exact carries more");
    if (members == 0) refuse("known.yes", "a list of at least one chance", "none");
    for (std::size_t i = 0; i < members; ++i) check_probability(known.yes[i], element("known.yes", i));
    std::vector<std::size_t> seen;
    for (std::size_t k = 0; k < known.agreements.size(); ++k) {
        const auto& [first, second, chance] = known.agreements[k];
        const std::string path = element("known.agreements", k);
        const std::string pair = std::to_string(first) + "-" + std::to_string(second);
        if (first >= members || second >= members || first == second)
            refuse(path, "of two different members from 0 to " + std::to_string(members) + " exclusive", pair);
        const std::size_t place = std::min(first, second) * members + std::max(first, second);
        if (std::ranges::find(seen, place) != seen.end()) refuse(path, "of a pair that is named once", pair);
        seen.push_back(place);
        check_probability(chance, path + ".chance");
    }
}

/// The laws that agree with what is known. Each agreement must be in the range that the chances and the agreements
/// before it leave, or nothing has them all.
Laws laws_of(const KnownVotes& known) {
    check_known(known);
    const std::size_t members = known.yes.size();
    Laws laws(members);
    for (std::size_t i = 0; i < members; ++i)
        laws.add({.event = event_of(members, [&](std::size_t p) { return says_yes(p, i); }), .chance = known.yes[i]});
    for (std::size_t k = 0; k < known.agreements.size(); ++k) {
        const KnownAgreement& pair = known.agreements[k];
        std::vector<char> event = agreement_event(members, pair);
        const RiskRange range = laws.range(event);
        const double low = range.least.value,
                     high = std::max(low, range.greatest.value);  // they may differ by rounding
        if (pair.chance < low - law_tolerance || pair.chance > high + law_tolerance)
            refuse(element("known.agreements", k) + ".chance",
                   "from " + rounded(low) + " to " + rounded(high) + " beside the chances and the agreements before it",
                   pair.chance);
        laws.add({.event = std::move(event), .chance = std::clamp(pair.chance, low, high)});
    }
    return laws;
}

std::vector<bool> decisions(const Rule& decision, const KnownVotes& known) {
    check(decision);
    if (member_count(decision) != known.yes.size())
        refuse("known.yes", "one chance for each of the " + std::to_string(member_count(decision)) + " members",
               known.yes.size());
    return detail::winning_table(decision);
}

}  // namespace

KnownVotes known_votes(std::span<const double> law) {
    std::size_t members = 0;
    while (std::size_t{1} << (members + 1) <= law.size()) ++members;
    if (members == 0 || law.size() != std::size_t{1} << members)
        refuse("law", "a chance for each set of one or more members", std::to_string(law.size()) + " chances");
    for (std::size_t p = 0; p < law.size(); ++p) check_probability(law[p], element("law", p));
    const double total = std::accumulate(law.begin(), law.end(), 0.0);
    if (std::abs(total - 1) > law_tolerance) refuse("law", "chances that sum to 1", total);
    const auto chance = [&](const std::vector<char>& event) {
        double sum = 0;
        for (std::size_t p = 0; p < law.size(); ++p) sum += event[p] != 0 ? law[p] : 0;
        return std::min(sum, 1.0);
    };
    KnownVotes known;
    for (std::size_t i = 0; i < members; ++i)
        known.yes.push_back(chance(event_of(members, [&](std::size_t p) { return says_yes(p, i); })));
    for (std::size_t i = 0; i < members; ++i)
        for (std::size_t j = i + 1; j < members; ++j)
            known.agreements.push_back({i, j, chance(agreement_event(members, {i, j, 0}))});
    return known;
}

std::optional<double> mean_agreement(const KnownVotes& votes, std::size_t member) {
    double sum = 0;
    std::size_t count = 0;
    for (const KnownAgreement& known : votes.agreements) {
        if (known.first != member && known.second != member) continue;
        sum += known.chance;
        ++count;
    }
    return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
}

KnownVotes known_votes(const Board& board, const VotingModel& model) {
    const std::vector<WeightedRule> positions = council_positions(board);
    const std::vector<Rule> councils(positions.begin(), positions.end());
    KnownVotes known;
    for (std::size_t i = 0; i < councils.size(); ++i) {
        const auto risks = estimated_outvoted(councils[i], councils, model, Exact{}, Ties::against);
        known.yes.push_back(risks[i].pass.value);
        for (std::size_t j = i + 1; j < councils.size(); ++j)
            known.agreements.push_back({.first = i, .second = j, .chance = 1 - risks[j].outvoted.value});
    }
    return known;
}

std::vector<RiskRange> risk_ranges(const Rule& decision, const KnownVotes& known, MemberRisk risk) {
    const Laws laws = laws_of(known);
    const std::vector<bool> passes = decisions(decision, known);
    std::vector<RiskRange> ranges;
    for (std::size_t i = 0; i < known.yes.size(); ++i)
        ranges.push_back(laws.range(event_of(known.yes.size(), [&](std::size_t p) {
            const bool yes = says_yes(p, i);
            return passes[p] != yes && (risk == MemberRisk::outvoted || yes == (risk == MemberRisk::blocked));
        })));
    return ranges;
}

RiskRange pass_range(const Rule& decision, const KnownVotes& known) {
    const Laws laws = laws_of(known);
    const std::vector<bool> passes = decisions(decision, known);
    return laws.range(event_of(known.yes.size(), [&](std::size_t p) { return passes[p]; }));
}

}  // namespace stemgewicht
