"""The main job from Python: how often is Dordrecht outvoted under each governance option of the Drechtsteden?

Writes options_python.csv, options.png and options.svg to a directory, and checks the table against the options.csv
that the command line wrote there, if it did. A run gives the same files each time.
"""

import argparse
import sys
from pathlib import Path

import stemgewicht as sg

CASE = "drechtsteden-2018"
CENTRE = "Dordrecht"


def same_as_command_line(folder: Path) -> bool:
    """Whether both interfaces gave the same bytes; True where the command line was not run."""
    other = folder / "options.csv"
    if not other.exists():
        return True
    return other.read_bytes() == (folder / "options_python.csv").read_bytes()


def write_plots(table: sg.Table, folder: Path) -> None:
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["svg.hashsalt"] = "stemgewicht"  # the same ids in the file at each run
    figure = sg.plot_options(table, CENTRE).figure
    figure.savefig(folder / "options.png", dpi=150)
    figure.savefig(folder / "options.svg", metadata={"Date": None})


def print_risks(table: sg.Table) -> None:
    rows = [row for row in table if row["municipality"] == CENTRE]
    models = list(dict.fromkeys(row["model"] for row in rows))
    risks = {(row["option"], row["scheme"], row["kind"], row["model"]): row["outvoted"] for row in rows}
    print(f"P({CENTRE} is outvoted)")
    print(f"{'option':<11} {'scheme':<16} {'kind':<38}" + "".join(f"{model:>16}" for model in models))
    for line in dict.fromkeys(key[:3] for key in risks):
        option, scheme, kind = line
        print(f"{option:<11} {scheme:<16} {kind:<38}" + "".join(f"{risks[*line, model]:16.6f}" for model in models))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--output", type=Path, default=Path(), metavar="DIR", help="directory to write to, made if missing"
    )
    folder = parser.parse_args().output
    folder.mkdir(parents=True, exist_ok=True)
    table = sg.options(CASE, threads=0)
    table.to_csv(folder / "options_python.csv")
    if not same_as_command_line(folder):
        print(f"{folder}: options_python.csv differs from options.csv of the command line", file=sys.stderr)
        return 1
    write_plots(table, folder)
    print_risks(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
