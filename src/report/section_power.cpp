#include "sections.hpp"

#include <stemgewicht/study/power_shares.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace stemgewicht::report {

namespace {

/// The rows of one body under one scheme, of one level.
struct PowerBody {
    std::vector<const PowerShare*> rows;

    [[nodiscard]] const PowerShare& first() const { return *rows.front(); }
};

std::vector<PowerBody> power_bodies(const std::vector<PowerShare>& rows, PowerLevel level) {
    std::vector<PowerBody> bodies;
    for (const PowerShare& row : rows) {
        if (row.level != level) continue;
        if (bodies.empty() || bodies.back().first().decider != row.decider ||
            bodies.back().first().scheme != row.scheme)
            bodies.emplace_back();
        bodies.back().rows.push_back(&row);
    }
    return bodies;
}

std::string power_body_name(const Study& study, const PowerShare& row) { return study.option(row.option); }

ChartRow power_row(const Study& study, const std::string& label, double weight, const IndexShares& power) {
    const std::array<double, 3> values{weight, power.banzhaf, power.shapley_shubik};
    ChartRow row{.label = label,
                 .value = fmt::format("{} → {}", study.words.percent(weight),
                                      study.words.range(std::min(power.banzhaf, power.shapley_shubik),
                                                        std::max(power.banzhaf, power.shapley_shubik)))};
    for (std::size_t s = 0; s < values.size(); ++s) row.marks.push_back({.value = values[s], .series = s});
    return row;
}

RowChart power_chart(const Study& study, std::string label) {
    const Words& words = study.words;
    return {.axis = {.label = std::move(label), .least = 0, .most = 0},
            .series = {words("power.weight"), words("power.banzhaf"), words("power.shapley")},
            .groups = {}};
}

void widen_axis(RowChart& chart) {
    for (const RowGroup& group : chart.groups)
        for (const ChartRow& row : group.rows)
            for (const Mark& mark : row.marks) chart.axis.most = std::max(chart.axis.most, mark.value);
}

/// What a municipality's vote comes to: as one on a general board; in an assembly the sum over its free groups, since
/// its votes cast as one are a scheme of the board.
IndexShares municipal_power(const PowerShare& row) {
    return (row.decider == Decider::assembly ? row.free : row.as_one).value_or(IndexShares{});
}

std::string power_heading(const Study& study, const PowerShare& row) {
    const std::string name = power_body_name(study, row);
    return row.decider == Decider::assembly ? study.words("power.free", name) : name;
}

/// What the centre has under every body and scheme.
RowChart centre_power_chart(const Study& study, const std::vector<PowerBody>& bodies) {
    RowChart chart = power_chart(study, study.words("power.share_of", study.centre()));
    for (const PowerBody& body : bodies) {
        const std::string name = power_heading(study, body.first());
        if (chart.groups.empty() || chart.groups.back().name != name)
            chart.groups.push_back({.name = name, .rows = {}});
        const auto own = std::ranges::find(body.rows, study.centre(), [](const PowerShare* row) { return row->name; });
        chart.groups.back().rows.push_back(
            power_row(study, study.words.name("scheme", body.first().scheme), (*own)->weight, municipal_power(**own)));
    }
    widen_axis(chart);
    return chart;
}

/// What each voter has in one body.
RowChart voter_power_chart(const Study& study, const PowerBody& body) {
    RowChart chart = power_chart(study, study.words("power.share"));
    RowGroup group{.name = {}, .rows = {}};
    for (const PowerShare* row : body.rows)
        group.rows.push_back(
            power_row(study, study.words.name("family", row->name), row->weight, row->as_one.value_or(IndexShares{})));
    std::ranges::stable_sort(group.rows, std::greater{}, [](const ChartRow& row) { return row.marks.front().value; });
    chart.groups.push_back(std::move(group));
    widen_axis(chart);
    return chart;
}

/// A row for each body and scheme, a column for each municipality: weight, Banzhaf and Shapley-Shubik.
TextTable municipal_power_table(const Study& study, const std::vector<PowerBody>& bodies) {
    const Words& words = study.words;
    TextTable table{.caption = words("power.municipalities"),
                    .columns = {words("column.option"), words("column.weights")},
                    .rows = {},
                    .texts = 2};
    for (const PowerShare* row : bodies.front().rows) table.columns.push_back(row->name);
    const auto number = [&](double share) { return number_text(100 * share, 1, words.numbers()); };
    for (const PowerBody& body : bodies) {
        std::vector<Markup> cells{power_heading(study, body.first()), words.name("scheme", body.first().scheme)};
        for (const PowerShare* row : body.rows) {
            const IndexShares power = municipal_power(*row);
            cells.emplace_back(
                fmt::format("{} | {} | {}", number(row->weight), number(power.banzhaf), number(power.shapley_shubik)));
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// The families, or the groups, of the assembly.
TextTable voter_power_table(const Study& study, const PowerBody& body, std::string caption) {
    const Words& words = study.words;
    const bool groups = body.first().level == PowerLevel::group;
    TextTable table{.caption = std::move(caption),
                    .columns = {words(groups ? "level.group" : "level.family"), words("power.weight"),
                                words("power.banzhaf"), words("power.shapley")},
                    .rows = {}};
    for (const char* key : {"power.owen", "power.banzhaf_owen"})
        for (const char* unions : {"power.per_municipality", "power.per_family"})
            if (groups && (body.first().of_family || std::string_view(unions) == "power.per_municipality"))
                table.columns.push_back(words(key, words(unions)));
    if (!groups)
        for (const char* key : {"power.banzhaf", "power.shapley"})
            table.columns.push_back(words("power.freely", words(key)));
    for (const PowerShare* row : body.rows) {
        const IndexShares own = (groups ? row->free : row->as_one).value_or(IndexShares{});
        std::vector<double> values{row->weight, own.banzhaf, own.shapley_shubik};
        if (groups)
            for (double UnionShares::* index : {&UnionShares::owen, &UnionShares::banzhaf_owen})
                for (const auto& shares : {row->of_council, row->of_family}) {
                    if (shares) values.push_back((*shares).*index);
                }
        else if (row->free)
            values.insert(values.end(), {row->free->banzhaf, row->free->shapley_shubik});
        std::vector<Markup> cells{words.name("family", row->name)};
        for (const double value : values) cells.emplace_back(words.percent(value));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// Where power and weight differ most for the centre: a sentence for those who do not see the figure.
std::string centre_power_text(const Study& study, const std::vector<PowerBody>& bodies) {
    const PowerShare *above = nullptr, *below = nullptr;
    const auto excess = [](const PowerShare* row) { return municipal_power(*row).banzhaf - row->weight; };
    for (const PowerBody& body : bodies)
        for (const PowerShare* row : body.rows) {
            if (row->name != study.centre() || row->as_one->banzhaf >= 1) continue;  // alone: the law is in doubt
            if (!above || excess(row) > excess(above)) above = row;
            if (!below || excess(row) < excess(below)) below = row;
        }
    if (!above) return {};
    const auto where = [&](const PowerShare* row) {
        return fmt::format("{}, {}", power_body_name(study, *row), study.words.name("scheme", row->scheme));
    };
    const Words& words = study.words;
    return words("power.centre_description", study.centre(), words.percent(above->weight),
                 words.percent(municipal_power(*above).banzhaf), where(above), words.percent(below->weight),
                 words.percent(municipal_power(*below).banzhaf), where(below));
}

std::vector<PowerShare> rows_of(std::vector<PowerShare> rows, PowerLevel level) {
    std::erase_if(rows, [&](const PowerShare& row) { return row.level != level; });
    return rows;
}

void add_family_power(Section& section, const Study& study, const PowerBody& families, const Table& numbers) {
    const Words& words = study.words;
    const RowChart chart = voter_power_chart(study, families);
    const PowerShare& most = **std::ranges::max_element(
        families.rows, {}, [](const PowerShare* row) { return row->as_one->banzhaf - row->weight; });
    add_figure(section,
               {.id = "power-families",
                .title = words("power.families_figure", power_body_name(study, families.first()),
                               words.name("scheme", families.first().scheme)),
                .description = words("power.families_description", words.name("family", most.name),
                                     words.percent(most.weight), words.percent(most.as_one->banzhaf)),
                .draw = [&](const Look& look) { return range_plot(chart, look); },
                .numbers = numbers,
                .command = study.command("indices", "--by family --format csv")},
               words);
    section.body += folded_table(
        voter_power_table(study, families, words("power.families", words.name("scheme", families.first().scheme))),
        words);
    if (!study.data().loose_families.empty()) {
        std::vector<std::string> names;
        for (const std::string& family : study.data().loose_families) names.push_back(words.name("family", family));
        section.body += paragraph(words("power.loose", words.list(names)));
    }
}

}  // namespace

Section power_section(const Study& study) {
    const Words& words = study.words;
    const std::vector<PowerShare> rows = power_shares(study.board);
    const std::vector<PowerBody> bodies = power_bodies(rows, PowerLevel::municipality);
    if (bodies.empty()) return left_out(study, "power", words("power"), words("power.left_out"));
    Section section{.id = "power", .heading = words("power")};
    section.body = paragraph(words("power.text")) + paragraph(words("power.indices"));
    const Table numbers = power_shares_table(study.board, rows);
    const RowChart chart = centre_power_chart(study, bodies);
    add_figure(section,
               {.id = "power",
                .title = words("power.figure", study.centre()),
                .description = centre_power_text(study, bodies),
                .draw = [&](const Look& look) { return range_plot(chart, look); },
                .numbers = numbers,
                .command = study.command("indices", "--format csv")},
               words);
    section.body += table_text(municipal_power_table(study, bodies), study.words) +
                    made_by(study.command("indices", "--by municipality"), words) +
                    paragraph(words("power.elsewhere", study.centre()));
    if (const std::vector<PowerBody> families = power_bodies(rows, PowerLevel::family); !families.empty())
        add_family_power(section, study, families.front(),
                         power_shares_table(study.board, rows_of(rows, PowerLevel::family)));
    if (const std::vector<PowerBody> groups = power_bodies(rows, PowerLevel::group); !groups.empty())
        section.body +=
            folded_table(voter_power_table(study, groups.front(),
                                           words("power.groups", words.name("scheme", groups.front().first().scheme))),
                         words) +
            paragraph(words("power.unions"));
    return section;
}

}  // namespace stemgewicht::report
