#include "sections.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/study/board_front.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace stemgewicht::report {

namespace {

/// How many steps of the staircase are shown to each side of the present weight.
constexpr std::ptrdiff_t steps_beside = 4;

std::string rule_text(const WeightedRule& rule) {
    return fmt::format("{}; {}", fmt::join(rule.weights, ", "), rule.quota);
}

std::string better_text(const Study& study, const std::optional<FrontRule>& better) {
    return better ? rule_text(better->rule) : study.words("front.none");
}

/// The risk of the centre, the mean and the largest of the others.
std::array<double, 3> three_risks(const PlacedScheme& scheme) {
    const FrontPoint mean = front_point(own_and_mean, scheme.rule, scheme.risks, 0);
    return {mean.x, mean.y, front_point(own_and_largest, scheme.rule, scheme.risks, 0).y};
}

/// The schemes by which all three risks are as low as by another, and one is lower.
std::string better_schemes(const Study& study, const std::vector<PlacedScheme>& schemes, const PlacedScheme& scheme) {
    const std::array<double, 3> risks = three_risks(scheme);
    std::vector<std::string> names;
    for (const PlacedScheme& other : schemes) {
        const std::array<double, 3> of_other = three_risks(other);
        bool as_low = true, lower = false;
        for (std::size_t k = 0; k < risks.size(); ++k) {
            as_low = as_low && of_other[k] <= risks[k] + equal_front_risks;
            lower = lower || of_other[k] < risks[k] - equal_front_risks;
        }
        if (as_low && lower) names.push_back(study.words.name("scheme", other.scheme));
    }
    return names.empty() ? study.words("front.none") : study.words.list(names);
}

TextTable scheme_table(const Study& study, const BoardFront& worst) {
    const Words& words = study.words;
    TextTable table{
        .caption = words("design.table"),
        .columns = {words("front.scheme"), words("design.better_mean"), words("design.better_largest"),
                    words("design.better_scheme"), study.centre(), words("design.mean"), words("front.largest")},
        .rows = {},
        .texts = 4};
    for (std::size_t s = 0; s < worst.schemes.size(); ++s) {
        const PlacedScheme& scheme = worst.schemes[s];
        const auto cell = [](const std::string& text) { return Markup::of("{}", text); };
        auto& row = table.rows.emplace_back();
        row.push_back(cell(words.name("scheme", scheme.scheme)));
        row.push_back(cell(better_text(study, worst.fronts.on(own_and_mean).better[s])));
        row.push_back(cell(better_text(study, worst.fronts.on(own_and_largest).better[s])));
        row.push_back(cell(better_schemes(study, worst.schemes, scheme)));
        for (const double risk : three_risks(scheme)) row.push_back(cell(words.percent(risk)));
    }
    return table;
}

/// Which rule lets the worst-off risk least, and whether a scheme does as well.
std::string fairest_text(const Study& study, const BoardFront& worst) {
    const Words& words = study.words;
    const FrontRule& fairest = worst.fronts.fairest;
    const double risk = std::ranges::max(fairest.risks);
    std::string text = words("design.fairest", rule_text(fairest.rule), words.percent(risk), study.centre(),
                             words.percent(fairest.risks.front()));
    for (const PlacedScheme& scheme : worst.schemes)
        if (std::ranges::max(scheme.risks) <= risk + equal_front_risks) {
            text += " " + words("design.fairest_scheme", words.name("scheme", scheme.scheme));
            break;
        }
    return text;
}

/// The steps around the present weight of the centre, the others' seats staying, and its risk on each.
TextTable tipping_steps(const Study& study, const std::vector<Weight>& weights, const std::vector<WeightStep>& steps) {
    const Words& words = study.words;
    TextTable table{.caption = words("design.tipping_table", study.centre()),
                    .columns = {words("staircase.weight", study.centre()), words("design.needed")},
                    .rows = {}};
    for (const std::string& model : study.models) table.columns.push_back(study.model(model));
    const auto now = std::ranges::find_if(
        steps, [&](const WeightStep& step) { return !step.last || weights.front() <= *step.last; });
    const auto first = steps.begin() + std::max<std::ptrdiff_t>(0, now - steps.begin() - steps_beside);
    const auto end = now + std::min<std::ptrdiff_t>(steps.end() - now, steps_beside + 1);
    for (auto step = first; step != end; ++step) {
        const std::string range = !step->last                  ? words("design.from", step->first)
                                  : *step->last == step->first ? fmt::format("{}", step->first)
                                                               : fmt::format("{}–{}", step->first, *step->last);
        auto& row = table.rows.emplace_back();
        row.push_back(Markup::of("{}", step == now ? words("design.now", range) : range));
        row.push_back(Markup::of("{}", fmt::format("{}", step->rule.quota)));
        for (std::size_t m = 0; m < study.models.size(); ++m)
            row.push_back(Markup::of("{}", words.percent(risks_under(study.fronts[m].risks, step->rule).front())));
    }
    return table;
}

}  // namespace

Section design_section(const Study& study) {
    const Words& words = study.words;
    if (study.fronts.empty()) return without_fronts(study, "design", words("design"));
    const BoardFront& worst = study.fronts.back();
    Section section{.id = "design", .heading = words("design")};
    section.body = paragraph(words("design.text", study.models.size(),
                                   number_text(static_cast<double>(worst.fronts.rules), 0, words.numbers())) +
                             " " + fairest_text(study, worst));
    LineChart chart = front_chart(study, worst, own_and_largest);
    const RuleFront& front = worst.fronts.on(own_and_largest);
    const FrontPoint from = front.rules.back().point, to = front.rules.front().point;
    add_figure(section,
               {.id = "design",
                .title = words("design.figure", study.centre()),
                .description = words("design.description", study.centre(), words.percent(from.x), words.percent(to.x),
                                     words.percent(from.y), words.percent(to.y)),
                .draw = [&](const Look& look) { return line_chart(chart, look); },
                .numbers = front_table(study.board, study.fronts),
                .command = study.command("front", "--robust --others both --format csv")},
               words);
    std::vector<std::string> names;
    for (const Municipality& municipality : study.data().municipalities) names.push_back(municipality.name);
    section.body += table_text(scheme_table(study, worst), words) +
                    paragraph(words("design.reading") + " " + words("front.weights_of", words.list(names)));
    const std::vector<Weight> weights = board_rule(study.board, "seats").weights;
    const std::vector<WeightStep> steps = weight_steps(weights, 0);
    section.body +=
        paragraph(
            words("design.tipping", study.centre(), weights.front(), words.name("scheme", "seats"), steps.size() - 1)) +
        table_text(tipping_steps(study, weights, steps), words) +
        made_by(study.command("claims", "--claim more_weight --scheme seats --figure staircase --format csv"), words);
    return section;
}

}  // namespace stemgewicht::report
