#!/usr/bin/env python3
"""Writes the signatures of the power indices, bindings/stemgewicht/_indices.pyi, from the rows of
measures/vote_indices.hpp, set_indices.hpp and union_indices.hpp.

Run it after an index was added: python3 scripts/write_stubs.py
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEADERS = [ROOT / "include" / "stemgewicht" / "measures" / f"{kind}_indices.hpp" for kind in ("vote", "set", "union")]
STUB = ROOT / "bindings" / "stemgewicht" / "_indices.pyi"

ROW = re.compile(r"^inline constexpr (Vote|Whole|Set|Union|Graph)Index (\w+)\{", re.MULTILINE)
KINDS = {"Vote": "votes", "Whole": "whole", "Set": "sets", "Union": "unions", "Graph": "graph"}

HEAD = """\
# Written by scripts/write_stubs.py.
from fractions import Fraction
from typing import Literal, overload

import numpy as np
from numpy.typing import NDArray

from stemgewicht._core import Bounded, Estimate, PowerEstimates
from stemgewicht._types import (
    BoundedMethod,
    EstimateMethod,
    ExactMethod,
    Method,
    Pairs,
    PowerMethod,
    Rule,
    SimulationMethod,
    Unions,
)

"""

DOUBLES = "fractions: Literal[False] = False"
FRACTIONS = "fractions: Literal[True]"
THREADS = "threads: int | None = None"
ARRAY = "NDArray[np.float64]"

# Of each kind: what comes between rule and method, and of each overload the method, what follows, and the answer.
GIVEN = {"votes": (), "whole": (), "sets": (), "unions": ("unions: Unions",), "graph": ("edges: Pairs",)}
PLAIN = (
    ('Method = "auto"', (DOUBLES,), ARRAY),
    ('ExactMethod = "auto"', (FRACTIONS,), "list[Fraction]"),
)
OVERLOADS = {
    "votes": (
        ('PowerMethod = "auto"', (DOUBLES, THREADS), ARRAY),
        ("EstimateMethod", (DOUBLES, THREADS), "PowerEstimates"),
        ('ExactMethod = "auto"', (FRACTIONS, THREADS), "list[Fraction]"),
    ),
    "whole": (
        ('PowerMethod = "auto"', (DOUBLES, THREADS), "float"),
        ("SimulationMethod", (DOUBLES, THREADS), "Estimate"),
        ("BoundedMethod", (DOUBLES, THREADS), "Bounded"),
        ('ExactMethod = "auto"', (FRACTIONS, THREADS), "Fraction"),
    ),
    "sets": PLAIN,
    "unions": PLAIN,
    "graph": PLAIN,
}


def index_kinds() -> dict[str, str]:
    """The kind of each index of the headers, but for those that are functions of their own."""
    text = "".join(header.read_text(encoding="utf-8") for header in HEADERS)
    return {name: KINDS[kind] for kind, name in ROW.findall(text)}


def signature(name: str, arguments: list[str], answer: str) -> str:
    """In one line, or where that is too long with the arguments in one line of their own."""
    line = f"def {name}({', '.join(arguments)}) -> {answer}: ..."
    return line if len(line) <= 120 else f"def {name}(\n    {', '.join(arguments)}\n) -> {answer}: ..."


def stub() -> str:
    kinds = index_kinds()
    lines = ["__all__ = [", *(f'    "{name}",' for name in sorted(kinds)), "]", ""]
    for name, kind in kinds.items():
        for method, keywords, answer in OVERLOADS[kind]:
            arguments = ["rule: Rule", *GIVEN[kind], f"method: {method}", "*", *keywords]
            lines += ["@overload", signature(name, arguments, answer)]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
