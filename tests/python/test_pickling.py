"""Every value can be pickled and copied, under every protocol, or says in one line that it cannot.

python tests/python/test_pickling.py writes tests/data/pickles/VERSION.txt: the pickles that later versions must load.
"""

import base64
import copy
import pickle
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pytest

import stemgewicht as sg
from stemgewicht import _core

RULE = sg.WeightedRule([4, 4, 4, 2, 2, 1], 12)
SMALL = sg.majority_rule([1, 1, 1])
EEC = sg.load_board("eec-1958")
CASE = sg.load_board("drechtsteden-2018")
ATTENDED = sg.AttendanceRule([1, 1, 1], quorum=2)
SIMULATED = sg.MonteCarlo(1000, seed=3)
MEMBER = sg.member_position(5, 6)
STUDY = sg.Study('title = "one case"\nmeasures = ["banzhaf"]\n[board]\nweights = [3, 2, 2]\nquota = 4')
FOLDER = tempfile.TemporaryDirectory()
STORED = Path(__file__).parents[1] / "data" / "pickles"

VALUES = [
    RULE,
    sg.Block([0, 1, 2], SMALL),
    sg.CompositeRule(sg.majority_rule([1, 1]), [sg.Block([0, 1, 2], SMALL), sg.Block([3], sg.majority_rule([1]))]),
    sg.all_of([SMALL, sg.CoalitionRule(3, [[0, 1], [2]])]),
    sg.IncompatibleRule(SMALL, [(0, 1)]),
    sg.RestrictedRule(SMALL, [(0, 1)]),
    ATTENDED,
    sg.Grouping(["a", "b", "a"], "party"),
    sg.ic(),
    sg.beta(2, 3),
    sg.grouped(["a", "b", "a"]),
    sg.Cohesion(["a", "b"], 0.2, {"a": 0.3}),
    sg.copy([(["a", "b"], 0.3)], region=0.1),
    sg.factor([(["a", "b"], 0.3)]),
    sg.observed([[1, None], [0, 1]], "votes"),
    sg.Exact(memory=2**33, threads=2, every_node=True),
    sg.DecisionDiagram(maximum_states=77),
    sg.Enumerate(),
    sg.MeetInTheMiddle(memory=2**33),
    sg.Normal(panels=99),
    sg.Fourier(error=1e-9, seconds=3.0, threads=2),
    sg.MonteCarlo(77, seed=2**64 - 1, antithetic=True, error=0.1),
    sg.Conditional(77, randomizations=9, seed=5),
    sg.member_standings(RULE)[0],
    sg.outvoted(RULE, MEMBER),
    sg.outvoted(RULE, MEMBER, fractions=True),
    sg.outvoted(RULE, MEMBER, method=SIMULATED),
    sg.compare_outvoted(RULE, sg.majority_rule([1] * 6), MEMBER, method=SIMULATED),
    sg.pass_probability(RULE, method=SIMULATED),
    sg.coleman_collectivity(RULE, "normal"),
    sg.banzhaf(RULE, SIMULATED),
    sg.rule_properties(RULE),
    sg.quota_curve(RULE, [9, 12]),
    sg.fate_gradient(RULE, MEMBER),
    sg.minimum_sum_representation(RULE),
    sg.weightedness(RULE),
    sg.weightedness(sg.CoalitionRule(4, [[0, 1], [2, 3]])),
    sg.weight_steps([1, 1, 1], 0)[0],
    sg.weight_steps([1, 1, 1], 0)[-1],
    sg.dominance_weights([1, 2]),
    sg.pair_weights([1, 2]),
    sg.outcome_chances(ATTENDED),
    sg.outvoted_members(ATTENDED, attendance=0.9)[0],
    sg.outvoted_members(ATTENDED)[0].overall,
    sg.outvoted_members(ATTENDED)[0].standing,
    sg.outvoted(ATTENDED, SMALL),
    sg.outvoted(ATTENDED, SMALL).standing,
    EEC.notes[0],
    CASE.governance,
    CASE.governance.municipalities[0],
    sg.arrangements(CASE, [])[0],
    EEC,
    CASE,
    sg.load_board("eu-council-lisbon-2020"),
    _core.Table("title", ["a", "b"], [["x", 1], [None, 0.5]], ["note"]),
    _core.claims(CASE, [sg.claim_ids[0]], ["ic"], [], "excluded", 1)[0],
    _core.claims(CASE, [sg.claim_ids[0]], ["ic"], [], "excluded", 1)[0].statement,
    sg.CoalitionRule(3, [[0, 1], [2]]),
    sg.weightedness(sg.CoalitionRule(4, [[0, 1], [2, 3]])).trade,
    next(quote for claim in _core.claims(CASE, [], ["ic"], [], "excluded", 1) for quote in claim.quotations),
    sg.Statute("weight > 1/2", [1, 2, 3]),
    sg.Table(["a", "b"], [["x", 1], [None, 0.5]], "title", ["note"]),
    sg.claims(claims=sg.claim_ids[0], models="ic")[0],
    sg.mandate_risks(model="ic"),
    sg.phase(family=[0], municipality=[0]),
    sg.pass_bounds(SMALL),
    sg.inverse([0.5, 0.3, 0.2]),
    sg.count_games(3),
    sg.optimal_quota([4, 4, 4, 2, 2, 1]),
    sg.second_tier_outcome([1, 3, 5], sg.WeightedRule([1, 1, 1], 2)),
    STUDY,
    sg.sweep(STUDY, output=FOLDER.name, format="csv"),
]


def same(one, other):
    """Whether two values tell the same: in their text where they have one, and in all that can be asked of them."""
    assert type(one) is type(other)
    if isinstance(one, np.ndarray):
        assert np.array_equal(one, other)
    elif isinstance(one, list | tuple):
        for first, second in zip(one, other, strict=True):
            same(first, second)
    elif type(one).__module__.startswith("stemgewicht"):
        if type(one).__repr__ is not object.__repr__:
            assert repr(one) == repr(other)
        for name in dir(type(one)):
            if isinstance(getattr(type(one), name), property):
                same(getattr(one, name), getattr(other, name))
    else:
        assert one == other


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_comes_back_from_every_copy(value):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        same(value, pickle.loads(pickle.dumps(value, protocol)))
    same(value, copy.copy(value))
    same(value, copy.deepcopy(value))


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_value_is_equal_to_its_copy_alone_and_has_its_hash(value):
    other = copy.deepcopy(value)
    assert value == other
    assert hash(value) == hash(other)
    assert {value: 1}[other] == 1
    assert value != 3
    assert [place for place in VALUES if place == value] == [value]


def test_every_public_class_is_among_the_values():
    """But the protocol of a rule of one's own, and an executor."""
    public = {thing for name in sg.__all__ if isinstance(thing := getattr(sg, name), type)}
    found = {type(value) for value in VALUES}
    left = {kind.__name__ for kind in public if not any(issubclass(kind, known) for known in found)}
    errors = {kind.__name__ for kind in public if issubclass(kind, BaseException)}
    assert left - errors == {"SimpleGame", "RayExecutor"}  # a protocol, and no value


def test_what_differs_in_one_field_is_another_value():
    assert sg.MonteCarlo(1000, seed=3) == SIMULATED != sg.MonteCarlo(1000, seed=4)
    assert sg.Exact(threads=2) != sg.Exact()
    assert sg.outvoted(RULE, MEMBER) != sg.outvoted(RULE, sg.member_position(0, 6))
    assert sg.banzhaf(RULE, SIMULATED) != sg.banzhaf(RULE, sg.MonteCarlo(1000, seed=4))
    assert sg.load_board("eec-1958") == EEC != CASE
    assert sg.Table(["a"], [[1]]) != sg.Table(["a"], [[2]])
    assert sg.phase(family=[0], municipality=[0]) != sg.phase(family=[0], municipality=[0.1])


def test_a_board_that_comes_back_answers_as_it_did():
    for board in (CASE, copy.deepcopy(CASE), pickle.loads(pickle.dumps(CASE))):
        assert sg.options(board, "ic").rows == sg.options(CASE, "ic").rows
        assert sg.scorecard(board, models="ic", options="centre").rows
        assert sg.criteria(board).rows == sg.criteria(CASE).rows
        assert (board.title_nl, board.source_nl) == (CASE.title_nl, CASE.source_nl) != ("", "")


def test_what_python_wraps_comes_back():
    claim = sg.claims(claims=sg.claim_ids[0], models="ic")[0]
    assert str(pickle.loads(pickle.dumps(claim))) == str(claim)
    risks = sg.mandate_risks(model="ic")
    assert np.array_equal(copy.deepcopy(risks).change, risks.change)
    diagram = sg.phase(family=[0], municipality=[0])
    assert pickle.loads(pickle.dumps(diagram)).table.rows == diagram.table.rows


def test_a_notebook_shows_results_as_tables_with_names():
    assert "Sliedrecht" in sg.mandate_risks(model="ic")._repr_html_()
    assert "<table>" in sg.phase(family=[0], municipality=[0])._repr_html_()


def test_a_simulation_that_comes_back_simulates_the_same():
    method = pickle.loads(pickle.dumps(SIMULATED))
    assert sg.banzhaf(RULE, method).values.tolist() == sg.banzhaf(RULE, SIMULATED).values.tolist()


class Named(sg.WeightedRule):
    """A class of somebody else."""


class NamedMethod(sg.Exact):
    """A class of somebody else."""


@pytest.mark.parametrize("value", [Named([1, 1, 1], 2), NamedMethod(threads=3)], ids=["rule", "method"])
def test_a_subclass_comes_back_as_what_it_is(value):
    value.name = "mine"
    for other in (copy.copy(value), pickle.loads(pickle.dumps(value)), pickle.loads(pickle.dumps(value, 0))):
        assert type(other) is type(value)
        assert other.name == "mine"
        assert repr(other) == repr(value)
        other.name = "another"
    assert value.name == "mine"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_what_cannot_be_pickled_says_so(protocol):
    for thing in (sg.coalitions(SMALL), _core.AskedRule(Own())):
        with pytest.raises(TypeError, match=r"^object: must be one that can be pickled and copied, got a \w+$"):
            pickle.dumps(thing, protocol)
        with pytest.raises(TypeError, match=r"^object: must be"):
            copy.copy(thing)


class Own:
    member_count = 3

    def wins(self, yes_voters):
        return len(yes_voters) > 1


CLASSES = [
    thing for thing in vars(_core).values() if isinstance(thing, type) and hasattr(thing, "_pybind11_conduit_v1_")
]


@pytest.mark.parametrize("class_", CLASSES, ids=lambda class_: class_.__name__)
def test_an_object_without_a_value_is_refused(class_):
    bare = class_.__new__(class_)
    names = [name for name, value in vars(class_).items() if isinstance(value, property)]
    for name in names:
        with pytest.raises(TypeError, match=r"^self: must be an object that its constructor has made"):
            getattr(bare, name)
    for use in (copy.copy, pickle.dumps, *([repr] if "__repr__" in vars(class_) else [])):
        with pytest.raises(TypeError, match=r"^(self|object): must be "):
            use(bare)
    for function in (
        sg.banzhaf,
        lambda thing: sg.outvoted(SMALL, SMALL, thing),
        lambda thing: sg.banzhaf(SMALL, thing),
    ):
        with pytest.raises(TypeError, match="must be "):
            function(bare)


def stored(version):
    for line in (STORED / f"{version}.txt").read_text(encoding="ascii").splitlines():
        name, text = line.split()
        yield name, pickle.loads(zlib.decompress(base64.b85decode(text)))


@pytest.mark.parametrize("version", sorted(file.stem for file in STORED.glob("*.txt")))
def test_pickles_of_a_version_load_in_this_one(version):
    """What a user makes is as it was; what was computed may have other last digits by now, and has its kind."""
    made = [value for value in VALUES if type(value).__module__ == "stemgewicht._core"]
    kinds = {}
    for name, value in stored(version):
        assert type(value).__name__ == name
        same(value, pickle.loads(pickle.dumps(value)))
        kinds.setdefault(name, []).append(value in made)
    assert len(kinds) > 40
    for name in (
        "WeightedRule",
        "CompositeRule",
        "CombinedRule",
        "Statute",
        "HomogeneousVotes",
        "MonteCarlo",
        "Grouping",
    ):
        assert all(kinds[name]), name


if __name__ == "__main__":
    lines = [
        f"{type(value).__name__} {base64.b85encode(zlib.compress(pickle.dumps(value, 4), 9)).decode()}\n"
        for value in VALUES
        if not isinstance(value, sg.Results)  # which stands in a folder
    ]
    STORED.mkdir(exist_ok=True)
    (STORED / f"{sg.__version__}.txt").write_text("".join(lines), encoding="ascii")
