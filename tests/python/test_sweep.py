"""A sweep gives the same bytes whoever counts the chunks, whatever ends a run, and however often it goes on."""

import json
import os
import pickle
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

import stemgewicht as sg
from stemgewicht import _core, _sweep

CLI = os.environ.get("STEMGEWICHT_CLI")
MPIEXEC = Path(sys.executable).parent / "mpiexec"

STUDY = """
title = "Random boards of seven"
chunk_cases = 40
measures = ["banzhaf", "outvoted"]
[board]
members = 7
quota = "majority"
[draws]
seed = 1
count = 1000
weights = { distribution = "uniform_integers", from = 1, to = 20 }
"""
CHUNKS = 25


def contents(folder):
    """The files of a folder with their bytes, but for the lock, which is nobody's result."""
    return {file.name: file.read_bytes() for file in Path(folder).iterdir() if file.name != "_lock"}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What a run by one thread writes, by format."""
    made = {}
    for name in ("parquet", "csv"):
        folder = tmp_path_factory.mktemp(name)
        sg.sweep(STUDY, output=folder, format=name)
        made[name] = contents(folder)
        assert len(made[name]) == CHUNKS + 2
    return made


@contextmanager
def here(threads):
    yield {"threads": threads}


@contextmanager
def workers(pool, count):
    with pool(count) as executor:
        yield {"executor": executor}


RUNS = {
    "2 threads": lambda: here(2),
    "7 threads": lambda: here(7),
    "a pool of threads": lambda: workers(ThreadPoolExecutor, 3),
    "a pool of processes": lambda: workers(ProcessPoolExecutor, 2),
}


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_the_bytes_do_not_depend_on_who_counts(run, format, tmp_path, undisturbed):
    with RUNS[run]() as who:
        sg.sweep(STUDY, output=tmp_path / "out", format=format, **who)
    assert contents(tmp_path / "out") == undisturbed[format]


@pytest.mark.filterwarnings("default")
def test_a_dask_cluster_gives_the_same_bytes_and_counts_again_what_a_killed_worker_had(tmp_path, undisturbed):
    from distributed import Client, LocalCluster

    cluster = LocalCluster(n_workers=3, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    with cluster, Client(cluster) as client:
        sg.sweep(STUDY, output=tmp_path / "whole", executor=client.get_executor())
        assert contents(tmp_path / "whole") == undisturbed["parquet"]
        processes = list(client.run(os.getpid).values())
        assert len(processes) == 3

        def kill_one(done, chunks):
            if done == CHUNKS // 5:
                os.kill(processes[0], signal.SIGKILL)

        sg.sweep(STUDY, output=tmp_path / "killed", executor=client.get_executor(), progress=kill_one)
        assert contents(tmp_path / "killed") == undisturbed["parquet"]

        def lose_all(done, chunks):
            if done == CHUNKS // 5:
                client.close()

        with pytest.raises(
            RuntimeError, match=r"^executor: must count each chunk, got .* the same call goes on"
        ) as told:
            sg.sweep(STUDY, output=tmp_path / "lost", executor=client.get_executor(), under_way=4, progress=lose_all)
        assert "\n" not in str(told.value)
    sg.sweep(STUDY, output=tmp_path / "lost")
    assert contents(tmp_path / "lost") == undisturbed["parquet"]


@pytest.mark.filterwarnings("default")
def test_a_cluster_of_ray_gives_the_same_bytes(tmp_path, undisturbed):
    ray = pytest.importorskip("ray", reason="Ray is large, and not among the requirements of the tests")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        executor = sg.RayExecutor(max_retries=2)
        assert executor.num_workers == 2
        sg.sweep(STUDY, output=tmp_path / "out", executor=executor)
        assert contents(tmp_path / "out") == undisturbed["parquet"]
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 1, 0).result()
    finally:
        ray.shutdown()


def test_a_missing_ray_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ImportError, match=r"pip install 'stemgewicht\[ray\]'"):
        sg.RayExecutor()


MPI = """
import sys
from mpi4py.futures import MPIPoolExecutor
import stemgewicht as sg

if __name__ == "__main__":
    with MPIPoolExecutor() as executor:
        sg.sweep(sys.argv[1], output=sys.argv[2], executor=executor)
        print(executor.num_workers)
"""


@pytest.mark.skipif(not MPIEXEC.exists(), reason="no mpiexec beside Python: the package mpich is not installed")
def test_three_processes_of_mpi_give_the_same_bytes(tmp_path, undisturbed):
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "run.py").write_text(MPI, encoding="utf-8")
    files = [tmp_path / name for name in ("run.py", "study.toml", "out")]
    told = subprocess.run(
        [MPIEXEC, "-n", "3", sys.executable, "-m", "mpi4py.futures", *files], capture_output=True, text=True, timeout=60
    )
    assert (told.stdout, told.returncode) == ("2\n", 0), told.stderr
    made = contents(tmp_path / "out")
    assert json.loads(made.pop("_study.json"))["hash"] == json.loads(undisturbed["parquet"]["_study.json"])["hash"]
    assert made == {name: file for name, file in undisturbed["parquet"].items() if name != "_study.json"}


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
def test_the_command_line_writes_the_same_bytes(tmp_path, undisturbed):
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    subprocess.run([CLI, "sweep", tmp_path / "study.toml", "--output", tmp_path / "out"], check=True)
    made = contents(tmp_path / "out")
    assert made["_chunks.csv"] == undisturbed["csv"]["_chunks.csv"]
    assert made["part-000024.csv"] == undisturbed["csv"]["part-000024.csv"]


# Forks a run, in a group of its own, for each line, and says when it has ended.
FORKS = """
import os, sys
from concurrent.futures import ProcessPoolExecutor
import pyarrow.dataset, pyarrow.parquet
import stemgewicht as sg

study = sys.argv[1]
for line in sys.stdin:
    output, workers = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        if workers == "0":
            sg.sweep(study, output=output)
        else:
            with ProcessPoolExecutor(int(workers)) as pool:
                sg.sweep(study, output=output, executor=pool)
        os._exit(0)
    os.setpgid(child, child)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Runs:
    """Runs in processes of their own, which are quick to start."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", FORKS, STUDY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, output, workers, meanwhile=lambda group: None):
        """Starts a run, does something meanwhile, and waits for its end: its group and its exit status."""
        print(output, workers, sep="\t", file=self.process.stdin, flush=True)
        group = int(self.process.stdout.readline())
        assert group > 1
        try:
            meanwhile(group)
        finally:
            status = int(self.process.stdout.readline())
        return group, status

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def runs():
    made = Runs()
    yield made
    made.close()


def finished(folder):
    """How many chunks of a folder are finished; none where there is no study yet."""
    return CHUNKS - len(sg.load_results(folder, partial=True).missing) if (folder / "_study.json").exists() else 0


@pytest.mark.parametrize("workers", [0, 2], ids=["one process", "a pool"])
def test_a_run_that_is_killed_at_any_moment_goes_on_to_the_same_bytes(workers, tmp_path, undisturbed, runs):
    seconds = 60.0
    for name in ("first", "second", "third"):  # the first is slower
        begin = time.monotonic()
        assert runs.run(tmp_path / name, workers)[1] == 0
        seconds = min(seconds, time.monotonic() - begin)
        assert contents(tmp_path / name) == undisturbed["parquet"]
    draw = random.Random(18)

    def kill_at_some_moment(group):
        time.sleep(draw.uniform(0, seconds))
        with suppress(ProcessLookupError):  # it may have ended
            os.killpg(group, signal.SIGKILL)

    in_the_middle = 0
    for moment in range(200):
        if moment >= 10 and in_the_middle >= 3:
            break
        folder = tmp_path / str(moment)
        runs.run(folder, workers, kill_at_some_moment)
        in_the_middle += 0 < finished(folder) < CHUNKS
        sg.sweep(STUDY, output=folder)
        assert contents(folder) == undisturbed["parquet"]
    assert in_the_middle >= 3


def test_workers_that_outlive_a_killed_run_do_not_keep_its_lock(tmp_path, undisturbed, runs):
    def kill_the_first_process(group):
        until = time.monotonic() + 20
        while finished(tmp_path) < 2 and time.monotonic() < until:
            time.sleep(0.002)
        os.kill(group, signal.SIGKILL)

    group, status = runs.run(tmp_path, 2, kill_the_first_process)
    try:
        assert status == -signal.SIGKILL
        sg.sweep(STUDY, output=tmp_path)
        assert contents(tmp_path) == undisturbed["parquet"]
    finally:
        os.killpg(group, signal.SIGKILL)  # the workers, which do not notice


def test_two_runs_into_one_folder_exclude_each_other(tmp_path, undisturbed):
    refused = []

    def another(done, chunks):
        if done == 3:
            for command in ([sys.executable, "-c", ANOTHER, STUDY, str(tmp_path)], None):
                if command:
                    refused.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
                else:
                    with pytest.raises(ValueError) as told:
                        sg.sweep(STUDY, output=tmp_path)
                    refused.append(f"{told.value}\n")

    sg.sweep(STUDY, output=tmp_path, progress=another)
    assert len(refused) == 2
    for line in refused:
        assert line.count("\n") == 1
        assert str(tmp_path) in line
    assert contents(tmp_path) == undisturbed["parquet"]


ANOTHER = """
import sys
import stemgewicht as sg
try:
    sg.sweep(sys.argv[1], output=sys.argv[2])
except ValueError as error:
    print(error)
"""

# In a namespace of its own, so that what is mounted ends with it.
FULL = """
import shutil, subprocess, sys
import stemgewicht as sg

study, small, out = sys.argv[1:]
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", small], check=True)
try:
    sg.sweep(study, output=small + "/out")
except ValueError as error:
    print(error)
print(len(sg.load_results(small + "/out", partial=True).missing))
subprocess.run(["mount", "-o", "remount,size=16m", small], check=True)
sg.sweep(study, output=small + "/out")
shutil.copytree(small + "/out", out)
"""


def can_mount(tmp_path):
    mount = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", tmp_path]
    return shutil.which("unshare") and subprocess.run(mount, capture_output=True).returncode == 0


def test_a_run_that_fills_the_disk_goes_on_when_there_is_room(tmp_path, undisturbed):
    if not can_mount(tmp_path):
        pytest.skip("no right to mount a file system")
    small = tmp_path / "small"
    small.mkdir()
    command = ["unshare", "--map-root-user", "--mount", sys.executable, "-c", FULL, STUDY, small, tmp_path / "out"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(told) == 2
    assert "No space left on device" in told[0]
    assert 0 < int(told[1]) < CHUNKS
    assert contents(tmp_path / "out") == undisturbed["parquet"]


def test_a_flipped_byte_is_found_and_its_chunk_counted_again(tmp_path, undisturbed, capsys):
    results = sg.sweep(STUDY, output=tmp_path)
    file = tmp_path / "part-000007.parquet"
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    assert results.damaged() == [7]
    counted = []
    sg.sweep(STUDY, output=tmp_path, progress=lambda done, chunks: counted.append((done, chunks)))
    assert counted == [(CHUNKS, CHUNKS)]
    assert "part-000007.parquet is damaged" in capsys.readouterr().err
    assert contents(tmp_path) == undisturbed["parquet"]
    assert results.damaged() == []


@pytest.mark.parametrize(
    ("study", "format"),
    [
        (STUDY.replace("seed = 1", "seed = 2"), "parquet"),
        (STUDY, "csv"),
        (STUDY.replace("to = 20", "to = 21"), "parquet"),
    ],
    ids=["another seed", "another format", "other draws"],
)
def test_results_of_something_else_are_not_gone_on_with(study, format, tmp_path, undisturbed):
    sg.sweep(STUDY, output=tmp_path)
    with pytest.raises(ValueError) as told:
        sg.sweep(study, output=tmp_path, format=format)
    assert "\n" not in str(told.value)
    assert contents(tmp_path) == undisturbed["parquet"]


def test_a_study_may_be_a_file_a_long_text_or_a_study(tmp_path, undisturbed):
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    for place, study in enumerate((tmp_path / "study.toml", str(tmp_path / "study.toml"), sg.Study(STUDY), STUDY)):
        results = sg.sweep(study, output=tmp_path / str(place))
        assert results.files[3].read_bytes() == undisturbed["parquet"]["part-000003.parquet"]
    assert sg.sweep("#" * 5000 + STUDY, output=tmp_path / "0").missing == []


def test_a_study_with_another_comment_is_the_same(tmp_path, undisturbed):
    with pytest.raises(KeyboardInterrupt):
        sg.sweep(STUDY, output=tmp_path, progress=stop_after(10))
    sg.sweep(f"# a remark\n{STUDY}", output=tmp_path)
    assert contents(tmp_path) == undisturbed["parquet"]


def test_a_pool_that_breaks_says_in_one_line_what_is_finished_and_goes_on(tmp_path, undisturbed):
    with ProcessPoolExecutor(2) as pool:

        def kill(done, chunks):
            if done == 5:
                for process in list(pool._processes):
                    os.kill(process, signal.SIGKILL)

        with pytest.raises(RuntimeError) as told:
            sg.sweep(STUDY, output=tmp_path, executor=pool, progress=kill)
    there = CHUNKS - len(sg.load_results(tmp_path, partial=True).missing)
    assert 5 <= there < CHUNKS
    assert str(told.value).startswith("executor: must count each chunk, got BrokenProcessPool")
    assert str(told.value).endswith(
        f"; {there} of {CHUNKS} chunks are finished in {tmp_path}, and the same call goes on"
    )
    assert "\n" not in str(told.value)
    sg.sweep(STUDY, output=tmp_path)
    assert contents(tmp_path) == undisturbed["parquet"]


class Late(Executor):
    """Counts nothing before four chunks are waiting, and then the last one first."""

    def __init__(self):
        self.waiting, self.most = [], 0

    def submit(self, function, *arguments):
        future = Future()
        self.waiting.append((future, function, arguments))
        self.most = max(self.most, len(self.waiting))
        if len(self.waiting) == 4:
            for done, counted, what in reversed(self.waiting):
                self.set(done, counted, what)
            self.waiting = []
        return future

    def set(self, done, counted, what):
        done.set_result(counted(*what))


@pytest.mark.parametrize(("executor", "there"), [(None, 10), (Late(), 12)], ids=["one thread", "an executor"])
def test_what_is_counted_stays_when_a_run_is_interrupted(executor, there, tmp_path, undisturbed):
    with pytest.raises(KeyboardInterrupt) as told:
        sg.sweep(STUDY, output=tmp_path, executor=executor, under_way=4, progress=stop_after(10))
    assert len(sg.load_results(tmp_path, partial=True).missing) == CHUNKS - there
    assert told.value.__notes__ == [f"{there} of {CHUNKS} chunks are finished in {tmp_path}; the same call goes on"]
    sg.sweep(STUDY, output=tmp_path)
    assert contents(tmp_path) == undisturbed["parquet"]


def test_no_more_chunks_are_under_way_than_asked(tmp_path, undisturbed):
    executor = Late()
    text = STUDY.replace("count = 1000", "count = 960")  # 24 chunks
    sg.sweep(text, output=tmp_path / "late", executor=executor, under_way=4)
    assert executor.most == 4
    sg.sweep(text, output=tmp_path / "here")
    assert contents(tmp_path / "late") == contents(tmp_path / "here")


class Failing(Late):
    """Fails on the second of four chunks."""

    def submit(self, function, *arguments):
        def fails(*what):
            raise OSError("the network\nis down")

        return super().submit(fails if len(self.waiting) == 1 else function, *arguments)

    def set(self, done, counted, what):
        try:
            super().set(done, counted, what)
        except OSError as error:
            done.set_exception(error)


def test_what_others_have_counted_is_kept_when_one_worker_fails(tmp_path, undisturbed):
    with pytest.raises(RuntimeError) as told:
        sg.sweep(STUDY, output=tmp_path, executor=Failing(), under_way=4)
    assert str(told.value) == (
        "executor: must count each chunk, got OSError (the network); "
        f"3 of {CHUNKS} chunks are finished in {tmp_path}, and the same call goes on"
    )
    assert sg.load_results(tmp_path, partial=True).missing == [1, *range(4, CHUNKS)]


class Straggling(Executor):
    """Counts the first chunk last."""

    def __init__(self):
        self.first, self.count = None, 0

    def submit(self, function, *arguments):
        future = Future()
        self.count += 1
        if self.count == 1:
            self.first = (future, function, arguments)
            late = threading.Timer(20, lambda: future.done() or future.set_exception(TimeoutError("waited for")))
            late.daemon = True
            late.start()
            return future
        future.set_result(function(*arguments))
        if self.count == CHUNKS:
            future_of_first, counted, what = self.first
            future_of_first.set_result(counted(*what))
        return future


def test_nobody_waits_for_a_chunk_that_takes_long(tmp_path, undisturbed):
    sg.sweep(STUDY, output=tmp_path, executor=Straggling(), under_way=2)
    assert contents(tmp_path) == undisturbed["parquet"]


class Garbling(Executor):
    """Flips a bit of what comes back."""

    def submit(self, function, *arguments):
        future = Future()
        file, checksum = function(*arguments)
        future.set_result((file[:-1] + bytes([file[-1] ^ 1]), checksum))
        return future


def test_bytes_that_change_on_their_way_are_not_stored(tmp_path):
    with pytest.raises(ValueError, match=r"^chunk \d+: must have the checksum [0-9a-f]{16}, got [0-9a-f]{16}$"):
        sg.sweep(STUDY, output=tmp_path, executor=Garbling())
    assert len(sg.load_results(tmp_path, partial=True).missing) == CHUNKS


def test_a_worker_with_another_version_is_refused():
    study = sg.Study(STUDY)
    task = _sweep._Task(pickle.dumps(study), study.hash, "csv", 1, {}, "")
    file, checksum = _sweep._counted(task, 3)
    assert (file, checksum) == (study.chunk_csv(3), _core.sweep_checksum(study.chunk_csv(3)))
    with pytest.raises(ValueError, match=r"^worker: must have the version of stemgewicht"):
        _sweep._counted(task._replace(hash="other"), 3)
    with pytest.raises(ValueError, match=r"^worker: must have pyarrow 1, got "):
        _sweep._counted(task._replace(format="parquet", pyarrow="1"), 3)


def test_pandas_polars_and_duckdb_read_what_the_package_reads(tmp_path):
    import duckdb
    import pandas
    import polars

    results = sg.sweep(STUDY, output=tmp_path)
    assert len(results) == 7000
    table = results.to_arrow()
    assert table.column_names == results.columns
    frame = results.to_pandas()
    pandas.testing.assert_frame_equal(pandas.read_parquet(tmp_path), frame)
    assert polars.read_parquet(tmp_path / "part-*.parquet")["banzhaf"].to_list() == frame["banzhaf"].to_list()
    query = f"select sum(banzhaf), count(distinct member) from '{tmp_path}/part-*.parquet'"
    ((total, members),) = duckdb.sql(query).fetchall()
    assert total == pytest.approx(frame["banzhaf"].sum(), rel=1e-12)
    assert members == 7
    csv = sg.sweep(STUDY, output=tmp_path / "csv", format="csv")
    pandas.testing.assert_frame_equal(csv.to_pandas(), frame)


def test_the_values_are_those_of_the_functions(tmp_path):
    frame = sg.sweep(STUDY, output=tmp_path).to_pandas()
    for case in (0, 499, 999):
        rows = frame[frame["case"] == case]
        rule = sg.WeightedRule(rows["weight"].tolist(), int(rows["quota"].iloc[0]))
        assert rule.quota == sum(rule.weights) // 2 + 1
        assert np.allclose(rows["banzhaf"], sg.banzhaf(rule), rtol=0, atol=1e-12)
        assert np.allclose(rows["outvoted"], [risk.outvoted for risk in sg.outvoted_members(rule)], rtol=0, atol=1e-12)


def test_each_file_tells_where_it_comes_from(tmp_path):
    import pyarrow.parquet

    results = sg.sweep(STUDY, output=tmp_path)
    study = sg.Study(STUDY)
    about = pyarrow.parquet.read_schema(tmp_path / "part-000021.parquet").metadata
    assert about[b"study"].decode() == STUDY == results.study
    assert about[b"hash"].decode() == study.hash == results.provenance["hash"]
    assert (about[b"seed"], about[b"version"]) == (b"1", sg.__version__.encode())
    assert results.provenance["seed"] == 1
    for part in (f"stemgewicht {sg.__version__}", _core.compiler, f"pyarrow {pyarrow.__version__}", platform.machine()):
        assert part in results.provenance["program"]
        assert part.encode() not in b"".join(about.values()), "the same results have the same bytes everywhere"
    assert results.to_arrow(["case"]).schema.metadata[b"hash"].decode() == study.hash
    assert results.to_pandas(["case"]).attrs["study"] == STUDY


def test_results_are_read_in_part_and_by_rows(tmp_path):
    import pyarrow.dataset

    with pytest.raises(KeyboardInterrupt):
        sg.sweep(STUDY, output=tmp_path, progress=stop_after(10))
    with pytest.raises(ValueError, match=r"^path: must hold all 25 chunks, got 10 of them in "):
        sg.load_results(tmp_path)
    part = sg.load_results(tmp_path, partial=True)
    assert part.missing == list(range(10, CHUNKS))
    assert [file.name for file in part.files] == [f"part-{chunk:06}.parquet" for chunk in range(10)]
    assert len(part) == 2800
    assert repr(part) == f"Results('{tmp_path}'): 10 of {CHUNKS} chunks, {', '.join(part.columns)}"
    heavy = part.to_arrow(["case", "weight"], pyarrow.dataset.field("weight") == 20)
    assert heavy.column_names == ["case", "weight"]
    assert set(heavy["weight"].to_pylist()) == {20}
    whole = sg.sweep(STUDY, output=tmp_path)
    assert whole != part
    assert whole == sg.load_results(tmp_path) == pickle.loads(pickle.dumps(whole))
    assert hash(whole) == hash(sg.load_results(tmp_path))


def stop_after(count):
    def stop(done, chunks):
        if done == count:
            raise KeyboardInterrupt

    return stop


def test_progress_is_told_in_a_line(tmp_path, capsys):
    sg.sweep(STUDY, output=tmp_path, progress=True)
    told = capsys.readouterr().err.split("\r\x1b[K")
    assert len(told) == CHUNKS + 2
    assert re.fullmatch(r"12 of 25 chunks, [\d,]+ cases/s, \d+ s left", told[12])
    assert told[-1] == ""
    sg.sweep(STUDY, output=tmp_path / "quiet")
    assert capsys.readouterr().err == ""


REFUSED = {
    "format": ({"format": "json"}, 'format: must be parquet or csv, got "json"'),
    "under_way": ({"under_way": 0}, "under_way: must be at least 1, got 0"),
    "study": ({"study": "nowhere.toml"}, "nowhere.toml"),
    "output": ({"output": "/proc/nothing/out"}, "/proc/nothing/out"),
    "cases": ({"study": STUDY.replace("count = 1000", "count = 0")}, "count"),
    "name": ({"study": STUDY.replace("measures", "mesures")}, "measures"),
}


@pytest.mark.parametrize("call", REFUSED)
def test_bad_input_is_refused_in_one_line_and_writes_nothing(call, tmp_path):
    arguments, expected = REFUSED[call]
    with pytest.raises(ValueError) as told:
        sg.sweep(**({"study": STUDY, "output": tmp_path / "out"} | arguments))
    assert "\n" not in str(told.value)
    assert expected in str(told.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError) as told:
        sg.sweep(STUDY, output=tmp_path)
    assert str(tmp_path) in str(told.value)
    with pytest.raises(ValueError):
        sg.load_results(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_is_missing_is_named_with_its_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install pyarrow, or pip install 'stemgewicht\[batch\]'"):
        sg.sweep(STUDY, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    sg.sweep(STUDY, output=tmp_path / "out", format="csv")
