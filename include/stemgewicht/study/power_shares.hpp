#pragma once

#include <stemgewicht/boards/board.hpp>
#include <stemgewicht/study/table.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// Whose power is told.
enum class PowerLevel { municipality, family, group };

/// The name of a level in tables: municipality, family or group.
std::string_view level_name(PowerLevel level);

/// The level of that name. Throws std::invalid_argument for another.
PowerLevel parse_level(std::string_view name);

/// Shares of the power of all, by both indices; each sums to 1 over the voters of a body.
struct IndexShares {
    double banzhaf = 0;         ///< banzhaf_normalized
    double shapley_shubik = 0;  ///< shapley_shubik
};

/// The share of a council group in the power of all where bargains are struck between unions first, then inside them.
struct UnionShares {
    double owen = 0;          ///< owen
    double banzhaf_owen = 0;  ///< banzhaf_owen, divided by its sum over all groups
};

/// The share of one voter in the weight of a body, beside what indices make of it.
struct PowerShare {
    std::string option;  ///< the first one under which the body decides something
    Decider decider = Decider::assembly;
    std::string scheme;
    PowerLevel level = PowerLevel::municipality;
    std::string name;
    double weight = 0;                        ///< share of the weight
    std::optional<IndexShares> as_one{};      ///< each municipality or family as one voter; empty for a group
    std::optional<IndexShares> free{};        ///< the sum over its groups, each free to vote; empty on a general board
    std::optional<UnionShares> of_council{};  ///< of a group: the groups of a municipality as a union
    std::optional<UnionShares> of_family{};   ///< of a group: the groups of a party family as a union
};

/// What power_shares is made of.
struct PowerSharesRequest {
    std::vector<std::string>
        schemes{};                     ///< of the general board and the assembly; all of a body of which none is there
    std::vector<PowerLevel> levels{};  ///< whose power is told; empty: everyone's
};

/// The power of municipalities on the general board under every scheme, and of municipalities, party families and
/// council groups in the assembly under each of its weights. Families whose lists share no line do not vote as one:
/// each of their lists is a voter (a union) of its own, and the row of the family is the sum over its lists. Where a
/// council decides, for itself or as centre, there is one voter, and no row. Rows are ordered by body, scheme and
/// level. All values are exact. Throws std::invalid_argument for an unknown scheme, or a board without governance data.
std::vector<PowerShare> power_shares(const Board& board, const PowerSharesRequest& request = {});

/// One row each. Columns: option, scheme, level, name, weight_share, banzhaf_normalized and shapley_shubik (of a group,
/// or of a municipality or family as one voter), free_banzhaf_normalized and free_shapley_shubik (their groups free),
/// and of groups owen_municipality, banzhaf_owen_municipality, owen_family, banzhaf_owen_family. Empty cells: not asked
/// of such a row.
Table power_shares_table(const Board& board, const std::vector<PowerShare>& rows);

}  // namespace stemgewicht
