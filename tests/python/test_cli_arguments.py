"""Arguments of the command line are refused by their own names, and never taken for something else."""

import csv
import io
import json
import os
import subprocess

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

EEC = ["--weights", "4,4,4,2,2,1", "--quota", "12"]


def run(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL)


def refused(arguments, says):
    result = run(*arguments)
    assert result.returncode == 2, (result.stderr, result.stdout)
    assert result.stderr.count(b"\n") == 1
    assert says in result.stderr.decode(), result.stderr
    assert result.stdout == b""


def shown(value):
    """A number as it is, a text in quotes."""
    is_number = value in {"-1", "1.5", "1e6", "18446744073709551616", "nan", "inf", "-inf"}
    return value if is_number else f'"{value}"'


@pytest.mark.parametrize("value", ["-1", "x", "1.5", "1e6", "18446744073709551616", " 1", "0x10", "1 2"])
@pytest.mark.parametrize(
    ("command", "option", "expected"),
    [
        ("outvoted", "draws", "a whole number from 1 to 9007199254740992"),
        ("outvoted", "maximum-draws", "a whole number from 1 to 9007199254740992"),
        ("outvoted", "seed", "a whole number from 0 to 18446744073709551615"),
        ("outvoted", "threads", "0 for all cores, or the number of threads"),
        ("phase", "draws", "a whole number from 1 to 9007199254740992"),
        ("phase", "seed", "a whole number from 0 to 18446744073709551615"),
        ("claims", "rows", "a whole number from 0 to 18446744073709551615"),
        ("report", "threads", "0 for all cores, or the number of threads"),
        ("coalitions", "limit", "a whole number from 0 to 18446744073709551615"),
    ],
)
def test_what_is_no_whole_number_is_refused_by_the_name_of_its_option(command, option, expected, value):
    board = ["eec-1958"] if command in {"outvoted", "coalitions"} else ["drechtsteden-2018"]
    output = ["--output", "/tmp"] if command == "report" else []
    refused([command, *board, *output, f"--{option}={value}"], f"{option}: must be {expected}, got {shown(value)}")


@pytest.mark.parametrize("value", ["x", "nan", "inf", "-inf", "1e999", "0,5", "1 2"])
@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("outvoted", "error"),
        ("phase", "error"),
        ("phase", "region"),
        ("sensitivity", "family"),
        ("sensitivity", "region"),
        ("options", "attendance"),
    ],
)
def test_what_is_no_number_is_refused_by_the_name_of_its_option(command, option, value):
    refused([command, "drechtsteden-2018", f"--{option}={value}"], f"{option}: must be a number, got {shown(value)}")


@pytest.mark.parametrize(("padded", "plain"), [("010", "10"), ("08", "8"), ("0" * 30 + "17", "17")])
@pytest.mark.parametrize("option", ["--seed", "--draws", "--threads"])
def test_zeros_in_front_of_a_number_do_not_make_it_octal(option, padded, plain):
    command = ["power", *EEC, "--index", "banzhaf", "--method", "monte_carlo", "--format", "csv"]
    answers = [run(*command, option, number) for number in (padded, plain)]
    assert answers[0].returncode == 0, answers[0].stderr
    assert answers[0].stdout == answers[1].stdout


def test_draws_that_no_double_counts_are_refused():
    refused(["outvoted", "eec-1958", "--method", "monte_carlo", "--draws", str(2**63)], "draws: must be a whole number")


@pytest.mark.parametrize("method", ["monte_carlo", "conditional"])
def test_a_limit_below_the_first_round_is_named_as_it_was_given(method):
    command = ["outvoted", "eec-1958", "--model", "factor:region=0.3", "--method", method]
    refused(
        [*command, "--error", "0.001", "--maximum-draws", "10"],
        "maximum-draws: must be at least the ",
    )


@pytest.mark.parametrize("threads", ["100000", "1000000", "2147483647"])
@pytest.mark.parametrize(
    "command",
    [
        ["power", *EEC],
        ["outvoted", "eec-1958", "--method", "monte_carlo", "--draws", "1000"],
        ["options", "--option", "centre", "--model", "ic"],
        ["options", "--scheme", "seats", "--model", "ic"],
        ["claims", "--claim", "centre_no_risk", "--model", "ic"],
        ["phase", "--family", "0,0.5", "--municipality-share", "0", "--scheme", "seats"],
    ],
    ids=range(6),
)
def test_no_number_of_threads_is_too_large(command, threads):
    result = run(*command, "--threads", threads, "--format", "csv")
    assert result.returncode == 0, result.stderr
    assert result.stdout == run(*command, "--format", "csv").stdout


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["outvoted", "eec-1958", "--attendance"], "attendance"),
        (["outvoted", "eec-1958", "--draws"], "draws"),
        (["outvoted", "eec-1958", "--by"], "by"),
        (["outvoted", "eec-1958", "--ties"], "ties"),
        (["outvoted", "eec-1958", "--member"], "member"),
        (["outvoted", "eec-1958", "--output"], "output"),
        (["outvoted", "eec-1958", "--error"], "error"),
        (["power", *EEC, "--unions"], "unions"),
        (["power", *EEC, "--edges"], "edges"),
        (["power", *EEC, "--names"], "names"),
        (["power", *EEC, "--memory"], "memory"),
        (["power", "eec-1958", "--quota"], "quota"),
        (["options", "--custom"], "custom"),
        (["options", "--option"], "option"),
        (["options", "--scheme"], "scheme"),
        (["options", "--municipality"], "municipality"),
        (["options", "--baseline"], "baseline"),
        (["options", "--attendance"], "attendance"),
        (["claims", "--claim"], "claim"),
        (["claims", "--figure"], "figure"),
        (["phase", "--portfolio"], "portfolio"),
        (["bounds", "--agreement"], "agreement"),
        (["front", "--others"], "others"),
        (["boards", "--show"], "show"),
        (["report", "--output"], "output"),
    ],
)
def test_an_option_that_is_given_is_filled_in(arguments, option):
    refused([*arguments, ""], f"{option}: must be ")


@pytest.mark.parametrize("arguments", [["power", *EEC, "--names"], ["power", *EEC, "--unions"], ["claims", "--claim"]])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_what_is_no_text_is_refused(arguments, form):
    result = run(*arguments, os.fsdecode(b"\xff,b,c,d,e,f"), "--format", form)
    assert result.returncode == 2
    assert b"must be text in UTF-8" in result.stderr
    result.stderr.decode()


def test_a_file_whose_name_is_no_text_is_read_all_the_same(tmp_path):
    path = tmp_path / os.fsdecode(b"\xff.toml")
    path.write_bytes(run("boards", "--show", "drechtsteden-2018").stdout)
    result = run("options", path, "--option", "centre", "--model", "ic", "--format", "json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["case"].endswith("/\ufffd.toml")


def test_an_index_of_the_whole_board_has_a_column_in_csv_where_it_is_asked_for():
    result = run("power", *EEC, "--index", "coleman_collectivity,rae", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout.decode(), newline="")))
    assert {row["coleman_collectivity"] for row in rows} == {"0.21875"}
    assert list(rows[0]) == ["name", "weight", "rae", "coleman_collectivity"]
    exact = run("power", *EEC, "--index", "coleman_collectivity", "--fractions", "--format", "csv").stdout.decode()
    assert exact.splitlines()[1].endswith(",7/32")
    simulated = run("power", *EEC, "--index", "coleman_collectivity", "--method", "monte_carlo", "--format", "csv")
    assert simulated.stdout.splitlines()[0] == b"name,weight,coleman_collectivity,coleman_collectivity_error"


@pytest.mark.parametrize("command", ["portfolio", "scorecard"])
@pytest.mark.parametrize(("case", "scheme"), [("drechtsteden-2018", "votes_2022"), ("tienstroom-synthetic", "votes")])
def test_a_scheme_of_the_assembly_alone_leaves_the_board_all_of_its_own(command, case, scheme):
    result = run(command, case, "--scheme", scheme, "--model", "ic", "--format", "csv")
    assert result.returncode == 0, result.stderr
    whole = run(command, case, "--model", "ic", "--format", "csv").stdout.splitlines()
    rows = result.stdout.splitlines()
    assert 1 < len(rows) <= len(whole)
    if command == "portfolio":
        assert set(rows) <= set(whole)


def test_shares_beside_which_others_do_not_fit_are_left_out_and_said():
    result = run("sensitivity", "--option", "centre", "--region", "0.5", "--format", "csv")
    assert result.returncode == 0, result.stderr
    rows = list(csv.DictReader(io.StringIO(result.stdout.decode(), newline="")))
    (families,) = [row for row in rows if row["factor"] == "cohesion of families"]
    assert "0.6 is left out" in families["note"]


def test_no_method_is_advised_where_none_can_be_chosen():
    crossed = "factor:region=0.1,family=0.4,municipality=0.2"
    group = ["--by", "municipality", "--member", "Dordrecht", "--model", crossed]
    refused(["loyalty", "drechtsteden-2018", *group], "laws, allowed are 16384\n")
    refused(
        ["outvoted", "drechtsteden-2018", *group], "laws, allowed are 16384; conditional or monte_carlo carries it\n"
    )


def commands():
    text = run("--help").stdout.decode().partition("Subcommands:")[2].partition("Example:")[0]
    return [line.split()[0] for line in text.splitlines() if line.strip()]


def test_every_number_that_a_command_takes_is_taken():
    """A valid number passes its check in every command that has the option: what is refused is the option behind it."""
    tried = 0
    for command in commands():
        options = run(command, "--help").stdout.decode()
        for option in ("--draws", "--maximum-draws", "--seed", "--threads", "--rows", "--limit", "--error"):
            if f"  {option} " not in options:
                continue
            tried += 1
            needed = ["--output", "unused"] if "--output TEXT REQUIRED" in options else []
            needed += ["unused.toml"] if "study TEXT" in options else []
            needed += ["--robust"] if (command, option) == ("design", "--draws") else []
            refused([command, *needed, option, "007", "--nonsense"], "--nonsense")
    assert tried > 30


def test_ranges_over_vote_results_answer_with_their_options():
    answer = run("votes", "--draws", "3", "--seed", "2", "--threads", "2", "--format", "csv", "--model", "ic")
    assert answer.stderr == b""
    (row,) = csv.DictReader(io.StringIO(answer.stdout.decode()))
    assert row["municipality"] == "Dordrecht"
    assert float(row["central"]) == pytest.approx(0.2219, abs=1e-4)  # the estimate, by simulation 0.2219 +- 0.001
    assert float(row["least"]) <= float(row["low_5"]) <= float(row["high_95"]) <= float(row["most"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--others", "median"], 'others: must be mean, largest or both, got "median"'),
        (["--municipality", "Delft"], "municipality: must be one of Dordrecht"),
        (["--scheme", "king"], "scheme: must be one of one_vote"),
        (["--model", "tarot"], "model"),
        (["holland-rijnland-2022"], "up to 7 municipalities, got 13"),
        (["eec-1958"], "governance"),
        (["--axes", "risk"], "axes: must be two of risk, mean, largest, penrose, action"),
        (["--axes", "risk,money"], "axes: must be one of"),
    ],
)
def test_a_front_that_cannot_be_is_refused(arguments, says):
    refused(["front", *arguments], says)
