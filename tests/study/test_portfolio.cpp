#include <stemgewicht/study/portfolio.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <tuple>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

/// What one portfolio of policy, base package, plus package and operations gives for a municipality.
PortfolioRow row_with(const std::vector<double>& shares, const std::string& option, const std::string& scheme,
                      const std::string& model, const std::string& municipality) {
    PortfolioRequest request{.options = {.models = {model}, .options = {option}},
                             .portfolios = {{"p", shares}},
                             .municipalities = {municipality}};
    if (scheme != "council") request.options.schemes = {scheme};
    const std::vector<PortfolioRow> rows = portfolio_risks(drechtsteden(), request);
    const auto found = std::ranges::find(rows, scheme, &PortfolioRow::scheme);
    REQUIRE(found != rows.end());
    return *found;
}

}  // namespace

TEST_CASE("The risk of a portfolio is the sum of shares and risks of the bodies that decide") {
    const double board = row_of("ab", "one_vote", "iac", "Sliedrecht").outvoted;
    const PortfolioRow mandate = row_with({0.4, 0.3, 0.2, 0.1}, "mandate", "one_vote", "iac", "Sliedrecht");
    CHECK(std::abs(mandate.risk - 0.4 * board) < 1e-15);
    CHECK(std::abs(mandate.exposed_share - 0.4) < 1e-15);
    CHECK(mandate.least == 0);
    CHECK(mandate.most == board);
    CHECK(mandate.error == 0);
    const PortfolioRow all = row_with({0.4, 0.3, 0.2, 0.1}, "ab", "one_vote", "iac", "Sliedrecht");
    CHECK(std::abs(all.risk - board) < 1e-15);
    CHECK(std::abs(all.exposed_share - 1) < 1e-15);
    const PortfolioRow centre = row_with({0.4, 0.3, 0.2, 0.1}, "centre", "council", "iac", "Sliedrecht");
    CHECK(std::abs(centre.risk - 0.6 * row_of("centre", "council", "iac", "Sliedrecht").outvoted) < 1e-15);
    CHECK(std::abs(row_with({0.9, 0.1, 0, 0}, "mandate", "one_vote", "iac", "Sliedrecht").risk - 0.1 * board) < 1e-15);
}

TEST_CASE("A municipality that decides alone, or for itself, is exposed on no issue") {
    CHECK(row_with({0, 1, 0, 0}, "mandate", "money", "ic", "Dordrecht").exposed_share == 0);
    CHECK(row_with({0, 1, 0, 0}, "mandate", "money", "ic", "Zwijndrecht").exposed_share == 1);
    CHECK(row_with({0, 1, 0, 0}, "mandate", "apex_veto", "ic", "Dordrecht").exposed_share == 1);
    CHECK(row_with({0, 1, 0, 0}, "centre", "council", "ic", "Dordrecht").exposed_share == 0);
    CHECK(row_with({0, 1, 0, 0}, "centre", "council", "ic", "Papendrecht").exposed_share == 1);
    CHECK(row_with({1, 0, 0, 0}, "centre", "council", "ic", "Papendrecht").exposed_share == 0);
    CHECK(row_with({1, 0, 0, 0}, "drechtraad", "votes_2022", "ic", "Dordrecht").exposed_share == 1);
}

TEST_CASE("Without portfolios every kind is taken by itself, and all others are averages of these") {
    const PortfolioRequest request{.options = {.models = {"ic"}, .schemes = {"seats"}}, .portfolios = {}};
    const std::vector<PortfolioRow> rows = portfolio_risks(drechtsteden(), request);
    // Option 1 by seats, options 2 to 4, their combination, the outcome, and stopping.
    CHECK(rows.size() == 4 * 7 * 7);
    std::set<std::string> names;
    for (const PortfolioRow& row : rows) {
        names.insert(row.portfolio);
        CHECK((row.least <= row.risk && row.risk <= row.most));
    }
    CHECK(names == std::set<std::string>{"all policy", "all base_package", "all plus_package", "all operations"});
    PortfolioRequest mixed = request;
    mixed.portfolios = {{"mixed", {0.1, 0.2, 0.3, 0.4}}};
    const std::vector<PortfolioRow> averages = portfolio_risks(drechtsteden(), mixed);
    REQUIRE(averages.size() == 7 * 7);
    for (std::size_t r = 0; r < averages.size(); ++r) {
        double sum = 0;
        for (std::size_t k = 0; k < 4; ++k) sum += mixed.portfolios[0].shares[k] * rows[k * 49 + r].risk;
        CHECK(std::abs(averages[r].risk - sum) < 1e-15);
    }
}

TEST_CASE("At the break-even share of base package the mandate risks as much as the Drechtraad") {
    const std::vector<BreakEvenRow> rows = break_even_shares(drechtsteden());
    std::size_t within = 0, never = 0;
    for (const BreakEvenRow& row : rows) {
        if (row.option != "mandate") continue;
        INFO(row.scheme << ", " << row.baseline_scheme << ", " << row.model << ", " << row.municipality);
        CHECK(row.kind == "base_package+operations");
        CHECK(row.baseline == "drechtraad");
        CHECK(row.baseline_risk == row_of("drechtraad", row.baseline_scheme, row.model, row.municipality).outvoted);
        if (!row.share) {
            CHECK(row_of("ab", row.scheme, row.model, row.municipality).outvoted == 0);
            ++never;
            continue;
        }
        if (*row.share > 1 || row.model != "ic" || row.municipality != "Dordrecht") continue;
        ++within;
        const double b = *row.share;
        CHECK(std::abs(row_with({1 - b, b, 0, 0}, "mandate", row.scheme, "ic", "Dordrecht").risk - row.baseline_risk) <
              1e-14);
        CHECK(std::abs(row_with({1 - b, b / 2, 0, b / 2}, "mandate", row.scheme, "ic", "Dordrecht").risk -
                       row.baseline_risk) < 1e-14);
    }
    CHECK(within > 0);
    CHECK(never == 3 * 3);  // by money Dordrecht is never outvoted, against three assemblies under three models
    CHECK(std::ranges::any_of(rows, [](const BreakEvenRow& row) { return row.option == "centre"; }));
    CHECK(std::ranges::none_of(rows, [](const BreakEvenRow& row) { return row.option == "ab"; }));
}

TEST_CASE("Break-even shares are for options in which one body decides everything") {
    CHECK(refusal([] { break_even_shares(drechtsteden(), {}, "mandate"); }) ==
          "baseline: must be an option in which one body decides on every kind, got \"mandate\"");
    CHECK(refusal([] { break_even_shares(drechtsteden(), {}, "stay"); }) ==
          "baseline: must be one of drechtraad, ab, mandate, centre, combination, outcome, apart, got \"stay\"");
    const std::vector<BreakEvenRow> rows = break_even_shares(
        drechtsteden(), {.options = {.models = {"iac"}, .options = {"mandate"}, .schemes = {"seats"}}}, "ab");
    REQUIRE(rows.size() == 7);
    for (const BreakEvenRow& row : rows) CHECK(row.share == 1.0);  // the same board
}

TEST_CASE("A portfolio is read from a text, and one that does not fit is refused") {
    const auto read = [](const char* text) { return parse_portfolio(text, drechtsteden()); };
    CHECK(read("policy=0.4,operations=0.6") == Portfolio{"policy=0.4,operations=0.6", {0.4, 0, 0, 0.6}});
    const auto refused = [&](const char* text) { return refusal([&] { read(text); }); };
    CHECK(refused("policy=0.4") == "portfolio: must be shares that sum to 1, got a sum of 0.4");
    CHECK(refused("policy=0.5,policy=0.5") ==
          "portfolio: must be a list that names each kind once, got \"policy\" again");
    CHECK(
        refused("roads=1") ==
        "portfolio: must be a list such as policy=0.5,.. of the kinds policy, base_package, plus_package, operations, "
        "got \"roads=1\"");
    CHECK(refused("policy").starts_with("portfolio: must be a list such as policy=0.5,.. of the kinds "));
    CHECK(refused("policy=half") == "portfolio.policy: must be numbers separated by commas, got \"half\"");
    CHECK(refused("policy=-0.5,operations=1.5") == "portfolio.policy: must be a share from 0 to 1, got -0.5");
    CHECK(refused("policy=nan") == "portfolio.policy: must be a share from 0 to 1, got nan");
}

TEST_CASE("An option in which assembly and board both decide has a way for each pair of their schemes") {
    const Board board = three_councils(R"(
[[options]]
id = "mixed"
decides = { policy = "assembly", base_package = "board", plus_package = "centre", operations = "council" }
[[portfolios]]
name = "even"
policy = 0.25
base_package = 0.25
plus_package = 0.25
operations = 0.25
)");
    const PortfolioRequest request{.options = {.models = {"grouped:family"}}, .municipalities = {"C"}};
    const std::vector<PortfolioRow> rows = portfolio_risks(board, request);
    CHECK(rows.size() == 2 * 7);  // the votes of the assembly, cast as one, are a scheme of the board as well
    const std::vector<OptionRow> options = compare_options(board, request.options);
    const auto risk = [&](const std::string& scheme, Decider decider) {
        for (const OptionRow& row : options)
            if (row.municipality == "C" && row.decider == decider && row.scheme == scheme) return row.outvoted;
        return -1.0;
    };
    const auto found = std::ranges::find(rows, "votes+apex", &PortfolioRow::scheme);
    REQUIRE(found != rows.end());
    CHECK(found->portfolio == "even");
    CHECK(std::abs(found->risk - (risk("votes", Decider::assembly) + risk("apex", Decider::board) +
                                  risk("council", Decider::centre)) /
                                     4) < 1e-15);
    CHECK(found->exposed_share == 0.75);
    CHECK(break_even_shares(three_councils(), {.options = {.models = {"ic"}, .schemes = {"one_vote"}}}).size() ==
          (1 + 1) * 2 * 3);
    CHECK(refusal([&] { break_even_shares(board); }).starts_with("baseline: must be an option in which one body"));
}

TEST_CASE("The table of portfolios marks them as assumed, and the lack of them as unknown") {
    PortfolioRequest request{.options = {.models = {"ic"}, .schemes = {"one_vote"}}, .municipalities = {"Dordrecht"}};
    const Table unknown = portfolio_table(drechtsteden(), request, portfolio_risks(drechtsteden(), request));
    CHECK(unknown.notes.front().starts_with("unknown, portfolio: nobody has counted"));
    request.portfolios = {parse_portfolio("policy=0.25,base_package=0.75", drechtsteden())};
    const Table assumed = portfolio_table(drechtsteden(), request, portfolio_risks(drechtsteden(), request));
    CHECK(
        assumed.notes.front() ==
        "assumption, portfolio policy=0.25,base_package=0.75: shares of the issues taken as policy 0.25, base_package "
        "0.75. Nobody has counted them.");
    CHECK(assumed.columns.back() == "most");
    const Table shares = break_even_table(drechtsteden(), break_even_shares(drechtsteden(), request));
    CHECK(shares.columns.back() == "break_even");
    for (const auto& row : shares.rows) CHECK(row.size() == shares.columns.size());
}

TEST_CASE("Simulated portfolios and break-even shares lie within their errors of the exact ones") {
    PortfolioRequest request{.options = {.models = {"grouped:family"}},
                             .portfolios = {{"p", {0.25, 0.5, 0.125, 0.125}}}};
    const Board board = three_councils();
    const std::vector<PortfolioRow> exact = portfolio_risks(board, request);
    const std::vector<BreakEvenRow> exact_shares = break_even_shares(board, request);
    request.options.method = MonteCarlo{.samples = 200'000, .seed = 5};
    const std::vector<PortfolioRow> simulated = portfolio_risks(board, request);
    const std::vector<BreakEvenRow> shares = break_even_shares(board, request);
    REQUIRE(simulated.size() == exact.size());
    for (std::size_t r = 0; r < exact.size(); ++r) {
        CHECK(std::abs(simulated[r].risk - exact[r].risk) <= 4.5 * simulated[r].error);
        CHECK(simulated[r].exposed_share == exact[r].exposed_share);
    }
    REQUIRE(shares.size() == exact_shares.size());
    for (std::size_t r = 0; r < shares.size(); ++r) {
        REQUIRE(shares[r].share.has_value() == exact_shares[r].share.has_value());
        if (shares[r].share) CHECK(std::abs(*shares[r].share - *exact_shares[r].share) <= 4.5 * shares[r].error);
    }
}

TEST_CASE("A scheme of the assembly alone gives the risks and shares that all schemes give for it") {
    const Board board = load_board("tienstroom-synthetic");
    const PortfolioRequest whole{.options = {.models = {"ic"}}, .portfolios = {}, .municipalities = {}};
    PortfolioRequest some = whole;
    some.options.schemes = {"votes"};
    const auto all_risks = portfolio_risks(board, whole);
    const auto risks = portfolio_risks(board, some);
    CHECK(!risks.empty());
    for (const PortfolioRow& row : risks)
        CHECK(std::ranges::count_if(all_risks, [&](const PortfolioRow& other) {
                  return std::tie(row.portfolio, row.option, row.scheme, row.municipality) ==
                             std::tie(other.portfolio, other.option, other.scheme, other.municipality) &&
                         std::abs(row.risk - other.risk) < 1e-14;
              }) == 1);
    const auto all_shares = break_even_shares(board, whole);
    for (const BreakEvenRow& row : break_even_shares(board, some))
        CHECK(std::ranges::count_if(all_shares, [&](const BreakEvenRow& other) {
                  return std::tie(row.option, row.scheme, row.baseline_scheme, row.municipality) ==
                             std::tie(other.option, other.scheme, other.baseline_scheme, other.municipality) &&
                         std::abs(row.risk - other.risk) < 1e-14;
              }) == 1);
}
