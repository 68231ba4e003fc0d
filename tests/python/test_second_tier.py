"""Optimal quotas, and boards of delegates who vote as their constituencies do."""

import itertools
import pickle

import numpy as np
import pytest

import stemgewicht as sg

POPULATIONS = [120_000, 31_000, 57_000, 8_500, 25_000]


def test_an_optimal_quota_is_the_best_of_the_curve():
    best = sg.optimal_quota([9, 7, 5, 3, 1])
    shares = best.curve.values / best.curve.values.sum(axis=0)
    plain = np.sqrt(((shares.T - np.array([9, 7, 5, 3, 1]) / 25) ** 2).mean(axis=1))
    assert best.every
    np.testing.assert_allclose(best.criteria, plain, atol=1e-12)
    assert best.criterion == min(plain)
    assert best.curve.quotas == list(range(13, 26))
    assert best.quota == best.curve.quotas[int(plain.argmin())]
    assert pickle.loads(pickle.dumps(best)).quota == best.quota
    assert repr(best).startswith("OptimalQuota(quota=")


def test_a_quota_can_be_judged_by_a_function_or_by_wanted_shares():
    fewest = sg.optimal_quota([5, 4, 3, 2, 1], lambda values, chance: chance, first=8, last=10)
    assert fewest.quota == 10
    equal = sg.optimal_quota([5, 4, 3, 2, 1], wanted=[1, 1, 1, 1, 1])
    assert equal.quota == 15
    assert equal.criterion == pytest.approx(0, abs=1e-15)
    with pytest.raises(ZeroDivisionError):
        sg.optimal_quota([2, 1], lambda values, chance: 1 / 0)
    with pytest.raises(ValueError, match=r"first: must be 1\.\.6, got 9"):
        sg.optimal_quota([3, 2, 1], first=9)
    with pytest.raises(ValueError, match="wanted: must be None"):
        sg.optimal_quota([3, 2, 1], lambda values, chance: 0.0, wanted=[1, 1, 1])
    roots = [round(1000 * population**0.5) for population in POPULATIONS]
    assert (
        abs(
            sg.normal_quota(roots) / sum(roots) - 0.5 * (1 + sum(POPULATIONS) ** 0.5 / sum(p**0.5 for p in POPULATIONS))
        )
        < 1e-4
    )


def test_the_shares_of_a_second_tier_are_roots_margins_or_citizens():
    roots = np.sqrt(POPULATIONS) / np.sqrt(POPULATIONS).sum()
    np.testing.assert_allclose(sg.second_tier_shares(POPULATIONS, "equal_chance"), roots, rtol=1e-4)
    np.testing.assert_allclose(sg.second_tier_shares(POPULATIONS, "least_deficit", 0.3), roots, rtol=1e-4)
    whole = np.array(POPULATIONS) / sum(POPULATIONS)
    np.testing.assert_allclose(sg.second_tier_shares(POPULATIONS, "utilitarian", 1), whole)
    np.testing.assert_allclose(sg.second_tier_shares(POPULATIONS, "utilitarian", 1 / 3), whole, rtol=1e-3)
    np.testing.assert_allclose(sg.mean_margins([3, 4], 0), [1.5, 1.5])
    np.testing.assert_allclose(sg.citizen_decides_delegate([3, 4], 0), [0.5, 0.375])
    with pytest.raises(ValueError, match="one of equal_chance, least_deficit, utilitarian"):
        sg.second_tier_shares(POPULATIONS, "fair")
    with pytest.raises(ValueError, match="correlation"):
        sg.second_tier_shares(POPULATIONS, "utilitarian", 2)


def test_the_outcome_for_citizens_is_that_of_the_rule_of_all_citizens():
    citizens, delegates = [1, 3, 5], sg.WeightedRule([1, 1, 1], 2)
    places = iter(range(9))
    blocks = [sg.Block([next(places) for _ in range(n)], sg.majority_rule([1] * n)) for n in citizens]
    everyone = sg.CompositeRule(delegates, blocks)
    outcome = sg.second_tier_outcome(citizens, delegates)
    np.testing.assert_allclose(outcome.decides, sg.banzhaf(everyone)[[0, 1, 4]], rtol=1e-12)
    assert outcome.deficit == pytest.approx(sg.majority_deficit(everyone, "ic"))
    assert outcome.decides_ratio == pytest.approx(max(outcome.decides) / min(outcome.decides))
    again = pickle.loads(pickle.dumps(outcome))
    assert again.mean_outvoted == outcome.mean_outvoted
    assert sg.second_tier_outcome(citizens, delegates, 0.5).deficit is None


def test_the_front_has_a_worst_case_over_models():
    plain = sg.front("drechtsteden-2018", ["ic", "iac"], others="largest", schemes="seats").rows
    robust = sg.front("drechtsteden-2018", ["ic", "iac"], others="largest", schemes="seats", robust=True)
    worst = [row for row in robust.rows if row["model"] == "worst" and row["scheme"] == "seats"]
    seats = [row for row in plain if row["scheme"] == "seats"]
    assert len(worst) == 1
    assert worst[0]["outvoted"] == max(row["outvoted"] for row in seats)
    assert worst[0]["pass"] == min(row["pass"] for row in seats)
    assert 0 < worst[0]["square_root"] < 1
    assert any("worst-off risks least" in note for note in robust.notes)


def test_a_front_can_be_on_other_axes():
    table = sg.front("drechtsteden-2018", "ic", schemes="seats", axes=["risk,action", "penrose,largest"])
    assert {row["others"] for row in table} == {"action", "penrose,largest"}
    rules = [row for row in table if row["others"] == "penrose,largest" and row["scheme"] is None]
    distances = [row["square_root"] for row in rules]
    assert distances == sorted(distances)
    largest = [row["others_largest"] for row in rules]
    assert largest == sorted(largest, reverse=True)
    row = table.rows[0]
    rule = sg.WeightedRule([int(weight) for weight in row["weights"].split(",")], row["quota"])
    assert row["action"] == pytest.approx(sg.coleman_collectivity(rule))
    with pytest.raises(ValueError, match="axes: must be two of risk"):
        sg.front("drechtsteden-2018", "ic", axes="risk")


def test_a_robust_rule_is_the_fairest_of_the_front_in_the_worst_case():
    table = sg.robust_design("drechtsteden-2018", "models", ["ic", "iac"], schemes="seats")
    assert [row["scheme"] for row in table] == [None, "seats"]
    found, seats = table.rows
    front = sg.front("drechtsteden-2018", ["ic", "iac"], others="largest", schemes="seats", robust=True)
    worst = [row for row in front if row["model"] == "worst"]
    least = min(max(row["outvoted"], row["others_largest"]) for row in worst)
    assert least - 0.0025 < found["worst_risk"] <= least + 1e-9  # a front has one rule for each such step
    assert found["gap"] <= 1e-9
    of_seats = next(row for row in worst if row["scheme"] == "seats")
    assert seats["worst_risk"] == pytest.approx(max(of_seats["outvoted"], of_seats["others_largest"]))
    with pytest.raises(ValueError, match="against: must be one of models, votes, bounds"):
        sg.robust_design(against="moods")


def test_games_are_counted_exactly():
    counts = sg.count_games(7)
    assert (counts.complete, counts.weighted, counts.self_dual) == (44313, 29373, 135)
    assert (counts.sums, counts.largest_sum, counts.largest_weight) == (1054823, 77, 18)
    different = set()
    for rule in sg.weighted_games(3):
        for weights in itertools.permutations(rule.weights):
            sums = itertools.product(*((0, weight) for weight in weights))
            different.add(tuple(sum(part) >= rule.quota for part in sums))
    assert sg.count_games(3).labelled == len(different)
    assert pickle.loads(pickle.dumps(counts)).labelled == counts.labelled
    assert repr(counts).startswith("GameCounts(complete=44313, weighted=29373")
    with pytest.raises(ValueError, match="members"):
        sg.count_games(0)
