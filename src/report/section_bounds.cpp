#include "sections.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/risk_bounds.hpp>

#include <algorithm>
#include <optional>

namespace stemgewicht::report {

namespace {

/// The range of the risk of the centre on a general board, by what is known.
struct BoundsRow {
    std::string scheme;
    std::optional<std::string> model;   ///< whose agreements are known; empty where only one half each is
    double yes = 0.5;                   ///< chance of yes of the centre
    std::optional<double> agreement{};  ///< how often it votes like another, in the mean
    double least = 0, most = 0, gap = 0;
    std::optional<double> value{};  ///< under the model
};

bool has_even_council(const Study& study) {
    return std::ranges::any_of(council_positions(study.board),
                               [](const WeightedRule& rule) { return total_weight(rule.weights) % 2 == 0; });
}

/// The options under which the board decides everything, where a tied council is one that is against.
std::vector<OptionRow> under_board(const Study& study) {
    OptionsRequest request{.models = study.models, .ties = Ties::against, .threads = study.request.threads};
    for (const OptionRow& row : study.rows)
        if (row.decider == Decider::board && row.kind == "all" && std::ranges::count(request.options, row.option) == 0)
            request.options.push_back(row.option);
    return request.options.empty() ? std::vector<OptionRow>{} : compare_options(study.board, request);
}

std::vector<BoundsRow> bounds_of(const Study& study) {
    std::vector<KnownVotes> known;
    for (const std::string& model : study.models)
        known.push_back(known_votes(study.board, parse_model(model, study.board)));
    const std::vector<Way> ways = ways_of(study, study.centre());
    const std::vector<OptionRow> against = under_board(study);
    std::vector<BoundsRow> result;
    for (const Way& way : ways) {
        const OptionRow& row = way.first();
        if (row.decider != Decider::board || row.kind != "all") continue;
        const auto risk = [&](const OptionRow& of) {
            return std::ranges::find_if(against,
                                        [&](const OptionRow& other) {
                                            return other.option == of.option && other.scheme == of.scheme &&
                                                   other.model == of.model && other.municipality == of.municipality;
                                        })
                ->outvoted;
        };
        const Rule board = board_rule(study.board, row.scheme);
        const auto add = [&](const KnownVotes& votes, std::optional<std::string> model, std::optional<double> value) {
            const RiskRange range = risk_ranges(board, votes).front();
            result.push_back({.scheme = row.scheme,
                              .model = std::move(model),
                              .yes = votes.yes.front(),
                              .agreement = mean_agreement(votes, 0),
                              .least = range.least.value,
                              .most = range.greatest.value,
                              .gap = std::max(range.least.gap, range.greatest.gap),
                              .value = value});
        };
        add({.yes = std::vector<double>(study.data().municipalities.size(), 0.5)}, std::nullopt, std::nullopt);
        for (std::size_t m = 0; m < study.models.size(); ++m) add(known[m], study.models[m], risk(*way.rows[m]));
    }
    return result;
}

RowChart bounds_chart(const Study& study, const std::vector<BoundsRow>& rows) {
    const Words& words = study.words;
    RowChart chart{.axis = {.label = words("risk_of", study.centre()), .least = 0, .most = 0},
                   .series = {words("bounds.value")},
                   .groups = {}};
    for (const BoundsRow& row : rows) {
        if (!row.model) chart.groups.push_back({.name = words.name("scheme", row.scheme), .rows = {}});
        ChartRow shown{.label = row.model ? words("bounds.pairs", study.model(*row.model)) : words("bounds.marginals"),
                       .value = words.range(row.least, row.most),
                       .span = std::pair{row.least, row.most}};
        if (row.value) shown.marks.push_back({.value = *row.value});
        chart.axis.most = std::max(chart.axis.most, row.most);
        chart.groups.back().rows.push_back(std::move(shown));
    }
    return chart;
}

Table bounds_numbers(const Study& study, const std::vector<BoundsRow>& rows) {
    Table table{.title = {},
                .columns = {"scheme", "pairs_of_model", "municipality", "yes", "agreement", "least", "greatest", "gap",
                            "under_model"},
                .rows = {},
                .notes = {}};
    for (const BoundsRow& row : rows) {
        table.rows.push_back({row.scheme, row.model ? Table::Cell(*row.model) : Table::Cell(), study.centre(), row.yes,
                              row.agreement ? Table::Cell(*row.agreement) : Table::Cell(), row.least, row.most,
                              row.gap});
        table.rows.back().push_back(row.value ? Table::Cell(*row.value) : Table::Cell());
    }
    return table;
}

std::string bounds_arguments(const Study& study) {
    std::string arguments = "--municipality " + shell_word(study.centre());
    for (const std::string& model : study.models) arguments += " --model " + shell_word(model);
    return arguments + " --format csv";
}

}  // namespace

Section bounds_section(const Study& study) {
    const Words& words = study.words;
    const std::string heading = words("bounds");
    if (study.data().municipalities.size() > maximum_bounded_members)
        return left_out(study, "bounds", heading,
                        words("bounds.too_many", study.data().municipalities.size(), maximum_bounded_members));
    const std::vector<BoundsRow> rows = bounds_of(study);
    if (rows.empty()) return left_out(study, "bounds", heading, words("bounds.left_out"));
    Section section{.id = "bounds", .heading = heading};
    section.body = paragraph(words("bounds.text", study.centre()) +
                             (has_even_council(study) ? " " + words("bounds.ties") : std::string()));
    const RowChart chart = bounds_chart(study, rows);
    const auto free = [](const BoundsRow& row) { return row.model ? -1.0 : row.most - row.least; };
    const BoundsRow& widest_row = std::ranges::max(rows, {}, free);
    add_figure(section,
               {.id = "bounds",
                .title = words("bounds.figure", study.centre()),
                .description = words("bounds.description", words.range(widest_row.least, widest_row.most)),
                .draw = [&](const Look& look) { return range_plot(chart, look); },
                .numbers = bounds_numbers(study, rows),
                .command = study.command("bounds", bounds_arguments(study))},
               words);
    return section;
}

}  // namespace stemgewicht::report
