#include "sections.hpp"

#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/tipping.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace stemgewicht::report {

namespace {

/// What happens to the centre and to the others as the weight of the centre on the general board grows.
struct Staircase {
    std::string option;
    std::string scheme;                            ///< of the others' weights, and of the centre's present one
    std::vector<Weight> weights;                   ///< the centre first
    std::vector<Weight> firsts;                    ///< the first weight of each step
    std::vector<std::vector<double>> own, others;  ///< by model, then step
    Table table{};
};

/// The weights that the others keep: council seats where councils are known, else those of the members.
std::string staircase_scheme(const Study& study) { return study.data().councils ? "seats" : study.board.weight_column; }

const GovernanceOption* board_option(const Study& study) {
    for (const GovernanceOption& option : study.data().options)
        if (std::ranges::all_of(option.decides, [](Decider decider) { return decider == Decider::board; }))
            return &option;
    return nullptr;
}

std::string step_name(std::size_t step) { return fmt::format("step {}", step); }

Staircase staircase_of(const Study& study, const GovernanceOption& option) {
    const std::string scheme = staircase_scheme(study);
    Staircase result{.option = option.id,
                     .scheme = scheme,
                     .weights = board_rule(study.board, scheme).weights,
                     .firsts = {},
                     .own = std::vector<std::vector<double>>(study.models.size()),
                     .others = std::vector<std::vector<double>>(study.models.size())};
    Board board = study.board;
    OptionsRequest request{.models = study.models, .options = {option.id}, .threads = study.request.threads};
    for (const WeightStep& step : weight_steps(result.weights, 0)) {
        if (step.first == 0 && result.weights.size() < 2) continue;
        board.governance->custom_schemes[step_name(result.firsts.size())] = step.rule.weights;
        request.schemes.push_back(step_name(result.firsts.size()));
        result.firsts.push_back(step.first);
    }
    const double count = static_cast<double>(result.weights.size()) - 1;
    result.table = {.title = {}, .columns = {"weight", "model", "outvoted", "mean_of_others"}, .rows = {}, .notes = {}};
    std::size_t k = 0;
    for (const OptionRow& row : compare_options(board, request)) {
        const std::size_t m = k / result.weights.size() % study.models.size(),
                          step = k / result.weights.size() / study.models.size();
        if (k++ % result.weights.size() == 0) {
            result.own[m].push_back(row.outvoted);
            result.others[m].push_back(0);
            result.table.rows.push_back(
                {static_cast<std::int64_t>(result.firsts[step]), study.models[m], row.outvoted, 0.0});
            continue;
        }
        result.others[m].back() += row.outvoted / count;
        result.table.rows.back().back() = result.others[m].back();
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
    const GovernanceOption* option = board_option(study);
    if (!option) return left_out(study, "staircase", words("staircase", study.centre()), words("staircase.left_out"));
    const Staircase stairs = staircase_of(study, *option);
    const std::vector<Weight> others(stairs.weights.begin() + 1, stairs.weights.end());
    const DominanceWeights say = dominance_weights(others);
    const auto number = [&](Weight weight) { return number_text(static_cast<double>(weight), 0, words.numbers()); };
    Section section{.id = "staircase", .heading = words("staircase", study.centre())};
    section.body =
        paragraph(words("staircase.text", study.centre(), words.name("scheme", stairs.scheme),
                        number(std::accumulate(others.begin(), others.end(), Weight{0})), stairs.firsts.size() - 1,
                        number(say.veto), number(say.dictator.value_or(say.veto))));
    section.body += bullets(enough_texts(study, stairs));
    std::string list = "WEIGHT";
    for (const Weight weight : others) list += fmt::format(",{}", weight);
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
             .command = study.command("options", "--option " + stairs.option + " --scheme custom --custom " + list)},
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
