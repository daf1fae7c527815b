"""How fast the indicators are beside plain NumPy on the dense matrix, at 3,000 regions × 1,000 industries.

    python benchmarks/indicators.py [--plants 1000000] [--runs 11]

One million plants are drawn at random; nothing is read. Three questions, each answered by medians of one run in
which Renkei and NumPy take turns:

1. on the matrix: both start from the matrix they compute on (Renkei's is sparse, NumPy's is dense);
2. from the long table: Renkei's table functions start from a Polars table with text keys and check it (keys
   filled and unique, amounts finite and not negative); NumPy starts from the same table, with label codes by
   pandas, and does not check;
3. the same against NumPy on the dense matrix that someone else has already made.

Results are compared before anything is timed.
"""

from __future__ import annotations

import argparse
import statistics
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


@dataclass(frozen=True)
class Country:
    """One country in the three forms that the contestants start from."""

    plants: pl.DataFrame
    activity: pl.DataFrame
    counts: Numbers
    jobs: Numbers
    plant_herfindahl: Numbers


def simulated_country(plants: int, rng: np.random.Generator) -> Country:
    """Regions and industries of very unequal size; plant sizes lognormal, in whole jobs."""
    regions, industries = rng.lognormal(0, 1.3, REGIONS), rng.lognormal(0, 1.2, INDUSTRIES)
    region = rng.choice(REGIONS, plants, p=regions / regions.sum())
    industry = rng.choice(INDUSTRIES, plants, p=industries / industries.sum())
    jobs = np.ceil(rng.lognormal(2, 1.3, plants))
    table = pl.DataFrame(
        {
            "establishment": [f"P{plant}" for plant in range(plants)],
            "region": np.array([f"R{code:04}" for code in range(REGIONS)])[region],
            "industry": np.array([f"I{code:04}" for code in range(INDUSTRIES)])[industry],
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


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--plants", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=11)
    chosen = options.parse_args()
    country = simulated_country(chosen.plants, np.random.default_rng(2016))
    check_agreement(country)
    regions, industries = country.counts.shape
    print(f"{chosen.plants:,} plants, {country.activity.height:,} cells of {regions:,} × {industries:,}")
    matrix, table = on_the_matrix(country), from_the_table(country)
    mixed = {name: (table[name][0], matrix[name][1]) for name in table}
    report("1. On the matrix", matrix, chosen.runs)
    report("2. From the long table", table, max(3, chosen.runs // 3))
    report("3. From the long table, beside NumPy on a dense matrix at hand", mixed, chosen.runs)


if __name__ == "__main__":
    main()
