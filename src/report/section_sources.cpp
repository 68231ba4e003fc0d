#include "sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stemgewicht::report {

namespace {

Markup notes_text(const Study& study) {
    Markup text;
    for (const std::string_view mark : {"unknown", "assumption", "proxy", "derived", "source"}) {
        std::vector<std::pair<std::string, std::string>> notes;
        for (const Note& note : study.board.notes)
            if (note.mark == mark)
                notes.emplace_back(study.spoken(note.about, note.about_dutch),
                                   study.spoken(note.text, note.text_dutch));
        if (!notes.empty()) text += heading(study.words.name("mark", mark)) + definitions(notes);
    }
    return text;
}

}  // namespace

Section sources_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "sources", .heading = words("sources")};
    section.body = paragraph(study.title() + (study.board.date.empty() ? "" : " (" + study.board.date + ")"));
    if (!study.board.source.empty())
        section.body += paragraph(words("sources.source", study.spoken(study.board.source, study.board.source_dutch)));
    section.body += heading(words("sources.model")) + bullets({words("sources.position"), words("sources.symmetry"),
                                                               words("sources.present"), words("sources.exact")});
    const auto untranslated = [](const Note& note) { return note.text_dutch.empty(); };
    if (study.request.language != ReportLanguage::english && std::ranges::any_of(study.board.notes, untranslated))
        section.body += paragraph(words("sources.language"));
    section.body += notes_text(study);
    return section;
}

Section again_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "again", .heading = words("again")};
    section.body = paragraph(words("again.text"));
    section.body +=
        Markup::of("<p><code>{}</code></p>\n", study.command("report", "--output DIR --language " + words("language")));
    section.body += paragraph(words("again.other", study.board.id));
    return section;
}

Section glossary_section(const Study& study) {
    constexpr std::array<std::string_view, 16> terms{
        "outvoted", "raad",    "fractie",   "college", "assembly",        "ab",      "db",    "wgr",
        "regeling", "lichaam", "delegatie", "mandaat", "centrumgemeente", "package", "quota", "dictator"};
    const auto& options = study.data().options;
    const bool drechtraad = std::ranges::find(options, "drechtraad", &GovernanceOption::id) != options.end();
    Section section{.id = "glossary", .heading = study.words("glossary")};
    std::vector<std::pair<std::string, std::string>> list;
    for (std::string_view term : terms) {
        if (term == "assembly" && !study.data().councils) continue;
        if (term == "assembly" && drechtraad) term = "drechtraad";
        list.emplace_back(study.words(fmt::format("term.{}", term)),
                          study.words(fmt::format("means.{}", term), study.data().municipalities.size()));
    }
    section.body = definitions(list);
    return section;
}

}  // namespace stemgewicht::report
