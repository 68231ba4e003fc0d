"""Simulation, absence and loyalty from the command line, run as a user runs it."""

import csv
import io
import json
import math
import os
import subprocess
import time

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

BOARD = "eec-1958"
TOWNS = ("drechtsteden-2018", "--by", "municipality", "--position", "seats")
CROSSED = "factor:region=0.1,family=0.4,municipality=0.2"


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, check=False, timeout=300)


def as_csv(*arguments):
    result = run(*arguments, "--format", "csv")
    assert result.returncode == 0, result.stderr.decode()
    return list(csv.DictReader(io.StringIO(result.stdout.decode(), newline="")))


def as_json(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)


def test_every_number_of_a_simulation_has_its_error_and_its_draws():
    exact = as_csv("outvoted", BOARD, "--model", "iac")
    for method in (("monte_carlo", "--antithetic"), ("conditional",)):
        rows = as_csv("outvoted", BOARD, "--model", "iac", "--method", *method, "--draws", 40_000)
        assert [row["name"] for row in rows] == [row["name"] for row in exact]
        for row, known in zip(rows, exact, strict=True):
            assert int(row["draws"]) >= 40_000
            for column in set(known) - {"name", "ties"}:
                error = float(row["error" if column == "outvoted" else column + "_error"])
                assert abs(float(row[column]) - float(known[column])) <= 4.5 * error + 1e-9


def test_chances_of_rare_motions_keep_their_digits():
    rare = as_csv("outvoted", *TOWNS, "--member", "Sliedrecht", "--model", "independent:0.02")
    found = {row["ties"]: float(row["outvoted_if_pass"]) for row in rare}
    assert found["excluded" if "excluded" in found else "none"] == pytest.approx(0.277, abs=5e-4)
    assert as_json("outvoted", BOARD, "--member", "France", "--model", "independent:1e-6")["pass"] == pytest.approx(
        1.000002999997e-18, rel=1e-13
    )


def test_what_is_given_nothing_says_why():
    answer = as_json("outvoted", BOARD, "--model", "factor:region=0.2,p=1e-4")
    assert all(row["outvoted_if_pass"] is None for row in answer["rows"])
    assert answer["notes"][0] == "empty: given an event that never occurs, or with a chance below 1e-07"
    assert not any(note.startswith("empty") for note in as_json("outvoted", BOARD, "--model", "ic")["notes"])


def test_the_same_seed_repeats_a_simulation_on_any_number_of_threads():
    def risk(*options):
        return as_csv("outvoted", *TOWNS, "--model", CROSSED, "--method", "monte_carlo", "--draws", 50_000, *options)

    assert risk("--seed", 7) == risk("--seed", 7, "--threads", 2)
    assert risk("--seed", 7) != risk("--seed", 8)


def test_a_simulation_goes_on_to_its_error_or_says_that_it_did_not():
    answer = as_json("outvoted", *TOWNS, "--model", CROSSED, "--method", "conditional", "--error", "5e-4")
    assert all(row["error"] <= 5e-4 for row in answer["rows"])
    assert answer["method"] == "conditional"
    result = run("outvoted", BOARD, "--method", "monte_carlo", "--error", "1e-6", "--maximum-draws", 1_000_000)
    assert result.returncode == 0
    assert b"the error of 1e-06 was not reached in the draws allowed" in result.stderr
    assert b"France" in result.stdout


def test_options_under_crossed_moods_are_compared_with_a_baseline_motion_by_motion():
    asked = ("--scheme", "seats", "--municipality", "Dordrecht", "--draws", 50_000, "--baseline", "drechtraad")
    rows = as_csv("options", "--model", CROSSED, "--method", "monte_carlo", *asked)
    assert rows[0]["option"] == "drechtraad"
    for row in rows:
        apart = math.hypot(float(row["error"]), float(rows[0]["error"]))
        difference = float(row["outvoted"]) - float(rows[0]["outvoted"])
        assert float(row["difference"]) == pytest.approx(difference, abs=3 * apart)
    board = next(row for row in rows if row["option"] == "ab")
    assert 0 < float(board["difference_error"]) < 0.9 * math.hypot(float(board["error"]), float(rows[0]["error"]))


def test_absence_leaves_some_motions_undecided():
    rows = as_csv("options", "--model", "ic", "--scheme", "seats", "--attendance", "0.8")
    for row in rows:
        assert (float(row["undecided"]) > 0) == (row["scheme"] != "council")
    table = as_csv("outvoted", BOARD, "--attendance", "0.9", "--quorum", 4)
    assert all(float(row["present"]) == pytest.approx(0.9) for row in table)
    assert all(
        float(row["outvoted"]) + float(row["success"]) + float(row["undecided"]) == pytest.approx(1) for row in table
    )
    named = as_csv("outvoted", BOARD, "--attendance", "France=0.5")
    assert [float(row["present"]) for row in named] == pytest.approx([0.5, 1, 1, 1, 1, 1])
    again = as_json("outvoted", *TOWNS, "--attendance", "0.9", "--reconvened", "--method", "monte_carlo")
    assert all(row["undecided"] < 0.01 for row in again["rows"])


def test_reconvened_meetings_that_would_take_minutes_are_refused_at_once():
    started = time.monotonic()
    result = run("outvoted", *TOWNS, "--attendance", "0.9", "--reconvened")
    assert time.monotonic() - started < 10
    assert result.returncode == 2
    assert result.stderr.decode().strip().endswith("monte_carlo carries it")


def test_loyalty_is_that_of_python():
    case = sg.load_board("drechtsteden-2018")
    position = sg.group_position(case, "municipality", "Dordrecht", "seats")
    table = sg.loyalty(case, position, "iac", who="Dordrecht")
    result = run("loyalty", *TOWNS, "--member", "Dordrecht", "--model", "iac", "--format", "csv")
    assert result.stdout.decode() == table.to_csv()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("outvoted", BOARD, "--method", "monte_carlo", "--draws", 0),
            "draws: must be a whole number from 1 to 9007199254740992, got 0",
        ),
        (
            ("outvoted", BOARD, "--method", "monte_carlo", "--error", "1e-320"),
            "error: must be at least 1.2e-10, the least that a simulation reaches here, got 1e-320",
        ),
        (("outvoted", BOARD, "--error", "0.1"), "error: must be given with --method monte_carlo or conditional only"),
        (("outvoted", BOARD, "--method", "conditional", "--error", "0"), "error: must be above 0, got 0"),
        (("outvoted", BOARD, "--method", "conditional", "--antithetic"), "antithetic: must be given with --method"),
        (("outvoted", BOARD, "--method", "monte_carlo", "--maximum-draws", 9), "maximum-draws: must be given with"),
        (("outvoted", BOARD, "--quorum", 3), "quorum: must be given with --attendance only"),
        (("outvoted", BOARD, "--attendance", "1.2"), "attendance[0]: must be a probability in [0, 1], got 1.2"),
        (("outvoted", BOARD, "--attendance", "Spain=0.5"), "member: must be a member of eec-1958"),
        (("outvoted", BOARD, "--attendance", "0.9", "--quorum", 7), "board.quorum: must be at most the 6 members"),
        (("outvoted", BOARD, "--model", "factor:region=1.1"), "factor.region: must be a share in [0, 1], got"),
        (("outvoted", BOARD, "--model", "copy:region=0.5,p=2"), "copy.p[0]: must be a probability in [0, 1], got 2"),
        (("outvoted", BOARD, "--model", "observed:nowhere.csv"), "model: must be observed:FILE with a table of votes"),
        (("options", "--model", CROSSED), "conditional or monte_carlo carries it"),
        (("options", "--baseline", "none"), "baseline: must be one of the options compared"),
        (("loyalty", BOARD), "member: must be given once"),
    ],
)
def test_bad_input_is_one_line_that_says_what_was_expected(arguments, message):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1
    assert message in lines[0]


@pytest.mark.parametrize("shape", ["1e-300,1e-300", "1e-20,1e-20", "1e-16,1", "1e300,1e300", "1e308,1e-308", "1e154,1"])
@pytest.mark.parametrize(
    "command",
    [
        ("outvoted", BOARD),
        ("outvoted", BOARD, "--attendance", "0.5"),
        ("outvoted", BOARD, "--method", "monte_carlo", "--draws", "20000"),
        ("outvoted", BOARD, "--method", "conditional"),
        ("loyalty", BOARD, "--member", "Belgium"),
    ],
)
def test_a_common_chance_of_any_size_gives_chances(command, shape):
    for row in as_csv(*command, "--model", f"beta:{shape}"):
        for column, cell in row.items():
            if column in {"name", "ties", "holder", "weight", "draws"} or cell == "":
                continue
            assert math.isfinite(float(cell)), (column, cell)
            if column in {"outvoted", "overruled", "blocked", "success", "outvoted_if_yes", "tied", "undecided"}:
                least = -1 if command[0] == "loyalty" else 0
                assert least <= float(cell) <= 1, (column, cell)


def test_a_common_chance_of_extreme_size_is_simulated():
    for shape in ("0.003,0.01", "1,0.0001", "1e18,1e18"):
        exact = as_json("outvoted", BOARD, "--model", f"beta:{shape}")
        for method in ("monte_carlo", "conditional"):
            answer = as_json("outvoted", BOARD, "--model", f"beta:{shape}", "--method", method)
            assert answer["pass"] == pytest.approx(exact["pass"], abs=3e-3)
            assert answer["rows"][0]["outvoted"] == pytest.approx(exact["rows"][0]["outvoted"], abs=3e-3)
    result = run("outvoted", BOARD, "--model", "beta:1e11,1e12", "--method", "monte_carlo", "--draws", 20_000)
    assert result.returncode == 0, result.stderr.decode()
