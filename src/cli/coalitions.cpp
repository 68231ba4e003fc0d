#include "common.hpp"

#include <stemgewicht/measures/properties.hpp>
#include <stemgewicht/measures/solution.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct CoalitionsCommand {
    BoardChoice board;
    std::string kind = "minimal_winning";
    std::size_t limit = 50;
    Output output;
};

std::vector<std::string> named(const Board& board, const std::vector<std::size_t>& members) {
    std::vector<std::string> names;
    for (const std::size_t i : members) names.push_back(board.names[i]);
    return names;
}

std::string text_of(const Board& board, const std::vector<std::size_t>& members) {
    return members.empty() ? "none" : fmt::format("{}", fmt::join(named(board, members), ", "));
}

/// Whether there are weights for the rule, in words; the proof where there are none.
std::string weighted_text(const Board& board) {
    if (const auto* rule = std::get_if<WeightedRule>(&board.rule); rule && is_weighted(board)) return "yes, as given";
    if (const auto* rule = std::get_if<WeightedRule>(&board.rule);
        rule && rule->weights.size() > maximum_solution_members)
        return "yes, as the rule gives it";
    if (member_count(board.rule) > maximum_solution_members)
        return fmt::format("not looked for (that is carried to {} members)", maximum_solution_members);
    const Weightedness found = weightedness(board.rule);
    if (found.rule)
        return fmt::format("yes: quota {}, weights {}", found.rule->quota, fmt::join(found.rule->weights, ","));
    const auto sets = [&](const std::vector<Coalition>& coalitions) {
        std::string text;
        for (const Coalition& set : coalitions)
            text += fmt::format("{}{{{}}}", text.empty() ? "" : " ", text_of(board, members_of(set)));
        return text;
    };
    return fmt::format("no: the winning coalitions {} and the losing ones {} have the same members in all",
                       sets(found.trade->winning), sets(found.trade->losing));
}

struct Fact {
    std::string property, value;
};

std::vector<Fact> facts(const Board& board, const RuleProperties& properties) {
    const auto yes = [](bool holds) { return std::string(holds ? "yes" : "no"); };
    std::vector<std::string> classes;
    for (const auto& members : properties.classes) classes.push_back("{" + text_of(board, members) + "}");
    std::vector<Fact> list{
        {"null members", text_of(board, properties.null_members)},
        {"veto members", text_of(board, properties.veto_members)},
        {"passers (win alone)", text_of(board, properties.passers)},
        {"dictator", properties.dictator ? board.names[*properties.dictator] : "none"},
        {"proper (never do both sides win)", yes(properties.proper)},
        {"strong (always one side wins)", yes(properties.strong)},
        {"constant-sum (both)", yes(properties.constant_sum())},
        {"complete (any two members compare)", yes(properties.complete)},
        {"weighted", weighted_text(board)},
        {properties.complete ? "classes, most desirable first" : "classes",
         fmt::format("{}", fmt::join(classes, properties.complete ? " > " : " "))},
    };
    for (const auto& [name, kind] : coalition_kinds)
        list.push_back({fmt::format("{} coalitions", name), CoalitionListing(board.rule, kind).count()});
    return list;
}

void run(const CoalitionsCommand& request) {
    const CoalitionKind kind = coalition_kind(request.kind);
    const Board board = resolve(request.board);
    warn_if_improper(board);
    const std::vector<Fact> known = facts(board, rule_properties(board.rule));
    CoalitionListing listing(board.rule, kind);
    const std::string count = listing.count();
    Table table{
        .title = fmt::format("{}: {} coalitions", board.title.empty() ? "Weighted board" : board.title, request.kind),
        .columns = {"coalition", "size", "members"},
        .rows = {},
        .notes = {}};
    std::vector<std::vector<std::string>> names;
    while (request.limit == 0 || names.size() < request.limit) {
        const auto set = listing.next();
        if (!set) break;
        names.push_back(named(board, members_of(*set)));
        table.rows.push_back({static_cast<std::int64_t>(names.size()), static_cast<std::int64_t>(set->count()),
                              fmt::format("{}", fmt::join(names.back(), ", "))});
    }
    if (count != std::to_string(names.size()))
        table.notes.push_back(fmt::format("{} of {} are shown; --limit 0 lists all", names.size(), count));
    add_board_notes(table, board);
    const auto json = [&] {
        Json answer;
        for (const Fact& fact : known) answer["properties"][fact.property] = fact.value;
        answer["kind"] = request.kind;
        answer["count"] = count;
        answer["coalitions"] = names;
        answer["notes"] = all_notes(table);
        return answer;
    };
    Table properties{.title = fmt::format("{}: the rule", board.title.empty() ? "Weighted board" : board.title),
                     .columns = {"property", "value"},
                     .rows = {},
                     .notes = {}};
    for (const Fact& fact : known) properties.rows.push_back({fact.property, fact.value});
    if (request.output.format == "table")
        write(request.output, properties, json, "\n" + shown_text(table));
    else
        write(request.output, table, json);
}

}  // namespace

void add_coalitions(CLI::App& app) {
    auto request = std::make_shared<CoalitionsCommand>();
    CLI::App* command =
        app.add_subcommand("coalitions", "properties of a board's rule, and its winning coalitions by name");
    add_board(*command, request->board);
    std::string kinds;
    for (const auto& [name, kind] : coalition_kinds) kinds += (kinds.empty() ? "" : ", ") + std::string(name);
    command->add_option("--kind", request->kind, "which coalitions to list: " + kinds)->capture_default_str();
    command->add_option("--limit", request->limit, "how many to list at most; 0 lists all")
        ->transform(whole_number("limit"))
        ->capture_default_str();
    add_output(*command, request->output);
    command->footer(
        "A coalition is minimal winning where it loses without any one of its members, shift-minimal where it also "
        "loses when\na member gives way to a strictly less desirable one, and blocking where the others cannot win.\n"
        "CSV lists the coalitions; the properties are in table and JSON.\n"
        "Example:\n  stemgewicht coalitions un-security-council --limit 10");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
