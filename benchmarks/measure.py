"""Runs bench_power and the command line, each case in a process of its own with a limit on its time.

    build/venv/bin/python benchmarks/measure.py build/release --output build/results/measured.json

Kinds of records: `board` and `growth` (bench_power), `process` (the whole command line on 7 members with weights to
100,000, one for each index; the median of several runs) and `threads` (two threads against one, and as a control two
processes of one thread at once, which is the most that the machine can give). Seconds are of the wall clock,
cpu_seconds of the processors.
"""

import argparse
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import tempfile
import time

INDICES = (
    "banzhaf",
    "banzhaf_normalized",
    "shapley_shubik",
    "coleman_prevent",
    "coleman_initiate",
    "rae",
    "nevison",
    "koenig_braeuninger",
    "public_help",
    "coleman_collectivity",
    "deegan_packel",
    "public_good",
    "johnston",
    "shift",
    "shift_deegan_packel",
    "nucleolus",
    "minimum_sum_representation",
)
# What some indices take besides the board.
UNIONS = ["--unions", "a,a,b,b,b,c,c"]
EDGES = ["--edges", "1-2,2-3,3-4,4-5,5-6,6-7,1-4"]
BESIDES = {
    **dict.fromkeys(("owen", "banzhaf_owen", "symmetric_coalitional_banzhaf", "amer_carreras_gimenez"), UNIONS),
    **dict.fromkeys(("myerson", "graph_banzhaf"), EDGES),
    "all": [*UNIONS, *EDGES],
}
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}


class Bench:
    """The program bench_power."""

    def __init__(self, program, arguments):
        self.program, self.arguments = str(program), arguments

    def command(self, names, output):
        anchored = "^(" + "|".join(re.escape(name) for name in names) + ")$"
        least = ["--benchmark_min_time=0.05"] if self.arguments.quick else []
        return [
            self.program,
            f"--benchmark_filter={anchored}",
            f"--benchmark_out={output}",
            "--benchmark_out_format=json",
            *least,
        ]

    def groups(self):
        """Names that run in one process: a growth together, every other case alone."""
        listing = subprocess.run(
            [self.program, "--benchmark_list_tests"], check=True, capture_output=True, text=True
        ).stdout
        groups = {}
        for name in listing.split():
            key = "/".join(name.split("/")[:2]) if "growth_" in name else name
            groups.setdefault(key, []).append(name)
        return groups

    def start(self, names, output):
        return subprocess.Popen(
            self.command(names, output), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def run(self, names):
        """Records of the cases of one process; one that says why, where it did not end well."""
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder) / "out.json"
            child = self.start(names, output)
            try:
                console, _ = child.communicate(timeout=self.arguments.limit)
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
                return [failure(name, "too slow", f"over {self.arguments.limit:g} s") for name in names]
            try:
                return [record(entry) for entry in json.loads(output.read_text(encoding="utf-8"))["benchmarks"]]
            except (OSError, json.JSONDecodeError):
                said = re.findall("ERROR OCCURRED: '(.*)'", console)
                note = ": ".join([f"ended with status {child.returncode}", *said[:1]])
                return [failure(name, "failed", note) for name in names]


def plain(name):
    """The name of a case without what Google Benchmark says about clocks and iterations."""
    return re.sub(r"/(process_time|real_time|iterations:\d+)", "", name)


def failure(name, status, note):
    return {"suite": "growth" if "growth_" in name else "board", "case": plain(name), "status": status, "note": note}


def record(entry):
    """Google Benchmark's entry for a case, or its fit of a growth, as a record."""
    name = plain(entry["name"])
    suite = "growth" if "growth_" in name else "board"
    if entry.get("error_occurred"):
        return failure(name, "failed", entry["error_message"])
    if entry.get("run_type") == "aggregate":
        fields = {key: entry[key] for key in ("big_o", "rms") if key in entry}
        return {"suite": "fit", "case": name, "status": "done", **fields}
    unit = UNITS[entry["time_unit"]]
    result = {
        "suite": suite,
        "case": name,
        "status": "done",
        "seconds": entry["real_time"] * unit,
        "cpu_seconds": entry["cpu_time"] * unit,
    }
    counters = ("members", "total_weight", "peak_bytes", "items_per_second", "worst_relative_error")
    return result | {key: entry[key] for key in counters if key in entry}


def run_once(command):
    """Wall seconds and peak memory of one run of a program."""
    start = time.perf_counter()
    process = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    )
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise OSError(f"ended with status {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss * 1024


def process_records(program, quick):
    generator = random.Random(7)
    weights = [1 + int(generator.random() * 100_000) for _ in range(7)]
    board = ["--weights", ",".join(map(str, weights)), "--quota", "majority"]
    cases = [("start alone", ["--version"])]
    cases += [
        (index, ["power", *board, "--index", index, *BESIDES.get(index, []), "--format", "csv"])
        for index in (*INDICES, *BESIDES)
    ]
    for name, command in cases:
        base = {"suite": "process", "case": name, "members": 7, "total_weight": sum(weights)}
        try:
            runs = [run_once([str(program), *command]) for _ in range(5 if quick else 30)]
        except OSError as error:
            yield base | {"status": "failed", "note": str(error)}
            continue
        seconds = [run[0] for run in runs]
        measured = {
            "seconds": statistics.median(seconds),
            "slowest": max(seconds),
            "peak_bytes": max(r[1] for r in runs),
        }
        yield base | {"status": "done", **measured}


def at_once(bench, name):
    """Wall seconds of a case in two processes at once: those of the slower; None where one did not end well."""
    with tempfile.TemporaryDirectory() as folder:
        outputs = [pathlib.Path(folder) / f"{k}.json" for k in (1, 2)]
        children = [bench.start([name], output) for output in outputs]
        for child in children:
            try:
                child.communicate(timeout=bench.arguments.limit)
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
        try:
            entries = [json.loads(output.read_text(encoding="utf-8"))["benchmarks"][0] for output in outputs]
            return max(record(entry)["seconds"] for entry in entries)
        except (OSError, json.JSONDecodeError, LookupError):
            return None


def threads_records(bench, names, records):
    """What two threads bring, from the records; and the most that they could, from two processes at once."""
    done = {entry["case"]: entry for entry in records if entry["status"] == "done"}
    for name in names:
        case = plain(name).removesuffix("/threads:1")
        one, two = done.get(f"{case}/threads:1"), done.get(f"{case}/threads:2")
        if not one or not two or plain(name) != one["case"]:
            continue
        result = {
            "suite": "threads",
            "case": case,
            "status": "done",
            "seconds": two["seconds"],
            "one_thread_seconds": one["seconds"],
            "speedup": one["seconds"] / two["seconds"],
        }
        control = at_once(bench, name)
        yield result | ({"control_speedup": 2 * one["seconds"] / control} if control else {})


def line(entry):
    start = f"{entry['suite']:<8} {entry['case']:<60}"
    if entry["status"] != "done":
        return f"{start} {entry['status']}: {entry['note']}"
    text = f"{start} {entry['seconds']:10.4g} s" if "seconds" in entry else start
    for key, form in (
        ("peak_bytes", "{:.0f} bytes at most"),
        ("items_per_second", "{:.3g} boards a second"),
        ("worst_relative_error", "worst relative error {:.1e}"),
        ("speedup", "{:.2f} times as fast as one thread"),
        ("control_speedup", "two processes at once {:.2f}"),
        ("big_o", "fits {}"),
        ("rms", "to {:.0%}"),
    ):
        if key in entry:
            text += "  " + form.format(entry[key])
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path, help="the folder of the release build")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="JSON file for the records")
    parser.add_argument("--quick", action="store_true", help="shorter, and less exact")
    parser.add_argument("--limit", type=float, help="seconds that a process may take (300; quick: 20)")
    arguments = parser.parse_args()
    arguments.limit = arguments.limit or (20 if arguments.quick else 300)
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    records = []

    def keep(entries):
        for entry in entries:
            records.append(entry)
            print(line(entry), flush=True)
            arguments.output.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")

    keep(process_records(arguments.build / "stemgewicht", arguments.quick))
    bench = Bench(arguments.build / "benchmarks" / "bench_power", arguments)
    groups = bench.groups()
    for names in groups.values():
        keep(bench.run(names))
    keep(threads_records(bench, list(groups), records))


if __name__ == "__main__":
    main()
