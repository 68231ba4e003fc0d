"""Rules on the votes cast, with members who may be absent."""

import copy
import pickle
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

import stemgewicht as sg

DRECHTRAAD = sg.AttendanceRule([5, 4, 3, 2, 2], quorum=3)


def test_a_rule_is_a_value_that_prints_as_it_is_made():
    rules = [
        DRECHTRAAD,
        sg.AttendanceRule([1, 1], chair=1),
        sg.AttendanceRule([2, 1, 1], share="2/3", more_than=False, quota=2),
        sg.AttendanceRule([0.5, 1], share=Fraction(1, 2), tie="deferred_unless_full", quota="majority"),
        sg.AttendanceRule([1, 1, 1], share="70%", tie="rejected"),
    ]
    for rule in rules:
        assert eval(repr(rule), {"AttendanceRule": sg.AttendanceRule}) == rule
        assert pickle.loads(pickle.dumps(rule)) == rule
        assert copy.deepcopy(rule) == rule
    assert rules[0] != rules[1]
    assert repr(rules[1]) == (
        "AttendanceRule([1, 1], share='1/2', more_than=True, quorum=0, chair=1, tie='deferred', quota=0)"
    )
    assert (rules[2].share, rules[2].more_than, rules[2].quota) == (Fraction(2, 3), False, 2)
    assert (rules[3].weights, rules[3].quota, rules[3].tie) == ([5, 10], 8, "deferred_unless_full")
    assert rules[4].share == Fraction(7, 10)
    assert (DRECHTRAAD.member_count, DRECHTRAAD.quorum, DRECHTRAAD.chair) == (5, 3, None)


def test_outcomes_are_by_the_votes_cast():
    assert DRECHTRAAD.outcome([0], [3, 4]) == "passes"
    assert DRECHTRAAD.outcome([1], [3, 4]) == "tied"
    assert DRECHTRAAD.outcome([2], [3, 4]) == "fails"
    assert DRECHTRAAD.outcome([0, 1], []) == "no_quorum"
    assert sg.AttendanceRule([1, 1], chair=1).outcome([0], [1]) == "fails"
    assert sg.AttendanceRule([1, 1], tie="rejected").outcome([0], [1]) == "fails"
    with pytest.raises(ValueError, match=r"^no: must be members who do not vote yes too, got member 3"):
        DRECHTRAAD.outcome([0, 3], [3, 4])


@pytest.mark.parametrize("method", ["auto", "exact", "enumerate", sg.Exact(), sg.Enumerate()], ids=str)
def test_outcome_chances_are_sums_over_all_meetings(method):
    present = [0.9, 0.5, 1.0, 0.25, 0.75]
    expected = dict.fromkeys(("passes", "fails", "tied", "no_quorum"), 0.0)
    for votes in product((1, 0, -1), repeat=5):
        chance = np.prod([p / 2 if vote else 1 - p for p, vote in zip(present, votes, strict=True)])
        yes, no = ([i for i, vote in enumerate(votes) if vote == side] for side in (1, -1))
        expected[DRECHTRAAD.outcome(yes, no)] += chance
    found = sg.outcome_chances(DRECHTRAAD, method=method, attendance=present)
    assert found.as_dict() == pytest.approx(expected, abs=1e-14)
    assert repr(found).startswith("OutcomeChances(passes=0.")


def test_with_everyone_present_it_is_the_majority_rule():
    rule, majority = sg.AttendanceRule([4, 3, 2, 2], quorum=3), sg.majority_rule([4, 3, 2, 2])
    for model in ("ic", "iac", sg.grouped(list("aabb"))):
        for risk, plain in zip(sg.outvoted_members(rule, model), sg.outvoted_members(majority, model), strict=True):
            assert risk.overall.outvoted == pytest.approx(plain.outvoted, abs=1e-14)
            assert risk.decisive == pytest.approx(plain.decisive, abs=1e-14)
            assert risk.present == pytest.approx(1, abs=1e-14)
            assert risk.if_absent is None
        position = sg.majority_rule([1, 0, 1, 1])
        group = sg.outvoted(rule, position, model)
        assert group.agreement.outvoted == pytest.approx(sg.outvoted(majority, position, model).outvoted, abs=1e-14)


def test_a_member_who_stays_away_is_outvoted_more_often():
    for risk in sg.outvoted_members(DRECHTRAAD, "iac", attendance=0.8):
        assert risk.present == pytest.approx(0.8)
        assert risk.if_absent.outvoted > risk.if_present.outvoted
        agreement = risk.overall
        assert agreement.outvoted + agreement.success + agreement.undecided == pytest.approx(1)
        assert agreement.as_dict()["overruled"] == agreement.overruled
        assert risk.standing.yes_absent.passes < risk.standing.yes_present.passes


@pytest.mark.parametrize("holders", ["all", "present"])
@pytest.mark.parametrize("ties", ["excluded", "against", "coin"])
def test_exact_and_enumerate_agree_on_positions(holders, ties):
    position = sg.majority_rule([1, 1, 0, 1, 1])
    options = {"ties": ties, "attendance": [0.9, 0.5, 1.0, 0.25, 0.75], "holders": holders}
    exact = sg.outvoted(DRECHTRAAD, position, "beta:2,1", "exact", **options)
    other = sg.outvoted(DRECHTRAAD, position, "beta:2,1", "enumerate", **options)
    assert exact.agreement.as_dict() == pytest.approx(other.agreement.as_dict(), abs=1e-13)
    assert (exact.tied, exact.decisive) == pytest.approx((other.tied, other.decisive), abs=1e-13)


def test_ternary_banzhaf_counts_swings_among_three_votes():
    assert sg.ternary_banzhaf(sg.AttendanceRule([1, 1]), fractions=True) == [Fraction(2, 3)] * 2
    values = sg.ternary_banzhaf(DRECHTRAAD)
    assert isinstance(values, np.ndarray)
    exact = sg.ternary_banzhaf(DRECHTRAAD, fractions=True)
    assert exact == sg.ternary_banzhaf(DRECHTRAAD, "enumerate", fractions=True)
    np.testing.assert_allclose(values, np.array(exact, float), rtol=0, atol=1e-14)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"quorum": 4}, "rule.quorum: must be at most the 3 members, got 4"),
        ({"quorum": -1}, "rule.quorum: must be 0 or more, got -1"),
        ({"chair": 3}, "rule.chair: must be a member from 0 to 2, got 3"),
        ({"chair": -1}, "rule.chair: must be a member from 0 to 2, got -1"),
        ({"chair": 0, "share": "2/3"}, "rule.chair: must be none where no tie can occur"),
        ({"share": "half"}, 'share: must be a share such as 1/2, 70% or 0.5, got "half"'),
        ({"share": "3/2"}, "rule.share: must be above 0 and at most 1, got 3/2"),
        ({"share": 1}, "rule.share: must be below 1 where more than the share is needed"),
        ({"share": "0/1"}, "rule.share: must be above 0"),
        ({"share": "1/0"}, "rule.share.denominator: must be 1.."),
        ({"tie": "lost"}, 'tie: must be deferred, rejected or deferred_unless_full, got "lost"'),
        ({"quota": 5}, "quota: must be 1..4, got 5"),
    ],
    ids=str,
)
def test_a_meeting_that_cannot_be_is_refused(options, message):
    with pytest.raises(ValueError) as caught:
        sg.AttendanceRule([2, 1, 1], **options)
    assert message in str(caught.value)


def test_measures_refuse_what_does_not_fit():
    rule = sg.AttendanceRule([2, 1, 1])
    with pytest.raises(ValueError, match=r"^attendance\[1\]: must be a probability"):
        sg.outvoted_members(rule, attendance=[1, 2, 1])
    with pytest.raises(ValueError, match=r"^attendance: must be one probability for all or one for each of the 3"):
        sg.outcome_chances(rule, attendance=[1, 1])
    with pytest.raises(ValueError, match=r"^method: must be exact, decision_diagram or enumerate, got normal"):
        sg.outcome_chances(rule, method="normal")
    with pytest.raises(ValueError, match=r'^holders: must be all or present, got "some"'):
        sg.outvoted(rule, sg.member_position(0, 3), holders="some")
    with pytest.raises(ValueError, match="enumerate: carries divisions of up to 15 members"):
        sg.outcome_chances(sg.AttendanceRule([1] * 16), method="enumerate")
