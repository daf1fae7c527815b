"""Litzenberger and Sternberg's cluster index: worked example, a uniform country, missing numbers, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import litzenberger_sternberg
from renkei.errors import TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

ACTIVITY = {
    "region": ["a", "b", "b"],
    "industry": ["x", "x", "y"],
    "jobs": [60, 40, 10],
    "establishments": [12, 2, 1],
}
REGIONS = {"region": ["a", "b", "c"], "area_km2": [10.0, 30.0, 60.0], "population": [200, 200, 600]}


def test_index_of_three_rows(kind: Kind) -> None:
    found = kind.rows(litzenberger_sternberg(kind.frame(ACTIVITY), kind.frame(REGIONS)))
    assert found.columns == [
        "region",
        "industry",
        "jobs",
        "establishments",
        "industrial_density",
        "industrial_stock",
        "plant_share",
        "litzenberger_sternberg",
    ]
    # Region a: 0.6 of the jobs, 12 / 14 of the plants, 0.1 of the area, 0.2 of the people.
    assert found.row(0)[4:] == pytest.approx((6, 3, (12 / 14) / 0.6, 6 * 3 * (12 / 14) / 0.6))
    assert found["litzenberger_sternberg"].to_list() == pytest.approx(
        [0.6 * 12 / 14 / 0.02, 0.4 * 2 / 14 / 0.06, 1 / 0.06]
    )


def test_in_a_country_that_is_everywhere_the_same_it_is_one(kind: Kind) -> None:
    even = {
        "region": ["a", "b", "c"],
        "industry": ["x"] * 3,
        "jobs": [10, 20, 30],
        "establishments": [1, 2, 3],
    }
    regions = {"region": ["a", "b", "c"], "area_km2": [5, 10, 15], "population": [100, 200, 300]}
    found = kind.rows(litzenberger_sternberg(kind.frame(even), kind.frame(regions)))
    assert found["litzenberger_sternberg"].to_list() == pytest.approx([1] * 3)
    counted = kind.rows(litzenberger_sternberg(kind.frame(even), kind.frame(regions), value="establishments"))
    assert counted.columns[2:4] == ["establishments", "industrial_density"]
    assert counted["litzenberger_sternberg"].to_list() == pytest.approx([1] * 3)


def test_unknown_and_zero_numbers_give_no_index(kind: Kind) -> None:
    activity = kind.frame(pl.DataFrame(ACTIVITY | {"jobs": [60, 40, None]}))
    regions = kind.frame(pl.DataFrame(REGIONS | {"area_km2": [0.0, 30, 60]}))
    found = kind.rows(litzenberger_sternberg(activity, regions))
    assert found["litzenberger_sternberg"].is_null().to_list() == [True, False, True]


def test_no_jobs_is_an_index_of_zero(kind: Kind) -> None:
    activity = kind.frame(ACTIVITY | {"jobs": [0, 40, 10]})
    found = kind.rows(litzenberger_sternberg(activity, kind.frame(REGIONS))).row(0, named=True)
    assert (found["plant_share"], found["litzenberger_sternberg"]) == (None, 0)


def test_years_are_apart(kind: Kind) -> None:
    later = pl.DataFrame(ACTIVITY | {"jobs": [5, 50, 1]})
    activity, regions = (
        pl.concat(
            [pl.DataFrame(one).with_columns(year=pl.lit(y)) for y, one in ((2015, first), (2016, second))]
        )
        for first, second in ((ACTIVITY, later), (REGIONS, REGIONS))
    )
    found = kind.rows(litzenberger_sternberg(kind.frame(activity), kind.frame(regions)))
    alone = litzenberger_sternberg(later, pl.DataFrame(REGIONS))
    assert_frame_equal(found.filter(year=2016).drop("year"), alone, check_dtypes=False)


def test_what_is_refused(kind: Kind) -> None:
    with pytest.raises(TableError, match=r"1 region\(s\) of `activity` are not in `regions` \(b\)"):
        litzenberger_sternberg(kind.frame(ACTIVITY), kind.frame(pl.DataFrame(REGIONS).filter(region="a")))
    with pytest.raises(TableError, match=r"`regions` lacks the column\(s\) population"):
        litzenberger_sternberg(kind.frame(ACTIVITY), kind.frame(pl.DataFrame(REGIONS).drop("population")))
    with pytest.raises(TableError, match=r"`activity` lacks the column\(s\) establishments"):
        litzenberger_sternberg(kind.frame(pl.DataFrame(ACTIVITY).drop("establishments")), kind.frame(REGIONS))
