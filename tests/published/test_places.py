"""Clusters in place against published rules and examples, an independent computation, and places everyone knows.

No table of stars with its inputs could be obtained: the Observatory's pages give the rule and totals alone. So the
rule is checked on US County Business Patterns against the same rule written with pandas, region by region.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import polars as pl
import pytest

from renkei.clusters import cluster_strength, hot_spots
from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.places.areas import log_likelihood_ratio
from renkei.clusters.places.kernel import Surroundings
from renkei.example import example_folder

if TYPE_CHECKING:
    from pathlib import Path

YEARS = 5

# Benjamini & Hochberg (1995), section 3.2: fifteen hypotheses of a myocardial-infarction trial.
TRIAL = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0,
]

# R package spatstat.explore 3.0.6: density.ppp(kernel = "quartic", sigma = 6 / sqrt(8), at = "points", edge = FALSE,
# leaveoneout = FALSE) of the 13 cases by that of all 40 points, each divided by its number.
SPATSTAT = [
    3.0769230769, 0.0605964308, 0.6107094350, 0.0000000000, 2.1535793337, 1.2315361019, 0.1628723949,
    3.0657493472, 0.3967866682, 0.5917949362, 2.2054024324, 0.3383741871, 0.8732963054, 0.0000000000,
    2.2977664676, 1.5823827167, 0.2771999342, 0.7559977572, 0.7213046374, 0.0000000000, 2.3563093294,
    0.8114778260, 0.6003444867, 3.0626154355, 0.0636836853, 1.8244896357, 0.0000000000, 0.3686536131,
    0.2947165355, 0.0000000000, 2.5156084296, 1.0855798751, 0.8733593559, 3.0769230769, 0.0457710985,
    1.1374740776, 0.0000000000, 1.0016657638, 0.0374282694, 0.0000000000,
]  # fmt: skip

# Where the clusters are that every Taiwanese knows: the town or park of each (Wikipedia, WGS 84).
KNOWN = {
    "hosiery of Shetou": ("123", 120.5828, 23.8967),
    "ceramics of Yingge": ("232", 121.3546, 24.9554),
    "semiconductors of Hsinchu Science Park": ("261", 121.0047, 24.7815),
    "screws of Gangshan": ("259", 120.2950, 22.7968),
}


def test_four_of_the_fifteen_hypotheses_of_the_paper_are_rejected() -> None:
    rates = false_discovery_rates(TRIAL)
    assert (rates <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert rates[3] == pytest.approx(0.0095 * 15 / 4)


def test_the_scan_statistic_is_the_ratio_of_two_poisson_likelihoods() -> None:
    """Kulldorff (1997), eq. 3, from the likelihoods themselves: rate p inside, q outside, over one rate."""
    from scipy.stats import poisson

    observed, expected, total = 31.0, 12.5, 200.0
    apart = poisson.logpmf(observed, observed) + poisson.logpmf(total - observed, total - observed)
    alike = poisson.logpmf(observed, expected) + poisson.logpmf(total - observed, total - expected)
    found = log_likelihood_ratio(np.array([observed]), np.array([expected]), total)[0]
    assert found == pytest.approx(apart - alike, rel=1e-12)


def test_relative_density_is_that_of_spatstat_at_each_point() -> None:
    i = np.arange(40)
    x, y = (i * 7) % 23 + 0.25 * (i % 4), (i * 11) % 19 + 0.5 * (i % 3)
    cases = (i % 5 == 0) | ((x < 8) & (y < 8))
    kernel = Surroundings.of(np.column_stack([x, y]), 6.0).matrix()
    found = (kernel @ cases / cases.sum()) / (kernel @ np.ones(40) / 40)
    assert found == pytest.approx(SPATSTAT, abs=1e-10)


@pytest.fixture(scope="module")
def states(shared_data: Path) -> pl.DataFrame:
    """Establishments of US states by six-digit manufacturing industry, 2006 and 2011."""
    raw = pl.scan_csv(
        shared_data / "us_county_naics" / "cbp_state_naics6_multi_year.csv.gz", infer_schema=False
    )
    rows = raw.filter(
        pl.col("naics").str.contains(r"^3[123]\d{4}$"), pl.col("year").is_in(["2006", "2011"])
    ).collect()
    return rows.select(
        region="fipstate",
        industry="naics",
        year=pl.col("year").cast(pl.Int64),
        establishments=pl.col("est").cast(pl.Int64),
    )


def stars_by_pandas(activity: pd.DataFrame) -> pd.DataFrame:
    """The Observatory's rule, once more: top tenth by size, quotient 2, top tenth by focus, top tenth by growth."""
    rows = activity.assign(definition=activity["industry"].str[:3])
    cube = rows.pivot_table(
        index=["region", "definition"], columns="year", values="establishments", aggfunc="sum"
    )
    now = cube[2011].dropna().rename("n").reset_index()
    now["size"] = now["n"] / now.groupby("definition")["n"].transform("sum")
    now["focus"] = now["n"] / now.groupby("region")["n"].transform("sum")
    now["specialisation"] = now["focus"] / (now.groupby("definition")["n"].transform("sum") / now["n"].sum())
    before = cube[2006].reindex(pd.MultiIndex.from_frame(now[["region", "definition"]])).to_numpy()
    now["growth"] = (now["n"] / before) ** (1 / YEARS) - 1
    top = {
        "size": now.groupby("definition")["size"].rank(ascending=False, method="min")
        <= np.ceil(now.groupby("definition")["size"].transform("count") / 10),
        "specialisation": now["specialisation"] >= 2,
        "focus": now["focus"].rank(ascending=False, method="min") <= np.ceil(len(now) / 10),
        "growth": now.groupby("definition")["growth"].rank(ascending=False, method="min")
        <= np.ceil(now.groupby("definition")["growth"].transform("count") / 10),
    }
    now["stars"] = sum((hit & (now["n"] >= 10)).astype(int) for hit in top.values())
    return now


def test_stars_of_us_states_are_those_of_an_independent_computation(states: pl.DataFrame) -> None:
    industries = states["industry"].unique().sort()
    definition = pl.DataFrame({"industry": industries, "definition": industries.str.slice(0, 3)})
    ours = cluster_strength(states, definition, years=YEARS).filter(pl.col("year") == 2011)
    wanted = pl.from_pandas(stars_by_pandas(states.to_pandas()))
    both = ours.join(wanted, on=["region", "definition"], suffix="_wanted")
    assert both.height == ours.height == wanted.height > 900
    for name in ("size", "specialisation", "focus"):
        assert np.allclose(both[name], both[f"{name}_wanted"], rtol=1e-12)
    assert both["cluster_strength"].to_list() == both["stars"].to_list()
    assert {0, 1, 2, 3} <= set(both["stars"])


@pytest.fixture(scope="module")
def taiwan() -> pl.DataFrame:
    cells = pl.read_parquet(str(example_folder() / "cells.parquet"))
    return hot_spots(cells, permutations=99, rng=np.random.default_rng(2016))


def kilometres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    a, b = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2) ** 2 * cos(a) * cos(b)
    return 2 * 6371 * asin(sqrt(sin((b - a) / 2) ** 2 + across))


@pytest.mark.parametrize("name", KNOWN)
def test_clusters_that_everyone_knows_are_hot_spots(name: str, taiwan: pl.DataFrame) -> None:
    industry, lon, lat = KNOWN[name]
    spots = taiwan.filter(pl.col("industry") == industry).head(3).to_dicts()
    near = [one for one in spots if kilometres(lon, lat, one["lon"], one["lat"]) <= 5]
    assert near
    assert near[0]["relative_density"] > 3
    assert near[0]["p_value"] == 1 / 100
