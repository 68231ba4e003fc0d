#include "sections.hpp"

#include <stemgewicht/study/scorecard.hpp>

#include <algorithm>

namespace stemgewicht::report {

namespace {

std::string score_text(const Study& study, const Score& score) {
    const NumberStyle numbers = study.words.numbers();
    if (score.measure.ends_with("_to_pass")) {
        const std::string least = number_text(score.least, 0, numbers), most = number_text(score.most, 0, numbers);
        return least == most ? least : least + "–" + most;
    }
    std::string text = study.words.range(score.least, score.most);
    if (score.measure == "burden")
        text = score.least == score.most ? number_text(100 * score.least, 1, numbers)
                                         : study.words("scorecard.range", number_text(100 * score.least, 1, numbers),
                                                       number_text(100 * score.most, 1, numbers));
    if (score.error > 0) text += " ± " + study.words.percent(1.96 * score.error);
    return text;
}

/// A range as text, with a bar where it is one of chances or shares.
Markup score_cell(const Study& study, const Score& score) {
    const bool share = !score.measure.ends_with("_to_pass") && score.measure != "burden";
    const Markup bar = share ? Markup::of("<br>{}", cell_bar(score.least, score.most)) : Markup();
    return Markup::of("<span>{}</span>{}", score_text(study, score), bar);
}

TextTable score_table(const Study& study, const std::vector<Score>& scores) {
    const Words& words = study.words;
    TextTable table{
        .caption = words("scorecard.table", study.centre()), .columns = {words("column.measure")}, .rows = {}};
    for (const GovernanceOption& option : study.data().options) table.columns.push_back(study.option(option.id));
    for (const ScorecardMeasure& measure : scorecard_measures) {
        const std::string name = words.name("measure", measure.name);
        std::vector<Markup> cells{measure.proxy ? words("scorecard.proxy", name) : name};
        for (const GovernanceOption& option : study.data().options)
            for (const Score& score : scores)
                if (score.option == option.id && score.measure == measure.name)
                    cells.push_back(score_cell(study, score));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

TextTable criteria_text_table(const Study& study) {
    const Words& words = study.words;
    const bool glossed = study.request.language == ReportLanguage::english;  // the sources are Dutch
    TextTable table{.caption = words("scorecard.criteria"),
                    .columns = {words("column.criterion"), words("column.measures"), words("column.not_computed")},
                    .rows = {},
                    .texts = 3};
    if (glossed) table.columns.insert(table.columns.begin() + 1, words("column.meaning"));
    if (glossed) ++table.texts;
    for (const Criterion& criterion : study.data().criteria) {
        const bool dutch = study.request.language == ReportLanguage::dutch && !criterion.not_computed_dutch.empty();
        const std::string& missing = dutch ? criterion.not_computed_dutch : criterion.not_computed;
        std::vector<std::string> measures;
        for (const std::string& measure : criterion.measures) measures.push_back(words.name("measure", measure));
        std::vector<Markup> cells{criterion.text, measures.empty() ? "–" : words.list(measures),
                                  missing.empty() ? "–" : missing};
        if (glossed) cells.insert(cells.begin() + 1, criterion.gloss);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace

Section scorecard_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "scorecard", .heading = words("scorecard")};
    const ScorecardRequest request{.options = {.models = study.models, .threads = study.request.threads},
                                   .municipalities = {study.centre()},
                                   .rows = study.rows};
    const std::vector<Score> scores = scorecard(study.board, request);
    section.body = paragraph(words("scorecard.text", study.centre())) +
                   table_text(score_table(study, scores), study.words) +
                   made_by(study.command("scorecard", "--municipality " + shell_word(study.centre())), words);
    section.files.emplace_back("table-scorecard.csv", to_csv(scorecard_table(study.board, request, scores)));
    if (!study.data().criteria.empty()) section.body += table_text(criteria_text_table(study), study.words);
    return section;
}

}  // namespace stemgewicht::report
