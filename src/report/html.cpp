#include "html.hpp"
#include "style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stemgewicht::report {

namespace {

constexpr double wide_figure = 720, narrow_figure = 358;

}  // namespace

Markup heading(std::string_view text) { return Markup::of("<h3>{}</h3>\n", text); }

Markup paragraph(std::string_view text, std::string_view style) {
    return Markup::of("<p{}>{}</p>\n", class_attribute(style), text);
}

Markup bullets(const std::vector<std::string>& texts) {
    Markup items;
    for (const std::string& text : texts) items += Markup::of("<li>{}</li>\n", text);
    return Markup::of("<ul>\n{}</ul>\n", items);
}

Markup definitions(const std::vector<std::pair<std::string, std::string>>& terms) {
    Markup items;
    for (const auto& [term, text] : terms) items += Markup::of("<dt>{}</dt><dd>{}</dd>\n", term, text);
    return Markup::of("<dl>\n{}</dl>\n", items);
}

Markup table_text(const TextTable& table, const Words& words) {
    const auto style = [&](std::size_t c) { return class_attribute(c < table.texts ? "" : "number"); };
    Markup head, body;
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        head += Markup::of("<th scope=\"col\"{}>{}</th>", style(c), table.columns[c]);
    for (const auto& row : table.rows) {
        Markup cells;
        for (std::size_t c = 0; c < row.size(); ++c)
            cells += c == 0 ? Markup::of("<th scope=\"row\">{}</th>", row[c])
                            : Markup::of("<td{}>{}</td>", style(c), row[c]);
        body += Markup::of("<tr>{}</tr>\n", cells);
    }
    // Shown on a phone, where these do not fit.
    const Markup swipe =
        table.columns.size() > 3 ? Markup::of("<p class=\"swipe\">{}</p>\n", words("swipe")) : Markup();
    return Markup::of(
        "<p class=\"caption\">{0}</p>\n{4}<div class=\"scroll{1}\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">"
        "<table aria-label=\"{0}\">\n<thead><tr>{2}</tr></thead>\n<tbody>\n{3}</tbody></table></div>\n",
        table.caption, table.texts < table.columns.size() ? " numbers" : "", head, body, swipe);
}

Markup folded_table(const TextTable& table, const Words& words) {
    return Markup::of("<details><summary>{}</summary>\n{}</details>\n", table.caption, table_text(table, words));
}

Markup made_by(std::string_view command, const Words& words) {
    return Markup::of("<p class=\"made\">{} <code>{}</code></p>\n", words("made_by"), command);
}

Markup file_link(std::string_view file, const Words& words) {
    return Markup::of("<a href=\"{}\" download>{}</a>", file, words("numbers", file));
}

void add_figure(Section& section, const Figure& figure, const Words& words) {
    const std::string file = fmt::format("figure-{}.csv", figure.file.empty() ? figure.id : figure.file);
    const auto picture = [&](double width, std::string_view style) {
        return svg_text(figure.draw({.width = width, .numbers = words.numbers()}),
                        fmt::format("{}-{}", figure.id, style), figure.title, figure.description, style);
    };
    section.body += Markup::of(
        "<figure id=\"figure-{}\">\n<figcaption><strong>{}</strong> {}</figcaption>\n{}\n{}\n"
        "<p class=\"made\">{} <code>{}</code> · {}</p>\n</figure>\n",
        figure.id, figure.title, figure.description, picture(wide_figure, "wide"), picture(narrow_figure, "narrow"),
        words("made_by"), figure.command, file_link(file, words));
    if (std::ranges::none_of(section.files, [&](const auto& written) { return written.first == file; }))
        section.files.emplace_back(file, to_csv(figure.numbers));
}

Markup page_text(const std::string& title, const std::string& subtitle, const std::vector<Section>& sections,
                 const Words& words) {
    const Markup style = Markup::verbatim(Markup::Literal(style_sheet));
    Markup contents, body;
    for (const Section& section : sections) {
        contents += Markup::of("<li><a href=\"#{}\">{}</a></li>\n", section.id, section.heading);
        body += Markup::of(
            "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n",
            section.id, section.heading, section.body);
    }
    return Markup::of(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n"
        "<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n<nav aria-label=\"{}\">\n<ol>\n{}</ol>\n</nav>\n"
        "<main>\n{}</main>\n</body>\n</html>\n",
        words("language"), title + ": " + subtitle, style, title, subtitle, words("contents"), contents, body);
}

}  // namespace stemgewicht::report
