"""Mandates and bounds from the command line, run as a user runs them."""

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
REPLIES = {"lowers", "same", "raises", "undecided"}


def run(*arguments):
    return subprocess.run([CLI, *map(str, arguments)], capture_output=True, check=False, timeout=300)


def output(*arguments):
    result = run(*arguments)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def as_csv(*arguments):
    return list(csv.DictReader(io.StringIO(output(*arguments, "--format", "csv"), newline="")))


def numbers(row, *columns):
    return [float(row[column]) for column in columns]


# ---- mandates


@pytest.fixture(scope="module")
def regimes():
    return sg.mandate_risks(CASE, model="ic")


def test_the_regimes_listed_are_nobody_each_alone_all_and_the_equilibria(regimes):
    rows = as_csv("mandates", "--model", "ic")
    listed = {row["bound"] for row in rows}
    assert listed == {"", "+".join(regimes.names), *regimes.names}
    assert len(rows) == len(listed) * len(regimes.names)
    dordrecht = {row["bound"]: float(row["outvoted"]) for row in rows if row["municipality"] == "Dordrecht"}
    assert dordrecht[""] == pytest.approx(0.2219, abs=1e-4)
    assert dordrecht["+".join(regimes.names)] == pytest.approx(0.0781, abs=1e-4)


def test_all_regimes_are_those_of_the_library(regimes):
    rows = as_csv("mandates", CASE, "--model", "ic", "--all")
    table = list(regimes.table)
    assert len(rows) == len(table) == 128 * 7
    for row, expected in zip(rows, table, strict=True):
        assert row["model"] == "ic"
        assert row["reply"] in REPLIES
        for column in ("bound", "municipality", "stability"):
            assert row[column] == expected[column]
        for column in ("binds", "outvoted", "change"):
            assert float(row[column]) == pytest.approx(expected[column], abs=1e-12)
        if row["stability"] == "strict_equilibrium":
            assert row["reply"] == "raises"
        assert (row["reply"] == "lowers") == (float(row["change"]) < -1e-12)


def test_all_bound_is_the_only_equilibrium(regimes):
    rows = as_csv("mandates", "--model", "ic", "--equilibria", "--municipality", "Sliedrecht")
    assert [(row["bound"], row["municipality"]) for row in rows] == [("+".join(regimes.names), "Sliedrecht")]
    assert (rows[0]["reply"], rows[0]["stability"]) == ("raises", "strict_equilibrium")


def test_the_assembly_may_be_weighed_otherwise():
    answer = json.loads(
        output("mandates", "--model", "iac", "--scheme", "votes_2022", "--ties", "against", "--all", "--format", "json")
    )
    table = list(sg.mandate_risks(CASE, model="iac", scheme="votes_2022", ties="against").table)
    assert (answer["scheme"], answer["ties"], answer["method"]) == ("votes_2022", "against", "exact")
    assert answer["rows"][0]["bound"] is None
    assert [row["outvoted"] for row in answer["rows"]] == pytest.approx([row["outvoted"] for row in table], abs=1e-12)


def test_simulated_regimes_are_within_their_errors(regimes):
    rows = as_csv("mandates", "--model", "ic", "--method", "monte_carlo", "--draws", 100000, "--seed", 5, "--all")
    exact = list(regimes.table)
    assert len(rows) == len(exact)
    assert any(float(row["error"]) > 0 for row in rows)
    for row, expected in zip(rows, exact, strict=True):
        for value, error in (("outvoted", "error"), ("change", "change_error")):
            # 896 rows: five errors
            assert abs(float(row[value]) - expected[value]) <= 5 * float(row[error]) + 1e-12
        if row["reply"] == "undecided":
            assert row["stability"] in {"undecided", "none"}


def test_models_follow_each_other_for_people():
    text = output("mandates", "--model", "ic", "--model", "iac", "--municipality", "Dordrecht")
    assert text.startswith("Drechtraad")
    assert any(line.split()[:3] == ["ic", "none", "Dordrecht"] for line in text.splitlines())
    assert any(line.split()[:3] == ["iac", "all", "Dordrecht"] for line in text.splitlines())


# ---- bounds


def test_with_the_chances_of_yes_alone_anything_may_be():
    rows = as_csv("bounds", CASE, "--scheme", "one_vote")
    assert list(rows[0]) == ["scheme", "municipality", "yes", "agreement", "least", "greatest", "gap"]
    assert len({row["municipality"] for row in rows}) == len(rows) == 7
    for row in rows:
        assert numbers(row, "least", "greatest") == pytest.approx([0, 1], abs=1e-8)
        assert 0 <= float(row["gap"]) <= 1e-8


def test_agreements_of_all_pairs_narrow_the_range():
    for row in as_csv("bounds", "--scheme", "one_vote", "--agreement", 0.7):
        assert numbers(row, "yes", "agreement") == pytest.approx([0.5, 0.7])
        assert numbers(row, "least", "greatest") == pytest.approx([0.05, 0.375], abs=1e-7)


@pytest.mark.parametrize("risk", ["outvoted", "overruled", "blocked"])
def test_chances_and_agreements_by_name_are_those_of_the_library(risk):
    names = sg.mandate_risks(CASE).names
    a, b = names.index("Hendrik-Ido-Ambacht"), names.index("Hardinxveld-Giessendam")
    yes = [0.6 if name == "Dordrecht" else 0.5 for name in names]
    expected = list(sg.risk_bounds(sg.majority_rule([1] * 7), yes, {(0, a): 0.8, (a, b): 0.4}, risk=risk, names=names))
    rows = as_csv(
        *("bounds", "--scheme", "one_vote", "--risk", risk, "--yes", "Dordrecht=0.6"),
        *("--agreement", "Dordrecht-Hendrik-Ido-Ambacht=0.8,Hendrik-Ido-Ambacht-Hardinxveld-Giessendam=0.4"),
    )
    assert [row["municipality"] for row in rows] == list(names)
    assert [row["yes"] for row in rows] == [str(chance) for chance in yes]
    assert numbers(rows[a], "agreement") == pytest.approx([(0.8 + 0.4) / 2])
    for row, bounds in zip(rows, expected, strict=True):
        assert numbers(row, "least", "greatest") == pytest.approx([bounds["least"], bounds["greatest"]], abs=1e-7)


def test_the_risk_under_a_vote_model_lies_in_the_range_of_its_pairs():
    rows = as_csv("bounds", "--municipality", "Dordrecht", "--model", "ic", "--model", "iac")
    options = as_csv("options", "--option", "ab", "--model", "ic", "--model", "iac")
    risk = {
        (row["scheme"], row["model"]): float(row["outvoted"])
        for row in options
        if row["municipality"] == "Dordrecht" and row["kind"] == "all"
    }
    assert {row["pairs_of_model"] for row in rows} == {"", "ic", "iac"}
    assert len(rows) == 3 * len({row["scheme"] for row in rows})
    for row in rows:
        if not row["pairs_of_model"]:
            assert row["under_model"] == ""
            continue
        least, greatest, value = numbers(row, "least", "greatest", "under_model")
        assert value == pytest.approx(risk[row["scheme"], row["pairs_of_model"]], abs=1e-12)
        assert least - 1e-8 <= value <= greatest + 1e-8


def test_bounds_are_read_by_people_and_programs():
    text = output("bounds", "--scheme", "one_vote,seats", "--municipality", "Sliedrecht")
    assert "range of the chance to be outvoted" in text.splitlines()[0]
    answer = json.loads(output("bounds", "--scheme", "seats", "--agreement", 0.6, "--format", "json"))
    assert (answer["case"], answer["yes"], answer["agreement"]) == (CASE, "0.5", "0.6")
    assert len(answer["rows"]) == 7


# ---- refusals


ALONE = "title = 't'\nquota = 'majority'\n[governance]\ncentre = 'A'\n"
COUNCILS = ALONE + "grouping = 'municipality'\nposition = 'weight'\n"
COMMANDS = (
    ["mandates"], ["mandates", "--all", "--model", "ic"], ["options"], ["claims"], ["scorecard"], ["portfolio"],
    ["indices"], ["portfolio", "--break-even"], ["phase"], ["sensitivity"], ["bounds"], ["bounds", "--model", "ic"],
    ["loyalty", "--member", "A"], ["outvoted"], ["outvoted", "--by", "municipality"], ["validate"],
)  # fmt: skip


@pytest.mark.parametrize("head", [ALONE, COUNCILS])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_command_breaks_on_a_small_case(head, count, tmp_path):
    text = head
    for place, name in enumerate("ABC"[:count]):
        if head is COUNCILS:
            text += f"[[municipalities]]\nname = '{name}'\npopulation = {1000 + place}\n"
        text += f"[[members]]\nname = '{name}'\nmunicipality = '{name}'\nweight = {3 - place}\n"
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    for command, *options in COMMANDS:
        result = run(command, file, *options)
        said = result.stderr.decode()
        assert result.returncode in (0, 2), (command, options, said)
        if result.returncode == 2:
            assert len(said.splitlines()) == 1
        if command == "mandates":
            assert result.returncode == (2 if head is ALONE else 0)


def test_mandates_are_refused_where_no_council_is_known():
    with pytest.raises(ValueError, match=r"governance.grouping: must be given .* has no council groups"):
        sg.mandate_risks("holland-rijnland-2022")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mandates", "--scheme", "heads"], "scheme: must be"),
        (["mandates", "--method", "enumerate"], "method: must be auto, exact or monte_carlo"),
        (["mandates", "--municipality", "Rotterdam"], "municipality: must be one of Dordrecht"),
        (["mandates", "--draws", "100"], "draws: must be given with"),
        (["mandates", "--all", "--equilibria"], "--all"),
        (["mandates", "eec-1958"], "case: must be"),
        (["mandates", "holland-rijnland-2022"], "holland-rijnland-2022 has no council groups"),
        (["mandates", "holland-rijnland-2022", "--all", "--model", "ic"], "governance.grouping: must be given"),
        (["bounds", "--scheme", "heads"], "scheme: must be"),
        (["bounds", "--risk", "lucky"], "risk: must be outvoted, overruled or blocked"),
        (["bounds", "--yes", "1.5"], "yes: must be"),
        (["bounds", "--yes", "Rotterdam=0.5"], "yes[0]: must be NAME=CHANCE"),
        (["bounds", "--agreement", "0.7,0.8"], "agreement: must be one chance"),
        (["bounds", "--agreement", "Dordrecht-Rotterdam=0.7"], "agreement[0]: must be NAME-NAME=CHANCE"),
        (["bounds", "--agreement", "0"], "from 1 to 1 beside the chances and the agreements before it"),
        (
            ["bounds", "--agreement", "Dordrecht-Sliedrecht=0.7,Sliedrecht-Dordrecht=0.7"],
            "agreement[1]: must be NAME-NAME",
        ),
        (["bounds", "eec-1958"], "case: must be"),
    ],
)
def test_refusals_are_one_line(arguments, said):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 1
    assert said in lines[0]
