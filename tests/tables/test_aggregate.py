"""Counting plants: worked examples, invariants that hold for any register, and the errors."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from renkei.errors import TableError
from renkei.tables import (
    ACTIVITY,
    CELLS,
    OPENINGS,
    ZONE_ACTIVITY,
    ZONES,
    check_table,
)
from renkei.tables.aggregate import (
    Grid,
    activity_from_establishments,
    cells_from_establishments,
    openings_from_establishments,
    zone_activity_from_establishments,
    zones_from_establishments,
)

REGIONS = pl.DataFrame(
    {
        "region": ["N", "N1", "N2", "S", "S1"],
        "parent": [None, "N", "N", None, "S"],
        "level": ["county", "township", "township", "county", "township"],
    }
)
INDUSTRIES = pl.DataFrame(
    {
        "industry": ["C", "11", "25", "111", "112", "259"],
        "parent": [None, "C", "C", "11", "11", "25"],
        "level": ["section", "division", "division", "group", "group", "group"],
    }
)
ZONES_TABLE = pl.DataFrame(
    {
        "zone": ["east", "west"],
        "name_en": ["East Park", "West Park"],
        "kind": ["industrial_park", "science_park"],
        "lon": [121.0, 120.0],
        "lat": [24.0, 23.0],
        "location_basis": ["township", "township"],
    }
)


def plants(*rows: tuple[str, str | None, list[str]], **columns: list[object]) -> pl.DataFrame:
    """Establishments from (establishment, region, industries), with further columns by name."""
    schema = {"establishment": pl.String, "region": pl.String, "industries": pl.List(pl.String)}
    types = {"zone": pl.String, "lon": pl.Float64, "lat": pl.Float64, "opened": pl.Date, "jobs": pl.Float64}
    table = pl.DataFrame(list(rows), schema=schema, orient="row")
    return table.with_columns(pl.Series(name, values, dtype=types[name]) for name, values in columns.items())


def count(table: pl.DataFrame, region: str, industry: str) -> int | None:
    found = table.filter(pl.col("region") == region, pl.col("industry") == industry)
    return found["establishments"].item() if found.height else None


SIX = plants(
    ("a", "N1", ["11", "111"]),
    ("b", "N1", ["11", "111", "112"]),
    ("c", "N2", ["11", "25", "112", "259"]),
    ("d", "S1", ["25", "259"]),
    ("e", "S1", ["25"]),
    ("f", None, ["25", "259"]),
)


def test_six_plants_are_counted_in_each_class_they_list_and_each_region_above() -> None:
    activity = activity_from_establishments(SIX, INDUSTRIES, REGIONS, year=2016)
    assert count(activity, "N1", "111") == 2
    assert count(activity, "N1", "112") == 1
    assert count(activity, "N", "112") == 2
    assert count(activity, "N", "11") == 3
    assert count(activity, "S1", "25") == 2
    assert count(activity, "S1", "259") == 1
    assert count(activity, "S1", "11") is None
    assert activity["year"].unique().to_list() == [2016]
    check_table(activity, ACTIVITY)


def test_a_plant_counts_once_in_the_section_whatever_it_lists_below() -> None:
    activity = activity_from_establishments(SIX, INDUSTRIES, REGIONS, year=2016)
    assert count(activity, "N", "C") == 3
    assert count(activity, "S", "C") == 2


def test_a_level_that_a_plant_does_not_list_comes_from_its_finer_codes() -> None:
    only_groups = plants(("a", "N1", ["111", "112", "259"]))
    activity = activity_from_establishments(only_groups, INDUSTRIES, REGIONS, year=2016)
    assert count(activity, "N1", "11") == 1
    assert count(activity, "N1", "25") == 1


def test_a_division_that_a_plant_lists_is_not_overruled_by_its_groups() -> None:
    crossing = plants(("a", "N1", ["11", "259"]))
    activity = activity_from_establishments(crossing, INDUSTRIES, REGIONS, year=2016)
    assert count(activity, "N1", "11") == 1
    assert count(activity, "N1", "25") is None
    assert count(activity, "N1", "259") == 1


def test_a_code_listed_twice_counts_once() -> None:
    doubled = plants(("a", "N1", ["111", "111", "11"]))
    activity = activity_from_establishments(doubled, INDUSTRIES, REGIONS, year=2016)
    assert count(activity, "N1", "111") == 1


def test_jobs_are_added_up_only_where_every_plant_tells_them() -> None:
    three = plants(("a", "N1", ["111"]), ("b", "N1", ["111"]), ("c", "N2", ["111"]), jobs=[10.0, 5.0, None])
    activity = activity_from_establishments(three, INDUSTRIES, REGIONS, year=2016)
    jobs = dict(activity.filter(pl.col("industry") == "111").select("region", "jobs").iter_rows())
    assert jobs == {"N": None, "N1": 15.0, "N2": None}


def test_openings_count_plants_by_the_year_of_their_date() -> None:
    dated = plants(
        ("a", "N1", ["111"]),
        ("b", "N1", ["111"]),
        ("c", "N2", ["111"]),
        opened=[date(2001, 5, 1), None, date(2001, 12, 31)],
    )
    openings = openings_from_establishments(dated, INDUSTRIES, REGIONS)
    groups = openings.filter(pl.col("industry") == "111").select("region", "year", "openings")
    assert groups.rows() == [("N", 2001, 2), ("N1", 2001, 1), ("N2", 2001, 1)]
    check_table(openings, OPENINGS)


def test_a_cell_is_named_after_its_corner_and_placed_at_its_centre() -> None:
    taipei_101 = plants(("a", "N1", ["111", "11"]), lon=[121.5645], lat=[25.0340])
    cells = cells_from_establishments(taipei_101, INDUSTRIES)
    assert cells.select("grid", "cell", "industry", "establishments").rows() == [
        ("TWD97-TM2-500m", "E306500N2769500", "111", 1)
    ]
    assert cells["lon"].item() == pytest.approx(121.5645, abs=0.004)
    assert cells["lat"].item() == pytest.approx(25.0340, abs=0.004)
    check_table(cells, CELLS)


def test_another_country_brings_its_own_grid() -> None:
    tokyo_station = plants(("a", "N1", ["111"]), lon=[139.7671], lat=[35.6812])
    grid = Grid("JGD2011-9-1km", "EPSG:6677", 1000)
    cells = cells_from_establishments(tokyo_station, INDUSTRIES, grid=grid)
    assert cells.select("grid", "establishments").rows() == [("JGD2011-9-1km", 1)]
    assert cells["lon"].item() == pytest.approx(139.7671, abs=0.008)


def test_zone_activity_counts_the_plants_whose_zone_is_known() -> None:
    placed = plants(
        ("a", "N1", ["111"]), ("b", "N1", ["111", "259"]), ("c", None, ["111"]), zone=["east", "east", None]
    )
    activity = zone_activity_from_establishments(placed, INDUSTRIES, year=2016)
    groups = activity.filter(pl.col("industry").str.len_chars() == 3)
    assert groups.select("zone", "industry", "establishments").rows() == [
        ("east", "111", 2),
        ("east", "259", 1),
    ]
    check_table(activity, ZONE_ACTIVITY)


def test_a_zone_lies_at_the_median_of_its_plants_and_says_when_they_are_few() -> None:
    rows = [(name, "N1", ["111"]) for name in "abcdef"]
    placed = plants(
        *rows,
        zone=["east"] * 4 + ["west"] * 2,
        lon=[121.1, 121.2, 121.9, None, 120.5, 120.6],
        lat=[24.1, 24.2, 24.9, None, 23.5, 23.6],
    )
    zones = zones_from_establishments(ZONES_TABLE, placed)
    assert zones.select("zone", "lon", "lat", "location_basis", "establishments").rows() == [
        ("east", 121.2, 24.2, "plants", 4),
        ("west", 120.55, 23.55, "few_plants", 2),
    ]
    check_table(zones, ZONES)


def test_a_zone_without_a_plant_has_none_and_keeps_its_own_point() -> None:
    zones = zones_from_establishments(ZONES_TABLE, plants(zone=[], lon=[], lat=[]))
    assert zones["establishments"].to_list() == [0, 0]
    assert zones.drop("establishments").equals(ZONES_TABLE)


def test_an_empty_register_gives_empty_tables() -> None:
    nothing = plants(zone=[], lon=[], lat=[], opened=[])
    assert activity_from_establishments(nothing, INDUSTRIES, REGIONS, year=2016).is_empty()
    assert openings_from_establishments(nothing, INDUSTRIES, REGIONS).is_empty()
    assert cells_from_establishments(nothing, INDUSTRIES).is_empty()
    assert zone_activity_from_establishments(nothing, INDUSTRIES, year=2016).is_empty()


@pytest.mark.parametrize(
    ("rows", "column", "table"),
    [
        ([("a", "N1", ["777"]), ("b", "N1", ["999"])], "industry", "industries"),
        ([("a", "X1", ["111"]), ("b", "X2", ["111"])], "region", "regions"),
    ],
)
def test_unknown_codes_are_named(rows: list[tuple[str, str, list[str]]], column: str, table: str) -> None:
    with pytest.raises(TableError, match=f"2 code.* `{column}` .* not in `{table}`") as raised:
        activity_from_establishments(plants(*rows), INDUSTRIES, REGIONS, year=2016)
    assert "777, 999" in str(raised.value) or "X1, X2" in str(raised.value)


REGISTERS = st.lists(
    st.tuples(
        st.sampled_from(["N1", "N2", "S1", None]),
        st.lists(st.sampled_from(["11", "25", "111", "112", "259"]), min_size=1, max_size=5),
        st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2016, 12, 31))),
        st.one_of(st.none(), st.tuples(st.floats(119.0, 122.5), st.floats(21.5, 26.5))),
    ),
    max_size=30,
).map(
    lambda rows: plants(
        *((str(number), region, codes) for number, (region, codes, _, _) in enumerate(rows)),
        opened=[opened for *_, opened, _ in rows],
        lon=[point and point[0] for *_, point in rows],
        lat=[point and point[1] for *_, point in rows],
        zone=["east" if number % 2 else None for number in range(len(rows))],
    )
)


FEW = settings(max_examples=30, deadline=None)


def level_sum(table: pl.DataFrame, region_level: str, industry_level: str, value: str) -> int:
    regions = REGIONS.filter(pl.col("level") == region_level)
    industries = INDUSTRIES.filter(pl.col("level") == industry_level)
    inside = table.join(regions, on="region", how="semi").join(industries, on="industry", how="semi")
    return int(inside[value].sum())


@given(REGISTERS)
@FEW
def test_counties_hold_what_their_townships_hold(register: pl.DataFrame) -> None:
    activity = activity_from_establishments(register, INDUSTRIES, REGIONS, year=2016)
    for level in ("section", "division", "group"):
        assert level_sum(activity, "county", level, "establishments") == level_sum(
            activity, "township", level, "establishments"
        )


@given(REGISTERS)
@FEW
def test_each_plant_counts_once_in_the_section_and_once_per_group(register: pl.DataFrame) -> None:
    activity = activity_from_establishments(register, INDUSTRIES, REGIONS, year=2016)
    placed = register.filter(pl.col("region").is_not_null())
    groups = placed.explode("industries").filter(pl.col("industries").str.len_chars() == 3)
    assert level_sum(activity, "county", "section", "establishments") == placed.height
    assert (
        level_sum(activity, "township", "group", "establishments")
        == groups.unique(["establishment", "industries"]).height
    )


@given(REGISTERS)
@FEW
def test_openings_add_up_to_the_activity_of_the_dated_plants(register: pl.DataFrame) -> None:
    dated = register.filter(pl.col("opened").is_not_null())
    openings = openings_from_establishments(register, INDUSTRIES, REGIONS)
    totals = openings.group_by("region", "industry").agg(pl.col("openings").sum()).sort("region", "industry")
    activity = activity_from_establishments(dated, INDUSTRIES, REGIONS, year=2016)
    assert totals.rows() == activity.select("region", "industry", "establishments").rows()


@given(REGISTERS)
@FEW
def test_cells_hold_each_located_plant_once_per_group(register: pl.DataFrame) -> None:
    cells = cells_from_establishments(register, INDUSTRIES)
    located = register.filter(pl.col("lon").is_not_null()).explode("industries")
    groups = located.filter(pl.col("industries").str.len_chars() == 3)
    assert cells["establishments"].sum() == groups.unique(["establishment", "industries"]).height
    assert not cells.select("cell", "industry").is_duplicated().any()


@given(REGISTERS)
@FEW
def test_the_order_of_the_register_does_not_matter(register: pl.DataFrame) -> None:
    forward = activity_from_establishments(register, INDUSTRIES, REGIONS, year=2016)
    backward = activity_from_establishments(register.reverse(), INDUSTRIES, REGIONS, year=2016)
    assert forward.equals(backward)
    assert cells_from_establishments(register, INDUSTRIES).equals(
        cells_from_establishments(register.reverse(), INDUSTRIES)
    )
