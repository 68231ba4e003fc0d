#include "study/loose_lists.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/study/power_shares.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>

namespace stemgewicht {

namespace {

std::vector<double> shares_of(const std::vector<Weight>& weights) {
    const auto total = static_cast<double>(total_weight(weights));
    std::vector<double> shares;
    for (const Weight weight : weights) shares.push_back(static_cast<double>(weight) / total);
    return shares;
}

std::vector<IndexShares> index_shares(const WeightedRule& rule) {
    const Eigen::ArrayXd banzhaf = banzhaf_normalized(rule), shapley = shapley_shubik(rule);
    std::vector<IndexShares> shares;
    for (Eigen::Index i = 0; i < banzhaf.size(); ++i)
        shares.push_back({.banzhaf = banzhaf[i], .shapley_shubik = shapley[i]});
    return shares;
}

std::vector<UnionShares> union_shares(const WeightedRule& rule, const Grouping& unions) {
    const Eigen::ArrayXd shapley = owen(rule, unions), chances = banzhaf_owen(rule, unions);
    const double sum = chances.sum();
    std::vector<UnionShares> shares;
    for (Eigen::Index i = 0; i < shapley.size(); ++i)
        shares.push_back({.owen = shapley[i], .banzhaf_owen = chances[i] / sum});
    return shares;
}

std::vector<Weight> sums_by_group(const std::vector<Weight>& weights, const Grouping& grouping) {
    std::vector<Weight> sums(grouping.group_count());
    for (std::size_t i = 0; i < weights.size(); ++i) sums[grouping.group_of[i]] += weights[i];
    return sums;
}

void add_share(std::optional<IndexShares>& sum, const IndexShares& part) {
    if (!sum) sum.emplace();
    sum->banzhaf += part.banzhaf;
    sum->shapley_shubik += part.shapley_shubik;
}

/// One row for each group of a grouping of the assembly's members, in the order given. `voters` is the grouping itself,
/// or a finer one whose groups are the voters.
std::vector<PowerShare> grouped_rows(const PowerShare& body, PowerLevel level, const WeightedRule& assembly,
                                     const std::vector<IndexShares>& free, const Grouping& grouping,
                                     const Grouping& voters, const std::vector<std::size_t>& order) {
    const std::vector<double> weights = shares_of(assembly.weights);
    const std::vector<IndexShares> as_one =
        index_shares({.weights = sums_by_group(assembly.weights, voters), .quota = assembly.quota});
    std::vector<PowerShare> rows(grouping.group_count(), body);
    for (PowerShare& row : rows) row.level = level;
    std::vector<bool> seen(voters.group_count(), false);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        PowerShare& row = rows[grouping.group_of[i]];
        row.weight += weights[i];
        add_share(row.free, free[i]);
        const std::size_t voter = voters.group_of[i];
        if (!seen[voter]) add_share(row.as_one, as_one[voter]);
        seen[voter] = true;
    }
    std::vector<PowerShare> result;
    for (const std::size_t group : order) {
        rows[group].name = grouping.labels[group];
        result.push_back(rows[group]);
    }
    return result;
}

std::vector<std::size_t> every_place(std::size_t count) {
    std::vector<std::size_t> places(count);
    for (std::size_t k = 0; k < count; ++k) places[k] = k;
    return places;
}

std::vector<PowerShare> assembly_rows(const Board& board, const PowerShare& body) {
    const GovernanceData& data = governance_of(board);
    const WeightedRule assembly = majority_rule(column_of(board, body.scheme));
    const std::vector<double> weights = shares_of(assembly.weights);
    const std::vector<IndexShares> free = index_shares(assembly);
    const Grouping& councils = grouping_of(board, data.grouping);
    std::vector<PowerShare> rows =
        grouped_rows(body, PowerLevel::municipality, assembly, free, councils, councils, council_groups(board));
    std::vector<UnionShares> of_family;
    if (!data.family.empty()) {
        const Grouping& families = grouping_of(board, data.family);
        const Grouping voters = detail::each_its_own(families, data.loose_families, board.names);
        std::ranges::copy(grouped_rows(body, PowerLevel::family, assembly, free, families, voters,
                                       every_place(families.group_count())),
                          std::back_inserter(rows));
        of_family = union_shares(assembly, voters);
    }
    const std::vector<UnionShares> of_council = union_shares(assembly, councils);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        PowerShare row = body;
        row.level = PowerLevel::group;
        row.name = board.names[i];
        row.weight = weights[i];
        row.free = free[i];
        row.of_council = of_council[i];
        if (!of_family.empty()) row.of_family = of_family[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PowerShare> board_rows(const Board& board, const PowerShare& body) {
    const WeightedRule rule = board_rule(board, body.scheme);
    const std::vector<double> weights = shares_of(rule.weights);
    const std::vector<IndexShares> as_one = index_shares(rule);
    std::vector<PowerShare> rows;
    for (std::size_t j = 0; j < weights.size(); ++j) {
        PowerShare row = body;
        row.name = governance_of(board).municipalities[j].name;
        row.weight = weights[j];
        row.as_one = as_one[j];
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The schemes that are asked for, of those that a body may have; all where none of them is.
std::vector<std::string> asked_of(const std::vector<std::string>& asked, const std::vector<std::string>& known) {
    std::vector<std::string> chosen;
    std::ranges::copy_if(known, std::back_inserter(chosen),
                         [&](const std::string& scheme) { return std::ranges::count(asked, scheme) > 0; });
    return chosen.empty() ? known : chosen;
}

}  // namespace

std::string_view level_name(PowerLevel level) {
    constexpr std::array<std::string_view, 3> names{"municipality", "family", "group"};
    return names[static_cast<std::size_t>(level)];
}

PowerLevel parse_level(std::string_view name) {
    for (const PowerLevel level : {PowerLevel::municipality, PowerLevel::family, PowerLevel::group})
        if (level_name(level) == name) return level;
    refuse("by", "municipality, family or group", "\"" + std::string(name) + "\"");
}

std::vector<PowerShare> power_shares(const Board& board, const PowerSharesRequest& request) {
    const GovernanceData& data = governance_of(board);
    const std::vector<std::string> of_board = all_schemes(board);
    std::vector<std::string> known = of_board;
    std::ranges::copy_if(data.assembly_schemes, std::back_inserter(known),
                         [&](const std::string& scheme) { return std::ranges::count(of_board, scheme) == 0; });
    for (const std::string& scheme : request.schemes)
        if (std::ranges::count(known, scheme) == 0) refuse_unknown("scheme", names_of(known), scheme);
    std::vector<PowerShare> rows;
    for (const Decider decider : {Decider::assembly, Decider::board}) {
        const auto option = std::ranges::find_if(data.options, [&](const GovernanceOption& candidate) {
            return std::ranges::count(candidate.decides, decider) > 0;
        });
        if (option == data.options.end()) continue;
        const bool assembly = decider == Decider::assembly;
        for (const std::string& scheme : asked_of(request.schemes, assembly ? data.assembly_schemes : of_board)) {
            const PowerShare body{.option = option->id, .decider = decider, .scheme = scheme, .name = {}};
            std::ranges::copy(assembly ? assembly_rows(board, body) : board_rows(board, body),
                              std::back_inserter(rows));
        }
    }
    if (!request.levels.empty())
        std::erase_if(rows, [&](const PowerShare& row) { return std::ranges::count(request.levels, row.level) == 0; });
    return rows;
}

Table power_shares_table(const Board& board, const std::vector<PowerShare>& rows) {
    Table table{.title = board.title + ": shares of weight and power",
                .columns = {"option", "scheme", "level", "name", "weight_share", "banzhaf_normalized", "shapley_shubik",
                            "free_banzhaf_normalized", "free_shapley_shubik", "owen_municipality",
                            "banzhaf_owen_municipality", "owen_family", "banzhaf_owen_family"},
                .rows = {},
                .notes = {"banzhaf_normalized, shapley_shubik: each municipality, family or council group as one voter",
                          "free_..: the sum over its council groups, each free to vote",
                          "owen_.., banzhaf_owen_..: with the council groups of a municipality, or of a family, as "
                          "a-priori unions; banzhaf_owen as a share of its sum"}};
    const auto either = [](const auto& shares, auto member) {
        return shares ? Table::Cell((*shares).*member) : Table::Cell();
    };
    for (const PowerShare& row : rows) {
        const std::optional<IndexShares> alone = row.level == PowerLevel::group ? row.free : row.as_one;
        const std::optional<IndexShares> free = row.level == PowerLevel::group ? std::nullopt : row.free;
        table.rows.push_back(
            {row.option, row.scheme, std::string(level_name(row.level)), row.name, row.weight,
             either(alone, &IndexShares::banzhaf), either(alone, &IndexShares::shapley_shubik),
             either(free, &IndexShares::banzhaf), either(free, &IndexShares::shapley_shubik),
             either(row.of_council, &UnionShares::owen), either(row.of_council, &UnionShares::banzhaf_owen),
             either(row.of_family, &UnionShares::owen), either(row.of_family, &UnionShares::banzhaf_owen)});
    }
    if (const GovernanceData& data = governance_of(board); !data.loose_families.empty())
        table.notes.push_back(
            fmt::format("family {}: its lists share no line, so each is a voter of its own, and the "
                        "row is their sum",
                        fmt::join(data.loose_families, ", ")));
    return table;
}

}  // namespace stemgewicht
