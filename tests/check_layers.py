#!/usr/bin/env python3
"""Checks the includes of the source tree, and the namespaces of its engines.

A header directly in a room is public; one in a sub-folder is engine. A sub-folder `definitions` holds the bodies of
what the headers beside it declare, which may need any engine of the room or below. An engine declares its names in
namespace stemgewicht::detail; those in ROOM/definitions define public names. Includes go downward only:
    core < rules | models < methods < measures < meetings < boards | design < study < batch < src, bindings
Rooms on one level do not see each other; files of one room may include each other, without cycles. A public header
includes no engine, and the sub-folders of a room have an order too: none reaches, through others, itself.
The umbrella header stands above all rooms and is for users alone. Public headers include no third-party
header but those of Boost, Eigen and oneTBB. Every public header is listed in cmake/Headers.cmake.

    check_layers.py [ROOT]                  check; status 1 and one line per finding where something is wrong
    check_layers.py [ROOT] --write-headers  write the list of cmake/Headers.cmake anew
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

LEVELS = (
    ("core",),
    ("rules", "models"),
    ("methods",),
    ("measures",),
    ("meetings",),
    ("boards", "design"),
    ("study",),
    ("batch",),
    ("src", "bindings"),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
PUBLIC = "include/stemgewicht"
UMBRELLA = f"{PUBLIC}/stemgewicht.hpp"
HEADER_LIST = "cmake/Headers.cmake"
FORBIDDEN = ("fmt/", "toml++/", "nlohmann/", "CLI/", "pybind11/", "catch2/", "rapidcheck", "benchmark/")
NAMESPACE = re.compile(r"^\s*(?:inline\s+)?namespace\s+(stemgewicht\b[\w:]*)")
ENGINE_NAMESPACE = "stemgewicht::detail"
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(file: str) -> str | None:
    """The room of a file, given by its path from the root; None for the umbrella header."""
    parts = PurePosixPath(file).parts
    if parts[0] in ("src", "bindings"):
        return parts[0]
    if file == UMBRELLA:
        return None
    # include/stemgewicht/rules/weighted.hpp, or the room's own umbrella include/stemgewicht/rules.hpp
    return parts[2].removesuffix(".hpp")


def resolve(root: Path, file: str, quoted: bool, target: str) -> str | None:
    """The file of the tree that an include names, as a path from the root; None where it is none of ours."""
    candidates = [root / "include" / target]
    if quoted:
        candidates = [(root / file).parent / target, root / "src" / target, *candidates]
    for candidate in candidates:
        if candidate.is_file():
            try:
                return candidate.resolve().relative_to(root).as_posix()
            except ValueError:
                return None
    return None


def includes(root: Path, file: str) -> Iterator[tuple[int, bool, str]]:
    """The includes of a file, but for those that a header-only program reads when the header is complete."""
    behind = False
    for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), start=1):
        behind = behind or line.strip() == "#ifdef STEMGEWICHT_HEADER_ONLY"
        match = INCLUDE.match(line)
        if match and not behind:
            yield number, match[1] == '"', match[2]


def folder_of(file: str) -> str:
    """The folder of a file below include/stemgewicht: a room, or one of its sub-folders."""
    return "/".join(PurePosixPath(file).parts[2:-1])


def is_engine(file: str) -> bool:
    """Whether a file lies in a sub-folder of a room."""
    return file.startswith(PUBLIC) and "/" in folder_of(file)


def engine_namespaces(root: Path, file: str) -> list[str]:
    """Where an engine opens a namespace in which users look; the definitions of a room open it for its public names."""
    if not is_engine(file) or re.fullmatch(r"\w+/definitions", folder_of(file)):
        return []
    findings = []
    for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), start=1):
        match = NAMESPACE.match(line)
        if match and not f"{match[1]}::".startswith(f"{ENGINE_NAMESPACE}::"):
            findings.append(f"{file}:{number}: an engine opens namespace {ENGINE_NAMESPACE}, got {match[1]}")
    return findings


def folder_circles(graph: dict[str, list[tuple[int, str]]]) -> list[str]:
    """Sub-folders that reach themselves through others."""
    below: dict[str, set[str]] = {}
    for file, targets in graph.items():
        if is_engine(file):
            own = below.setdefault(folder_of(file), set())
            own.update(folder_of(target) for _, target in targets if is_engine(target))
            own.discard(folder_of(file))
    findings = []
    for start in sorted(below):
        seen: set[str] = set()
        ahead = sorted(below[start])
        while ahead:
            folder = ahead.pop()
            if folder not in seen:
                seen.add(folder)
                ahead.extend(below.get(folder, ()))
        if start in seen:
            findings.append(f"{PUBLIC}/{start}:1: reaches itself through {', '.join(sorted(below[start]))}")
    return findings


def lower_rooms(room: str) -> str:
    return ", ".join(name for name in LEVEL if name == room or LEVEL[name] < LEVEL[room])


def check_include(file: str, target: str | None, written: str) -> str | None:
    """What is wrong with one include, or None."""
    public = file.startswith(PUBLIC)
    if target is None:
        if written.startswith("stemgewicht/"):
            return f"<{written}> is not there"
        if public and written.startswith(FORBIDDEN):
            return f"<{written}>: a public header includes Boost, Eigen, oneTBB and the standard library alone"
        return None
    room = room_of(file)
    if room is None:
        if target.startswith(PUBLIC):
            return None
        return f"the umbrella header includes public headers alone, got {target}"
    if target == UMBRELLA:
        if public:
            return f"stemgewicht.hpp is for users; {room} includes the headers that it needs"
        return None
    if is_engine(target) and public and not is_engine(file):
        return f"a public header includes no engine, got {target}"
    below = room_of(target)
    if below != room and (below is None or LEVEL[below] >= LEVEL[room]):
        return f"{room} may include {lower_rooms(room)}; got {below} ({target})"
    return None


def cycles(graph: dict[str, list[tuple[int, str]]]) -> list[str]:
    findings = []
    done: set[str] = set()

    def visit(file: str, path: list[str]) -> None:
        for number, target in graph.get(file, []):
            if target in path:
                ring = [*path[path.index(target) :], target]
                findings.append(f"{file}:{number}: includes go in a circle: {' -> '.join(ring)}")
            elif target not in done:
                visit(target, [*path, target])
        done.add(file)

    for file in graph:
        if file not in done:
            visit(file, [file])
    return findings


def source_files(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix()
        for folder in (PUBLIC, "src", "bindings")
        for path in (root / folder).rglob("*")
        if path.suffix in (".hpp", ".cpp")
    )


def check_headers_listed(root: Path) -> list[str]:
    path = root / HEADER_LIST
    listed = re.findall(r"include/stemgewicht/[\w./-]+\.hpp", path.read_text(encoding="utf-8")) if path.exists() else []
    there = public_headers(root)
    findings = [f"{header}:1: not listed in {HEADER_LIST}" for header in there if header not in listed]
    findings += [f"{HEADER_LIST}:1: lists {header}, which is not there" for header in listed if header not in there]
    return findings


def public_headers(root: Path) -> list[str]:
    return [file for file in source_files(root) if file.startswith(PUBLIC)]


def write_headers(root: Path) -> None:
    path = root / HEADER_LIST
    text = path.read_text(encoding="utf-8")
    body = "".join(f"\n    {header}" for header in public_headers(root))
    text = re.sub(r"set\(STEMGEWICHT_HEADERS[^)]*\)", f"set(STEMGEWICHT_HEADERS{body})", text)
    path.write_text(text, encoding="utf-8")


def check(root: Path) -> list[str]:
    findings = []
    graph: dict[str, list[tuple[int, str]]] = {}
    for file in source_files(root):
        room = room_of(file)
        if room is not None and room not in LEVEL:
            findings.append(f"{file}:1: {room} is not a room; expected one of {', '.join(LEVEL)}")
            continue
        findings += engine_namespaces(root, file)
        graph[file] = []
        for number, quoted, written in includes(root, file):
            target = resolve(root, file, quoted, written)
            if target is not None and room_of(target) not in (*LEVEL, None):
                continue  # reported at that file
            if problem := check_include(file, target, written):
                findings.append(f"{file}:{number}: {problem}")
            if target is not None:
                graph[file].append((number, target))
    return findings + cycles(graph) + folder_circles(graph) + check_headers_listed(root)


SAMPLES = {
    # name: (files and what each includes or opens, text that the one finding contains; None where the tree is fine)
    "downward is fine": ({"rules/a.hpp": "stemgewicht/core/b.hpp", "core/b.hpp": ""}, None),
    "one room is fine": ({"rules/a.hpp": "stemgewicht/rules/b.hpp", "rules/b.hpp": ""}, None),
    "the umbrella is fine": ({"stemgewicht.hpp": "stemgewicht/study/b.hpp", "study/b.hpp": ""}, None),
    "upward": (
        {"core/a.hpp": "stemgewicht/methods/b.hpp", "methods/b.hpp": ""},
        "include/stemgewicht/core/a.hpp:2: core may include core; got methods",
    ),
    "sideways": (
        {"rules/a.hpp": "stemgewicht/models/b.hpp", "models/b.hpp": ""},
        "include/stemgewicht/rules/a.hpp:2: rules may include core, rules; got models",
    ),
    "circle": (
        {"core/a.hpp": "stemgewicht/core/b.hpp", "core/b.hpp": "stemgewicht/core/a.hpp"},
        "includes go in a circle",
    ),
    "umbrella inside": (
        {"core/a.hpp": "stemgewicht/stemgewicht.hpp", "stemgewicht.hpp": ""},
        "stemgewicht.hpp is for users",
    ),
    "third party": ({"core/a.hpp": "fmt/format.h"}, "Boost, Eigen, oneTBB"),
    "an engine under a definition is fine": (
        {"rules/definitions/a.hpp": "stemgewicht/rules/engines/b.hpp", "rules/engines/b.hpp": ""},
        None,
    ),
    "an engine in public": (
        {"rules/a.hpp": "stemgewicht/core/numeric/b.hpp", "core/numeric/b.hpp": ""},
        "a public header includes no engine",
    ),
    "an engine among public names": (
        {"core/numeric/a.hpp": "namespace stemgewicht {"},
        "include/stemgewicht/core/numeric/a.hpp:2: an engine opens namespace stemgewicht::detail, got stemgewicht",
    ),
    "an engine's definitions among public names": (
        {"core/numeric/definitions/a.hpp": "namespace stemgewicht::python {"},
        "an engine opens namespace stemgewicht::detail, got stemgewicht::python",
    ),
    "an engine's own namespace is fine": ({"core/numeric/a.hpp": "namespace stemgewicht::detail {"}, None),
    "a room's definitions among public names are fine": ({"core/definitions/a.hpp": "namespace stemgewicht {"}, None),
    "sub-folders in a circle": (
        {
            "core/one/a.hpp": "stemgewicht/core/two/b.hpp",
            "core/two/b.hpp": "",
            "core/two/c.hpp": "stemgewicht/core/one/d.hpp",
            "core/one/d.hpp": "",
        },
        "reaches itself through",
    ),
    "missing file": ({"core/a.hpp": "stemgewicht/core/none.hpp"}, "is not there"),
    "unknown room": ({"cellar/a.hpp": ""}, "cellar is not a room"),
}


def self_test() -> list[str]:
    """Runs the check on small trees, most of them broken; returns what it did not find."""
    failures = []
    for name, (files, expected) in SAMPLES.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder).resolve()
            listed = []
            for file, target in files.items():
                path = root / PUBLIC / file
                path.parent.mkdir(parents=True, exist_ok=True)
                line = target if target.startswith("namespace") else f"#include <{target}>" if target else ""
                path.write_text(f"#pragma once\n{line}\n", encoding="utf-8")
                listed.append(f"{PUBLIC}/{file}")
            (root / "cmake").mkdir()
            (root / HEADER_LIST).write_text("\n".join(listed), encoding="utf-8")
            found = check(root)
            fine = not found if expected is None else bool(found) and all(expected in line for line in found)
            if not fine:
                failures.append(f"self-test '{name}': expected {expected or 'nothing'}, found {found or 'nothing'}")
            (root / HEADER_LIST).write_text("", encoding="utf-8")
            if not any("not listed" in line for line in check(root)):
                failures.append(f"self-test '{name}': an unlisted header was not found")
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks that includes go downward only.")
    parser.add_argument("root", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--write-headers", action="store_true", help=f"write the list of {HEADER_LIST} anew")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    if arguments.write_headers:
        write_headers(root)
    findings = self_test() or check(root)
    for finding in findings:
        print(finding, file=sys.stderr)
    if not findings:
        print(f"layers: {len(source_files(root))} files, includes go downward only")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
