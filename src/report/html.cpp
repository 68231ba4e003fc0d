#include "html.hpp"
#include "style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace stemgewicht::report {

namespace {

constexpr double wide_figure = 720, narrow_figure = 358;

std::string cell_text(const std::string& cell) { return cell.starts_with('<') ? cell : escaped(cell); }

}  // namespace

std::string paragraph(std::string_view text, std::string_view style) {
    return fmt::format("<p{}>{}</p>\n", style.empty() ? "" : fmt::format(" class=\"{}\"", style), escaped(text));
}

std::string bullets(const std::vector<std::string>& texts) {
    std::string result = "<ul>\n";
    for (const std::string& text : texts) result += fmt::format("<li>{}</li>\n", escaped(text));
    return result + "</ul>\n";
}

std::string definitions(const std::vector<std::pair<std::string, std::string>>& terms) {
    std::string result = "<dl>\n";
    for (const auto& [term, text] : terms)
        result += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(term), escaped(text));
    return result + "</dl>\n";
}

std::string table_text(const TextTable& table) {
    std::string text = fmt::format(
        "<p class=\"caption\">{0}</p>\n<div class=\"scroll{1}\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">"
        "<table aria-label=\"{0}\">\n<thead><tr>",
        escaped(table.caption), table.texts < table.columns.size() ? " numbers" : "");
    const auto style = [&](std::size_t c) { return c < table.texts ? "" : " class=\"number\""; };
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        text += fmt::format("<th scope=\"col\"{}>{}</th>", style(c), escaped(table.columns[c]));
    text += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        text += "<tr>";
        for (std::size_t c = 0; c < row.size(); ++c)
            text += c == 0 ? fmt::format("<th scope=\"row\">{}</th>", cell_text(row[c]))
                           : fmt::format("<td{}>{}</td>", style(c), cell_text(row[c]));
        text += "</tr>\n";
    }
    return text + "</tbody></table></div>\n";
}

std::string made_by(std::string_view command, const Words& words) {
    return fmt::format("<p class=\"made\">{} <code>{}</code></p>\n", escaped(words("made_by")), escaped(command));
}

void add_figure(Section& section, const Figure& figure, const Words& words) {
    const std::string file = fmt::format("figure-{}.csv", figure.file.empty() ? figure.id : figure.file);
    const auto picture = [&](double width, std::string_view style) {
        return svg_text(figure.draw({.width = width, .numbers = words.numbers()}),
                        fmt::format("{}-{}", figure.id, style), figure.title, figure.description, style);
    };
    section.body += fmt::format(
        "<figure id=\"figure-{}\">\n<figcaption><strong>{}</strong> {}</figcaption>\n{}\n{}\n"
        "<p class=\"made\">{} <code>{}</code> · <a href=\"{}\" download>{}</a></p>\n</figure>\n",
        figure.id, escaped(figure.title), escaped(figure.description), picture(wide_figure, "wide"),
        picture(narrow_figure, "narrow"), escaped(words("made_by")), escaped(figure.command), file,
        escaped(words("numbers", file)));
    if (std::ranges::none_of(section.files, [&](const auto& written) { return written.first == file; }))
        section.files.emplace_back(file, to_csv(figure.numbers));
}

std::string page_text(const std::string& title, const std::string& subtitle, const std::vector<Section>& sections,
                      const Words& words) {
    std::string text = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<header>\n"
        "<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n</header>\n<nav aria-label=\"{}\">\n<ol>\n",
        words("language"), escaped(title + ": " + subtitle), style_sheet, escaped(title), escaped(subtitle),
        escaped(words("contents")));
    for (const Section& section : sections)
        fmt::format_to(std::back_inserter(text), "<li><a href=\"#{}\">{}</a></li>\n", section.id,
                       escaped(section.heading));
    text += "</ol>\n</nav>\n<main>\n";
    for (const Section& section : sections)
        fmt::format_to(
            std::back_inserter(text),
            "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n",
            section.id, escaped(section.heading), section.body);
    return text + "</main>\n</body>\n</html>\n";
}

}  // namespace stemgewicht::report
