"""Directives that show what the sources already say, so that no page copies it.

indices KIND..   the power indices of these kinds, from the table of the library
headers          which public header has what, one table
cpp-room ROOM    the public headers of a room, by Doxygen and Breathe
python-names     every name of the Python package, with its docstring
commands         the help of every command, from the program that STEMGEWICHT_CLI names
"""

from __future__ import annotations

import ast
import html
import inspect
import os
import re
import subprocess
from pathlib import Path

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

import stemgewicht as sg
from stemgewicht import _core

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include" / "stemgewicht"
BINDINGS = ROOT / "bindings" / "stemgewicht"
ROOMS = ("core", "rules", "models", "methods", "measures", "meetings", "boards", "design", "study", "batch")
# For the compiler, or shown by the directive `indices` instead.
NOT_FOR_DOXYGEN = ("definition.hpp", "engine.hpp", "vote_indices.hpp", "set_indices.hpp", "union_indices.hpp")
DECLARED = re.compile(
    r"^(?:struct|class|enum class|using|concept) (\w+)"
    r"|^inline constexpr [\w:<>]+ (\w+)\b"
    r"|^(?!template|static_assert|namespace|extern|#|//|return)[\w\[][^=({;]*[ &*](\w+)\(",
    re.MULTILINE,
)


def escaped(text: str) -> str:
    """Text that MyST shows as it stands."""
    return re.sub(r"([\\`*_{}\[\]<>#|$^~])", r"\\\1", text)


def headers_of(room: str) -> list[Path]:
    return sorted((INCLUDE / room).glob("*.hpp"))


def first_sentence(text: str) -> str:
    """What a header says of itself first, else what it says of the first thing that it declares."""
    about = re.search(r"((?:^///.*\n)+)(?:template.*\n)?(?:namespace stemgewicht|\S)", text, re.MULTILINE)
    if about is None:
        return ""
    words = " ".join(line.removeprefix("///").strip() for line in about[1].splitlines())
    return re.split(r"(?<=[.:;]) ", words, maxsplit=1)[0].rstrip(":;.") + "."


def signatures() -> dict[str, str]:
    """The arguments of every function of the package without their types, from the stubs where it is compiled."""
    found: dict[str, str] = {}
    for stub in (BINDINGS / "_core.pyi", BINDINGS / "_indices.pyi"):
        for node in ast.parse(stub.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                for argument in ast.walk(node.args):
                    if isinstance(argument, ast.arg):
                        argument.annotation = None
                found.setdefault(node.name, ast.unparse(node.args))  # the first of several
    for name, what in vars(sg).items():
        if inspect.isfunction(what):
            signature = inspect.signature(what)
            bare = [each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()]
            found[name] = str(inspect.Signature(bare))[1:-1]
    return found


def names_in(text: str) -> list[str]:
    """What a header declares, in its order."""
    found = [next(filter(None, match.groups())) for match in DECLARED.finditer(text)]
    return [name for name in dict.fromkeys(found) if name not in ("operator", "check", "requires")]


class Indices(SphinxDirective):
    """A list of indices: name, definition, cost and references, all from the rows of the library."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        kinds = self.arguments[0].split()
        text = []
        for name in _core.index_names:
            if _core.index_kinds[name] not in kinds:
                continue
            paragraph = (inspect.getdoc(getattr(sg, name)) or "").split("\n\n")[1]
            details = re.fullmatch(r"(.*?)(?: \[([\w; ]+)\])?", " ".join(paragraph.split()))
            assert details is not None
            cited = " {cite:p}`" + details[2].replace("; ", ",") + "`" if details[2] else ""
            text.append(f"`{name}`\n: {escaped(details[1])}{cited}\n")
        if not text:
            raise self.error(f"indices: must be of a kind of the library, got {self.arguments[0]}")
        return self.parse_text_to_nodes("\n".join(text))


class Headers(SphinxDirective):
    """The table of all public headers."""

    def run(self) -> list[nodes.Node]:
        lines = ["| header | what | declares |", "|---|---|---|"]
        for room in ROOMS:
            for header in headers_of(room):
                if header.name in ("definition.hpp", "engine.hpp"):
                    continue
                text = header.read_text(encoding="utf-8")
                names = ", ".join(f"`{name}`" for name in names_in(text))
                lines.append(f"| `{room}/{header.name}` | {escaped(first_sentence(text))} | {names} |")
        return self.parse_text_to_nodes("\n".join(lines))


class CppRoom(SphinxDirective):
    """A section for each public header of a room."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for header in headers_of(self.arguments[0]):
            if header.name in NOT_FOR_DOXYGEN:
                continue
            section = nodes.section(ids=[nodes.make_id(header.stem)])
            section += nodes.title("", header.name)
            include = f"```cpp\n#include <stemgewicht/{self.arguments[0]}/{header.name}>\n```\n\n"
            section += self.parse_text_to_nodes(f"{include}```{{doxygenfile}} {header.name}\n```\n")
            found.append(section)
        return found


class PythonNames(SphinxDirective):
    """Every public name with its docstring, as plain text, by what it is for."""

    def run(self) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        arguments = signatures()
        for title in sg.rooms.__all__:
            room = getattr(sg.rooms, title)
            section = nodes.section(ids=[nodes.make_id(title)])
            section += nodes.title("", title)
            section += nodes.paragraph("", inspect.getdoc(room))
            for name in sorted(room.__all__):
                section += self.entry(name, getattr(sg, name), arguments.get(name, ""))
            found.append(section)
        return found

    def entry(self, name: str, what: object, arguments: str) -> list[nodes.Node]:
        head = f"{{py:class}} {name}" if inspect.isclass(what) else f"{{py:function}} {name}({arguments})"
        shown = self.parse_text_to_nodes(f"```{head}\n```\n")
        paragraphs = (inspect.getdoc(what) or "").split("\n\n")
        if paragraphs[0].startswith(f"{name}("):
            paragraphs = paragraphs[1:]
        for node in shown:
            for content in node.findall(lambda each: each.tagname == "desc_content"):
                content += [nodes.paragraph("", " ".join(paragraph.split())) for paragraph in paragraphs if paragraph]
        return shown


class Commands(SphinxDirective):
    """The help of the program and of each of its commands."""

    def run(self) -> list[nodes.Node]:
        program = os.environ.get("STEMGEWICHT_CLI")
        if program is None:
            raise self.error("STEMGEWICHT_CLI must name the program, whose help is shown here")
        found: list[nodes.Node] = []
        commands = re.findall(r"^  (\w+)  ", self.help_of(program).partition("Subcommands:")[2], re.MULTILINE)
        for command in commands:
            section = nodes.section(ids=[nodes.make_id(command)])
            text = self.help_of(program, command)
            section += nodes.title("", command)
            section += nodes.literal_block(text, text, language="none")
            found.append(section)
        return found

    def help_of(self, program: str, *command: str) -> str:
        return subprocess.run([program, *command, "--help"], capture_output=True, text=True, check=True).stdout


def run_doxygen(app: Sphinx) -> None:
    """Reads the public headers and tells Breathe where what was read is."""
    folder = Path(app.doctreedir).parent / "doxygen"
    folder.mkdir(parents=True, exist_ok=True)
    settings = (Path(app.confdir) / "Doxyfile").read_text(encoding="utf-8")
    headers = [str(path) for room in ROOMS for path in headers_of(room) if path.name not in NOT_FOR_DOXYGEN]
    settings += f'\nOUTPUT_DIRECTORY = "{folder}"\nINPUT = {" ".join(headers)}\n'
    done = subprocess.run(["doxygen", "-"], input=settings, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ExtensionError(f"doxygen: {done.stderr}")
    app.config.breathe_projects = {app.config.project: str(folder / "xml")}


def mathml(node: nodes.Element, *, as_block: bool) -> str:
    """A formula, or its text and a warning where it is not of the part of LaTeX that is known."""
    try:
        return str(tex2mathml(node.astext().strip(), as_block=as_block))
    except MathError as error:
        logging.getLogger(__name__).warning("formula: %s: %s", error, node.astext(), location=node)
        return html.escape(node.astext())


def inline_math(translator: HTML5Translator, node: nodes.math) -> None:
    """Formulas as MathML, which browsers show by themselves: a page asks nobody for anything."""
    translator.body.append(mathml(node, as_block=False))
    raise nodes.SkipNode


def block_math(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append(f"<div class='formula'>{mathml(node, as_block=True)}</div>")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    directives: dict[str, type[SphinxDirective]] = {
        "indices": Indices,
        "headers": Headers,
        "cpp-room": CppRoom,
        "python-names": PythonNames,
        "commands": Commands,
    }
    for name, directive in directives.items():
        app.add_directive(name, directive)
    app.add_html_math_renderer("mathml", (inline_math, None), (block_math, None))
    app.connect("builder-inited", run_doxygen, priority=100)  # before Breathe looks for it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
