"""Sweeps by the command line: whatever ends a run, the same command goes on and gives the same bytes."""

import os
import random
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

STUDIES = Path(__file__).parents[2] / "examples" / "studies"
STUDY = """title = "Drawn boards"
chunk_cases = 6000
models = ["ic", "beta:2,3"]
measures = ["banzhaf", "outvoted"]
[board]
members = 6
quota = "majority"
[draws]
count = 60_000
weights = {distribution = "uniform_integers", from = 1, to = 9}
"""


def run(*arguments, **options):
    command = [CLI, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)


def refused(result, *says):
    assert result.returncode == 2, result
    assert result.stderr.startswith("stemgewicht: ")
    assert result.stderr.count("\n") == 1, result.stderr
    for text in says:
        assert text in result.stderr, result.stderr
    assert not result.stdout


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.toml"
    path.write_text(STUDY)
    return path


@pytest.fixture(scope="module")
def whole(study, tmp_path_factory):
    """The files of an undisturbed run."""
    folder = tmp_path_factory.mktemp("whole") / "out"
    result = run("sweep", study, "--output", folder)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("120000 cases in ")
    return files(folder)


@pytest.mark.parametrize("threads", [2, 7])
def test_the_folder_is_the_same_on_any_number_of_threads(study, whole, tmp_path, threads):
    assert len(whole) > 5
    assert run("sweep", study, "--output", tmp_path / "out", "--threads", threads).returncode == 0
    assert files(tmp_path / "out") == whole


def test_a_run_that_is_killed_goes_on_where_it_was(study, whole, tmp_path):
    moments = random.Random(18)
    folder = tmp_path / "out"
    killed = 0
    for _ in range(5):
        process = subprocess.Popen(
            [CLI, "sweep", study, "--output", folder, "--threads", "2"],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.01, 0.4))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed > 0
    result = run("sweep", study, "--output", folder)
    assert result.returncode == 0, result.stderr
    assert files(folder) == whole


def test_ctrl_c_says_how_to_go_on(study, whole, tmp_path):
    folder = tmp_path / "out"
    process = subprocess.Popen([CLI, "sweep", study, "--output", folder], stderr=subprocess.PIPE, text=True)
    while not list(folder.glob("part-*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT
    assert told == f"stemgewicht: stopped; finished chunks stay in {folder}, and the same command goes on\n"
    assert run("sweep", study, "--output", folder).returncode == 0
    assert files(folder) == whole


def test_a_flipped_byte_is_found_and_counted_again(study, whole, tmp_path):
    folder = tmp_path / "out"
    assert run("sweep", study, "--output", folder).returncode == 0
    part = folder / "part-000001.csv"
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    result = run("sweep", study, "--output", folder)
    assert result.returncode == 0
    assert "part-000001.csv is damaged, and is counted again" in result.stderr
    assert files(folder) == whole


def test_two_runs_at_once_exclude_each_other(study, whole, tmp_path):
    folder = tmp_path / "out"
    first = subprocess.Popen([CLI, "sweep", study, "--output", folder], stdout=subprocess.DEVNULL)
    while not (folder / "_chunks.csv").exists():
        time.sleep(0.005)
    refused(run("sweep", study, "--output", folder), "output: must be a folder that no other run is writing, got")
    assert first.wait(timeout=60) == 0
    assert files(folder) == whole


def test_a_full_disk_is_one_line_and_the_rest_goes_on(study, whole, tmp_path):
    folder = tmp_path / "out"
    limit = max(map(len, whole.values())) // 2
    refused(
        run(
            "sweep",
            study,
            "--output",
            folder,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        ),
        "output: must be a folder that can be written",
    )
    assert not list(folder.glob(".*")), "nothing half written"
    assert run("sweep", study, "--output", folder).returncode == 0
    assert files(folder) == whole


def test_a_study_that_changed_is_not_gone_on_with(study, tmp_path):
    folder = tmp_path / "out"
    other = tmp_path / "other.toml"
    other.write_text(STUDY.replace("60_000", "100"))
    assert run("sweep", other, "--output", folder).returncode == 0
    before = files(folder)
    other.write_text(STUDY.replace("60_000", "101"))
    refused(run("sweep", other, "--output", folder), "the study has changed since")
    refused(run("sweep", study, "--output", folder), "the study has changed since")
    assert files(folder) == before


def test_bad_input_is_one_line_and_leaves_nothing(study, tmp_path):
    folder = tmp_path / "out"
    bad = tmp_path / "bad.toml"
    for old, new, says in [
        ("measures", "mesures", "the nearest is measures"),
        ("count = 60_000", "count = 0", "draws.count: must be a whole number"),
        ('["banzhaf", "outvoted"]', "[]", "measures: must be a text, or a list of one or more"),
        ("[draws]", "[[axes]]\nquota = 3\n[draws]", "axes[0].quota: must be given once"),
        ("count = 60_000", "count = 9_000_000_000_000_000_000", "axes: must be a grid of at most 2^62 cases"),
    ]:
        bad.write_text(STUDY.replace(old, new))
        refused(run("sweep", bad, "--output", folder), says)
        refused(run("validate", bad), says)
        assert not folder.exists()
    refused(run("sweep", study, "--output", folder, "--format", "parquet"), "the Python package writes Parquet")
    refused(run("sweep", tmp_path / "none.toml", "--output", folder), "study: must be a file that can be read")
    refused(run("sweep", study, "--output", "/proc/none/out"), "output: must be a folder that can be written")
    assert not folder.exists()


def test_validate_says_what_a_study_makes(study):
    result = run("validate", study)
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0] == "study: Drawn boards"
    assert "draws: 60000, seed 1" in lines
    assert "cases: 120000" in lines
    assert any(line.startswith("time: about ") for line in lines)
    answer = run("validate", study, "--format", "json")
    assert '"cases": 120000' in answer.stdout


@pytest.mark.parametrize("name", [path.stem for path in sorted(STUDIES.glob("*.toml"))])
def test_the_studies_of_the_examples_are_understood(name):
    result = run("validate", STUDIES / f"{name}.toml")
    assert result.returncode == 0, result.stderr
    assert "measures: " in result.stdout


def test_the_title_of_a_study_moves_no_cursor_of_a_terminal(tmp_path):
    study = tmp_path / "study.toml"
    study.write_text('title = "Boards \\u001b[2J"\n' + STUDY.partition("\n")[2], encoding="utf-8")
    told = run("validate", study)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("study: Boards \\x1b[2J\n")


def test_what_is_no_file_is_neither_waited_for_nor_read_without_end(study, whole, tmp_path):
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for command in ("sweep", "validate"):
        arguments = ["--output", tmp_path / "out"] if command == "sweep" else []
        refused(run(command, pipe, *arguments), "must be a file that can be read, got")
    assert not (tmp_path / "out").exists()
    for name in ("_study.json", "_chunks.csv", "part-000000.csv"):
        for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
            folder = tmp_path / "folder"
            folder.mkdir()
            for file, content in whole.items():
                (folder / file).write_bytes(content)
            (folder / name).unlink()
            make(folder / name)
            result = run("sweep", study, "--output", folder)
            if name.startswith("part"):
                assert result.returncode == 0, result.stderr
                assert files(folder) == whole
            else:
                refused(result, "output: must be a folder of files, got")
            shutil.rmtree(folder)
