#pragma once

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/engine.hpp>
#include <stemgewicht/core/size_refusal.hpp>
#include <stemgewicht/models/laws/rational_laws.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace stemgewicht::detail {

/// A double as the decimal that it is written as: 0.3 is 3/10. Refuses one of more digits than every double keeps.
inline Fraction written_number(double value, const std::string& field) {
    const std::string text = shortest(value);
    const std::size_t exponent_at = text.find('e');
    std::string digits = text.substr(0, exponent_at);
    int exponent = exponent_at == std::string::npos ? 0 : std::stoi(text.substr(exponent_at + 1));
    if (const std::size_t point = digits.find('.'); point != std::string::npos) {
        exponent -= static_cast<int>(digits.size() - point - 1);
        digits.erase(point, 1);
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    constexpr std::size_t kept = std::numeric_limits<double>::digits10;
    if (digits.size() > kept && exponent < 0)
        refuse(field, "a number of at most " + std::to_string(kept) + " digits with fractions", text);
    const BigInteger power = pow(BigInteger(10), static_cast<unsigned>(std::abs(exponent)));
    return exponent < 0 ? Fraction(BigInteger(digits), power) : Fraction(BigInteger(digits) * power);
}

inline RationalBlock independent_member(std::size_t member, const Fraction& yes) {
    return {.members = {member}, .given = {Fraction(1 - yes), yes}};
}

inline RationalLaw independent_members(const std::vector<Fraction>& yes, const Fraction& mass) {
    RationalLaw law{.mass = mass, .blocks = {}};
    for (std::size_t i = 0; i < yes.size(); ++i) law.blocks.push_back(independent_member(i, yes[i]));
    return law;
}

inline std::vector<Fraction> written_chances(const std::vector<double>& yes, std::size_t members,
                                             const std::string& field) {
    std::vector<Fraction> chances;
    for (const double chance : yes_chances(yes, members, field)) chances.push_back(written_number(chance, field));
    return chances;
}

/// Members with a common chance of law Beta(a, b): the mean of p^s (1 - p)^(m - s) is a product of rising factorials.
inline RationalBlock beta_block(std::vector<std::size_t> members, const Fraction& a, const Fraction& b) {
    const std::size_t m = members.size();
    const auto rising = [m](const Fraction& start) {
        std::vector<Fraction> products{1};
        for (std::size_t k = 0; k < m; ++k) products.emplace_back(products.back() * (start + k));
        return products;
    };
    const std::vector<Fraction> yes = rising(a), no = rising(b);
    const Fraction all = rising(a + b).back();
    RationalBlock block{.members = std::move(members), .given = {}};
    for (std::size_t s = 0; s <= m; ++s) block.given.emplace_back(yes[s] * no[m - s] / all);
    return block;
}

inline std::vector<RationalLaw> laws_of(const IndependentVotes& model, std::size_t members) {
    return {independent_members(written_chances(model.yes, members, "independent"), 1)};
}

inline std::vector<RationalLaw> laws_of(const HomogeneousVotes& model, std::size_t members) {
    check(model);
    if (model.most != 1) refuse("model", "one whose chance goes up to 1 with fractions", model.most);
    std::vector<std::size_t> everyone(members);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    return {{.blocks = {beta_block(std::move(everyone), written_number(model.a, "beta.a"),
                                   written_number(model.b, "beta.b"))}}};
}

inline std::vector<RationalLaw> laws_of(const GroupedVotes& model, std::size_t members) {
    check_beta(model.a, model.b);
    check(model.grouping, members);
    const Fraction a = written_number(model.a, "grouped.a"), b = written_number(model.b, "grouped.b");
    RationalLaw law;
    for (auto& group : members_by_group(model.grouping)) law.blocks.push_back(beta_block(std::move(group), a, b));
    return {law};
}

/// A line, and how likely each of its members copies it.
struct RationalLine {
    Fraction yes;
    std::vector<std::pair<std::size_t, Fraction>> copies;
};

inline std::vector<RationalLine> rational_lines(const CopyVotes& model, std::size_t members) {
    std::vector<RationalLine> lines;
    const auto add = [&](double yes, double share, const std::vector<std::size_t>& who) {
        if (share == 0) return;
        lines.push_back({.yes = written_number(yes, "copy.line"), .copies = {}});
        for (const std::size_t i : who) lines.back().copies.emplace_back(i, written_number(share, "copy"));
    };
    std::vector<std::size_t> everyone(members);
    std::iota(everyone.begin(), everyone.end(), std::size_t{0});
    add(model.line, model.region, everyone);
    for (const Cohesion& cohesion : model.groups) {
        const std::vector<double> shares = group_shares(cohesion, members, "copy");
        const auto groups = members_by_group(cohesion.grouping);
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto own = cohesion.lines.find(cohesion.grouping.labels[g]);
            add(own == cohesion.lines.end() ? model.line : own->second, shares[g], groups[g]);
        }
    }
    return lines;
}

inline std::vector<RationalLaw> laws_of(const CopyVotes& model, std::size_t members) {
    static_cast<void>(latent_law(model, members));  // checks it
    std::vector<Fraction> yes = written_chances(model.yes, members, "copy.p"), rest(members, Fraction(1));
    std::vector<RationalLine> lines = rational_lines(model, members);
    for (const RationalLine& line : lines)
        for (const auto& [i, share] : line.copies) rest[i] -= share;
    for (std::size_t i = 0; i < members; ++i) {
        if (rest[i] < 0) refuse("copy", "given shares of at most 1 in sum", Fraction(1 - rest[i]).str());
        yes[i] *= rest[i];
    }
    std::erase_if(lines, [&](const RationalLine& line) {  // those that one member copies, or that are certain
        const bool alone = line.copies.size() == 1 || line.yes == 0 || line.yes == 1;
        if (alone)
            for (const auto& [i, share] : line.copies) yes[i] += share * line.yes;
        return alone;
    });
    if (lines.size() >= std::numeric_limits<std::size_t>::digits ||
        std::size_t{1} << lines.size() > maximum_rational_laws)
        throw SizeRefusal("fractions: " + std::to_string(lines.size()) + " lines have more than " +
                              std::to_string(maximum_rational_laws) + " values together",
                          {.methods = {"exact"}, .how = " without fractions"});
    std::vector<RationalLaw> laws;
    for (std::size_t values = 0; values < std::size_t{1} << lines.size(); ++values) {
        Fraction mass = 1;
        std::vector<Fraction> chances = yes;
        for (std::size_t k = 0; k < lines.size(); ++k) {
            const bool is_yes = (values >> k & 1) != 0;
            mass *= is_yes ? lines[k].yes : Fraction(1 - lines[k].yes);
            if (is_yes)
                for (const auto& [i, share] : lines[k].copies) chances[i] += share;
        }
        laws.push_back(independent_members(chances, mass));
    }
    return laws;
}

/// Each motion of the table, all equally likely; who was absent says yes as often as on the others.
inline std::vector<RationalLaw> laws_of(const ObservedVotes& model, std::size_t members) {
    static_cast<void>(observed_chances(model, members));  // checks it
    std::vector<Fraction> often(members);
    for (std::size_t i = 0; i < members; ++i) {
        std::size_t yes = 0, votes = 0;
        for (const auto& motion : model.motions) {
            if (motion[i]) ++votes;
            if (motion[i].value_or(false)) ++yes;
        }
        often[i] = Fraction(yes, votes);
    }
    if (model.motions.size() > maximum_rational_laws)
        throw SizeRefusal("fractions: carried to " + std::to_string(maximum_rational_laws) + " past motions, got " +
                              std::to_string(model.motions.size()),
                          {.methods = {"exact"}, .how = " without fractions"});
    std::vector<RationalLaw> laws;
    for (const auto& motion : model.motions) {
        std::vector<Fraction> chances = often;
        for (std::size_t i = 0; i < members; ++i)
            if (motion[i]) chances[i] = *motion[i] ? 1 : 0;
        laws.push_back(independent_members(chances, Fraction(1, model.motions.size())));
    }
    return laws;
}

inline std::vector<RationalLaw> laws_of(const FactorVotes& model, std::size_t) {
    refuse("model", "one of rational chances with fractions: ic, independent, iac, beta, grouped, copy or observed",
           model_name(model));
}

STEMGEWICHT_DEFINITION std::vector<RationalLaw> rational_laws(const VotingModel& model, std::size_t member_count) {
    return std::visit([&](const auto& one) { return laws_of(one, member_count); }, model);
}

}  // namespace stemgewicht::detail
