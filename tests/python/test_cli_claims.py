"""The tested claims from the command line, run as a user runs it."""

import csv
import io
import json
import os
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

VERDICTS = {"always", "nearly_always", "only_if", "nearly_never", "never", "not_computable"}


def run(*arguments):
    return subprocess.run([CLI, "claims", *map(str, arguments)], capture_output=True, check=False, timeout=300)


def output(*arguments):
    result = run(*arguments)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout.decode()


def as_csv(*arguments):
    return list(csv.DictReader(io.StringIO(output(*arguments, "--format", "csv"), newline="")))


@pytest.fixture(scope="module")
def answer():
    return json.loads(output("--format", "json", "--threads", 0))


def test_every_claim_has_a_verdict_its_words_and_its_figures(answer):
    assert answer["case"] == "drechtsteden-2018"
    assert len(answer["claims"]) == 18
    for claim in answer["claims"]:
        assert claim["verdict"] in VERDICTS - {"not_computable"}
        assert claim["settings"] is None or 0 <= claim["holding"] <= claim["settings"]
        if claim["verdict"] == "never" and claim["settings"] is not None:
            assert claim["holding"] == 0
        assert claim["quotations"]
        assert claim["statement"]
        assert claim["finding"]
        assert claim["assumptions"]
        assert all(figure["rows"] for figure in claim["figures"].values())


def test_a_claim_that_fails_somewhere_says_where(answer):
    for claim in answer["claims"]:
        if claim["verdict"] == "only_if":
            assert claim["conditions"]
        if claim["verdict"] == "never":
            assert claim["counterexample"]


def test_the_figures_are_the_options_of_the_case(answer):
    rows = next(claim for claim in answer["claims"] if claim["claim"] == "unit_vote")["figures"]["risks"]["rows"]
    table = sg.options("drechtsteden-2018", models="ic", options=["drechtraad", "ab"])
    known = {
        (row["option"], row["scheme"]): row["outvoted"] for row in table.rows if row["municipality"] == "Dordrecht"
    }
    for row in rows:
        if row["model"] == "ic":
            assert row["board"] == pytest.approx(known["ab", row["scheme"]], abs=1e-12)
            assert row["now"] == pytest.approx(known["drechtraad", row["present_scheme"]], abs=1e-12)


def test_csv_has_a_row_for_each_claim_and_a_figure_has_its_own():
    claims = as_csv("--claim", "money,coalitions", "--model", "ic")
    assert [row["claim"] for row in claims] == ["money", "coalitions"]
    steps = as_csv("--claim", "more_weight", "--scheme", "one_vote", "--model", "ic", "--figure", "staircase")
    assert [int(row["first"]) for row in steps] == list(range(8))
    assert float(steps[-1]["risk"]) == 0


def test_texts_come_in_english_and_in_dutch():
    english = output("--claim", "money", "--model", "ic")
    dutch = output("--claim", "money", "--model", "ic", "--language", "nl")
    assert "verdict         holds always" in english
    assert "oordeel         klopt altijd" in dutch
    assert "financiële inbreng" in english  # the quotation is in the language of its source


def test_the_notes_of_a_case_come_in_the_language_that_is_asked_for():
    dutch = json.loads(output("--claim", "meetings", "--language", "nl", "--format", "json"))
    assert dutch["title"] == "Drechtraad, de 55 fracties na de raadsverkiezingen van maart 2018"
    assert dutch["notes"][1].startswith("Afgeleid uit bronnen, opkomst in Papendrecht: Ongeveer 52,5%")
    english = json.loads(output("--claim", "meetings", "--format", "json"))
    assert english["notes"][1].startswith("derived, turnout of Papendrecht: About 52.5%")
    assert not set(english["notes"]) & set(dutch["notes"])


def test_a_figure_is_cut_only_in_the_text_form():
    asked = ("--claim", "more_weight", "--scheme", "seats", "--model", "ic")
    assert "12 of" in output(*asked)
    assert "rows; --claim" not in output(*asked, "--rows", 0)


def test_the_verdict_turns_with_the_weights():
    def verdict(scheme):
        (row,) = as_csv("--claim", "base_package", "--model", "ic", "--scheme", scheme)
        return row["verdict"], int(row["left_out"])

    assert verdict("one_vote") == ("only_if", 0)
    assert verdict("population") == ("always", 0)
    assert verdict("money") == ("not_computable", 3)  # no risk is left with any of the three weights of now


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--claim", "luck"), "claim: must be one of unit_vote"),
        (("--language", "fr"), 'language: must be en or nl, got "fr"'),
        (("--claim", "money", "--figure", "staircases"), "figure: must be one of power, staircase"),
        (("--claim", "money", "--model", "coins"), "model: must be ic, iac"),
        (("eec-1958",), "case: must be a board with [governance]"),
    ],
)
def test_what_cannot_be_tested_is_refused_in_one_line(arguments, message):
    result = run(*arguments)
    assert result.returncode == 2
    assert message in result.stderr.decode()
    assert result.stderr.count(b"\n") == 1
