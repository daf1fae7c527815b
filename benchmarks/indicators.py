"""How fast the indicators are beside plain NumPy and a peer, at up to 3,000 regions × 1,000 industries.

    python benchmarks/indicators.py [--plants 1000000] [--runs 11] [--sizes]

Plants are drawn at random; nothing is read. With `--sizes`: a Markdown table of three sizes, each in a process
of its own, with the peak of its memory, beside the Python package econcomplex where it is installed (location
quotient and the weighted locational Gini, which it halves; it has no Ellison–Glaeser index), and the seconds of
the other methods of specialisation and concentration. Without: three questions at the largest size, each
answered by medians of one run in which Renkei and NumPy take turns:

1. on the matrix: both start from the matrix they compute on (Renkei's is sparse, NumPy's is dense);
2. from the long table: Renkei's table functions start from a Polars table with text keys and check it (keys
   filled and unique, amounts finite and not negative); NumPy starts from the same table, with label codes by
   pandas, and does not check;
3. the same against NumPy on the dense matrix that someone else has already made.

Results are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl

import renkei

if TYPE_CHECKING:
    from collections.abc import Callable

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Pairs = dict[str, tuple["Callable[[], object]", "Callable[[], object]"]]
REGIONS, INDUSTRIES = 3_000, 1_000
SIZES = {
    "300x100": (300, 100, 50_000),
    "1000x300": (1_000, 300, 300_000),
    "3000x1000": (3_000, 1_000, 1_000_000),
}


@dataclass(frozen=True)
class Country:
    """One country in the three forms that the contestants start from."""

    plants: pl.DataFrame
    activity: pl.DataFrame
    counts: Numbers
    jobs: Numbers
    plant_herfindahl: Numbers


def simulated_country(
    plants: int, rng: np.random.Generator, size: tuple[int, int] = (REGIONS, INDUSTRIES)
) -> Country:
    """Regions and industries of very unequal size; plant sizes lognormal, in whole jobs."""
    regions, industries = rng.lognormal(0, 1.3, size[0]), rng.lognormal(0, 1.2, size[1])
    region = rng.choice(size[0], plants, p=regions / regions.sum())
    industry = rng.choice(size[1], plants, p=industries / industries.sum())
    jobs = np.ceil(rng.lognormal(2, 1.3, plants))
    table = pl.DataFrame(
        {
            "establishment": [f"P{plant}" for plant in range(plants)],
            "region": np.array([f"R{code:04}" for code in range(size[0])])[region],
            "industry": np.array([f"I{code:04}" for code in range(size[1])])[industry],
            "jobs": jobs,
        }
    )
    cells = table.group_by("region", "industry").agg(
        pl.len().cast(pl.Int64).alias("establishments"), pl.col("jobs").sum()
    )
    counts, summed = dense(cells, "establishments"), dense(cells, "jobs")
    squares = np.bincount(pd.factorize(table["industry"].to_numpy(), sort=True)[0], jobs**2)
    return Country(table, cells, counts, summed, squares / summed.sum(axis=0) ** 2)


def dense(cells: pl.DataFrame, value: str) -> Numbers:
    """The quickest usual way from a long table to an array: label codes by pandas, then one assignment."""
    r, regions = pd.factorize(cells["region"].to_numpy(), sort=True)
    i, industries = pd.factorize(cells["industry"].to_numpy(), sort=True)
    matrix = np.zeros((len(regions), len(industries)))
    matrix[r, i] = cells[value].to_numpy()
    return matrix


def numpy_quotients(counts: Numbers) -> Numbers:
    return counts / (counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum())


def numpy_gini(counts: Numbers) -> Numbers:
    quotients = np.sort(numpy_quotients(counts), axis=0)
    n = len(quotients)
    return 2 * (np.arange(1, n + 1) @ quotients) / (n * quotients.sum(axis=0)) - (n + 1) / n


def numpy_gamma(jobs: Numbers, herfindahl: Numbers) -> Numbers:
    x, s = jobs.sum(axis=1) / jobs.sum(), jobs / jobs.sum(axis=0)
    spread = 1 - x @ x
    raw = ((s - x[:, None]) ** 2).sum(axis=0)
    return (raw - spread * herfindahl) / (spread * (1 - herfindahl))


def numpy_gamma_from_plants(plants: pl.DataFrame) -> Numbers:
    r, regions = pd.factorize(plants["region"].to_numpy(), sort=True)
    i, industries = pd.factorize(plants["industry"].to_numpy(), sort=True)
    sizes = plants["jobs"].to_numpy()
    cells = np.bincount(r * len(industries) + i, sizes, minlength=len(regions) * len(industries))
    jobs = cells.reshape(len(regions), len(industries))
    return numpy_gamma(jobs, np.bincount(i, sizes**2) / jobs.sum(axis=0) ** 2)


def medians(one: Callable[[], object], other: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median seconds of two computations that take turns, so that both meet the same machine."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for function, times in zip((one, other), seconds, strict=True):
            started = time.perf_counter()
            function()
            times.append(time.perf_counter() - started)
    return statistics.median(seconds[0]), statistics.median(seconds[1])


def check_agreement(country: Country) -> None:
    """Stop unless every number is the same in each form."""
    matrix = renkei.RegionIndustryMatrix.from_table(country.activity)
    by_jobs = renkei.RegionIndustryMatrix.from_table(country.activity, value="jobs")
    gamma = numpy_gamma(country.jobs, country.plant_herfindahl)
    np.testing.assert_allclose(
        matrix.location_quotients().dense(), numpy_quotients(country.counts), rtol=1e-9
    )
    for gini in (matrix.locational_gini(), renkei.locational_gini(country.activity)["locational_gini"]):
        np.testing.assert_allclose(gini, numpy_gini(country.counts), rtol=1e-9)
    table_gamma = renkei.ellison_glaeser(country.plants)["ellison_glaeser"]
    for found in (
        by_jobs.ellison_glaeser(country.plant_herfindahl),
        table_gamma,
        numpy_gamma_from_plants(country.plants),
    ):
        np.testing.assert_allclose(found, gamma, rtol=1e-6, atol=1e-9)


def report(title: str, pairs: Pairs, runs: int) -> None:
    """Print the medians and ratios of `pairs` (Renkei, NumPy) and of their sums."""
    print(f"\n{title}\n{'':24}{'Renkei ms':>12}{'NumPy ms':>12}{'ratio':>8}")
    ours = theirs = 0.0
    for name, (one, other) in pairs.items():
        mine, plain = medians(one, other, runs)
        ours, theirs = ours + mine, theirs + plain
        print(f"{name:24}{mine * 1000:12.1f}{plain * 1000:12.1f}{mine / plain:8.2f}")
    print(f"{'all three':24}{ours * 1000:12.1f}{theirs * 1000:12.1f}{ours / theirs:8.2f}")


def on_the_matrix(country: Country) -> Pairs:
    matrix = renkei.RegionIndustryMatrix.from_table(country.activity)
    by_jobs = renkei.RegionIndustryMatrix.from_table(country.activity, value="jobs")
    herfindahl = country.plant_herfindahl
    return {
        "location quotient": (matrix.location_quotients, lambda: numpy_quotients(country.counts)),
        "locational Gini": (matrix.locational_gini, lambda: numpy_gini(country.counts)),
        "Ellison–Glaeser": (
            lambda: by_jobs.ellison_glaeser(herfindahl),
            lambda: numpy_gamma(country.jobs, herfindahl),
        ),
    }


def from_the_table(country: Country) -> Pairs:
    activity, plants = country.activity, country.plants
    return {
        "location quotient": (
            lambda: renkei.location_quotient(activity),
            lambda: numpy_quotients(dense(activity, "establishments")),
        ),
        "locational Gini": (
            lambda: renkei.locational_gini(activity),
            lambda: numpy_gini(dense(activity, "establishments")),
        ),
        "Ellison–Glaeser": (lambda: renkei.ellison_glaeser(plants), lambda: numpy_gamma_from_plants(plants)),
    }


def median_of(function: Callable[[], object], runs: int) -> float:
    return medians(function, lambda: None, runs)[0]


def peer_seconds(country: Country, runs: int) -> tuple[float, float]:
    """Medians of econcomplex and of Renkei: quotients and weighted Gini from a long table; checked to agree."""
    import econcomplex

    wide = country.activity.to_pandas().pivot_table(
        index="region", columns="industry", values="establishments", fill_value=0
    )

    def theirs() -> tuple[Any, Any]:
        return econcomplex.location_quotient(wide), econcomplex.locational_gini(wide)

    def ours() -> tuple[Any, Any]:
        gini = renkei.weighted_locational_gini(country.activity)
        return renkei.location_quotient(country.activity), gini

    mine = ours()[1]["weighted_locational_gini"].to_numpy()
    np.testing.assert_allclose(mine / 2, np.asarray(theirs()[1]), rtol=1e-6, atol=1e-9)
    return medians(theirs, ours, runs)


def other_methods(country: Country) -> Pairs:
    """The other methods, each once (Renkei, nothing): they have no peer at this size."""
    activity, plants = country.activity, country.plants
    parents = activity.select("industry").unique().with_columns(parent=pl.col("industry").str.head(3))
    groups = activity.select("region").unique().with_columns(parent=pl.col("region").str.head(3))
    rng = np.random.default_rng(1)
    calls = {
        "standardised quotient": lambda: renkei.standardised_location_quotient(activity),
        "quotient interval": lambda: renkei.location_quotient_interval(activity),
        "Krugman specialisation": lambda: renkei.krugman_specialisation(activity),
        "Krugman, all pairs of regions": lambda: renkei.krugman_dissimilarity(activity),
        "related variety": lambda: renkei.related_variety(activity, parents),
        "Theil decomposition": lambda: renkei.theil_decomposition(activity, groups),
        "Maurel–Sédillot": lambda: renkei.maurel_sedillot(plants),
        "coagglomeration, all pairs": lambda: renkei.coagglomeration_pairs(plants),
        "colocation, all pairs": lambda: renkei.colocation(activity),
        "Ellison–Glaeser interval, 99 ×": lambda: renkei.ellison_glaeser_interval(
            plants, replicates=99, rng=rng
        ),
        "quotient bootstrap, 99 ×": lambda: renkei.location_quotient_bootstrap(
            activity, replicates=99, rng=rng
        ),
    }
    return {name: (call, lambda: None) for name, call in calls.items()}


def report_size(name: str, runs: int) -> None:
    """Print the rows of one size: what, Renkei's seconds, the peer's, their ratio."""
    regions, industries, plants = SIZES[name]
    country = simulated_country(plants, np.random.default_rng(2016), (regions, industries))
    check_agreement(country)
    shape = f"{regions:,} × {industries:,}, {plants:,} plants"
    for title, pairs in (("a matrix", on_the_matrix(country)), ("long tables", from_the_table(country))):
        ours, plain = (sum(median_of(pair[side], runs) for pair in pairs.values()) for side in (0, 1))
        print(
            f"| {shape} | LQ + Gini + EG from {title} | {ours:.4f} | {plain:.4f} (NumPy) | {plain / ours:.1f} |"
        )
    if importlib.util.find_spec("econcomplex"):
        theirs, ours = peer_seconds(country, runs)
        print(
            f"| {shape} | LQ + weighted Gini | {ours:.4f} | {theirs:.4f} (econcomplex, from a wide frame) "
            f"| {theirs / ours:.1f} |"
        )
    else:
        print(f"| {shape} | LQ + weighted Gini | – | econcomplex is not installed | |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {shape} | peak memory until here, data included | {peak:.0f} MB | | |")
    for title, (call, _) in other_methods(country).items():
        call()
        print(f"| {shape} | {title} | {median_of(call, 3):.4f} | | |")
    print(
        f"| {shape} | peak memory | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB | | |"
    )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--plants", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=11)
    options.add_argument("--sizes", action="store_true", help="a Markdown table of three sizes")
    options.add_argument("--size", choices=SIZES, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.size:
        report_size(chosen.size, chosen.runs)
    elif chosen.sizes:
        print("| size | what | Renkei s | beside it s | ratio |\n|---|---|---|---|---|", flush=True)
        for name in SIZES:
            subprocess.run([sys.executable, __file__, "--size", name, "--runs", str(chosen.runs)], check=True)
    else:
        report_three_questions(chosen.plants, chosen.runs)


def report_three_questions(plants: int, runs: int) -> None:
    country = simulated_country(plants, np.random.default_rng(2016))
    check_agreement(country)
    regions, industries = country.counts.shape
    print(f"{plants:,} plants, {country.activity.height:,} cells of {regions:,} × {industries:,}")
    matrix, table = on_the_matrix(country), from_the_table(country)
    mixed = {name: (table[name][0], matrix[name][1]) for name in table}
    report("1. On the matrix", matrix, runs)
    report("2. From the long table", table, max(3, runs // 3))
    report("3. From the long table, beside NumPy on a dense matrix at hand", mixed, runs)


if __name__ == "__main__":
    main()
