#pragma once

#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/measures/engines/read_standing.hpp>
#include <stemgewicht/measures/outvoted_fractions.hpp>
#include <stemgewicht/methods/diagrams/decision_diagram.hpp>
#include <stemgewicht/methods/diagrams/rational_pass.hpp>
#include <stemgewicht/methods/diagrams/rule_diagram.hpp>
#include <stemgewicht/models/laws/rational_laws.hpp>
#include <stemgewicht/rules/position.hpp>

#include <cstddef>
#include <vector>

namespace stemgewicht {

namespace detail {

/// A fraction is in its range by itself, and occurs where it is not 0.
template <>
struct ChanceNumber<Fraction> {
    static double value(const Fraction& chance) { return chance.convert_to<double>(); }
    static Fraction settled(const Fraction& chance, double) { return chance; }
    static bool occurs(const Fraction& chance, double) { return chance > 0; }
};

/// A rule and the laws of a model, whose blocks the diagram asks one after the other.
class RationalVotes {
public:
    RationalVotes(const Rule& rule, const VotingModel& model)
        : laws_(rational_laws(model, stemgewicht::member_count(rule))),
          decision_(rule_diagram(rule, by_blocks(member_order(rule), laws_.front()), maximum_layer_states)) {}

    [[nodiscard]] const Diagram& decision() const { return decision_; }

    /// P(the outcome is `outcome`, for each) of a diagram in the same order, and that the votes seen are as they are.
    [[nodiscard]] std::vector<Fraction> outcomes(const Diagram& diagram, const std::vector<KnownVote>& known,
                                                 std::size_t kinds) const {
        std::vector<Fraction> sum(kinds);
        for (const RationalLaw& law : laws_) {
            const std::vector<Fraction> chances = rational_chances(diagram, law, known);
            for (std::size_t s = 0; s < chances.size(); ++s) sum[diagram.outcomes[s]] += law.mass * chances[s];
        }
        return sum;
    }

    /// P(pass) with these votes.
    [[nodiscard]] Fraction pass(const std::vector<KnownVote>& known) const { return outcomes(decision_, known, 2)[1]; }

    /// P(passes with the holders for) - P(passes with them against), the others voting as ever.
    [[nodiscard]] Fraction decisive(const std::vector<std::size_t>& holders) const {
        std::vector<KnownVote> with = open(), against = open();
        for (const std::size_t member : holders) {
            with[member] = KnownVote::forced_yes;
            against[member] = KnownVote::forced_no;
        }
        return pass(with) - pass(against);
    }

    [[nodiscard]] std::vector<KnownVote> open() const {
        return std::vector<KnownVote>(decision_.member_count(), KnownVote::open);
    }

    void check_work(const Diagram& diagram, std::size_t passes) const { check_rational_work(diagram, laws_, passes); }

private:
    std::vector<RationalLaw> laws_;
    Diagram decision_;
};

}  // namespace detail

STEMGEWICHT_DEFINITION Fraction pass_fraction(const Rule& rule, const VotingModel& model) {
    check(rule);
    const detail::RationalVotes votes(rule, model);
    votes.check_work(votes.decision(), 1);
    return votes.pass(votes.open());
}

STEMGEWICHT_DEFINITION Outvoted<Fraction> outvoted_fractions(const Rule& decision, const Rule& position,
                                                             const VotingModel& model, Ties ties) {
    check(decision);
    check_position(position, member_count(decision));
    const detail::RationalVotes votes(decision, model);
    const detail::Diagram own = detail::rule_diagram(position, votes.decision().order, maximum_layer_states);
    const detail::Diagram joint = detail::joint_diagram(votes.decision(), own, maximum_layer_states);
    votes.check_work(joint, 3);
    const std::vector<Fraction> cells = votes.outcomes(joint, votes.open(), 6);  // 3 x passes + side
    return detail::read_standing<Fraction>({.yes_pass = cells[5],
                                            .yes_fail = cells[2],
                                            .tied_pass = cells[4],
                                            .tied_fail = cells[1],
                                            .no_pass = cells[3],
                                            .no_fail = cells[0],
                                            .decisive = votes.decisive(detail::holders_of(position, own))},
                                           ties, 0);
}

STEMGEWICHT_DEFINITION std::vector<Outvoted<Fraction>> outvoted_member_fractions(const Rule& decision,
                                                                                 const VotingModel& model) {
    check(decision);
    const detail::RationalVotes votes(decision, model);
    const std::size_t members = member_count(decision);
    votes.check_work(votes.decision(), 3 * members + 1);
    const Fraction pass = votes.pass(votes.open());
    std::vector<Outvoted<Fraction>> result;
    for (std::size_t i = 0; i < members; ++i) {
        std::vector<detail::KnownVote> yes = votes.open();
        yes[i] = detail::KnownVote::seen_yes;
        const std::vector<Fraction> cells = votes.outcomes(votes.decision(), yes, 2);
        result.push_back(detail::read_standing<Fraction>({.yes_pass = cells[1],
                                                          .yes_fail = cells[0],
                                                          .tied_pass = 0,
                                                          .tied_fail = 0,
                                                          .no_pass = pass - cells[1],
                                                          .no_fail = 1 - pass - cells[0],
                                                          .decisive = votes.decisive({i})},
                                                         Ties::excluded, 0));
    }
    return result;
}

}  // namespace stemgewicht
