"""What the command line reads and writes: nothing is lost, nothing is left behind, nothing is read without end."""

import os
import resource
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

CLI = os.environ.get("STEMGEWICHT_CLI")
pytestmark = pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")

EEC = ["--weights", "4,4,4,2,2,1", "--quota", "12"]
BOARD = 'title = "Two"\nquota = 2\n' + "".join(f'[[members]]\nname = "{name}"\nweight = 1\n' for name in "ab")


def run(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **options):
    command = [CLI, *map(str, arguments)]
    return subprocess.run(
        command, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, check=False, timeout=60, **options
    )


def refused(result, says):
    """A refusal is one line that says so."""
    line = result.stderr.decode()
    assert result.returncode == 2, (line, result.stdout)
    assert line.startswith("stemgewicht: ")
    assert line.count("\n") == 1, line
    assert says in line, line
    assert not result.stdout


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.toml"
    path.write_text(BOARD, encoding="utf-8")
    return path


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_writing_touches_no_other_file(tmp_path):
    other = tmp_path / "out.csv.part"
    other.write_text("of somebody else")
    assert run("power", *EEC, "--output", tmp_path / "out.csv").returncode == 0
    assert other.read_text() == "of somebody else"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.csv.part"]


def test_a_file_keeps_its_permissions_and_a_link_stays_one(tmp_path):
    file, link = tmp_path / "real.csv", tmp_path / "link.csv"
    file.write_text("old")
    file.chmod(0o600)
    link.symlink_to(file.name)
    assert run("power", *EEC, "--format", "csv", "--output", link).returncode == 0
    assert link.is_symlink()
    assert file.read_text().startswith("name,weight,")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_read_only_file_is_refused_and_kept(tmp_path):
    file = tmp_path / "kept.csv"
    file.write_text("kept")
    file.chmod(0o444)
    refused(run("power", *EEC, "--output", file), "output: must be a file that can be written")
    assert file.read_text() == "kept"
    assert stat.S_IMODE(file.stat().st_mode) == 0o444


def test_a_name_may_be_as_long_as_the_file_system_has_it(tmp_path):
    file = tmp_path / ("n" * 255)
    assert run("power", *EEC, "--output", file).returncode == 0
    assert file.stat().st_size > 0
    refused(run("power", *EEC, "--output", tmp_path / ("n" * 256)), "(File name too long)")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root")
def test_a_file_in_a_directory_that_takes_no_other_is_written_in_place():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "out.csv"
        file.write_text("old")
        file.chmod(0o666)
        program = shutil.copy(CLI, Path(folder) / "program")
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        command = [*nobody, program, "power", *EEC, "--format", "csv", "--output", file]
        result = subprocess.run(command, capture_output=True, check=False)
        if b"error while loading" in result.stderr or b"ermission denied" in result.stderr:
            pytest.skip(result.stderr.decode())
        assert result.returncode == 0, result.stderr
        assert file.read_text().startswith("name,weight,")
        assert sorted(path.name for path in Path(folder).iterdir()) == ["out.csv", "program"]


@pytest.mark.parametrize("command", ["validate", "power", "outvoted"])
def test_what_is_read_is_not_written_over(command, board, tmp_path):
    link, hard = tmp_path / "link.toml", tmp_path / "hard.toml"
    link.symlink_to(board.name)
    os.link(board, hard)
    for output in [board, link, hard, f"{tmp_path}/./board.toml"]:
        refused(run(command, board, "--output", output), "output: must be another file than the ")
    with board.open("rb") as stdin:
        refused(run(command, "-", "--output", board, stdin=stdin), "output: must be another file than the ")
    assert board.read_text() == BOARD


def test_the_votes_of_a_model_are_not_written_over(board, tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text("a,b\n1,0\n0,0\n")
    refused(
        run("outvoted", board, "--model", f"observed:{votes}", "--output", votes),
        "output: must be another file than the model that is read",
    )
    assert votes.read_text() == "a,b\n1,0\n0,0\n"


def test_a_file_with_the_name_of_a_shipped_board_is_no_input(tmp_path):
    for _ in range(2):
        assert run("boards", "--show", "eec-1958", "--output", "eec-1958", cwd=tmp_path).returncode == 0
    assert run("power", "eec-1958", "--output", "eec-1958", cwd=tmp_path).returncode == 0


def test_a_file_size_limit_is_one_line_and_leaves_nothing_behind(tmp_path):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))

    file = tmp_path / "out.csv"
    file.write_text("old")
    refused(run("power", "imf-2022", "--output", file, preexec_fn=limit), "(File too large)")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    with (tmp_path / "stdout").open("wb") as stdout:
        result = run("power", "imf-2022", stdout=stdout, preexec_fn=limit)
    refused(result, "output: must be written whole to standard output, got an error (File too large)")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["power", *EEC], ["boards", "--show", "eec-1958"], ["--help"], ["--version"]])
def test_a_full_standard_output_is_called_full(arguments):
    with Path("/dev/full").open("wb") as stdout:
        result = run(*arguments, stdout=stdout)
    refused(result, "output: must be written whole to standard output, got an error (No space left on device)")


def test_standard_output_by_its_name_goes_on_where_it_is(tmp_path):
    file = tmp_path / "log"
    file.write_text("before\n")
    with file.open("ab") as stdout:
        result = run("power", *EEC, "--format", "csv", "--output", "/dev/stdout", stdout=stdout)
    assert result.returncode == 0, result.stderr
    assert file.read_text().startswith("before\nname,weight,")
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


@pytest.mark.skipif(not shutil.which("strace"), reason="no strace")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_writing_leaves_the_old_file_and_nothing_else(kind, tmp_path):
    file = tmp_path / "out.csv"
    file.write_text("old")
    name = signal.Signals(kind).name
    # the signal comes as the new file is about to take the place of the old one
    command = [
        "strace",
        "-f",
        "-o",
        "/dev/null",
        "-e",
        "trace=rename",
        "-e",
        f"inject=rename:error=EINTR:signal={name}",
    ]
    result = subprocess.run([*command, CLI, "power", *EEC, "--output", file], capture_output=True, check=False)
    if b"ptrace" in result.stderr or b"PTRACE" in result.stderr:
        pytest.skip("tracing is not allowed")
    assert result.returncode != 0
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


# ---- checked first, computed then ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["report", "--output", "/etc/passwd"], "output: must be a directory that can be made or written"),
        (["claims", "--output", "/nowhere/out.csv"], "output: must be a file that can be written"),
        (["sensitivity", "--region", "0.9"], "given shares of at most 1 in sum"),
        (["sensitivity", "--output", "/nowhere/out.csv"], "output: must be a file that can be written"),
        (["options", "--municipality", "Rotterdam"], "municipality: must be one of Dordrecht"),
        (["scorecard", "--municipality", "Rotterdam"], "municipality: must be one of Dordrecht"),
        (["phase", "--municipality", "Rotterdam"], "municipality: must be one of Dordrecht"),
    ],
    ids=range(7),
)
def test_what_can_be_refused_is_refused_before_the_work(arguments, says):
    begin = time.monotonic()
    refused(run(*arguments), says)
    assert time.monotonic() - begin < 15


def test_a_page_that_cannot_be_replaced_is_refused_before_the_work(tmp_path):
    page = tmp_path / "report.html"
    page.write_text("kept")
    page.chmod(0o444)
    begin = time.monotonic()
    refused(run("report", "--output", tmp_path), "output: must be a file that can be written")
    assert time.monotonic() - begin < 15
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


# ---- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["power", "validate", "options"])
def test_a_file_without_end_is_refused(command):
    refused(run(command, "/dev/zero"), "board: must be a file of at most 64 MB")
    with Path("/dev/zero").open("rb") as stdin:
        refused(run(command, "-", stdin=stdin), "board: must be a file of at most 64 MB")


@pytest.mark.parametrize("kind", ["observed", "fitted"])
def test_votes_without_end_are_refused(kind, board):
    refused(run("outvoted", board, "--model", f"{kind}:/dev/zero"), "model: must be a file of at most 64 MB")


@pytest.mark.parametrize("kind", ["observed", "fitted"])
def test_votes_are_not_waited_for(kind, board, tmp_path):
    pipe = tmp_path / "votes.csv"
    os.mkfifo(pipe)
    result = run("outvoted", board, "--model", f"{kind}:{pipe}")
    refused(result, f"model: must be {kind}:FILE with a table of votes, got")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no /proc")
def test_a_file_that_cannot_be_read_is_one_line(board):
    refused(run("power", "/proc/self/mem"), "board: must be a file that can be read")
    for model in ["observed:/proc/self/mem", "fitted:/", f"observed:{board}.none"]:
        refused(run("outvoted", board, "--model", model), "model: must be")


@pytest.mark.parametrize("kind", ["observed", "fitted"])
@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 8, b"a,b\n1,0\n\0\xff,1\n", b"\0a,b\n", b'"a,b\n1', b"a,b\n\0", b"a,b\n\xff,\xfe\n"]
)
def test_a_binary_file_of_votes_is_one_line(kind, content, board, tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_bytes(content)
    result = run("outvoted", board, "--model", f"{kind}:{votes}", "--format", "json")
    refused(result, "must be")


@pytest.mark.parametrize("parts", [200, 40_000, 400_000])
@pytest.mark.parametrize("form", ["{} = 1\n", "[{}]\n", "[[{}]]\n", "x = {{ {} = 1 }}\n"])
def test_a_key_of_many_parts_is_one_line(parts, form, tmp_path):
    file = tmp_path / "deep.toml"
    file.write_text(BOARD.replace("quota", form.format(".".join("a" * parts)) + "quota", 1))
    refused(run("validate", file), "must be a TOML file with keys of at most 100 parts, got more in line 2")


def test_points_in_texts_and_comments_are_no_parts_of_keys(tmp_path):
    points = "." * 500
    file = tmp_path / "points.toml"
    text = f'# {points}\ntitle = "a\\"{points}" # {points}\nsource = """\n{points}"{points}\n"""\n'
    text += f"date = '{points}'\n" + BOARD.split("\n", 1)[1]
    file.write_text(text)
    assert run("validate", file).returncode == 0


def test_values_nested_deep_are_one_line(tmp_path):
    file = tmp_path / "deep.toml"
    file.write_text(f"x = {'[' * 100_000}")
    result = run("validate", file)
    refused(result, "must be a TOML file in UTF-8")
    assert b"TOML_MAX" not in result.stderr


def test_tables_take_half_of_what_the_process_may_have():
    weights = ",".join(str(10**11 + 7**k % 10**11) for k in range(1, 71))
    limit = 2 << 30
    refused(
        run(
            "power",
            "--weights",
            weights,
            "--quota",
            "majority",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        ),
        "allowed are 1024 MB",
    )
