"""An improper rule gives its right answer with a warning, never silently."""

import warnings
from fractions import Fraction

import pytest

import stemgewicht as sg

MAJORITY = sg.majority_rule([1, 1, 1])
PAIR = sg.WeightedRule([1, 1], 2)
ONE_OF_FOUR = sg.WeightedRule([1, 1, 1, 1], 1)
EITHER_PAIR = sg.any_of([sg.WeightedRule([1, 1, 0, 0], 2), sg.WeightedRule([0, 0, 1, 1], 2)])
RING = [(0, 1), (1, 2), (2, 3), (3, 0)]
UNIONS = [0, 0, 1, 1]
MEASURES = {
    "banzhaf": sg.banzhaf,
    "banzhaf as fractions": lambda rule: sg.banzhaf(rule, fractions=True),
    "coleman_collectivity": sg.coleman_collectivity,
    "decisive": sg.decisive,
    "deegan_packel": sg.deegan_packel,
    "owen": lambda rule: sg.owen(rule, UNIONS),
    "myerson": lambda rule: sg.myerson(rule, RING),
    "prenucleolus": sg.prenucleolus,
    "pass_probability": sg.pass_probability,
    "member_standings": sg.member_standings,
    "outvoted_members": sg.outvoted_members,
    "outvoted": lambda rule: sg.outvoted(rule, sg.majority_rule([1] * 4)),
    "power": sg.power,
    "power_of_unions": lambda rule: sg.power_of_unions(rule, UNIONS, "banzhaf"),
}


@pytest.mark.parametrize("rule", [ONE_OF_FOUR, EITHER_PAIR], ids=["weighted", "combined"])
@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_of_an_improper_rule_warns_where_it_is_called(measure, rule):
    with pytest.warns(sg.ImproperRuleWarning, match="a motion and its opposite may both pass") as caught:
        measure(rule)
    assert len(caught) == 1
    assert caught[0].filename == __file__
    assert issubclass(sg.ImproperRuleWarning, UserWarning)


def test_the_answer_is_right_all_the_same():
    with pytest.warns(sg.ImproperRuleWarning):
        assert sg.banzhaf(ONE_OF_FOUR, fractions=True) == [Fraction(1, 8)] * 4


def test_a_loop_warns_once_and_no_more():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for quota in range(1, 100):
            sg.banzhaf(sg.WeightedRule([quota, quota, 1], quota))
    assert len(caught) == 1


@pytest.mark.parametrize(
    "rule",
    [
        sg.majority_rule([1] * 9),
        sg.CompositeRule(MAJORITY, [sg.Block([3 * j, 3 * j + 1, 3 * j + 2], MAJORITY) for j in range(3)]),
        sg.CombinedRule(PAIR, [([0, 1], sg.WeightedRule([1, 1], 1)), ([2, 3, 4], MAJORITY)]),
        sg.all_of([ONE_OF_FOUR, sg.majority_rule([1] * 4)]),
        sg.any_of([sg.WeightedRule([2, 1, 1], 3), sg.WeightedRule([1, 1, 1], 3)]),
        sg.CoalitionRule(3, [[0, 1], [0, 2], [1, 2]]),
        sg.IncompatibleRule(sg.majority_rule([1] * 5), [(0, 1)]),
        sg.RestrictedRule(sg.majority_rule([1] * 5), [(0, 1), (1, 2)]),
        sg.load_board("eu-council-lisbon-2020"),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_a_proper_rule_does_not_warn(rule):
    sg.banzhaf(rule)  # warnings are errors here
    assert sg.is_proper(rule)


def test_a_position_may_be_any_rule_without_a_warning():
    sg.outvoted(sg.majority_rule([1] * 4), sg.CompositeRule(PAIR, [sg.Block([0, 1], PAIR), sg.Block([2, 3], PAIR)]))
