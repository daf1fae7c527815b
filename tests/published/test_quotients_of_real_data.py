"""Location quotients and indices of real open data against independent computations on dense arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    concentration_herfindahl,
    diversity_herfindahl,
    ellison_glaeser_count,
    location_quotient,
    locational_gini,
    shares,
    weighted_locational_gini,
)

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@pytest.fixture(scope="module")
def factories(shared_data: Path) -> pl.DataFrame:
    """Taiwan's registered factories, end of 2016: plants by township and product class, counted fully."""
    raw = pl.read_csv(shared_data / "tw_factories" / "tw_factories_2016.csv.gz", infer_schema=False)
    # Four districts have one of the closing characters inside their name.
    name = r"^(.{2}[縣市](?:平鎮區|前鎮區|左鎮區|新市區|.{1,3}?[鄉鎮市區]))"
    township = pl.col("工廠市鎮鄉村里").str.replace_all("臺", "台").str.extract(name)
    listed = raw.select(
        "工廠登記編號", region=township, industry=pl.col("主要產品").str.extract_all(r"(?:^|\|)\d{3}")
    ).explode("industry")
    return (
        listed.with_columns(pl.col("industry").str.strip_chars("|"))
        .drop_nulls()
        .unique()
        .group_by("region", "industry")
        .agg(establishments=pl.len().cast(pl.Int64))
        .sort("region", "industry")
    )


@pytest.fixture(scope="module")
def dense(factories: pl.DataFrame) -> tuple[Numbers, list[str], list[str]]:
    """The same as an array, made without the package under test."""
    regions, industries = (sorted(set(factories[key])) for key in ("region", "industry"))
    counts = np.zeros((len(regions), len(industries)))
    for region, industry, count in factories.iter_rows():
        counts[regions.index(region), industries.index(industry)] = count
    return counts, regions, industries


@pytest.mark.parametrize(
    ("region", "industry", "quotient", "plants"),
    [
        ("彰化縣社頭鄉", "123", 58.13, 171),
        ("新北市鶯歌區", "232", 40.38, 211),
        ("新竹市東區", "261", 34.96, 98),
    ],
)
def test_the_clusters_that_everyone_knows_stand_out(
    factories: pl.DataFrame, region: str, industry: str, quotient: float, plants: int
) -> None:
    """Hosiery in 社頭, ceramics in 鶯歌, semiconductors in 新竹; two decimals, computed by hand from the register."""
    row = location_quotient(factories).row(
        by_predicate=(pl.col("region") == region) & (pl.col("industry") == industry), named=True
    )
    assert row["establishments"] == plants
    assert row["location_quotient"] == pytest.approx(quotient, abs=0.005)


def test_every_quotient_and_share_is_that_of_the_dense_array(
    factories: pl.DataFrame, dense: tuple[Numbers, list[str], list[str]]
) -> None:
    counts, regions, industries = dense
    row, column, total = counts.sum(axis=1, keepdims=True), counts.sum(axis=0), counts.sum()
    quotients = (counts / row) / (column / total)
    places = [
        (regions.index(r), industries.index(i)) for r, i in factories.select("region", "industry").iter_rows()
    ]
    r, i = np.array(places).T
    np.testing.assert_allclose(location_quotient(factories)["location_quotient"], quotients[r, i], rtol=1e-12)
    found = shares(factories)
    np.testing.assert_allclose(found["share_of_region"], (counts / row)[r, i], rtol=1e-12)
    np.testing.assert_allclose(found["share_of_nation"], (counts / column)[r, i], rtol=1e-12)


def test_every_index_is_that_of_the_dense_array(
    factories: pl.DataFrame, dense: tuple[Numbers, list[str], list[str]]
) -> None:
    counts, _, _ = dense
    x, s = counts.sum(axis=1) / counts.sum(), counts / counts.sum(axis=0)
    quotients = s / x[:, None]
    differences = np.abs(quotients[:, None, :] - quotients[None, :, :]).mean(axis=(0, 1))
    gini = locational_gini(factories)["locational_gini"]
    np.testing.assert_allclose(gini, differences / (2 * quotients.mean(axis=0)), rtol=1e-10)
    apart = np.einsum("r,q,rqi->i", x, x, np.abs(quotients[:, None, :] - quotients[None, :, :]))
    weighted = weighted_locational_gini(factories)["weighted_locational_gini"]
    np.testing.assert_allclose(weighted, apart / 2, rtol=1e-10)
    spread = concentration_herfindahl(factories)["concentration_herfindahl"]
    np.testing.assert_allclose(spread, (s**2).sum(axis=0), rtol=1e-12)
    mix = diversity_herfindahl(factories)["diversity_herfindahl"]
    np.testing.assert_allclose(
        mix, ((counts / counts.sum(axis=1, keepdims=True)) ** 2).sum(axis=1), rtol=1e-12
    )
    x2, h = (x**2).sum(), 1 / counts.sum(axis=0)
    several = h < 1  # one plant alone has no index
    excess = ((s - x[:, None]) ** 2).sum(axis=0) - (1 - x2) * h
    gamma = ellison_glaeser_count(factories)["ellison_glaeser_count"].to_numpy()
    expected = excess[several] / ((1 - x2) * (1 - h[several]))
    np.testing.assert_allclose(gamma[several], expected, rtol=1e-9)
    assert np.isnan(gamma[~several]).all()


def test_suppressed_cells_of_us_county_business_patterns_stay_unknown(shared_data: Path) -> None:
    """Jobs by state and NAICS-3: a cell with an `empflag` is suppressed, though the file says 0 jobs."""
    raw = pl.read_csv(
        shared_data / "us_county_naics" / "cbp_state_naics6_multi_year.csv.gz", infer_schema=False
    )
    activity = (
        raw.filter(pl.col("naics").str.contains(r"^\d{3}---$"), pl.col("year").is_in(["2010", "2011"]))
        .select(
            pl.col("fipstate").alias("region"),
            pl.col("naics").str.head(3).alias("industry"),
            pl.col("year").cast(pl.Int64),
            pl.col("emp").cast(pl.Int64).alias("jobs"),
            pl.when(pl.col("empflag").fill_null("") != "").then(pl.lit("suppressed")).alias("flag"),
        )
        .sort("region", "industry", "year")
    )
    found = location_quotient(activity, value="jobs")
    suppressed = activity["flag"].is_not_null()
    assert suppressed.sum() > 100
    assert (found["location_quotient"].is_null() == suppressed).all()
    assert found.filter(suppressed)["jobs"].null_count() == suppressed.sum()
    for year in (2010, 2011):
        rows = activity.with_columns(found["location_quotient"]).filter(
            pl.col("year") == year, pl.col("flag").is_null()
        )
        known = rows["jobs"].to_numpy()
        by_region = rows.select(pl.col("jobs").sum().over("region"))["jobs"].to_numpy()
        by_industry = rows.select(pl.col("jobs").sum().over("industry"))["jobs"].to_numpy()
        np.testing.assert_allclose(
            rows["location_quotient"], known / by_region / (by_industry / known.sum()), rtol=1e-12
        )


def test_quotients_of_world_trade_are_the_published_comparative_advantages(shared_data: Path) -> None:
    """Balassa's index is the location quotient of exports. Source: R package economiccomplexity 2.0.0 (Vargas
    Sepúlveda), vignette, rendered 2024-12-16; tolerance: the digits printed there."""
    trade = pl.read_csv(
        shared_data / "economic_complexity_ref" / "world_trade_avg_1998_to_2000.csv", infer_schema=False
    )
    found = location_quotient(
        trade.select(region="country", industry="product", exports=pl.col("value").cast(pl.Float64)),
        value="exports",
    )
    published = {
        ("afg", "0011"): 0.2312238,
        ("afg", "0012"): 0.285438688,
        ("ago", "0011"): 0.1777917,
        ("and", "0011"): 2.4825815,
        ("and", "0015"): 3.815013019,
    }
    values = {(r, i): q for r, i, q in found.select("region", "industry", "location_quotient").iter_rows()}
    assert {pair: values[pair] for pair in published} == pytest.approx(published, abs=5e-8)
