"""PRODY, EXPY and the Gini of an industry: weighted means of what regions are like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import expy, location_quotient, product_gini, prody
from renkei.errors import TableError
from tests.clusters.examples import SIX_ROWS
from tests.clusters.relatedness.examples import as_presences

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

REGIONS = {"region": ["a", "b", "c"], "income": [10.0, 20.0, 40.0], "gini": [0.2, 0.3, 0.5]}


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    activity, regions = kind.frame(SIX_ROWS), kind.frame(REGIONS)
    # Shares of x: a 3/4, b 1/4; of y: a 1/4, b 5/8; of z: b 1/8, c 1.
    rows = kind.rows(prody(activity, regions))
    assert rows.columns == ["industry", "ubiquity", "unknown", "prody"]
    income = [(7.5 + 5) / 1, (2.5 + 12.5) / 0.875, (2.5 + 40) / 1.125]
    assert rows["prody"].to_list() == pytest.approx(income)
    rows = kind.rows(expy(activity, regions))
    assert rows.columns == ["region", "diversity", "unknown", "expy"]
    x, y, z = income
    assert rows["expy"].to_list() == pytest.approx([0.75 * x + 0.25 * y, 0.25 * x + 0.625 * y + 0.125 * z, z])
    # LQ ≥ 1 in one region each: a has x, b has y, c has z.
    rows = kind.rows(product_gini(activity, regions))
    assert rows.columns == ["industry", "ubiquity", "unknown", "product_gini"]
    assert rows["product_gini"].to_list() == pytest.approx([0.2, 0.3, 0.5])


def test_prody_weighs_by_location_quotients_and_the_gini_by_shares_where_specialised() -> None:
    rng = np.random.default_rng(1)
    table = as_presences(rng.poisson(rng.lognormal(1, 1, (9, 6))))
    regions = pl.DataFrame(
        {"region": table["region"].unique().sort(), "income": rng.random(9), "gini": rng.random(9)}
    )
    cells = (
        location_quotient(table)
        .join(regions, on="region")
        .with_columns(share=pl.col("establishments") / pl.col("establishments").sum().over("region"))
    )
    quotient, present = pl.col("location_quotient"), pl.col("location_quotient") >= 1
    expected = cells.group_by("industry").agg(
        prody=(quotient * pl.col("income")).sum() / quotient.sum(),
        product_gini=(pl.col("share") * pl.col("gini")).filter(present).sum()
        / pl.col("share").filter(present).sum(),
    )
    expected = expected.sort("industry")
    assert prody(table, regions)["prody"].to_list() == pytest.approx(expected["prody"].to_list())
    assert product_gini(table, regions)["product_gini"].to_list() == pytest.approx(
        expected["product_gini"].to_list()
    )


def test_a_region_of_unknown_income_is_left_out_and_an_industry_of_such_alone_has_none() -> None:
    unknown = pl.DataFrame(REGIONS).with_columns(income=pl.Series([10.0, 20.0, None]))
    only_in_c = pl.when(pl.col("region") == "c").then(pl.lit("w")).otherwise("industry")
    activity = pl.DataFrame(SIX_ROWS).with_columns(industry=only_in_c)
    rows = prody(activity, unknown)
    assert rows.filter(industry="w")["prody"].to_list() == [None]
    assert rows.filter(industry="z")["prody"].to_list() == [20.0]
    assert expy(activity, unknown)["expy"].to_list()[2] is None


def test_years_have_their_own_incomes() -> None:
    activity = pl.concat([pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(year)) for year in (1, 2)])
    regions = pl.concat(
        [pl.DataFrame(REGIONS).with_columns(pl.col("income") * year, year=pl.lit(year)) for year in (1, 2)]
    )
    rows = prody(activity, regions)
    alone = prody(pl.DataFrame(SIX_ROWS), pl.DataFrame(REGIONS))["prody"]
    assert rows.filter(year=1)["prody"].to_list() == pytest.approx(alone.to_list())
    assert rows.filter(year=2)["prody"].to_list() == pytest.approx((alone * 2).to_list())


@pytest.mark.parametrize("function", [prody, expy, product_gini])
def test_a_region_without_an_attribute_is_named(function: object) -> None:
    assert callable(function)
    with pytest.raises(TableError, match=r"1 region\(s\) of `activity` are not in `regions` \(c\)"):
        function(pl.DataFrame(SIX_ROWS), pl.DataFrame(REGIONS).head(2))
