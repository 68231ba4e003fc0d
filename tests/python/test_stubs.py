"""The stubs say what the extension has."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import stemgewicht as sg

ROOT = Path(__file__).parents[2]

# What pybind11 classes are and stubs need not say: their metaclass, and an __init__ that refuses all arguments.
KNOWN = re.compile(r"is inconsistent, (metaclass differs|stub does not have \*args parameter \"args\")$")


def test_the_signatures_of_the_indices_are_those_of_the_table():
    script = runpy.run_path(str(ROOT / "scripts" / "write_stubs.py"))
    table = {name: kind for name, kind in sg._core.index_kinds.items() if kind != "solution"}
    assert script["index_kinds"]() == table
    assert script["STUB"].read_text(encoding="utf-8") == script["stub"](), "run python3 scripts/write_stubs.py"
    assert {*sg._core.index_names} == {*sg._core.index_kinds} <= {*sg.__all__}


def test_every_index_tells_what_it_is_with_its_sources():
    for name in sg._core.index_names:
        assert len(getattr(sg, name).__doc__.splitlines()) > 3, name
    assert "[penrose_1946; banzhaf_1965]" in sg.banzhaf.__doc__.replace("\n", " ")


@pytest.mark.parametrize("module", ["stemgewicht._core", "stemgewicht._indices"])
def test_the_stubs_name_every_function_class_and_argument_of_the_extension(module):
    pytest.importorskip("mypy")
    run = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", module, "--mypy-config-file", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in run.stdout.splitlines() if line.startswith("error: ")]
    assert errors or module != "stemgewicht._core", run.stdout + run.stderr  # the known ones: it did run
    assert [line for line in errors if not KNOWN.search(line)] == []


def test_every_public_name_stands_in_one_room():
    modules = [getattr(sg.rooms, name) for name in sg.rooms.__all__]
    names = [name for module in modules for name in module.__all__]
    assert len(names) == len(set(names))
    assert {*names} == {name for name in sg.__all__ if name not in ("__version__", "rooms")}
    for module in modules:
        assert module.__doc__
        for name in module.__all__:
            assert getattr(module, name) is getattr(sg, name)
