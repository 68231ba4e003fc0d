#!/usr/bin/env python3
"""Checks what a program is told that takes the library in a wrong way: each mistake meets one #error that says what to
do. The programs are preprocessed as a compiler does, so that nothing needs to be built.

    check_consumer_errors.py [ROOT] [--compiler CXX] [--include DIR[|DIR...]]...

Status 1 and one line per finding where something is wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

COMPILED, HEADER_ONLY = "-DSTEMGEWICHT_COMPILED", "-DSTEMGEWICHT_HEADER_ONLY"
NEITHER = "stemgewicht: link the CMake target stemgewicht::stemgewicht (compiled) or stemgewicht::header_only"
BOTH = "stemgewicht: link stemgewicht::stemgewicht or stemgewicht::header_only, not both"
ENGINE = (
    "stemgewicht: this header is an engine; include the public header of its room and link stemgewicht::stemgewicht"
)
PROGRAMS = (
    # what the program is, the header that it includes, the macros, the error; None where it is fine
    ("one that links the compiled library", "rules/weighted.hpp", [COMPILED], None),
    ("one that links the headers alone", "core/check.hpp", [HEADER_ONLY], None),
    ("one that links nothing", "rules/weighted.hpp", [], NEITHER),
    ("one that links both", "rules/weighted.hpp", [COMPILED, HEADER_ONLY], BOTH),
    ("one that includes a way to count", "methods/choice/exact.hpp", [COMPILED], ENGINE),
    ("one that includes tables of numbers", "core/numeric/quadrature.hpp", [COMPILED], ENGINE),
    ("one that includes definitions", "methods/definitions/standing.hpp", [COMPILED], ENGINE),
    ("one that includes an engine and links nothing", "methods/choice/exact.hpp", [], NEITHER),
)
ERROR = re.compile(r"#error \"?(.*?)\"?$|error: \"?(stemgewicht: .*?)\"?( \[.*\])?$")
INCLUDE = re.compile(r"^#include <(stemgewicht/[^>]+)>", re.MULTILINE)


def errors_of(compiler: list[str], folders: list[Path], header: str, macros: list[str]) -> list[str]:
    """The texts of the #error lines that a program meets which includes one header."""
    command = [*compiler, "-std=c++20", *macros, *(f"-I{folder}" for folder in folders)]
    command += ["-x", "c++", "-E", "-o", os.devnull, "-"]
    text = f"#include <stemgewicht/{header}>\n"
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if "error: " in line]
    texts = [match[1] or match[2] if (match := ERROR.search(line)) else line for line in lines]
    if done.returncode != 0 and not texts:
        return [done.stderr]
    return texts


def check_programs(compiler: list[str], folders: list[Path]) -> list[str]:
    findings = []
    for name, header, macros, expected in PROGRAMS:
        found = errors_of(compiler, folders, header, macros)
        fine = not found if expected is None else bool(found) and found[0].startswith(expected)
        if not fine:
            findings.append(f"{name} ({header}): expected {expected or 'no error'}, got {found or 'none'}")
    return findings


def check_engines(root: Path) -> list[str]:
    """Every header in a sub-folder of a room says by itself that it is an engine."""
    folder = root / "include"
    return [
        f"{path.relative_to(root).as_posix()}:1: an engine includes <stemgewicht/core/engine.hpp>"
        for path in sorted(folder.glob("stemgewicht/*/*/**/*.hpp"))
        if "stemgewicht/core/engine.hpp" not in INCLUDE.findall(path.read_text(encoding="utf-8"))
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks what a program is told that takes the library wrongly.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--compiler", default=os.environ.get("CXX", "c++"), help="the C++ compiler; default: $CXX")
    parser.add_argument("--include", action="append", default=[], help="folders of Eigen and Boost, apart by |")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    compiler = shlex.split(arguments.compiler)
    folders = [Path(folder) for text in arguments.include for folder in text.split("|") if folder]
    if not folders:
        folders = [folder for folder in (Path("/usr/include/eigen3"),) if folder.is_dir()]
    folders = [root / "include", *(folder for folder in folders if folder != Path("/usr/include"))]
    findings = check_programs(compiler, folders) + check_engines(root)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(f"consumer errors: {len(PROGRAMS)} programs are told what they must be")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
