#include "sections.hpp"

#include <stemgewicht/study/claims.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace stemgewicht::report {

namespace {

/// The most rows of a table that stand on the page; the file has them all.
constexpr std::size_t shown_rows = 20;

const std::string& wording(const Study& study, const Wording& text) {
    return study.request.language == ReportLanguage::dutch && !text.dutch.empty() ? text.dutch : text.english;
}

/// A sign for those who do not tell the colours apart.
std::string_view verdict_sign(Verdict verdict) {
    switch (verdict) {
        case Verdict::always: return "●";
        case Verdict::nearly_always: return "◕";
        case Verdict::only_if: return "◑";
        case Verdict::nearly_never: return "◔";
        case Verdict::never: return "○";
        default: return "–";
    }
}

std::string verdict_text(const Study& study, const Claim& claim) {
    return fmt::format("{} {}", verdict_sign(claim.verdict), wording(study, verdict_wording(claim)));
}

/// Kinds of decisions, joined by + or a comma, in the words of the page.
std::string kinds_text(const Study& study, std::string ids) {
    for (std::size_t at = ids.find(", "); at != std::string::npos; at = ids.find(", ")) ids.replace(at, 2, "+");
    return study.kind(ids);
}

/// What a column gives as a name of the case or of the program, in the words of the page.
std::string named_cell(const Study& study, std::string_view column, const std::string& text) {
    if (column == "scheme" || column == "present_scheme" || column == "rule") return study.words.name("scheme", text);
    if (column == "model") return study.model(text);
    if (column == "option") return study.option(text);
    if (column == "kinds") return kinds_text(study, text);
    if (column == "level" || column == "aim") return study.words.name(column, text);
    if (column == "name") return study.words.name("family", text);
    return study.words.name("cell", text);
}

/// Every real number in the table of a claim is a chance, a power or a share.
std::string plain_cell(const Study& study, std::string_view column, const Table::Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return named_cell(study, column, *text);
    if (const auto* whole = std::get_if<std::int64_t>(&cell))
        return number_text(static_cast<double>(*whole), 0, study.words.numbers());
    const auto* real = std::get_if<double>(&cell);
    if (real && column == "break_even" && *real > 1) return study.words("shares.always");
    if (real && column == "change") return number_text(100 * *real, 2, study.words.numbers()) + " pp";
    if (real) return study.words.percent(*real);
    return "–";
}

/// The numbers behind a verdict, folded away, and their file.
void add_numbers(Section& section, const Study& study, const Claim& claim, const ClaimFigure& figure) {
    const std::string file = fmt::format("claim-{}-{}.csv", claim.id, figure.id);
    TextTable table{.caption = wording(study, figure.title), .columns = {}, .rows = {}};
    for (const std::string& column : figure.table.columns)
        table.columns.push_back(study.words.name("claim_column", column));
    const auto is_text = [&](std::size_t c) {
        return std::ranges::all_of(figure.table.rows,
                                   [c](const auto& row) { return std::holds_alternative<std::string>(row[c]); });
    };
    while (table.texts < table.columns.size() && is_text(table.texts)) ++table.texts;
    for (const auto& row : figure.table.rows) {
        if (table.rows.size() == shown_rows) break;
        table.rows.emplace_back();
        for (std::size_t c = 0; c < row.size(); ++c)
            table.rows.back().push_back(plain_cell(study, figure.table.columns[c], row[c]));
    }
    const std::size_t rest = figure.table.rows.size() - table.rows.size();
    const std::string more = rest == 0   ? ""
                             : rest == 1 ? study.words("claims.one_more") + " "
                                         : study.words("claims.more", rest) + " ";
    section.body += Markup::of("<details><summary>{}</summary>\n{}<p class=\"made\">{}{}</p></details>\n",
                               table.caption, table_text(table, study.words), more, file_link(file, study.words));
    section.files.emplace_back(file, to_csv(figure.table));
}

void add_part(Section& section, const Study& study, std::string_view key, const Wording& text) {
    if (!text.empty())
        section.body += Markup::of("<p><strong>{}</strong> {}</p>\n", study.words(key), wording(study, text));
}

void add_claim(Section& section, const Study& study, const Claim& claim) {
    section.body += Markup::of("<h3 id=\"claim-{}\">{}</h3>\n<p class=\"verdict\">{}</p>\n", claim.id,
                               wording(study, claim.statement), verdict_text(study, claim));
    const bool dutch = study.request.language == ReportLanguage::dutch;
    for (const Quotation& quotation : claim.quotations)
        section.body +=
            Markup::of("<blockquote lang=\"nl\">{}<footer>{}</footer></blockquote>\n", quotation.text,
                       dutch && !quotation.source_dutch.empty() ? quotation.source_dutch : quotation.source);
    add_part(section, study, "claims.measured", claim.measured);
    add_part(section, study, "claims.finding", claim.finding);
    add_part(section, study, "claims.conditions", claim.conditions);
    add_part(section, study, "claims.counterexample", claim.counterexample);
    for (const ClaimFigure& figure : claim.figures) add_numbers(section, study, claim, figure);
}

}  // namespace

Section claims_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "claims", .heading = words("claims")};
    const std::vector<Claim> claims =
        test_claims(study.board, {.models = study.models, .threads = study.request.threads, .rows = study.rows});
    const auto is_quoted = [](const Claim& claim) { return !claim.quotations.empty(); };
    const bool any = std::ranges::any_of(claims, is_quoted);
    if (!any) section.heading = words("claims.of_others");
    const auto table_of = [&](std::string_view caption, bool quoted) {
        TextTable table{.caption = words(caption),
                        .columns = {words("column.claim"), words("column.verdict")},
                        .rows = {},
                        .texts = 2};
        for (const Claim& claim : claims)
            if (is_quoted(claim) == quoted)
                table.rows.push_back(
                    {Markup::of("<a href=\"#claim-{}\">{}</a>", claim.id, wording(study, claim.statement)),
                     verdict_text(study, claim)});
        return table.rows.empty() ? Markup() : table_text(table, study.words);
    };
    std::vector<std::string> assumptions;
    for (const Claim& claim : claims)
        for (const Wording& assumption : claim.assumptions)
            if (const std::string& text = wording(study, assumption);
                std::ranges::find(assumptions, text) == assumptions.end())
                assumptions.push_back(text);
    section.body += paragraph(words(any ? "claims.text" : "claims.text_of_others")) +
                    paragraph(words("claims.grades")) + table_of("claims.table", true) +
                    table_of("claims.table_of_others", false) +
                    made_by(study.command("claims", "--language " + words("language")), words);
    for (const Claim& claim : claims) add_claim(section, study, claim);
    section.body += heading(words("claims.assumptions")) + bullets(assumptions);
    return section;
}

}  // namespace stemgewicht::report
