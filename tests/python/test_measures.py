"""Values from the literature, and the formulas that tie the measures together."""

import threading
import time
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg

EEC = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
METHODS = ["auto", "exact", "enumerate", sg.Exact(), sg.Enumerate()]


def assert_equal(values, expected):
    np.testing.assert_allclose(values, [float(Fraction(value)) for value in expected], rtol=0, atol=1e-12)


@pytest.mark.parametrize("method", METHODS, ids=str)
def test_the_eec_of_1958_has_the_published_banzhaf_shares(method):
    # Felsenthal and Machover 1998, table 5.3.1
    assert_equal(sg.banzhaf_normalized(EEC, method=method), ["5/21", "5/21", "5/21", "1/7", "1/7", "0"])


@pytest.mark.parametrize("method", METHODS, ids=str)
def test_the_eec_of_1958_has_the_published_shapley_shubik_index(method):
    assert_equal(sg.shapley_shubik(EEC, method=method), ["7/30", "7/30", "7/30", "3/20", "3/20", "0"])


@pytest.mark.parametrize("method", METHODS, ids=str)
def test_the_eec_of_1958_has_fourteen_winning_sets_of_sixty_four(method):
    # Swings 10, 10, 10, 6, 6, 0; 14 winning sets and 50 losing ones.
    assert sg.coleman_collectivity(EEC, method=method) == pytest.approx(14 / 64, abs=1e-14)
    assert_equal(sg.banzhaf(EEC, method=method), ["10/32"] * 3 + ["6/32"] * 2 + ["0"])
    assert_equal(sg.coleman_prevent(EEC, method=method), ["10/14"] * 3 + ["6/14"] * 2 + ["0"])
    assert_equal(sg.coleman_initiate(EEC, method=method), ["10/50"] * 3 + ["6/50"] * 2 + ["0"])
    assert_equal(sg.rae(EEC, method=method), ["21/32"] * 3 + ["19/32"] * 2 + ["1/2"])
    # A member is in half of the 14 winning sets, and in half of its swings more: 12, 12, 12, 10, 10, 7, in all 63.
    assert_equal(sg.nevison(EEC, method=method), ["12/32"] * 3 + ["10/32"] * 2 + ["7/32"])
    assert_equal(sg.koenig_braeuninger(EEC, method=method), ["12/14"] * 3 + ["10/14"] * 2 + ["7/14"])
    assert_equal(sg.public_help(EEC, method=method), ["12/63"] * 3 + ["10/63"] * 2 + ["7/63"])


def test_fifty_and_forty_nine_and_one_share_shapley_shubik_power_as_published():
    assert_equal(sg.shapley_shubik(sg.WeightedRule([50, 49, 1], quota=51)), ["2/3", "1/6", "1/6"])


def test_a_permanent_member_of_the_security_council_has_421_of_2145():
    # Nine votes of fifteen, among them those of the five permanent members.
    power = sg.shapley_shubik(sg.load_board("un-security-council"))
    assert_equal(power, ["421/2145"] * 5 + ["4/2145"] * 10)


@pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")
def test_a_weight_at_the_quota_makes_no_dictator_where_others_can_win_too():
    assert_equal(sg.banzhaf_normalized(sg.WeightedRule([3, 2, 1], quota=3)), ["3/5", "1/5", "1/5"])


def test_decisive_is_banzhaf_under_ic_and_shapley_shubik_under_iac():
    np.testing.assert_array_equal(sg.decisive(EEC, "ic"), sg.banzhaf(EEC))
    np.testing.assert_array_equal(sg.decisive(EEC, sg.iac()), sg.shapley_shubik(EEC))
    assert np.abs(sg.decisive(EEC, "beta:5,5") - sg.banzhaf(EEC)).max() > 1e-3


def test_decisive_under_unequal_chances_is_the_polynomial_of_the_rule():
    # Two of three win: member 0 decides if exactly one of the others says yes.
    rule = sg.WeightedRule([1, 1, 1], quota=2)
    assert_equal(sg.decisive(rule, sg.independent([0.9, 0.25, 0.5])), ["1/2", "1/2", "7/10"])
    assert_equal(sg.decisive(rule, "independent:0.9,0.25,0.5"), ["1/2", "1/2", "7/10"])


def test_a_group_with_one_chance_of_yes_votes_alike_two_times_in_three():
    # Members 0 and 1 agree with chance 1/3 + 1/3; member 2 decides in the other third.
    rule = sg.WeightedRule([1, 1, 1], quota=2)
    assert_equal(sg.decisive(rule, sg.grouped(["a", "a", "b"])), ["1/2", "1/2", "1/3"])


def test_the_values_are_arrays_of_one_double_per_member():
    for index in (
        sg.banzhaf,
        sg.banzhaf_normalized,
        sg.shapley_shubik,
        sg.coleman_prevent,
        sg.coleman_initiate,
        sg.rae,
        sg.nevison,
        sg.koenig_braeuninger,
        sg.public_help,
    ):
        values = index(EEC)
        assert isinstance(values, np.ndarray)
        assert values.dtype == np.float64
        assert values.shape == (6,)
    assert isinstance(sg.coleman_collectivity(EEC), float)


def test_a_measure_of_a_board_is_that_of_its_rule():
    board = sg.load_board("eec-1958")
    np.testing.assert_array_equal(sg.banzhaf(board), sg.banzhaf(EEC))
    assert sg.pass_probability(board) == sg.pass_probability(EEC)


def test_boards_of_190_members_have_no_overflow():
    board = sg.load_board("imf-2022")
    power = sg.banzhaf(board)
    assert len(power) == 190
    assert 0 < power.min() < power.max() < 1
    np.testing.assert_allclose(sg.rae(board), (1 + power) / 2, rtol=0, atol=1e-12)


def test_other_threads_run_while_a_measure_is_computed():
    thread = threading.Thread(target=sg.shapley_shubik, args=(sg.load_board("imf-2022"),))
    thread.start()
    turns = 0
    while thread.is_alive():
        time.sleep(0.002)
        turns += 1
    assert turns > 10


def test_a_member_of_a_majority_of_three_is_outvoted_one_time_in_four():
    rule = sg.majority_rule([1, 1, 1])
    for risk in sg.outvoted_members(rule):
        assert risk.outvoted == pytest.approx(1 / 4, abs=1e-15)
        assert risk.overruled == pytest.approx(1 / 8, abs=1e-15)
        assert risk.blocked == pytest.approx(1 / 8, abs=1e-15)
        assert risk.decisive == pytest.approx(1 / 2, abs=1e-15)
        assert risk.luck == pytest.approx(1 / 4, abs=1e-15)
        assert risk.outvoted_if_pass == pytest.approx(1 / 4, abs=1e-15)


def test_the_position_of_a_member_is_outvoted_as_the_member_is():
    for member, risk in enumerate(sg.outvoted_members(EEC, "iac")):
        position = sg.member_position(member, 6)
        assert sg.outvoted(EEC, position, "iac").outvoted == pytest.approx(risk.outvoted, abs=1e-15)


def test_a_tied_position_is_left_out_or_a_no_or_a_coin():
    # Members 0 and 1 are tied half of the time; member 2 decides alone.
    decision = sg.WeightedRule([0, 0, 1], quota=1)
    pair = sg.WeightedRule([1, 1, 0], quota=2)
    excluded, against, coin = (sg.outvoted(decision, pair, ties=ties) for ties in ("excluded", "against", "coin"))
    assert excluded.tied == against.tied == coin.tied == 0.5
    assert excluded.outvoted == pytest.approx(1 / 2, abs=1e-15)
    assert against.overruled == pytest.approx(3 / 8, abs=1e-15)
    assert against.blocked == pytest.approx(1 / 8, abs=1e-15)
    assert coin.overruled == pytest.approx(1 / 4, abs=1e-15)
    assert coin.blocked == pytest.approx(1 / 4, abs=1e-15)


def test_chances_given_what_never_happens_are_none():
    risk = sg.outvoted(sg.majority_rule([1, 1, 1]), sg.member_position(0, 3), sg.independent([1.0, 0.5, 0.5]))
    assert risk.outvoted_if_no is None
    assert risk.outvoted_if_yes == pytest.approx(1 / 4, abs=1e-15)
    assert "outvoted_if_no=None" in repr(risk)
    assert "never occurs" in risk._repr_html_()


def test_an_outvoted_result_tells_all_its_numbers():
    risk = sg.outvoted_members(sg.majority_rule([1, 1, 1]))[0]
    numbers = risk.as_dict()
    assert list(numbers)[:3] == ["outvoted", "overruled", "blocked"]
    assert all(getattr(risk, name) == value for name, value in numbers.items())
    assert all(f"{name}={value!r}" in repr(risk) for name, value in numbers.items())
    standing = risk.standing
    assert standing.yes_fail == risk.blocked
    assert standing.pass_probability == 0.5


def test_the_power_table_names_members_and_takes_all_indices():
    table = sg.power(sg.load_board("eec-1958"))
    given = {"whole", "unions", "graph"}  # told in the notes, or asked for with what they need
    indices = [name for name, kind in sg._core.index_kinds.items() if kind not in given]
    indices.remove("tijs")  # there is no veto player, as a note says
    assert table.columns == ["name", "weight", *indices]
    assert {"banzhaf", "shapley_shubik", "johnston", "colomer_martinez", "nucleolus"} <= {*indices}
    assert "left out, tijs: rule: must be one with a veto player for tijs, got one without" in table.notes
    assert table["swings"] == [10, 10, 10, 6, 6, 0]
    assert table["name"] == sg.load_board("eec-1958").names
    np.testing.assert_array_equal(table["banzhaf"], sg.banzhaf(EEC))
    assert table.notes[0] == "coleman_collectivity, the share of all coalitions that win: 0.21875"


def test_the_power_table_of_a_rule_numbers_or_names_its_members():
    assert sg.power(EEC, "banzhaf")["name"] == ["1", "2", "3", "4", "5", "6"]
    table = sg.power(sg.majority_rule([1, 1, 1]), ["rae", "banzhaf"], names=["x", "y", "z"])
    assert table.columns == ["name", "weight", "rae", "banzhaf"]
    assert table.rows[2] == {"name": "z", "weight": 1, "rae": 0.75, "banzhaf": 0.5}
