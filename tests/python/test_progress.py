"""Long calls say how far they are, where they are asked to."""

import sys
import threading
from itertools import pairwise

import pytest

import stemgewicht as sg

CASE = "drechtsteden-2018"


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr("stemgewicht._progress.INTERVAL", 0)
    return []


def grows(told):
    """Whether each number told is within its whole, and within one work none is below the last."""
    return all(done <= all_ for done, all_ in told) and all(a[0] <= b[0] for a, b in pairwise(told) if a[1] == b[1])


CALLS = {
    "options": lambda progress: sg.options(CASE, models="ic", progress=progress),
    "staircase": lambda progress: sg.staircase(CASE, models="ic", progress=progress),
    "scorecard": lambda progress: sg.scorecard(CASE, models="ic", progress=progress),
    "claims": lambda progress: sg.claims(CASE, ["money", "pair_majority"], models="ic", progress=progress),
    "vote_ranges": lambda progress: sg.vote_ranges(CASE, "ic", draws=3, progress=progress),
    "phase": lambda progress: sg.phase(CASE, [0, 0.5], [0, 0.5], options="ab", progress=progress),
    "front": lambda progress: sg.front(CASE, "ic", progress=progress),
}


@pytest.mark.parametrize("call", CALLS)
def test_calls_of_the_study_tell_a_function_how_far_they_are(call, told):
    CALLS[call](lambda done, all: told.append((done, all)))
    assert told
    assert told[-1][0] >= 0.9 * told[-1][1]  # a front is told in steps
    assert grows(told)


def test_whatever_runs_inside_a_block_is_told_and_nothing_after_it(told):
    rule = sg.majority_rule([5, 4, 3, 2, 1])
    method = sg.MonteCarlo(samples=2_000_000)
    with sg.progress(lambda done, all: told.append((done, all))):
        sg.outvoted(rule, sg.member_position(0, 5), method=method)
    assert told
    assert told[-1] == (2_000_000, 2_000_000)
    assert grows(told)
    count = len(told)
    sg.outvoted(rule, sg.member_position(0, 5), method=method)
    assert len(told) == count


def test_blocks_stand_in_blocks_and_other_threads_are_not_told(told):
    rule, inner = sg.majority_rule([3, 2, 1]), []
    position, method = sg.member_position(0, 3), sg.MonteCarlo(samples=100_000)
    with sg.progress(lambda *now: told.append(now)):
        with sg.progress(lambda *now: inner.append(now)):
            sg.outvoted(rule, position, method=method)
        assert inner
        assert not told
        thread = threading.Thread(target=lambda: sg.outvoted(rule, position, method=method))
        thread.start()
        thread.join()
        assert not told
        sg.outvoted(rule, position, method=method)
    assert told


def test_an_error_of_the_function_ends_the_call_and_the_telling():
    def fail(done, all):
        raise LookupError("enough")

    for _ in range(2):
        with pytest.raises(LookupError, match="enough"):
            sg.options(CASE, models="ic", progress=fail)
    assert len(sg.options(CASE, models="ic")) > 0


def test_a_bar_of_tqdm_is_drawn_and_cleared(capsys):
    sg.options(CASE, models="ic", progress=True)
    told = capsys.readouterr().err
    assert "100%" in told or "it/s" in told
    assert not told.rpartition("\r")[0].rpartition("\r")[2].strip()


def test_what_cannot_be_shown_is_refused(monkeypatch):
    with pytest.raises(TypeError, match=r"^progress: must be True, False, None or a function, got 'yes'$"):
        sg.options(CASE, progress="yes")
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ImportError, match=r"pip install 'stemgewicht\[progress\]'"), sg.progress():
        pass
