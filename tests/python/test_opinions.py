"""Vote models in which members vote alike, against sums over all lines, moods and votes."""

import copy
import functools
import math
import pickle
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stemgewicht as sg

NAN = float("nan")
RULE = sg.WeightedRule([4, 3, 2, 2, 1], quota=7)
TOWNS = ["A", "A", "A", "B", "B"]
FAMILIES = ["x", "y", "x", "y", "z"]
METHODS = ["exact", "decision_diagram", "enumerate"]
PAST = [[1, 1, 0, 1, 0], [1, 0, 0, None, 1], [0, 0, 1, 0, 0], [1, 1, 1, 1, None], [1, 1, 0, 1, 0]]


def normal_cdf(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def normal_quantile(p):
    low, high = -40.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_cdf(middle) < p else (low, middle)
    return (low + high) / 2


def shares_of(model, member):
    """The latents of a member with its shares: the region is None, a group its place and label."""
    shares = {None: model.region} if model.region else {}
    for place, cohesion in enumerate(model.groups):
        label = cohesion.grouping.labels[cohesion.grouping.group_of[member]]
        if share := cohesion.own.get(label, cohesion.share):
            shares[place, label] = share
    return shares


def line_of(model, latent):
    """The chance that a line is yes."""
    if latent is None:
        return model.line
    place, label = latent
    return model.groups[place].lines.get(label, model.line)


def nodes_of(model, members):
    """Chances of yes of all members with their masses: one for each way that the latents can fall."""
    if isinstance(model, sg.ObservedVotes):
        for motion in model.motions:
            yield (
                1 / len(model.motions),
                [often if v is None else v for v, often in zip(motion, model.yes, strict=True)],
            )
        return
    own = model.yes * members if len(model.yes) == 1 else model.yes
    shares = [shares_of(model, member) for member in range(members)]
    latents = list(dict.fromkeys(latent for each in shares for latent in each))
    if isinstance(model, sg.CopyVotes):
        laws = [((1, line), (0, 1 - line)) for line in (line_of(model, latent) for latent in latents)]
    else:
        points, masses = np.polynomial.hermite_e.hermegauss({1: 160, 2: 60}.get(len(latents), 30))
        laws = [list(zip(points, masses / masses.sum(), strict=True))] * len(latents)
    for values in product(*laws):
        drawn = dict(zip(latents, (value for value, _ in values), strict=True))
        yes = []
        for member, share in enumerate(shares):
            rest = 1 - sum(share.values())
            if isinstance(model, sg.CopyVotes):
                yes.append(sum(part * drawn[latent] for latent, part in share.items()) + rest * own[member])
            else:
                mood = sum(math.sqrt(part) * drawn[latent] for latent, part in share.items())
                yes.append(normal_cdf((normal_quantile(own[member]) + mood) / math.sqrt(rest)))
        yield math.prod(mass for _, mass in values), yes


def risks(rule, model):
    """P(pass), and for each member P(overruled) and P(blocked), by summing over all votes."""
    members = rule.member_count
    passes, overruled, blocked = 0.0, np.zeros(members), np.zeros(members)
    ballots = np.array(list(product([0, 1], repeat=members)))
    wins = np.array([rule.wins(np.flatnonzero(votes)) for votes in ballots])
    for mass, yes in nodes_of(model, members):
        chance = mass * np.prod(np.where(ballots, yes, 1 - np.array(yes)), axis=1)
        passes += chance @ wins
        overruled += (chance * wins) @ (1 - ballots)
        blocked += (chance * ~wins) @ ballots
    return passes, overruled, blocked


MODELS = {
    "copy everyone": sg.copy(region=0.4, yes=0.6, line=0.3),
    "copy towns and families": sg.copy([(TOWNS, 0.3), (FAMILIES, 0.2)], region=0.1, yes=[0.5, 0.6, 0.7, 0.2, 0.9]),
    "copy all but one": sg.copy([sg.Cohesion(sg.Grouping(TOWNS, "town"), 0.5, {"B": 0.0})]),
    "copy led towns": sg.copy([sg.Cohesion(TOWNS, 0.5, lines={"B": 0.9}), (FAMILIES, 0.2)], region=0.1, line=0.3),
    "factor everyone": sg.factor(region=0.5),
    "factor towns": sg.factor([(TOWNS, 0.4)], region=0.2, yes=0.6),
    "factor families": sg.factor([sg.Cohesion(FAMILIES, 0.6, own={"z": 0.0, "x": 0.3})], yes=[0.5, 0.4, 0.3, 0.8, 0.5]),
    "observed": sg.observed(PAST),
    "fitted": sg.fitted(sg.observed(PAST)),
}


@functools.cache
def expected_risks(name):
    return risks(RULE, MODELS[name])


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("method", METHODS)
def test_every_model_gives_what_the_sum_over_its_lines_or_moods_gives(name, method):
    model = MODELS[name]
    passes, overruled, blocked = expected_risks(name)
    assert sg.pass_probability(RULE, model, method) == pytest.approx(passes, abs=1e-10)
    found = sg.outvoted_members(RULE, model, method)
    np.testing.assert_allclose([risk.overruled for risk in found], overruled, rtol=0, atol=1e-10)
    np.testing.assert_allclose([risk.blocked for risk in found], blocked, rtol=0, atol=1e-10)


@st.composite
def small_models(draw):
    members = draw(st.integers(1, 5))
    labels = st.lists(st.sampled_from("abc"), min_size=members, max_size=members)
    share = st.floats(0, 0.4)
    groups = [(draw(labels), draw(share)) for _ in range(draw(st.integers(0, 2)))]
    chances = st.lists(st.floats(0, 1), min_size=members, max_size=members)
    model = sg.copy(groups, region=draw(st.floats(0, 0.2)), yes=draw(chances), line=draw(st.floats(0, 1)))
    weights = draw(st.lists(st.integers(0, 6), min_size=members, max_size=members).filter(sum))
    return sg.WeightedRule(weights, quota=draw(st.integers(sum(weights) // 2 + 1, sum(weights)))), model


@given(small_models())
@settings(deadline=None, max_examples=60)
def test_any_small_board_with_lines_to_copy_is_right(case):
    rule, model = case
    passes, overruled, blocked = risks(rule, model)
    for method in METHODS:
        assert sg.pass_probability(rule, model, method) == pytest.approx(passes, abs=1e-12)
    found = sg.outvoted_members(rule, model)
    np.testing.assert_allclose([risk.overruled for risk in found], overruled, rtol=0, atol=1e-12)
    np.testing.assert_allclose([risk.blocked for risk in found], blocked, rtol=0, atol=1e-12)
    assert pickle.loads(pickle.dumps(model)) == model


def test_one_mood_of_half_the_variance_is_a_chance_drawn_at_random():
    moods = sg.outvoted_members(RULE, MODELS["factor everyone"])
    for risk, expected in zip(moods, sg.outvoted_members(RULE, "iac"), strict=True):
        assert risk.outvoted == pytest.approx(expected.outvoted, abs=1e-12)


def test_shares_of_zero_are_independent_votes():
    independent = sg.outvoted_members(RULE, sg.independent(0.3))
    for model in (sg.copy(yes=0.3), sg.factor([(TOWNS, 0)], yes=0.3)):
        for risk, expected in zip(sg.outvoted_members(RULE, model), independent, strict=True):
            assert risk.outvoted == pytest.approx(expected.outvoted, abs=1e-15)


def test_members_that_follow_one_line_are_never_outvoted_by_each_other():
    for model in (sg.copy(region=1), sg.copy([(["a"] * 5, 1)]), sg.observed([[1] * 5, [0] * 5])):
        assert [risk.outvoted for risk in sg.outvoted_members(RULE, model)] == [0] * 5


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_model_is_a_value(model):
    assert pickle.loads(pickle.dumps(model)) == model
    assert copy.deepcopy(model) == model
    assert model != MODELS["copy everyone"] or model is MODELS["copy everyone"]


def test_models_print_what_they_are_made_of():
    assert repr(sg.copy(region=0.1, line=0.4)) == "copy(region=0.1, line=0.4)"
    assert repr(sg.factor(yes=0.6)) == "factor(yes=0.6)"
    assert repr(sg.copy()) == "copy()"
    assert repr(sg.factor([(TOWNS, 0.4)], region=0.2, yes=[0.5, 0.6, 0.5, 0.5, 0.5])) == (
        "factor([Cohesion(Grouping(name='groups', 5 members in 2 groups: ['A', 'B']), 0.4)], region=0.2, "
        "yes=[0.5, 0.6, 0.5, 0.5, 0.5])"
    )
    assert repr(sg.Cohesion(TOWNS, 0.5, {"B": 0})).endswith(", 0.5, own={'B': 0.0})")
    assert repr(sg.observed(PAST, "council.csv")) == "ObservedVotes(name='council.csv', 5 motions of 5 members)"


def test_models_tell_their_parts():
    model = MODELS["copy towns and families"]
    assert [c.share for c in model.groups] == [0.3, 0.2]
    assert model.groups[0].grouping == sg.Grouping(TOWNS)
    assert (model.region, model.line, model.yes) == (0.1, 0.5, [0.5, 0.6, 0.7, 0.2, 0.9])
    assert sg.CopyVotes(model.groups, 0.1, model.yes) == model
    assert sg.FactorVotes([(TOWNS, 0.4)], 0.2, 0.6) == MODELS["factor towns"]
    past = MODELS["observed"]
    assert (past.name, past.motion_count, past.member_count) == ("table", 5, 5)
    assert past.motions[1] == [True, False, False, None, True]
    assert past.yes == pytest.approx([4 / 5, 3 / 5, 2 / 5, 3 / 4, 1 / 4])
    assert sg.ObservedVotes(PAST) == past


@pytest.mark.parametrize(
    "votes",
    [
        [[True, False, None], [0, 1, 1]],
        [[1.0, 0.0, NAN], [0.0, 1.0, 1.0]],
        [[np.True_, np.int8(0), np.nan], (False, True, np.float32(1))],
        np.array([[1, 0, NAN], [0, 1, 1]]),
        np.array([[1, 0, None], [0, 1, 1]], dtype=object),
        pd.DataFrame({"a": [1, 0], "b": [False, True], "c": [None, 1]}),
        pd.DataFrame({"a": [1, 0], "b": [0, 1], "c": [pd.NA, 1]}, dtype="Int64"),
        (row for row in [[1, 0, None], [0, 1, 1]]),
    ],
    ids=["bools", "floats", "scalars", "array", "objects", "frame", "nullable", "generator"],
)
def test_past_votes_come_in_many_kinds(votes):
    assert sg.observed(votes).motions == [[True, False, None], [False, True, True]]


def test_fitted_agrees_as_often_as_the_table():
    rng = np.random.default_rng(7)
    votes = (rng.standard_normal((400, 1)) * 0.6**0.5 + rng.standard_normal((400, 6)) * 0.4**0.5 > 0.2).astype(float)
    votes[rng.random(votes.shape) < 0.1] = NAN
    model = sg.fitted(sg.observed(votes))
    assert model.groups == []
    assert model.yes == pytest.approx(np.nanmean(votes, axis=0))
    assert model.region == pytest.approx(0.6, abs=0.1)
    same, both = 0.0, 0
    for i, j in product(range(6), repeat=2):
        seen = ~np.isnan(votes[:, i]) & ~np.isnan(votes[:, j])
        if i != j:
            same, both = same + (votes[seen, i] == votes[seen, j]).sum(), both + seen.sum()
    nodes = list(nodes_of(model, 6))
    agreement = 0.0
    for i, j in product(range(6), repeat=2):
        seen = (~np.isnan(votes[:, i]) & ~np.isnan(votes[:, j])).sum()
        if i != j:
            agreement += seen * sum(m * (p[i] * p[j] + (1 - p[i]) * (1 - p[j])) for m, p in nodes)
    assert agreement / both == pytest.approx(same / both, abs=1e-4)


def test_texts_mean_the_models_that_they_name(tmp_path):
    board = sg.load_board("drechtsteden-2018")
    family, town = board.groupings["family"], board.groupings["municipality"]
    position = sg.group_position(board, "municipality", "Dordrecht", "seats")

    def risk(model):
        return sg.outvoted(board, position, model).outvoted

    assert risk("factor:family=0.4") == risk(sg.factor([(family, 0.4)]))
    assert risk("copy:municipality=0.3,region=0.2,p=0.6") == risk(sg.copy([(town, 0.3)], region=0.2, yes=0.6))
    own = sg.Cohesion(family, 0.4, own={"Local": 0})
    assert risk("factor:family=0.4,family.Local=0") == risk(sg.factor([own]))
    assert risk("factor:family=0.4,family.Local=0") != risk("factor:family=0.4")
    votes = np.random.default_rng(3).integers(0, 2, (30, board.member_count))
    file = tmp_path / "votes.csv"
    pd.DataFrame(votes, columns=board.names).to_csv(file, index=False)
    assert risk(f"observed:{file}") == risk(sg.observed(votes))
    assert risk(f"fitted:{file}") == risk(sg.fitted(sg.observed(votes)))


def test_texts_without_groups_need_no_board():
    assert sg.pass_probability(RULE, "copy:region=0.3,p=0.6,line=0.4") == sg.pass_probability(
        RULE, sg.copy(region=0.3, yes=0.6, line=0.4)
    )
    assert sg.pass_probability(RULE, "factor:region=0.5") == pytest.approx(sg.pass_probability(RULE, "iac"), abs=1e-12)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.copy([(TOWNS, 0.6)], region=0.5), "copy: must be given shares of at most 1 in sum, got 1.1"),
        (lambda: sg.factor([(TOWNS, 0.6), (FAMILIES, 0.5)]), "factor: must be given shares of at most 1 in sum"),
        (lambda: sg.factor(region=1.5), "factor.region: must be a share in [0, 1], got 1.5"),
        (lambda: sg.copy(region=-0.1), "copy.region: must be a share in [0, 1], got -0.1"),
        (lambda: sg.copy(region=NAN), "copy.region: must be a share in [0, 1], got nan"),
        (lambda: sg.factor([(TOWNS, -0.2)]), "factor.groups: must be a share in [0, 1], got -0.2"),
        (lambda: sg.copy(yes=1.5), "copy.p[0]: must be a probability in [0, 1], got 1.5"),
        (lambda: sg.factor(yes=[0.5, -0.1]), "factor.p[1]: must be a probability in [0, 1], got -0.1"),
        (
            lambda: sg.factor([(TOWNS, 0.1)], yes=[0.5, 0.5]),
            "factor.p: must be one probability for all or one for each",
        ),
        (lambda: sg.copy(yes=[]), "copy.p: must be one probability for all or one for each"),
        (lambda: sg.copy(line=2), "copy.line: must be a probability in [0, 1], got 2"),
        (
            lambda: sg.copy([(TOWNS, 0.1), (TOWNS[:3], 0.1)]),
            "copy.groups.group_of: must be one group for each of the 5",
        ),
        (lambda: sg.copy([TOWNS]), "copy.groups[0]: must be a Cohesion, or a pair of a grouping and a share"),
        (lambda: sg.copy([(TOWNS, "x")]), "copy.groups[0]: must be a pair of a grouping and a share"),
        (lambda: sg.copy([("ABC", 0.1)]), "grouping: must be a list with one label for each member"),
        (lambda: sg.Cohesion(TOWNS, 1.01), "cohesion.groups: must be a share in [0, 1], got 1.01"),
        (lambda: sg.Cohesion(sg.Grouping(TOWNS, "town"), 0.1, {"A": -1}), "cohesion.town.A: must be a share"),
        (
            lambda: sg.Cohesion(sg.Grouping(TOWNS, "town"), 0.1, {"C": 0}),
            'cohesion.town: must be given for one of its groups (A, B), got "C"',
        ),
        (lambda: sg.observed([]), "observed.motions: must be a table of at least one motion, got none"),
        (lambda: sg.observed(np.empty((0, 3))), "observed.motions: must be a table of at least one motion"),
        (lambda: sg.observed([[]]), "observed.motions[0]: must be a list with one vote for each member"),
        (lambda: sg.observed([1, 0]), "observed.motions[0]: must be a list with one vote for each member, got 1"),
        (lambda: sg.observed([[1, 0], [1]]), "observed.motions[1]: must be one vote for each of the 2 members, got 1"),
        (lambda: sg.observed([[1, 2]]), "observed.motions[0][1]: must be 1 or True, 0 or False"),
        (lambda: sg.observed([[1, 0], ["1", 0]]), "observed.motions[1][0]: must be 1 or True, 0 or False"),
        (lambda: sg.observed([[1, None], [0, NAN]]), "observed.motions: must be at least one vote of each member"),
    ],
    ids=[f"model{i}" for i in range(26)],
)
def test_the_parameters_are_checked_where_a_model_is_made(make, message):
    with pytest.raises(ValueError) as caught:
        make()
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.copy([(3, 0.1)]), "^grouping: must be a Grouping or a list of labels"),
        (lambda: sg.Cohesion(None, 0.1), "^grouping: must be a Grouping or a list of labels"),
        (lambda: sg.observed(3), "^observed.motions: must be a table of motions x members"),
        (lambda: sg.observed("votes.csv"), "^observed.motions: must be a table of motions x members"),
    ],
    ids=["pair", "cohesion", "number", "text"],
)
def test_what_is_no_grouping_or_table_is_a_type_error(make, message):
    with pytest.raises(TypeError, match=message):
        make()


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (sg.copy([(TOWNS[:4], 0.1)]), "copy.groups.group_of: must be one group for each of the 5 members, got 4"),
        (sg.factor(yes=[0.5, 0.5]), "factor.p: must be one probability for all or one for each of the 5 members"),
        (sg.observed([[1, 0]]), "observed.motions[0]: must be one vote for each of the 5 members, got 2"),
        (
            "copy:family=0.1",
            "model: must be one without a grouping where no board is given (or copy(..), factor(..)), got",
        ),
        ("factor:region=0.1,town=0.2", "model: must be one without a grouping where no board is given"),
        (
            "observed:votes.csv",
            "model: must be one without a file of votes where no board is given (or observed(votes))",
        ),
        ("fitted:votes.csv", "model: must be one without a file of votes where no board is given"),
        ("copy:region=1.2", "copy.region: must be a share in [0, 1], got 1.2"),
        ("copy:region", "copy: must be a list such as copy:region=0.1,family=0.3,p=0.5"),
        ("factor:", "factor: must be a list such as"),
        ("factor:line=0.5", "model: must be one without a grouping"),
        ("copy:region=0.1,region=0.2", "copy: must be a list that names nothing twice"),
        ("factor:region=0.1,p=0.5/0.5", "factor.p: must be one probability for all or one for each of the 5 members"),
    ],
    ids=str,
)
def test_a_model_must_fit_the_members(model, message):
    for function in (sg.pass_probability, sg.outvoted_members, sg.decisive):
        with pytest.raises(ValueError) as caught:
            function(RULE, model)
        assert message in str(caught.value)


def test_a_text_that_does_not_fit_the_board_is_refused(tmp_path):
    board = sg.load_board("eec-1958")
    file = tmp_path / "votes.csv"
    file.write_text(",".join(board.names) + "\n1,0,1,1,0,2\n", encoding="utf-8")
    for model, message in (
        ("factor:colour=0.5", "grouping: must be a grouping of eec-1958"),
        (
            "observed:none.csv",
            'model: must be observed:FILE with a table of votes, got "none.csv", which cannot be read',
        ),
        (f"observed:{file}", 'votes.csv:2, Luxembourg: must be 1, 0, or empty for a missing vote, got "2"'),
    ):
        with pytest.raises(ValueError) as caught:
            sg.pass_probability(board, model)
        assert message in str(caught.value)
