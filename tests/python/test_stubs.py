"""The stubs say what the extension has."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# What pybind11 classes are and stubs need not say: their metaclass, and an __init__ that refuses all arguments.
KNOWN = re.compile(r"is inconsistent, (metaclass differs|stub does not have \*args parameter \"args\")$")


def test_the_stubs_name_every_function_class_and_argument_of_the_extension():
    pytest.importorskip("mypy")
    run = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "stemgewicht._core", "--mypy-config-file", "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in run.stdout.splitlines() if line.startswith("error: ")]
    assert errors, run.stdout + run.stderr  # the known ones: it did run
    assert [line for line in errors if not KNOWN.search(line)] == []
