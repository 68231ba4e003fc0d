"""Ctrl-C ends whatever takes long, from Python and from the command line; `pytest -s` prints how soon."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LIMIT = 1.0  # seconds from the signal to the end; 0.2 and less on a machine that does nothing else
CLI = os.environ.get("STEMGEWICHT_CLI")

SETUP = """
import random, signal, sys, tempfile
import numpy as np
import stemgewicht as sg

signal.signal(signal.SIGINT, signal.default_int_handler)
draw = random.Random(1)
def board(members, most, share=0.6):
    weights = [draw.randint(1, most) for _ in range(members)]
    return sg.WeightedRule(weights, quota=int(sum(weights) * share))
equal = sg.WeightedRule([1] * 100_000, quota=66_667)
case = sg.load_board("drechtsteden-2018")
def board_text(members):
    each = "".join(f'[[members]]\\nname = "m{k}"\\nweight = 1\\n' for k in range(members))
    return f'title = "many"\\nquota = {members // 2 + 1}\\n{each}'
study = '''
title = "Boards of twelve"
measures = ["shapley_shubik", "outvoted"]
board = { members = 12, quota = "majority" }
draws = { count = 10_000_000, weights = { distribution = "uniform_integers", from = 1, to = 99 } }
'''
"""

CALL = """
call = eval("lambda: " + sys.argv[1])
print("begins", flush=True)
try:
    while True:
        call()
except KeyboardInterrupt:
    print("stopped", flush=True)
"""

# What would take many seconds, each by a way to count of its own.
CALLS = {
    "shapley_shubik of many": "sg.shapley_shubik(board(20_000, 1000))",
    "shapley_shubik of equal members": "sg.shapley_shubik(equal)",
    "shapley_shubik of large weights": "sg.shapley_shubik(board(300, 10**6))",
    "shapley_shubik summed and counted": "sg.shapley_shubik(board(300, 10**5, 0.5))",
    "decisive of many": "sg.decisive(board(30_000, 5000), 'beta:2,2')",
    "fractions of many": "sg.banzhaf(board(3000, 1000), fractions=True)",
    "fractions by size": "sg.shapley_shubik(board(400, 1000), fractions=True)",
    "quota_curve": "sg.quota_curve(board(2000, 1000).weights, range(1, 1_000_000, 50), index='shapley_shubik')",
    "coalitions": "next(sg.coalitions(board(200, 3000)))",
    "coalitions, far apart": "sum(1 for _ in sg.coalitions(sg.WeightedRule([1] * 60, quota=30)))",
    "coalition_count": "sg.coalition_count(board(120, 400), 'winning')",
    "johnston": "sg.johnston(board(2000, 1000))",
    "johnston on two threads": "sg.johnston(board(2000, 1000), sg.Exact(threads=2))",
    "johnston of few": "sg.johnston(board(25, 10**9))",
    "deegan_packel": "sg.deegan_packel(board(2000, 1000))",
    "deegan_packel of few": "sg.deegan_packel(board(25, 10**9))",
    "public_good": "sg.public_good(board(4000, 1000))",
    "shift": "sg.shift(board(60, 300))",
    "enumerate": "sg.banzhaf(board(25, 100), method='enumerate')",
    "enumerate, other indices": "sg.johnston(board(25, 100), method='enumerate')",
    "meet in the middle": "sg.shapley_shubik(board(48, 10**12), method='meet_in_the_middle')",
    "fractions by halves": "sg.banzhaf(board(48, 10**12), fractions=True)",
    "small_boards": "sg.small_boards(np.ones((200_000, 16), dtype=int), np.full(200_000, 9))",
    "count_games": "sg.count_games(8)",
    "robust_design over votes": "sg.robust_design(case, 'votes', draws=8000)",
    "parse_board": "sg.parse_board(board_text(600_000))",
    "position": "sg.outvoted(board(3000, 1000), sg.WeightedRule([1] * 1500 + [0] * 1500, quota=751))",
    "iac position": "sg.outvoted(board(500, 1000), sg.WeightedRule([1] * 50 + [0] * 450, quota=26), model='iac')",
    "independent chances": "sg.outvoted_members(board(5000, 1000), sg.independent(np.linspace(0, 1, 5000)))",
    "decision_diagram": "sg.banzhaf(board(200, 3000), method='decision_diagram')",
    "criteria": "sg.banzhaf(sg.all_of([board(45, 500), board(45, 500)]))",
    "inverse by search": "sg.inverse([k / 20_100 for k in range(1, 201)], measure='shapley_shubik')",
    "optimal_quota": "sg.optimal_quota(board(600, 1000).weights, index='shapley_shubik')",
    "robust front": "sg.front(case, robust=True)",
    "owen": "sg.owen(board(2000, 1000), [k % 50 for k in range(2000)])",
    "banzhaf_owen": "sg.banzhaf_owen(board(2000, 1000), [k % 50 for k in range(2000)])",
    "myerson": "sg.myerson(board(40, 300), [(k, (7 * k + 3) % 40) for k in range(40) if k != (7 * k + 3) % 40])",
    "rule_properties": "sg.rule_properties(board(60, 10**5))",
    "is_proper": "sg.is_proper(sg.all_of([board(45, 500), board(45, 500)]))",
    "pairwise_agreement": "sg.pairwise_agreement('copy:region=0.3', 20_000)",
    "fate_gradient": "sg.fate_gradient(board(400, 200), sg.WeightedRule([1] * 30 + [0] * 370, quota=16))",
    "normal": "sg.shapley_shubik(board(200_000, 10**6), method='normal')",
    "monte_carlo": "sg.outvoted_members(board(100, 1000), method=sg.MonteCarlo(10**12))",
    "conditional": "sg.outvoted_members(board(100, 1000), 'copy:region=0.3', method=sg.Conditional(2**30))",
    "ternary_banzhaf": "sg.ternary_banzhaf(sg.AttendanceRule(weights=[draw.randint(1, 300) for _ in range(60)]))",
    "power": "sg.power(board(400, 1000))",
    "phase": "sg.phase(schemes='votes_2022')",
    "sensitivity": "sg.sensitivity()",
    "claims": "sg.claims()",
    "options": "sg.options(models='factor:family=0.4,region=0.3')",
    "report": "sg.report()",
    "minimum_sum_representation": "[sg.minimum_sum_representation(board(12, 10**4)) for _ in range(10**6)]",
    "sweep": "sg.sweep(study, output=tempfile.mkdtemp(), format='csv')",
    "inverse": "sg.inverse([0.3] * 7, 'outvoted:independent:0.2,0.3,0.4,0.5,0.6,0.7,0.8')",
    "tipping_points": "sg.tipping_points([draw.randint(1, 10**6) for _ in range(22)])",
}


def line_of(child, seconds):
    ready, _, _ = select.select([child.stdout], [], [], seconds)
    return child.stdout.readline().decode().strip() if ready else ""


def listen_to_interrupts():
    """For a child of tests that run in the background, where SIGINT is ignored and children take that over."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def processor_seconds(child):
    """What all threads of a child have taken so far, also of one that has ended and was not waited for."""
    user, system = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def has_ended(child, seconds):
    """Waits for a child, which stays to be waited for."""
    until = time.monotonic() + seconds
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def ends_after(command, begins):
    """Seconds from SIGINT, a second after the work began, to the end of it: of the clock, or of the processor where
    that is less, as on a machine with other work."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=listen_to_interrupts)
    try:
        if begins:
            assert line_of(child, 120) == begins, child.stderr.read().decode()
        time.sleep(1)
        assert not has_ended(child, 0), "too short to be interrupted: " + child.stderr.read().decode()[-300:]
        begin, work = time.monotonic(), processor_seconds(child)
        child.send_signal(signal.SIGINT)
        if begins:
            assert line_of(child, 20) == "stopped", "did not stop"
        else:
            assert has_ended(child, 20), "did not stop"
        return min(time.monotonic() - begin, processor_seconds(child) - work)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
        child.stderr.close()


@pytest.mark.parametrize("call", CALLS)
def test_python_calls_end_on_ctrl_c(call):
    seconds = ends_after([sys.executable, "-W", "ignore", "-c", SETUP + CALL, CALLS[call]], "begins")
    print(f"\n{seconds:6.3f} s  {call}")
    assert seconds < LIMIT


COMMANDS = {
    "power": ["power", "--weights", ",".join(str(7919 * k % 99991 + 1) for k in range(300)), "--quota", "majority"],
    "options": ["options", "--model", "factor:family=0.4,region=0.3"],
    "phase": ["phase", "--scheme", "votes_2022"],
    "sensitivity": ["sensitivity"],
    "claims": ["claims"],
    "fractions": ["power", "imf-2022", "--fractions", "--index", "all"],
    "simulation": ["outvoted", "eec-1958", "--method", "monte_carlo", "--draws", str(10**14)],
}


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
@pytest.mark.parametrize("command", COMMANDS)
def test_commands_end_on_ctrl_c(command):
    seconds = ends_after([CLI, *COMMANDS[command]], "")
    print(f"\n{seconds:6.3f} s  stemgewicht {command}")
    assert seconds < LIMIT


def on_terminal(*arguments):
    """The output of a command, and what it writes to a terminal on standard error."""
    master, slave = pty.openpty()
    try:
        child = subprocess.Popen([CLI, *arguments], stdout=subprocess.PIPE, stderr=slave)
        os.close(slave)
        output = child.stdout.read()
        child.stdout.close()
        assert child.wait(60) == 0
        told = b""
        while select.select([master], [], [], 0)[0]:
            try:
                told += os.read(master, 1 << 16)
            except OSError:  # the end of a terminal
                break
        return output, told
    finally:
        os.close(master)


@pytest.mark.skipif(CLI is None, reason="STEMGEWICHT_CLI is not set")
def test_what_takes_long_says_so_on_a_terminal_alone():
    long = ["power", "--weights", ",".join(str(7919 * k % 29_989 + 1) for k in range(250)), "--quota", "majority"]
    output, told = on_terminal(*long)
    assert re.match(rb"\r\x1b\[K[1-9]\d* s", told)
    assert told.endswith(b"\r\x1b[K")
    assert output == subprocess.run([CLI, *long], capture_output=True, check=True).stdout
    assert subprocess.run([CLI, *long], capture_output=True, check=True).stderr == b""
    assert on_terminal("power", "eec-1958")[1] == b""
