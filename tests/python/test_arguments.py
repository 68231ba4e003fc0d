"""What an argument must be is told in one line, and nothing is cut off or lost on the way to it."""

import inspect
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg
from stemgewicht import _arguments, _core

RULE = sg.majority_rule([1, 1, 1])
EEC = sg.load_board("eec-1958")
ATTENDED = sg.AttendanceRule([1, 1, 1])
LONE = "\udc80"  # half of a character


def error_of(call):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    return str(caught.value)


WHOLE = {
    "AttendanceRule.quorum": lambda n: sg.AttendanceRule([1, 1, 1], quorum=n),
    "AttendanceRule.chair": lambda n: sg.AttendanceRule([1, 1, 1], chair=n),
    "member_position.member": lambda n: sg.member_position(n, 3),
    "member_position.member_count": lambda n: sg.member_position(0, n),
    "at_least": lambda n: sg.at_least(n, [RULE, RULE, RULE]),
    "CombinedRule.members": lambda n: sg.CombinedRule(RULE, [([0], sg.majority_rule([1]))] * 3, members=n),
    "CombinedRule.parts": lambda n: sg.CombinedRule(RULE, [([n], sg.majority_rule([1]))] * 3),
    "CoalitionRule": lambda n: sg.CoalitionRule(n, [[0]]),
    "CoalitionRule.coalitions": lambda n: sg.CoalitionRule(3, [[n]]),
    "Block": lambda n: sg.Block([n], sg.majority_rule([1])),
    "wins": lambda n: RULE.wins([n]),
    "banzhaf.threads": lambda n: sg.banzhaf(RULE, threads=n),
    "Exact.threads": lambda n: sg.Exact(threads=n),
    "Exact.memory": lambda n: sg.Exact(memory=n),
    "Exact.maximum_nodes": lambda n: sg.Exact(maximum_nodes=n),
    "DecisionDiagram": lambda n: sg.DecisionDiagram(maximum_states=n),
    "MeetInTheMiddle": lambda n: sg.MeetInTheMiddle(threads=n),
    "Normal": lambda n: sg.Normal(panels=n),
    "MonteCarlo.samples": lambda n: sg.MonteCarlo(n),
    "MonteCarlo.seed": lambda n: sg.MonteCarlo(seed=n),
    "MonteCarlo.threads": lambda n: sg.MonteCarlo(threads=n),
    "Conditional.randomizations": lambda n: sg.Conditional(randomizations=n),
    "Conditional.threads": lambda n: sg.Conditional(threads=n),
    "small_boards.threads": lambda n: sg.small_boards([[1, 1]], [2], threads=n),
    "quota_curve.quotas": lambda n: sg.quota_curve(RULE, [n]),
    "quota_curve.threads": lambda n: sg.quota_curve(RULE, [2], threads=n),
    "pair_games": lambda n: sg.pair_games(n),
    "pair_games.member": lambda n: sg.pair_games(3, n),
    "pair_game": lambda n: sg.pair_game(RULE, n),
    "weight_steps": lambda n: sg.weight_steps([1, 1, 1], n),
    "merged": lambda n: sg.merged(RULE, [n]),
    "split": lambda n: sg.split(RULE, n, RULE),
    "pairwise_agreement": lambda n: sg.pairwise_agreement("ic", n),
    "owen": lambda n: sg.owen(RULE, [[0, 1], [n]]),
    "myerson": lambda n: sg.myerson(RULE, [(0, n), (0, 1), (1, 2)]),
    "options.threads": lambda n: sg.options(options="centre", models="ic", threads=n),
    "claims.threads": lambda n: sg.claims(claims=sg.claim_ids[0], threads=n),
}


@pytest.mark.parametrize(
    "value",
    [2.7, 2.0, np.float32(2.7), np.float64(2.7), np.array(2.7), Decimal("2.7"), Decimal(2), Fraction(5, 2), "2"],
    ids=repr,
)
@pytest.mark.parametrize("call", WHOLE.values(), ids=WHOLE)
def test_a_whole_number_is_never_made_of_another_number(call, value):
    message = error_of(lambda: call(value))
    assert re.fullmatch(r"[\w.\[\], ]+: must be .+, got .+", message), message


@pytest.mark.parametrize("value", [2, np.int8(2), np.uint64(2), np.array(2)], ids=repr)
def test_whole_numbers_may_be_of_any_type(value):
    assert sg.AttendanceRule([1, 1, 1], quorum=value).quorum == 2
    assert sg.member_position(value, 3) == sg.WeightedRule([0, 0, 1], 1)
    assert sg.at_least(value, [RULE, RULE]).top == sg.WeightedRule([1, 1], 2)
    assert sg.MonteCarlo(threads=value).threads == 2
    assert sg.Block([value], sg.majority_rule([1])).members == [2]


def test_a_cell_of_a_table_keeps_its_number():
    values = (np.float32(2.75), Fraction(1, 4), Decimal("0.5"), np.array(1.5), np.int8(3), 2**60)
    cells = _core.Table("t", ["a"] * 6, [values], []).rows[0]
    assert cells == (2.75, 0.25, 0.5, 1.5, 3, 2**60)


class Altered(sg.WeightedRule):
    """A rule that passes where nobody votes no."""

    def wins(self, yes_voters):
        return len(yes_voters) == self.member_count


ALTERED = Altered([1, 1, 1], 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sg.banzhaf(), "rule: must be given, got nothing"),
        (lambda: sg.banzhaf(RULE, quota=3), "banzhaf: must be called with rule, method, fractions, threads, got quota"),
        (lambda: sg.banzhaf(RULE, rule=3), "rule: must be given once, got it twice"),
        (
            lambda: sg.banzhaf(RULE, "auto", True),
            "banzhaf: must be called with rule, method, and what follows by name, got True",
        ),
        (lambda: sg.banzhaf(RULE, fractions="yes"), 'fractions: must be True or False, got "yes"'),
        (lambda: sg.banzhaf(RULE, threads="two"), 'threads: must be a whole number or None, got "two"'),
        (lambda: sg.banzhaf(RULE, threads=2.5), "threads: must be a whole number or None, got 2.5"),
        (lambda: sg.banzhaf(RULE, threads=2**40), f"threads: must be a whole number below 2^31, got {2**40}"),
        (lambda: sg.pair_games(-1), "members: must be a whole number of 0 or more, got -1"),
        (lambda: sg.pair_games(2**64), f"members: must be a whole number below 2^63, got {2**64}"),
        (lambda: sg.beta("a", 1), 'a: must be a number, got "a"'),
        (lambda: sg.independent("a"), 'yes: must be a number or a list of numbers, got "a"'),
        (lambda: sg.independent([0.5, None]), "yes[1]: must be a number, got None"),
        (lambda: sg.Cohesion(["a"], 0.1, 3), "own: must be a dictionary, got 3"),
        (lambda: sg.Cohesion(["a"], 0.1, {"a": "b"}), 'own["a"]: must be a number, got "b"'),
        (lambda: sg.Block([0, -1], RULE), "members[1]: must be a whole number of 0 or more, got -1"),
        (lambda: sg.Block([0], 3), "rule: must be a WeightedRule, got 3"),
        (lambda: sg.CompositeRule(RULE, [3]), "blocks[0]: must be a Block, got 3"),
        (lambda: sg.CompositeRule(RULE, 3), "blocks: must be a list of Blocks, got 3"),
        (lambda: sg.WeightedRule(), "weights: must be given, got nothing"),
        (lambda: sg.outvoted(RULE, RULE, ties=4), "ties: must be a text, got 4"),
        (lambda: sg.outvoted(RULE), "position: must be given, got nothing"),
        (
            lambda: sg.outvoted(ATTENDED, RULE, holders=4),
            "holders: must be a text, got 4",
        ),
        (lambda: sg.attendance_rule(RULE), f"board: must be a Board, got {RULE}"),
        (
            lambda: sg.meeting_positions(ATTENDED, [RULE, 3]),
            "positions[1]: must be a WeightedRule, got 3",
        ),
        (lambda: sg.parse_board(3), "text: must be a text, got 3"),
        (lambda: sg.power(RULE, 3), "index: must be a text or a list of texts, got 3"),
        (lambda: sg.power(RULE, ["rae", 3]), "index[1]: must be a text, got 3"),
        (lambda: sg.small_boards([[1, 1]], [2], values=3), "values: must be a text or a list of texts, got 3"),
        (lambda: RULE.wins(3), "yes_voters: must be a list, got 3"),
        (lambda: sg.pass_bounds(RULE, "a"), 'yes: must be a number, got "a"'),
        (lambda: sg.pass_bounds(RULE, [0.5, None, 0.5]), "yes[1]: must be a number, got None"),
        (lambda: sg.phase(family=0.5), "family: must be a list of numbers, got 0.5"),
        (lambda: sg.phase(family=[0.5, "a"]), 'family[1]: must be a number, got "a"'),
        (lambda: sg.portfolio(shares={"policy": "half"}), 'shares.policy: must be a number, got "half"'),
        (lambda: sg.portfolio(threads=2.5), "threads: must be a whole number, got 2.5"),
        (lambda: sg.power(RULE, names=3), "names: must be a list of texts, got 3"),
        (lambda: sg.member_position(0, 2**62), "memory: must be enough for the sizes of this call, got less"),
        (lambda: sg.CoalitionRule(2**45, [[0]] * 2), "memory: must be enough for the sizes of this call, got less"),
    ],
    ids=[f"call{i}" for i in range(39)],
)
def test_a_call_that_does_not_fit_is_told_why_in_one_line(call, message):
    with pytest.raises((TypeError, ValueError, MemoryError)) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "call",
    [
        lambda: sg.WeightedRule([LONE], 1),
        lambda: sg.WeightedRule([1], LONE),
        lambda: sg.AttendanceRule([1], LONE),
        lambda: sg.AttendanceRule([1], tie=LONE),
        lambda: sg.grouped([LONE, "a", "a"]),
        lambda: sg.Grouping(["a"], LONE),
        lambda: sg.Cohesion(["a"], 0.1, {LONE: 0.2}),
        lambda: sg.observed([[1, 0]], LONE),
        lambda: sg.owen(RULE, [LONE, "a", "a"]),
        lambda: sg.owen(EEC, LONE),
        lambda: sg.load_board(LONE),
        lambda: sg.parse_board(f'title = "{LONE}"'),
        lambda: EEC.member_index(LONE),
        lambda: sg.split(EEC, LONE, RULE),
        lambda: sg.banzhaf(RULE, LONE),
        lambda: sg.outvoted(RULE, RULE, LONE),
        lambda: sg.outvoted(EEC, EEC, LONE),
        lambda: sg.outvoted(RULE, RULE, ties=LONE),
        lambda: sg.coalitions(RULE, LONE),
        lambda: sg.quota_curve(RULE, LONE),
        lambda: sg.quota_curve(RULE, [2], LONE),
        lambda: sg.small_boards([[1, 1]], [2], values=LONE),
        lambda: sg.tipping_points([1], LONE),
        lambda: sg.power(RULE, LONE),
        lambda: sg.options(models=LONE),
        lambda: sg.options(schemes=[LONE]),
        lambda: sg.options(baseline=LONE),
        lambda: sg.portfolio(shares={LONE: 1}),
        lambda: sg.Table(["a"], [(LONE,)]).to_csv(),
    ],
    ids=range(29),
)
def test_half_a_character_is_refused_by_name_and_printable(call):
    with pytest.raises(ValueError) as caught:
        call()
    message = str(caught.value)
    assert re.match(r"[\w.\[\]\"\\]+: must be .+", message), message
    message.encode()


def test_a_class_with_a_rule_of_its_own_is_asked():
    assert sg.banzhaf(ALTERED).tolist() == [0.25] * 3
    assert sg.pass_probability(ALTERED) == 0.125
    assert sg.power(ALTERED, "banzhaf")["banzhaf"] == [0.25] * 3
    assert sg.outvoted(RULE, ALTERED).tied == 0.75
    instance = type("Plain", (sg.WeightedRule,), {})([1, 1, 1], 2)
    assert sg.banzhaf(instance).tolist() == [0.5] * 3
    instance.wins = ALTERED.wins
    assert sg.banzhaf(instance).tolist() == [0.25] * 3


@pytest.mark.parametrize(
    "call",
    [
        lambda: sg.all_of([RULE, ALTERED]),
        lambda: sg.Block([0, 1, 2], ALTERED),
        lambda: sg.CompositeRule(ALTERED, []),
        lambda: sg.position_standings(RULE, [RULE, ALTERED]),
        lambda: sg.fate_gradient(RULE, ALTERED),
        lambda: sg.outvoted(ATTENDED, ALTERED),
        lambda: sg.meeting_positions(ATTENDED, [ALTERED]),
        lambda: sg.loyalty(EEC, ALTERED),
        lambda: sg.quota_curve(ALTERED, [2]),
        lambda: sg.outcome_chances(type("Own", (sg.AttendanceRule,), {"outcome": None})([1, 1, 1])),
    ],
    ids=range(10),
)
def test_a_class_with_a_rule_of_its_own_is_refused_where_it_would_not_be_asked(call):
    with pytest.raises((TypeError, ValueError), match=r"^[\w\[\]]+: must be "):
        call()


def functions_of_the_extension():
    for name, thing in vars(_core).items():
        members = vars(thing).items() if isinstance(thing, type) else [(name, thing)]
        for member, found in members:
            function = found.__func__ if isinstance(found, staticmethod) else found
            if callable(function):
                yield f"{name}.{member}", function


SIGNATURE = re.compile(r"^(?:\d+\. )?\w+(\(.*\) -> .*)$", re.MULTILINE)


def test_every_class_is_known_by_its_name_where_it_is_taken_or_given():
    for name, function in functions_of_the_extension():
        if name.endswith("__getstate__"):  # of parts that Python sees as tuples
            continue
        for signature in SIGNATURE.findall(inspect.getdoc(function) or ""):
            assert "stemgewicht::" not in signature, name


def test_every_signature_is_understood():
    known = {*_arguments.WORDS, "object", "tuple", "None"}
    seen = 0
    for name, function in functions_of_the_extension():
        for signature in SIGNATURE.findall(inspect.getdoc(function) or ""):
            for parameter in _arguments.parameters_of(signature):
                for kind in parameter.types:
                    type_name = _arguments._type_name(kind)
                    assert type_name in known or type_name.startswith("stemgewicht._core."), f"{name}: {type_name}"
                    seen += 1
    assert seen > 500
