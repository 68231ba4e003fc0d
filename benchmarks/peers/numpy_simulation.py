"""Dordrecht in the Drechtraad under ic, simulated with NumPy: the peer of bench_simulation.

The same work on each motion: a fair vote of each of the 55 members, whether the motion passes, where the majority of
Dordrecht's seats stands, whether the motion would pass with all of Dordrecht for and against, and how often any two of
these occur together, which is what standard errors are made of. Votes are drawn as booleans in the fastest way that
NumPy's generator offers, the weights are single precision, which carries them exactly and makes the fastest product,
and motions are worked in batches that fit the cache.

Prints one JSON object: motions a second of processor time on one thread, and what was estimated.
"""

import argparse
import json
import os
import pathlib
import time
import tomllib

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[library] = "1"

import numpy as np  # noqa: E402  (after its threads are set)


def simulate(seats, own, motions, batch, generator):
    """How often two of the features occur together: six cells, and passing with all of Dordrecht for, and against."""
    columns = np.stack([seats * own, seats * ~own], axis=1).astype(np.float32)
    held, total = int((seats * own).sum()), int(seats.sum())
    quota, majority = total // 2 + 1, held // 2 + 1
    together = np.zeros((8, 8))
    features = np.empty((8, batch), dtype=np.float32)
    for _ in range(motions // batch):
        votes = generator.integers(0, 2, size=(batch, len(seats)), dtype=np.bool_)
        sums = votes.astype(np.float32) @ columns
        ours, others = sums[:, 0], sums[:, 1]
        yes, no = ours >= majority, held - ours >= majority
        passes, tied = ours + others >= quota, ~(yes | no)
        fails = ~passes
        for k, side in enumerate((yes, tied, no)):
            np.logical_and(side, passes, out=features[2 * k])
            np.logical_and(side, fails, out=features[2 * k + 1])
        np.greater_equal(others, quota - held, out=features[6])
        np.greater_equal(others, quota, out=features[7])
        together += features @ features.T
    return together / motions


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("board", help="the board file drechtsteden-2018.toml")
    parser.add_argument("--motions", type=int, default=2_000_000)
    parser.add_argument("--batch", type=int, default=4_000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    members = tomllib.loads(pathlib.Path(arguments.board).read_text(encoding="utf-8"))["members"]
    seats = np.array([member["seats"] for member in members])
    own = np.array([member["municipality"] == "Dordrecht" for member in members])
    motions = arguments.motions // arguments.batch * arguments.batch
    best, together = float("inf"), None
    for repeat in range(arguments.repeats):
        start = time.process_time()
        together = simulate(seats, own, motions, arguments.batch, np.random.default_rng(repeat + 1))
        best = min(best, time.process_time() - start)
    chances = np.diag(together)
    outvoted = float(chances[1] + chances[4])
    result = {
        "motions_per_second": motions / best,
        "numpy": np.__version__,
        "outvoted": outvoted,
        "error": float(np.sqrt((outvoted - outvoted**2) / motions)),
        "cells": chances[:6].tolist(),
        "decisive": float(chances[6] - chances[7]),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
