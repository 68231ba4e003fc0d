"""Many boards, many quotas, huge weights, and power with errors."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stemgewicht as sg

RULE = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
NAMES = list(sg._core.power_index_names)


def random_boards(seed, boards, members):
    random = np.random.default_rng(seed)
    weights = random.integers(0, 50, (boards, members))
    weights[:, 0] += 1
    return weights, random.integers(weights.sum(axis=1) // 2 + 1, weights.sum(axis=1) + 1)


def test_many_boards_have_the_values_of_each_alone():
    weights, quotas = random_boards(1, 40, 6)
    answers = sg.small_boards(weights, quotas)
    assert list(answers) == ["banzhaf", "shapley_shubik", "outvoted_ic", "outvoted_iac"]
    for board, quota in enumerate(quotas):
        rule = sg.WeightedRule(weights[board].tolist(), quota=int(quota))
        assert answers["banzhaf"][board] == pytest.approx(sg.banzhaf(rule), abs=1e-12)
        assert answers["shapley_shubik"][board] == pytest.approx(sg.shapley_shubik(rule), abs=1e-12)
        for model in ("ic", "iac"):
            risks = [risk.outvoted for risk in sg.outvoted_members(rule, model)]
            assert answers[f"outvoted_{model}"][board] == pytest.approx(risks, abs=1e-12)


def test_boards_may_come_as_any_whole_numbers_in_any_layout():
    weights, quotas = random_boards(2, 30, 5)
    known = sg.small_boards(weights, quotas, values="banzhaf")["banzhaf"]
    for form in (weights.tolist(), np.asfortranarray(weights), weights.astype("int16"), weights[::-1][::-1]):
        assert np.array_equal(sg.small_boards(form, quotas.tolist(), values=["banzhaf"])["banzhaf"], known)
    assert np.array_equal(sg.small_boards(weights, quotas, threads=2)["banzhaf"], known)
    empty = sg.small_boards(np.zeros((0, 7), int), np.zeros(0, int))
    assert empty["banzhaf"].shape == (0, 7)


@pytest.mark.parametrize(
    ("weights", "quotas", "error", "message"),
    [
        ([[3, 2, 1], [5, 0, 0]], [4, 6], ValueError, r"^boards\[1\]\.quota: must be 1\.\.5, got 6$"),
        ([[3, -2, 1]], [1], ValueError, r"^boards\[0\]\.weights\[1\]: must be 0 or more, got -2$"),
        (
            [[1] * 17],
            [9],
            ValueError,
            r"^boards: must be of 1\.\.16 members \(banzhaf and shapley_shubik take larger ones one by one\), got 17$",
        ),
        (
            np.array([[2**63, 1]], np.uint64),
            [1],
            ValueError,
            r"^weights: must be whole numbers below 2\^63, got 9223372036854775808$",
        ),
        ([[3, 2, 1]], [1, 2], ValueError, r"^quotas: must be one for each of the 1 boards, got 2$"),
        ([3, 2, 1], [1], ValueError, r"^weights: must be of shape \(boards, members\), got 1 dimensions$"),
        ([[float("nan"), 2]], [1], ValueError, "^weights: must be numbers of at most 9 decimals, and 15 digits in all"),
        ([[1 / 3, 2]], [1], ValueError, "^weights: must be numbers of at most 9 decimals, and 15 digits in all"),
        ([[2.0**60, 2]], [1.5], ValueError, "^weights: must be numbers of 15 digits at most with 1 decimals"),
        ([[1, 1]], "most", ValueError, "^quotas: must be "),
        ([[0, 0]], "majority", ValueError, r"^boards\[0\]\.weights: must be"),
        ([[]], "majority", ValueError, r"^boards\[0\]\.weights: must be"),
        (np.zeros((3, 0)), "2/3", ValueError, r"^boards\[0\]\.weights: must be"),
        ([["a"]], [1], TypeError, "^weights: must be an array of whole numbers"),
    ],
)
def test_what_is_no_board_is_refused(weights, quotas, error, message):
    with pytest.raises(error, match=message):
        sg.small_boards(weights, quotas)


def test_quotas_are_shares_and_weights_have_decimals():
    weights = np.random.default_rng(3).integers(0, 40, size=(50, 6)) + np.arange(6)
    for share, quotas in (
        ("majority", weights.sum(axis=1) // 2 + 1),
        ("2/3", -(-2 * weights.sum(axis=1) // 3)),
        ("> 2/3", 2 * weights.sum(axis=1) // 3 + 1),
        ("70%", -(-7 * weights.sum(axis=1) // 10)),
    ):
        known = sg.small_boards(weights, quotas, values="banzhaf")["banzhaf"]
        assert np.array_equal(sg.small_boards(weights, share, values="banzhaf")["banzhaf"], known)
        for as_given in (weights / 10, (weights / 1000).tolist(), weights.astype(float)):
            assert np.array_equal(sg.small_boards(as_given, share, values="banzhaf")["banzhaf"], known)
        assert np.array_equal(sg.small_boards(weights / 100, quotas / 100, values="banzhaf")["banzhaf"], known)
        assert np.array_equal(sg.small_boards(weights * 10, quotas * 10.0, values="banzhaf")["banzhaf"], known)


def test_values_and_threads_that_do_not_exist_are_refused():
    with pytest.raises(ValueError, match=r'^values: must be of banzhaf, .*, got "power"$'):
        sg.small_boards([[1, 1]], [1], values="power")
    with pytest.raises(ValueError, match=r"^threads: must be 0 for all cores, or the number of threads, got -1$"):
        sg.small_boards([[1, 1]], [1], threads=-1)
    with pytest.raises(ValueError, match=r"^threads: must be 0 for all cores, or the number of threads, got -1$"):
        sg.banzhaf(RULE, threads=-1)


@pytest.mark.parametrize("name", NAMES)
def test_the_curve_has_the_values_of_each_quota(name):
    curve = sg.quota_curve(RULE, range(9, 18), name)
    assert curve.quotas == list(range(9, 18))
    assert curve.values.shape == (6, 9)
    for place, quota in enumerate(curve.quotas):
        rule = sg.WeightedRule(RULE.weights, quota=quota)
        assert curve.values[:, place] == pytest.approx(getattr(sg, name)(rule), abs=1e-12)
        if name != "coleman_shapley":  # whose model is none of the models by name
            model = "iac" if name == "shapley_shubik" else "ic"
            assert curve.pass_probability[place] == pytest.approx(sg.pass_probability(rule, model), abs=1e-12)


def test_a_curve_takes_boards_weights_and_a_range_in_words():
    board = sg.load_board("eec-1958")
    curve = sg.quota_curve(board, "60%..80%:5%")
    assert curve.quotas == [11, 12, 13, 14]
    assert np.array_equal(curve.values, sg.quota_curve([4, 4, 4, 2, 2, 1], np.array([11, 12, 13, 14])).values)
    assert np.array_equal(curve.values, sg.quota_curve(board, "60%..80%:5%", threads=2).values)
    with pytest.raises(ValueError, match=r"^quotas\[1\]: must be 1\.\.17, got 18$"):
        sg.quota_curve(board, [9, 18])
    with pytest.raises(ValueError, match=r"^quotas: must be a range start"):
        sg.quota_curve(board, "60%")
    with pytest.raises(ValueError, match=r"^method: must be auto, exact or fourier for a curve, got enumerate$"):
        sg.quota_curve(board, [9], method="enumerate")


@pytest.mark.parametrize("name", NAMES)
def test_meeting_in_the_middle_is_exact(name):
    function = getattr(sg, name)
    assert function(RULE, sg.MeetInTheMiddle(threads=2)) == pytest.approx(function(RULE), abs=1e-13)
    assert function(RULE, "meet_in_the_middle") == pytest.approx(function(RULE), abs=1e-13)


def test_weights_of_sixty_bits_are_met_in_the_middle():
    random = np.random.default_rng(5)
    weights = [int(weight) for weight in random.integers(2**54, 2**55, 24)]
    rule = sg.WeightedRule(weights, quota=sum(weights) // 2 + 1)
    power = sg.shapley_shubik(rule, sg.MeetInTheMiddle())
    assert power.sum() == pytest.approx(1, abs=1e-12)
    assert sg.coleman_collectivity(rule, "meet_in_the_middle") == pytest.approx(0.5, abs=1e-6)
    with pytest.raises(
        ValueError,
        match=r"^meet_in_the_middle: 24 members in two halves needs 1 MB, allowed are 0 MB; allow more memory",
    ):
        sg.banzhaf(rule, sg.MeetInTheMiddle(memory=1000))


@pytest.mark.parametrize("name", NAMES)
def test_simulated_power_is_within_its_errors(name):
    function = getattr(sg, name)
    exact = function(RULE)
    power = function(RULE, sg.MonteCarlo(100_000, seed=3))
    assert len(power) == 6
    assert power.draws == 100_000
    assert power.reached
    assert np.all(np.abs(power.values - exact) <= 4.5 * power.errors)
    counts = 2**5 if name in ("swings", "public_help_raw") else 1  # so many sets of the others there are
    assert np.all(power.errors < 0.02 * counts)
    again = function(RULE, sg.MonteCarlo(100_000, seed=3), threads=2)
    assert np.array_equal(again.values, power.values)
    assert np.array_equal(again.errors, power.errors)


@pytest.mark.parametrize("name", NAMES)
def test_the_normal_law_is_within_its_bounds(name):
    function = getattr(sg, name)
    power = function(RULE, sg.Normal())
    assert power.draws == 0
    assert np.all(np.abs(power.values - function(RULE)) <= power.errors + 1e-12)


def test_the_normal_law_takes_a_hundred_thousand_members():
    rule = sg.majority_rule([3] * 100_001)
    found = sg.coleman_collectivity(rule, sg.Normal())
    assert isinstance(found, sg.Bounded)
    assert abs(found.value - 0.5) <= found.bound < 0.01
    assert float(found) == found.value


@pytest.mark.parametrize("name", NAMES)
def test_sums_over_frequencies_are_within_their_bounds(name):
    function = getattr(sg, name)
    power = function(RULE, sg.Fourier(error=1e-9))
    assert power.draws == 0
    exact = function(RULE)
    assert np.all(np.abs(power.values - exact) <= power.errors + 1e-14 * np.abs(exact))


def test_sums_over_frequencies_serve_every_measure_of_a_large_board():
    board = sg.load_board("imf-2022")
    power = sg.banzhaf(board, "fourier")
    assert np.max(power.errors) < 1e-12
    np.testing.assert_allclose(power.values, sg.banzhaf(board), rtol=0, atol=2e-13)
    assert abs(sg.pass_probability(board, method=sg.Fourier()) - sg.pass_probability(board)) < 2e-13
    assert sg.member_standings(board, method="fourier")[3].decisive == pytest.approx(power.values[3], abs=1e-12)
    curve = sg.quota_curve(board, "50%..87%:1%", method="fourier")
    np.testing.assert_allclose(curve.values, sg.quota_curve(board, "50%..87%:1%").values, rtol=0, atol=2e-13)
    with pytest.raises(ValueError, match=r"^error: must be above 0 and below 1, got 0"):
        sg.Fourier(error=0)


def test_collectivity_has_an_error_where_it_is_simulated():
    estimate = sg.coleman_collectivity(RULE, "monte_carlo")
    assert isinstance(estimate, sg.Estimate)
    assert abs(estimate.value - sg.coleman_collectivity(RULE)) <= 4.5 * estimate.error


def test_a_target_error_that_is_not_reached_is_told():
    with pytest.warns(sg.TargetNotReached, match="within maximum_samples"):
        power = sg.banzhaf(RULE, sg.MonteCarlo(2_000, error=1e-6, maximum_samples=4_000))
    assert not power.reached


class Own:
    member_count = 3

    def wins(self, yes_voters):
        return len(yes_voters) >= 2


def test_a_rule_of_your_own_can_be_simulated():
    power = sg.banzhaf(Own(), sg.MonteCarlo(50_000))
    assert np.all(np.abs(power.values - 0.5) <= 4.5 * power.errors)
    table = sg.power(Own(), "banzhaf", sg.MonteCarlo(50_000))
    assert table.columns == ["name", "banzhaf", "banzhaf_error"]
    for method in (sg.Normal(), sg.MeetInTheMiddle(), "normal"):
        with pytest.raises(ValueError, match=r"^method: must be .* for a rule of your own"):
            sg.banzhaf(Own(), method)


def test_a_table_of_power_has_columns_of_errors():
    for method in (sg.MonteCarlo(20_000), "normal"):
        table = sg.power(RULE, ["banzhaf", "shapley_shubik"], method)
        assert table.columns == [
            "name", "weight", "banzhaf", "banzhaf_error", "shapley_shubik", "shapley_shubik_error"
        ]  # fmt: skip
        assert "±" in table.notes[0]
    assert sg.power(RULE, "banzhaf", "meet_in_the_middle").columns == ["name", "weight", "banzhaf"]
    with pytest.raises(ValueError, match=r"^method: must be auto, exact, .* for johnston, got normal$"):
        sg.power(RULE, "johnston", "normal")


def test_threads_do_not_change_exact_power():
    rule = sg.WeightedRule(list(range(1, 60)), quota=900)
    for name in ("banzhaf", "shapley_shubik"):
        function = getattr(sg, name)
        assert np.array_equal(function(rule), function(rule, threads=2))
        assert np.array_equal(function(rule), function(rule, sg.Exact(threads=0)))
    assert sg.banzhaf(RULE, fractions=True, threads=2)[0] == Fraction(5, 16)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=9).filter(any), st.data())
def test_all_ways_to_compute_agree_on_random_games(weights, data):
    quota = data.draw(st.integers(sum(weights) // 2 + 1, sum(weights)))
    rule = sg.WeightedRule(weights, quota=quota)
    known = sg.banzhaf(rule, "enumerate")
    assert sg.banzhaf(rule, "meet_in_the_middle") == pytest.approx(known, abs=1e-13)
    assert sg.small_boards([weights], [quota])["banzhaf"][0] == pytest.approx(known, abs=1e-13)
    assert sg.quota_curve(rule, [quota]).values[:, 0] == pytest.approx(known, abs=1e-12)
    bounded = sg.banzhaf(rule, "normal")
    assert np.all(np.abs(bounded.values - known) <= bounded.errors + 1e-12)


@pytest.mark.parametrize("method", [sg.Exact, sg.MeetInTheMiddle])
def test_memory_below_nothing_is_refused(method):
    with pytest.raises(ValueError, match=r"^memory: must be 0 or more bytes, got -1$"):
        method(memory=-1)


def test_a_curve_of_weights_without_bound_is_met_in_the_middle():
    random = np.random.default_rng(9)
    weights = [int(weight) for weight in random.integers(2**54, 2**55, 22)]
    quotas = [sum(weights) * share // 100 for share in (51, 60, 75)]
    curve = sg.quota_curve(weights, quotas)
    for column, quota in enumerate(quotas):
        assert curve.values[:, column] == pytest.approx(sg.banzhaf(sg.WeightedRule(weights, quota=quota)), abs=1e-14)
