#include <stemgewicht/measures/loyalty.hpp>
#include <stemgewicht/study/loyalty_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace stemgewicht {

Table loyalty_table(const Board& board, const std::string& who, const WeightedRule& position, const VotingModel& model,
                    Ties ties) {
    const std::array<FateGradient, 3> fates{fate_gradient(board.rule, position, model, Fate::outvoted, ties),
                                            fate_gradient(board.rule, position, model, Fate::overruled, ties),
                                            fate_gradient(board.rule, position, model, Fate::blocked, ties)};
    Table table{.title = fmt::format("{}: whose vote moves the risk of {}, model {}",
                                     board.title.empty() ? "Weighted board" : board.title, who, model_name(model)),
                .columns = {"name", "weight", "holder", "outvoted", "outvoted_evidence", "overruled",
                            "overruled_evidence", "blocked", "blocked_evidence"},
                .rows = {},
                .notes = {fmt::format("P({} is outvoted): {:.6g}; overruled: {:.6g}; blocked: {:.6g}", who,
                                      fates[0].value, fates[1].value, fates[2].value)}};
    const auto reach = [&](std::size_t i) {
        double largest = 0;
        for (const FateGradient& fate : fates)
            largest = std::max(largest, std::abs(fate.chance[static_cast<Eigen::Index>(i)]));
        return largest;
    };
    std::vector<std::size_t> order(board.names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return reach(a) > reach(b) + 1e-12; });
    for (const std::size_t i : order) {
        std::vector<Table::Cell> row{board.names[i], weights(board)[i],
                                     std::string(position.weights[i] > 0 ? "yes" : "no")};
        for (const FateGradient& fate : fates) {
            row.emplace_back(fate.chance[static_cast<Eigen::Index>(i)]);
            row.emplace_back(fate.evidence[static_cast<Eigen::Index>(i)]);
        }
        table.rows.push_back(std::move(row));
    }
    table.data_notes = board.notes;
    return table;
}

}  // namespace stemgewicht
