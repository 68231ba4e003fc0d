#include "sections.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/mandates.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace stemgewicht::report {

namespace {

/// The risks of all regimes of an assembly under one model.
struct Regimes {
    std::string model;
    MandateRisks risks;
};

Rule councils_rule(const Study& study) {
    const std::size_t count = study.data().municipalities.size();
    return councils_under(study.board, majority_rule(std::vector<Weight>(count, 1)));
}

std::vector<Regimes> regimes_of(const Study& study, const std::string& column) {
    const Rule rule = councils_rule(study);
    const std::vector<Block>& councils = std::get<CompositeRule>(rule).blocks;
    const WeightedRule assembly = majority_rule(column_of(study.board, column));
    std::vector<Regimes> all;
    for (const std::string& model : study.models)
        all.push_back({.model = model,
                       .risks = mandate_risks(assembly, councils, parse_model(model, study.board),
                                              Exact{.threads = study.request.threads})});
    return all;
}

/// One row: a council that binds, or does not, over all that the others may do.
ChartRow regime_row(const Study& study, const MandateRisks& risks, std::size_t council, bool binds) {
    const MandateRegime own = MandateRegime{1} << council, all = risks.regime_count() - 1;
    ChartRow row{.label = study.words(binds ? "mandates.binds" : "mandates.free")};
    double least = 1, most = 0;
    for (MandateRegime regime = 0; regime <= all; ++regime) {
        if (((regime & own) != 0) != binds) continue;
        least = std::min(least, risks.risk_of(regime, council).value);
        most = std::max(most, risks.risk_of(regime, council).value);
    }
    row.span = {least, most};
    row.value = study.words.range(least, most);
    row.marks = {{.value = risks.risk_of(binds ? own : 0, council).value, .series = 0},
                 {.value = risks.risk_of(binds ? all : all & ~own, council).value, .series = 1}};
    return row;
}

RowChart regime_chart(const Study& study, const MandateRisks& risks) {
    RowChart chart{.axis = {.label = study.words("risk"), .least = 0, .most = 0},
                   .series = {study.words("mandates.alone"), study.words("mandates.together")},
                   .groups = {}};
    for (std::size_t j = 0; j < risks.councils; ++j) {
        chart.groups.push_back({.name = study.data().municipalities[j].name, .rows = {}});
        for (const bool binds : {true, false}) {
            chart.groups.back().rows.push_back(regime_row(study, risks, j, binds));
            chart.axis.most = std::max(chart.axis.most, chart.groups.back().rows.back().span->second);
        }
    }
    return chart;
}

std::vector<std::string> regime_texts(const Study& study, const std::vector<Regimes>& all) {
    const Words& words = study.words;
    std::vector<std::string> texts;
    for (const Regimes& regimes : all) {
        const BindingEffect effect = binding_effects(regimes.risks).front();
        const std::string model = study.model(regimes.model);
        texts.push_back(effect.dominates() ? words("mandates.dominates", model, study.centre())
                                           : words("mandates.effect", model, study.centre(), effect.lowers,
                                                   effect.lowers + effect.same + effect.raises + effect.undecided));
        const std::vector<Stability> stability = mandate_stability(regimes.risks);
        const auto stable = [](const Stability& regime) {
            return regime.verdict == Stability::Verdict::equilibrium ||
                   regime.verdict == Stability::Verdict::strict_equilibrium;
        };
        const auto equilibria = std::ranges::count_if(stability, stable);
        const bool all_bind = stable(stability.back());
        if (equilibria == 0)
            texts.push_back(words("mandates.no_equilibrium", model));
        else if (equilibria == 1)
            texts.push_back(words(all_bind ? "mandates.only_all_bind" : "mandates.only_another", model));
        else
            texts.push_back(words("mandates.equilibria", model, equilibria,
                                  words(all_bind ? "mandates.all_bind" : "mandates.not_all_bind")));
    }
    return texts;
}

std::string_view reply_name(Reply reply) {
    constexpr std::array<std::string_view, 4> names{"lowers", "same", "raises", "undecided"};
    return names[static_cast<std::size_t>(reply)];
}

std::string_view stability_name(Stability::Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"equilibrium", "strict_equilibrium", "undecided", "none"};
    return names[static_cast<std::size_t>(verdict)];
}

Table regime_numbers(const Study& study, const std::vector<Regimes>& all) {
    Table table{.title = {},
                .columns = {"model", "bound", "municipality", "binds", "outvoted", "change", "reply", "stability"},
                .rows = {},
                .notes = {}};
    for (const Regimes& regimes : all) {
        const std::vector<Stability> stability = mandate_stability(regimes.risks);
        for (MandateRegime regime = 0; regime < regimes.risks.regime_count(); ++regime) {
            std::string bound;
            for (std::size_t j = 0; j < regimes.risks.councils; ++j)
                if ((regime >> j & 1) != 0) bound += (bound.empty() ? "" : "+") + study.data().municipalities[j].name;
            for (std::size_t j = 0; j < regimes.risks.councils; ++j)
                table.rows.push_back({regimes.model, bound, study.data().municipalities[j].name,
                                      static_cast<std::int64_t>(regime >> j & 1),
                                      regimes.risks.risk_of(regime, j).value, regimes.risks.change_of(regime, j).value,
                                      std::string(reply_name(stability[regime].replies[j])),
                                      std::string(stability_name(stability[regime].verdict))});
        }
    }
    return table;
}

}  // namespace

Section mandates_section(const Study& study) {
    const Words& words = study.words;
    const std::vector<std::string>& schemes = study.data().assembly_schemes;
    const std::size_t councils = study.data().municipalities.size();
    if (schemes.empty() || !study.data().councils)
        return left_out(study, "mandates", words("mandates"), words("mandates.left_out"));
    if (councils > maximum_mandate_councils)
        return left_out(study, "mandates", words("mandates"),
                        words("mandates.too_many", councils, maximum_mandate_councils));
    const std::vector<Regimes> all = regimes_of(study, schemes.front());
    Section section{.id = "mandates", .heading = words("mandates")};
    section.body = paragraph(words("mandates.text", all.front().risks.regime_count(), councils)) +
                   bullets(regime_texts(study, all));
    const Regimes& shown = all.back();
    const RowChart chart = regime_chart(study, shown.risks);
    add_figure(section,
               {.id = "mandates",
                .title = words("mandates.figure", study.model(shown.model)),
                .description = words("mandates.description", study.centre(), chart.groups.front().rows[0].value,
                                     chart.groups.front().rows[1].value),
                .draw = [&](const Look& look) { return range_plot(chart, look); },
                .numbers = regime_numbers(study, all),
                .command = study.command("mandates", "--all --format csv")},
               words);
    return section;
}

}  // namespace stemgewicht::report
