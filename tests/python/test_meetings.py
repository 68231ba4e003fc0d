"""Meetings that may be reconvened, whose loyalty matters, and how far members and majorities agree."""

from itertools import product

import numpy as np
import pytest

import stemgewicht as sg

CHANCES = [0.9, 0.5, 1.0, 0.25]
RULE = sg.AttendanceRule([3, 2, 2, 1], quorum=2)
PAIR = sg.majority_rule([1, 1, 0, 1])
PARTIES = list("aabb")
MODELS = {"ic": "ic", "iac": "iac", "grouped": sg.grouped(PARTIES), "independent": sg.independent([0.2, 0.6, 0.7, 0.9])}
METHODS = {"plain": sg.MonteCarlo(200_000, seed=5), "antithetic": sg.MonteCarlo(200_000, seed=6, antithetic=True)}
FATES = ["outvoted", "overruled", "blocked", "success", "undecided", "decisive"]
MEMBER = {*FATES, "present", "attending", "outvoted_if_present", "outvoted_if_absent"}
POSITION = {*FATES, "tied", "outvoted_if_decided"}


def assert_near(found, exact):
    assert found.keys() == exact.keys()
    for name, estimate in found.items():
        if exact[name] is None:
            assert estimate is None
            continue
        assert (exact[name].error, exact[name].draws) == (0, 0)
        assert estimate.draws > 0
        assert abs(estimate.value - exact[name].value) <= 4.5 * estimate.error + 1e-12, (name, estimate, exact[name])


def sides(votes, here):
    """Who is present and says yes, and who is and says no."""
    return ([i for i, vote in enumerate(votes) if here[i] and vote == side] for side in (True, False))


AGAIN = sg.AttendanceRule(RULE.weights, quorum=0)


def meetings_of(votes):
    """The chance, the outcome and who was there, of everything that can come of a motion until it is decided."""

    def meeting(rule, before, second):
        for here in product((False, True), repeat=4):
            chance = before * present_with(here)
            outcome = rule.outcome(*sides(votes, here))
            if chance == 0:
                continue
            if outcome == "no_quorum":
                yield from meeting(AGAIN, chance, second)
            elif outcome == "tied" and not second:
                yield from meeting(RULE, chance, True)
            else:
                yield chance, "fails" if outcome == "tied" else outcome, here

    return meeting(RULE, 1, False)


def one_meeting_of(votes):
    for here in product((False, True), repeat=4):
        yield present_with(here), RULE.outcome(*sides(votes, here)), here


def present_with(here):
    return np.prod([p if there else 1 - p for p, there in zip(CHANCES, here, strict=True)])


@pytest.mark.parametrize("reconvened", [False, True], ids=["once", "reconvened"])
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_simulated_meetings_are_near_the_exact_ones(method, model, reconvened):
    options = {"attendance": CHANCES, "reconvened": reconvened}
    exact = sg.meeting_outcomes(RULE, model, **options)
    assert_near(sg.meeting_outcomes(RULE, model, method, **options), exact)
    assert list(exact) == ["passes", "fails", "tied", "no_quorum"]
    assert sum(chance.value for chance in exact.values()) == pytest.approx(1, abs=1e-13)
    assert (exact["tied"].value > 0) != reconvened
    members = sg.meeting_members(RULE, model, **options)
    for found, member in zip(sg.meeting_members(RULE, model, method, **options), members, strict=True):
        assert_near(found, member)
        assert member.keys() == MEMBER
        assert sum(member[name].value for name in ("outvoted", "success", "undecided")) == pytest.approx(1, abs=1e-13)
    for ties in ("excluded", "against", "coin"):
        positions = sg.meeting_positions(RULE, [PAIR, sg.majority_rule([0, 0, 1, 0])], model, ties=ties, **options)
        simulated = sg.meeting_positions(RULE, [PAIR], model, method, ties=ties, **options)
        assert_near(simulated[0], positions[0])
        assert positions[0].keys() == POSITION
        assert positions[1]["outvoted"].value == pytest.approx(members[2]["outvoted"].value, abs=1e-13)


@pytest.mark.parametrize("reconvened", [False, True], ids=["once", "reconvened"])
def test_exact_meetings_are_sums_over_all_votes_and_attendances(reconvened):
    outcomes = dict.fromkeys(("passes", "fails", "tied", "no_quorum"), 0.0)
    outvoted, present = np.zeros(4), np.zeros(4)
    for votes in product((False, True), repeat=4):
        for chance, outcome, last in (meetings_of if reconvened else one_meeting_of)(votes):
            outcomes[outcome] += chance / 16
            loses = {"passes": False, "fails": True}.get(outcome)
            outvoted += [chance / 16 * (vote is loses) for vote in votes]
            present += chance / 16 * np.array(last)
    assert (outcomes["no_quorum"] + outcomes["tied"] == 0) == reconvened
    found = sg.meeting_outcomes(RULE, attendance=CHANCES, reconvened=reconvened)
    assert {name: float(chance) for name, chance in found.items()} == pytest.approx(outcomes, abs=1e-13)
    members = sg.meeting_members(RULE, attendance=CHANCES, reconvened=reconvened)
    np.testing.assert_allclose([member["outvoted"].value for member in members], outvoted, rtol=0, atol=1e-13)
    np.testing.assert_allclose([member["present"].value for member in members], present, rtol=0, atol=1e-13)
    assert [member["outvoted_if_absent"] is None for member in members] == [False, False, True, False]


def test_one_meeting_is_what_the_attendance_functions_tell():
    risks = sg.outvoted_members(RULE, "iac", attendance=CHANCES)
    for member, risk in zip(sg.meeting_members(RULE, "iac", "enumerate", attendance=CHANCES), risks, strict=True):
        for name in FATES[:5]:
            assert member[name].value == pytest.approx(getattr(risk.overall, name), abs=1e-13)
        assert member["decisive"].value == pytest.approx(risk.decisive, abs=1e-13)
        assert member["attending"].value == pytest.approx(risk.attending, abs=1e-13)
        assert member["outvoted_if_present"].value == pytest.approx(risk.if_present.outvoted, abs=1e-13)
    group = sg.outvoted(RULE, PAIR, "iac", attendance=CHANCES)
    (found,) = sg.meeting_positions(RULE, [PAIR], "iac", attendance=CHANCES)
    assert found["outvoted_if_decided"].value == pytest.approx(group.agreement.outvoted_if_decided, abs=1e-13)
    assert found["tied"].value == pytest.approx(group.tied, abs=1e-13)


@pytest.mark.parametrize("name", ["eec-1958", "drechtsteden-2018"])
@pytest.mark.parametrize("model", ["ic", "iac"])
def test_with_everyone_present_a_board_meets_by_its_own_rule(name, model):
    board = sg.load_board(name)
    rule = sg.attendance_rule(board)
    assert (rule.weights, rule.quorum) == (board.weights, board.member_count // 2 + 1)
    risks = sg.outvoted_members(board, model)
    for member, risk in zip(sg.meeting_members(rule, model), risks, strict=True):
        assert member["outvoted"].value == pytest.approx(risk.outvoted, abs=1e-12)
        assert member["decisive"].value == pytest.approx(risk.decisive, abs=1e-12)
        assert member["undecided"].value == pytest.approx(0, abs=1e-12)
        assert member["outvoted_if_absent"] is None
    position = sg.majority_rule([1] * board.member_count)
    (found,) = sg.meeting_positions(sg.attendance_rule(board, 0), [position], model)
    assert found["outvoted"].value == pytest.approx(sg.outvoted(board, position, model).outvoted, abs=1e-12)


def test_the_rule_of_a_board_is_one_on_the_votes_cast():
    majority = sg.attendance_rule(sg.load_board("drechtsteden-2018"), quorum=20)
    assert (str(majority.share), majority.more_than, majority.quota, majority.quorum) == ("1/2", True, 0, 20)
    assert majority.tie == "deferred_unless_full"
    head = 'title = "Three"\nquota = {}\n[[members]]\nname = "a"\nweight = 3\n'
    rest = '[[members]]\nname = "b"\nweight = 2\n[[members]]\nname = "c"\nweight = 1\n'
    shared = sg.attendance_rule(sg.parse_board(head.format('"2/3"') + rest), "0")
    assert (str(shared.share), shared.more_than, shared.quota, shared.quorum) == ("2/3", False, 0, 0)
    assert sg.attendance_rule(sg.parse_board(head.format(5) + rest)).quota == 5


def test_a_target_error_is_reached_or_warned_of():
    reached = sg.MonteCarlo(1000, seed=3, error=0.002)
    for member in sg.meeting_members(RULE, "iac", reached, attendance=0.8, reconvened=True):
        assert 0 < member["outvoted"].error <= 0.002
    short = sg.MonteCarlo(1000, seed=3, error=1e-6, maximum_samples=2000)
    for ask in (
        lambda: sg.meeting_outcomes(RULE, "iac", short, attendance=0.8),
        lambda: sg.meeting_members(RULE, "iac", short, attendance=0.8),
        lambda: sg.meeting_positions(RULE, [PAIR], "iac", short, attendance=0.8),
    ):
        with pytest.warns(sg.TargetNotReached, match=r"^error: the target 1e-06 was not reached") as caught:
            ask()
        assert [warning.filename for warning in caught] == [__file__]


@pytest.mark.parametrize("fate", ["outvoted", "overruled", "blocked", "success", "pass"])
@pytest.mark.parametrize("ties", ["excluded", "against", "coin"])
@pytest.mark.parametrize(
    "rule",
    [
        sg.WeightedRule([4, 3, 2, 2], 7),
        sg.CoalitionRule(4, [[0, 1], [0, 2, 3], [1, 2, 3]]),
        sg.CompositeRule(
            sg.majority_rule([2, 1]),
            [sg.Block([0, 1, 2], sg.majority_rule([1, 1, 1])), sg.Block([3], sg.majority_rule([1]))],
        ),
    ],
    ids=["weighted", "coalitions", "composite"],
)
def test_a_gradient_is_the_difference_that_a_little_more_yes_makes(rule, ties, fate):
    yes, position, step = np.array([0.3, 0.6, 0.55, 0.8]), sg.majority_rule([1, 1, 0, 2]), 1e-5

    def chance(p):
        if fate == "pass":
            return sg.pass_probability(rule, sg.independent(p))
        return getattr(sg.outvoted(rule, position, sg.independent(p), ties=ties), fate)

    found = sg.fate_gradient(rule, position, sg.independent(yes), fate, ties)
    assert found.value == pytest.approx(chance(yes), abs=1e-13)
    differences = [(chance(yes + step * side) - chance(yes - step * side)) / (2 * step) for side in np.eye(4)]
    np.testing.assert_allclose(found.chance, differences, rtol=0, atol=1e-8)
    np.testing.assert_allclose(found.evidence, found.chance * yes * (1 - yes), rtol=0, atol=1e-12)
    assert repr(found).startswith("FateGradient(value=0.")


def test_the_loyalty_table_has_the_gradients_with_those_that_matter_most_first():
    board = sg.load_board("drechtsteden-2018")
    position = sg.group_position(board, "municipality", "Dordrecht", "seats")
    table = sg.loyalty(board, position, "grouped:family", who="Dordrecht")
    assert isinstance(table, sg.Table)
    fates = ["outvoted", "overruled", "blocked"]
    columns = [name for fate in fates for name in (fate, f"{fate}_evidence")]
    assert table.columns == ["name", "weight", "holder", *columns]
    assert sorted(table["name"]) == sorted(board.names)
    order = [board.member_index(name) for name in table["name"]]
    assert table["weight"] == [board.weights[member] for member in order]
    assert table["holder"] == ["yes" if position.weights[member] else "no" for member in order]
    for fate in fates:
        gradient = sg.fate_gradient(board, position, "grouped:family", fate)
        np.testing.assert_allclose(table[fate], gradient.chance[order], rtol=0, atol=1e-14)
        np.testing.assert_allclose(table[f"{fate}_evidence"], gradient.evidence[order], rtol=0, atol=1e-14)
    reach = np.max(np.abs([table[fate] for fate in fates]), axis=0)
    assert (np.diff(reach) <= 1e-11).all()
    assert reach[0] > reach[-1]
    risk = sg.outvoted(board, position, "grouped:family").outvoted
    assert table.notes[0].startswith(f"P(Dordrecht is outvoted): {risk:.6g}")
    assert sg.loyalty(board, position).notes[0].startswith("P(the position is outvoted)")


def test_members_agree_as_often_as_the_model_says():
    agreement = sg.pairwise_agreement("iac", 4)
    np.testing.assert_allclose(agreement, np.where(np.eye(4), 1, 2 / 3), rtol=0, atol=1e-14)
    np.testing.assert_allclose(sg.pairwise_agreement("ic", 3), (1 + np.eye(3)) / 2, rtol=0, atol=1e-15)
    yes = np.array([0.2, 0.9, 0.4])
    expected = np.outer(yes, yes) + np.outer(1 - yes, 1 - yes)
    np.fill_diagonal(expected, 1)
    np.testing.assert_allclose(sg.pairwise_agreement(sg.independent(yes), 3), expected, rtol=0, atol=1e-14)
    board = sg.load_board("drechtsteden-2018")
    family = np.array(board.groupings["family"].group_of)
    alike = np.where(family[:, None] == family, 2 / 3, 1 / 2)
    np.fill_diagonal(alike, 1)
    np.testing.assert_allclose(sg.pairwise_agreement("grouped:family", board), alike, rtol=0, atol=1e-13)


class Unanimity:
    member_count = 3

    def wins(self, yes_voters):
        return len(yes_voters) == 3


def test_the_deficit_is_by_how_many_heads_the_losers_are_more():
    for model in ("ic", "iac", sg.grouped(list("aabbc"))):
        assert sg.majority_deficit(sg.majority_rule([1] * 5), model) == pytest.approx(0, abs=1e-13)
    # of three, one or two for are outvoted: by one head where two are, which 3 of 8 sets do
    for method in ("auto", "exact", "decision_diagram", "enumerate"):
        assert sg.majority_deficit(sg.WeightedRule([1, 1, 1], 3), "ic", method) == pytest.approx(3 / 8, abs=1e-14)
    assert sg.majority_deficit(Unanimity()) == pytest.approx(3 / 8, abs=1e-14)
    assert sg.majority_deficit(sg.WeightedRule([1, 1, 1], 3), "iac") == pytest.approx(1 / 4, abs=1e-13)


def test_measures_of_an_improper_rule_warn_where_they_are_called():
    rule = sg.WeightedRule([1, 1, 1, 1], 1)
    board = sg.parse_board(
        'title = "Any"\nquota = 1\n' + "".join(f'[[members]]\nname = "{name}"\nweight = 1\n' for name in "abcd")
    )
    for ask in (
        lambda: sg.majority_deficit(rule),
        lambda: sg.fate_gradient(rule, sg.majority_rule([1] * 4)),
        lambda: sg.loyalty(board, sg.majority_rule([1] * 4)),
    ):
        with pytest.warns(sg.ImproperRuleWarning) as caught:
            ask()
        assert [warning.filename for warning in caught] == [__file__]


BOARD = sg.load_board("eec-1958")
SIX = sg.majority_rule([1, 1, 1, 0, 0, 0])


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: sg.meeting_outcomes(RULE, method="conditional"),
            "method: must be exact, decision_diagram, enumerate or monte_carlo",
        ),
        (
            lambda: sg.meeting_members(RULE, method=sg.Conditional()),
            "method: must be exact, decision_diagram, enumerate or monte_carlo",
        ),
        (lambda: sg.meeting_members(RULE, method="normal"), "method: must be exact, decision_diagram, enumerate or"),
        (
            lambda: sg.meeting_positions(RULE, [PAIR], method="conditional"),
            "method: must be exact, decision_diagram, enumerate or",
        ),
        (
            lambda: sg.meeting_outcomes(RULE, method="enumerate", reconvened=True),
            "method: must be exact or monte_carlo",
        ),
        (lambda: sg.meeting_outcomes(RULE, attendance=[0.5, 0.5]), "attendance: must be one probability for all or"),
        (lambda: sg.meeting_members(RULE, "ic", "monte_carlo", attendance=1.5), "attendance[0]: must be"),
        (lambda: sg.meeting_outcomes(RULE, "grouped:party"), "model: must be one without a grouping"),
        (lambda: sg.meeting_positions(RULE, [SIX]), "position"),
        (
            lambda: sg.meeting_positions(RULE, [PAIR], ties="lost"),
            'ties: must be excluded, against or coin, got "lost"',
        ),
        (lambda: sg.attendance_rule(BOARD, 7), "must be at most the 6 members, got 7"),
        (lambda: sg.attendance_rule(BOARD, -1), "quorum: must be majority, or a number from 0 to 6"),
        (lambda: sg.attendance_rule(BOARD, "half"), 'quorum: must be majority, or a number from 0 to 6, got "half"'),
        (lambda: sg.fate_gradient(BOARD, SIX, fate="lucky"), "fate: must be outvoted, overruled, blocked, success or"),
        (lambda: sg.fate_gradient(BOARD, PAIR), "position"),
        (lambda: sg.fate_gradient(Unanimity(), sg.majority_rule([1, 1, 1])), "rule: must be a rule of the library"),
        (lambda: sg.loyalty(BOARD, SIX, ties="lost"), 'ties: must be excluded, against or coin, got "lost"'),
        (lambda: sg.loyalty(BOARD, PAIR), "position"),
        (lambda: sg.majority_deficit(BOARD, method="monte_carlo"), "method: must be auto, exact, decision_diagram or"),
        (lambda: sg.pairwise_agreement("ic", 0), "members: must be 1 or more, got 0"),
        (lambda: sg.pairwise_agreement(sg.independent([0.5, 0.5]), 3), "must be"),
    ],
)
def test_bad_input_is_refused(ask, message):
    with pytest.raises(ValueError) as caught:
        ask()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_objects_of_another_kind_are_a_type_error():
    with pytest.raises(TypeError, match="members: must be a number of members or a board"):
        sg.pairwise_agreement("ic", 2.5)
    with pytest.raises(TypeError):
        sg.meeting_outcomes(sg.majority_rule([1, 1, 1]))
    with pytest.raises(TypeError):
        sg.attendance_rule(RULE)
