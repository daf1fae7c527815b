"""How fast spatial autocorrelation is beside esda: local and global Moran, in one process and in a fresh one.

    python benchmarks/autocorrelation.py [--runs 7] [--permutations 999]

Regions are random points with their six nearest neighbours, values are drawn at random; nothing is read.

1. Warm: both have their weights ready and have run before. Renkei starts from a Polars table, which it checks, and
   `SpatialWeights`; esda from an array and a libpysal `W`. They take turns; medians.
2. Fresh: a new Python process makes the points, finds the neighbours, computes local Moran once and ends. Wall
   seconds of the whole process, and its peak memory; medians of three.

Statistics are compared before anything is timed. esda is optional (`python -m pip install esda`); without it
Renkei's times are shown alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import statistics
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (3_000, 10_000, 30_000)
FRESH = 30_000
PEER = importlib.util.find_spec("esda") is not None


@dataclass(frozen=True)
class Map:
    """Points with their values, as both contestants need them."""

    at: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, regions: int) -> Map:
        rng = np.random.default_rng(2016)
        return cls(rng.uniform(0, 1e6, (regions, 2)), rng.gamma(2.0, size=regions))


def renkei_runs(drawn: Map, permutations: int) -> dict[str, Callable[[], Any]]:
    import polars as pl

    import renkei

    names = [f"R{number:06}" for number in range(len(drawn.values))]
    points = pl.DataFrame({"region": names, "x": drawn.at[:, 0], "y": drawn.at[:, 1]})
    weights = renkei.SpatialWeights.from_neighbours(renkei.nearest_neighbours(points, nearest=6))
    table, shares = pl.DataFrame({"region": names, "v": drawn.values}), weights.row_standardised()
    options = {"value": "v", "permutations": permutations}
    return {
        "local Moran": lambda: renkei.moran_local(table, shares, rng=np.random.default_rng(1), **options),
        "Moran": lambda: renkei.moran_global(table, shares, rng=np.random.default_rng(1), **options),
        "local Geary": lambda: renkei.geary_local(table, shares, rng=np.random.default_rng(1), **options),
        "local G*": lambda: renkei.getis_ord_star(table, shares, rng=np.random.default_rng(1), **options),
    }


def esda_runs(drawn: Map, permutations: int) -> dict[str, Callable[[], Any]]:
    warnings.simplefilter("ignore")
    import esda
    import libpysal

    weights = libpysal.weights.KNN.from_array(drawn.at, k=6)
    weights.transform = "r"
    y = drawn.values
    return {
        "local Moran": lambda: esda.Moran_Local(y, weights, permutations=permutations, seed=1),
        "Moran": lambda: esda.Moran(y, weights, permutations=permutations),
        "local Geary": lambda: esda.Geary_Local(weights, permutations=permutations, seed=1).fit(y),
        "local G*": lambda: esda.G_Local(
            y, weights, transform="R", star=True, permutations=permutations, seed=1
        ),
    }


def check_agreement(regions: int = 1_000) -> None:
    """Stop unless local and global Moran are the same numbers, and the p-values are as near as chance lets them."""
    ours, theirs = renkei_runs(Map.of(regions), 9_999), esda_runs(Map.of(regions), 9_999)
    local, peer = ours["local Moran"](), theirs["local Moran"]()
    np.testing.assert_allclose(local["moran_local"].to_numpy() * (regions - 1) / regions, peer.Is, rtol=1e-9)
    np.testing.assert_allclose(local["p_value"].to_numpy(), np.minimum(1, 2 * peer.p_sim), atol=0.06)
    np.testing.assert_allclose(ours["Moran"]()["moran_global"][0], theirs["Moran"]().I, rtol=1e-9)


def medians(runs: list[Callable[[], Any]], times: int) -> list[float]:
    """Median seconds of computations that take turns, each run once before."""
    seconds: list[list[float]] = [[] for _ in runs]
    for turn in range(times + 1):
        for run, measured in zip(runs, seconds, strict=True):
            started = time.perf_counter()
            run()
            if turn:
                measured.append(time.perf_counter() - started)
    return [statistics.median(measured) for measured in seconds]


def warm(permutations: int, times: int) -> None:
    print(f"\n**Warm**, {permutations} permutations, six neighbours; seconds\n")
    print("| statistic | regions | Renkei | esda | times faster |\n|---|---|---|---|---|")
    for regions in SIZES:
        ours = renkei_runs(Map.of(regions), permutations)
        theirs = esda_runs(Map.of(regions), permutations) if PEER else {}
        for name, run in ours.items():
            rivals = [theirs[name]] if name in theirs else []
            found = medians([run, *rivals], times)
            print(f"| {name} | {regions:,} | {found[0]:.3f} | {in_words(found)} |")


def in_words(found: list[float]) -> str:
    return f"{found[1]:.2f} | {found[1] / found[0]:.0f}" if len(found) > 1 else "not installed | –"


def fresh(permutations: int) -> None:
    print(
        f"\n**Fresh process**, {FRESH:,} regions, local Moran, {permutations} permutations; medians of three\n"
    )
    print("| | seconds | peak MB |\n|---|---|---|")
    for name in ("renkei", "esda") if PEER else ("renkei",):
        results = [alone(name, permutations) for _ in range(3)]
        seconds, megabytes = (statistics.median(part) for part in zip(*results, strict=True))
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} |")


def alone(name: str, permutations: int) -> tuple[float, float]:
    started = time.perf_counter()
    command = [sys.executable, __file__, "--alone", name, "--permutations", str(permutations)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return time.perf_counter() - started, float(said)


def peak_megabytes() -> float:
    """Of this process alone: on Linux `ru_maxrss` also remembers the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) / 1024 for line in status.open() if line.startswith("VmHWM"))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--permutations", type=int, default=999)
    options.add_argument("--alone", choices=["renkei", "esda"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.alone:
        runs = {"renkei": renkei_runs, "esda": esda_runs}[chosen.alone]
        runs(Map.of(FRESH), chosen.permutations)["local Moran"]()
        print(peak_megabytes())
        return
    if PEER:
        check_agreement()
    else:
        print("esda is not installed: Renkei alone. `python -m pip install esda` to compare.")
    warm(chosen.permutations, chosen.runs)
    fresh(chosen.permutations)


if __name__ == "__main__":
    main()
