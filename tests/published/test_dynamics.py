"""Shift-share against published numbers, and the entry forecast on US states against floors.

Shift-share: Farhauer & Kröll (2014), Standorttheorien, Springer Gabler, worked example of three regions; the same
numbers come from R package REAT 3.0.3 (Wieland 2019, REGION 6 (3), R1-R57), functions `shift`, `shifti`. Freiburg
2008-2014 beside Germany: REAT's example data. Tolerance: the digits that are printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    EntryRule,
    dynamic_shift_share,
    entry_backtest,
    homothetic_shift_share,
    shift_share,
    shift_share_factors,
)

if TYPE_CHECKING:
    from pathlib import Path

JOBS = {
    "A": ([90, 20, 10, 60], [100, 40, 10, 55]),
    "B": ([60, 30, 30, 40], [85, 55, 40, 35]),
    "C": ([250, 100, 110, 300], [255, 115, 85, 390]),
}
DUNN = {"A": (25, 27, 1, -3, -2), "B": (55, 24, -1, 32, 31), "C": (85, 114, 0, -29, -29)}
EFFECTS = ("growth", "national_effect", "mix_effect", "regional_effect", "net_shift")


@pytest.fixture(scope="module")
def three_regions() -> pl.DataFrame:
    rows = [
        (region, f"i{place}", year, jobs)
        for region, years in JOBS.items()
        for year, column in zip((1, 2), years, strict=True)
        for place, jobs in enumerate(column)
    ]
    return pl.DataFrame(rows, schema=["region", "industry", "year", "jobs"], orient="row")


def test_dunn_of_three_regions(three_regions: pl.DataFrame) -> None:
    found = shift_share(three_regions, value="jobs")
    for region, expected in DUNN.items():
        row = found.filter(pl.col("region") == region).select(EFFECTS).row(0)
        assert row == pytest.approx(expected, abs=1e-9)


def test_esteban_marquillas_of_region_a(three_regions: pl.DataFrame) -> None:
    found = homothetic_shift_share(three_regions, value="jobs").row(0, named=True)
    names = ("national_effect", "mix_effect", "competitive_effect", "allocation_effect")
    assert [found[name] for name in names] == pytest.approx([27, 1, -0.6363636, -2.3636364], abs=5e-8)


def test_gerfin_of_region_a(three_regions: pl.DataFrame) -> None:
    found = shift_share_factors(three_regions, value="jobs").row(0, named=True)
    names = ("structural_factor", "location_factor", "regional_factor")
    assert [found[name] for name in names] == pytest.approx([1.0048309, 0.9855769, 0.9903382], abs=5e-8)


def test_one_step_of_the_dynamic_version_is_dunn(three_regions: pl.DataFrame) -> None:
    found = dynamic_shift_share(three_regions, value="jobs")
    for region, expected in DUNN.items():
        row = found.filter(pl.col("region") == region)
        assert row.select(pl.selectors.starts_with("dynamic_")).row(0) == pytest.approx(
            expected[1:4], abs=1e-9
        )


def test_freiburg_beside_germany(shared_data: Path) -> None:
    table = pl.read_csv(shared_data / "reat_germany" / "Freiburg.csv")
    city, nation = (
        pl.concat(
            [
                table.select("industry", pl.lit(year).alias("year"), pl.col(f"e_{place}{year}").alias("jobs"))
                for year in (2008, 2014)
            ]
        )
        for place in ("Freiburg", "Germany")
    )
    found = shift_share(city.with_columns(region=pl.lit("Freiburg")), value="jobs", nation=nation)
    expected = (14373, 9887.278, 2501.612, 1984.110, 4485.722)
    assert found.select(EFFECTS).row(0) == pytest.approx(expected, abs=5e-4)


@pytest.fixture(scope="module")
def us_states(shared_data: Path) -> pl.DataFrame:
    """Establishments of US states in leaf codes of NAICS, 2000-2011 (County Business Patterns)."""
    rows = pl.read_csv(
        shared_data / "us_county_naics" / "cbp_state_naics6_multi_year.csv.gz",
        columns=["fipstate", "naics", "year", "est"],
        schema_overrides={"fipstate": pl.String, "naics": pl.String},
    ).with_columns(industry=pl.col("naics").str.replace_all("[-/]", ""))
    codes = set(rows["industry"])
    parents = {code[:length] for code in codes for length in range(len(code))}
    leaves = rows.filter(~pl.col("industry").is_in(list(parents)))
    return leaves.select("year", "industry", region="fipstate", establishments="est")


def test_leaf_codes_are_almost_all_establishments(us_states: pl.DataFrame) -> None:
    assert us_states.filter(pl.col("year") == 2011)["establishments"].sum() / 7_354_043 > 0.99


def test_entries_of_us_states_are_forecast_better_with_relatedness_than_without(
    us_states: pl.DataFrame,
) -> None:
    rule = EntryRule(breaks=(2003, 2008))
    found = entry_backtest(us_states, rng=np.random.default_rng(2016), horizon=2, rule=rule, replicates=19)
    assert found.scores["base"].unique().sort().to_list() == [2003, 2004, 2005, 2008, 2009]
    auc = dict(found.scores.group_by("model").agg(pl.col("auc").mean()).rows())
    # Measured in the mean of five held-back years: 0.500, 0.613, 0.665, 0.658, 0.741, 0.753, 0.770.
    floors = {"density": 0.60, "relatedness": 0.65, "persistence": 0.64, "size": 0.72, "full": 0.76}
    assert auc["base_rate"] == 0.5
    assert all(auc[model] > floor for model, floor in floors.items())
    assert auc["full"] > auc["without_relatedness"] + 0.01
    gains = found.gains.filter((pl.col("model") == "full") & (pl.col("baseline") == "without_relatedness"))
    assert (gains["auc_gain"] > 0).all()
    taught = found.scores.filter((pl.col("model") == "full") & (pl.col("base") >= 2005))
    assert (taught["brier_skill"] > 0.01).all()
    assert (taught["calibration_error"] < 0.01).all()


def test_effects_of_us_states_add_up(us_states: pl.DataFrame) -> None:
    found = dynamic_shift_share(us_states, start=2003, end=2007)
    parts = found.select(pl.sum_horizontal(pl.selectors.starts_with("dynamic_"))).to_series()
    assert parts.to_list() == pytest.approx(found["growth"].to_list(), abs=1e-6)
    assert found["dynamic_regional_effect"].sum() == pytest.approx(0, abs=1e-6)
    assert found["dynamic_mix_effect"].sum() == pytest.approx(0, abs=1e-6)
