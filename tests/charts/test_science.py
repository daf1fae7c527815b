"""Pictures of cluster science: what is drawn and said is what the numbers say, and what is missing is said too."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei.charts import (
    Overlay,
    Sheet,
    as_svg,
    autocorrelation_map,
    calibration_plot,
    evidence_dots,
    growth_decomposition,
    hot_spot_map,
    industry_space,
    k_density_plot,
    life_cycle_timeline,
    opportunity_chart,
    region_comparison,
    type_scores,
)
from renkei.charts.keys import Key, KeyBlock
from renkei.charts.network_layout import nearest_ties, network_layout, untangled
from renkei.charts.palette import ACCENT, ACCENT_SOFT, BELOW_TO_ABOVE, GROUND, GROUPS, HATCH, INK, QUIET
from renkei.charts.text import Label, label_box, sentences
from renkei.errors import ParameterError
from renkei.language import LANGUAGES, LanguageCode
from tests.charts.country import country
from tests.charts.science import (
    COMPLEXITY,
    DENSITY,
    GROWTH,
    NEARNESS,
    OPENINGS,
    bins,
    compared,
    densities,
    edges,
    evidence,
    growth,
    hot_spots,
    innovation,
    life,
    nodes,
    opportunities,
    quadrants,
    references,
    science_pictures,
    scores,
)

if TYPE_CHECKING:
    from renkei.charts import Picture

EN = Sheet("en")
LONG = "其他未分類之金屬製品及精密機械設備零組件製造業"
KINDS = tuple(science_pictures(EN))


def rows(picture: Picture, field: str) -> list[dict[str, Any]]:
    """All rows that have `field`, of all layers."""
    layers = (layer["data"].get("values", []) for layer in picture.spec["layer"])
    return [row for values in layers for row in values if field in row]


def texts(picture: Picture) -> list[str]:
    return [row["text"] for row in rows(picture, "text")]


def strokes(picture: Picture, colour: str) -> int:
    return json.dumps(picture.spec["layer"]).count(f'"stroke": "{colour}"')


def written_boxes(picture: Picture) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Each text of a picture once (a halo repeats it), with about the room that it takes."""
    found = {}
    for layer in picture.spec["layer"]:
        if layer.get("mark", {}).get("type") == "text":
            size = layer["mark"]["fontSize"]
            for row in layer["data"]["values"]:
                label = Label(row["x"], row["y"], row["text"], row["align"])
                found[label] = label_box(label, size * 0.92)
    return [(label.text, box) for label, box in found.items() if label.text]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "width"), [("en", 640), ("zh-Hant", 360), ("ja", 1100), ("ja", 320)])
def test_long_names_neither_overlap_nor_leave_the_sheet(
    kind: str, language: LanguageCode, width: int
) -> None:
    picture = science_pictures(Sheet(language, width), LONG)[kind]
    boxes = written_boxes(picture)
    assert boxes
    for text, (left, _, right, bottom) in boxes:
        assert left >= -1, text
        assert right <= width + 1, text
        assert bottom <= picture.height + 1, text
    for (one, a), (other, b) in combinations(boxes, 2):
        apart = a[0] >= b[2] - 1 or b[0] >= a[2] - 1 or a[1] >= b[3] - 1 or b[1] >= a[3] - 1
        assert apart, (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_in_every_language(kind: str) -> None:
    for language in LANGUAGES:
        svg = as_svg(science_pictures(Sheet(language, 360))[kind])
        assert svg.count("<path") + svg.count("<line") > 5
        assert "NaN" not in svg
        assert "undefined" not in svg


# --- the industry space -----------------------------------------------------------------------------------


def test_what_a_region_has_is_filled_and_the_rest_are_rings() -> None:
    dots = {row["label"]: row for row in rows(industry_space(nodes(), edges(), "Space", EN), "label")}
    ring = dots["Industry 004 (establishments: 50; complexity: -0.33)"]
    assert dots["Industry 000 (establishments: 10; complexity: -0.50)"]["fill"] == QUIET.light
    assert dots["Industry 003 (establishments: 40)"]["fill"] == GROUPS[0].light
    assert (ring["fill"], ring["stroke"]) == (GROUND.light, GROUPS[0].light)


def test_without_a_region_all_are_filled_and_nothing_is_said_of_specialisation() -> None:
    picture = industry_space(nodes(present=None), edges(), "Space", EN)
    assert {row["stroke"] for row in rows(picture, "label")} == {GROUND.light}
    assert "specialised" not in texts(picture)
    assert "Specialised" not in picture.table.columns
    assert "the closest are Industry 000 and Industry 001 (0.90)" in picture.description


def test_a_specialisation_that_is_not_known_is_grey_and_has_a_key() -> None:
    half = nodes().with_columns(present=pl.when(pl.col("industry") != "004").then("present"))
    picture = industry_space(half, edges(), "Space", EN)
    dot = next(row for row in rows(picture, "label") if row["label"].startswith("Industry 004"))
    assert (dot["fill"], dot["stroke"]) == (GROUND.light, HATCH.light)
    assert "no data" in texts(picture)


def test_groups_keep_their_colours_in_every_language_and_the_smallest_are_grey() -> None:
    renamed = nodes().with_columns(
        group_name=pl.col("group_name").str.replace_many(
            [f"Group {at}" for at in range(8)], list("八七六五四三二一")
        )
    )
    colours = [
        [row["fill"] for row in rows(industry_space(table, edges(), "Space", EN), "label")]
        for table in (nodes(present=None), renamed.with_columns(present=pl.lit(None)))
    ]
    assert colours[0] == colours[1]
    assert set(colours[0]) == {*(tone.light for tone in GROUPS), QUIET.light}


def test_an_industry_without_a_tie_is_in_the_table_and_in_the_words() -> None:
    picture = industry_space(nodes(), edges(), "Space", EN)
    assert picture.table.height == 24
    assert "Network of 23 industries" in picture.description
    assert "Industries without a tie, in the table only: 1." in picture.description
    assert picture.table.filter(pl.col("Industry") == "Industry 023")["Closest industry"].to_list() == [None]


def test_a_space_without_ties_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Space” has no tie between its industries to draw"):
        industry_space(nodes(), edges().clear(), "Space", EN)


def test_a_thousand_industries_are_laid_out_the_same_every_time_without_touching() -> None:
    rng = np.random.default_rng(4)
    radii = rng.uniform(2, 6, 400).tolist()
    points = rng.uniform(0, 600, (400, 2))
    corner = np.array([800.0, 600.0])
    once, again = untangled(points, radii, corner), untangled(points, radii, corner)
    assert np.array_equal(once, again)
    gap = np.linalg.norm(once[:, None] - once[None], axis=2) - np.add.outer(radii, radii)
    assert gap[~np.eye(400, dtype=bool)].min() > 0
    assert once.min() > 0
    assert (once < corner).all()


def test_dots_in_one_place_are_drawn_apart() -> None:
    apart = untangled(np.full((5, 2), 50.0), [4.0] * 5, np.array([100.0, 100.0]))
    gap = np.linalg.norm(apart[:, None] - apart[None], axis=2)
    assert gap[~np.eye(5, dtype=bool)].min() > 8


def test_every_node_keeps_its_strongest_ties() -> None:
    ties = np.zeros((5, 5))
    for one, other, strength in (
        (0, 1, 0.9),
        (1, 2, 0.8),
        (0, 2, 0.7),
        (2, 3, 0.2),
        (1, 3, 0.1),
        (3, 4, 0.3),
    ):
        ties[one, other] = ties[other, one] = strength
    kept = nearest_ties(ties, 1)
    assert np.array_equal(kept, kept.T)
    assert kept[2, 3] == 0.2
    assert kept[1, 3] == kept[0, 2] == 0


def test_a_large_layout_takes_fewer_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = np.zeros((30, 30))
    for at in range(29):
        ties[at, at + 1] = ties[at + 1, at] = 1
    whole = network_layout(ties)
    monkeypatch.setattr("renkei.charts.network_layout.WORK", 30)
    assert not np.array_equal(whole, network_layout(ties))


# --- K-density --------------------------------------------------------------------------------------------


def test_the_words_say_where_the_industry_is_localised() -> None:
    picture = k_density_plot(densities(), DENSITY, EN)
    assert "localised at 0–15 km, where the line is above the global band" in picture.description
    assert "fewer pairs than by chance at 25–60 km" in picture.description


def test_the_shade_begins_and_ends_where_the_line_crosses_the_band() -> None:
    picture = k_density_plot(densities(), DENSITY, EN)
    areas = [layer for layer in picture.spec["layer"] if layer["mark"]["type"] == "area"]
    shade = areas[1]["data"]["values"]
    assert areas[1]["mark"]["fill"] == ACCENT.light
    assert shade[-1]["y"] == shade[-1]["y2"]
    assert shade[0]["y"] < shade[0]["y2"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (densities(0.0), "neither localised nor dispersed"),
        (densities(-0.02), "localised at 25–60 km"),
        (
            densities().filter(pl.col("distance") > 20),
            "dispersed, with fewer pairs than by chance at 25–60 km",
        ),
        (densities().filter(pl.col("distance") < 12), "localised at 0–10 km, where the line is above"),
        (densities().with_columns(global_low=None, global_high=None), "no global band is known"),
    ],
)
def test_each_finding_has_its_sentence(table: pl.DataFrame, said: str) -> None:
    assert said in k_density_plot(table, DENSITY, EN).description


def test_a_missing_density_leaves_a_gap_and_is_said() -> None:
    gap = densities().with_columns(
        k_density=pl.when(pl.col("distance").is_between(29, 35)).then(None).otherwise("k_density")
    )
    picture = k_density_plot(gap, DENSITY, EN)
    assert "No density is known at 3 distances." in picture.description
    assert {row["part"] for row in rows(picture, "part")} >= {0, 1}
    assert picture.table.height == 31


def test_a_density_without_values_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Distances in hosiery” has no value to draw"):
        k_density_plot(densities().with_columns(k_density=float("nan")), DENSITY, EN)


# --- opportunities ----------------------------------------------------------------------------------------


def best(picture: Picture) -> list[str]:
    return picture.table.filter(pl.col("Chance") == "yes")["Industry"].to_list()


def test_chances_are_near_complex_and_not_there_yet_ordered_by_gain() -> None:
    picture = opportunity_chart(opportunities(), (NEARNESS, COMPLEXITY), EN)
    assert best(picture) == ["Industry 32", "Industry 23"]
    assert "of 2 chances, near and complex, the best are Industry 32 and Industry 23" in picture.description


def test_without_gain_chances_are_ordered_by_their_distance_from_the_lines() -> None:
    far = opportunities().with_columns(
        complexity_gain=None,
        complexity=pl.when(pl.col("industry") == "23").then(9.0).otherwise("complexity"),
    )
    assert best(opportunity_chart(far, (NEARNESS, COMPLEXITY), EN)) == ["Industry 23", "Industry 32"]


def test_with_a_distance_small_values_are_near() -> None:
    picture = opportunity_chart(opportunities(), (NEARNESS, COMPLEXITY), EN, near="low")
    assert best(picture) == ["Industry 13", "Industry 12", "Industry 03", "Industry 02"]
    words = [row for row in rows(picture, "text") if row["text"] == "Near and complex: chance"]
    assert {row["align"] for row in words} == {"left"}


def test_the_dividing_lines_can_be_given() -> None:
    picture = opportunity_chart(opportunities(), (NEARNESS, COMPLEXITY), EN, lines=(0.17, 0.9))
    assert best(picture) == ["Industry 23"]


def test_an_industry_of_which_it_is_not_known_is_no_chance_and_said() -> None:
    unsure = opportunities().with_columns(present=pl.when(pl.col("industry") != "32").then("present"))
    picture = opportunity_chart(unsure, (NEARNESS, COMPLEXITY), EN)
    assert best(picture) == ["Industry 23"]
    assert "not known whether the region has them: 1." in picture.description
    assert "not known whether specialised" in texts(picture)


def test_an_industry_without_complexity_is_in_the_table_only() -> None:
    partial = opportunities().with_columns(complexity=pl.when(pl.col("industry") != "32").then("complexity"))
    picture = opportunity_chart(partial, (NEARNESS, COMPLEXITY), EN)
    assert "Industries without one of the two numbers: 1." in picture.description
    assert picture.table.height == 16
    assert len(rows(picture, "label")) == 15


def test_a_region_that_has_all_has_no_chance() -> None:
    full = opportunities().with_columns(present=pl.lit(True))
    assert "none is a chance" in opportunity_chart(full, (NEARNESS, COMPLEXITY), EN).description


def test_opportunities_without_values_are_refused() -> None:
    empty = opportunities().with_columns(complexity=None)
    with pytest.raises(ParameterError, match="“Chances of the county” has no value to draw"):
        opportunity_chart(empty, (NEARNESS, COMPLEXITY), EN)


# --- types and evidence -----------------------------------------------------------------------------------


def test_a_type_without_score_is_hatched_all_over_and_cannot_be_told() -> None:
    picture = type_scores(scores(), "Type", EN)
    assert "cannot tell (evidence known: 10%)" in texts(picture)
    assert "cannot be told from Satellite platform" in picture.description
    assert picture.table["Score"].to_list() == [0.72, 0.31, None, 0.12]


def test_a_type_whose_range_is_above_all_others_is_stated() -> None:
    sure = scores().filter(pl.col("score").is_not_null())
    assert "most like Marshallian (0.72), whatever the evidence" in type_scores(sure, "Type", EN).description


def test_where_no_range_is_known_the_words_do_not_promise_one() -> None:
    bare = scores().drop_nulls("score").with_columns(low=None, high=None)
    assert "it is not known how much the rest of the evidence" in type_scores(bare, "Type", EN).description


def test_without_any_score_nothing_is_claimed() -> None:
    none = scores().with_columns(score=None, low=None, high=None)
    picture = type_scores(none, "Type", EN)
    assert (
        picture.description == "Type. It cannot be told which type the cluster is: the evidence is missing."
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (innovation(0.7, 0.6, 0.8), "innovative rather than low-cost"),
        (innovation(0.2, 0.1, 0.4), "low-cost rather than innovative"),
        (innovation(0.6, 0.4, 0.8), "cannot be told whether it is innovative or low-cost"),
        (innovation(None), "cannot be told whether it is innovative or low-cost"),
    ],
)
def test_innovative_or_low_cost_is_said_only_if_the_whole_range_agrees(row: pl.DataFrame, said: str) -> None:
    picture = type_scores(scores(), "Type", EN, innovation=row)
    assert said in picture.description
    assert picture.table.height == 5


def test_scores_from_minus_one_have_bars_both_ways_from_zero() -> None:
    signed = scores().with_columns(score=pl.Series([0.5, -0.5, 0.0, -1.0]))
    bars = rows(type_scores(signed, "Type", EN, least=-1), "tip")
    assert bars[0]["x"] == bars[1]["x2"]
    assert bars[0]["x2"] - bars[0]["x"] == pytest.approx(bars[1]["x2"] - bars[1]["x"], abs=0.2)


def test_no_types_are_refused() -> None:
    with pytest.raises(ParameterError, match="“Type” has no value to draw"):
        type_scores(scores().clear(), "Type", EN)


def test_evidence_for_is_filled_against_a_ring_and_unknown_hatched() -> None:
    picture = evidence_dots(evidence(), scores().select("type", "name"), "Evidence", EN)
    dots = {row["label"]: row for row in rows(picture, "label")}
    assert dots["Jobs in large plants 0, Marshallian: 0.80"]["fill"] == ACCENT.light
    assert dots["Jobs in large plants 0, Hub and spoke: -0.50"]["fill"] == GROUND.light
    assert dots["Jobs in large plants 0, State-anchored: 0.00"]["fill"] == QUIET.light
    assert len(dots) == 5
    assert strokes(picture, HATCH.light) == 2
    assert (
        "3 items of evidence, 2 of them known; together they speak most for Marshallian."
        in picture.description
    )
    assert picture.table["Value"].to_list() == ["12 %", "0.4", "not known"]


def test_evidence_of_which_nothing_is_known_speaks_for_no_type() -> None:
    unknown = evidence().with_columns(known=pl.lit(False))
    picture = evidence_dots(unknown, scores().select("type", "name"), "Evidence", EN)
    assert "0 of them known; they speak for no type." in picture.description


def test_no_evidence_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Evidence” has no value to draw"):
        evidence_dots(evidence().clear(), scores().select("type", "name"), "Evidence", EN)


# --- regions side by side ---------------------------------------------------------------------------------


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


# --- growth, calibration, life cycle ----------------------------------------------------------------------


def test_parts_point_right_or_left_and_add_up_to_the_diamond() -> None:
    bars = rows(growth_decomposition(growth(), GROWTH, EN), "fill")
    north = [row for row in bars if row.get("label", "").startswith("North")]
    zero = next(row["x"] for row in north if row["fill"] == QUIET.light)
    mix = next(row for row in north if row["fill"] == GROUPS[2].light)
    own = next(row for row in north if row["fill"] == ACCENT.light)
    assert mix["x2"] == zero
    assert own["x"] > zero
    assert north[0]["label"] == "North: 15.0% (nation 10.0%, mix -2.0%, region 7.0%)"


def test_a_region_without_its_parts_is_hatched_and_last() -> None:
    picture = growth_decomposition(growth(), GROWTH, EN)
    assert picture.table["Region"].to_list() == ["North", "East", "South"]
    assert "Regions without data: 1." in picture.description
    assert strokes(picture, HATCH.light) == 1


def test_of_many_regions_those_that_grew_most_and_least_are_drawn() -> None:
    many = pl.concat(
        [growth().head(1).with_columns(region=pl.lit(f"R{at}"), growth=at / 100.0) for at in range(9)]
    )
    picture = growth_decomposition(many, GROWTH, EN, most=4)
    assert "Drawn are the 4 that grew most and least" in picture.description
    assert picture.table.height == 9
    assert {"8.0%", "7.0%", "1.0%", "0.0%"} <= set(texts(picture))
    assert "4.0%" not in texts(picture)


def test_growth_without_parts_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Where growth comes from” has no value to draw"):
        growth_decomposition(growth().tail(1), GROWTH, EN)


def test_both_axes_of_a_calibration_have_one_scale() -> None:
    picture = calibration_plot(bins(), "Forecast", EN)
    ends = next(layer for layer in picture.spec["layer"] if layer["mark"].get("strokeDash"))["data"]["values"]
    dots = {row["label"]: row for row in rows(picture, "label")}
    dot = dots["forecast 10.0%: observed 20.0% of 300 pairs"]
    across = (dot["x"] - ends[0]["x"]) / (ends[1]["x"] - ends[0]["x"])
    upward = (dot["y"] - ends[0]["y"]) / (ends[1]["y"] - ends[0]["y"])
    assert upward == pytest.approx(2 * across, rel=0.02)


def test_the_words_say_how_far_off_forecasts_were_and_which_way() -> None:
    said = calibration_plot(bins(), "Forecast", EN).description
    assert "Forecasts of 1,000 pairs in 3 bins: on average 4.0 percentage points" in said
    assert "clearly too high for 100 pairs, clearly too low for 300." in said
    assert "Bins without an observation: 1." in said


def test_intervals_are_drawn_only_where_they_are_known() -> None:
    bare = bins().with_columns(low=None, high=None)
    assert "interval" not in texts(calibration_plot(bare, "Forecast", EN))


def test_a_calibration_without_observations_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Forecast” has no value to draw"):
        calibration_plot(bins().with_columns(observed=None), "Forecast", EN)


def test_stages_are_stretches_and_unknown_years_are_said() -> None:
    picture = life_cycle_timeline(life(), OPENINGS, EN)
    ribbon = [row["label"] for row in rows(picture, "fill") if "label" in row]
    assert "1991–1992: forming" in ribbon
    assert "1990: not known" in ribbon
    assert "Stages in their order: forming (1991–1992), growing (1993–1994)" in picture.description
    assert "Years whose stage cannot be told: 2." in picture.description
    assert "Years without a number: 1." in picture.description


def test_a_year_without_a_row_is_not_drawn_as_zero() -> None:
    picture = life_cycle_timeline(life(), OPENINGS, EN)
    columns = [row["label"] for row in rows(picture, "label") if "; stage" in row["label"]]
    assert not [label for label in columns if label.startswith("1997")]
    assert picture.table.filter(pl.col("Year") == "1997")["Plants opened"].to_list() == [None]


def test_another_activity_can_be_shown() -> None:
    renamed = life().rename({"openings": "jobs"})
    assert life_cycle_timeline(renamed, OPENINGS, EN, value="jobs").table["Plants opened"][1] == 2


def test_unknown_stages_and_missing_numbers_are_refused() -> None:
    with pytest.raises(ParameterError, match="has the unknown stage asleep; known are forming, growing"):
        life_cycle_timeline(life().with_columns(stage=pl.lit("asleep")), OPENINGS, EN)
    with pytest.raises(ParameterError, match="“Life of the cluster” has no value to draw"):
        life_cycle_timeline(life().with_columns(openings=None), OPENINGS, EN)


def test_a_stage_called_unknown_counts_as_not_told() -> None:
    said = life_cycle_timeline(life().with_columns(stage=pl.lit("unknown")), OPENINGS, EN).description
    assert "Years whose stage cannot be told: 9." in said


# --- maps -------------------------------------------------------------------------------------------------


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


# --- keys and sentences -----------------------------------------------------------------------------------


def test_keys_break_into_lines_and_stay_on_the_sheet() -> None:
    keys = [Key("box", INK.light, "a meaning of some length") for _ in range(6)]
    block = KeyBlock(keys, Sheet("en", 320), 10)
    assert [y for _, y, _, _ in block.places] == [19, 37, 55, 73, 91, 109]
    assert block.bottom == 118
    assert KeyBlock([], Sheet("en", 320), 10).layers() == []


def test_sentences_are_set_as_the_language_does() -> None:
    assert sentences(["One.", "", "Two."], "en") == "One. Two."
    assert sentences(["一。", "二。"], "ja") == "一。二。"
