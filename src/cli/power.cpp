#include "common.hpp"
#include "method.hpp"

#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/measures/power.hpp>
#include <stemgewicht/measures/quota_curve.hpp>
#include <stemgewicht/meetings/attendance_fractions.hpp>
#include <stemgewicht/meetings/outvoted_at_meeting.hpp>
#include <stemgewicht/study/attended_risk.hpp>
#include <stemgewicht/study/power_columns.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct PowerCommand {
    BoardChoice board;
    std::string indices = "banzhaf,banzhaf_normalized,shapley_shubik";
    MethodChoice method;
    std::string unions, edges;
    bool fractions = false;
    Output output;
};

Json cell_json(const Table::Cell& cell) {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<double>(&cell)) return *number;
    return nullptr;
}

/// Says on a terminal what takes long, and what does not: counting costs quota x members x nodes.
void announce_long_work(const Board& board, const std::vector<std::string>& names) {
    const auto* rule = std::get_if<WeightedRule>(&board.rule);
    if (!rule || isatty(STDERR_FILENO) == 0) return;
    const auto members = static_cast<double>(board.names.size());
    const double work = static_cast<double>(rule->quota) * members * members / 2;
    const auto is_slow = [](const std::string& name) {
        return name == "deegan_packel" || name == "johnston" || name == "all";
    };
    const auto slow = std::ranges::find_if(names, is_slow);
    if (slow != names.end() && work > 1e10)
        std::cerr << "stemgewicht: " << *slow << " of " << board.names.size() << " members with a quota of "
                  << rule->quota << " takes a while; --index banzhaf,shapley_shubik takes seconds\n";
}

std::string heading(const Board& board, const std::string& quota) {
    const std::string title = board.title.empty() ? "Weighted board" : board.title;
    if (!is_weighted(board)) return fmt::format("{}: {}", title, quota);
    const Scale scale = scale_of(board, board.weight_column);
    return fmt::format("{}: quota {} of {}", title, quota, decimal_text(total_weight(weights(board)), scale));
}

/// A row for each name, a column for each index, and one for its errors where it has these.
Table table_of(const std::vector<std::string>& names, const std::vector<PowerColumn>& columns) {
    Table table{.title = "", .columns = {"name"}, .rows = {}, .notes = {}};
    for (const std::string& name : names) table.rows.push_back({name});
    for (const PowerColumn& column : columns) {
        table.columns.push_back(column.index);
        for (std::size_t i = 0; i < names.size(); ++i) table.rows[i].push_back(column.values[i]);
        if (column.errors.empty()) continue;
        table.columns.push_back(column.index + "_error");
        for (std::size_t i = 0; i < names.size(); ++i) table.rows[i].emplace_back(column.errors[i]);
    }
    return table;
}

std::vector<std::string> index_list(const PowerCommand& request) {
    return request.indices == "all" ? std::vector<std::string>{"all"} : split(request.indices, "index");
}

/// The unions that are asked for; else those of a table that says which, where an index wants some.
std::string unions_of(const PowerCommand& request, const Board& board, const std::vector<std::string>& indices) {
    const std::string& group = request.board.reading.columns.group;
    const std::string known = group.empty() ? "union" : group;
    const bool wanted = std::ranges::any_of(indices, [](const std::string& name) {
        const auto index = std::ranges::find_if(index_table, [&](const Index& i) { return text_of(i).name == name; });
        return index != index_table.end() && std::holds_alternative<UnionIndex>(*index);
    });
    return request.unions.empty() && wanted && board.groupings.contains(known) ? known : request.unions;
}

/// Says where a target error was not reached.
void warn_of_errors(const PowerCommand& request, const PowerColumns& values) {
    double largest = 0;
    for (const WholeValue& value : values.whole) largest = std::max(largest, value.error.value_or(0));
    for (const PowerColumn& column : values.members)
        for (const double error : column.errors) largest = std::max(largest, error);
    warn_if_not_reached(values.reached, request.method, largest);
}

/// Adds the numbers of the whole board that were asked for by name to every row, where a table has no other place for
/// them.
void add_whole(Table& table, const PowerColumns& values, const std::vector<std::string>& named) {
    const auto add = [&](const std::string& column, const Table::Cell& cell) {
        table.columns.push_back(column);
        for (auto& row : table.rows) row.push_back(cell);
    };
    for (const WholeValue& value : values.whole) {
        if (std::ranges::find(named, value.index) == named.end()) continue;
        add(value.index, value.value);
        if (value.error) add(value.index + "_error", *value.error);
    }
}

/// What a curve over quotas is asked for: indices that each quota gives, exactly.
std::vector<std::string> curve_indices(const PowerCommand& request) {
    const auto refuse_with_range = [](std::string_view field) {
        refuse(field, "left out with a range of quotas", "given");
    };
    if (request.fractions) refuse_with_range("fractions");
    if (!request.unions.empty()) refuse_with_range("unions");
    if (!request.edges.empty()) refuse_with_range("edges");
    std::vector<std::string> names;
    if (request.indices == "all")
        for (const Index& index : index_table) {
            if (std::holds_alternative<VoteIndex>(index)) names.emplace_back(text_of(index).name);
        }
    else
        for (const std::string& name : split(request.indices, "index"))
            if (name != coleman_collectivity.text.name) names.emplace_back(vote_index(name).text.name);
    return names;
}

/// One row for each quota and member.
Table curve_table(const Board& board, const std::vector<QuotaPoint>& points, const std::vector<std::string>& names,
                  const Exact& method) {
    const Scale scale = scale_of(board, board.weight_column);
    std::vector<Weight> quotas;
    for (const QuotaPoint& point : points)
        if (quotas.empty() || quotas.back() != point.quota) quotas.push_back(point.quota);
    std::vector<QuotaCurve> curves;
    for (const std::string& name : names) curves.push_back(quota_curve(name, weights(board), quotas, method));
    const auto coins =
        std::ranges::find_if(names, [](const auto& name) { return vote_index(name).model == IndexModel::coins; });
    const Eigen::ArrayXd pass = coins == names.end() ? quota_curve("banzhaf", weights(board), quotas, method).pass
                                                     : curves[static_cast<std::size_t>(coins - names.begin())].pass;
    Table table{.title = (board.title.empty() ? "Weighted board" : board.title) + ": power by quota",
                .columns = {"quota", "share", "name"},
                .rows = {},
                .notes = {}};
    add_board_notes(table, board);
    table.as_given = {"quota"};
    table.columns.insert(table.columns.end(), names.begin(), names.end());
    table.columns.emplace_back("pass");
    table.notes.insert(table.notes.begin(), "pass: the share of all coalitions that win, coleman_collectivity");
    Eigen::Index place = 0;
    for (const QuotaPoint& point : points) {
        while (quotas[static_cast<std::size_t>(place)] != point.quota) ++place;
        for (std::size_t i = 0; i < board.names.size(); ++i) {
            std::vector<Table::Cell>& row = table.rows.emplace_back();
            row = {as_written(point.quota, scale), point.share, board.names[i]};
            for (const QuotaCurve& curve : curves) row.emplace_back(curve.values(static_cast<Eigen::Index>(i), place));
            row.emplace_back(pass[place]);
        }
    }
    return table;
}

/// The curve of power against the quota.
void run_curve(const PowerCommand& request) {
    BoardChoice choice = request.board;
    choice.reading.quota = "majority";
    const Board board = resolve(choice);
    const std::vector<std::string> names = curve_indices(request);
    const Method method = parse_power_method(request.method);
    if (!std::holds_alternative<Exact>(method))
        refuse("method", "auto or exact with a range of quotas", method_name(method));
    const Weight total = total_weight(weights(board));
    const Scale scale = scale_of(board, board.weight_column);
    const std::vector<QuotaPoint> points = parse_quota_range(request.board.reading.quota, total, scale);
    const auto least = std::ranges::min_element(points, {}, &QuotaPoint::quota);
    if (least->quota < majority_quota(total))
        warn(fmt::format("quota {} is not above half of the total weight {}: a motion and its opposite may both pass",
                         decimal_text(least->quota, scale), decimal_text(total, scale)));
    const Table table = curve_table(board, points, names, std::get<Exact>(method));
    write(request.output, table, [&] {
        Json answer;
        answer["total_weight"] = cell_json(as_written(total, scale));
        answer["method"] = method_name(method);
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = all_notes(table);
        return answer;
    });
}

constexpr std::string_view ternary_index = "ternary_banzhaf";

/// The Banzhaf index of members who may also abstain, under the statute of a board.
PowerColumn ternary_column(const Board& board, const PowerRequest& asked) {
    if (board.rule_text.empty())
        refuse("index",
               "ternary_banzhaf of a rule that is a text (--rule, or rule in a file), which says what abstention does",
               "a quota");
    if (asked.unions || asked.edges) refuse("index", "another than ternary_banzhaf with unions or edges", "it");
    const MeetingRule statute = meeting_rule(board);
    PowerColumn column{.index = std::string(ternary_index), .values = {}, .errors = {}};
    if (asked.fractions)
        for (const Fraction& value : ternary_banzhaf_fractions(statute, asked.method))
            column.values.emplace_back(value.str());
    else
        for (const double value : ternary_banzhaf(statute, asked.method)) column.values.emplace_back(value);
    return column;
}

void run(const PowerCommand& request) {
    if (is_quota_range(request.board.reading.quota)) return run_curve(request);
    const Board board = resolve(request.board);
    const std::vector<std::string> indices = index_list(request);
    PowerRequest asked{.indices = indices,
                       .method = parse_power_method(request.method, terminal_progress()),
                       .fractions = request.fractions,
                       .unions = parse_unions(board, unions_of(request, board, indices)),
                       .edges = parse_pairs(board, request.edges, "edges")};
    const std::vector<std::string> named = asked.indices;
    const bool ternary = std::erase(asked.indices, ternary_index) > 0;
    const std::string act(coleman_collectivity.text.name);
    if (named.front() != "all" && std::ranges::find(asked.indices, act) == asked.indices.end())
        asked.indices.push_back(act);
    if (std::holds_alternative<Exact>(asked.method) && !request.fractions) announce_long_work(board, asked.indices);
    PowerColumns values = power_columns(board.rule, asked);
    if (ternary) values.members.push_back(ternary_column(board, asked));
    warn_if_improper(board);
    warn_of_errors(request, values);

    Table table = table_of(board.names, values.members);
    const Scale scale = scale_of(board, board.weight_column);
    table.title = heading(board, quota_text(board));
    table.columns.insert(table.columns.begin() + 1, board.weight_column);
    table.as_given = {board.weight_column};
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i].insert(table.rows[i].begin() + 1, board.given_weights.empty()
                                                            ? as_written(weights(board)[i], scale)
                                                            : Table::Cell(board.given_weights[i]));
    table.notes = values.notes;
    add_board_notes(table, board);
    Table unions = table_of(asked.unions ? asked.unions->labels : std::vector<std::string>{}, values.unions);
    unions.title = "The game between the unions, each voting as one";

    const auto json = [&] {
        Json answer;
        answer["quota"] = cell_json(quota_cell(board));
        answer["total_weight"] = cell_json(as_written(total_weight(weights(board)), scale));
        answer["method"] = method_name(asked.method);
        answer["members"] = Json::parse(rows_to_json(table));
        if (asked.unions) answer["unions"] = Json::parse(rows_to_json(unions));
        for (const WholeValue& value : values.whole) {
            answer[value.index] = cell_json(value.value);
            if (value.error) answer[value.index + "_error"] = *value.error;
        }
        if (values.draws > 0) answer["draws"] = values.draws;
        answer["notes"] = all_notes(table);
        return answer;
    };
    Table shown = table;
    if (request.output.format == "csv") add_whole(shown, values, named);
    shown.notes.clear();
    for (const WholeValue& value : values.whole) shown.notes.push_back(whole_note(value));
    if (values.draws > 0) shown.notes.push_back(fmt::format("standard errors from {} draws", values.draws));
    std::ranges::copy(table.notes, std::back_inserter(shown.notes));
    const bool two = asked.unions && unions.columns.size() > 1 && request.output.format == "table";
    write(request.output, shown, json, two ? "\n" + shown_text(unions) : "");
}

}  // namespace

void add_power(CLI::App& app) {
    auto request = std::make_shared<PowerCommand>();
    CLI::App* command = app.add_subcommand("power", "power indices of every member of a board");
    add_board(*command, request->board);
    std::string names;
    for (const Index& index : index_table) names += (names.empty() ? "" : ", ") + std::string(text_of(index).name);
    command
        ->add_option("--index", request->indices,
                     "indices separated by commas, or all that apply: " + names +
                         "; and ternary_banzhaf, of members who may abstain, for a --rule")
        ->capture_default_str();
    command->add_flag("--fractions", request->fractions, "exact fractions such as 5/21 instead of decimals");
    command->add_option("--unions", request->unions,
                        "a-priori unions: a grouping of the board, or one label for each member, separated by commas");
    command->add_option("--edges", request->edges,
                        "who can talk with whom, for myerson and graph_banzhaf: pairs of names, A-B,B-C");
    add_power_method(*command, request->method);
    command->get_option("--quota")->description(
        command->get_option("--quota")->get_description() +
        "; or a range of these, start..end:step, such as 50%..87%:0.1%, for the curve of power against the quota");
    add_output(*command, request->output);
    std::string footer;
    for (const Index& index : index_table)
        footer += fmt::format("{:<30} {}\n", text_of(index).name, text_of(index).meaning);
    command->footer(footer +
                    "Examples:\n  stemgewicht power --weights 4,4,4,2,2,1 --quota 12 --names "
                    "France,Germany,Italy,Belgium,Netherlands,Luxembourg\n"
                    "  stemgewicht power madrid-assembly-2015 --index owen,banzhaf_owen --unions union --fractions\n"
                    "  stemgewicht power imf-2022 --index banzhaf --quota 50%..87%:1% --format csv");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
