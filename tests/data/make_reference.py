#!/usr/bin/env python3
"""Writes reference_games.tsv: indices of small games as exact fractions.

The indices are computed from their plain definitions, by listing all coalitions (and up to seven members all orders) in
rational arithmetic. Nothing is shared with the library. Values from the literature are stated as published and must
agree with the definitions, or nothing is written. The rules are explained in reference/rules.py, the indices in
reference/indices.py and reference/restricted.py.

A row is: game, rule (JSON), setting (JSON: unions or edges where the index needs them), index, values (one per member;
one in all for coleman_collectivity; one per union for those of the quotient), source (a key of references.bib, or
"enumeration").

    make_reference.py           write the table beside this script
    make_reference.py --check   compare instead: status 1 if the table would change
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from reference.indices import INDICES, can_trade, is_complete, is_proper, null_members, ternary_banzhaf
from reference.other_games import CLAIMS, OTHER_GAMES, SETTINGS, TERNARY_GAMES
from reference.restricted import WITH_GRAPH, WITH_UNIONS
from reference.rules import Game
from reference.weighted_games import LITERATURE, WEIGHTED_GAMES

TABLE = Path(__file__).with_name("reference_games.tsv")
COLUMNS = ("game", "rule", "setting", "index", "values", "source")

# game, setting, index, values
Values = tuple[str, dict[str, Any], str, list[Fraction]]


def compact(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"))


def listed_values(games: dict[str, Game]) -> Iterator[Values]:
    for name, game in games.items():
        for index, formula in INDICES.items():
            if values := formula(game):
                yield name, {}, index, values
    for name, setting in SETTINGS:
        for index, with_unions in WITH_UNIONS.items() if "unions" in setting else ():
            yield name, setting, index, with_unions(games[name], setting["unions"])
        for index, with_graph in WITH_GRAPH.items() if "edges" in setting else ():
            yield name, setting, index, with_graph(games[name], setting["edges"])
    for name, rule in TERNARY_GAMES:
        yield name, {}, "ternary_banzhaf", ternary_banzhaf(rule)


def check_claims(games: dict[str, Game]) -> None:
    for name, complete, proper, trade, nulls in CLAIMS:
        game = games[name]
        if (is_complete(game), is_proper(game), can_trade(game), null_members(game)) != (
            complete,
            proper,
            trade,
            nulls,
        ):
            raise AssertionError(f"{name}: not what it is said to be")


def table() -> str:
    two_votes = WEIGHTED_GAMES + OTHER_GAMES
    rules = dict(two_votes + TERNARY_GAMES)
    if len(rules) != len(two_votes) + len(TERNARY_GAMES):
        raise AssertionError("two games have the same name")
    games = {name: Game(rule) for name, rule in two_votes}
    check_claims(games)
    published = {(name, index): (values, source) for name, index, values, source in LITERATURE}
    rows: list[tuple[str, ...]] = [COLUMNS]
    for name, setting, index, values in listed_values(games):
        computed = " ".join(map(str, values))
        stated, source = published.pop((name, index), (computed, "enumeration"))
        if stated != computed:
            raise AssertionError(f"{name}, {index}: published {stated}, by definition {computed}")
        rows.append((name, compact(rules[name]), compact(setting), index, computed, source))
    if published:
        raise AssertionError(f"published values of no game or index: {list(published)}")
    return "".join("\t".join(row) + "\n" for row in rows)


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    text = table()
    if not arguments:
        TABLE.write_text(text, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
        print(f"{TABLE.name} is not what {Path(__file__).name} writes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
