#include "sections.hpp"

#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/study/claims.hpp>

#include <algorithm>
#include <numeric>

namespace stemgewicht::report {

namespace {

/// What happens to the centre and to the others as the weight of the centre on the general board grows.
struct Staircase {
    std::string scheme;                            ///< of the others' weights, and of the centre's present one
    std::vector<Weight> weights;                   ///< the centre first
    std::vector<Weight> firsts;                    ///< the first weight of each step
    std::vector<std::vector<double>> own, others;  ///< by model, then step
    Table table{};
};

/// The weights that the others keep: council seats where councils are known, else those of the members.
std::string staircase_scheme(const Study& study) { return study.data().councils ? "seats" : study.board.weight_column; }

bool has_board_option(const Study& study) {
    return std::ranges::any_of(study.data().options, [](const GovernanceOption& option) {
        return std::ranges::all_of(option.decides, [](Decider decider) { return decider == Decider::board; });
    });
}

/// As the claim that a larger weight helps has it; without steps where there are too many to work out.
Staircase staircase_of(const Study& study) {
    const std::string scheme = staircase_scheme(study);
    Staircase result{.scheme = scheme,
                     .weights = board_rule(study.board, scheme).weights,
                     .firsts = {},
                     .own = std::vector<std::vector<double>>(study.models.size()),
                     .others = std::vector<std::vector<double>>(study.models.size())};
    const std::vector<Claim> claims = test_claims(
        study.board,
        {.claims = {"more_weight"}, .models = study.models, .schemes = {scheme}, .threads = study.request.threads});
    for (const ClaimFigure& figure : claims.front().figures)
        if (figure.id == "staircase") result.table = figure.table;
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(result.table.columns, name) - result.table.columns.begin());
    };
    for (std::size_t r = 0; r < result.table.rows.size(); ++r) {
        const auto& row = result.table.rows[r];
        const std::size_t m = r % study.models.size();
        if (m == 0) result.firsts.push_back(std::get<std::int64_t>(row.at(column("first"))));
        result.own[m].push_back(std::get<double>(row.at(column("risk"))));
        result.others[m].push_back(std::get<double>(row.at(column("others_mean"))));
    }
    return result;
}

/// The line of each model: a step beyond the last one shows that nothing more changes.
LineChart staircase_chart(const Study& study, const Staircase& stairs, const std::vector<std::vector<double>>& risks,
                          std::string label) {
    const double last = static_cast<double>(stairs.firsts.back()) * 1.06 + 1;
    double most = 0;
    LineChart chart{
        .x = {.label = study.words("staircase.weight", study.centre()), .least = 0, .most = last, .shares = false},
        .y = {.label = std::move(label)},
        .series = {}};
    for (std::size_t m = 0; m < study.models.size(); ++m) {
        Series series{.name = study.model(study.models[m]), .points = {}, .stepped = true};
        for (std::size_t k = 0; k < stairs.firsts.size(); ++k) {
            series.points.push_back({static_cast<double>(stairs.firsts[k]), risks[m][k]});
            most = std::max(most, risks[m][k]);
        }
        series.points.push_back({last, risks[m].back()});
        chart.series.push_back(std::move(series));
    }
    chart.y.most = most;
    return chart;
}

void add_markers(const Study& study, const Staircase& stairs, const DominanceWeights& say, LineChart& chart) {
    const Words& words = study.words;
    const auto number = [&](Weight weight) { return number_text(static_cast<double>(weight), 0, words.numbers()); };
    const auto mark = [&](Weight weight, std::string label) {
        chart.markers.push_back({.x = static_cast<double>(weight), .label = std::move(label)});
    };
    mark(stairs.weights.front(),
         words("staircase.own", words.name("scheme", stairs.scheme), number(stairs.weights.front())));
    mark(say.veto, words("staircase.veto", number(say.veto)));
    if (say.dictator) mark(*say.dictator, words("staircase.alone", number(*say.dictator)));
}

/// From which weight on the risk is below that of the present situation, under each model.
std::vector<std::string> enough_texts(const Study& study, const Staircase& stairs) {
    std::vector<std::string> texts;
    const OptionRow& present = study.rows.front();
    if (present.decider != Decider::assembly) return texts;
    for (std::size_t m = 0; m < study.models.size(); ++m) {
        double least = 1;
        for (const OptionRow& row : study.rows)
            if (row.option == present.option && row.decider == present.decider && row.model == study.models[m] &&
                row.municipality == study.centre())
                least = std::min(least, row.outvoted);
        std::size_t step = stairs.firsts.size();
        while (step > 0 && stairs.own[m][step - 1] < least - 1e-12) --step;
        const std::string model = study.model(study.models[m]), option = study.option(present.option);
        texts.push_back(step == stairs.firsts.size()
                            ? study.words("staircase.never", model, option)
                            : study.words("staircase.enough", model, option, stairs.firsts[step]));
    }
    return texts;
}

}  // namespace

Section staircase_section(const Study& study) {
    const Words& words = study.words;
    if (!has_board_option(study))
        return left_out(study, "staircase", words("staircase", study.centre()), words("staircase.left_out"));
    const Staircase stairs = staircase_of(study);
    if (stairs.firsts.empty())
        return left_out(study, "staircase", words("staircase", study.centre()), words("staircase.too_many"));
    const std::vector<Weight> others(stairs.weights.begin() + 1, stairs.weights.end());
    const DominanceWeights say = dominance_weights(others);
    const auto number = [&](Weight weight) { return number_text(static_cast<double>(weight), 0, words.numbers()); };
    Section section{.id = "staircase", .heading = words("staircase", study.centre())};
    section.body =
        paragraph(words("staircase.text", study.centre(), words.name("scheme", stairs.scheme),
                        number(std::accumulate(others.begin(), others.end(), Weight{0})), stairs.firsts.size() - 1,
                        number(say.veto), number(say.dictator.value_or(say.veto))));
    section.body += bullets(enough_texts(study, stairs));
    const auto figure = [&](std::string id, std::string title, const LineChart& chart,
                            const std::vector<double>& risks) {
        add_figure(
            section,
            {.id = std::move(id),
             .title = std::move(title),
             .description = words("staircase.description", words.percent(risks.front()), words.percent(risks.back()),
                                  number(stairs.firsts.back()), study.model(study.models.front())),
             .draw = [&chart](const Look& look) { return line_chart(chart, look); },
             .numbers = stairs.table,
             .command = study.command(
                 "claims", "--claim more_weight --scheme " + stairs.scheme + " --figure staircase --format csv"),
             .file = "staircase"},
            words);
    };
    LineChart own = staircase_chart(study, stairs, stairs.own, words("risk_of", study.centre()));
    LineChart cost = staircase_chart(study, stairs, stairs.others, words("staircase.mean"));
    add_markers(study, stairs, say, own);
    add_markers(study, stairs, say, cost);
    figure("staircase", words("staircase.figure", study.centre()), own, stairs.own.front());
    figure("staircase-others", words("staircase.others_figure"), cost, stairs.others.front());
    return section;
}

}  // namespace stemgewicht::report
