#!/usr/bin/env python3
"""Banzhaf power by a count and by the frequencies that matter, side by side in one run of bench_fourier.

    build/venv/bin/python benchmarks/frequencies.py build/release                               # some minutes
    build/venv/bin/python benchmarks/frequencies.py build/release --table benchmarks/RESULTS.md # and into the results

Every case is checked before it is timed: frequencies against the count, or against those of a smaller error.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import math
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

TITLE = "## Counting and frequencies"
BOARDS = {
    "imf_2022": "imf-2022",
    "190_members_to_100000": "190 members, weights to 100,000",
    "1000_members_to_100000": "1,000 members, weights to 100,000",
    "500_members_to_1e9": "500 members, weights to 10^9",
    "1000000_members_to_1e12": "10^6 members by a power law, weights to 10^12",
}
WAYS = {"counted": ("counted", "#0072B2", "o"), "fourier": ("frequencies", "#D55E00", "s")}
GROWTHS = {
    "growth_in_members": ("members", "at {:,.0f} members", "All members of a board of total weight 4,000,000"),
    "growth_in_total_weight": ("total weight", "at a total weight of {:,.0f}", "All of 256 members"),
}
Found = dict[str, dict[str, Any]]


def measured(build: Path, only: str) -> Found:
    """Each benchmark by its name: milliseconds of the processor, and what it counts."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [str(build / "benchmarks" / "bench_fourier"), f"--benchmark_filter={only}"]
        command += [f"--benchmark_out={file.name}", "--benchmark_out_format=json"]
        subprocess.run(command, check=True)
        runs = json.loads(Path(file.name).read_text(encoding="utf-8"))["benchmarks"]
    for run in runs:
        if run.get("error_occurred") and not run["error_message"].startswith("refused: "):
            raise SystemExit(f"{run['name']}: {run['error_message']}")
    return {run["name"]: run for run in runs if not run.get("error_occurred")}


def time_text(run: dict[str, Any] | None) -> str:
    if run is None:
        return "-"
    time = run["cpu_time"]
    return f"{time / 1000:.3g} s" if time >= 1000 else f"{time:.3g} ms"


def memory_text(run: dict[str, Any] | None) -> str:
    return "-" if run is None else f"{run['peak_bytes'] / 1e6:.0f} MB"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def boards_table(found: Found) -> str:
    rows = []
    for name, text in BOARDS.items():
        count, waves = found.get(f"counted/{name}"), found.get(f"fourier/{name}")
        if waves is None:
            continue
        ratio = f"{count['cpu_time'] / waves['cpu_time']:.0f}" if count else "-"
        cells = [time_text(count), time_text(waves), ratio, memory_text(count), memory_text(waves)]
        rows.append([text, f"{waves['total_weight']:.3g}", *cells, f"{waves['bound']:.1g}"])
    return table(
        ["board", "total weight", "counted", "frequencies", "ratio", "memory, counted", "frequencies", "certified"],
        rows,
    )


def curves_table(found: Found) -> str:
    counts = sorted(int(name.split("/")[-1]) for name in found if name.startswith("exact/curve/"))
    rows = []
    for count in counts:
        runs = [found.get(f"{way}/curve/imf_2022/{count}") for way in ("counted", "fourier", "exact")]
        rows.append([str(count), *map(time_text, runs), *map(memory_text, runs)])
    ways = ["counted", "`Fourier`", "`Exact`"]
    return table(["quotas of imf-2022", *ways, *(f"memory, {way}" for way in ways)], rows)


def points(found: Found, way: str, growth: str) -> list[tuple[int, float]]:
    prefix = f"{way}/{growth}/"
    return sorted((int(name[len(prefix) :]), run["cpu_time"]) for name, run in found.items() if name.startswith(prefix))


def crossing(found: Found, growth: str) -> float | None:
    """Where frequencies become quicker than a count and stay so, by straight lines between logarithms."""
    count, waves = dict(points(found, "counted", growth)), dict(points(found, "fourier", growth))
    gains = [(size, math.log(count[size] / waves[size])) for size in sorted(count.keys() & waves.keys())]
    for (before, less), (after, more) in reversed(list(itertools.pairwise(gains))):
        if less < 0 <= more:
            return math.exp(math.log(before) + math.log(after / before) * -less / (more - less))
    return None


def crossings_text(found: Found) -> str:
    texts = []
    for growth, (_, text, _) in GROWTHS.items():
        at = crossing(found, growth)
        if at is None:
            continue
        count = points(found, "counted", growth)
        times = [math.log(time) for _, time in count]
        sizes = [math.log(size) for size, _ in count]
        place = next(k for k, size in enumerate(sizes) if size >= math.log(at))
        part = (math.log(at) - sizes[place - 1]) / (sizes[place] - sizes[place - 1])
        time = math.exp(times[place - 1] + part * (times[place] - times[place - 1]))
        texts.append(f"{text.format(at)}, where both take {time:.2g} ms")
    return "Frequencies become the quicker way " + " and ".join(texts) + "." if texts else ""


def draw(found: Found, path: Path) -> None:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams.update({"svg.hashsalt": "stemgewicht", "svg.fonttype": "none"})
    figure = Figure(figsize=(11, 4.4), layout="constrained")
    for axis, (growth, (what, _, title)) in zip(figure.subplots(1, 2, sharey=True), GROWTHS.items(), strict=True):
        for way, (label, colour, marker) in WAYS.items():
            shown = points(found, way, growth)
            if way == "fourier" and growth == "growth_in_total_weight":
                counted = len(points(found, "counted", growth))
                coarse = shown[counted:]
                shown = shown[:counted]
                axis.plot(*zip(*coarse, strict=True), color=colour, marker="^", linestyle=":", label=f"{label}, 1e-6")
                label += ", 1e-13"
            axis.plot(*zip(*shown, strict=True), color=colour, marker=marker, label=label)
        at = crossing(found, growth)
        if at:
            axis.axvline(at, color="0.6", linestyle="--", linewidth=1)
            axis.text(at, 0.98, f" {at:,.0f}", transform=axis.get_xaxis_transform(), va="top", color="0.35")
        axis.set(xscale="log", yscale="log", xlabel=what, title=title)
        axis.grid(color="0.88")
        axis.legend(frameon=False)
    figure.axes[0].set_ylabel("processor time, ms")
    figure.savefig(path, metadata={"Date": None})


def machine() -> str:
    found = re.search(r"^model name\s*:\s*(.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return f"{found.group(1) if found else 'a processor without a name'}, {os.cpu_count()} hardware threads"


def section(found: Found, picture: str) -> str:
    about = (
        f"Written by `benchmarks/frequencies.py --table` on {datetime.date.today().isoformat()}: {machine()}. Banzhaf "
        "power of all members, processor time of one thread, which other work on the same core lengthens; memory is "
        "the peak of the process. Frequencies are certified to 1e-13, and to 1e-6 where the weights are too large to "
        "be counted."
    )
    curves = (
        "All members at many quotas, from half of the votes by 0.1% of them; `Exact` holds each to 1e-12 of itself."
    )
    image = f"![Cost of both ways against members and against total weight]({picture})"
    parts = [TITLE, about, image, crossings_text(found), boards_table(found), curves, curves_table(found)]
    return "\n\n".join(part for part in parts if part)


def write_table(found: Found, path: Path) -> None:
    """Replaces the section, or puts it before that on sweeps. report.py keeps both, and batches.py keeps this one."""
    picture = path.with_name("FREQUENCIES.svg")
    draw(found, picture)
    text = path.read_text(encoding="utf-8") if path.exists() else "# Results of the benchmarks\n"
    text = re.sub(rf"{re.escape(TITLE)}\n.*?(?=^## |\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    place = text.find("## Sweeps of studies")
    before, after = (text[:place], text[place:]) if place >= 0 else (text, "")
    path.write_text(f"{before.rstrip()}\n\n{section(found, picture.name)}\n\n{after}".rstrip() + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("build", type=Path, help="the folder of a release build")
    parser.add_argument("--only", default=".", help="a pattern of the names of cases")
    parser.add_argument("--table", type=Path, help="the table of results, which gets the section and a picture")
    parser.add_argument("--output", type=Path, help="a JSON file of what was measured")
    parser.add_argument("--from", dest="source", type=Path, help="such a file in place of a run")
    arguments = parser.parse_args()
    if arguments.source:
        found = json.loads(arguments.source.read_text(encoding="utf-8"))
    else:
        found = measured(arguments.build, arguments.only)
    if arguments.output:
        arguments.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if arguments.table:
        write_table(found, arguments.table)


if __name__ == "__main__":
    main()
