#!/usr/bin/env python3
"""The blocks of code in pages of Markdown, and what stands beside them as their answer.

A `python` block is run in the one session of its page; a `cpp` block is a whole program; of a `shell` block, and of
text that is indented by four spaces, the lines that begin with `stemgewicht` are run; a block with a caption is a file
of that name, for the blocks after it. The `text` block that follows shows what was printed; a line `...` there stands
for any lines. A comment before a block, `% not run: why` or `<!-- not run: why -->`, leaves it out; `slow` in place of
`not run` asks only whether the command has these options.

blocks.py programs DIR README PAGE..   writes the C++ programs, the README's as one file, those of the pages as another,
                                       with what they print
blocks.py answers PAGE..               writes into the pages what their Python blocks and commands print now
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

FENCE = re.compile(
    r"^(?P<fence>```+)(?:\{code-block\} )?(?P<kind>\w+)\n(?P<options>(?::\w+:[^\n]*\n)*)(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
INDENTED = re.compile(r"(?<=\n\n)(?P<text>(?:    .*\n)+)(?=\n|\Z)")
MARK = re.compile(r"(?:%|<!--) (not run|slow): .*\n+\Z")
SHELL = ("shell", "console", "sh", "bash", "indented")


@dataclass
class Block:
    kind: str
    text: str
    begin: int  # in the page, of the text
    line: int
    mark: str = ""  # not run, or slow
    file: str = ""  # whose text it is
    answer: Block | None = field(default=None, repr=False)  # what it shows to print

    def commands(self) -> list[list[str]]:
        """The arguments of each call of the program."""
        lines = self.text.replace("\\\n", " ").splitlines()
        calls = (line.strip().removeprefix("$ ") for line in lines)
        return [shlex.split(call, comments=True)[1:] for call in calls if call.startswith("stemgewicht ")]


def blocks_of(page: str) -> list[Block]:
    """The blocks of a page, in its order."""
    found = []
    free = page
    for match in FENCE.finditer(page):
        caption = re.search(r"^:caption: (.+)$", match["options"], re.MULTILINE)
        found.append(block_at(page, match, match["kind"], caption[1] if caption else ""))
        free = free[: match.start()] + "x" * len(match[0]) + free[match.end() :]
    found += [block_at(page, match, "indented", "") for match in INDENTED.finditer(free)]
    found.sort(key=lambda block: block.begin)
    for block, after in pairwise(found):
        between = page[block.begin + len(block.text) : after.begin]
        if after.kind == "text" and not after.file and not re.sub(r"`+(text)?", "", between).strip():
            block.answer = after
    return found


def block_at(page: str, match: re.Match[str], kind: str, file: str) -> Block:
    mark = MARK.search(page[: match.start()])
    begin = match.start("text")
    return Block(kind, match["text"], begin, page.count("\n", 0, begin), mark[1] if mark else "", file)


def shows(answer: str, printed: str) -> bool:
    """Whether what was printed is what a page shows of it: all, or parts with a line `...` between."""
    if answer == printed:
        return True
    parts = [part for part in re.split(r"^\.\.\.\n", answer, flags=re.MULTILINE) if part]
    if "...\n" not in answer:
        return False
    place = 0
    for part in parts:
        place = printed.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def run_python(block: Block, session: dict[str, object]) -> str:
    """What a block prints, in the session of its page."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * block.line + block.text, "page", "exec"), session)
    return printed.getvalue()


def run_commands(block: Block, folder: Path) -> str:
    """What the commands of a block print together; a refusal, which a page may show, is the line that it gives."""
    printed = ""
    for arguments in block.commands():
        done = subprocess.run(
            [os.environ["STEMGEWICHT_CLI"], *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
        shown = block.answer is not None and (not block.answer.text or done.stderr in block.answer.text)
        if done.returncode != 0 and not shown:
            raise RuntimeError(f"stemgewicht {shlex.join(arguments)}: {done.stderr}")
        printed += done.stdout + (done.stderr if done.returncode != 0 else "")
    return printed


def one_program(programs: list[str]) -> str:
    """Programs as one, which runs each in its turn: what they include is compiled once."""
    if len(programs) == 1:
        return programs[0]
    includes = dict.fromkeys(line for text in programs for line in re.findall(r"^#include .*$", text, re.MULTILINE))
    parts = ["\n".join(includes)]
    for number, text in enumerate(programs):
        body = re.sub(r"^#include .*\n", "", text, flags=re.MULTILINE).replace("int main()", "void run()")
        parts.append(f"namespace program_{number} {{\n{body}}}\n")
    calls = "".join(f"    program_{number}::run();\n" for number in range(len(programs)))
    return "\n\n".join([*parts, f"int main() {{\n{calls}}}\n"])


def write_programs(folder: Path, readme: Path, pages: list[Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, sources in (("readme", [readme]), ("pages", pages)):
        blocks = [block for source in sources for block in blocks_of(source.read_text(encoding="utf-8"))]
        programs = [block for block in blocks if block.kind == "cpp" and not block.mark]
        answers = [block.answer.text for block in programs if block.answer is not None]
        if not programs or len(answers) < len(programs):
            sys.exit(f"{name}: must have C++ programs, each followed by a text block with what it prints")
        (folder / f"{name}.cpp").write_text(one_program([block.text for block in programs]), encoding="utf-8")
        (folder / f"{name}_cpp.txt").write_text("".join(answers), encoding="utf-8")


def write_answers(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    session: dict[str, object] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        folder = Path(name)
        changes = []
        for block in blocks_of(page):
            printed = None
            if block.file:
                (folder / block.file).write_text(block.text, encoding="utf-8")
            elif block.mark:
                continue
            elif block.kind == "python":
                printed = run_python(block, session)
            elif block.kind in SHELL and block.commands():
                printed = run_commands(block, folder)
            if printed is not None and block.answer is not None and "...\n" not in block.answer.text:
                changes.append((block.answer, printed))
    for answer, printed in reversed(changes):
        page = page[: answer.begin] + printed + page[answer.begin + len(answer.text) :]
    path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    what, *paths = sys.argv[1:]
    if what == "programs":
        write_programs(Path(paths[0]), Path(paths[1]), [Path(path) for path in paths[2:]])
    else:
        for page_path in paths:
            write_answers(Path(page_path))
