"""Weighted games of the table. Every index is computed of each of them."""

from __future__ import annotations

from reference.rules import Rule, weighted

WEIGHTED_GAMES: list[tuple[str, Rule]] = [
    # one and two members
    ("one member", weighted(1, 1)),
    ("one heavy member", weighted(7, 9)),
    ("two members, either", weighted(1, 1, 1)),
    ("two members, both", weighted(2, 1, 1)),
    ("two members, the second dictates", weighted(5, 3, 5)),
    # three and four
    ("large, large and small", weighted(51, 50, 49, 1)),
    ("one alone or two together", weighted(3, 3, 2, 1)),
    ("majority of three", weighted(2, 1, 1, 1)),
    ("any one of four", weighted(1, 1, 2, 3, 4)),
    ("half of four equal members", weighted(2, 1, 1, 1, 1)),
    ("majority of four equal members", weighted(3, 1, 1, 1, 1)),
    ("dictator", weighted(6, 6, 2, 2, 1)),
    ("dictator and zero weights", weighted(3, 0, 5, 0)),
    ("veto player", weighted(6, 4, 3, 2, 1)),
    ("two vetoes", weighted(7, 3, 3, 1, 1)),
    ("one passer and a pair", weighted(4, 4, 2, 2, 1)),
    ("common divisor", weighted(60, 40, 30, 20, 10)),
    ("apex with veto", weighted(4, 3, 1, 1, 1)),
    ("veto and one of two", weighted(3, 2, 1, 1)),
    ("centre and two others", weighted(5, 3, 1, 1, 1)),
    ("passer or all the others", weighted(3, 3, 1, 1, 1)),
    ("equal halves", weighted(50, 30, 20, 30, 20)),
    # five to nine
    ("unanimity of five", weighted(5, 1, 1, 1, 1, 1)),
    ("unanimity with unequal weights", weighted(15, 5, 4, 3, 2, 1)),
    ("null members", weighted(8, 4, 4, 1, 1, 1)),
    ("apex", weighted(5, 4, 1, 1, 1, 1)),
    ("distinct sums", weighted(20, 1, 2, 4, 8, 16)),
    ("large weights", weighted(1500000001, 1000000000, 999999999, 500000001, 500000000, 1)),
    ("the second is in the fewest minimal winning sets", weighted(51, 35, 20, 15, 15, 15)),
    ("two passers and ties", weighted(4, 5, 4, 2, 2, 1, 1)),
    ("zero weights", weighted(4, 3, 0, 2, 0, 2, 0)),
    ("all but one of six", weighted(5, 1, 1, 1, 1, 1, 1)),
    ("EEC Council 1958", weighted(12, 4, 4, 4, 2, 2, 1)),
    ("Nassau County 1958", weighted(16, 9, 9, 7, 3, 1, 1)),
    ("nearly equal weights", weighted(76, 25, 25, 25, 25, 25, 24)),
    ("small quota", weighted(3, 2, 2, 2, 1, 1, 1, 0)),
    ("centre of seven, unsorted", weighted(29, 6, 4, 3, 25, 8, 7, 3)),
    ("even majority of eight", weighted(5, 1, 1, 1, 1, 1, 1, 1, 1)),
    ("supermajority", weighted(24, 9, 7, 5, 4, 3, 3, 2, 1)),
    ("three classes", weighted(12, 5, 5, 3, 3, 3, 1, 1, 1)),
    ("majority of nine", weighted(5, 1, 1, 1, 1, 1, 1, 1, 1, 1)),
    ("EEC Council 1973", weighted(41, 10, 10, 10, 10, 5, 5, 3, 3, 2)),
    # more
    ("ten members", weighted(28, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)),
    ("UN Security Council 1946", weighted(27, *[5] * 5, *[1] * 6)),
    ("two thirds of thirteen", weighted(9, *[1] * 13)),
    ("UN Security Council 1965", weighted(39, *[7] * 5, *[1] * 10)),
]

# game, index, values as published, key of references.bib
LITERATURE: list[tuple[str, str, str, str]] = [
    ("EEC Council 1958", "swings", "10 10 10 6 6 0", "felsenthal_machover_1998"),
    ("EEC Council 1958", "banzhaf_normalized", "5/21 5/21 5/21 1/7 1/7 0", "felsenthal_machover_1998"),
    ("EEC Council 1958", "shapley_shubik", "7/30 7/30 7/30 3/20 3/20 0", "felsenthal_machover_1998"),
    (
        "UN Security Council 1965",
        "shapley_shubik",
        " ".join(["421/2145"] * 5 + ["4/2145"] * 10),
        "felsenthal_machover_1998",
    ),
    # Published as 98.7% for the five permanent members together and 1.3% for the six others together.
    ("UN Security Council 1946", "shapley_shubik", " ".join(["76/385"] * 5 + ["1/462"] * 6), "shapley_shubik_1954"),
    # Published as 0.4583333 and 0.2708333, and as 0.4285714 and 0.2857143.
    ("veto and one of two", "public_help_xi", "11/24 13/48 13/48", "stach_2016"),
    ("veto and one of two", "public_help", "3/7 2/7 2/7", "stach_2016"),
    # The three lighter supervisors are never decisive.
    ("Nassau County 1958", "banzhaf_normalized", "1/3 1/3 1/3 0 0 0", "banzhaf_1965"),
]
