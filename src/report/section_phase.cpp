#include "sections.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/phase.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
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

bool decided_by_one(const GovernanceOption& option) {
    return option.decides.front() != Decider::council &&
           std::ranges::count(option.decides, option.decides.front()) == std::ssize(option.decides);
}

/// How many ways a diagram compares at least: each option in which one body decides everything, and all weights of the
/// general board that are usual.
std::size_t choice_count(const Study& study) {
    const std::vector<std::string> schemes = all_schemes(study.board);
    std::size_t count = 0;
    for (const GovernanceOption& option : study.data().options)
        if (decided_by_one(option))
            count += option.decides.front() != Decider::board
                         ? 1U
                         : static_cast<std::size_t>(std::ranges::count_if(schemes, [](const std::string& scheme) {
                               return scheme == "one_vote" || scheme == "seats" || scheme == "population";
                           }));
    return count;
}

/// The name of one of those whose risks are compared.
std::string who_text(const Study& study, const std::string& who) {
    const auto& known = study.data().municipalities;
    return std::ranges::find(known, who, &Municipality::name) != known.end() ? who : study.words.name("phase", who);
}

bool equally_good(const PhaseCell& cell, std::size_t a, std::size_t b) {
    return std::abs(cell.risk[a] - cell.risk[b]) <= 1e-9 && cell.difference_error[a * cell.risk.size() + b] <= 1e-7;
}

/// For each choice the first that is as good for everyone at every point: itself, where none before it is.
std::vector<std::size_t> first_equals(const PhaseDiagram& diagram) {
    std::vector<std::size_t> firsts;
    for (std::size_t b = 0; b < diagram.choices.size(); ++b) {
        std::size_t a = 0;
        while (a < b && !std::ranges::all_of(
                            diagram.points,
                            [&](const PhasePoint& point) {
                                return std::ranges::all_of(
                                    point.cells, [&](const PhaseCell& cell) { return equally_good(cell, a, b); });
                            }))
            ++a;
        firsts.push_back(a);
    }
    return firsts;
}

/// Categories beyond those of the choices, which come first.
std::size_t undecided_category(const PhaseDiagram& diagram) { return diagram.choices.size(); }
std::size_t equal_category(const PhaseDiagram& diagram) { return diagram.choices.size() + 1; }

std::size_t category_of(const PhaseDiagram& diagram, const std::vector<std::size_t>& firsts, const PhaseCell& cell) {
    if (cell.best) return firsts[*cell.best];
    const auto least = static_cast<std::size_t>(std::ranges::min_element(cell.risk) - cell.risk.begin());
    bool same = true;
    for (std::size_t other = 0; other < cell.risk.size(); ++other) {
        if (other == least || better_of(cell, least, other)) continue;
        if (!equally_good(cell, least, other)) return undecided_category(diagram);
        same = same && firsts[other] == firsts[least];
    }
    return same ? firsts[least] : equal_category(diagram);
}

std::vector<std::string> choice_names(const Study& study, const PhaseDiagram& diagram) {
    const std::vector<std::size_t> firsts = first_equals(diagram);
    std::vector<std::string> names;
    for (std::size_t c = 0; c < diagram.choices.size(); ++c) {
        const PhaseChoice& choice = diagram.choices[c];
        names.push_back(study.option(choice.option) + ": " + study.words.name("scheme", choice.scheme));
        if (firsts[c] == c) continue;
        names[firsts[c]] += " = " + names[c];
        names[c].clear();
    }
    names.push_back(study.words("phase.undecided"));
    names.push_back(study.words("phase.equal"));
    return names;
}

/// The risks of all choices for one of `who` at a point of a line, linear in the triangle that the line crosses.
class TriangleRisks {
public:
    TriangleRisks(const PhaseDiagram& diagram, std::size_t who, const BreakEvenPoint& from, const BreakEvenPoint& to)
        : diagram_(diagram),
          who_(who),
          f_(before(diagram.family, (from.family + to.family) / 2)),
          m_(before(diagram.municipality, (from.municipality + to.municipality) / 2)) {
        upper_ = across((from.family + to.family) / 2) + up((from.municipality + to.municipality) / 2) > 1;
    }

    [[nodiscard]] double operator()(std::size_t choice, const BreakEvenPoint& at) const {
        const auto risk = [&](std::size_t f, std::size_t m) {
            return diagram_.at(f_ + f, m_ + m).cells.at(who_).risk[choice];
        };
        const double u = across(at.family), v = up(at.municipality);
        if (upper_) return risk(1, 1) + (1 - u) * (risk(0, 1) - risk(1, 1)) + (1 - v) * (risk(1, 0) - risk(1, 1));
        return risk(0, 0) + u * (risk(1, 0) - risk(0, 0)) + v * (risk(0, 1) - risk(0, 0));
    }

private:
    static std::size_t before(const std::vector<double>& values, double value) {
        const auto above = std::ranges::upper_bound(values.begin() + 1, values.end() - 1, value);
        return static_cast<std::size_t>(above - values.begin()) - 1;
    }
    [[nodiscard]] double across(double family) const {
        return (family - diagram_.family[f_]) / (diagram_.family[f_ + 1] - diagram_.family[f_]);
    }
    [[nodiscard]] double up(double municipality) const {
        return (municipality - diagram_.municipality[m_]) / (diagram_.municipality[m_ + 1] - diagram_.municipality[m_]);
    }

    const PhaseDiagram& diagram_;
    std::size_t who_, f_, m_;
    bool upper_ = false;
};

/// From which share of the way to which one no third choice is better than the two of a line; empty where there is
/// none.
std::optional<std::pair<double, double>> best_stretch(const PhaseDiagram& diagram, const BreakEvenLine& line,
                                                      const BreakEvenPoint& from, const BreakEvenPoint& to) {
    const TriangleRisks risk(diagram, line.who, from, to);
    double begin = 0, end = 1;
    for (std::size_t c = 0; c < diagram.choices.size(); ++c) {
        if (c == line.first || c == line.second) continue;
        const double first = risk(c, from) - risk(line.first, from) + 1e-12;
        const double last = risk(c, to) - risk(line.first, to) + 1e-12;
        if (first < 0 && last < 0) return std::nullopt;
        if (first < 0) begin = std::max(begin, first / (first - last));
        if (last < 0) end = std::min(end, first / (first - last));
    }
    return begin < end ? std::optional(std::pair(begin, end)) : std::nullopt;
}

/// The parts of a line along which its two choices are the best.
Contour contour_of(const PhaseDiagram& diagram, const BreakEvenLine& line) {
    Contour contour{.name = {}, .parts = {}};
    for (const auto& part : line.parts) {
        bool open = false;
        for (std::size_t k = 0; k + 1 < part.size(); ++k) {
            const BreakEvenPoint &from = part[k], &to = part[k + 1];
            const auto stretch = best_stretch(diagram, line, from, to);
            const auto at = [&](double share) {
                return Point{from.family + share * (to.family - from.family),
                             from.municipality + share * (to.municipality - from.municipality)};
            };
            if (stretch) {
                if (!open || stretch->first > 0) contour.parts.push_back({at(stretch->first)});
                contour.parts.back().push_back(at(stretch->second));
            }
            open = stretch && stretch->second >= 1;
        }
    }
    return contour;
}

PhasePanel phase_panel(const Study& study, const PhaseDiagram& diagram, std::size_t who) {
    PhasePanel panel{.name = who_text(study, diagram.who[who]), .category = {}, .contours = {}};
    const std::vector<std::size_t> firsts = first_equals(diagram);
    for (std::size_t m = 0; m < diagram.municipality.size(); ++m) {
        panel.category.emplace_back();
        for (std::size_t f = 0; f < diagram.family.size(); ++f) {
            const PhasePoint& point = diagram.at(f, m);
            panel.category.back().push_back(point.cells.empty() ? no_category
                                                                : category_of(diagram, firsts, point.cells[who]));
        }
    }
    for (const BreakEvenLine& line : diagram.lines)
        if (line.who == who) panel.contours.push_back(contour_of(diagram, line));
    return panel;
}

/// Whether a way is of an option in which one body decides everything, and not among the choices.
bool is_left_out(const Study& study, const PhaseDiagram& diagram, const OptionRow& row) {
    const auto option = std::ranges::find(study.data().options, row.option, &GovernanceOption::id);
    return row.decider != Decider::centre && decided_by_one(*option) &&
           std::ranges::none_of(diagram.choices, [&](const PhaseChoice& choice) {
               return choice.option == row.option && choice.scheme == row.scheme;
           });
}

/// Which ways are compared, which are not, and whether one of these would be the best.
std::string weights_text(const Study& study, const PhaseDiagram& diagram, std::vector<std::string> compared) {
    const Words& words = study.words;
    std::erase_if(compared, [](const std::string& name) { return name.empty(); });
    std::vector<std::string> left;
    const std::vector<Way> ways = ways_of(study, study.centre());
    for (const Way& way : ways)
        if (is_left_out(study, diagram, way.first())) left.push_back(study.scheme(way.first()));
    std::string text = words("phase.compared", fmt::format("{}", fmt::join(compared, "; ")));
    if (left.empty()) return text;
    text += " " + words("phase.not_compared", fmt::format("{}", fmt::join(left, "; ")));
    std::size_t lower = 0;
    std::string best;
    for (std::size_t m = 0; m < study.models.size(); ++m) {
        double least = 2, least_left = 2;
        for (const Way& way : ways) {
            const auto option = std::ranges::find(study.data().options, way.first().option, &GovernanceOption::id);
            if (!decided_by_one(*option)) continue;
            const bool out = is_left_out(study, diagram, way.first());
            double& which = out ? least_left : least;
            if (out && way.rows[m]->outvoted < which) best = study.scheme(way.first());
            which = std::min(which, way.rows[m]->outvoted);
        }
        lower += least_left < least - 1e-12 ? 1U : 0U;
    }
    if (lower > 0) text += " " + words("phase.left_lower", study.centre(), lower, study.models.size(), best);
    return text;
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
    if (study.data().family.empty() || !study.data().councils)
        return left_out(study, "phase", words("phase"), words("phase.no_families"));
    if (choice_count(study) < 2) return left_out(study, "phase", words("phase"), words("phase.left_out"));
    const PhaseDiagram diagram = phase_diagram(
        study.board, {.family = phase_grid(), .municipality = phase_grid(), .threads = study.request.threads});
    PhaseChart chart{.x = {.label = words("phase.x"), .shares = false},
                     .y = {.label = words("phase.y"), .shares = false},
                     .categories = choice_names(study, diagram),
                     .panels = {}};
    for (std::size_t who = 0; who < diagram.who.size(); ++who) chart.panels.push_back(phase_panel(study, diagram, who));
    const std::vector<std::string> compared(chart.categories.begin(), chart.categories.end() - 2);
    Section section{.id = "phase", .heading = words("phase")};
    section.body = paragraph(words("phase.text")) + paragraph(weights_text(study, diagram, compared));
    const auto equal = [&](const PhasePanel& panel) {
        return std::ranges::any_of(panel.category, [&](const std::vector<std::size_t>& row) {
            return std::ranges::find(row, equal_category(diagram)) != row.end();
        });
    };
    if (std::ranges::none_of(chart.panels, equal)) chart.categories.pop_back();
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
