#include "sections.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/phase.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace stemgewicht::report {

namespace {

/// Shares from 0 to 1 at which the cohesions are tried.
std::vector<double> phase_grid() {
    constexpr int steps = 8;
    std::vector<double> shares;
    for (int k = 0; k <= steps; ++k) shares.push_back(static_cast<double>(k) / steps);
    return shares;
}

/// All kinds of decisions as frequent as any other.
Portfolio equal_kinds(const Study& study) {
    const std::size_t kinds = study.data().kinds.size();
    return {.name = "equal", .shares = std::vector<double>(kinds, 1.0 / static_cast<double>(kinds))};
}

/// Every option, the general board by heads and by seats, the assembly by its first weights. The errors of the figure
/// are a few hundredths of a percentage point, and up to 0.3 where families and municipalities both cohere strongly: of
/// four points of the Drechtsteden, risks by 512 and by 4,096 points of other seeds differ by 0.3 points at most, and
/// by 1.1 of their errors in the mean square.
PhaseRequest phase_request(const Study& study) {
    PhaseRequest request{.family = phase_grid(),
                         .municipality = phase_grid(),
                         .portfolio = equal_kinds(study),
                         .simulation = {.points = 512, .error = 3e-4, .maximum_points = 1024},
                         .threads = study.request.threads};
    const std::vector<std::string> known = all_schemes(study.board);
    for (const char* scheme : {"one_vote", "seats"})
        if (std::ranges::count(known, scheme) > 0) request.schemes.emplace_back(scheme);
    const std::vector<std::string>& assembly = study.data().assembly_schemes;
    if (!assembly.empty() && std::ranges::count(request.schemes, assembly.front()) == 0)
        request.schemes.push_back(assembly.front());
    return request;
}

/// The command that gives the numbers of a request.
std::string phase_arguments(const Study& study, const PhaseRequest& request) {
    std::vector<std::string> shares;
    for (const std::string& kind : study.data().kinds)
        shares.push_back(fmt::format("{}={}", kind, request.portfolio->shares.front()));
    return fmt::format(
        "--family 0..1:0.125 --municipality-share 0..1:0.125 --scheme {} --portfolio {} --draws {} --maximum-draws {} "
        "--error {} --format csv",
        shell_word(fmt::format("{}", fmt::join(request.schemes, ","))),
        shell_word(fmt::format("{}", fmt::join(shares, ","))),
        request.simulation.points * request.simulation.randomizations,
        request.simulation.maximum_points * request.simulation.randomizations, request.simulation.error);
}

std::string who_text(const Study& study, const std::string& who) {
    const auto& known = study.data().municipalities;
    return std::ranges::find(known, who, &Municipality::name) != known.end() ? who : study.words.name("phase", who);
}

std::string choice_name(const Study& study, const PhaseChoice& choice) {
    std::vector<std::string> schemes;
    for (std::size_t begin = 0; begin <= choice.scheme.size();) {
        const std::size_t end = std::min(choice.scheme.find('+', begin), choice.scheme.size());
        const std::string scheme = study.words.name("scheme", choice.scheme.substr(begin, end - begin));
        if (choice.scheme.compare(begin, end - begin, "council") != 0 && std::ranges::count(schemes, scheme) == 0)
            schemes.push_back(scheme);
        begin = end + 1;
    }
    if (choice.option == "centre" || schemes.empty()) return study.option(choice.option);
    return study.option(choice.option) + ": " + study.words.list(schemes);
}

/// The choice that is as good for the centre at every point, if one before it is.
std::size_t first_equal(const PhaseDiagram& diagram, std::size_t choice) {
    const auto equal = [&](std::size_t other) {
        return std::ranges::all_of(diagram.points, [&](const PhasePoint& point) {
            return point.cells.empty() ||
                   std::abs(point.cells.front().risk[other] - point.cells.front().risk[choice]) <= 1e-9;
        });
    };
    std::size_t other = 0;
    while (!equal(other)) ++other;
    return other;
}

/// The choices that are shown beside the first, which all are compared with: of the general board under each weights,
/// of the other options, which it has a part in, under council seats only; and none that equals one before it.
std::vector<std::size_t> shown_choices(const Study& study, const PhaseDiagram& diagram) {
    std::vector<std::size_t> shown;
    for (std::size_t c = 1; c < diagram.choices.size(); ++c) {
        const auto& [option, scheme] = diagram.choices[c];
        const auto known = std::ranges::find(study.data().options, option, &GovernanceOption::id);
        const bool board_decides = std::ranges::all_of(known->decides, [](Decider d) { return d == Decider::board; });
        const bool has_seats = std::ranges::any_of(diagram.choices, [&](const PhaseChoice& other) {
            return other.option == option && other.scheme == "seats";
        });
        const bool usual = board_decides || !has_seats || scheme == "seats";
        if (option != diagram.choices.front().option && usual && first_equal(diagram, c) == c) shown.push_back(c);
    }
    return shown;
}

DifferencePanel difference_panel(const Study& study, const PhaseDiagram& diagram, std::size_t choice) {
    DifferencePanel panel{.name = choice_name(study, diagram.choices[choice])};
    for (std::size_t m = 0; m < diagram.municipality.size(); ++m) {
        panel.values.emplace_back();
        for (std::size_t f = 0; f < diagram.family.size(); ++f) {
            const PhasePoint& point = diagram.at(f, m);
            panel.values.back().emplace_back();
            if (!point.cells.empty())
                panel.values.back().back() = point.cells.front().risk[choice] - point.cells.front().risk.front();
        }
    }
    for (const BreakEvenLine& line : diagram.lines) {
        if (line.who != 0 || line.first != 0 || line.second != choice) continue;
        for (const auto& part : line.parts) {
            panel.zero.emplace_back();
            for (const BreakEvenPoint& point : part) panel.zero.back().push_back({point.family, point.municipality});
        }
    }
    return panel;
}

/// The share of the points at which a choice is better than the first for one of `who`.
double share_lower(const PhaseDiagram& diagram, std::size_t who, std::size_t choice) {
    std::size_t lower = 0, all = 0;
    for (const PhasePoint& point : diagram.points) {
        if (point.cells.empty()) continue;
        ++all;
        if (const auto better = better_of(point.cells[who], 0, choice); better && *better == choice) ++lower;
    }
    return static_cast<double>(lower) / static_cast<double>(all);
}

/// For everyone, and all together: how often each way is better than the first.
TextTable shares_table(const Study& study, const PhaseDiagram& diagram, const std::vector<std::size_t>& shown,
                       const std::string& base) {
    const Words& words = study.words;
    TextTable table{.caption = words("phase.table", base), .columns = {words("phase.who")}, .rows = {}};
    for (const std::size_t c : shown) table.columns.push_back(choice_name(study, diagram.choices[c]));
    for (std::size_t who = 0; who < diagram.who.size(); ++who) {
        table.rows.push_back({Markup::of("{}", who_text(study, diagram.who[who]))});
        for (const std::size_t c : shown)
            table.rows.back().push_back(Markup::of("{}", words.percent(share_lower(diagram, who, c))));
    }
    return table;
}

/// Whether there are two ways in which a body other than each council decides something.
bool can_compare(const Study& study) {
    std::size_t ways = 0;
    for (const GovernanceOption& option : study.data().options)
        if (std::ranges::any_of(option.decides, [](Decider decider) { return decider != Decider::council; })) ++ways;
    return ways >= 2;
}

}  // namespace

Section phase_section(const Study& study) {
    const Words& words = study.words;
    if (study.data().family.empty() || !study.data().councils)
        return left_out(study, "phase", words("phase"), words("phase.no_families"));
    if (!can_compare(study)) return left_out(study, "phase", words("phase"), words("phase.left_out"));
    const PhaseRequest request = phase_request(study);
    const PhaseDiagram diagram = phase_diagram(study.board, request);
    const std::string base = choice_name(study, diagram.choices.front());
    DifferenceChart chart{.x = {.label = words("phase.x"), .shares = false},
                          .y = {.label = words("phase.y"), .shares = false},
                          .signs = {words("phase.lower"), words("phase.none"), words("phase.higher")},
                          .panels = {}};
    const std::vector<std::size_t> shown = shown_choices(study, diagram);
    for (const std::size_t c : shown) chart.panels.push_back(difference_panel(study, diagram, c));
    if (shown.empty()) return left_out(study, "phase", words("phase"), words("phase.left_out"));
    Section section{.id = "phase", .heading = words("phase")};
    std::string text = words("phase.text", base, study.centre());
    if (study.data().kinds.size() > 1) text += " " + words("phase.shares", study.data().kinds.size());
    section.body = paragraph(text);
    add_figure(section,
               {.id = "phase",
                .title = words("phase.figure", study.centre(), base),
                .description = words("phase.description"),
                .draw = [&](const Look& look) { return difference_chart(chart, look); },
                .numbers = phase_table(study.board, diagram),
                .command = study.command("phase", phase_arguments(study, request))},
               words);
    section.body += table_text(shares_table(study, diagram, shown, base), words);
    section.files.emplace_back("figure-phase-lines.csv", to_csv(break_even_lines_table(study.board, diagram)));
    return section;
}

}  // namespace stemgewicht::report
