"""Neither the program nor the extension can open a socket: they ask the system for no function that does."""

import os
import re
import shutil
import subprocess

import pytest

import stemgewicht as sg

CLI = os.environ.get("STEMGEWICHT_CLI")
NETWORK = {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "getaddrinfo", "gethostbyname"}
NETWORK |= {"send", "sendto", "sendmsg", "recv", "recvfrom", "recvmsg", "res_query", "getnameinfo"}
pytestmark = pytest.mark.skipif(not shutil.which("nm") or not shutil.which("ldd"), reason="no nm or ldd")


def imported(file):
    """The functions that a file gets from elsewhere."""
    text = subprocess.run(["nm", "-D", "--undefined-only", file], capture_output=True, check=True, text=True).stdout
    return {line.split()[-1].split("@")[0] for line in text.splitlines() if line.strip()}


def own_libraries(file):
    """The libraries of this project that a file needs."""
    text = subprocess.run(["ldd", file], capture_output=True, check=True, text=True).stdout
    return re.findall(r"=> (\S*libstemgewicht\S*)", text)


@pytest.mark.parametrize("file", [sg._core.__file__, CLI], ids=["extension", "program"])
def test_no_function_of_the_network_is_asked_for(file):
    if file is None:
        pytest.skip("STEMGEWICHT_CLI is not set")
    files = [file, *own_libraries(file)]
    assert all(imported(name) for name in files)
    assert {name: imported(name) & NETWORK for name in files} == {name: set() for name in files}


@pytest.mark.skipif(CLI is None or not shutil.which("strace"), reason="no program or no strace")
def test_the_program_makes_no_call_of_the_network(tmp_path):
    log = tmp_path / "calls"
    command = ["strace", "-f", "-e", "trace=network", "-o", str(log), CLI, "power", "eec-1958"]
    result = subprocess.run(command, capture_output=True, check=False)
    if result.returncode != 0 and b"ptrace" in result.stderr.lower():
        pytest.skip("tracing is not allowed")
    assert result.returncode == 0, result.stderr
    calls = [line for line in log.read_text().splitlines() if "exited with" not in line and "---" not in line]
    assert calls == []
