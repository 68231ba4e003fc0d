"""Tables as people have them: by the command line, by Python, and back from the board file that is made of them."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import stemgewicht as sg

DATA = Path(__file__).parents[1] / "data" / "tables"

program = pytest.mark.skipif("STEMGEWICHT_CLI" not in os.environ, reason="STEMGEWICHT_CLI is not set")


def run(*arguments, **options):
    return subprocess.run(
        [os.environ["STEMGEWICHT_CLI"], *map(str, arguments)], capture_output=True, text=True, **options
    )


def rows(*arguments, **options):
    result = run(*arguments, "--format", "csv", **options)
    assert result.returncode == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def of_all_sets(n, wins):
    """The normalized Banzhaf index, by asking all sets of members."""
    swings = [0] * n
    for members in range(1 << n):
        if wins(members):
            for i in range(n):
                swings[i] += members >> i & 1 and not wins(members & ~(1 << i))
    return [Fraction(count, sum(swings)) for count in swings]


def weighted(weights, quota):
    return lambda members: sum(w for i, w in enumerate(weights) if members >> i & 1) >= quota


def apart(weights, quota, pairs):
    """A set wins if a part of it without one of the pairs does."""

    def wins(members):
        parts = [part for part in range(members + 1) if part & members == part]
        return any(
            weighted(weights, quota)(part) and not any(part >> a & 1 and part >> b & 1 for a, b in pairs)
            for part in parts
        )

    return wins


def double(numbers, heads, share):
    total = sum(numbers)
    return lambda members: members.bit_count() >= heads and weighted(numbers, share * total)(members)


OWNERS = [Fraction(n, 100) for n in (312040, 137960, 250000, 175025, 124975)]
PEOPLE = [Fraction(n, 1000) for n in (30250, 24500, 18125, 9500, 6625)]
SEATS = [41, 38, 27, 22, 12]

# The file, what is said beside it, and the right value.
KINDS = [
    ("parties.csv", {"weight": "Seats", "quota": "majority"}, of_all_sets(5, weighted([15, 12, 8, 7, 4], 24))),
    (
        "parties.csv",
        {"weight": "Votes", "quota": "2/3"},
        of_all_sets(5, weighted([1310442, 1020310, 702115, 611090, 316200], Fraction(2, 3) * 3960157)),
    ),
    ("owners.csv", {"weight": "Anteil", "quota": "majority"}, of_all_sets(5, weighted(OWNERS, Fraction(1000001, 200)))),
    ("heirs.tsv", {"quota": "majority"}, of_all_sets(4, weighted([1, 3, 2, 2], 5))),
    ("quota_and_weights.txt", {}, of_all_sets(7, weighted([14, 9, 9, 7, 5, 5, 1], 27))),
    ("quota_and_unions.csv", {}, of_all_sets(9, weighted([12, 5, 9, 8, 4, 11, 7, 3, 1], 31))),
    ("provinces.json", {}, of_all_sets(5, double(PEOPLE, 3, Fraction(3, 5)))),
    ("provinces.json", {"rule": "members >= 4"}, of_all_sets(5, weighted([1] * 5, 4))),
    (
        "chamber.csv",
        {"quota": "71", "incompatible": "never with"},
        of_all_sets(5, apart(SEATS, 71, [(0, 3), (2, 3)])),
    ),
    ("chamber.csv", {"quota": "71", "incompatible": "A-D,C-D"}, of_all_sets(5, apart(SEATS, 71, [(0, 3), (2, 3)]))),
]


def options(said):
    return [part for name, value in said.items() for part in (f"--{name}", value)]


@pytest.mark.parametrize(("file", "said", "right"), KINDS)
def test_a_table_is_read_as_it_is_meant_from_python(file, said, right):
    board = sg.read_table(DATA / file, **said)
    assert isinstance(board, sg.Board)
    assert sg.banzhaf_normalized(board, fractions=True) == right
    again = sg.parse_board(board.to_toml())
    assert again.rule == board.rule
    assert again.names == board.names
    assert sg.banzhaf_normalized(again, fractions=True) == right


@program
@pytest.mark.parametrize(("file", "said", "right"), KINDS)
def test_a_table_is_read_as_it_is_meant_from_the_command_line(file, said, right, tmp_path):
    asked = ("--index", "banzhaf_normalized", "--fractions")
    answer = rows("power", DATA / file, *options(said), *asked)
    assert [Fraction(row["banzhaf_normalized"]) for row in answer] == right
    board = tmp_path / "board.toml"
    assert run("boards", "--from", DATA / file, *options(said), "--output", board).returncode == 0
    assert rows("power", board, *asked) == answer
    assert run("validate", board).returncode == 0
    for command in ("coalitions", "outvoted", "loyalty"):
        more = ["--member", answer[0]["name"]] if command == "loyalty" else []
        result = run(command, DATA / file, *options(said), *more)
        if "never" in str(said) or command != "loyalty":
            assert result.returncode == 0, result.stderr


@program
def test_unions_of_a_table_are_those_that_are_typed():
    asked = ("--index", "owen,banzhaf_owen", "--fractions")
    weights = ("--weights", "12,5,9,8,4,11,7,3,1", "--quota", "31", "--unions", "1,1,2,2,2,3,3,3,3")
    assert rows("power", DATA / "quota_and_unions.csv", *asked) == rows("power", *weights, *asked)
    board = sg.read_table(DATA / "quota_and_unions.csv")
    typed = sg.WeightedRule([12, 5, 9, 8, 4, 11, 7, 3, 1], 31)
    unions = [1, 1, 2, 2, 2, 3, 3, 3, 3]
    assert sg.owen(board, board.groupings["union"], fractions=True) == sg.owen(typed, unions, fractions=True)


def test_frames_and_dictionaries_are_read_as_files_are():
    pandas = pytest.importorskip("pandas")
    columns = {"state": ["A, B", "C", "D"], "votes": [9, 5, 3], "side": ["l", "r", "l"]}
    frame = pandas.DataFrame(columns)
    records = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    for data in (columns, frame, records, frame.set_index("state"), frame[["votes", "side", "state"]]):
        board = sg.read_table(data, quota=9)
        assert board.names == ["A, B", "C", "D"]
        assert board.rule == sg.WeightedRule([9, 5, 3], 9)
        assert board.groupings["side"].labels == ["l", "r"]


def test_numbers_of_python_are_exact():
    for values in (
        [Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)],
        ["1/6", "1/3", "1/2"],
        [1, 2, 3],
        [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")],
        [0.1, 0.2, 0.3],
        ["10%", "20%", "30%"],
        ["1.000,5", "2.001", "3.001,5"],
    ):
        board = sg.read_table({"n": ["a", "b", "c"], "w": values}, quota="majority")
        assert sg.banzhaf_normalized(board, fractions=True) == [Fraction(1, 5), Fraction(1, 5), Fraction(3, 5)]
    assert sg.read_table({"w": [2.601, 987.0]}, quota="majority").columns["w"] == [2601, 987000]
    with pytest.raises(ValueError, match="exact number of at most 15 digits"):
        sg.read_table({"w": [1 / 6, 1 / 3, 1 / 2]}, quota="majority")


def test_what_is_no_table_is_refused_by_name(tmp_path):
    with pytest.raises(ValueError, match=r"weight: must be the title of a column of numbers of the table \(a, b\)"):
        sg.read_table({"a": [5, 2], "b": [6, 3]}, quota=3)
    with pytest.raises(ValueError, match="quota: must be given"):
        sg.read_table({"a": [1, 2]})
    with pytest.raises(ValueError, match='share as a text, such as "2/3"'):
        sg.read_table({"a": [1, 2]}, quota=Fraction(2, 3))
    with pytest.raises(ValueError, match="b: must be as long as the other columns, 2"):
        sg.read_table({"a": [1, 2], "b": [1]}, quota=2)
    with pytest.raises(TypeError, match="data: must be a path, a DataFrame"):
        sg.read_table(7, quota=2)
    with pytest.raises(ValueError, match=r"the table\[1\], a: must be a number"):
        sg.read_table({"n": ["x", "y"], "a": [1, None]}, "a", quota=1)
    with pytest.raises(ValueError, match="incompatible\\[0\\]: must be two members"):
        sg.read_table({"n": ["x", "y"], "a": [1, 2]}, quota=1, incompatible=[("x", "z")])
    (tmp_path / "latin.csv").write_bytes("n;w\nÜ;3\nB;2\n".encode("latin-1"))
    with pytest.raises(ValueError, match="must be text in UTF-8"):
        sg.read_table(tmp_path / "latin.csv", quota=3)


def test_a_spreadsheet_is_read_and_a_missing_package_named(tmp_path, monkeypatch):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    file = tmp_path / "states.xlsx"
    frame = pandas.DataFrame({"state": ["A", "B", "C"], "votes": [9, 5, 3], "share": [0.5, 0.3, 0.2]})
    frame.to_excel(file, index=False)
    board = sg.read_table(file, weight="votes", quota=9)
    assert board.rule == sg.WeightedRule([9, 5, 3], 9)
    assert board.names == ["A", "B", "C"]
    seats = pandas.DataFrame({"gemeente": ["X", "X", "Y"], "lijst": ["a", "b", "a"], "zetels": [5, 4, 7]})
    seats.to_excel(file, index=False)
    assert sg.parse_board(sg.case_from_table(file)).governance.centre == "X"
    with pytest.raises(ValueError, match="data: must be a file that can be read"):
        sg.read_table(tmp_path / "none.xlsx", quota=9)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ModuleNotFoundError, match=r"needs openpyxl, .*pip install 'stemgewicht\[excel\]'"):
        sg.read_table(file, quota=9)


def test_a_case_reads_numbers_as_it_is_told():
    lists = {
        "municipality": ["X", "X", "Y"],
        "list": ["a", "b", "a"],
        "seats": ["5", "4", "7"],
        "population": ["12.500", "12.500", "9.100"],
    }
    case = sg.parse_board(sg.case_from_table(lists, decimal="comma", thousands=True))
    assert [town.population for town in case.governance.municipalities] == [12500, 9100]
    with pytest.raises(ValueError, match='decimal: must be point, comma or None, got "dot"'):
        sg.case_from_table(lists, decimal="dot")


@program
def test_a_case_is_made_of_seats_and_of_a_template(tmp_path):
    case = tmp_path / "region.toml"
    assert run("case", "--from", DATA / "seats.csv", "--output", case).returncode == 0
    assert case.read_text() == sg.case_from_table(DATA / "seats.csv")
    answer = json.loads(run("validate", case, "--format", "json").stdout)
    assert answer["valid"]
    assert answer["control"][0] == {"municipality": "Oostdijk", "groups": 3, "seats": 21, "population": 41250}
    assert answer["control"][-1] == {"municipality": "total", "groups": 8, "seats": 49, "population": 74170}
    assert "Oostdijk" in run("validate", case).stdout
    assert rows("options", case, "--model", "ic") == rows("options", DATA / "seats.csv", "--model", "ic")
    assert all(row["scheme"] != "money" for row in rows("options", case, "--model", "ic"))
    for name in ("tienstroom-synthetic", "drechtsteden-2018"):
        assert run("case", "--template", name, "--output", case).returncode == 0
        assert case.read_text() == sg.case_template(name)
        assert run("validate", case).returncode == 0
    for arguments, message in (
        (["case"], "case: must be asked for by --template or --from, got neither"),
        (["case", "--template", "eec-1958"], "template: must be one of"),
        (["case", "--from", DATA / "heirs.tsv"], "municipality: must be the title of a column"),
        (["options", DATA / "heirs.tsv"], "quota: must be given"),
    ):
        result = run(*arguments)
        assert result.returncode == 2
        assert message in result.stderr
        assert result.stderr.count("\n") == 1


@program
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--quota", "0.9", "--attendance", "90%"], 'attendance: must be chances from 0 to 1, such as 0.9, got "90%"'),
        (["--method", "montecarlo"], "monte_carlo"),
        (["--model", "independent:X=0.6"], "member: must be a member of"),
        (["--model", "independent:A=0.6,A=0.7"], "a list that names nobody twice"),
    ],
)
def test_messages_show_the_form_that_is_wanted(arguments, message):
    weights = ["--weights", "3,2,2", "--names", "A,B,C", *([] if "--quota" in arguments else ["--quota", "4"])]
    result = run(
        "outvoted",
        *weights,
        *[a for a in arguments if a not in ("--quota", "0.9")],
        *(["--quota", "4"] if "--quota" in arguments else []),
    )
    assert result.returncode == 2
    assert message in result.stderr


@program
def test_a_list_with_blanks_but_no_quotes_is_told_what_it_needs():
    result = run("power", "--weights", "2", "2", "2.5", "--quota", "4")
    assert result.returncode == 2
    assert 'a list is written with commas, as in 4,4,2, or in quotes, as in "4 4 2"' in result.stderr


@program
def test_names_with_commas_stand_in_quotes_wherever_names_are_listed():
    board = ["--weights", "3,2,2", "--quota", "4", "--names", '"A, B",C,"D ""E"""']
    assert [row["name"] for row in rows("power", *board)] == ["A, B", "C", 'D "E"']
    one = rows("outvoted", *board, "--model", "independent:0.6,0.5,0.5")
    assert rows("outvoted", *board, "--model", 'independent:"A, B"=0.6') == one
    assert rows("outvoted", *board, "--attendance", '"A, B"=0.6') == rows("outvoted", *board, "--attendance", "0.6,1,1")
    assert rows("power", *board, "--index", "myerson", "--edges", '"A, B-C"')


@program
def test_numbers_that_were_given_are_shown_as_given():
    text = run("power", "--weights", "2150.88,1849.12,2", "--quota", "majority").stdout
    assert "2150.88" in text
    assert "2150.880000" not in text
    assert "2.000000" not in text


@program
def test_the_chance_to_pass_is_a_column_of_csv():
    (first, *_) = rows("outvoted", "--weights", "2,1,1", "--quota", "3")
    assert float(first["pass"]) == 3 / 8
    (first, *_) = rows("outvoted", "--weights", "2,1,1", "--quota", "3", "--attendance", "0.9")
    assert {"passes", "fails", "tied", "no_quorum"} <= first.keys()


@program
def test_a_range_of_quotas_warns_where_both_sides_can_win():
    assert "may both pass" in run("power", "--weights", "4,3,2,1", "--quota", "5..6:1").stderr
    assert run("power", "--weights", "4,3,2,1", "--quota", "6..7:1").stderr == ""


def test_a_quota_that_is_a_fraction_is_a_number():
    assert sg.WeightedRule([0.2, 0.1], Fraction(1, 5)) == sg.WeightedRule([0.2, 0.1], 0.2)
    assert sg.WeightedRule([Fraction(1, 6), Fraction(1, 3), Fraction(1, 2)], Fraction(1, 2)).quota == 3
    assert sg.WeightedRule([4, 2, 1], Fraction(7, 2)).quota == 4
    assert sg.WeightedRule([4, 2, 1], "1/2").quota == 4
    with pytest.raises(ValueError, match="share as a text"):
        sg.WeightedRule([4, 2, 1], Fraction(1, 2))
    with pytest.raises(ValueError, match="quota: must be above 0 and at most 7"):
        sg.WeightedRule([4, 2, 1], Fraction(15, 2))


def test_a_position_is_a_member_by_name_or_number():
    board = sg.load_board("eec-1958")
    member = sg.outvoted(board, sg.member_position(4, 6)).as_dict()
    assert member["outvoted"] < 0.5
    assert sg.outvoted(board, "Netherlands").as_dict() == member
    assert sg.outvoted(board.rule, 4).as_dict() == member
    assert sg.compare_outvoted(board, board.rule, 5, method="exact").difference.value == 0
    with pytest.raises(ValueError, match="position: must be a member from 0 to 5"):
        sg.outvoted(board, 6)
    with pytest.raises(ValueError, match="position: must be a member by number"):
        sg.outvoted(board.rule, "Luxembourg")
    with pytest.raises(ValueError, match="member: must be a member of eec-1958"):
        sg.outvoted(board, "Spain")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[members]]\nname="A"\nseat=7\n[[members]]\nname="B"\nseats=3\n[[members]]\nname="C"\nseats=2\n',
            r"members\[0\].seat: must be left out, or given for every member, got 7 \(line 6",
        ),
        (
            '[governance]\n[governance.schemes.x]\nT=1\ngrouping="t"\n[[members]]\nname="A"\nseats=3\nt="T"\n'
            '[[municipalities]]\nname="T"\n',
            r"governance.grouping: must be given above the tables within \[governance\], got it within one of them "
            r"\(line 7",
        ),
        (
            '[governance]\ngrouping="t"\ncentre="T"\nposition="seats"\n[[municipalities]]\nname="T"\nmoney_share=55\n'
            '[[members]]\nname="A"\nseats=3\nt="T"\n',
            r'municipalities\[0\].money_share: must be a percentage in quotes, such as "55%", got 55',
        ),
        (
            '[governance]\ngrouping="t"\ncentre="T"\nposition="seats"\n[[municipalities]]\nname="T"\n'
            '[[members]]\nname="A"\nseats=3\nt="T"\n[[members]]\nname="B"\nseats=3\nt="T "\n',
            r'got none named "T "',
        ),
    ],
)
def test_a_fault_of_a_file_is_named_where_it_is(text, message):
    with pytest.raises(ValueError, match=message):
        sg.parse_board('title="t"\nquota="majority"\nweight="seats"\n' + text)


@program
def test_the_recipes_of_the_pages_are_what_can_be_typed(tmp_path):
    recipes = (Path(__file__).parents[2] / "docs" / "recipes" / "tables.md").read_text(encoding="utf-8")
    recipes = recipes[: recipes.index("## I have many quotas")]
    (table,) = re.findall(r"^:caption: owners.csv\n(.*?)^```$", recipes, flags=re.MULTILINE | re.DOTALL)
    (tmp_path / "owners.csv").write_text(table, encoding="utf-8")
    (tmp_path / "seats.csv").write_bytes((DATA / "seats.csv").read_bytes())
    commands = [line.strip() for line in recipes.splitlines() if line.startswith("    stemgewicht ")]
    commands += re.findall(r"`(stemgewicht [^`]+)`", recipes)
    assert len(commands) == 8
    answers = [run(*shlex.split(line, comments=True)[1:], cwd=tmp_path) for line in commands]
    assert [answer.stderr for answer in answers if answer.returncode != 0] == []
    assert re.findall(r"\d/\d\n", answers[5].stdout)[:3] == ["1/5\n", "1/5\n", "3/5\n"]
    assert (tmp_path / "my-board.toml").exists()
    assert (tmp_path / "my-region.toml").exists()
