"""Maps: fitted by rule, true to area, each line once, and honest about what is missing or weak."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, strategies as st

from renkei.charts import (
    Overlay,
    Quantity,
    Sheet,
    amount_scale,
    as_svg,
    balanced_scale,
    cluster_map,
    cluster_regions_map,
    ratio_scale,
    region_map,
)
from renkei.charts.borders import lines_of
from renkei.charts.hatching import hatched
from renkei.charts.insets import FreeSpace
from renkei.charts.map_values import valued_regions
from renkei.charts.palette import BELOW_TO_ABOVE, HATCH, LAND
from renkei.charts.plane import Centre, bounds_of, flattened
from renkei.charts.plate import plate_of
from renkei.charts.window import divided, sea_of
from renkei.errors import ParameterError
from tests.charts.country import PLANTS, QUOTIENT, clusters, country, members, quotients, square
from tests.charts.reading import texts

TOWNS = country().filter(level="township")


def polygons(*shapes: tuple[float, float, float]) -> np.ndarray:
    """Squares of (x, y, side) in km."""
    return np.array([shapely.box(x, y, x + side, y + side) for x, y, side in shapes])


def strokes(spec: dict[str, object], colour: str) -> int:
    return json.dumps(spec["layer"]).count(f'"stroke": "{colour}"')


def test_far_islands_go_into_insets_and_near_ones_stay() -> None:
    sea = sea_of(
        polygons((0, 0, 100), (0, 100, 100), (105, 50, 5), (-600, 0, 5), (900, 900, 5)), np.arange(5)
    )
    assert divided(sea).inset.tolist() == [0, 0, 0, 1, 2]


def test_a_country_of_islands_alike_is_not_taken_apart() -> None:
    sea = sea_of(polygons((0, 0, 60), (200, 0, 60), (400, 100, 60), (100, 300, 60)), np.arange(4))
    assert divided(sea).inset.tolist() == [0, 0, 0, 0]


def test_a_remote_rock_of_a_region_shown_elsewhere_is_left_out() -> None:
    sea = sea_of(polygons((0, 0, 100), (0, 100, 100), (3000, 0, 1)), np.array([0, 1, 1]))
    assert divided(sea).inset.tolist() == [0, 0, -1]


def test_a_remote_rock_that_is_a_whole_region_is_shown() -> None:
    sea = sea_of(polygons((0, 0, 100), (0, 100, 100), (3000, 0, 1)), np.array([0, 1, 2]))
    assert divided(sea).inset.tolist() == [0, 0, 1]


def test_islands_beside_each_other_share_an_inset_named_after_their_parent() -> None:
    plate = plate_of(TOWNS, 640)
    assert [panel.name_of for panel in plate.panels] == ["", "C"]
    assert set(plate.shapes) == set(TOWNS["region"])


def test_insets_cover_no_land_and_stay_on_the_sheet() -> None:
    for width in (320, 640, 1200):
        plate = plate_of(TOWNS, width)
        frame = plate.panels[1].frame
        main = [shape for code, shape in plate.shapes.items() if code[0] != "C"]
        assert not shapely.intersects(shapely.box(*frame), main).any()
        assert frame[0] >= 0
        assert frame[2] <= width
        assert frame[3] <= plate.height


def test_an_inset_without_free_water_goes_below_the_map() -> None:
    free = FreeSpace((0, 0, 80, 80), [shapely.box(0, 0, 80, 80)])
    assert free.place((20, 20), (40, 40)) is None


def test_the_map_is_true_to_area() -> None:
    plate = plate_of(TOWNS, 640)
    towns = np.array([shapely.from_geojson(text) for text in TOWNS["geometry"]])
    km2 = shapely.area(flattened(towns[:12], plate.centre))
    pixels = np.array([plate.shapes[code].area for code in TOWNS["region"][:12]])
    assert pixels / km2 == pytest.approx(plate.panels[0].scale ** 2, rel=5e-3)


@given(lon=st.floats(-180, 180), lat=st.floats(-80, 80), km=st.floats(1, 500))
def test_a_circle_has_the_same_distance_everywhere(lon: float, lat: float, km: float) -> None:
    ring = Centre(lon, lat).circle(km)
    east, north = Centre(lon, lat).to_plane(ring[:, 0], ring[:, 1])
    chord = 2 * 6371.0088 * np.sin(km / 6371.0088 / 2)
    assert np.hypot(east, north) == pytest.approx(chord, rel=1e-6)


def test_regions_across_the_date_line_stay_together() -> None:
    ring = [[179.0, 60.0], [180.0, 60.0], [180.0, 61.0], [179.0, 61.0], [179.0, 60.0]]
    other = [[-180.0, 60.0], [-179.0, 60.0], [-179.0, 61.0], [-180.0, 61.0], [-180.0, 60.0]]
    table = pl.DataFrame(
        {
            "region": ["w", "e"],
            "parent": [None, None],
            "geometry": [json.dumps({"type": "Polygon", "coordinates": [it]}) for it in (ring, other)],
        },
        schema_overrides={"parent": pl.String},
    )
    plate = plate_of(table, 640)
    assert shapely.distance(plate.shapes["w"], plate.shapes["e"]) < 0.5
    assert len(plate.panels) == 1


def test_each_border_between_parents_and_each_coast_is_drawn_once() -> None:
    two_by_two = polygons((0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1))
    lines = lines_of(two_by_two, np.array([0, 1, 0, 1]))
    assert shapely.length(lines.borders) == 2
    assert shapely.length(lines.coasts) == 8


def test_one_parent_has_no_borders() -> None:
    lines = lines_of(polygons((0, 0, 1), (1, 0, 1)), np.array([0, 0]))
    assert shapely.is_empty(lines.borders)


@pytest.mark.parametrize("slope", [1, -1])
def test_hatching_stays_inside_and_covers_the_shape(slope: int) -> None:
    shape = shapely.box(10, 10, 110, 60)
    position, lines = hatched(np.array([shape]), 1 if slope == 1 else -1)
    assert set(position) == {0}
    assert shapely.covers(shape.buffer(0.01), lines).all()
    assert shapely.length(lines).sum() == pytest.approx(shape.area / 5 * 2**0.5, rel=0.1)
    ends = shapely.get_coordinates(lines[0])
    rising = (ends[1, 1] - ends[0, 1]) * (ends[1, 0] - ends[0, 0]) < 0
    assert rising == (slope == 1)


def test_a_plate_is_kept_for_the_same_content_only() -> None:
    assert plate_of(TOWNS, 640) is plate_of(TOWNS.clone(), 640)
    assert plate_of(TOWNS, 640) is not plate_of(TOWNS, 641)
    assert plate_of(TOWNS, 640) is not plate_of(TOWNS.head(12), 640)


def test_points_are_placed_in_insets_too_and_nowhere_if_off_the_map() -> None:
    plate = plate_of(TOWNS, 640)
    lon, lat = np.array([10.1, 6.015, 100.0]), np.array([45.1, 45.015, -45.0])
    places = plate.positions(lon, lat)
    assert shapely.contains_xy(plate.shapes["A00"], *places[0])
    assert shapely.contains_xy(plate.shapes["C1"], *places[1])
    assert np.isnan(places[2]).all()


def test_a_section_shows_the_chosen_region_large_with_its_neighbours() -> None:
    whole = plate_of(TOWNS, 640)
    picture = region_map(
        country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"), Overlay(("A00",), zoom=True)
    )
    shown = {row["id"] for row in picture.spec["datasets"]["values"]}
    assert "A00" in shown
    assert "B03" not in shown
    wide = bounds_of(shapely.from_geojson(json.dumps(picture.spec["datasets"]["shapes"][0]["geometry"])))
    assert wide[2] - wide[0] > 1.2 * (whole.shapes["A00"].bounds[2] - whole.shapes["A00"].bounds[0])


def test_a_section_stays_inside_its_frame() -> None:
    picture = region_map(
        country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"), Overlay(("A00",), zoom=True)
    )
    for shape in picture.spec["datasets"]["shapes"]:
        left, _, right, bottom = shapely.from_geojson(json.dumps(shape["geometry"])).bounds
        assert left >= 1
        assert right <= 639
        assert bottom <= picture.height


def test_zoom_without_anything_to_look_at_shows_the_whole() -> None:
    picture = region_map(country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"), Overlay(zoom=True))
    assert len(picture.spec["datasets"]["values"]) == 14


def test_missing_regions_are_hatched_only_if_there_are_any() -> None:
    full = TOWNS.select("region", value=pl.lit(2.0))
    sheet = Sheet("en")
    assert strokes(region_map(country(), full, QUOTIENT, ratio_scale(), sheet).spec, HATCH.light) == 0
    assert strokes(region_map(country(), quotients(), QUOTIENT, ratio_scale(), sheet).spec, HATCH.light) == 1


def test_a_high_ratio_on_few_plants_is_neither_leader_nor_drawn_as_firm() -> None:
    picture = region_map(country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"))
    assert "(58.10)" in picture.description
    assert "(9.00)" not in picture.description
    assert "under 5 plants" in json.dumps(picture.spec)


def test_counts_of_few_plants_are_not_called_weak() -> None:
    values = TOWNS.select("region", value=pl.lit(2.0), establishments=pl.lit(2))
    picture = region_map(country(), values, PLANTS, amount_scale([2.0]), Sheet("en"))
    assert "under 5 plants" not in json.dumps(picture.spec)


def test_not_a_number_counts_as_missing() -> None:
    values = pl.DataFrame({"region": ["A00", "A01"], "value": [float("nan"), 2.0]})
    rows = valued_regions(country(), values, "en")
    assert rows["value"].null_count() == 13


def test_the_level_of_the_values_is_drawn() -> None:
    picture = region_map(
        country(), pl.DataFrame({"region": ["A"], "value": [3]}), PLANTS, amount_scale([3]), Sheet("ja")
    )
    assert picture.table.columns == ["地域", "Establishments"]
    assert picture.table.height == 3


def test_names_come_in_the_readers_language_with_what_they_are_part_of() -> None:
    for language, name in (
        ("zh-Hant", "CountyA縣T00鄉"),
        ("en", "T00 township in CountyA county"),
        ("ja", "CountyA県T00町"),
    ):
        picture = region_map(country(), quotients(), QUOTIENT, ratio_scale(), Sheet(language))
        assert name in picture.description


def test_a_region_without_a_name_in_the_language_keeps_another() -> None:
    unnamed = country().with_columns(name_ja=pl.lit(None, pl.String))
    assert "T00鄉" in region_map(unnamed, quotients(), QUOTIENT, ratio_scale(), Sheet("ja")).description


def test_a_map_without_any_positive_value_says_so() -> None:
    values = TOWNS.select("region", value=pl.lit(0.0))
    picture = region_map(country(), values, QUOTIENT, ratio_scale(), Sheet("en"))
    assert "none stands out. Regions with none: 14; without data: 0." in picture.description
    assert {row["fill"] for row in picture.spec["datasets"]["values"]} == {LAND.light}


def test_values_of_another_geography_are_refused() -> None:
    stray = pl.DataFrame({"region": ["ES51"], "value": [1.0]})
    with pytest.raises(ParameterError, match=r"None of the 1 values belongs .* \(first code: ES51\)"):
        region_map(country(), stray, QUOTIENT, ratio_scale(), Sheet("en"))


def test_regions_without_outlines_are_refused() -> None:
    bare = country().with_columns(geometry=pl.lit(None, pl.String))
    with pytest.raises(ParameterError, match="None of the 14 regions has an outline to draw"):
        region_map(bare, quotients(), QUOTIENT, ratio_scale(), Sheet("en"))


def test_ratio_classes_meet_at_the_average_and_open_upwards() -> None:
    scale = ratio_scale()
    tones = [scale.tone(value) for value in (0.1, 0.5, 1.0, 1.24, 1.25, 8, 1000)]
    assert [BELOW_TO_ABOVE.index(tone) for tone in tones] == [0, 1, 2, 2, 3, 6, 6]
    assert scale.tone(0) is LAND


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60))
def test_amount_classes_rise_and_none_is_empty_of_meaning(values: list[float]) -> None:
    scale = amount_scale(values)
    assert list(scale.breaks) == sorted(set(scale.breaks))
    assert len(scale.tones) == len(scale.breaks) + 1 <= 6
    assert all(min(values) < limit <= max(values) for limit in scale.breaks)
    assert scale.tone(max(values)) is scale.tones[-1]


def test_amounts_of_nothing_have_one_class() -> None:
    assert amount_scale([None, 0.0, float("nan")]).breaks == ()


def test_a_scale_about_zero_has_the_same_limits_on_both_sides_and_more_above() -> None:
    scale = balanced_scale([-1.2, -0.9, -0.2, 0.0, 0.1, 0.4, 1.0, 3.1, None])
    assert scale.breaks == (-1.0, -0.3, 0.3, 1.0, 1.5, 2.0)
    tones = [BELOW_TO_ABOVE.index(scale.tone(value)) for value in (-3, -0.5, 0, 0.3, 1, 1.6, 9)]
    assert tones == [0, 1, 2, 3, 4, 5, 6]
    assert balanced_scale([-2.0, 1.0]).breaks == (-2.0, -0.7, 0.7, 2.0)
    assert balanced_scale([0.0, None]).tones == (BELOW_TO_ABOVE[2],)


def test_on_a_scale_about_zero_a_zero_is_a_value_and_both_ends_are_named() -> None:
    values = TOWNS.select("region", value=pl.int_range(pl.len()) - 2.0)
    picture = region_map(country(), values, PLANTS, balanced_scale(values["value"]), Sheet("en"))
    assert "the lowest those of" in picture.description
    assert "(-2)" in picture.description
    assert "none" not in texts(picture)


@pytest.mark.parametrize(
    ("value", "percent", "text"), [(1.25, False, "1.25"), (2000, False, "2,000"), (0.125, True, "12.5%")]
)
def test_limits_have_no_more_decimals_than_they_need(value: float, percent: bool, text: str) -> None:
    assert Quantity("t", "n", percent=percent).written_break(value, "en") == text


def test_circles_of_clusters_have_areas_in_proportion_and_lead_to_their_pages() -> None:
    picture = cluster_map(country(), clusters(), members(), "Clusters", Sheet("en", links="/c/{code}/"))
    circles = next(layer for layer in picture.spec["layer"] if "size" in layer.get("encoding", {}))["data"][
        "values"
    ]
    assert circles[0]["size"] / circles[1]["size"] == pytest.approx(4, rel=0.02)
    assert [circle["url"] for circle in circles] == ["/c/k1/", "/c/k2/"]
    assert picture.row_links == ("/c/k1/", "/c/k2/")


def test_a_map_of_clusters_without_clusters_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Clusters” has no cluster to draw"):
        cluster_map(country(), clusters().clear(), members(), "Clusters", Sheet("en"))


def test_the_map_of_one_cluster_lists_its_regions_only() -> None:
    picture = cluster_regions_map(country(), members(), "k1", "Hosiery", Sheet("en", links="/r/{code}/"))
    assert picture.table["Establishments of the cluster"].to_list() == [200, 40]
    assert picture.row_links == ("/r/A00/", "/r/A01/")
    assert "Map of its 2 regions" in picture.description


def test_the_map_of_an_unknown_cluster_is_refused() -> None:
    with pytest.raises(ParameterError, match="Cluster k9 has no member region to draw"):
        cluster_regions_map(country(), members(), "k9", "Hosiery", Sheet("en"))


def test_an_outline_of_touching_regions_is_one() -> None:
    first = {**json.loads(TOWNS["geometry"][0])}
    assert first["coordinates"][0] == square(0, 0)
    picture = region_map(
        country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"), Overlay(("A00", "A01"))
    )
    rings = [
        feature
        for layer in picture.spec["layer"]
        for feature in layer["data"].get("values", [])
        if isinstance(feature, dict) and feature.get("geometry", {}).get("type") == "Polygon"
    ]
    assert len(rings) == 2


def test_points_lead_to_their_pages_if_they_have_any() -> None:
    points = pl.DataFrame(
        {
            "name": ["Park", "Off the map"],
            "lon": [10.3, 100.0],
            "lat": [45.3, 0.0],
            "url": ["/zones/1/", "/z/"],
        }
    )
    for table, linked in ((points, True), (points.drop("url"), False)):
        picture = region_map(
            country(), quotients(), QUOTIENT, ratio_scale(), Sheet("en"), Overlay(points=table)
        )
        svg = as_svg(picture)
        assert ('<a href="/zones/1/"' in svg) == linked
        assert "<title>Park</title>" in svg
        assert "Off the map" not in svg


def moved(blocks: int) -> pl.Expr:
    """The outlines of the country, so many blocks further north."""
    shift = 0.6 * blocks

    def north(text: str) -> str:
        shape = shapely.transform(shapely.from_geojson(text), lambda points: np.add(points, (0, shift)))
        return shapely.to_geojson(shape)

    return pl.col("geometry").map_elements(north, return_dtype=pl.String)


def test_a_section_of_a_large_country_says_where_it_lies_without_covering_it() -> None:
    block = TOWNS.head(12)
    further = (block.with_columns(pl.col("region") + str(at), moved(at)) for at in range(1, 6))
    long = pl.concat([block, *further])
    values = long.select("region", value=pl.lit(2.0))
    picture = region_map(long, values, QUOTIENT, ratio_scale(), Sheet("en"), Overlay(("A00",), zoom=True))
    rectangles = [
        layer["data"]["values"] for layer in picture.spec["layer"] if layer["mark"]["type"] == "rect"
    ]
    frame = rectangles[-1][0]
    chosen = next(shape for shape in picture.spec["datasets"]["shapes"] if shape["id"] == "A00")
    box = shapely.box(frame["x"], frame["y"], frame["x2"], frame["y2"])
    assert not shapely.intersects(box, shapely.from_geojson(json.dumps(chosen["geometry"])))
    assert box.bounds[0] >= 1
    assert box.bounds[3] <= picture.height
