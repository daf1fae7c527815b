"""Which location quotients stand out, and how far chance may have moved them.

Two different questions. `standardised_location_quotient` asks how unusual a region is among all regions of an
industry. The intervals ask how far off a quotient may be because plants (or persons) are few: the next plant
might have opened elsewhere. All functions take an activity table as
`renkei.clusters.specialisation.quotients` describes and return the same kind of frame, sorted by key.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final, Literal

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.mix import QUOTIENT, one_where, ratio, with_compared, with_quotients
from renkei.clusters.activity.options import check_choice, check_replicates, checked_level
from renkei.clusters.activity.rows import AMOUNT, CheckedRows, activity_rows
from renkei.errors import TableError
from renkei.tables.frames import as_kind_of, same_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

Scale = Literal["quotient", "logarithm"]
SCALES: Final = ("quotient", "logarithm")
DRAWS_AT_ONCE: Final = 2_000_000


def standardised_location_quotient(
    activity: FrameT, *, value: str = "establishments", scale: Scale = "quotient"
) -> FrameT:
    """How many standard deviations each location quotient lies above its industry's mean over regions.

    Columns: region, industry, (year,) `value`, location_quotient, standardised_location_quotient =
    (LQ - mean) / sd over the regions compared (those with any activity, less the unknown), a region without
    the industry counting with LQ 0; sd with n - 1. Above 1.96 a region is called a significant cluster (5 %
    level, if quotients are normal). They are often skew: `scale` "logarithm" standardises ln LQ over the
    regions that have the industry instead. Missing where LQ is (or, for logarithms, is zero), and where fewer
    than two regions are compared or all are alike. Sorted by key.

    Raises `ParameterError` for another scale, `TableError` as `location_quotient`.

    Source: O'Donoghue & Gleave (2004), Regional Studies 38, 419-427.
    """
    check_choice("scale", scale, SCALES)
    counted = activity_rows(activity, value)
    rows = with_quotients(counted)
    found = _standardised(rows, counted) if scale == "quotient" else _standardised_logarithm(rows, counted)
    kept = (*counted.keys, value, QUOTIENT, "standardised_location_quotient")
    return same_kind(found.select(*kept).sort(*counted.keys), activity)


def location_quotient_interval(
    activity: FrameT, *, value: str = "establishments", level: float = 0.95, scale: Scale = "quotient"
) -> FrameT:
    """The asymptotic confidence interval of each location quotient of counted things.

    Each region's count of an industry is taken for binomial, of all the region's plants (or persons), and
    independent of other regions. Then by the delta method
    Var LQ = LQ² [(1/e_ri - 1/e_i)² v_r + (Σ_q v_q - v_r) / e_i²], v_r = e_ri (1 - e_ri / e_r).
    Columns: region, industry, (year,) `value`, location_quotient, location_quotient_error (the square root),
    low, high: LQ ∓ z error, not below zero, covering the true ratio with probability `level`; or, with `scale`
    "logarithm", LQ exp(∓ z error / LQ), which fits small counts better. Persons of one plant do not choose
    independently, so for jobs the interval is too narrow. Missing where the value is unknown, zero, or all
    that the region has: the approximation says nothing there. Sorted by key.

    Raises `ParameterError` if `level` is not between 0 and 1 or for another scale, `TableError` as
    `location_quotient`, and if a value is not a whole number.

    Source: Moineddin, Beyene & Boyle (2003), Geographical Analysis 35, 249-256.
    """
    check_choice("scale", scale, SCALES)
    z = NormalDist().inv_cdf(0.5 + checked_level(level) / 2.0)
    counted = _counts(activity, value)
    quotient, error = nw.col(QUOTIENT), nw.col("location_quotient_error")
    found = _with_errors(with_quotients(counted), counted)
    if scale == "quotient":
        low = quotient - z * error
        ends = nw.when(low > 0).then(low).otherwise(nw.when(low <= 0).then(0.0)), quotient + z * error
    else:
        factor = (z * ratio(error, quotient)).exp()
        ends = ratio(quotient, factor), quotient * factor
    found = found.with_columns(ends[0].alias("low"), ends[1].alias("high"))
    kept = (*counted.keys, value, QUOTIENT, "location_quotient_error", "low", "high")
    return same_kind(found.select(*kept).sort(*counted.keys), activity)


def location_quotient_bootstrap(
    activity: FrameT,
    *,
    value: str = "establishments",
    level: float = 0.95,
    replicates: int = 999,
    rng: np.random.Generator,
) -> FrameT:
    """The bootstrap interval of each location quotient of counted things.

    All plants (or persons) of the table are drawn anew with replacement, `replicates` times; each cell is
    drawn from its own exact distribution (multinomial: the cell, the rest of its region, the rest of its
    industry, all others), so that memory does not grow with cells × replicates; time does.
    Columns: region, industry, (year,) `value`, location_quotient, location_quotient_bootstrap_error (standard
    deviation of the replicates), low, high (percentiles that leave out (1 - `level`) / 2 on each side).
    Missing where the value is unknown or zero, which redrawing cannot tell from none. Sorted by key; the same
    `rng` gives the same result.

    Raises `ParameterError` if `level` is not between 0 and 1 or `replicates` is below 99, `TableError` as
    `location_quotient_interval`.

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13; for location quotients Tian
    (2013), Journal of Regional Analysis and Policy 43, 186-197.
    """
    share = checked_level(level)
    check_replicates(replicates)
    counted = _counts(activity, value)
    rows: pl.DataFrame = with_quotients(counted).sort(*counted.keys).collect("polars").to_native()
    known = rows.filter((pl.col(AMOUNT) > 0) & pl.col(QUOTIENT).is_not_null())
    cells = known.select(AMOUNT, "region_total", "industry_total", "total").to_numpy()
    error, low, high = _redrawn(cells, replicates, share, rng)
    drawn = known.select(*counted.keys).with_columns(
        pl.Series("location_quotient_bootstrap_error", error), pl.Series("low", low), pl.Series("high", high)
    )
    found = rows.select(*counted.keys, value, QUOTIENT).join(drawn, on=counted.keys, how="left")
    return as_kind_of(found.sort(*counted.keys), activity)


def _counts(activity: FrameT, value: str) -> CheckedRows:
    """The checked rows of `activity`; `TableError` unless its values are whole numbers."""
    counted = activity_rows(activity, value)
    broken = counted.rows.filter(nw.col(AMOUNT) != nw.col(AMOUNT).round()).select(*counted.keys).collect()
    if len(broken):
        raise TableError(
            "{count} value(s) of `{column}` in `activity` are not whole numbers (first key: {example}). "
            "This interval is for things that are counted, such as establishments or persons.",
            count=len(broken),
            column=value,
            example=", ".join(str(part) for part in broken.sort(*counted.keys).row(0)),
        )
    return counted


def _with_errors(rows: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    """The rows with `location_quotient_error`, by the delta method; missing where nothing is counted."""
    amount, whole = nw.col(AMOUNT), nw.col("industry_total")
    # A region with nothing else has a variance of zero: its plants would be certain to stay what they are.
    here = nw.when((amount > 0) & (amount < nw.col("region_total"))).then(amount)
    spread = nw.col(AMOUNT) * (1.0 - ratio(nw.col(AMOUNT), nw.col("region_total")))
    rows = rows.with_columns(spread.alias("spread"), here.alias("here"))
    v, others = nw.col("spread"), nw.col("spread").sum().over("industry", *counted.period) - nw.col("spread")
    slope = ratio(nw.lit(1.0), nw.col("here")) - ratio(nw.lit(1.0), whole)
    relative = slope * slope * v + ratio(nw.when(others > 0).then(others).otherwise(0.0), whole * whole)
    return rows.with_columns((nw.col(QUOTIENT) * relative.sqrt()).alias("location_quotient_error"))


def _standardised(rows: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    keys, quotient = ["industry", *counted.period], nw.col(QUOTIENT)
    unknown = one_where(nw.col(AMOUNT).is_null() & (nw.col("region_total") > 0)).alias("unknown")
    sums = (
        rows.with_columns(unknown, nw.when(quotient > 0).then(quotient).alias("positive"))
        .group_by(*keys)
        .agg(nw.col("unknown", "positive").sum(), nw.col("positive").count().alias("above_zero"))
    )
    n = nw.col("compared")
    means = with_compared(sums, counted, "industry").with_columns(ratio(nw.col("positive"), n).alias("mean"))
    apart = rows.join(means.select(*keys, "compared", "above_zero", "mean"), on=keys, how="inner")
    off = quotient - nw.col("mean")
    apart = apart.with_columns(nw.when(quotient > 0).then(off * off).otherwise(0.0).alias("square"))
    squares = nw.col("square").sum().over(*keys) + (n - nw.col("above_zero")) * nw.col("mean") * nw.col(
        "mean"
    )
    return _over_deviation(apart, off, squares, n)


def _standardised_logarithm(rows: nw.LazyFrame[Any], counted: CheckedRows) -> nw.LazyFrame[Any]:
    keys, log = ["industry", *counted.period], nw.col("logarithm")
    rows = rows.with_columns(nw.when(nw.col(QUOTIENT) > 0).then(nw.col(QUOTIENT)).alias("positive"))
    rows = rows.with_columns(nw.col("positive").log().alias("logarithm"))
    rows = rows.with_columns((log - log.mean().over(*keys)).alias("off"), log.count().over(*keys).alias("n"))
    rows = rows.with_columns((nw.col("off") * nw.col("off")).alias("square"))
    return _over_deviation(
        rows, nw.col("off"), nw.col("square").sum().over(*keys), nw.col("n").cast(nw.Float64)
    )


def _over_deviation(rows: nw.LazyFrame[Any], off: nw.Expr, squares: nw.Expr, n: nw.Expr) -> nw.LazyFrame[Any]:
    """`off` ÷ the standard deviation, missing where that is zero but for rounding."""
    variance = ratio(squares, n - 1.0)
    rows = rows.with_columns(off.alias("off"), nw.when(variance > 1e-20).then(variance).alias("variance"))
    return rows.with_columns(
        (nw.col("off") / nw.col("variance").sqrt()).alias("standardised_location_quotient")
    )


def _redrawn(
    cells: NDArray[np.float64], replicates: int, level: float, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Standard deviation and both percentiles of each cell's quotient when everything is drawn anew."""
    found = np.empty((3, len(cells)))
    sides = [(1.0 - level) / 2.0, (1.0 + level) / 2.0]
    block = max(1, DRAWS_AT_ONCE // replicates)
    for start in range(0, len(cells), block):
        quotients = _quotients_drawn(cells[start : start + block], replicates, rng)
        found[0, start : start + block] = quotients.std(axis=0, ddof=1)
        found[1:, start : start + block] = np.quantile(quotients, sides, axis=0)
    return found[0], found[1], found[2]


def _quotients_drawn(
    cells: NDArray[np.float64], replicates: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """`replicates` × cells quotients; 0 where region or industry came out empty."""
    here, region, industry, total = cells.T
    parts = np.stack([here, region - here, industry - here, total - region - industry + here])
    # As integers: a year's cells share their total, and shares of it add up to no more than 1.
    drawn = np.empty((len(parts) - 1, replicates, len(here)))
    left, remaining = np.broadcast_to(total, (replicates, len(here))).astype(np.int64), total.copy()
    for number, part in enumerate(parts[:-1]):
        chance = np.divide(part, remaining, out=np.zeros_like(part), where=remaining > 0).clip(0.0, 1.0)
        drawn[number] = rng.binomial(left, chance)
        left, remaining = left - drawn[number].astype(np.int64), remaining - part
    expected = (drawn[0] + drawn[1]) * (drawn[0] + drawn[2])
    whole: NDArray[np.float64] = drawn[0] * total
    found: NDArray[np.float64] = np.divide(whole, expected, out=np.zeros_like(whole), where=expected > 0)
    return found
