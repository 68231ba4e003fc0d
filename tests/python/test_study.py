"""The governance study from Python: claims, portfolios, weights, mandates, bounds, phases and the report."""

import itertools
import math
import os
import random
import subprocess

import numpy as np
import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
CASE = "drechtsteden-2018"
KINDS = ("policy", "base_package", "plus_package", "operations")

needs_command_line = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")


def command_line(*arguments):
    done = subprocess.run([CLI, *arguments], capture_output=True, check=True, timeout=600)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def case():
    return sg.load_board(CASE)


@pytest.fixture(scope="module")
def risks():
    """The chance to be outvoted under ic by option, scheme, municipality and kind."""
    return {
        (row["option"], row["scheme"], row["municipality"], row["kind"]): row["outvoted"]
        for row in sg.options(models="ic")
    }


def assembly_of(case):
    """The Drechtraad with its first weights, the estimated votes of 2018."""
    votes = case.columns["votes_2018"]
    return sg.WeightedRule(votes, sum(votes) // 2 + 1)


# ---- claims


@pytest.fixture(scope="module")
def claims():
    return sg.claims(threads=0)


def test_every_claim_has_a_verdict_from_figures(claims):
    assert tuple(claim.id for claim in claims) == sg.claim_ids
    for claim in claims:
        assert claim.verdict in ("always", "nearly_always", "only_if", "nearly_never", "never")
        assert 0 <= claim.holding <= claim.settings
        assert claim.left_out == (3 if claim.id == "more_weight" else 9 if claim.id == "base_package" else 0)
        assert claim.quotation
        assert claim.source
        assert claim.statement
        assert claim.finding
        assert claim.figures
        assert all(isinstance(table, sg.Table) and len(table) > 0 for table in claim.figures.values())
        assert claim.conditions or claim.verdict != "only_if"
        assert claim.counterexample or claim.verdict != "never"


def test_a_verdict_turns_with_the_weights():
    for scheme, verdict in (("population", "always"), ("one_vote", "only_if"), ("money", "not_computable")):
        (claim,) = sg.claims(claims="base_package", models="ic", schemes=scheme)
        assert claim.verdict == verdict


def test_a_claim_shows_itself_in_a_notebook_and_in_dutch(claims):
    html = claims[0]._repr_html_()
    assert "<blockquote>" in html
    assert html.count("<h4>") == 1
    (dutch,) = sg.claims(claims=claims[0].id, models="ic", schemes="one_vote", language="nl")
    assert dutch.statement != claims[0].statement
    assert dutch.quotation == claims[0].quotation
    assert claims[0].verdict in repr(claims[0])


def test_unknown_claims_and_languages_are_refused():
    with pytest.raises(ValueError, match="claim"):
        sg.claims(claims="no_such_claim")
    with pytest.raises(ValueError, match="language: must be en or nl"):
        sg.claims(claims="money", models="ic", schemes="money", language="de")
    with pytest.raises(ValueError, match="case: must be"):
        sg.claims("eec-1958")


@needs_command_line
def test_claims_are_those_of_the_command_line(case):
    chosen = sg.claims(case, claims=["money", "centre_no_risk"], models="ic")
    text = command_line("claims", "--claim", "money,centre_no_risk", "--model", "ic", "--format", "csv")
    assert sg.claims_table(case, chosen).to_csv() == text


# ---- portfolios


SHARES = {"policy": 0.1, "base_package": 0.4, "plus_package": 0.2, "operations": 0.3}


def test_a_portfolio_is_the_sum_of_shares_times_risks(risks):
    table = sg.portfolio(CASE, SHARES, models="ic")
    assert len(table) > 100
    for row in table:
        expected = sum(
            risk * sum(SHARES[name] for name in (KINDS if kind == "all" else kind.split("+")))
            for (option, scheme, municipality, kind), risk in risks.items()
            if (option, municipality) == (row["option"], row["municipality"]) and scheme in (row["scheme"], "council")
        )
        assert row["risk"] == pytest.approx(expected, abs=1e-12)
        assert row["least"] - 1e-12 <= row["risk"] <= row["most"] + 1e-12


def test_shares_may_be_texts_or_lists():
    text = "policy=0.25,base_package=0.75"
    table = sg.portfolio(CASE, [text, SHARES], models="ic", schemes="seats", municipalities="Papendrecht")
    assert table["portfolio"][0] == text
    one = sg.portfolio(
        CASE, {"policy": 0.25, "base_package": 0.75}, models="ic", schemes="seats", municipalities="Papendrecht"
    )
    assert one["risk"] == table["risk"][: len(one)]
    coefficients = sg.portfolio(CASE, models="ic", schemes="seats", municipalities="Papendrecht")
    assert len(dict.fromkeys(coefficients["portfolio"])) == len(KINDS)


@pytest.mark.parametrize(
    "shares", [{"policy": 0.5}, {"policy": 0.5, "fishing": 0.5}, {"policy": 1.5, "operations": -0.5}, "policy"]
)
def test_shares_that_do_not_fit_are_refused(shares):
    with pytest.raises(ValueError, match=r"^shares"):
        sg.portfolio(CASE, shares, models="ic", schemes="seats")


def test_the_break_even_share_is_a_ratio_of_risks(risks):
    table = sg.break_even(CASE, models="ic")
    assert {row["option"] for row in table} == {"mandate", "centre"}
    for row in table:
        town = row["municipality"]
        assert row["baseline_risk"] == risks["drechtraad", row["baseline_scheme"], town, "all"]
        if row["option"] == "mandate":
            assert row["risk"] == risks["mandate", row["scheme"], town, row["kind"]]
        expected = row["baseline_risk"] / row["risk"] if row["risk"] > 0 else None
        assert row["break_even"] == (expected if expected is None else pytest.approx(expected, rel=1e-12))


@needs_command_line
@pytest.mark.parametrize("arguments", [[], ["--break-even"]])
def test_portfolios_are_those_of_the_command_line(arguments):
    make = sg.break_even if arguments else sg.portfolio
    table = make(CASE, models="ic", schemes=["seats"], municipalities="Dordrecht")
    text = command_line("portfolio", "--model", "ic", "--scheme", "seats", "--format", "csv", *arguments)
    assert table.to_csv() == text


# ---- the scorecard


def test_the_scorecard_spans_the_risks(risks):
    table = sg.scorecard(CASE, models="ic", municipalities="Zwijndrecht")
    row = next(row for row in table if (row["option"], row["measure"]) == ("ab", "risk"))
    of_board = [risk for (option, _, town, _), risk in risks.items() if (option, town) == ("ab", "Zwijndrecht")]
    assert (row["least"], row["most"]) == (min(of_board), max(of_board))
    assert {row["status"] for row in table} == {"computed", "proxy", "not computed"}


def test_the_scorecard_is_read_by_municipality():
    summary = sg.scorecard_summary(CASE, "Sliedrecht", SHARES, models="ic", schemes="seats")
    assert "Sliedrecht" in summary.title
    assert "risk" in summary["measure"]
    assert summary.columns[1:] == ["drechtraad", "ab", "mandate", "centre", "combination", "outcome", "apart"]
    with pytest.raises(ValueError, match="Rotterdam"):
        sg.scorecard_summary(CASE, "Rotterdam", models="ic")


def test_the_criteria_say_what_is_not_computed():
    table = sg.criteria()
    assert len(table) == 15
    assert all(row["measures"] or row["not_computed"] for row in table)


# ---- weights


def quota_of(text, total):
    if text == "majority":
        return total // 2 + 1
    above, below = (2, 3) if "2/3" in text else (7, 10)
    return above * total // below + 1 if text.startswith(">") else -(-above * total // below)


def game_of(others, weight, text):
    """Which sets of the others win without the member, and which with it."""
    quota = quota_of(text, sum(others) + weight)
    sums = [sum(chosen) for size in range(len(others) + 1) for chosen in itertools.combinations(others, size)]
    return [(total >= quota, total + weight >= quota) for total in sums]


@pytest.mark.parametrize("quota", ["majority", "2/3", "> 2/3", "70%"])
def test_tipping_points_are_those_of_a_scan_of_every_weight(quota):
    draw = random.Random(7)
    for _ in range(25):
        others = [draw.randint(0, 7) for _ in range(draw.randint(1, 5))]
        others[0] += 1
        found = sg.tipping_points(others, quota)
        weights = range(1, max(found) + 8)
        games = [game_of(others, weight, quota) for weight in (0, *weights)]
        assert found == [weight for weight in weights if games[weight] != games[weight - 1]]
        steps = sg.weight_steps([others[0], 99, *others[1:]], 1, quota)
        assert [step.first for step in steps] == [0, *found]
        assert [step.last for step in steps] == [*(weight - 1 for weight in found), None]
        for step in steps:
            assert step.rule.weights == [others[0], step.first, *others[1:]]
            assert step.rule.quota == quota_of(quota, sum(others) + step.first)


def wins_with_any_other(others, weight):
    total = sum(others) + weight
    return all(2 * (weight + other) > total for other in others)


def test_pairs_always_win_from_a_weight_on():
    draw = random.Random(8)
    for _ in range(50):
        others = [draw.randint(1, 9) for _ in range(draw.randint(2, 6))]
        found = sg.pair_weights(others)
        assert found.first == next(w for w in itertools.count() if wins_with_any_other(others, w))
        games = {
            weight: sg.pair_game(sg.majority_rule([weight, *others]))
            for weight in (found.first, found.veto, found.dictator)
        }
        assert games[found.veto] == "apex_veto"
        assert games[found.dictator] == "dictator"
        assert found.first == found.veto or games[found.first] == "apex"
        say = sg.dominance_weights(others)
        assert (say.veto, say.dictator) == (found.veto, found.dictator)


def test_three_proper_games_let_a_member_and_any_other_win():
    games = sg.pair_games(7, 2)
    assert sorted(sg.pair_game(game, 2) for game in games) == ["apex", "apex_veto", "dictator"]
    for game in games:
        assert all(game.wins([2, other]) for other in range(7) if other != 2)
    assert sg.pair_game(sg.WeightedRule([1, 1, 1], 2)) == "apex"
    assert sg.pair_game(sg.WeightedRule([1, 1, 1, 1], 3)) is None


@pytest.mark.parametrize("quota", ["1/1x", "0/2", "> 1/1", "120%", "12", ""])
def test_quotas_that_are_no_share_are_refused(quota):
    with pytest.raises(ValueError, match="quota: must be"):
        sg.tipping_points([1, 2], quota)


def test_weights_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="others"):
        sg.tipping_points([0, 0])
    with pytest.raises(ValueError, match="others: must be a list of whole numbers"):
        sg.pair_weights([0.5, 1])
    with pytest.raises(ValueError, match="member"):
        sg.weight_steps([1, 2], 2)


def test_the_staircase_is_that_of_the_options(case):
    table = sg.staircase(case, "one_vote", models="ic")
    firsts = list(dict.fromkeys(table["first"]))
    assert firsts == [0, *sg.tipping_points([1] * 6)]
    for row in table:
        if row["municipality"] == "Dordrecht" and row["first"] in (1, 4):
            custom = sg.options(case, models="ic", options="ab", schemes="custom", custom=[row["first"], *[1] * 6])
            assert row["outvoted"] == custom["outvoted"][0]
    own = [row["outvoted"] for row in table if row["municipality"] == "Dordrecht"]
    assert own == sorted(own, reverse=True)
    assert own[-1] == 0


def test_the_staircase_is_that_of_any_municipality(case):
    table = sg.staircase(case, "one_vote", "Papendrecht", models="ic")
    assert set(table["weight_of"]) == {"Papendrecht"}
    last = [row for row in table if row["last"] is None]
    assert {row["municipality"] for row in last if row["outvoted"] == 0} == {"Papendrecht"}
    with pytest.raises(ValueError, match="municipality: must be"):
        sg.staircase(case, "one_vote", "Rotterdam")


# ---- mandates


WEIGHTS = [3, 2, 2, 1, 4, 2, 2]
COUNCILS = [([0, 1, 2], [2, 1, 1]), ([3, 4], [1, 2]), ([5, 6], [3, 2])]


def small_assembly():
    blocks = [sg.Block(members, sg.majority_rule(seats)) for members, seats in COUNCILS]
    return sg.majority_rule(WEIGHTS), blocks


def decision_under(regime, blocks):
    """The rule of a regime: bound councils as blocks, the others member by member."""
    top, parts = [], []
    for place, block in enumerate(blocks):
        if regime >> place & 1:
            top.append(sum(WEIGHTS[member] for member in block.members))
            parts.append(block)
        else:
            top += [WEIGHTS[member] for member in block.members]
            parts += [sg.Block([member], sg.WeightedRule([1], 1)) for member in block.members]
    return sg.CompositeRule(sg.majority_rule(top), parts)


def position_of(block):
    weights = [0] * len(WEIGHTS)
    for member, seats in zip(block.members, block.rule.weights, strict=True):
        weights[member] = seats
    return sg.WeightedRule(weights, block.rule.quota)


@pytest.mark.parametrize("model", ["ic", "iac", "copy"])
@pytest.mark.parametrize("ties", ["excluded", "against", "coin"])
def test_the_risk_of_each_regime_is_that_of_its_rule(model, ties):
    assembly, blocks = small_assembly()
    votes = sg.copy([(["a", "b", "a", "b", "a", "b", "a"], 0.4)], region=0.2, yes=0.4) if model == "copy" else model
    risks = sg.mandate_risks(assembly, blocks, votes, ties=ties)
    assert risks.risk.shape == (8, 3)
    for regime in range(8):
        decision = decision_under(regime, blocks)
        for place, block in enumerate(blocks):
            expected = sg.outvoted(decision, position_of(block), votes, method="enumerate", ties=ties).outvoted
            assert risks.risk[regime, place] == pytest.approx(expected, abs=1e-12)
            alone = risks.risk[regime ^ 1 << place, place] - risks.risk[regime, place]
            assert risks.change[regime, place] == pytest.approx(alone, abs=1e-15)


def test_equilibria_are_those_of_best_replies(case):
    regimes = sg.mandate_risks(case, model="iac")
    assert regimes.names[0] == "Dordrecht"
    assert regimes.risk.shape == (128, 7)
    expected = [
        regimes.bound(regime)
        for regime in range(128)
        if all(regimes.risk[regime ^ 1 << place, place] >= regimes.risk[regime, place] - 1e-12 for place in range(7))
    ]
    assert regimes.equilibria() == expected
    assert regimes.names in expected
    effects = regimes.binding_effects()
    assert all(row["raises"] == 0 for row in effects)
    assert all(row["lowers"] + row["same"] == 64 for row in effects)


def test_regimes_nobody_and_everybody_binds_are_two_options(case, risks):
    regimes = sg.mandate_risks(case)
    assert regimes.risk[0].tolist() == pytest.approx(
        [risks["drechtraad", "votes_2018", name, "all"] for name in regimes.names], abs=1e-12
    )
    blocs = [risks["ab", "votes_2018", name, "all"] for name in regimes.names]
    assert regimes.risk[regimes.regime(regimes.names)].tolist() == pytest.approx(blocs, abs=1e-12)
    table = regimes.table
    assert len(table) == 128 * 7
    assert table.rows[0]["bound"] == ""
    assert table.rows[-1]["bound"] == "+".join(regimes.names)


def test_simulated_mandates_are_within_their_errors():
    assembly, blocks = small_assembly()
    exact = sg.mandate_risks(assembly, blocks, "iac")
    simulated = sg.mandate_risks(assembly, blocks, "iac", sg.MonteCarlo(100_000, seed=3))
    assert (np.abs(simulated.risk - exact.risk) <= 4.5 * simulated.risk_error + 1e-12).all()
    assert (np.abs(simulated.change - exact.change) <= 4.5 * simulated.change_error + 1e-12).all()
    assert "change_error" in simulated.table.columns
    assert simulated.reached


def test_mandates_that_do_not_fit_are_refused(case):
    assembly, blocks = small_assembly()
    with pytest.raises(ValueError, match="councils"):
        sg.mandate_risks(assembly)
    with pytest.raises(ValueError, match="councils"):
        sg.mandate_risks(assembly, blocks[:2])
    with pytest.raises(ValueError, match="scheme: must be a column"):
        sg.mandate_risks(case, scheme="heads")
    with pytest.raises(ValueError, match="method: must be"):
        sg.mandate_risks(assembly, blocks, method="enumerate")
    with pytest.raises(ValueError, match="Rotterdam"):
        sg.mandate_risks(assembly, blocks, names=["a", "b", "c"]).regime(["Rotterdam"])


# ---- bounds without a model


MAJORITY = sg.WeightedRule([1, 1, 1], 2)


def test_fair_coins_alone_say_nothing_and_pairs_say_all():
    free = sg.risk_bounds(MAJORITY)
    for row in free:
        assert (row["least"], row["greatest"]) == (pytest.approx(0, abs=1e-9), pytest.approx(1, abs=1e-9))
    pairs = sg.risk_bounds(MAJORITY, 0.5, np.full((3, 3), 0.5))
    for row in pairs:  # P(the other two agree) less P(all three agree) = 1/2 - 1/4
        assert (row["least"], row["greatest"]) == (pytest.approx(0.25, abs=1e-8), pytest.approx(0.25, abs=1e-8))
        assert row["gap"] <= 1e-8
    assert sg.pass_bounds(MAJORITY)[:2] == pytest.approx((0.25, 0.75), abs=1e-8)


@pytest.mark.parametrize("scheme", ["one_vote", "seats", "apex"])
def test_the_bounds_contain_the_value_of_any_law(case, scheme):
    board = sg.board_rule(case, scheme)
    fair = sg.risk_bounds(board, [0.5] * 7)
    paired = sg.risk_bounds(board, 0.5, {(i, j): 0.5 for i in range(7) for j in range(i)})
    expected = [result.outvoted for result in sg.outvoted_members(board)]
    for value, wide, narrow in zip(expected, fair, paired, strict=True):
        assert wide["least"] - 1e-8 <= narrow["least"] <= value + 1e-8
        assert value - 1e-8 <= narrow["greatest"] <= wide["greatest"] + 1e-8


def test_the_bounds_of_a_law_are_those_of_its_pairs():
    draw = np.random.default_rng(5)
    law = draw.dirichlet(np.ones(16))
    rule = sg.WeightedRule([3, 2, 1, 1], 4)
    votes = [[index >> member & 1 for member in range(4)] for index in range(16)]
    yes = [sum(law[index] * votes[index][i] for index in range(16)) for i in range(4)]
    alike = np.full((4, 4), np.nan)
    for i, j in itertools.combinations(range(4), 2):
        alike[i, j] = sum(law[index] for index in range(16) if votes[index][i] == votes[index][j])
    for risk in ("outvoted", "overruled", "blocked"):
        by_law, by_pairs = sg.risk_bounds(rule, law=law, risk=risk), sg.risk_bounds(rule, yes, alike, risk=risk)
        for i, (row, other) in enumerate(zip(by_law, by_pairs, strict=True)):
            assert [row["least"], row["greatest"]] == pytest.approx([other["least"], other["greatest"]], abs=1e-7)
            value = 0.0
            for index in range(16):
                passes = rule.wins([member for member in range(4) if votes[index][member]])
                mine = bool(votes[index][i])
                if passes != mine and (risk == "outvoted" or passes == (risk == "overruled")):
                    value += law[index]
            assert row["least"] - 1e-8 <= value <= row["greatest"] + 1e-8


def test_what_no_law_has_is_refused(case):
    with pytest.raises(ValueError, match=r"agreements\["):
        sg.risk_bounds(MAJORITY, 0.5, {(0, 1): 0, (0, 2): 0, (1, 2): 0})
    with pytest.raises(ValueError, match="agreements: must be of shape"):
        sg.risk_bounds(MAJORITY, 0.5, np.full((2, 2), 0.5))
    with pytest.raises(ValueError, match="agreements: must be of members"):
        sg.risk_bounds(MAJORITY, 0.5, {(0, 3): 0.5})
    with pytest.raises(ValueError, match="risk: must be outvoted"):
        sg.risk_bounds(MAJORITY, risk="lucky")
    with pytest.raises(ValueError, match="law"):
        sg.risk_bounds(MAJORITY, law=[0.5, 0.5])
    with pytest.raises(ValueError, match="law: must be given alone"):
        sg.risk_bounds(MAJORITY, 0.6, law=[1 / 8] * 8)
    with pytest.raises(ValueError, match="names"):
        sg.risk_bounds(MAJORITY, names=["a"])
    with pytest.raises(ValueError, match="12"):
        sg.risk_bounds(case)


# ---- phases and sensitivity


@pytest.fixture(scope="module")
def phase():
    return sg.phase(CASE, [0, 0.3, 0.6], [0, 0.3, 0.6], model="copy", schemes="one_vote")


def test_a_phase_diagram_holds_the_risks_of_the_options(phase, case, risks):
    assert phase.choices == [("drechtraad", "votes_2018"), ("ab", "one_vote")]
    assert phase.who == [*dict.fromkeys(key[2] for key in risks), "sum", "worst_off"]
    crossed = sg.copy([(case.groupings["family"], 0.3), (case.groupings["municipality"], 0.6)])
    position = sg.group_position(case, "municipality", "Dordrecht", "seats")
    decisions = (assembly_of(case), sg.councils_under(case, sg.board_rule(case, "one_vote")))
    for choice, decision in enumerate(decisions):
        found = phase.risk("Dordrecht", choice)
        assert found[0, 0] == pytest.approx(risks[*phase.choices[choice], "Dordrecht", "all"], abs=1e-12)
        assert found[2, 1] == pytest.approx(sg.outvoted(decision, position, crossed).outvoted, abs=1e-10)


def test_the_best_choice_has_the_least_risk(phase):
    assert (phase.best("Dordrecht")[2, 2], math.isnan(phase.risk("Dordrecht", 0)[2, 2])) == (-2, True)
    for who in phase.who:
        values = np.array([phase.risk(who, choice) for choice in range(2)])
        best = phase.best(who)
        for row, column in np.argwhere(best >= 0):
            assert values[best[row, column], row, column] == values[:, row, column].min()
        for first, second, parts in phase.lines(who):
            assert {first, second} == {0, 1}
            assert all(len(part) >= 2 for part in parts)
    assert set(phase.table["who"]) == set(phase.who)
    assert len(phase.summary()) == 3
    assert "first" in phase.lines_table.columns


def test_phases_that_do_not_fit_are_refused(phase):
    with pytest.raises(ValueError, match="who: must be one of"):
        phase.best("Rotterdam")
    with pytest.raises(ValueError, match="model: must be factor or copy"):
        sg.phase(CASE, model="magnet")
    with pytest.raises(ValueError, match="family"):
        sg.phase(CASE, [0.5, 0.1], [0])
    with pytest.raises(ValueError, match="method: must be conditional"):
        sg.phase(CASE, [0], [0], method="monte_carlo")


QUICK = sg.Conditional(points=16, randomizations=8)


def test_sensitivity_departs_from_its_base(case):
    table = sg.sensitivity(CASE, options="drechtraad", method=QUICK)
    position = sg.group_position(case, "municipality", "Dordrecht", "seats")
    families = [(case.groupings["family"], 0.3)]
    expected = sg.outvoted(assembly_of(case), position, sg.factor(families)).outvoted
    computed = [row for row in table if row["swing"] is not None]
    assert len(computed) >= 5
    for row in computed:
        assert row["base"] == pytest.approx(expected, abs=1e-10)
        assert row["low"] <= row["base"] <= row["high"]
        assert row["swing"] == pytest.approx(row["high"] - row["low"], abs=1e-15)
    swings = [row["swing"] for row in computed]
    assert swings == sorted(swings, reverse=True)
    settings = sg.sensitivity(CASE, options="drechtraad", method=QUICK, settings=True)
    assert {row["factor"] for row in settings} == {row["factor"] for row in computed}
    for row in computed:
        values = [setting["risk"] for setting in settings if setting["factor"] == row["factor"]]
        assert (min(values), max(values)) == (row["low"], row["high"])


def test_sensitivity_to_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="Rotterdam"):
        sg.sensitivity(CASE, "Rotterdam", method=QUICK)
    with pytest.raises(ValueError, match="family"):
        sg.sensitivity(CASE, family=1.5, method=QUICK)


# ---- the report


def test_the_report_is_written_whole(tmp_path):
    files = sg.report("tienstroom-synthetic", tmp_path / "new" / "folder", "nl", threads=0)
    assert all(file.is_file() for file in files)
    assert [file.name for file in files if file.suffix == ".html"] == ["rapport.html", "wat-als.html"]
    assert any(file.suffix == ".csv" for file in files)
    page = next(file for file in files if file.suffix == ".html").read_text(encoding="utf-8")
    assert "Vlietdam" in page
    assert "http-equiv" not in page


def test_a_report_that_cannot_be_is_refused(tmp_path):
    with pytest.raises(ValueError, match="case: must be"):
        sg.report("eec-1958", tmp_path / "none")
    assert not (tmp_path / "none").exists()
    with pytest.raises(ValueError, match="language"):
        sg.report("tienstroom-synthetic", tmp_path, "de")


def test_vote_ranges_are_those_of_the_command_line():
    few = {"models": "ic", "municipalities": "Dordrecht", "draws": 20}
    table = sg.vote_ranges(**few, schemes=["seats", "one_vote"])
    (row,) = table.rows
    assert table.columns == ["model", "municipality", "central", "mean", "least", "low_5", "high_95", "most"]
    assert row["central"] == pytest.approx(0.2219, abs=0.002)
    assert row["least"] <= row["low_5"] <= row["mean"] <= row["high_95"] <= row["most"]
    verdicts = sg.vote_ranges(**few, schemes=["seats", "one_vote"], verdicts=True)
    assert [(row["scheme"], row["lower"], row["draws"]) for row in verdicts] == [("seats", 0, 20), ("one_vote", 0, 20)]
    assert sg.vote_ranges(**few, threads=2).rows == [row]
    assert sg.vote_ranges(**few, seed=2)["central"] == table["central"]
    assert sg.vote_ranges(**few, seed=2)["mean"] != table["mean"]
    sequence = np.random.SeedSequence(5)
    seed = int(sequence.generate_state(1, np.uint64)[0])
    assert sg.vote_ranges(**few, seed=sequence).rows == sg.vote_ranges(**few, seed=seed).rows
    with pytest.raises(ValueError, match="case: must be one whose votes are estimated from seats"):
        sg.vote_ranges("tienstroom-synthetic")
    with pytest.raises(ValueError, match="draws: must be 1 or more, got 0"):
        sg.vote_ranges(draws=0)


def test_power_shares_are_those_of_the_command_line():
    table = sg.power_shares(schemes="seats", by=["municipality", "family"])
    assert set(table["level"]) == {"municipality", "family"}
    assert set(table["scheme"]) == {"seats"}
    for option in dict.fromkeys(table["option"]):
        rows = [row for row in table if row["option"] == option and row["level"] == "municipality"]
        assert len(rows) == 7
        assert sum(row["weight_share"] for row in rows) == pytest.approx(1)
        assert sum(row["shapley_shubik"] for row in rows) == pytest.approx(1)
        seats = sg.majority_rule([39, 19, 17, 23, 23, 21, 27])
        assert [row["banzhaf_normalized"] for row in rows] == pytest.approx(sg.banzhaf_normalized(seats))
    groups = sg.power_shares(schemes="seats", by="group")
    assert len(groups) == 55
    assert sum(groups["owen_family"]) == pytest.approx(1)
    assert table.notes[-1].startswith(("source", "derived", "assumption", "proxy", "unknown"))
    with pytest.raises(ValueError, match='by: must be municipality, family or group, got "town"'):
        sg.power_shares(by="town")
    with pytest.raises(ValueError, match="scheme: must be one of"):
        sg.power_shares(schemes="size")


def test_weighted_games_are_as_many_as_are_known():
    assert [len(sg.weighted_games(n)) for n in range(1, 7)] == [1, 3, 8, 25, 117, 1111]
    assert len(sg.weighted_games(5, proper=True)) == 62
    assert list(sg.weighted_games(3)[0].weights) == [1, 0, 0]
    with pytest.raises(ValueError, match="up to 7 members, got 8"):
        sg.weighted_games(8)


def test_no_scheme_of_the_case_is_better_than_a_front():
    table = sg.front(models="ic", others="largest")
    rows = list(table.rows)
    front = [row for row in rows if row["scheme"] is None]
    schemes = [row for row in rows if row["scheme"] is not None]
    assert len(schemes) >= 7
    assert len(front) == 21
    options = sg.options(models="ic", options="ab")
    compared = list(options.rows)
    risks = {row["scheme"]: row["outvoted"] for row in compared if row["municipality"] == "Dordrecht"}
    for row in schemes:
        assert row["outvoted"] == pytest.approx(risks[row["scheme"]], abs=1e-12)
        betters = [
            other
            for other in front
            if other["outvoted"] < row["outvoted"] + 1e-12
            and other["others_largest"] < row["others_largest"] + 1e-12
            and other["outvoted"] + other["others_largest"] < row["outvoted"] + row["others_largest"] - 1e-12
        ]
        assert bool(betters) == (row["better_weights"] is not None)  # under ic each efficient pair is in the front
    with pytest.raises(ValueError, match="others: must be mean or largest"):
        sg.front(others="sum")
