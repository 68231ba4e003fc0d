"""Every row of tests/data/reference_games.tsv: all indices of all games as exact fractions, by every method."""

import csv
import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import stemgewicht as sg

TABLE = Path(__file__).parents[1] / "data" / "reference_games.tsv"
METHODS = ("auto", "decision_diagram", "enumerate")
BY_WEIGHT = {"colomer_martinez", "johnston_colomer_martinez"}  # of weighted rules, and not by the diagram

# Some of the games are improper on purpose.
pytestmark = pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")


def rule_of(text):
    """The rule that a form of tests/data/reference/rules.py stands for."""
    match text:
        case {"weights": weights, "quota": quota}:
            return sg.WeightedRule(weights, quota)
        case {"all": rules}:
            return sg.all_of(map(rule_of, rules))
        case {"any": rules}:
            return sg.any_of(map(rule_of, rules))
        case {"top": top, "parts": parts, "members": members}:
            return sg.CombinedRule(rule_of(top), [(part["members"], rule_of(part["rule"])) for part in parts], members)
        case {"minimal_winning": coalitions, "members": members}:
            return sg.CoalitionRule(members, coalitions)
        case {"incompatible": pairs, "rule": rule}:
            return sg.IncompatibleRule(rule_of(rule), pairs)
        case {"edges": edges, "rule": rule}:
            return sg.RestrictedRule(rule_of(rule), edges)
        case {"attendance": meeting}:
            return sg.AttendanceRule(
                meeting["weights"],
                share=meeting["share"],
                more_than=meeting["strict"],
                quorum=meeting["quorum"],
                chair=meeting["chair"],
            )
    raise ValueError(f"no rule: {text}")


def games():
    """(game, rule, setting) -> index -> values"""
    found = defaultdict(dict)
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            values = [Fraction(value) for value in row["values"].split()]
            found[row["game"], row["rule"], row["setting"]][row["index"]] = values
    return found


GAMES = games()


def computed(rule, setting, index, method, **options):
    if index.startswith("quotient_"):
        labels = setting["unions"]
        in_order = [[i for i, label in enumerate(labels) if label == union] for union in sorted(set(labels))]
        quotient = sg.quotient_rule(rule, in_order)
        return getattr(sg, index.removeprefix("quotient_"))(quotient, method, **options)
    return getattr(sg, index)(rule, *setting.values(), method, **options)


def test_the_table_is_as_large_and_as_mixed_as_it_should_be():
    assert len({game for game, _, _ in GAMES}) >= 120
    forms = {next(iter(json.loads(rule))) for _, rule, _ in GAMES}
    assert forms == {"quota", "all", "any", "top", "minimal_winning", "incompatible", "edges", "attendance"}
    assert {key for _, _, setting in GAMES for key in json.loads(setting)} == {"unions", "edges"}


@pytest.mark.parametrize(("game", "rule", "setting"), GAMES, ids=[f"{game} {setting}" for game, _, setting in GAMES])
def test_every_index_is_the_fraction_of_the_table(game, rule, setting):
    known, given = rule_of(json.loads(rule)), json.loads(setting)
    for index, values in GAMES[game, rule, setting].items():
        fractions = computed(known, given, index, "auto", fractions=True)
        assert (fractions if isinstance(fractions, list) else [fractions]) == values, index


@pytest.mark.parametrize(("game", "rule", "setting"), GAMES, ids=[f"{game} {setting}" for game, _, setting in GAMES])
def test_every_method_that_carries_a_game_agrees_on_every_index(game, rule, setting):
    known, given = rule_of(json.loads(rule)), json.loads(setting)
    methods = ("auto", "enumerate") if isinstance(known, sg.AttendanceRule) else METHODS
    for index, values in GAMES[game, rule, setting].items():
        for method in methods:
            if method == "decision_diagram" and index in BY_WEIGHT:
                continue
            np.testing.assert_allclose(
                np.ravel(computed(known, given, index, method)),
                np.array(values, float),
                rtol=1e-12,
                atol=1e-12,
                err_msg=f"{index} by {method}",
            )


def small_rules():
    rules = {rule for _, rule, _ in GAMES if "attendance" not in rule}
    return sorted(rule for rule in rules if rule_of(json.loads(rule)).member_count <= 8)


@pytest.mark.parametrize("rule", small_rules())
def test_a_rule_of_your_own_has_the_indices_of_the_table(rule):
    class Own:
        known = rule_of(json.loads(rule))
        member_count = known.member_count

        def wins(self, yes_voters):
            return self.known.wins(yes_voters)

    for game, text, setting in GAMES:
        for index, values in GAMES[game, text, setting].items() if text == rule else ():
            if not index.startswith("quotient_") and index not in BY_WEIGHT:
                found = computed(Own(), json.loads(setting), index, "auto")
                np.testing.assert_allclose(
                    np.ravel(found), np.array(values, float), rtol=1e-12, atol=1e-12, err_msg=index
                )
