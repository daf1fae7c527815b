"""Bars, openings, dots, layouts and histograms: what is drawn is what the numbers say."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
import pytest

from renkei.charts import (
    Picture,
    Quantity,
    Sheet,
    concentration_dots,
    openings_line,
    ranking_bars,
    scatter,
    small_histogram,
)
from renkei.charts.axes import axis_for
from renkei.charts.network_layout import network_layout
from renkei.charts.palette import ACCENT, BELOW_TO_ABOVE
from renkei.errors import ParameterError
from tests.charts.country import PLANTS, QUOTIENT, openings, points, ranked

PAIR = (Quantity("Concentration", "Index", digits=3), Quantity("", "Gini"))


def rows(picture: Picture, field: str) -> list[dict[str, Any]]:
    """The rows of the first layer whose rows have `field`."""
    layers = (layer["data"].get("values", []) for layer in picture.spec["layer"])
    return next(values for values in layers if values and field in values[0])


def test_bars_are_ranked_and_leave_out_missing_values() -> None:
    picture = ranking_bars(ranked(), PLANTS, Sheet("en"))
    assert picture.table["Name"].to_list() == ["Hosiery & socks", "Weaving", "Machines"]
    lengths = [row["x2"] - row["x"] for row in rows(picture, "fill")]
    assert lengths[0] / lengths[1] == pytest.approx(58.13 / 7, rel=0.01)


def test_bars_of_ratios_begin_at_the_reference_and_are_logarithmic() -> None:
    bars = rows(ranking_bars(ranked(), QUOTIENT, Sheet("en"), reference=1.0), "fill")
    lengths = [row["x2"] - row["x"] for row in bars]
    assert lengths[0] / lengths[1] == pytest.approx(np.log(58.13) / np.log(7), rel=0.01)
    assert [row["fill"] for row in bars] == [ACCENT.light, ACCENT.light, BELOW_TO_ABOVE[0].light]
    assert bars[2]["x2"] == bars[0]["x"]


def test_a_ratio_of_zero_is_drawn_at_the_low_end() -> None:
    zero = pl.DataFrame({"code": ["a", "b"], "name": ["a", "b"], "value": [4.0, 0.0]})
    bars = rows(ranking_bars(zero, QUOTIENT, Sheet("en"), reference=1.0), "fill")
    assert bars[1]["x"] < bars[1]["x2"] == bars[0]["x"]


def test_only_the_asked_number_of_bars_is_drawn_but_the_table_has_all() -> None:
    picture = ranking_bars(ranked(), PLANTS, Sheet("en"), most=2)
    assert len(rows(picture, "fill")) == 2
    assert picture.table.height == 3


def test_on_a_phone_names_stand_above_their_bars() -> None:
    wide, narrow = (ranking_bars(ranked(), PLANTS, Sheet("en", width)) for width in (640, 320))
    assert rows(narrow, "fill")[0]["x"] == 8 < rows(wide, "fill")[0]["x"]


def test_bars_without_values_are_refused() -> None:
    with pytest.raises(ParameterError, match="“Plants” has no value to draw"):
        ranking_bars(ranked().with_columns(value=pl.lit(None, pl.Float64)), PLANTS, Sheet("en"))


def test_the_national_course_has_the_same_total_as_the_place() -> None:
    table = openings_line(openings(6), PLANTS, Sheet("en"), national=openings(400)).table
    assert table["In step with the nation"].sum() == pytest.approx(table["Establishments"].sum(), abs=1)


def test_the_course_is_the_national_number_times_the_share_of_the_place() -> None:
    local = pl.DataFrame({"year": [2014, 2015, 2016], "openings": [10, 20, 30]})
    nation = pl.DataFrame({"year": [2013, 2014, 2015, 2016], "openings": [999, 100, 100, 400]})
    table = openings_line(local, PLANTS, Sheet("en"), national=nation).table
    assert table["In step with the nation"].to_list() == [10.0, 10.0, 40.0]


def test_few_openings_are_added_up_by_five_years_that_end_with_the_last() -> None:
    local = pl.DataFrame({"year": [2004, 2011, 2016], "openings": [1, 2, 3]})
    table = openings_line(local, PLANTS, Sheet("en")).table
    assert table["Year"].to_list() == ["2004–06", "2007–11", "2012–16"]
    assert table["Establishments"].to_list() == [1, 2, 3]


def test_a_year_without_a_row_is_zero() -> None:
    local = pl.DataFrame({"year": [2014, 2016], "openings": [30, 20]})
    assert openings_line(local, PLANTS, Sheet("en")).table["Establishments"].to_list() == [30, 0, 20]


def test_the_place_that_stops_before_the_nation_shows_its_quiet_years() -> None:
    local = pl.DataFrame({"year": [2000, 2001], "openings": [50, 40]})
    table = openings_line(local, PLANTS, Sheet("en"), national=openings(400)).table
    assert table["Year"].to_list()[-1] == "2016"
    assert table["Establishments"].to_list()[-1] == 0


def test_openings_without_openings_are_refused() -> None:
    with pytest.raises(ParameterError, match="“Plants” has no opening to draw"):
        openings_line(openings(6).with_columns(openings=pl.lit(0)), PLANTS, Sheet("en"))


def test_dots_far_out_are_named_first_and_missing_ones_stay_in_the_table() -> None:
    picture = scatter(points(), PLANTS, QUOTIENT, Sheet("en"), reference=1.0)
    assert "furthest out are Hosiery (171, 58.10)" in picture.description
    assert picture.table.height == 4
    assert len(rows(picture, "label")) == 3


def test_an_axis_is_logarithmic_only_for_a_wide_positive_spread() -> None:
    assert axis_for([1, 100], 0, 100).logarithmic
    assert not axis_for([1, 20], 0, 100).logarithmic
    assert not axis_for([0, 100], 0, 100).logarithmic
    assert axis_for([2, 8], 0, 100).at(0) == 0
    assert axis_for([2, 8], 0, 100, base=None).at(2) > 0


@pytest.mark.parametrize("values", [[5.0], [0.0], [3.0, 3.0], [-2.0, 4.0], [1e-6, 1e6]])
def test_an_axis_holds_any_values(values: list[float]) -> None:
    axis = axis_for(values, 10, 110)
    assert all(10 <= axis.at(value) <= 110 for value in values)
    assert all(9.9 <= axis.at(tick) <= 110.1 for tick in axis.ticks)


def test_a_scatter_without_pairs_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Specialisation in hosiery” has no value to draw"):
        scatter(points().with_columns(x=pl.lit(None, pl.Float64)), PLANTS, QUOTIENT, Sheet("en"))


def test_two_indices_are_ordered_by_the_first_and_a_missing_second_leaves_a_gap() -> None:
    table = points().select("code", "name", first="y", second="x")
    picture = concentration_dots(table, PAIR, Sheet("en"))
    assert picture.table["Index"].to_list() == [58.1, 7.0, 1.0, 0.5]
    layers = [layer for layer in picture.spec["layer"] if layer["mark"]["type"] == "circle"]
    assert [len(layer["data"]["values"]) for layer in layers] == [4, 3]


def test_indices_without_values_are_refused() -> None:
    empty = pl.DataFrame(
        schema={"code": pl.String, "name": pl.String, "first": pl.Float64, "second": pl.Float64}
    )
    with pytest.raises(ParameterError, match="“Concentration” has no value to draw"):
        concentration_dots(empty, PAIR, Sheet("en"))


def test_the_layout_puts_neighbours_nearer_than_strangers() -> None:
    ties = np.zeros((12, 12))
    for at in range(11):
        ties[at, at + 1] = ties[at + 1, at] = 1
    places = network_layout(ties)
    gap = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    assert gap[0, 1] < gap[0, 4]
    assert gap[0, 1] < gap[0, 11]
    assert places.min() >= 0
    assert places.max() <= 1


@pytest.mark.parametrize("count", [1, 2, 3])
def test_tiny_networks_have_a_layout(count: int) -> None:
    places = network_layout(np.ones((count, count)) - np.eye(count))
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_the_histogram_counts_every_value_once() -> None:
    values = [*np.linspace(1, 9, 50), None, float("nan")]
    picture = small_histogram(values, PLANTS, Sheet("en", 320), marked=5)
    assert picture.table["Count"].sum() == 50
    assert "above 50% of them" in picture.description


def test_zeros_that_a_logarithmic_scale_cannot_show_are_in_the_table() -> None:
    picture = small_histogram([0, 0, 0.1, 1, 10, 100], PLANTS, Sheet("en", 320))
    assert picture.table.row(0) == ("0", 2)
    assert picture.table["Count"].sum() == 6
    assert len(picture.row_links) == picture.table.height


def test_equal_values_make_one_column() -> None:
    assert small_histogram([3, 3, 3], PLANTS, Sheet("en", 320)).table["Count"].to_list() == [3]


def test_a_histogram_of_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="“Plants” has no value to draw"):
        small_histogram([None], PLANTS, Sheet("en", 320))


def test_long_names_are_shortened_to_their_room() -> None:
    long = ranked().with_columns(name=pl.lit("A very long name of an industry that nobody could fit " * 3))
    names = [row["text"] for row in rows(ranking_bars(long, PLANTS, Sheet("en")), "text")]
    text = json.dumps(ranking_bars(long, PLANTS, Sheet("en")).spec, ensure_ascii=False)
    assert names
    assert "…" in text
