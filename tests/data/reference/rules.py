"""Rules as the table writes them (JSON), the functions that make them, and what each one means.

Members are 0..n-1, coalitions are bit sets.

    {"quota":12,"weights":[4,4,4,2,2,1]}  the weight of the coalition reaches the quota
    {"all":[RULE,...]}, {"any":[RULE,...]}  it wins under all, or any, of the rules, which have the same members
    {"top":RULE,"parts":[{"members":[0,2],"rule":RULE},...],"members":6}  part j decides the vote of top's member j;
        the part's member k is the electorate's members[k], which may be a member of other parts, or of this one twice
    {"minimal_winning":[[0,1],[2]],"members":3}  it contains one of these
    {"incompatible":[[0,1]],"rule":RULE}  some part of it that holds no incompatible pair wins
    {"edges":[[0,1],[1,2]],"rule":RULE}  some connected component of it in the graph wins
    {"attendance":{"weights":[..],"share":"1/2","strict":true,"quorum":3,"chair":null}}  three votes: see passes()
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

Rule = dict[str, Any]
Edges = Sequence[Sequence[int]]


def weighted(quota: int, *weights: int) -> Rule:
    return {"quota": quota, "weights": list(weights)}


def all_of(*rules: Rule) -> Rule:
    return {"all": list(rules)}


def any_of(*rules: Rule) -> Rule:
    return {"any": list(rules)}


def tiers(members: int, top: Rule, *parts: tuple[list[int], Rule]) -> Rule:
    return {"top": top, "parts": [{"members": m, "rule": r} for m, r in parts], "members": members}


def coalitions(members: int, *minimal: Iterable[int]) -> Rule:
    return {"minimal_winning": [list(s) for s in minimal], "members": members}


def incompatible(rule: Rule, *pairs: tuple[int, int]) -> Rule:
    return {"incompatible": [list(pair) for pair in pairs], "rule": rule}


def connected(rule: Rule, *edges: tuple[int, int]) -> Rule:
    return {"edges": [list(edge) for edge in edges], "rule": rule}


def attendance(
    weights: list[int], share: str = "1/2", *, strict: bool = True, quorum: int = 0, chair: int | None = None
) -> Rule:
    return {"attendance": {"weights": weights, "share": share, "strict": strict, "quorum": quorum, "chair": chair}}


def member_count(rule: Rule) -> int:
    match rule:
        case {"weights": weights} | {"attendance": {"weights": weights}}:
            return len(weights)
        case {"all": rules} | {"any": rules}:
            (count,) = {member_count(r) for r in rules}
            return count
        case {"members": int(members)}:
            return members
        case {"rule": inner}:
            return member_count(inner)
    raise ValueError(f"no rule: {rule}")


def bits(coalition: int) -> Iterator[int]:
    """The members of a coalition."""
    return (i for i in range(coalition.bit_length()) if coalition >> i & 1)


def as_bits(members: Iterable[int]) -> int:
    coalition = 0
    for member in members:
        coalition |= 1 << member
    return coalition


def subsets(coalition: int) -> Iterator[int]:
    """All subsets, the empty one and the coalition itself among them."""
    subset = coalition
    while subset:
        yield subset
        subset = (subset - 1) & coalition
    yield 0


def components(coalition: int, edges: Edges) -> list[int]:
    """The connected components of the coalition in the graph."""
    found = []
    while coalition:
        component = coalition & -coalition
        for _ in range(coalition.bit_count()):
            for a, b in edges:
                if coalition >> a & 1 and coalition >> b & 1 and component & (1 << a | 1 << b):
                    component |= 1 << a | 1 << b
        found.append(component)
        coalition &= ~component
    return found


def wins(rule: Rule, coalition: int) -> bool:
    match rule:
        case {"quota": quota, "weights": weights}:
            return bool(sum(weights[i] for i in bits(coalition)) >= quota)
        case {"all": rules}:
            return all(wins(r, coalition) for r in rules)
        case {"any": rules}:
            return any(wins(r, coalition) for r in rules)
        case {"top": top, "parts": parts}:
            yes = [as_bits(k for k, i in enumerate(part["members"]) if coalition >> i & 1) for part in parts]
            return wins(top, as_bits(j for j, part in enumerate(parts) if wins(part["rule"], yes[j])))
        case {"minimal_winning": minimal}:
            return any(as_bits(s) & ~coalition == 0 for s in minimal)
        case {"incompatible": pairs, "rule": inner}:
            quarrels = [as_bits(pair) for pair in pairs]
            return any(wins(inner, s) for s in subsets(coalition) if not any(q & ~s == 0 for q in quarrels))
        case {"edges": edges, "rule": inner}:
            return any(wins(inner, component) for component in components(coalition, edges))
    raise ValueError(f"no rule of two votes: {rule}")


def passes(rule: Rule, votes: Sequence[int]) -> bool:
    """Three votes, 1 yes, 0 absent, -1 no: a motion passes where at least the quorum of members votes, and the
    yes-weight exceeds (strict) or reaches the share of the weight that votes. Where it must exceed and is exactly
    equal, a chair who votes decides, also where no weight votes; otherwise a motion needs some."""
    meeting = rule["attendance"]
    weights: list[int] = meeting["weights"]
    yes = sum(w for w, vote in zip(weights, votes, strict=True) if vote == 1)
    present = sum(w for w, vote in zip(weights, votes, strict=True) if vote != 0)
    if sum(vote != 0 for vote in votes) < meeting["quorum"]:
        return False
    needed = Fraction(meeting["share"]) * present
    if yes == needed and meeting["strict"]:
        return meeting["chair"] is not None and votes[meeting["chair"]] == 1
    return present > 0 and yes >= needed


class Game:
    """A rule of two votes by the list of its winning coalitions. Refuses what is not monotone, or is constant."""

    def __init__(self, rule: Rule) -> None:
        self.size = member_count(rule)
        self.weights: list[int] | None = rule.get("weights")
        self.wins = [wins(rule, coalition) for coalition in range(1 << self.size)]
        self.winning = sum(self.wins)
        self.losing = len(self.wins) - self.winning
        lost = any(self.wins[s] and not self.wins[s | 1 << i] for s in range(len(self.wins)) for i in range(self.size))
        if self.wins[0] or not self.wins[-1] or lost:
            raise AssertionError(f"not a simple game: {rule}")

    @cached_property
    def swings(self) -> list[list[int]]:
        """For each member the losing coalitions without it that win once it joins."""
        return [
            [s for s in range(len(self.wins)) if not s >> i & 1 and not self.wins[s] and self.wins[s | 1 << i]]
            for i in range(self.size)
        ]

    @cached_property
    def critical(self) -> dict[int, list[int]]:
        """For each winning coalition the members without whom it loses."""
        return {s: [i for i in bits(s) if not self.wins[s ^ 1 << i]] for s in range(len(self.wins)) if self.wins[s]}

    @cached_property
    def minimal_winning(self) -> list[int]:
        return [s for s, members in self.critical.items() if len(members) == s.bit_count()]

    @cached_property
    def desirable(self) -> list[list[bool]]:
        """[i][j]: i is at least as desirable as j, so wherever j joining makes a coalition of others win, i does."""

        def at_least(i: int, j: int) -> bool:
            others = as_bits(k for k in range(self.size) if k not in (i, j))
            return all(self.wins[s | 1 << i] or not self.wins[s | 1 << j] for s in subsets(others))

        return [[at_least(i, j) for j in range(self.size)] for i in range(self.size)]

    @cached_property
    def shift_minimal(self) -> list[int]:
        """Minimal winning coalitions that lose if a member is replaced by a strictly less desirable one outside."""

        def strictly(i: int, j: int) -> bool:
            return self.desirable[i][j] and not self.desirable[j][i]

        return [
            s
            for s in self.minimal_winning
            if not any(
                self.wins[s ^ 1 << i | 1 << j]
                for i in bits(s)
                for j in range(self.size)
                if not s >> j & 1 and strictly(i, j)
            )
        ]
