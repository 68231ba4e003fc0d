"""The comparison of governance options."""

import json
import os
import subprocess
import sys

import pytest

import stemgewicht as sg

COLUMNS = ["option", "scheme", "model", "municipality", "kind", "outvoted", "overruled", "blocked", "decisive"]
CLI = os.environ.get("STEMGEWICHT_CLI")


@pytest.fixture(scope="module")
def table():
    return sg.options()


def risk(table, **wanted):
    rows = [row for row in table if all(row[name] == value for name, value in wanted.items())]
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("one_vote", 11 / 32),
        ("seats", 17 / 64),
        ("sqrt_population", 7 / 32),
        ("population", 1 / 16),
        ("money", 0),
        ("apex", 1 / 64),
        ("apex_veto", 1 / 128),
    ],
)
def test_dordrecht_on_the_general_board_is_outvoted_with_the_chance_counted_by_hand(table, scheme, expected):
    row = risk(table, option="ab", scheme=scheme, model="ic", municipality="Dordrecht")
    assert row["outvoted"] == pytest.approx(expected, abs=1e-12)
    assert row["overruled"] + row["blocked"] == pytest.approx(row["outvoted"], abs=1e-15)


def test_a_veto_leaves_dordrecht_blocked_but_never_overruled(table):
    row = risk(table, option="ab", scheme="apex_veto", model="iac", municipality="Dordrecht")
    assert row["overruled"] == 0
    assert row["blocked"] > 0


def test_the_table_has_a_row_for_each_option_scheme_kind_model_and_municipality(table):
    assert table.columns == COLUMNS
    assert len(table) == (3 + 9 + (9 + 1) + 2 + (9 + 2) + (9 + 1) + 1) * 3 * 7
    assert [row["municipality"] for row in table][:2] == ["Dordrecht", "Alblasserdam"]
    assert list(dict.fromkeys(table["model"])) == ["ic", "iac", "grouped:family"]
    assert list(dict.fromkeys(table["option"])) == [
        *("drechtraad", "ab", "mandate", "centre"),
        *("combination", "outcome", "apart"),
    ]


def test_the_notes_say_what_stands_in_for_the_weights_and_who_is_a_dictator(table):
    assert any(note.startswith("derived, votes_2018: A group's weight in the Drechtraad was") for note in table.notes)
    assert any("Dordrecht alone decides" in note for note in table.notes)


def test_the_drechtraad_outvotes_dordrecht_as_the_rule_over_all_groups_does(table):
    board = sg.load_board("drechtsteden-2018")
    position = sg.group_position(board, "municipality", "Dordrecht", "seats")
    for model in ("ic", "iac", "grouped:family"):
        row = risk(table, option="drechtraad", scheme="seats", model=model, municipality="Dordrecht")
        expected = sg.outvoted(board, position, model)
        assert row["outvoted"] == pytest.approx(expected.outvoted, abs=1e-14)
        assert row["decisive"] == pytest.approx(expected.decisive, abs=1e-14)


def test_the_number_of_threads_changes_nothing(table):
    assert sg.options(threads=0) == table
    assert sg.options(threads=2).to_csv() == table.to_csv()


def test_models_and_schemes_may_be_chosen_one_or_many(table):
    chosen = sg.options(models="ic", schemes=["apex", "one_vote"])
    assert list(dict.fromkeys(chosen["model"])) == ["ic"]
    assert [row["scheme"] for row in chosen if row["option"] == "ab" and row["municipality"] == "Dordrecht"] == [
        "apex",
        "one_vote",
    ]
    wanted = {"option": "ab", "scheme": "apex", "model": "ic", "municipality": "Sliedrecht"}
    assert risk(chosen, **wanted) == risk(table, **wanted)


def test_options_may_be_chosen(table):
    chosen = sg.options(options=["centre", "drechtraad"], models="iac")
    assert set(chosen["option"]) == {"centre", "drechtraad"}
    assert all(row in table.rows for row in chosen)


def test_custom_weights_come_by_name_or_in_order():
    names = [m.name for m in sg.load_board("drechtsteden-2018").governance.municipalities]
    in_order = sg.options(custom=[2.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], schemes=["custom"], models="ic")
    by_name = sg.options(
        custom={name: 5 if name == "Dordrecht" else 1 for name in reversed(names)}, schemes="custom", models="ic"
    )
    apex = sg.options(schemes="apex", models="ic")
    assert in_order["outvoted"] == by_name["outvoted"] == apex["outvoted"]


def test_a_case_may_be_a_name_a_file_or_a_board(tmp_path, table):
    board = sg.load_board("drechtsteden-2018")
    assert sg.options(board) == table
    schemes = board.governance.custom_schemes
    assert sorted(schemes) == ["votes_2018", "votes_2022"]
    sg.options(board, custom=[1] * 7)
    assert board.governance.custom_schemes == schemes  # the board is as it was


def test_ties_count_where_a_council_can_be_tied():
    text = """
title = "Three councils of two"
quota = "majority"
[governance]
grouping = "town"
centre = "A"
position = "weight"
assembly_schemes = ["weight"]
"""
    for town in "ABC":
        text += f'[[municipalities]]\nname = "{town}"\npopulation = 1000\n'
        text += "".join(f'[[members]]\nname = "{town}{k}"\nweight = 1\ntown = "{town}"\n' for k in (1, 2))
    case = sg.parse_board(text)
    # One vote each; a council of two is tied half of the time, and its delegation then votes no. The board passes if at
    # least two of three councils are for, each with chance 1/4.
    chosen = {
        ties: sg.options(case, models="ic", schemes="one_vote", ties=ties) for ties in ("excluded", "against", "coin")
    }
    rows = {ties: risk(t, option="ab", municipality="A") for ties, t in chosen.items()}
    assert rows["against"]["overruled"] == pytest.approx(3 / 4 * 1 / 16, abs=1e-15)
    assert rows["against"]["blocked"] == pytest.approx(1 / 4 * 9 / 16, abs=1e-15)
    assert rows["excluded"]["overruled"] == pytest.approx(1 / 2 * 1 / 16, abs=1e-15)
    assert rows["excluded"]["blocked"] == pytest.approx(1 / 2 * 9 / 16, abs=1e-15)
    assert rows["coin"]["overruled"] == pytest.approx(1 / 2 * 1 / 16, abs=1e-15)
    assert rows["coin"]["blocked"] == pytest.approx(1 / 4 * 9 / 16 + 1 / 4 * 15 / 16, abs=1e-15)


def test_the_table_goes_to_csv_json_and_pandas_without_losing_a_digit(table, tmp_path):
    text = table.to_csv()
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert len(text.splitlines()) == len(table) + 1
    assert table.to_csv(tmp_path / "options.csv") is None
    assert (tmp_path / "options.csv").read_bytes() == text.encode()
    frame = table.to_pandas()
    assert list(frame.columns) == COLUMNS
    assert frame["outvoted"].tolist() == table["outvoted"]
    assert frame.attrs["notes"] == table.notes
    assert json.loads(table.to_json()) == table.rows
    with (tmp_path / "options.csv").open(encoding="utf-8") as file:
        next(file)
        assert [float(line.split(",")[5]) for line in file] == table["outvoted"]


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
def test_the_csv_is_that_of_the_command_line_byte_for_byte(table):
    run = subprocess.run([CLI, "options", "--format", "csv"], capture_output=True, check=True)
    assert run.stdout == table.to_csv().encode()


def test_a_long_table_shows_its_first_rows_and_prints_all(table):
    assert "the first 20 of 966 rows" in repr(table)
    assert len(str(table).splitlines()) > 966
    assert "the first 20 of 966 rows" in table._repr_html_()
    assert table._repr_html_().count("<tr>") == 21


def test_a_table_goes_to_arrow_with_types_title_and_notes(table):
    pytest.importorskip("pyarrow")
    given = table.to_arrow()
    assert given.column_names == COLUMNS
    assert given["outvoted"].to_pylist() == table["outvoted"]
    assert given.schema.metadata[b"title"].decode() == table.title
    assert json.loads(given.schema.metadata[b"notes"]) == table.notes
    mixed = sg.Table(
        ["n", "x", "t", "none"], [(1, 1, 1, None), (None, 0.5, "a", None), (3, None, None, None)]
    ).to_arrow()
    assert [str(field.type) for field in mixed.schema] == ["int64", "double", "string", "double"]
    assert mixed["n"].to_pylist() == [1, None, 3]
    assert mixed["x"].to_pylist() == [1.0, 0.5, None]
    assert mixed["t"].to_pylist() == ["1", "a", None]
    assert sg.load_board("eec-1958").to_arrow()["name"].to_pylist() == sg.load_board("eec-1958").names


def test_a_missing_pyarrow_is_named_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ModuleNotFoundError, match=r"to_arrow\(\) needs pyarrow, .*'stemgewicht\[arrow\]'"):
        sg.Table(["a"], [(1,)]).to_arrow()


def test_a_table_of_your_own_rounds_nothing_and_quotes_what_it_must():
    table = sg.Table(
        ["name", "n", "x"], [{"name": 'a "b", c', "n": 1, "x": 0.1}, ("d", 2, None)], title="T", notes=["n"]
    )
    assert table.to_csv() == 'name,n,x\n"a ""b"", c",1,0.1\nd,2,\n'
    assert table.rows[1] == {"name": "d", "n": 2, "x": None}
    assert list(table) == table.rows
    assert "first" not in repr(table)
    assert sg.Table(table.columns, table.rows, "T", ["n"]) == table
