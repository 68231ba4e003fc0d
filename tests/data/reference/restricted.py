"""Indices with a-priori unions and with graphs, by their plain definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise, permutations
from math import factorial

from reference.indices import LARGEST_BY_ORDERS, shapley_by_orders, shares
from reference.rules import Edges, Game, as_bits, bits, components, subsets

# The chance of a set of k out of the n - 1 others.
Chance = Callable[[int, int], Fraction]


def of_shapley(k: int, n: int) -> Fraction:
    return Fraction(factorial(k) * factorial(n - k - 1), factorial(n))


def of_banzhaf(_: int, n: int) -> Fraction:
    return Fraction(1, 2 ** (n - 1))


def value(worth: Sequence[int], size: int, chance: Chance) -> list[Fraction]:
    """What a player adds to a random set of the others."""
    everyone = (1 << size) - 1
    return [
        sum(
            (
                chance(s.bit_count(), size) * (worth[s | 1 << i] - worth[s])
                for s in subsets(everyone ^ 1 << i)
                if worth[s | 1 << i] != worth[s]
            ),
            Fraction(0),
        )
        for i in range(size)
    ]


def groups(unions: Sequence[int]) -> list[int]:
    """The unions as coalitions."""
    found = [as_bits(i for i, label in enumerate(unions) if label == u) for u in range(max(unions) + 1)]
    if not all(found):
        raise AssertionError(f"unions are numbered from 0 without gaps: {unions}")
    return found


def unite(chosen: int, coalitions: list[int]) -> int:
    return as_bits(i for u, s in enumerate(coalitions) if chosen >> u & 1 for i in range(s.bit_length()) if s >> i & 1)


def quotient(game: Game, unions: Sequence[int], chance: Chance) -> list[Fraction]:
    """The value of the game in which the unions are the players."""
    coalitions = groups(unions)
    worth = [int(game.wins[unite(chosen, coalitions)]) for chosen in range(1 << len(coalitions))]
    return value(worth, len(coalitions), chance)


def coalitional(game: Game, unions: Sequence[int], between: Chance, inside: Chance) -> list[Fraction]:
    """What a member adds to a random set of whole other unions with a random part of its own."""
    coalitions = groups(unions)
    m = len(coalitions)
    values = []
    for i, union in enumerate(unions):
        own, total = coalitions[union], Fraction(0)
        for chosen in subsets((1 << m) - 1 ^ 1 << union):
            others = unite(chosen, coalitions)
            for part in subsets(own ^ 1 << i):
                if not game.wins[others | part] and game.wins[others | part | 1 << i]:
                    total += between(chosen.bit_count(), m) * inside(part.bit_count(), own.bit_count())
        values.append(total)
    return values


def unions_stay_together(order: tuple[int, ...], unions: Sequence[int]) -> bool:
    labels = [unions[i] for i in order]
    return sum(a != b for a, b in pairwise(labels)) == max(unions)


def owen(game: Game, unions: Sequence[int]) -> list[Fraction]:
    values = coalitional(game, unions, of_shapley, of_shapley)
    if game.size <= LARGEST_BY_ORDERS:
        orders = (o for o in permutations(range(game.size)) if unions_stay_together(o, unions))
        if values != shapley_by_orders(game.wins, game.size, orders):
            raise AssertionError("two definitions of the Owen value disagree")
    return values


def banzhaf_owen(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return coalitional(game, unions, of_banzhaf, of_banzhaf)


def symmetric_coalitional_banzhaf(game: Game, unions: Sequence[int]) -> list[Fraction]:
    """The members of a union share what the union has in the quotient."""
    values = coalitional(game, unions, of_banzhaf, of_shapley)
    of_union = [
        sum((v for v, u in zip(values, unions, strict=True) if u == union), Fraction(0))
        for union in range(max(unions) + 1)
    ]
    if of_union != quotient_banzhaf(game, unions):
        raise AssertionError("a union's members do not share the Banzhaf value of the union")
    return values


def amer_carreras_gimenez(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return coalitional(game, unions, of_shapley, of_banzhaf)


def quotient_banzhaf(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return quotient(game, unions, of_banzhaf)


def quotient_shapley_shubik(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return quotient(game, unions, of_shapley)


def public_good_of(game: Game, coalitions: list[int]) -> list[Fraction]:
    """The public good index of the game in which these coalitions, a partition of the members, are the players."""
    m = len(coalitions)
    wins = [game.wins[unite(chosen, coalitions)] for chosen in range(1 << m)]
    minimal = [s for s in range(1 << m) if wins[s] and not any(wins[s ^ 1 << u] for u in range(m) if s >> u & 1)]
    return shares([sum(s >> u & 1 for s in minimal) for u in range(m)])


def divided(game: Game, unions: Sequence[int], threats: Sequence[Fraction]) -> list[Fraction]:
    """The public good index of each union, divided in proportion to the threats of its members, or equally where all
    are 0."""
    coalitions = groups(unions)
    of_union = public_good_of(game, coalitions)
    values = []
    for i, union in enumerate(unions):
        all_threats = sum((threats[j] for j in bits(coalitions[union])), Fraction(0))
        part = threats[i] / all_threats if all_threats else Fraction(1, coalitions[union].bit_count())
        values.append(of_union[union] * part)
    return values


def public_good_solidarity(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return divided(game, unions, [Fraction(1)] * game.size)


def public_good_threat_1(game: Game, unions: Sequence[int]) -> list[Fraction]:
    return divided(game, unions, public_good_of(game, [1 << i for i in range(game.size)]))


def public_good_threat_2(game: Game, unions: Sequence[int]) -> list[Fraction]:
    """A member's threat is what it has where its union has broken up."""
    coalitions = groups(unions)
    threats = []
    for i, union in enumerate(unions):
        others = [s for u, s in enumerate(coalitions) if u != union]
        alone = [1 << j for j in bits(coalitions[union])]
        threats.append(public_good_of(game, alone + others)[alone.index(1 << i)])
    return divided(game, unions, threats)


def public_good_threat_3(game: Game, unions: Sequence[int]) -> list[Fraction]:
    """A member's threat is what it has where it has left, and the rest of its union stays together."""
    coalitions = groups(unions)
    threats = []
    for i, union in enumerate(unions):
        rest = [s & ~(1 << i) if u == union else s for u, s in enumerate(coalitions)]
        threats.append(public_good_of(game, [1 << i, *filter(None, rest)])[0])
    return divided(game, unions, threats)


def worth_in_graph(game: Game, edges: Edges) -> list[int]:
    """For each coalition how many of its connected components win: 2 or more where the game is not proper."""
    return [sum(game.wins[c] for c in components(s, edges)) for s in range(len(game.wins))]


def myerson(game: Game, edges: Edges) -> list[Fraction]:
    worth = worth_in_graph(game, edges)
    values = value(worth, game.size, of_shapley)
    orders = permutations(range(game.size))
    if game.size <= LARGEST_BY_ORDERS and values != shapley_by_orders(worth, game.size, orders):
        raise AssertionError("two definitions of the Myerson value disagree")
    return values


def graph_banzhaf(game: Game, edges: Edges) -> list[Fraction]:
    return value(worth_in_graph(game, edges), game.size, of_banzhaf)


WITH_UNIONS: dict[str, Callable[[Game, Sequence[int]], list[Fraction]]] = {
    "owen": owen,
    "banzhaf_owen": banzhaf_owen,
    "symmetric_coalitional_banzhaf": symmetric_coalitional_banzhaf,
    "amer_carreras_gimenez": amer_carreras_gimenez,
    "public_good_solidarity": public_good_solidarity,
    "public_good_threat_1": public_good_threat_1,
    "public_good_threat_2": public_good_threat_2,
    "public_good_threat_3": public_good_threat_3,
    "quotient_banzhaf": quotient_banzhaf,
    "quotient_shapley_shubik": quotient_shapley_shubik,
}
WITH_GRAPH: dict[str, Callable[[Game, Edges], list[Fraction]]] = {
    "myerson": myerson,
    "graph_banzhaf": graph_banzhaf,
}
