#include "second_tier.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/design/kept_games.hpp>
#include <stemgewicht/study/board_design.hpp>
#include <stemgewicht/study/robust_design.hpp>

#include <fmt/format.h>

#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace stemgewicht::cli {

namespace {

struct DesignCommand {
    BoardChoice board;
    BoardDesignRequest design;
    TippingRequest tipping;
    bool robust = false;
    std::vector<std::string> against;
    RobustDesignRequest unknown;
    SecondTierChoice second_tier;
    Output output;
};

void write_design(const DesignCommand& command, const Board& board) {
    BoardDesignRequest request = command.design;
    request.note = [](const std::string& text) { warn(text); };
    request.progress = terminal_progress();
    const BoardDesign design = design_board(board, request);
    const Table table = design_table(design);
    const InverseAnswer& answer = design.answer;
    write(command.output, table, [&] {
        return case_answer(design.board,
                           {{"measure", measure_name(design.problem.measure)},
                            {"norm", request.norm},
                            {"distance", answer.distance()},
                            {"lower_bound", answer.lower_bound},
                            {"gap", answer.gap()},
                            {"proved", answer.proved},
                            {"ties", answer.ties},
                            {"compared", answer.compared}},
                           table);
    });
}

void write_robust(const DesignCommand& command, const Board& board) {
    RobustDesignRequest request = command.unknown;
    for (const std::string& set : command.against) request.against.push_back(parse_unknown(set));
    request.progress = terminal_progress();
    const std::vector<RobustDesign> designs = robust_designs(board, request);
    const Table table = robust_table(board, request, designs);
    write(command.output, table,
          [&] { return case_answer(board, {{"rules_compared", designs.front().found.compared}}, table); });
}

/// What one way to ask takes that the others do not.
struct WayToAsk {
    std::string_view name;
    std::vector<std::string_view> options;
};

/// Refuses an option of another way to ask, which would change nothing.
void check_way(const CLI::App& command, std::string_view way) {
    static const std::array<WayToAsk, 5> ways{
        {{"--target", {"--norm", "--constraint", "--list", "--tolerance", "--seed", "--games"}},
         {"--tipping", {"--measure", "--reach"}},
         {"--robust", {"--against", "--model", "--draws", "--seed"}},
         {"--second-tier", {"--citizens", "--correlation", "--total"}},
         {"--quota optimal", {}}}};
    const WayToAsk& asked = *std::ranges::find(ways, way, &WayToAsk::name);
    for (const WayToAsk& other : ways)
        for (const std::string_view name : other.options)
            if (const CLI::Option* option = command.get_option(std::string(name));
                option->count() > 0 && std::ranges::count(asked.options, name) == 0)
                refuse(option->get_single_name(), fmt::format("left out with {}, as it goes with {}", way, other.name),
                       "\"" + option->results().front() + "\"");
}

void run_design(const CLI::App& app, DesignCommand command) {
    if (command.board.name.empty() && command.board.weights.empty()) command.board.name = "drechtsteden-2018";
    const bool optimal = command.board.reading.quota == "optimal";
    const int asked = int{!command.design.target.empty()} + int{!command.tipping.member.empty()} +
                      int{!command.second_tier.goals.empty()} + int{optimal} + int{command.robust};
    if (asked != 1)
        refuse("target",
               "given, as in --target banzhaf_normalized=population, or one of --tipping MEMBER, --second-tier GOAL, "
               "--robust and --quota optimal instead",
               asked == 0 ? "none of them" : "more than one of them");
    check_way(app, optimal                              ? "--quota optimal"
                   : !command.second_tier.goals.empty() ? "--second-tier"
                   : !command.design.target.empty()     ? "--target"
                   : command.robust                     ? "--robust"
                                                        : "--tipping");
    if (optimal) {
        command.board.reading.quota = "majority";
        write_optimal_quota(designed_board(resolve(command.board)), command.output);
        return;
    }
    if (!command.second_tier.goals.empty()) {
        write_second_tier(board_of_citizens(command.board), command.second_tier, command.output);
        return;
    }
    const Board board = resolve(command.board);
    if (!command.design.target.empty()) {
        write_design(command, board);
        return;
    }
    if (command.robust) {
        write_robust(command, board);
        return;
    }
    if (!command.board.reading.quota.empty()) command.tipping.quota = command.board.reading.quota;
    const Table table = tipping_table(board, command.tipping);
    write(command.output, table, [&] {
        return case_answer(
            board, {{"tipping", command.tipping.member}, {"quota", tipping_quota(board, command.tipping)}}, table);
    });
}

}  // namespace

void add_design(CLI::App& app) {
    auto request = std::make_shared<DesignCommand>();
    CLI::App* command =
        app.add_subcommand("design", "weights and quota that give members the power, or the risks, that are wanted");
    add_board(*command, request->board);
    command->add_option("--target", request->design.target,
                        "MEASURE=VALUES: an index, or decisive, outvoted, overruled or blocked with a model, "
                        "outvoted:iac, and numbers for all members, equal, a column, or sqrt(COLUMN)");
    command
        ->add_option("--norm", request->design.norm,
                     "what is least: the sum of differences (absolute), the root of the sum of their squares "
                     "(euclidean), the largest (largest), or the largest as a part of the target (relative)")
        ->capture_default_str();
    command->add_option("--constraint", request->design.constraints,
                        "may be repeated: proper, no_dictator, no_veto, no_null, quota=SHARE, order=COLUMN, order=A>B, "
                        "winning=A+B, losing=A+B, \"MEASURE(NAME)<=NUMBER\" or >=");
    command->add_option("--list", request->design.listed, "of rules that are equally near, how many to list")
        ->transform(whole_number("list", 1))
        ->capture_default_str();
    command
        ->add_option("--tolerance", request->design.tolerance,
                     "beyond 8 members, where rules are searched for: end with the first that is as near")
        ->transform(real_number("tolerance"))
        ->capture_default_str();
    command->add_option("--seed", request->design.seed, "of that search, and of vote results with --robust")
        ->transform(whole_number("seed"))
        ->capture_default_str();
    command->add_option("--games", request->design.games,
                        "file in which the weighted games are kept; for 8 members one in the user's cache directory if "
                        "not given, else none");
    command->add_option(
        "--tipping", request->tipping.member,
        "instead of a target: every weight of this member at which anything changes, the others' fixed");
    command->add_option("--measure", request->tipping.measures,
                        "with --tipping: a measure to show, may be repeated; outvoted:ic and banzhaf if not given");
    command->add_option("--reach", request->tipping.reach,
                        "with --tipping: the smallest change of the weight for \"MEASURE<=NUMBER\", or >=");
    CLI::Option* robust = command->add_flag("--robust", request->robust,
                                            "instead of a target: the rule of the general board of a case by which the "
                                            "worst-off municipality risks least in "
                                            "the worst case, and the worst cases of the schemes");
    command
        ->add_option(
            "--against", request->against,
            "with --robust: over what the worst case is, models, votes (results that give the seats) or bounds "
            "(all joint laws with the pair agreements of a model); may be repeated, all three if not given")
        ->needs(robust);
    command
        ->add_option(
            "--model", request->unknown.models,
            fmt::format("with --robust: vote model, may be repeated; ic, iac and grouped by family if not given: {}",
                        model_help))
        ->needs(robust);
    command->add_option("--draws", request->unknown.draws, "with --robust: how many vote results are drawn")
        ->transform(whole_number("draws", 1, 10'000))
        ->needs(robust)
        ->capture_default_str();
    add_citizens(*command, request->second_tier);
    add_output(*command, request->output);
    command->footer(
        "All weighted games of up to 8 members are compared, so that the answer is proved; beyond, rules are searched\n"
        "for, and the gap to a proved bound is told. --quota is that of the board as it is, --constraint quota=SHARE "
        "that\n"
        "of the rules. Of a case the members are its municipalities, the columns the schemes of its general board.\n"
        "Examples:\n  stemgewicht design drechtsteden-2018 --target banzhaf_normalized=population --constraint "
        "quota=majority\n  stemgewicht design drechtsteden-2018 --tipping Dordrecht --reach \"outvoted:ic<=0.2\"\n"
        "  stemgewicht design eec-1958 --quota optimal\n"
        "  stemgewicht design drechtsteden-2018 --robust --against models\n"
        "  stemgewicht design drechtsteden-2018 --second-tier equal_chance");
    command->callback([command, request] {
        run_checked(*command, [&] {
            request->unknown.seed = request->design.seed;
            run_design(*command, *request);
        });
    });
}

}  // namespace stemgewicht::cli
