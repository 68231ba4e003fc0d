"""Bad input is a ValueError that names the field, what was expected and what was given."""

import sys
from fractions import Fraction

import numpy as np
import pytest

import stemgewicht as sg

RULE = sg.majority_rule([1, 1, 1])
EEC = sg.load_board("eec-1958")
NAN, INFINITY = float("nan"), float("inf")


def refused(message, function, *arguments, **options):
    with pytest.raises(ValueError) as caught:
        function(*arguments, **options)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([], "weights: must be a list of at least one weight"),
        ([3, -1], "weights[1]: must be a number of 0 or more, below 2^62, got -1"),
        ([3, -0.5], "weights[1]: must be a number of 0 or more, below 2^62, got -0.5"),
        ([NAN, 1], "weights[0]: must be a number of 0 or more, below 2^62, got nan"),
        ([1, INFINITY], "weights[1]: must be a number of 0 or more, below 2^62, got inf"),
        ([1e300], "weights[0]: must be"),
        ([10**60], "weights[0]: must be a number of 0 or more, below 2^62"),
        ([1e17, 0.001], "weights[0]: must be"),
        ([0, 0], "weights: must be a list with a positive weight"),
        ([1, "9x"], 'weights[1]: must be a number of 0 or more, below 2^62, got "9x"'),
        ([1, None], "weights[1]: must be"),
        ([1, True], "weights[1]: must be"),
        ([1, Fraction(-1, 3)], "weights[1]: must be"),
        ("442", 'weights: must be a list of numbers, got "442"'),
        (7, "weights: must be a list of numbers, got 7"),
        (np.ones((2, 2)), "weights[0]: must be"),
    ],
    ids=str,
)
def test_weights_must_be_numbers_of_zero_or_more(weights, message):
    refused(message, sg.WeightedRule, weights, quota=1)
    refused(message, sg.majority_rule, weights)


@pytest.mark.parametrize("quota", [0, 18, -1, NAN, INFINITY, "nan", "0%", "101%", "3/2", "half", "", "50 %", 2**80])
def test_a_quota_must_lie_in_the_range_of_the_weights(quota):
    refused("quota: must be ", sg.WeightedRule, [4, 4, 4, 2, 2, 1], quota)


def test_the_message_of_a_quota_gives_its_range():
    refused("quota: must be 1..17, got 60", sg.WeightedRule, [4, 4, 4, 2, 2, 1], 60)


@pytest.mark.parametrize("arguments", [([4, 4, 1],), ([4, 4, 1], None)], ids=str)
def test_a_quota_must_be_given(arguments):
    with pytest.raises(TypeError, match=r'^quota: must be given: a number, "majority", or a share such as .*$'):
        sg.WeightedRule(*arguments)


def test_members_of_a_set_must_exist():
    refused("yes_voters[1]: must be 0..2, got 3", RULE.wins, [0, 3])
    refused("yes_voters[0]: must be 0..2, got -1", RULE.wins, [-1])
    with pytest.raises(TypeError, match=r"yes_voters\[0\]"):
        RULE.wins([0.5])
    refused("member: must be", sg.member_position, 3, 3)
    refused("member: must be", sg.member_position, -1, 3)
    refused("member_count: must be", sg.member_position, 0, 0)


def test_the_blocks_of_a_composite_rule_must_partition_the_members():
    refused("rule.blocks: must be one block for each", sg.CompositeRule, RULE, [sg.Block([0, 1, 2], RULE)])
    pair = sg.majority_rule([1, 1])
    refused(
        "rule.blocks[1].members[0]: must be a member",
        sg.CompositeRule,
        pair,
        [sg.Block([0, 1], pair), sg.Block([1, 2], pair)],
    )
    refused("rule.blocks[0].rule.weights", sg.CompositeRule, pair, [sg.Block([0], pair), sg.Block([1, 2], pair)])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.beta(0, 1), "beta.a: must be positive and finite, got 0"),
        (lambda: sg.beta(1, -2), "beta.b: must be positive and finite, got -2"),
        (lambda: sg.beta(NAN, 1), "beta.a: must be positive and finite, got nan"),
        (lambda: sg.beta(1, INFINITY), "beta.b: must be positive and finite, got inf"),
        (lambda: sg.independent(1.5), "independent: must be a probability in [0, 1], got 1.5"),
        (lambda: sg.independent([0.5, -0.1]), "independent[1]: must be a probability in [0, 1]"),
        (lambda: sg.independent([NAN]), "independent[0]: must be a probability in [0, 1], got nan"),
        (lambda: sg.independent([]), "independent: must be one probability"),
        (lambda: sg.grouped([]), "grouping: must be a list with one label for each member"),
        (lambda: sg.grouped("abc"), "grouping: must be a list with one label for each member"),
    ],
    ids=[f"model{i}" for i in range(10)],
)
def test_the_parameters_of_a_model_are_checked_where_it_is_made(make, message):
    refused(message, make)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("ICC", "model: must be ic, iac, beta:A,B"),
        ("", "model: must be"),
        ("beta:2", "model: must be beta:A,B with two numbers"),
        ("beta:0,1", "beta.a: must be positive"),
        ("beta:x,1", "model: must be numbers"),
        ("independent:0.5,0.5", "independent: must be one probability for all or one for each of the 3 members"),
        ("independent:2", "must be a probability in [0, 1]"),
        (
            "grouped:family",
            'model: must be one without a grouping where no board is given (or grouped(labels)), got "grouped:family"',
        ),
        (sg.grouped(["a", "b"]), "one group for each of the 3 members"),
        (sg.independent([0.5] * 4), "one for each of the 3 members"),
    ],
    ids=str,
)
def test_a_model_must_fit_the_members(model, message):
    refused(message, sg.pass_probability, RULE, model)
    refused(message, sg.outvoted_members, RULE, model)
    refused(message, sg.decisive, RULE, model)


def test_methods_and_ties_go_by_their_names():
    refused("method: must be auto, exact, decision_diagram, enumerate, meet_in_the_middle", sg.banzhaf, RULE, "magic")
    refused('ties: must be excluded, against or coin, got "maybe"', sg.outvoted, RULE, RULE, ties="maybe")


def test_a_method_that_cannot_carry_the_size_says_which_one_can():
    large = sg.majority_rule([1] * 26)
    refused("enumerate: carries up to 25 members, got 26; other methods carry", sg.banzhaf, large, "enumerate")
    board = sg.load_board("drechtsteden-2018")
    composite = sg.councils_under(board, sg.board_rule(board, "seats"))
    family = sg.grouped(board.groupings["family"])
    refused(
        "exact: the groups of the model cross the blocks",
        sg.pass_probability,
        composite,
        family,
        sg.Exact(maximum_nodes=1),
    )


def test_a_rule_of_your_own_is_refused_by_exact():
    class Own:
        member_count = 3

        def wins(self, yes_voters):
            return len(yes_voters) > 1

    for method in ("exact", sg.Exact()):
        refused(
            "method: must be auto, enumerate or decision_diagram for a rule of your own, got exact",
            sg.banzhaf,
            Own(),
            method,
        )
    assert sg.banzhaf(Own(), "auto").tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: sg.all_of([]), "rules: must be a list of at least one rule, got none"),
        (lambda: sg.all_of([RULE, sg.majority_rule([1])]), "rules[1]: must be a rule over the 3 members of the first"),
        (lambda: sg.at_least(3, [RULE, RULE]), "needed: must be 1..2, got 3"),
        (lambda: sg.at_least(-1, [RULE, RULE]), "needed: must be 1..2, got -1"),
        (lambda: sg.CombinedRule(RULE, [([0], RULE)]), "rule.parts: must be one part for each of the 3 votes"),
        (lambda: sg.CombinedRule(RULE, []), "rule.parts: must be a list of at least one part, got none"),
        (
            lambda: sg.CombinedRule(sg.majority_rule([1]), [([0, 1], RULE)]),
            "rule.parts[0].members: must be one member for each of the 3 votes of its rule, got 2",
        ),
        (
            lambda: sg.CombinedRule(sg.majority_rule([1]), [([0, 1, 3], RULE)], members=3),
            "rule.parts[0].members[2]: must be a member from 0 to 3 exclusive, got 3",
        ),
        (lambda: sg.CombinedRule(sg.majority_rule([1]), [([0, -1, 2], RULE)]), "rule.parts[0].members[1]: must be 0.."),
        (lambda: sg.CoalitionRule(3, []), "coalitions: must be a list of at least one winning coalition, got none"),
        (lambda: sg.CoalitionRule(3, [[0], []]), "coalitions[1]: must be a coalition of at least one member"),
        (lambda: sg.CoalitionRule(3, [[0, 3]]), "coalitions[0][1]: must be 0..2, got 3"),
        (lambda: sg.CoalitionRule(3, [[0, 0]]), "coalitions[0][1]: must be a member from 0 to 3 exclusive, named once"),
        (lambda: sg.CoalitionRule(0, [[0]]), "members: must be 1 or more, got 0"),
        (lambda: sg.IncompatibleRule(RULE, [(0, 3)]), "pairs[0][1]: must be 0..2, got 3"),
        (lambda: sg.IncompatibleRule(RULE, [(0, 1), (2, 2)]), "pairs[1]: must be a pair of two different members"),
        (lambda: sg.IncompatibleRule(RULE, [(0, 1, 2)]), "pairs[0]: must be a pair of members, got (0, 1, 2)"),
        (
            lambda: sg.IncompatibleRule(sg.WeightedRule([1, 1], 2), [(0, 1)]),
            "rule.pairs: must be pairs that leave a winning coalition",
        ),
        (
            lambda: sg.RestrictedRule(RULE, [(1, 1)]),
            "edges[0]: must be a pair of two different members, got member 1 twice",
        ),
        (lambda: sg.RestrictedRule(RULE, []), "rule.edges: must be edges that connect a winning coalition"),
        (lambda: sg.myerson(RULE, [(0, 5)]), "edges[0][1]: must be 0..2, got 5"),
        (
            lambda: sg.myerson(EEC, [("France", "Italy"), ("Italy", "Italy")]),
            "edges[1]: must be a pair of two different members, got Italy twice",
        ),
        (lambda: sg.graph_banzhaf(RULE, [(2, 2)]), "edges[0]: must be a pair of two different members"),
        (lambda: sg.merged(RULE, []), "bloc: must be a list of at least one member, got none"),
        (lambda: sg.merged(RULE, [1, 1]), "bloc[1]: must be a member from 0 to 3 exclusive, named once, got 1"),
        (lambda: sg.split(RULE, 3, RULE), "member: must be 0..2, got 3"),
        (lambda: sg.split_weight(RULE, 0, [1, 1]), "weights[1]: must be 0 to 0, what is left, got 1"),
        (lambda: sg.split_weight(RULE, 0, [0.5, 0.5]), "weights: must be whole numbers"),
    ],
    ids=[f"rule{i}" for i in range(28)],
)
def test_rules_that_are_made_of_others_are_checked_where_they_are_made(make, message):
    refused(message, make)


def test_parts_of_rules_of_another_kind_are_type_errors():
    for make, message in (
        (lambda: sg.all_of([RULE, 3]), r"^rules\[1\]: must be a rule of the library or a board, got <class 'int'>$"),
        (lambda: sg.all_of([RULE, None]), r"^rules\[1\]: must be a rule of the library or a board"),
        (lambda: sg.CombinedRule(RULE, [3, 3, 3]), r"^rule.parts\[0\]: must be a pair of members and their rule"),
        (lambda: sg.RestrictedRule(RULE, [3]), r"^edges\[0\]: must be a pair of members, got 3$"),
        (lambda: sg.RestrictedRule(RULE, ["01"]), r"^edges\[0\]: must be a pair of members"),
        (lambda: sg.RestrictedRule(RULE, 3), r"^edges: must be a list of pairs of members, got 3$"),
        (lambda: sg.RestrictedRule(RULE, [(0, "b")]), r"^edges\[0\]\[1\]: must be the number of a member, got \"b\"$"),
        (lambda: sg.owen(RULE, 3), "^unions: must be a list of labels"),
    ):
        with pytest.raises(TypeError, match=message):
            make()


def test_what_is_no_file_is_a_type_error():
    for call, message in (
        (lambda: sg.load_board(None), "^name_or_path: must be a text or a path, got None$"),
        (lambda: sg.options(3), "^case: must be a text, a path or a board, got 3$"),
        (lambda: sg.robust_design(None), "^case: must be a text, a path or a board, got None$"),
        (lambda: sg.load_results(None), "^path: must be a text or a path, got None$"),
        (lambda: sg.sweep(3, output="out"), "^study: must be a text, a path or a study, got 3$"),
    ):
        with pytest.raises(TypeError, match=message):
            call()


@pytest.mark.parametrize(
    ("rule", "unions", "message"),
    [
        (RULE, [0, 1], "unions: must be one label for each of the 3 members, got 2 labels"),
        (RULE, [[0, 1]], "unions: must be a partition of the members, got member 2 in no union"),
        (RULE, [[0, 1], [1, 2]], "unions[1]: must be a list of members that no union names before, got member 1 again"),
        (RULE, [[0, 1, 2], []], "unions[1]: must be a list of at least one member, got none"),
        (RULE, [[0, 1], [3]], "unions[1][0]: must be 0..2, got 3"),
        (RULE, [[0, 1], 2], "unions: must be a list of labels or a list of lists of members, got both in one list"),
        (RULE, "family", "unions: must be a list of labels, or of lists of members, where no board is given"),
        (RULE, sg.Grouping(["a", "b"]), "one group for each of the 3 members"),
        (EEC, "family", "grouping: must be a grouping of eec-1958"),
        (EEC, [["France", "Atlantis"]], 'unions[0][1]: must be a member of eec-1958, got "Atlantis"'),
        (EEC, [["France", "Germany", "Italy"], ["Belgium", "Netherlands"]], "got Luxembourg in no union"),
        (EEC, [["France", "Germany"], ["Italy", "France"]], "unions[1]: must be a list of members that no union names"),
    ],
    ids=range(12),
)
def test_unions_that_are_no_partition_are_refused_by_name(rule, unions, message):
    for function in (sg.owen, sg.amer_carreras_gimenez, sg.power_of_unions):
        refused(message, function, rule, unions)
    refused(message, sg.power, rule, unions=unions)
    refused(message, sg.quotient_rule, rule, unions)


def test_indices_that_need_unions_or_edges_say_so():
    class Own:
        member_count = 3

        def wins(self, yes_voters):
            return len(yes_voters) > 1

    for rule in (RULE, Own()):
        refused("unions: must be given with owen, got none", sg.power, rule, "owen")
        refused("edges: must be given with myerson, got none", sg.power, rule, ["rae", "myerson"])
        refused("index: must be one of banzhaf, ", sg.power, rule, "clout")
    refused("method: must be auto or enumerate for unions", sg.owen, Own(), [0, 0, 1], "decision_diagram")
    refused("fractions: must be left out for a rule of your own", sg.shift, Own(), fractions=True)


@pytest.mark.parametrize("answer", [None, 2, "yes", 0.5])
def test_a_rule_of_your_own_must_answer_true_or_false(answer):
    class Own:
        member_count = 3

        def wins(self, yes_voters):
            return answer

    refused("rule.wins: must be True or False", sg.banzhaf, Own())


class Parity:
    """Passes where an odd number of members says yes."""

    member_count = 3

    def wins(self, yes_voters):
        return len(yes_voters) % 2 == 1


@pytest.mark.parametrize(
    "measure",
    [
        sg.banzhaf,
        sg.shapley_shubik,
        sg.coleman_collectivity,
        sg.deegan_packel,
        sg.johnston,
        sg.nucleolus,
        sg.minimum_sum_representation,
        sg.weightedness,
        sg.pass_probability,
        sg.member_standings,
        sg.decisive,
        sg.outvoted_members,
        sg.majority_deficit,
        sg.power,
        lambda rule: sg.owen(rule, [0, 0, 1]),
        lambda rule: sg.myerson(rule, [(0, 1)]),
        lambda rule: sg.outvoted(RULE, rule),
        lambda rule: sg.outvoted(rule, RULE),
        lambda rule: sg.banzhaf(rule, "decision_diagram"),
        lambda rule: sg.banzhaf(rule, "monte_carlo"),
        lambda rule: sg.outvoted(rule, RULE, method="monte_carlo"),
    ],
)
def test_a_rule_of_your_own_must_be_monotone_everywhere(measure):
    refused(
        "rule.wins: must be True for a set that contains a winning one, "
        "got True for frozenset({1}) and False for frozenset({0, 1})",
        measure,
        Parity(),
    )


def test_a_rule_of_your_own_may_pass_always_or_never():
    for answer in (True, False):
        rule = type("Constant", (), {"member_count": 3, "wins": lambda self, yes_voters, answer=answer: answer})()
        assert sg.banzhaf(rule).tolist() == [0, 0, 0]


@pytest.mark.parametrize("count", [0, -1, 2**70])
def test_a_rule_of_your_own_must_have_members(count):
    class Own:
        member_count = count

        def wins(self, yes_voters):
            return True

    refused("rule.member_count: must be 1 or more", sg.banzhaf, Own())


def test_a_rule_of_your_own_may_have_25_members_at_most():
    class Own:
        member_count = 26

        def wins(self, yes_voters):
            raise AssertionError

    refused("enumerate: carries up to 25 members, got 26", sg.banzhaf, Own())


@pytest.mark.parametrize("thing", [3, "eec-1958", None, [1, 2], object()], ids=lambda thing: type(thing).__name__)
def test_what_is_no_rule_is_a_type_error(thing):
    with pytest.raises(TypeError, match="must be a rule"):
        sg.banzhaf(thing)
    with pytest.raises(TypeError, match="model: must be"):
        sg.pass_probability(RULE, model=3)
    with pytest.raises(TypeError, match="method: must be"):
        sg.pass_probability(RULE, method=3)


def test_a_position_must_fit_the_decision_and_never_be_both_for_and_against():
    refused(
        "position.weights: must be one weight for each of the 3 members", sg.outvoted, RULE, sg.member_position(0, 4)
    )
    refused("position.quota: must be above half", sg.outvoted, RULE, sg.WeightedRule([1, 1, 1], quota=1))
    with pytest.raises(TypeError, match="position: must be a rule"):
        sg.outvoted(RULE, 0.5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "title: must be a text"),
        ('title = "x"\nquota = 1', "members: must be a list of tables"),
        ('title = "x"\nquota = 1\nmembers = []', "members: must be a list of tables"),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = -1',
            "members[0].weight: must be a number of 0 or more",
        ),
        (
            'title = "x"\nquota = 1\n[[members]]\nname = "a"\nweight = nan',
            "members[0].weight: must be a number of 0 or more",
        ),
        (
            'title = "x"\nquota = 9\n[[members]]\nname = "a"\nweight = 1',
            "quota: must be 1..1, got 9 (line 2 of the text)",
        ),
        ('title = "x"\nquota = 1\n[[members]]\nweight = 1', "members[0].name: must be a text"),
        (
            'title = "x"\nquota = 1\n' + '[[members]]\nname = "a"\nweight = 1\n' * 2,
            "members[1].name: must be a name that no other",
        ),
        ('title = "x', "the text: must be a TOML file in UTF-8, got an error at line 1"),
    ],
    ids=range(9),
)
def test_a_board_file_is_refused_with_field_and_line(text, message):
    refused(message, sg.parse_board, text)


def test_a_board_that_is_not_there_is_refused(tmp_path):
    refused("board: must be a board that comes with the library (drechtsteden-2018", sg.load_board, "atlantis")
    refused("board: must be a file that can be read", sg.load_board, tmp_path / "none.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes('title = "Súdwest-Fryslân"'.encode("latin-1"))
    refused("must be a TOML file in UTF-8", sg.load_board, latin)


def test_names_of_a_board_must_be_known():
    board = sg.load_board("drechtsteden-2018")
    refused(
        "group: must be a municipality of drechtsteden-2018 (Dordrecht, ",
        sg.group_position,
        board,
        "municipality",
        "Rotterdam",
    )
    refused("grouping: must be a grouping of drechtsteden-2018", sg.group_position, board, "province", "Zuid-Holland")
    refused("column: must be a numeric column", sg.group_position, board, "municipality", "Dordrecht", "money")
    refused("member: must be a member of", board.member_index, "Nobody")
    refused("scheme: must be one of one_vote", sg.board_rule, board, "might")
    refused("case: must be a board with [governance]", sg.council_positions, sg.load_board("eec-1958"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"case": "eec-1958"}, "case: must be a board with [governance]"),
        ({"case": "atlantis"}, "board: must be"),
        ({"models": "icc"}, "model: must be"),
        ({"models": ["grouped:colour"]}, "grouping: must be"),
        ({"schemes": "might"}, "scheme: must be one of"),
        ({"options": "anarchy"}, "option"),
        ({"schemes": "custom"}, "scheme: must be one of"),
        ({"custom": [1, 1]}, "custom: must be one weight for each of the 7 municipalities, got 2 weights"),
        ({"custom": [1, 1, 1, 1, 1, 1, -1]}, "custom[6]: must be a number of 0 or more"),
        ({"custom": [0] * 7}, "custom: must be a list with a positive weight"),
        ({"custom": {"Dordrecht": 1}}, "custom.Alblasserdam: must be given"),
        ({"custom": "1,1,1,1,1,1,1"}, "custom: must be a list of numbers"),
        ({"ties": "maybe"}, "ties: must be"),
        ({"threads": -1}, "threads: must be 0 for all cores"),
        ({"method": "enumerate"}, "enumerate: carries up to 25 members, got 55"),
    ],
    ids=str,
)
def test_options_refuse_what_does_not_fit_the_case(arguments, message):
    refused(message, sg.options, **arguments)


def test_custom_weights_of_an_unknown_municipality_are_refused():
    names = [m.name for m in sg.load_board("drechtsteden-2018").governance.municipalities]
    for given in ([*names, "Rotterdam"], ["Dordrecht", "Rotterdam"]):
        refused(
            'custom: must be weights by municipality of the case, got "Rotterdam"',
            sg.options,
            custom=dict.fromkeys(given, 1),
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"threads": "two"}, "^threads: must be a whole number or None, got 'two'$"),
        ({"models": 3}, "^models: must be a text or a list of texts, got 3$"),
        ({"schemes": 0.5}, "^schemes: must be a text or a list of texts, got 0.5$"),
    ],
    ids=str,
)
def test_options_of_another_kind_are_type_errors(arguments, message):
    with pytest.raises(TypeError, match=message):
        sg.options(**arguments)


def test_power_refuses_unknown_indices_and_wrong_names():
    refused("index: must be one of banzhaf, ", sg.power, RULE, "clout")
    refused('got "clout"', sg.power, RULE, ["rae", "clout"])
    refused("names: must be one name for each of the 3 members, got 2 names", sg.power, RULE, names=["a", "b"])
    refused("names: must be left out", sg.power, sg.load_board("eec-1958"), names=list("abcdef"))


def test_a_table_must_be_whole(tmp_path):
    refused("rows[1]: must be a row of 2 cells, got 1 cells", sg.Table, ["a", "b"], [(1, 2), (1,)])
    refused("rows[0]: must be a value for each of a, b, got a", sg.Table, ["a", "b"], [{"a": 1}])
    with pytest.raises(KeyError, match="no column"):
        sg.Table(["a"], [(1,)])["b"]
    refused("path: must be a file that can be written", sg.Table(["a"], [(1,)]).to_csv, tmp_path / "none" / "a.csv")
    refused("path: must be the name of a file", sg.Table(["a"], [(1,)]).to_csv, "")


def test_an_optional_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(
        ModuleNotFoundError, match=r"to_pandas\(\) needs pandas, which is not installed: pip install pandas"
    ):
        sg.boards().to_pandas()
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ModuleNotFoundError, match=r"plot_options\(\) needs matplotlib"):
        sg.plot_options()
