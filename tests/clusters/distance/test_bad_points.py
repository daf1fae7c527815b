"""What is refused, and with which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    cross_k_density,
    cross_m_function,
    joint_localisation,
    k_densities,
    k_density,
    localisation,
    m_function,
    ripley_k,
    ripley_l,
)
from renkei.errors import NotFoundError, ParameterError, TableError
from tests.clusters.distance.plants import SIX_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clusters.conftest import Kind

PAIR = pl.DataFrame({"industry_a": ["weaving"], "industry_b": ["dyeing"]})
OF_ONE = (k_density, localisation, k_densities, m_function, ripley_k, ripley_l)
OF_TWO = (cross_k_density, joint_localisation, cross_m_function)


def rng() -> np.random.Generator:
    return np.random.default_rng(2016)


def call(function: Callable[..., Any], points: Any, **options: Any) -> Any:
    tables = (points, PAIR) if function in OF_TWO else (points,)
    return function(*tables, **({"simulations": 19, "rng": rng()} | options))


def changed(**columns: list[Any]) -> pl.DataFrame:
    return pl.DataFrame(SIX_ROWS | columns, strict=False)


EVERY = pytest.mark.parametrize("function", (*OF_ONE, *OF_TWO), ids=lambda function: function.__name__)


@EVERY
def test_few_simulations_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ParameterError, match="`simulations` is 18; at least 19 are needed"):
        call(function, pl.DataFrame(SIX_ROWS), simulations=18)


@EVERY
@pytest.mark.parametrize("km", [0.0, -1.0, float("nan"), float("inf")])
def test_a_distance_that_is_none_is_refused(function: Callable[..., Any], km: float) -> None:
    with pytest.raises(ParameterError, match=r"`to_km` is .*; give a number above zero"):
        call(function, pl.DataFrame(SIX_ROWS), to_km=km)


def test_a_bandwidth_that_is_none_is_refused() -> None:
    with pytest.raises(ParameterError, match="`bandwidth_km` is 0; give a number above zero"):
        call(k_density, pl.DataFrame(SIX_ROWS), bandwidth_km=0)


@EVERY
def test_columns_that_are_needed_are_named(function: Callable[..., Any], kind: Kind) -> None:
    frame = kind.frame(pl.DataFrame(SIX_ROWS).drop("y"))
    with pytest.raises(TableError, match=r"`points` lacks the column\(s\) lon, lat; it has establishment"):
        call(function, frame)


@pytest.mark.parametrize("function", OF_ONE, ids=lambda function: function.__name__)
def test_an_industry_without_rows_is_not_found(function: Callable[..., Any]) -> None:
    with pytest.raises(NotFoundError, match="has industry silk; it has 3 industries, such as dyeing, other"):
        call(function, pl.DataFrame(SIX_ROWS), industries=("silk", "weaving"))


def test_an_industry_of_a_pair_without_rows_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="has industry weaving; it has 2 industries"):
        call(cross_k_density, pl.DataFrame(SIX_ROWS).filter(pl.col("industry") != "weaving"))


def test_pairs_that_are_none_are_refused() -> None:
    points = pl.DataFrame(SIX_ROWS)
    options: dict[str, Any] = {"simulations": 19, "rng": rng()}
    same = pl.DataFrame({"industry_a": ["weaving"], "industry_b": ["weaving"]})
    with pytest.raises(
        TableError, match=r"an industry with itself \(weaving\). `k_density` and `m_function`"
    ):
        cross_k_density(points, same, **options)
    half = pl.DataFrame({"industry_a": ["weaving"], "industry_b": [None]})
    with pytest.raises(TableError, match="A row of `pairs` lacks an industry"):
        cross_m_function(points, half, **options)
    with pytest.raises(NotFoundError, match="`pairs` has no rows"):
        joint_localisation(points, PAIR.clear(), **options)
    with pytest.raises(TableError, match=r"`pairs` lacks the column\(s\) industry_b"):
        cross_k_density(points, PAIR.drop("industry_b"), **options)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"x": [float("inf"), 0.0, 0.0, 0.0, 0.0, 0.0]}, r"1 value\(s\) of `x` in `points` are infinite"),
        ({"x": ["1", "2", "3", "4", "5", "6"]}, "Column `x` of `points` holds String, not numbers"),
        ({"establishment": ["a", "a", "c", "d", "e", "f"]}, "a"),
        ({"industry": ["weaving", None, "w", "d", "e", "f"]}, "industry"),
        ({"weight": [-1.0, 1, 1, 1, 1, 1]}, "weight"),
        ({"weight": [float("inf"), 1, 1, 1, 1, 1]}, r"1 value\(s\) of `weight` in `points` are infinite"),
        ({"x": [None] * 6}, "No row of `points` has known coordinates"),
        ({"x": [5.0] * 6, "y": [5.0] * 6}, "All establishments in `points` stand at one place"),
    ],
)
def test_bad_numbers_and_keys_are_refused(rows: dict[str, list[Any]], words: str) -> None:
    points = changed(**rows)
    if rows.get("x") == [None] * 6:
        points = points.with_columns(pl.col("x").cast(pl.Float64))
    with pytest.raises(TableError, match=words):
        call(k_density, points)


def test_coordinates_that_are_not_on_earth_are_refused(kind: Kind) -> None:
    frame = pl.DataFrame(SIX_ROWS).rename({"x": "lon", "y": "lat"})
    with pytest.raises(TableError, match=r"4 value\(s\) of `lon` in `points` are out of range|5 value"):
        call(k_density, kind.frame(frame))


@pytest.mark.parametrize(
    "second", [{"x": [0.0, 9.0]}, {"weight": [1.0, 2.0]}], ids=["two places", "two weights"]
)
def test_an_establishment_has_one_place_and_one_weight(second: dict[str, list[float]]) -> None:
    rows: dict[str, Any] = {
        "establishment": ["a", "a"],
        "industry": ["weaving", "dyeing"],
        "x": [0.0, 0.0],
        "y": [0.0, 0.0],
    }
    with pytest.raises(TableError, match=r"1 establishment\(s\) or cells in `points` have two places or two"):
        call(k_density, pl.DataFrame(rows | second))


def test_counts_are_whole_and_have_no_weights() -> None:
    cells = pl.DataFrame(SIX_ROWS).rename({"establishment": "cell"})
    with pytest.raises(
        TableError, match=r"6 value\(s\) of `establishments` in `points` are not whole numbers"
    ):
        call(k_density, cells.with_columns(establishments=pl.lit(1.5)))
    with pytest.raises(TableError, match=r"has counts \(`establishments`\) and `weight`"):
        call(k_density, cells.with_columns(establishments=pl.lit(1), weight=pl.lit(2.0)))


def test_windows_that_are_none_are_refused() -> None:
    points = pl.DataFrame(SIX_ROWS)
    options: dict[str, Any] = {"simulations": 19, "rng": rng()}
    two = pl.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})
    with pytest.raises(TableError, match=r"`window` has 2 corner\(s\), 0 of them without coordinates"):
        ripley_k(points, two, **options)
    gap = pl.DataFrame({"x": [0.0, 1.0, None], "y": [0.0, 1.0, 2.0]})
    with pytest.raises(TableError, match=r"`window` has 3 corner\(s\), 1 of them without"):
        ripley_k(points, gap, **options)
    flat = pl.DataFrame({"x": [0.0, 1.0, 2.0], "y": [0.0, 1.0, 2.0]})
    with pytest.raises(TableError, match="The polygon in `window` has no area"):
        ripley_k(points, flat, **options)
    small = pl.DataFrame({"x": [-1.0, 3000, 3000, -1], "y": [-1.0, -1, 3000, 3000]})
    with pytest.raises(TableError, match=r"3 place\(s\) of `points` lie outside `window`"):
        ripley_k(points, small, **options)
    row = points.with_columns(y=pl.lit(0.0)).filter(pl.col("establishment") != "e")
    with pytest.raises(TableError, match=r"All places of `points` lie on one line\. Give `window`"):
        ripley_l(row, **options)
