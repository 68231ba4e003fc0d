#pragma once

#include "charts.hpp"
#include "words.hpp"

#include <stemgewicht/study/table.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::report {

/// A figure: its picture for any width, the numbers in it, and how they are made.
struct Figure {
    std::string id;           ///< names its file, too: figure-ID.csv
    std::string title;        ///< what it shows
    std::string description;  ///< what there is to see, for those who do not see it
    std::function<Drawing(const Look&)> draw;
    Table numbers;
    std::string command;  ///< that gives the numbers
    std::string file{};   ///< instead of ID in the name of the file, where figures of a section share one
};

/// A part of the page, and the files that go with it.
struct Section {
    std::string id, heading;
    Markup body{};
    std::vector<std::pair<std::string, std::string>> files{};
};

Markup heading(std::string_view text);
Markup paragraph(std::string_view text, std::string_view style = {});
Markup bullets(const std::vector<std::string>& texts);

/// A definition list.
Markup definitions(const std::vector<std::pair<std::string, std::string>>& terms);

/// A table; all columns but the first `texts` are aligned to the right. It scrolls sideways where it does not fit.
struct TextTable {
    std::string caption;
    std::vector<std::string> columns;
    std::vector<std::vector<Markup>> rows;
    std::size_t texts = 1;
};
Markup table_text(const TextTable& table, const Words& words);

/// The same, folded away under its caption.
Markup folded_table(const TextTable& table, const Words& words);

/// The line under a table or figure that tells the command that makes its numbers.
Markup made_by(std::string_view command, const Words& words);

/// Adds a figure to a section: the picture in a wide and a narrow form, one of which is shown, and the file.
void add_figure(Section& section, const Figure& figure, const Words& words);

/// A link to a file beside the page.
Markup file_link(std::string_view file, const Words& words);

/// The whole page.
Markup page_text(const std::string& title, const std::string& subtitle, const std::vector<Section>& sections,
                 const Words& words);

}  // namespace stemgewicht::report
