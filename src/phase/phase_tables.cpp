#include "phase/phase_draws.hpp"

#include <stemgewicht/core/check.hpp>
#include <stemgewicht/study/phase.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdint>

namespace stemgewicht {

using detail::choice_name;

std::string detail::choice_name(const PhaseChoice& choice) { return choice.option + ":" + choice.scheme; }

Table phase_table(const Board& board, const PhaseDiagram& diagram) {
    Table table{.title = "Risks by cohesion, " + board.title,
                .columns = {"family_cohesion", "municipal_cohesion", "who", "option", "scheme", "risk", "error", "best",
                            "method", "draws", "model"},
                .rows = {},
                .notes = diagram.notes,
                .data_notes = board.notes};
    for (const PhasePoint& point : diagram.points)
        for (std::size_t w = 0; w < point.cells.size(); ++w)
            for (std::size_t c = 0; c < diagram.choices.size(); ++c) {
                const PhaseCell& cell = point.cells[w];
                table.rows.push_back({point.family, point.municipality, diagram.who[w], diagram.choices[c].option,
                                      diagram.choices[c].scheme, cell.risk[c], cell.error[c],
                                      !cell.best        ? "undecided"
                                      : *cell.best == c ? "yes"
                                                        : "no",
                                      point.method, static_cast<std::int64_t>(point.draws), point.model});
            }
    table.notes.emplace_back(
        "best: below every other choice by more than three standard errors of the difference on the same draws (10^-12 "
        "where exact). sum: of all municipalities' risks; worst_off: the largest of them.");
    return table;
}

Table break_even_lines_table(const Board& board, const PhaseDiagram& diagram) {
    Table table{
        .title = "Break-even lines, " + board.title,
        .columns = {"who", "first", "second", "part", "point", "family_cohesion", "municipal_cohesion", "error"},
        .rows = {},
        .notes = diagram.notes,
        .data_notes = board.notes};
    for (const BreakEvenLine& line : diagram.lines)
        for (std::size_t part = 0; part < line.parts.size(); ++part)
            for (std::size_t k = 0; k < line.parts[part].size(); ++k) {
                const BreakEvenPoint& point = line.parts[part][k];
                table.rows.push_back({diagram.who[line.who], choice_name(diagram.choices[line.first]),
                                      choice_name(diagram.choices[line.second]), static_cast<std::int64_t>(part + 1),
                                      static_cast<std::int64_t>(k + 1), point.family, point.municipality, point.error});
            }
    return table;
}

Table phase_summary(const Board& board, const PhaseDiagram& diagram, const std::string& who) {
    const auto found = std::ranges::find(diagram.who, who);
    if (found == diagram.who.end())
        refuse("who", fmt::format("one of {}", fmt::join(diagram.who, ", ")), "\"" + who + "\"");
    const auto place = static_cast<std::size_t>(found - diagram.who.begin());
    Table table{.title = fmt::format("Best for {} by party cohesion (columns) and municipal cohesion (rows), {}", who,
                                     board.title),
                .columns = {"municipal"},
                .rows = {},
                .notes = {}};
    for (const double share : diagram.family) table.columns.push_back(shortest(share));
    for (std::size_t m = diagram.municipality.size(); m-- > 0;) {
        table.rows.push_back({shortest(diagram.municipality[m])});
        for (std::size_t f = 0; f < diagram.family.size(); ++f) {
            const std::vector<PhaseCell>& cells = diagram.at(f, m).cells;
            if (cells.empty())
                table.rows.back().emplace_back();
            else if (cells[place].best)
                table.rows.back().emplace_back(choice_name(diagram.choices[*cells[place].best]));
            else
                table.rows.back().emplace_back("?");
        }
    }
    table.notes.emplace_back("?: undecided, less than three errors apart, or equal. Empty: shares above 1 in sum.");
    return table;
}

}  // namespace stemgewicht
