"""Statutes, rules with abstention of your own, and what weights of any size decide."""

import os
import pickle
import re
import shlex
import subprocess
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import stemgewicht as sg

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "statutes.md"
CLI = os.environ.get("STEMGEWICHT_CLI")
on_the_command_line = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")


def run(*arguments, expect=0):
    result = subprocess.run([CLI, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == expect, result.stderr
    return result.stderr if expect else result.stdout


SIX = [300, 250, 150, 120, 100, 80]
QUORUM = sg.Statute("present weight >= 2/3 and cast weight > 1/2", SIX)
TWO = sg.Statute("cast members > 1/2 and parts >= 500", {"parts": SIX})
COUNCIL = sg.Statute("members >= 9 and against permanent < 1", {"permanent": [1] * 5 + [0] * 10})
METHODS = ["exact", "decision_diagram", "enumerate"]


class MostWhoVote:
    """More for than against, of at least three who vote."""

    def __init__(self, members=5):
        self.member_count = members

    def outcome(self, yes, no, absent):
        assert len(yes) + len(no) + len(absent) == self.member_count
        if len(yes) + len(no) < 3:
            return "no_quorum"
        return "passes" if len(yes) > len(no) else "fails"


def enumerated(passes):
    """P(pass) of the six owners, each there with 7 in 10 and for with 1 in 2."""
    chance = {"yes": Fraction(35, 100), "no": Fraction(35, 100), "absent": Fraction(30, 100)}
    whole = Fraction(0)
    for division in product(chance, repeat=6):
        if passes(division):
            part = Fraction(1)
            for vote in division:
                part *= chance[vote]
            whole += part
    return whole


@pytest.mark.parametrize("method", METHODS)
def test_a_quorum_by_weight_and_two_weightings_pass_as_often_as_counted(method):
    def weight(division, votes):
        return sum(w for w, vote in zip(SIX, division, strict=True) if vote in votes)

    by_weight = enumerated(
        lambda d: 3 * weight(d, ("yes", "no")) >= 2000 and 2 * weight(d, ("yes",)) > weight(d, ("yes", "no"))
    )
    assert by_weight == Fraction(18472951, 64000000)
    two = enumerated(lambda d: d.count("yes") > d.count("no") and weight(d, ("yes",)) >= 500)
    assert two == Fraction(14464359, 64000000)
    assert abs(sg.outcome_chances(QUORUM, method=method, attendance=0.7).passes - float(by_weight)) < 1e-13
    assert abs(sg.outcome_chances(TWO, method=method, attendance=0.7).passes - float(two)) < 1e-13


def test_a_simulation_agrees_with_what_is_counted():
    for rule in (QUORUM, TWO):
        exact = sg.outcome_chances(rule, attendance=0.7)
        found = sg.meeting_outcomes(rule, method="monte_carlo", attendance=0.7)
        assert abs(found["passes"].value - exact.passes) < 4.5 * found["passes"].error
        members = sg.meeting_members(rule, method="monte_carlo", attendance=0.7)
        for estimate, member in zip(members, sg.outvoted_members(rule, attendance=0.7), strict=True):
            assert abs(estimate["outvoted"].value - member.overall.outvoted) < 4.5 * estimate["outvoted"].error + 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_abstention_is_no_veto_in_the_security_council(method):
    power = sg.ternary_banzhaf(COUNCIL, method, fractions=True)
    assert power == [Fraction(36112, 1594323)] * 5 + [Fraction(5906, 531441)] * 10
    assert np.allclose(sg.ternary_banzhaf(COUNCIL, method), [float(value) for value in power], atol=1e-15)


def test_a_statute_says_what_it_is():
    assert QUORUM.sentence == (
        "A meeting decides where at least 667 of 1000 weight is present. A motion passes where more than 1/2 of the "
        "weight cast is for it."
    )
    assert QUORUM.rule == sg.WeightedRule(SIX, 501)
    assert QUORUM.outcome([0, 1], [2]) == "passes"
    assert QUORUM.outcome([0, 1], []) == "no_quorum"
    assert pickle.loads(pickle.dumps(TWO)) == TWO
    chair = sg.Statute('cast >= majority or cast >= 1/2 and "Ann"', [1, 1], names=["Ann", "Bob"])
    assert chair.outcome([0], [1]) == "passes"
    assert chair.outcome([1], [0]) == "fails"


def test_a_rule_with_abstention_of_your_own_is_counted_and_simulated():
    rule = MostWhoVote()
    like = sg.AttendanceRule([1] * 5, quorum=3, tie="rejected")
    for model in ("ic", "beta:2,1"):
        found = sg.outcome_chances(rule, model, attendance=0.6)
        expected = sg.outcome_chances(like, model, attendance=0.6)
        assert abs(found.passes - expected.passes) < 1e-13
        assert abs(found.no_quorum - expected.no_quorum) < 1e-13
    assert sg.ternary_banzhaf(rule, fractions=True) == sg.ternary_banzhaf(like, fractions=True)
    simulated = sg.meeting_outcomes(rule, method=sg.MonteCarlo(samples=20_000), attendance=0.6)
    assert abs(simulated["passes"].value - sg.outcome_chances(like, attendance=0.6).passes) < (
        4.5 * simulated["passes"].error
    )
    many = sg.meeting_outcomes(MostWhoVote(20), method=sg.MonteCarlo(samples=2_000), attendance=0.6)
    exact = sg.outcome_chances(sg.AttendanceRule([1] * 20, quorum=3, tie="rejected"), attendance=0.6)
    assert abs(many["passes"].value - exact.passes) < 4.5 * many["passes"].error


def test_what_a_rule_of_your_own_answers_must_be_an_outcome():
    class Wrong(MostWhoVote):
        def outcome(self, yes, no, absent):
            return "perhaps"

    with pytest.raises(ValueError, match=r'^rule\.outcome: must be "passes", .* got "perhaps"$'):
        sg.outcome_chances(Wrong())


def test_errors_of_a_rule_of_your_own_come_back():
    class Broken(MostWhoVote):
        def outcome(self, yes, no, absent):
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        sg.outcome_chances(Broken(), attendance=0.5)
    with pytest.raises(KeyError, match="mine"):
        sg.meeting_outcomes(Broken(), method="monte_carlo", attendance=0.5)


BOARD = """title = "Six owners"
rule = 'present parts >= 2/3 and cast parts > 1/2'
weight = "parts"
""" + "".join(f'[[members]]\nname = "{name}"\nparts = {part}\n' for name, part in zip("ABCDEF", SIX, strict=True))


@on_the_command_line
def test_a_board_file_may_hold_a_statute(tmp_path):
    file = tmp_path / "six.toml"
    file.write_text(BOARD)
    board = sg.load_board(file)
    assert board.rule_text == "present parts >= 2/3 and cast parts > 1/2"
    assert sg.statute(board).outcome([0, 1], []) == "no_quorum"
    assert abs(sg.outcome_chances(board, attendance=0.7).passes - 18472951 / 64000000) < 1e-13
    assert len(sg.outvoted_members(board, attendance=0.7)) == 6
    assert sg.outvoted_members(board)[0].outvoted > 0
    assert sg.rule_sentence(board) in " ".join(run("validate", file).split())
    assert "0.28864" in run("outvoted", file, "--attendance", "0.7")
    assert pickle.loads(pickle.dumps(board)).rule_text == board.rule_text


@on_the_command_line
def test_statutes_on_the_command_line():
    weights = ",".join(map(str, SIX))
    answer = run(
        "outvoted", "--weights", weights, "--rule", "cast members > 1/2 and weight >= 500", "--attendance", 0.7
    )
    assert "0.226006" in answer
    heads = ",".join(["1"] * 15)
    names = ",".join(f"p{i}" for i in range(15))
    vetoes = " and ".join(f'against "p{i}" < 1' for i in range(5))
    power = run(
        "power", "--weights", heads, "--names", names, "--rule", f"weight >= 9 and {vetoes}", "--index",
        "ternary_banzhaf", "--fractions", "--format", "csv",
    )  # fmt: skip
    assert power.count("36112/1594323") == 5
    assert power.count("5906/531441") == 10
    strict = run("power", "--weights", "4,3,2,1", "--quota", ">2/3", "--index", "banzhaf_normalized", "--fractions")
    assert strict.count("1/10") == 2
    assert "quota 7 of 10" in strict
    apart = run("power", "--weights", "3,2,2", "--quota", 4, "--names", "a,b,c", "--incompatible", "a-b", "--fractions")
    assert "without a beside b" in apart
    assert run("power", "--weights", "3,2,2", "--quota", 4, "--rule", "weight > 1/2", expect=2).count("\n") == 1


def heads_of_groups(votes, weights, groups):
    """How many groups are for a motion, of votes +1, 0 and -1."""
    balance = dict.fromkeys(groups, 0)
    for vote, weight, group in zip(votes, weights, groups, strict=True):
        balance[group] += vote * weight
    return sum(value > 0 for value in balance.values())


@on_the_command_line
def test_groups_vote_as_one_where_members_are_absent(tmp_path):
    groups, weights = "xxyyz", [3, 2, 2, 2, 1]
    file = tmp_path / "groups.toml"
    file.write_text(
        'title = "Groups"\nrule = "party >= 2"\nweight = "seats"\n'
        + "".join(
            f'[[members]]\nname = "{name}"\nseats = {weight}\nparty = "{group}"\n'
            for name, weight, group in zip("ABCDE", weights, groups, strict=True)
        )
    )
    board = sg.load_board(file)
    expected = 0
    for votes in product((1, 0, -1), repeat=5):
        if heads_of_groups(votes, weights, groups) >= 2:
            expected += np.prod([0.3 if vote == 0 else 0.35 for vote in votes])
    for method in METHODS:
        assert sg.outcome_chances(board, method=method, attendance=0.7).passes == pytest.approx(expected, abs=1e-13)
    answer = run("outvoted", file, "--attendance", "0.7", "--reconvened")
    assert f"{expected:.6g}" in answer
    assert "more than half of its seats cast decides" in " ".join(answer.split())


@on_the_command_line
def test_incompatible_members_may_be_absent():
    asked = ("outvoted", "--weights", "1,1,1", "--quota", "majority", "--names", "a,b,c", "--incompatible", "a-b")
    answer = " ".join(run(*asked, "--attendance", "0.5", "--quorum", 0).split())
    expected = sum(
        np.prod([0.5 if vote == 0 else 0.25 for vote in (a, b, c)])
        for a, b, c in product((1, 0, -1), repeat=3)
        if a + b + c - (2 if a == b == 1 else 0) > 0
    )
    assert f"P(a motion passes): {expected:.6g};" in answer
    assert "one votes against it" in answer
    assert "reconvened: must be given with" in run(*asked, "--attendance", "0.5", "--reconvened", expect=2)


@on_the_command_line
def test_the_recipe_of_the_pages_gives_what_it_says():
    recipe = RECIPE.read_text(encoding="utf-8").partition("| in the text")[0]
    commands = re.findall(r"^    stemgewicht (.*?)#(.*?)$", recipe.replace("\\\n", " "), flags=re.MULTILINE)
    assert len(commands) == 2
    assert "0.28864" in commands[0][1]
    for (arguments, _), expected in zip(commands, ("0.28864", "0.226006"), strict=True):
        assert expected in run(*shlex.split(arguments))


def test_a_strict_share_in_python():
    assert sg.WeightedRule([4, 3, 2, 1], ">2/3").quota == 7
    assert sg.banzhaf_normalized(sg.WeightedRule([4, 3, 2, 1], ">2/3"), fractions=True) == [
        Fraction(1, 2),
        Fraction(3, 10),
        Fraction(1, 10),
        Fraction(1, 10),
    ]


TOKENS = [12345678901234567890, 9876543210987654321, 5555555555555555555]


def test_weights_of_twenty_digits():
    power = sg.banzhaf_normalized(sg.WeightedRule(TOKENS, "majority"), fractions=True)
    assert power == [Fraction(1, 3)] * 3
    assert sg.WeightedRule(["4000000000000000000.5", "3000000000000000000.0"], "majority").quota >= 1


@on_the_command_line
def test_weights_of_twenty_digits_on_the_command_line():
    tokens = ",".join(map(str, TOKENS))
    text = run("power", "--weights", tokens, "--quota", "majority", "--fractions")
    assert text.count("1/3") >= 6
    assert all(str(token) in text for token in TOKENS)
    refused = run("outvoted", "--weights", tokens, "--quota", "majority", "--attendance", 0.5, expect=2)
    assert refused.startswith("stemgewicht: weights: must be such that their sum stays below 2^62")


def test_too_large_is_told_from_wrong():
    assert issubclass(sg.SizeLimitError, ValueError)
    with pytest.raises(sg.SizeLimitError, match="carries divisions of up to 15"):
        sg.outcome_chances(sg.AttendanceRule([1] * 16), method="enumerate")
    with pytest.raises(ValueError, match="quota") as wrong:
        sg.WeightedRule([1, 2], 4)
    assert not isinstance(wrong.value, sg.SizeLimitError)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sg.outvoted_members(sg.WeightedRule([1, 1], 2), attendance=0.5), "decision: must be an Attendance"),
        (lambda: sg.CompositeRule(sg.any_of([sg.WeightedRule([1], 1)]), []), "top: must be"),
        (lambda: sg.Block([0], sg.CoalitionRule(1, [[0]])), "rule: must be"),
        (lambda: sg.position_standings(sg.WeightedRule([1], 1), sg.CoalitionRule(1, [[0]])), "must be"),
        (lambda: sg.majority_deficit(sg.WeightedRule([1], 1), fractions=True), "majority_deficit: must be called with"),
        (lambda: sg.Statute("present >= 2/3", SIX), "text: must be a rule with a criterion on votes"),
        (lambda: sg.Statute("weight >= 9", {"a": [1, 2]}), "text: must be members, a numeric column"),
        (lambda: sg.Statute("a >= 1", {"a": [1, 2], "b": [1]}), "columns.b: must be one number for each of the 2"),
    ],
)
def test_a_call_that_does_not_fit_is_refused_in_one_line(call, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_weighted_rule_of_many_members_is_weighted():
    rule = sg.WeightedRule(range(1, 16), "majority")
    assert sg.weightedness(rule).rule == rule


@pytest.mark.parametrize("share", [0.99995, 1])
def test_a_factor_that_is_followed_for_certain_is_a_line(share):
    board = sg.load_board("eec-1958")
    if share == 1:
        expected = [member.outvoted for member in sg.outvoted_members(board, "copy:region=1")]
    else:
        expected = [
            member.outvoted.value for member in sg.outvoted_members(board, "factor:region=0.99995", "monte_carlo")
        ]
    for method in METHODS:
        found = [member.outvoted for member in sg.outvoted_members(board, f"factor:region={share}", method)]
        assert np.allclose(found, expected, atol=1e-12 if share == 1 else 2e-3)
