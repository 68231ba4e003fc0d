#pragma once

#include <stemgewicht/boards/decision_kinds.hpp>
#include <stemgewicht/core/progress.hpp>
#include <stemgewicht/study/options.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stemgewicht {

/// How strongly families, municipalities and the region as a whole vote alike: the shares of a model with all three.
struct Cohesions {
    enum class Model { factor, copy };
    Model model = Model::factor;  ///< moods in common, or lines that are copied
    double family = 0, municipality = 0;
    double region = 0;

    /// Whether the shares are of at most 1 in sum, as those of a model must be.
    [[nodiscard]] bool fit() const { return region + family + municipality <= 1 + 1e-12; }

    friend bool operator==(const Cohesions&, const Cohesions&) = default;
};

/// The model of these shares as the command line writes it, such as factor:family=0.3,municipality=0.1, over the
/// groupings of the case; shares of 0 are left out, and without any it is ic. Throws std::invalid_argument for a share
/// of families in a case without them.
std::string cohesion_model(const Board& board, const Cohesions& cohesions);

/// What a phase diagram goes over.
struct PhaseRequest {
    Cohesions::Model model = Cohesions::Model::factor;
    std::vector<double> family{}, municipality{};  ///< shares, from low to high; empty: 0, 0.1, .. 1
    double region = 0;                             ///< the same share at every point
    std::vector<std::string> options{};            ///< ids of options of the case; empty: all
    std::vector<std::string> schemes{};    ///< of the general board and the assembly; where none is of the board: equal
                                           ///< votes, seats and population; where none is of the assembly: its first
    std::optional<Portfolio> portfolio{};  ///< assumed shares of the kinds of decisions; empty: only options in which
                                           ///< one body decides everything are compared
    Conditional simulation{.points = 1024,
                           .error = 1e-4,
                           .maximum_points = 2048};  ///< of each point that is not exact, with the same seed
    Ties ties = Ties::excluded;
    int threads = 1;      ///< 0: all cores; results do not depend on it
    Progress progress{};  ///< called as points are done, one at a time
};

/// An option with the schemes of the bodies that decide.
struct PhaseChoice {
    std::string option, scheme;
};

/// The risks that one municipality, or all together, have under every choice at one point.
struct PhaseCell {
    std::vector<double> risk, error;       ///< per choice; the standard error is 0 where exact
    std::vector<double> difference_error;  ///< of risk[b] - risk[a], on the same draws: at a x choices + b
    std::optional<std::size_t> best{};     ///< the choice of the least risk; empty where that is undecided
};

/// One point of the grid.
struct PhasePoint {
    double family = 0, municipality = 0;
    std::string model;               ///< as on the command line
    std::string method;              ///< exact, decision_diagram or conditional; empty where the shares exceed 1 in sum
    std::uint64_t draws = 0;         ///< 0 where exact
    std::vector<PhaseCell> cells{};  ///< one per row of PhaseDiagram::who; none where the shares exceed 1 in sum
};

/// Where two choices are as good.
struct BreakEvenPoint {
    double family = 0, municipality = 0;
    double error = 0;  ///< standard error of the place, along the edge of the grid that it lies on
};
struct BreakEvenLine {
    std::size_t who = 0, first = 0, second = 0;      ///< places in PhaseDiagram::who and ::choices
    std::vector<std::vector<BreakEvenPoint>> parts;  ///< each a polyline; closed where it ends as it starts
};

/// Which choice is best at which cohesion.
struct PhaseDiagram {
    std::vector<double> family, municipality;
    std::vector<PhaseChoice> choices;
    std::vector<std::string> who;      ///< the municipalities, then `sum` of all risks, and `worst_off`: the largest
    std::vector<PhasePoint> points;    ///< that of family f and municipality m at m x families + f
    std::vector<BreakEvenLine> lines;  ///< for each of `who` and each pair of choices that breaks even somewhere
    std::vector<std::string> notes;    ///< what was chosen where the request left it open

    [[nodiscard]] const PhasePoint& at(std::size_t family_place, std::size_t municipality_place) const {
        return points[municipality_place * family.size() + family_place];
    }
};

/// The risk of every municipality, and of all, under every choice at each point of a grid of party cohesion x municipal
/// cohesion, and which choice is best. With a portfolio, a risk is the average over its kinds, else that of any
/// decision.
///
/// Where one grouping coheres, or the model is copy and takes few laws, points are exact; elsewhere the moods are
/// simulated (see Conditional), for all choices and municipalities on the same draws: points double until it is decided
/// which choice is best, or every difference that it hangs on has an error of simulation.error, up to maximum_points. A
/// choice is best where it is below every other by more than three errors of the difference (10^-12 where exact), else
/// the cell is undecided.
///
/// Break-even lines go through every triangle of the grid (cells cut from the lower right to the upper left) whose
/// corners have different signs, by linear interpolation along its edges; edges with both ends undecided are left out.
/// Cost of a simulated point: draws x (assembly members x quota x log2(municipalities) + 2^municipalities x board
/// schemes).
/// Throws std::invalid_argument for shares that do not rise or are outside [0, 1], an unknown option or scheme, nothing
/// to compare, and a case without families.
PhaseDiagram phase_diagram(const Board& board, const PhaseRequest& request = {});

/// The better of two choices in a cell, by the rule by which the best of all is found; empty where that is undecided.
std::optional<std::size_t> better_of(const PhaseCell& cell, std::size_t first, std::size_t second);

/// One row per point, municipality (or all) and choice. `best` is yes or no, or undecided.
Table phase_table(const Board& board, const PhaseDiagram& diagram);

/// One row per corner of each break-even line.
Table break_even_lines_table(const Board& board, const PhaseDiagram& diagram);

/// For reading: which choice is best for one of `who` by name, a row per municipal cohesion, the highest first, and a
/// column per party cohesion. Throws std::invalid_argument for an unknown name.
Table phase_summary(const Board& board, const PhaseDiagram& diagram, const std::string& who);

}  // namespace stemgewicht
