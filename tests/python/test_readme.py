"""The README's Python program prints what the README says."""

import runpy
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_program_prints_the_answer_beside_it(tmp_path: Path, capsys) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tests/readme/extract.py"), str(ROOT / "README.md"), str(tmp_path)], check=True
    )
    runpy.run_path(str(tmp_path / "readme.py"))
    assert capsys.readouterr().out == (tmp_path / "readme_py.txt").read_text(encoding="utf-8")
