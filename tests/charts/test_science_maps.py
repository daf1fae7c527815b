"""Maps of neighbours alike and of hot spots."""

from __future__ import annotations

import polars as pl
import pytest

from renkei.charts import (
    Overlay,
    Sheet,
    autocorrelation_map,
    hot_spot_map,
)
from renkei.charts.palette import ACCENT, ACCENT_SOFT, BELOW_TO_ABOVE, GROUND, HATCH, INK
from renkei.errors import ParameterError
from tests.charts.country import country
from tests.charts.reading import rows, strokes
from tests.charts.science import (
    hot_spots,
    quadrants,
)

EN = Sheet("en")


def test_quadrants_have_their_colours_and_the_unknown_is_hatched() -> None:
    picture = autocorrelation_map(country(), quadrants(), "Neighbours", EN)
    fills = {row["id"]: row["fill"] for row in picture.spec["datasets"]["values"]}
    codes = quadrants()["region"].to_list()
    assert fills[codes[0]] == fills[codes[1]] == BELOW_TO_ABOVE[6].light
    assert fills[codes[2]] == BELOW_TO_ABOVE[0].light
    assert fills[codes[3]] == fills["C1"] == GROUND.light
    assert strokes(picture, HATCH.light) == 2
    assert "2 are high among high neighbours, 1 low among low" in picture.description
    assert "not significant: 6; without data: 3." in picture.description


def test_another_word_for_a_quadrant_is_refused() -> None:
    with pytest.raises(ParameterError, match="has the unknown quadrant warm; known are high-high"):
        autocorrelation_map(country(), quadrants().with_columns(quadrant=pl.lit("warm")), "Neighbours", EN)


def test_hot_spots_that_may_be_chance_are_paler_and_those_not_tested_are_empty() -> None:
    picture = hot_spot_map(country(), hot_spots(), "Hot", EN)
    features = [row for row in rows(picture, "geometry") if "label" in row]
    assert [row["fill"] for row in features] == [ACCENT.light, ACCENT_SOFT.light, GROUND.light]
    assert features[0]["label"] == "Spot 0 (establishments: 120; significance: 0.010)"
    assert "Map of 3 hot spots, 1 of them more than chance (below 0.05)" in picture.description
    assert "Hot spots that were not tested: 1." in picture.description


def test_points_of_one_place_are_drawn_once() -> None:
    points = pl.DataFrame({"lon": [10.1, 10.1, 10.5, 90.0], "lat": [45.1, 45.1, 45.3, 0.0]})
    picture = hot_spot_map(country(), hot_spots(), "Hot", EN, points=points)
    dots = next(
        layer
        for layer in picture.spec["layer"]
        if layer["mark"].get("fillOpacity") == 0.6 and "x" in layer["encoding"]
    )
    assert len(dots["data"]["values"]) == 2


def test_a_zoomed_map_shows_only_what_lies_there() -> None:
    picture = hot_spot_map(country(), hot_spots(), "Hot", EN, overlay=Overlay(("A00",), zoom=True))
    shown = [row["label"] for row in rows(picture, "geometry") if "label" in row]
    assert shown[0].startswith("Spot 0")
    assert len(shown) < 3
    assert picture.table.height == 3
    assert strokes(picture, INK.light) == 1


def test_a_map_without_hot_spots_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Hot” has no hot spot to draw"):
        hot_spot_map(country(), hot_spots().clear(), "Hot", EN)
