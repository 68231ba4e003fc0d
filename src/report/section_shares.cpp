#include "sections.hpp"

#include <stemgewicht/study/claims.hpp>
#include <stemgewicht/study/portfolio.hpp>

#include <algorithm>

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

/// Break-even shares above this leave no decisions on which the option is the worse one.
constexpr double all_shared = 1 - 1e-9;

/// The most lines of each kind that a figure has.
constexpr std::size_t most_rising = 6, most_levels = 2;

struct Level {
    std::string scheme;
    double risk = 0;
};

/// So many of the levels, evenly by rank from the lowest to the highest; those that are the same once.
std::vector<Level> told_apart(std::vector<Level> levels, std::size_t most) {
    std::ranges::stable_sort(levels, {}, &Level::risk);
    const auto rest =
        std::ranges::unique(levels, [](const Level& a, const Level& b) { return b.risk - a.risk <= 1e-9; });
    levels.erase(rest.begin(), rest.end());
    if (levels.size() <= most) return levels;
    std::vector<Level> chosen;
    for (std::size_t k = 0; k < most; ++k)
        chosen.push_back(levels[(k * (levels.size() - 1) + (most - 1) / 2) / (most - 1)]);
    return chosen;
}

/// The lines of a figure, and how many there are to choose from.
struct ShareLines {
    std::vector<Level> rising, level;
    std::size_t all_rising = 0, all_level = 0;

    [[nodiscard]] bool all_drawn() const { return rising.size() == all_rising && level.size() == all_level; }
    [[nodiscard]] std::size_t crossing() const {
        return static_cast<std::size_t>(std::ranges::count_if(rising, [&](const Level& line) {
            return std::ranges::any_of(level, [&](const Level& other) { return other.risk < line.risk * all_shared; });
        }));
    }
};

ShareLines share_lines(const Study& study, const Shared& part, const std::string& model) {
    ShareLines lines;
    const auto add = [](std::vector<Level>& levels, const std::string& scheme, double risk) {
        if (risk > 0 && std::ranges::find(levels, scheme, &Level::scheme) == levels.end())
            levels.push_back({scheme, risk});
    };
    for (const BreakEvenRow& row : part.rows) {
        if (row.municipality != study.centre() || row.model != model) continue;
        add(lines.rising, row.scheme, row.risk);
        add(lines.level, row.baseline_scheme, row.baseline_risk);
    }
    lines.all_rising = lines.rising.size();
    lines.all_level = lines.level.size();
    lines.rising = told_apart(std::move(lines.rising), most_rising);
    lines.level = told_apart(std::move(lines.level), most_levels);
    return lines;
}

/// Lines from 0 to the risk on shared decisions, and the levels of the baseline.
LineChart share_chart(const Study& study, const Shared& part, const ShareLines& lines) {
    LineChart chart{.x = {.label = study.words("shares.axis", study.kind(part.kind)), .least = 0, .most = 1},
                    .y = {.label = study.words("risk_of", study.centre()), .least = 0, .most = 0},
                    .series = {}};
    for (const Level& line : lines.rising) {
        chart.y.most = std::max(chart.y.most, line.risk);
        chart.series.push_back({.name = study.words.name("scheme", line.scheme), .points = {{0, 0}, {1, line.risk}}});
        for (const Level& level : lines.level)
            if (level.risk < line.risk * all_shared)
                chart.markers.push_back({.x = level.risk / line.risk,
                                         .label = study.words.percent(level.risk / line.risk),
                                         .y = level.risk});
    }
    for (const Level& level : lines.level) {
        chart.y.most = std::max(chart.y.most, level.risk);
        chart.series.push_back({.name = study.words("shares.level", study.words.name("scheme", level.scheme)),
                                .points = {{0, level.risk}, {1, level.risk}}});
    }
    std::ranges::stable_sort(chart.markers, {}, &Marker::x);
    return chart;
}

std::string share_description(const Study& study, const Shared& part, const ShareLines& lines) {
    const Words& words = study.words;
    const std::string text =
        words("shares.description", study.option(part.baseline), lines.crossing(), lines.rising.size());
    if (lines.all_drawn()) return text;
    return text + " " +
           words("shares.drawn", lines.rising.size(), lines.all_rising, lines.level.size(), lines.all_level);
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
    if (least > 2 - all_shared) return study.words("shares.always");
    if (least >= all_shared) return study.words("shares.never");
    if (most < all_shared) return study.words.range(least, most);
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
        std::vector<Markup> cells{study.words.name("scheme", scheme)};
        for (const Municipality& municipality : study.data().municipalities)
            cells.emplace_back(share_text(study, part, scheme, municipality.name));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// A line for each of some weights of the board, from no base package to everything in it.
void add_efficiency(Section& section, const Study& study) {
    const Words& words = study.words;
    const Claim claim = test_claims(study.board, {.claims = {"package_size"},
                                                  .models = {study.models.back()},
                                                  .threads = study.request.threads,
                                                  .rows = study.rows})
                            .front();
    if (claim.figures.empty()) return;
    const Table& table = claim.figures.front().table;  // scheme, model, share, uniformity, risk
    std::vector<Level> ends;
    for (const auto& row : table.rows)
        if (std::get<double>(row[2]) == 1 && std::get<double>(row[4]) > 0)
            ends.push_back({std::get<std::string>(row[0]), std::get<double>(row[4])});
    if (ends.empty()) return;
    LineChart chart{.x = {.label = words("efficiency.uniformity"), .least = 1, .most = 1},
                    .y = {.label = words("risk_of", study.centre()), .least = 0, .most = 0},
                    .series = {}};
    for (const Level& end : told_apart(ends, most_rising)) {
        Series line{.name = words.name("scheme", end.scheme), .points = {}, .marked = true};
        for (const auto& row : table.rows) {
            if (std::get<std::string>(row[0]) != end.scheme) continue;
            line.points.push_back({std::get<double>(row[3]), std::get<double>(row[4])});
            chart.x.least = std::min(chart.x.least, line.points.back().x);
        }
        chart.y.most = std::max(chart.y.most, end.risk);
        chart.series.push_back(std::move(line));
    }
    add_figure(section,
               {.id = "efficiency",
                .title = words("efficiency.figure", study.model(study.models.back())),
                .description = words("efficiency.description", study.centre()),
                .draw = [&](const Look& look) { return line_chart(chart, look); },
                .numbers = table,
                .command = study.command("claims", "--claim package_size --figure efficiency --model " +
                                                       shell_word(study.models.back()) + " --format csv")},
               words);
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
    for (const Shared& part : parts) {
        section.body += paragraph(words("shares.text", study.centre(), study.option(part.baseline)));
        const std::string& model = study.models.back();
        const ShareLines lines = share_lines(study, part, model);
        const LineChart chart = share_chart(study, part, lines);
        const std::string command = study.command(
            "portfolio", "--break-even --municipality all --option " + shell_word(part.option) + " --format csv");
        add_figure(section,
                   {.id = "shares-" + part.option,
                    .title = words("shares.figure", study.option(part.option), study.centre(), study.kind(part.kind),
                                   study.model(model)),
                    .description = share_description(study, part, lines),
                    .draw = [&](const Look& look) { return line_chart(chart, look); },
                    .numbers = break_even_table(study.board, part.rows),
                    .command = command},
                   words);
        section.body += table_text(share_table(study, part), study.words) + made_by(command, words);
    }
    add_efficiency(section, study);
    return section;
}

}  // namespace stemgewicht::report
