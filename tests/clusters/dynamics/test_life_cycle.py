"""The stage of life: planted stages are recovered, each condition decides where it should, the rule is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from renkei.clusters import (
    LifeCycleRule,
    OpeningStageRule,
    life_cycle_conditions,
    life_cycle_from_openings,
    life_cycle_stage,
)
from renkei.clusters.dynamics.stages import CONDITIONS, STAGE_NAMES
from renkei.clusters.dynamics.youth import STAGE_OF
from renkei.errors import ParameterError, TableError
from tests.clusters.dynamics.panels import as_series

if TYPE_CHECKING:
    from tests.clusters.conftest import Kind

YEARS = np.arange(16)
COURSES = {
    "forming": np.where(YEARS < 10, 0.0, 12.0 * (YEARS - 9)),
    "growing": 100.0 * 1.06**YEARS,
    "mature": np.full(16, 200.0),
    "declining": 300.0 * 0.94**YEARS,
    "renewing": np.where(YEARS < 9, 300.0 * 0.93**YEARS, 300.0 * 0.93**8 * 1.08 ** (YEARS - 8)),
}
STAGES = list(COURSES)
EVIDENCE = [
    "cluster", "year", "establishments", "years", "first_year", "peak", "peak_year", "share_of_peak", "recent_growth",
    "comparison_growth", "setback", "trough_year", "life_cycle_stage", "because", "agreement",
]  # fmt: skip


def stage_of(amounts: list[Any], **options: Any) -> tuple[str, str]:
    table = as_series(np.array([amounts], dtype=np.float64)).with_columns(
        pl.col("establishments").fill_nan(None)
    )
    found = life_cycle_stage(table, by=("cluster",), **options)
    return found["life_cycle_stage"].item(), found["because"].item()


def plants_that_open_and_close(
    expected: np.ndarray, rng: np.random.Generator, closing: float = 0.08
) -> np.ndarray:
    """Counts whose mean is `expected`: each year some plants close, and as many open as it takes."""
    counts = [rng.poisson(expected[:, 0])]
    for year in range(1, expected.shape[1]):
        opening = np.maximum(expected[:, year] - expected[:, year - 1] * (1 - closing), 0)
        counts.append(rng.binomial(counts[-1], 1 - closing) + rng.poisson(opening))
    return np.stack(counts, axis=1)


def test_planted_stages_are_recovered(kind: Kind) -> None:
    expected = np.array([COURSES[stage] for stage in STAGES for _ in range(60)])
    counts = plants_that_open_and_close(expected, np.random.default_rng(8))
    found = kind.rows(life_cycle_stage(kind.frame(as_series(counts)), by=("cluster",)))
    assert found.columns == EVIDENCE
    planted = np.repeat(STAGES, 60)
    hits = planted == found["life_cycle_stage"].to_numpy()
    assert hits.mean() >= 0.9
    assert min(hits[planted == stage].mean() for stage in STAGES) >= 0.8


def test_the_evidence_of_one_course() -> None:
    found = life_cycle_stage(as_series(np.array([[50, 100, 60, 60, 60, 60, 60, 90]])), by=("cluster",)).row(
        0, named=True
    )
    assert found["peak"] == 100
    assert found["peak_year"] == 2001
    assert found["share_of_peak"] == pytest.approx(0.9)
    assert found["recent_growth"] == pytest.approx(30 / 75 / 5)
    assert found["comparison_growth"] == found["recent_growth"]
    assert found["setback"] == pytest.approx(0.4)
    assert found["trough_year"] == 2002
    assert found["first_year"] is None
    assert (found["life_cycle_stage"], found["because"]) == ("renewing", "rising_after_setback")


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([50] * 5, ("unknown", "too_short")),
        ([50] * 7 + [None], ("unknown", "unknown_values")),
        ([50, 50, None, 50, 50, 50, 50, 50], ("unknown", "unknown_values")),
        ([50, None, 50, 50, 50, 50, 50, 50], ("mature", "steady")),
        ([50] * 7 + [0], ("unknown", "gone")),
        ([0, 0, 0, 0, 0, 5, 6, 8], ("forming", "young")),
        ([0, 0, 30, 30, 30, 30, 30, 30], ("forming", "young")),
        ([0, 60, 50, 50, 40, 40, 30, 30], ("declining", "falling")),
        ([2, 2, 2, 2, 3, 5, 6, 9], ("forming", "small_and_rising")),
        ([3, 3, 3, 3, 3, 3, 3, 4], ("unknown", "too_small")),
        ([50, 50, 50, 50, 50, 60, 70, 80], ("growing", "rising")),
        ([80, 80, 80, 80, 70, 60, 50, 50], ("declining", "falling")),
        ([20, 20, 20, 20, 20, 20, 20, 23], ("mature", "steady")),
    ],
)
def test_each_condition_decides_where_it_should(amounts: list[Any], expected: tuple[str, str]) -> None:
    assert stage_of(amounts) == expected


@pytest.mark.parametrize(
    ("amounts", "rule", "expected"),
    [
        ([50, 50, 50, 50, 50, 60, 70, 80], LifeCycleRule(growth=0.2), "mature"),
        ([20, 20, 20, 20, 20, 20, 20, 23], LifeCycleRule(noise=0.1), "growing"),
        ([80, 50, 50, 50, 50, 50, 50, 52], LifeCycleRule(recent=2, noise=0.1, growth=0.01), "renewing"),
        (
            [80, 50, 50, 50, 50, 50, 50, 52],
            LifeCycleRule(recent=2, noise=0.1, growth=0.01, setback=0.5),
            "growing",
        ),
        ([80, 50, 55, 60, 70, 80, 80, 90], LifeCycleRule(memory=2), "growing"),
        ([0, 0, 30, 30, 30, 30, 30, 30], LifeCycleRule(young=3), "mature"),
        ([3, 3, 3, 3, 3, 3, 3, 4], LifeCycleRule(critical_mass=2), "mature"),
    ],
)
def test_each_threshold_changes_the_stage(amounts: list[int], rule: LifeCycleRule, expected: str) -> None:
    assert stage_of(amounts)[0] != expected
    assert stage_of(amounts, rule=rule)[0] == expected


def test_the_end_can_be_set_and_later_years_take_no_part() -> None:
    rising = [50, 50, 50, 50, 50, 60, 70, 80]
    assert stage_of([*rising, 10, 5], end=2007) == stage_of(rising)
    with pytest.raises(ParameterError, match="`end` is 1999, a year that `activity` does not have"):
        stage_of(rising, end=1999)


def test_agreement_is_low_where_the_window_decides() -> None:
    table = as_series(np.array([[100, 100, 80, 100, 100, 100, 100, 100], [100] * 8]))
    assert life_cycle_stage(table, by=("cluster",))["agreement"].to_list() == pytest.approx([1 / 3, 1])


def test_an_industry_is_compared_with_itself_everywhere(kind: Kind) -> None:
    rows = [
        (region, industry, year, amount + (year - 2010) * step)
        for region, industry, amount, step in (("a", "x", 50, 10), ("b", "x", 50, 0), ("a", "y", 40, 0))
        for year in range(2010, 2016)
    ]
    table = pl.DataFrame(rows, schema=["region", "industry", "year", "establishments"], orient="row")
    found = kind.rows(life_cycle_stage(kind.frame(table)))
    assert found.select("region", "industry").rows() == [("a", "x"), ("a", "y"), ("b", "x")]
    assert found["comparison_growth"].to_list() == pytest.approx([50 / 125 / 5, 0, 50 / 125 / 5])


def test_a_series_without_a_row_in_a_year_had_none_then() -> None:
    whole = as_series(np.array([COURSES["forming"], COURSES["mature"]]).round())
    sparse = whole.filter(pl.col("establishments") > 0)
    assert life_cycle_stage(sparse, by=("cluster",)).equals(life_cycle_stage(whole, by=("cluster",)))


def test_the_rule_is_shown_with_its_thresholds() -> None:
    shown = life_cycle_conditions(LifeCycleRule(recent=7, growth=0.03, setback=0.25))
    assert shown["because"].to_list() == [one.because for one in CONDITIONS]
    assert set(shown["stage"]) <= set(STAGE_NAMES)
    assert set(STAGE_OF.values()) <= set(STAGE_NAMES)
    rising = shown.filter(pl.col("because") == "rising")
    assert rising["condition_en"].item().startswith("Over 7 years it grew by 3.0% a year or more")
    assert "7" in rising["condition_zh_hant"].item()
    assert "25%" in shown.filter(pl.col("stage") == "renewing")["condition_ja"].item()
    assert (
        not shown.select(pl.selectors.starts_with("condition_"))
        .to_series()
        .str.contains("{", literal=True)
        .any()
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"recent": 0}, "`recent` is 0; give 1 or more"),
        ({"growth": -0.1}, "`growth` is -0.1; give 0 or more"),
        ({"noise": float("inf")}, "`noise` is inf"),
    ],
)
def test_impossible_thresholds_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        LifeCycleRule(**options)


def test_series_that_cannot_be_read_are_refused() -> None:
    table = as_series(np.array([[1, 2]]))
    with pytest.raises(ParameterError, match=r"`by` is \(\); name the columns that identify a series"):
        life_cycle_stage(table, by=())
    with pytest.raises(TableError, match=r"Table `activity` lacks the column\(s\) jobs"):
        life_cycle_stage(table, by=("cluster",), value="jobs")
    with pytest.raises(TableError, match="`activity` has no rows"):
        life_cycle_stage(table.clear(), by=("cluster",))
    with pytest.raises(TableError, match="not whole numbers"):
        life_cycle_stage(table.with_columns(pl.col("year").cast(pl.Float64)), by=("cluster",))


def openings_table(opened: dict[str, dict[int, int]]) -> pl.DataFrame:
    rows = [(cluster, year, count) for cluster, years in opened.items() for year, count in years.items()]
    return pl.DataFrame(rows, schema=["cluster", "year", "openings"], orient="row")


OPENED = openings_table(
    {
        "few": {2015: 3},
        "forming": {2008: 10, 2015: 30},
        "growing": {1998: 20, 2003: 20, 2014: 20},
        "mature": {1990: 40, 2000: 40, 2014: 20},
        "old": {1980: 50, 1990: 45, 2014: 5},
        "renewing": {1980: 60, 2014: 30},
    }
)


def test_opening_years_tell_all_stages_but_decline(kind: Kind) -> None:
    found = kind.rows(life_cycle_from_openings(kind.frame(OPENED), year=2016, by=("cluster",)))
    # 108 of 393 plants opened in the last five years: 0.275.
    assert found["nation_rate"][0] == pytest.approx(108 / 393)
    assert found["opening_rate"].to_list() == pytest.approx([1, 0.75, 1 / 3, 0.2, 0.05, 1 / 3])
    assert found["median_opened"].to_list() == [2015, 2015, 2003, 2000, 1980, 1980]
    assert found["life_cycle_stage"].to_list() == [
        "unknown", "forming", "mature", "mature", "mature_or_declining", "mature",
    ]  # fmt: skip
    keen = OpeningStageRule(much=1.1)
    found = kind.rows(life_cycle_from_openings(kind.frame(OPENED), year=2016, by=("cluster",), rule=keen))
    assert found["life_cycle_stage"][2] == "growing"
    assert found["life_cycle_stage"][5] == "renewing"
    assert found["because"].to_list() == [
        "too_few", "young", "reviving", "usual", "few_openings", "old_and_reviving",
    ]  # fmt: skip


def test_openings_after_the_year_take_no_part_and_unknown_ones_make_the_stage_unknown() -> None:
    later = pl.concat([OPENED, openings_table({"mature": {2020: 90}})])
    assert life_cycle_from_openings(later, year=2016, by=("cluster",)).equals(
        life_cycle_from_openings(OPENED, year=2016, by=("cluster",))
    )
    lost = OPENED.with_columns(
        openings=pl.when((pl.col("cluster") == "mature") & (pl.col("year") == 1990))
        .then(None)
        .otherwise("openings")
    )
    found = life_cycle_from_openings(lost, year=2016, by=("cluster",))
    assert found["because"][3] == "unknown_values"
    early = life_cycle_from_openings(OPENED, year=1970, by=("cluster",))
    assert set(early["because"]) == {"too_few"}


def test_each_threshold_of_openings_changes_a_stage() -> None:
    def stages(**options: Any) -> list[str]:
        rule = OpeningStageRule(**options)
        return life_cycle_from_openings(OPENED, year=2016, by=("cluster",), rule=rule)["because"].to_list()

    usual = stages()
    for options in (
        {"recent": 2},
        {"least": 2},
        {"much": 1.0},
        {"little": 0.1},
        {"young": 1},
        {"old": 50, "much": 1.1},
    ):
        assert stages(**options) != usual
    with pytest.raises(ParameterError, match="`least` is 0"):
        OpeningStageRule(least=0)
    with pytest.raises(ParameterError, match="`little` is 2 and `much` is 1; expected 0 ≤ little ≤ much"):
        OpeningStageRule(little=2, much=1)
