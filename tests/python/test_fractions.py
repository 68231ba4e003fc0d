"""Exact fractions of the indices."""

import math
import os
import subprocess
import sys
import threading
import time
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
EEC = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
COUNCIL = sg.load_board("un-security-council")
INDICES = [getattr(sg, name) for name in sg._core.power_index_names]


def of(*texts):
    return [Fraction(text) for text in texts]


class Own:
    member_count = 3

    def wins(self, yes_voters):
        return len(yes_voters) > 1


@pytest.mark.parametrize("method", ["auto", "exact", sg.Exact()], ids=str)
def test_the_eec_of_1958_has_the_published_fractions(method):
    # Felsenthal and Machover 1998, table 5.3.1; swings 10, 10, 10, 6, 6, 0; 14 winning sets and 50 losing ones.
    def exact(index):
        return index(EEC, method, fractions=True)

    assert exact(sg.banzhaf_normalized) == of("5/21", "5/21", "5/21", "1/7", "1/7", "0")
    assert exact(sg.shapley_shubik) == of("7/30", "7/30", "7/30", "3/20", "3/20", "0")
    assert exact(sg.banzhaf) == of("5/16", "5/16", "5/16", "3/16", "3/16", "0")
    assert exact(sg.coleman_prevent) == of("5/7", "5/7", "5/7", "3/7", "3/7", "0")
    assert exact(sg.coleman_initiate) == of("1/5", "1/5", "1/5", "3/25", "3/25", "0")
    assert exact(sg.rae) == of("21/32", "21/32", "21/32", "19/32", "19/32", "1/2")
    assert exact(sg.nevison) == of("3/8", "3/8", "3/8", "5/16", "5/16", "7/32")
    assert exact(sg.koenig_braeuninger) == of("6/7", "6/7", "6/7", "5/7", "5/7", "1/2")
    assert exact(sg.public_help) == of("4/21", "4/21", "4/21", "10/63", "10/63", "1/9")
    assert exact(sg.coleman_collectivity) == Fraction(7, 32)


def test_a_permanent_member_of_the_security_council_has_421_of_2145():
    assert sg.shapley_shubik(COUNCIL, fractions=True) == of(*["421/2145"] * 5, *["4/2145"] * 10)


def test_the_values_are_fractions_and_doubles_are_the_default():
    for index in INDICES:
        values = index(EEC, fractions=True)
        assert type(values) is list
        assert {type(value) for value in values} == {Fraction}
        np.testing.assert_array_equal(index(EEC, fractions=False), index(EEC))
        with pytest.raises(TypeError):
            index(EEC, "auto", True)
    assert type(sg.coleman_collectivity(EEC, fractions=True)) is Fraction
    assert type(sg.coleman_collectivity(EEC, fractions=False)) is float


@pytest.mark.parametrize("members", [62, 63, 64, 65, 301])
def test_large_boards_lose_no_digit(members):
    # A member decides if as many others say yes as the majority lacks without it; counts of up to 301 bits.
    rule = sg.majority_rule([1] * members)
    swings = math.comb(members - 1, members // 2)
    assert sg.banzhaf(rule, fractions=True) == [Fraction(swings, 2 ** (members - 1))] * members
    assert sg.shapley_shubik(rule, fractions=True) == [Fraction(1, members)] * members
    winning = sum(math.comb(members, size) for size in range(members // 2 + 1, members + 1))
    assert sg.coleman_collectivity(rule, fractions=True) == Fraction(winning, 2**members)
    assert sg.coleman_prevent(rule, fractions=True) == [Fraction(swings, winning)] * members


def test_integers_of_more_digits_than_python_reads_from_a_text_are_whole():
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)  # the least that Python allows; 2^2250 has 678 digits
    try:
        assert sg.coleman_collectivity(sg.WeightedRule([1] * 2250, quota=2250), fractions=True) == Fraction(1, 2**2250)
    finally:
        sys.set_int_max_str_digits(limit)


def test_a_composite_rule_has_fractions_too():
    case = sg.load_board("drechtsteden-2018")
    rule = sg.councils_under(case, sg.board_rule(case, "seats"))
    for index in INDICES:
        np.testing.assert_allclose(np.array(index(rule, fractions=True), float), index(rule), rtol=0, atol=1e-12)
    assert sum(sg.shapley_shubik(rule, fractions=True)) == 1


def test_the_power_table_has_fractions_as_texts():
    table = sg.power(sg.load_board("eec-1958"), fractions=True)
    assert table.columns == sg.power(sg.load_board("eec-1958")).columns
    assert table["weight"] == [4, 4, 4, 2, 2, 1]
    assert table["banzhaf_normalized"] == ["5/21", "5/21", "5/21", "1/7", "1/7", "0"]
    assert table.notes[0] == "coleman_collectivity, the share of all coalitions that win: 7/32"
    for index in INDICES:
        assert table[index.__name__] == [str(value) for value in index(EEC, fractions=True)]
    dictator = sg.power(sg.WeightedRule([3, 1], quota=3), ["shapley_shubik", "rae"], names=["x", "y"], fractions=True)
    assert dictator.rows[0] == {"name": "x", "weight": 3, "shapley_shubik": "1", "rae": "1"}
    assert dictator.rows[1] == {"name": "y", "weight": 1, "shapley_shubik": "0", "rae": "1/2"}


def test_the_notes_tell_coleman_collectivity_where_it_alone_is_asked_for():
    table = sg.power(EEC, "coleman_collectivity", fractions=True)
    assert table.columns == ["name", "weight"]
    assert table.notes == ["coleman_collectivity, the share of all coalitions that win: 7/32"]


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
@pytest.mark.parametrize("board", ["eec-1958", "un-security-council", "drechtsteden-2018"])
def test_the_power_table_is_that_of_the_command_line(board):
    command = [CLI, "power", board, "--index", "all", "--fractions", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    assert sg.power(sg.load_board(board), fractions=True).to_csv().encode() == done.stdout


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
def test_the_power_table_of_decimal_weights_is_that_of_the_command_line(tmp_path):
    path = tmp_path / "board.toml"
    members = "".join(f'[[members]]\nname = "{name}"\nweight = {w}\n' for name, w in [("a", 0.5), ("b", 1.5), ("c", 1)])
    path.write_text(f'title = "Decimal"\nquota = 2.5\n{members}', encoding="utf-8")
    command = [CLI, "power", path, "--index", "rae,shapley_shubik", "--fractions", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    table = sg.power(sg.load_board(path), ["rae", "shapley_shubik"], fractions=True)
    assert table.to_csv().encode() == done.stdout


def exact_functions():
    return [*INDICES, sg.coleman_collectivity, sg.power]


@pytest.mark.parametrize("function", exact_functions(), ids=lambda function: function.__name__)
def test_fractions_are_refused_where_there_are_none(function):
    for method in ("auto", "exact", "enumerate"):
        with pytest.raises(ValueError, match=r"^fractions: must be left out for a rule of your own"):
            function(Own(), method=method, fractions=True)
    for method in ("enumerate", sg.Enumerate()):
        with pytest.raises(ValueError, match=r"^method: must be auto or exact with fractions, got enumerate$"):
            function(EEC, method=method, fractions=True)
    with pytest.raises(ValueError, match=r"^method: must be auto, exact, decision_diagram(, | or )enumerate"):
        function(EEC, method="magic", fractions=True)
    with pytest.raises(TypeError, match="rule: must be a rule"):
        function(3, fractions=True)


def test_an_unknown_index_is_refused_with_fractions_as_without():
    with pytest.raises(ValueError, match=r"^index: must be one of banzhaf, "):
        sg.power(EEC, "clout", fractions=True)


@pytest.mark.parametrize("function", exact_functions(), ids=lambda function: function.__name__)
def test_a_rule_that_is_too_large_to_count_is_refused(function):
    # More members than halves can hold, with weights whose sums fill no table.
    rule = sg.WeightedRule([1 + i * i * 7_368_787_123_457 % 10**15 for i in range(1, 81)], "majority")
    with pytest.raises(ValueError, match=r"MB, allowed are .* monte_carlo without fractions"):
        function(rule, fractions=True)


def test_other_threads_run_while_fractions_are_counted():
    rule = sg.WeightedRule(range(840, 990), "majority")
    thread = threading.Thread(target=sg.shapley_shubik, args=(rule,), kwargs={"fractions": True})
    thread.start()
    turns = 0
    while thread.is_alive():
        time.sleep(0.002)
        turns += 1
    assert turns > 10
