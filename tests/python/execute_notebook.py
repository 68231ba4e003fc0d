"""Executes the notebooks of the examples, each in a scratch directory.

python tests/python/execute_notebook.py            executes them and tells of the first cell that fails
python tests/python/execute_notebook.py --write    writes the outputs into the notebooks
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = sorted((Path(__file__).parents[2] / "examples" / "notebooks").glob("*.ipynb"))
SECONDS = 900  # for one cell


def executed(path):
    """The notebook with the outputs of a run of its own. Raises CellExecutionError where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    os.environ.pop("MPLBACKEND", None)  # the kernel has its own, which puts figures into the outputs
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=SECONDS,
            kernel_name="python3",
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    notebook.metadata["language_info"] = {"name": "python"}  # without the version of whoever ran it
    return notebook


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the outputs into the notebooks")
    parser.add_argument("--output", type=Path, metavar="DIR", help="write the executed notebooks to a directory")
    arguments = parser.parse_args()
    for path in NOTEBOOKS:
        try:
            notebook = executed(path)
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        target = path if arguments.write else arguments.output and arguments.output / path.name
        if target:
            nbformat.write(notebook, target)
        print(f"{path.name}: {sum(cell.cell_type == 'code' for cell in notebook.cells)} cells executed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
