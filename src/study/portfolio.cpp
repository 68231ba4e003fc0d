#include "kind_risks.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/boards/text_list.hpp>
#include <stemgewicht/core/nearest_name.hpp>
#include <stemgewicht/study/portfolio.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

namespace stemgewicht {

namespace {

using detail::Exposure;
using detail::OptionWay;

/// The portfolios that a request asks for.
std::vector<Portfolio> portfolios_of(const Board& board, const PortfolioRequest& request) {
    const GovernanceData& data = governance_of(board);
    for (std::size_t k = 0; k < request.portfolios.size(); ++k)
        check_portfolio(request.portfolios[k], data.kinds.size(), element("portfolios", k));
    if (!request.portfolios.empty()) return request.portfolios;
    return data.portfolios.empty() ? single_kinds(data.kinds) : data.portfolios;
}

PortfolioRow portfolio_row(const OptionWay& way, const Portfolio& portfolio, const Exposure& exposed, std::size_t j) {
    PortfolioRow result{.portfolio = portfolio.name,
                        .option = way.option,
                        .scheme = way.scheme,
                        .model = way.model,
                        .municipality = way.row(0, j).municipality,
                        .least = std::numeric_limits<double>::infinity()};
    for (std::size_t k = 0; k < portfolio.shares.size(); ++k) {
        const OptionRow& row = way.row(k, j);
        result.risk += portfolio.shares[k] * row.outvoted;
        result.error += portfolio.shares[k] * row.error;
        result.exposed_share += exposed(way, k, j) ? portfolio.shares[k] : 0.0;
        result.least = std::min(result.least, row.outvoted);
        result.most = std::max(result.most, row.outvoted);
    }
    return result;
}

/// The kinds that councils do not decide, where one body decides them all; empty otherwise, and where councils decide
/// nothing.
std::vector<std::size_t> kinds_of_one_body(const GovernanceOption& option) {
    std::vector<std::size_t> kinds;
    for (std::size_t k = 0; k < option.decides.size(); ++k)
        if (option.decides[k] != Decider::council) kinds.push_back(k);
    const bool mixed = kinds.size() < option.decides.size() && !kinds.empty();
    const bool one =
        std::ranges::all_of(kinds, [&](std::size_t k) { return option.decides[k] == option.decides[kinds.front()]; });
    return mixed && one ? kinds : std::vector<std::size_t>{};
}

/// The option that others are compared with, in which one body decides everything.
const GovernanceOption& break_even_baseline(const Board& board, const std::string& id) {
    const std::vector<GovernanceOption>& options = governance_of(board).options;
    const auto found = id.empty() ? options.begin() : std::ranges::find(options, id, &GovernanceOption::id);
    if (found == options.end()) refuse_unknown("baseline", names_of(option_ids(board)), id);
    if (std::ranges::count(found->decides, found->decides.front()) != std::ssize(found->decides))
        refuse("baseline", "an option in which one body decides on every kind", "\"" + found->id + "\"");
    return *found;
}

/// The request with rows of every municipality: the ways of an option are made of those.
OptionsRequest for_everyone(OptionsRequest request) {
    request.municipalities.clear();
    return request;
}

BreakEvenRow break_even_row(const Board& board, const OptionWay& way, const std::vector<std::size_t>& kinds,
                            const OptionWay& baseline, std::size_t j) {
    const OptionRow& own = way.row(kinds.front(), j);
    const OptionRow& other = baseline.row(0, j);
    BreakEvenRow result{.option = way.option,
                        .scheme = way.scheme,
                        .kind = kind_text(governance_of(board).kinds, kinds),
                        .baseline = baseline.option,
                        .baseline_scheme = baseline.scheme,
                        .model = way.model,
                        .municipality = own.municipality,
                        .risk = own.outvoted,
                        .baseline_risk = other.outvoted};
    if (own.outvoted > 0) {
        result.share = other.outvoted / own.outvoted;
        result.error = (other.error + *result.share * own.error) / own.outvoted;
    }
    return result;
}

}  // namespace

Portfolio parse_portfolio(std::string_view text, const Board& board, std::string_view field) {
    const std::vector<std::string>& kinds = governance_of(board).kinds;
    Portfolio portfolio{.name = std::string(text), .shares = std::vector<double>(kinds.size(), -1.0)};
    for (const std::string_view part : split_text(text, ',')) {
        const std::size_t equals = part.find('=');
        const auto found = std::ranges::find(kinds, part.substr(0, equals));
        if (equals == std::string_view::npos || found == kinds.end())
            refuse(field,
                   fmt::format("a list such as {}=0.5,.. of the kinds {}", kinds.front(), fmt::join(kinds, ", ")),
                   "\"" + std::string(part) + "\"");
        double& share = portfolio.shares[static_cast<std::size_t>(found - kinds.begin())];
        if (share >= 0) refuse(field, "a list that names each kind once", "\"" + *found + "\" again");
        share = parse_numbers(part.substr(equals + 1), std::string(field) + "." + *found).front();
        if (!(share >= 0)) refuse(std::string(field) + "." + *found, "a share from 0 to 1", share);
    }
    for (double& share : portfolio.shares) share = std::max(share, 0.0);
    check_portfolio(portfolio, kinds.size(), field);
    return portfolio;
}

std::vector<PortfolioRow> portfolio_risks(const Board& board, const PortfolioRequest& request) {
    const std::vector<Portfolio> portfolios = portfolios_of(board, request);
    const std::vector<std::size_t> places = detail::places_of(board, request.municipalities);
    const std::vector<OptionRow> rows = compare_options(board, for_everyone(request.options));
    const std::vector<OptionWay> ways = detail::option_ways(board, rows);
    const Exposure exposed(board, request.options);
    std::vector<PortfolioRow> result;
    for (const Portfolio& portfolio : portfolios)
        for (const OptionWay& way : ways)
            for (const std::size_t j : places) result.push_back(portfolio_row(way, portfolio, exposed, j));
    return result;
}

std::vector<BreakEvenRow> break_even_shares(const Board& board, const PortfolioRequest& request,
                                            const std::string& baseline) {
    const GovernanceOption& whole = break_even_baseline(board, baseline);
    const std::vector<std::size_t> places = detail::places_of(board, request.municipalities);
    OptionsRequest options = for_everyone(request.options);
    if (!options.options.empty()) options.options.push_back(whole.id);
    const std::vector<OptionRow> rows = compare_options(board, options);
    const std::vector<OptionWay> ways = detail::option_ways(board, rows);
    std::vector<BreakEvenRow> result;
    for (const GovernanceOption& option : governance_of(board).options) {
        const std::vector<std::size_t> kinds = kinds_of_one_body(option);
        for (const OptionWay& way : ways)
            for (const OptionWay& other : ways)
                if (!kinds.empty() && way.option == option.id && other.option == whole.id && other.model == way.model)
                    for (const std::size_t j : places) result.push_back(break_even_row(board, way, kinds, other, j));
    }
    return result;
}

Table portfolio_table(const Board& board, const PortfolioRequest& request, const std::vector<PortfolioRow>& rows) {
    const bool simulated = is_simulation(request.options.method);
    Table table{
        .title = "Risks by portfolio of decisions, " + board.title,
        .columns = {"portfolio", "option", "scheme", "model", "municipality", "risk", "exposed_share", "least", "most"},
        .rows = {},
        .notes = {}};
    if (simulated) table.columns.emplace_back("error");
    for (const PortfolioRow& row : rows) {
        table.rows.push_back({row.portfolio, row.option, row.scheme, row.model, row.municipality, row.risk,
                              row.exposed_share, row.least, row.most});
        if (simulated) table.rows.back().emplace_back(row.error);
    }
    if (request.portfolios.empty() && governance_of(board).portfolios.empty())
        table.notes.emplace_back(
            "unknown, portfolio: nobody has counted how many issues there are of each kind. Each row takes all of them "
            "as of one kind; under any shares, the risk is the average of these rows by the shares.");
    else
        for (const Portfolio& portfolio : portfolios_of(board, request))
            table.notes.push_back(detail::portfolio_note(board, portfolio));
    table.data_notes = board.notes;
    return table;
}

Table break_even_table(const Board& board, const std::vector<BreakEvenRow>& rows) {
    const bool simulated = std::ranges::any_of(rows, [](const BreakEvenRow& row) { return row.error > 0; });
    Table table{.title = "Break-even shares, " + board.title,
                .columns = {"option", "scheme", "kind", "baseline", "baseline_scheme", "model", "municipality", "risk",
                            "baseline_risk", "break_even"},
                .rows = {},
                .notes = {"break_even: as long as fewer of the issues than this share are of the kinds named, the "
                          "municipality is outvoted less often than under the baseline. Above 1 it always is; empty "
                          "where it is never outvoted."}};
    if (simulated) table.columns.emplace_back("error");
    for (const BreakEvenRow& row : rows) {
        table.rows.push_back({row.option, row.scheme, row.kind, row.baseline, row.baseline_scheme, row.model,
                              row.municipality, row.risk, row.baseline_risk});
        table.rows.back().emplace_back(row.share ? Table::Cell(*row.share) : Table::Cell());
        if (simulated) table.rows.back().emplace_back(row.error);
    }
    table.data_notes = board.notes;
    return table;
}

}  // namespace stemgewicht
