#include "sections.hpp"
#include "study/loose_lists.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/vote_range.hpp>

#include <algorithm>
#include <map>

namespace stemgewicht::report {

namespace {

/// A body of an option that decides on some kinds, with all ways in which it may be weighed.
struct Body {
    std::string option, kind;
    Decider decider;
    std::vector<Way> ways;

    [[nodiscard]] double least() const { return std::ranges::min(ways, {}, &Way::least).least(); }
    [[nodiscard]] double most() const { return std::ranges::max(ways, {}, &Way::most).most(); }
};

std::vector<Body> bodies_of(const Study& study, std::string_view municipality) {
    std::vector<Body> bodies;
    for (Way& way : ways_of(study, municipality)) {
        const OptionRow& row = way.first();
        if (bodies.empty() || bodies.back().option != row.option || bodies.back().decider != row.decider)
            bodies.push_back({.option = row.option, .kind = row.kind, .decider = row.decider, .ways = {}});
        bodies.back().ways.push_back(std::move(way));
    }
    return bodies;
}

std::string heading_of(const Study& study, const Body& body) {
    return study.option(body.option) + (body.kind == "all" ? "" : ": " + study.kind(body.kind));
}

/// "option, weights" of a way, as a sentence names it.
std::string way_text(const Study& study, const OptionRow& row) {
    return study.option(row.option) + ", " + study.scheme(row);
}

std::string extremes_of(const Study& study, const std::vector<Way>& ways, std::size_t m) {
    const OptionRow *least = nullptr, *most = nullptr;
    for (const Way& way : ways) {
        const OptionRow& row = *way.rows[m];
        if (row.outvoted <= 0) continue;
        if (!least || row.outvoted < least->outvoted) least = &row;
        if (!most || row.outvoted > most->outvoted) most = &row;
    }
    if (!least) return {};
    const Words& words = study.words;
    return words("answer.extreme", study.model(study.models[m]), words.percent(least->outvoted),
                 way_text(study, *least), words.percent(most->outvoted), way_text(study, *most));
}

/// Which weights of the general board lower the risk of a municipality against the present situation, in all that was
/// tried, in some of it, or never.
struct Comparison {
    std::vector<std::string> always, sometimes, never;
};

Comparison compare(const Study& study, const Body& present, const Body& board) {
    Comparison result;
    for (const Way& way : board.ways) {
        std::size_t lower = 0, trials = 0;
        for (const Way& other : present.ways)
            for (std::size_t m = 0; m < way.rows.size(); ++m) {
                ++trials;
                if (way.rows[m]->outvoted < other.rows[m]->outvoted - 1e-12) ++lower;
            }
        auto& list = lower == trials ? result.always : lower == 0 ? result.never : result.sometimes;
        list.push_back(study.scheme(way.first()));
    }
    return result;
}

/// The lowest and highest risk of the other municipalities in rows that fit.
template <class Fits>
std::string range_of_others(const Study& study, Fits fits) {
    double least = 1, most = 0;
    for (const OptionRow& row : study.rows) {
        if (row.municipality == study.centre() || !fits(row)) continue;
        least = std::min(least, row.outvoted);
        most = std::max(most, row.outvoted);
    }
    return study.words.range(least, most);
}

Markup weights_text(const Study& study, const std::vector<Body>& bodies) {
    const Body& present = bodies.front();
    const auto board = std::ranges::find_if(bodies, [](const Body& body) { return body.decider == Decider::board; });
    if (present.decider == Decider::council || board == bodies.end() || &*board == &present) return {};
    const Words& words = study.words;
    const std::string before = study.option(present.option);
    const auto [always, sometimes, never] = compare(study, present, *board);
    std::vector<std::string> items;
    if (!always.empty()) items.push_back(words("answer.always", before, words.list(always)));
    if (!sometimes.empty()) items.push_back(words("answer.sometimes", before, words.list(sometimes)));
    if (!never.empty()) items.push_back(words("answer.never", before, words.list(never)));
    const OptionRow& best = std::ranges::min(board->ways, {}, &Way::most).first();
    const auto under_best = [&](const OptionRow& row) {
        return row.option == best.option && row.scheme == best.scheme;
    };
    const auto now = [&](const OptionRow& row) {
        return row.option == present.option && row.decider == present.decider;
    };
    items.push_back(words("answer.others", study.centre(), "“" + study.scheme(best) + "”",
                          range_of_others(study, under_best), before, range_of_others(study, now)));
    return heading(words("answer.weights")) + bullets(items);
}

/// Whether one member of a board wins by itself, and all others together do not.
bool decides_alone(const WeightedRule& rule) {
    const Weight total = total_weight(rule.weights);
    return std::ranges::any_of(rule.weights,
                               [&](Weight weight) { return weight >= rule.quota && total - weight < rule.quota; });
}

/// Bodies whose numbers have been given: another option under which the same body decides, on other kinds.
bool repeats(const std::vector<Body>& bodies, std::size_t b) {
    return std::ranges::any_of(bodies.begin(), bodies.begin() + static_cast<std::ptrdiff_t>(b),
                               [&](const Body& before) { return before.decider == bodies[b].decider; });
}

std::string body_text(const Study& study, const Body& body) {
    const std::string kind = study.kind(body.kind);
    if (body.decider == Decider::council) return study.words("answer.own", study.option(body.option), kind);
    if (body.decider == Decider::centre) return study.words("answer.centre", study.option(body.option), kind);
    // Where one municipality decides alone the law is in doubt: these weights stand apart.
    std::vector<Way> doubted = body.ways, undoubted;
    if (body.decider == Decider::board) {
        const auto rest = std::ranges::stable_partition(
            doubted, [&](const Way& way) { return decides_alone(board_rule(study.board, way.first().scheme)); });
        undoubted.assign(rest.begin(), rest.end());
        doubted.erase(rest.begin(), rest.end());
    }
    const auto range = [&](const std::vector<Way>& ways) {
        return study.words.range(std::ranges::min(ways, {}, &Way::least).least(),
                                 std::ranges::max(ways, {}, &Way::most).most());
    };
    if (undoubted.empty() || doubted.empty())
        return study.words("answer.range", study.option(body.option), kind, range(body.ways));
    std::vector<std::string> schemes;
    for (const Way& way : doubted) schemes.push_back(study.scheme(way.first()));
    return study.words("answer.range", study.option(body.option), kind, range(undoubted)) + " " +
           study.words("answer.doubted", study.words.list(schemes), study.centre(), range(doubted));
}

/// What weights that are estimated from seats make of the present situation, and of a general board by seats.
Markup first_text(const Study& study) {
    const GovernanceOption& present = study.data().options.front();
    const bool assembly = std::ranges::all_of(present.decides, [](Decider d) { return d == Decider::assembly; });
    if (!has_estimated_votes(study.board) || !assembly) return {};
    const VoteRanges ranges = vote_ranges(study.board, {.models = study.models,
                                                        .municipalities = {study.centre()},
                                                        .schemes = {"seats"},
                                                        .threads = study.request.threads});
    const Words& words = study.words;
    std::vector<std::string> now, board;
    std::size_t lower = 0, all = 0;
    for (const VoteRange& range : ranges.ranges)
        now.push_back(words("answer.first_risk", words.percent(range.central), words.range(range.low, range.high),
                            study.model(range.model)));
    for (const VoteVerdict& verdict : ranges.verdicts) {
        board.push_back(words.percent(verdict.risk));
        lower += verdict.lower;
        all += verdict.draws;
    }
    std::string text = words("answer.first", study.centre(), study.option(present.id), words.list(now),
                             ranges.ranges.front().draws.size());
    const std::string scheme = words.name("scheme", "seats"), risks = words.list(board);
    if (all > 0)
        text += " " + (lower == 0     ? words("answer.first_never", scheme, risks)
                       : lower == all ? words("answer.first_always", scheme, risks)
                                      : words("answer.first_sometimes", scheme, risks, lower, all));
    return paragraph(text);
}

Table numbers_of(const Study& study, std::string_view municipality) {
    std::vector<OptionRow> rows;
    for (const OptionRow& row : study.rows)
        if (municipality.empty() || row.municipality == municipality) rows.push_back(row);
    return options_table(study.board, rows);
}

ChartRow chart_row(const Study& study, const Way& way) {
    ChartRow row{.label = study.scheme(way.first()), .value = study.words.range(way.least(), way.most())};
    for (std::size_t m = 0; m < way.rows.size(); ++m)
        row.marks.push_back({.value = way.rows[m]->outvoted, .series = m, .error = way.rows[m]->error});
    return row;
}

/// What the figure of the options shows: of an assembly the first of its weights and one other, of a general board
/// those by which nobody decides alone, and no body twice.
std::vector<Body> drawn_bodies(const Study& study, const std::vector<Body>& bodies) {
    constexpr std::size_t most_of_assembly = 2;
    std::vector<Body> drawn;
    for (std::size_t b = 0; b < bodies.size(); ++b) {
        if (repeats(bodies, b)) continue;
        Body body = bodies[b];
        if (body.decider == Decider::assembly && body.ways.size() > most_of_assembly)
            body.ways.erase(body.ways.begin() + most_of_assembly, body.ways.end());
        const auto doubted = [&](const Way& way) { return decides_alone(board_rule(study.board, way.first().scheme)); };
        if (body.decider == Decider::board && !std::ranges::all_of(body.ways, doubted))
            std::erase_if(body.ways, doubted);
        drawn.push_back(std::move(body));
    }
    return drawn;
}

std::size_t way_count(const std::vector<Body>& bodies) {
    std::size_t count = 0;
    for (const Body& body : bodies) count += body.ways.size();
    return count;
}

RowChart options_chart(const Study& study, const std::vector<Body>& bodies) {
    RowChart chart{.axis = {.label = study.words("risk_of", study.centre()), .least = 0, .most = 0},
                   .series = study.model_names(),
                   .groups = {}};
    for (const Body& body : bodies) {
        RowGroup group{.name = heading_of(study, body), .rows = {}};
        for (const Way& way : body.ways) {
            group.rows.push_back(chart_row(study, way));
            chart.axis.most = std::max(chart.axis.most, way.most());
        }
        chart.groups.push_back(std::move(group));
    }
    return chart;
}

TextTable options_text_table(const Study& study, const std::vector<Body>& bodies) {
    TextTable table{.caption = study.words("options.table", study.centre()),
                    .columns = {study.words("column.option"), study.words("column.weights")},
                    .rows = {},
                    .texts = 2};
    std::ranges::copy(study.model_names(), std::back_inserter(table.columns));
    for (const Body& body : bodies)
        for (const Way& way : body.ways) {
            std::vector<Markup> cells{heading_of(study, body), study.scheme(way.first())};
            for (const OptionRow* row : way.rows) cells.push_back(study.words.percent(row->outvoted));
            table.rows.push_back(std::move(cells));
        }
    return table;
}

/// The row of a body in the figure of all municipalities: the lowest and the highest value of each model.
ChartRow extremes_row(const Study& study, const Body& body) {
    ChartRow row{.label = study.option(body.option), .value = study.words.range(body.least(), body.most())};
    for (std::size_t m = 0; m < study.models.size(); ++m) {
        const auto value = [m](const Way& way) { return way.rows[m]->outvoted; };
        const auto [least, most] = std::ranges::minmax(body.ways, {}, value);
        row.marks.push_back({.value = value(least), .series = m, .error = least.rows[m]->error});
        if (value(most) > value(least))
            row.marks.push_back({.value = value(most), .series = m, .error = most.rows[m]->error});
    }
    return row;
}

RowChart municipalities_chart(const Study& study) {
    RowChart chart{
        .axis = {.label = study.words("risk"), .least = 0, .most = 0}, .series = study.model_names(), .groups = {}};
    for (const Municipality& municipality : study.data().municipalities) {
        RowGroup group{.name = municipality.name, .rows = {}};
        const std::vector<Body> bodies = bodies_of(study, municipality.name);
        for (std::size_t b = 0; b < bodies.size(); ++b) {
            const Body& body = bodies[b];
            if (body.decider == Decider::council || repeats(bodies, b)) continue;
            group.rows.push_back(extremes_row(study, body));
            chart.axis.most = std::max(chart.axis.most, body.most());
        }
        chart.groups.push_back(std::move(group));
    }
    return chart;
}

std::vector<std::string> repeated_texts(const Study& study) {
    std::vector<std::string> texts;
    const std::vector<Body> bodies = bodies_of(study, study.centre());
    for (std::size_t b = 0; b < bodies.size(); ++b)
        if (bodies[b].decider != Decider::council && repeats(bodies, b))
            texts.push_back(
                study.words("options.same", study.option(bodies[b].option), study.kind(bodies[b].kind),
                            study.option(std::ranges::find(bodies, bodies[b].decider, &Body::decider)->option)));
    return texts;
}

Markup repeated_list(const Study& study) {
    const std::vector<std::string> texts = repeated_texts(study);
    return texts.empty() ? Markup() : bullets(texts);
}

TextTable municipalities_text_table(const Study& study) {
    TextTable table{.caption = study.words("municipalities.table"),
                    .columns = {study.words("column.option"), study.words("column.weights")},
                    .rows = {},
                    .texts = 2};
    for (const Municipality& municipality : study.data().municipalities) {
        table.columns.push_back(municipality.name);
        std::size_t r = 0;
        const std::vector<Body> bodies = bodies_of(study, municipality.name);
        for (std::size_t b = 0; b < bodies.size(); ++b)
            for (const Way& way : bodies[b].ways) {
                const Body& body = bodies[b];
                if (body.decider == Decider::council || repeats(bodies, b)) continue;
                if (r == table.rows.size()) table.rows.push_back({heading_of(study, body), study.scheme(way.first())});
                table.rows[r++].push_back(study.words.range(way.least(), way.most()));
            }
    }
    return table;
}

}  // namespace

double Way::least() const {
    return (*std::ranges::min_element(rows, {}, [](const OptionRow* row) { return row->outvoted; }))->outvoted;
}

double Way::most() const {
    return (*std::ranges::max_element(rows, {}, [](const OptionRow* row) { return row->outvoted; }))->outvoted;
}

std::vector<Way> ways_of(const Study& study, std::string_view municipality) {
    std::vector<Way> ways;
    for (const OptionRow& row : study.rows) {
        if (row.municipality != municipality) continue;
        if (row.model == study.models.front()) ways.emplace_back();
        ways.back().rows.push_back(&row);
    }
    return ways;
}

namespace {

/// What the families as a model takes them make of lists that share no line, where the case has such.
std::string loose_text(const Study& study, const std::string& model) {
    const GovernanceData& data = study.data();
    if (data.loose_families.empty() || model != "grouped:" + data.family) return {};
    const OptionRow& present = study.rows.front();
    const auto risk = [&](const std::vector<OptionRow>& rows) {
        const auto same = [&](const OptionRow& row) {
            return row.option == present.option && row.scheme == present.scheme && row.kind == present.kind &&
                   row.model == model && row.municipality == study.centre();
        };
        return study.words.percent(std::ranges::find_if(rows, same)->outvoted);
    };
    Board apart = study.board;
    Grouping& families = apart.groupings.at(data.family);
    families = detail::each_its_own(families, data.loose_families, apart.names);
    std::vector<std::string> names;
    for (const std::string& family : data.loose_families) names.push_back(study.words.name("family", family));
    return " " +
           study.words("about.loose", study.words.list(names), study.centre(), study.option(present.option),
                       study.scheme(present), risk(study.rows),
                       risk(compare_options(
                           apart, {.models = {model}, .options = {present.option}, .threads = study.request.threads})));
}

}  // namespace

Section answer_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "answer", .heading = words("answer")};
    section.body =
        first_text(study) + paragraph(words("answer.question", study.centre())) + paragraph(words("answer.how"));
    const std::vector<Body> bodies = bodies_of(study, study.centre());
    std::vector<std::string> ranges, extremes;
    for (std::size_t b = 0; b < bodies.size(); ++b) {
        const Body& body = bodies[b];
        const auto first = std::ranges::find(bodies, body.decider, &Body::decider);
        const bool told = body.decider != Decider::council && repeats(bodies, b);
        ranges.push_back(
            told ? words("answer.same", study.option(body.option), study.kind(body.kind), study.option(first->option))
                 : body_text(study, body));
    }
    for (std::size_t m = 0; m < study.models.size(); ++m)
        if (std::string text = extremes_of(study, ways_of(study, study.centre()), m); !text.empty())
            extremes.push_back(std::move(text));
    section.body += heading(words("answer.ranges", study.centre())) + bullets(ranges);
    section.body += weights_text(study, bodies);
    section.body += heading(words("answer.extremes")) + bullets(extremes);
    section.body += made_by(study.command("options"), words);
    std::vector<std::pair<std::string, std::string>> models;
    for (const std::string& model : study.models) {
        const std::string about = words.name("about", model);
        models.emplace_back(study.model(model) + " (" + model + ")",
                            about == model ? words("about.other", model) : about + loose_text(study, model));
    }
    section.body += heading(words("answer.models")) + definitions(models);
    return section;
}

Section options_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "options", .heading = words("options")};
    section.body = paragraph(words("options.text"));
    const std::vector<Body> bodies = bodies_of(study, study.centre());
    const std::vector<Body> drawn = drawn_bodies(study, bodies);
    const RowChart chart = options_chart(study, drawn);
    const auto ways = ways_of(study, study.centre());
    const Way& worst = std::ranges::max(ways, {}, &Way::most);
    const auto zeros = std::ranges::count_if(ways, [](const Way& way) { return way.most() == 0; });
    add_figure(section,
               {.id = "options",
                .title = words("options.figure", study.centre()),
                .description = words("options.description", words.percent(worst.most()), way_text(study, worst.first()),
                                     zeros, ways.size(), way_count(drawn)),
                .draw = [&](const Look& look) { return range_plot(chart, look); },
                .numbers = numbers_of(study, study.centre()),
                .command = study.command("options", "--municipality " + shell_word(study.centre()) + " --format csv")},
               words);
    section.body += folded_table(options_text_table(study, bodies), words) + made_by(study.command("options"), words);
    section.body += repeated_list(study);
    return section;
}

Section municipalities_section(const Study& study) {
    const Words& words = study.words;
    Section section{.id = "municipalities", .heading = words("municipalities")};
    section.body = paragraph(words("municipalities.text"));
    const RowChart chart = municipalities_chart(study);
    double least = 1;
    for (const RowGroup& group : chart.groups)
        for (const ChartRow& row : group.rows)
            for (const Mark& mark : row.marks) least = std::min(least, mark.value);
    add_figure(
        section,
        {.id = "municipalities",
         .title = words("municipalities.figure"),
         .description = words("municipalities.description", words.percent(least), words.percent(chart.axis.most)),
         .draw = [&](const Look& look) { return range_plot(chart, look); },
         .numbers = numbers_of(study, {}),
         .command = study.command("options", "--format csv")},
        words);
    section.body += table_text(municipalities_text_table(study), study.words);
    section.body += repeated_list(study);
    return section;
}

}  // namespace stemgewicht::report
