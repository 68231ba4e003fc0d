#!/usr/bin/env python3
"""Sweeps of random boards: what pools, Dask and MPI cost, and how time, bytes and memory grow.

    build/venv/bin/python benchmarks/batches.py                                     # engines, then sizes; ten minutes
    build/venv/bin/python benchmarks/batches.py --table benchmarks/RESULTS.md       # and into the table of results
    build/venv/bin/python benchmarks/batches.py --cases 1000,10000                  # other sizes

Every run is checked: its files must be those of one thread. Needs the extras batch, dask and mpi, and an mpiexec.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import stemgewicht as sg

TITLE = "## Sweeps of studies"

# Boards of 15 members are counted by enumeration, so that a chunk is work and not writing.
ENGINES = """
title = "What the engines cost"
measures = ["banzhaf", "shapley_shubik", "outvoted"]
models = ["ic", "iac"]
chunk_cases = {chunk_cases}
[board]
members = 15
quota = "majority"
[draws]
seed = 1
count = {draws}
weights = {{ distribution = "uniform_integers", from = 1, to = 1000 }}
"""

SIZES = """
title = "Random boards of seven under three models"
measures = ["banzhaf", "shapley_shubik", "outvoted"]
models = ["ic", "iac", "beta:2,2"]
[board]
members = 7
quota = "majority"
[draws]
seed = 1
count = {draws}
weights = {{ distribution = "uniform_integers", from = 1, to = 100 }}
"""

MPI = """
import sys, time
import pyarrow.parquet
from mpi4py.futures import MPIPoolExecutor
import stemgewicht as sg

def ready(_): return pyarrow.__version__

if __name__ == "__main__":
    study, output = sys.argv[1:]
    with MPIPoolExecutor() as executor:
        list(executor.map(ready, range(8)))
        begin = time.monotonic()
        sg.sweep(study, output=output, executor=executor)
        print(time.monotonic() - begin)
"""


def digest(folder: Path) -> bytes:
    return (folder / "_chunks.csv").read_bytes()


def ready(_: int) -> str:
    """Makes a worker import what it needs."""
    import pyarrow.parquet

    return sg.__version__ + pyarrow.__version__


@contextmanager
def pool(count: int) -> Iterator[Executor]:
    with ProcessPoolExecutor(count) as executor:
        yield executor


@contextmanager
def dask(count: int) -> Iterator[Executor]:
    from distributed import Client, LocalCluster

    cluster = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    with cluster, Client(cluster) as client:
        yield client.get_executor()


def on(engine: Callable[[int], object], count: int) -> Callable[[str, Path], float]:
    def run(study: str, output: Path) -> float:
        with engine(count) as executor:
            list(executor.map(ready, range(4 * count)))
            begin = time.monotonic()
            sg.sweep(study, output=output, executor=executor)
            return time.monotonic() - begin

    return run


def here(threads: int) -> Callable[[str, Path], float]:
    def run(study: str, output: Path) -> float:
        begin = time.monotonic()
        sg.sweep(study, output=output, threads=threads)
        return time.monotonic() - begin

    return run


def mpi(count: int) -> Callable[[str, Path], float]:
    def run(study: str, output: Path) -> float:
        mpiexec = shutil.which("mpiexec", path=Path(sys.executable).parent) or "mpiexec"
        script = output.with_suffix(".py")
        script.write_text(MPI, encoding="utf-8")
        command = [mpiexec, "-n", str(count + 1), sys.executable, "-m", "mpi4py.futures", script, study, output]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    return run


RUNS = {
    "this process, 1 thread": here(1),
    "this process, 2 threads": here(2),
    "pool, 1 worker": on(pool, 1),
    "pool, 2 workers": on(pool, 2),
    "Dask, 1 worker": on(dask, 1),
    "Dask, 2 workers": on(dask, 2),
    "MPI, 1 worker": mpi(1),
    "MPI, 2 workers": mpi(2),
}


def engines(chunks: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Seconds of each engine, each in turn, `rounds` times over, the least time of each: other work only adds."""
    chunk_cases = cases_of_a_second()
    study = ENGINES.format(chunk_cases=chunk_cases, draws=chunks * chunk_cases // 2)
    expected, best = b"", dict.fromkeys(RUNS, float("inf"))
    for turn in range(rounds):
        for place, (name, run) in enumerate(RUNS.items()):
            output = folder / f"engine-{turn}-{place}"
            best[name] = min(best[name], run(study, output))
            expected = expected or digest(output)
            assert digest(output) == expected, name
    return {"chunks": chunks, "chunk_cases": chunk_cases, "rounds": rounds, "seconds": best}


def cases_of_a_second() -> int:
    study = sg.Study(ENGINES.format(chunk_cases=200, draws=100))
    begin = time.monotonic()
    study.chunk(0)
    return max(2, int(200 / (time.monotonic() - begin)) // 2 * 2)


def sizes(counts: list[int], folder: Path) -> list[dict[str, float]]:
    """Each size in a process of its own, for its peak of memory."""
    records = []
    for count in counts:
        for threads in (1, 2):
            output = folder / f"size-{count}-{threads}"
            command = [sys.executable, __file__, "--one", f"{count},{threads}", "--folder", output]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            size = sum(file.stat().st_size for file in output.glob("part-*"))
            record = {"cases": count, "threads": threads, "seconds": float(told[0])}
            records.append(record | {"bytes": size, "peak_bytes": int(told[1]) * 1024})
            shutil.rmtree(output)
    return records


def one(count: int, threads: int, output: Path) -> None:
    begin = time.monotonic()
    sg.sweep(SIZES.format(draws=count // 3), output=output, threads=threads)
    print(time.monotonic() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def engines_text(found: dict[str, Any]) -> str:
    best = found["seconds"]
    alone = best["this process, 1 thread"]
    rows = [f"| {name} | {seconds:.2f} s | {alone / seconds:.2f} |" for name, seconds in best.items()]
    head = (
        f"{found['chunks']} chunks of {found['chunk_cases']:,} random boards of 15 members under ic and iac, two "
        f"indices and the risks of all members, {alone / found['chunks']:.2f} s a chunk by one thread; the least of "
        f"{found['rounds']} rounds. Every engine wrote the same bytes."
    )
    return "\n".join([head, "", "| who counts | time | one thread's time over it |", "|---|--:|--:|", *rows])


def sizes_text(records: list[dict[str, float]]) -> str:
    rows = [
        f"| {r['cases']:,} | {r['threads']} | {r['seconds']:.2f} s | {r['cases'] / r['seconds']:,.0f} | "
        f"{r['bytes'] / r['cases']:.1f} | {r['peak_bytes'] / 1e6:.0f} MB |"
        for r in records
    ]
    head = (
        "A case is a random board of seven under one of ic, iac and beta:2,2, with two indices and the risks of all "
        "members, written to Parquet; each row is a process of its own, with its start."
    )
    titles = ["| cases | threads | time | cases a second | bytes a case | peak memory |", "|--:|--:|--:|--:|--:|--:|"]
    return "\n".join([head, "", *titles, *rows])


def draw(found: dict[str, Any], path: Path) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.hashsalt": "stemgewicht", "svg.fonttype": "none"})
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    rates, memory, engine = figure.subplots(1, 3)
    for threads, colour, marker in ((1, "#0072B2", "o"), (2, "#D55E00", "s")):
        records = [r for r in found["sizes"] if r["threads"] == threads]
        cases = [r["cases"] for r in records]
        style = {"color": colour, "marker": marker, "label": f"{threads} thread{'s' * (threads > 1)}"}
        rates.plot(cases, [r["cases"] / r["seconds"] for r in records], **style)
        memory.plot(cases, [r["peak_bytes"] / 1e6 for r in records], **style)
    rates.set(xscale="log", xlabel="cases", title="Cases a second", ylim=(0, None))
    memory.set(xscale="log", xlabel="cases", title="Peak memory, MB", ylim=(0, None))
    best = found["engines"]["seconds"]
    names = list(best)
    engine.barh(range(len(names)), [best[name] for name in names], color="#56B4E9")
    engine.set_yticks(range(len(names)), names)
    engine.invert_yaxis()
    engine.set(xlabel="seconds", title=f"{found['engines']['chunks']} chunks of a second")
    for axis in (rates, memory):
        axis.grid(color="0.88")
        axis.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})


def write_table(found: dict[str, Any], table: Path) -> None:
    """Replaces the section on sweeps, the last one, which report.py keeps."""
    picture = table.with_name("SWEEPS.svg")
    draw(found, picture)
    text = table.read_text(encoding="utf-8") if table.exists() else "# Results of the benchmarks\n"
    about = f"Written by `benchmarks/batches.py --table` on {datetime.date.today().isoformat()}: {found['machine']}."
    section = [TITLE, about, engines_text(found["engines"]), sizes_text(found["sizes"])]
    section.insert(2, f"![Cases a second, memory and engines]({picture.name})")
    table.write_text(text.split(TITLE)[0].rstrip() + "\n\n" + "\n\n".join(section) + "\n", encoding="utf-8")


def machine() -> str:
    found = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    processor = found.group(1) if found else "a processor without a name"
    versions = f"Python {platform.python_version()}, stemgewicht {sg.__version__}"
    return f"{processor}, {os.cpu_count()} hardware threads; {versions}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", default="3000,30000,300000,3000000,9999999", help="sizes, with commas between")
    parser.add_argument("--chunks", type=int, default=12, help="of the run of each engine")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--table", type=Path, help="the table of results, which gets a section on sweeps")
    parser.add_argument("--output", type=Path, help="a JSON file of what was measured")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        count, threads = map(int, arguments.one.split(","))
        one(count, threads, arguments.folder)
        return
    with tempfile.TemporaryDirectory() as name:
        folder, counts = Path(name), [int(count) for count in arguments.cases.split(",")]
        found = {"machine": machine(), "engines": engines(arguments.chunks, arguments.rounds, folder)}
        print(engines_text(found["engines"]), flush=True)
        found["sizes"] = sizes(counts, folder)
        print("\n" + sizes_text(found["sizes"]))
    if arguments.output:
        arguments.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if arguments.table:
        write_table(found, arguments.table)


if __name__ == "__main__":
    main()
