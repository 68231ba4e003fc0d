#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/options.hpp>

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace stemgewicht {

namespace {

/// All arrangements under one model, each with the standings of all municipalities. The councils are counted once for
/// all boards that stand over them, where the method is Exact.
class ModelPass {
public:
    ModelPass(const std::vector<Arrangement>& all, const std::vector<WeightedRule>& positions, VotingModel model,
              const OptionsRequest& request)
        : positions_(positions), model_(std::move(model)), request_(request) {
        const auto* exact = std::get_if<Exact>(&request.method);
        for (const Arrangement& arrangement : all)
            if (const auto* board = composite(arrangement); board && exact && !profiles_)
                profiles_ = block_profiles(board->blocks, positions, vote_law(model_, board->member_count()), *exact);
    }

    [[nodiscard]] std::vector<Outvoted> risks(const Arrangement& arrangement) const {
        std::vector<Outvoted> result;
        for (const Standing& standing : standings(arrangement)) result.push_back(outvoted(standing, request_.ties));
        return result;
    }

private:
    static const CompositeRule* composite(const Arrangement& arrangement) {
        return arrangement.decision ? std::get_if<CompositeRule>(&*arrangement.decision) : nullptr;
    }

    [[nodiscard]] std::vector<Standing> standings(const Arrangement& arrangement) const {
        if (const auto* board = composite(arrangement); board && profiles_)
            return profile_standings(*profiles_, board->top);
        if (arrangement.decision)
            return position_standings(*arrangement.decision, std::span<const WeightedRule>(positions_), model_,
                                      request_.method);
        std::vector<Standing> own;  // each council decides by the rule that is its position
        for (const WeightedRule& position : positions_)
            own.push_back(position_standings(position, std::span(&position, 1), model_, request_.method).front());
        return own;
    }

    const std::vector<WeightedRule>& positions_;
    VotingModel model_;
    const OptionsRequest& request_;
    std::optional<BlockProfiles> profiles_;
};

/// The arrangements that a request asks for.
std::vector<Arrangement> chosen(const Board& board, const OptionsRequest& request) {
    std::vector<Arrangement> all = arrangements(board, request.schemes.empty() ? all_schemes(board) : request.schemes);
    for (const std::string& option : request.options)
        if (std::ranges::find(all, option, &Arrangement::option) == all.end())
            refuse("option", "one of drechtraad, ab, mandate, centre", "\"" + option + "\"");
    if (!request.options.empty())
        std::erase_if(all, [&](const Arrangement& a) {
            return std::ranges::find(request.options, a.option) == request.options.end();
        });
    return all;
}

/// The majority rule under which a single member decides everything, if there is one.
std::string dictator_note(const Board& board, const std::string& scheme) {
    const WeightedRule rule = board_rule(board, scheme);
    const Weight total = total_weight(rule.weights);
    for (std::size_t j = 0; j < rule.weights.size(); ++j)
        if (rule.weights[j] >= rule.quota && total - rule.weights[j] < rule.quota)
            return fmt::format("scheme {}: {} alone decides (a dictator); whether the law allows that is doubtful.",
                               scheme, governance_of(board).municipalities[j].name);
    return {};
}

/// Which councils can tie, and what is made of it.
std::string tie_note(const Board& board, Ties ties) {
    std::string names;
    const std::vector<WeightedRule> positions = council_positions(board);
    for (std::size_t j = 0; j < positions.size(); ++j)
        if (total_weight(positions[j].weights) % 2 == 0)
            names += (names.empty() ? "" : ", ") + governance_of(board).municipalities[j].name;
    if (names.empty()) return {};
    const char* made = ties == Ties::excluded  ? "left out: chances are given that the council is not tied"
                       : ties == Ties::against ? "taken as against"
                                               : "taken as for or against with equal chance";
    return fmt::format("ties: the council of {} can tie; such motions are {}. Its delegation votes no then.", names,
                       made);
}

}  // namespace

std::vector<OptionRow> compare_options(const Board& board, const OptionsRequest& request) {
    const GovernanceData& data = governance_of(board);
    std::vector<std::string> models = request.models;
    if (models.empty()) {
        models = {"ic", "iac"};
        if (!data.family.empty()) models.push_back("grouped:" + data.family);
    }
    std::vector<VotingModel> parsed;
    for (const std::string& model : models) parsed.push_back(parse_model(model, board));
    if (request.threads < 0) refuse("threads", "0 for all cores, or the number of threads", request.threads);
    const std::vector<Arrangement> all = chosen(board, request);
    const std::vector<WeightedRule> positions = council_positions(board);

    // The mandate's general board is that of the option ab: compute each decision once.
    std::vector<std::size_t> first(all.size());
    for (std::size_t a = 0; a < all.size(); ++a)
        while (!(all[first[a]].decision == all[a].decision)) ++first[a];
    std::vector<std::vector<Outvoted>> results(all.size() * parsed.size());
    tbb::task_arena arena(request.threads == 0 ? tbb::task_arena::automatic : request.threads);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, parsed.size(), [&](std::size_t m) {
            const ModelPass pass(all, positions, parsed[m], request);
            tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t a) {
                if (first[a] == a) results[a * parsed.size() + m] = pass.risks(all[a]);
            });
        });
    });

    std::vector<OptionRow> rows;
    for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t m = 0; m < models.size(); ++m)
            for (std::size_t j = 0; j < positions.size(); ++j) {
                const Outvoted& risk = results[first[a] * parsed.size() + m][j];
                rows.push_back({.option = all[a].option,
                                .scheme = all[a].scheme,
                                .model = models[m],
                                .municipality = data.municipalities[j].name,
                                .kind = all[a].kind,
                                .outvoted = risk.outvoted,
                                .overruled = risk.overruled,
                                .blocked = risk.blocked,
                                .decisive = risk.decisive});
            }
    return rows;
}

Table options_table(const Board& board, const std::vector<OptionRow>& rows, Ties ties) {
    Table table{.title = "Governance options of " + board.title,
                .columns = {"option", "scheme", "model", "municipality", "kind", "outvoted", "overruled", "blocked",
                            "decisive"},
                .rows = {},
                .notes = {}};
    for (const OptionRow& row : rows)
        table.rows.push_back({row.option, row.scheme, row.model, row.municipality, row.kind, row.outvoted,
                              row.overruled, row.blocked, row.decisive});
    for (const Note& note : board.notes)
        table.notes.push_back(fmt::format("{}, {}: {}", note.mark, note.about, note.text));
    if (const std::string note = tie_note(board, ties); !note.empty()) table.notes.push_back(note);
    std::vector<std::string> seen;
    for (const OptionRow& row : rows) {
        if (row.option != "ab" || std::ranges::find(seen, row.scheme) != seen.end()) continue;
        seen.push_back(row.scheme);
        if (const std::string note = dictator_note(board, row.scheme); !note.empty()) table.notes.push_back(note);
    }
    return table;
}

Table risk_table(const Board& board, const std::vector<OptionRow>& rows, const std::string& municipality) {
    const auto& known = governance_of(board).municipalities;
    if (std::ranges::find(known, municipality, &Municipality::name) == known.end()) {
        std::string names;
        for (const Municipality& m : known) names += (names.empty() ? "" : ", ") + m.name;
        refuse("municipality", "one of " + names, "\"" + municipality + "\"");
    }
    Table table{.title = fmt::format("P({} is outvoted), by option and model", municipality),
                .columns = {"option", "scheme", "kind"},
                .rows = {},
                .notes = {}};
    const OptionRow* previous = nullptr;
    for (const OptionRow& row : rows) {
        if (row.municipality != municipality) continue;
        if (std::ranges::find(table.columns, row.model) == table.columns.end()) table.columns.push_back(row.model);
        const bool same =
            previous && previous->option == row.option && previous->scheme == row.scheme && previous->kind == row.kind;
        if (!same) table.rows.push_back({row.option, row.scheme, row.kind});
        table.rows.back().emplace_back(row.outvoted);
        previous = &row;
    }
    return table;
}

}  // namespace stemgewicht
