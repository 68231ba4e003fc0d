#include "what_if/what_if_case.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/core/check.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/study/what_if.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace stemgewicht {

namespace detail {

namespace {

/// The largest sums of weights: of an assembly, which is counted vote by vote, and of a general board, which a page
/// holds as doubles.
constexpr Weight largest_assembly = 4096, largest_board = Weight{1} << 44;

/// The most seats of a council, which are counted too.
constexpr Weight largest_council = 1 << 12;

/// The council of each member, the municipalities in their order.
Grouping municipalities_of(const Board& board) {
    const GovernanceData& data = governance_of(board);
    const std::vector<std::size_t> groups = council_groups(board);
    Grouping result{.name = "municipality", .labels = {}, .group_of = {}};
    for (const Municipality& municipality : data.municipalities) result.labels.push_back(municipality.name);
    for (const std::size_t group : grouping_of(board, data.grouping).group_of)
        result.group_of.push_back(static_cast<std::size_t>(std::ranges::find(groups, group) - groups.begin()));
    return result;
}

/// How many families have several groups, which then follow one line.
std::size_t line_count(const Board& board) {
    const GovernanceData& data = governance_of(board);
    if (data.family.empty()) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(members_by_group(grouping_of(board, data.family)),
                                                          [](const auto& members) { return members.size() > 1; }));
}

void check_sizes(const Board& board) {
    constexpr std::size_t most_councils = 14, most_together = 20;
    const std::size_t councils = governance_of(board).municipalities.size(), lines = line_count(board);
    if (councils > most_councils || councils + lines > most_together)
        throw std::length_error(
            fmt::format("what_if: the case has {} municipalities and {} families of several groups; allowed are {} "
                        "municipalities, and {} of both together; options carries more",
                        councils, lines, most_councils, most_together));
    for (const WeightedRule& position : council_positions(board))
        if (total_weight(position.weights) > largest_council)
            throw std::length_error(
                fmt::format("what_if: a council may have {} seats at most; options carries more", largest_council));
}

void check_known(std::string_view field, const std::vector<std::string>& known, std::string_view scheme) {
    if (std::ranges::find(known, scheme) == known.end()) refuse_unknown(field, names_of(known), scheme);
}

/// A setting in whole steps.
Weight steps_of(std::string_view field, double value, double least, double most, double steps) {
    if (!(value >= least && value <= most)) refuse(field, "from " + shortest(least) + " to " + shortest(most), value);
    return std::llround(value * steps);
}

WhatIfLevers levers_of(const WhatIf& settings) {
    for (const auto& [field, share] : {std::pair{"family", settings.family},
                                       {"municipality", settings.municipality},
                                       {"base_package", settings.base_package}})
        if (!(share >= 0 && share <= 1)) refuse(field, "a share from 0 to 1", share);
    if (settings.family + settings.municipality > 1 + 1e-12)
        refuse("municipality", "at most 1 less family, which is " + shortest(settings.family), settings.municipality);
    return {.weight = steps_of("weight", settings.weight, 0.1, 2, 100),
            .quota = steps_of("quota", settings.quota, 0.5, 1, 1000),
            .family = settings.family,
            .municipality = settings.municipality};
}

}  // namespace

WhatIfKinds what_if_kinds(const Board& board) {
    const std::vector<std::string>& kinds = governance_of(board).kinds;
    const auto place = [&](std::string_view kind, std::size_t otherwise) {
        const auto found = std::ranges::find(kinds, kind);
        return found == kinds.end() ? otherwise : static_cast<std::size_t>(found - kinds.begin());
    };
    return {.base = place("base_package", kinds.size() - 1), .policy = place("policy", 0)};
}

std::vector<WhatIfOption> what_if_options(const Board& board) {
    const auto [base, policy] = what_if_kinds(board);
    std::vector<WhatIfOption> result;
    for (const GovernanceOption& option : governance_of(board).options)
        if (option.decides[base] != Decider::council || option.decides[policy] != Decider::council)
            result.push_back({.id = option.id, .base = option.decides[base], .policy = option.decides[policy]});
    return result;
}

std::string first_board_scheme(const Board& board) {
    const std::vector<std::string> known = what_if_boards(board);
    return std::ranges::count(known, "seats") > 0 ? "seats" : known.front();
}

WhatIfRegion what_if_region(const Board& board, std::string_view assembly_scheme, std::string_view board_scheme) {
    check_sizes(board);
    const GovernanceData& data = governance_of(board);
    WhatIfRegion region{.assembly = {},
                        .seats = column_of(board, data.position),
                        .municipality = municipalities_of(board),
                        .families = {},
                        .board = board_rule(board, board_scheme).weights};
    if (!assembly_scheme.empty()) region.assembly = column_of(board, std::string(assembly_scheme));
    if (!data.family.empty()) region.families = grouping_of(board, data.family);
    return region;
}

}  // namespace detail

std::vector<std::string> what_if_assemblies(const Board& board) {
    std::vector<std::string> result;
    for (const std::string& scheme : governance_of(board).assembly_schemes)
        if (total_weight(column_of(board, scheme)) <= detail::largest_assembly) result.push_back(scheme);
    return result;
}

std::vector<std::string> what_if_boards(const Board& board) {
    std::vector<std::string> result = all_schemes(board);
    std::erase_if(result, [&](const std::string& scheme) {
        return total_weight(board_rule(board, scheme).weights) > detail::largest_board;
    });
    return result;
}

std::vector<WhatIfRow> what_if_risks(const Board& board, const WhatIf& settings) {
    const GovernanceData& data = governance_of(board);
    const detail::WhatIfLevers levers = detail::levers_of(settings);
    const std::vector<std::string> assemblies = what_if_assemblies(board);
    std::string assembly = settings.assembly_scheme, general = settings.board_scheme;
    if (assembly.empty() && !assemblies.empty()) assembly = assemblies.front();
    if (general.empty()) general = detail::first_board_scheme(board);
    if (!assembly.empty()) detail::check_known("assembly_scheme", assemblies, assembly);
    detail::check_known("board_scheme", what_if_boards(board), general);
    const std::vector<double> risks = detail::region_risks(detail::what_if_region(board, assembly, general), levers);
    std::vector<WhatIfRow> rows;
    for (const detail::WhatIfOption& option : detail::what_if_options(board)) {
        const bool asks_assembly = option.base == Decider::assembly || option.policy == Decider::assembly;
        if (asks_assembly && assembly.empty()) continue;
        const std::vector<double> own = detail::option_risks(risks, option.base, option.policy, settings.base_package);
        for (std::size_t j = 0; j < own.size(); ++j)
            rows.push_back({.option = option.id, .municipality = data.municipalities[j].name, .risk = own[j]});
    }
    return rows;
}

Table what_if_table(const Board& board, const std::vector<WhatIfRow>& rows) {
    const std::vector<std::string>& kinds = governance_of(board).kinds;
    const auto [base, policy] = detail::what_if_kinds(board);
    Table table{.title = "What if: P(outvoted) per decision, " + board.title,
                .columns = {"option", "municipality", "risk"},
                .rows = {},
                .notes = {fmt::format("assumption, decisions: on {} and on {} alone.", kinds[base], kinds[policy])}};
    for (const WhatIfRow& row : rows) table.rows.push_back({row.option, row.municipality, row.risk});
    table.data_notes = board.notes;
    return table;
}

}  // namespace stemgewicht
