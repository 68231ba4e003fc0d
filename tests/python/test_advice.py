"""No message names a method that the same call would refuse."""

import re
import warnings

import pytest

import stemgewicht as sg

METHODS = [
    "exact",
    "decision_diagram",
    "enumerate",
    "meet_in_the_middle",
    "monte_carlo",
    "conditional",
    "normal",
    "fourier",
]
NAMES = re.compile(r"\b(" + "|".join(METHODS) + r")\b(?! method)")
QUICK = {
    "exact": sg.Exact(memory=1 << 20),
    "meet_in_the_middle": sg.MeetInTheMiddle(memory=1 << 20),
    "decision_diagram": sg.DecisionDiagram(maximum_states=3_000),
    "monte_carlo": sg.MonteCarlo(samples=1_000),
    "conditional": sg.Conditional(points=4, randomizations=2),
}
SCANT = QUICK | {
    "exact": sg.Exact(memory=1_000, maximum_nodes=10),
    "meet_in_the_middle": sg.MeetInTheMiddle(memory=100),
    "decision_diagram": sg.DecisionDiagram(maximum_states=3),
}
LIMITS = {"ample": QUICK, "scant": SCANT}


class Own:
    """A rule of your own."""

    def __init__(self, members):
        self.member_count = members

    def wins(self, yes):
        return len(yes) > self.member_count / 2


class OwnMeeting:
    """A rule with abstention of your own."""

    def __init__(self, members):
        self.member_count = members

    def outcome(self, yes, no, absent):
        return "passes" if len(yes) > len(no) else "fails"


def composite(members):
    blocks = [
        sg.Block(list(range(i, min(i + 4, members))), sg.majority_rule([3, 2, 2, 1][: members - i]))
        for i in range(0, members, 4)
    ]
    return sg.CompositeRule(sg.majority_rule([1] * len(blocks)), blocks)


SMALL = sg.WeightedRule([4, 3, 2, 1], 6)
HUGE = sg.majority_rule([10**9 + 7 * i * i for i in range(40)])
MANY = sg.majority_rule([10**12 + 7919 * i * i for i in range(70)])
RULES = {
    "weighted": SMALL,
    "composite": composite(8),
    "combined": sg.all_of([SMALL, sg.WeightedRule([1, 1, 1, 1], 3)]),
    "any": sg.any_of([SMALL, sg.WeightedRule([1, 1, 1, 1], 3)]),
    "coalitions": sg.CoalitionRule(4, [[0, 1], [0, 2, 3]]),
    "incompatible": sg.IncompatibleRule(SMALL, [(0, 3)]),
    "own": Own(4),
    "large own": Own(26),
    "huge weights": HUGE,
    "large composite": composite(40),
}
# These answer for some index, after minutes and gigabytes.
SLOW_FOR_INDICES = {"huge weights": ["exact", "conditional"], "large composite": ["exact", "decision_diagram"]}
MEETINGS = {
    "attendance": sg.AttendanceRule([4, 3, 2, 1], quorum=2),
    "large attendance": sg.AttendanceRule([1] * 20, quorum=2),
    "wide attendance": sg.AttendanceRule([4849.12] + [42.22] * 11, share="2/3", more_than=False, quota="majority"),
    "statute": sg.Statute("present weight >= 1/2 and cast weight > 1/2", [4, 3, 2, 1]),
    "large statute": sg.Statute("present weight >= 1/2 and cast weight > 1/2", [1000 + i * i for i in range(16)]),
    "own": OwnMeeting(4),
    "large own": OwnMeeting(16),
}


def halves(members, every=2):
    return ["a" if i % every == 0 else "b" for i in range(members)]


def crossing(members):
    """Moods of two groupings that cross each other: too many laws for exact ways."""
    sides = [
        sg.Grouping([str(i // 2) for i in range(members)], "side"),
        sg.Grouping([str(i % 7) for i in range(members)], "part"),
    ]
    return sg.factor([(side, 0.4) for side in sides])


MODELS = {
    "ic": lambda _members: "ic",
    "iac": lambda _members: "iac",
    "own": lambda members: sg.independent([0.3 + 0.4 * i / members for i in range(members)]),
    "grouped": lambda members: sg.grouped(halves(members)),
    "copy": lambda _members: sg.copy(region=0.4),
    "factor": lambda _members: sg.factor(region=0.4),
    "crossing": crossing,
}


def position_of(members):
    return sg.majority_rule([1, 1, 1] + [0] * (members - 3))


ON_RULES = {
    "pass_probability": sg.pass_probability,
    "member_standings": sg.member_standings,
    "position_standings": lambda rule, model, method: sg.position_standings(
        rule, [position_of(rule.member_count)], model, method
    ),
    "decisive": sg.decisive,
    "majority_deficit": sg.majority_deficit,
    "outvoted_members": sg.outvoted_members,
    "outvoted": lambda rule, model, method: sg.outvoted(rule, position_of(rule.member_count), model, method),
    "outvoted member": lambda rule, model, method: sg.outvoted(rule, 1, model, method),
    "outvoted two tiers": lambda rule, model, method: sg.outvoted(rule, composite(rule.member_count), model, method),
    "compare_outvoted": lambda rule, model, method: sg.compare_outvoted(
        rule, sg.majority_rule([1] * rule.member_count), position_of(rule.member_count), model, method
    ),
    "fractions": lambda rule, model, method: sg.outvoted_members(rule, model, method, fractions=True),
}
KINDS = sg._core.index_kinds
INDICES = {name: getattr(sg, name) for name, kind in KINDS.items() if kind in ("votes", "whole", "sets")}
OF_UNIONS = {name: getattr(sg, name) for name, kind in KINDS.items() if kind == "unions"}
ON_GRAPHS = {name: getattr(sg, name) for name, kind in KINDS.items() if kind == "graph"}
AT_MEETINGS = {
    "outcome_chances": lambda rule, model, method: sg.outcome_chances(rule, model, method, attendance=0.7),
    "outvoted_members": lambda rule, model, method: sg.outvoted_members(rule, model, method, attendance=0.7),
    "outvoted": lambda rule, model, method: sg.outvoted(
        rule, position_of(rule.member_count), model, method, attendance=0.7
    ),
    "meeting_outcomes": lambda rule, model, method: sg.meeting_outcomes(rule, model, method, attendance=0.7),
    "meeting_members": lambda rule, model, method: sg.meeting_members(rule, model, method, attendance=0.7),
    "meeting_positions": lambda rule, model, method: sg.meeting_positions(
        rule, [position_of(rule.member_count)], model, method, attendance=0.7
    ),
    "ternary_banzhaf": lambda rule, _model, method: sg.ternary_banzhaf(rule, method),
}


def refusal_of(call, *arguments):
    """What a call is refused with; empty where it answers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call(*arguments)
    except (ValueError, TypeError) as error:
        return str(error)
    return ""


def advised(message):
    """The methods that a message advises: those before "got" where one is refused, else those behind the size."""
    if message.startswith("method: must be"):
        return NAMES.findall(message.rsplit(", got ", 1)[0])
    advice = message.partition(";")[2]
    return [] if "without fractions" in advice else NAMES.findall(advice)


def is_circle(message, again):
    """Whether advice has led to a refusal that it should not. A list of what a measure takes is not about sizes; and
    where more memory is what helps, another method is offered without a promise that it fits."""
    if message.startswith("method: must be"):
        return again.startswith("method: must be")
    return bool(again) and not ("allow more memory" in message and "allow more memory" in again)


def circles(call, limits, without=()):
    """`call(method)` by each method, and by each that a refusal advises; those left out take minutes and answer."""
    found = {}
    refused = {method: refusal_of(call, limits.get(method, method)) for method in METHODS if method not in without}
    for method, message in refused.items():
        for other in advised(message):
            if is_circle(message, refused.get(other, "")):
                found[method, other] = (message, refused[other])
    return found


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("model", ["ic", "grouped", "crossing"])
@pytest.mark.parametrize("what", ON_RULES)
def test_advice_on_rules_can_be_followed(what, model, limits):
    for kind, rule in RULES.items():
        votes = MODELS[model](rule.member_count)
        found = circles(
            lambda method, rule=rule, votes=votes: ON_RULES[what](rule, votes, method),
            LIMITS[limits],
            without=["conditional"] if kind == "huge weights" else [],
        )
        assert (kind, found) == (kind, {})


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("kind", RULES)
def test_advice_on_indices_can_be_followed(kind, limits):
    rule, slow = RULES[kind], SLOW_FOR_INDICES.get(kind, [])
    edges = [(i, i + 1) for i in range(rule.member_count - 1)]
    for name, index in INDICES.items():
        for fractions in (False, True):
            call = lambda method: index(rule, method, fractions=fractions)  # noqa: B023, E731
            found = circles(call, LIMITS[limits], without=slow)
            assert (name, fractions, found) == (name, fractions, {})
    for name, index in OF_UNIONS.items():
        call = lambda method: index(rule, halves(rule.member_count), method)  # noqa: B023, E731
        found = circles(call, LIMITS[limits], without=slow)
        assert (name, found) == (name, {})
    for name, index in ON_GRAPHS.items():
        found = circles(lambda method: index(rule, edges, method), LIMITS[limits], without=slow)  # noqa: B023
        assert (name, found) == (name, {})


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("what", AT_MEETINGS)
def test_advice_on_meetings_can_be_followed(what, model, limits):
    for kind, rule in MEETINGS.items():
        votes = MODELS[model](rule.member_count)
        found = circles(lambda method, rule=rule, votes=votes: AT_MEETINGS[what](rule, votes, method), LIMITS[limits])
        assert (kind, found) == (kind, {})


@pytest.mark.parametrize("limits", LIMITS)
def test_advice_on_curves_can_be_followed(limits):
    for rule in (SMALL, HUGE, MANY):
        quotas = [rule.quota, rule.quota + 1]
        assert circles(lambda method: sg.quota_curve(rule, quotas, method=method), LIMITS[limits]) == {}  # noqa: B023


@pytest.mark.parametrize("limits", LIMITS)
@pytest.mark.parametrize("model", ["ic", "grouped", "crossing"])
def test_advice_on_mandates_can_be_followed(model, limits):
    councils = [sg.Block(list(range(i, i + 5)), sg.majority_rule([1] * 5)) for i in range(0, 40, 5)]
    votes = MODELS[model](40)
    assert circles(lambda method: sg.mandate_risks(HUGE, councils, votes, method), LIMITS[limits]) == {}


@pytest.mark.parametrize(
    "call",
    [
        lambda: sg.pairwise_agreement(crossing(40), 40),
        lambda: sg.fate_gradient(HUGE, position_of(40), crossing(40)),
        lambda: sg.fate_gradient(HUGE, position_of(40), "iac"),
        lambda: sg.rule_properties(sg.all_of([HUGE, sg.WeightedRule([1] * 40, 21)])),
    ],
)
def test_what_takes_no_method_names_none(call):
    assert NAMES.findall(refusal_of(call).partition(";")[2]) == []
