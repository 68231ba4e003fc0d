// The design of a board: tipping points, pairs that always win, and who binds its delegates.

#include "pickling.hpp"
#include "simulation.hpp"

#include <stemgewicht/design/dominance.hpp>
#include <stemgewicht/design/equilibria.hpp>
#include <stemgewicht/design/mandates.hpp>
#include <stemgewicht/design/pair_games.hpp>
#include <stemgewicht/design/weighted_games.hpp>
#include <stemgewicht/study/board_design.hpp>

#include <pybind11/numpy.h>

#include <array>

namespace stemgewicht::python {

namespace {

/// An array of (regimes, councils).
template <class Read>
py::array_t<double> regime_array(const MandateRisks& risks, const Read& read) {
    py::array_t<double> array(
        {static_cast<py::ssize_t>(risks.regime_count()), static_cast<py::ssize_t>(risks.councils)});
    double* values = array.mutable_data();
    for (MandateRegime regime = 0; regime < risks.regime_count(); ++regime)
        for (std::size_t j = 0; j < risks.councils; ++j) *values++ = read(regime, j);
    return array;
}

MandateRisks mandate_risks_of(const Unaltered<WeightedRule>& whole, const std::vector<Block>& councils,
                              const py::object& model, const py::object& method, const std::string& ties, int threads,
                              const Board* board) {
    const WeightedRule& assembly = whole;
    check_mandates(assembly, councils);
    const VotingModel votes = model_of(model, assembly.member_count(), board);
    const Method how = threaded(method_of(method), threads);
    const Ties convention = ties_of(ties);
    const MandateRisks risks = [&] {
        const py::gil_scoped_release release;
        return mandate_risks(assembly, councils, votes, how, convention);
    }();
    if (!is_simulation(how)) return risks;
    double error = 0;
    for (const Estimate& change : risks.change) error = std::max(error, change.error);
    warn_unless_reached(risks.reached, how, error, 2);
    return risks;
}

std::string reply_name(Reply reply) {
    constexpr std::array<std::string_view, 4> names{"lowers", "same", "raises", "undecided"};
    return std::string(names[static_cast<std::size_t>(reply)]);
}

std::string stability_name(Stability::Verdict verdict) {
    constexpr std::array<std::string_view, 4> names{"equilibrium", "strict_equilibrium", "undecided", "none"};
    return std::string(names[static_cast<std::size_t>(verdict)]);
}

std::vector<std::pair<std::string, std::vector<std::string>>> stability_of(const MandateRisks& risks, double difference,
                                                                           double errors) {
    std::vector<std::pair<std::string, std::vector<std::string>>> result;
    for (const Stability& stability : mandate_stability(risks, {.difference = difference, .errors = errors})) {
        std::vector<std::string> replies;
        for (const Reply reply : stability.replies) replies.push_back(reply_name(reply));
        result.emplace_back(stability_name(stability.verdict), std::move(replies));
    }
    return result;
}

std::optional<std::string> pair_game_of(const py::object& rule, const py::object& member) {
    const Decision decision = decision_of(rule);
    const std::size_t place = member_of(member, decision.member_count(), decision.board, "member");
    const auto game = pair_game(decision.known(), place);
    if (!game) return std::nullopt;
    constexpr std::array<std::string_view, 3> names{"apex", "apex_veto", "dictator"};
    return std::string(names[static_cast<std::size_t>(*game)]);
}

void register_weights(py::module_& module) {
    using namespace py::literals;

    py::class_<WeightStep> step_class(module, "WeightStep", "Weights of a member between which nothing changes.");
    step_class.def_readonly("first", &WeightStep::first)
        .def_readonly("last", &WeightStep::last, "None: there is no end.")
        .def_readonly("rule", &WeightStep::rule, "The game, with the first of these weights.")
        .def("__repr__", [](const WeightStep& step) {
            return "WeightStep(first=" + std::to_string(step.first) +
                   ", last=" + (step.last ? std::to_string(*step.last) : "None") + ")";
        });
    define_pickling<&WeightStep::first, &WeightStep::last, &WeightStep::rule>(step_class);
    py::class_<DominanceWeights> dominance_class(module, "DominanceWeights",
                                                 "From which weight on a member has the say.");
    dominance_class.def_readonly("veto", &DominanceWeights::veto, "Nothing passes without it.")
        .def_readonly("passer", &DominanceWeights::passer, "It wins alone; None where no weight does.")
        .def_readonly("dictator", &DominanceWeights::dictator, "Both; None where no weight is enough.");
    define_pickling<&DominanceWeights::veto, &DominanceWeights::passer, &DominanceWeights::dictator>(dominance_class);
    py::class_<PairWeights> pair_class(module, "PairWeights",
                                       "With which weights a member wins together with any one other.");
    pair_class.def_readonly("first", &PairWeights::first, "From here on it does; below `veto` it is an apex.")
        .def_readonly("veto", &PairWeights::veto, "An apex with veto.")
        .def_readonly("dictator", &PairWeights::dictator, "A dictator from here on.")
        .def("__repr__", [](const PairWeights& weights) {
            return "PairWeights(first=" + std::to_string(weights.first) + ", veto=" + std::to_string(weights.veto) +
                   ", dictator=" + std::to_string(weights.dictator) + ")";
        });
    define_pickling<&PairWeights::first, &PairWeights::veto, &PairWeights::dictator>(pair_class);
    module.def(
        "tipping_points",
        [](const py::object& others, const std::string& quota) {
            const std::vector<Weight> weights = whole_weights(others, "others");
            const QuotaShare share = parse_quota_share(quota);
            const py::gil_scoped_release release;
            return tipping_points(weights, share);
        },
        "others"_a, "quota"_a = "majority",
        R"(Every weight of one member at which the game changes: at w it is another game than at w - 1. A list, ascending, from 1 on.

others: weights of the other members, whole numbers, which stay as they are. quota: the share of all weight that passes a motion,
whatever the weight is: "majority" (more than half), "2/3" or "70%" (must be reached), "> 2/3" (must be exceeded).
A set S of the others changes sides at two weights: under majority, with T the weight of all others, at |T - 2 w(S)| and the next.
Cost: O(different weights of sets of others). Raises ValueError for a share that does not fit and beyond 4,194,304 of these.)");
    module.def(
        "weight_steps",
        [](const py::object& weights, const py::object& member, const std::string& quota) {
            const std::vector<Weight> all = whole_weights(weights, "weights");
            const std::size_t place = member_of(member, all.size(), nullptr, "member");
            const QuotaShare share = parse_quota_share(quota);
            const py::gil_scoped_release release;
            return weight_steps(all, place, share);
        },
        "weights"_a, "member"_a, "quota"_a = "majority",
        R"(All steps of the staircase, from weight 0 of the member on: a list of WeightStep, within each of which nothing changes.

weights: of all members in their order; that of `member` is not looked at. quota: see tipping_points, as are cost and errors.)");
    module.def(
        "pair_weights", [](const py::object& others) { return pair_weights(whole_weights(others, "others")); },
        "others"_a,
        R"(With which weights a member wins together with any one other, under majority.

others: weights of the other members. With T their sum and m the least of them: from T - 2m + 1 on; with veto at T, a dictator from
T + 1 on. Raises ValueError for weights without a positive one.)");
    module.def(
        "dominance_weights",
        [](const py::object& others, const std::string& quota) {
            return dominance_weights(whole_weights(others, "others"), parse_quota_share(quota));
        },
        "others"_a, "quota"_a = "majority",
        R"(The least weights that give a member a veto, the power to pass a motion alone, and both.

others: weights of the other members, T in all. Under majority: a veto at T, a dictator at T + 1. quota: see tipping_points.)");
    module.def(
        "pair_games", &pair_games, "members"_a, "member"_a = 0, py::call_guard<py::gil_scoped_release>(),
        R"(All proper games in which the member wins with any one other, as a list of CoalitionRule: there are three.

Proper: never a set of members and the rest both win. Raises ValueError for fewer than 2 and for more than 14 members.)");
    module.def(
        "weighted_games",
        [](std::size_t members, bool proper) {
            const py::gil_scoped_release release;
            return weighted_games(members, proper ? WeightedGames::proper : WeightedGames::all);
        },
        "members"_a, "proper"_a = false,
        R"(Every weighted game of so many members, up to renaming them, as a list of WeightedRule: the least whole weights, heaviest first.

They stand by the sum of the weights. proper: only those in which no two coalitions without a member in common both win. Of 1 to 7
members there are 1, 3, 8, 25, 117, 1,111 and 29,373. Raises ValueError for 0 members and for more than 7.)");
    py::class_<GameCounts> counts_class(
        module, "GameCounts",
        "How many games there are of so many members, and how heavy their least weights "
        "are.");
    counts_class
        .def_readonly("complete", &GameCounts::complete,
                      "Games in which any two members can be compared, up to renaming.")
        .def_readonly("weighted", &GameCounts::weighted, "Of these the weighted ones.")
        .def_readonly("self_dual", &GameCounts::self_dual,
                      "Of these those in which one of a coalition and the rest wins, never both.")
        .def_readonly("labelled", &GameCounts::labelled, "Weighted games of members with names, which differ as rules.")
        .def_readonly("sums", &GameCounts::sums, "The sum over the weighted games of the least sums of their weights.")
        .def_readonly("largest_sum", &GameCounts::largest_sum, "The largest of these sums.")
        .def_readonly("largest_weight", &GameCounts::largest_weight, "The largest of these weights.")
        .def("__repr__", [](const GameCounts& counts) {
            return "GameCounts(complete=" + std::to_string(counts.complete) +
                   ", weighted=" + std::to_string(counts.weighted) + ", self_dual=" + std::to_string(counts.self_dual) +
                   ", labelled=" + std::to_string(counts.labelled) + ")";
        });
    define_pickling<&GameCounts::complete, &GameCounts::weighted, &GameCounts::self_dual, &GameCounts::labelled,
                    &GameCounts::sums, &GameCounts::largest_sum, &GameCounts::largest_weight>(counts_class);
    module.def(
        "count_games", [](std::size_t members) { return count_games(members, &tell_progress); }, "members"_a,
        py::call_guard<py::gil_scoped_release>(),
        R"(How many games there are of so many members: complete, weighted, self-dual and labelled ones, as exact integers.

Cost: a tenth of a second for 7 members, some ten seconds for 8. Raises ValueError for 0 members and for more than 8.)");
    module.def("pair_game", &pair_game_of, "rule"_a, "member"_a = 0,
               "Which of the three a rule is for a member: \"apex\", \"apex_veto\" or \"dictator\"; None where it does "
               "not win with every other, or where some set and the rest both win.");
}

}  // namespace

void register_design(py::module_& module) {
    using namespace py::literals;

    register_weights(module);
    py::class_<MandateRisks> risks_class(module, "MandateRisks",
                                         "What each council risks; see stemgewicht.MandateRisks.");
    risks_class.def_readonly("councils", &MandateRisks::councils)
        .def_readonly("reached", &MandateRisks::reached)
        .def_property_readonly(
            "risk",
            [](const MandateRisks& r) {
                return regime_array(r, [&](MandateRegime k, std::size_t j) { return r.risk_of(k, j).value; });
            },
            "Chances to be outvoted, of shape (regimes, councils).")
        .def_property_readonly(
            "risk_error",
            [](const MandateRisks& r) {
                return regime_array(r, [&](MandateRegime k, std::size_t j) { return r.risk_of(k, j).error; });
            },
            "Their standard errors; 0 where exact.")
        .def_property_readonly(
            "change",
            [](const MandateRisks& r) {
                return regime_array(r, [&](MandateRegime k, std::size_t j) { return r.change_of(k, j).value; });
            },
            "By how much each risk rises if that council alone changes its mind.")
        .def_property_readonly(
            "change_error",
            [](const MandateRisks& r) {
                return regime_array(r, [&](MandateRegime k, std::size_t j) { return r.change_of(k, j).error; });
            },
            "Their standard errors; 0 where exact.")
        .def("stability", &stability_of, "difference"_a, "errors"_a,
             "Of each regime its verdict (strict_equilibrium, equilibrium, undecided or none) and what each council "
             "makes of changing its mind alone (lowers, same, raises or undecided).");
    define_pickling<&MandateRisks::councils, &MandateRisks::risk, &MandateRisks::change, &MandateRisks::reached>(
        risks_class);
    module.def("mandate_risks", &mandate_risks_of, "assembly"_a, "councils"_a, "model"_a, "method"_a, "ties"_a,
               "threads"_a, "board"_a, "What each council risks in each regime; see stemgewicht.mandate_risks.");
}

}  // namespace stemgewicht::python
