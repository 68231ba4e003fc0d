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

/// "± x", where a number is simulated.
std::string error_text(const Study& study, double error) {
    return error > 0 ? " ± " + study.words.percent(1.96 * error) : std::string();
}

/// The standard error of the risk under a setting.
double error_of(const SensitivityRow& row, const std::string& setting) {
    const auto found = std::ranges::find(row.settings, setting, &SensitivitySetting::name);
    return found == row.settings.end() ? row.error : found->error;
}

/// A risk under a setting, as it is read.
std::string risk_text(const Study& study, const SensitivityRow& row, const std::string& setting, double risk) {
    return study.words.percent(risk) + error_text(study, error_of(row, setting));
}

std::string base_model(const Study& study, const SensitivityRequest& request) {
    Cohesions cohesions = request.base;
    if (study.data().family.empty()) cohesions.family = 0;
    const std::string model = cohesion_model(study.board, cohesions);
    if (cohesions != Cohesions{.family = cohesions.family} || cohesions.family <= 0) return study.model(model);
    return study.words("sensitivity.model", number_text(cohesions.family, 2, study.words.numbers()));
}

/// A setting in the words of the page: the name of a model or of weights, a number, or what the program calls it.
std::string setting_text(const Study& study, const SensitivityRow& row, const std::string& setting) {
    const Words& words = study.words;
    if (row.factor == "model") return study.model(setting);
    if (row.factor.starts_with("weights")) return words.name("scheme", setting);
    const std::size_t number = setting.find_first_of("0123456789");
    if (number == std::string::npos) return words.name("setting", setting);
    const std::string value = number_text(std::stod(setting.substr(number)), 2, words.numbers());
    return number == 0 ? value : words("setting.attendance", value);
}

std::string base_text(const Study& study, const SensitivityRequest& request) {
    const GovernanceData& data = study.data();
    std::vector<std::string> weights;
    if (!data.assembly_schemes.empty())
        weights.push_back(
            study.words("sensitivity.assembly", study.words.name("scheme", data.assembly_schemes.front())));
    weights.push_back(study.words("sensitivity.board",
                                  study.words.name("scheme", data.councils ? "seats" : study.board.weight_column)));
    return study.words("sensitivity.base", base_model(study, request), study.words.list(weights));
}

RowChart swing_chart(const Study& study, const SwingPart& part) {
    const Words& words = study.words;
    RowChart chart{.axis = {.label = words("risk_of", study.centre()), .least = 0, .most = 0},
                   .series = {words("sensitivity.low"), words("sensitivity.high")},
                   .groups = {{.name = {}, .rows = {}}}};
    for (const SensitivityRow* row : part.rows) {
        chart.axis.most = std::max(chart.axis.most, row->high);
        chart.groups.front().rows.push_back(
            {.label = words.name("factor", row->factor),
             .marks = {{.value = row->low,
                        .series = 0,
                        .error = 0,
                        .tip = setting_text(study, *row, row->low_setting) + ": " +
                               risk_text(study, *row, row->low_setting, row->low)},
                       {.value = row->high,
                        .series = 1,
                        .error = 0,
                        .tip = setting_text(study, *row, row->high_setting) + ": " +
                               risk_text(study, *row, row->high_setting, row->high)}},
             .value = words.range(row->low, row->high) + error_text(study, row->error)});
    }
    return chart;
}

}  // namespace

Section sensitivity_section(const Study& study) {
    const Words& words = study.words;
    const std::string heading = words("sensitivity");
    const SensitivityRequest request{.threads = study.request.threads};
    const std::vector<SensitivityRow> rows = sensitivity(study.board, request);
    const std::vector<SwingPart> parts = swing_parts(study, rows);
    if (parts.empty()) return left_out(study, "sensitivity", heading, words("sensitivity.left_out", study.centre()));
    Section section{.id = "sensitivity", .heading = heading};
    section.body = paragraph(words("sensitivity.text", study.centre())) + paragraph(base_text(study, request));
    std::size_t number = 0;
    for (const SwingPart& part : parts) {
        const RowChart chart = swing_chart(study, part);
        const SensitivityRow& largest = *part.rows.front();
        add_figure(
            section,
            {.id = "sensitivity-" + std::to_string(++number),
             .title = words("sensitivity.figure", part.name),
             .description = words("sensitivity.description", words.name("factor", largest.factor),
                                  risk_text(study, largest, largest.low_setting, largest.low),
                                  risk_text(study, largest, largest.high_setting, largest.high),
                                  words.percent(largest.base) + error_text(study, largest.settings.front().error),
                                  base_model(study, request)),
             .draw = [&](const Look& look) { return tornado_chart(chart, largest.base, look); },
             .numbers = sensitivity_settings_table(study.board, request, rows),
             .command = study.command("sensitivity", "--settings --format csv"),
             .file = "sensitivity"},
            words);
    }
    return section;
}

}  // namespace stemgewicht::report
