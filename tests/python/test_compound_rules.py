"""Rules that are made of other rules, rules by a list, and functions from rule to rule."""

import copy
import pickle
import warnings
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

import stemgewicht as sg

MAJORITY = sg.majority_rule([1, 1, 1])
EEC = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=12)
HEADS = sg.majority_rule([1] * 6)
RULES = [
    sg.all_of([EEC, HEADS]),
    sg.any_of([sg.all_of([EEC, HEADS]), sg.WeightedRule([1] * 6, 6)]),
    sg.at_least(2, [EEC, HEADS, sg.WeightedRule([1, 1, 0, 0, 0, 0], 2)]),
    sg.CombinedRule(
        MAJORITY, [([0, 1, 2], MAJORITY), ([3, 3], sg.WeightedRule([1, 1], 2)), ([4], sg.majority_rule([1]))]
    ),
    sg.CombinedRule(sg.majority_rule([1]), [([0, 2], sg.WeightedRule([1, 1], 1))], members=4),
    sg.CoalitionRule(4, [[0, 1], [1, 2], [2, 3]]),
    sg.IncompatibleRule(EEC, [(0, 1), (2, 5)]),
    sg.RestrictedRule(sg.all_of([EEC, HEADS]), [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]),
]


def winning_sets(rule):
    members = range(rule.member_count)
    return {s for k in range(rule.member_count + 1) for s in combinations(members, k) if rule.wins(s)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_rules_are_values_that_print_as_they_are_made(rule):
    assert eval(repr(rule), {name: getattr(sg, name) for name in sg.__all__}) == rule
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert copy.deepcopy(rule) == rule
    assert rule != EEC
    with pytest.raises(AttributeError):
        rule.member_count = 3


def test_the_parts_of_a_rule_can_be_read():
    rule = RULES[3]
    assert rule.top == MAJORITY
    assert rule.parts == [([0, 1, 2], MAJORITY), ([3, 3], sg.WeightedRule([1, 1], 2)), ([4], sg.majority_rule([1]))]
    assert rule.member_count == 5
    assert RULES[4].member_count == 4
    assert RULES[5].minimal_winning == [[0, 1], [1, 2], [2, 3]]
    assert (RULES[6].rule, RULES[6].pairs) == (EEC, [(0, 1), (2, 5)])
    assert RULES[7].edges[0] == (0, 1)
    assert RULES[7].rule == RULES[0]


def test_a_motion_passes_under_all_any_or_some_of_the_rules():
    pair, heads = sg.WeightedRule([1, 1, 0], 2), sg.WeightedRule([1, 1, 1], 2)
    assert winning_sets(sg.all_of([pair, heads])) == winning_sets(pair)
    assert winning_sets(sg.any_of([pair, heads])) == winning_sets(heads)
    third = sg.WeightedRule([0, 0, 1], 1)
    assert winning_sets(sg.at_least(2, [pair, heads, third])) == {(0, 1), (0, 1, 2), (0, 2), (1, 2)}
    assert winning_sets(sg.at_least(2, (rule for rule in (pair, third)))) == {(0, 1, 2)}


def test_a_combined_rule_of_councils_is_the_composite_rule():
    councils = [([0, 3], sg.majority_rule([2, 1])), ([1, 2, 4], MAJORITY)]
    top = sg.WeightedRule([1, 1], 2)
    composite = sg.CompositeRule(top, [sg.Block(members, rule) for members, rule in councils])
    combined = sg.CombinedRule(top, councils)
    assert winning_sets(combined) == winning_sets(composite)
    for index in (sg.banzhaf, sg.shapley_shubik, sg.johnston, sg.shift):
        assert index(combined, fractions=True) == index(composite, fractions=True)
    assert sg.outvoted(combined, composite).outvoted == pytest.approx(0, abs=1e-15)


def test_a_board_stands_for_its_rule():
    board = sg.load_board("eec-1958")
    assert sg.all_of([board, HEADS]) == sg.all_of([EEC, HEADS])
    assert sg.merged(board, ["Belgium", "Netherlands", "Luxembourg"]).weights == [4, 4, 4, 5]
    assert sg.IncompatibleRule(board, [("France", "Germany")]).pairs == [(0, 1)]
    names = board.names
    line = sg.RestrictedRule(board, [(names[0], 1), (1, names[2])])
    assert line.edges == [(0, 1), (1, 2)]


def test_coalitions_that_contain_another_are_left_out_with_a_warning():
    with pytest.warns(UserWarning, match=r"^coalitions: 2 of 4 contain another one of the list and were left out$"):
        rule = sg.CoalitionRule(4, [[0, 1], [0, 1, 2], [2, 3], (3, 2)])
    assert rule.minimal_winning == [[0, 1], [2, 3]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert pickle.loads(pickle.dumps(rule)) == rule


def test_members_who_never_vote_together_win_by_the_part_of_a_set_without_such_a_pair():
    rule = sg.IncompatibleRule(sg.WeightedRule([2, 2, 1, 1], 3), [(0, 1)])
    assert {s for s in winning_sets(rule) if len(s) == 2} == {(0, 2), (0, 3), (1, 2), (1, 3)}
    assert not rule.wins([0, 1])
    assert rule.wins([0, 1, 2])


def test_members_who_cannot_talk_win_by_one_component():
    rule = sg.RestrictedRule(sg.majority_rule([1] * 5), [(0, 1), (1, 2), (2, 3), (3, 4)])
    assert rule.wins([1, 2, 3])
    assert not rule.wins([0, 1, 3, 4])


class Graph:
    """What networkx gives: nodes are members, edges can be iterated."""

    def __init__(self, edges):
        self.edges = edges


def test_a_graph_with_edges_is_taken_as_it_is():
    edges = [(0, 1), (1, 2), (3, 4)]
    rule = sg.majority_rule([1] * 5)
    assert sg.RestrictedRule(rule, Graph(edges)) == sg.RestrictedRule(rule, edges)
    assert sg.myerson(rule, Graph(iter(edges)), fractions=True) == sg.myerson(rule, np.array(edges), fractions=True)


def test_a_graph_of_networkx_is_taken_as_it_is():
    networkx = pytest.importorskip("networkx")
    graph = networkx.path_graph(5)
    rule = sg.majority_rule([1] * 5)
    assert sg.myerson(rule, graph, fractions=True) == sg.myerson(rule, [(i, i + 1) for i in range(4)], fractions=True)


def test_a_bloc_takes_the_place_of_its_first_member():
    assert sg.merged(EEC, [4, 1, 5]) == sg.WeightedRule([4, 7, 4, 2], 12)
    double = sg.merged(sg.all_of([EEC, HEADS]), [4, 1, 5])
    assert winning_sets(double) == winning_sets(
        sg.all_of([sg.merged(EEC, [1, 4, 5]), sg.WeightedRule([1, 3, 1, 1], 4)])
    )


def test_a_member_is_split_into_a_council_or_into_free_parts():
    rule = sg.WeightedRule([3, 2, 2], 4)
    assert sg.split_weight(rule, 0, [2, 1]) == sg.WeightedRule([2, 1, 2, 2], 4)
    council = sg.split(rule, 1, MAJORITY)
    assert council.member_count == 5
    assert council.wins([0, 1, 3])
    assert not council.wins([0, 1])
    assert sg.shapley_shubik(sg.split(rule, 1, sg.majority_rule([1])), fractions=True) == [Fraction(1, 3)] * 3


def test_the_rule_between_unions_has_one_vote_for_each():
    board = sg.load_board("madrid-assembly-2015")
    unions = board.groupings["union"]
    quotient = sg.quotient_rule(board, "union")
    assert quotient.member_count == unions.group_count
    assert quotient == sg.quotient_rule(board, unions)
    table = sg.power_of_unions(board, "union", "banzhaf", fractions=True)
    assert table.columns == ["name", "weight", "banzhaf"]
    assert table["name"] == unions.labels
    assert table["weight"] == quotient.weights
    assert table["banzhaf"] == [str(value) for value in sg.banzhaf(quotient, fractions=True)]


def test_unions_may_be_labels_lists_names_or_a_grouping():
    expected = sg.owen(EEC, [0, 0, 1, 2, 2, 2], fractions=True)
    forms = [
        list("aabccc"),
        np.array([7, 7, 1, 0, 0, 0]),
        [[0, 1], [2], [3, 4, 5]],
        [(2,), {5, 4, 3}, frozenset([1, 0])],
        sg.Grouping(list("aabccc")),
    ]
    for unions in forms:
        assert sg.owen(EEC, unions, fractions=True) == expected
    board = sg.load_board("eec-1958")
    named = [["France", "Germany"], ["Italy"], ["Belgium", "Netherlands", "Luxembourg"]]
    assert sg.owen(board, named, fractions=True) == expected
    assert sg.power_of_unions(board, named, "rae")["name"] == ["1", "2", "3"]


def test_the_power_table_takes_unions_and_a_graph():
    table = sg.power(EEC, unions=[0, 0, 1, 2, 2, 2], edges=[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)], fractions=True)
    no_veto_player = {"tijs"}
    kinds = {name: kind for name, kind in sg._core.index_kinds.items() if name not in no_veto_player}
    assert table.columns[2:] == [name for name, kind in kinds.items() if kind != "whole"]
    whole = [name for name, kind in sg._core.index_kinds.items() if kind == "whole"]
    assert [note.split(",")[0] for note in table.notes[: len(whole)]] == whole
    assert table["owen"] == [str(value) for value in sg.owen(EEC, [0, 0, 1, 2, 2, 2], fractions=True)]
    path = [(i, i + 1) for i in range(5)]
    assert table["myerson"] == [str(value) for value in sg.myerson(EEC, path, fractions=True)]
    assert any(note.startswith("minimum_sum_representation: quota ") for note in table.notes)


def test_the_power_table_of_a_rule_of_your_own_has_all_indices_too():
    class Own:
        member_count = 6
        calls = 0

        def wins(self, yes_voters):
            Own.calls += 1
            return EEC.wins(yes_voters)

    options = {"unions": [0, 0, 1, 2, 2, 2], "edges": [(0, 1), (1, 2), (2, 3)]}
    own, known = sg.power(Own(), **options), sg.power(EEC, **options)
    assert Own.calls == 2**6
    of_weights = {"weight", "colomer_martinez", "johnston_colomer_martinez"}
    assert [column for column in known.columns if column not in of_weights] == own.columns
    for column in own.columns[1:]:
        np.testing.assert_allclose(own[column], known[column], rtol=0, atol=1e-12)
    assert own.notes[0] == known.notes[0]


@pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_every_measure_takes_every_rule(rule):
    members = rule.member_count
    for model in ("ic", "iac", sg.grouped([i % 2 for i in range(members)])):
        expected = sg.pass_probability(rule, model, "enumerate")
        for method in ("auto", "exact", "decision_diagram", sg.DecisionDiagram(maximum_states=1000)):
            assert sg.pass_probability(rule, model, method) == pytest.approx(expected, abs=1e-12)
        risks = sg.outvoted_members(rule, model)
        assert [r.outvoted for r in risks] == pytest.approx(
            [r.outvoted for r in sg.outvoted_members(rule, model, "enumerate")], abs=1e-12
        )
        position = sg.majority_rule([1] * members)
        for method in ("auto", "decision_diagram"):
            assert sg.outvoted(rule, position, model, method).outvoted == pytest.approx(
                sg.outvoted(rule, position, model, "enumerate").outvoted, abs=1e-12
            )
    assert sg.power(rule).columns[0] == "name"


def test_a_diagram_that_is_too_large_is_refused():
    with pytest.raises(ValueError, match=r"^decision_diagram: .*more than 2 states"):
        sg.banzhaf(EEC, sg.DecisionDiagram(maximum_states=2))
    assert repr(sg.DecisionDiagram(maximum_states=7)) == "DecisionDiagram(maximum_states=7)"


def test_rules_nested_deeper_than_anybody_writes_are_refused_at_once():
    rule = sg.WeightedRule([1, 1, 1], 2)
    for _ in range(100):
        rule = sg.all_of([rule])
    with pytest.raises(ValueError, match=r"^rule\.parts\[0\]\.rule: must be rules nested at most 100 deep, got 101$"):
        sg.all_of([rule])
