#include "what_if_page.hpp"
#include "style.hpp"
#include "what_if/what_if_case.hpp"
#include "what_if/what_if_module.hpp"
#include "what_if_script.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/study/what_if.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace stemgewicht::report {

namespace {

/// Risks up to here have a bar of their own length.
constexpr double longest_bar = 0.6;

/// What the page is made from.
struct WhatIfPage {
    const Study& study;
    std::vector<std::string> assemblies, boards;
    std::vector<WhatIfRow> start;                 ///< where the sliders start
    std::vector<detail::WhatIfOption> options{};  ///< of those rows

    [[nodiscard]] const Words& words() const { return study.words; }
    [[nodiscard]] std::string kind(std::size_t place) const { return study.kind(study.data().kinds[place]); }
    [[nodiscard]] std::size_t municipalities() const { return study.data().municipalities.size(); }
    [[nodiscard]] double risk(std::size_t option, std::size_t who) const {
        return start[option * municipalities() + who].risk;
    }
    [[nodiscard]] double others(std::size_t option) const {
        double sum = 0;
        for (std::size_t j = 1; j < municipalities(); ++j) sum += risk(option, j);
        return sum / static_cast<double>(municipalities() - 1);
    }
    [[nodiscard]] std::string scheme(const std::string& id) const { return words().name("scheme", id); }
    /// The present assembly, as sentences name it.
    [[nodiscard]] std::string assembly() const {
        for (const detail::WhatIfOption& option : options)
            if (option.base == Decider::assembly) return study.option(option.id);
        return words().name("option", "assembly");
    }
};

WhatIfPage what_if_page_of(const Study& study) {
    WhatIfPage page{.study = study,
                    .assemblies = what_if_assemblies(study.board),
                    .boards = what_if_boards(study.board),
                    .start = what_if_risks(study.board)};
    const std::string first = detail::first_board_scheme(study.board);
    std::ranges::stable_partition(page.boards, [&](const std::string& scheme) { return scheme == first; });
    for (detail::WhatIfOption& option : detail::what_if_options(study.board))
        if (std::ranges::find(page.start, option.id, &WhatIfRow::option) != page.start.end())
            page.options.push_back(std::move(option));
    return page;
}

/// All that the script reads.
std::string case_text(const WhatIfPage& page) {
    const Board& board = page.study.board;
    const detail::WhatIfRegion region = detail::what_if_region(board, "", page.boards.front());
    nlohmann::json data{{"seats", region.seats},
                        {"municipality", region.municipality.group_of},
                        {"municipalities", page.municipalities()},
                        {"families", region.families ? region.families->group_count() : 0},
                        {"axis", longest_bar},
                        {"assembly", nlohmann::json::object()}};
    data["family"] = region.families ? region.families->group_of : std::vector<std::size_t>(region.seats.size(), 0);
    for (const std::string& scheme : page.assemblies) data["assembly"][scheme] = column_of(board, scheme);
    for (const std::string& scheme : page.boards) data["board"][scheme] = board_rule(board, scheme).weights;
    data["deciders"] = nlohmann::json::array();
    for (const detail::WhatIfOption& option : page.options) {
        data["deciders"].push_back(static_cast<int>(option.base));
        data["deciders"].push_back(static_cast<int>(option.policy));
    }
    const Words& words = page.words();
    const auto [base, policy] = detail::what_if_kinds(board);
    data["words"] = {
        {"weight", page.assemblies.empty() ? words("what_if.weight_of_board", "{0}", "{2}")
                                           : words("what_if.weight_value", "{0}", "{1}", page.assembly(), "{2}")},
        {"family", words("what_if.family_value", "{0}")},
        {"municipality", words("what_if.municipality_value", "{0}")},
        {"base", words("what_if.base_value", "{0}", page.kind(base), "{1}", page.kind(policy))},
        {"failed", words("what_if.failed")}};
    return data.dump();
}

struct Slider {
    std::string_view id;
    std::string label;
    int least, most, step, start;
};

Markup slider_text(const Slider& slider) {
    return Markup::of(
        "<label for=\"{0}\">{1}</label>\n<input type=\"range\" id=\"{0}\" min=\"{2}\" max=\"{3}\" step=\"{4}\" "
        "value=\"{5}\" aria-describedby=\"{0}_value\">\n<output id=\"{0}_value\" for=\"{0}\"></output>\n",
        slider.id, slider.label, slider.least, slider.most, slider.step, slider.start);
}

Markup choice_text(const WhatIfPage& page, std::string_view id, const std::string& label,
                   const std::vector<std::string>& schemes) {
    Markup items;
    for (const std::string& scheme : schemes)
        items += Markup::of("<option value=\"{}\">{}</option>\n", scheme, page.scheme(scheme));
    return Markup::of("<label for=\"{0}\">{1}</label>\n<select id=\"{0}\">\n{2}</select>\n", id, label, items);
}

Markup form_text(const WhatIfPage& page) {
    const Words& words = page.words();
    const auto [base, policy] = detail::what_if_kinds(page.study.board);
    Markup text;
    for (const Slider& slider :
         std::initializer_list<Slider>{{"weight", words("what_if.weight", page.study.centre()), 10, 200, 1, 100},
                                       {"quota", words("what_if.quota"), 500, 1000, 5, 500},
                                       {"family", words("what_if.family"), 0, 100, 1, 0},
                                       {"municipality", words("what_if.municipality"), 0, 100, 1, 0},
                                       {"base", words("what_if.base", page.kind(base)), 0, 100, 1, 50}}) {
        if (slider.id == "family" && page.study.data().family.empty()) continue;
        if (slider.id == "municipality" && !page.study.data().councils) continue;
        if (slider.id == "base" && base == policy) continue;
        text += slider_text(slider);
    }
    if (!page.assemblies.empty())
        text += choice_text(page, "assembly_scheme", words("what_if.assembly", page.assembly()), page.assemblies);
    text += choice_text(page, "board_scheme", words("what_if.board"), page.boards);
    return Markup::of("<form autocomplete=\"off\">\n{}<button type=\"reset\">{}</button>\n</form>\n", text,
                      words("what_if.reset"));
}

/// One chance with its bar, the mark where it starts, and both numbers.
Markup bar_text(const WhatIfPage& page, std::size_t option, bool centre) {
    const double risk = centre ? page.risk(option, 0) : page.others(option);
    const double place = std::min(100.0, 100 * risk / longest_bar);
    return Markup::of(
        "<div class=\"bar{}\"><span class=\"who\">{}</span><span class=\"track\" aria-hidden=\"true\">"
        "<span class=\"fill\" style=\"display:block;width:{:.3f}%\"></span>"
        "<span class=\"start\" style=\"left:{:.3f}%\"></span></span>"
        "<span class=\"risk\" data-option=\"{}\" data-who=\"{}\" data-value=\"{}\">{}</span>"
        "<span class=\"was\">{}</span></div>\n",
        centre ? "" : " others", centre ? page.study.centre() : page.words()("what_if.others"), place, place, option,
        centre ? "0" : "others", shortest(risk), page.words().percent(risk),
        page.words()("what_if.start", page.words().percent(risk)));
}

/// The chances of the centre in short, which stay in sight while its sliders are moved on a small screen.
Markup strip_text(const WhatIfPage& page) {
    Markup text;
    for (std::size_t o = 0; o < page.options.size(); ++o)
        text += Markup::of(
            "<span>{}<span class=\"risk\" data-option=\"{}\" data-who=\"0\" data-value=\"{}\">{}</span></span> ",
            page.study.option(page.options[o].id), o, shortest(page.risk(o, 0)), page.words().percent(page.risk(o, 0)));
    return Markup::of("<p class=\"strip\" aria-hidden=\"true\"><strong>{}</strong> {}</p>\n", page.study.centre(),
                      text);
}

Markup risks_text(const WhatIfPage& page) {
    Markup text;
    for (std::size_t o = 0; o < page.options.size(); ++o) {
        text += heading(page.study.option(page.options[o].id)) + bar_text(page, o, true);
        if (page.municipalities() > 1) text += bar_text(page, o, false);
    }
    return text;
}

Markup municipalities_table(const WhatIfPage& page) {
    TextTable table{.caption = page.words()("what_if.table"), .columns = {page.words()("column.option")}, .rows = {}};
    for (const Municipality& municipality : page.study.data().municipalities)
        table.columns.push_back(municipality.name);
    for (std::size_t o = 0; o < page.options.size(); ++o) {
        std::vector<Markup> cells{page.study.option(page.options[o].id)};
        for (std::size_t j = 0; j < page.municipalities(); ++j)
            cells.push_back(Markup::of("<span data-option=\"{}\" data-who=\"{}\" data-value=\"{}\">{}</span>", o, j,
                                       shortest(page.risk(o, j)), page.words().percent(page.risk(o, j))));
        table.rows.push_back(std::move(cells));
    }
    return table_text(table, page.words());
}

Markup assumed_text(const WhatIfPage& page) {
    const Words& words = page.words();
    const GovernanceData& data = page.study.data();
    const auto [base, policy] = detail::what_if_kinds(page.study.board);
    std::vector<std::string> texts{words("what_if.unknown")};
    if (!data.family.empty() || data.councils) texts.push_back(words("what_if.lines"));
    if (!data.loose_families.empty()) {
        std::vector<std::string> names;
        for (const std::string& family : data.loose_families) names.push_back(words.name("family", family));
        texts.push_back(words("what_if.loose", words.list(names)));
    }
    texts.push_back(words("what_if.positions"));
    texts.push_back(words("what_if.votes", page.study.centre()));
    if (base != policy) texts.push_back(words("what_if.kinds", page.kind(base), page.kind(policy)));
    std::vector<std::string> left_out;
    for (const std::string& scheme : data.assembly_schemes)
        if (std::ranges::count(page.assemblies, scheme) == 0) left_out.push_back(page.scheme(scheme));
    if (!left_out.empty()) texts.push_back(words("what_if.many_votes", words.list(left_out)));
    return bullets(texts) + sources_section(page.study).body;
}

Markup whole_page(const WhatIfPage& page) {
    const Words& words = page.words();
    const std::string title = words("what_if.title", page.study.centre());
    const Markup style =
        Markup::verbatim(Markup::Literal(style_sheet)) + Markup::verbatim(Markup::Literal(what_if_style));
    Markup module;
    for (const std::string_view piece : detail::what_if_module()) module += Markup(piece);
    const Markup head = Markup::of(
        "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        "style-src 'unsafe-inline'; script-src 'unsafe-inline' 'wasm-unsafe-eval'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>{1}</title>\n<style>\n{2}</style>\n</head>\n",
        words("language"), title + ": " + page.study.title(), style);
    const Markup body = Markup::of(
        "<header>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n<main data-case=\"{}\">\n{}"
        "<noscript><p class=\"failed\">{}</p></noscript>\n<p class=\"failed\" id=\"failed\" role=\"alert\"></p>\n"
        "<div class=\"both\">\n<section aria-labelledby=\"controls\">\n<h2 id=\"controls\">{}</h2>\n{}{}</section>\n"
        "<section aria-labelledby=\"risks\">\n<h2 id=\"risks\">{}</h2>\n{}</section>\n</div>\n{}"
        "<section aria-labelledby=\"assumed\">\n<h2 id=\"assumed\">{}</h2>\n{}</section>\n</main>\n",
        title, page.study.title(), case_text(page), paragraph(words("what_if.how")), words("what_if.script"),
        words("what_if.controls"), form_text(page), strip_text(page), words("what_if.risks"), risks_text(page),
        municipalities_table(page), words("what_if.assumed"), assumed_text(page));
    return head + Markup::of(
                      "<body>\n{}<script type=\"application/wasm\" id=\"module\">{}</script>\n"
                      "<script>{}</script>\n</body>\n</html>\n",
                      body, module, Markup::verbatim(Markup::Literal(what_if_script)));
}

}  // namespace

Section what_if_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "what-if", .heading = words("what_if")};
    const std::string file = words("what_if.file");
    try {
        section.files.emplace_back(file, whole_page(what_if_page_of(study)).source());
    } catch (const std::length_error&) {
        return left_out(study, section.id, section.heading, words("what_if.left_out"));
    }
    section.body = paragraph(words("what_if.text", study.centre())) +
                   Markup::of("<p><a href=\"{}\">{}</a></p>\n", file, words("what_if.open", file));
    return section;
}

}  // namespace stemgewicht::report

namespace stemgewicht {

std::string what_if_page(const Board& board, std::string_view language) {
    const ReportRequest request{.language = report_language(language)};
    static_cast<void>(governance_of(board));
    const report::Study study{
        .board = board, .request = request, .words = {request.language}, .models = {}, .rows = {}};
    return report::whole_page(report::what_if_page_of(study)).source();
}

}  // namespace stemgewicht
