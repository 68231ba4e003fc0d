#include "sections.hpp"
#include "what_if_page.hpp"

#include <stemgewicht/boards/schemes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace stemgewicht {

namespace report {

std::string Study::option(std::string_view id) const {
    std::string known = words.name("option", id);
    if (known != id) return known;
    for (const GovernanceOption& candidate : data().options)
        if (candidate.id == id && !candidate.title.empty()) return spoken(candidate.title, candidate.title_dutch);
    return known;
}

const std::string& Study::title() const { return spoken(board.title, board.title_dutch); }

const std::string& Study::spoken(const std::string& english, const std::string& dutch) const {
    return request.language == ReportLanguage::dutch && !dutch.empty() ? dutch : english;
}

std::string Study::scheme(const OptionRow& row) const {
    if (row.decider == Decider::centre) return words("scheme_of_centre", centre());
    return words.name("scheme", row.scheme);
}

std::string Study::kind(std::string_view id) const {
    std::vector<std::string> names;
    while (!id.empty()) {
        const std::size_t plus = std::min(id.find('+'), id.size());
        names.push_back(words.name("kind", id.substr(0, plus)));
        id.remove_prefix(std::min(plus + 1, id.size()));
    }
    return words.list(names);
}

std::vector<std::string> Study::model_names() const {
    std::vector<std::string> names;
    for (const std::string& id : models) names.push_back(model(id));
    return names;
}

std::string Study::command(std::string_view verb, std::string_view arguments) const {
    return fmt::format("stemgewicht {} {}{}{}", verb, shell_word(board.id), arguments.empty() ? "" : " ", arguments);
}

std::string shell_word(std::string_view word) {
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("-_./:=,+@%").find(static_cast<char>(c)) != std::string_view::npos;
    };
    if (!word.empty() && std::ranges::all_of(word, plain)) return std::string(word);
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

Section left_out(const Study& study, std::string id, std::string heading, std::string_view why) {
    Section section{.id = std::move(id), .heading = std::move(heading)};
    section.body = paragraph(study.words("left_out", why), "left-out");
    return section;
}

}  // namespace report

std::string report_page(ReportLanguage language) { return report::Words{language}("file"); }

std::vector<ReportFile> make_report(const Board& board, const ReportRequest& request) {
    using namespace report;
    static_cast<void>(governance_of(board));
    const auto begin = [&](const std::string& section) {
        if (request.progress) request.progress(section);
    };
    begin("options");
    Study study{
        .board = board, .request = request, .words = {request.language}, .models = default_models(board), .rows = {}};
    study.rows = compare_options(board, {.models = study.models, .threads = request.threads});
    begin("fronts");
    study.fronts = fronts_of(study);
    using Maker = Section (*)(const Study&);
    constexpr std::array<std::pair<const char*, Maker>, 18> makers{{{"answer", answer_section},
                                                                    {"options", options_section},
                                                                    {"municipalities", municipalities_section},
                                                                    {"power", power_section},
                                                                    {"claims", claims_section},
                                                                    {"staircase", staircase_section},
                                                                    {"shares", shares_section},
                                                                    {"what_if", what_if_section},
                                                                    {"scorecard", scorecard_section},
                                                                    {"front", front_section},
                                                                    {"design", design_section},
                                                                    {"phase", phase_section},
                                                                    {"mandates", mandates_section},
                                                                    {"bounds", bounds_section},
                                                                    {"sensitivity", sensitivity_section},
                                                                    {"sources", sources_section},
                                                                    {"again", again_section},
                                                                    {"glossary", glossary_section}}};
    std::vector<Section> sections;
    for (const auto& [name, make] : makers) {
        begin(name);
        sections.push_back(make(study));
    }
    std::vector<ReportFile> files{
        {report_page(request.language),
         page_text(study.words("title", study.centre()), study.title(), sections, study.words).source()}};
    for (Section& section : sections)
        for (auto& [name, text] : section.files) files.push_back({std::move(name), std::move(text)});
    return files;
}

}  // namespace stemgewicht
