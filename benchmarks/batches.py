#!/usr/bin/env python3
"""Sweeps of random boards: what pools, Dask and MPI cost, and how time, bytes and memory grow.

    build/venv/bin/python benchmarks/batches.py                     # engines, then sizes; some minutes
    build/venv/bin/python benchmarks/batches.py --cases 1000,10000  # other sizes

Every run is checked: its files must be those of one thread. Needs the extras batch, dask and mpi, and an mpiexec.
"""

from __future__ import annotations

import argparse
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

import stemgewicht as sg

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


def engines(chunks: int, rounds: int, folder: Path) -> None:
    """Each engine in turn, `rounds` times over, the least time of each: other work only adds."""
    chunk_cases = cases_of_a_second()
    study = ENGINES.format(chunk_cases=chunk_cases, draws=chunks * chunk_cases // 2)
    expected, best = b"", dict.fromkeys(RUNS, float("inf"))
    for turn in range(rounds):
        for place, (name, run) in enumerate(RUNS.items()):
            output = folder / f"engine-{turn}-{place}"
            best[name] = min(best[name], run(study, output))
            expected = expected or digest(output)
            assert digest(output) == expected, name
    alone = best["this process, 1 thread"]
    print(f"\n{chunks} chunks of {chunk_cases:,} cases, {alone / chunks:.2f} s each; least of {rounds} rounds\n")
    print("| who counts | seconds | against 1 thread |\n|---|---:|---:|")
    for name, seconds in best.items():
        print(f"| {name} | {seconds:.2f} | {seconds / alone:.3f} |")


def cases_of_a_second() -> int:
    study = sg.Study(ENGINES.format(chunk_cases=200, draws=100))
    begin = time.monotonic()
    study.chunk(0)
    return max(2, int(200 / (time.monotonic() - begin)) // 2 * 2)


def sizes(counts: list[int], folder: Path) -> None:
    """Each size in a process of its own, for its peak of memory."""
    print("\n| cases | threads | seconds | cases/s | bytes a case | peak MB |\n|---:|---:|---:|---:|---:|---:|")
    for count in counts:
        for threads in (1, 2):
            output = folder / f"size-{count}-{threads}"
            command = [sys.executable, __file__, "--one", f"{count},{threads}", "--folder", output]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            seconds, peak = float(told[0]), int(told[1]) / 1024
            size = sum(file.stat().st_size for file in output.glob("part-*"))
            print(
                f"| {count:,} | {threads} | {seconds:.2f} | {count / seconds:,.0f} | {size / count:.1f} | {peak:.0f} |"
            )
            shutil.rmtree(output)


def one(count: int, threads: int, output: Path) -> None:
    begin = time.monotonic()
    sg.sweep(SIZES.format(draws=count // 3), output=output, threads=threads)
    print(time.monotonic() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", default="3000,30000,300000,3000000", help="sizes, with commas between")
    parser.add_argument("--chunks", type=int, default=12, help="of the run of each engine")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        count, threads = map(int, arguments.one.split(","))
        one(count, threads, arguments.folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        if arguments.chunks:
            engines(arguments.chunks, arguments.rounds, Path(folder))
        if arguments.cases:
            sizes([int(count) for count in arguments.cases.split(",")], Path(folder))


if __name__ == "__main__":
    main()
