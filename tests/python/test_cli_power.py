"""Ways to compute power from the command line, run as a user runs it."""

import csv
import io
import json
import os
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

BOARD = "eec-1958"
SMALL = ("--weights", "4,4,4,2,2,1", "--quota", 12)


def run(*arguments):
    return subprocess.run([CLI, "power", *map(str, arguments)], capture_output=True, check=False, timeout=300)


def as_csv(*arguments):
    result = run(*arguments, "--format", "csv")
    assert result.returncode == 0, result.stderr.decode()
    return list(csv.DictReader(io.StringIO(result.stdout.decode(), newline="")))


def as_json(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)


def refusal(*arguments):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    return result.stderr.decode().strip().removeprefix("stemgewicht: ")


@pytest.mark.parametrize("method", ["auto", "monte_carlo"])
def test_all_leaves_out_counts_that_no_double_holds(method):
    weights = ",".join(["1"] * 1100)
    answer = as_json("--weights", weights, "--quota", "majority", "--index", "all", "--method", method)
    assert "banzhaf" in answer["members"][0]
    assert "swings" not in answer["members"][0]
    assert any(
        note.startswith("left out, swings: swings: counts of the coalitions of 1099") for note in answer["notes"]
    )


@pytest.mark.parametrize("method", ["monte_carlo", "normal", "fourier"])
def test_values_with_errors_have_a_column_for_each(method):
    exact = as_csv(BOARD)
    rows = as_csv(BOARD, "--method", method)
    for row, known in zip(rows, exact, strict=True):
        for index in ("banzhaf", "banzhaf_normalized", "shapley_shubik"):
            error = float(row[index + "_error"])
            assert abs(float(row[index]) - float(known[index])) <= 4.5 * error + 1e-12


def test_json_tells_the_error_of_the_collectivity_and_the_draws():
    answer = as_json(BOARD, "--method", "monte_carlo", "--draws", 30_000)
    assert answer["method"] == "monte_carlo"
    assert answer["draws"] == 30_000
    assert abs(answer["coleman_collectivity"] - 0.21875) <= 4.5 * answer["coleman_collectivity_error"]
    exact = as_json(BOARD)
    assert "draws" not in exact
    assert "coleman_collectivity_error" not in exact


def test_a_simulation_of_power_goes_on_to_its_error_or_says_that_it_did_not():
    for row in as_csv(BOARD, "--method", "monte_carlo", "--error", "1e-3", "--draws", 1_000):
        assert float(row["shapley_shubik_error"]) <= 1e-3
    result = run(BOARD, "--method", "monte_carlo", "--error", "1e-6", "--draws", 1_000, "--maximum-draws", 2_000)
    assert result.returncode == 0
    assert b"the error of 1e-06 was not reached" in result.stderr


def test_the_same_seed_repeats_power_on_any_number_of_threads():
    def power(*options):
        return as_csv(BOARD, "--method", "monte_carlo", "--draws", 300_000, *options)

    assert power("--seed", 7) == power("--seed", 7, "--threads", 2)
    assert power("--seed", 7) != power("--seed", 8)


def test_weights_of_sixty_bits_are_carried():
    weights = ",".join(str(2**55 + 3 * k * k) for k in range(24))
    power = as_csv("--weights", weights, "--quota", "majority", "--method", "meet_in_the_middle", "--threads", 2)
    assert sum(float(row["shapley_shubik"]) for row in power) == pytest.approx(1, abs=1e-12)
    rule = sg.majority_rule([2**55 + 3 * k * k for k in range(24)])
    assert [float(row["banzhaf"]) for row in power] == sg.banzhaf(rule, "meet_in_the_middle").tolist()


def test_threads_and_memory_do_not_change_exact_power():
    assert as_csv(BOARD) == as_csv(BOARD, "--threads", 2, "--memory", "500MB")
    assert as_csv(BOARD, "--method", "meet_in_the_middle", "--memory", "1e6")[0]["name"] == "France"


def test_all_indices_by_a_method_of_votes_are_those_of_votes():
    columns = as_csv(BOARD, "--index", "all", "--method", "meet_in_the_middle")[0]
    assert list(columns)[2:] == list(sg._core.power_index_names)


def test_a_range_of_quotas_gives_the_curve():
    rows = as_csv(BOARD, "--index", "banzhaf,shapley_shubik", "--quota", "50%..80%:10%")
    assert [row["quota"] for row in rows[::6]] == ["9", "11", "12", "14"]
    assert [float(row["share"]) for row in rows[::6]] == [0.5, 0.6, 0.7, 0.8]
    for quota in (9, 11, 12, 14):
        alone = as_csv(*SMALL[:2], "--quota", quota, "--names", ",".join(row["name"] for row in rows[:6]))
        curve = [row for row in rows if row["quota"] == str(quota)]
        for row, known in zip(curve, alone, strict=True):
            assert row["name"] == known["name"]
            assert float(row["banzhaf"]) == pytest.approx(float(known["banzhaf"]), abs=1e-12)
            assert float(row["shapley_shubik"]) == pytest.approx(float(known["shapley_shubik"]), abs=1e-12)
        rule = sg.WeightedRule([4, 4, 4, 2, 2, 1], quota=quota)
        assert float(curve[0]["pass"]) == pytest.approx(sg.coleman_collectivity(rule), abs=1e-12)


def test_the_curve_of_the_fund_has_all_its_thresholds():
    rows = as_csv("imf-2022", "--index", "banzhaf", "--quota", "50%..87%:1%", "--threads", 0)
    members = len(sg.load_board("imf-2022").names)
    assert len(rows) == 38 * members
    assert all(0 <= float(row["banzhaf"]) <= 1 for row in rows)
    answer = as_json(BOARD, "--quota", "9..11:1")
    assert [row["quota"] for row in answer["rows"]] == [9] * 6 + [10] * 6 + [11] * 6
    assert b"power by quota" in run(BOARD, "--quota", "9..11:1").stdout


def test_decimal_weights_have_decimal_quotas():
    rows = as_csv("--weights", "1.5,1,1", "--quota", "2..3.5:0.5")
    assert [float(row["quota"]) for row in rows[::3]] == [2, 2.5, 3, 3.5]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((*SMALL, "--method", "guess"), "method: must be auto, exact, decision_diagram, enumerate, "),
        ((*SMALL, "--draws", 5), "draws: must be given with --method monte_carlo only"),
        ((*SMALL, "--memory", "2GB", "--method", "normal"), "memory: must be given with --method auto, exact or meet"),
        ((*SMALL, "--memory", "much"), 'memory: must be a size such as 4GB, 500MB or 1000000, got "much"'),
        ((*SMALL, "--threads", -1), "threads: must be 0 for all cores, or the number of threads, got -1"),
        ((*SMALL, "--fractions", "--method", "monte_carlo"), "method: must be auto or exact with fractions, got monte"),
        ((*SMALL, "--index", "johnston", "--method", "normal"), "method: must be auto, exact, decision_diagram or "),
        ((BOARD, "--quota", "50%..87%"), "quota: must be a range start..end:step such as 50%..87%:0.1%"),
        ((BOARD, "--quota", "9..18:1"), "quota: must be 1..17, got 9..18:1"),
        ((BOARD, "--quota", "9..17:1", "--fractions"), "fractions: must be left out with a range of quotas, got given"),
        ((BOARD, "--quota", "9..17:1", "--method", "normal"), "method: must be auto or exact with a range of quotas"),
        ((BOARD, "--quota", "9..17:1", "--index", "johnston"), "index: must be one of banzhaf, "),
        (
            (BOARD, "--index", "myerson", "--edges", "France-Italy,Italy-Italy"),
            "edges[1]: must be a pair of two different members, got Italy twice",
        ),
        (
            (
                "--weights",
                ",".join(["5"] * 60),
                "--quota",
                "majority",
                "--method",
                "meet_in_the_middle",
                "--memory",
                "1GB",
            ),
            "meet_in_the_middle: 60 members in two halves needs 24576 MB, allowed are 1024 MB; allow more memory",
        ),
    ],
)
def test_what_does_not_fit_is_refused(arguments, message):
    assert refusal(*arguments).startswith(message)


def test_a_case_says_which_weight_it_takes_and_another_may_be_named():
    own = as_json("drechtsteden-2018")
    assert own["quota"] == 85
    assert own["notes"][0].startswith(
        "weight: seats, the case's own; the governance study weighs the assembly by votes_2018"
    )
    named = as_json("drechtsteden-2018", "--weight", "votes_2018", "--index", "shapley_shubik")
    assert not any(note.startswith("weight: ") for note in named["notes"])
    told = subprocess.run(
        [CLI, "indices", "--by", "group", "--scheme", "votes_2018", "--format", "csv"],
        capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(told.stdout.decode(), newline="")))
    expected = {row["name"]: float(row["shapley_shubik"]) for row in rows}
    assert {row["name"]: row["shapley_shubik"] for row in named["members"]} == pytest.approx(expected, abs=1e-12)
    assert sum(float(row["owen_family"]) for row in rows) == pytest.approx(1, abs=1e-9)
    expected = 'weight: must be a numeric column of drechtsteden-2018 (seats, votes_2018, votes_2022), got "size"'
    assert refusal("drechtsteden-2018", "--weight", "size") == expected
