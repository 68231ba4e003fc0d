"""Simulated answers: near the exact ones, the same at each run, and with errors that tell the truth."""

import math
import signal
import threading
import time
import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import stemgewicht as sg

RULE = sg.WeightedRule([4, 3, 2, 2, 1], quota=7)
TOWNS = ["A", "A", "A", "B", "B"]
PAST = [[1, 1, 0, 1, 0], [1, 0, 0, None, 1], [0, 0, 1, 0, 0], [1, 1, 1, 1, None], [1, 1, 0, 1, 0]]
PAIR = sg.WeightedRule([0, 1, 0, 1, 0], quota=2)
MODELS = {
    "ic": sg.ic(),
    "iac": sg.iac(),
    "independent": sg.independent([0.5, 0.6, 0.7, 0.2, 0.9]),
    "grouped": sg.grouped(TOWNS),
    "copy": sg.copy([(TOWNS, 0.5)], region=0.2, yes=0.6, line=0.4),
    "factor": sg.factor([(TOWNS, 0.4)], region=0.2, yes=0.45),
    "observed": sg.observed(PAST),
}
SIMULATIONS = {
    "monte_carlo": sg.MonteCarlo(200_000, seed=11),
    "antithetic": sg.MonteCarlo(200_000, seed=12, antithetic=True),
    "conditional": sg.Conditional(256, seed=13),
}
FIELDS = [
    "outvoted", "overruled", "blocked", "success", "decisive", "luck", "tied",
    "outvoted_if_yes", "outvoted_if_no", "outvoted_if_pass", "outvoted_if_fail",
]  # fmt: skip

OPTIONS = ["drechtraad", "ab", "mandate", "centre", "combination", "outcome", "apart"]


class Own:
    """The same rule as RULE, or its part of weight, told by Python."""

    def __init__(self, rule):
        self.rule = rule
        self.member_count = rule.member_count

    def wins(self, yes_voters):
        return self.rule.wins(yes_voters)


def assert_near(estimate, exact):
    assert estimate.error >= 0
    assert abs(estimate.value - exact) <= 4.5 * estimate.error + 1e-12, (estimate, exact)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("method", SIMULATIONS.values(), ids=SIMULATIONS)
def test_simulations_are_near_the_sum_over_all_sets(model, method):
    assert_near(sg.pass_probability(RULE, model, method), sg.pass_probability(RULE, model, "enumerate"))
    for estimate, exact in zip(
        sg.outvoted_members(RULE, model, method), sg.outvoted_members(RULE, model, "enumerate"), strict=True
    ):
        for name in FIELDS:
            assert_near(getattr(estimate, name), getattr(exact, name))
    for ties in ("excluded", "against", "coin"):
        estimate = sg.outvoted(RULE, PAIR, model, method, ties)
        exact = sg.outvoted(RULE, PAIR, model, "enumerate", ties)
        for name in FIELDS:
            assert_near(getattr(estimate, name), getattr(exact, name))
        assert_near(estimate.pass_probability, sg.pass_probability(RULE, model))
        assert estimate.reached


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), min_size=2, max_size=8),
    st.floats(0, 1),
    st.integers(0, 2**64 - 1),
)
@settings(deadline=None, max_examples=60, derandomize=True)
def test_any_weighted_position_is_simulated_right(members, share, seed):
    weights, holders = [weight for weight, _ in members], [weight for _, weight in members]
    assume(sum(weights) and sum(holders))
    rule, position = sg.majority_rule(weights), sg.majority_rule(holders)
    exact = sg.outvoted(rule, position, sg.copy(region=share), "enumerate", "coin")
    passes = sg.pass_probability(rule, sg.copy(region=share), "enumerate")
    for method in (sg.MonteCarlo(20_000, seed=seed), sg.Conditional(64, seed=seed)):
        estimate = sg.outvoted(rule, position, sg.copy(region=share), method, "coin")
        # 16 scramblings give an error with 15 degrees of freedom, whose tails are heavier.
        for found, expected in (
            (estimate.outvoted, exact.outvoted),
            (estimate.decisive, exact.decisive),
            (estimate.tied, exact.tied),
            (estimate.pass_probability, passes),
        ):
            assert abs(found.value - expected) <= 6 * found.error + 1e-9


def test_the_eec_of_1958_is_simulated_as_counted():
    board = sg.load_board("eec-1958")
    method = sg.MonteCarlo(200_000)
    assert_near(sg.pass_probability(board, "ic", method), 14 / 64)
    for member, expected in enumerate([11 / 32] * 3 + [13 / 32] * 2 + [1 / 2]):
        assert_near(sg.outvoted(board, sg.member_position(member, 6), "ic", method).outvoted, expected)


@pytest.mark.parametrize("method", SIMULATIONS.values(), ids=SIMULATIONS)
@pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")
def test_every_kind_of_rule_is_simulated(method):
    majority = sg.majority_rule([1, 1, 1])
    rules = [
        sg.CompositeRule(
            sg.majority_rule([1, 1]), [sg.Block([0, 1, 2], majority), sg.Block([3, 4], sg.majority_rule([1, 1]))]
        ),
        sg.CoalitionRule(5, [[0, 1], [2, 3, 4]]),
        sg.all_of([RULE, sg.majority_rule([1] * 5)]),
        sg.IncompatibleRule(RULE, [(0, 1)]),
        sg.RestrictedRule(RULE, [(0, 1), (1, 2), (2, 3), (3, 4)]),
    ]
    model = MODELS["factor"]
    for rule in rules:
        assert_near(sg.pass_probability(rule, model, method), sg.pass_probability(rule, model, "enumerate"))
        assert_near(
            sg.outvoted(rule, PAIR, model, method).outvoted, sg.outvoted(rule, PAIR, model, "enumerate").outvoted
        )
        for estimate, exact in zip(
            sg.outvoted_members(rule, model, method), sg.outvoted_members(rule, model, "enumerate"), strict=True
        ):
            assert_near(estimate.outvoted, exact.outvoted)
            assert_near(estimate.decisive, exact.decisive)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=6),
    st.floats(0, 1),
    st.floats(0, 0.9),
    st.integers(0, 2**64 - 1),
    st.booleans(),
)
@settings(deadline=None, max_examples=40, derandomize=True)
def test_any_small_board_is_simulated_right(weights, yes, share, seed, antithetic):
    rule = sg.majority_rule(weights)
    model = sg.factor(region=share, yes=yes)
    exact = sg.outvoted_members(rule, model, "enumerate")
    for method in (sg.MonteCarlo(20_000, seed=seed, antithetic=antithetic), sg.Conditional(64, seed=seed)):
        for estimate, expected in zip(sg.outvoted_members(rule, model, method), exact, strict=True):
            difference = abs(estimate.outvoted.value - expected.outvoted)
            # 16 scramblings give an error with 15 degrees of freedom, whose tails are heavier.
            assert difference <= 6 * estimate.outvoted.error + 1e-9


@pytest.mark.parametrize("rules", [(Own(RULE), PAIR), (RULE, Own(PAIR)), (Own(RULE), Own(PAIR))], ids=range(3))
def test_a_rule_of_your_own_is_simulated_by_monte_carlo(rules):
    method = sg.MonteCarlo(50_000, seed=4)
    model = MODELS["copy"]
    found = sg.outvoted(*rules, model, method)
    known = sg.outvoted(RULE, PAIR, model, method)
    assert found.as_dict() == known.as_dict()  # the same motions
    with pytest.raises(ValueError, match=r"^method: must be monte_carlo or an exact method for a rule of your own"):
        sg.outvoted(*rules, model, "conditional")


def test_members_of_a_rule_of_your_own_are_simulated_by_monte_carlo():
    method = sg.MonteCarlo(50_000, seed=4)
    for found, known in zip(
        sg.outvoted_members(Own(RULE), "iac", method), sg.outvoted_members(RULE, "iac", method), strict=True
    ):
        assert found.as_dict() == known.as_dict()
    assert sg.pass_probability(Own(RULE), "iac", method) == sg.pass_probability(RULE, "iac", method)
    for function in (sg.outvoted_members, sg.pass_probability):
        with pytest.raises(ValueError, match=r"^method: must be monte_carlo or an exact method for a rule of your own"):
            function(Own(RULE), "iac", sg.Conditional())


def test_a_position_that_is_not_weighted_is_simulated_by_monte_carlo():
    position = sg.all_of([sg.WeightedRule([1, 1, 1, 0, 0], quota=2), sg.WeightedRule([0, 0, 1, 1, 1], quota=2)])
    estimate = sg.outvoted(RULE, position, "iac", sg.MonteCarlo(200_000), "against")
    exact = sg.outvoted(RULE, position, "iac", "enumerate", "against")
    for name in FIELDS:
        assert_near(getattr(estimate, name), getattr(exact, name))
    with pytest.raises(ValueError, match=r"^method: must be monte_carlo where the position is not weighted"):
        sg.outvoted(RULE, position, "iac", "conditional")


def test_seeds_repeat_and_differ():
    def run(method):
        return sg.outvoted(RULE, PAIR, MODELS["factor"], method).as_dict()

    for make in (lambda **options: sg.MonteCarlo(5000, **options), lambda **options: sg.Conditional(32, **options)):
        assert run(make(seed=5)) == run(make(seed=5))
        assert run(make(seed=5)) != run(make(seed=6))
        assert run(make()) == run(make(seed=1))
        assert run(make(seed=2**64 - 1)) != run(make(seed=0))
        assert run(make(seed=np.int64(5))) == run(make(seed=5))
        sequence = np.random.SeedSequence(99)
        first, second = sequence.spawn(2)
        assert make(seed=sequence).seed == int(sequence.generate_state(1, np.uint64)[0])
        assert run(make(seed=first)) == run(make(seed=np.random.SeedSequence(99, spawn_key=(0,))))
        assert run(make(seed=first)) != run(make(seed=second))
        generator, again = np.random.default_rng(7), np.random.default_rng(7)
        drawn = [make(seed=generator).seed, make(seed=generator).seed]
        assert drawn == [int(again.integers(2**64, dtype=np.uint64)) for _ in drawn]
        assert drawn[0] != drawn[1]


@pytest.mark.parametrize("model", ["copy", "factor", "observed"])
def test_the_number_of_threads_changes_nothing(model):
    board = sg.load_board("eec-1958")
    votes = MODELS["observed"] if model == "observed" else None
    votes = sg.observed([[*row, 1] for row in PAST]) if votes else f"{model}:region=0.4"
    for make in (lambda n: sg.MonteCarlo(300_000, threads=n), lambda n: sg.Conditional(64, threads=n)):
        runs = [[risk.as_dict() for risk in sg.outvoted_members(board, votes, make(n))] for n in (1, 2, 0, None)]
        assert runs[0] == runs[1] == runs[2] == runs[3]


def test_the_names_of_simulations_mean_their_defaults():
    assert sg.pass_probability(RULE, "iac", "monte_carlo") == sg.pass_probability(RULE, "iac", sg.MonteCarlo())
    assert sg.pass_probability(RULE, "iac", "conditional") == sg.pass_probability(RULE, "iac", sg.Conditional())
    assert sg.pass_probability(RULE, "iac", "monte_carlo").draws == 1_000_000
    assert sg.pass_probability(RULE, "iac", "conditional").draws == 1024 * 16


def test_methods_print_what_is_not_as_it_comes():
    assert repr(sg.MonteCarlo()) == "MonteCarlo()"
    assert repr(sg.MonteCarlo(500, seed=3, antithetic=True, error=0.01)) == (
        "MonteCarlo(samples=500, seed=3, antithetic=True, error=0.01)"
    )
    assert repr(sg.Conditional(points=8, threads=0)) == "Conditional(points=8, threads=0)"
    assert (sg.MonteCarlo().maximum_samples, sg.Conditional().maximum_points) == (2**32, 2**20)
    assert (sg.MonteCarlo(threads=None).threads, sg.MonteCarlo().samples) == (1, 1_000_000)


def test_an_estimate_shows_its_value_to_the_second_digit_of_its_error():
    estimate = sg.pass_probability(RULE, "iac", sg.MonteCarlo(10_000))
    assert float(estimate) == estimate.value
    assert estimate.error == pytest.approx(math.sqrt(estimate.value * (1 - estimate.value) / 1e4), rel=0.01)
    assert repr(estimate) == f"{estimate.value:.4f} ± {estimate.error:.2g} (10000 draws)"
    assert estimate == sg.pass_probability(RULE, "iac", sg.MonteCarlo(10_000))
    assert estimate != estimate.value


def test_an_outvoted_estimate_tells_all_its_numbers():
    risk = sg.outvoted(RULE, PAIR, sg.independent([0.5, 1, 0.5, 1, 0.5]), sg.MonteCarlo(1000))
    row = risk.as_dict()
    assert list(row)[:4] == ["outvoted", "outvoted_error", "overruled", "overruled_error"]
    assert row["draws"] == 1000
    assert row["outvoted"] == risk.outvoted.value
    assert row["pass_probability_error"] == risk.pass_probability.error
    assert risk.outvoted_if_no is None
    assert row["outvoted_if_no"] is row["outvoted_if_no_error"] is None
    assert repr(risk).startswith("OutvotedEstimate(outvoted=0")
    assert "outvoted_if_no=None" in repr(risk)
    assert "never occurred" in risk._repr_html_()
    assert repr(risk.success) in risk._repr_html_()


def test_a_rare_event_that_no_draw_has_shown_is_not_impossible():
    rare = sg.WeightedRule([1] * 20, quota=20)
    estimate = sg.pass_probability(rare, "ic", sg.MonteCarlo(1000))
    assert estimate.value == 0
    assert estimate.error > 2**-20


def test_conditional_is_exact_for_independent_votes():
    for model in (sg.ic(), MODELS["independent"]):
        estimate = sg.outvoted(RULE, PAIR, model, "conditional")
        assert estimate.outvoted.error == pytest.approx(0, abs=1e-15)
        assert estimate.outvoted.value == pytest.approx(sg.outvoted(RULE, PAIR, model).outvoted, abs=1e-14)


@pytest.mark.parametrize(
    ("method", "limit"),
    [
        (lambda error: sg.MonteCarlo(1000, error=error, maximum_samples=4000), "maximum_samples"),
        (lambda error: sg.Conditional(8, error=error, maximum_points=16), "maximum_points"),
    ],
    ids=["monte_carlo", "conditional"],
)
def test_a_target_that_is_not_reached_is_told(method, limit):
    model, far, near = MODELS["factor"], method(1e-9), method(0.2)
    message = f"^error: the target 1e-09 was not reached within {limit}; the largest standard error is "
    with pytest.warns(sg.TargetNotReached, match=message) as caught:
        risk = sg.outvoted(RULE, PAIR, model, far)
    assert caught[0].filename == __file__
    assert not risk.reached
    assert risk.outvoted.error > 1e-9
    assert "reached=False" in repr(risk)
    assert "not reached" in risk._repr_html_()
    with pytest.warns(sg.TargetNotReached):
        assert not any(risk.reached for risk in sg.outvoted_members(RULE, model, far))
    with pytest.warns(sg.TargetNotReached):
        assert sg.pass_probability(RULE, model, far).error > 1e-9
    with pytest.warns(sg.TargetNotReached):
        assert not sg.compare_outvoted(RULE, sg.majority_rule([1] * 5), PAIR, model, far).reached
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sg.outvoted(RULE, PAIR, model, near).reached


def test_a_target_error_is_reached():
    for method in (sg.MonteCarlo(1000, error=0.001), sg.Conditional(16, error=1e-4)):
        for risk in sg.outvoted_members(RULE, MODELS["factor"], method):
            assert 0 < risk.outvoted.error <= method.error
            assert risk.reached
        assert sg.pass_probability(RULE, MODELS["factor"], method).error <= method.error


def test_two_decisions_are_compared_on_the_same_motions():
    first, second = RULE, sg.WeightedRule([4, 3, 2, 2, 1], quota=8)
    for model in MODELS.values():
        exact = [sg.outvoted(rule, PAIR, model, "enumerate").outvoted for rule in (first, second)]
        for method in SIMULATIONS.values():
            found = sg.compare_outvoted(first, second, PAIR, model, method)
            assert_near(found.difference, exact[1] - exact[0])
            if isinstance(method, sg.MonteCarlo):
                alone = sg.outvoted(first, PAIR, model, method)
                assert found.first.as_dict() == pytest.approx(alone.as_dict(), rel=1e-9, abs=1e-15)
            assert found.difference.value == pytest.approx(
                found.second.outvoted.value - found.first.outvoted.value, abs=1e-12
            )
    found = sg.compare_outvoted(first, second, PAIR, "iac")
    apart = math.hypot(found.first.outvoted.error, found.second.outvoted.error)
    assert found.difference.error < apart / 1.5
    assert repr(found).startswith("OutvotedComparison(first=0")


def test_a_rule_compared_with_itself_differs_by_nothing():
    found = sg.compare_outvoted(RULE, RULE, PAIR, "iac", sg.MonteCarlo(1000))
    assert found.difference.value == 0


@pytest.mark.parametrize("method", ["auto", "exact", "decision_diagram", "enumerate"])
def test_exact_methods_compare_without_error(method):
    second = sg.all_of([RULE, sg.majority_rule([1] * 5)])
    position = sg.CoalitionRule(5, [[0, 1]])
    for ties in ("against", "coin"):
        found = sg.compare_outvoted(RULE, second, position, "iac", method, ties)
        exact = [sg.outvoted(rule, position, "iac", ties=ties).outvoted for rule in (RULE, second)]
        assert found.difference.value == pytest.approx(exact[1] - exact[0], abs=1e-14)
        assert (found.difference.error, found.difference.draws, found.reached) == (0, 0, True)
    assert "(exact)" in repr(found)


def test_what_can_not_be_compared_is_refused():
    with pytest.raises(ValueError, match=r"^second: must be a rule over the 5 members of the first, got 3"):
        sg.compare_outvoted(RULE, sg.majority_rule([1, 1, 1]), PAIR)
    with pytest.raises(ValueError, match=r"^rule: must be a rule of the library for this"):
        sg.compare_outvoted(Own(RULE), RULE, PAIR)
    with pytest.raises(ValueError, match=r"^position: must be a weighted rule where two decisions are simulated"):
        sg.compare_outvoted(RULE, RULE, sg.CoalitionRule(5, [[0, 1]]))
    with pytest.raises(ValueError, match=r"^position"):
        sg.compare_outvoted(RULE, RULE, sg.member_position(0, 4))
    assert sg.compare_outvoted(Own(RULE), RULE, PAIR, method="auto").difference.value == 0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.MonteCarlo(0), "samples: must be 1 or more, got 0"),
        (lambda: sg.MonteCarlo(-5), "samples: must be 1 or more, got -5"),
        (lambda: sg.MonteCarlo(2**64), "samples: must be 1 or more"),
        (lambda: sg.MonteCarlo(seed=-1), "or a numpy.random.SeedSequence or Generator, got -1"),
        (lambda: sg.MonteCarlo(seed=2**64), "seed: must be an integer from 0 to 2^64 - 1"),
        (lambda: sg.MonteCarlo(threads=-1), "threads: must be 0 for all cores, or the number of threads, got -1"),
        (lambda: sg.MonteCarlo(error=-0.1), "error: must be 0 or more, got -0.1"),
        (lambda: sg.MonteCarlo(error=float("nan")), "error: must be 0 or more, got nan"),
        (lambda: sg.MonteCarlo(error=0.1, maximum_samples=10), "maximum_samples: must be at least the samples 1000000"),
        (lambda: sg.Conditional(0), "points: must be 1.."),
        (lambda: sg.Conditional(randomizations=1), "randomizations: must be 2 or more, got 1"),
        (lambda: sg.Conditional(error=0.1, maximum_points=8), "maximum_points: must be 1024.."),
        (lambda: sg.outvoted(RULE, sg.member_position(0, 4), method="monte_carlo"), "position"),
        (lambda: sg.outvoted(RULE, PAIR, sg.independent([0, 1, 0, 0, 0]), "monte_carlo"), "ties: must be against"),
        (lambda: sg.outvoted(RULE, PAIR, "iac", "monte_carlo", "maybe"), "ties: must be excluded, against or coin"),
        (lambda: sg.pass_probability(RULE, "iac", "montecarlo"), "method: must be auto, exact"),
        (lambda: sg.decisive(RULE, "ic", sg.MonteCarlo(10)), "enumerate for this, got MonteCarlo(samples=10)"),
        (lambda: sg.decisive(RULE, "iac", "conditional"), "enumerate for this, got 'conditional'"),
        (lambda: sg.options(baseline="anarchy"), "baseline: must be one of the options compared"),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_can_not_be_simulated_is_refused(make, message):
    with pytest.raises(ValueError) as caught:
        make()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.MonteCarlo(1e6), "^samples: must be 1 or more, got 1000000.0"),
        (lambda: sg.MonteCarlo(seed=1.5), "^seed: must be an integer from 0 to 2\\^64 - 1"),
        (lambda: sg.MonteCarlo(seed=None), "^seed: must be an integer"),
        (lambda: sg.Conditional("many"), "^points: must be 1 or more, got 'many'"),
        (lambda: sg.options(baseline=3), "^baseline: must be the name of an option or None, got 3"),
    ],
    ids=range(5),
)
def test_arguments_of_another_kind_are_type_errors(make, message):
    with pytest.raises(TypeError, match=message):
        make()


@pytest.fixture(scope="module")
def exact_options():
    return sg.options(models=["iac", "grouped:family"], schemes=["seats", "apex"], baseline="drechtraad:seats")


def test_a_baseline_adds_how_much_more_each_is_outvoted(exact_options):
    assert exact_options.columns[-1] == "difference"
    of_baseline = {
        (row["model"], row["municipality"]): row["outvoted"]
        for row in exact_options
        if (row["option"], row["scheme"]) == ("drechtraad", "seats")
    }
    assert len(of_baseline) == 2 * 7
    for row in exact_options:
        expected = row["outvoted"] - of_baseline[row["model"], row["municipality"]]
        assert row["difference"] == pytest.approx(expected, abs=1e-12)
    assert {row["option"] for row in exact_options} == set(OPTIONS)


@pytest.mark.parametrize(
    "method", [sg.MonteCarlo(40_000, seed=3), sg.Conditional(32, seed=3)], ids=["monte_carlo", "conditional"]
)
def test_options_are_simulated_near_the_exact_ones(exact_options, method):
    table = sg.options(
        models=["iac", "grouped:family"], schemes=["seats", "apex"], baseline="drechtraad:seats", method=method
    )
    assert table.columns == [*exact_options.columns[:-1], "error", "draws", "difference", "difference_error"]
    smaller = 0
    for row, exact in zip(table, exact_options, strict=True):
        assert [row[name] for name in exact_options.columns[:5]] == [exact[name] for name in exact_options.columns[:5]]
        # 5.5: this many rows, and for Conditional an error with 15 degrees of freedom.
        assert abs(row["outvoted"] - exact["outvoted"]) <= 5.5 * row["error"] + 1e-12
        assert abs(row["difference"] - exact["difference"]) <= 5.5 * row["difference_error"] + 1e-12
        smaller += row["difference_error"] < row["error"] * math.sqrt(2)
    assert smaller > len(table) / 2
    assert set(table["draws"]) - {0} == {40_000 if isinstance(method, sg.MonteCarlo) else 32 * 16}


def test_options_of_a_new_model_do_not_depend_on_the_threads():
    def run(threads, method):
        return sg.options(models="factor:family=0.4", schemes="seats", method=method, threads=threads).to_csv()

    for make in (lambda n: sg.MonteCarlo(20_000, threads=n), lambda n: sg.Conditional(16, threads=n)):
        assert run(None, make(1)) == run(2, make(1)) == run(0, make(1)) == run(None, make(0))


def test_options_that_miss_their_target_warn_the_caller():
    method = sg.MonteCarlo(1000, error=1e-6, maximum_samples=2000)
    with pytest.warns(sg.TargetNotReached, match="the target 1e-06 was not reached") as caught:
        sg.options(models="ic", options="drechtraad", method=method)
    assert caught[0].filename == __file__


@pytest.fixture
def interruptible():
    """Ctrl-C raises, also where the tests run with SIGINT ignored, and a call that does not stop fails in a while."""

    def too_long(number, frame):
        raise TimeoutError("the call did not stop")

    handlers = [(signal.SIGINT, signal.default_int_handler), (signal.SIGALRM, too_long)]
    before = [(kind, signal.signal(kind, handler)) for kind, handler in handlers]
    signal.alarm(30)
    yield
    signal.alarm(0)
    for kind, handler in before:
        signal.signal(kind, handler)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("method", [sg.MonteCarlo(10**14, seed=1), sg.Conditional(2**30, seed=1)])
def test_a_long_simulation_stops_on_ctrl_c(method):
    interrupt = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    interrupt.start()
    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        sg.outvoted(RULE, PAIR, model=MODELS["copy"], method=method)
    interrupt.join()
    assert time.monotonic() - begin < 10
