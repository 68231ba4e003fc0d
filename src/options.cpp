#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/study/options.hpp>

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace stemgewicht {

namespace {

/// The standings of all municipalities under one arrangement and one model.
std::vector<Outvoted> risks(const Arrangement& arrangement, const std::vector<WeightedRule>& positions, const VotingModel& model,
                            const OptionsRequest& request) {
    std::vector<Outvoted> result;
    if (arrangement.decision) {
        for (const Standing& standing : position_standings(*arrangement.decision, std::span<const WeightedRule>(positions), model, request.method))
            result.push_back(outvoted(standing, request.ties));
    } else {
        for (const WeightedRule& position : positions)
            result.push_back(outvoted(position, position, model, request.method, request.ties));
    }
    return result;
}

/// The majority rule under which a single member decides everything, if there is one.
std::string dictator_note(const Board& board, const std::string& scheme) {
    const WeightedRule rule = board_rule(board, scheme);
    const Weight total = total_weight(rule.weights);
    for (std::size_t j = 0; j < rule.weights.size(); ++j)
        if (rule.weights[j] >= rule.quota && total - rule.weights[j] < rule.quota)
            return fmt::format("scheme {}: {} alone decides (a dictator); whether the law allows that is doubtful.", scheme,
                               governance_of(board).municipalities[j].name);
    return {};
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
    const std::vector<Arrangement> all = arrangements(board, request.schemes.empty() ? all_schemes(board) : request.schemes);
    const std::vector<WeightedRule> positions = council_positions(board);

    // The mandate's general board is that of the option ab, and every council's own decisions are alike: compute once.
    const auto same = [&](std::size_t a, std::size_t b) { return all[a].decision == all[b].decision; };
    std::vector<std::size_t> first(all.size());
    for (std::size_t a = 0; a < all.size(); ++a)
        for (first[a] = 0; !same(first[a], a); ++first[a]) {
        }
    std::vector<std::vector<Outvoted>> results(all.size() * parsed.size());
    tbb::task_arena arena(request.threads == 0 ? tbb::task_arena::automatic : request.threads);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, results.size(), [&](std::size_t task) {
            const std::size_t a = task / parsed.size();
            if (first[a] == a) results[task] = risks(all[a], positions, parsed[task % parsed.size()], request);
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

Table options_table(const Board& board, const std::vector<OptionRow>& rows) {
    Table table{.title = "Governance options of " + board.title,
                .columns = {"option", "scheme", "model", "municipality", "kind", "outvoted", "overruled", "blocked", "decisive"},
                .rows = {},
                .notes = {}};
    for (const OptionRow& row : rows)
        table.rows.push_back({row.option, row.scheme, row.model, row.municipality, row.kind, row.outvoted, row.overruled, row.blocked, row.decisive});
    for (const Note& note : board.notes) table.notes.push_back(fmt::format("{}, {}: {}", note.mark, note.about, note.text));
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
    Table table{.title = fmt::format("P({} is outvoted), by option and model", municipality), .columns = {"option", "scheme", "kind"}, .rows = {}, .notes = {}};
    const OptionRow* previous = nullptr;
    for (const OptionRow& row : rows) {
        if (row.municipality != municipality) continue;
        if (std::ranges::find(table.columns, row.model) == table.columns.end()) table.columns.push_back(row.model);
        const bool same = previous && previous->option == row.option && previous->scheme == row.scheme && previous->kind == row.kind;
        if (!same) table.rows.push_back({row.option, row.scheme, row.kind});
        table.rows.back().push_back(row.outvoted);
        previous = &row;
    }
    return table;
}

}  // namespace stemgewicht
