#include "sections.hpp"

#include <stemgewicht/study/portfolio.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace stemgewicht::report {

namespace {

/// The part of break-even rows that is of one option, kind of decisions and baseline.
struct Shared {
    std::string option, kind, baseline;
    std::vector<BreakEvenRow> rows;
};

std::vector<Shared> shared_parts(const std::vector<BreakEvenRow>& rows) {
    std::vector<Shared> parts;
    for (const BreakEvenRow& row : rows) {
        if (parts.empty() || parts.back().option != row.option)
            parts.push_back({.option = row.option, .kind = row.kind, .baseline = row.baseline, .rows = {}});
        parts.back().rows.push_back(row);
    }
    std::erase_if(parts, [](const Shared& part) {  // an option under which the centre is never outvoted has no lines
        return std::ranges::none_of(part.rows, [&](const BreakEvenRow& row) {
            return row.municipality == part.rows.front().municipality && row.risk > 0;
        });
    });
    return parts;
}

/// Lines from 0 to the risk on shared decisions, one for each scheme, and the level of each baseline.
LineChart share_chart(const Study& study, const Shared& part, const std::string& model) {
    LineChart chart{.x = {.label = study.words("shares.axis", study.kind(part.kind)), .least = 0, .most = 1},
                    .y = {.label = study.words("risk_of", study.centre()), .least = 0, .most = 0},
                    .series = {}};
    std::map<std::string, double> levels;
    std::set<std::string> schemes;
    for (const BreakEvenRow& row : part.rows) {
        if (row.municipality != study.centre() || row.model != model) continue;
        levels[row.baseline_scheme] = row.baseline_risk;
        chart.y.most = std::max({chart.y.most, row.risk, row.baseline_risk});
        if (row.share && *row.share < 1)
            chart.markers.push_back({.x = *row.share,
                                     .label = study.words("shares.marker", study.words.percent(*row.share)),
                                     .y = row.baseline_risk});
        if (schemes.insert(row.scheme).second && row.risk > 0)
            chart.series.push_back({.name = study.words.name("scheme", row.scheme), .points = {{0, 0}, {1, row.risk}}});
    }
    for (const auto& [scheme, level] : levels)
        chart.series.push_back({.name = study.option(part.baseline) + ": " + study.words.name("scheme", scheme),
                                .points = {{0, level}, {1, level}}});
    return chart;
}

/// For which shares the option is better, over all models and baselines.
std::string share_text(const Study& study, const Shared& part, const std::string& scheme,
                       const std::string& municipality) {
    double least = 2, most = 0;
    for (const BreakEvenRow& row : part.rows) {
        if (row.scheme != scheme || row.municipality != municipality || !row.share) continue;
        least = std::min(least, *row.share);
        most = std::max(most, *row.share);
    }
    if (most == 0) return study.words("shares.no_risk");
    if (least > 1) return study.words("shares.always");
    if (most <= 1) return study.words.range(least, most);
    return study.words("shares.from", study.words.percent(least));
}

TextTable share_table(const Study& study, const Shared& part) {
    TextTable table{.caption = study.words("shares.table", study.option(part.baseline)),
                    .columns = {study.words("column.weights")},
                    .rows = {}};
    for (const Municipality& municipality : study.data().municipalities) table.columns.push_back(municipality.name);
    std::vector<std::string> schemes;
    for (const BreakEvenRow& row : part.rows)
        if (std::ranges::find(schemes, row.scheme) == schemes.end()) schemes.push_back(row.scheme);
    for (const std::string& scheme : schemes) {
        std::vector<std::string> cells{study.words.name("scheme", scheme)};
        for (const Municipality& municipality : study.data().municipalities)
            cells.push_back(share_text(study, part, scheme, municipality.name));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace

Section shares_section(const Study& study) {
    const Words& words = study.words;
    const auto& decides = study.data().options.front().decides;
    std::vector<BreakEvenRow> rows;
    if (std::ranges::count(decides, decides.front()) == std::ssize(decides))
        rows = break_even_shares(study.board, {.options = {.models = study.models, .threads = study.request.threads}});
    const std::vector<Shared> parts = shared_parts(rows);
    if (parts.empty()) return left_out(study, "shares", words("shares"), words("shares.left_out"));
    Section section{.id = "shares", .heading = words("shares")};
    const std::string command = study.command("portfolio", "--break-even --municipality all --format csv");
    for (const Shared& part : parts) {
        section.body += paragraph(words("shares.text", study.centre(), study.option(part.baseline)));
        const std::string& model = study.models.back();
        const LineChart chart = share_chart(study, part, model);
        add_figure(section,
                   {.id = "shares-" + part.option,
                    .title = words("shares.figure", study.option(part.option), study.centre(), study.kind(part.kind),
                                   study.model(model)),
                    .description = words("shares.description", chart.markers.size(), chart.series.size(),
                                         study.option(part.baseline)),
                    .draw = [&](const Look& look) { return line_chart(chart, look); },
                    .numbers = break_even_table(study.board, part.rows),
                    .command = command},
                   words);
        section.body += table_text(share_table(study, part)) + made_by(command, words);
    }
    return section;
}

}  // namespace stemgewicht::report
