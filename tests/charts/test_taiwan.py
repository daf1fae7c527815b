"""The map of a real country: 368 townships, with the islands where an atlas puts them, in a file of modest size."""

from __future__ import annotations

import gzip
import json

import polars as pl
import pytest
import shapely

from renkei import reference
from renkei.charts import Quantity, Sheet, as_svg, ratio_scale, region_map, shapes_json, spec_json
from renkei.charts.plate import plate_of

REGIONS = reference.regions("TW-2016")
TOWNSHIPS = REGIONS.filter(level="township")
KINMEN, LIENCHIANG, PENGHU = "09020", "09007", "10016"


@pytest.mark.parametrize("width", [360, 640, 1200])
def test_kinmen_and_lienchiang_are_insets_and_penghu_stays_in_place(width: int) -> None:
    plate = plate_of(TOWNSHIPS, width)
    assert {panel.name_of for panel in plate.panels[1:]} == {KINMEN, LIENCHIANG}
    frames = [shapely.box(*panel.frame) for panel in plate.panels[1:]]
    penghu = TOWNSHIPS.filter(parent=PENGHU)["region"]
    assert not any(shapely.intersects(frame, plate.shapes[code]) for code in penghu for frame in frames)


@pytest.mark.parametrize("width", [360, 640])
def test_the_main_island_fills_the_sheet(width: int) -> None:
    plate = plate_of(TOWNSHIPS, width)
    main = [shape for code, shape in plate.shapes.items() if code[:5] not in {KINMEN, LIENCHIANG}]
    left, top, right, bottom = shapely.total_bounds(main)
    assert max((right - left) / width, (bottom - top) / (plate.height - plate.panels[0].frame[1])) > 0.93


def test_every_township_is_drawn_and_borders_follow_the_counties() -> None:
    plate = plate_of(TOWNSHIPS, 640)
    assert set(plate.shapes) == set(TOWNSHIPS["region"])
    assert min(shape.area for shape in plate.shapes.values()) > 0
    borders = shapely.from_geojson(json.dumps(plate.borders["geometry"]))
    assert 1000 < shapely.length(borders) < 6000


@pytest.mark.parametrize(("width", "kilobytes"), [(360, 70), (640, 95)])
def test_drawing_and_specification_are_small_enough_for_a_page(width: int, kilobytes: int) -> None:
    values = TOWNSHIPS.select("region", value=pl.int_range(pl.len()) / 50)
    picture = region_map(
        REGIONS, values, Quantity("Test", "Ratio"), ratio_scale(), Sheet("en", width, "/r/{code}/")
    )
    assert len(gzip.compress(as_svg(picture).encode())) < 1024 * kilobytes
    assert len(spec_json(picture)) < 400_000
    assert len(shapes_json(picture)) < 300_000
    assert len(spec_json(picture, shapes_address="/shapes.json")) < 150_000
