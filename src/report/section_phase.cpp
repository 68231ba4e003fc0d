#include "sections.hpp"

#include <stemgewicht/study/phase.hpp>

#include <algorithm>

namespace stemgewicht::report {

namespace {

/// Shares from 0 to 1 at which the cohesions are tried.
std::vector<double> phase_grid() {
    constexpr int steps = 8;
    std::vector<double> shares;
    for (int k = 0; k <= steps; ++k) shares.push_back(static_cast<double>(k) / steps);
    return shares;
}

bool decided_by_one(const GovernanceOption& option) {
    return option.decides.front() != Decider::council &&
           std::ranges::count(option.decides, option.decides.front()) == std::ssize(option.decides);
}

/// The name of one of those whose risks are compared.
std::string who_text(const Study& study, const std::string& who) {
    const auto& known = study.data().municipalities;
    return std::ranges::find(known, who, &Municipality::name) != known.end() ? who : study.words.name("phase", who);
}

std::vector<std::string> choice_names(const Study& study, const PhaseDiagram& diagram) {
    std::vector<std::string> names;
    for (const PhaseChoice& choice : diagram.choices)
        names.push_back(study.option(choice.option) + ": " + study.words.name("scheme", choice.scheme));
    names.push_back(study.words("phase.undecided"));
    return names;
}

/// Lines between choices that are best nowhere tell nothing of the best one.
bool holds_somewhere(const PhasePanel& panel, std::size_t category) {
    return std::ranges::any_of(panel.category, [category](const std::vector<std::size_t>& row) {
        return std::ranges::find(row, category) != row.end();
    });
}

PhasePanel phase_panel(const Study& study, const PhaseDiagram& diagram, std::size_t who) {
    PhasePanel panel{.name = who_text(study, diagram.who[who]), .category = {}, .contours = {}};
    for (std::size_t m = 0; m < diagram.municipality.size(); ++m) {
        panel.category.emplace_back();
        for (std::size_t f = 0; f < diagram.family.size(); ++f) {
            const PhasePoint& point = diagram.at(f, m);
            panel.category.back().push_back(
                point.cells.empty() ? no_category : point.cells[who].best.value_or(diagram.choices.size()));
        }
    }
    for (const BreakEvenLine& line : diagram.lines) {
        if (line.who != who || !holds_somewhere(panel, line.first) || !holds_somewhere(panel, line.second)) continue;
        Contour contour{.name = {}, .parts = {}};
        for (const auto& part : line.parts) {
            contour.parts.emplace_back();
            for (const BreakEvenPoint& point : part) contour.parts.back().push_back({point.family, point.municipality});
        }
        panel.contours.push_back(std::move(contour));
    }
    return panel;
}

/// "A at 60% of the points, B at 40%", for the first panel.
std::string panel_text(const Study& study, const PhaseChart& chart) {
    std::vector<std::size_t> counts(chart.categories.size());
    std::size_t all = 0;
    for (const auto& row : chart.panels.front().category)
        for (const std::size_t category : row)
            if (category != no_category) {
                ++counts[category];
                ++all;
            }
    std::vector<std::string> parts;
    for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] > 0)
            parts.push_back(
                study.words("phase.share", chart.categories[k],
                            study.words.percent(static_cast<double>(counts[k]) / static_cast<double>(all))));
    return study.words.list(parts);
}

}  // namespace

Section phase_section(const Study& study) {
    const Words& words = study.words;
    const auto ways = std::ranges::count_if(study.data().options, decided_by_one);
    if (study.data().family.empty() || !study.data().councils || ways < 2)
        return left_out(study, "phase", words("phase"), words("phase.left_out"));
    const PhaseDiagram diagram = phase_diagram(
        study.board, {.family = phase_grid(), .municipality = phase_grid(), .threads = study.request.threads});
    PhaseChart chart{.x = {.label = words("phase.x"), .shares = false},
                     .y = {.label = words("phase.y"), .shares = false},
                     .categories = choice_names(study, diagram),
                     .panels = {}};
    for (std::size_t who = 0; who < diagram.who.size(); ++who) chart.panels.push_back(phase_panel(study, diagram, who));
    Section section{.id = "phase", .heading = words("phase")};
    section.body = paragraph(words("phase.text"));
    add_figure(section,
               {.id = "phase",
                .title = words("phase.figure"),
                .description = words("phase.description", chart.panels.front().name, panel_text(study, chart)),
                .draw = [&](const Look& look) { return phase_chart(chart, look); },
                .numbers = phase_table(study.board, diagram),
                .command = study.command("phase", "--family 0..1:0.125 --municipality-share 0..1:0.125 --format csv")},
               words);
    section.files.emplace_back("figure-phase-lines.csv", to_csv(break_even_lines_table(study.board, diagram)));
    return section;
}

}  // namespace stemgewicht::report
