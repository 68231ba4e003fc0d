"""The plots of the governance study."""

import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import stemgewicht as sg

CASE = "drechtsteden-2018"


def texts(axes):
    return [text.get_text() for text in axes.texts]


def within_the_page(axes):
    """Whether all that is drawn can be seen."""
    figure = axes.figure
    figure.draw_without_rendering()
    page = figure.bbox
    parts = [*axes.texts, axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label]
    boxes = [part.get_window_extent() for part in parts if part.get_text()]
    if axes.get_legend():
        boxes.append(axes.get_legend().get_window_extent())
    return all(
        page.x0 - 1 <= box.x0 <= box.x1 <= page.x1 + 1 and page.y0 - 1 <= box.y0 <= box.y1 <= page.y1 + 1
        for box in boxes
    )


def test_the_staircase_has_two_lines_for_each_model():
    table = sg.staircase(CASE, "one_vote", models=["ic", "iac"])
    axes = sg.plot_staircase(table)
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert len(labels) == 3
    assert labels[-1] == "mean of the others"
    own = [row["outvoted"] for row in table if (row["model"], row["municipality"]) == ("ic", "Dordrecht")]
    first = axes.lines[0]
    assert list(first.get_ydata())[:-1] == own
    assert first.get_drawstyle() == "steps-post"
    assert "Dordrecht" in axes.get_xlabel()
    assert axes.get_title(loc="left").endswith("(one vote each)")
    assert "robability" in axes.get_ylabel()
    assert within_the_page(axes)


def test_break_even_points_are_marked_where_the_lines_meet():
    table = sg.break_even(CASE, models="ic")
    axes = sg.plot_break_even(table, "Dordrecht", "ic", "mandate")
    shares = [
        row["break_even"]
        for row in table
        if (row["municipality"], row["option"]) == ("Dordrecht", "mandate")
        and row["break_even"] is not None
        and row["break_even"] < 1
    ]
    assert shares
    marked = [text for text in texts(axes) if text.endswith("%")]
    assert sorted(marked) == sorted(f"{share:.0%}" for share in shares)
    assert "base package" in axes.get_xlabel()
    assert within_the_page(axes)
    with pytest.raises(ValueError, match="municipality: must be one of"):
        sg.plot_break_even(table, "Rotterdam")


def test_break_even_lines_look_different_and_their_labels_are_clear_of_the_rising_ones():
    axes = sg.plot_break_even(sg.break_even(CASE, models="ic"), "Dordrecht", "ic", "mandate")
    rising = [line for line in axes.get_lines() if len(line.get_xdata()) == 2 and line.get_ydata()[0] == 0]
    looks = {(line.get_color(), line._unscaled_dash_pattern[1], line.get_linestyle()) for line in rising}
    assert len(rising) == 9 > len(sg._plot.SERIES)
    assert len({str(look) for look in looks}) == 9
    assert {text for text in texts(axes) if text.startswith("Drechtraad")} == {
        "Drechtraad: 0.222",
        "Drechtraad: 0.278",
        "Drechtraad: 0.335",
    }
    axes.figure.draw_without_rendering()
    for text in axes.texts:
        if not text.get_text().endswith("%"):
            box = text.get_window_extent().transformed(axes.transData.inverted())
            assert all(line.get_ydata()[1] * box.x1 < box.y0 for line in rising), text.get_text()


def lightness(colour):
    return float(np.dot(mpl.colors.to_rgb(colour), (0.2126, 0.7152, 0.0722)))


def test_the_phase_diagram_names_the_best_option_in_each_region():
    phase = sg.phase(CASE, [0, 0.25, 0.5], [0, 0.25, 0.5], model="copy", schemes="one_vote")
    for who in ("Dordrecht", "sum"):
        axes = sg.plot_phase(phase, who)
        best = {int(choice) for choice in phase.best(who).flat if choice >= 0}
        assert len(texts(axes)) == len(best)
        for choice in best:
            assert any(
                "AB" in text if phase.choices[choice][0] == "ab" else "Drechtraad" in text for text in texts(axes)
            )
        greys = {round(lightness(patch.get_facecolor()), 3) for patch in axes.patches if not patch.get_hatch()}
        assert len(greys) == len(best)
        assert min(greys) > 0.5  # black on it can be read
        assert within_the_page(axes)
    with pytest.raises(ValueError, match="who: must be one of"):
        sg.plot_phase(phase, "Rotterdam")


def test_the_tornado_has_a_bar_for_each_factor_the_widest_on_top():
    method = sg.Conditional(points=16, randomizations=8)
    table = sg.sensitivity(CASE, options="drechtraad", method=method)
    axes = sg.plot_tornado(table)
    rows = [row for row in table if row["swing"] is not None]
    assert [label.get_text() for label in axes.get_yticklabels()] == [row["factor"] for row in rows]
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == pytest.approx([row["swing"] for row in rows])
    assert [bool(bar.get_hatch()) for bar in axes.patches] == [row["status"] != "computed" for row in rows]
    assert axes.yaxis_inverted()
    assert within_the_page(axes)
    with pytest.raises(ValueError, match="option: must be one of"):
        sg.plot_tornado(table, "ab")


def test_the_tornado_names_the_municipality_and_has_an_axis_of_chances_alone():
    axes = sg.plot_tornado("holland-rijnland-2022")
    assert axes.get_title(loc="left") == "AB (general board): what the risk of Leiden hangs on"
    assert all(0 <= tick <= 1 for tick in axes.get_xticks())
    assert axes.spines["bottom"].get_bounds()[0] == 0
    assert within_the_page(axes)


@pytest.mark.parametrize(
    "plot",
    [
        lambda **more: sg.plot_options(sg.options(CASE, models="ic"), **more),
        lambda **more: sg.plot_staircase(sg.staircase(CASE, models="ic"), **more),
        lambda **more: sg.plot_break_even(sg.break_even(CASE, models="ic", municipalities="Dordrecht"), **more),
        lambda **more: sg.plot_tornado("holland-rijnland-2022", **more),
        lambda **more: sg.plot_phase(sg.phase(CASE, [0, 0.5], [0, 0.5], schemes="seats"), **more),
    ],
    ids=["options", "staircase", "break_even", "tornado", "phase"],
)
def test_pyplot_knows_nothing_of_a_plot_of_the_study_which_a_notebook_shows(plot, monkeypatch):
    known = plt.get_fignums()
    axes = plot()
    assert plt.get_fignums() == known
    assert axes._repr_png_().startswith(b"\x89PNG")
    left, right = Figure(figsize=(14, 6)).subplots(1, 2)
    assert plot(ax=right) is right
    assert not left.lines
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ModuleNotFoundError, match=r"plot_\w+\(\) needs matplotlib, .*'stemgewicht\[plot\]'"):
        plot()
