// The governance study: claims, portfolios, scorecards, bounds without a vote model, and the report.

#include "pickling.hpp"
#include "simulation.hpp"

#include <stemgewicht/design/tipping.hpp>
#include <stemgewicht/study/claims.hpp>
#include <stemgewicht/study/portfolio.hpp>
#include <stemgewicht/study/report.hpp>
#include <stemgewicht/study/risk_bounds.hpp>
#include <stemgewicht/study/scorecard.hpp>

#include <array>
#include <tuple>

namespace pybind11::detail {

template <>
struct type_caster<stemgewicht::Verdict> : stemgewicht::python::enumeration_caster<stemgewicht::Verdict> {};

}  // namespace pybind11::detail

namespace stemgewicht::python {

namespace {

using Texts = std::vector<std::string>;

/// What a comparison of options varies. Made with the GIL, used without.
OptionsRequest study_request(Texts models, Texts options, Texts schemes, const py::object& method,
                             const std::string& ties, int threads) {
    return {.models = std::move(models),
            .options = std::move(options),
            .schemes = std::move(schemes),
            .method = method_of(method),
            .ties = ties_of(ties),
            .threads = threads,
            .progress = &tell_progress};
}

std::vector<Claim> claims_of(const Board& board, Texts claims, Texts models, Texts schemes, const std::string& ties,
                             int threads) {
    const ClaimsRequest request{.claims = std::move(claims),
                                .models = std::move(models),
                                .schemes = std::move(schemes),
                                .ties = ties_of(ties),
                                .threads = threads,
                                .progress = &tell_progress};
    const py::gil_scoped_release release;
    return test_claims(board, request);
}

PortfolioRequest portfolio_request(const Board& board, OptionsRequest options, const Texts& portfolios,
                                   Texts municipalities) {
    PortfolioRequest request{
        .options = std::move(options), .portfolios = {}, .municipalities = std::move(municipalities)};
    for (std::size_t k = 0; k < portfolios.size(); ++k)
        request.portfolios.push_back(
            parse_portfolio(portfolios[k], board, portfolios.size() == 1 ? "shares" : element("shares", k)));
    return request;
}

Table portfolio_of(const Board& board, const Texts& portfolios, Texts municipalities, Texts models, Texts options,
                   Texts schemes, const py::object& method, const std::string& ties, int threads) {
    const PortfolioRequest request = portfolio_request(
        board, study_request(std::move(models), std::move(options), std::move(schemes), method, ties, threads),
        portfolios, std::move(municipalities));
    const py::gil_scoped_release release;
    return portfolio_table(board, request, portfolio_risks(board, request));
}

Table break_even_of(const Board& board, const std::string& baseline, Texts municipalities, Texts models, Texts options,
                    Texts schemes, const py::object& method, const std::string& ties, int threads) {
    const PortfolioRequest request = portfolio_request(
        board, study_request(std::move(models), std::move(options), std::move(schemes), method, ties, threads), {},
        std::move(municipalities));
    const py::gil_scoped_release release;
    return break_even_table(board, break_even_shares(board, request, baseline));
}

/// The scorecard in rows, and one to read for each municipality asked for.
py::tuple scorecard_of(const Board& board, const std::string& portfolio, Texts municipalities, Texts models,
                       Texts options, Texts schemes, const py::object& method, const std::string& ties, int threads) {
    ScorecardRequest request{
        .options = study_request(std::move(models), std::move(options), std::move(schemes), method, ties, threads),
        .portfolio = std::nullopt,
        .municipalities = std::move(municipalities)};
    if (!portfolio.empty()) request.portfolio = parse_portfolio(portfolio, board, "shares");
    std::vector<std::pair<std::string, Table>> summaries;
    Table table;
    {
        const py::gil_scoped_release release;
        const std::vector<Score> scores = scorecard(board, request);
        table = scorecard_table(board, request, scores);
        for (const Municipality& municipality : governance_of(board).municipalities)
            if (request.municipalities.empty() ||
                std::ranges::find(request.municipalities, municipality.name) != request.municipalities.end())
                summaries.emplace_back(municipality.name, scorecard_summary(board, scores, municipality.name));
    }
    py::dict by_name;
    for (auto& [name, summary] : summaries) by_name[py::str(name)] = std::move(summary);
    return py::make_tuple(std::move(table), by_name);
}

std::string step_of(std::size_t place) { return "step " + std::to_string(place); }

/// Every step of the weight of one municipality on the general board, which decides everything, as a scheme.
std::vector<WeightStep> add_steps(Board& board, const std::string& scheme, std::size_t place, OptionsRequest& request) {
    GovernanceData& data = *board.governance;
    data.options = {{.id = "board", .title = {}, .decides = std::vector<Decider>(data.kinds.size(), Decider::board)}};
    const std::vector<WeightStep> steps = weight_steps(board_rule(board, scheme).weights, place);
    for (std::size_t k = 0; k < steps.size(); ++k) {
        data.custom_schemes[step_of(k)] = steps[k].rule.weights;
        request.schemes.push_back(step_of(k));
    }
    return steps;
}

Table staircase_of(Board board, const std::string& scheme, const std::optional<std::string>& municipality, Texts models,
                   const py::object& method, const std::string& ties, int threads) {
    const auto& members = governance_of(board).municipalities;
    const auto found = municipality ? std::ranges::find(members, *municipality, &Municipality::name) : members.begin();
    if (found == members.end()) refuse("municipality", "a municipality of " + board.id, "\"" + *municipality + "\"");
    OptionsRequest request = study_request(std::move(models), {}, {}, method, ties, threads);
    const py::gil_scoped_release release;
    const std::string own = found->name;
    const std::vector<WeightStep> steps =
        add_steps(board, scheme, static_cast<std::size_t>(found - members.begin()), request);
    const std::vector<OptionRow> rows = compare_options(board, request);
    Table table{.title = "Risks on the general board by the weight of " + own + ", the others by " + scheme,
                .columns = {"weight_of", "first", "last", "model", "municipality", "outvoted", "decisive"},
                .rows = {},
                .notes = {"first, last: from one weight to the other nothing changes; the last step has no end."}};
    const bool simulated = is_simulation(request.method);
    if (simulated) table.columns.emplace_back("error");
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const WeightStep& step = steps[k * steps.size() / rows.size()];
        table.rows.push_back({own, step.first, step.last ? Table::Cell(*step.last) : Table::Cell(), rows[k].model,
                              rows[k].municipality, rows[k].outvoted, rows[k].decisive});
        if (simulated) table.rows.back().emplace_back(rows[k].error);
    }
    return table;
}

/// What is known of the votes: chances of yes and agreements of pairs.
KnownVotes known_votes_of(std::vector<double> yes, const std::vector<std::tuple<std::size_t, std::size_t, double>>& all,
                          std::size_t members) {
    if (yes.size() == 1) yes.resize(members, yes.front());
    KnownVotes known{.yes = std::move(yes), .agreements = {}};
    for (const auto& [first, second, chance] : all)
        known.agreements.push_back({.first = first, .second = second, .chance = chance});
    return known;
}

MemberRisk member_risk_of(const std::string& risk) {
    constexpr std::array<std::pair<std::string_view, MemberRisk>, 3> risks{
        {{"outvoted", MemberRisk::outvoted}, {"overruled", MemberRisk::overruled}, {"blocked", MemberRisk::blocked}}};
    for (const auto& [name, value] : risks)
        if (name == risk) return value;
    refuse("risk", "outvoted, overruled or blocked", "\"" + risk + "\"");
}

using Bounds = std::tuple<double, double, double>;

Bounds bounds_of(const RiskRange& range) {
    return {range.least.value, range.greatest.value, std::max(range.least.gap, range.greatest.gap)};
}

/// The agreements as triples, or the whole law of the votes.
KnownVotes votes_known(const Decision& decision, const py::object& yes, const py::object& agreements,
                       const py::object& law) {
    if (!law.is_none()) return known_votes(law.cast<std::vector<double>>());
    return known_votes_of(yes.cast<std::vector<double>>(),
                          agreements.cast<std::vector<std::tuple<std::size_t, std::size_t, double>>>(),
                          decision.member_count());
}

std::vector<Bounds> risk_bounds_of(const py::object& rule, const py::object& yes, const py::object& agreements,
                                   const py::object& law, const std::string& risk) {
    const Decision decision = decision_of(rule);
    const KnownVotes known = votes_known(decision, yes, agreements, law);
    const MemberRisk asked = member_risk_of(risk);
    const Rule& decides = decision.known();
    const py::gil_scoped_release release;
    std::vector<Bounds> bounds;
    for (const RiskRange& range : risk_ranges(decides, known, asked)) bounds.push_back(bounds_of(range));
    return bounds;
}

Bounds pass_bounds_of(const py::object& rule, const py::object& yes, const py::object& agreements,
                      const py::object& law) {
    const Decision decision = decision_of(rule);
    const KnownVotes known = votes_known(decision, yes, agreements, law);
    const Rule& decides = decision.known();
    const py::gil_scoped_release release;
    return bounds_of(pass_range(decides, known));
}

std::vector<std::pair<std::string, std::string>> report_of(const Board& board, const std::string& language,
                                                           int threads) {
    const ReportRequest request{
        .language = report_language(language),
        .threads = threads,
        .progress = [sections = std::size_t{0}](const std::string&) mutable { tell_progress(sections++, 0); }};
    const py::gil_scoped_release release;
    std::vector<std::pair<std::string, std::string>> files;
    for (ReportFile& file : make_report(board, request)) files.emplace_back(std::move(file.name), std::move(file.text));
    return files;
}

void register_claims(py::module_& module) {
    using namespace py::literals;

    py::class_<Wording> wording_class(module, "Wording", "The same text in two languages.");
    wording_class.def_readonly("english", &Wording::english)
        .def_readonly("dutch", &Wording::dutch)
        .def("__str__", [](const Wording& wording) { return wording.english; });
    define_pickling<&Wording::english, &Wording::dutch>(wording_class);
    py::class_<Quotation> quotation_class(module, "Quotation", "The words of a source that make a claim.");
    quotation_class.def_readonly("text", &Quotation::text, "In the language of the source.")
        .def_readonly("source", &Quotation::source, "Where it stands.")
        .def("__str__", [](const Quotation& quotation) { return quotation.text; })
        .def("__repr__", [](const Quotation& quotation) {
            return "Quotation(" + repr_of(py::cast(quotation.text)) + ", " + repr_of(py::cast(quotation.source)) + ")";
        });
    define_pickling<&Quotation::claim, &Quotation::text, &Quotation::source, &Quotation::source_dutch>(quotation_class);
    py::class_<ClaimFigure> figure_class(module, "ClaimFigure", "Figures behind a verdict.");
    figure_class.def_readonly("id", &ClaimFigure::id)
        .def_readonly("title", &ClaimFigure::title)
        .def_readonly("table", &ClaimFigure::table);
    define_pickling<&ClaimFigure::id, &ClaimFigure::title, &ClaimFigure::table>(figure_class);
    py::class_<Claim> claim_class(module, "Claim",
                                  "A claim about the governance options of a case, tested; see stemgewicht.Claim.");
    claim_class.def_readonly("id", &Claim::id)
        .def_readonly("quotations", &Claim::quotations)
        .def_readonly("statement", &Claim::statement)
        .def_readonly("measured", &Claim::measured)
        .def_property_readonly("verdict", [](const Claim& claim) { return std::string(verdict_name(claim.verdict)); })
        .def_property_readonly("verdict_wording", [](const Claim& claim) { return verdict_wording(claim); })
        .def_readonly("holding", &Claim::holding)
        .def_readonly("settings", &Claim::settings)
        .def_readonly("left_out", &Claim::left_out)
        .def_readonly("finding", &Claim::finding)
        .def_readonly("conditions", &Claim::conditions)
        .def_readonly("counterexample", &Claim::counterexample)
        .def_readonly("assumptions", &Claim::assumptions)
        .def_readonly("figures", &Claim::figures);
    define_pickling<&Claim::id, &Claim::quotations, &Claim::statement, &Claim::measured, &Claim::verdict,
                    &Claim::holding, &Claim::settings, &Claim::left_out, &Claim::finding, &Claim::conditions,
                    &Claim::counterexample, &Claim::assumptions, &Claim::figures>(claim_class);
    module.attr("claim_ids") = py::tuple(py::cast(Texts(claim_ids.begin(), claim_ids.end())));
    module.def("claims", &claims_of, "case"_a, "claims"_a, "models"_a, "schemes"_a, "ties"_a, "threads"_a,
               "Tests the claims on a case; see stemgewicht.claims.");
    module.def(
        "claims_table",
        [](const Board& board, const std::vector<Claim>& claims, const std::string& language) {
            return claims_table(board, claims, language);
        },
        "case"_a, "claims"_a, "language"_a, "One row a claim.");
}

}  // namespace

void register_governance_study(py::module_& module) {
    using namespace py::literals;

    register_claims(module);
    module.def("portfolio", &portfolio_of, "case"_a, "shares"_a, "municipalities"_a, "models"_a, "options"_a,
               "schemes"_a, "method"_a, "ties"_a, "threads"_a,
               "The risks by how the issues divide over kinds of decisions; see stemgewicht.portfolio.");
    module.def("break_even", &break_even_of, "case"_a, "baseline"_a, "municipalities"_a, "models"_a, "options"_a,
               "schemes"_a, "method"_a, "ties"_a, "threads"_a,
               "The break-even shares of mixed options; see stemgewicht.break_even.");
    module.def("scorecard", &scorecard_of, "case"_a, "shares"_a, "municipalities"_a, "models"_a, "options"_a,
               "schemes"_a, "method"_a, "ties"_a, "threads"_a,
               "The measures of each option in rows, and for reading by municipality; see stemgewicht.scorecard.");
    module.def("criteria", &criteria_table, "case"_a,
               "The criteria that the sources of the case name, and what is computed of each; see "
               "stemgewicht.criteria.");
    module.def("staircase", &staircase_of, "case"_a, "scheme"_a, "municipality"_a, "models"_a, "method"_a, "ties"_a,
               "threads"_a, "The risks by the weight of one municipality; see stemgewicht.staircase.");
    module.def("risk_bounds", &risk_bounds_of, "rule"_a, "yes"_a, "agreements"_a, "law"_a, "risk"_a,
               "Of each member the least and the greatest value of a risk, and the gap of the proof; see "
               "stemgewicht.risk_bounds.");
    module.def("pass_bounds", &pass_bounds_of, "rule"_a, "yes"_a, "agreements"_a, "law"_a,
               "The least and the greatest P(pass), and the gap of the proof; see stemgewicht.pass_bounds.");
    module.attr("maximum_bounded_members") = maximum_bounded_members;
    module.def("report", &report_of, "case"_a, "language"_a, "threads"_a,
               "The files of the report, name and text of each; see stemgewicht.report.");
}

}  // namespace stemgewicht::python
