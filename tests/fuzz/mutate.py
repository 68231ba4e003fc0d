"""Runs the command line on mutated boards and checks what it answers.

    tests/fuzz/mutate.py --minutes 1                 the shipped boards and a small case, mutated, by all commands
    tests/fuzz/mutate.py --seed 7 --first 1234 --count 1     one run again

Every run has to end in time, with status 0, or with 2 and one line on standard error; to print numbers, and chances
between 0 and 1; and to leave nothing behind but what it was asked for. Run k of a seed is always the same.
A board that fails is cut down, line by line, as long as it fails in the same way, and kept with its command.
"""

import argparse
import csv
import io
import json
import os
import random
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL_CASE = Path(__file__).resolve().with_name("three-towns.toml")
MEMORY = 4 << 30  # bytes of address space; what needs more has to be refused, or said with status 1
SECONDS = {"validate": 10, "power": 60, "outvoted": 60, "options": 60, "report": 60}  # of processor time
SMALL_MEMBERS = 16  # above, a command is not asked for what costs 2^members by its definition

CHANCES = {
    "outvoted",
    "overruled",
    "blocked",
    "success",
    "decisive",
    "present",
    "undecided",
    "pass",
    "tied",
}
CHANCES |= {f"outvoted_if_{name}" for name in ("yes", "no", "pass", "fail", "present", "absent")}
CHANCES |= {"banzhaf", "banzhaf_normalized", "shapley_shubik", "coleman_prevent", "coleman_initiate", "rae", "nevison"}
GAINS = {"attending"}  # differences of two chances
ROUNDING = 1e-12

NUMBERS = ["0", "-0", "-1", "1", "2", "0.1", "0.5", "2.5", "1e-308", "5e-324", "1e308", "1e309", "1e18", "1e19", "nan"]
NUMBERS += [
    "inf",
    "-inf",
    "255",
    "65536",
    "2147483647",
    "2147483648",
    "4294967296",
    "9007199254740993",
    "0x7F",
    "1_000",
]
NUMBERS += [
    "2305843009213693952",
    "4611686018427387903",
    "4611686018427387904",
    "9223372036854775807",
    "0.000000000001",
]
NUMBERS += ["9223372036854775808", "18446744073709551616", "1" * 40, "0." + "3" * 30, "12.", ".5", "1979-05-27", "true"]
QUOTAS = ["0%", "100%", "100.0001%", "1/3", "0/1", "1/0", "3/2", "majority", "50%", "99.99999999999%", "1e3%", "-1%"]
RULES = ["members >= 1", "members > 50%", "(members >= 55% and weight >= 65%) or members >= 2", "seats > 1/2"]
RULES += ["((((members >= 1))))", "members >= 1 and", "weight >= 0", "members >= 1 or weight > 100%", "nobody >= 1"]
RULES += ["(" * 2000 + "members >= 1" + ")" * 2000, " and ".join(["members >= 1"] * 500)]
TEXTS = [
    "",
    " ",
    "é",
    "e\u0301",
    "\u202egnp.exe",
    "\u200b",
    "\ufeff",
    "😀",
    "名前",
    "\\u0000",
    "\\uD800",
    "\\n",
    "\\t",
    "\\u001b[2J",
]
TEXTS += [
    "=1+1",
    "@x",
    "-x",
    "<b>",
    "</script>",
    "a,b",
    "a;b",
    '\\"',
    "'",
    "{}",
    "{0}",
    "%s",
    "%n",
    "x" * 5000,
    "members",
    "all",
]
TOKENS = [
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ".",
    ",",
    '"',
    '"""',
    "'",
    "'''",
    "#",
    "\n",
    "\r\n",
    "true",
    "null",
    "[[members]]",
]
TOKENS += ["[governance]", "weight", "quota", "rule", "name", "a" + ".a" * 300, "[" * 300, "= {a" + "={a" * 100]
MODELS = [
    "ic",
    "iac",
    "beta:2,3",
    "beta:0.5,0.5",
    "beta:1e-3,1",
    "independent:0.3",
    "independent:0",
    "independent:1e-9",
]
MODELS += [
    "copy:region=0.3",
    "factor:region=0.2",
    "grouped:town",
    "grouped:municipality",
    "copy:family=0.3",
    "factor:family=0.4",
]
INDICES = [
    "banzhaf",
    "shapley_shubik",
    "banzhaf,shapley_shubik,rae",
    "coleman_prevent,coleman_initiate",
    "nevison",
    "holler",
]
INDICES += ["swings", "koenig_braeuninger", "winning_coalitions", "felsenthal", "tijs"]
LISTING_INDICES = ["all", "deegan_packel,public_good", "johnston", "shift", "nucleolus"]  # for few members


# ---- mutations of a text ---------------------------------------------------------------------------------------------


def spans_of(text, pattern):
    return [match.span() for match in re.finditer(pattern, text)]


def replaced(text, span, new):
    return text[: span[0]] + new + text[span[1] :]


def change_bytes(text, draw):
    data = bytearray(text, "utf-8", "surrogateescape")
    for _ in range(draw.choice([1, 1, 2, 8])):
        place = draw.randrange(len(data) + 1)
        kind = draw.randrange(4)
        if kind == 0:
            data[place : place + 1] = bytes([draw.randrange(256)])
        elif kind == 1:
            data[place:place] = bytes([draw.randrange(256)])
        elif kind == 2:
            del data[place : place + draw.choice([1, 1, 4, 40])]
        elif place < len(data):
            data[place] ^= 1 << draw.randrange(8)
    return data.decode("utf-8", "surrogateescape")


def change_token(text, draw):
    spans = spans_of(text, r"\w+|[^\w\s]")
    if not spans:
        return draw.choice(TOKENS)
    other = draw.choice(spans)
    return replaced(text, draw.choice(spans), draw.choice([text[slice(*other)], draw.choice(TOKENS)]))


def change_number(text, draw):
    spans = spans_of(text, r"(?<![\w\"])-?\d[\d.]*")
    for span in sorted(draw.sample(spans, min(len(spans), draw.choice([1, 1, 1, 2, 5]))), reverse=True):
        text = replaced(text, span, draw.choice(NUMBERS))
    return text


def change_text(text, draw):
    spans = spans_of(text, r'"[^"\n]*"')
    if not spans:
        return text
    span = draw.choice(spans)
    inside = text[span[0] + 1 : span[1] - 1]
    kind = draw.randrange(4)
    if kind == 0:
        new = draw.choice(TEXTS)
    elif kind == 1:
        place = draw.randrange(len(inside) + 1)
        new = inside[:place] + draw.choice(TEXTS) + inside[place:]
    elif kind == 2:
        new = text[slice(*draw.choice(spans))][1:-1]
    else:
        return text.replace(text[slice(*span)], f'"{draw.choice(TEXTS)}"')  # everywhere
    return replaced(text, span, f'"{new}"')


def change_lines(text, draw):
    lines = text.split("\n")
    for _ in range(draw.choice([1, 1, 2, 5])):
        place, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        kind = draw.randrange(4)
        if kind == 0 and len(lines) > 1:
            del lines[place]
        elif kind == 1:
            lines.insert(other, lines[place])
        elif kind == 2:
            lines[place], lines[other] = lines[other], lines[place]
        else:
            lines.insert(other, lines.pop(place))
    return "\n".join(lines)


def change_sections(text, draw):
    parts = re.split(r"\n(?=\[)", text)
    place, other = draw.randrange(len(parts)), draw.randrange(len(parts))
    kind = draw.randrange(5)
    if kind == 0:
        parts[place], parts[other] = parts[other], parts[place]
    elif kind == 1:
        parts.insert(other, parts[place])
    elif kind == 2 and len(parts) > 1:
        del parts[place]
    elif kind == 3:
        draw.shuffle(parts)
    else:
        del parts[max(1, place) :]
    return "\n".join(parts)


def change_quota(text, draw):
    new = f'quota = "{draw.choice(QUOTAS)}"' if draw.random() < 0.6 else f'rule = "{draw.choice(RULES)}"'
    if draw.random() < 0.3:
        new = f"quota = {draw.choice(NUMBERS)}"
    return re.sub(r"(?m)^(quota|rule) *=.*$", lambda _: new, text, count=1)


def cut(text, draw):
    return text[: draw.randrange(len(text) + 1)]


MUTATIONS = [change_bytes, change_token, change_number, change_number, change_text, change_text, change_lines]
MUTATIONS += [change_sections, change_quota, change_quota, cut]


# ---- runs ------------------------------------------------------------------------------------------------------------


@dataclass
class Run:
    board: bytes
    command: str
    arguments: list[str]
    to_file: bool = False  # or, for a report, always: to a directory

    def line(self, program, board, output):
        arguments = [str(program), self.command, str(board), *self.arguments]
        return [*arguments, "--output", str(output)] if self.to_file else arguments


@dataclass
class Result:
    status: int
    out: bytes = b""
    err: bytes = b""
    files: set[str] = field(default_factory=set)
    pages: list[str] = field(default_factory=list)


def make_run(seed, number, boards, long):
    """Run `number` of a seed."""
    draw = random.Random(f"{seed}:{number}")
    command = draw.choice(["validate", "validate", "power", "power", "outvoted", "outvoted", "options", "report"])
    names = list(boards)
    cases = [name for name in names if "[governance]" in boards[name]]
    if command == "report":  # of a whole case takes up to a minute
        name = draw.choice(cases) if long and draw.random() < 0.02 else SMALL_CASE.stem
    elif command == "options":
        name = draw.choice([*cases, SMALL_CASE.stem, SMALL_CASE.stem])
    else:
        name = draw.choice([*names, SMALL_CASE.stem])
    text = boards[name]
    for _ in range(draw.choice([0, 1, 1, 1, 2, 3])):
        text = draw.choice(MUTATIONS)(text, draw)
    members = text.count("[[members]]")
    arguments = []
    if command == "report":
        arguments = draw.choice([[], ["--language", "nl"]])
        return Run(text.encode("utf-8", "surrogateescape"), command, arguments, True)
    if command in ("outvoted", "options"):
        model = draw.choice(MODELS)
        arguments += ["--model", model]
        # Options at meetings under a model of hidden variables take minutes, as each of their values is a meeting.
        if draw.random() < 0.15 and (command == "outvoted" or model.startswith(("ic", "independent"))):
            arguments += ["--attendance", draw.choice(["0.9", "0.5", "0", "1", "1e-9"])]
        elif draw.random() < 0.2:
            arguments += ["--method", draw.choice(["monte_carlo", "conditional"]), "--draws", "2000"]
        elif draw.random() < 0.2:
            arguments += ["--ties", draw.choice(["excluded", "against", "coin"])]
    if command == "outvoted" and draw.random() < 0.3:
        grouping = re.search(r"(?m)^(\w+) = \"", text[max(0, text.find("[[members]]")) :])
        arguments += ["--by", draw.choice(["town", "municipality", "family", grouping[1] if grouping else "x"])]
    if command == "power":
        few = members <= SMALL_MEMBERS
        arguments += ["--index", draw.choice(INDICES + LISTING_INDICES if few else INDICES)]
        if draw.random() < 0.2:
            arguments += ["--quota", draw.choice(QUOTAS + NUMBERS)]
        if draw.random() < 0.15 and few:
            arguments += ["--fractions"]
        elif draw.random() < 0.15:
            arguments += ["--method", draw.choice(["monte_carlo", "normal", "decision_diagram", "enumerate"])]
    arguments += ["--format", draw.choice(["csv", "json", "json", "table"])]
    return Run(text.encode("utf-8", "surrogateescape"), command, arguments, draw.random() < 0.2)


def execute(run, program):
    def limit():
        seconds = SECONDS[run.command]
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with tempfile.TemporaryDirectory(prefix="attack-") as name:
        folder = Path(name)
        board, output = folder / "board.toml", folder / "out"
        board.write_bytes(run.board)
        done = subprocess.run(
            run.line(program, board, output),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=20 * SECONDS[run.command],
            preexec_fn=limit,
        )
        result = Result(done.returncode, done.stdout, done.stderr)
        result.files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"board.toml"}
        if board.read_bytes() != run.board:
            result.files.add("board.toml, changed")
        if run.to_file and output.is_file():
            result.out += output.read_bytes()
        elif output.is_dir():
            result.pages = [path.read_text("utf-8", "strict") for path in sorted(output.iterdir())]
        return result


# ---- what has to hold ------------------------------------------------------------------------------------------------


def without_constants(name):
    raise ValueError(name)


def numbers_of(value, column=""):
    """Every number of a JSON answer with the key that it stands under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from numbers_of(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_of(inner, column)
    elif isinstance(value, float | int) and not isinstance(value, bool):
        yield column, float(value)


def wrong_chance(pairs):
    for column, number in pairs:
        least = -1 if column in GAINS else 0
        if column in CHANCES | GAINS and not least - ROUNDING <= number <= 1 + ROUNDING:
            return f"{column} is no chance"
    return ""


def csv_numbers(text):
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for column, cell in row.items():
            if column in CHANCES and cell and "/" not in cell:
                yield column, float(cell)


def fault_of_answer(run, text):
    """What is wrong with what a run printed."""
    named = re.search(rb"(?i)nan|inf", run.board)  # a name may hold these letters
    if not named and re.search(r"(?i)(?<![a-z])-?(nan|inf)(?![a-z])", text):
        return "not a number in the answer"
    form = run.arguments[run.arguments.index("--format") + 1] if "--format" in run.arguments else "table"
    try:
        if form == "json":
            return wrong_chance(numbers_of(json.loads(text, parse_constant=without_constants)))
        if form == "csv" and "--fractions" not in run.arguments:
            return wrong_chance(csv_numbers(text))
    except ValueError as error:
        return f"{form} that cannot be read: {type(error).__name__}"
    return ""


def fault_of(run, result):
    """What is wrong with a run, in words that are the same for the same fault; empty where nothing is."""
    if result.status < 0:
        return "over time" if result.status in (-24, -9) else f"signal {-result.status}"
    try:
        out, err = result.out.decode(), result.err.decode()
    except UnicodeDecodeError:
        return "output that is not UTF-8"
    lines = [line for line in err.split("\n") if line and not line.startswith("stemgewicht: warning: ")]
    if "internal fault" in err or "terminate called" in err:
        return "internal fault"
    if result.status not in (0, 2) and lines != ["stemgewicht: the tables do not fit in memory"]:
        return f"status {result.status}"
    if any(ord(c) < 32 and c != "\n" for c in err):
        return "control characters in a message"
    expected = {"out"} if run.to_file and run.command != "report" and result.status == 0 else set()
    if run.command == "report" and result.status == 0:
        expected = {name for name in result.files if re.fullmatch(r"out/[^/]+\.(html|csv)", name)}
    if result.files != expected:
        return "files left behind"
    if result.status != 0:
        if len(lines) != 1 or not lines[0].startswith("stemgewicht: "):
            return f"{len(lines)} lines for a refusal"
        return "output beside a refusal" if out else ""
    if lines:
        return "a message beside an answer"
    for page in result.pages:
        if not re.search(rb"(?i)nan|inf", run.board) and re.search(r"[>\s\",-](nan|inf)[<\s\",]", page):
            return "not a number in the report"
    return "" if run.command == "report" else fault_of_answer(run, out)


def check(run, program):
    try:
        return fault_of(run, result := execute(run, program)), result
    except subprocess.TimeoutExpired:
        return "over time", Result(-9)


def shrink(run, fault, program, seconds):
    """The run with as few lines as fail in the same way, as far as that is found in time."""
    end = time.monotonic() + seconds
    lines = run.board.split(b"\n")
    size = max(1, len(lines) // 2)
    while size:
        place = 0
        while place < len(lines) and time.monotonic() < end:
            fewer = lines[:place] + lines[place + size :]
            smaller = Run(b"\n".join(fewer), run.command, run.arguments, run.to_file)
            if check(smaller, program)[0] == fault:
                lines = fewer
            else:
                place += size
        size //= 2
    return Run(b"\n".join(lines), run.command, run.arguments, run.to_file)


class Attack:
    """Runs from many threads, each the next number, until the time is over."""

    def __init__(self, options, boards):
        self.options, self.boards = options, boards
        self.next, self.statuses, self.faults = options.first, {}, {}
        self.end = time.monotonic() + 60 * options.minutes
        self.lock = threading.Lock()

    def take(self):
        with self.lock:
            number = self.next
            self.next += 1
        over = number >= self.options.first + self.options.count if self.options.count else time.monotonic() > self.end
        return None if over else number

    def work(self):
        while (number := self.take()) is not None:
            run = make_run(self.options.seed, number, self.boards, self.options.minutes > 5)
            fault, result = check(run, self.options.program)
            with self.lock:
                key = (run.command, result.status)
                self.statuses[key] = self.statuses.get(key, 0) + 1
                known = (fault, run.command) in self.faults
                if fault and not known:
                    self.faults[fault, run.command] = number
            if fault and not known:
                self.keep(run, fault, number, result)

    def keep(self, run, fault, number, result):
        small = run if fault == "over time" else shrink(run, fault, self.options.program, self.options.shrink)
        self.options.keep.mkdir(parents=True, exist_ok=True)
        stem = f"{self.options.seed}-{number}"
        board = self.options.keep / f"{stem}.toml"
        board.write_bytes(small.board)
        line = shlex.join(small.line(self.options.program, board, self.options.keep / f"{stem}.out"))
        print(f"run {number}: {fault}\n  {line}\n  {result.err.decode('utf-8', 'replace').strip()[:400]}", flush=True)
        (self.options.keep / f"{stem}.txt").write_text(f"{fault}\n{line}\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=ROOT / "build/dev/stemgewicht")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first run")
    parser.add_argument("--count", type=int, default=0, help="that many runs, instead of the minutes")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--shrink", type=float, default=30, help="seconds to cut one failing board down")
    parser.add_argument("--keep", type=Path, default=ROOT / "build/fuzz/mutate", help="where failing boards go")
    options = parser.parse_args()
    if not options.program.exists() and not shutil.which(options.program):
        parser.error(f"{options.program} is not there; build the target stemgewicht")
    files = [*sorted((ROOT / "examples/boards").glob("*.toml")), SMALL_CASE]
    boards = {path.stem: path.read_text("utf-8") for path in files}
    attack = Attack(options, boards)
    workers = [threading.Thread(target=attack.work) for _ in range(options.threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for (command, status), count in sorted(attack.statuses.items()):
        print(f"{command:9} status {status:3} {count:7}")
    print(f"{sum(attack.statuses.values())} runs, seed {options.seed}, {len(attack.faults)} kinds of fault")
    if not any(status == 0 for _, status in attack.statuses) and not options.count:
        print("no run was answered, so nothing was checked")
        return 1
    return 1 if attack.faults else 0


if __name__ == "__main__":
    sys.exit(main())
