"""The examples run, and print and write what they should."""

import subprocess
import sys
from pathlib import Path

import pytest

import stemgewicht as sg

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(script, *arguments, folder):
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["01_power", "02_outvoted"])
def test_an_example_prints_what_its_pair_in_cpp_prints(name, tmp_path):
    done = run(f"{name}.py", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (EXAMPLES / "expected" / f"{name}.txt").read_text(encoding="utf-8")


def test_every_python_example_is_run_here():
    assert {path.name for path in EXAMPLES.glob("*.py")} == {"01_power.py", "02_outvoted.py", "drechtsteden_options.py"}


def test_the_main_job_writes_table_and_plots_the_same_at_each_run(tmp_path):
    files = ("options_python.csv", "options.png", "options.svg")
    for name in ("first", "second"):
        done = run("drechtsteden_options.py", "--output", name, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "P(Dordrecht is outvoted)" in done.stdout
        assert "0.343750" in done.stdout
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == sorted(files)
    assert all((tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes() for name in files)
    assert (tmp_path / "first" / "options_python.csv").read_text(encoding="utf-8") == sg.options().to_csv()


def test_the_main_job_fails_where_the_command_line_gave_another_table(tmp_path):
    (tmp_path / "options.csv").write_text("option\n", encoding="utf-8")
    done = run("drechtsteden_options.py", "--output", str(tmp_path), folder=tmp_path)
    assert done.returncode == 1
    assert "differs from options.csv of the command line" in done.stderr


def test_the_main_job_passes_where_the_command_line_gave_the_same_table(tmp_path):
    sg.options().to_csv(tmp_path / "options.csv")
    done = run("drechtsteden_options.py", "--output", str(tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr
