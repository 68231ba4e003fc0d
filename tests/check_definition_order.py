#!/usr/bin/env python3
"""Checks that stemgewicht::header_only compiles whichever public header a program includes first.

Under it a public header ends with its definitions, which need engines, which need other public headers, which end with
definitions of their own. Where one of these is reached while a header that it needs is still open, what it needs is not
declared yet. The includes are followed as a compiler does, from each public header; an engine or a definition that
includes a header whose own includes have not all been read is reported, with the way to it. It is put right where the
definitions on the way include the public header in question before their engines.

    check_definition_order.py [ROOT]
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

TAIL = "#ifdef STEMGEWICHT_HEADER_ONLY"
INCLUDE = re.compile(r"^#include <(stemgewicht/[^>]+)>$")
ENGINES = "stemgewicht/core/engine.hpp"


class Includes(NamedTuple):
    """What a header includes above its declarations, and below them under header_only."""

    head: list[str]
    tail: list[str]


def read_includes(folder: Path) -> dict[str, Includes]:
    files = {}
    for path in folder.glob("stemgewicht/**/*.hpp"):
        includes = Includes([], [])
        now = includes.head
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() == TAIL:
                now = includes.tail
            elif (match := INCLUDE.match(line)) and (folder / match[1]).is_file():
                now.append(match[1])
        files[path.relative_to(folder).as_posix()] = includes
    return files


def is_public(file: str) -> bool:
    return file.count("/") == 2 and file != ENGINES


def follow(files: dict[str, Includes], first: str) -> dict[tuple[str, str], list[str]]:
    """Reads a public header as a compiler does: who needs which header that is still open, and the way to it."""
    findings = {}
    open_heads: list[str] = []
    way: list[str] = []
    seen: set[str] = set()

    def read(file: str) -> None:
        if file in seen:
            return
        seen.add(file)
        way.append(file)
        open_heads.append(file)
        for target in files[file].head:
            read(target)
        if not is_public(file):
            for target in files[file].head:
                if target in open_heads:
                    findings[(file, target)] = list(way)
        open_heads.remove(file)
        for target in files[file].tail:
            read(target)
        way.pop()

    read(first)
    return findings


def check(root: Path) -> list[str]:
    files = read_includes(root / "include")
    findings: dict[tuple[str, str], list[str]] = {}
    for file in sorted(filter(is_public, files)):
        for pair, way in follow(files, file).items():
            if pair not in findings or len(way) < len(findings[pair]):
                findings[pair] = way
    return [
        f"include/{file}:1: needs <{target}>, which is still open: " + " > ".join(way)
        for (file, target), way in sorted(findings.items())
    ]


SAMPLES = {
    # name: (files with what they include, behind | what they include at the end; text of the finding, or None)
    "definitions behind their header": (
        {"methods/a.hpp": "| methods/definitions/a.hpp", "methods/definitions/a.hpp": "methods/a.hpp methods/way/e.hpp"}
        | {"methods/way/e.hpp": "methods/a.hpp"},
        None,
    ),
    "an engine that is reached first": (
        {"methods/a.hpp": "| methods/definitions/a.hpp", "methods/definitions/a.hpp": "methods/a.hpp methods/way/e.hpp"}
        | {"methods/way/e.hpp": "methods/a.hpp", "methods/b.hpp": "| methods/definitions/b.hpp"}
        | {"methods/definitions/b.hpp": "methods/b.hpp methods/way/e.hpp"},
        "methods/definitions/a.hpp:1: needs <stemgewicht/methods/way/e.hpp>, which is still open: "
        "stemgewicht/methods/b.hpp > ",
    ),
    "the public header before the engine": (
        {"methods/a.hpp": "| methods/definitions/a.hpp", "methods/definitions/a.hpp": "methods/a.hpp methods/way/e.hpp"}
        | {"methods/way/e.hpp": "methods/a.hpp", "methods/b.hpp": "| methods/definitions/b.hpp"}
        | {"methods/definitions/b.hpp": "methods/b.hpp methods/a.hpp methods/way/e.hpp"},
        None,
    ),
}


def self_test() -> list[str]:
    failures = []
    for name, (files, expected) in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for file, included in files.items():
                head, _, tail = included.partition("|")
                lines = [f"#include <stemgewicht/{target}>" for target in head.split()]
                lines += [TAIL, *(f"#include <stemgewicht/{target}>" for target in tail.split()), "#endif"]
                path = root / "include" / "stemgewicht" / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(lines), encoding="utf-8")
            found = check(root)
            if found if expected is None else not (len(found) == 1 and expected in found[0]):
                failures.append(f"self-test '{name}': expected {expected or 'nothing'}, found {found or 'nothing'}")
    return failures


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1]
    findings = self_test() or check(root.resolve())
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print("definition order: every public header can be the first")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
