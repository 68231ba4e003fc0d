#include "kind_risks.hpp"

#include <stemgewicht/boards/schemes.hpp>
#include <stemgewicht/boards/votes_from_seats.hpp>
#include <stemgewicht/study/vote_range.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

namespace stemgewicht {

namespace {

/// The most draws that are held as columns at once.
constexpr std::size_t draws_at_once = 50;

bool decides(const GovernanceData& data, Decider decider) {
    return std::ranges::any_of(data.options, [decider](const GovernanceOption& option) {
        return std::ranges::count(option.decides, decider) > 0;
    });
}

/// A case with one option, under which one body decides everything.
Board alone(const Board& board, Decider decider) {
    Board result = board;
    result.governance->kinds = {"policy"};
    result.governance->options = {{.id = "only", .title = {}, .decides = {decider}}};
    return result;
}

/// Linear between the order statistics (type 7).
double quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

/// The risks in an assembly with each of these columns of weights: by column, model and municipality asked for.
class AssemblyRisks {
public:
    AssemblyRisks(const Board& board, const VoteRangeRequest& request)
        : board_(alone(board, Decider::assembly)), request_(request) {}

    [[nodiscard]] std::vector<std::vector<std::vector<double>>> of(
        const std::vector<std::vector<Weight>>& columns) const {
        std::vector<std::vector<std::vector<double>>> result;
        for (std::size_t begin = 0; begin < columns.size(); begin += draws_at_once) {
            const std::size_t end = std::min(begin + draws_at_once, columns.size());
            append(result, {columns.begin() + static_cast<std::ptrdiff_t>(begin),
                            columns.begin() + static_cast<std::ptrdiff_t>(end)});
            if (request_.progress) request_.progress(end, columns.size());
        }
        return result;
    }

private:
    void append(std::vector<std::vector<std::vector<double>>>& result,
                const std::vector<std::vector<Weight>>& columns) const {
        Board widened = board_;
        widened.governance->assembly_schemes.clear();
        for (std::size_t k = 0; k < columns.size(); ++k) {
            widened.governance->assembly_schemes.push_back(fmt::format("draw {}", k + 1));
            widened.columns[widened.governance->assembly_schemes.back()] = columns[k];
        }
        const std::vector<OptionRow> rows = compare_options(widened, {.models = request_.models,
                                                                      .municipalities = request_.municipalities,
                                                                      .ties = request_.ties,
                                                                      .threads = request_.threads});
        const std::size_t models = request_.models.size();
        const std::size_t municipalities = rows.size() / (columns.size() * models);
        auto row = rows.begin();
        for (std::size_t k = 0; k < columns.size(); ++k) {
            auto& of_column = result.emplace_back(models);
            for (std::vector<double>& risks : of_column)
                for (std::size_t j = 0; j < municipalities; ++j) risks.push_back((row++)->outvoted);
        }
    }

    Board board_;
    const VoteRangeRequest& request_;
};

VoteRange range_of(std::string model, std::string municipality, double central, std::vector<double> draws) {
    VoteRange range{.model = std::move(model), .municipality = std::move(municipality), .central = central};
    std::vector<double> sorted = draws;
    std::ranges::sort(sorted);
    range.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(sorted.size());
    range.least = sorted.front();
    range.low = quantile(sorted, 0.05);
    range.high = quantile(sorted, 0.95);
    range.most = sorted.back();
    range.draws = std::move(draws);
    return range;
}

void add_notes(Table& table, const Board& board, const VoteRangeRequest& request) {
    table.notes.push_back(
        fmt::format("{} vote results, seed {}, uniform over those that give exactly these seats with the turnout of "
                    "each municipality; each is counted exactly",
                    request.draws, request.seed));
    table.data_notes = board.notes;
}

}  // namespace

VoteRanges vote_ranges(const Board& board, const VoteRangeRequest& asked) {
    const GovernanceData& data = governance_of(board);
    if (!has_estimated_votes(board))
        refuse("case", "one whose votes are estimated from seats (governance.votes)", board.id);
    if (!decides(data, Decider::assembly)) refuse("case", "one with an assembly that decides", board.id);
    if (asked.draws == 0) refuse("draws", "1 or more", asked.draws);
    VoteRangeRequest request = asked;
    if (request.models.empty()) request.models = default_models(board);
    const std::vector<std::size_t> places = detail::places_of(board, request.municipalities);
    std::vector<OptionRow> on_board;
    if (decides(data, Decider::board)) {
        if (request.schemes.empty()) request.schemes = all_schemes(board);
        for (const std::string& scheme : request.schemes) static_cast<void>(board_rule(board, scheme));
        on_board = compare_options(alone(board, Decider::board), {.models = request.models,
                                                                  .schemes = request.schemes,
                                                                  .municipalities = request.municipalities,
                                                                  .ties = request.ties,
                                                                  .threads = request.threads});
    }
    std::vector<std::vector<Weight>> columns = draw_votes_from_seats(board, request.draws, request.seed);
    columns.push_back(column_of(board, data.votes_column));
    const auto risks = AssemblyRisks(board, request).of(columns);
    VoteRanges result;
    for (std::size_t m = 0; m < request.models.size(); ++m)
        for (std::size_t k = 0; k < places.size(); ++k) {
            std::vector<double> draws;
            for (std::size_t d = 0; d < request.draws; ++d) draws.push_back(risks[d][m][k]);
            result.ranges.push_back(
                range_of(request.models[m], data.municipalities[places[k]].name, risks.back()[m][k], std::move(draws)));
        }
    for (const OptionRow& row : on_board)
        for (const VoteRange& range : result.ranges) {
            if (range.model != row.model || range.municipality != row.municipality) continue;
            result.verdicts.push_back(
                {.scheme = row.scheme,
                 .model = row.model,
                 .municipality = row.municipality,
                 .risk = row.outvoted,
                 .central = range.central,
                 .lower = static_cast<std::size_t>(std::ranges::count_if(
                     range.draws, [&](double risk) { return row.outvoted < risk - detail::equal_risks; })),
                 .draws = request.draws});
        }
    return result;
}

Table vote_range_table(const Board& board, const VoteRangeRequest& request, const VoteRanges& ranges) {
    Table table{.title = "Risk in the assembly over the vote results that give the seats, " + board.title,
                .columns = {"model", "municipality", "central", "mean", "least", "low_5", "high_95", "most"},
                .rows = {},
                .notes = {}};
    for (const VoteRange& range : ranges.ranges)
        table.rows.push_back({range.model, range.municipality, range.central, range.mean, range.least, range.low,
                              range.high, range.most});
    add_notes(table, board, request);
    return table;
}

Table vote_verdict_table(const Board& board, const VoteRangeRequest& request, const VoteRanges& ranges) {
    Table table{.title = "In how many vote results the risk is lower on a general board, " + board.title,
                .columns = {"scheme", "model", "municipality", "board", "central", "lower", "draws", "share"},
                .rows = {},
                .notes = {}};
    for (const VoteVerdict& verdict : ranges.verdicts)
        table.rows.push_back({verdict.scheme, verdict.model, verdict.municipality, verdict.risk, verdict.central,
                              static_cast<std::int64_t>(verdict.lower), static_cast<std::int64_t>(verdict.draws),
                              static_cast<double>(verdict.lower) / static_cast<double>(verdict.draws)});
    add_notes(table, board, request);
    return table;
}

}  // namespace stemgewicht
