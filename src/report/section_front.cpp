#include "sections.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/study/board_front.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <utility>

namespace stemgewicht::report {

namespace {

bool has_general_board(const Study& study) {
    return std::ranges::any_of(study.data().options, [](const GovernanceOption& option) {
        return std::ranges::count(option.decides, Decider::board) > 0;
    });
}

}  // namespace

LineChart front_chart(const Study& study, const BoardFront& front, const FrontAxes& axes) {
    const Words& words = study.words;
    const RuleFront& shown = front.fronts.on(axes);
    LineChart chart{.x = {.label = words("front.x", study.centre()), .least = 0, .most = 0},
                    .y = {.label = words(axes == own_and_mean ? "front.y" : "front.y_largest"), .least = 1, .most = 0},
                    .series = {{.name = words("front.line"), .points = {}}}};
    chart.cloud.side = front_step;
    for (const auto& [column, row] : shown.cloud) {
        const Point corner{static_cast<double>(column) * front_step, static_cast<double>(row) * front_step};
        chart.cloud.corners.push_back(corner);
        chart.x.most = std::max(chart.x.most, corner.x + front_step);
        chart.y.least = std::min(chart.y.least, corner.y);
        chart.y.most = std::max(chart.y.most, corner.y + front_step);
    }
    for (const FrontRule& rule : shown.rules) chart.series.front().points.push_back({rule.point.x, rule.point.y});
    for (const PlacedScheme& scheme : front.schemes) {
        const FrontPoint risk = front_point(axes, scheme.rule, scheme.risks, front.member);
        chart.markers.push_back({.x = risk.x, .label = words.name("scheme", scheme.scheme), .y = risk.y});
    }
    std::ranges::sort(chart.markers, {}, &Marker::x);
    return chart;
}

Section without_fronts(const Study& study, std::string id, std::string heading) {
    const Words& words = study.words;
    if (!has_general_board(study) || !study.data().councils)
        return left_out(study, std::move(id), std::move(heading), words("front.left_out"));
    const std::size_t count = study.data().municipalities.size();
    return left_out(study, std::move(id), std::move(heading),
                    words("front.too_many", count, maximum_weighted_game_members));
}

std::vector<BoardFront> fronts_of(const Study& study) {
    const std::size_t count = study.data().municipalities.size();
    if (!has_general_board(study) || !study.data().councils || count > maximum_weighted_game_members || count < 2)
        return {};
    return board_fronts(study.board, {.models = study.models, .robust = true});
}

namespace {

/// How many schemes are on the line, by model.
std::string line_text(const Study& study, std::span<const BoardFront> fronts) {
    const auto on_line = [](const BoardFront& front) {
        return std::ranges::count_if(front.fronts.on(own_and_mean).better, [](const auto& better) { return !better; });
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
        const FrontPoint risk = front_point(own_and_largest, scheme.rule, scheme.risks, front.member);
        const auto& better = front.fronts.on(own_and_largest).better[s];
        const std::string rule = better
                                     ? fmt::format("{}; {}", fmt::join(better->rule.weights, ", "), better->rule.quota)
                                     : words("front.none");
        table.rows.push_back({Markup::of("{}", words.name("scheme", scheme.scheme)), Markup::of("{}", rule),
                              Markup::of("{}", words.percent(risk.x)), Markup::of("{}", words.percent(risk.y))});
        table.rows.back().push_back(
            Markup::of("{}", better ? points_text(study, risk.x - better->point.x) : std::string("–")));
        table.rows.back().push_back(
            Markup::of("{}", better ? points_text(study, risk.y - better->point.y) : std::string("–")));
    }
    return table;
}

}  // namespace

Section front_section(const Study& study) {
    const Words& words = study.words;
    if (study.fronts.empty()) return without_fronts(study, "front", words("front"));
    const std::size_t count = study.data().municipalities.size();
    const std::span<const BoardFront> fronts(study.fronts.begin(), study.models.size());  // without the worst case
    const BoardFront& shown = fronts.back();
    Section section{.id = "front", .heading = words("front")};
    std::string text = words("front.text", count,
                             number_text(static_cast<double>(shown.fronts.rules), 0, words.numbers()), study.centre());
    section.body = paragraph(text + " " + line_text(study, fronts));
    const LineChart chart = front_chart(study, shown, own_and_mean);
    const std::vector<FrontRule>& rules = shown.fronts.on(own_and_mean).rules;
    const FrontPoint from = rules.back().point, to = rules[rules.size() / 2].point;
    add_figure(section,
               {.id = "front",
                .title = words("front.figure", study.centre(), study.model(shown.model)),
                .description = words("front.description", study.centre(), words.percent(from.x), words.percent(to.x),
                                     words.percent(from.y), words.percent(to.y)),
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
