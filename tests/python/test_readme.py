"""What the README shows is what the package gives: its program, and its table of Dordrecht's risks."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import stemgewicht as sg

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"

# The rows of the README's table, in order.
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


def test_the_readme_program_prints_the_answer_beside_it(tmp_path: Path, capsys) -> None:
    subprocess.run([sys.executable, str(ROOT / "tests/readme/extract.py"), str(README), str(tmp_path)], check=True)
    runpy.run_path(str(tmp_path / "readme.py"))
    assert capsys.readouterr().out == (tmp_path / "readme_py.txt").read_text(encoding="utf-8")


def test_the_case_in_the_readme_is_read_and_its_options_compared(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", README.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
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


def test_the_risk_without_a_common_family_of_local_lists_is_the_one_in_the_readme() -> None:
    (row,) = (
        row
        for row in sg.options(models="grouped:list", options="drechtraad", schemes="seats")
        if row["municipality"] == "Dordrecht" and row["scheme"] == "seats"
    )
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert f"Dordrecht's risk in the Drechtraad by seats is {row['outvoted']:.3f} instead of 0.254" in text


def test_the_readme_table_holds_the_risks_that_the_package_computes() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    begin = lines.index("| option | weights | ic | iac | grouped:family |") + 2
    shown = [[cell.strip() for cell in line.split("|")[3:6]] for line in lines[begin : begin + len(ROWS)]]
    assert lines[begin + len(ROWS)] == ""
    risks = {
        (row["option"], row["scheme"], row["model"]): row["outvoted"]
        for row in sg.options()
        if row["municipality"] == "Dordrecht"
    }
    for (option, scheme), cells in zip(ROWS, shown, strict=True):
        for model, cell in zip(("ic", "iac", "grouped:family"), cells, strict=True):
            risk = risks[option, scheme, model]
            assert (cell == "0") == (risk == 0), (option, scheme, model)
            assert abs(float(cell) - risk) <= 0.0005 + 1e-12, (option, scheme, model, risk)
