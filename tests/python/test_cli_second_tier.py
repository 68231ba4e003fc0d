"""Second tiers and the optimal quota on the command line."""

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
    answer = json.loads(run("design", "drechtsteden-2018", "--second-tier", "all", "--format", "json").stdout)
    goals = {row["goal"] for row in answer["rows"]}
    assert goals == {"equal_chance", "least_deficit", "utilitarian"}
    equal = [row for row in answer["rows"] if row["goal"] == "equal_chance"]
    assert len(equal) == 7
    rule = sg.second_tier_rule([row["citizens"] for row in equal], "equal_chance")
    assert [row["weight"] for row in equal] == rule.weights
    table = tmp_path / "towns.csv"
    table.write_text("town,population\n" + "".join(f"T{i},{p}\n" for i, p in enumerate(POPULATIONS)), encoding="utf-8")
    done = run("design", str(table), "--second-tier", "utilitarian", "--correlation", "1", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["constituency"] for row in rows] == [f"T{i}" for i in range(5)]
    assert float(rows[0]["share_wanted"]) == pytest.approx(POPULATIONS[0] / sum(POPULATIONS))
    table.write_text("town,population\nA,1000000\nB,100\nC,100\n", encoding="utf-8")
    assert "some citizens decide nothing" in " ".join(run("design", str(table), "--second-tier", "all").stdout.split())
    refused = run("design", str(table), "--second-tier", "fair")
    assert refused.returncode == 2
    assert "one of equal_chance" in refused.stderr


def test_the_optimal_quota_of_a_board_is_told_with_what_it_gives():
    answer = json.loads(run("design", "eec-1958", "--quota", "optimal", "--format", "json").stdout)
    best = sg.optimal_quota([4, 4, 4, 2, 2, 1])
    assert answer["every"] is True
    assert answer["criterion"] == pytest.approx(best.criterion)
    assert {row["quota"] for row in answer["rows"]} == {best.quota}
    power = sg.banzhaf_normalized(sg.WeightedRule([4, 4, 4, 2, 2, 1], best.quota))
    assert [row["banzhaf_normalized"] for row in answer["rows"]] == pytest.approx(list(power))
    refused = run("design", "eec-1958", "--quota", "optimal", "--second-tier", "all")
    assert refused.returncode == 2
    assert refused.stderr.startswith("stemgewicht: target: must be given")
