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
