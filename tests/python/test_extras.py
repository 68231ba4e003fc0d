"""What only some functions need is an extra of the package, and is named where it is missing."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

import stemgewicht as sg

ROOT = Path(__file__).parents[2]
NEEDED = re.compile(r'need\(\s*"([\w.]+)", purpose=[^)]*?extra="(\w+)"')


def extras():
    """The packages of each extra, without versions."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        listed = tomllib.load(file)["project"]["optional-dependencies"]
    return {extra: {re.match(r"[\w-]+", package)[0] for package in packages} for extra, packages in listed.items()}


def test_every_package_that_is_asked_for_is_in_the_extra_that_is_named():
    known = extras()
    asked = set()
    for source in (ROOT / "bindings" / "stemgewicht").glob("*.py"):
        asked |= set(NEEDED.findall(source.read_text(encoding="utf-8")))
    assert len(asked) >= 8
    for module, extra in sorted(asked):
        if not module.startswith("stemgewicht."):
            assert module.partition(".")[0] in known[extra], (module, extra)


@pytest.mark.parametrize("extra", ["pandas", "plot", "notebook", "batch", "excel", "arrow", "dask", "mpi"])
def test_the_extras_are_those_that_are_promised(extra):
    assert extras()[extra]


@pytest.mark.parametrize(
    ("package", "extra", "call"),
    [
        ("pandas", "pandas", lambda: sg.what_if_risks().to_pandas()),
        ("pyarrow", "arrow", lambda: sg.what_if_risks().to_arrow()),
        ("matplotlib", "plot", lambda: sg.plot_power(sg.WeightedRule([3, 2, 1], quota=4))),
        ("matplotlib", "plot", lambda: sg.plot_options(sg.options(models="ic", schemes="seats"))),
        ("ipywidgets", "notebook", sg.what_if),
        ("pandas", "excel", lambda: sg.read_table("board.xlsx")),
        ("openpyxl", "excel", lambda: sg.read_table("board.xlsx")),
    ],
)
def test_what_is_missing_is_named_with_its_extra(package, extra, call, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "board.xlsx").write_bytes(b"PK")
    if package == "openpyxl":
        pytest.importorskip("pandas")
    for name in list(sys.modules):
        if name.partition(".")[0] == package or name == "stemgewicht._drawing":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ModuleNotFoundError) as told:
        call()
    assert f"needs {package}, which is not installed" in str(told.value)
    assert f"pip install 'stemgewicht[{extra}]'" in str(told.value)
