"""Upper levels add up from lower ones, only where the data have none, and unknown stays unknown."""

from __future__ import annotations

import polars as pl

from renkei.tables.rollup import with_upper_levels

REGIONS = pl.DataFrame(
    {
        "region": ["N", "A", "B", "a1", "a2", "b1"],
        "parent": [None, "N", "N", "A", "A", "B"],
        "level": ["nation", "county", "county", "township", "township", "township"],
    }
)


def rows(values: dict[str, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {"region": list(values), "industry": "x", "year": 2016, "establishments": list(values.values())},
        schema={"region": pl.String, "industry": pl.String, "year": pl.Int64, "establishments": pl.Int64},
    )


def rolled(values: dict[str, int | None]) -> dict[str, int | None]:
    table = with_upper_levels(rows(values), REGIONS, key="region", values=("establishments",))
    return dict(table.select("region", "establishments").iter_rows())


def test_counties_and_the_nation_are_sums_of_townships() -> None:
    assert rolled({"a1": 2, "a2": 3, "b1": 4}) == {"a1": 2, "a2": 3, "b1": 4, "A": 5, "B": 4, "N": 9}


def test_a_sum_over_an_unknown_value_is_unknown() -> None:
    assert rolled({"a1": 2, "a2": None, "b1": 4}) == {
        "a1": 2,
        "a2": None,
        "b1": 4,
        "A": None,
        "B": 4,
        "N": None,
    }


def test_a_level_that_the_data_bring_is_kept_as_it_is() -> None:
    """Counties of their own, here larger than their townships, are not added up again."""
    assert rolled({"a1": 2, "A": 10, "B": 20}) == {"a1": 2, "A": 10, "B": 20, "N": 30}


def test_years_are_added_up_apart() -> None:
    both = pl.concat([rows({"a1": 1}), rows({"a1": 5, "a2": 1}).with_columns(year=pl.lit(2017, pl.Int64))])
    table = with_upper_levels(both, REGIONS, key="region", values=("establishments",))
    county = table.filter(pl.col("region") == "A").sort("year")
    assert county["establishments"].to_list() == [1, 6]
