"""Sheets: what rules can speak about, from small tables whose numbers can be checked by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from renkei.charts import Quantity, Sheet, opportunity_chart
from renkei.diagnosis import (
    chances,
    cluster_sheet,
    findings,
    industry_sheet,
    prospects,
    region_sheet,
    shipped_rules,
    with_lone_hot_spots,
)

CODES = ("zh_hant", "en", "ja")


def named(key: str, *codes: str) -> pl.DataFrame:
    return pl.DataFrame([{key: code} | {f"name_{one}": f"{code} {one}" for one in CODES} for code in codes])


def numbers(**indicators: dict[tuple[str, str], float | None]) -> pl.DataFrame:
    rows = [
        (name, region, industry, value)
        for name, values in indicators.items()
        for (region, industry), value in values.items()
    ]
    columns = {"indicator": pl.String, "region": pl.String, "industry": pl.String, "value": pl.Float64}
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.fixture
def indicators() -> pl.DataFrame:
    """Region A makes `old`, and is near to `next`; B makes nothing well; C's complexity is not known."""
    return numbers(
        relatedness_density={
            ("A", "old"): 0.6, ("A", "next"): 0.5, ("A", "far"): 0.1, ("A", "plain"): 0.4,
            ("B", "old"): 0.0, ("B", "next"): 0.0, ("B", "far"): 0.0, ("B", "plain"): 0.0,
        },
        product_complexity={("", "old"): -1.0, ("", "next"): 1.0, ("", "far"): 2.0, ("", "plain"): -0.5},
        complexity_gain={("A", "next"): 0.3, ("A", "far"): 0.9, ("A", "plain"): None},
        location_quotient={("A", "old"): 3.0, ("A", "far"): 9.0, ("B", "old"): 0.2},
        establishments={("A", "old"): 40.0, ("A", "far"): 1.0, ("B", "old"): 6.0},
        economic_complexity={("A", ""): 2.5, ("B", ""): -1.0, ("C", ""): None},
        complexity_outlook={("A", ""): 1.0, ("B", ""): 0.0},
    )  # fmt: skip


INDUSTRIES = named("industry", "old", "next", "far", "plain")
REGIONS = named("region", "A", "B", "C")


def test_a_chance_is_near_and_complex_and_not_there_yet(indicators: pl.DataFrame) -> None:
    """The medians of A are 0.45 (nearness) and 0.25 (complexity): only `next` is above both.

    One plant of `far` is no specialisation, however high its quotient. B is specialised in nothing, so that
    nothing can be near to what it has.
    """
    found = prospects(indicators, INDUSTRIES["industry"])
    assert found["region"].unique().to_list() == ["A"]
    assert found.filter("present")["industry"].to_list() == ["old"]
    assert found["middle_density"].unique().to_list() == pytest.approx([0.45])
    assert found["middle_complexity"].unique().to_list() == pytest.approx([0.25])
    assert chances(found)["industry"].to_list() == ["next"]
    assert prospects(indicators, INDUSTRIES["industry"], region="B").is_empty()


def test_the_region_sheet_ranks_what_is_known(indicators: pl.DataFrame) -> None:
    sheet = region_sheet(indicators, REGIONS, INDUSTRIES)
    rows = {row["subject"]: row for row in sheet.to_dicts()}
    assert (rows["A"]["economic_complexity_rank"], rows["A"]["economic_complexity_of"]) == (1, 2)
    assert rows["A"]["complexity_outlook_top"] == 0.5
    assert rows["C"]["economic_complexity_rank"] is None
    assert (rows["A"]["chances"], rows["A"]["top_chance_en"]) == (1, "next en")
    assert rows["B"]["chances"] is None


def test_a_hot_spot_is_lone_only_if_no_cluster_has_its_region_and_industry(indicators: pl.DataFrame) -> None:
    spots = pl.DataFrame(
        {
            "hot_spot": ["1", "2", "3", "4"],
            "region": ["A", "A", "A", None],
            "industry": ["old", "next", "far", "old"],
            "plants": [90, 20, 12, 500],
            "relative_density": [9.0, 6.0, 8.0, 9.0],
            "area_km2": [5.0, 4.0, 3.0, 2.0],
        }
    )
    members = pl.DataFrame({"region": ["A", "B"], "industry": ["old", "next"]})
    sheet = with_lone_hot_spots(region_sheet(indicators, REGIONS, INDUSTRIES), spots, members, INDUSTRIES)
    rows = {row["subject"]: row for row in sheet.to_dicts()}
    assert (rows["A"]["spot_plants"], rows["A"]["spot_industry_ja"]) == (20, "next ja")
    assert rows["B"]["spot_plants"] is None
    told = findings({"region": sheet}, shipped_rules())
    assert "region-hot-spot.A" in told["finding"].to_list()


def test_the_cluster_sheet_has_the_course_or_leaves_it_unknown() -> None:
    clusters = named("cluster", "x", "y", "z").with_columns(establishments=50, expected=10.0)
    dynamics = pl.DataFrame(
        {
            "cluster": ["x", "y"],
            "momentum": [1.0, -1.0],
            "low": [0.2, -2.0],
            "high": [1.8, -0.1],
            "life_cycle_stage": ["forming", "mature_or_declining"],
        }
    )
    sheet = cluster_sheet(clusters, dynamics).sort("subject")
    assert sheet["forming"].to_list() == [1, 0, None]
    assert sheet["past_growth"].to_list() == [0, 1, None]
    assert sheet["momentum_low"].to_list() == [0.2, -2.0, None]
    assert cluster_sheet(clusters, dynamics.clear())["momentum"].null_count() == 3


def test_the_industry_sheet_has_distances_where_there_are_any(indicators: pl.DataFrame) -> None:
    localisation = pl.DataFrame(
        {"industry": ["old"], "median_km": [12.0], "localisation": [0.3], "p_localised": [0.01]}
    )
    sheet = industry_sheet(indicators, INDUSTRIES, REGIONS, localisation)
    known = dict(sheet.select("subject", "median_km").iter_rows())
    assert known == {"old": 12.0, "next": None, "far": None, "plain": None}


def test_the_chart_and_the_sheet_call_the_same_industries_chances_in_the_same_order() -> None:
    rng = np.random.default_rng(3)
    codes = [f"i{place:02}" for place in range(40)]
    density, complexity, quotient = rng.random(40), rng.normal(size=40), rng.random(40) * 1.5
    indicators = numbers(
        relatedness_density={("A", code): x for code, x in zip(codes, density, strict=True)},
        product_complexity={("", code): x for code, x in zip(codes, complexity, strict=True)},
        location_quotient={("A", code): x for code, x in zip(codes, quotient, strict=True)},
        establishments=dict.fromkeys([("A", code) for code in codes], 10.0),
    )
    rows = prospects(indicators, codes)
    best = chances(rows)["industry"].to_list()
    asked = rows.with_columns(name="industry", establishments=pl.lit(10))
    axes = (Quantity("Nearness", "nearness"), Quantity("Chances", "complexity"))
    drawn = opportunity_chart(asked.drop("chance", "beyond"), axes, Sheet("en", 720))
    assert len(best) > 3
    assert drawn.table.to_series(0).head(len(best)).to_list() == best
