"""What holds for every rule, tried on random ones."""

import pickle
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stemgewicht as sg

# The same cases at each run; no deadline, since other work may share the machine.
settings.register_profile(
    "stemgewicht", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stemgewicht")

# The quota of a random rule may be at most half of its weight.
pytestmark = pytest.mark.filterwarnings("ignore::stemgewicht.ImproperRuleWarning")

ONE_TO_EIGHT = st.integers(1, 8)
INDICES = (
    sg.banzhaf, sg.shapley_shubik, sg.coleman_prevent, sg.coleman_initiate, sg.rae,
    sg.nevison, sg.koenig_braeuninger, sg.public_help,
)  # fmt: skip


@st.composite
def weighted_rules(draw, members=ONE_TO_EIGHT, largest=12):
    weights = draw(members.flatmap(lambda n: st.lists(st.integers(0, largest), min_size=n, max_size=n)).filter(any))
    return sg.WeightedRule(weights, draw(st.integers(1, sum(weights))))


@st.composite
def composite_rules(draw):
    blocks = draw(st.lists(weighted_rules(members=st.integers(1, 3), largest=4), min_size=1, max_size=3))
    order = draw(st.permutations(range(sum(rule.member_count for rule in blocks))))
    top = draw(weighted_rules(members=st.just(len(blocks)), largest=4))
    made = []
    for rule in blocks:
        made.append(sg.Block(order[: rule.member_count], rule))
        order = order[rule.member_count :]
    return sg.CompositeRule(top, made)


@st.composite
def models_for(draw, members):
    chance = st.floats(0, 1)
    shape = st.floats(0.25, 8)
    return draw(
        st.one_of(
            st.sampled_from([sg.ic(), sg.iac()]),
            st.builds(sg.beta, shape, shape),
            st.builds(sg.independent, st.lists(chance, min_size=members, max_size=members)),
            st.builds(sg.grouped, st.lists(st.sampled_from("abc"), min_size=members, max_size=members)),
        )
    )


@st.composite
def rules_with_models(draw, rules):
    rule = draw(rules)
    return rule, draw(models_for(rule.member_count))


def passes(rule, members):
    return rule.wins([i for i in range(rule.member_count) if members >> i & 1])


@given(rules_with_models(st.one_of(weighted_rules(), composite_rules())))
def test_exact_and_enumerate_agree(case):
    rule, model = case
    assert abs(sg.pass_probability(rule, model) - sg.pass_probability(rule, model, "enumerate")) < 1e-12
    exact = sg.outvoted_members(rule, model, "exact")
    for member, other in enumerate(sg.outvoted_members(rule, model, "enumerate")):
        assert abs(exact[member].outvoted - other.outvoted) < 1e-12
        assert abs(exact[member].blocked - other.blocked) < 1e-12
        assert abs(exact[member].decisive - other.decisive) < 1e-12


@given(rules_with_models(st.one_of(weighted_rules(), composite_rules())), st.data())
def test_exact_and_enumerate_agree_on_positions_and_ties(case, data):
    rule, model = case
    weights = st.lists(st.integers(0, 3), min_size=rule.member_count, max_size=rule.member_count).filter(any)
    position = sg.majority_rule(data.draw(weights))
    for ties in ("against", "coin"):
        exact = sg.outvoted(rule, position, model, "exact", ties)
        other = sg.outvoted(rule, position, model, "enumerate", ties)
        assert abs(exact.outvoted - other.outvoted) < 1e-12
        assert abs(exact.overruled - other.overruled) < 1e-12
        assert abs(exact.tied - other.tied) < 1e-12
        assert abs(exact.decisive - other.decisive) < 1e-12


@given(weighted_rules())
def test_banzhaf_counts_swings(rule):
    n = rule.member_count
    swings = [
        sum(passes(rule, s | 1 << i) and not passes(rule, s & ~(1 << i)) for s in range(2**n)) / 2**n for i in range(n)
    ]
    np.testing.assert_allclose(sg.banzhaf(rule), swings, rtol=0, atol=1e-13)
    winning = sum(passes(rule, s) for s in range(2**n))
    assert abs(sg.coleman_collectivity(rule) - winning / 2**n) < 1e-13


@given(st.one_of(weighted_rules(), composite_rules()))
def test_shapley_shubik_and_normalized_banzhaf_sum_to_one(rule):
    # A composite rule may hold no way to win but by all, and every valid rule has the swing of the last one.
    assert abs(sg.shapley_shubik(rule).sum() - 1) < 1e-12
    assert abs(sg.banzhaf_normalized(rule).sum() - 1) < 1e-12


@given(weighted_rules())
def test_a_heavier_member_is_never_weaker_and_equal_ones_are_equal(rule):
    for index in INDICES:
        values = index(rule)
        order = np.argsort(rule.weights, kind="stable")
        assert (np.diff(values[order]) >= -1e-12).all()
        for weight in set(rule.weights):
            assert np.ptp(values[np.array(rule.weights) == weight]) < 1e-12


@given(weighted_rules(), st.integers(0, 8))
def test_a_null_member_has_no_power_and_changes_no_one_else(rule, place):
    place = min(place, rule.member_count)
    weights = [*rule.weights[:place], 0, *rule.weights[place:]]
    larger = sg.WeightedRule(weights, rule.quota)
    for index in INDICES[:4]:
        values = index(larger)
        assert values[place] == 0
        np.testing.assert_allclose(np.delete(values, place), index(rule), rtol=0, atol=1e-12)
    assert abs(sg.rae(larger)[place] - 0.5) < 1e-13


@given(weighted_rules(), st.integers(2, 1000))
def test_a_common_factor_of_weights_and_quota_changes_nothing(rule, factor):
    scaled = sg.WeightedRule([factor * weight for weight in rule.weights], factor * rule.quota)
    np.testing.assert_array_equal(sg.banzhaf(scaled), sg.banzhaf(rule))
    decimal = sg.WeightedRule([f"{weight}e-3" for weight in rule.weights], f"{rule.quota}e-3")
    np.testing.assert_array_equal(sg.shapley_shubik(decimal), sg.shapley_shubik(rule))


@given(weighted_rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_members_does_not_matter(rule, random):
    order = list(range(rule.member_count))
    random.shuffle(order)
    shuffled = sg.WeightedRule([rule.weights[i] for i in order], rule.quota)
    for index in INDICES:
        np.testing.assert_allclose(index(shuffled), index(rule)[order], rtol=0, atol=1e-12)


@given(weighted_rules())
def test_the_dual_rule_has_the_same_banzhaf_and_shapley_shubik_index(rule):
    dual = sg.WeightedRule(rule.weights, rule.total_weight - rule.quota + 1)
    np.testing.assert_allclose(sg.banzhaf(dual), sg.banzhaf(rule), rtol=0, atol=1e-12)
    np.testing.assert_allclose(sg.shapley_shubik(dual), sg.shapley_shubik(rule), rtol=0, atol=1e-12)


@given(weighted_rules())
def test_the_coleman_indices_and_rae_follow_from_banzhaf(rule):
    banzhaf, act = sg.banzhaf(rule), sg.coleman_collectivity(rule)
    np.testing.assert_allclose(sg.coleman_prevent(rule) * 2 * act, banzhaf, rtol=0, atol=1e-12)
    np.testing.assert_allclose(sg.coleman_initiate(rule) * 2 * (1 - act), banzhaf, rtol=0, atol=1e-12)
    np.testing.assert_allclose(sg.rae(rule), (1 + banzhaf) / 2, rtol=0, atol=1e-12)


@given(rules_with_models(weighted_rules()))
def test_the_parts_of_a_standing_add_up(case):
    rule, model = case
    total = sg.pass_probability(rule, model)
    for risk in sg.outvoted_members(rule, model):
        s = risk.standing
        assert abs(s.yes_pass + s.yes_fail + s.no_pass + s.no_fail - 1) < 1e-12
        assert abs(s.pass_probability - total) < 1e-12
        assert abs(risk.outvoted - risk.overruled - risk.blocked) < 1e-14
        assert abs(risk.outvoted + risk.success - 1) < 1e-12
        assert -1e-15 <= risk.outvoted <= 1 + 1e-12


@given(weighted_rules())
def test_whoever_decides_alone_is_never_outvoted(rule):
    dictator = sg.WeightedRule([rule.total_weight * 2, *rule.weights], rule.total_weight + 1)
    for model in ("ic", "iac"):
        assert sg.outvoted_members(dictator, model)[0].outvoted == 0


@given(rules_with_models(st.one_of(weighted_rules(), composite_rules())))
def test_a_rule_written_in_python_gives_the_same_numbers(case):
    rule, model = case

    class Own:
        member_count = rule.member_count

        def wins(self, yes_voters):
            return rule.wins(yes_voters)

    np.testing.assert_allclose(sg.decisive(Own(), model), sg.decisive(rule, model), rtol=0, atol=1e-12)


@given(st.one_of(weighted_rules(), composite_rules()))
def test_fractions_are_the_doubles_without_rounding(rule):
    for index in (*INDICES, sg.banzhaf_normalized):
        values = index(rule, fractions=True)
        assert all(0 <= value <= 1 for value in values)
        np.testing.assert_allclose(np.array(values, float), index(rule), rtol=0, atol=1e-12)
    assert abs(float(sg.coleman_collectivity(rule, fractions=True)) - sg.coleman_collectivity(rule)) < 1e-12
    assert sum(sg.shapley_shubik(rule, fractions=True)) == 1
    assert sum(sg.banzhaf_normalized(rule, fractions=True)) == 1


@given(weighted_rules())
def test_fractions_count_swings_exactly(rule):
    n = rule.member_count
    swings = [sum(passes(rule, s | 1 << i) and not passes(rule, s & ~(1 << i)) for s in range(2**n)) for i in range(n)]
    assert sg.banzhaf(rule, fractions=True) == [Fraction(count, 2**n) for count in swings]
    winning = sum(passes(rule, s) for s in range(2**n))
    assert sg.coleman_collectivity(rule, fractions=True) == Fraction(winning, 2**n)


SET_INDICES = (sg.deegan_packel, sg.public_good, sg.johnston, sg.shift, sg.shift_deegan_packel)
UNION_INDICES = (sg.owen, sg.banzhaf_owen, sg.symmetric_coalitional_banzhaf, sg.amer_carreras_gimenez)
ALL_VOTES = (*INDICES, sg.banzhaf_normalized)


@st.composite
def coalition_rules(draw, most=6):
    members = draw(st.integers(1, most))
    sets = draw(st.lists(st.frozensets(st.integers(0, members - 1), min_size=1), min_size=1, max_size=5))
    return sg.CoalitionRule(members, [s for s in set(sets) if not any(other < s for other in sets)])


@st.composite
def any_rules(draw, depth=2):
    """Rules of all kinds, to some depth."""
    simple = st.one_of(weighted_rules(members=st.integers(1, 6)), composite_rules(), coalition_rules())
    if depth == 0:
        return draw(simple)
    rule = draw(st.one_of(simple, any_rules(depth=depth - 1)))
    kind = draw(st.sampled_from(["itself", "all", "any", "combined", "incompatible", "restricted"]))
    n = rule.member_count
    other = draw(weighted_rules(members=st.just(n)))
    pairs = draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=6))
    pairs = [(a, b) for a, b in pairs if a != b]
    if kind in ("all", "any"):
        return (sg.all_of if kind == "all" else sg.any_of)([rule, other])
    if kind == "combined":
        voters = draw(st.lists(st.integers(0, n), min_size=n, max_size=n))
        top = draw(weighted_rules(members=st.just(2), largest=3))
        return sg.CombinedRule(top, [(voters, rule), (range(n), other)], n + 1)
    try:
        if kind == "incompatible":
            return sg.IncompatibleRule(rule, pairs[:3])
        return sg.RestrictedRule(rule, pairs) if kind == "restricted" else rule
    except ValueError:  # no motion would pass
        return rule


@given(any_rules())
def test_every_rule_prints_and_pickles_as_what_it_is(rule):
    assert eval(repr(rule), {name: getattr(sg, name) for name in sg.__all__}) == rule
    assert pickle.loads(pickle.dumps(rule)) == rule


@given(rules_with_models(any_rules()))
def test_the_methods_agree_on_every_kind_of_rule(case):
    rule, model = case
    chances = [sg.pass_probability(rule, model, method) for method in ("exact", "decision_diagram", "enumerate")]
    assert np.ptp(chances) < 1e-12
    for index in (*ALL_VOTES, *SET_INDICES):
        expected = index(rule, "enumerate")
        for method in ("exact", "decision_diagram"):
            np.testing.assert_allclose(index(rule, method), expected, rtol=0, atol=1e-12)
        np.testing.assert_allclose(np.array(index(rule, fractions=True), float), expected, rtol=0, atol=1e-12)


@given(any_rules())
def test_shares_are_efficient_null_members_have_none_and_equals_are_equal(rule):
    properties = sg.rule_properties(rule)
    for index in (sg.shapley_shubik, sg.banzhaf_normalized, sg.public_help, *SET_INDICES):
        values = index(rule, fractions=True)
        assert sum(values) == 1
        for members in properties.classes:
            assert len({values[member] for member in members}) == 1
        if index is not sg.public_help:
            assert all((values[i] == 0) == (i in properties.null_members) for i in range(rule.member_count))


def dual(rule):
    """The rule by which a set wins where the rest does not."""
    return sg.CoalitionRule(rule.member_count, list(sg.coalitions(rule, "minimal_blocking")))


@given(any_rules())
def test_a_rule_and_its_dual_share_banzhaf_shapley_shubik_and_their_proper_and_strong_change_sides(rule):
    other = dual(rule)
    assert sg.banzhaf(other, fractions=True) == sg.banzhaf(rule, fractions=True)
    assert sg.shapley_shubik(other, fractions=True) == sg.shapley_shubik(rule, fractions=True)
    first, second = sg.rule_properties(rule), sg.rule_properties(other)
    assert (first.proper, first.strong) == (second.strong, second.proper)
    assert set(sg.coalitions(dual(other))) == set(sg.coalitions(rule))


@given(any_rules())
def test_the_list_of_minimal_winning_coalitions_is_the_rule(rule):
    same = sg.CoalitionRule(rule.member_count, list(sg.coalitions(rule)))
    n = rule.member_count
    assert all(passes(rule, s) == passes(same, s) for s in range(2**n))
    assert sg.coalition_count(rule, "winning") == sum(passes(rule, s) for s in range(2**n))
    assert sg.is_proper(rule) == (not any(passes(rule, s) and passes(rule, 2**n - 1 - s) for s in range(2**n)))


@given(any_rules(), st.data())
def test_renumbering_the_members_renumbers_every_index(rule, data):
    n = rule.member_count
    order = data.draw(st.permutations(range(n)))  # the new number of each member
    moved = sg.CombinedRule(sg.majority_rule([1]), [(order, rule)], n)
    labels = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    moved_labels = [labels[order.index(i)] for i in range(n)]
    for index in (sg.banzhaf, sg.shapley_shubik, *SET_INDICES):
        values = index(moved, fractions=True)
        assert [values[order[i]] for i in range(n)] == index(rule, fractions=True)
    for index in UNION_INDICES:
        values = index(moved, moved_labels, fractions=True)
        assert [values[order[i]] for i in range(n)] == index(rule, labels, fractions=True)


@given(any_rules())
def test_unions_of_one_member_change_nothing(rule):
    alone = range(rule.member_count)
    assert sg.owen(rule, alone, fractions=True) == sg.shapley_shubik(rule, fractions=True)
    assert sg.banzhaf_owen(rule, alone, fractions=True) == sg.banzhaf(rule, fractions=True)
    assert sg.symmetric_coalitional_banzhaf(rule, alone, fractions=True) == sg.banzhaf(rule, fractions=True)
    assert sg.amer_carreras_gimenez(rule, alone, fractions=True) == sg.shapley_shubik(rule, fractions=True)
    together = [0] * rule.member_count
    assert sg.owen(rule, together, fractions=True) == sg.shapley_shubik(rule, fractions=True)


@given(any_rules(), st.data())
def test_the_members_of_a_union_share_what_the_union_has(rule, data):
    n = rule.member_count
    labels = data.draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    unions = sg.Grouping(labels)
    quotient = sg.quotient_rule(rule, unions)
    for inside, between in ((sg.owen, sg.shapley_shubik), (sg.symmetric_coalitional_banzhaf, sg.banzhaf)):
        values = inside(rule, labels, fractions=True)
        shares = [sum(values[i] for i in members) for members in unions.members_by_group]
        assert shares == between(quotient, fractions=True)


@given(any_rules(), st.data())
def test_a_graph_restricts_as_the_rule_on_it(rule, data):
    n = rule.member_count
    complete = [(a, b) for b in range(n) for a in range(b)]
    assert sg.graph_banzhaf(rule, complete, fractions=True) == sg.banzhaf(rule, fractions=True)
    assert sg.myerson(rule, complete, fractions=True) == sg.shapley_shubik(rule, fractions=True)
    edges = data.draw(st.lists(st.sampled_from(complete), max_size=8)) if complete else []
    if sg.is_proper(rule) and rule.member_count > 1:  # then one component at most wins
        try:
            restricted = sg.RestrictedRule(rule, edges)
        except ValueError:
            assert not any(sg.myerson(rule, edges, fractions=True))
        else:
            assert sg.myerson(rule, edges, fractions=True) == sg.shapley_shubik(restricted, fractions=True)
            assert sg.graph_banzhaf(rule, edges, fractions=True) == sg.banzhaf(restricted, fractions=True)


@given(any_rules(), st.data())
def test_merging_and_splitting_undo_each_other(rule, data):
    member = data.draw(st.integers(0, rule.member_count - 1))
    parts = sg.split(rule, member, sg.majority_rule([1, 1, 1]))
    again = sg.merged(parts, [member, member + 1, member + 2])
    assert all(passes(again, s) == passes(rule, s) for s in range(2**rule.member_count))
    assert sg.banzhaf(parts, fractions=True)[member] == sg.banzhaf(rule, fractions=True)[member] / 2


@st.composite
def thresholds(draw, depth=3):
    """Nested thresholds on two lists of weights, as the rules of councils are."""
    kind = draw(st.sampled_from(["leaf", "leaf", "all", "any", "most"])) if depth else "leaf"
    if kind == "leaf":
        weights = draw(st.sampled_from([[1] * 5, [5, 4, 3, 2, 1]]))
        return sg.WeightedRule(weights, draw(st.integers(1, sum(weights))))
    rules = [draw(thresholds(depth=depth - 1)) for _ in range(draw(st.integers(2, 3)))]
    return sg.at_least({"all": len(rules), "any": 1, "most": 2}[kind], rules)


@given(thresholds())
@settings(max_examples=300)
def test_a_rule_warns_if_and_only_if_both_sides_can_win(rule):
    proper = not any(passes(rule, s) and passes(rule, 31 - s) for s in range(32))
    assert sg.is_proper(rule) == proper
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sg.banzhaf(rule)
    if not isinstance(rule, sg.WeightedRule):
        assert bool(caught) == (not proper)
    else:  # a look at the quota only
        assert bool(caught) == (2 * rule.quota <= rule.total_weight)
