#pragma once

#include "html.hpp"

#include <stemgewicht/study/board_front.hpp>
#include <stemgewicht/study/options.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht::report {

/// What all sections are made from.
struct Study {
    const Board& board;
    const ReportRequest& request;
    Words words;
    std::vector<std::string> models;  ///< of how votes are correlated
    std::vector<OptionRow> rows;      ///< all options under all schemes and models
    std::vector<BoardFront>
        fronts{};  ///< of the general board, by model, then in the worst case; none where not counted

    [[nodiscard]] const GovernanceData& data() const { return *board.governance; }
    [[nodiscard]] const std::string& centre() const { return data().municipalities.front().name; }

    /// The title of the case, and one of two texts, in the language of the report; the English one where there is no
    /// other.
    [[nodiscard]] const std::string& title() const;
    [[nodiscard]] const std::string& spoken(const std::string& english, const std::string& dutch) const;

    /// Names in the language of the report.
    [[nodiscard]] std::string option(std::string_view id) const;
    [[nodiscard]] std::string scheme(const OptionRow& row) const;
    [[nodiscard]] std::string kind(std::string_view id) const;  ///< of one kind, or several joined by +
    [[nodiscard]] std::string model(std::string_view id) const { return words.name("model", id); }
    [[nodiscard]] std::vector<std::string> model_names() const;

    /// A command line on this case; `arguments` stand as a shell reads them.
    [[nodiscard]] std::string command(std::string_view verb, std::string_view arguments = {}) const;
};

/// A word as a shell reads it: between quotes where it has blanks or other signs that mean something there.
std::string shell_word(std::string_view word);

/// The rows of one municipality under one option, body and scheme: one for each model, in their order.
struct Way {
    std::vector<const OptionRow*> rows;

    [[nodiscard]] const OptionRow& first() const { return *rows.front(); }
    [[nodiscard]] double least() const;
    [[nodiscard]] double most() const;
};
std::vector<Way> ways_of(const Study& study, std::string_view municipality);

/// A section that says only why it is empty.
Section left_out(const Study& study, std::string id, std::string heading, std::string_view why);

/// The fronts of a study; none where there is no general board of councils, or too many municipalities.
std::vector<BoardFront> fronts_of(const Study& study);

/// A section that says why there are none.
Section without_fronts(const Study& study, std::string id, std::string heading);

/// A front with the schemes of the case, and the area where rules lie.
LineChart front_chart(const Study& study, const BoardFront& front, const FrontAxes& axes);

Section answer_section(const Study& study);
Section options_section(const Study& study);
Section municipalities_section(const Study& study);
Section power_section(const Study& study);
Section claims_section(const Study& study);
Section staircase_section(const Study& study);
Section shares_section(const Study& study);
Section scorecard_section(const Study& study);
Section front_section(const Study& study);
Section design_section(const Study& study);
Section phase_section(const Study& study);
Section sensitivity_section(const Study& study);
Section mandates_section(const Study& study);
Section bounds_section(const Study& study);
Section sources_section(const Study& study);
Section again_section(const Study& study);
Section glossary_section(const Study& study);

}  // namespace stemgewicht::report
