"""Establishments per square kilometre and the share of young plants: exact numbers on every kind of frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from renkei.clusters import establishment_density, opening_rate
from renkei.errors import ParameterError, TableError

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

PLANTS = {"region": ["b", "a", "c"], "establishments": [40, 30, 0]}
AREAS = {"region": ["a", "b", "c", "d"], "area_km2": [12.5, 20.0, 8.0, 1.0]}
# Six rows: region, industry, year of opening, plants that opened then and still exist.
OPENINGS = {
    "region": ["a", "a", "a", "b", "b", "b"],
    "industry": ["x", "x", "y", "x", "x", "x"],
    "year": [1990, 2015, 2012, 2011, 2016, 2017],
    "openings": [6, 2, 3, 4, 1, 5],
}


def test_density_is_plants_by_area(kind: Kind) -> None:
    found = kind.rows(establishment_density(kind.frame(PLANTS), kind.frame(AREAS)))
    assert found.columns == ["region", "establishments", "area_km2", "establishment_density"]
    assert found["region"].to_list() == ["a", "b", "c"]
    assert found["establishment_density"].to_list() == [2.4, 2.0, 0.0]


def test_density_by_industry_and_year_keeps_those_keys(kind: Kind) -> None:
    plants = pl.DataFrame(PLANTS).with_columns(industry=pl.lit("x"), year=pl.lit(2016))
    areas = pl.DataFrame(AREAS).with_columns(year=pl.lit(2016))
    found = kind.rows(establishment_density(kind.frame(plants), kind.frame(areas)))
    assert found.columns[:3] == ["region", "industry", "year"]
    assert found["establishment_density"].to_list() == [2.4, 2.0, 0.0]


def test_density_is_missing_where_count_or_area_is_unknown_or_the_area_is_zero(kind: Kind) -> None:
    plants = {"region": ["a", "b", "c"], "establishments": [30, None, 5]}
    areas = {"region": ["a", "b", "c"], "area_km2": [None, 20.0, 0.0]}
    found = kind.rows(establishment_density(kind.frame(plants), kind.frame(areas)))
    assert found["establishment_density"].to_list() == [None, None, None]


def test_a_region_without_an_area_row_is_named(kind: Kind) -> None:
    areas = pl.DataFrame(AREAS).filter(pl.col("region") == "a")
    with pytest.raises(TableError, match=r"2 region\(s\) of `establishments` are not in `regions` \(b; c\)"):
        establishment_density(kind.frame(PLANTS), kind.frame(areas))


def test_opening_rate_of_six_rows(kind: Kind) -> None:
    found = kind.rows(opening_rate(kind.frame(OPENINGS), year=2016))
    assert found.columns == ["region", "industry", "openings", "dated", "opening_rate"]
    # 2012 to 2016 are the last five years; what opened in 2017 is in neither number.
    assert found["openings"].to_list() == [2, 3, 1]
    assert found["dated"].to_list() == [8, 3, 5]
    assert found["opening_rate"].to_list() == pytest.approx([0.25, 1, 0.2])
    assert found.schema["openings"] == pl.Int64


def test_opening_rate_by_region_and_by_industry_has_exact_denominators(kind: Kind) -> None:
    by_region = kind.rows(opening_rate(kind.frame(OPENINGS), year=2016, by=("region",)))
    assert by_region["region"].to_list() == ["a", "b"]
    assert by_region["opening_rate"].to_list() == pytest.approx([5 / 11, 1 / 5])
    by_industry = kind.rows(opening_rate(kind.frame(OPENINGS), year=2016, by=("industry",)))
    assert by_industry["opening_rate"].to_list() == pytest.approx([3 / 13, 1])


def test_the_window_and_the_reference_year_change_the_rate() -> None:
    table = pl.DataFrame(OPENINGS)
    assert opening_rate(table, year=2016, years=6, by=("region",))["openings"].to_list() == [5, 5]
    assert opening_rate(table, year=2017, by=("region",))["dated"].to_list() == [11, 10]
    assert opening_rate(table, year=2000)["region"].to_list() == ["a"]


def test_a_key_without_dated_plants_has_no_rate(kind: Kind) -> None:
    table = {"region": ["a"], "industry": ["x"], "year": [2010], "openings": [0]}
    found = kind.rows(opening_rate(kind.frame(table), year=2016))
    assert found["dated"].to_list() == [0]
    assert found["opening_rate"].to_list() == [None]


def test_the_order_of_openings_changes_no_number() -> None:
    table = pl.DataFrame(OPENINGS)
    assert_frame_equal(opening_rate(table.reverse(), year=2016), opening_rate(table, year=2016))


def test_a_window_below_one_year_is_refused() -> None:
    with pytest.raises(ParameterError, match="`years` is 0; give 1 or more"):
        opening_rate(pl.DataFrame(OPENINGS), year=2016, years=0)


@pytest.mark.parametrize("by", [(), ("year",), ("region", "zone")])
def test_only_region_and_industry_can_be_keys(by: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="`by` is"):
        opening_rate(pl.DataFrame(OPENINGS), year=2016, by=by)


def test_an_unknown_count_of_openings_is_refused(kind: Kind) -> None:
    table = OPENINGS | {"openings": [6, 2, None, 4, 1, 5]}
    with pytest.raises(TableError, match=r"1 row\(s\) of `openings` have no known count"):
        opening_rate(kind.frame(table), year=2016)
