"""The matrix form: labelled rightly, equal to the table functions, and strict about the unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings

from renkei.clusters import (
    RegionIndustryMatrix,
    ellison_glaeser,
    ellison_glaeser_count,
    location_quotient,
    locational_gini,
)
from renkei.errors import TableError
from tests.clusters.examples import COUNTS, SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def test_labels_are_in_rising_order_and_values_in_their_place(kind: Kind) -> None:
    table = pl.DataFrame(SIX_ROWS)[[5, 2, 0, 4, 3, 1]]
    matrix = RegionIndustryMatrix.from_table(kind.frame(table))
    assert matrix.regions == ("a", "b", "c")
    assert matrix.industries == ("x", "y", "z")
    assert matrix.dense().tolist() == [[30, 10, 0], [10, 25, 5], [0, 0, 20]]
    assert matrix.region_totals().tolist() == [40, 40, 20]
    assert matrix.industry_totals().tolist() == [40, 35, 25]


def test_regions_and_industries_of_zeros_keep_their_place() -> None:
    extra = pl.DataFrame({"region": ["0"], "industry": ["w"], "establishments": [0]})
    matrix = RegionIndustryMatrix.from_table(pl.concat([pl.DataFrame(SIX_ROWS), extra]))
    assert matrix.regions == ("0", "a", "b", "c")
    assert matrix.dense()[0].tolist() == [0, 0, 0, 0]
    assert matrix.values.nnz == 6
    assert np.isnan(matrix.locational_gini()[0])
    assert matrix.locational_gini()[1] == pytest.approx(0.5)


def test_an_empty_table_makes_an_empty_matrix() -> None:
    matrix = RegionIndustryMatrix.from_table(pl.DataFrame(SIX_ROWS).clear())
    assert matrix.dense().shape == (0, 0)
    assert matrix.location_quotients().dense().shape == (0, 0)
    assert matrix.locational_gini().tolist() == []
    assert matrix.ellison_glaeser(np.array([])).tolist() == []


@given(COUNTS)
@settings(max_examples=20, deadline=None)
def test_the_matrix_and_the_table_functions_agree(counts: np.ndarray) -> None:
    table = as_activity(counts)
    matrix = RegionIndustryMatrix.from_table(table)
    quotients = location_quotient(table).sort("region", "industry")["location_quotient"].fill_null(0)
    assert matrix.location_quotients().dense().ravel() == pytest.approx(quotients.to_numpy())
    gini = locational_gini(table)["locational_gini"].fill_null(np.nan)
    assert matrix.locational_gini() == pytest.approx(gini.to_numpy(), abs=1e-12, nan_ok=True)
    totals = matrix.industry_totals()
    alike = np.divide(1.0, totals, out=np.ones_like(totals), where=totals > 0)
    gamma = ellison_glaeser_count(table)["ellison_glaeser_count"].fill_null(np.nan)
    assert matrix.ellison_glaeser(alike) == pytest.approx(gamma.to_numpy(), rel=1e-9, abs=1e-9, nan_ok=True)


def test_the_index_from_sizes_agrees_with_the_table_of_plants() -> None:
    rng = np.random.default_rng(5)
    plants = pl.DataFrame(
        {
            "establishment": [f"p{p}" for p in range(400)],
            "region": [f"r{r}" for r in rng.integers(0, 9, 400)],
            "industry": [f"i{i}" for i in rng.integers(0, 7, 400)],
            "jobs": rng.lognormal(2, 1, 400),
        }
    )
    cells = plants.group_by("region", "industry").agg(pl.col("jobs").sum())
    found = ellison_glaeser(plants)
    gamma = RegionIndustryMatrix.from_table(cells, value="jobs").ellison_glaeser(
        found["plant_herfindahl"].to_numpy()
    )
    assert gamma == pytest.approx(found["ellison_glaeser"].to_numpy())


def test_an_unknown_value_makes_no_matrix(kind: Kind) -> None:
    table = kind.frame(SIX_ROWS | {"establishments": [30, 10, None, 25, 5, 20]})
    with pytest.raises(
        TableError, match=r"1 value\(s\) of `establishments` are unknown; a matrix cannot tell"
    ):
        RegionIndustryMatrix.from_table(table)


def test_one_year_makes_a_matrix_and_several_do_not() -> None:
    table = pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2016))
    assert RegionIndustryMatrix.from_table(table).values.nnz == 6
    later = table.with_columns(year=pl.lit(2017))
    with pytest.raises(TableError, match=r"has 2 years \(2016 to 2017\); a matrix holds one"):
        RegionIndustryMatrix.from_table(pl.concat([table, later]))
