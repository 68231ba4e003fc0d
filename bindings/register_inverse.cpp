// Weights that give wanted power or risks, what changes with a member's weight, and maps of two weights.

#include "common.hpp"
#include "simulation.hpp"

#include <stemgewicht/design/chamber_map.hpp>
#include <stemgewicht/study/board_design.hpp>
#include <stemgewicht/study/robust_design.hpp>

#include <pybind11/numpy.h>

namespace stemgewicht::python {

namespace {

/// The board, or one whose members are numbered from 1.
Board named_members(const Board* board, std::size_t members) {
    if (board != nullptr) {
        if (board->names.size() != members)
            refuse("target", "one number for each of the " + std::to_string(board->names.size()) + " members", members);
        return *board;
    }
    Board numbered;
    numbered.id = "the given target";
    for (std::size_t i = 0; i < members; ++i) numbered.names.push_back(std::to_string(i + 1));
    return numbered;
}

py::tuple inverse_of(const std::vector<double>& target, const std::string& measure, const std::string& norm,
                     const std::vector<std::string>& constraints, std::size_t listed, const std::string& games,
                     double tolerance, std::uint64_t seed, const Board* board) {
    const Board members = named_members(board, target.size());
    InverseProblem problem{
        .target = target, .measure = parse_measure(measure, members), .norm = parse_norm(norm), .constraints = {}};
    for (const std::string& constraint : constraints) add_constraint(problem.constraints, constraint, members);
    std::vector<std::string> remarks;
    const InverseAnswer answer = [&] {
        const py::gil_scoped_release release;
        return solved(problem,
                      {.target = {},
                       .listed = listed,
                       .tolerance = tolerance,
                       .seed = seed,
                       .games = games,
                       .note = [&](const std::string& text) { remarks.push_back(text); },
                       .progress = &tell_progress},
                      members.names)
            .answer;
    }();
    std::vector<WeightedRule> rules;
    py::array_t<double> values(
        {static_cast<py::ssize_t>(answer.rules.size()), static_cast<py::ssize_t>(target.size())});
    double* place = values.mutable_data();
    for (const InverseRule& one : answer.rules) {
        rules.push_back(one.rule);
        place = std::ranges::copy(one.values, place).out;
    }
    return py::make_tuple(rules, values, answer.distance(), answer.lower_bound, answer.ties, answer.proved,
                          answer.compared, remarks);
}

py::tuple design_of(const Board& board, const std::string& target, const std::string& norm,
                    const std::vector<std::string>& constraints, std::size_t listed, const std::string& games,
                    double tolerance, std::uint64_t seed) {
    std::vector<std::string> remarks;
    BoardDesignRequest request{.target = target,
                               .norm = norm,
                               .constraints = constraints,
                               .listed = listed,
                               .tolerance = tolerance,
                               .seed = seed,
                               .games = games,
                               .note = [&](const std::string& text) { remarks.push_back(text); },
                               .progress = &tell_progress};
    Table table = [&] {
        const py::gil_scoped_release release;
        return design_table(design_board(board, request));
    }();
    return py::make_tuple(std::move(table), remarks);
}

Table tipping_of(const Board& board, const std::string& member, const std::vector<std::string>& measures,
                 const std::string& quota, const std::string& reach) {
    const py::gil_scoped_release release;
    return tipping_table(board, {.member = member, .measures = measures, .quota = quota, .reach = reach});
}

Table robust_design_of(const Board& board, const std::vector<std::string>& against, std::vector<std::string> models,
                       std::vector<std::string> schemes, const std::string& municipality, std::size_t draws,
                       const py::object& seed, const std::string& ties) {
    RobustDesignRequest request{.models = std::move(models),
                                .schemes = std::move(schemes),
                                .municipality = municipality,
                                .ties = ties_of(ties),
                                .draws = draws,
                                .seed = seed_of(seed),
                                .progress = &tell_progress};
    for (const std::string& set : against) request.against.push_back(parse_unknown(set));
    const py::gil_scoped_release release;
    return robust_table(board, request, robust_designs(board, request));
}

py::tuple chamber_map_of(const py::object& weights, std::pair<std::size_t, std::size_t> members,
                         std::pair<Weight, Weight> largest, const std::string& quota) {
    const std::vector<Weight> whole = whole_weights(weights, "weights");
    const QuotaShare share = parse_quota_share(quota);
    const ChamberMap map = [&] {
        const py::gil_scoped_release release;
        return chamber_map(whole, members, largest, share);
    }();
    py::array_t<std::int64_t> chambers(
        {static_cast<py::ssize_t>(map.first_largest + 1), static_cast<py::ssize_t>(map.second_largest + 1)});
    std::ranges::transform(map.chamber, chambers.mutable_data(),
                           [](std::size_t chamber) { return static_cast<std::int64_t>(chamber); });
    return py::make_tuple(chambers, map.rules);
}

}  // namespace

void register_inverse(py::module_& module) {
    using namespace py::literals;

    module.def("inverse", &inverse_of, "target"_a, "measure"_a, "norm"_a, "constraints"_a, "listed"_a, "games"_a,
               "tolerance"_a, "seed"_a, "board"_a, "The rules nearest to a target; see stemgewicht.inverse.");
    module.def("design", &design_of, "case"_a, "target"_a, "norm"_a, "constraints"_a, "listed"_a, "games"_a,
               "tolerance"_a, "seed"_a, "The same for a board, as a table; see stemgewicht.design.");
    module.def("robust_design", &robust_design_of, "case"_a, "against"_a, "models"_a, "schemes"_a, "municipality"_a,
               "draws"_a, "seed"_a, "ties"_a,
               "The rules of the general board whose worst case is least; see stemgewicht.robust_design.");
    module.def("tipping", &tipping_of, "case"_a, "member"_a, "measures"_a, "quota"_a, "reach"_a,
               "What changes with a member's weight; see stemgewicht.tipping.");
    module.def(
        "chamber_map", &chamber_map_of, "weights"_a, "members"_a = std::pair<std::size_t, std::size_t>(0, 1),
        "largest"_a = std::pair<Weight, Weight>(20, 20), "quota"_a = "majority",
        R"(Which game a board is at every pair of whole weights of two members: an array of numbers of games, and these.

The array has the game at the weights a of the first and b of the second at [a, b], from 0 to the largest of each; the list has one
WeightedRule for each game. weights: of all members in their order, whole numbers; those of the two are not looked at.
quota: see tipping_points. Raises ValueError for members that are not two of several, and beyond 4,194,304 pairs of weights.)");
}

}  // namespace stemgewicht::python
