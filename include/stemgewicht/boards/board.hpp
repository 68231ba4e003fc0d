#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/boards/note.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/definition.hpp>
#include <stemgewicht/core/grouping.hpp>
#include <stemgewicht/core/member_pairs.hpp>
#include <stemgewicht/rules/rule.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stemgewicht {

/// A municipality of a case: its council decides by majority of its seats, its delegation sits on the general board.
struct Municipality {
    std::string name;
    Weight population = 0;                   ///< 0 where not known
    std::optional<std::string> money_share;  ///< of all contributions, such as "55%"; empty where not known
    double turnout = 0;                      ///< share of the electorate that voted; 0 where not known
    Weight electorate = 0;                   ///< who could vote; 0 where not known

    friend bool operator==(const Municipality&, const Municipality&) = default;
};

/// What a source of a case claims, in its own words and language.
struct Quotation {
    std::string claim;  ///< id of the claim that these words make, as in claim_ids
    std::string text;
    std::string source;          ///< where it stands
    std::string source_dutch{};  ///< the same in Dutch; empty where the file does not give it

    friend bool operator==(const Quotation&, const Quotation&) = default;
};

/// What turns a board into a case with governance options: who sits together in a council, and which weights may apply.
struct GovernanceData {
    std::string grouping;                       ///< grouping of the members that makes the councils
    bool councils = true;                       ///< false where each member is a municipality, and no council is known
    std::string centre;                         ///< the municipality that would be centre municipality
    std::string position;                       ///< column whose majority is a council's position and vote
    std::string family;                         ///< grouping that makes the party families; empty if there is none
    std::vector<std::string> assembly_schemes;  ///< columns that may weigh the assembly
    std::vector<Municipality> municipalities;   ///< the centre first
    std::map<std::string, std::vector<Weight>> custom_schemes;   ///< weights on the general board by municipality
    std::vector<std::string> kinds = standard_kinds();           ///< of decisions
    std::vector<GovernanceOption> options = standard_options();  ///< the present situation first
    std::vector<Portfolio> portfolios{};                         ///< assumed shares of the kinds
    std::vector<Criterion> criteria{};                           ///< that the sources of the case name
    std::vector<Quotation> quotations{};                         ///< what the sources claim
    std::vector<std::string> loose_families{};  ///< families whose lists share a name and no line: each stands alone
    std::vector<std::pair<std::string, std::string>> cooperation{};  ///< families that work together; empty: all do
    std::string votes_column{};  ///< column of votes that are estimated from the seats; empty where none are
    Weight votes_unit = 1;       ///< how many votes one of it stands for
};

/// A board with named members: numbers and groupings per member, one column of which is the weight.
struct Board {
    std::string id;  ///< name of a shipped board, or the file
    std::string title, date, source;
    std::vector<std::string> references;
    std::vector<Note> notes;
    std::vector<std::string> names;
    std::map<std::string, std::vector<Weight>> columns;  ///< whole numbers, scaled where decimal
    std::map<std::string, int> decimals;                 ///< scale of the columns that are decimal
    std::map<std::string, Weight> divisors{};            ///< common denominators of the columns that hold fractions
    std::map<std::string, Grouping> groupings;
    std::string weight_column;
    std::string quota_text;            ///< the quota as it was given, or the text of the rule, and pairs beside it
    Rule rule;                         ///< where everyone votes
    std::string rule_text{};           ///< empty where the rule is not given as a text
    std::vector<Pair> incompatible{};  ///< members who never vote together, as the rule has it
    std::string plain_quota{};         ///< the quota or text without these; empty where there are none
    std::optional<GovernanceData> governance;
    std::vector<std::string> given_weights{};   ///< as they were given, where they are too large for weights and others
                                                ///< that decide alike stand for them; else empty
    bool other_weights = false;                 ///< whether these are not in proportion to those given
    std::string title_dutch{}, source_dutch{};  ///< empty where the file does not give them
};

/// The index of a member by name. Throws std::invalid_argument, naming some members, where it is unknown.
std::size_t member_index(const Board& board, std::string_view name);

/// A grouping of the board by name. Throws std::invalid_argument, naming them all, where it is unknown.
const Grouping& grouping_of(const Board& board, const std::string& name);

/// A numeric column of the board by name, one number per member. Throws likewise.
const std::vector<Weight>& column_of(const Board& board, const std::string& name);

/// What one is in the numbers of a column; 1 for a column that does not say.
Scale scale_of(const Board& board, const std::string& column);

/// The column of the board that is its weight, one number per member.
const std::vector<Weight>& weights(const Board& board);

/// Whether the rule of the board is one quota on its weight.
bool is_weighted(const Board& board);

/// The rule of a board that is one quota on its weight. Throws std::invalid_argument for one with other criteria.
const WeightedRule& weighted_rule(const Board& board);

/// Makes these pairs of members of the board, who never vote together, part of its rule. Throws std::invalid_argument
/// where they leave no winning coalition.
void add_incompatible(Board& board, std::vector<Pair> pairs);

/// The board as it would be if all its members might vote together.
Board without_incompatible(Board board);

/// The position of one group of a grouping: the majority of its members, counted by `weights` (one per member).
WeightedRule group_position(const Grouping& grouping, std::size_t group, const std::vector<Weight>& weights);

}  // namespace stemgewicht

#ifdef STEMGEWICHT_HEADER_ONLY
#include <stemgewicht/boards/definitions/board.hpp>
#endif
