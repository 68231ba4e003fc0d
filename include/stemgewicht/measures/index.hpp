#pragma once

#include <stemgewicht/core/check.hpp>

#include <array>
#include <string>
#include <string_view>

namespace stemgewicht {

/// What an index is made of.
enum class IndexKind {
    votes,    ///< chances under a vote model: measures/power.hpp
    whole,    ///< one number for the whole rule
    sets,     ///< families of winning coalitions: measures/minimal_winning.hpp
    unions,   ///< a-priori unions: measures/coalitional.hpp
    graph,    ///< a graph of who can talk with whom: measures/graph.hpp
    solution  ///< linear and integer programs: measures/solution.hpp
};

struct IndexName {
    std::string_view name;
    IndexKind kind;
    std::string_view meaning;  ///< in one line
};

/// All indices by name, the same in C++, in Python and on the command line.
inline constexpr std::array<IndexName, 23> index_names{{
    {"banzhaf", IndexKind::votes, "chance to be decisive when all toss fair coins: swings / 2^(members - 1)"},
    {"banzhaf_normalized", IndexKind::votes, "share of all swings"},
    {"shapley_shubik", IndexKind::votes, "chance to be decisive when all share one unknown chance of yes"},
    {"coleman_prevent", IndexKind::votes, "swings / winning coalitions: power to prevent action"},
    {"coleman_initiate", IndexKind::votes, "swings / losing coalitions: power to initiate action"},
    {"rae", IndexKind::votes, "chance that the decision is the member's vote, under coins"},
    {"nevison", IndexKind::votes, "chance to pass when the member says yes, under coins"},
    {"koenig_braeuninger", IndexKind::votes, "share of the winning coalitions that the member is in"},
    {"public_help", IndexKind::votes, "winning coalitions with the member, as a share over the members"},
    {"coleman_collectivity", IndexKind::whole, "share of all coalitions that win; one number for the rule"},
    {"deegan_packel", IndexKind::sets, "each minimal winning coalition divides one among its members"},
    {"public_good", IndexKind::sets, "minimal winning coalitions with the member, as a share over the members"},
    {"johnston", IndexKind::sets, "each winning coalition divides one among its critical members"},
    {"shift", IndexKind::sets, "public_good on the shift-minimal coalitions"},
    {"shift_deegan_packel", IndexKind::sets, "deegan_packel on the shift-minimal coalitions"},
    {"owen", IndexKind::unions, "Shapley between a-priori unions and inside them"},
    {"banzhaf_owen", IndexKind::unions, "Banzhaf between the unions and inside them"},
    {"symmetric_coalitional_banzhaf", IndexKind::unions, "Banzhaf between the unions, Shapley inside them"},
    {"amer_carreras_gimenez", IndexKind::unions, "Shapley between the unions, Banzhaf inside them"},
    {"myerson", IndexKind::graph, "Shapley value of the game on a graph"},
    {"graph_banzhaf", IndexKind::graph, "Banzhaf value of the game on a graph"},
    {"nucleolus", IndexKind::solution,
     "the division of one by which the worst-off coalition is best off; to 12 members"},
    {"minimum_sum_representation", IndexKind::solution, "shares of the least whole weights; to 12 members"},
}};

/// The index of that name. Throws std::invalid_argument for an unknown one.
inline const IndexName& index_name(std::string_view name) {
    std::string known;
    for (const IndexName& index : index_names) {
        if (index.name == name) return index;
        known += (known.empty() ? "" : ", ") + std::string(index.name);
    }
    refuse("index", "one of " + known, "\"" + std::string(name) + "\"");
}

}  // namespace stemgewicht
