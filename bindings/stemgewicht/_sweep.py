"""Batches: the cases of a study, counted chunk by chunk, here or by the workers of an executor."""

from __future__ import annotations

import operator
import os
import pickle
import platform
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stemgewicht import _core
from stemgewicht._arguments import file_path
from stemgewicht._results import Results, arrow_version, load_results, parquet_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stemgewicht._results import Values
    from stemgewicht._types import Progress

    Format = Literal["parquet", "csv"]

UNTOLD_WORKERS = 32  # taken of an executor that does not say how many it has, or has none yet

WRITERS = 3  # threads that make files of rows while others count; a file takes as long as some small boards

_written_here: set[_core.SweepFolder] = set()


def _let_go() -> None:
    """Gives up, in a process that was forked, what belongs to its parent: a worker that outlives it keeps no lock."""
    for folder in _written_here:
        folder.close()
    _written_here.clear()


os.register_at_fork(after_in_child=_let_go)


def sweep(
    study: str | os.PathLike[str] | _core.Study,
    *,
    output: str | os.PathLike[str],
    executor: Executor | None = None,
    format: Format = "parquet",
    threads: int | None = None,
    under_way: int | None = None,
    progress: Progress = None,
) -> Results:
    """Counts all cases of a study and writes them into a folder, a file for each chunk of cases.

    The files are the same byte for byte for any executor, number of workers and threads, order and number of starts.
    Each is written whole or not at all; whatever ends a run, the same call goes on where it was.
    study: the name of a study file, a text of several lines, or a Study. output: the folder, made if it is not there.
    executor: any concurrent.futures.Executor: a ProcessPoolExecutor, client.get_executor() of Dask, an MPIPoolExecutor;
    this process if not given. Workers need no disk in common: they get the study and send the bytes of a chunk back.
    format: "parquet" (by pyarrow) or "csv" (the bytes of `stemgewicht sweep`).
    threads: of each worker, or of this process; None or 1: one, 0: all cores.
    under_way: how many chunks are handed out at once, which bounds the memory; twice the workers if not given.
    progress: a line on standard error, True or False; on a terminal alone if not given; or a function of the finished
    chunks and all chunks, called after each.
    Returns the results, see load_results. Raises ValueError for a study that cannot be read and a folder that holds
    something else or is being written by another run; RuntimeError where the executor fails, with what is finished.
    """
    plan = _study(study)
    writer = _writer(_checked(format))
    if threads is not None:
        _core.Exact(threads=threads)  # which refuses what is no number of threads
    if under_way is not None and operator.index(under_way) < 1:
        raise ValueError(f"under_way: must be at least 1, got {under_way}")
    if executor is not None and not hasattr(executor, "submit"):
        raise TypeError(f"executor: must be a concurrent.futures.Executor, got {executor!r}")
    with _core.SweepFolder(file_path("output", output), plan, format, _program(writer)) as folder:
        about = Results(output).about() | {"version": _core.__version__}
        task = _Task(pickle.dumps(plan), plan.hash, format, threads, about, writer)
        for note in folder.notes:
            print(note, file=sys.stderr)
        run = _Run(folder, plan, _teller(progress, plan))
        _written_here.add(folder)
        try:
            if executor is not None:
                run.on(executor, task, under_way or 2 * (_workers(executor) or UNTOLD_WORKERS))
            elif threads in (None, 1):
                run.here(task)
            else:
                with ThreadPoolExecutor(WRITERS) as writers:
                    run.on(_Here(writers), task, 1 + WRITERS)
        except _ExecutorError as broken:
            raise RuntimeError(run.failed(broken.__cause__)) from broken.__cause__
        except KeyboardInterrupt as interrupt:
            interrupt.add_note(f"{run.so_far()}; the same call goes on")
            raise
        finally:
            _written_here.discard(folder)
            run.tell.end()
        folder.finish()
    return load_results(output)


class _Task(NamedTuple):
    """What a worker must know."""

    study: bytes
    hash: str
    format: Format
    threads: int | None
    about: dict[str, str]  # goes into each file: nothing that depends on the machine
    pyarrow: str


def _counted(task: _Task, chunk: int) -> tuple[bytes, str]:
    """The file of a chunk and its checksum: what a worker does."""
    study = _unpickled(task.study)
    if study.hash != task.hash:
        raise ValueError("worker: must have the version of stemgewicht that the study is swept by, got another")
    if _writer(task.format) != task.pyarrow:
        raise ValueError(f"worker: must have pyarrow {task.pyarrow}, got {_writer(task.format)}")
    return _file(task, _rows(task, study, chunk))


def _rows(task: _Task, study: _core.Study, chunk: int) -> bytes | Mapping[str, Values]:
    """The rows of a chunk: for CSV as the file."""
    return study.chunk_csv(chunk, task.threads) if task.format == "csv" else study.chunk(chunk, task.threads)


def _file(task: _Task, rows: bytes | Mapping[str, Values]) -> tuple[bytes, str]:
    columns = _unpickled(task.study).columns
    file = rows if isinstance(rows, bytes) else parquet_file(columns, rows, task.about)
    return file, _core.sweep_checksum(file)


class _Here(Executor):
    """Counts by threads of the library, and in the thread that calls, which Ctrl-C stops; others make the files."""

    def __init__(self, writers: Executor) -> None:
        self.writers = writers

    def submit(self, function: Any, /, task: _Task, chunk: int) -> Future[Any]:  # type: ignore[override]
        return self.writers.submit(_file, task, _rows(task, _unpickled(task.study), chunk))


def _writer(format: Format) -> str:
    """The version of pyarrow where it writes the files."""
    return arrow_version() if format == "parquet" else ""


@lru_cache(maxsize=2)
def _unpickled(study: bytes) -> _core.Study:
    made = pickle.loads(study)
    assert isinstance(made, _core.Study)
    return made


class _Run:
    """A run into a folder: it alone writes there."""

    def __init__(self, folder: _core.SweepFolder, study: _core.Study, tell: _Teller) -> None:
        self.folder = folder
        self.missing = folder.missing()
        self.chunks = study.chunks
        self.done = self.chunks - len(self.missing)
        self.tell = tell

    def here(self, task: _Task) -> None:
        for chunk in self.missing:
            self.store(chunk, *_counted(task, chunk))

    def on(self, executor: Executor, task: _Task, under_way: int) -> None:
        rest = iter(self.missing)
        handed_out: dict[Future[tuple[bytes, str]], int] = {}
        try:
            while True:
                for chunk in islice(rest, under_way - len(handed_out)):
                    with _of_executor():
                        future = executor.submit(_counted, task, chunk)
                    handed_out[future] = chunk
                if not handed_out:
                    return
                for future in wait(handed_out, return_when=FIRST_COMPLETED).done:
                    chunk = handed_out.pop(future)
                    with _of_executor():
                        file, checksum = future.result()
                    self.store(chunk, file, checksum)
        except BaseException:
            self.rescue(handed_out)
            raise

    def rescue(self, handed_out: dict[Future[tuple[bytes, str]], int]) -> None:
        """Keeps what has come meanwhile, and calls the rest off."""
        for future, chunk in handed_out.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                with suppress(ValueError):  # where writing fails, that is what is being raised
                    self.keep(chunk, *future.result())
            else:
                future.cancel()

    def store(self, chunk: int, file: bytes, checksum: str) -> None:
        self.keep(chunk, file, checksum)
        self.tell(self.done, self.chunks)

    def keep(self, chunk: int, file: bytes, checksum: str) -> None:
        if _core.sweep_checksum(file) != checksum:
            raise ValueError(f"chunk {chunk}: must have the checksum {checksum}, got {_core.sweep_checksum(file)}")
        self.folder.store(chunk, file)
        self.done += 1

    def so_far(self) -> str:
        return f"{self.done:,} of {self.chunks:,} chunks are finished in {self.folder.directory}"

    def failed(self, error: BaseException | None) -> str:
        said = str(error).strip().partition("\n")[0]
        name = type(error).__name__
        return (
            f"executor: must count each chunk, got {name}{f' ({said})' if said else ''}; "
            f"{self.so_far()}, and the same call goes on"
        )


class _ExecutorError(Exception):
    """An executor failed, as the cause of this says."""


@contextmanager
def _of_executor() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise _ExecutorError from error


def _study(study: str | os.PathLike[str] | _core.Study) -> _core.Study:
    if isinstance(study, _core.Study):
        return study
    if isinstance(study, str) and "\n" in study:
        return _core.Study(study)
    return _core.Study.load(file_path("study", study, "a text, a path or a study"))


def _program(pyarrow: str) -> str:
    """What counts and writes, and where, for the folder."""
    return ", ".join(
        (
            f"stemgewicht {_core.__version__}",
            _core.compiler,
            f"Python {platform.python_version()}",
            *([f"pyarrow {pyarrow}"] if pyarrow else []),
            platform.platform(),
        )
    )


def _checked(format: Format) -> Format:
    if format not in ("parquet", "csv"):
        raise ValueError(f'format: must be parquet or csv, got "{format}"')
    return format


def _workers(executor: Executor) -> int:
    """How many workers an executor has, as pools of threads and processes, of MPI and of Dask say it; 0: not told."""
    for name in ("_max_workers", "num_workers"):
        count = getattr(executor, name, None)
        if isinstance(count, int) and count > 0:
            return count
    threads = getattr(getattr(executor, "_client", None), "nthreads", None)
    return sum(threads().values()) if threads else 0


class _Teller:
    """Says nothing of how far a run is."""

    def __call__(self, done: int, chunks: int) -> None:
        pass

    def end(self) -> None:
        pass


class _Line(_Teller):
    """Says how far a run is in a line on standard error, over and over."""

    def __init__(self, study: _core.Study) -> None:
        self.chunk_cases = study.chunk_cases
        self.begin = time.monotonic()
        self.since = 0  # chunks of this run

    def __call__(self, done: int, chunks: int) -> None:
        self.since += 1
        seconds = max(time.monotonic() - self.begin, 1e-9)
        rate = self.since * self.chunk_cases / seconds
        left = _duration(seconds / self.since * (chunks - done))
        said = f"{done:,} of {chunks:,} chunks, {rate:,.0f} cases/s, {left} left"
        print(f"\r\x1b[K{said}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


class _Called(_Teller):
    def __init__(self, function: Callable[[int, int], object]) -> None:
        self.function = function

    def __call__(self, done: int, chunks: int) -> None:
        self.function(done, chunks)


def _teller(progress: Progress, study: _core.Study) -> _Teller:
    if callable(progress):
        return _Called(progress)
    return _Line(study) if (sys.stderr.isatty() if progress is None else progress) else _Teller()


def _duration(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
