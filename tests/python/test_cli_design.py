"""The command design, run as a user runs it."""

import csv
import io
import json
import os
import subprocess
import time

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


def test_what_another_way_to_ask_takes_is_refused():
    for arguments, says in [
        ((CASE, "--tipping", "Dordrecht", "--constraint", "proper"), "constraint: must be left out with --tipping"),
        ((CASE, "--target", "banzhaf_normalized=population", "--reach", "banzhaf<=1"), "reach: must be left out with"),
        ((CASE, "--second-tier", "all", "--list", "3"), "list: must be left out with --second-tier"),
        (("eec-1958", "--quota", "optimal", "--norm", "largest"), "norm: must be left out with --quota optimal"),
    ]:
        assert says in refused(*arguments)


def test_constraints_take_names_that_hold_their_signs(tmp_path):
    names = ["Farmers (north, east)", "Green+Left", "Green", "Left"]
    board = tmp_path / "board.csv"
    board.write_text("name,seats\n" + "".join(f'"{name}",{n}\n' for n, name in enumerate(names, 1)), encoding="utf-8")
    target = (board, "--quota", "majority", "--target", "banzhaf_normalized=seats", "--constraint")
    text = output(*target, "banzhaf(Farmers (north, east))<=0", "--list", "1", "--format", "csv")
    assert {row["member"]: int(row["weight"]) for row in csv.DictReader(io.StringIO(text))}[names[0]] == 0
    text = output(*target, "proper", "winning=Green+Left", "--list", "1", "--format", "csv")  # who wins alone
    assert [int(row["weight"]) for row in csv.DictReader(io.StringIO(text))] == [0, 1, 0, 0]
    assert "winning=Green+Left+Left with losing=Green+Left+Left, which" in refused(
        *target, "winning=Green+Left+Left", "losing=Green+Left+Left"
    )
    assert 'got "Right"' in refused(*target, "winning=Green+Left+Right")
    assert 'got "(x)"' in refused(*target, "banzhaf((x))<=0")


def test_constraints_are_told_by_the_names_of_the_members():
    target = ("--target", "banzhaf_normalized=population")
    says = refused(CASE, *target, "--constraint", "banzhaf(Sliedrecht)>=2")
    assert "got banzhaf of Sliedrecht >= 2, to which none does" in says
    says = refused(
        CASE, *target, "--constraint", "winning=Dordrecht+Sliedrecht", "--constraint", "losing=Dordrecht+Sliedrecht"
    )
    assert "got winning=Dordrecht+Sliedrecht with losing=Dordrecht+Sliedrecht, which exclude each other" in says
    says = refused(CASE, *target, "--constraint", "quota=2/3", "--constraint", "quota=majority")
    assert 'constraint: must be one quota, got "quota=majority" beside another' in says
    for number in ("inf", "nan"):
        assert "constraint: must be one number" in refused(
            CASE, *target, "--constraint", f"banzhaf(Sliedrecht)<={number}"
        )
    assert "target[0]: must be a number from" in refused(CASE, "--target", "banzhaf=1e300,1,1,1,1,1,1")
    assert "tolerance: must be 0 or more" in refused(CASE, *target, "--tolerance", "-1")


def test_a_staircase_has_the_quota_of_the_board_where_that_is_a_share_and_says_where_not(tmp_path):
    told = json.loads(output("eec-1958", "--tipping", "France", "--format", "json"))
    assert told["quota"] == "majority"
    note = "assumption, quota: majority of the weights, whatever they add up to; that of the board, 12, is no share."
    assert note in told["notes"]
    board = tmp_path / "board.toml"
    members = "".join(f'[[members]]\nname = "{name}"\nweight = 0.5\n' for name in "abc")
    board.write_text(f'title = "Three"\nquota = "100%"\n{members}', encoding="utf-8")
    told = json.loads(output(board, "--tipping", "a", "--format", "json"))
    assert told["quota"] == "100%"
    assert not any("is no share" in note for note in told["notes"])
    now = [row for row in told["rows"] if row["now"]]
    assert {(row["from"], row["quota"]) for row in now} == {(0.1, 1.1)}  # that of the first weight of the step
    text = output(board, "--tipping", "a", "--quota", "majority", "--reach", "banzhaf>=0.9")
    assert "banzhaf>=0.9 is reached by a weight of 1.1, a change of +0.6." in text


def test_a_file_that_is_none_of_games_is_kept(tmp_path):
    for games in (tmp_path, "/dev/null"):
        assert "games: must be a file in which weighted games are kept" in refused(
            CASE, "--target", "banzhaf_normalized=population", "--games", games
        )
    other = tmp_path / "other.toml"
    other.write_text("title = 'mine'\n", encoding="utf-8")
    assert "games: must be a file" in refused(CASE, "--target", "banzhaf_normalized=population", "--games", other)
    assert other.read_text(encoding="utf-8") == "title = 'mine'\n"


def test_very_many_members_are_answered_or_refused_at_once(tmp_path):
    table = tmp_path / "many.csv"
    table.write_text("name,weight\n" + "".join(f"m{i},{1 + i % 1000}\n" for i in range(20_000)), encoding="utf-8")
    for arguments, says in [
        (("--tipping", "m0"), "tipping points: "),
        (("--quota", "optimal"), "optimal_quota: "),
        (("--second-tier", "equal_chance"), "optimal_quota: "),
        (("--target", "banzhaf_normalized=weight"), "inverse_search: carries up to 1000 members"),
    ]:
        quota = () if "--quota" in arguments else ("--quota", "majority")
        begin = time.monotonic()
        assert says in refused(table, *quota, *arguments)
        assert time.monotonic() - begin < 20  # a second on a machine of its own


def test_a_robust_rule_is_told_with_what_it_is_robust_against():
    answer = json.loads(
        output(CASE, "--robust", "--against", "models", "--model", "ic", "--model", "iac", "--format", "json")
    )
    expected = sg.robust_design(CASE, "models", ["ic", "iac"])
    assert answer["rules_compared"] == 33_207_255
    assert [row["worst_risk"] for row in answer["rows"]] == [row["worst_risk"] for row in expected]
    text = output(CASE, "--robust", "--against", "votes", "--model", "ic", "--draws", "2", "--seed", "3")
    assert "2 vote results drawn" in text
    assert "(seed 3)" in text.replace("\n ", "")
    assert "against: must be one of models, votes, bounds" in refused(CASE, "--robust", "--against", "moods")
    assert "--against requires --robust" in refused(CASE, "--against", "models", "--target", "banzhaf=equal")
    assert "up to 7 municipalities, got 13" in refused("holland-rijnland-2022", "--robust")


def test_a_council_of_many_groups_is_robust_against_models_and_refused_against_votes(tmp_path):
    shipped = subprocess.run([CLI, "boards", "--show", CASE], capture_output=True, text=True, check=True).stdout
    groups = "".join(
        f'[[members]]\nname = "List {k}"\nmunicipality = "Sliedrecht"\nlist = "L{k}"\nfamily = "F{k}"\nseats = 1\n'
        "votes_2022 = 100\n"
        for k in range(40)
    )
    board = tmp_path / "many.toml"
    board.write_text(shipped.replace("[[members]]", groups + "[[members]]", 1), encoding="utf-8")
    says = refused(board, "--robust", "--against", "votes", "--model", "ic", "--draws", "2")
    assert "robust: against votes councils of up to 16 groups are carried, got 47 in Sliedrecht" in says
    answer = json.loads(output(board, "--robust", "--against", "models", "--model", "ic", "--format", "json"))
    assert answer["rows"][0]["worst_risk"] == pytest.approx(0.34375)
    assert any(note.startswith("derived, votes_2018") for note in answer["notes"])
