#!/usr/bin/env python3
"""Writes reference_games.tsv: power indices of small weighted games as exact fractions.

The indices are computed from their plain definitions, by listing all coalitions (and for Shapley-Shubik all orders, up
to seven members), in rational arithmetic. Nothing is shared with the library. Values from the literature are stated
here as published and must agree with the definitions, or nothing is written.

    make_reference.py           write the table beside this script
    make_reference.py --check   compare instead: status 1 if the table would change
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from math import factorial
from pathlib import Path

TABLE = Path(__file__).with_name("reference_games.tsv")
COLUMNS = ("game", "quota", "weights", "index", "values", "source")


class Game:
    """A weighted voting game; coalitions are bit sets."""

    def __init__(self, quota: int, weights: list[int]) -> None:
        self.quota = quota
        self.weights = weights
        self.size = len(weights)
        self.wins = [
            sum(w for i, w in enumerate(weights) if coalition >> i & 1) >= quota for coalition in range(1 << self.size)
        ]
        self.winning = sum(self.wins)
        self.losing = len(self.wins) - self.winning

    def swings(self, member: int) -> list[int]:
        """The losing coalitions without the member that win once the member joins."""
        bit = 1 << member
        return [s for s in range(len(self.wins)) if not s & bit and not self.wins[s] and self.wins[s | bit]]


def banzhaf(game: Game) -> list[Fraction]:
    return [Fraction(len(game.swings(i)), 2 ** (game.size - 1)) for i in range(game.size)]


def banzhaf_normalized(game: Game) -> list[Fraction]:
    swings = [len(game.swings(i)) for i in range(game.size)]
    return [Fraction(count, sum(swings)) for count in swings]


def shapley_by_orders(game: Game) -> list[Fraction]:
    """The share of all orders of joining in which the member turns the coalition into a winning one."""
    pivots = [0] * game.size
    for order in permutations(range(game.size)):
        weight = 0
        for member in order:
            weight += game.weights[member]
            if weight >= game.quota:
                pivots[member] += 1
                break
    return [Fraction(count, factorial(game.size)) for count in pivots]


def shapley_by_coalitions(game: Game) -> list[Fraction]:
    n = game.size
    return [
        sum(
            (Fraction(factorial(k := s.bit_count()) * factorial(n - k - 1), factorial(n)) for s in game.swings(i)),
            Fraction(0),
        )
        for i in range(n)
    ]


def shapley_shubik(game: Game) -> list[Fraction]:
    values = shapley_by_coalitions(game)
    if game.size <= 7 and values != shapley_by_orders(game):
        raise AssertionError(f"two definitions of Shapley-Shubik disagree on [{game.quota}; {game.weights}]")
    return values


def coleman_prevent(game: Game) -> list[Fraction]:
    return [Fraction(len(game.swings(i)), game.winning) for i in range(game.size)]


def coleman_initiate(game: Game) -> list[Fraction]:
    return [Fraction(len(game.swings(i)), game.losing) for i in range(game.size)]


def rae(game: Game) -> list[Fraction]:
    """The share of all divisions in which the decision is the member's vote."""
    agreed = [sum(win == bool(s >> i & 1) for s, win in enumerate(game.wins)) for i in range(game.size)]
    return [Fraction(count, 2**game.size) for count in agreed]


def winning_with(game: Game, member: int) -> int:
    return sum(win for coalition, win in enumerate(game.wins) if coalition >> member & 1)


def nevison(game: Game) -> list[Fraction]:
    return [Fraction(winning_with(game, i), 2 ** (game.size - 1)) for i in range(game.size)]


def koenig_braeuninger(game: Game) -> list[Fraction]:
    return [Fraction(winning_with(game, i), game.winning) for i in range(game.size)]


def public_help(game: Game) -> list[Fraction]:
    counts = [winning_with(game, i) for i in range(game.size)]
    return [Fraction(count, sum(counts)) for count in counts]


def coleman_collectivity(game: Game) -> list[Fraction]:
    return [Fraction(game.winning, 2**game.size)]


INDICES: dict[str, Callable[[Game], list[Fraction]]] = {
    "banzhaf": banzhaf,
    "banzhaf_normalized": banzhaf_normalized,
    "shapley_shubik": shapley_shubik,
    "coleman_prevent": coleman_prevent,
    "coleman_initiate": coleman_initiate,
    "rae": rae,
    "nevison": nevison,
    "koenig_braeuninger": koenig_braeuninger,
    "public_help": public_help,
    "coleman_collectivity": coleman_collectivity,
}

# game, quota, weights, index, values as published, key of references.bib
LITERATURE: list[tuple[str, int, list[int], str, str, str]] = [
    (
        "EEC Council 1958",
        12,
        [4, 4, 4, 2, 2, 1],
        "banzhaf_normalized",
        "5/21 5/21 5/21 1/7 1/7 0",
        "felsenthal_machover_1998",
    ),
    (
        "EEC Council 1958",
        12,
        [4, 4, 4, 2, 2, 1],
        "shapley_shubik",
        "7/30 7/30 7/30 3/20 3/20 0",
        "felsenthal_machover_1998",
    ),
    (
        "UN Security Council 1965",
        39,
        [7] * 5 + [1] * 10,
        "shapley_shubik",
        " ".join(["421/2145"] * 5 + ["4/2145"] * 10),
        "felsenthal_machover_1998",
    ),
    # Published as 98.7% for the five permanent members together and 1.3% for the six others together.
    (
        "UN Security Council 1946",
        27,
        [5] * 5 + [1] * 6,
        "shapley_shubik",
        " ".join(["76/385"] * 5 + ["1/462"] * 6),
        "shapley_shubik_1954",
    ),
    # The three lighter supervisors are never decisive.
    (
        "Nassau County 1958",
        16,
        [9, 9, 7, 3, 1, 1],
        "banzhaf_normalized",
        "1/3 1/3 1/3 0 0 0",
        "banzhaf_1965",
    ),
]

# name, quota, weights; every index of these is computed
ENUMERATED: list[tuple[str, int, list[int]]] = [
    ("one member", 1, [1]),
    ("one heavy member", 7, [9]),
    ("two members, either", 1, [1, 1]),
    ("two members, both", 2, [1, 1]),
    ("large, large and small", 51, [50, 49, 1]),
    ("one alone or two together", 3, [3, 2, 1]),
    ("majority of three", 2, [1, 1, 1]),
    ("unanimity of five", 5, [1, 1, 1, 1, 1]),
    ("unanimity with unequal weights", 15, [5, 4, 3, 2, 1]),
    ("any one of four", 1, [1, 2, 3, 4]),
    ("dictator", 6, [6, 2, 2, 1]),
    ("dictator and zero weights", 3, [0, 5, 0]),
    ("null members", 8, [4, 4, 1, 1, 1]),
    ("zero weights", 4, [3, 0, 2, 0, 2, 0]),
    ("veto player", 6, [4, 3, 2, 1]),
    ("apex", 5, [4, 1, 1, 1, 1]),
    ("apex with veto", 4, [3, 1, 1, 1]),
    ("centre and two others", 5, [3, 1, 1, 1]),
    ("EEC Council 1958", 12, [4, 4, 4, 2, 2, 1]),
    ("EEC Council 1973", 41, [10, 10, 10, 10, 5, 5, 3, 3, 2]),
    ("distinct sums", 20, [1, 2, 4, 8, 16]),
    ("common divisor", 60, [40, 30, 20, 10]),
    ("large weights", 1500000001, [1000000000, 999999999, 500000001, 500000000, 1]),
    ("even majority of eight", 5, [1] * 8),
    ("supermajority", 24, [9, 7, 5, 4, 3, 3, 2, 1]),
    ("small quota", 3, [2, 2, 2, 1, 1, 1, 0]),
    ("ten members", 28, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
]


def fractions(values: list[Fraction]) -> str:
    return " ".join(str(value) for value in values)


def table() -> str:
    rows: list[tuple[str, ...]] = [COLUMNS]
    for name, quota, weights, index, published, source in LITERATURE:
        computed = fractions(INDICES[index](Game(quota, weights)))
        if computed != published:
            raise AssertionError(f"{name}, {index}: published {published}, by definition {computed}")
        rows.append((name, str(quota), " ".join(map(str, weights)), index, published, source))
    for name, quota, weights in ENUMERATED:
        game = Game(quota, weights)
        for index, formula in INDICES.items():
            row = (name, str(quota), " ".join(map(str, weights)), index, fractions(formula(game)), "enumeration")
            rows.append(row)
    return "".join("\t".join(row) + "\n" for row in rows)


def main(arguments: list[str]) -> int:
    text = table()
    if arguments == ["--check"]:
        if TABLE.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TABLE.name} is not what {Path(__file__).name} writes", file=sys.stderr)
        return 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    TABLE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
