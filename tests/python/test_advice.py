"""No message names a method that the same call would refuse."""

import re
import warnings

import pytest

import stemgewicht as sg

METHODS = ["exact", "decision_diagram", "enumerate", "meet_in_the_middle", "monte_carlo", "conditional", "normal"]
NAMES = re.compile(r"\b(" + "|".join(METHODS) + r")\b(?! method)")
QUICK = {
    "decision_diagram": sg.DecisionDiagram(maximum_states=3_000),
    "monte_carlo": sg.MonteCarlo(samples=1_000),
    "conditional": sg.Conditional(points=4, randomizations=2),
}


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


SMALL = sg.WeightedRule([4, 3, 2, 1], 6)
PAIR = sg.WeightedRule([2, 1], 2)
RULES = {
    "weighted": SMALL,
    "composite": sg.CompositeRule(sg.WeightedRule([1, 1], 2), [sg.Block([0, 1], PAIR), sg.Block([2, 3], PAIR)]),
    "combined": sg.all_of([SMALL, sg.WeightedRule([1, 1, 1, 1], 3)]),
    "coalitions": sg.CoalitionRule(4, [[0, 1], [0, 2, 3]]),
    "incompatible": sg.IncompatibleRule(SMALL, [(0, 3)]),
    "own": Own(4),
    "large own": Own(26),
}
MEETINGS = {
    "attendance": sg.AttendanceRule([4, 3, 2, 1], quorum=2),
    "large attendance": sg.AttendanceRule([1] * 20, quorum=2),
    "wide attendance": sg.AttendanceRule([4849.12] + [42.22] * 11, share="2/3", more_than=False, quota="majority"),
    "statute": sg.Statute("present weight >= 1/2 and cast weight > 1/2", [4, 3, 2, 1]),
    "own": OwnMeeting(4),
}
MODELS = ["ic", "grouped"]


def model_of(name, rule):
    if name != "grouped":
        return name
    half = rule.member_count // 2
    return sg.grouped(["a"] * half + ["b"] * (rule.member_count - half))


def position_of(rule):
    return sg.majority_rule([1, 1, 1] + [0] * (rule.member_count - 3))


PLAIN = {
    "pass_probability": lambda rule, model, method: sg.pass_probability(rule, model, method),
    "outvoted_members": lambda rule, model, method: sg.outvoted_members(rule, model, method),
    "outvoted": lambda rule, model, method: sg.outvoted(rule, position_of(rule), model, method),
}
INDICES = {name: (lambda rule, _model, method, index=name: getattr(sg, index)(rule, method)) for name in ("banzhaf",)}
AT_MEETINGS = {
    "outcome_chances": lambda rule, model, method: sg.outcome_chances(rule, model, method, attendance=0.7),
}


def refusal_of(call, rule, model, method):
    """What a call is refused with; empty where it answers."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call(rule, model, QUICK.get(method, method))
    except (ValueError, TypeError) as error:
        return str(error)
    return ""


def advised(message):
    """The methods that a message advises: those before "got" where one is refused, else those behind the size."""
    if message.startswith("method: must be"):
        return NAMES.findall(message.rsplit(", got ", 1)[0])
    return NAMES.findall(message.partition(";")[2])


def circles(calls, rules, models):
    found = {}
    for what, call in calls.items():
        for kind, rule in rules.items():
            for model in models:
                votes = model_of(model, rule)
                for method in METHODS:
                    message = refusal_of(call, rule, votes, method)
                    for other in advised(message):
                        again = refusal_of(call, rule, votes, other)
                        # A list of what a measure takes is not about sizes; advice for a size is to be followed.
                        if again and (again.startswith("method: must be") or not message.startswith("method: must be")):
                            found[what, kind, model, method, other] = (message, again)
    return found


@pytest.mark.parametrize("what", PLAIN)
def test_advice_on_rules_can_be_followed(what):
    assert circles({what: PLAIN[what]}, RULES, MODELS) == {}


@pytest.mark.parametrize("what", INDICES)
def test_advice_on_indices_can_be_followed(what):
    assert circles({what: INDICES[what]}, RULES, ["ic"]) == {}


@pytest.mark.parametrize("what", AT_MEETINGS)
def test_advice_on_meetings_can_be_followed(what):
    assert circles({what: AT_MEETINGS[what]}, MEETINGS, ["ic"]) == {}
