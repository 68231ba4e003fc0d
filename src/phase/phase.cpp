#include "../study/kind_risks.hpp"
#include "phase/phase_draws.hpp"

#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/boards/parse_model.hpp>
#include <stemgewicht/core/numeric/threads.hpp>
#include <stemgewicht/study/phase.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

namespace stemgewicht {

namespace {

using detail::DecidingBody;
using detail::JointRisks;

/// Exact differences of this much or less count as none.
constexpr double smallest_difference = 1e-12;

/// A choice with the share of the issues that each body decides under it.
struct WeighedChoice {
    PhaseChoice name;
    std::vector<double> shares;
};

/// What is compared, and how.
struct PhasePlan {
    std::vector<std::string> schemes;  ///< of all bodies, to ask compare_options for
    std::vector<DecidingBody> bodies;  ///< other than each council for itself
    std::vector<WeighedChoice> choices;
    std::vector<std::string> notes;
};

std::vector<double> shares_of(const std::vector<double>& given, std::string_view field) {
    if (given.empty()) return {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};
    for (std::size_t k = 0; k < given.size(); ++k) {
        if (!(given[k] >= 0 && given[k] <= 1)) refuse(element(field, k), "a share in [0, 1]", given[k]);
        if (k > 0 && given[k] <= given[k - 1])
            refuse(element(field, k), "above the share before it, " + shortest(given[k - 1]), given[k]);
    }
    return given;
}

/// The schemes of the assembly and of the general board that a request asks for.
struct PhaseSchemes {
    std::vector<std::string> of_assembly, of_board;

    PhaseSchemes(const Board& board, const PhaseRequest& request) {
        const GovernanceData& data = governance_of(board);
        const std::vector<std::string> known = all_schemes(board);
        for (const std::string& scheme : request.schemes) {
            const bool assembly = std::ranges::count(data.assembly_schemes, scheme) > 0;
            const bool general = std::ranges::count(known, scheme) > 0;
            if (!assembly && !general)
                refuse("scheme",
                       fmt::format("one of {}, {}", fmt::join(known, ", "), fmt::join(data.assembly_schemes, ", ")),
                       "\"" + scheme + "\"");
            if (assembly) of_assembly.push_back(scheme);
            if (general) of_board.push_back(scheme);
        }
        if (of_assembly.empty() && !data.assembly_schemes.empty()) of_assembly.push_back(data.assembly_schemes.front());
        if (of_board.empty())
            for (const char* scheme : {"one_vote", "seats", "population"})
                if (std::ranges::count(known, scheme) > 0) of_board.emplace_back(scheme);
    }

    [[nodiscard]] std::vector<std::string> all() const {
        std::vector<std::string> result = of_assembly;
        for (const std::string& scheme : of_board)
            if (std::ranges::count(result, scheme) == 0) result.push_back(scheme);
        return result;
    }
    [[nodiscard]] bool asks(const OptionRow& row) const {
        const std::vector<std::string>& wanted = row.decider == Decider::assembly ? of_assembly : of_board;
        return row.decider == Decider::centre || row.decider == Decider::council ||
               std::ranges::count(wanted, row.scheme) > 0;
    }
};

/// Adds a way of the options to a plan, unless it needs a portfolio and there is none, or every council decides
/// everything for itself: where nobody is ever outvoted there is nothing to compare.
void add_choice(PhasePlan& plan, const detail::OptionWay& way, const std::optional<Portfolio>& portfolio) {
    if (std::ranges::all_of(way.of_kind, [](const OptionRow* row) { return row->decider == Decider::council; })) return;
    const bool one = std::ranges::count(way.of_kind, way.of_kind.front()) == std::ssize(way.of_kind);
    if (!portfolio && !one) return;
    WeighedChoice choice{.name = {way.option, way.scheme}, .shares = std::vector<double>(plan.bodies.size(), 0.0)};
    for (std::size_t k = 0; k < way.of_kind.size(); ++k) {
        const OptionRow& row = way.row(k, 0);
        if (row.decider == Decider::council) continue;  // nobody is outvoted
        const DecidingBody body{row.decider, row.decider == Decider::centre ? "" : row.scheme};
        const auto place = static_cast<std::size_t>(std::ranges::find(plan.bodies, body) - plan.bodies.begin());
        if (place == plan.bodies.size()) plan.bodies.push_back(body);
        choice.shares.resize(plan.bodies.size(), 0.0);
        choice.shares[place] += portfolio ? portfolio->shares[k] : k == 0 ? 1.0 : 0.0;
    }
    plan.choices.push_back(std::move(choice));
}

PhasePlan plan_of(const Board& board, const PhaseRequest& request) {
    if (request.portfolio) check_portfolio(*request.portfolio, governance_of(board).kinds.size());
    const PhaseSchemes schemes(board, request);
    PhasePlan plan{.schemes = schemes.all(), .bodies = {}, .choices = {}, .notes = {}};
    const std::vector<OptionRow> rows =
        compare_options(board, {.models = {"ic"}, .options = request.options, .schemes = plan.schemes});
    for (const detail::OptionWay& way : detail::option_ways(board, rows))
        if (std::ranges::all_of(way.of_kind, [&](const OptionRow* row) { return schemes.asks(*row); }))
            add_choice(plan, way, request.portfolio);
    for (WeighedChoice& choice : plan.choices) choice.shares.resize(plan.bodies.size(), 0.0);
    if (plan.choices.size() < 2)
        refuse("options", "two choices at least; options that divide the kinds of decisions need a portfolio",
               plan.choices.size());
    if (request.portfolio)
        plan.notes.push_back(detail::portfolio_note(board, *request.portfolio));
    else
        plan.notes.emplace_back("without a portfolio only options in which one body decides everything are compared.");
    plan.notes.push_back(fmt::format("schemes of the assembly: {}; of the general board: {}.",
                                     fmt::join(schemes.of_assembly, ", "), fmt::join(schemes.of_board, ", ")));
    return plan;
}

JointRisks exact_risks(const Board& board, const PhaseRequest& request, const PhasePlan& plan,
                       const std::string& model) {
    const std::vector<OptionRow> rows = compare_options(
        board, {.models = {model}, .options = request.options, .schemes = plan.schemes, .ties = request.ties});
    const std::size_t count = governance_of(board).municipalities.size();
    const auto size = static_cast<Eigen::Index>(plan.bodies.size() * count);
    JointRisks result{.risk = Eigen::VectorXd::Zero(size), .covariance = Eigen::MatrixXd::Zero(size, size)};
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t b = 0; b < plan.bodies.size(); ++b)
            if (rows[r].decider == plan.bodies[b].decider &&
                (rows[r].decider == Decider::centre || rows[r].scheme == plan.bodies[b].scheme))
                result.risk[static_cast<Eigen::Index>(b * count + r % count)] = rows[r].outvoted;
    return result;
}

/// The cells of a point: risks by choice and municipality, and what they come to for all together.
class CellMaker {
public:
    CellMaker(const PhasePlan& plan, const JointRisks& risks)
        : choices_(static_cast<Eigen::Index>(plan.choices.size())),
          count_(risks.risk.size() / static_cast<Eigen::Index>(plan.bodies.size())) {
        Eigen::MatrixXd shares = Eigen::MatrixXd::Zero(choices_ * count_, risks.risk.size());
        for (Eigen::Index c = 0; c < choices_; ++c)
            for (Eigen::Index b = 0; b < risks.risk.size() / count_; ++b)
                shares.block(c * count_, b * count_, count_, count_)
                    .diagonal()
                    .setConstant(plan.choices[static_cast<std::size_t>(c)].shares[static_cast<std::size_t>(b)]);
        risk_ = shares * risks.risk;
        covariance_ = shares * risks.covariance * shares.transpose();
    }

    [[nodiscard]] std::vector<PhaseCell> cells() const {
        std::vector<PhaseCell> result;
        for (Eigen::Index j = 0; j < count_; ++j)
            result.push_back(cell([&](Eigen::Index) { return Eigen::VectorXd::Unit(count_, j).eval(); }));
        result.push_back(cell([&](Eigen::Index) { return Eigen::VectorXd::Ones(count_).eval(); }));
        result.push_back(cell([&](Eigen::Index c) {
            Eigen::Index largest = 0;
            risk_.segment(c * count_, count_).maxCoeff(&largest);
            return Eigen::VectorXd::Unit(count_, largest).eval();
        }));
        return result;
    }

private:
    /// The cell whose risk under a choice is a weighed sum of those of the municipalities.
    template <class Weigh>
    [[nodiscard]] PhaseCell cell(const Weigh& weigh) const {
        PhaseCell result;
        Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(risk_.size(), choices_);
        for (Eigen::Index c = 0; c < choices_; ++c) weights.col(c).segment(c * count_, count_) = weigh(c);
        const Eigen::VectorXd risks = weights.transpose() * risk_;
        const Eigen::MatrixXd covariance = weights.transpose() * covariance_ * weights;
        for (Eigen::Index a = 0; a < choices_; ++a) {
            result.risk.push_back(risks[a]);
            result.error.push_back(std::sqrt(std::max(covariance(a, a), 0.0)));
            for (Eigen::Index b = 0; b < choices_; ++b)
                result.difference_error.push_back(
                    std::sqrt(std::max(covariance(a, a) + covariance(b, b) - 2 * covariance(a, b), 0.0)));
        }
        return result;
    }

    Eigen::Index choices_, count_;
    Eigen::VectorXd risk_;
    Eigen::MatrixXd covariance_;
};

bool is_decided(const PhaseCell& cell, std::size_t a, std::size_t b) {
    const double error = cell.difference_error[a * cell.risk.size() + b];
    return std::abs(cell.risk[a] - cell.risk[b]) > std::max(3 * error, smallest_difference);
}

/// Finds the best choices. Returns the largest error of a difference that leaves one undecided.
double decide(std::vector<PhaseCell>& cells) {
    double largest = 0;
    for (PhaseCell& cell : cells) {
        const auto least = static_cast<std::size_t>(std::ranges::min_element(cell.risk) - cell.risk.begin());
        bool best = true;
        for (std::size_t other = 0; other < cell.risk.size(); ++other)
            if (other != least && !is_decided(cell, least, other)) {
                best = false;
                largest = std::max(largest, cell.difference_error[least * cell.risk.size() + other]);
            }
        cell.best = best ? std::optional(least) : std::nullopt;
    }
    return largest;
}

void work_point(const Board& board, const PhaseRequest& request, const PhasePlan& plan, PhasePoint& point) {
    const LatentLaw law = latent_law(parse_model(point.model, board), board.names.size());
    JointRisks risks;
    if (detail::takes_few_laws(law)) {
        point.method = "exact";
        risks = exact_risks(board, request, plan, point.model);
    } else {
        point.method = "conditional";
        Conditional method = request.simulation;
        method.threads = 1;
        method.progress = {};  // points tell it; parts between two calls would change what is drawn
        risks = detail::simulated_risks(board, plan.bodies, law, method, request.ties, [&](const JointRisks& all) {
            std::vector<PhaseCell> cells = CellMaker(plan, all).cells();
            return decide(cells);
        });
    }
    point.draws = risks.draws;
    point.cells = CellMaker(plan, risks).cells();
    decide(point.cells);
}

/// The break-even lines of one pair of choices.
class BreakEvenFinder {
public:
    BreakEvenFinder(const PhaseDiagram& diagram, std::size_t who, std::size_t first, std::size_t second)
        : diagram_(diagram), line_{.who = who, .first = first, .second = second, .parts = {}} {
        const std::size_t columns = diagram.family.size();
        for (std::size_t m = 0; m + 1 < diagram.municipality.size(); ++m)
            for (std::size_t f = 0; f + 1 < columns; ++f) {
                const std::size_t corner = m * columns + f;
                cross({corner, corner + 1, corner + columns});
                cross({corner + 1, corner + columns, corner + columns + 1});
            }
    }

    /// Segments that share an edge of the grid, put together.
    [[nodiscard]] BreakEvenLine line() && {
        while (!segments_.empty()) {
            std::vector<Edge> chain{segments_.back()[0], segments_.back()[1]};
            segments_.pop_back();
            grow(chain);
            std::ranges::reverse(chain);
            grow(chain);
            line_.parts.emplace_back();
            for (const Edge& edge : chain) line_.parts.back().push_back(crossing(edge));
        }
        return std::move(line_);
    }

private:
    using Edge = std::pair<std::size_t, std::size_t>;  ///< of two points of the grid, the lower first

    [[nodiscard]] const PhaseCell& cell(std::size_t point) const { return diagram_.points[point].cells[line_.who]; }
    [[nodiscard]] double difference(std::size_t point) const {
        return cell(point).risk[line_.second] - cell(point).risk[line_.first];
    }
    [[nodiscard]] bool decided(std::size_t point) const { return is_decided(cell(point), line_.first, line_.second); }

    void cross(const std::array<std::size_t, 3>& corners) {
        if (std::ranges::any_of(corners, [&](std::size_t p) { return diagram_.points[p].cells.empty(); })) return;
        std::vector<Edge> crossed;
        for (const auto& [a, b] : {Edge{corners[0], corners[1]}, {corners[0], corners[2]}, {corners[1], corners[2]}})
            if ((difference(a) > 0) != (difference(b) > 0)) crossed.emplace_back(a, b);
        if (crossed.size() == 2 &&
            std::ranges::all_of(crossed, [&](const Edge& e) { return decided(e.first) || decided(e.second); }))
            segments_.push_back({crossed[0], crossed[1]});
    }

    void grow(std::vector<Edge>& chain) {
        for (bool more = true; more;) {
            more = false;
            for (std::size_t s = 0; s < segments_.size() && !more; ++s)
                for (const std::size_t end : {std::size_t{0}, std::size_t{1}})
                    if (!more && segments_[s][end] == chain.back()) {
                        chain.push_back(segments_[s][1 - end]);
                        segments_.erase(segments_.begin() + static_cast<std::ptrdiff_t>(s));
                        more = true;
                    }
        }
    }

    [[nodiscard]] BreakEvenPoint crossing(const Edge& edge) const {
        const PhasePoint &a = diagram_.points[edge.first], &b = diagram_.points[edge.second];
        const double from = difference(edge.first), to = difference(edge.second), t = from / (from - to);
        const double f = b.family - a.family, m = b.municipality - a.municipality;
        const auto error = [&](std::size_t point) {
            return cell(point).difference_error[line_.first * diagram_.choices.size() + line_.second];
        };
        return {.family = a.family + t * f,
                .municipality = a.municipality + t * m,
                .error = std::hypot(f, m) * std::hypot((1 - t) * error(edge.first), t * error(edge.second)) /
                         std::abs(to - from)};
    }

    const PhaseDiagram& diagram_;
    BreakEvenLine line_;
    std::vector<std::array<Edge, 2>> segments_;
};

/// Choices that are the same to everyone at every point.
std::vector<std::string> same_choices(const PhaseDiagram& diagram) {
    std::vector<std::string> notes;
    for (std::size_t a = 0; a < diagram.choices.size(); ++a)
        for (std::size_t b = a + 1; b < diagram.choices.size(); ++b)
            if (std::ranges::all_of(diagram.points, [&](const PhasePoint& point) {
                    return std::ranges::all_of(point.cells, [&](const PhaseCell& cell) {
                        return std::abs(cell.risk[a] - cell.risk[b]) <= smallest_difference;
                    });
                }))
                notes.push_back(fmt::format("{} and {} are the same to everyone, so neither is ever better.",
                                            detail::choice_name(diagram.choices[a]),
                                            detail::choice_name(diagram.choices[b])));
    return notes;
}

/// Works all points whose shares do not exceed 1, those that take longest being anywhere.
void work_points(const Board& board, const PhaseRequest& request, const PhasePlan& plan, PhaseDiagram& diagram) {
    std::vector<PhasePoint*> possible;
    for (PhasePoint& point : diagram.points)
        if (!point.model.empty()) possible.push_back(&point);
    std::mutex counting;
    std::size_t done = 0;
    detail::with_threads(request.threads, [&] {
        tbb::parallel_for(std::size_t{0}, possible.size(), [&](std::size_t k) {
            work_point(board, request, plan, *possible[k]);
            const std::scoped_lock lock(counting);
            if (request.progress) request.progress(++done, possible.size());
        });
    });
}

}  // namespace

std::string cohesion_model(const Board& board, const Cohesions& cohesions) {
    const GovernanceData& data = governance_of(board);
    const std::string kind = cohesions.model == Cohesions::Model::factor ? "factor" : "copy";
    if (cohesions.family != 0 && data.family.empty())
        refuse("family", "0 in a case that names no families (governance.family)", cohesions.family);
    std::string text;
    const auto add = [&](const std::string& group, double share) {
        if (share != 0) text += fmt::format("{}{}={}", text.empty() ? kind + ":" : ",", group, share);
    };
    add("region", cohesions.region);
    add(data.family, cohesions.family);
    add(data.grouping, cohesions.municipality);
    return text.empty() ? "ic" : text;
}

std::optional<std::size_t> better_of(const PhaseCell& cell, std::size_t first, std::size_t second) {
    if (!is_decided(cell, first, second)) return std::nullopt;
    return cell.risk[first] < cell.risk[second] ? first : second;
}

PhaseDiagram phase_diagram(const Board& board, const PhaseRequest& request) {
    if (governance_of(board).family.empty())
        refuse("case", "one that names its families (governance.family)", board.id);
    if (request.threads < 0) refuse("threads", "0 for all cores, or the number of threads", request.threads);
    check(request.simulation);
    const PhasePlan plan = plan_of(board, request);
    PhaseDiagram diagram{.family = shares_of(request.family, "family"),
                         .municipality = shares_of(request.municipality, "municipality"),
                         .choices = {},
                         .who = {},
                         .points = {},
                         .lines = {},
                         .notes = plan.notes};
    for (const WeighedChoice& choice : plan.choices) diagram.choices.push_back(choice.name);
    for (const Municipality& m : governance_of(board).municipalities) diagram.who.push_back(m.name);
    diagram.who.insert(diagram.who.end(), {"sum", "worst_off"});
    for (const double municipality : diagram.municipality)
        for (const double family : diagram.family) {
            diagram.points.push_back({.family = family, .municipality = municipality, .model = {}, .method = {}});
            const Cohesions cohesions{request.model, family, municipality, request.region};
            if (cohesions.fit()) diagram.points.back().model = cohesion_model(board, cohesions);
        }
    work_points(board, request, plan, diagram);
    for (std::size_t who = 0; who < diagram.who.size(); ++who)
        for (std::size_t a = 0; a < diagram.choices.size(); ++a)
            for (std::size_t b = a + 1; b < diagram.choices.size(); ++b) {
                BreakEvenLine line = BreakEvenFinder(diagram, who, a, b).line();
                if (!line.parts.empty()) diagram.lines.push_back(std::move(line));
            }
    const std::vector<std::string> same = same_choices(diagram);
    diagram.notes.insert(diagram.notes.end(), same.begin(), same.end());
    return diagram;
}

}  // namespace stemgewicht
