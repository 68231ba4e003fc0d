"""Boards that come with the package, and boards from text and files."""

import re
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg

TOML = """
title = "Two towns"
source = "made up"
quota = "2/3"

[[notes]]
mark = "proxy"
about = "weight"
text = "Rounded & <guessed>."

[[members]]
name = "Nortown"
weight = 1.5
side = "north"

[[members]]
name = "Southam"
weight = 2
side = "south"
"""


def test_the_shipped_boards_are_listed_with_members_and_quota():
    table = sg.boards()
    assert table.columns == ["name", "members", "total_weight", "quota", "case", "date", "title"]
    assert table["name"] == sorted(table["name"])
    rows = {row["name"]: row for row in table}
    assert (rows["eec-1958"]["members"], rows["eec-1958"]["total_weight"], rows["eec-1958"]["quota"]) == (6, 17, 12)
    assert (rows["eu-council-nice-2007"]["members"], rows["eu-council-nice-2007"]["total_weight"]) == (27, 345)
    assert rows["eu-council-nice-2007"]["quota"] == "votes >= 255 and members >= 14 and population >= 62%"
    assert rows["drechtsteden-2018"]["case"] == "yes"
    assert rows["eec-1958"]["case"] == "no"


def test_every_shipped_board_loads_and_tells_its_source():
    for name in sg.boards()["name"]:
        board = sg.load_board(name)
        assert board.id == name
        assert board.source
        assert board.member_count == len(board.names) == len(board.weights)


def test_the_drechtsteden_are_55_council_groups_of_seven_councils_with_169_seats():
    board = sg.load_board("drechtsteden-2018")
    assert board.member_count == 55
    assert board.rule.total_weight == sum(board.columns["seats"]) == 169
    assert board.quota == 85
    assert board.groupings["municipality"].group_count == 7
    assert board.groupings["family"].group_count == 9
    assert board.governance.centre == board.governance.municipalities[0].name == "Dordrecht"
    assert board.governance.municipalities[0].money_share == "55%"
    assert board.governance.municipalities[1].money_share is None
    assert board.governance.municipalities[0].turnout == 0.5015
    assert board.governance.votes_column == "votes_2018"
    assert any(note.mark == "derived" and "estimated" in note.text for note in board.notes)


def test_a_board_from_text_has_names_columns_groupings_and_notes():
    board = sg.parse_board(TOML)
    assert board.names == ["Nortown", "Southam"]
    assert board.columns == {"weight": [15, 20]}
    assert board.decimals == {"weight": 1}
    assert board.quota == 24  # the least tenth at or above 2/3 of 3.5
    assert board.groupings["side"].labels == ["north", "south"]
    assert str(board.notes[0]) == "proxy, weight: Rounded & <guessed>."
    assert board.governance is None
    assert board.member_index("Southam") == 1
    assert repr(board) == "Board('the text': Two towns; 2 members, quota 2.4 of 3.5)"
    untitled = sg.read_table({"name": ["a", "b"], "weight": [1, 2]}, quota="majority")
    assert repr(untitled) == "Board('the table': 2 members, quota 2 of 3)"


def test_a_board_from_a_file_is_the_board_of_its_text(tmp_path):
    path = tmp_path / "towns.toml"
    path.write_text(TOML, encoding="utf-8")
    for given in (path, str(path)):
        board = sg.load_board(given)
        assert board.id == str(path)
        assert board.rule == sg.parse_board(TOML).rule


RULE = TOML.replace('quota = "2/3"', 'rule = "weight >= 2 and members > 1/2"')


def test_a_board_may_have_several_criteria():
    board = sg.parse_board(RULE)
    assert board.quota is None
    assert board.quota_text == "weight >= 2 and members > 1/2"
    assert board.weights == [15, 20]
    assert repr(board) == "Board('the text': Two towns; 2 members, rule weight >= 2 and members > 1/2)"
    assert "rule weight &gt;= 2 and members &gt; 1/2" in board._repr_html_()
    assert sg.banzhaf(board, fractions=True) == [Fraction(1, 2), Fraction(1, 2)]
    assert sg.power(board, "rae").columns == ["name", "weight", "rae"]
    assert sg.group_position(board, "side", "south").weights == [0, 20]


def test_a_rule_of_one_quota_on_the_weight_is_that_quota():
    board = sg.parse_board(TOML.replace('quota = "2/3"', 'rule = "weight >= 2/3"'))
    assert board.rule == sg.parse_board(TOML).rule
    assert board.quota == 24


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "rule: must be a text"),
        (
            "heads >= 2",
            "rule: must be members, a numeric column of the members (weight), a grouping (side), a member's name",
        ),
        ("weight <= 2", 'rule: must be >= or > behind weight, got "<=" at character 8 of the text (line 4 of '),
        ("weight >= 4", "rule.weight: must be above 0 and at most 3.5, got 4 (line 4 of "),
        ("(weight >= 2", "rule: must be and, or, or ), got the end of the text"),
        ("weight >= 2 members >= 1", "rule: must be and, or, or the end of the text"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_place(rule, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        sg.parse_board(TOML.replace('quota = "2/3"', f'rule = "{rule}"'))


def test_a_quota_beside_a_rule_is_refused():
    with pytest.raises(ValueError, match="rule: must be left out where a quota is given"):
        sg.parse_board('rule = "weight >= 2"\n' + TOML)


def test_the_council_under_lisbon_counts_the_swings_of_germany_and_malta():
    values = sg.banzhaf(sg.load_board("eu-council-lisbon-2020"), fractions=True)
    assert values[0] == Fraction(14092736, 2**26)
    assert values[-1] == Fraction(2018356, 2**26)


def test_the_members_are_a_table_with_numbers_as_the_file_has_them():
    members = sg.parse_board(TOML).members
    assert members.columns == ["name", "side", "weight"]
    assert members.rows == [
        {"name": "Nortown", "side": "north", "weight": 1.5},
        {"name": "Southam", "side": "south", "weight": 2.0},
    ]
    assert sg.parse_board(TOML).to_pandas()["weight"].tolist() == [1.5, 2.0]
    assert sg.power(sg.parse_board(TOML), "rae")["weight"] == [1.5, 2.0]
    frame = sg.load_board("drechtsteden-2018").to_pandas()
    assert frame.shape == (55, 7)
    assert frame.groupby("municipality")["seats"].sum()["Dordrecht"] == 39


def test_a_board_shows_itself_as_html_without_raw_text_of_the_file():
    html = sg.parse_board(TOML)._repr_html_()
    assert "Rounded &amp; &lt;guessed&gt;." in html
    assert '<td style="text-align:left">Nortown</td>' in html
    assert "quota 2.4 of 3.5" in html


def test_the_position_of_a_group_is_the_majority_of_its_column():
    board = sg.load_board("drechtsteden-2018")
    position = sg.group_position(board, "municipality", "Dordrecht", column="seats")
    assert position.total_weight == 39
    assert position.quota == 20
    assert position == sg.council_positions(board)[0]
    assert sg.group_position(board, "municipality", "Dordrecht") == position  # the weight of the board is the seats
    votes = sg.group_position(board, "municipality", "Dordrecht", "votes_2022")
    assert votes.quota == votes.total_weight // 2 + 1


def test_a_grouping_of_a_board_is_a_model_by_name():
    board = sg.load_board("drechtsteden-2018")
    by_name = sg.pass_probability(board, "grouped:family")
    assert by_name == sg.pass_probability(board, sg.grouped(board.groupings["family"]))
    np.testing.assert_array_equal(
        sg.decisive(board, "grouped:municipality"), sg.decisive(board.rule, sg.grouped(board.groupings["municipality"]))
    )


def test_the_general_board_has_a_vote_for_each_municipality_under_every_scheme():
    board = sg.load_board("drechtsteden-2018")
    schemes = {scheme: sg.board_rule(board, scheme) for scheme in sg.all_schemes(board)}
    assert schemes["one_vote"] == sg.majority_rule([1] * 7)
    assert schemes["seats"].weights == [39, 19, 17, 23, 23, 21, 27]
    assert schemes["apex"] == sg.majority_rule([5, 1, 1, 1, 1, 1, 1])
    assert schemes["apex_veto"].quota == 7
    composite = sg.councils_under(board, schemes["apex"])
    assert composite.member_count == 55
    assert composite.top == schemes["apex"]


def test_the_arrangements_say_who_decides():
    board = sg.load_board("drechtsteden-2018")
    made = sg.arrangements(board, ["one_vote"])
    assert [(a.option, a.scheme) for a in made] == [
        ("drechtraad", "votes_2018"), ("drechtraad", "seats"), ("drechtraad", "votes_2022"), ("ab", "one_vote"),
        ("mandate", "one_vote"), ("mandate", "council"), ("centre", "council"), ("centre", "council"),
        ("combination", "one_vote"), ("combination", "council"), ("combination", "council"),
        ("outcome", "one_vote"), ("outcome", "council"), ("apart", "council"),
    ]  # fmt: skip
    assert isinstance(made[0].decision, sg.WeightedRule)
    assert isinstance(made[3].decision, sg.CompositeRule)
    assert made[5].decision is None


@pytest.mark.parametrize("name", ["eec-1958", "un-security-council"])
def test_a_board_prints_its_name_and_size(name):
    board = sg.load_board(name)
    assert repr(board).startswith(f"Board('{name}': ")
    assert f"{board.member_count} members" in repr(board)


def test_a_board_is_made_of_a_data_frame_of_pandas():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"town": ["A", "B", "C"], "votes": [9, 5, 3], "side": ["l", "r", "l"]})
    board = sg.Board.from_pandas(frame, quota=9)
    assert type(board) is sg.Board
    assert board == sg.read_table(frame, quota=9)
    assert (board.names, board.weights, board.groupings["side"].labels) == (["A", "B", "C"], [9, 5, 3], ["l", "r"])
    assert sg.Board.from_pandas(frame.set_index("town"), quota=9).names == ["A", "B", "C"]
    with pytest.raises(TypeError, match=r"frame: must be a DataFrame of pandas, got \[1, 2\]"):
        sg.Board.from_pandas([1, 2], quota=1)
    with pytest.raises(ValueError, match="quota: must be given"):
        sg.Board.from_pandas(frame)


def test_results_are_labelled_by_the_names_of_the_board():
    board = sg.load_board("eec-1958")
    table = sg.labelled(board, sg.banzhaf(board), "banzhaf")
    assert table.columns == ["name", "banzhaf"]
    assert (table["name"], table["banzhaf"]) == (board.names, sg.banzhaf(board).tolist())
    assert '<td style="text-align:left">Luxembourg</td>' in table._repr_html_()
    exact = sg.labelled(board, sg.banzhaf(board, fractions=True))
    assert [Fraction(value) for value in exact["value"]] == sg.banzhaf(board, fractions=True)
    drawn = sg.banzhaf(board, "monte_carlo")
    simulated = sg.labelled(board, drawn)
    assert (simulated["value"], simulated["value_error"]) == (drawn.values.tolist(), drawn.errors.tolist())
    risks = sg.outvoted_members(board)
    assert sg.labelled(board, risks)["outvoted"] == [risk.outvoted for risk in risks]
    standings = sg.member_standings(board)
    assert sg.labelled(board, standings)["yes_pass"] == [standing.yes_pass for standing in standings]
    meeting = sg.meeting_members(board, method="monte_carlo", attendance=0.9)
    assert sg.labelled(board, meeting)["outvoted_error"] == [member["outvoted"].error for member in meeting]
    absent = sg.outvoted_members(sg.AttendanceRule([1, 1, 1]), attendance=0.9)
    nested = sg.labelled(sg.majority_rule([1, 1, 1]), absent, names=["a", "b", "c"])
    assert nested["overall_blocked"] == [member.overall.blocked for member in absent]


def test_results_that_do_not_fit_the_members_are_refused():
    board = sg.load_board("eec-1958")
    with pytest.raises(ValueError, match="results: must be one for each of the 6 members, got 2"):
        sg.labelled(board, [0.5, 0.5])
    with pytest.raises(TypeError, match=r"results: must be one for each member, got 0\.5"):
        sg.labelled(board, 0.5)
    with pytest.raises(TypeError, match="results: must be numbers or results of this package, got"):
        sg.labelled(board, [object()] * 6)
