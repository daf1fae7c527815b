"""Specialisation and concentration of the German Länder, 2015, against independent computations on dense arrays.

Data: the data set G.regions.industries of the R package REAT 3.0.3 (Statistische Ämter: firms, employees, people and
area by Land and section of WZ 2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from scipy.special import xlogy

from renkei.clusters import (
    additive_location_quotient,
    colocation,
    diversity_entropy,
    hoover_concentration,
    krugman_concentration,
    krugman_dissimilarity,
    krugman_specialisation,
    litzenberger_sternberg,
    relative_specialisation,
    theil_decomposition,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EAST = {"BB", "BE", "MV", "SN", "ST", "TH"}


@dataclass(frozen=True)
class Germany:
    """Länder × sections: employees and firms as arrays, and the table that they are from."""

    table: pl.DataFrame
    jobs: NDArray[np.float64]
    firms: NDArray[np.float64]


@pytest.fixture(scope="module")
def germany(shared_data: Path) -> Germany:
    raw = pl.read_csv(shared_data / "reat_germany" / "G.regions.industries.csv")
    table = raw.select(
        region="region_code",
        industry="ind_code",
        jobs="emp_all",
        establishments=pl.col("firms").cast(pl.Int64),
        population="pop",
        area_km2="area_sqkm",
    ).sort("region", "industry")
    shape = table["region"].n_unique(), table["industry"].n_unique()
    arrays = (table[name].cast(pl.Float64).to_numpy().reshape(shape) for name in ("jobs", "establishments"))
    return Germany(table, *arrays)


def test_distances_of_mixes_and_spreads(germany: Germany) -> None:
    jobs = germany.jobs
    mix, nation = jobs / jobs.sum(axis=1, keepdims=True), jobs.sum(axis=0) / jobs.sum()
    spread, size = jobs / jobs.sum(axis=0), jobs.sum(axis=1) / jobs.sum()
    found = krugman_specialisation(germany.table, value="jobs")["krugman_specialisation"]
    np.testing.assert_allclose(found, np.abs(mix - nation).sum(axis=1), rtol=1e-12)
    rest = (jobs.sum(axis=0) - jobs) / (jobs.sum() - jobs.sum(axis=1, keepdims=True))
    found = krugman_specialisation(germany.table, value="jobs", reference="rest")["krugman_specialisation"]
    np.testing.assert_allclose(found, np.abs(mix - rest).sum(axis=1), rtol=1e-12)
    found = krugman_concentration(germany.table, value="jobs")["krugman_concentration"]
    np.testing.assert_allclose(found, np.abs(spread - size[:, None]).sum(axis=0), rtol=1e-12)
    half = hoover_concentration(germany.table, value="jobs")["hoover_concentration"]
    np.testing.assert_allclose(half, found / 2, rtol=1e-12)
    apart = krugman_dissimilarity(germany.table, value="jobs")["krugman_dissimilarity"]
    a, b = np.triu_indices(len(mix), 1)
    np.testing.assert_allclose(apart, np.abs(mix[a] - mix[b]).sum(axis=1), rtol=1e-12)


def test_mining_gathers_most_schools_least_and_berlin_stands_for_the_arts(germany: Germany) -> None:
    found = krugman_concentration(germany.table, value="jobs").sort("krugman_concentration")
    assert (found["industry"][0], found["industry"][-1]) == ("WZ08-P", "WZ08-B")
    highest = relative_specialisation(germany.table, value="jobs").sort("relative_specialisation")
    assert highest.row(-1)[:2] == ("BE", "WZ08-R")


def test_entropy_and_differences_of_shares(germany: Germany) -> None:
    mix = germany.jobs / germany.jobs.sum(axis=1, keepdims=True)
    found = diversity_entropy(germany.table, value="jobs")["diversity_entropy"]
    np.testing.assert_allclose(found, -xlogy(mix, mix).sum(axis=1) / np.log(2), rtol=1e-12)
    additive = additive_location_quotient(germany.table, value="jobs")["additive_location_quotient"]
    nation = germany.jobs.sum(axis=0) / germany.jobs.sum()
    np.testing.assert_allclose(additive, (mix - nation).ravel(), atol=1e-14)


def test_theil_between_and_within_east_and_west(germany: Germany) -> None:
    table = germany.table.with_columns(parent=pl.col("region").is_in(EAST).cast(pl.String))
    found = theil_decomposition(table, value="jobs")
    spread, size = germany.jobs / germany.jobs.sum(axis=0), germany.jobs.sum(axis=1) / germany.jobs.sum()
    whole = xlogy(spread, spread / size[:, None]).sum(axis=0)
    east = np.array([region in EAST for region in table["region"].unique().sort()])
    between = sum(
        spread[side].sum(axis=0) * np.log(spread[side].sum(axis=0) / size[side].sum())
        for side in (east, ~east)
    )
    np.testing.assert_allclose(found["theil_concentration"], whole, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(found["theil_between"], between, rtol=1e-9, atol=1e-14)


def test_cluster_index_of_every_land_and_section(germany: Germany) -> None:
    regions = germany.table.select("region", "population", "area_km2").unique()
    found = litzenberger_sternberg(germany.table, regions)["litzenberger_sternberg"]
    ordered = regions.sort("region")
    area, people = (ordered[name].to_numpy() / ordered[name].sum() for name in ("area_km2", "population"))
    jobs, firms = (part / part.sum(axis=0) for part in (germany.jobs, germany.firms))
    np.testing.assert_allclose(found, (jobs * firms / (area * people)[:, None]).ravel(), rtol=1e-12)


def test_colocation_of_every_two_sections(germany: Germany) -> None:
    firms = germany.firms
    products = firms.T @ firms / np.outer(firms.sum(axis=0), firms.sum(axis=0))
    pairs = np.triu_indices(firms.shape[1], 1)
    found = colocation(germany.table)
    np.testing.assert_allclose(found["colocation"], products[pairs], rtol=1e-12)
    total = firms.sum(axis=1)
    by_chance = (total * (total - 1)).sum() / (total.sum() * (total.sum() - 1))
    everywhere = colocation(germany.table, sites="all")["expected_colocation"]
    np.testing.assert_allclose(everywhere, by_chance, rtol=1e-12)
