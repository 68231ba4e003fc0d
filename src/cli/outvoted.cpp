#include "common.hpp"
#include "estimate_table.hpp"
#include "holders.hpp"
#include "method.hpp"

#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/quota.hpp>
#include <stemgewicht/boards/rule_text.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/measures/outvoted.hpp>
#include <stemgewicht/measures/outvoted_fractions.hpp>
#include <stemgewicht/study/attended_risk.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stemgewicht::cli {

namespace {

struct OutvotedCommand {
    BoardChoice board;
    HolderChoice holder;
    std::string ties;
    std::string model = "ic";
    std::string attendance, quorum;
    bool reconvened = false;
    bool fractions = false;
    MethodChoice method;
    Output output;
};

const std::vector<std::string> risk_names{
    "outvoted",        "overruled",      "blocked",          "success",          "decisive", "luck",
    "outvoted_if_yes", "outvoted_if_no", "outvoted_if_pass", "outvoted_if_fail", "tied"};

std::vector<std::optional<Estimate>> risk_values(const OutvotedEstimate& risk) {
    return {risk.outvoted, risk.overruled,       risk.blocked,        risk.success,          risk.decisive,
            risk.luck,     risk.outvoted_if_yes, risk.outvoted_if_no, risk.outvoted_if_pass, risk.outvoted_if_fail,
            risk.tied};
}

const std::vector<std::string> member_names{
    "present",  "outvoted",  "overruled",           "blocked",           "success", "undecided",
    "decisive", "attending", "outvoted_if_present", "outvoted_if_absent"};

std::vector<std::optional<Estimate>> member_values(const AttendanceEstimate& risk) {
    const auto outvoted = [](const std::optional<Agreement<Estimate>>& agreement) {
        return agreement ? std::optional(agreement->outvoted) : std::nullopt;
    };
    const Agreement<Estimate>& all = risk.overall;
    return {risk.present,
            all.outvoted,
            all.overruled,
            all.blocked,
            all.success,
            all.undecided,
            risk.decisive,
            risk.attending,
            outvoted(risk.if_present),
            outvoted(risk.if_absent)};
}

const std::vector<std::string> position_names{"outvoted",  "overruled", "blocked", "success",
                                              "undecided", "decisive",  "tied",    "outvoted_if_decided"};

std::vector<std::optional<Estimate>> position_values(const AttendancePositionEstimate& risk) {
    const Agreement<Estimate>& all = risk.agreement;
    return {all.outvoted,  all.overruled, all.blocked, all.success,
            all.undecided, risk.decisive, risk.tied,   all.outvoted_if_decided};
}

using Conventions = std::vector<std::pair<std::string, Ties>>;

Conventions conventions_of(const std::string& text) {
    Conventions result;
    for (const std::string& ties :
         text.empty() ? std::vector<std::string>{"excluded", "against", "coin"} : std::vector<std::string>{text})
        result.emplace_back(ties, parse_ties(ties));
    return result;
}

/// What a command line asks for, made ready.
struct Question {
    Board board;
    Method method;
    VotingModel model;
    std::vector<Holder> holders;
    std::vector<WeightedRule> positions;
    Conventions conventions;
    std::string title, first;  ///< of the table, and its first column
    bool members;              ///< whether it asks about all members
};

Question question_of(const OutvotedCommand& request) {
    const Method method = parse_risk_method(request.method, terminal_progress());
    Board board = resolve(request.board);
    VotingModel model = parse_model(request.model, board);
    std::vector<Holder> holders = holders_of(request.holder, board);
    const bool members = request.holder.by.empty() && request.holder.members.empty();
    std::vector<WeightedRule> positions;
    if (!members)
        for (const Holder& holder : holders) positions.push_back(holder.position);
    std::string title = fmt::format("{}: who is outvoted, model {}",
                                    board.title.empty() ? "Weighted board" : board.title, request.model);
    return {.board = std::move(board),
            .method = method,
            .model = std::move(model),
            .holders = std::move(holders),
            .positions = std::move(positions),
            .conventions = conventions_of(request.ties),
            .title = std::move(title),
            .first = request.holder.by.empty() ? "name" : request.holder.by,
            .members = members};
}

/// Adds what motions come to, to every row: CSV has no other place for it.
void add_chances(Table& table, const std::vector<std::pair<std::string, Estimate>>& chances, bool with_errors) {
    for (const auto& [name, chance] : chances) {
        const bool taken = std::ranges::find(table.columns, name) != table.columns.end();
        const std::string column = taken ? "motion_" + name : name;
        table.columns.push_back(column);
        if (with_errors) table.columns.push_back(column + "_error");
        for (auto& row : table.rows) {
            row.emplace_back(chance.value);
            if (with_errors) row.emplace_back(chance.error);
        }
    }
}

/// Writes the answer: `chances` are what motions come to.
void write_answer(const OutvotedCommand& request, const Question& question, const EstimateTable& risks, bool reached,
                  const std::vector<std::pair<std::string, Estimate>>& chances,
                  const std::vector<std::string>& remarks) {
    const bool simulated = is_simulation(question.method);
    warn_if_not_reached(reached, request.method, risks.largest_error());
    Table table = risks.table(request.output.format == "table");
    table.notes = remarks;
    add_board_notes(table, question.board);
    const auto json = [&] {
        Json answer;
        answer["board"] = question.board.id;
        answer["model"] = request.model;
        answer["method"] = method_name(question.method);
        for (const auto& [name, chance] : chances) {
            answer[name] = chance.value;
            if (simulated) answer[name + "_error"] = chance.error;
        }
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = all_notes(table);
        return answer;
    };
    Table shown = table;
    if (request.output.format == "csv") add_chances(shown, chances, simulated);
    std::string line;
    for (const auto& [name, chance] : chances) {
        const std::string what = name == "pass"              ? "passes"
                                 : name == "tied"            ? "is tied"
                                 : name == "no_quorum"       ? "meets no quorum"
                                 : name == "first_tied"      ? "is tied at the first meeting"
                                 : name == "first_no_quorum" ? "meets no quorum at first"
                                                             : name;
        line += fmt::format("{}P(a motion {}): {:.6g}", line.empty() ? "" : "; ", what, chance.value);
        if (simulated) line += fmt::format(" (error {:.2g})", chance.error);
    }
    if (simulated)
        line += fmt::format(". {}, {} draws; error: the standard error of outvoted", method_name(question.method),
                            chances.front().second.draws);
    shown.notes.insert(shown.notes.begin(), line);
    write(request.output, shown, json);
}

void run_full(const OutvotedCommand& request) {
    const Question question = question_of(request);
    warn_if_improper(question.board);
    const Rule& rule = question.board.rule;
    const std::vector<Rule> positions(question.positions.begin(), question.positions.end());
    const JointEstimates standings =
        question.members
            ? estimated_member_standings(rule, question.model, question.method, outvoted_error(Ties::excluded))
            : estimated_position_standings(rule, positions, question.model, question.method,
                                           outvoted_error(question.conventions.front().second));
    EstimateTable risks(question.title, {question.first, "ties"}, risk_names, is_simulation(question.method));
    bool some_empty = false;
    const auto add = [&](const std::string& name, const std::string& ties, const OutvotedEstimate& risk) {
        risks.add({name, ties}, risk_values(risk));
        some_empty = some_empty || !risk.outvoted_if_yes || !risk.outvoted_if_no || !risk.outvoted_if_pass ||
                     !risk.outvoted_if_fail;
    };
    for (std::size_t i = 0; i < question.holders.size(); ++i) {
        const JointEstimate& standing = standings.groups[i];
        const std::string& name = question.holders[i].name;
        if (standing.mean[2] + standing.mean[3] == 0)  // never tied
            add(name, "none", estimated_outvoted(standing));
        else
            for (const auto& [text, ties] : question.conventions) add(name, text, estimated_outvoted(standing, ties));
    }
    std::vector<std::string> remarks;
    if (some_empty && !is_simulation(question.method))
        remarks.push_back(fmt::format("empty: given an event that never occurs, or with a chance below {:g}",
                                      least_condition(question.model, question.board.names.size())));
    const Estimate pass = estimated_outvoted(standings.groups.front(), Ties::against).pass;
    write_answer(request, question, risks, standings.reached, {{"pass", pass}}, remarks);
}

/// A chance as a text such as 5/16, or 0 and 1; empty where there is none.
Table::Cell fraction_cell(const std::optional<Fraction>& chance) {
    return chance ? Table::Cell(chance->str()) : Table::Cell();
}

/// In exact fractions, where the chances of the model are rational.
void run_fractions(const OutvotedCommand& request) {
    const Question question = question_of(request);
    if (!std::holds_alternative<Exact>(question.method))
        refuse("method", "auto or exact with fractions", method_name(question.method));
    warn_if_improper(question.board);
    const Rule& rule = question.board.rule;
    Table table{.title = question.title, .columns = {question.first, "ties"}, .rows = {}, .notes = {}};
    table.columns.insert(table.columns.end(), risk_names.begin(), risk_names.end());
    const auto add = [&](const std::string& name, const std::string& ties, const Outvoted<Fraction>& risk) {
        auto& row = table.rows.emplace_back(std::vector<Table::Cell>{name, ties});
        for (const std::optional<Fraction>& chance :
             {std::optional(risk.outvoted), std::optional(risk.overruled), std::optional(risk.blocked),
              std::optional(risk.success), std::optional(risk.decisive), std::optional(risk.luck), risk.outvoted_if_yes,
              risk.outvoted_if_no, risk.outvoted_if_pass, risk.outvoted_if_fail, std::optional(risk.tied)})
            row.push_back(fraction_cell(chance));
    };
    if (question.members) {
        const auto risks = outvoted_member_fractions(rule, question.model);
        for (std::size_t i = 0; i < risks.size(); ++i) add(question.holders[i].name, "none", risks[i]);
    } else {
        for (std::size_t k = 0; k < question.holders.size(); ++k)
            for (const auto& [text, ties] : question.conventions) {
                const auto risk = outvoted_fractions(rule, question.positions[k], question.model, ties);
                add(question.holders[k].name, risk.tied == 0 ? "none" : text, risk);
                if (risk.tied == 0) break;
            }
    }
    const std::string pass = pass_fraction(rule, question.model).str();
    add_board_notes(table, question.board);
    const auto json = [&] {
        Json answer;
        answer["board"] = question.board.id;
        answer["model"] = request.model;
        answer["method"] = method_name(question.method);
        answer["pass"] = pass;
        answer["rows"] = Json::parse(rows_to_json(table));
        answer["notes"] = all_notes(table);
        return answer;
    };
    Table shown = table;
    shown.notes.insert(shown.notes.begin(), "P(a motion passes): " + pass);
    write(request.output, shown, json);
}

/// The chances to be present: one for all, or NAME=CHANCE for each member, in any order.
Attendance parse_attendance(const std::string& text, const Board& board) {
    if (text.find('%') != std::string::npos)
        refuse("attendance", "chances from 0 to 1, such as 0.9", "\"" + text + "\"");
    if (text.find('=') == std::string::npos) return attendance(parse_numbers(text, "attendance"));
    std::vector<double> chances(board.names.size(), 1.0);
    for (const std::string& part : quoted_list(text, "attendance")) {
        const std::size_t equals = part.rfind('=');
        if (equals == std::string::npos)
            refuse("attendance", "one chance, one for each member, or NAME=CHANCE,..", "\"" + part + "\"");
        chances[member_index(board, part.substr(0, equals))] =
            parse_numbers(part.substr(equals + 1), "attendance").front();
    }
    return attendance(chances);
}

/// What is assumed of a meeting, and by what it decides; `recallable` where the command follows motions to a next one.
std::vector<std::string> meeting_remarks(const OutvotedCommand& request, const Board& board, const MeetingRule& rule,
                                         bool recallable = true) {
    if (!board.incompatible.empty()) {
        const Board plain = without_incompatible(board);
        std::vector<std::string> remarks = meeting_remarks(request, plain, meeting_rule(plain, request.quorum), false);
        remarks.emplace_back(
            "assumption, incompatible members: of two who are there and both for a motion one votes against it, so "
            "that it fares as well as it can");
        return remarks;
    }
    const std::string absent =
        "assumption, attendance: members are absent independently of each other and of their opinions; ";
    const auto* votes_cast = std::get_if<AttendanceRule>(&rule);
    if (!votes_cast) {
        const std::string heads =
            request.quorum.empty() ? "" : fmt::format(" The meeting needs a quorum of {} by heads.", request.quorum);
        std::vector<std::string> remarks{absent + "who is absent, or abstains, votes neither yes nor no.",
                                         "rule: " + rule_sentence(board.rule_text, board) + heads};
        if (request.reconvened)
            remarks.emplace_back(
                "assumption, next meetings: without a quorum the meeting is called again, and whoever comes decides; "
                "opinions stay the same, and attendance is anew");
        return remarks;
    }
    const auto [reach, quota] = parse_reach(board.quota_text);
    const bool is_share = parse_share(quota).has_value();
    const std::string needed = votes_cast->quota > 0   ? fmt::format("{} votes", board.quota_text)
                               : !is_share             ? "more than half of the votes cast"
                               : votes_cast->more_than ? fmt::format("more than {} of the votes cast", quota)
                                                       : fmt::format("{} of the votes cast", quota);
    return {fmt::format("{}a meeting needs {} of {} present, by heads; motions need {}.", absent, votes_cast->quorum,
                        board.names.size(), needed),
            request.reconvened
                ? "assumption, next meetings: without a quorum the meeting is called again, and whoever "
                  "comes decides; a tie is put off to a next meeting, where another rejects the motion "
                  "(Gemeentewet 20 and 32); opinions stay the same, and attendance is anew each time"
                : fmt::format("assumption, ties and no quorum: put off, which counts as undecided; a tie "
                              "rejects where everyone is present{}",
                              recallable ? " (--reconvened follows motions until they are decided)" : "")};
}

/// What motions come to at a meeting; or in the end, and how often the first meeting leaves them open.
std::vector<std::pair<std::string, Estimate>> motion_chances(const Meeting& meeting, const Question& question) {
    if (meeting.until == Until::first_meeting) {
        const OutcomeEstimates outcomes = meeting_outcomes(meeting, question.model, question.method);
        return {{"passes", outcomes.passes},
                {"fails", outcomes.fails},
                {"tied", outcomes.tied},
                {"no_quorum", outcomes.no_quorum}};
    }
    const MeetingEstimates meetings =
        estimated_reconvened_outcomes(meeting.rule, question.model, meeting.attendance, question.method);
    return {{"passes", meetings.in_the_end.passes},
            {"fails", meetings.in_the_end.fails},
            {"first_tied", meetings.first.tied},
            {"first_no_quorum", meetings.first.no_quorum}};
}

/// Where members may be absent.
void run_attended(const OutvotedCommand& request) {
    const Question question = question_of(request);
    const Meeting meeting{.rule = meeting_rule(question.board, request.quorum),
                          .attendance = parse_attendance(request.attendance, question.board),
                          .until = request.reconvened ? Until::reconvened_meeting : Until::first_meeting};
    EstimateTable risks(
        question.title + ", with absence",
        question.members ? std::vector{question.first} : std::vector<std::string>{question.first, "ties"},
        question.members ? member_names : position_names, is_simulation(question.method));
    bool reached = true;
    if (question.members) {
        const auto members = meeting_members(meeting, question.model, question.method);
        for (std::size_t i = 0; i < members.size(); ++i) {
            risks.add({question.holders[i].name}, member_values(members[i]));
            reached = reached && members[i].reached;
        }
    } else {
        std::vector<Ties> conventions;
        for (const auto& [text, ties] : question.conventions) conventions.push_back(ties);
        const auto answers =
            meeting_positions(meeting, question.positions, question.model, question.method, conventions);
        for (std::size_t i = 0; i < question.holders.size(); ++i)
            for (std::size_t c = 0; c < answers.size(); ++c) {
                const bool never_tied = answers[c][i].tied.value == 0;
                reached = reached && answers[c][i].reached;
                if (c > 0 && never_tied) continue;
                risks.add({question.holders[i].name, never_tied ? "none" : question.conventions[c].first},
                          position_values(answers[c][i]));
            }
    }
    write_answer(request, question, risks, reached, motion_chances(meeting, question),
                 meeting_remarks(request, question.board, meeting.rule));
}

void run(const OutvotedCommand& request) {
    if (request.attendance.empty()) {
        if (!request.quorum.empty()) refuse("quorum", "given with --attendance only", "\"" + request.quorum + "\"");
        if (request.reconvened) refuse("reconvened", "given with --attendance only", "\"true\"");
        request.fractions ? run_fractions(request) : run_full(request);
    } else {
        if (request.fractions) refuse("fractions", "given without --attendance", "\"true\"");
        run_attended(request);
    }
}

}  // namespace

void add_outvoted(CLI::App& app) {
    auto request = std::make_shared<OutvotedCommand>();
    CLI::App* command = app.add_subcommand("outvoted", "how likely members, or groups of them, are to be outvoted");
    add_board(*command, request->board);
    add_holder(*command, request->holder);
    command->add_option("--model", request->model, model_help)->capture_default_str();
    command->add_option("--ties", request->ties,
                        "what a tied position is: excluded, against or coin; all three if not given");
    command->add_option(
        "--attendance", request->attendance,
        "chance of a member to be present: one for all, one for each, or NAME=CHANCE,.. (1 for the rest)");
    command->add_option(
        "--quorum", request->quorum,
        "with --attendance: members who must be present, a number or majority; majority if not given, and "
        "none for a rule written as a text, which may say its own");
    command->add_flag("--reconvened", request->reconvened,
                      "with --attendance: follow motions until they are decided: without a quorum the meeting is "
                      "called again and whoever comes decides, and a tie is put off to a next meeting, where "
                      "another rejects");
    command->add_flag("--fractions", request->fractions,
                      "exact fractions such as 5/16 instead of decimals; under ic, independent, iac, beta, grouped, "
                      "copy and observed");
    add_risk_method(*command, request->method);
    add_output(*command, request->output);
    command->footer(
        "outvoted = overruled (passes, position no) + blocked (fails, position yes); success = 1 - outvoted.\n"
        "decisive: chance that the holders would settle it, if all of them voted alike; luck = success - decisive, "
        "which can\n"
        "be negative for a group, whose members do not vote alike. tied: chance that the position is tied; ties: what "
        "is\n"
        "made of it (none where it never is).\n"
        "Example:\n  stemgewicht outvoted drechtsteden-2018 --by municipality --position seats --model grouped:family");
    command->callback([command, request] { run_checked(*command, [&] { run(*request); }); });
}

}  // namespace stemgewicht::cli
