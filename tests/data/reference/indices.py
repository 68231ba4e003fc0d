"""Indices of a simple game, and of three votes, by listing all coalitions, orders or votes.

An index that a game does not have, as one by weight of a game without weights, is the empty list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import permutations, product
from math import factorial

from reference.rules import Game, Rule, bits, passes

Index = Callable[[Game], list[Fraction]]
LARGEST_BY_ORDERS = 7


def shares(amounts: Sequence[int | Fraction]) -> list[Fraction]:
    return [Fraction(amount) / sum(amounts) for amount in amounts]


def banzhaf(game: Game) -> list[Fraction]:
    return [Fraction(len(s), 2 ** (game.size - 1)) for s in game.swings]


def banzhaf_normalized(game: Game) -> list[Fraction]:
    return shares([len(s) for s in game.swings])


def swings(game: Game) -> list[Fraction]:
    return [Fraction(len(s)) for s in game.swings]


def shapley_by_orders(value: Sequence[int], size: int, orders: Iterable[tuple[int, ...]]) -> list[Fraction]:
    """What a member adds to those before it, on the mean of the orders."""
    added, count = [0] * size, 0
    for order in orders:
        count += 1
        before = 0
        for member in order:
            added[member] += value[before | 1 << member] - value[before]
            before |= 1 << member
    return [Fraction(amount, count) for amount in added]


def shapley_shubik(game: Game) -> list[Fraction]:
    n = game.size
    orders = [Fraction(factorial(k) * factorial(n - k - 1), factorial(n)) for k in range(n)]
    values = [sum((orders[s.bit_count()] for s in swings), Fraction(0)) for swings in game.swings]
    if n <= LARGEST_BY_ORDERS and values != shapley_by_orders(game.wins, n, permutations(range(n))):
        raise AssertionError("two definitions of Shapley-Shubik disagree")
    return values


def coleman_shapley(game: Game) -> list[Fraction]:
    """The Shapley value of the game in which a set is worth the share of its subsets that win."""
    n = game.size
    winning_parts = list(game.wins)
    for i in range(n):
        for s in range(2**n):
            if s >> i & 1:
                winning_parts[s] += winning_parts[s ^ 1 << i]
    values = [Fraction(0)] * n
    for s in range(2**n):
        size = s.bit_count()
        for i in range(n) if size < n else ():
            if not s >> i & 1:
                added = winning_parts[s | 1 << i] - 2 * winning_parts[s]
                values[i] += Fraction(added * factorial(size) * factorial(n - size - 1), 2 ** (size + 1))
    return [value / factorial(n) for value in values]


def coleman_prevent(game: Game) -> list[Fraction]:
    return [Fraction(len(s), game.winning) for s in game.swings]


def coleman_initiate(game: Game) -> list[Fraction]:
    return [Fraction(len(s), game.losing) for s in game.swings]


def coleman_collectivity(game: Game) -> list[Fraction]:
    return [Fraction(game.winning, 2**game.size)]


def rae(game: Game) -> list[Fraction]:
    """The share of all divisions in which the decision is the member's vote."""
    agreed = [sum(win == bool(s >> i & 1) for s, win in enumerate(game.wins)) for i in range(game.size)]
    return [Fraction(count, 2**game.size) for count in agreed]


def winning_with(game: Game) -> list[int]:
    return [sum(win for s, win in enumerate(game.wins) if s >> i & 1) for i in range(game.size)]


def nevison(game: Game) -> list[Fraction]:
    return [Fraction(count, 2 ** (game.size - 1)) for count in winning_with(game)]


def koenig_braeuninger(game: Game) -> list[Fraction]:
    return [Fraction(count, game.winning) for count in winning_with(game)]


def public_help(game: Game) -> list[Fraction]:
    return shares(winning_with(game))


def public_help_xi(game: Game) -> list[Fraction]:
    """Winning coalitions form with chances as 1/size, and are shared equally."""
    winning = [s for s, win in enumerate(game.wins) if win]
    amounts = [
        sum((Fraction(1, s.bit_count() ** 2) for s in winning if s >> i & 1), Fraction(0)) for i in range(game.size)
    ]
    return [amount / sum(Fraction(1, s.bit_count()) for s in winning) for amount in amounts]


def parts_by_heads(game: Game, sets: list[int]) -> list[Fraction]:
    """What each member has where the members of each set share one equally."""
    return [sum((Fraction(1, s.bit_count()) for s in sets if s >> i & 1), Fraction(0)) for i in range(game.size)]


def shared_by_heads(game: Game, sets: list[int]) -> list[Fraction]:
    """Each set counts equally and its members share it equally."""
    return [amount / len(sets) for amount in parts_by_heads(game, sets)]


def presence(game: Game, sets: list[int]) -> list[Fraction]:
    """In how many of the sets each member is."""
    return [Fraction(sum(s >> i & 1 for s in sets)) for i in range(game.size)]


def shared_by_presence(game: Game, sets: list[int]) -> list[Fraction]:
    """The share of the member in all memberships of the sets."""
    return shares(presence(game, sets))


def shared_by_weight(game: Game, sets: Iterable[list[int]]) -> list[Fraction]:
    """Each set counts equally, and its members share it by weight."""
    if game.weights is None:
        return []
    amounts = [Fraction(0)] * game.size
    for members in sets:
        weight = sum(game.weights[i] for i in members)
        for i in members:
            amounts[i] += Fraction(game.weights[i], weight)
    return shares(amounts)


def colomer_martinez(game: Game) -> list[Fraction]:
    """Minimal winning coalitions are shared by weight."""
    return shared_by_weight(game, [list(bits(s)) for s in game.minimal_winning])


def johnston_colomer_martinez(game: Game) -> list[Fraction]:
    """Winning coalitions with critical members are shared by these, by weight."""
    return shared_by_weight(game, filter(None, game.critical.values()))


def deegan_packel(game: Game) -> list[Fraction]:
    return shared_by_heads(game, game.minimal_winning)


def public_good(game: Game) -> list[Fraction]:
    return shared_by_presence(game, game.minimal_winning)


def shift(game: Game) -> list[Fraction]:
    return shared_by_presence(game, game.shift_minimal)


def shift_deegan_packel(game: Game) -> list[Fraction]:
    return shared_by_heads(game, game.shift_minimal)


def johnston_raw(game: Game) -> list[Fraction]:
    """Winning coalitions with critical members are shared equally among these."""
    amounts = [Fraction(0)] * game.size
    for members in game.critical.values():
        for i in members:
            amounts[i] += Fraction(1, len(members))
    return amounts


def johnston(game: Game) -> list[Fraction]:
    return shares(johnston_raw(game))


def public_help_raw(game: Game) -> list[Fraction]:
    return [Fraction(count) for count in winning_with(game)]


def deegan_packel_raw(game: Game) -> list[Fraction]:
    return parts_by_heads(game, game.minimal_winning)


def public_good_raw(game: Game) -> list[Fraction]:
    return presence(game, game.minimal_winning)


def shift_raw(game: Game) -> list[Fraction]:
    return presence(game, game.shift_minimal)


def shift_deegan_packel_raw(game: Game) -> list[Fraction]:
    return parts_by_heads(game, game.shift_minimal)


def winning_coalitions(game: Game) -> list[Fraction]:
    return [Fraction(game.winning)]


def minimal_winning_coalitions(game: Game) -> list[Fraction]:
    return [Fraction(len(game.minimal_winning))]


def least_size_winning_coalitions(game: Game) -> list[Fraction]:
    sizes = sorted(s.bit_count() for s, win in enumerate(game.wins) if win)
    return [Fraction(sizes.count(sizes[0]))]


def felsenthal(game: Game) -> list[Fraction]:
    winning = [s for s, win in enumerate(game.wins) if win]
    least = min(s.bit_count() for s in winning)
    return shared_by_heads(game, [s for s in winning if s.bit_count() == least])


def tijs(game: Game) -> list[Fraction]:
    """The tau-value: the compromise, on the line between them, of what a member adds to all and of what it can claim of
    a coalition that gives all its others what they add to all."""
    n, everyone = game.size, len(game.wins) - 1
    most = [game.wins[everyone] - game.wins[everyone ^ 1 << i] for i in range(n)]
    claims = [
        max(game.wins[s] - sum(most[j] for j in bits(s) if j != i) for s in range(len(game.wins)) if s >> i & 1)
        for i in range(n)
    ]
    if not (all(c <= m for c, m in zip(claims, most, strict=True)) and sum(claims) <= 1 <= sum(most)):
        return []
    gap = sum(most) - sum(claims)
    part = Fraction(1 - sum(claims), gap) if gap else Fraction(0)
    return [c + part * (m - c) for c, m in zip(claims, most, strict=True)]


INDICES: dict[str, Index] = {
    "banzhaf": banzhaf,
    "banzhaf_normalized": banzhaf_normalized,
    "swings": swings,
    "shapley_shubik": shapley_shubik,
    "coleman_shapley": coleman_shapley,
    "coleman_prevent": coleman_prevent,
    "coleman_initiate": coleman_initiate,
    "rae": rae,
    "nevison": nevison,
    "koenig_braeuninger": koenig_braeuninger,
    "public_help": public_help,
    "public_help_xi": public_help_xi,
    "coleman_collectivity": coleman_collectivity,
    "deegan_packel": deegan_packel,
    "public_good": public_good,
    "johnston": johnston,
    "colomer_martinez": colomer_martinez,
    "johnston_colomer_martinez": johnston_colomer_martinez,
    "felsenthal": felsenthal,
    "tijs": tijs,
    "shift": shift,
    "shift_deegan_packel": shift_deegan_packel,
    "public_help_raw": public_help_raw,
    "deegan_packel_raw": deegan_packel_raw,
    "public_good_raw": public_good_raw,
    "johnston_raw": johnston_raw,
    "shift_raw": shift_raw,
    "shift_deegan_packel_raw": shift_deegan_packel_raw,
    "winning_coalitions": winning_coalitions,
    "minimal_winning_coalitions": minimal_winning_coalitions,
    "least_size_winning_coalitions": least_size_winning_coalitions,
}


def ternary_banzhaf(rule: Rule) -> list[Fraction]:
    """The share of the others' votes with which a member's yes passes and its no fails, less those with which its yes
    fails and its no passes: under a quorum a no can help a motion."""
    size = len(rule["attendance"]["weights"])

    def swings(i: int) -> int:
        return sum(
            passes(rule, (*others[:i], 1, *others[i:])) - passes(rule, (*others[:i], -1, *others[i:]))
            for others in product((1, 0, -1), repeat=size - 1)
        )

    return [Fraction(swings(i), 3 ** (size - 1)) for i in range(size)]


def is_complete(game: Game) -> bool:
    """Whether of any two members one is at least as desirable as the other."""
    return all(game.desirable[i][j] or game.desirable[j][i] for i in range(game.size) for j in range(i))


def is_proper(game: Game) -> bool:
    """Whether no two winning coalitions are disjoint."""
    everyone = len(game.wins) - 1
    return not any(win and game.wins[everyone ^ s] for s, win in enumerate(game.wins))


def can_trade(game: Game) -> bool:
    """Whether two winning coalitions can exchange members and both lose, which proves that no weights give the game."""

    def pairs(win: bool) -> set[tuple[int, int]]:
        sets = [s for s, w in enumerate(game.wins) if w == win]
        return {(s & t, s | t) for i, s in enumerate(sets) for t in sets[i:]}

    return not pairs(True).isdisjoint(pairs(False))


def null_members(game: Game) -> list[int]:
    in_a_minimal_set = {i for s in game.minimal_winning for i in bits(s)}
    return [i for i in range(game.size) if i not in in_a_minimal_set]
