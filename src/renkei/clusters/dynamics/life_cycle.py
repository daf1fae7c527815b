"""In which stage of its life a cluster is, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.dynamics.series import Series, filled, series_of, symmetric_growth
from renkei.clusters.dynamics.stages import CONDITIONS, LifeCycleRule, first_that_holds
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.dynamics.series import Numbers
    from renkei.tables.frames import FrameT

    Truths = NDArray[np.bool_]

STANDARD: Final = LifeCycleRule()
STAGE_OF: Final = {one.because: one.stage for one in CONDITIONS}


def life_cycle_stage(
    activity: FrameT,
    *,
    end: int | None = None,
    by: tuple[str, ...] = ("region", "industry"),
    value: str = "establishments",
    rule: LifeCycleRule = STANDARD,
) -> FrameT:
    """The stage of each series of `by` in the year `end` (the last unless set): forming, growing, mature, …

    `activity` has the columns `by` (pairs of region and industry, or `cluster`), year and `value`. Columns: `by`,
    year, `value` of that year; evidence: years (of known value up to then), first_year (with any; missing where
    it was there from the first year of the table), peak and peak_year, share_of_peak (now ÷ peak), recent_growth
    (symmetric rate a year over `rule.recent` years: (after - before) ÷ their mean ÷ years), comparison_growth (the
    same of all series of its industry together, or of all series), setback (deepest fall from an earlier peak
    within `rule.memory` years, 0 to 1) and trough_year; life_cycle_stage: forming, growing, mature, declining,
    renewing or unknown; because: the condition that decided (`life_cycle_conditions`); agreement: the share of
    windows one year shorter, as set, and one year longer that give this stage. Sorted by `by`.

    Zero and unknown: a series without a row in a year of the table had none then. Where the last year, or the
    one `rule.recent` years before, is unknown or not in the table, the stage is "unknown"; unknown years between
    take no part in peaks and setbacks.

    Raises `ParameterError` if `end` is not in the table or `by` is empty; `TableError` as `shift_share`.

    Source: Menzel & Fornahl (2010), Industrial and Corporate Change 19 (1), 205-238, for the stages; the
    thresholds are those of `rule`.
    """
    series = series_of(activity, by, (value,)).until(end)
    amounts = series.amounts[value]
    because = _because(series, amounts, rule)
    others = [_because(series, amounts, _with_window(rule, change)) for change in (-1, 1)]
    stage = np.array([STAGE_OF[one] for one in because], dtype=object)
    same = [np.array([STAGE_OF[one] for one in other], dtype=object) == stage for other in others]
    table = _evidence(series, value, rule).with_columns(
        pl.Series("life_cycle_stage", stage.tolist(), pl.String),
        pl.Series("because", because.tolist(), pl.String),
        pl.Series("agreement", (1.0 + sum(one.astype(np.float64) for one in same)) / 3.0, pl.Float64),
    )
    return as_kind_of(table, activity)


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """How each series ran: recent growth and direction, first presence, deepest setback."""

    before: Numbers
    growth: Numbers
    rising: Truths
    falling: Truths
    first: NDArray[np.int64]
    setback: Numbers
    trough: NDArray[np.int64]


def _with_window(rule: LifeCycleRule, change: int) -> LifeCycleRule:
    return replace(rule, recent=max(rule.recent + change, 1))


def _course(series: Series, amounts: Numbers, rule: LifeCycleRule) -> _Course:
    last, before, span = amounts[:, -1], *_before(series, amounts, rule.recent)
    growth = symmetric_growth(before, last) / span
    beyond = np.abs(last - before) > rule.noise * np.sqrt(np.nan_to_num(last + before))
    present = np.nan_to_num(amounts) > 0
    first = np.where(present.any(axis=1), present.argmax(axis=1), -1)
    setback, trough = _setback(series, amounts, rule)
    rising, falling = (growth >= rule.growth) & beyond, (growth <= -rule.growth) & beyond
    return _Course(before, growth, rising, falling, first, setback, trough)


def _before(series: Series, amounts: Numbers, recent: int) -> tuple[Numbers, int]:
    """The amounts of the latest year at least `recent` years before the last, and how many years lie between."""
    earlier = np.flatnonzero(series.years <= series.years[-1] - recent)
    if not len(earlier):
        return np.full(len(amounts), np.nan), 1
    return amounts[:, earlier[-1]], int(series.years[-1] - series.years[earlier[-1]])


def _setback(series: Series, amounts: Numbers, rule: LifeCycleRule) -> tuple[Numbers, NDArray[np.int64]]:
    """The deepest fall from an earlier peak within memory, beyond noise, and the place of its trough."""
    known = np.nan_to_num(amounts)
    peak = np.maximum.accumulate(known, axis=1)
    fall = np.divide(peak - known, peak, out=np.zeros_like(peak), where=peak > 0)
    counted = ~np.isnan(amounts) & (series.years >= series.years[-1] - rule.memory)
    counted &= peak - known > rule.noise * np.sqrt(peak + known)
    fall = np.where(counted, fall, 0.0)
    trough = fall.argmax(axis=1)
    return fall[np.arange(len(fall)), trough], trough


def _because(series: Series, amounts: Numbers, rule: LifeCycleRule) -> NDArray[np.object_]:
    """Of each series, the first condition that holds."""
    course, last = _course(series, amounts, rule), amounts[:, -1]
    reaches = bool((series.years <= series.years[-1] - rule.recent).any())
    appeared = np.where(course.first > 0, series.years[course.first], series.years[0] - rule.young)
    small = np.nan_to_num(amounts).max(axis=1) < rule.critical_mass
    holds = {
        "unknown_values": np.isnan(last) | (np.isnan(course.before) & reaches),
        "too_short": np.full(len(last), not reaches),
        "gone": last <= 0,
        "young": (course.first > 0)
        & (series.years[-1] - appeared < rule.young)
        & (course.rising | (~small & ~course.falling)),
        "small_and_rising": small & course.rising,
        "too_small": small,
        "rising_after_setback": course.rising & (course.setback >= rule.setback),
        "rising": course.rising,
        "falling": course.falling,
        "steady": np.full(len(last), True),
    }
    return first_that_holds(holds)


def _evidence(series: Series, value: str, rule: LifeCycleRule) -> pl.DataFrame:
    amounts, years = series.amounts[value], series.years
    course = _course(series, amounts, rule)
    known = np.nan_to_num(amounts)
    peak, rows = known.argmax(axis=1), np.arange(len(known))
    highest = known[rows, peak]
    share = np.divide(amounts[:, -1], highest, out=np.full(len(highest), np.nan), where=highest > 0)
    return series.keys.with_columns(
        pl.lit(int(years[-1]), pl.Int64).alias("year"),
        filled(amounts[:, -1]).alias(value),
        pl.Series("years", (~np.isnan(amounts)).sum(axis=1), pl.Int64),
        _year_where(years[course.first], course.first > 0).alias("first_year"),
        filled(highest).alias("peak"),
        _year_where(years[peak], highest > 0).alias("peak_year"),
        filled(share).alias("share_of_peak"),
        filled(course.growth).alias("recent_growth"),
        filled(_comparison(series, amounts, rule)).alias("comparison_growth"),
        filled(course.setback).alias("setback"),
        _year_where(years[course.trough], course.setback > 0).alias("trough_year"),
    )


def _year_where(years: NDArray[np.int64], holds: Truths) -> pl.Series:
    numbers = [int(year) if known else None for year, known in zip(years, holds, strict=True)]
    return pl.Series(numbers, dtype=pl.Int64)


def _comparison(series: Series, amounts: Numbers, rule: LifeCycleRule) -> Numbers:
    """The recent growth of all known series of the same industry together, or of all."""
    before, span = _before(series, amounts, rule.recent)
    both = ~np.isnan(before) & ~np.isnan(amounts[:, -1])
    group = (
        series.keys["industry"].rank("dense").to_numpy().astype(np.intp)
        if "industry" in series.keys.columns
        else np.zeros(len(amounts), dtype=np.intp)
    )
    earlier, later = (
        np.bincount(group, np.where(both, side, 0.0)).astype(np.float64) for side in (before, amounts[:, -1])
    )
    return (symmetric_growth(earlier, later) / span)[group]
