"""K-density, opportunities, growth, calibration and life cycle: what is drawn and said is what the numbers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from renkei.charts import (
    Sheet,
    calibration_plot,
    growth_decomposition,
    k_density_plot,
    life_cycle_timeline,
    opportunity_chart,
)
from renkei.charts.palette import ACCENT, GROUPS, HATCH, QUIET
from renkei.errors import ParameterError
from tests.charts.reading import rows, strokes, texts
from tests.charts.science import (
    COMPLEXITY,
    DENSITY,
    GROWTH,
    NEARNESS,
    OPENINGS,
    bins,
    densities,
    growth,
    life,
    opportunities,
)

if TYPE_CHECKING:
    from renkei.charts import Picture

EN = Sheet("en")


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


def best(picture: Picture) -> list[str]:
    return picture.table.filter(pl.col("Chance") == "yes")["Industry"].to_list()


def test_chances_are_near_complex_and_not_there_yet_those_farthest_beyond_the_lines_first() -> None:
    picture = opportunity_chart(opportunities(), (NEARNESS, COMPLEXITY), EN)
    assert best(picture) == ["Industry 23", "Industry 32"]
    assert "of 2 chances, near and complex, the best are Industry 23 and Industry 32" in picture.description
    near = pl.when(pl.col("industry") == "32").then(0.9).otherwise("relatedness_density")
    nearer = opportunities().with_columns(relatedness_density=near)
    assert best(opportunity_chart(nearer, (NEARNESS, COMPLEXITY), EN)) == ["Industry 32", "Industry 23"]


def test_what_an_industry_opens_further_changes_no_order() -> None:
    gainful = opportunities().with_columns(complexity_gain=-pl.col("complexity_gain"))
    assert best(opportunity_chart(gainful, (NEARNESS, COMPLEXITY), EN)) == ["Industry 23", "Industry 32"]


def test_with_a_distance_small_values_are_near() -> None:
    picture = opportunity_chart(opportunities(), (NEARNESS, COMPLEXITY), EN, near="low")
    assert best(picture) == ["Industry 03", "Industry 02", "Industry 13", "Industry 12"]
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
