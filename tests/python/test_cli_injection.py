"""What a case says is text: on the page of a report, in its files, and in a spreadsheet."""

import csv
import html.parser
import io
import os
import subprocess

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

EVIL = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</title><script>alert(2)</script>", "<b>&amp;"]
SEATS = {0: (4, 3), 1: (2, 3), 2: (3, 1)}


def run(*arguments, **options):
    return subprocess.run([CLI, *arguments], capture_output=True, check=False, timeout=300, **options)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def case_file(folder, name):
    """A case of three councils in which everything has the name, as far as it may."""
    towns = [f"{name} {j}" for j in range(3)]
    text = f"title = {quoted(name)}\nsource = {quoted(name)}\nquota = 'majority'\nweight = 'seats'\n"
    text += f"[[notes]]\nmark = 'proxy'\nabout = {quoted(name)}\ntext = {quoted(name)}\n"
    text += f"[governance]\ngrouping = 'town'\ncentre = {quoted(towns[0])}\nposition = 'seats'\n"
    text += "family = 'family'\nassembly_schemes = ['seats']\n"
    for town in towns:
        text += f"[[municipalities]]\nname = {quoted(town)}\npopulation = 1000\n"
    for j, town in enumerate(towns):
        for k, seats in enumerate(SEATS[j]):
            text += f"[[members]]\nname = {quoted(f'{name} {j}{k}')}\ntown = {quoted(town)}\n"
            text += f"family = {quoted(f'{name} {k}')}\nseats = {seats}\n"
    text += f"[[options]]\nid = 'all'\ntitle = {quoted(name)}\ndecides = 'assembly'\n"
    text += f"[[options]]\nid = 'ab'\ntitle = {quoted(name)}\ndecides = 'board'\n"
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


class Elements(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.handlers = set(), set()

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        self.handlers |= {name for name, _ in attributes if name.startswith("on")}


@pytest.mark.parametrize("name", EVIL)
def test_a_report_has_no_element_that_a_case_made(name, tmp_path):
    result = run("report", str(case_file(tmp_path, name)), "--output", str(tmp_path / "out"))
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    elements = Elements()
    elements.feed(page)
    assert not elements.names & {"script", "img", "b", "iframe"}
    assert not elements.handlers
    assert html.escape(name) in page


@pytest.mark.parametrize("bad", ["../../x", "a/b", "a\\\\b", "a?b", "a#b", "a%2fb", "a\\nb", "a\\u0000b"])
def test_an_option_cannot_name_a_file_elsewhere(bad, tmp_path):
    path = case_file(tmp_path, "x")
    path.write_text(path.read_text().replace("id = 'ab'", f'id = "{bad}"'))
    result = run("validate", str(path))
    assert result.returncode == 2
    assert b"options[1].id: must be a name without blanks" in result.stderr
    assert result.stderr.count(b"\n") == 1


@pytest.mark.parametrize("name", ["=1+1", "+1+a", "-1+a", "@SUM(A1)", "\t=1", '=HYPERLINK("x","y")'])
def test_a_spreadsheet_runs_nothing(name, tmp_path):
    board = tmp_path / "board.toml"
    board.write_text(f"title = 'x'\nquota = 1\n[[members]]\nname = {quoted(name)}\nweight = 1\n", encoding="utf-8")
    for command in [["power"], ["outvoted"]]:
        text = run(*command, str(board), "--format", "csv").stdout.decode()
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert row["name"] == "'" + name


def test_no_file_of_a_report_is_written_where_one_of_them_cannot_be(tmp_path):
    case, folder = case_file(tmp_path, "Town"), tmp_path / "out"
    folder.mkdir()
    page = folder / "what-if.html"
    page.write_text("mine", encoding="utf-8")
    page.chmod(0o444)
    result = run("report", str(case), "--output", str(folder))
    assert result.returncode == 2
    assert b"output: must be a file that can be written" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["what-if.html"]
    assert page.read_text(encoding="utf-8") == "mine"
