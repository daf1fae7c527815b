"""Howard, Newman and Tarp's index: the published example, exact chance against dealt-out places, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import colocation
from renkei.errors import ParameterError, TableError
from tests.clusters.examples import SIX_ROWS, as_activity

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind


def index(industries: np.ndarray, places: np.ndarray, a: int, b: int) -> float:
    """CL written out: every plant of a beside every plant of b."""
    return float((places[industries == a][:, None] == places[industries == b][None, :]).mean())


def test_index_of_six_rows(kind: Kind) -> None:
    found = kind.rows(colocation(kind.frame(SIX_ROWS)))
    assert found.columns == [
        "industry_a",
        "industry_b",
        "colocation",
        "expected_colocation",
        "excess_colocation",
        "z",
    ]
    expected = [(30 * 10 + 10 * 25) / (40 * 35), 10 * 5 / (40 * 25), 25 * 5 / (35 * 25)]
    assert found["colocation"].to_list() == pytest.approx(expected)
    excess = found["colocation"] - found["expected_colocation"]
    assert found["excess_colocation"].to_list() == pytest.approx(excess.to_list())


@pytest.mark.parametrize("sites", ["pair", "all"])
def test_chance_is_that_of_places_dealt_out_many_times(sites: str) -> None:
    """The mean of the authors' bootstrap, without its noise; and the spread that they do not give."""
    rng = np.random.default_rng(4)
    counts = rng.poisson(1.2, (6, 3)) + np.eye(6, 3, dtype=int)
    found = colocation(as_activity(counts), sites=sites)
    region, industry = (np.repeat(part.ravel(), counts.ravel()) for part in np.indices(counts.shape))
    pairs = [(0, 1), (0, 2), (1, 2)]
    for (a, b), row in zip(pairs, found.iter_rows(named=True), strict=True):
        pool = np.isin(industry, [a, b]) if sites == "pair" else np.full(len(industry), fill_value=True)
        labels, places = industry[pool], region[pool]
        assert row["colocation"] == pytest.approx(index(labels, places, a, b))
        drawn = np.array([index(rng.permutation(labels), places, a, b) for _ in range(4_000)])
        assert row["expected_colocation"] == pytest.approx(drawn.mean(), abs=4 * drawn.std() / 60)
        assert row["excess_colocation"] / row["z"] == pytest.approx(drawn.std(), rel=0.06)


def test_the_fewest_plants() -> None:
    apart = pl.DataFrame({"region": ["a", "b"], "industry": ["x", "y"], "establishments": [1, 1]})
    row = colocation(apart).row(0, named=True)
    assert (row["colocation"], row["expected_colocation"], row["z"]) == (0, 0, None)
    three = pl.DataFrame(
        {"region": ["a", "a", "b"], "industry": ["x", "y", "y"], "establishments": [1, 1, 1]}
    )
    row = colocation(three).row(0, named=True)
    # One of the three places of x's plant has no neighbour; the others have one of the two.
    assert (row["colocation"], row["expected_colocation"]) == pytest.approx((0.5, 1 / 3))
    assert row["z"] == pytest.approx((0.5 - 1 / 3) / np.sqrt(2 / 9 * 0.25))


def test_one_region_holds_all_and_says_nothing() -> None:
    table = as_activity(np.array([[4, 5, 0]]))
    row = colocation(table).row(0, named=True)
    assert (row["colocation"], row["excess_colocation"], row["z"]) == (1, 0, None)
    assert colocation(table).height == 1


def test_years_are_apart(kind: Kind) -> None:
    later = pl.DataFrame(SIX_ROWS).with_columns(pl.col("establishments").reverse())
    panel = pl.concat(
        [pl.DataFrame(SIX_ROWS).with_columns(year=pl.lit(2015)), later.with_columns(year=pl.lit(2016))]
    )
    found = kind.rows(colocation(kind.frame(panel)))
    assert found.columns[:3] == ["industry_a", "industry_b", "year"]
    assert_frame_equal(found.filter(year=2016).drop("year"), colocation(later), check_dtypes=False)


def test_what_is_refused(kind: Kind) -> None:
    with pytest.raises(ParameterError, match="`sites` is some; choose one of pair, all"):
        colocation(kind.frame(SIX_ROWS), sites="some")
    unknown = kind.frame(pl.DataFrame(SIX_ROWS | {"establishments": [30, None, 10, 25, 5, 20]}))
    with pytest.raises(TableError, match=r"1 value\(s\) of `establishments` are unknown"):
        colocation(unknown)
