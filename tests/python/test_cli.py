"""The command line, run as a user runs it. The binary is named by the environment variable STEMGEWICHT_CLI."""

import csv
import io
import json
import os
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

EEC = ["--weights", "4,4,4,2,2,1", "--quota", "12"]
RISKS = ["outvoted", "overruled", "blocked", "decisive"]
BOARD = """title = "Three"
quota = 2
[[members]]
name = "a"
weight = 1
[[members]]
name = "b"
weight = 1
[[members]]
name = "c"
weight = 1
"""


def run(*arguments, stdin=b""):
    return subprocess.run([CLI, *map(str, arguments)], input=stdin, capture_output=True, check=False, timeout=120)


def done(*arguments, stdin=b""):
    """Standard output of a run that must succeed without a word on standard error."""
    result = run(*arguments, stdin=stdin)
    assert result.returncode == 0, result.stderr.decode()
    assert result.stderr == b""
    return result.stdout.decode()


def as_json(*arguments, **options):
    return json.loads(done(*arguments, "--format", "json", **options))


def as_csv(*arguments, **options):
    return list(csv.DictReader(io.StringIO(done(*arguments, "--format", "csv", **options), newline="")))


# ---- what the commands answer ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("[12; 4,4,4,2,2,1]", EEC),
        (" [2/3; 4 4 4 2 2 1] ", EEC),
        ("[2/3; 1/6, 1/3, 1/2]", ["--weights", "1/6,1/3,1/2", "--quota", "2/3"]),
    ],
)
def test_a_rule_is_read_as_papers_write_it(rule, same):
    assert done("power", "--weights", rule) == done("power", *same)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["[5; 4,3,2]", "--quota", "4"], 'quota: must be left out where the weights begin with a quota, got "4"'),
        (["[5; 4,3,2]", "--rule", "members > 1"], "rule: must be left out where the weights begin with a quota"),
        (["[; 4,3,2]"], "quota: must be given before the ; of the weights, got nothing"),
        (["[5 4,3,2]"], "weights: must be numbers, or a rule written as [quota; weight, weight, ..]"),
        (["[5; 4; 3]"], "weights: must be numbers, or a rule written as [quota; weight, weight, ..]"),
        (["[5; 4,3"], "weights: must be numbers, or a rule written as [quota; weight, weight, ..]"),
        (["[10; 4,3,2]"], "quota: must be 1..9, got 10"),
    ],
)
def test_a_rule_that_is_not_written_so_is_refused(arguments, says):
    result = run("power", "--weights", *arguments)
    assert result.returncode == 2
    assert says in result.stderr.decode()


def test_power_answers_json_of_the_agreed_shape():
    answer = as_json("power", *EEC, "--names", "FR,DE,IT,BE,NL,LU")
    assert (answer["quota"], answer["total_weight"], answer["method"]) == (12, 17, "exact")
    assert answer["coleman_collectivity"] == pytest.approx(14 / 64, abs=1e-14)
    assert [member["name"] for member in answer["members"]] == ["FR", "DE", "IT", "BE", "NL", "LU"]
    assert list(answer["members"][0]) == ["name", "weight", "banzhaf", "banzhaf_normalized", "shapley_shubik"]
    assert answer["members"][0]["banzhaf_normalized"] == pytest.approx(5 / 21, abs=1e-14)
    assert answer["members"][5]["shapley_shubik"] == 0


@pytest.mark.parametrize("board", ["eec-1958", "un-security-council"])
def test_power_of_a_shipped_board_is_that_of_python(board):
    table = sg.power(sg.load_board(board))
    assert done("power", board, "--index", "all", "--format", "csv") == table.to_csv()


def test_power_takes_one_index_or_several():
    assert list(as_csv("power", *EEC, "--index", "rae")[0]) == ["name", "weight", "rae"]
    assert list(as_csv("power", *EEC, "--index", "rae,banzhaf")[0]) == ["name", "weight", "rae", "banzhaf"]


@pytest.mark.parametrize("weights", ["4 4 4 2 2 1", "4, 4, 4, 2, 2, 1", "4\t4\n4 2  2 1", "4,4,4,2,2,1"])
def test_weights_are_separated_by_commas_or_white_space(weights):
    rows = as_csv("power", "--weights", weights, "--quota", "12")
    assert [row["weight"] for row in rows] == ["4", "4", "4", "2", "2", "1"]


@pytest.mark.parametrize(("quota", "least"), [("majority", 9), ("2/3", 12), ("70%", 12), ("12", 12)])
def test_a_quota_is_a_number_majority_or_a_share(quota, least):
    assert as_json("power", "--weights", "4,4,4,2,2,1", "--quota", quota)["quota"] == least


def test_decimal_weights_come_back_as_they_were_given():
    answer = as_json("power", "--weights", "0.5,1.5,1", "--quota", "2.5")
    assert (answer["quota"], answer["total_weight"]) == (2.5, 3.0)
    assert [member["weight"] for member in answer["members"]] == [0.5, 1.5, 1.0]


def test_a_quota_by_which_both_sides_can_win_is_warned_of_on_standard_error():
    result = run("power", "--weights", "3,2,1", "--quota", "3", "--format", "json")
    assert result.returncode == 0
    assert result.stderr.decode().count("\n") == 1
    assert "warning" in result.stderr.decode()
    assert [m["banzhaf_normalized"] for m in json.loads(result.stdout)["members"]] == pytest.approx([0.6, 0.2, 0.2])


def test_a_rule_of_several_criteria_by_which_both_sides_can_win_is_warned_of(folder):
    criteria = '"weight >= 2 and members >= 2 or weight >= 3"'
    assert run("validate", board_file(folder, BOARD.replace("quota = 2", f"rule = {criteria}"))).stderr == b""
    result = run("validate", board_file(folder, BOARD.replace("quota = 2", 'rule = "weight >= 1 and members >= 1"')))
    assert result.returncode == 0
    assert result.stderr.decode() == (
        "stemgewicht: warning: under the rule weight >= 1 and members >= 1 a motion and its opposite may both pass\n"
    )


def test_enumerate_gives_what_exact_gives():
    exact, enumerated = (as_json("power", *EEC, "--method", method) for method in ("exact", "enumerate"))
    assert enumerated["method"] == "enumerate"
    for one, other in zip(exact["members"], enumerated["members"], strict=True):
        assert one["shapley_shubik"] == pytest.approx(other["shapley_shubik"], abs=1e-14)


def test_outvoted_gives_every_member_or_the_one_asked_for():
    rows = as_csv("outvoted", "eec-1958")
    assert [row["name"] for row in rows] == sg.load_board("eec-1958").names
    risks = sg.outvoted_members(sg.load_board("eec-1958"))
    assert [float(row["outvoted"]) for row in rows] == [risk.outvoted for risk in risks]
    answer = as_json("outvoted", "eec-1958", "--member", rows[3]["name"], "--model", "iac")
    assert (answer["board"], answer["model"], answer["method"]) == ("eec-1958", "iac", "exact")
    assert len(answer["rows"]) == 1


def test_outvoted_reports_on_groups_with_their_majority():
    case = sg.load_board("drechtsteden-2018")
    arguments = [
        "outvoted",
        "drechtsteden-2018",
        "--by",
        "municipality",
        "--position",
        "seats",
        "--model",
        "grouped:family",
    ]
    rows = {row["municipality"]: row for row in as_csv(*arguments)}
    position = sg.group_position(case, "municipality", "Sliedrecht", "seats")
    assert float(rows["Sliedrecht"]["outvoted"]) == pytest.approx(
        sg.outvoted(case, position, "grouped:family").outvoted, abs=1e-14
    )
    assert len(rows) == 7


def test_five_notes_on_the_data_are_told_in_full_and_more_by_what_they_are_about(tmp_path):
    def notes_of(count):
        file = tmp_path / f"{count}.toml"
        notes = [f'[[notes]]\nmark = "proxy"\nabout = "a{i}"\ntext = "Text {i}."\n' for i in range(count)]
        members = [f'[[members]]\nname = "{name}"\nweight = 1\n' for name in "ab"]
        file.write_text('title = "Two"\nquota = 2\n' + "".join(notes + members), encoding="utf-8")
        return [line for line in done("power", file).splitlines() if line.startswith("* ")][1:]

    assert notes_of(5) == [f"* proxy, a{i}: Text {i}." for i in range(5)]
    assert notes_of(6) == [
        "* proxy: a0; a1; a2; a3; a4; a5",
        "* what these say of the data is under `notes` with --format json",
    ]


def test_options_answers_in_every_format():
    table = sg.options()
    assert done("options", "--format", "csv") == table.to_csv()
    answer = as_json("options", "drechtsteden-2018")
    assert answer["case"] == "drechtsteden-2018"
    assert answer["rows"] == table.rows
    assert answer["notes"] == table.notes
    text = done("options")
    assert "P(Dordrecht is outvoted)" in text
    assert "* proxy: seats as weights; votes_2022\n" in text
    assert "Council seats are a second set of weights" not in text  # in full with --format json
    assert "Papendrecht" not in text.split("\n* ", 1)[0]
    assert "--municipality all" in text
    every = done("options", "--municipality", "all", "--model", "ic").split("\n* ", 1)[0]
    assert "Papendrecht" in every
    assert "overruled" in every


def test_options_may_be_narrowed_down():
    rows = as_csv(
        "options", "--municipality", "Dordrecht", "--scheme", "one_vote,apex", "--model", "ic", "--model", "beta:2,2"
    )
    assert {row["municipality"] for row in rows} == {"Dordrecht"}
    assert {row["model"] for row in rows} == {"ic", "beta:2,2"}
    board = [row for row in rows if row["option"] == "ab" and row["model"] == "ic"]
    assert [float(row["outvoted"]) for row in board] == pytest.approx([11 / 32, 1 / 64], abs=1e-12)


@pytest.mark.parametrize("threads", [0, 2])
def test_the_number_of_threads_changes_no_byte(threads):
    assert done("options", "--format", "csv", "--threads", threads) == done("options", "--format", "csv")


def test_custom_weights_are_those_of_python():
    table = sg.options(custom=[4, 1, 1, 1, 1, 1, 1], schemes="custom", models="ic")
    assert (
        done("options", "--custom", "4,1,1,1,1,1,1", "--scheme", "custom", "--model", "ic", "--format", "csv")
        == table.to_csv()
    )


def test_boards_lists_and_shows_the_boards(tmp_path):
    assert done("boards", "--format", "csv") == sg.boards().to_csv()
    assert [board["name"] for board in as_json("boards")["boards"]] == sg.boards()["name"]
    own = tmp_path / "own.toml"
    assert done("boards", "--show", "eec-1958", "--output", own) == ""
    assert sg.load_board(own).rule == sg.load_board("eec-1958").rule
    answer = as_json("validate", own)
    assert answer["valid"] is True
    assert (answer["members"], answer["quota"]) == (6, 12)


def test_outvoted_takes_a_board_with_several_criteria():
    rows = as_csv("outvoted", "eu-council-nice-2007")
    risks = sg.outvoted_members(sg.load_board("eu-council-nice-2007"))
    assert [float(row["outvoted"]) for row in rows] == [risk.outvoted for risk in risks]
    answer = as_json("validate", "eu-council-nice-2007")
    assert (answer["valid"], answer["total_weight"]) == (True, 345)
    assert answer["quota"] == "votes >= 255 and members >= 14 and population >= 62%"


@pytest.mark.parametrize("command", ["power", "outvoted", "validate"])
def test_a_board_may_come_from_standard_input(command):
    assert "a" in done(command, "-", stdin=BOARD.encode())


@pytest.mark.parametrize(
    "arguments",
    [("power", *EEC), ("outvoted", *EEC), ("options",), ("boards",), ("validate", "eec-1958")],
    ids=lambda a: a[0],
)
@pytest.mark.parametrize("format", ["table", "json", "csv"])
def test_output_writes_to_a_file_what_standard_output_would_get(arguments, format, tmp_path):
    file = tmp_path / "answer"
    shown = done(*arguments, "--format", format)
    assert done(*arguments, "--format", format, "--output", file) == ""
    assert file.read_text(encoding="utf-8") == shown
    assert list(tmp_path.iterdir()) == [file]
    file.write_text("old", encoding="utf-8")
    done(*arguments, "--format", format, "--output", file)
    assert file.read_text(encoding="utf-8") == shown


def test_help_and_version_succeed():
    assert done("--version").strip() == sg.__version__
    for command in ("power", "outvoted", "options", "boards", "validate"):
        assert "\nExample" in done(command, "--help")


# ---- what they refuse ------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path


def refuse(folder, *arguments, says, stdin=b""):
    """Status 2, one line on standard error, nothing on standard output, and no file is made, changed or left behind."""
    output = folder / "out" / "answer"
    output.unlink(missing_ok=True)
    for existing in (None, b"kept"):
        if existing is not None:
            output.write_bytes(existing)
        result = run(*arguments, "--output", output, stdin=stdin)
        line = result.stderr.decode()
        assert result.returncode == 2, (line, result.stdout)
        assert line.count("\n") == 1, line
        assert line.endswith("\n")
        assert line.startswith("stemgewicht: "), line
        assert says in line
        assert result.stdout == b""
        assert (output.read_bytes() if output.exists() else None) == existing
        assert [path.name for path in output.parent.iterdir()] == ([] if existing is None else ["answer"])


def board_file(folder, text):
    path = folder / "in" / "board.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ("", "must be"),
        (" ", "weights"),
        ("3,,1", "weights[1]: must be filled in"),
        ("3,2,", "weights[2]: must be filled in"),
        ("3,-1", "weights[1]: must be a number of 0 or more"),
        ("3,nan", "weights[1]: must be a number of 0 or more"),
        ("inf,3", "weights[0]: must be a number of 0 or more"),
        ("1e30,3", "weights[0]: must be a number of 0 or more"),
        ("9x,1", 'got "9x"'),
        ("0,0", "weights: must be a list with a positive weight"),
    ],
)
@pytest.mark.parametrize("command", ["power", "outvoted"])
def test_bad_weights_are_refused(command, weights, says, folder):
    refuse(folder, command, f"--weights={weights}", "--quota", "1", says=says)


@pytest.mark.parametrize(
    "quota", ["0", "18", "-1", "nan", "inf", "1e30", "0%", "101%", "50 %", "3/2", "2/0", "half", "12x"]
)
@pytest.mark.parametrize("command", ["power", "outvoted"])
def test_bad_quotas_are_refused(command, quota, folder):
    refuse(folder, command, "--weights", "4,4,4,2,2,1", f"--quota={quota}", says="quota: must be")


def test_a_quota_must_be_given_with_weights_and_may_replace_that_of_a_board(folder):
    refuse(folder, "power", "--weights", "1,1", says="quota: must be given")
    refuse(folder, "power", "eec-1958", "--quota", "18", says="quota: must be 1..17, got 18")
    assert as_json("power", "eec-1958", "--quota", "9")["quota"] == 9
    refuse(folder, "outvoted", "eu-council-nice-2007", "--quota", "200", says="quota: must be left out for eu-council-")


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("a,b", "names: must be one name for each of the 3 weights, got 2 names"),
        ("a,b,a", "names[2]: must be"),
        ("a,,c", "names[1]"),
    ],
)
def test_missing_and_repeated_names_are_refused(names, says, folder):
    refuse(folder, "power", "--weights", "3,2,1", "--quota", "4", "--names", names, says=says)


def test_a_board_and_weights_exclude_each_other(folder):
    refuse(folder, "power", says="board: must be given")
    refuse(folder, "power", "eec-1958", "--weights", "1,1", says="board: must be left out")
    refuse(folder, "power", "eec-1958", "--names", "a", says="names: must be given with --weights only")


MEMBER = '[[members]]\nname = "a"\nweight = 1\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "title: must be a text, got nothing"),
        ('title = "x"\nquota = 1\n', "members: must be a list of tables"),
        ('title = "x"\nquota = 1\nmembers = []\n', "members: must be a list of tables"),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = -1\n',
            "members[0].weight: must be a number of 0 or more",
        ),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = nan\n',
            "members[0].weight: must be a number of 0 or more",
        ),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = inf\n',
            "members[0].weight: must be a number of 0 or more",
        ),
        ('title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = 9223372036854775807\n', "members[0].weight"),
        ('title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = 99999999999999999999\n', "line 5"),
        ('title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = "1"\n', "weight: must be a numeric column"),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = true\n',
            "members[0].weight: must be a number of 0 or more",
        ),
        ('title = "x"\nquota = 0\n' + MEMBER, "quota: must be 1..1, got 0 (line 2 of "),
        ('title = "x"\nquota = 2\n' + MEMBER, "quota: must be 1..1, got 2 (line 2 of "),
        ('title = "x"\nquota = nan\n' + MEMBER, "quota: must be a number, majority, or a share"),
        ('title = "x"\nquota = "many"\n' + MEMBER, "quota: must be a number, majority, or a share"),
        ('title = "x"\n' + MEMBER, "quota: must be a number, majority, or a share"),
        ('title = "x"\nquota = 1\nrule = "weight >= 1"\n' + MEMBER, "rule: must be left out where a quota is given"),
        ('title = "x"\nrule = "weight >= 1 and"\n' + MEMBER, "got the end of the text (line 2 of "),
        ('title = "x"\nrule = "weight >= 2"\n' + MEMBER, "rule.weight: must be 1..1, got 2 (line 2 of "),
        ('title = "x"\nquota = 1\n[[members]]\nweight = 1\n', "members[0].name: must be a text, got nothing"),
        ('title = "x"\nquota = 1\n[[members]]\nname = ""\nweight = 1\n', "members[0].name: must be a text"),
        ('title = "x"\nquota = 1\n' + MEMBER + MEMBER, "members[1].name: must be a name that no other member has"),
        ('title = "x"\nquota = 1\n' + MEMBER + '[[members]]\nname = "b"\n', "members[1].weight: must be given"),
        (
            'title = "x"\nquota = 1\n' + MEMBER + '[[members]]\nname = "b"\nweight = 1\nside = "l"\n',
            "members[1].side: must be left out",
        ),
        ('title = "x"\nquorum = 1\nquota = 1\n' + MEMBER, "quorum: must be left out"),
        ('title = "x"\nquota = 1\nquota = 2\n' + MEMBER, "line 3"),
        (BOARD[:-13], "line"),
        (BOARD[:30], "must be"),
        ('title = "S\u00fadwest"\nquota = 1\n'.encode("latin-1") + MEMBER.encode(), "must be a TOML file in UTF-8"),
        (b"\xff\xfe" + BOARD.encode("utf-16-le"), "must be a TOML file in UTF-8"),
        (b"\x00" * 100, "must be a TOML file in UTF-8"),
    ],
    ids=range(30),
)
@pytest.mark.parametrize("command", ["power", "outvoted", "validate", "options"])
def test_bad_board_files_are_refused(command, text, says, folder):
    refuse(folder, command, board_file(folder, text), says=says)


@pytest.mark.parametrize("length", range(0, len(BOARD) - 2, 5))
def test_a_board_file_cut_anywhere_is_refused_or_still_whole(length, folder):
    path = board_file(folder, BOARD[:length])
    result = run("validate", path, "--format", "json")
    if result.returncode == 0:  # cut between two members: a smaller board
        assert json.loads(result.stdout)["members"] < 3
    else:
        assert result.returncode == 2
        assert result.stderr.count(b"\n") == 1
        assert result.stdout == b""


@pytest.mark.parametrize("command", ["power", "outvoted", "validate", "options"])
def test_unknown_boards_and_files_are_refused(command, folder):
    refuse(folder, command, "atlantis", says="board: must be a board that comes with the library (drechtsteden-2018, ")
    refuse(folder, command, folder / "in" / "none.toml", says="board: must be a file that can be read")
    refuse(folder, command, folder / "in", says="board: must be a file that can be read")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("power", *EEC, "--index", "clout"), "index: must be one of banzhaf"),
        (("power", *EEC, "--index", ""), "index"),
        (("power", *EEC, "--method", "magic"), "method: must be auto, exact, decision_diagram"),
        (("power", *EEC, "--format", "xml"), "--format"),
        (("power", *EEC, "--colour", "blue"), "--colour"),
        (("power", "imf-2022", "--method", "enumerate"), "enumerate: carries up to 25 members, got 190"),
        (("outvoted", "eec-1958", "--member", "Atlantis"), "member: must be a member of eec-1958"),
        (("outvoted", "eec-1958", "--by", "side"), "grouping: must be a grouping of eec-1958"),
        (
            ("outvoted", "drechtsteden-2018", "--by", "municipality", "--member", "Rotterdam"),
            "member: must be a municipality",
        ),
        (
            ("outvoted", "drechtsteden-2018", "--by", "municipality", "--position", "heads"),
            "column: must be a numeric column",
        ),
        (("outvoted", "eec-1958", "--position", "weight"), "position: must be given with --by"),
        (("outvoted", "eec-1958", "--ties", "maybe"), "ties: must be excluded, against or coin"),
        (("outvoted", "eec-1958", "--method", "guess"), "method: must be auto, exact, decision_diagram"),
        (("outvoted", "imf-2022", "--method", "enumerate"), "enumerate: carries up to 25 members, got 190"),
        (("options", "eec-1958"), "case: must be a board with [governance]"),
        (("options", "--scheme", "might"), "scheme: must be one of one_vote"),
        (("options", "--scheme", "custom"), "scheme: must be one of one_vote"),
        (("options", "--scheme", "one_vote,,apex"), "scheme[1]: must be filled in"),
        (("options", "--municipality", "Rotterdam"), "municipality: must be one of Dordrecht"),
        (("options", "--custom", "1,1"), "custom: must be one weight for each of the 7 municipalities"),
        (("options", "--custom", "1,1,1,1,1,1,-1"), "custom[6]: must be a number of 0 or more"),
        (("options", "--custom", "1,1,1,1,1,1,nan"), "custom[6]: must be a number of 0 or more"),
        (("options", "--custom", "0,0,0,0,0,0,0"), "custom: must be a list with a positive weight"),
        (("options", "--custom", "Rotterdam=1,b=1,c=1,d=1,e=1,f=1,g=1"), "custom[0]: must be"),
        (("options", "--option", "anarchy"), "option"),
        (("options", "--threads", "-1"), "threads: must be 0 for all cores"),
        (("options", "--threads", "x"), "threads: must be 0 for all cores"),
        (("options", "--ties", "maybe"), "ties: must be excluded, against or coin"),
        (("options", "--method", "enumerate"), "enumerate: carries up to 25 members, got 55"),
        (("options", "--model", "icc"), "model: must be"),
        (("boards", "--show", "atlantis"), "atlantis"),
        (("boards", "extra"), "extra"),
        (("validate",), "file"),
        (("elect",), "command: must be one of power"),
        ((), "subcommand"),
    ],
    ids=range(35),
)
def test_unknown_words_and_sizes_are_refused(arguments, says, folder):
    refuse(folder, *arguments, says=says)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("icc", "model: must be ic, iac, beta:A,B"),
        ("", "model: must be"),
        ("ic:1", "model: must be"),
        ("beta", "model: must be"),
        ("beta:1", "model: must be beta:A,B with two numbers"),
        ("beta:1,2,3", "model: must be beta:A,B with two numbers"),
        ("beta:0,1", "beta.a: must be positive and finite"),
        ("beta:1,-1", "beta.b: must be positive and finite"),
        ("beta:nan,1", "beta.a: must be positive and finite"),
        ("beta:inf,1", "beta.a: must be positive and finite"),
        ("beta:1e999,1", "must be"),
        ("independent:1.5", "must be a probability in [0, 1]"),
        ("independent:nan", "must be a probability in [0, 1]"),
        ("independent:0.5,0.5", "independent: must be one probability for all or one for each of the 6 members"),
        ("independent:x", "model: must be numbers separated by commas"),
        ("grouped", "grouping: must be a grouping"),
        ("grouped:colour", "grouping: must be a grouping"),
    ],
)
def test_models_out_of_range_are_refused(model, says, folder):
    refuse(folder, "outvoted", "eec-1958", "--model", model, says=says)


@pytest.mark.parametrize("place", ["missing/answer", "."])
def test_an_output_that_cannot_be_written_is_refused(place, folder):
    result = run("power", *EEC, "--output", folder / "out" / place)
    assert result.returncode == 2
    assert result.stderr.decode().count("\n") == 1
    assert "output: must be a file that can be written" in result.stderr.decode()
    assert result.stdout == b""
    assert list((folder / "out").iterdir()) == []


def test_a_name_with_a_line_break_still_gives_one_line(folder):
    text = BOARD.replace('"b"', '"a\\nb"')
    refuse(folder, "outvoted", board_file(folder, text), "--member", "a\nc", says="member: must be a member of")


@pytest.mark.parametrize("weights", [["4,", "4,", "4"], ["4,", "4"], ["4", ",4", ",4"]])
def test_a_list_that_blanks_took_apart_is_refused_with_how_to_write_it(weights):
    result = run("power", "--weights", *weights, "--quota", 6)
    assert result.returncode == 2
    (line,) = result.stderr.decode().splitlines()
    assert "a list is written without blanks, as in 4,4,2, or in quotes" in line
