"""The command design, run as a user runs it."""

import csv
import io
import json
import os
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

CASE = "drechtsteden-2018"


def run(*arguments):
    return subprocess.run([CLI, "design", *map(str, arguments)], capture_output=True, check=False, timeout=300)


def output(*arguments):
    result = run(*arguments)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def refused(*arguments):
    result = run(*arguments)
    assert result.returncode == 2
    return result.stderr.decode()


def test_the_answer_is_that_of_python():
    target, constraint = "banzhaf_normalized=sqrt(population)", "quota=majority"
    rows = list(
        csv.DictReader(io.StringIO(output(CASE, "--target", target, "--constraint", constraint, "--format", "csv")))
    )
    expected = list(sg.design(CASE, target, constraints=constraint))
    assert [row["member"] for row in rows] == [row["member"] for row in expected]
    assert [float(row["value"]) for row in rows] == [row["value"] for row in expected]
    assert [int(row["weight"]) for row in rows] == [row["weight"] for row in expected]


def test_json_tells_distance_gap_and_ties():
    answer = json.loads(
        output(
            "--weights", "3,2,1", "--quota", "majority", "--target", "shapley_shubik=0.5,0.3,0.2", "--format", "json"
        )
    )
    found = sg.inverse([0.5, 0.3, 0.2], "shapley_shubik")
    assert answer["distance"] == pytest.approx(found.distance, abs=1e-15)
    assert (answer["gap"], answer["proved"], answer["ties"]) == (0, True, found.ties)
    assert answer["measure"] == "shapley_shubik"


def test_tipping_points_come_with_the_change_that_reaches_a_risk():
    text = output(CASE, "--tipping", "Dordrecht", "--reach", "outvoted:ic<=0.2")
    assert "is reached by a weight of" in text
    assert "others_largest" in text


def test_bad_input_is_refused_in_a_line():
    assert "target: must be given" in refused(CASE)
    assert "a column of drechtsteden-2018 (" in refused(CASE, "--target", "banzhaf_normalized=inhabitants")
    assert "got 6 numbers" in refused(CASE, "--target", "banzhaf_normalized=0.5,0.1,0.1,0.1,0.1,0.1")
    assert "quota >= 1/1 with no_veto, which exclude each other" in refused(
        CASE, "--target", "banzhaf_normalized=population", "--constraint", "quota=100%", "--constraint", "no_veto"
    )


def test_more_than_eight_members_are_searched_for():
    target = "banzhaf_normalized=" + ",".join(f"{k / 78:.12f}" for k in range(1, 13))
    members = ",".join(map(str, range(1, 13)))
    text = output(
        "--weights", members, "--quota", "majority", "--target", target, "--norm", "largest", "--tolerance", "0.01"
    )
    assert "found by a search, which tried" in text
    assert "no rule that keeps to the constraints is nearer than" in text
