"""The plot of the governance options."""

from itertools import pairwise

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

import stemgewicht as sg


@pytest.fixture(scope="module")
def table():
    return sg.options()


@pytest.fixture
def axes(table):
    return sg.plot_options(table, every=True)


def test_there_is_a_series_for_each_model_and_a_dot_for_each_line(axes, table):
    series = {line.get_label().partition(":")[0]: line for line in axes.lines if not line.get_label().startswith("_")}
    assert list(series) == ["ic", "iac", "grouped"]
    rows = [row for row in table if row["municipality"] == "Dordrecht" and row["model"] == "iac"]
    assert list(series["iac"].get_xdata()) == [row["outvoted"] for row in rows]


def test_a_long_table_is_drawn_in_part_and_says_so(table):
    drawn = sg.plot_options(table)
    labels = [label.get_text() for label in drawn.get_yticklabels()]
    assert len(labels) == 20
    assert labels[:2] == ["weights by estimated votes of 2018", "weights by seats"]  # of the assembly
    assert labels.count("weights by seats") == 2  # in the assembly and on the board, no more under the mandate
    assert "weights by contribution" not in labels  # Dordrecht alone decides
    assert "26 of 46 lines left out" in footnote(drawn)
    whole = sg.plot_options(table, every=True)
    assert len(whole.get_yticklabels()) == 46
    assert "left out" not in footnote(whole)


def test_labels_explain_dutch_words_and_give_units(axes):
    labels = [label.get_text() for label in [*axes.get_yticklabels(), *axes.texts]]
    assert any("Drechtraad (assembly" in label for label in labels)
    assert any("AB (general board)" in label for label in labels)
    assert "weights by seats" in labels
    assert "probability" in axes.get_xlabel().lower()
    assert "Dordrecht" in axes.get_title(loc="left")


def footnote(axes):
    return " ".join(axes.texts[-1].get_text().split())


def test_the_notes_say_what_stands_in_is_assumed_or_unknown(axes):
    for words in (
        "seats are a second set of weights", "votes of March 2022 are a third set", "divided by population",
        "families were put together", "more than half of all weight", "Dordrecht alone decides",
    ):  # fmt: skip
        assert words in footnote(axes)
    assert "worked back" not in footnote(axes)  # derived, seats: in the table


def test_the_notes_are_those_on_what_is_shown():
    drawn = sg.plot_options(sg.options(models="ic", schemes="seats", options="ab"))
    assert "seats are a second set of weights" in footnote(drawn)
    for words in ("March 2022", "divided by population", "families", "alone decides"):
        assert words not in footnote(drawn)


MODELS = ("ic", "iac", "grouped:family", "beta:2,2", "grouped:municipality", "independent:0.6")


@pytest.mark.parametrize("count", range(1, 7))
def test_neither_legend_nor_labels_cover_a_dot(count):
    axes = sg.plot_options(sg.options(models=MODELS[:count]))
    figure = axes.figure
    figure.draw_without_rendering()
    width, height = figure.get_size_inches()
    assert (width, 5 < height < 9) == (10, True)
    assert axes.get_position().width > 0.7
    legend = axes.get_legend().get_window_extent()
    assert legend.y1 < axes._left_title.get_window_extent().y0
    series = [line for line in axes.lines if not line.get_label().startswith("_")]
    assert len(series) == count
    dots = [axes.transData.transform(point) for line in series for point in line.get_xydata()]
    assert not any(legend.contains(*dot) for dot in dots)
    labels = [text.get_window_extent() for text in [*axes.get_yticklabels(), *axes.texts]]
    labels.sort(key=lambda box: -box.y0)
    assert len(labels) == 20 + 7 + 1  # lines, options and notes
    assert all(above.y0 > below.y1 - 1 for above, below in pairwise(labels))
    page = figure.bbox
    for box in (*labels, legend, axes._left_title.get_window_extent(), axes.xaxis.label.get_window_extent()):
        assert page.x0 <= box.x0 <= box.x1 <= page.x1
        assert page.y0 <= box.y0 <= box.y1 <= page.y1


def test_another_municipality_and_other_axes_may_be_given(table):
    left, right = Figure().subplots(1, 2)
    assert sg.plot_options(table, "Sliedrecht", ax=right) is right
    assert "Sliedrecht" in right.get_title(loc="left")
    assert not left.lines


def test_a_case_is_computed_where_no_table_is_given(table):
    drawn = sg.plot_options("drechtsteden-2018")
    assert len(drawn.lines) == len(sg.plot_options().lines)


def test_the_risk_is_that_of_the_centre_where_no_municipality_is_named():
    drawn = sg.plot_options(sg.options("holland-rijnland-2022", models="ic"))
    assert drawn.get_title(loc="left") == "How often would Leiden be outvoted?"


def test_kinds_of_decisions_are_written_in_words(axes):
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[-2:] == ["operations", "all decisions"]
    assert {"packages and operations", "policy", "policy and plus package"} <= set(labels)


def test_a_scheme_that_stands_for_several_kinds_is_told_apart_and_no_label_covers_another():
    drawn = sg.plot_options(sg.options("tienstroom-synthetic", models="ic"), every=True)
    drawn.figure.draw_without_rendering()
    labels = drawn.get_yticklabels()
    texts = [label.get_text() for label in labels]
    assert {"weights by seats: policy and housing", "weights by seats: purchasing and staff"} <= set(texts)
    headings = [text.get_text() for text in drawn.texts]
    assert "Mandate" in headings  # what the Drechtsteden mean by it is not said of others
    boxes = sorted((label.get_window_extent() for label in labels), key=lambda box: -box.y0)
    assert all(above.y0 > below.y1 - 1 for above, below in pairwise(boxes))


def test_an_unknown_municipality_is_refused(table):
    with pytest.raises(ValueError, match=r'municipality: must be one of Dordrecht, .*, got "Rotterdam"'):
        sg.plot_options(table, "Rotterdam")


def test_the_same_svg_comes_out_each_time(table, tmp_path):
    with mpl.rc_context({"svg.hashsalt": "stemgewicht"}):
        for name in ("a.svg", "b.svg"):
            drawn = sg.plot_options(table)
            drawn.figure.savefig(tmp_path / name, metadata={"Date": None})
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_the_assembly_of_a_region_of_your_own_is_told_in_words():
    region = {"municipality": ["A", "A", "B"], "list": ["x", "y", "z"], "seats": [3, 2, 4]}
    axes = sg.plot_options(sg.parse_board(sg.case_from_table(region), "region"))
    assert "Assembly: all council groups vote freely" in [text.get_text() for text in axes.texts]
