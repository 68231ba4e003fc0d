"""Numbers as people write them: fractions, decimal commas, thousands, and tables of members."""

import json
import os
import subprocess
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
needs_cli = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

OWNERS = [Fraction(1, 5), Fraction(1, 5), Fraction(3, 5)]


def run(*arguments, text=""):
    return subprocess.run([CLI, *arguments], input=text.encode(), capture_output=True, check=False, timeout=60)


def banzhaf(*arguments, text=""):
    result = run("power", *arguments, "--index", "banzhaf_normalized", "--fractions", "--format", "json", text=text)
    assert result.returncode == 0, result.stderr
    return [Fraction(member["banzhaf_normalized"]) for member in json.loads(result.stdout)["members"]]


def refusal(*arguments, text=""):
    result = run(*arguments, text=text)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.count(b"\n") == 1
    return result.stderr.decode()


@pytest.mark.parametrize(
    "weights",
    [
        [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)],
        ["1/6", "1/3", "1/2"],
        [Fraction(1, 6), "1/3", Decimal("0.5")],
        ["2/12", "2/6", 0.5],
    ],
    ids=repr,
)
def test_fractions_are_taken_exactly(weights):
    rule = sg.WeightedRule(weights, "majority")
    assert (rule.weights, rule.quota) == ([1, 2, 3], 4)
    assert sg.banzhaf_normalized(rule, fractions=True) == OWNERS
    assert sg.majority_rule(weights) == rule
    assert sg.WeightedRule(weights, 0.5).quota == 3
    assert sg.WeightedRule(weights, "1/2").quota == 3


@pytest.mark.parametrize("weight", [1 / 6, 1 / 3, 0.1 + 0.2, np.float64(2 / 3), np.float32(1 / 6)], ids=repr)
def test_floats_that_stand_for_another_number_are_refused_with_the_way_to_write_it(weight):
    with pytest.raises(
        ValueError, match=r"^weights\[1\]: must be a float of at most .* digits, or exact: Fraction\(1, 6\)"
    ):
        sg.WeightedRule([1, weight], 1)


def test_floats_of_a_short_decimal_form_are_that_decimal():
    assert sg.WeightedRule([0.1, 0.2, 0.3], "majority").weights == [1, 2, 3]
    assert sg.WeightedRule([np.float32(0.1), np.float64(12.5), np.float16(0.5)], 1).weights == [1, 125, 5]
    assert sg.WeightedRule([123456.123456789, 1], 1).weights == [123456123456789, 10**9]
    assert sg.WeightedRule([float(2**53), 1], 1).weights == [2**53, 1]
    assert sg.WeightedRule([Decimal("0.3333333333333333333"), Decimal(0)], "majority").quota > 0


@pytest.mark.parametrize("quota", [0.5, "0.5", Decimal("0.667"), 0.999], ids=repr)
def test_a_quota_between_0_and_1_is_refused_where_it_may_be_meant_as_a_share(quota):
    with pytest.raises(ValueError, match=r"^quota: must be a number of 1 or more, or a share such as 1/2 or 50%, got "):
        sg.WeightedRule([4, 3, 2], quota)
    assert sg.WeightedRule([0.2, 0.3, 0.5], 0.6).quota == 6


def test_a_board_with_fractions_shows_them():
    members = "".join(f'[[members]]\nname = "{share}"\nweight = "{share}"\n' for share in ("1/6", "1/3", "1/2"))
    board = sg.parse_board(f'title = "Owners"\nquota = "majority"\n{members}')
    assert (board.weights, board.quota, board.divisors) == ([1, 2, 3], 4, {"weight": 6})
    assert [row["weight"] for row in board.members.rows] == ["1/6", "1/3", "1/2"]
    assert "quota 2/3 of 1)" in repr(board)
    assert sg.banzhaf_normalized(board, fractions=True) == OWNERS
    assert "1/6" in str(sg.power(board))


@needs_cli
def test_weights_on_the_command_line_may_be_fractions():
    arguments = ["--weights", "1/6,1/3,1/2", "--quota", "majority"]
    assert banzhaf(*arguments) == OWNERS
    answer = json.loads(run("power", *arguments, "--format", "json").stdout)
    assert (answer["quota"], answer["total_weight"]) == ("2/3", "1")
    assert [member["weight"] for member in answer["members"]] == ["1/6", "1/3", "1/2"]


@needs_cli
def test_lists_that_can_be_read_in_two_ways_are_refused_with_both_and_the_options():
    owners = ["power", "--weights", "5.150,88 4.849,12", "--quota", "majority"]
    assert "--decimal comma for 5150.88 4849.12, or --decimal point for 5.150 88 4.849 12" in refusal(*owners)
    assert banzhaf(*owners[1:], "--decimal", "comma") == [1, 0]
    assert len(banzhaf(*owners[1:], "--decimal", "point")) == 4
    voters = ["power", "--weights", "1,352,449 1,220,381 581,507", "--quota", "majority"]
    assert "--thousands for 1352449 1220381 581507, or --decimal point for 1 352 449 1" in refusal(*voters)
    assert banzhaf(*voters[1:], "--thousands") == [Fraction(1, 3)] * 3
    assert len(banzhaf(*voters[1:], "--decimal", "point")) == 8


@needs_cli
def test_custom_weights_may_be_fractions_and_never_have_decimal_commas():
    options = ["options", "drechtsteden-2018", "--model", "ic", "--format", "csv", "--custom"]
    whole = run(*options, "3,2,1,1,1,1,1")
    assert whole.returncode == 0
    assert run(*options, "1/2,1/3,1/6,1/6,1/6,1/6,1/6").stdout == whole.stdout
    assert "one weight for each of the 7 municipalities, got 14" in refusal(*options, "5,5 4,4 1,2 3,2 1,2 1,3 1,1")


@needs_cli
def test_the_quota_is_written_as_the_weights_are():
    owners = ["--weights", "5.150,88 4.849,12", "--decimal", "comma", "--quota"]
    assert banzhaf(*owners, "5.150,89") == [Fraction(1, 2)] * 2
    assert banzhaf(*owners, "51,6%") == [Fraction(1, 2)] * 2
    assert "got 0.5" in refusal("power", *owners, "0,5")
    assert "5.000 is read as 5; write 5000 or 5" in refusal("power", "--weights", "5000,4000", "--quota", "5.000")


@needs_cli
def test_a_table_gives_a_board():
    owners = "Einheit;Eigentümer;Anteil\n1;A;2.150,88\n2;B;1.849,12\n3;C;3.000,00\n4;D;1.500,50\n5;E;1.499,50\n"
    columns = ["-", "--weight", "Anteil", "--name", "Eigentümer", "--quota"]
    expected = [Fraction(2, 7), Fraction(1, 7), Fraction(2, 7), Fraction(1, 7), Fraction(1, 7)]
    assert banzhaf(*columns, "majority", text=owners) == expected
    assert banzhaf(*columns, "5.000,01", "--decimal", "comma", text=owners) == expected
    assert "quota: must be given with a table" in refusal("power", *columns[:-1], text=owners)
    assert banzhaf("-", "--name", "Eigentümer", "--quota", "majority", text=owners) == expected  # Einheit counts
    assert "weight: must be the title of a column of numbers" in refusal(
        "power", "-", "--quota", "majority", text="n;a;b\nA;5;3\nB;4;2\n"
    )


@needs_cli
def test_a_grouping_of_a_table_makes_unions(tmp_path):
    file = tmp_path / "parliament.csv"
    file.write_text("party,seats,bloc\nA,52,left\nB,44,right\nC,31,left\nD,29,far\n", encoding="utf-8")
    arguments = ["--quota", "79", "--index", "owen", "--fractions", "--format", "json"]
    table = run("power", str(file), "--group", "bloc", "--unions", "bloc", *arguments)
    typed = run("power", "--weights", "52,44,31,29", "--names", "A,B,C,D", "--unions", "1,2,1,3", *arguments)
    assert table.returncode == typed.returncode == 0, table.stderr
    assert [m["owen"] for m in json.loads(table.stdout)["members"]] == [
        m["owen"] for m in json.loads(typed.stdout)["members"]
    ]


@needs_cli
def test_validate_names_numbers_that_lie_orders_of_magnitude_below_their_column():
    members = "".join(
        f'[[members]]\nname = "{name}"\nweight = 1\npeople = {people}\n'
        for name, people in [("A", 119300), ("B", 86), ("C", 45000), ("D", 29000)]
    )
    result = run("validate", "-", text=f'title = "x"\nquota = "majority"\n{members}')
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "stemgewicht: warning: people of B is 86, orders of magnitude below the median 45000: are its thousands "
        "missing?\n"
    )
    for board in ["eec-1958", "imf-2022", "drechtsteden-2018"]:
        assert run("validate", board).stderr == b""
