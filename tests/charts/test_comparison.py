"""Regions side by side: one look per region, one scale per indicator, gaps that are seen."""

from __future__ import annotations

import polars as pl
import pytest

from renkei.charts import (
    Sheet,
    region_comparison,
)
from renkei.charts.palette import GROUND
from renkei.errors import ParameterError
from tests.charts.reading import rows, texts
from tests.charts.science import (
    compared,
    references,
)

EN = Sheet("en")


def test_a_region_looks_the_same_on_every_strip() -> None:
    picture = region_comparison(compared(8, 3), "Regions", EN)
    looks: dict[str, set[tuple[str, str]]] = {}
    for row in rows(picture, "shape"):
        if "label" in row:
            looks.setdefault(row["label"].split(":")[0], set()).add((row["colour"], row["shape"]))
    assert all(len(look) == 1 for look in looks.values())
    assert len({next(iter(look)) for look in looks.values()}) == 8


def test_each_indicator_has_its_own_scale() -> None:
    wide = compared().with_columns(
        value=pl.when(pl.col("indicator") == "I1").then(pl.col("value") * 1000).otherwise("value")
    )
    dots = [row for row in rows(region_comparison(wide, "Regions", EN), "shape") if "label" in row]
    first, second = [row["x"] for row in dots[:3]], [row["x"] for row in dots[3:]]
    assert first[2] == pytest.approx(second[1], abs=0.2)


def test_a_missing_value_is_a_ring_in_the_field_for_it() -> None:
    picture = region_comparison(compared(), "Regions", EN)
    ring = next(row for row in rows(picture, "shape") if row.get("label") == "Region 1: no data")
    known = [row["x"] for row in rows(picture, "shape") if "label" in row and row is not ring]
    assert ring["fill"] == GROUND.light
    assert ring["x"] > max(known)
    assert "no data" in texts(picture)
    assert "Values without data: 1." in picture.description


def test_references_are_drawn_where_they_are_known() -> None:
    picture = region_comparison(compared(), "Regions", EN, references=references())
    lines = [row for row in rows(picture, "label") if row["label"].startswith("median")]
    assert [line["label"] for line in lines] == ["median: 11.5"]
    assert "median" in texts(picture)


def test_dots_that_would_cover_each_other_stand_one_above_the_other() -> None:
    same = compared().with_columns(value=pl.lit(5.0))
    dots = [row for row in rows(region_comparison(same, "Regions", EN), "shape") if "label" in row]
    assert len({row["x"] for row in dots[:3]}) == 1
    assert len({row["y"] for row in dots[:3]}) == 3


def test_an_indicator_without_any_value_keeps_its_strip() -> None:
    blank = compared().with_columns(value=pl.when(pl.col("indicator") == "I0").then("value"))
    picture = region_comparison(blank, "Regions", EN)
    assert "Indicator 1" in texts(picture)
    assert "Values without data: 3." in picture.description


@pytest.mark.parametrize("size", [(11, 1), (1, 9)])
def test_more_than_can_be_told_apart_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ParameterError, match="choose up to 10 regions and 8 indicators"):
        region_comparison(compared(*size), "Regions", EN)


def test_a_comparison_of_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Regions” has no value to draw"):
        region_comparison(compared().with_columns(value=None), "Regions", EN)
