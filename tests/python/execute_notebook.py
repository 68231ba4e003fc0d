"""Executes the notebooks of the examples, each in a scratch directory.

python tests/python/execute_notebook.py                  executes them and tells of the first cell that fails
python tests/python/execute_notebook.py --write          writes the outputs into the notebooks
python tests/python/execute_notebook.py --write batch    into one of them
"""

import argparse
import base64
import io
import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from PIL import Image

NOTEBOOKS = sorted((Path(__file__).parents[2] / "examples" / "notebooks").glob("*.ipynb"))
SECONDS = 900  # for one cell
COLOURS = 128  # of a stored picture: a third of its size


def small_picture(png):
    """A picture of base64 text with few colours, chosen to be near to all of its own, also to those of small dots."""
    picture = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(png))) as full:
        full.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE).save(picture, "PNG", optimize=True)
    return base64.b64encode(picture.getvalue()).decode()


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
            coalesce_streams=True,  # what is printed comes in pieces on a busy machine
            resources={"metadata": {"path": folder}},
        )
        client.execute()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = small_picture(output.data["image/png"])
    notebook.metadata["language_info"] = {"name": "python"}  # without the version of whoever ran it
    return notebook


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the outputs into the notebooks")
    parser.add_argument("--output", type=Path, metavar="DIR", help="write the executed notebooks to a directory")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of the notebooks, all if none is given")
    arguments = parser.parse_args()
    for path in NOTEBOOKS:
        if arguments.names and path.stem not in arguments.names:
            continue
        start = time.monotonic()
        try:
            notebook = executed(path)
        except CellExecutionError as error:
            print(f"{path.name}: {error}", file=sys.stderr)
            return 1
        target = path if arguments.write else arguments.output and arguments.output / path.name
        if target:
            nbformat.write(notebook, target)
        cells = sum(cell.cell_type == "code" for cell in notebook.cells)
        print(f"{path.name}: {cells} cells executed in {time.monotonic() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
