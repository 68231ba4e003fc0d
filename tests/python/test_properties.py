"""What holds for every rule, tried on random ones."""

from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stemgewicht as sg

# The same cases at each run; no deadline, since other work may share the machine.
settings.register_profile(
    "stemgewicht", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("stemgewicht")

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
