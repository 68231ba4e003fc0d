#include "sections.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/study/board_front.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace stemgewicht::report {

namespace {

bool has_general_board(const Study& study) {
    return std::ranges::any_of(study.data().options, [](const GovernanceOption& option) {
        return std::ranges::count(option.decides, Decider::board) > 0;
    });
}

LineChart front_chart(const Study& study, const BoardFront& front) {
    const Words& words = study.words;
    LineChart chart{.x = {.label = words("front.x", study.centre()), .least = 0, .most = 0},
                    .y = {.label = words("front.y"), .least = 1, .most = 0},
                    .series = {{.name = words("front.line"), .points = {}}}};
    chart.cloud.side = front_step;
    for (const auto& [column, row] : front.fronts.mean.cloud) {
        const Point corner{static_cast<double>(column) * front_step, static_cast<double>(row) * front_step};
        chart.cloud.corners.push_back(corner);
        chart.x.most = std::max(chart.x.most, corner.x + front_step);
        chart.y.least = std::min(chart.y.least, corner.y);
        chart.y.most = std::max(chart.y.most, corner.y + front_step);
    }
    for (const FrontRule& rule : front.fronts.mean.rules)
        chart.series.front().points.push_back({rule.risk.own, rule.risk.others});
    for (const PlacedScheme& scheme : front.schemes) {
        const RiskPair risk = risk_pair(scheme.risks, front.member, OthersRisk::mean);
        chart.markers.push_back({.x = risk.own, .label = words.name("scheme", scheme.scheme), .y = risk.others});
    }
    std::ranges::sort(chart.markers, {}, &Marker::x);
    return chart;
}

/// How many schemes are on the line, by model.
std::string line_text(const Study& study, const std::vector<BoardFront>& fronts) {
    const auto on_line = [](const BoardFront& front) {
        return std::ranges::count_if(front.fronts.mean.better, [](const auto& better) { return !better; });
    };
    if (std::ranges::all_of(
            fronts, [&](const BoardFront& front) { return std::cmp_equal(on_line(front), front.schemes.size()); }))
        return study.words("front.on_line", study.centre(), fronts.size());
    std::string text;
    for (const BoardFront& front : fronts)
        text += (text.empty() ? "" : " ") + study.words("front.some_below", study.model(front.model), study.centre(),
                                                        on_line(front), front.schemes.size());
    return text;
}

std::string points_text(const Study& study, double difference) {
    return study.words("front.points", number_text(100 * difference, 1, study.words.numbers()));
}

/// What betters each scheme where the largest risk of the others counts.
TextTable better_table(const Study& study, const BoardFront& front) {
    const Words& words = study.words;
    TextTable table{.caption = words("front.table", study.model(front.model)),
                    .columns = {words("front.scheme"), words("front.better"), study.centre(), words("front.largest"),
                                words("front.lower_own", study.centre()), words("front.lower_others")},
                    .rows = {},
                    .texts = 2};
    for (std::size_t s = 0; s < front.schemes.size(); ++s) {
        const PlacedScheme& scheme = front.schemes[s];
        const RiskPair risk = risk_pair(scheme.risks, front.member, OthersRisk::largest);
        const auto& better = front.fronts.largest.better[s];
        const std::string rule = better
                                     ? fmt::format("{}; {}", fmt::join(better->rule.weights, ", "), better->rule.quota)
                                     : words("front.none");
        table.rows.push_back({Markup::of("{}", words.name("scheme", scheme.scheme)), Markup::of("{}", rule),
                              Markup::of("{}", words.percent(risk.own)), Markup::of("{}", words.percent(risk.others))});
        table.rows.back().push_back(
            Markup::of("{}", better ? points_text(study, risk.own - better->risk.own) : std::string("–")));
        table.rows.back().push_back(
            Markup::of("{}", better ? points_text(study, risk.others - better->risk.others) : std::string("–")));
    }
    return table;
}

}  // namespace

Section front_section(const Study& study) {
    const Words& words = study.words;
    const std::size_t count = study.data().municipalities.size();
    if (!has_general_board(study) || !study.data().councils)
        return left_out(study, "front", words("front"), words("front.left_out"));
    if (count > maximum_weighted_game_members || count < 2)
        return left_out(study, "front", words("front"), words("front.too_many", count, maximum_weighted_game_members));
    const std::vector<BoardFront> fronts = board_fronts(study.board, {.models = study.models});
    const BoardFront& shown = fronts.back();
    Section section{.id = "front", .heading = words("front")};
    std::string text = words("front.text", count,
                             number_text(static_cast<double>(shown.fronts.rules), 0, words.numbers()), study.centre());
    section.body = paragraph(text + " " + line_text(study, fronts));
    const LineChart chart = front_chart(study, shown);
    const std::vector<FrontRule>& rules = shown.fronts.mean.rules;
    const RiskPair from = rules.back().risk, to = rules[rules.size() / 2].risk;
    add_figure(section,
               {.id = "front",
                .title = words("front.figure", study.centre(), study.model(shown.model)),
                .description = words("front.description", study.centre(), words.percent(from.own),
                                     words.percent(to.own), words.percent(from.others), words.percent(to.others)),
                .draw = [&](const Look& look) { return line_chart(chart, look); },
                .numbers = front_table(study.board, fronts),
                .command = study.command("front", "--others both --format csv")},
               words);
    std::vector<std::string> names;
    for (const Municipality& municipality : study.data().municipalities) names.push_back(municipality.name);
    section.body +=
        table_text(better_table(study, shown), words) + paragraph(words("front.weights_of", words.list(names)));
    return section;
}

}  // namespace stemgewicht::report
