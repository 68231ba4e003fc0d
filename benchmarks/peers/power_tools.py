"""One power index of one weighted board by one tool: the child process of compare_power.py.

Reads {"tool", "index", "weights", "quota", "budget", "memory"} as JSON from standard input and prints {"status":
"done", "seconds", "values", "peak_bytes", "version"} or {"status": "not installed" | "not offered" | "failed", "note"}.
Seconds are those of the call alone, the least of as many calls as fit the budget; the peak is that of the process.
"""

import importlib
import importlib.metadata
import json
import os
import pathlib
import resource
import sys
import time

for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[library] = "1"


def stemgewicht(index, weights, quota):
    sg = importlib.import_module("stemgewicht")
    rule = sg.WeightedRule(weights, quota=quota)
    function = getattr(sg, index)
    return lambda: function(rule)


def stemgewicht_fractions(index, weights, quota):
    sg = importlib.import_module("stemgewicht")
    rule = sg.WeightedRule(weights, quota=quota)
    function = getattr(sg, index)
    return lambda: function(rule, fractions=True)


def numpy(index, weights, quota):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    function = getattr(importlib.import_module("numpy_power"), index, None)
    return function and (lambda: function(weights, quota))


def powerindex(index, weights, quota):
    module = importlib.import_module("powerindex")
    short = {"banzhaf": "b", "shapley_shubik": "ss"}.get(index)
    return short and (lambda: module.calculate_power_index(list(weights), quota, short))


def powerindices(index, weights, quota):
    module = importlib.import_module("powerindices")
    function = {"banzhaf": module.compute_pbi, "shapley_shubik": module.compute_ssi}.get(index)
    return function and (lambda: function(quota, list(weights)))


def tucoopy(index, weights, quota):
    if index == "banzhaf":
        module = importlib.import_module("tucoopy.power.banzhaf")
        return lambda: module.banzhaf_index_weighted_voting(weights, quota, normalized=False)
    if index == "shapley_shubik":
        module = importlib.import_module("tucoopy.power.shapley_shubik")
        return lambda: module.shapley_shubik_index_weighted_voting(weights, quota)
    names = {"johnston": "johnston", "deegan_packel": "deegan_packel", "public_good": "holler"}
    if index not in names:
        return None
    module = importlib.import_module(f"tucoopy.power.{names[index]}")
    function = getattr(module, f"{names[index]}_index")
    games = importlib.import_module("tucoopy.games.weighted_voting")
    return lambda: function(games.weighted_voting_game(weights, quota))


TOOLS = {
    "stemgewicht": stemgewicht,
    "stemgewicht_fractions": stemgewicht_fractions,
    "numpy": numpy,
    "powerindex": powerindex,
    "powerindices": powerindices,
    "tucoopy": tucoopy,
}


def peak_bytes():
    """The most memory that this process held. Where there is no /proc, that of getrusage."""
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure(tool, index, weights, quota, budget, memory):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        call = TOOLS[tool](index, weights, quota)
    except ImportError as error:
        return {"status": "not installed", "note": str(error)}
    if call is None:
        return {"status": "not offered", "note": f"{tool} has no {index}"}
    best, spent = float("inf"), 0.0
    while spent < budget:
        start = time.perf_counter()
        values = call()
        seconds = time.perf_counter() - start
        best, spent = min(best, seconds), spent + seconds
    return {
        "status": "done",
        "seconds": best,
        "values": [float(value) for value in values],
        "peak_bytes": peak_bytes(),
        "version": importlib.metadata.version(tool.removesuffix("_fractions")),
    }


def main():
    request = json.load(sys.stdin)
    try:
        answer = measure(**request)
    except Exception as error:  # a peer may fail in any way; the comparison goes on
        answer = {"status": "failed", "note": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
