"""How fast clusters in place are found: stars, clusters of definitions, hot spots, types.

    python benchmarks/places.py [--runs 5] [--permutations 199]

Everything is simulated; nothing is read. No other package computes stars, or types, or hot spots against all
plants with a test by relabelling, so there is no peer for the whole. Beside hot spots stand: scikit-learn's
DBSCAN (the usual tool for polygons from points; it has no background and no test), and the same search and test
in plain NumPy and SciPy (a sparse matrix product per map, `connected_components`). Each number is a median of
runs in which the contestants take turns; plain SciPy is run on few maps and multiplied.
"""

from __future__ import annotations

import argparse
import statistics
import time
import tracemalloc
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import DBSCAN

import renkei
from renkei.clusters.places.areas import log_likelihood_ratio
from renkei.clusters.places.hotspots import MINIMUM
from renkei.clusters.places.kernel import Surroundings
from renkei.clusters.places.plants import PlacedPlants

if TYPE_CHECKING:
    from collections.abc import Callable

    from scipy.sparse import csr_array

Array = np.ndarray[Any, np.dtype[Any]]
SCIPY_MAPS = 2
SCIPY_PLANTS = 100_000


def simulated_plants(count: int, industries: int, rng: np.random.Generator) -> pl.DataFrame:
    """Plants in 200 towns of very unequal size, and each industry's own place; 300 × 300 km."""
    towns, sizes = rng.uniform(-1.35, 1.35, (200, 2)), rng.lognormal(0, 1.2, 200)
    industry = rng.choice(industries, count, p=(share := rng.lognormal(0, 1, industries)) / share.sum())
    town = rng.choice(200, count, p=sizes / sizes.sum())
    own = rng.uniform(size=count) < 0.1
    xy = np.where(own[:, None], towns[industry % 200], towns[town]) + rng.normal(0, 0.04, (count, 2))
    return pl.DataFrame({"lon": 121 + xy[:, 0], "lat": xy[:, 1], "industry": np.char.mod("i%03d", industry)})


def simulated_activity(
    regions: int, industries: int, years: int, rng: np.random.Generator
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Counts by region, industry and year; and definitions of ten industries each."""
    mean = np.outer(rng.lognormal(1, 1, regions), rng.lognormal(0, 1, industries))
    r, i = np.indices(mean.shape)
    parts = [
        pl.DataFrame(
            {"region": r.ravel(), "industry": i.ravel(), "establishments": rng.poisson(mean).ravel()}
        )
        .filter(pl.col("establishments") > 0)
        .with_columns(year=2000 + year)
        for year in range(years)
    ]
    definition = pl.DataFrame({"industry": range(industries)}).with_columns(
        definition=pl.col("industry") // 10
    )
    return pl.concat(parts), definition


def plain_scipy(
    points: pl.DataFrame, radius: float, times: float, maps: int, rng: np.random.Generator
) -> None:
    """The search and `maps` relabelled maps, each industry and each map by one sparse product."""
    placed = PlacedPlants.read(points, spacing=radius / 6)
    around = Surroundings.of(placed.xy, radius)
    kernel, links = around.matrix(), around.links()
    everything, usual = placed.background.sum(), kernel @ placed.background
    entries = np.repeat(np.arange(len(usual)), placed.background)
    totals = placed.cases.sum(axis=0).astype(int)
    for drawn in range(maps + 1):
        for column, total in enumerate(totals):
            if drawn:
                cases = np.bincount(rng.choice(entries, total, replace=False), minlength=len(usual))
            else:
                cases = placed.cases[:, [column]].toarray().ravel()
            strongest(cases, kernel, links, usual, placed.background, (times, everything))


def strongest(
    cases: Array,
    kernel: csr_array,
    links: csr_array,
    usual: Array,
    background: Array,
    limits: tuple[float, float],
) -> float:
    smoothed, total = kernel @ cases, cases.sum()
    hot = np.flatnonzero((smoothed >= MINIMUM) & (smoothed >= limits[0] * total / limits[1] * usual))
    if not hot.size:
        return 0.0
    count, labels = connected_components(links[hot][:, hot], directed=False)
    observed = np.bincount(labels, cases[hot], count).astype(float)
    expected = np.bincount(labels, background[hot] * (total / limits[1]), count)
    return float(log_likelihood_ratio(observed, expected, float(total)).max())


def seconds(function: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        function()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def peak_mb(function: Callable[[], object]) -> float:
    """The peak of what Python and NumPy allocate; frames of Polars are not in it."""
    tracemalloc.start()
    function()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def hot_spot_rows(permutations: int, runs: int) -> None:
    print(f"\nHot spots, 3 km, {permutations} maps")
    print(
        "| plants × industries | Renkei s | MB | plain SciPy s (extrapolated) | ratio | DBSCAN s, no test |"
    )
    print("|---|---|---|---|---|---|")
    for count, industries in ((10_000, 20), (100_000, 88), (1_000_000, 88)):
        rng = np.random.default_rng(3)
        points = simulated_plants(count, industries, rng)

        def ours(table: pl.DataFrame = points) -> object:
            return renkei.hot_spots(table, permutations=permutations, rng=np.random.default_rng(1))

        def dbscan(table: pl.DataFrame = points) -> None:
            for part in table.partition_by("industry"):
                DBSCAN(eps=0.018, min_samples=10).fit(part.select("lon", "lat").to_numpy())

        ours()  # compiles
        own, theirs = seconds(ours, runs), seconds(dbscan, runs)
        if count > SCIPY_PLANTS:
            print(
                f"| {count:,} × {industries} | {own:.2f} | {peak_mb(ours):.0f} | – | – | {theirs:.2f} |",
                flush=True,
            )
            continue
        once = seconds(lambda p=points: plain_scipy(p, 3000.0, 2.0, 0, np.random.default_rng(1)), 1)
        few = seconds(lambda p=points: plain_scipy(p, 3000.0, 2.0, SCIPY_MAPS, np.random.default_rng(1)), 1)
        plain = once + (few - once) / SCIPY_MAPS * permutations
        print(
            f"| {count:,} × {industries} | {own:.2f} | {peak_mb(ours):.0f} | {plain:.1f} | {plain / own:.0f} | "
            f"{theirs:.2f} |",
            flush=True,
        )


def stars_by_pandas(activity: pl.DataFrame, definition: pl.DataFrame) -> None:
    """Size, specialisation, focus and their stars of one year, as an analyst would write them."""
    rows = activity.to_pandas().merge(definition.to_pandas(), on="industry")
    keys = ["year", "region", "definition"]
    cells = rows.groupby(keys, as_index=False)["establishments"].sum()
    n = cells["establishments"]
    cells["size"] = n / n.groupby([cells["year"], cells["definition"]]).transform("sum")
    cells["focus"] = n / n.groupby([cells["year"], cells["region"]]).transform("sum")
    cells["star"] = cells.groupby(["year", "definition"])["size"].rank(pct=True) >= 0.9
    cells["star 2"] = cells.groupby("year")["focus"].rank(pct=True) >= 0.9


def star_rows(runs: int) -> None:
    print("\nStars")
    print(
        "| regions × industries × years | Renkei s | pandas s (no growth, no thresholds, no checks) | ratio |"
    )
    print("|---|---|---|---|")
    for regions, industries, years in ((300, 100, 1), (3_000, 1_000, 1), (3_000, 300, 10)):
        activity, definition = simulated_activity(regions, industries, years, np.random.default_rng(5))
        own = seconds(lambda a=activity, d=definition: renkei.cluster_strength(a, d), runs)
        pandas = seconds(lambda a=activity, d=definition: stars_by_pandas(a, d), runs)
        print(
            f"| {regions:,} × {industries:,} × {years} | {own:.2f} | {pandas:.2f} | {pandas / own:.1f} |",
            flush=True,
        )


def place_rows(permutations: int, runs: int) -> None:
    print(f"\nClusters of definitions, {permutations} maps, and their groups")
    print("| regions × industries | clusters s | MB | groups s |\n|---|---|---|---|")
    for side, industries in ((10, 50), (20, 100), (55, 300)):
        activity, definition = simulated_activity(side * side, industries, 1, np.random.default_rng(5))
        right = [(r, r + 1) for r in range(side * side) if (r + 1) % side]
        pairs = pl.DataFrame(right + [(r, r + side) for r in range(side * (side - 1))], orient="row")
        pairs.columns = ["region_a", "region_b"]
        table, rules = (
            activity.drop("year"),
            renkei.PlaceRules(permutations=permutations, location_quotient=1.1),
        )

        def ours(
            a: pl.DataFrame = table,
            d: pl.DataFrame = definition,
            p: pl.DataFrame = pairs,
            rules: renkei.PlaceRules = rules,
        ) -> Any:
            return renkei.clusters_in_place(a, d, p, rules=rules, rng=np.random.default_rng(1))

        found = ours()
        grouped = seconds(lambda m=found.members, p=pairs: renkei.cluster_groups(m, p), runs)
        print(
            f"| {side * side:,} × {industries} | {seconds(ours, runs):.2f} | {peak_mb(ours):.0f} | {grouped:.2f} |",
            flush=True,
        )


def type_rows(runs: int) -> None:
    print("\nTypes: from plants, organisations and links to stated types")
    print("| clusters | plants | links | evidence s | types s |\n|---|---|---|---|---|")
    for clusters, plants in ((50, 5_000), (200, 50_000), (1_000, 500_000)):
        rng = np.random.default_rng(7)
        firm, region = rng.integers(plants // 2, size=plants), rng.integers(clusters, size=plants)
        table = pl.DataFrame({"establishment": np.arange(plants), "organisation": firm, "region": region})
        table = table.cast(pl.String).with_columns(
            industries=pl.lit(["i"]), jobs=pl.Series(rng.lognormal(3, 1, plants).round())
        )
        ends = rng.integers(plants // 2, size=(plants, 2)).astype(str)
        links = pl.DataFrame(
            {"source_organisation": ends[:, 0], "target_organisation": ends[:, 1]}
        ).with_columns(kind=pl.lit("supply"), event=pl.int_range(plants).cast(pl.String))
        members = pl.DataFrame({"cluster": np.arange(clusters)}).cast(pl.String)
        members = members.with_columns(region=pl.col("cluster"), industry=pl.lit("i"))
        tables = {"establishments": table, "links": links}
        evidence = renkei.cluster_evidence(members, tables)
        derive = seconds(lambda m=members, t=tables: renkei.cluster_evidence(m, t), runs)
        tell = seconds(lambda e=evidence: renkei.cluster_types(e), runs)
        print(f"| {clusters:,} | {plants:,} | {plants:,} | {derive:.2f} | {tell:.3f} |", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--permutations", type=int, default=199)
    chosen = options.parse_args()
    hot_spot_rows(chosen.permutations, chosen.runs)
    star_rows(chosen.runs)
    place_rows(chosen.permutations, chosen.runs)
    type_rows(chosen.runs)


if __name__ == "__main__":
    main()
