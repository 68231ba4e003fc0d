#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/study/options.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemgewicht {

/// The risks under one option as a function of how the issues divide over the kinds of decisions.
struct PortfolioRequest {
    OptionsRequest options{};                   ///< models, options, schemes, method, ties, threads; without baseline
    std::vector<Portfolio> portfolios{};        ///< empty: those of the case, or if it has none one for each kind
    std::vector<std::string> municipalities{};  ///< whose risks are given; empty: all
};

/// What a municipality risks under an option where the issues divide as a portfolio says.
struct PortfolioRow {
    std::string portfolio, option;
    std::string scheme;  ///< of the bodies that decide, joined by +; `council` where only councils do
    std::string model, municipality;
    double risk = 0;             ///< sum over the kinds of share x chance to be outvoted
    double exposed_share = 0;    ///< share of the issues on which somebody else can decide against the council
    double least = 0, most = 0;  ///< the risk under the portfolios that suit and hurt it most, of all there are
    double error = 0;            ///< a bound on the standard error of the risk; 0 where exact
};

/// The share of issues decided by others from which on a mixed option is no better than one body deciding everything.
struct BreakEvenRow {
    std::string option, scheme;  ///< an option that leaves some kinds to the councils
    std::string kind;            ///< the kinds that it does not
    std::string baseline, baseline_scheme, model, municipality;
    double risk = 0;           ///< chance to be outvoted on those kinds
    double baseline_risk = 0;  ///< and under the baseline, on any kind
    std::optional<double>
        share{};       ///< b* = baseline_risk / risk; above 1: always lower; empty: never outvoted (risk 0)
    double error = 0;  ///< a bound on the standard error of the share; 0 where exact
};

/// The portfolio that a text such as policy=0.4,base_package=0.6 gives over the kinds of a case; kinds that it leaves
/// out have no issues. Its name is the text. Throws std::invalid_argument for anything else, and shares that do not sum
/// to 1.
Portfolio parse_portfolio(std::string_view text, const Board& board, std::string_view field = "portfolio");

/// The risk of each municipality under each portfolio, option, scheme and model, in this order. As a function of the
/// shares it is linear: without portfolios, the rows for single kinds are its coefficients.
/// exposed_share: kinds on which, in some way of voting, the council is outvoted (P > 0 under ic).
std::vector<PortfolioRow> portfolio_risks(const Board& board, const PortfolioRequest& request = {});

/// Break-even shares of every option that leaves some kinds to the councils and all others to one body, against the
/// option `baseline` (empty: the first of the case), in which one body decides everything. With a share b of issues
/// that the councils do not decide the risk is b x risk, which is below baseline_risk as long as b < share. Throws
/// std::invalid_argument for an unknown baseline, or one in which several bodies decide.
std::vector<BreakEvenRow> break_even_shares(const Board& board, const PortfolioRequest& request = {},
                                            const std::string& baseline = {});

/// The rows as tables, `error` only where simulated, with the notes of the case and on what is assumed.
Table portfolio_table(const Board& board, const PortfolioRequest& request, const std::vector<PortfolioRow>& rows);
Table break_even_table(const Board& board, const std::vector<BreakEvenRow>& rows);

}  // namespace stemgewicht
