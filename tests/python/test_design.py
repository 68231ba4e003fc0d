"""Weights that are designed, in Python."""

import pickle
import warnings

import numpy as np
import pytest

import stemgewicht as sg

TARGET = [0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.05]


def test_the_nearest_rule_is_what_its_own_index_says():
    answer = sg.inverse(TARGET, constraints="proper", listed=3)
    assert answer.proved
    assert answer.gap == 0
    assert answer.lower_bound == answer.distance
    assert answer.compared == 14754
    assert len(answer.rules) == min(3, answer.ties)
    for rule, values in zip(answer.rules, answer.values, strict=True):
        assert np.allclose(values, sg.banzhaf_normalized(rule), atol=1e-14)
        assert np.isclose(np.linalg.norm(values - TARGET), answer.distance, atol=1e-14)
    near = sg.banzhaf_normalized(sg.WeightedRule([9, 6, 5, 4, 3, 2, 1], quota=16))
    assert answer.distance <= np.linalg.norm(near - TARGET)
    assert "distance=0.00707107" in repr(answer)


@pytest.mark.parametrize("norm", ["absolute", "euclidean", "largest", "relative"])
def test_a_rule_is_found_again_by_its_power(norm):
    rule = sg.WeightedRule([5, 4, 3, 2, 1], quota=9)
    for measure in ("shapley_shubik", "johnston", "deegan_packel"):
        answer = sg.inverse(getattr(sg, measure)(rule), measure, norm=norm)
        assert answer.distance == pytest.approx(0, abs=1e-12)
    risks = [member.outvoted for member in sg.outvoted_members(rule, "independent:0.2,0.4,0.5,0.7,0.9")]
    found = sg.inverse(risks, "outvoted:independent:0.2,0.4,0.5,0.7,0.9", norm=norm, listed=1)
    again = [member.outvoted for member in sg.outvoted_members(found.rule, "independent:0.2,0.4,0.5,0.7,0.9")]
    assert again == pytest.approx(risks, abs=1e-12)


def test_constraints_are_kept_to():
    free = sg.inverse(TARGET)
    answer = sg.inverse(TARGET, constraints=["quota=majority", "no_veto", "winning=1+7", "banzhaf(2)<=0.2"])
    assert answer.distance > free.distance
    for rule in answer.rules:
        assert rule.quota == sum(rule.weights) // 2 + 1
        assert rule.weights[0] + rule.weights[6] >= rule.quota
        assert sg.banzhaf(rule)[1] <= 0.2
        assert sg.rule_properties(rule).veto_members == []


def test_what_is_no_problem_is_refused():
    with pytest.raises(
        ValueError, match="target: must be numbers that sum to 1, as banzhaf_normalized does, got a sum"
    ):
        sg.inverse([0.5, 0.4])
    with pytest.raises(ValueError, match=r'norm: must be one of absolute, .* got "worst"'):
        sg.inverse([0.5, 0.5], norm="worst")
    with pytest.raises(ValueError, match="quota >= 1/1 with no_veto, which exclude each other"):
        sg.inverse([0.5, 0.3, 0.2], constraints=["quota=100%", "no_veto"])
    with pytest.raises(ValueError, match=r'constraint: must be proper, no_dictator, .* got "fair"'):
        sg.inverse([0.5, 0.5], constraints="fair")
    with pytest.raises(ValueError, match=r'measure: must be an index .* got "power"'):
        sg.inverse([0.5, 0.5], "power")
    with pytest.raises(TypeError, match=r'^target\[1\]: must be a number, got "a"$'):
        sg.inverse([0.5, "a"])
    for target in (None, 0.5, "0.5,0.5"):
        with pytest.raises(TypeError, match=r"^target: must be a list of numbers, got "):
            sg.inverse(target)


def test_a_case_is_designed_by_its_schemes():
    table = sg.design("drechtsteden-2018", "banzhaf_normalized=population", constraints="quota=majority", listed=1)
    rows = list(table)
    assert next(row["member"] for row in rows) == "Dordrecht"
    assert sum(row["target"] for row in rows) == pytest.approx(1)
    rule = sg.WeightedRule([row["weight"] for row in rows], quota=rows[0]["quota"])
    assert [row["value"] for row in rows] == pytest.approx(list(sg.banzhaf_normalized(rule)), abs=1e-14)
    wanted = [row["target"] for row in rows]
    population = sg.board_rule(sg.load_board("drechtsteden-2018"), "population")
    by_heads = np.linalg.norm(sg.banzhaf_normalized(population) - wanted)
    assert np.linalg.norm([row["difference"] for row in rows]) <= by_heads + 1e-12


def test_the_steps_of_a_weight_are_those_of_weight_steps():
    table = sg.tipping("drechtsteden-2018", "Dordrecht", "outvoted:iac", reach="outvoted:iac<=0.15")
    steps = sg.weight_steps(sg.board_rule(sg.load_board("drechtsteden-2018"), "seats").weights, 0)
    rows = list(table)
    assert [row["from"] for row in rows] == [step.first for step in steps]
    for row, step in zip(rows, steps, strict=True):
        risks = [member.outvoted for member in sg.outvoted_members(step.rule, "iac")]
        assert row["value"] == pytest.approx(risks[0], abs=1e-14)
        assert row["others_largest"] == pytest.approx(max(risks[1:]), abs=1e-14)
    assert sum(row["now"] for row in rows) == 1
    assert any("outvoted:iac<=0.15 is reached by a weight of" in note for note in table.notes)


def test_a_chamber_is_a_game():
    chambers, rules = sg.chamber_map([3, 2, 2, 1], members=(0, 3), largest=(6, 4))
    assert chambers.shape == (7, 5)
    powers = {}
    for (a, b), chamber in np.ndenumerate(chambers):
        rule = sg.majority_rule([a, 2, 2, b])
        powers.setdefault(int(chamber), tuple(sg.banzhaf(rule)))
        assert powers[int(chamber)] == tuple(sg.banzhaf(rule)) == tuple(sg.banzhaf(rules[chamber]))
    assert set(powers) == set(range(len(rules)))


def test_a_file_of_games_that_is_cut_off_is_told_of(tmp_path):
    file = tmp_path / "games.bin"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = sg.inverse([0.5, 0.3, 0.2], games=file)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.warns(UserWarning, match="is not a whole file of the weighted games of 3 members; it is made again"):
        assert sg.inverse([0.5, 0.3, 0.2], games=file) == first


def test_more_members_are_searched_for_and_the_gap_is_told():
    target = np.arange(1, 13) / 78
    answer = sg.inverse(target, norm="largest", tolerance=0.01)
    assert not answer.proved
    assert answer.distance <= 0.01
    assert 0 <= answer.lower_bound <= answer.distance
    assert np.allclose(answer.values[0], sg.banzhaf_normalized(answer.rule), atol=1e-12)


def test_an_answer_is_a_value():
    answer = sg.inverse([0.5, 0.3, 0.2])
    assert pickle.loads(pickle.dumps(answer)) == answer
    assert answer != sg.inverse([0.4, 0.4, 0.2])


def test_the_plots_show_what_was_found():
    pytest.importorskip("matplotlib")
    ax = sg.plot_inverse(sg.inverse(TARGET), names="ABCDEFG")
    assert next(label.get_text() for label in ax.get_yticklabels()) == "A (12)"
    target, reached = (line for line in ax.lines if line.get_label() in ("target", "reached"))
    assert list(target.get_xdata()) == TARGET
    assert np.allclose(reached.get_xdata(), sg.inverse(TARGET).values[0])
    with pytest.raises(ValueError, match="names: must be one for each of the 7 members, got 2"):
        sg.plot_inverse(sg.inverse(TARGET), names="AB")
    ax = sg.plot_chambers([39, 27, 23, 23, 21, 19, 17], (0, 1), (60, 40))
    assert "games; 5 other members as they are" in ax.get_title(loc="left")
    assert ax.get_xlabel() == "weight of 1"
