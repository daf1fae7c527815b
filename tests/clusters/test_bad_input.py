"""What no indicator accepts: each function names what it found, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

from renkei.clusters import (
    RegionIndustryMatrix,
    additive_location_quotient,
    coagglomeration,
    coagglomeration_pairs,
    colocation,
    concentration_herfindahl,
    diversity_entropy,
    diversity_herfindahl,
    ellison_glaeser,
    ellison_glaeser_count,
    ellison_glaeser_interval,
    establishment_density,
    hoover_concentration,
    hoover_specialisation,
    krugman_concentration,
    krugman_dissimilarity,
    krugman_specialisation,
    litzenberger_sternberg,
    location_quotient,
    location_quotient_bootstrap,
    location_quotient_interval,
    locational_gini,
    maurel_sedillot,
    normalised_concentration_herfindahl,
    normalised_diversity_herfindahl,
    opening_rate,
    related_variety,
    relative_diversity,
    relative_specialisation,
    shares,
    specialisation_gini,
    standardised_location_quotient,
    symmetric_location_quotient,
    theil_concentration,
    theil_decomposition,
    weighted_location_quotient,
    weighted_locational_gini,
    weighted_specialisation_gini,
)
from renkei.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clusters.conftest import Kind

ROWS = {"region": ["a", "a", "b"], "industry": ["x", "y", "x"], "establishments": [3, 1, 2]}
PARENTS = pl.DataFrame({"code": ["a", "b", "x", "y"], "parent": ["g", "g", "h", "i"]})
AREAS = pl.DataFrame({"region": ["a", "b"], "area_km2": [1.0, 2.0]})


def plants_index(rows: Any) -> Any:
    table = pl.DataFrame(rows).rename({"establishments": "jobs"})
    return ellison_glaeser(table.with_columns(establishment=pl.col("region") + pl.col("industry")))


def by_plants(function: Callable[..., Any], **options: Any) -> Callable[[Any], Any]:
    """`function` of plants made of the rows, one for each."""

    def of_rows(rows: Any) -> Any:
        table = pl.DataFrame(rows).rename({"establishments": "jobs"})
        return function(table.with_columns(establishment=pl.col("region") + pl.col("industry")), **options)

    return of_rows


def openings_rate(rows: Any) -> Any:
    table = pl.DataFrame(rows).rename({"establishments": "openings"}).with_columns(year=pl.lit(2016))
    return opening_rate(table, year=2016)


TABLE_FUNCTIONS = (
    location_quotient,
    shares,
    diversity_herfindahl,
    specialisation_gini,
    locational_gini,
    weighted_locational_gini,
    concentration_herfindahl,
    ellison_glaeser_count,
    additive_location_quotient,
    colocation,
    diversity_entropy,
    hoover_concentration,
    hoover_specialisation,
    krugman_concentration,
    krugman_dissimilarity,
    krugman_specialisation,
    location_quotient_interval,
    normalised_concentration_herfindahl,
    normalised_diversity_herfindahl,
    relative_diversity,
    relative_specialisation,
    standardised_location_quotient,
    symmetric_location_quotient,
    theil_concentration,
    weighted_location_quotient,
    weighted_specialisation_gini,
)
FUNCTIONS: tuple[Callable[[Any], Any], ...] = (
    *TABLE_FUNCTIONS,
    RegionIndustryMatrix.from_table,
    plants_index,
    openings_rate,
    *(by_plants(function) for function in (coagglomeration, coagglomeration_pairs, maurel_sedillot)),
    by_plants(ellison_glaeser_interval, rng=np.random.default_rng(1)),
    lambda rows: location_quotient_bootstrap(pl.DataFrame(rows), rng=np.random.default_rng(1)),
    lambda rows: related_variety(
        pl.DataFrame(rows), PARENTS.select(pl.col("code").alias("industry"), "parent")
    ),
    lambda rows: theil_decomposition(
        pl.DataFrame(rows), PARENTS.select(pl.col("code").alias("region"), "parent")
    ),
    lambda rows: litzenberger_sternberg(
        pl.DataFrame(rows), AREAS.with_columns(population=pl.lit(5)), value="establishments"
    ),
    lambda rows: establishment_density(pl.DataFrame(rows), AREAS),
)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"establishments": [3, -1, 2]}, r"1 value\(s\) of `\w+` in `\w+` are out of range"),
        ({"establishments": [3.0, float("inf"), 2]}, r"1 value\(s\) of `\w+` in `\w+` are infinite"),
        ({"establishments": [3.0, float("-inf"), 2]}, r"1 value\(s\) of `\w+` in `\w+` are out of range"),
        ({"establishments": ["3", "1", "2"]}, r"Column `\w+` of `\w+` holds String, not numbers"),
        ({"establishments": [True, True, False]}, r"Column `\w+` of `\w+` holds Boolean, not numbers"),
        ({"region": ["a", "a", None]}, r"1 row\(s\) of `\w+` leave a required column empty"),
        ({"industry": ["x", None, "x"]}, r"1 row\(s\) of `\w+` leave a required column empty"),
        ({"region": ["a", "a", "a"]}, r"1 key\(s\) of `\w+` occur more than once"),
    ],
    ids=["negative", "infinite", "minus-infinite", "text", "boolean", "no-region", "no-industry", "repeated"],
)
def test_every_function_refuses_what_is_no_amount(
    function: Callable[[Any], Any], change: dict[str, list[Any]], message: str
) -> None:
    with pytest.raises(TableError, match=message):
        function(ROWS | change if function is plants_index else pl.DataFrame(ROWS | change))


def test_every_kind_of_frame_is_checked(kind: Kind) -> None:
    wrong = {
        r"1 value\(s\) of `establishments` in `activity` are infinite \(first key: a, y\)": [
            3,
            float("inf"),
            2,
        ],
        "are out of range": [3, -1, 2],
        "holds String": ["3", "1", "2"],
    }
    for message, values in wrong.items():
        with pytest.raises(TableError, match=message):
            location_quotient(kind.frame(pl.DataFrame(ROWS | {"establishments": values}, strict=False)))
    repeated = kind.frame(ROWS | {"region": ["a", "a", "a"]})
    with pytest.raises(TableError, match="occur more than once"):
        location_quotient(repeated)


@pytest.mark.parametrize("function", TABLE_FUNCTIONS)
def test_a_missing_column_is_named_with_those_that_are_there(function: Callable[[Any], Any]) -> None:
    with pytest.raises(
        TableError, match=r"`activity` lacks the column\(s\) industry; it has region, establish"
    ):
        function(pl.DataFrame(ROWS).drop("industry"))


def test_a_value_column_that_is_not_there_is_named() -> None:
    with pytest.raises(TableError, match=r"lacks the column\(s\) jobs"):
        location_quotient(pl.DataFrame(ROWS), value="jobs")


def test_something_that_is_no_frame_is_named() -> None:
    with pytest.raises(TableError, match="Table `activity` is a dict; expected a pandas"):
        location_quotient(ROWS)


def test_a_pandas_column_that_mixes_text_and_numbers_is_refused() -> None:
    mixed = pd.DataFrame(ROWS | {"establishments": pd.Series([3, "1", 2], dtype=object)})
    with pytest.raises(TableError, match="A column of `activity` mixes text and numbers"):
        location_quotient(mixed)


def test_pandas_numbers_in_an_object_column_are_numbers() -> None:
    boxed = pd.DataFrame(ROWS | {"establishments": pd.Series([3, None, 2], dtype=object)})
    assert location_quotient(boxed)["location_quotient"].isna().tolist() == [False, True, False]


def test_errors_speak_three_languages() -> None:
    with pytest.raises(TableError) as caught:
        location_quotient(pl.DataFrame(ROWS | {"establishments": ["3", "1", "2"]}))
    assert "不是數字" in caught.value.in_language("zh-Hant")
    assert "数値ではありません" in caught.value.in_language("ja")
