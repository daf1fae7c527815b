"""How fast K-densities with bands are, beside R's dbmss, and how far a grid is from counting every pair.

    python benchmarks/distance.py [--runs 3] [--factories FILE]

1. One industry among random sites, 1,000 null draws, three sizes. R's dbmss 2.11 stands beside it if `Rscript` and
   the package are there (R_LIBS may say where). It does fewer draws where a thousand take minutes; its seconds are
   then scaled by the number of draws, which is said. dbmss counts every pair of up to 10,000 points and gives one
   global band at 5 %; Renkei gives both bands and the indices.
2. M and Ripley's K likewise.
3. Every product class of the register of Taiwan's factories (if FILE, tw_factories_2016.csv.gz, is given): all bands of
   88 classes, 999 and 199 draws.
4. The grid of draws above 8,000 plants beside every pair counted, as a share of the local band's width.

Medians of `--runs` runs after one that compiles. Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

import renkei

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = ((200, 2_000, 1_000), (2_000, 20_000, 20), (20_000, 40_000, 0))
"""Plants, sites, draws that dbmss does (0: none; one of that size takes minutes)."""

DBMSS = """
suppressMessages(library(dbmss))
given <- read.csv(commandArgs(TRUE)[1])
draws <- as.integer(commandArgs(TRUE)[2]); what <- commandArgs(TRUE)[3]; top <- as.numeric(commandArgs(TRUE)[4])
side <- owin(c(0, 300000), c(0, 300000))
sites <- wmppp(data.frame(X = given$x, Y = given$y, PointType = given$industry, PointWeight = 1), window = side)
r <- seq(0, top, length.out = 101)
seconds <- system.time(switch(what,
  k = KdEnvelope(sites, r, NumberOfSimulations = draws, ReferenceType = "chosen", Global = TRUE, verbose = FALSE),
  m = MEnvelope(sites, r, NumberOfSimulations = draws, ReferenceType = "chosen", Global = TRUE, verbose = FALSE),
  ripley = KEnvelope(sites[sites$marks$PointType == "chosen"], r, NumberOfSimulations = draws, Global = TRUE,
    verbose = FALSE)))
cat(seconds[["elapsed"]])
"""


def random_sites(plants: int, sites: int) -> pl.DataFrame:
    """Sites anywhere in 300 km × 300 km; the first are plants of the industry that is measured."""
    x, y = np.random.default_rng(2016).uniform(0, 300_000, (2, sites))
    industry = np.where(np.arange(sites) < plants, "chosen", "rest")
    return pl.DataFrame({"establishment": np.arange(sites), "industry": industry, "x": x, "y": y})


def median_seconds(function: Callable[[], object], runs: int) -> float:
    function()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def dbmss_seconds(points: pl.DataFrame, what: str, draws: int, top_km: float) -> float | None:
    """Seconds of dbmss's envelope with so many draws; nothing if R or the package is not there."""
    if not shutil.which("Rscript") or not draws:
        return None
    with tempfile.TemporaryDirectory() as folder:
        points.write_csv(Path(folder, "points.csv"))
        Path(folder, "peer.R").write_text(DBMSS, encoding="utf-8")
        command = ["Rscript", "peer.R", "points.csv", str(draws), what, str(top_km * 1000)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"(dbmss did not run: {done.stderr.strip().splitlines()[-1]})")
        return None
    return float(done.stdout.split()[-1])


def row(work: str, ours: float, theirs: float | None, draws: tuple[int, int]) -> None:
    """One line of the table; the peer's seconds scaled from the draws it did to those that Renkei did."""
    wanted, done = draws
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if theirs is None:
        print(f"| {work} | {ours:.2f} | not run | | {memory:.0f} |")
        return
    scaled = theirs * wanted / done
    how = f"{scaled:.1f}" if wanted == done else f"{scaled:.0f} ({done} draws: {theirs:.1f})"
    print(f"| {work} | {ours:.2f} | {how} | {scaled / ours:.0f} × | {memory:.0f} |")


def beside_dbmss(runs: int) -> None:
    print("| work | Renkei s | dbmss s | ratio | peak MB |\n|---|---|---|---|---|")
    for plants, sites, draws in SIZES:
        points = random_sites(plants, sites)

        def ours(points: pl.DataFrame = points) -> object:
            rng = np.random.default_rng(1)
            return renkei.k_densities(points, industries=("chosen",), to_km=150, simulations=1000, rng=rng)

        theirs = dbmss_seconds(points, "k", draws, 150)
        row(
            f"K-density, {plants:,} of {sites:,} sites, 1,000 draws",
            median_seconds(ours, runs),
            theirs,
            (1000, draws),
        )
    for plants, sites, draws in ((200, 2_000, 99), (2_000, 20_000, 9)):
        points = random_sites(plants, sites)

        def m(points: pl.DataFrame = points) -> object:
            rng = np.random.default_rng(1)
            return renkei.m_function(points, industries=("chosen",), to_km=150, simulations=99, rng=rng)

        theirs = dbmss_seconds(points, "m", draws, 150)
        row(f"M, {plants:,} of {sites:,} sites, 99 draws", median_seconds(m, runs), theirs, (99, draws))
    for plants, draws in ((200, 99), (2_000, 9)):
        points = random_sites(plants, plants)

        def k(points: pl.DataFrame = points) -> object:
            return renkei.ripley_k(points, to_km=75, simulations=99, rng=np.random.default_rng(1))

        theirs = dbmss_seconds(points, "ripley", draws, 75)
        row(f"Ripley's K, {plants:,} points, 99 draws", median_seconds(k, runs), theirs, (99, draws))


def factories(file: Path) -> pl.DataFrame:
    """The located plants by product class, from the register."""
    from renkei.sources.tw_factories import read_tw_factories

    plants = read_tw_factories([file]).tables["establishments"].filter(pl.col("lon").is_not_null())
    classes = plants.select("establishment", "lon", "lat", pl.col("industries").alias("industry")).explode(
        "industry"
    )
    return classes.filter(pl.col("industry").str.len_chars() == 3).unique(["establishment", "industry"])


def taiwan(file: Path, runs: int) -> None:
    points = factories(file)
    print(f"\nTaiwan: {points['industry'].n_unique()} classes, {points['establishment'].n_unique():,} plants")
    for draws in (999, 199):

        def ours(draws: int = draws) -> object:
            return renkei.k_densities(points, simulations=draws, rng=np.random.default_rng(1))

        print(f"- all classes, {draws} draws: {median_seconds(ours, runs):.1f} s")


def grid_beside_every_pair() -> None:
    """The largest and the median error of gridded draws, by what `largest_error` does, for three sizes."""
    print(
        "\n| plants of sites | largest error of a gridded draw, share of the local band's width |\n|---|---|"
    )
    for plants, sites in ((8_001, 20_000), (12_000, 30_000), (20_000, 40_000)):
        rng = np.random.default_rng(1)
        points = random_sites(plants, sites)
        found = renkei.localisation(points, industries=("chosen",), simulations=99, rng=rng)
        print(f"| {plants:,} of {sites:,} | {found['band_error'][0]:.3f} |")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--factories", type=Path)
    chosen = options.parse_args()
    beside_dbmss(chosen.runs)
    if chosen.factories:
        taiwan(chosen.factories, chosen.runs)
    grid_beside_every_pair()


if __name__ == "__main__":
    main()
