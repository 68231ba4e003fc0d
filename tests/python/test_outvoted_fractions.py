"""Chances as exact fractions, against enumeration of all sets of yes-voters."""

import copy
import itertools
import math
import os
import pickle
import subprocess
from fractions import Fraction

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
HALF = Fraction(1, 2)
GROUPS = ["a", "a", "b", "b", "c"]
PARTS = ["x", "y", "y", "x", "x"]
RULE = sg.WeightedRule([4, 3, 2, 2, 1], 7)
PAIR = sg.WeightedRule([2, 1], 2)
RULES = {
    "weighted": RULE,
    "unanimity": sg.WeightedRule([1] * 5, 5),
    "composite": sg.CompositeRule(
        sg.WeightedRule([2, 1, 1], 3),
        [sg.Block([0, 4], PAIR), sg.Block([1, 3], PAIR), sg.Block([2], sg.WeightedRule([1], 1))],
    ),
    "combined": sg.all_of([RULE, sg.WeightedRule([1] * 5, 3)]),
    "coalitions": sg.CoalitionRule(5, [[0, 1], [0, 2, 3], [1, 2, 3, 4]]),
    "incompatible": sg.IncompatibleRule(RULE, [(0, 3)]),
}
POSITIONS = {
    "majority": sg.majority_rule([1, 1, 1, 0, 0]),
    "tied": sg.majority_rule([1, 1, 0, 0, 0]),
    "two tiers": RULES["composite"],
}


def independent_sets(chances):
    """The chance of each set of yes-voters, as a tuple of truth values."""
    return {
        votes: math.prod(p if yes else 1 - p for p, yes in zip(chances, votes, strict=True))
        for votes in itertools.product([False, True], repeat=len(chances))
    }


def mixture(parts):
    sums = {}
    for mass, law in parts:
        for votes, chance in law.items():
            sums[votes] = sums.get(votes, Fraction(0)) + mass * chance
    return sums


def beta_moment(yes, no, a=1, b=1):
    top = math.prod(a + k for k in range(yes)) * math.prod(b + k for k in range(no))
    return Fraction(top) / math.prod(a + b + k for k in range(yes + no))


def beta_sets(n, a=1, b=1):
    return {
        votes: beta_moment(sum(votes), n - sum(votes), a, b) for votes in itertools.product([False, True], repeat=n)
    }


def grouped_sets(labels):
    law = {}
    for votes in itertools.product([False, True], repeat=len(labels)):
        chance = Fraction(1)
        for label in set(labels):
            mine = [vote for vote, own in zip(votes, labels, strict=True) if own == label]
            chance *= beta_moment(sum(mine), len(mine) - sum(mine))
        law[votes] = chance
    return law


def copy_sets(region, shares, yes=HALF, line=HALF):
    """Each member copies the region's line, or that of its group in one of the lists of labels, or votes by itself."""
    sources = [(region, ["all"] * 5), *shares]
    lines = [(k, label) for k, (_, labels) in enumerate(sources) for label in sorted(set(labels))]
    rest = 1 - sum(share for share, _ in sources)
    parts = []
    for values in itertools.product([0, 1], repeat=len(lines)):
        at = dict(zip(lines, values, strict=True))
        mass = math.prod(line if value else 1 - line for value in values)
        chances = [
            rest * yes + sum(share * at[k, labels[i]] for k, (share, labels) in enumerate(sources)) for i in range(5)
        ]
        parts.append((mass, independent_sets(chances)))
    return mixture(parts)


OWN = [Fraction(3, 10), Fraction(1), Fraction(1, 4), HALF, Fraction(1, 10**12)]
MODELS = {
    "ic": ("ic", independent_sets([HALF] * 5)),
    "iac": ("iac", beta_sets(5)),
    "beta": (sg.beta(2, 0.5), beta_sets(5, Fraction(2), HALF)),
    "independent": (sg.independent([0.3, 1, 0.25, 0.5, 1e-12]), independent_sets(OWN)),
    "grouped": (sg.grouped(GROUPS), grouped_sets(GROUPS)),
    "copy": (sg.copy(region=0.3, yes=0.4), copy_sets(Fraction(3, 10), [], yes=Fraction(2, 5))),
}


def fields(law, decision, position, ties="excluded"):
    """What Outvoted says, by its definition."""
    cell = dict.fromkeys(itertools.product(["yes", "tied", "no"], [True, False]), Fraction(0))
    for votes, chance in law.items():
        for_it = [i for i, vote in enumerate(votes) if vote]
        against = [i for i, vote in enumerate(votes) if not vote]
        side = "yes" if position.wins(for_it) else "no" if position.wins(against) else "tied"
        cell[side, decision.wins(for_it)] += chance
    tied = cell["tied", True] + cell["tied", False]
    passes = sum(chance for (_, wins), chance in cell.items() if wins)
    if ties == "excluded":
        cell = {key: chance / (1 - tied) for key, chance in cell.items()}
    else:
        to_yes = HALF if ties == "coin" else Fraction(0)
        for wins in (True, False):
            cell["yes", wins] += to_yes * cell["tied", wins]
            cell["no", wins] += (1 - to_yes) * cell["tied", wins]

    def given(part, rest):
        return part / (part + rest) if part + rest else None

    yes_pass, yes_fail = cell["yes", True], cell["yes", False]
    no_pass, no_fail = cell["no", True], cell["no", False]
    return {
        "outvoted": no_pass + yes_fail,
        "overruled": no_pass,
        "blocked": yes_fail,
        "success": yes_pass + no_fail,
        "tied": tied,
        "pass_probability": passes,
        "outvoted_if_yes": given(yes_fail, yes_pass),
        "outvoted_if_no": given(no_pass, no_fail),
        "outvoted_if_pass": given(no_pass, yes_pass),
        "outvoted_if_fail": given(yes_fail, no_fail),
    }


def decisive(law, decision, holders):
    """P(passes with the holders for) - P(passes with them against), the others voting as ever."""
    value = Fraction(0)
    for votes, chance in law.items():
        others = {i for i, vote in enumerate(votes) if vote} - set(holders)
        value += chance * (int(decision.wins(sorted(others | set(holders)))) - int(decision.wins(sorted(others))))
    return value


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("rule", RULES)
def test_chances_are_those_of_enumeration(rule, model):
    votes, law = MODELS[model]
    decision = RULES[rule]
    expected = sum(chance for sets, chance in law.items() if decision.wins([i for i in range(5) if sets[i]]))
    found = sg.pass_probability(decision, votes, fractions=True)
    assert type(found) is Fraction
    assert found == expected
    members = sg.outvoted_members(decision, votes, fractions=True)
    for i, risk in enumerate(members):
        want = fields(law, decision, sg.member_position(i, 5)) | {"decisive": decisive(law, decision, [i])}
        want["luck"] = want["success"] - want["decisive"]
        assert risk.as_dict() == want
        assert sg.outvoted(decision, i, votes, fractions=True).as_dict() == want


@pytest.mark.parametrize("ties", ["excluded", "against", "coin"])
@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("model", ["ic", "iac", "grouped", "copy"])
def test_positions_are_those_of_enumeration(model, position, ties):
    votes, law = MODELS[model]
    holders = {"majority": [0, 1, 2], "tied": [0, 1], "two tiers": range(5)}[position]
    risk = sg.outvoted(RULE, POSITIONS[position], votes, ties=ties, fractions=True)
    want = fields(law, RULE, POSITIONS[position], ties) | {"decisive": decisive(law, RULE, holders)}
    want["luck"] = want["success"] - want["decisive"]
    assert risk.as_dict() == want
    near = sg.outvoted(RULE, POSITIONS[position], votes, ties=ties)
    assert near.outvoted == pytest.approx(float(risk.outvoted), rel=1e-12)


def test_lines_that_cross_are_mixed_exactly():
    law = copy_sets(Fraction(1, 10), [(Fraction(3, 10), GROUPS), (Fraction(1, 5), PARTS)], yes=Fraction(2, 5))
    votes = sg.copy([(GROUPS, 0.3), (PARTS, 0.2)], region=0.1, yes=0.4)
    found = sg.outvoted(RULE, 1, votes, fractions=True)
    assert found.outvoted == fields(law, RULE, sg.member_position(1, 5))["outvoted"]


def test_certain_and_impossible_events_are_exact():
    risk = sg.outvoted(sg.WeightedRule([1, 1], 2), 0, sg.independent([1, 0]), fractions=True)
    assert (risk.outvoted, risk.blocked, risk.outvoted_if_no, risk.outvoted_if_pass) == (1, 1, None, None)
    p = Fraction(1, 10**12)  # no digit is lost
    assert sg.pass_probability(sg.WeightedRule([1, 1, 1], 2), sg.independent(1e-12), fractions=True) == p**2 * (
        3 - 2 * p
    )


def test_a_larger_board_takes_its_place():
    council = sg.load_board("eec-1958")
    assert sg.pass_probability(council, fractions=True) == Fraction(7, 32)
    equal = sg.WeightedRule([1] * 101, 51)
    assert sg.pass_probability(equal, "iac", fractions=True) == HALF
    # It says yes and 1 to 50 of the 101 do: t / 101 of the cases in which t say yes, each with chance 1/102.
    half = sum(Fraction(t, 101 * 102) for t in range(1, 51))
    assert sg.outvoted(equal, 0, "iac", fractions=True).outvoted == 2 * half == Fraction(25, 101)


def test_a_rule_of_your_own_is_asked_about_all_sets():
    class Own:
        member_count = 3

        def wins(self, yes):
            return len(yes) > 1

    assert sg.pass_probability(Own(), "iac", fractions=True) == HALF


def test_answers_can_be_shown_pickled_and_copied():
    risk = sg.outvoted(RULE, 0, fractions=True)
    assert repr(risk).startswith("OutvotedFractions(outvoted=3/16, ")
    assert "<td>outvoted</td>" in risk._repr_html_()
    assert copy.copy(risk).as_dict() == risk.as_dict()
    assert pickle.loads(pickle.dumps(risk)).as_dict() == risk.as_dict()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: sg.pass_probability(RULE, sg.factor(region=0.4), fractions=True),
            "model: must be one of rational chances",
        ),
        (lambda: sg.outvoted(RULE, 0, sg.factor(region=0.4), fractions=True), "model: must be one of rational chances"),
        (
            lambda: sg.pass_probability(RULE, sg.independent(1 / 3), fractions=True),
            "independent: must be a number of at",
        ),
        (lambda: sg.pass_probability(RULE, "ic", "enumerate", fractions=True), "method: must be auto or exact with"),
        (lambda: sg.outvoted_members(RULE, "ic", "monte_carlo", fractions=True), "method: must be auto or exact with"),
        (
            lambda: sg.outvoted(RULE, sg.member_position(0, 4), fractions=True),
            "position.weights: must be one weight for each of the 5 members",
        ),
    ],
)
def test_what_has_no_fractions_is_refused_in_a_line(call, message):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(CLI is None, reason="needs STEMGEWICHT_CLI")
def test_the_command_line_shows_them():
    def run(*arguments):
        return subprocess.run([CLI, "outvoted", *arguments], capture_output=True, text=True, check=False)

    result = run("eec-1958", "--fractions", "--format", "csv")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    risk = sg.outvoted_members(sg.load_board("eec-1958"), fractions=True)[0]
    assert Fraction(first["outvoted"]) == risk.outvoted
    assert Fraction(first["luck"]) == risk.luck
    assert "P(a motion passes): 7/32" in run("eec-1958", "--fractions").stdout
    refused = run("eec-1958", "--fractions", "--method", "monte_carlo")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "method: must be auto or exact with fractions" in refused.stderr
    refused = run("eec-1958", "--fractions", "--attendance", "0.9")
    assert "fractions: must be given without --attendance" in refused.stderr
