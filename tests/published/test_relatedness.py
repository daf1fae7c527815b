"""Proximity of products against published values of world trade 1998–2000.

Source: R package economiccomplexity 2.0.0 (Vargas Sepúlveda), vignette, rendered 2024-12-16; data
`world_trade_avg_1998_to_2000`, 226 countries × 785 SITC products; presence at RCA ≥ 1. Tolerance: the seven
digits that are printed there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters.activity.matrix import RegionIndustryMatrix
from renkei.clusters.relatedness.proximity import presence, proximity

if TYPE_CHECKING:
    from pathlib import Path

PUBLISHED = {("0011", "0012"): 0.3658537, ("0011", "0013"): 0.1707317, ("0013", "0015"): 0.1200000}


@pytest.fixture(scope="module")
def trade(shared_data: Path) -> RegionIndustryMatrix:
    rows = pl.read_csv(
        shared_data / "economic_complexity_ref" / "world_trade_avg_1998_to_2000.csv",
        infer_schema=False,
    )
    table = rows.select(
        region="country", industry="product", establishments=pl.col("value").cast(pl.Float64)
    ).filter(pl.col("establishments") > 0)
    return RegionIndustryMatrix.from_table(table)


def test_proximity_reproduces_the_published_pairs(trade: RegionIndustryMatrix) -> None:
    near, _ = proximity(presence(trade.dense()))
    place = {code: index for index, code in enumerate(trade.industries)}
    for (a, b), value in PUBLISHED.items():
        assert near[place[a], place[b]] == pytest.approx(value, abs=5e-8)


def test_proximity_equals_the_reference_table_of_all_pairs(
    trade: RegionIndustryMatrix, shared_data: Path
) -> None:
    near, _ = proximity(presence(trade.dense()))
    reference = pl.read_csv(
        shared_data / "economic_complexity_ref" / "out_proximity_proximity_product.csv.gz", infer_schema=False
    )
    assert reference.columns[1:] == list(trade.industries)
    published = reference.drop("").cast(pl.Float64).to_numpy()
    assert np.abs(near - published).max() < 1e-12
