"""The scorecard and the portfolios from the command line, run as a user runs them."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

BOARDS = Path(__file__).parents[2] / "examples" / "boards"


def run(*arguments, text=None):
    return subprocess.run(
        [CLI, *map(str, arguments)], capture_output=True, check=False, timeout=300, input=text and text.encode()
    )


def as_csv(*arguments, text=None):
    result = run(*arguments, "--format", "csv", text=text)
    assert result.returncode == 0, result.stderr.decode()
    return list(csv.DictReader(io.StringIO(result.stdout.decode(), newline="")))


def as_json(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.returncode == 0, result.stderr.decode()
    return json.loads(result.stdout)


def risks(model, **wanted):
    rows = as_csv("options", "--model", model)
    return {
        row["scheme"]: float(row["outvoted"])
        for row in rows
        if all(row[column] == value for column, value in wanted.items())
    }


def test_the_scorecard_gives_the_range_of_the_options_for_the_centre():
    rows = as_csv("scorecard", "--model", "ic")
    of_board = risks("ic", option="ab", municipality="Dordrecht")
    row = next(row for row in rows if (row["option"], row["measure"]) == ("ab", "risk"))
    assert row["municipality"] == "Dordrecht"
    assert float(row["least"]) == min(of_board.values())
    assert float(row["most"]) == max(of_board.values())
    assert row["least_under"] == "money, ic"
    assert {row["status"] for row in rows} == {"computed", "proxy", "not computed"}
    for row in rows:
        assert (row["least"] == "") == (row["status"] == "not computed")


@pytest.mark.parametrize("options", [[], ["--settings"]])
def test_sensitivities_are_read_on_a_terminal(options):
    text = run("sensitivity", "--option", "ab,centre", *options).stdout.decode()
    assert max(map(len, text.splitlines())) <= 120
    assert text.startswith("What moves" if not options else "Settings that move")
    assert "\nab, seats, all decisions" in text
    assert "* " in text
    if not options:
        assert "\n* model: how votes are correlated\n" in text


def test_the_risks_of_a_simulation_are_shown_with_their_largest_error():
    text = run("options", "--method", "conditional", "--draws", 2000, "--model", "iac", "--scheme", "seats").stdout
    assert text.decode().splitlines()[2].split() == ["option", "scheme", "kind", "iac", "error"]


def test_the_scorecard_is_read_by_people_and_programs():
    text = run("scorecard", "--municipality", "Sliedrecht").stdout.decode()
    assert "Scorecard of Drechtraad" in text.splitlines()[0]
    assert text.splitlines()[0].endswith("Sliedrecht")
    assert "Risico verminderen dat Dordrecht" in text
    assert "not computed: No source counts meetings." in text
    answer = as_json("scorecard", "--model", "ic", "--municipality", "all")
    assert answer["case"] == "drechtsteden-2018"
    assert len({row["municipality"] for row in answer["rows"]} - {"all"}) == 7
    assert len(answer["criteria"]) == 15
    assert answer["rows"][-1]["least"] is None


def test_a_portfolio_weighs_the_risks_by_its_shares():
    of_board = risks("iac", option="ab", municipality="Papendrecht")
    rows = as_csv(
        "portfolio", "--model", "iac", "--municipality", "Papendrecht", "--portfolio", "policy=0.25,base_package=0.75"
    )
    for row in rows:
        assert row["portfolio"] == "policy=0.25,base_package=0.75"
        if row["option"] == "mandate":
            assert float(row["risk"]) == pytest.approx(0.75 * of_board[row["scheme"]], abs=1e-15)
            assert float(row["exposed_share"]) == pytest.approx(0.75)
    text = run("portfolio", "--model", "ic", "--portfolio", "policy=1").stdout.decode()
    assert "Break-even shares" in text
    assert "assumption, portfolio policy=1" in text
    assert "unknown, portfolio: nobody has counted" in run("portfolio", "--model", "ic").stdout.decode()


def test_the_break_even_share_is_the_ratio_of_two_risks():
    of_board = risks("ic", option="ab", municipality="Dordrecht")
    of_assembly = risks("ic", option="drechtraad", municipality="Dordrecht")
    rows = as_csv("portfolio", "--break-even", "--model", "ic")
    assert {row["option"] for row in rows} == {"mandate", "centre"}
    for row in rows:
        if row["option"] == "mandate" and of_board[row["scheme"]] > 0:
            expected = of_assembly[row["baseline_scheme"]] / of_board[row["scheme"]]
            assert float(row["break_even"]) == pytest.approx(expected, rel=1e-12)
        else:
            assert row["break_even"] == ""


def test_a_case_of_ones_own_is_checked_and_studied(tmp_path):
    shipped = (BOARDS / "tienstroom-synthetic.toml").read_text(encoding="utf-8")
    rows = as_csv("portfolio", "-", "--model", "ic", "--scheme", "steps", text=shipped)
    assert {row["portfolio"] for row in rows} == {"many small purchases", "a year of plans"}
    assert {row["option"] for row in rows} == {"board", "assembly", "mandate", "host"}
    assert {row["municipality"] for row in rows} == {"Vlietdam"}
    fewer = shipped.replace('decides = "board"', 'decides = { policy = "council" }')
    result = run("validate", "-", text=fewer)
    assert result.returncode == 2
    line = 1 + shipped[: shipped.index("[[options]]")].count("\n")
    assert result.stderr.decode() == (
        "stemgewicht: options[0].decides.housing: must be who decides: assembly, board, centre, council, got nothing "
        f"(line {line} of standard input)\n"
    )
    changed = shipped.replace("purchasing = 0.6", "purchasing = 0.5")
    result = run("validate", "-", text=changed)
    assert result.returncode == 2
    assert b"portfolios[0]: must be shares that sum to 1, got a sum of 0.9 (line " in result.stderr


def test_a_board_without_councils_is_a_case_of_members():
    rows = as_csv("scorecard", "holland-rijnland-2022")
    assert {row["option"] for row in rows} == {"ab", "mandate", "centre"}
    assert {row["municipality"] for row in rows} == {"Leiden", "all"}
    needed = next(row for row in rows if (row["option"], row["measure"]) == ("ab", "municipalities_to_pass"))
    assert [float(needed[end]) for end in ("least", "most")] == [2, 7]  # by apex, and with one vote each
    assert {row["scheme"] for row in as_csv("options", "holland-rijnland-2022", "--model", "ic")} == {
        "one_vote",
        "apex",
        "apex_veto",
        "weight",
        "council",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("portfolio", "--portfolio", "policy=0.4"), "portfolio: must be shares that sum to 1, got a sum of 0.4"),
        (("portfolio", "--portfolio", "roads=1"), "portfolio: must be a list such as policy=0.5,.. of the kinds"),
        (("portfolio", "--baseline", "mandate"), "baseline: must be an option in which one body decides"),
        (("scorecard", "eec-1958"), "case: must be a board with [governance]"),
        (("scorecard", "--municipality", "Gorinchem"), "municipality: must be one of Dordrecht"),
        (("scorecard", "--option", "stay"), "option: must be one of drechtraad, ab, mandate, centre"),
        (("options", "--option", "stay"), "option: must be one of drechtraad, ab, mandate, centre"),
    ],
)
def test_what_does_not_fit_is_refused_on_one_line(arguments, message):
    result = run(*arguments)
    assert result.returncode == 2
    assert result.stdout == b""
    assert result.stderr.decode().startswith(f"stemgewicht: {message}")
    assert result.stderr.count(b"\n") == 1
