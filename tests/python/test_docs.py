"""What the README and the pages show is what the package gives: every block of code is run, every table compared."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import stemgewicht as sg

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, *sorted(DOCS.rglob("*.md"))]
CLI = os.environ.get("STEMGEWICHT_CLI")

SPEC = importlib.util.spec_from_file_location("documentation_blocks", ROOT / "tests" / "docs" / "blocks.py")
blocks = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = blocks  # where its dataclass looks for itself
SPEC.loader.exec_module(blocks)

# Tables that pages only name.
GIVEN = {
    "seats.csv": "municipality,list,seats\nA,x,3\nA,y,2\nB,z,4\n",
    "towns.csv": "town,citizens\nA,500\nB,300\nC,200\n",
}

# The rows of the table of Dordrecht's risks, in order.
ROWS = [
    ("drechtraad", "votes_2018"),
    ("drechtraad", "seats"),
    ("drechtraad", "votes_2022"),
    *(
        ("ab", scheme)
        for scheme in (
            *("one_vote", "seats", "sqrt_population", "population", "votes_2018", "votes_2022"),
            *("apex", "apex_veto", "money"),
        )
    ),
    ("centre", "council"),
]
LABELS = {
    "votes of 2018, estimated": "votes_2018",
    "council seats (proxy)": "seats",
    "one vote each": "one_vote",
    "council seats": "seats",
    "population": "population",
    "": "council",
}


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_blocks_of_a_page_run_and_print_what_stands_beside_them(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, table in GIVEN.items():
        Path(name).write_text(table, encoding="utf-8")
    session = {"__name__": "__main__"}
    for block in blocks.blocks_of(text_of(page)):
        place = f"{name_of(page)}, line {block.line + 1}"
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.mark == "not run":
            continue
        elif block.kind == "python":
            printed = blocks.run_python(block, session)
            assert block.answer is None or blocks.shows(block.answer.text, printed), f"{place}: printed\n{printed}"
        elif block.kind in blocks.SHELL and CLI is not None and block.commands():
            if block.mark == "slow":
                check_options(block.commands(), place)
            else:
                printed = blocks.run_commands(block, tmp_path)
                assert block.answer is None or blocks.shows(block.answer.text, printed), f"{place}: printed\n{printed}"


def check_options(commands: list[list[str]], place: str) -> None:
    """Whether commands that take long have the options that are written."""
    for command, *arguments in commands:
        done = subprocess.run([CLI, command, "--help"], capture_output=True, text=True, check=False)
        known = re.findall(r"^  (?:-\w,)?(--[\w-]+)", done.stdout, re.MULTILINE)
        unknown = {argument for argument in arguments if argument.startswith("--")} - set(known)
        assert not unknown, f"{place}: {command} has no {', '.join(sorted(unknown))}"


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_within_a_sentence_are_some_of_the_program(page):
    for call in re.findall(r"(?<!`)`(stemgewicht [a-z][^`]*)`", text_of(page)):
        command, *arguments = shlex.split(" ".join(call.split()))[1:]
        check_options([[command, *arguments]], f"{name_of(page)}, {call}")
        assert subprocess.run([CLI, command, "--help"], capture_output=True, check=False).returncode == 0, call


def test_an_answer_that_differs_is_told_from_one_that_is_shown_in_part():
    assert blocks.shows("a\nb\n", "a\nb\n")
    assert not blocks.shows("a\n", "a\nb\n")
    assert blocks.shows("...\nb\n...\n", "a\nb\nc\n")
    assert not blocks.shows("b\n...\na\n", "a\nb\nc\n")


def test_a_block_is_a_file_a_session_or_commands_and_may_be_left_out():
    page = (
        "# t\n\n```{code-block} text\n:caption: a.csv\n1\n```\n\n```python\nx = 1\n```\n\n```text\n1\n```\n\n"
        "% not run: why\n\n```python\ny\n```\n\n"
        "% slow: why\n\n    stemgewicht votes --draws \\\n        3   # some\n    make\n"
    )
    file, session, answer, left_out, commands = blocks.blocks_of(page)
    assert (file.file, file.text) == ("a.csv", "1\n")
    assert session.answer is not None
    assert session.answer.begin == answer.begin
    assert (left_out.mark, left_out.answer) == ("not run", None)
    assert (commands.mark, commands.commands()) == ("slow", [["votes", "--draws", "3"]])


def test_the_links_of_the_readme_and_the_pages_lead_to_files_that_are_there():
    for page in PAGES:
        for link in re.findall(r"\]\(([\w./-]+?)(?:#[\w-]+)?\)", text_of(page)):
            assert (page.parent / link).exists(), f"{name_of(page)}: {link}"


def test_the_readme_fits_on_a_screen_and_a_half():
    assert len(text_of(README).splitlines()) <= 120


def test_the_case_in_the_pages_is_read_and_its_options_compared(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", text_of(DOCS / "recipes" / "files.md"), re.MULTILINE | re.DOTALL)
    case = 'title = "t"\nquota = "majority"\nweight = "seats"\n' + shown
    case += '[[municipalities]]\nname = "Zwijndrecht"\npopulation = 44641\n'
    for town, family, seats in (("Dordrecht", "Local", 5), ("Dordrecht", "VVD", 3), ("Zwijndrecht", "Local", 3)):
        case += f'[[members]]\nname = "{family} {town}"\nmunicipality = "{town}"\nfamily = "{family}"\n'
        case += f"seats = {seats}\nvotes_2022 = {100 * seats}\n"
    file = tmp_path / "case.toml"
    file.write_text(case, encoding="utf-8")
    rows = sg.options(file, models="ic", schemes=["seats", "ours"])
    assert {(row["option"], row["scheme"], row["kind"]) for row in rows} == {
        ("assembly", "seats", "all"),
        ("mandate", "seats", "purchasing"),
        ("mandate", "ours", "purchasing"),
        ("mandate", "council", "plans"),
    }
    assert "proxy, weights: Council seats stand in for the weights." in rows.notes


def test_the_risk_without_a_common_family_of_local_lists_is_the_one_in_the_pages() -> None:
    (row,) = (
        row
        for row in sg.options(models="grouped:list", options="drechtraad", schemes="seats")
        if row["municipality"] == "Dordrecht" and row["scheme"] == "seats"
    )
    text = " ".join(text_of(DOCS / "start" / "case.md").split())
    assert f"Dordrecht's risk in the Drechtraad by seats is {row['outvoted']:.3f} instead of 0.254" in text


@pytest.mark.parametrize("page", [README, DOCS / "start" / "case.md"], ids=name_of)
def test_the_table_of_the_case_holds_the_risks_that_the_package_computes(page) -> None:
    lines = text_of(page).splitlines()
    begin = (
        next(place for place, line in enumerate(lines) if line.endswith("| weights | ic | iac | grouped:family |")) + 2
    )
    shown = [[cell.strip() for cell in line.split("|")[1:6]] for line in lines[begin : lines.index("", begin)]]
    if page == README:  # some of the rows
        bodies = [cells[0].lower().replace(":", " ").partition(" ")[0] for cells in shown]
        for place, body in enumerate(bodies):
            bodies[place] = body or bodies[place - 1]
        rows = [(body, LABELS[cells[1]]) for body, cells in zip(bodies, shown, strict=True)]
    else:
        rows = ROWS
    risks = {
        (row["option"], row["scheme"], row["model"]): row["outvoted"]
        for row in sg.options()
        if row["municipality"] == "Dordrecht"
    }
    for (option, scheme), cells in zip(rows, shown, strict=True):
        for model, cell in zip(("ic", "iac", "grouped:family"), cells[2:], strict=True):
            risk = risks[option, scheme, model]
            assert (cell == "0") == (risk == 0), (option, scheme, model)
            assert abs(float(cell) - risk) <= 0.0005 + 1e-12, (option, scheme, model, risk)


def test_the_pages_with_programs_in_cpp_are_those_that_are_compiled():
    compiled = set(
        re.findall(r"PROJECT_SOURCE_DIR\}/([\w/-]+\.md)", text_of(ROOT / "tests" / "docs" / "CMakeLists.txt"))
    )
    assert compiled == {
        name_of(page) for page in PAGES if any(block.kind == "cpp" for block in blocks.blocks_of(text_of(page)))
    }
