"""The plot of a sweep shows the means of its rows."""

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

import stemgewicht as sg

STUDY = """
title = "The EEC at every quota"
measures = ["banzhaf"]
[board]
shipped = "eec-1958"
[[axes]]
quota = { from = 9, to = 17 }
"""

DRAWS = """
title = "Random boards"
measures = ["outvoted"]
[board]
members = 5
quota = "majority"
[draws]
seed = 3
count = 400
weights = { distribution = "uniform_integers", from = 1, to = 9 }
"""


def lines(axes):
    return {line.get_label(): line.get_xydata().T.tolist() for line in axes.lines}


def test_a_line_for_each_member_has_the_values_of_the_sweep(tmp_path):
    results = sg.sweep(STUDY, output=tmp_path, format="csv")
    axes = sg.plot_sweep(results, "quota", "banzhaf", "member")
    board = sg.load_board("eec-1958")
    curve = sg.quota_curve(board, range(9, 18), "banzhaf")
    shown = lines(axes)
    assert set(shown) == set(board.names)
    for name, values in zip(board.names, curve.values, strict=True):
        assert shown[name] == [list(range(9, 18)), pytest.approx(values.tolist(), abs=1e-12)]
    assert [text.get_text() for text in axes.get_legend().get_texts()][-1] == "Luxembourg"
    assert axes.get_title(loc="left") == "banzhaf over quota, by member\nThe EEC at every quota"


def test_a_band_shows_where_the_middle_of_many_rows_lies(tmp_path):
    results = sg.sweep(DRAWS, output=tmp_path)
    axes = sg.plot_sweep(results, "weight", "outvoted")
    frame = results.to_pandas()
    groups = frame.groupby("weight")["outvoted"]
    ((x, y),) = lines(axes).values()
    assert x == sorted(frame["weight"].unique())
    assert y == pytest.approx(groups.mean().tolist(), rel=1e-12)
    (band,) = axes.collections
    corners = band.get_paths()[0].vertices
    for weight, low, high in zip(x, groups.quantile(0.05), groups.quantile(0.95), strict=True):
        ends = corners[corners[:, 0] == weight][:, 1]
        assert [ends.min(), ends.max()] == pytest.approx([low, high], abs=0.02)
    assert np.ptp(corners[:, 1]) > 0.1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("quotas", "banzhaf"), 'x: must be a column, case, .*, got "quotas"'),
        (("member", "banzhaf"), 'x: must be a column of numbers, got "member"'),
        (("quota", "note"), 'y: must be a column of numbers, got "note"'),
        (("quota", "banzhaf", "family"), 'by: must be a column, .*, got "family"'),
    ],
)
def test_columns_that_are_not_there_are_refused(arguments, message, tmp_path):
    results = sg.sweep(STUDY, output=tmp_path, format="csv")
    with pytest.raises(ValueError, match=message):
        sg.plot_sweep(results, *arguments)
