"""Power indices by stemgewicht and by what a user would install instead, on the same boards in one run.

    build/venv/bin/python benchmarks/peers/compare_power.py --output build/results/peers.json

The tools are the Python packages powerindex, powerindices and tucoopy, with the versions pinned in the dependency group
`peers` of pyproject.toml, and a vectorised NumPy programme (numpy_power.py). Each call runs in a process of its own
with a limit on its time and its memory. Answers are compared as shares of their sum with those of stemgewicht; a tool
that is not installed, does not offer an index, fails, gives another answer or takes too long is listed as such, and is
not asked again for a larger board once it was too slow.

Two kinds of comparisons: `series`, where either the members or the total weight grows and the other is fixed, and
`board`, boards to name. Times are those of the call alone, without starting Python.
"""

import argparse
import dataclasses
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
IMF = HERE.parents[1] / "examples" / "boards" / "imf-2022.toml"
OURS = ("stemgewicht", "stemgewicht_fractions")
TOOLS = (*OURS, "numpy", "powerindex", "powerindices", "tucoopy")
TOLERANCE = 1e-6  # a larger relative difference is another answer


@dataclasses.dataclass(frozen=True)
class Case:
    suite: str  # series/members, series/total_weight or board
    name: str
    index: str
    weights: tuple[int, ...]
    tools: tuple[str, ...] = TOOLS

    @property
    def quota(self):
        return sum(self.weights) // 2 + 1

    @property
    def cost(self):
        """What a plain count by weight, and for shapley_shubik by size, costs; orders the cases."""
        return len(self.weights) ** (3 if self.index == "shapley_shubik" else 2) * self.quota


def random_weights(members, largest):
    generator = random.Random(members * 1_000_003 + largest)
    return [1 + int(generator.random() * largest) for _ in range(members)]


def weights_of_total(members, total):
    """Uniform weights with that sum: drawn about the mean, then moved by one, member after member, until they fit."""
    weights = random_weights(members, max(1, 2 * total // members - 1))
    excess, i = sum(weights) - total, 0
    while excess != 0:
        step = 1 if excess > 0 else -1
        if weights[i] > step:
            weights[i] -= step
            excess -= step
        i = (i + 1) % members
    return tuple(weights)


def imf_weights():
    return tuple(member["weight"] for member in tomllib.loads(IMF.read_text(encoding="utf-8"))["members"])


def series(quick):
    members = (10, 20, 40, 80) if quick else (10, 20, 40, 80, 160, 320, 640)
    totals = (1_000, 10_000) if quick else (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
    for index in ("banzhaf", "shapley_shubik"):
        for n in members:
            yield Case("series/members", f"{n} members", index, weights_of_total(n, 10_000))
        for total in totals:
            yield Case("series/total_weight", f"total weight {total:,}", index, weights_of_total(50, total))


def boards(quick):
    for index in ("banzhaf", "shapley_shubik", "johnston", "deegan_packel", "public_good"):
        yield Case("board", "12 members, weights to 100", index, tuple(random_weights(12, 100)))
    for index in ("banzhaf", "shapley_shubik"):
        yield Case("board", "7 members, weights to 100,000", index, tuple(random_weights(7, 100_000)))
        yield Case("board", "50 members, weights to 100", index, tuple(random_weights(50, 100)))
        if quick:
            continue
        yield Case("board", "190 members, total weight 94,779", index, weights_of_total(190, 94_779))
        large = 1_000 if index == "banzhaf" else 10
        yield Case("board", f"1,000 members, weights to {large:,}", index, tuple(random_weights(1_000, large)))
        # Whole numbers for all 190 members under iac take far longer than any limit here.
        without = ("stemgewicht_fractions",) if index == "shapley_shubik" else ()
        yield Case("board", "imf-2022", index, imf_weights(), tuple(tool for tool in TOOLS if tool not in without))


def call(case, tool, limit, memory, budget):
    request = {
        "tool": tool,
        "index": case.index,
        "weights": case.weights,
        "quota": case.quota,
        "budget": budget,
        "memory": memory,
    }
    command = [sys.executable, str(HERE / "power_tools.py")]
    try:
        child = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, timeout=limit)
        return json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        return {"status": "too slow", "note": f"over {limit:g} s"}
    except (json.JSONDecodeError, OSError):
        return {"status": "failed", "note": f"the process ended with status {child.returncode}"}


def relative_difference(values, reference):
    """The largest difference of two answers as shares of their sums, each relative to the share of the reference."""
    if len(values) != len(reference) or not all(map(math.isfinite, values)) or sum(values) == 0:
        return math.inf
    a, b = sum(values), sum(reference)
    least = max(reference) * 1e-300
    return max(abs(x / a - y / b) / max(y / b, least) for x, y in zip(values, reference, strict=True))


class Comparison:
    def __init__(self, arguments):
        self.arguments = arguments
        self.refused = {}  # (tool, index): the least cost, over its limit, at which the tool was too slow
        self.records = []

    def limit(self, case):
        return self.arguments.limit if case.suite == "board" else self.arguments.limit / 4

    def is_hopeless(self, case, tool):
        return tool not in OURS and case.cost / self.limit(case) >= self.refused.get((tool, case.index), math.inf)

    def answer(self, case, tool):
        if self.is_hopeless(case, tool):
            return {"status": "too slow", "note": "too slow for a smaller board"}
        answer = call(case, tool, self.limit(case), self.arguments.memory, self.arguments.budget)
        if answer["status"] == "too slow" or "MemoryError" in answer.get("note", ""):
            key = (tool, case.index)
            self.refused[key] = min(self.refused.get(key, math.inf), case.cost / self.limit(case))
        return answer

    def compare(self, case):
        ours = None
        for tool in case.tools:
            answer = self.answer(case, tool)
            values = answer.pop("values", None)
            record = {
                "suite": case.suite,
                "case": case.name,
                "index": case.index,
                "tool": tool,
                "members": len(case.weights),
                "total_weight": sum(case.weights),
                **answer,
            }
            if tool == "stemgewicht" and values is not None:
                ours = (values, answer["seconds"])
            elif ours and values is not None:
                record["relative_difference"] = relative_difference(values, ours[0])
                record["ratio"] = answer["seconds"] / ours[1]
                if record["relative_difference"] > TOLERANCE:
                    record["status"] = "other answer"
            self.records.append(record)
            print(line(record), flush=True)


def line(record):
    start = f"{record['suite']:<20} {record['case']:<34} {record['index']:<15} {record['tool']:<22}"
    if "seconds" not in record:
        return f"{start} {record['status']}: {record.get('note', '')}"
    text = f"{start} {record['seconds']:10.3g} s {record['peak_bytes'] / 1e6:7.0f} MB"
    if "ratio" in record:
        text += f"  {record['ratio']:10.3g} times  difference {record['relative_difference']:.1e}"
    return text + ("" if record["status"] == "done" else f"  {record['status']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=pathlib.Path, help="JSON file for the records")
    parser.add_argument("--quick", action="store_true", help="small boards only")
    parser.add_argument("--limit", type=float, help="seconds for a board, a quarter in series (120; quick: 12)")
    parser.add_argument("--budget", type=float, default=0.2, help="seconds over which calls are repeated")
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    parser.add_argument("--memory", type=int, default=half, help="bytes that a process may take")
    arguments = parser.parse_args()
    arguments.limit = arguments.limit or (12 if arguments.quick else 120)
    comparison = Comparison(arguments)
    # By rising cost, so that a tool that is too slow for a board is not asked for a larger one.
    for case in sorted([*series(arguments.quick), *boards(arguments.quick)], key=lambda case: case.cost):
        comparison.compare(case)
        if arguments.output:
            arguments.output.parent.mkdir(parents=True, exist_ok=True)
            arguments.output.write_text(json.dumps(comparison.records, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
