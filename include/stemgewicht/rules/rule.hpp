#pragma once

#include <stemgewicht/core/numeric/boxed.hpp>
#include <stemgewicht/core/coalition.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/rules/coalition_list.hpp>
#include <stemgewicht/rules/composite.hpp>
#include <stemgewicht/rules/simple_game.hpp>
#include <stemgewicht/rules/weighted.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stemgewicht {

struct CombinedRule;
struct IncompatibleRule;
struct RestrictedRule;

/// Any of the rules that come with the library; the last three are made of others. Your own rule needs no place here:
/// every function takes any SimpleGame.
using Rule = std::variant<WeightedRule, CompositeRule, CoalitionRule, CombinedRule, IncompatibleRule, RestrictedRule>;

/// A rule of the library or your own.
template <class T>
concept AnyRule = SimpleGame<T> || std::same_as<T, Rule>;

std::size_t member_count(const Rule& rule);
bool wins(const Rule& rule, const Coalition& yes_voters);
void check(const Rule& rule, std::string_view field = "rule");

/// One of the rules that a combined rule is made of, and who votes in it.
struct Part {
    std::vector<std::size_t> members;  ///< the electorate's member who casts each vote of the rule
    Boxed<Rule> rule;

    friend bool operator==(const Part& a, const Part& b);
};

/// A rule over the outcomes of other rules, to any depth: `top` has one vote for each part, which is cast as the part
/// decides. Parts may share members (a double majority: votes and municipalities), be councils that share none (tiers),
/// and give one member several of their votes (a bloc). This is the compound simple game of [shapley_1962], with
/// members who may sit in more than one part.
struct CombinedRule {
    std::size_t members = 0;
    Boxed<Rule> top;
    std::vector<Part> parts;

    [[nodiscard]] std::size_t member_count() const { return members; }
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const CombinedRule& a, const CombinedRule& b);
};

/// Members who never vote together: a set passes a motion if some part of it without an incompatible pair does. The
/// minimal winning coalitions are those of the rule that contain no such pair
/// [bergantinos_carreras_garcia_jurado_1993].
struct IncompatibleRule {
    Boxed<Rule> rule;
    std::vector<Pair> pairs;

    [[nodiscard]] std::size_t member_count() const;
    /// Cost: 2^(incompatible pairs among the yes-voters) at most.
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const IncompatibleRule& a, const IncompatibleRule& b);
};

/// Who can talk with whom: a set passes a motion if one of its connected components on the graph does [myerson_1977].
struct RestrictedRule {
    Boxed<Rule> rule;
    std::vector<Pair> edges;

    [[nodiscard]] std::size_t member_count() const;
    [[nodiscard]] bool wins(const Coalition& yes_voters) const;
    friend bool operator==(const RestrictedRule& a, const RestrictedRule& b);
};

template <SimpleGame R>
std::size_t member_count(const R& rule) {
    return rule.member_count();
}
inline std::size_t member_count(const Rule& rule) {
    return std::visit([](const auto& r) { return r.member_count(); }, rule);
}

template <SimpleGame R>
bool wins(const R& rule, const Coalition& yes_voters) {
    return rule.wins(yes_voters);
}
inline bool wins(const Rule& rule, const Coalition& yes_voters) {
    return std::visit([&](const auto& r) { return r.wins(yes_voters); }, rule);
}

inline bool operator==(const Part& a, const Part& b) { return a.members == b.members && a.rule == b.rule; }
inline bool operator==(const CombinedRule& a, const CombinedRule& b) {
    return a.members == b.members && a.top == b.top && a.parts == b.parts;
}
inline bool operator==(const IncompatibleRule& a, const IncompatibleRule& b) {
    return a.rule == b.rule && a.pairs == b.pairs;
}
inline bool operator==(const RestrictedRule& a, const RestrictedRule& b) {
    return a.rule == b.rule && a.edges == b.edges;
}

inline bool CombinedRule::wins(const Coalition& yes_voters) const {
    Coalition decisions(parts.size());
    for (std::size_t j = 0; j < parts.size(); ++j) {
        Coalition own(parts[j].members.size());
        for (std::size_t k = 0; k < own.size(); ++k) own[k] = yes_voters.test(parts[j].members[k]);
        decisions[j] = stemgewicht::wins(*parts[j].rule, own);
    }
    return stemgewicht::wins(*top, decisions);
}

inline std::size_t IncompatibleRule::member_count() const { return stemgewicht::member_count(*rule); }

inline bool IncompatibleRule::wins(const Coalition& yes_voters) const {
    if (!stemgewicht::wins(*rule, yes_voters)) return false;
    for (const auto& [a, b] : pairs)
        if (yes_voters.test(a) && yes_voters.test(b)) {
            Coalition fewer = yes_voters;
            if (wins(fewer.reset(a))) return true;
            fewer.set(a);
            return wins(fewer.reset(b));
        }
    return true;
}

inline std::size_t RestrictedRule::member_count() const { return stemgewicht::member_count(*rule); }

inline bool RestrictedRule::wins(const Coalition& yes_voters) const {
    return std::ranges::any_of(connected_components(edges, yes_voters),
                               [&](const Coalition& part) { return stemgewicht::wins(*rule, part); });
}

/// Throws std::invalid_argument unless the top has one vote for each part, each part one member for each of its votes,
/// and all of them are valid.
inline void check(const CombinedRule& rule, std::string_view field = "rule") {
    const std::string prefix(field);
    if (rule.parts.empty()) refuse(prefix + ".parts", "a list of at least one part", "none");
    check(*rule.top, prefix + ".top");
    if (member_count(*rule.top) != rule.parts.size())
        refuse(prefix + ".parts",
               "one part for each of the " + std::to_string(member_count(*rule.top)) + " votes of the top",
               rule.parts.size());
    for (std::size_t j = 0; j < rule.parts.size(); ++j) {
        const Part& part = rule.parts[j];
        const std::string path = element(prefix + ".parts", j);
        check(*part.rule, path + ".rule");
        if (part.members.size() != member_count(*part.rule))
            refuse(path + ".members",
                   "one member for each of the " + std::to_string(member_count(*part.rule)) + " votes of its rule",
                   part.members.size());
        for (std::size_t k = 0; k < part.members.size(); ++k)
            if (part.members[k] >= rule.members)
                refuse(element(path + ".members", k),
                       "a member from 0 to " + std::to_string(rule.members) + " exclusive", part.members[k]);
    }
}

/// Throws std::invalid_argument unless the rule is valid, the pairs are of two of its members, and some coalition
/// without such a pair wins.
inline void check(const IncompatibleRule& rule, std::string_view field = "rule") {
    check(*rule.rule, std::string(field) + ".rule");
    check_pairs(rule.pairs, rule.member_count(), std::string(field) + ".pairs");
    if (!rule.wins(Coalition(rule.member_count()).set()))
        refuse(std::string(field) + ".pairs", "pairs that leave a winning coalition",
               "pairs by which no motion passes");
}

/// Throws std::invalid_argument unless the rule is valid, the edges join two of its members each, and some connected
/// coalition wins.
inline void check(const RestrictedRule& rule, std::string_view field = "rule") {
    check(*rule.rule, std::string(field) + ".rule");
    check_pairs(rule.edges, rule.member_count(), std::string(field) + ".edges");
    if (!rule.wins(Coalition(rule.member_count()).set()))
        refuse(std::string(field) + ".edges", "edges that connect a winning coalition",
               "edges by which no motion passes");
}

/// Checks the rule that is held; throws std::invalid_argument.
inline void check(const Rule& rule, std::string_view field) {
    std::visit([&](const auto& r) { check(r, field); }, rule);
}

}  // namespace stemgewicht
