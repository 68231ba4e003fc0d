"""Games of the table that are written by other rules than weights, the unions and graphs put on games, and games of
three votes."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from reference.rules import Rule, all_of, any_of, attendance, coalitions, connected, incompatible, tiers, weighted

HEADS = weighted(4, 1, 1, 1, 1, 1, 1)
PEOPLE = weighted(65, 38, 20, 16, 12, 9, 5)
MAJORITY_OF_THREE = weighted(2, 1, 1, 1)
BOTH = weighted(2, 1, 1)
EITHER = weighted(1, 1, 1)
SELF = weighted(1, 1)
FANO_LINES = [(0, 1, 2), (0, 3, 4), (0, 5, 6), (1, 3, 5), (1, 4, 6), (2, 3, 6), (2, 4, 5)]
PARTIES_IN_LINE = weighted(51, 10, 25, 8, 14, 20, 23)
LINE_OF_SIX = [(i, i + 1) for i in range(5)]


def two_types(first: int, second: int, least_first: int, least: int) -> Rule:
    """At least so many of the first members, and so many in all, as a list of minimal winning sets."""
    strong, weak = range(first), range(first, first + second)
    sets = [
        (*s, *w)
        for k in range(least_first, min(first, least) + 1)
        for s in combinations(strong, k)
        for w in combinations(weak, max(least - k, 0))
    ]
    return coalitions(first + second, *sets)


COMBINED: list[tuple[str, Rule]] = [
    ("one member under two rules", all_of(weighted(1, 1), weighted(3, 5))),
    ("two members, both by one rule and either by the other", all_of(BOTH, EITHER)),
    ("heads and weights of three", all_of(MAJORITY_OF_THREE, weighted(3, 3, 1, 1))),
    ("double majority of six", all_of(HEADS, PEOPLE)),
    ("double majority or all but one", any_of(all_of(HEADS, PEOPLE), weighted(5, 1, 1, 1, 1, 1, 1))),
    ("double majority that one member cannot block", all_of(HEADS, any_of(PEOPLE, weighted(5, 1, 1, 1, 1, 1, 1)))),
    (
        "triple majority of seven",
        all_of(
            weighted(4, 1, 1, 1, 1, 1, 1, 1),
            weighted(25, 10, 10, 8, 5, 4, 3, 2),
            weighted(60, 30, 20, 18, 12, 10, 6, 4),
        ),
    ),
    ("a second rule that binds nobody", all_of(weighted(5, 3, 2, 2, 1), weighted(2, 1, 1, 1, 1))),
    ("one of two pairs", any_of(weighted(2, 1, 1, 0, 0), weighted(2, 0, 0, 1, 1))),
    ("one of each of two pairs", all_of(weighted(1, 1, 1, 0, 0), weighted(1, 0, 0, 1, 1))),
    ("dictator by one of two rules", any_of(weighted(3, 3, 1, 1, 0), weighted(5, 1, 2, 2, 1))),
    ("dictator and a majority", all_of(weighted(1, 1, 0, 0, 0, 0), weighted(3, 1, 1, 1, 1, 1))),
    (
        "president, two senators and three representatives",
        any_of(
            all_of(weighted(1, 1, 0, 0, 0, 0, 0), weighted(1, 0, 1, 1, 0, 0, 0), weighted(2, 0, 0, 0, 1, 1, 1)),
            all_of(weighted(2, 0, 1, 1, 0, 0, 0), weighted(3, 0, 0, 0, 1, 1, 1)),
        ),
    ),
    (
        "two rules that rank the members in opposite orders",
        all_of(weighted(8, 5, 4, 3, 2, 1), weighted(8, 1, 2, 3, 4, 5)),
    ),
    ("either of two opposite orders", any_of(weighted(11, 5, 4, 3, 2, 1), weighted(11, 1, 2, 3, 4, 5))),
    (
        "seven of ten provinces with half of the people",
        all_of(weighted(7, *[1] * 10), weighted(50, 34, 29, 9, 7, 5, 5, 4, 3, 3, 1)),
    ),
    (
        "UN Security Council as two rules",
        all_of(weighted(9, *[1] * 15), weighted(5, *[1] * 5, *[0] * 10)),
    ),
]

TIERED: list[tuple[str, Rule]] = [
    ("one member through two tiers", tiers(1, SELF, ([0], SELF))),
    ("one council decides all", tiers(4, SELF, ([0, 1, 2, 3], weighted(5, 3, 2, 2, 1)))),
    (
        "three councils of three",
        tiers(9, MAJORITY_OF_THREE, *[([j, j + 3, j + 6], MAJORITY_OF_THREE) for j in range(3)]),
    ),
    (
        "three unequal councils, members mixed",
        tiers(
            7,
            weighted(4, 3, 2, 2),
            ([5, 0, 3], weighted(4, 3, 2, 2)),
            ([1, 6], BOTH),
            ([4, 2], weighted(2, 2, 1)),
        ),
    ),
    ("two chambers", tiers(8, BOTH, ([0, 1, 2], MAJORITY_OF_THREE), ([3, 4, 5, 6, 7], weighted(3, *[1] * 5)))),
    (
        "the heaviest council dictates",
        tiers(5, weighted(3, 3, 1, 1), ([0, 1, 2], MAJORITY_OF_THREE), ([3], SELF), ([4], SELF)),
    ),
    ("councils that tie at half", tiers(6, weighted(2, 1, 1, 1), *[([2 * j, 2 * j + 1], EITHER) for j in range(3)])),
    (
        "a member in two councils",
        tiers(5, MAJORITY_OF_THREE, ([0, 1], BOTH), ([1, 2, 3], MAJORITY_OF_THREE), ([4], SELF)),
    ),
    (
        "a council twice on the board",
        tiers(4, weighted(2, 1, 1, 1), ([0, 1, 2], MAJORITY_OF_THREE), ([0, 1, 2], weighted(3, 1, 1, 1)), ([3], SELF)),
    ),
    (
        "a member with two votes in its council",
        tiers(4, BOTH, ([0, 0, 1, 2], weighted(3, 1, 1, 1, 1)), ([2, 3], EITHER)),
    ),
    ("a member in no council", tiers(5, EITHER, ([0, 1], BOTH), ([4, 2], BOTH))),
    (
        "councils under two rules",
        tiers(
            7,
            all_of(weighted(2, 1, 1, 1), weighted(5, 4, 2, 2)),
            ([0, 1, 2], MAJORITY_OF_THREE),
            ([3, 4], EITHER),
            ([5, 6], BOTH),
        ),
    ),
    (
        "a council of two rules and one of listed sets",
        tiers(
            7,
            weighted(2, 1, 1),
            ([0, 1, 2], all_of(MAJORITY_OF_THREE, weighted(3, 3, 1, 1))),
            ([6, 5, 4, 3], coalitions(4, [0, 1], [1, 2], [2, 3])),
        ),
    ),
    (
        "three tiers",
        tiers(
            8,
            MAJORITY_OF_THREE,
            ([0, 1, 2, 3], tiers(4, BOTH, ([0, 1], EITHER), ([2, 3], BOTH))),
            ([4, 5, 6], MAJORITY_OF_THREE),
            ([7], SELF),
        ),
    ),
    (
        "three tiers from above",
        tiers(
            7,
            tiers(4, weighted(3, 2, 1, 1), ([0], SELF), ([1, 2], EITHER), ([3], SELF)),
            ([0, 1, 2], MAJORITY_OF_THREE),
            ([3], SELF),
            ([4, 5], BOTH),
            ([6], SELF),
        ),
    ),
]

LISTED: list[tuple[str, Rule]] = [
    ("one member by a list", coalitions(1, [0])),
    ("the second of two by a list", coalitions(2, [1])),
    ("two of four by a list", coalitions(4, [0, 2])),
    ("neighbours of four", coalitions(4, [0, 1], [1, 2], [2, 3])),
    ("an incomplete game of five", coalitions(5, [0, 1, 2], [0, 3], [1, 3, 4])),
    ("an incomplete game of eight", coalitions(8, [0, 1, 2], [2, 3, 4], [4, 5, 6], [0, 6, 7], [1, 3, 5, 7])),
    ("lines of the Fano plane", coalitions(7, *FANO_LINES)),
    ("rows of a square", coalitions(9, [0, 1, 2], [3, 4, 5], [6, 7, 8])),
    (
        "complete but not weighted, six members",
        coalitions(6, [0, 1], [0, 2], [0, 3], [1, 2, 3, 4], [1, 2, 3, 5], [1, 2, 4, 5]),
    ),
    ("complete but not weighted, seven members", two_types(3, 4, 2, 4)),
    ("complete but not weighted, eight members", two_types(4, 4, 2, 4)),
]

RESTRICTED: list[tuple[str, Rule]] = [
    ("no incompatible pairs", incompatible(weighted(5, 3, 2, 2, 1))),
    ("two rivals among five", incompatible(weighted(4, 2, 2, 2, 1, 1), (0, 1))),
    ("rivals of the EEC Council", incompatible(weighted(10, 4, 4, 4, 2, 2, 1), (0, 1), (2, 5))),
    ("one member that all but one avoid", incompatible(weighted(6, 5, 3, 3, 2, 1), (0, 1), (0, 2), (0, 3))),
    ("a chain of quarrels", incompatible(weighted(9, 5, 4, 4, 3, 2, 2), *LINE_OF_SIX[:4])),
    ("two camps", incompatible(weighted(5, 3, 3, 2, 2, 2, 1, 1), *[(a, b) for a in (0, 2, 4) for b in (1, 3, 5)])),
    (
        "rivals under a double majority",
        incompatible(all_of(weighted(3, *[1] * 6), weighted(50, 28, 22, 18, 15, 12, 5)), (0, 1)),
    ),
    (
        "rivals across councils",
        incompatible(
            tiers(6, EITHER, ([0, 1, 2], MAJORITY_OF_THREE), ([3, 4, 5], MAJORITY_OF_THREE)), (0, 1), (2, 3), (4, 5)
        ),
    ),
    ("neighbours in a path", connected(weighted(3, 1, 1, 1, 1, 1), (0, 1), (1, 2), (2, 3), (3, 4))),
    ("parties in a line", connected(PARTIES_IN_LINE, *LINE_OF_SIX)),
    ("through the centre of a star", connected(weighted(4, 2, 2, 1, 1, 1), (3, 0), (3, 1), (3, 2), (3, 4))),
    ("a complete graph", connected(weighted(5, 3, 2, 2, 1), *combinations(range(4), 2))),
    ("two islands", connected(weighted(4, 3, 2, 2, 2, 1), (0, 1), (1, 2), (3, 4))),
    ("no edges at all", connected(weighted(4, 5, 4, 2, 2))),
    ("a ring", connected(weighted(4, *[1] * 6), *LINE_OF_SIX, (5, 0))),
    ("a ring of the Fano plane", connected(coalitions(7, *FANO_LINES), *[(i, (i + 1) % 7) for i in range(7)])),
    ("a path under a double majority", connected(all_of(HEADS, PEOPLE), (0, 3), (3, 5), (5, 1), (1, 4), (4, 2))),
    (
        "rivals who must be connected",
        all_of(
            incompatible(weighted(4, 2, 2, 1, 1, 1), (0, 1)),
            connected(weighted(3, *[1] * 5), (0, 2), (2, 1), (2, 3), (3, 4)),
        ),
    ),
]

OTHER_GAMES = COMBINED + TIERED + LISTED + RESTRICTED


def unions(*of_member: int) -> dict[str, Any]:
    return {"unions": list(of_member)}


def graph(*edges: tuple[int, int]) -> dict[str, Any]:
    return {"edges": [list(edge) for edge in edges]}


# A game of either list with a-priori unions or a graph put on it
SETTINGS: list[tuple[str, dict[str, Any]]] = [
    ("one member", unions(0)),
    ("two members, either", unions(0, 0)),
    ("two members, both", unions(0, 1)),
    ("large, large and small", unions(0, 1, 1)),
    ("one alone or two together", unions(1, 0, 0)),
    ("half of four equal members", unions(0, 0, 1, 1)),
    ("veto player", unions(0, 1, 1, 1)),
    ("dictator", unions(1, 0, 1, 2)),
    ("apex", unions(0, 1, 1, 1, 1)),
    ("distinct sums", unions(0, 1, 0, 1, 2)),
    ("EEC Council 1958", unions(0, 1, 2, 3, 4, 5)),
    ("EEC Council 1958", unions(0, 0, 0, 0, 0, 0)),
    ("EEC Council 1958", unions(0, 1, 2, 3, 3, 3)),
    ("EEC Council 1973", unions(0, 1, 2, 3, 4, 4, 5, 5, 4)),
    ("three classes", unions(0, 1, 0, 1, 2, 2, 3, 3)),
    ("small quota", unions(2, 1, 0, 2, 1, 0, 3)),
    ("UN Security Council 1965", unions(*[0] * 5, *range(1, 6), *range(1, 6))),
    ("double majority of six", unions(0, 1, 1, 2, 0, 2)),
    ("one of two pairs", unions(0, 1, 0, 1)),
    ("three councils of three", unions(0, 1, 2, 0, 1, 2, 0, 1, 2)),
    ("a member in two councils", unions(0, 0, 1, 1, 2)),
    ("lines of the Fano plane", unions(0, 0, 0, 1, 1, 2, 3)),
    ("an incomplete game of five", unions(0, 1, 0, 2, 2)),
    ("two rivals among five", unions(0, 1, 1, 0, 2)),
    ("parties in a line", unions(0, 0, 1, 1, 2, 2)),
    ("one member", graph()),
    ("two members, either", graph()),
    ("two members, either", graph((0, 1))),
    ("two members, both", graph()),
    ("majority of three", graph((0, 1), (1, 2))),
    ("any one of four", graph((0, 1), (2, 3))),
    ("half of four equal members", graph((0, 1), (1, 2), (2, 3))),
    ("unanimity of five", graph((0, 1), (1, 2), (3, 4), (2, 3))),
    ("apex", graph((1, 0), (1, 2), (1, 3), (1, 4))),
    ("EEC Council 1958", graph((0, 1), (0, 3), (0, 5), (0, 2), (1, 3), (1, 5), (3, 4), (3, 5))),
    ("EEC Council 1958", graph(*combinations(range(6), 2))),
    ("two passers and ties", graph((0, 2), (2, 1), (3, 4))),
    ("small quota", graph((0, 6), (6, 1), (2, 3), (3, 4), (4, 2))),
    ("EEC Council 1973", graph(*[(i, i + 1) for i in range(8)])),
    ("double majority of six", graph(*LINE_OF_SIX)),
    ("one of two pairs", graph((0, 1), (1, 2), (2, 3), (3, 0))),
    ("three councils of three", graph((0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (6, 7), (7, 8), (3, 6))),
    ("lines of the Fano plane", graph(*[(0, i) for i in range(1, 7)])),
    ("rows of a square", graph((0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8), (1, 4), (4, 7))),
    ("two rivals among five", graph((0, 1), (1, 2), (2, 3), (3, 4))),
]

TERNARY_GAMES: list[tuple[str, Rule]] = [
    ("one member, three votes", attendance([1], quorum=1)),
    ("two members, three votes, a tie fails", attendance([1, 1])),
    ("two members, three votes, a tie passes", attendance([1, 1], strict=False)),
    ("two members, three votes, the chair breaks the tie", attendance([1, 1], chair=1)),
    ("majority of those present, five", attendance([1, 1, 1, 1, 1])),
    ("majority of those present, quorum of three of four", attendance([1, 1, 1, 1], quorum=3)),
    ("quorum of all", attendance([3, 2, 2, 1], quorum=4)),
    ("two thirds of the weight present", attendance([4, 3, 2, 1, 1], "2/3", strict=False, quorum=3)),
    ("more than two thirds, with ties", attendance([2, 2, 1, 1], "2/3", quorum=2)),
    ("a chair without weight", attendance([3, 2, 1, 0], chair=3)),
    ("a heavy chair under a quorum", attendance([4, 1, 1, 1, 1], quorum=3, chair=0)),
    ("a member without weight who makes the quorum", attendance([2, 2, 1, 0, 0], quorum=3)),
    ("a third suffices", attendance([3, 2, 2, 1, 1], "1/3", strict=False, quorum=2)),
    ("no one present may object", attendance([3, 2, 1, 1], "1", strict=False, quorum=2)),
    ("one yes suffices", attendance([2, 1, 1], "1/4", strict=False, quorum=2)),
    ("EEC Council 1958 by those present", attendance([4, 4, 4, 2, 2, 1], "12/17", strict=False, quorum=4)),
    ("seven members, majority by weight", attendance([11, 9, 8, 5, 3, 2, 2], quorum=4, chair=2)),
]

# What names say: complete or not, proper or not, two winning sets may exchange members and both lose, null members
CLAIMS: list[tuple[str, bool, bool, bool, list[int]]] = [
    ("null members", True, True, False, [2, 3, 4]),
    ("half of four equal members", True, False, False, []),
    ("two passers and ties", True, False, False, []),
    ("double majority of six", True, True, False, []),
    ("one of two pairs", False, False, True, []),
    ("two rules that rank the members in opposite orders", False, True, True, []),
    ("a member in no council", False, False, True, [3]),
    ("an incomplete game of five", False, True, True, []),
    ("lines of the Fano plane", False, True, True, []),
    ("complete but not weighted, six members", True, False, True, []),
    ("complete but not weighted, seven members", True, True, True, []),
    ("complete but not weighted, eight members", True, False, True, []),
]
