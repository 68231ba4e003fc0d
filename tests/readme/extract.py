#!/usr/bin/env python3
"""Writes the README's programs and their printed answers into a directory: readme.cpp, readme_cpp.txt, readme.py,
readme_py.txt. Each program is followed by a `text` block with what it prints."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path

SUFFIXES = {"cpp": "cpp", "python": "py"}


def main() -> None:
    readme, directory = Path(sys.argv[1]), Path(sys.argv[2])
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", readme.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    directory.mkdir(parents=True, exist_ok=True)
    for (language, program), (kind, answer) in pairwise(blocks):
        if language in SUFFIXES:
            if kind != "text":
                sys.exit(f"{readme}: a {language} program must be followed by a text block with its answer, got {kind}")
            suffix = SUFFIXES[language]
            (directory / f"readme.{suffix}").write_text(program, encoding="utf-8")
            (directory / f"readme_{suffix}.txt").write_text(answer, encoding="utf-8")
    for name in ("readme.cpp", "readme.py"):
        if not (directory / name).exists():
            sys.exit(f"{readme}: no program for {name} was found")


if __name__ == "__main__":
    main()
