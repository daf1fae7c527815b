"""Opportunities: what a region lacks, how near it is, how complex, and what taking it up would open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import location_quotient, opportunities, product_complexity, relatedness_density
from renkei.errors import NotFoundError
from tests.clusters.examples import SIX_ROWS
from tests.clusters.relatedness.examples import HAND, as_presences, random_presences, textbook_proximity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def test_a_worked_example_of_six_rows(kind: Kind) -> None:
    # LQ ≥ 0.5: a {x, y}, b {x, y, z}, c {z}; φ x-y 1, x-z and y-z 1/2; PCI (1, 1, -2)/√3 (as there).
    rows = kind.rows(opportunities(kind.frame(SIX_ROWS), location_quotient=0.5))
    assert rows.columns == [
        "region",
        "industry",
        "establishments",
        "location_quotient",
        "relatedness_density",
        "distance",
        "product_complexity",
        "complexity_gain",
    ]
    assert rows.select("region", "industry").rows() == [("a", "z"), ("c", "x"), ("c", "y")]
    assert rows["establishments"].to_list() == [0, 0, 0]
    assert rows["relatedness_density"].to_list() == pytest.approx([1 / 2, 0.2, 0.2])
    assert rows["distance"].to_list() == pytest.approx([1 / 2, 0.8, 0.8])
    score = 1 / 3**0.5
    assert rows["product_complexity"].to_list() == pytest.approx([-2 * score, score, score])
    # a-z: z itself (φ 1 of 2) · -2 + 1/2 · 2 = 0; c-x: x itself 1/2.5 + y 1/2.5 - 0.2 = 0.6 scores.
    assert rows["complexity_gain"].to_list() == pytest.approx([0, 0.6 * score, 0.6 * score], abs=1e-6)


def textbook_gain(present: np.ndarray, near: np.ndarray, complexity: np.ndarray) -> np.ndarray:
    strength = near.sum(axis=0)
    density = (present @ near) / strength
    return ((1 - present) * complexity / strength) @ near - density * complexity


def test_gain_is_the_formula_of_the_book() -> None:
    present = random_presences(np.random.default_rng(4), (14, 18))
    present = present[:, present.any(axis=0)]
    near = textbook_proximity(present)
    rows = opportunities(as_presences(present), location_quotient=0)
    complexity = product_complexity(as_presences(present), location_quotient=0)[
        "product_complexity"
    ].to_numpy()
    expected = textbook_gain(present, near, complexity)[present == 0]
    assert rows["complexity_gain"].to_list() == pytest.approx(expected.tolist(), abs=1e-5)


def test_without_the_industry_itself_gain_is_by_how_much_the_outlook_would_rise() -> None:
    present = random_presences(np.random.default_rng(4), (14, 18))
    present = present[:, present.any(axis=0)]
    near = textbook_proximity(present)
    np.fill_diagonal(near, 0)
    complexity = product_complexity(as_presences(present), location_quotient=0)[
        "product_complexity"
    ].to_numpy()

    def outlook(of: np.ndarray) -> np.ndarray:
        return ((of @ near) / near.sum(axis=0) * (1 - of)) @ complexity

    rows = opportunities(as_presences(present), itself="excluded", location_quotient=0)
    for region, industry, gain in rows.select("region", "industry", "complexity_gain").rows()[::7]:
        with_it = present.copy()
        with_it[int(region[1:]), int(industry[1:])] = 1
        rise = (outlook(with_it) - outlook(present))[int(region[1:])]
        assert gain == pytest.approx(rise, abs=1e-5)


def test_one_region_has_the_same_rows_as_among_all(kind: Kind) -> None:
    rng = np.random.default_rng(3)
    counts = as_presences(rng.poisson(rng.lognormal(1, 1, (12, 15))))
    table = pl.concat([counts.with_columns(year=pl.lit(year)) for year in (1999, 2000)])
    every = opportunities(table)
    one = kind.rows(opportunities(kind.frame(table), region="r007"))
    assert one.drop("relatedness_density", "distance", "complexity_gain").rows() == (
        every.filter(region="r007").drop("relatedness_density", "distance", "complexity_gain").rows()
    )
    for name in ("relatedness_density", "complexity_gain"):
        assert one[name].to_list() == pytest.approx(every.filter(region="r007")[name].to_list(), abs=1e-5)
    density = relatedness_density(table).filter(~pl.col("presence"))
    assert every["relatedness_density"].to_list() == pytest.approx(density["relatedness_density"].to_list())
    quotients = location_quotient(counts).filter(pl.col("region") == "r007", pl.col("location_quotient") < 1)
    now = one.filter(year=1999).join(quotients, on=["region", "industry"], suffix="_known")
    assert now.height == quotients.height
    assert now["location_quotient"].to_list() == pytest.approx(now["location_quotient_known"].to_list())


def test_an_unknown_amount_is_shown_as_unknown_and_not_as_zero() -> None:
    table = as_presences(HAND).with_columns(
        pl.when(pl.arange(36) == 35).then(None).otherwise("establishments").alias("establishments")
    )
    rows = opportunities(table, region="r005", location_quotient=0)
    assert rows["establishments"].to_list() == [0, 0, 0, None]
    assert rows["location_quotient"].to_list() == [0, 0, 0, None]


def test_an_industry_that_nobody_has_or_that_cannot_be_compared_is_no_complex_opportunity() -> None:
    present = np.zeros((8, 9), dtype=np.int64)
    present[:6, :6] = HAND
    present[6:, 6:8] = 1
    rows = opportunities(as_presences(present), region="r000", location_quotient=0)
    assert rows["industry"].to_list() == ["p006", "p007"]
    assert rows["product_complexity"].to_list() == [None, None]
    assert rows["complexity_gain"].to_list() == [None, None]
    others = opportunities(as_presences(present), region="r003", location_quotient=0)
    assert others["complexity_gain"].null_count() == 2


def test_a_region_that_is_not_there_is_named() -> None:
    with pytest.raises(
        NotFoundError, match=r"No row of `activity` is in region atlantis\. Give one of the codes"
    ):
        opportunities(as_presences(HAND), region="atlantis")
