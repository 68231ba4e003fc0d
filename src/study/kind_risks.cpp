#include "kind_risks.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/core/nearest_name.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace stemgewicht::detail {

namespace {

/// The first rows of one option and model, by decider: one for each scheme.
using RowsOfDeciders = std::map<Decider, std::vector<const OptionRow*>>;

/// Adds a way for every choice of a scheme for each body from `body` on.
void add_ways(const RowsOfDeciders& bodies, RowsOfDeciders::const_iterator body, OptionWay way,
              std::vector<OptionWay>& result) {
    if (body == bodies.end()) {
        if (way.scheme.empty()) way.scheme = "council";
        result.push_back(std::move(way));
        return;
    }
    for (const OptionRow* row : body->second) {
        OptionWay next = way;
        for (const std::size_t kind : row->kinds) next.of_kind[kind] = row;
        if (row->scheme != "council") next.scheme += (next.scheme.empty() ? "" : "+") + row->scheme;
        add_ways(bodies, std::next(body), std::move(next), result);
    }
}

}  // namespace

std::vector<OptionWay> option_ways(const Board& board, const std::vector<OptionRow>& rows) {
    const GovernanceData& data = governance_of(board);
    const std::size_t step = data.municipalities.size();
    std::vector<std::string> models;
    for (std::size_t r = 0; r < rows.size(); r += step)
        if (std::ranges::find(models, rows[r].model) == models.end()) models.push_back(rows[r].model);
    std::vector<OptionWay> result;
    for (const std::string& option : option_ids(board)) {
        const std::size_t first = result.size();
        for (const std::string& model : models) {
            RowsOfDeciders bodies;
            for (std::size_t r = 0; r < rows.size(); r += step)
                if (rows[r].option == option && rows[r].model == model) bodies[rows[r].decider].push_back(&rows[r]);
            if (bodies.empty()) continue;
            add_ways(bodies, bodies.begin(),
                     {.option = option,
                      .scheme = {},
                      .model = model,
                      .of_kind = std::vector<const OptionRow*>(data.kinds.size(), nullptr)},
                     result);
        }
        // By scheme first, then by model, as the rows are.
        std::vector<std::string> schemes;
        for (std::size_t w = first; w < result.size(); ++w)
            if (std::ranges::find(schemes, result[w].scheme) == schemes.end()) schemes.push_back(result[w].scheme);
        std::stable_sort(result.begin() + static_cast<std::ptrdiff_t>(first), result.end(),
                         [&](const OptionWay& a, const OptionWay& b) {
                             return std::ranges::find(schemes, a.scheme) < std::ranges::find(schemes, b.scheme);
                         });
    }
    return result;
}

Exposure::Exposure(const Board& board, const OptionsRequest& request) {
    const OptionsRequest every_way{.models = {"ic"},  // gives every way of voting a chance
                                   .options = request.options,
                                   .schemes = request.schemes,
                                   .ties = request.ties,
                                   .threads = request.threads};
    const std::vector<OptionRow> rows = compare_options(board, every_way);
    const std::size_t count = governance_of(board).municipalities.size();
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (const std::size_t kind : rows[r].kinds)
            exposed_[{rows[r].option, rows[r].scheme, kind, r % count}] = rows[r].outvoted > 0;
}

std::vector<std::size_t> places_of(const Board& board, const std::vector<std::string>& municipalities) {
    const std::vector<Municipality>& known = governance_of(board).municipalities;
    std::vector<std::size_t> places;
    for (std::size_t j = 0; j < known.size() && municipalities.empty(); ++j) places.push_back(j);
    for (const std::string& name : municipalities) {
        const auto found = std::ranges::find(known, name, &Municipality::name);
        if (found == known.end()) refuse_unknown("municipality", names_of(known, &Municipality::name), name);
        places.push_back(static_cast<std::size_t>(found - known.begin()));
    }
    return places;
}

std::string portfolio_note(const Board& board, const Portfolio& portfolio) {
    const std::vector<std::string>& kinds = governance_of(board).kinds;
    std::string text;
    for (std::size_t k = 0; k < kinds.size(); ++k)
        if (portfolio.shares[k] > 0)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kinds[k], portfolio.shares[k]);
    return fmt::format("assumption, portfolio {}: shares of the issues taken as {}. Nobody has counted them.",
                       portfolio.name, text);
}

}  // namespace stemgewicht::detail
