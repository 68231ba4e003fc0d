"""Motions a second of the bit-sliced simulation against NumPy's, side by side on one core: prints their ratio.

    python3 benchmarks/peers/compare_simulation.py build/release/benchmarks/bench_simulation

Runs bench_simulation and numpy_simulation.py in turn, three times each, checks that both estimate the same chance to be
outvoted, and takes the best of each. Times are of the processor.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BOARD = HERE.parents[1] / "examples" / "boards" / "drechtsteden-2018.toml"


def run(command):
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("benchmark", help="the program bench_simulation")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    ours, theirs = [], []
    for _ in range(arguments.rounds):
        filtered = [arguments.benchmark, "--benchmark_filter=plain/ic", "--benchmark_format=json"]
        ours += run(filtered)["benchmarks"]
        theirs.append(run([sys.executable, str(HERE / "numpy_simulation.py"), str(BOARD)]))
    for a, b in zip(ours, theirs, strict=True):
        if abs(a["outvoted"] - b["outvoted"]) > 4.5 * math.hypot(a["error"], b["error"]):
            sys.exit(f"the two disagree: {a['outvoted']} and {b['outvoted']}")
    best, peer = max(a["motions"] for a in ours), max(b["motions_per_second"] for b in theirs)
    print(
        f"stemgewicht  {best:.4g} motions a second, 55 members, total weight 169, P(outvoted) {ours[0]['outvoted']:.5f}"
    )
    print(f"NumPy {theirs[0]['numpy']:<6} {peer:.4g} motions a second, P(outvoted) {theirs[0]['outvoted']:.5f}")
    print(f"ratio        {best / peer:.0f}")


if __name__ == "__main__":
    main()
