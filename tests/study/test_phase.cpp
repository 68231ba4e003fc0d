#include <stemgewicht/boards/governance.hpp>
#include <stemgewicht/study/phase.hpp>

#include "catch.hpp"
#include "drechtsteden.hpp"
#include "support/refusal.hpp"
#include "three_councils.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace stemgewicht;
using support::refusal;

namespace {

std::size_t choice_of(const PhaseDiagram& diagram, const std::string& option, const std::string& scheme) {
    const auto found = std::ranges::find_if(
        diagram.choices, [&](const PhaseChoice& c) { return c.option == option && c.scheme == scheme; });
    REQUIRE(found != diagram.choices.end());
    return static_cast<std::size_t>(found - diagram.choices.begin());
}

const OptionRow& option_row(const std::vector<OptionRow>& rows, const PhaseChoice& choice, const std::string& who) {
    const auto found = std::ranges::find_if(rows, [&](const OptionRow& row) {
        return row.option == choice.option && row.scheme == choice.scheme && row.municipality == who;
    });
    REQUIRE(found != rows.end());
    return *found;
}

/// Checks the cells of a point against the options of the case under its model, by another method.
void check_phase_point(const Board& board, const PhaseDiagram& diagram, const PhasePoint& point, const Method& method,
                       Ties ties = Ties::excluded) {
    std::vector<std::string> schemes;
    for (const PhaseChoice& choice : diagram.choices) schemes.push_back(choice.scheme);
    const std::vector<OptionRow> rows =
        compare_options(board, {.models = {point.model},
                                .options = {governance_of(board).options.front().id, "ab"},
                                .schemes = schemes,
                                .method = method,
                                .ties = ties});
    const std::size_t municipalities = governance_of(board).municipalities.size();
    for (std::size_t c = 0; c < diagram.choices.size(); ++c) {
        double sum = 0, worst = 0;
        for (std::size_t j = 0; j < municipalities; ++j) {
            const OptionRow& row = option_row(rows, diagram.choices[c], diagram.who[j]);
            INFO(point.model << ", " << row.option << ":" << row.scheme << ", " << row.municipality);
            const double error = std::hypot(row.error, point.cells[j].error[c]);
            CHECK(std::abs(point.cells[j].risk[c] - row.outvoted) < 4.5 * error + 1e-12);
            sum += point.cells[j].risk[c];
            worst = std::max(worst, point.cells[j].risk[c]);
        }
        CHECK(std::abs(point.cells[municipalities].risk[c] - sum) < 1e-14);
        CHECK(std::abs(point.cells[municipalities + 1].risk[c] - worst) < 1e-14);
    }
}

/// What a cell must say of the best choice, from its risks and errors.
void check_best_choice(const PhaseCell& cell) {
    const std::size_t choices = cell.risk.size();
    std::vector<std::size_t> below_all;
    for (std::size_t a = 0; a < choices; ++a) {
        bool below = true;
        for (std::size_t b = 0; b < choices; ++b)
            if (a != b) below = below && cell.risk[b] - cell.risk[a] > 3 * cell.difference_error[a * choices + b];
        if (below) below_all.push_back(a);
    }
    REQUIRE(below_all.size() <= 1);
    if (cell.best) CHECK(below_all == std::vector{*cell.best});
}

}  // namespace

TEST_CASE("Without cohesion a phase diagram is that of independent fair votes") {
    const PhaseDiagram diagram = phase_diagram(drechtsteden(), {.family = {0}, .municipality = {0}});
    REQUIRE(diagram.points.size() == 1);
    const PhasePoint& point = diagram.points.front();
    CHECK(point.method == "exact");
    CHECK(diagram.choices.size() == 4);
    for (std::size_t j = 0; j < 7; ++j)
        for (std::size_t c = 0; c < diagram.choices.size(); ++c) {
            const OptionRow& row = row_of(diagram.choices[c].option, diagram.choices[c].scheme, "ic", diagram.who[j]);
            CHECK(std::abs(point.cells[j].risk[c] - row.outvoted) < 1e-12);
            CHECK(point.cells[j].error[c] == 0);
        }
    CHECK(point.cells[0].best == choice_of(diagram, "ab", "population"));  // Dordrecht
}

TEST_CASE("Exact points are those that the options give under the same model") {
    const Board board = three_councils();
    for (const auto model : {Cohesions::Model::copy, Cohesions::Model::factor})
        for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
            const bool crossed = model == Cohesions::Model::copy;
            const PhaseDiagram diagram =
                phase_diagram(board, {.model = model,
                                      .family = {0, 0.4, 0.75},
                                      .municipality = crossed ? std::vector{0, 0.25} : std::vector{0.0},
                                      .schemes = {"seats", "votes", "one_vote", "apex_veto"},
                                      .ties = ties});
            for (const PhasePoint& point : diagram.points) {
                CHECK(point.method == "exact");
                CHECK(point.draws == 0);
                check_phase_point(board, diagram, point, Enumerate{}, ties);
                for (const PhaseCell& cell : point.cells) check_best_choice(cell);
            }
        }
}

TEST_CASE("Simulated points agree with what is exact and with simulated motions") {
    const Board board = three_councils();
    for (const Ties ties : {Ties::excluded, Ties::against, Ties::coin}) {
        const PhaseDiagram diagram = phase_diagram(board, {.family = {0.1, 0.35},
                                                           .municipality = {0.2, 0.65},
                                                           .schemes = {"seats", "votes", "one_vote", "apex"},
                                                           .simulation = {.points = 512},
                                                           .ties = ties});
        for (const PhasePoint& point : diagram.points) {
            CHECK(point.method == "conditional");
            CHECK(point.draws == 512 * 16);
            check_phase_point(board, diagram, point, MonteCarlo{.samples = 100'000, .seed = 7}, ties);
            for (const PhaseCell& cell : point.cells) check_best_choice(cell);
        }
    }
    const PhaseDiagram large = phase_diagram(drechtsteden(), {.family = {0.3}, .municipality = {0.2}});
    check_phase_point(drechtsteden(), large, large.points.front(), MonteCarlo{.samples = 200'000});
    for (const PhaseCell& cell : large.points.front().cells)
        for (std::size_t a = 0; a < cell.risk.size(); ++a)
            for (std::size_t b = 0; b < cell.risk.size(); ++b)
                CHECK(cell.difference_error[a * cell.risk.size() + b] <= cell.error[a] + cell.error[b] + 1e-15);
}

TEST_CASE("Points by half as many draws differ by no more than their errors say") {
    const auto by = [](std::size_t points, std::uint64_t seed) {
        return phase_diagram(drechtsteden(),
                             {.family = {0.5},
                              .municipality = {0.375},
                              .schemes = {"one_vote", "seats"},
                              .simulation = {.points = points, .seed = seed, .maximum_points = points}});
    };
    const PhaseDiagram few = by(512, 1), more = by(1024, 2);
    double squares = 0, count = 0;
    for (std::size_t who = 0; who < 7; ++who)
        for (std::size_t c = 0; c < few.choices.size(); ++c) {
            const PhaseCell &a = few.points.front().cells[who], &b = more.points.front().cells[who];
            const double error = std::hypot(a.error[c], b.error[c]), difference = std::abs(a.risk[c] - b.risk[c]);
            INFO(few.who[who] << ", " << few.choices[c].option << ": " << difference << ", error " << error);
            CHECK(difference < 0.006);
            CHECK(difference <= 4.5 * error + 1e-12);
            if (error == 0) continue;
            squares += difference * difference / (error * error);
            count += 1;
        }
    CHECK(std::sqrt(squares / count) < 2);  // risks of one point go together
}

TEST_CASE("Who decides changes which choice is best") {
    for (const char* town : {"A", "B", "C"}) {
        const std::string weight = std::string(town) + " = 1\n";
        std::string rest;
        for (const char* other : {"A", "B", "C"})
            if (other != std::string(town)) rest += std::string(other) + " = 0\n";
        const Board board = three_councils("", "[governance.schemes.ours]\n" + weight + rest);
        const PhaseDiagram diagram = phase_diagram(board, {.family = {0, 0.3},
                                                           .municipality = {0, 0.3},
                                                           .schemes = {"one_vote", "ours"},
                                                           .simulation = {.points = 256}});
        const std::size_t ours = choice_of(diagram, "ab", "ours");
        for (const PhasePoint& point : diagram.points)
            for (std::size_t j = 0; j < 3; ++j) {
                CHECK((point.cells[j].best == ours) == (diagram.who[j] == town));
                if (diagram.who[j] == town) CHECK(std::abs(point.cells[j].risk[ours]) < 1e-14);
            }
    }
}

TEST_CASE("Choices that are equal stay undecided, and are named") {
    const Board board = three_councils();  // by seats any two of the three councils win, as with one vote each
    const PhaseDiagram diagram =
        phase_diagram(board, {.family = {0, 0.3}, .municipality = {0, 0.3}, .schemes = {"seats", "one_vote"}});
    const std::size_t seats = choice_of(diagram, "ab", "seats"), equal = choice_of(diagram, "ab", "one_vote");
    for (const PhasePoint& point : diagram.points)
        for (const PhaseCell& cell : point.cells) {
            CHECK(std::abs(cell.risk[seats] - cell.risk[equal]) < 1e-12);
            CHECK(cell.difference_error[seats * diagram.choices.size() + equal] < 1e-12);
            CHECK_FALSE(better_of(cell, seats, equal));
            CHECK(cell.best != seats);
            CHECK(cell.best != equal);
        }
    CHECK(std::ranges::any_of(diagram.notes, [](const std::string& note) {
        return note.starts_with("ab:seats and ab:one_vote are the same to everyone");
    }));
    for (const BreakEvenLine& line : diagram.lines) CHECK_FALSE((line.first == seats && line.second == equal));
}

TEST_CASE("A portfolio brings in the options that divide the kinds of decisions") {
    const Portfolio portfolio{"p", {0.5, 0.25, 0.125, 0.125}};
    const Board& board = drechtsteden();
    const PhaseDiagram diagram =
        phase_diagram(board, {.family = {0.2}, .municipality = {0, 0.3}, .schemes = {"seats"}, .portfolio = portfolio});
    CHECK(diagram.choices.size() == 6);  // all options but that of stopping, under which nobody is ever outvoted
    const std::size_t ab = choice_of(diagram, "ab", "seats"), mandate = choice_of(diagram, "mandate", "seats"),
                      centre = choice_of(diagram, "centre", "council");
    for (const PhasePoint& point : diagram.points) {
        const std::vector<OptionRow> rows =
            compare_options(board, {.models = {point.model}, .options = {"centre"}, .method = Conditional{}});
        for (std::size_t j = 0; j < 7; ++j) {
            const PhaseCell& cell = point.cells[j];
            CHECK(std::abs(cell.risk[mandate] - 0.375 * cell.risk[ab]) < 1e-14);
            double alone = -1, error = 0;
            for (const OptionRow& row : rows)
                if (row.municipality == diagram.who[j] && row.decider == Decider::centre)
                    alone = row.outvoted, error = row.error;
            CHECK(std::abs(cell.risk[centre] - 0.5 * alone) < 4.5 * (error + cell.error[centre]) + 1e-12);
        }
        CHECK(std::abs(point.cells[0].risk[centre]) < 1e-14);
        CHECK(point.cells[0].best == centre);
    }
}

TEST_CASE("Break-even lines run where the interpolated difference is 0") {
    const PhaseDiagram diagram = phase_diagram(
        drechtsteden(), {.family = {0, 0.2, 0.4, 1}, .municipality = {0, 0.2, 0.7}, .schemes = {"seats"}});
    CHECK(diagram.at(3, 1).cells.empty());  // 1 + 0.2 is no share
    CHECK_FALSE(diagram.at(3, 0).cells.empty());
    REQUIRE_FALSE(diagram.lines.empty());
    CHECK(std::ranges::any_of(diagram.lines,
                              [&](const BreakEvenLine& line) { return diagram.who[line.who] == "Alblasserdam"; }));
    for (const BreakEvenLine& line : diagram.lines)
        for (const auto& part : line.parts) {
            CHECK(part.size() >= 2);
            for (const BreakEvenPoint& at : part) {
                double least = 1;  // of the interpolated difference, over the edges of the grid through the point
                for (const PhasePoint& a : diagram.points)
                    for (const PhasePoint& b : diagram.points) {
                        if (a.cells.empty() || b.cells.empty()) continue;
                        const double f = b.family - a.family, m = b.municipality - a.municipality;
                        const double t = f != 0   ? (at.family - a.family) / f
                                         : m != 0 ? (at.municipality - a.municipality) / m
                                                  : -1;
                        if (t < 0 || t > 1 || std::abs(a.family + t * f - at.family) > 1e-12 ||
                            std::abs(a.municipality + t * m - at.municipality) > 1e-12)
                            continue;
                        const auto difference = [&](const PhasePoint& p) {
                            return p.cells[line.who].risk[line.second] - p.cells[line.who].risk[line.first];
                        };
                        least = std::min(least, std::abs((1 - t) * difference(a) + t * difference(b)));
                    }
                CHECK(least < 1e-12);
                CHECK(at.error >= 0);
            }
        }
}

TEST_CASE("A phase diagram does not depend on threads, and its table has a row for each number") {
    const Board board = three_councils();
    PhaseRequest request{.family = {0, 0.3, 0.8}, .municipality = {0, 0.4}, .schemes = {"apex", "votes"}};
    std::size_t calls = 0, points = 0;
    request.progress = [&](std::size_t done, std::size_t all) {
        CHECK(done == ++calls);
        points = all;
    };
    const PhaseDiagram one = phase_diagram(board, request);
    CHECK(calls == 5);
    CHECK(points == 5);
    request.progress = {};
    request.threads = 3;
    const PhaseDiagram three = phase_diagram(board, request);
    const Table table = phase_table(board, one);
    CHECK(table.rows == phase_table(board, three).rows);
    CHECK(table.rows.size() == 5 * 5 * one.choices.size());
    CHECK(break_even_lines_table(board, one).rows == break_even_lines_table(board, three).rows);
    const Table summary = phase_summary(board, one, "worst_off");
    CHECK(summary.rows.size() == 2);
    CHECK(summary.columns.size() == 4);
}

TEST_CASE("What a phase diagram cannot go over is refused") {
    const Board board = three_councils();
    const auto asked = [&](const PhaseRequest& request) { return refusal([&] { phase_diagram(board, request); }); };
    CHECK(asked({.family = {0.2, 0.1}}).starts_with("family[1]: must be above the share before it, 0.2"));
    CHECK(asked({.municipality = {0.2, 1.5}}).starts_with("municipality[1]: must be a share in [0, 1], got 1.5"));
    CHECK(asked({.schemes = {"money", "none"}}).starts_with("scheme: must be one of"));
    CHECK(asked({.options = {"mandate"}}).starts_with("options: must be two choices at least"));
    CHECK(asked({.threads = -1}).starts_with("threads: must be 0"));
    CHECK(asked({.portfolio = Portfolio{"p", {0.5}}}).starts_with("portfolio: must be one share"));
    CHECK(refusal([&] {
              phase_summary(board, phase_diagram(board, {.family = {0}, .municipality = {0}}), "D");
          }).starts_with("who: must be one of"));
    Board alone = board;
    alone.governance->family.clear();
    CHECK(refusal([&] { phase_diagram(alone); }).starts_with("case: must be one that names its families"));
    CHECK(refusal([&] { cohesion_model(alone, {.family = 0.1}); }).starts_with("family: must be 0 in a case"));
    CHECK(cohesion_model(alone, {}) == "ic");
    CHECK(cohesion_model(alone, {.municipality = 0.1, .region = 0.2}) == "factor:region=0.2,town=0.1");
}

TEST_CASE("An assembly of large weights, whose votes are drawn at each point, has the risks that are counted there") {
    const Board board = load_board("drechtsteden-2018");
    PhaseRequest request{.family = {0.3}, .municipality = {0.2}, .schemes = {"votes_2022", "seats"}};
    request.simulation.points = request.simulation.maximum_points = 128;
    const PhaseDiagram diagram = phase_diagram(board, request);
    const PhasePoint& point = diagram.points.front();
    REQUIRE(point.method == "conditional");
    const auto choice =
        std::ranges::find_if(diagram.choices, [](const PhaseChoice& c) { return c.scheme == "votes_2022"; });
    REQUIRE(choice != diagram.choices.end());
    const auto place = static_cast<std::size_t>(choice - diagram.choices.begin());
    const std::vector<OptionRow> counted =
        compare_options(board, {.models = {point.model},
                                .options = {"drechtraad"},
                                .schemes = {"votes_2022"},
                                .method = Conditional{.points = 32, .randomizations = 16, .seed = 9}});
    REQUIRE(counted.size() == 7);
    for (std::size_t j = 0; j < counted.size(); ++j) {
        const PhaseCell& cell = point.cells[j];
        INFO(counted[j].municipality << ": " << cell.risk[place] << " +- " << cell.error[place]);
        CHECK(cell.error[place] < 2e-3);
        CHECK(std::abs(cell.risk[place] - counted[j].outvoted) < 4.5 * std::hypot(cell.error[place], counted[j].error));
    }
    request.threads = 2;
    CHECK(phase_table(board, diagram).rows == phase_table(board, phase_diagram(board, request)).rows);
}
