"""Properties of rules, their coalitions, and solutions by linear and integer programs."""

import math
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, islice

import numpy as np
import pytest

import stemgewicht as sg

EEC = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
FANO = sg.CoalitionRule(7, [[0, 1, 2], [0, 3, 4], [0, 5, 6], [1, 3, 5], [1, 4, 6], [2, 3, 6], [2, 4, 5]])
KINDS = ("winning", "minimal_winning", "shift_minimal", "blocking", "minimal_blocking")


def test_the_properties_of_the_eec_of_1958():
    properties = sg.rule_properties(EEC)
    assert properties.null_members == [5]
    assert properties.veto_members == properties.passers == []
    assert properties.dictator is None
    assert (properties.proper, properties.strong, properties.constant_sum, properties.complete) == (
        True,
        False,
        False,
        True,
    )
    assert properties.classes == [[0, 1, 2], [3, 4], [5]]
    assert "null_members=[5], veto_members=[]" in repr(properties)
    board = sg.load_board("eec-1958")
    assert board.names_of(sg.rule_properties(board).null_members) == ["Luxembourg"]


def test_vetoes_passers_and_dictators():
    assert sg.rule_properties(sg.WeightedRule([4, 3, 2, 1], 7)).veto_members == [0]
    assert sg.rule_properties(sg.WeightedRule([3, 1, 1, 1], 3)).passers == [0]
    dictator = sg.rule_properties(sg.WeightedRule([6, 2, 2, 1], 6))
    assert (dictator.dictator, dictator.null_members, dictator.constant_sum) == (0, [1, 2, 3], True)


def test_the_lines_of_the_fano_plane_are_constant_sum_and_not_complete():
    properties = sg.rule_properties(FANO)
    assert (properties.constant_sum, properties.complete) == (True, False)
    assert sg.is_proper(FANO)
    assert not sg.is_proper(sg.CoalitionRule(4, [[0, 1], [2, 3]]))
    assert sg.is_proper(sg.WeightedRule([3, 3, 3], 4))
    assert not sg.is_proper(sg.WeightedRule([2, 2, 1, 1], 3))


def brute_force(rule, kind):
    members = range(rule.member_count)
    sets = [frozenset(s) for k in range(rule.member_count + 1) for s in combinations(members, k)]

    def wins(s):
        return rule.wins(s)

    def blocks(s):
        return not rule.wins(set(members) - s)

    def minimal(family):
        return {s for s in sets if family(s) and not any(family(s - {i}) for i in s)}

    def at_least(i, j):
        return all(wins(s | {i}) or not wins(s | {j}) for s in sets if i not in s and j not in s)

    def shifts(s):
        return any(
            at_least(i, j) and not at_least(j, i) and wins(s - {i} | {j}) for i in s for j in members if j not in s
        )

    return {
        "winning": lambda: {s for s in sets if wins(s)},
        "minimal_winning": lambda: minimal(wins),
        "shift_minimal": lambda: {s for s in minimal(wins) if not shifts(s)},
        "blocking": lambda: {s for s in sets if blocks(s)},
        "minimal_blocking": lambda: minimal(blocks),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", [EEC, FANO, sg.all_of([EEC, sg.majority_rule([1] * 6)]), sg.WeightedRule([1], 1)])
def test_coalitions_are_those_of_the_definition_each_of_them_once(rule, kind):
    listed = list(sg.coalitions(rule, kind))
    assert set(listed) == brute_force(rule, kind)
    assert len(listed) == len(set(listed)) == sg.coalition_count(rule, kind)
    assert {type(s) for s in listed} == {frozenset}


def test_coalitions_of_a_board_are_named():
    board = sg.load_board("eec-1958")
    assert frozenset({"France", "Germany", "Italy"}) in set(sg.coalitions(board))
    assert sg.coalition_count(board) == 4


def test_coalitions_are_listed_lazily():
    # Half of the sets of 41 members win: 2^40.
    rule = sg.majority_rule([1] * 41)
    begin = time.perf_counter()
    listing = sg.coalitions(rule, "winning")
    assert isinstance(listing, Iterator)
    assert iter(listing) is listing
    first = list(islice(listing, 1000))
    assert time.perf_counter() - begin < 10
    assert len(set(first)) == 1000
    assert all(len(s) > 20 for s in first)
    assert sg.coalition_count(rule, "winning") == 2**40
    assert sg.coalition_count(rule) == math.comb(41, 21)
    assert sg.coalition_count(sg.majority_rule([1] * 201), "winning") == 2**200


def test_an_unknown_kind_is_refused():
    for function in (sg.coalitions, sg.coalition_count):
        with pytest.raises(ValueError, match=r'^kind: must be one of winning, .*, got "losing"$'):
            function(EEC, "losing")


def test_a_rule_of_your_own_is_refused_where_only_those_of_the_library_will_do():
    class Own:
        member_count = 3

        def wins(self, yes_voters):
            return len(yes_voters) > 1

    for function in (sg.rule_properties, sg.is_proper, sg.coalitions, sg.coalition_count):
        with pytest.raises(ValueError, match=r"^rule: must be a rule of the library for this, such as a CoalitionRule"):
            function(Own())
    assert sg.nucleolus(Own(), fractions=True) == [Fraction(1, 3)] * 3


def test_the_nucleolus_of_known_games():
    # One large member and three small ones: the large one has as much as two of the small.
    assert sg.nucleolus(sg.WeightedRule([2, 1, 1, 1], 3), fractions=True) == [Fraction(2, 5), *[Fraction(1, 5)] * 3]
    assert sg.nucleolus(sg.WeightedRule([3, 1, 1], 4)).tolist() == [1, 0, 0]
    values = sg.nucleolus(EEC)
    assert isinstance(values, np.ndarray)
    assert sum(sg.nucleolus(EEC, fractions=True)) == 1
    assert sg.prenucleolus(EEC, fractions=True) == sg.nucleolus(EEC, fractions=True)


@pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")
def test_the_nucleolus_does_not_exist_where_two_members_win_alone():
    either = sg.WeightedRule([1, 1], 1)
    with pytest.raises(ValueError, match="prenucleolus"):
        sg.nucleolus(either)
    assert sg.prenucleolus(either, fractions=True) == [Fraction(1, 2)] * 2


def test_the_minimum_sum_representation_has_the_least_weights():
    least = sg.minimum_sum_representation(sg.WeightedRule([50, 49, 1], 51))
    assert (least.rule, least.sum, least.unique, least.types_preserved) == (
        sg.WeightedRule([2, 1, 1], 3),
        4,
        True,
        True,
    )
    assert least.fractions == [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    assert least.values.tolist() == [0.5, 0.25, 0.25]
    assert repr(least).startswith("MinimumSumRepresentation(rule=WeightedRule([2, 1, 1], quota=3), sum=4")
    with pytest.raises(ValueError, match="weighted"):
        sg.minimum_sum_representation(FANO)


def test_weights_or_the_proof_that_there_are_none():
    found = sg.weightedness(sg.all_of([sg.WeightedRule([2, 1, 1], 3), sg.majority_rule([1, 1, 1])]))
    assert found.trade is None
    assert set(sg.coalitions(found.rule)) == {frozenset({0, 1}), frozenset({0, 2})}
    none = sg.weightedness(FANO)
    assert none.rule is None
    winning, losing = none.trade.winning, none.trade.losing
    assert len(winning) == len(losing) > 0
    assert all(FANO.wins(s) for s in winning)
    assert not any(FANO.wins(s) for s in losing)
    assert sorted(i for s in winning for i in s) == sorted(i for s in losing for i in s)
    assert "rule=None" in repr(none)


def test_solutions_refuse_more_than_twelve_members():
    rule = sg.majority_rule([1] * 13)
    assert sg.weightedness(rule).rule == rule  # it is given by its weights
    for function in (sg.nucleolus, sg.prenucleolus, sg.minimum_sum_representation):
        with pytest.raises(ValueError, match=rf"^{function.__name__}: carries up to 12 members, got 13"):
            function(rule)
