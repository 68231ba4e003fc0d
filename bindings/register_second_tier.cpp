// The quota by which power follows weight, and boards of delegates who vote as their constituencies do.

#include "pickling.hpp"

#include <stemgewicht/design/optimal_quota.hpp>
#include <stemgewicht/design/second_tier.hpp>

#include <pybind11/eigen.h>
#include <pybind11/functional.h>
#include <pybind11/numpy.h>

namespace stemgewicht::python {

namespace {

OptimalQuota optimal_quota_of(const py::object& weights, const py::object& criterion,
                              const std::optional<std::vector<double>>& wanted, const std::string& index, Weight first,
                              Weight last, std::size_t most) {
    const std::vector<Weight> whole = whole_weights(weights, "weights");
    const QuotaSearch search{.first = first, .last = last, .most = most, .index = index};
    if (!criterion.is_none()) {
        if (wanted) refuse("wanted", "None where there is a criterion", "both");
        return optimal_quota(
            whole,
            [&](const Eigen::ArrayXd& values, double pass) {
                return criterion(Eigen::VectorXd(values), pass).cast<double>();
            },
            search);
    }
    const py::gil_scoped_release release;
    return optimal_quota(whole, wanted ? share_criterion(*wanted) : QuotaCriterion(), search);
}

void register_quota(py::module_& module) {
    using namespace py::literals;

    py::class_<OptimalQuota> type(module, "OptimalQuota", "The best of some quotas.");
    type.def_readonly("quota", &OptimalQuota::quota)
        .def_readonly("criterion", &OptimalQuota::criterion, "What it is judged by, the least of all.")
        .def_readonly("every", &OptimalQuota::every, "Whether all quotas of the range were compared.")
        .def_readonly("curve", &OptimalQuota::curve, "A QuotaCurve of those that were compared, ascending.")
        .def_property_readonly(
            "criteria", [](const OptimalQuota& best) { return array_of(best.criteria); },
            "What each quota is judged by.")
        .def("__repr__", [](const OptimalQuota& best) {
            return "OptimalQuota(quota=" + std::to_string(best.quota) + ", criterion=" + shortest(best.criterion) +
                   ", every=" + (best.every ? "True" : "False") + ")";
        });
    define_pickling<&OptimalQuota::quota, &OptimalQuota::criterion, &OptimalQuota::every, &OptimalQuota::curve,
                    &OptimalQuota::criteria>(type);
    module.def("optimal_quota", &optimal_quota_of, "weights"_a, "criterion"_a = py::none(), py::kw_only(),
               "wanted"_a = py::none(), "index"_a = "banzhaf", "first"_a = 0, "last"_a = 0, "most"_a = 2048,
               R"(The quota by which a criterion is least; of equals the lowest. An OptimalQuota.

weights: whole numbers. criterion: a function of the index of all members, an array, and the chance that a motion passes, which gives
a number, the less the better. Without one it is the root of the mean square of what the shares of the index differ from `wanted`,
one number for each member, taken as shares; the weights if not given. first, last: the range; from the majority to the total if 0.
most: where the range has no more quotas, all are compared, else so many evenly spaced, and then the neighbourhood of the best.
Raises ValueError for a range that is none and for an index that is no formula on chances.)");
    module.def(
        "normal_quota", [](const py::object& weights) { return normal_quota(whole_weights(weights, "weights")); },
        "weights"_a,
        R"(The quota at which power is nearly weight, by the normal law: the share 1/2 + root(sum of w^2) / (2 sum of w) of the weights.

Close where the members are many and none outweighs the others; `optimal_quota` says how good it is.)");
}

Constituencies constituencies_of(const py::object& citizens, double correlation) {
    return {.citizens = whole_weights(citizens, "citizens"), .correlation = correlation};
}

void register_constituencies(py::module_& module) {
    using namespace py::literals;

    module.def(
        "citizen_decides_delegate",
        [](const py::object& citizens, double correlation) {
            return array_of(citizen_decides_delegate(constituencies_of(citizens, correlation)));
        },
        "citizens"_a, "correlation"_a = 0.0,
        R"(For each constituency the chance that one citizen decides how its delegate votes, who votes as its majority does.

citizens: their numbers. correlation: of the votes of two citizens of one constituency, in each of which the chance of yes is drawn from
a beta distribution around 1/2: 0 for coins of their own, 1/3 for a uniform chance, 1 for one mind. An even number that is tied
tosses a coin. Without correlation nearly root(2 / (pi citizens)).)");
    module.def(
        "mean_margins",
        [](const py::object& citizens, double correlation) {
            return array_of(mean_margins(constituencies_of(citizens, correlation)));
        },
        "citizens"_a, "correlation"_a = 0.0,
        "For each constituency by how many citizens those who vote as its delegate outnumber the others, on average; "
        "see citizen_decides_delegate.");
    module.def(
        "second_tier_shares",
        [](const py::object& citizens, const std::string& goal, double correlation) {
            return array_of(second_tier_shares(constituencies_of(citizens, correlation), second_tier_goal(goal)));
        },
        "citizens"_a, "goal"_a, "correlation"_a = 0.0,
        R"(What delegates need, as shares that sum to 1. For "equal_chance" shares of power, banzhaf_normalized, by which every
citizen has the same chance to decide; for "least_deficit" and "utilitarian" weights, under majority.

citizens, correlation: see citizen_decides_delegate. least_deficit takes citizens as not correlated. Raises ValueError for
equal_chance where no citizen is ever decisive, at a correlation of 1.)");
    module.def(
        "second_tier_rule",
        [](const py::object& citizens, const std::string& goal, double correlation, Weight total) {
            const Constituencies all = constituencies_of(citizens, correlation);
            const SecondTierGoal wanted = second_tier_goal(goal);
            const py::gil_scoped_release release;
            return second_tier_rule(all, wanted, total);
        },
        "citizens"_a, "goal"_a, "correlation"_a = 0.0, py::kw_only(), "total"_a = 10'000,
        R"(A WeightedRule of the delegates for a goal, of weights that add up to about `total`.

"equal_chance": the weights are the shares of power, and the quota that of optimal_quota, by which power is nearly weight.
"least_deficit", "utilitarian": the mean margins under majority. See second_tier_shares.)");
}

}  // namespace

void register_second_tier(py::module_& module) {
    using namespace py::literals;

    register_quota(module);
    register_constituencies(module);
    py::class_<SecondTierOutcome> type(module, "SecondTierOutcome", "What a rule of delegates gives the citizens.");
    type.def_property_readonly(
            "decides", [](const SecondTierOutcome& outcome) { return array_of(outcome.decides); },
            "For each constituency the chance of a citizen to decide what the board decides.")
        .def_property_readonly(
            "outvoted", [](const SecondTierOutcome& outcome) { return array_of(outcome.outvoted); },
            "For each constituency the chance that a citizen disagrees with the board.")
        .def_readonly("decides_ratio", &SecondTierOutcome::decides_ratio,
                      "The largest chance to decide over the least; infinite where that is 0.")
        .def_readonly("mean_outvoted", &SecondTierOutcome::mean_outvoted, "Of all citizens.")
        .def_readonly("deficit", &SecondTierOutcome::deficit,
                      "The mean majority deficit, in citizens; None where they are correlated.")
        .def("__repr__", [](const SecondTierOutcome& outcome) {
            return "SecondTierOutcome(decides_ratio=" + shortest(outcome.decides_ratio) +
                   ", mean_outvoted=" + shortest(outcome.mean_outvoted) + ")";
        });
    define_pickling<&SecondTierOutcome::decides, &SecondTierOutcome::outvoted, &SecondTierOutcome::decides_ratio,
                    &SecondTierOutcome::mean_outvoted, &SecondTierOutcome::deficit>(type);
    module.def(
        "second_tier_outcome",
        [](const py::object& citizens, const Unaltered<WeightedRule>& rule, double correlation) {
            const Constituencies all = constituencies_of(citizens, correlation);
            const WeightedRule& delegates = rule;
            const py::gil_scoped_release release;
            return second_tier_outcome(all, delegates);
        },
        "citizens"_a, "rule"_a, "correlation"_a = 0.0,
        R"(What a rule of delegates, a WeightedRule, gives the citizens: a SecondTierOutcome.

citizens, correlation: see citizen_decides_delegate. The constituencies are independent of each other.)");
}

}  // namespace stemgewicht::python
