"""The plots of power, quotas, the weight for a motion, coalitions, simulations and the front."""

import sys
from itertools import combinations, product

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

import stemgewicht as sg

EEC = sg.load_board("eec-1958")
SMALL = sg.WeightedRule([3, 2, 2], 4)


def series(axes):
    return {line.get_label(): line for line in axes.lines if not line.get_label().startswith("_")}


def boxes_of_texts(axes):
    """The boxes of all that is written, where it is within the page; asserts that it is."""
    figure = axes.figure
    figure.draw_without_rendering()
    page = figure.bbox
    title = [part for part in (axes._left_title, axes.xaxis.label, axes.yaxis.label) if part.get_text()]
    legend = [axes.get_legend()] if axes.get_legend() else []
    ticks = [label for label in [*axes.get_yticklabels(), *axes.get_xticklabels()] if label.get_text()]
    inside = [text for text in axes.texts if text.get_text()]
    for part in [*title, *legend, *inside]:
        box = part.get_window_extent()
        assert page.x0 - 1 <= box.x0 <= box.x1 <= page.x1 + 1, part
        assert page.y0 - 1 <= box.y0 <= box.y1 <= page.y1 + 1, part
    return {
        "title": [part.get_window_extent() for part in [axes._left_title, *legend]],
        "ticks": [label.get_window_extent() for label in ticks if label.axes],
        "inside": [text.get_window_extent() for text in inside],
    }


def assert_readable(axes):
    """Nothing is outside of the page, and no text covers another."""
    found = boxes_of_texts(axes)
    for first, second in combinations([*found["title"], *found["inside"]], 2):
        assert not first.overlaps(second)
    for first, second in combinations(found["ticks"], 2):
        assert first.overlaps(second) is False or min(first.width, second.width) < 1


def test_the_dots_of_power_are_shares_of_power_over_shares_of_weight():
    axes = sg.plot_power(EEC)
    assert list(series(axes)) == ["as much as the weight", "banzhaf_normalized", "shapley_shubik"]
    for name in ("banzhaf_normalized", "shapley_shubik"):
        x, y = series(axes)[name].get_data()
        assert x == pytest.approx([100 * weight / 17 for weight in EEC.weights])
        assert y == pytest.approx([100 * value for value in getattr(sg, name)(EEC)])
    assert [text.get_text() for text in axes.texts] == ["France and 2 more", "Belgium and Netherlands", "Luxembourg"]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Share of the weight (%)", "Share of the power (%)")
    assert_readable(axes)


def test_a_board_of_190_members_is_named_as_far_as_there_is_room():
    board = sg.load_board("imf-2022")
    axes = sg.plot_power(board, "banzhaf_normalized")
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert series(axes)["banzhaf_normalized"].get_ydata() == pytest.approx(100 * sg.banzhaf_normalized(board))
    texts = [text.get_text() for text in axes.texts]
    assert texts[:3] == ["United States", "Japan", "China"]
    assert 15 < len(texts) < 100
    assert_readable(axes)
    assert_readable(sg.plot_quota_curve(board, [2519966, 3000000, 4000000]))


def test_the_curve_over_the_quota_has_the_values_of_quota_curve_and_a_line_for_equal_members():
    axes = sg.plot_quota_curve(EEC)
    curve = sg.quota_curve(EEC, list(range(9, 18)))
    lines = series(axes)
    assert list(lines) == ["France and 2 more", "Belgium and Netherlands", "Luxembourg", "quota"]
    for label, member in (("France and 2 more", 0), ("Belgium and Netherlands", 3), ("Luxembourg", 5)):
        x, y = lines[label].get_data()
        assert x == pytest.approx([100 * quota / 17 for quota in range(9, 18)])
        assert list(y) == curve.values[member].tolist()
        assert lines[label].get_drawstyle() == "steps-pre"
    assert lines["quota"].get_xdata()[0] == pytest.approx(100 * 12 / 17)
    assert len({line.get_linestyle() for line in list(lines.values())[:3]}) >= 2
    assert "%" in axes.get_xlabel()
    assert_readable(axes)


def test_only_the_members_asked_for_have_colours():
    axes = sg.plot_quota_curve(EEC, index="shapley_shubik", members=["Luxembourg", 0])
    assert list(series(axes)) == ["France and 2 more", "others", "Luxembourg", "quota"]
    with pytest.raises(ValueError, match=r'members: must be of France, .*, got "Spain"'):
        sg.plot_quota_curve(EEC, members=["Spain"])
    with pytest.raises(ValueError, match=r"members: must be of 0\.\.5, got 6"):
        sg.plot_quota_curve(EEC, members=[6])


def heights(axes):
    return {round(bar.get_x() + bar.get_width() / 2): bar.get_height() for bar in axes.patches}


def test_the_bars_are_the_chances_of_the_weights():
    axes = sg.plot_yes_weight(SMALL)
    chances = dict.fromkeys(range(8), 0.0)
    for votes in product((0, 1), repeat=3):
        chances[sum(vote * weight for vote, weight in zip(votes, SMALL.weights, strict=True))] += 1 / 8
    assert heights(axes) == pytest.approx(chances)
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["quota 4", "fails: 0.5000", "passes: 0.5000"]
    assert len({bar.get_facecolor() for bar in axes.patches}) == 2
    assert_readable(axes)


@pytest.mark.parametrize(
    ("name", "model"),
    [("drechtsteden-2018", "ic"), ("imf-2022", "ic"), ("eec-1958", "ic"), ("eec-1958", "beta:2,3")],
)
def test_the_coloured_bars_add_up_to_the_chance_to_pass(name, model):
    board = sg.load_board(name)
    axes = sg.plot_yes_weight(board, model)
    bars = axes.patches
    assert len(bars) <= 61
    assert sum(bar.get_height() for bar in bars) == pytest.approx(1)
    passing = [bar.get_height() for bar in bars if bar.get_facecolor() == bars[-1].get_facecolor()]
    assert sum(passing) == pytest.approx(sg.pass_probability(board, model))
    assert_readable(axes)


def test_a_model_may_name_the_groups_of_a_board():
    case = sg.load_board("drechtsteden-2018")
    by_name = sg.plot_yes_weight(case, "grouped:family")
    by_value = sg.plot_yes_weight(case, sg.grouped(case.groupings["family"]))
    assert [bar.get_height() for bar in by_name.patches] == pytest.approx(
        [bar.get_height() for bar in by_value.patches]
    )
    assert by_name.get_xlabel() == "Weight of those who say yes (seats)"


def test_every_kind_of_minimal_winning_coalition_has_a_column():
    axes = sg.plot_coalitions(EEC)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "France and 2 more (3)",
        "Belgium and Netherlands (2)",
    ]
    texts = [text.get_text() for text in axes.texts]
    assert texts == ["3", "1", "2", "2", "3"]  # three of France, Germany, Italy; two of them with both others, thrice
    assert "2 in all" in axes.get_xlabel()
    assert "4 in all" in axes.get_xlabel()
    assert "in none: Luxembourg" in axes.get_xlabel()
    assert_readable(axes)


def test_of_many_kinds_those_with_most_coalitions_are_drawn():
    board = sg.load_board("holland-rijnland-2022")
    axes = sg.plot_coalitions(board)
    assert "the 24 of 32 with most coalitions" in axes.get_xlabel()
    assert f"{sg.coalition_count(board)} in all" in axes.get_xlabel()
    assert_readable(axes)
    with pytest.raises(
        ValueError, match="rule: must have at most 200000 minimal winning coalitions to be drawn, got 561819"
    ):
        sg.plot_coalitions(sg.load_board("eu-council-nice-2007"))


def test_rules_without_weights_have_coalitions_to_draw():
    axes = sg.plot_coalitions(sg.CoalitionRule(4, [[0, 1], [2, 3]]), list("abcd"))
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a and b (2)", "c and d (2)"]
    assert [text.get_text() for text in axes.texts] == ["2", "1", "2", "1"]


def test_the_simulation_settles_within_its_band():
    method = sg.MonteCarlo(20000, seed=5)
    axes = sg.plot_convergence(EEC, "Belgium", method=method)
    x, y = axes.lines[0].get_data()
    assert list(x[-2:]) == [10000, 20000]
    assert x[0] >= 128
    last = sg.outvoted(EEC, "Belgium", method=method).outvoted
    assert y[-1] == last.value
    (band,) = axes.collections
    corners = band.get_paths()[0].vertices
    at_end = corners[corners[:, 0] == 20000][:, 1]
    assert {round(value, 12) for value in (at_end.min(), at_end.max())} == {
        round(last.value + sign * 1.96 * last.error, 12) for sign in (-1, 1)
    }
    exact = sg.outvoted(EEC, "Belgium").outvoted
    assert f"exact {exact:.6f}" in series(axes)
    assert np.unique(series(axes)[f"exact {exact:.6f}"].get_ydata()) == [exact]
    assert axes.get_ylabel() == "Probability, per motion: outvoted"
    assert_readable(axes)


def test_without_a_position_it_is_the_chance_to_pass():
    method = sg.MonteCarlo(1000)
    axes = sg.plot_convergence(EEC, method=method, exact=False)
    assert axes.lines[0].get_ydata()[-1] == sg.pass_probability(EEC, method=method).value
    assert list(series(axes)) == ["estimate"]


def test_the_front_is_that_of_the_table_and_the_schemes_are_named():
    table = sg.front("drechtsteden-2018", models="ic", schemes=["seats", "one_vote"])
    axes = sg.plot_front(table)
    free = sorted((row["outvoted"], row["others_mean"]) for row in table if not row["scheme"])
    assert list(zip(*series(axes)["no rule betters these"].get_data(), strict=True)) == free
    dots = list(zip(*series(axes)["schemes of the case"].get_data(), strict=True))
    assert dots == [(row["outvoted"], row["others_mean"]) for row in table if row["scheme"]]
    assert sorted(text.get_text() for text in axes.texts) == ["one vote each", "seats"]
    assert axes.get_xlabel() == "P(Dordrecht is outvoted), per motion"
    assert_readable(axes)
    with pytest.raises(ValueError, match='model: must be one of ic, got "iac"'):
        sg.plot_front(table, "iac")
    other = sg.front("drechtsteden-2018", models="ic", schemes="seats", axes=["penrose,action", "risk,mean"])
    axes = sg.plot_front(other)
    free = sorted(
        (row["square_root"], row["action"]) for row in other if row["others"] == "penrose,action" and not row["scheme"]
    )
    assert list(zip(*series(axes)["no rule betters these"].get_data(), strict=True)) == free
    assert axes.get_ylabel() == "power of the board to act"


PLOTS = [
    sg.plot_power,
    sg.plot_quota_curve,
    sg.plot_yes_weight,
    sg.plot_coalitions,
    lambda rule, **more: sg.plot_convergence(rule, method=sg.MonteCarlo(500), **more),
]


@pytest.mark.parametrize("plot", PLOTS)
def test_pyplot_knows_nothing_of_a_plot_and_axes_may_be_given(plot):
    known = plt.get_fignums()
    axes = plot(SMALL)
    assert plt.get_fignums() == known
    assert axes._repr_png_().startswith(b"\x89PNG")
    left, right = mpl.figure.Figure(figsize=(12, 5)).subplots(1, 2)
    assert plot(SMALL, ax=right) is right
    assert not left.lines


@pytest.mark.parametrize("plot", PLOTS[:3])
def test_a_rule_without_weights_is_refused(plot):
    with pytest.raises(TypeError, match="rule: must be a board or a WeightedRule, got "):
        plot(sg.CoalitionRule(3, [[0, 1], [2]]))


@pytest.mark.parametrize("plot", [*PLOTS, lambda rule: sg.plot_front("drechtsteden-2018")])
def test_a_missing_matplotlib_is_named_with_its_extra(plot, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ModuleNotFoundError, match=r"plot_\w+\(\) needs matplotlib, .*'stemgewicht\[plot\]'"):
        plot(SMALL)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match='index: must be one with a value for each member, got "winning_coalitions"'):
        sg.plot_power(EEC, "winning_coalitions")
    with pytest.raises(ValueError, match=r'index: must be one of banzhaf, .*, got "clout"'):
        sg.plot_power(EEC, "clout")
    with pytest.raises(ValueError, match="rule: must be one quota on the weight, got votes >= 255"):
        sg.plot_yes_weight(sg.load_board("eu-council-nice-2007"))
    with pytest.raises(TypeError, match='method: must be a MonteCarlo, got "exact"'):
        sg.plot_convergence(EEC, method="exact")
    with pytest.raises(ValueError, match='measure: must be a chance of outvoted that has an estimate, got "clout"'):
        sg.plot_convergence(EEC, 0, method=sg.MonteCarlo(500), measure="clout")
    with pytest.raises(ValueError, match="quota"):
        sg.plot_quota_curve(EEC, [0])
