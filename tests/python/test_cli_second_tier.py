"""The command `second-tier`."""

import csv
import io
import json
import os
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

POPULATIONS = [120_000, 31_000, 57_000, 8_500, 25_000]


def run(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, text=True, check=False)


def test_the_command_tells_weights_and_outcome_of_each_goal(tmp_path):
    answer = json.loads(run("second-tier", "drechtsteden-2018", "--format", "json").stdout)
    goals = {row["goal"] for row in answer["rows"]}
    assert goals == {"equal_chance", "least_deficit", "utilitarian"}
    equal = [row for row in answer["rows"] if row["goal"] == "equal_chance"]
    assert len(equal) == 7
    rule = sg.second_tier_rule([row["citizens"] for row in equal], "equal_chance")
    assert [row["weight"] for row in equal] == rule.weights
    table = tmp_path / "towns.csv"
    table.write_text("town,population\n" + "".join(f"T{i},{p}\n" for i, p in enumerate(POPULATIONS)), encoding="utf-8")
    done = run("second-tier", str(table), "--goal", "utilitarian", "--correlation", "1", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["constituency"] for row in rows] == [f"T{i}" for i in range(5)]
    assert float(rows[0]["share_wanted"]) == pytest.approx(POPULATIONS[0] / sum(POPULATIONS))
    refused = run("second-tier", str(table), "--goal", "fair")
    assert refused.returncode == 2
    assert "one of equal_chance" in refused.stderr
