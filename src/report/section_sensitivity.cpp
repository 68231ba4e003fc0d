#include "sections.hpp"

#include <stemgewicht/study/sensitivity.hpp>

#include <algorithm>

namespace stemgewicht::report {

namespace {

/// The rows of one option, scheme and kind: what each factor alone does there.
struct SwingPart {
    std::string name;
    std::vector<const SensitivityRow*> rows;
};

std::vector<SwingPart> swing_parts(const Study& study, const std::vector<SensitivityRow>& rows) {
    std::vector<SwingPart> parts;
    for (const SensitivityRow& row : rows) {
        if (row.settings.empty() || row.high <= 0) continue;
        const std::string name = study.option(row.option) + ": " + study.words.name("scheme", row.scheme) +
                                 (row.kind == "all" ? "" : ", " + study.kind(row.kind));
        if (parts.empty() || parts.back().name != name) parts.push_back({.name = name, .rows = {}});
        parts.back().rows.push_back(&row);
    }
    return parts;
}

RowChart swing_chart(const Study& study, const SwingPart& part) {
    const Words& words = study.words;
    RowChart chart{.axis = {.label = words("risk_of", study.centre()), .least = 0, .most = 0},
                   .series = {words("sensitivity.low"), words("sensitivity.high")},
                   .groups = {{.name = {}, .rows = {}}}};
    for (const SensitivityRow* row : part.rows) {
        chart.axis.most = std::max(chart.axis.most, row->high);
        chart.groups.front().rows.push_back({.label = words.name("factor", row->factor),
                                             .marks = {{.value = row->low,
                                                        .series = 0,
                                                        .error = 0,
                                                        .tip = row->low_setting + ": " + words.percent(row->low)},
                                                       {.value = row->high,
                                                        .series = 1,
                                                        .error = 0,
                                                        .tip = row->high_setting + ": " + words.percent(row->high)}},
                                             .value = words.range(row->low, row->high)});
    }
    return chart;
}

}  // namespace

Section sensitivity_section(const Study& study) {
    const Words& words = study.words;
    const std::string heading = words("sensitivity");
    if (study.data().family.empty() || !study.data().councils)
        return left_out(study, "sensitivity", heading, words("sensitivity.left_out"));
    const SensitivityRequest request{.threads = study.request.threads};
    const std::vector<SensitivityRow> rows = sensitivity(study.board, request);
    Section section{.id = "sensitivity", .heading = heading};
    section.body = paragraph(words("sensitivity.text", study.centre()));
    std::size_t number = 0;
    for (const SwingPart& part : swing_parts(study, rows)) {
        const RowChart chart = swing_chart(study, part);
        const SensitivityRow& largest = *part.rows.front();
        add_figure(
            section,
            {.id = "sensitivity-" + std::to_string(++number),
             .title = words("sensitivity.figure", part.name),
             .description = words("sensitivity.description", words.name("factor", largest.factor),
                                  words.percent(largest.low), words.percent(largest.high), words.percent(largest.base)),
             .draw = [&](const Look& look) { return tornado_chart(chart, largest.base, look); },
             .numbers = sensitivity_settings_table(study.board, request, rows),
             .command = study.command("sensitivity", "--format csv")},
            words);
    }
    return section;
}

}  // namespace stemgewicht::report
