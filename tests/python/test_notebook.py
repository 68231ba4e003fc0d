"""The notebooks run, and show what they give."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))
PATHS = [path for path in (str(ROOT), sys.prefix, str(Path.home()), "/tmp/", "site-packages") if len(path) > 1]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def texts(cell):
    """What a cell shows, without pictures."""
    shown = []
    for output in cell["outputs"]:
        shown.append(output.get("text", ""))
        shown += [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return ["".join(text) for text in shown]


def test_each_notebook_is_in_the_list_of_the_pages():
    page = (ROOT / "docs" / "start" / "notebooks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[`notebooks/(.+\.ipynb)`\]", page, flags=re.MULTILINE) == sorted(
        path.name for path in NOTEBOOKS
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_small(path):
    assert path.stat().st_size < 300_000


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The notebooks as a run of now makes them."""
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    folder = tmp_path_factory.mktemp("notebooks")
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "python" / "execute_notebook.py", "--output", folder],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: read(path) for path in folder.glob("*.ipynb")}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_without_an_error_or_a_warning(path, fresh):
    for cell in code_cells(fresh[path.name]):
        assert [output for output in cell["outputs"] if output["output_type"] == "error"] == []
        assert [output for output in cell["outputs"] if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_what_it_gives(path, fresh):
    for number, (shown, now) in enumerate(
        zip(code_cells(read(path)), code_cells(fresh[path.name]), strict=True), start=1
    ):
        assert shown["source"] == now["source"]
        assert shown["execution_count"] == number
        if "measured" not in shown["metadata"].get("tags", []):  # times, which no run has twice
            assert texts(shown) == texts(now)
        pictures = [["image/png" in output.get("data", {}) for output in cell["outputs"]] for cell in (shown, now)]
        assert pictures[0] == pictures[1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_names_no_place_on_a_machine(path):
    for cell in read(path)["cells"]:
        for text in ["".join(cell["source"]), *(texts(cell) if cell["cell_type"] == "code" else [])]:
            assert [place for place in PATHS if place in text] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_what_a_notebook_cites_is_in_the_list_of_references(path):
    keys = re.findall(r"^@\w+\{(\w+),", (ROOT / "references.bib").read_text(encoding="utf-8"), flags=re.MULTILINE)
    for cell in read(path)["cells"]:
        written = ["".join(cell["source"])] if cell["cell_type"] == "markdown" else texts(cell)
        cited = {key for text in written for key in re.findall(r"(?<!\w)\[([a-z]+_[a-z0-9_]+|coopgame)\]", text)}
        assert cited <= set(keys)
