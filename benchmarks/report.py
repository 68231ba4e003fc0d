"""Writes the table and the picture of the benchmarks from what measure.py and peers/compare_power.py found.

    build/venv/bin/python benchmarks/report.py --results build/results --table benchmarks/RESULTS.md

Reads measured.json and peers.json in the folder of results; writes benchmarks.csv, benchmarks.json, benchmarks.png and
benchmarks.svg there, and the table, with the picture beside it.
"""

import argparse
import csv
import datetime
import json
import math
import os
import pathlib
import platform
import re
import shutil
import subprocess

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

ROOT = pathlib.Path(__file__).resolve().parents[1]

# What a mature C++ tool took on another machine (processor seconds, MB), and what is aimed at: a part of that time,
# seconds, and MB. None: not known.
ORIENTATION = {
    "banzhaf/imf_2022": (18, 196, {"part": 50, "megabytes": 100}),
    "banzhaf_fractions/imf_2022": (18, 196, {"part": 10}),
    "banzhaf/190_members_of_total_94779": (0.25, None, {}),
    "banzhaf/1000_members_to_1000": (6, None, {}),
    "shapley_shubik/imf_2022": (None, None, {"seconds": 30, "megabytes": 200}),
    "shapley_shubik/190_members_of_total_94779": (39, 696, {"part": 100}),
    "shapley_shubik/1000_members_to_10": (99, None, {"part": 100}),
    "public_good/100_members_to_100000": (14, None, {"part": 20}),
    "johnston/50_members_to_1000": (25, None, {"part": 50}),
    "deegan_packel/50_members_to_1000": (None, None, {}),
    "johnston/7_members_to_100000": (120, None, {}),
    "banzhaf/7_members_to_100000": (None, None, {}),
    "shapley_shubik/7_members_to_100000": (None, None, {}),
    "banzhaf_fractions/7_members_to_100000": (None, None, {}),
    "public_good/7_members_to_100000": (None, None, {}),
    "deegan_packel/7_members_to_100000": (None, None, {}),
}
REMARKS = {
    "shapley_shubik/imf_2022": "refused: 36 GiB",
    "shapley_shubik/1000_members_to_10": "another tool, equal weights once: 12.8 s, 2.6 GB",
    "johnston/7_members_to_100000": "stopped at 120 s",
}
# The exponents that the documentation of each index claims: in members, in total weight.
CLAIMED = {
    "banzhaf": (1, 1),
    "shapley_shubik": (1.5, 1),
    "banzhaf_fractions": (2, 1),
    "shapley_shubik_fractions": (3, 1),
    "public_good": (1, 1),
    "deegan_packel": (2, 1),
    "johnston": (2, 1),
}
STYLES = {
    "stemgewicht": ("stemgewicht, doubles", "#0072B2", "o"),
    "stemgewicht_fractions": ("stemgewicht, exact fractions", "#56B4E9", "s"),
    "numpy": ("NumPy", "#E69F00", "^"),
    "powerindex": ("powerindex", "#009E73", "D"),
    "powerindices": ("powerindices", "#CC79A7", "v"),
    "tucoopy": ("tucoopy", "#D55E00", "P"),
}


# ---- numbers as text ------------------------------------------------------------------------------------------------


def seconds(value):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{value / size:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def megabytes(value):
    return f"{value / 1e6:.0f} MB" if value else "-"


def times(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


def table(header, rows):
    """A Markdown table; all but the first column to the right."""
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join(["---"] + ["--:"] * (len(header) - 1)) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


# ---- the machine ----------------------------------------------------------------------------------------------------


def first_match(pattern, path):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    except OSError:
        return None
    return found.group(1).strip() if found else None


def compiler():
    path = first_match(r"^CMAKE_CXX_COMPILER:\w+=(.*)$", ROOT / "build/release/CMakeCache.txt") or "c++"
    flags = first_match(r"^CMAKE_CXX_FLAGS_RELEASE:\w+=(.*)$", ROOT / "build/release/CMakeCache.txt") or ""
    try:
        version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return path
    return f"{version.splitlines()[0]} {flags}"


def system():
    return first_match(r'^PRETTY_NAME="?([^"\n]*)', "/etc/os-release") or platform.system()


def machine():
    return {
        "processor": first_match(r"^model name\s*:\s*(.*)$", "/proc/cpuinfo") or platform.processor(),
        "threads": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": f"{system()}, {platform.machine()}",
        "compiler": compiler(),
        "python": platform.python_version(),
        "date": datetime.date.today().isoformat(),
    }


# ---- sections of the table ------------------------------------------------------------------------------------------


def done(records, suite):
    return [record for record in records if record["suite"] == suite and record["status"] == "done"]


def met(is_met):
    return "yes" if is_met else "**no**"


def error_text(record):
    return f"{record['worst_relative_error']:.1e}" if "worst_relative_error" in record else "-"


def aim_text(aim):
    parts = []
    if "part" in aim:
        parts.append(f"1/{aim['part']}")
    if "seconds" in aim:
        parts.append(f"{aim['seconds']} s")
    if "megabytes" in aim:
        parts.append(f"{aim['megabytes']} MB")
    return "under " + ", ".join(parts) if parts else "-"


def is_met(record, tool_seconds, aim):
    limits = []
    if "part" in aim:
        limits.append(record["cpu_seconds"] < tool_seconds / aim["part"])
    if "seconds" in aim:
        limits.append(record["cpu_seconds"] < aim["seconds"])
    if "megabytes" in aim:
        limits.append(0 < record["peak_bytes"] < aim["megabytes"] * 1e6)
    return met(all(limits)) if limits else "-"


def boards_section(records):
    by_case = {record["case"]: record for record in records if record["suite"] == "board"}
    rows = []
    for case, (tool_seconds, tool_megabytes, aim) in ORIENTATION.items():
        record = by_case.get(f"{case}/threads:1")
        if record is None:
            rows.append([case, "", "", "not measured", "", "", "", "", aim_text(aim), "**no**"])
            continue
        took = REMARKS.get(case, "-")
        if tool_seconds and case not in ("johnston/7_members_to_100000",):
            took = f"{tool_seconds} s" + (f", {tool_megabytes} MB" if tool_megabytes else "")
            took += f" ({REMARKS[case]})" if case in REMARKS else ""
        if record["status"] != "done":
            rows.append([case, "", "", record["status"], record.get("note", ""), "", took, "", aim_text(aim), "**no**"])
            continue
        ratio = times(tool_seconds / record["cpu_seconds"]) if tool_seconds else "-"
        rows.append(
            [
                case,
                f"{record['members']:.0f}",
                f"{record['total_weight']:,.0f}",
                seconds(record["cpu_seconds"]),
                megabytes(record["peak_bytes"]),
                error_text(record),
                took,
                ratio,
                aim_text(aim),
                is_met(record, tool_seconds, aim),
            ]
        )
    header = ["case", "members", "total weight", "processor time", "peak memory", "worst relative error"]
    header += ["a mature C++ tool took (orientation, another machine)", "its time / ours", "aim", "met"]
    return "## Boards to name, one thread", table(header, rows)


def process_section(records):
    rows = []
    for record in (record for record in records if record["suite"] == "process"):
        if record["status"] != "done":
            rows.append([record["case"], record["status"], record["note"], "", "**no**"])
            continue
        rows.append(
            [
                record["case"],
                seconds(record["seconds"]),
                seconds(record["slowest"]),
                megabytes(record["peak_bytes"]),
                met(record["seconds"] < 0.02),
            ]
        )
    return (
        "## The whole process: 7 members with weights to 100,000",
        "`stemgewicht power --weights ... --index INDEX`, from start to end; the aim is under 20 ms, where the tool "
        "above needed more than 120 s for one of them.\n\n"
        + table(["index", "median", "slowest", "peak memory", "under 20 ms"], rows),
    )


def curve_section(records):
    rows, one = [], {}
    for record in done(records, "board"):
        if not record["case"].startswith("quota_curve"):
            continue
        index, quotas = record["case"].split("/")[1], int(record["case"].split(":")[-1])
        if quotas == 1:
            one[index] = record["cpu_seconds"]
        ratio = record["cpu_seconds"] / one[index] if index in one else math.nan
        rows.append(
            [
                index,
                quotas,
                seconds(record["cpu_seconds"]),
                f"{ratio:.2f}",
                megabytes(record["peak_bytes"]),
                error_text(record),
                met(ratio < 20) if quotas == 371 else "-",
            ]
        )
    header = ["index", "quotas", "processor time", "times one quota", "peak memory", "worst relative error", "met"]
    return (
        "## One board at many quotas: the 190 members of imf-2022",
        "From 50% by 0.1% of the votes; the aim is under 20 times the time of one quota at 371. The error is that of "
        "the last quota.\n\n" + table(header, rows),
    )


def small_section(records):
    rows = []
    for record in done(records, "board"):
        if not record["case"].startswith("small_boards"):
            continue
        measure, members = record["case"].split("/")[1], round(record["members"])
        per_million = 1e6 / record["items_per_second"]
        verdict = met(per_million < 1) if members == 7 else "-"
        rows.append([measure, members, seconds(per_million), megabytes(record["peak_bytes"]), verdict])
    return (
        "## Many small boards, one thread",
        "The aim is under 1 s for 1,000,000 boards of 7 members; larger boards are measured on fewer, and stated for "
        "as many.\n\n" + table(["measure", "members", "1,000,000 boards", "peak memory", "met"], rows),
    )


def threads_section(records):
    peaks = {record["case"]: record.get("peak_bytes") for record in done(records, "board")}
    rows = [
        [
            record["case"],
            seconds(record["one_thread_seconds"]),
            seconds(record["seconds"]),
            f"{record['speedup']:.2f}",
            f"{record['control_speedup']:.2f}" if "control_speedup" in record else "-",
            megabytes(peaks.get(f"{record['case']}/threads:2")),
            met(record["speedup"] > 1.7),
        ]
        for record in done(records, "threads")
    ]
    header = ["case", "one thread", "two threads", "times as fast", "two processes, times one", "peak memory", "met"]
    return (
        "## Two threads",
        "The aim is 1.7 times as fast on the long cases. The control runs the one-thread case in two processes at "
        "once: what two independent programs get out of this machine, which is the most that two threads could.\n\n"
        + table(header, rows),
    )


def slope(points):
    """The exponent of the power law through points (size, seconds), by least squares of the logarithms."""
    if len(points) < 2:
        return math.nan
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def growths(records):
    """(index, what grows): points (size, seconds, bytes), by size."""
    found = {}
    for record in done(records, "growth"):
        index, growth = record["case"].split("/")[:2]
        what = "total_weight" if "total_weight" in growth else "members"
        found.setdefault((index, what), []).append((record[what], record["cpu_seconds"], record["peak_bytes"]))
    return {key: sorted(points) for key, points in found.items()}


def fits(records):
    """Of each growth how far, in root mean square, the claimed law is from the times: a share of their mean."""
    return {r["case"].removesuffix("_RMS"): r["rms"] for r in records if r["suite"] == "fit" and "rms" in r}


def growth_section(records):
    rows, misfits = [], fits(records)
    for (index, what), points in growths(records).items():
        claim, law, shown = CLAIMED.get(index, (1, 1))[what == "total_weight"], "", [p[:2] for p in points]
        if index not in CLAIMED:
            law, shown = " of 2^(members/2)", [(2 ** (x / 2), y) for x, y in shown]
        at_end, misfit = slope(shown[-2:]), misfits.get(f"{index}/growth_in_{what}")
        rows.append(
            [
                index,
                what.replace("_", " "),
                f"{points[0][0]:,.0f} to {points[-1][0]:,.0f}",
                f"{slope(shown):.2f}{law}",
                f"{at_end:.2f}{law}",
                f"{claim}{law}",
                f"{misfit:.0%}" if misfit is not None else "-",
                megabytes(points[-1][2]),
                met(at_end <= claim + 0.1),
            ]
        )
    header = ["index", "what grows", "sizes", "exponent", "at the end", "claimed", "misfit of the claimed law"]
    return (
        "## Growth",
        "Exponents of the processor time, by least squares over all sizes and between the two largest, where it should "
        "be no worse than claimed (to 0.1, for noise). Small sizes are cheaper than the law, since they fit the "
        "caches.\n\n" + table([*header, "peak memory at the end", "met"], rows),
    )


def accuracy_section(records):
    rows = [
        [
            record["case"].split("/")[1].replace("_", " "),
            f"{record['worst_relative_error']:.1e}",
            met(record["worst_relative_error"] < 1e-12),
        ]
        for record in done(records, "board")
        if record["case"].startswith("accuracy/")
    ]
    return (
        "## Accuracy",
        "Doubles against exact integers on 200 random games of up to 300 members: the worst relative error of any "
        "member, which should be below 1e-12. At any quota a chance can be as small as 2^-300.\n\n"
        + table(["games", "worst relative error", "met"], rows),
    )


def outvoted_section(records):
    rows = [
        [f"{record['members']:.0f}", seconds(record["cpu_seconds"]), megabytes(record["peak_bytes"])]
        for record in done(records, "board")
        if record["case"].startswith("outvoted/")
    ]
    return (
        "## To be outvoted: the first fifth of the members, by majority, under one unknown chance of yes",
        "Weights to 40, one thread.\n\n" + table(["members", "processor time", "peak memory"], rows),
    )


def peers_section(records):
    tools = list(STYLES)
    rows = {}
    for record in (record for record in records if record["suite"] == "board/peers"):
        cell = record["status"]
        if "seconds" in record:
            cell = f"{seconds(record['seconds'])}, {megabytes(record['peak_bytes'])}"
            if "ratio" in record and record["tool"] != "stemgewicht_fractions":
                cell += f" ({times(record['ratio'])}x)"
            if record["status"] != "done":
                cell += f": {record['status']}"
        elif record["status"] == "too slow":
            cell = record["note"]
        elif record["status"] == "failed":
            cell = f"failed: {record['note'].split(':')[0]}"
        rows.setdefault((record["index"], record["case"]), {})[record["tool"]] = cell
    versions = sorted({f"{r['tool']} {r['version']}" for r in records if r.get("version") and "_" not in r["tool"]})
    missing = sorted({f"{r['tool']}: {r['note']}" for r in records if r["status"] == "not installed"})
    text = (
        "Seconds of the call from Python, peak memory of the process, and in brackets the time over that of "
        f"stemgewicht: {', '.join(versions)}. Answers that differ by more than 1e-6 are marked."
    )
    if missing:
        text += " Not installed: " + "; ".join(missing) + "."
    header = ["index", "board", *(STYLES[tool][0] for tool in tools)]
    body = [[index, case, *(cells.get(tool, "-") for tool in tools)] for (index, case), cells in rows.items()]
    return "## What a user would install instead", text + "\n\n" + table(header, body)


def kept_sections(path):
    """The last sections of the table that is there, which frequencies.py and batches.py write."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    starts = [text.find(title) for title in ("## Counting and frequencies", "## Sweeps of studies")]
    found = [start for start in starts if start >= 0]
    return "\n" + text[min(found) :] if found else ""


def write_table(path, about, records, picture):
    sections = [
        boards_section,
        process_section,
        curve_section,
        small_section,
        threads_section,
        growth_section,
        accuracy_section,
        outvoted_section,
        peers_section,
    ]
    lines = [
        "# Results of the benchmarks",
        f"Written by `benchmarks/run` on {about['date']}: {about['processor']}, {about['threads']} hardware threads, "
        f"{about['memory_bytes'] / 2**30:.0f} GiB; {about['system']}; {about['compiler'].strip()}; Python "
        f"{about['python']}. Each case checks its answer before it is timed.",
        f"![Cost against members and against total weight]({picture})",
    ]
    for section in sections:
        lines += section(records)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(lines) + "\n" + kept_sections(path), encoding="utf-8")


# ---- the picture ----------------------------------------------------------------------------------------------------


def draw(records, paths):
    mpl.rcParams.update({"svg.hashsalt": "stemgewicht", "svg.fonttype": "none", "font.size": 10})
    figure, axes = plt.subplots(2, 2, figsize=(11, 8.6), sharey=True, layout="constrained")
    panels = [
        (index, suite, axes[row][column])
        for row, index in enumerate(("banzhaf", "shapley_shubik"))
        for column, suite in enumerate(("series/members", "series/total_weight"))
    ]
    for index, suite, axis in panels:
        what = suite.split("/")[1]
        chosen = [r for r in records if r["suite"] == suite and r["index"] == index]
        for tool, (label, colour, marker) in STYLES.items():
            points = sorted(
                (r[what], r["seconds"], r["status"]) for r in chosen if r["tool"] == tool and "seconds" in r
            )
            right = [(x, y) for x, y, status in points if status == "done"]
            wrong = [(x, y) for x, y, status in points if status != "done"]
            if right:
                axis.plot(*zip(*right, strict=True), color=colour, marker=marker, markersize=5, label=label)
            if wrong:
                axis.plot(*zip(*wrong, strict=True), color=colour, marker="x", linestyle="none", markersize=7)
        name = {"banzhaf": "Banzhaf", "shapley_shubik": "Shapley-Shubik"}[index]
        fixed = "total weight 10,000" if what == "members" else "50 members"
        axis.set(xscale="log", yscale="log", title=f"{name}, {fixed}")
        axis.set_xlabel("members" if what == "members" else "total weight (votes)")
        axis.grid(which="major", color="0.88")
        if what == "members":
            ticks = sorted({r[what] for r in chosen})
            axis.set_xticks(ticks, [str(tick) for tick in ticks])
            axis.minorticks_off()
            axis.set_ylabel("seconds for all members")
    handles, labels = axes[0][0].get_legend_handles_labels()
    handles.append(mpl.lines.Line2D([], [], color="0.3", marker="x", linestyle="none"))
    labels.append("another answer, as by overflow")
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
    figure.suptitle("Cost of the power of all members, one core; a line ends where a tool passes its limit of time")
    for path in paths:
        figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)


# ---- all together ---------------------------------------------------------------------------------------------------


def read_records(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return []


def write_csv(path, records):
    columns = list(dict.fromkeys(key for record in records for key in record))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(records)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--results", type=pathlib.Path, required=True)
    parser.add_argument("--table", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    results = arguments.results
    measured = [{"tool": "stemgewicht", **record} for record in read_records(results / "measured.json")]
    peers = read_records(results / "peers.json")
    for name, found in (("measured.json", measured), ("peers.json", peers)):
        if not any(record["status"] == "done" for record in found):
            raise SystemExit(f"{results / name}: holds no measurement; nothing was written")
    for record in peers:
        if record["suite"] == "board":
            record["suite"] = "board/peers"
    records, about = measured + peers, machine()
    write_csv(results / "benchmarks.csv", records)
    text = json.dumps({"machine": about, "records": records}, indent=1)
    (results / "benchmarks.json").write_text(text + "\n", encoding="utf-8")
    draw(peers, [results / "benchmarks.png", results / "benchmarks.svg"])
    picture = arguments.table.with_suffix(".svg")
    write_table(arguments.table, about, records, picture.name)
    shutil.copyfile(results / "benchmarks.svg", picture)


if __name__ == "__main__":
    main()
