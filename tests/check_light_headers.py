#!/usr/bin/env python3
"""Checks that the public headers are light, by the compiler's own list of what they include.

<stemgewicht/stemgewicht.hpp> is preprocessed as a user of stemgewicht::stemgewicht does, and then all other public
headers together, but for those that hold exact numbers or graphs of Boost. Neither may reach a heavy header of Boost,
of Eigen more than Eigen/Core, oneTBB, or a header in a sub-folder of a room, which is an engine.

    check_light_headers.py [ROOT] [--compiler CXX] [--include DIR[|DIR...]]...

Status 1 and one line per finding, with the way to it, where something is wrong.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PUBLIC = "stemgewicht"
UMBRELLA = f"{PUBLIC}/stemgewicht.hpp"
HEAVY = re.compile(
    r"(^|/)boost/(multiprecision|math|graph|random|pending)/"
    r"|(^|/)Eigen/(Eigenvalues|Dense|LU|QR|SVD|Cholesky)$"
    r"|(^|/)(oneapi/)?tbb/"
)
# Public headers whose subject needs a heavy one, so that the umbrella leaves them out.
HEAVY_BY_SUBJECT = (
    "core/big_integer.hpp",
    "measures/fractions.hpp",
    "measures/outvoted_fractions.hpp",
    "measures/solution.hpp",
    "meetings/attendance_fractions.hpp",
    "methods/swing_counts.hpp",
    "methods/swings.hpp",
    "rules/graph_edges.hpp",
)
MARK_OF_ENGINES = "core/engine.hpp"  # which every engine includes
# Under -H a compiler writes each file that it opens, behind a dot for each level.
OPENED = re.compile(r"^(\.+) (.+)$")


def opened_files(output: str) -> Iterator[list[str]]:
    """Each file that was opened, as the way to it: the files that include each other, outermost first."""
    way: list[str] = []
    for line in output.splitlines():
        if match := OPENED.match(line):
            del way[len(match[1]) - 1 :]
            way.append(Path(match[2]).as_posix())
            yield list(way)


def is_engine(file: str) -> bool:
    """Whether a header lies in a sub-folder of a room: stemgewicht/methods/counting/costs.hpp."""
    _, found, inside = file.rpartition(f"/{PUBLIC}/")
    return bool(found) and (inside.count("/") > 1 or inside == MARK_OF_ENGINES)


def shown(file: str) -> str:
    """A file as an include names it."""
    for folder in (f"/{PUBLIC}/", "/boost/", "/Eigen/", "/oneapi/", "/tbb/"):
        before, found, inside = file.rpartition(folder)
        if found and before:
            return folder.strip("/") + "/" + inside
    return file


def heavy_files(output: str) -> list[str]:
    """The first heavy file on each way; what it includes in turn is left out."""
    findings = []
    for way in opened_files(output):
        bad = [bool(HEAVY.search(file)) or is_engine(file) for file in way]
        if bad[-1] and not any(bad[:-1]):
            findings.append("heavy: " + " -> ".join(shown(file) for file in way))
    return findings


def check(compiler: list[str], folders: list[Path], headers: list[str]) -> list[str]:
    """What is wrong with the headers, included in that order by one source."""
    text = "".join(f"#include <{header}>\n" for header in headers)
    command = [*compiler, "-std=c++20", "-DSTEMGEWICHT_COMPILED", *(f"-I{folder}" for folder in folders)]
    command += ["-x", "c++", "-E", "-H", "-o", os.devnull, "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    findings = heavy_files(done.stderr)
    if done.returncode != 0:
        return findings + ([line for line in done.stderr.splitlines() if "error: " in line] or [done.stderr])
    if not any(way[-1].endswith(headers[0]) for way in opened_files(done.stderr)):
        return [f"{shlex.join(command)}: -H lists no file {headers[0]}"]
    return findings


def light_headers(root: Path) -> list[str]:
    """The public headers that are to be light, the umbrella apart."""
    folder = root / "include" / PUBLIC
    headers = (path.relative_to(folder).as_posix() for path in folder.glob("*/*.hpp"))
    others = (*HEAVY_BY_SUBJECT, MARK_OF_ENGINES)
    return sorted(f"{PUBLIC}/{header}" for header in headers if header not in others)


SAMPLES = {
    # name: (what the public header includes, the finding; None where that is fine)
    "a room is fine": ("stemgewicht/core/check.hpp", None),
    "Eigen/Core is fine": ("Eigen/Core", None),
    "a bitset of Boost is fine": ("boost/dynamic_bitset.hpp", None),
    "big numbers": ("boost/multiprecision/cpp_int.hpp", "boost/multiprecision/cpp_int.hpp"),
    "special functions": ("boost/math/special_functions/beta.hpp", "boost/math/special_functions/beta.hpp"),
    "graphs": ("boost/pending/disjoint_sets.hpp", "boost/pending/disjoint_sets.hpp"),
    "random numbers": ("boost/random/sobol.hpp", "boost/random/sobol.hpp"),
    "solvers": ("Eigen/Dense", "Eigen/Dense"),
    "eigenvalues": ("Eigen/Eigenvalues", "Eigen/Eigenvalues"),
    "threads": ("tbb/parallel_for.h", "tbb/parallel_for.h"),
    "threads of oneAPI": ("oneapi/tbb/parallel_for.h", "tbb/parallel_for.h"),
    "an engine": ("stemgewicht/methods/counting/costs.hpp", "stemgewicht/methods/counting/costs.hpp"),
    "a missing header": ("stemgewicht/core/none.hpp", "stemgewicht/core/none.hpp"),
}


def self_test(compiler: list[str]) -> list[str]:
    """Runs the check on a small tree, in which one header includes one other; returns what it did not find."""
    failures = []
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        for file, _ in SAMPLES.values():
            if not file.endswith("none.hpp"):
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_text("", encoding="utf-8")
        (root / UMBRELLA).write_text("#include <stemgewicht/rules/rule.hpp>\n", encoding="utf-8")
        (root / PUBLIC / "rules").mkdir()
        for sample, (file, expected) in SAMPLES.items():
            (root / PUBLIC / "rules" / "rule.hpp").write_text(f"#include <{file}>\n", encoding="utf-8")
            found = check(compiler, [root], [UMBRELLA])
            fine = not found if expected is None else len(found) == 1 and expected in found[0]
            if not fine:
                failures.append(f"self-test '{sample}': expected {expected or 'nothing'}, found {found or 'nothing'}")
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks that the public headers are light.")
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
    findings = self_test(compiler)
    if not findings:
        findings = check(compiler, folders, [UMBRELLA]) or check(compiler, folders, light_headers(root))
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(f"light headers: the umbrella and {len(light_headers(root))} public headers reach no heavy one")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
