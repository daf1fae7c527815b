"""How strong a cluster is: stars for size, specialisation, focus and growth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.clusters.places.codes import coded_rows
from renkei.clusters.places.rules import check_share
from renkei.errors import ParameterError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

STARS: Final = ("size", "specialisation", "focus", "growth")
SPECIALISED: Final = 2.0
"""The location quotient that earns the star for specialisation, in both sources."""
_YEAR: Final = "year"


def cluster_strength(
    activity: FrameT,
    definition: IntoFrame,
    *,
    value: str = "establishments",
    top: float = 0.1,
    minimum: float = 10.0,
    years: int = 5,
) -> FrameT:
    """How many stars the industries of each definition earn in each region: 0 to 4.

    `activity` has region, industry, `value` and, for growth, year; `definition` has definition and industry.
    One row per (region, definition, (year)) with activity or an unknown cell. Columns: region, definition,
    (year,) `value` (sum of the known cells), unknown (cells left out), size (share of the definition's
    national total), specialisation (its location quotient), focus (share of the region's total), growth
    (per year, over the last `years` years); for each of the four X_threshold (what had to be
    reached) and X_star (1, 0, or missing: unknown); cluster_strength (stars earned), stars_known (stars that
    could be judged: a region without known growth has at most 3 of 3).

    Size and growth stars go to the best `top` share (rounded up) of the regions that have the definition,
    among those of the same definition and year; focus to the best `top` share over all definitions (within one
    definition, focus and specialisation have the same order); specialisation from a quotient of 2. A cluster
    below `minimum` earns no star. Size, specialisation and focus are missing where a cell of the
    cluster is unknown; growth also where its value `years` years earlier is unknown, absent or zero. Totals
    are sums of the known cells. The Observatory's rule is `top` 0.1; the later Panorama's is 0.2.

    Raises `ParameterError` for options out of range; `TableError` as `location_quotient`, or for keys missing
    or repeated in `definition`. Sources: Sölvell, Ketels & Lindqvist (2008), Competitiveness Review 18, 104;
    European Cluster Observatory (2007), Evaluation of regional cluster strength; growth star: Ketels &
    Protsiv (2014), European Cluster Panorama.
    """
    _check_options(top, minimum, years)
    counted = activity_rows(activity, value)
    cells: pl.DataFrame = counted.rows.collect("polars").to_native()
    period = counted.period
    belongs = coded_rows(definition, keys=("definition", "industry"), table="definition")
    measured = _measured(cells, belongs, period)
    grown = _with_growth(measured, years, period)
    starred = _with_stars(grown, top, minimum, period)
    named = starred.rename({AMOUNT: value})
    if cells[value].dtype.is_integer():
        named = named.with_columns(pl.col(value).cast(pl.Int64))
    keys = ["region", "definition", *period]
    order = [*keys, value, "unknown", *STARS, *(f"{name}_threshold" for name in STARS)]
    order += [*(f"{name}_star" for name in STARS), "cluster_strength", "stars_known"]
    return as_kind_of(named.select(order).sort(keys), activity)


def _check_options(top: float, minimum: float, years: int) -> None:
    check_share("top", top)
    if not 0 <= minimum < float("inf"):
        raise ParameterError("`{name}` is {found}; give zero or more.", name="minimum", found=minimum)
    if years < 1:
        raise ParameterError("`years` is {years}; give one year or more.", years=years)


def _measured(cells: pl.DataFrame, belongs: pl.DataFrame, period: list[str]) -> pl.DataFrame:
    """Per region and definition: known amount, unknown cells, size, specialisation and focus."""
    keys = ["region", "definition", *period]
    amount, whole = pl.col(AMOUNT), pl.col("whole")
    regions = cells.group_by("region", *period).agg(region_total=amount.sum())
    nation = cells.group_by(period).agg(whole=amount.sum()) if period else cells.select(whole=amount.sum())
    # Codes are text in `belongs`; the few industries are turned into text to meet them, not the many cells.
    industries = cells.select("industry").unique().with_columns(code=pl.col("industry").cast(pl.String))
    named = industries.join(belongs, left_on="code", right_on="industry").select("industry", "definition")
    sums = cells.join(named, on="industry").group_by(keys).agg(amount.sum(), unknown=amount.null_count())
    present = sums.filter((amount > 0) | (pl.col("unknown") > 0)).join(regions, on=["region", *period])
    joined = present.join(nation, on=period) if period else present.join(nation, how="cross")
    totals = sums.group_by("definition", *period).agg(definition_total=amount.sum())
    known = pl.when(pl.col("unknown") == 0)
    focus = amount / _positive("region_total")
    measured = joined.join(totals, on=["definition", *period]).with_columns(
        size=known.then(amount / _positive("definition_total")),
        specialisation=known.then(focus * whole / _positive("definition_total")),
        focus=known.then(focus),
        unknown=pl.col("unknown").cast(pl.Int64),
    )
    return measured.drop("region_total", "whole", "definition_total")


def _positive(name: str) -> pl.Expr:
    """The column, missing where it is zero, so that nothing is divided by zero."""
    return pl.when(pl.col(name) > 0).then(pl.col(name))


def _with_growth(measured: pl.DataFrame, years: int, period: list[str]) -> pl.DataFrame:
    """With the mean growth per year since `years` years earlier: (now ÷ then)^(1 ÷ years) - 1."""
    if not period:
        return measured.with_columns(growth=pl.lit(None, pl.Float64))
    complete = pl.col("unknown") == 0
    earlier = measured.filter(complete).select(
        "region", "definition", (pl.col(_YEAR) + years).alias(_YEAR), before=AMOUNT
    )
    joined = measured.join(earlier, on=["region", "definition", _YEAR], how="left")
    rate = (pl.col(AMOUNT) / _positive("before")).pow(1 / years) - 1
    return joined.with_columns(growth=pl.when(complete).then(rate)).drop("before")


def _with_stars(measured: pl.DataFrame, top: float, minimum: float, period: list[str]) -> pl.DataFrame:
    judged = _with_thresholds(measured, top, period).with_columns(
        specialisation_threshold=pl.lit(SPECIALISED)
    )
    large = pl.col(AMOUNT) >= minimum
    reached = {name: pl.col(name) >= pl.col(f"{name}_threshold") for name in STARS}
    starred = judged.with_columns(
        pl.when(pl.col(name).is_not_null()).then(reached[name] & large).cast(pl.Int64).alias(f"{name}_star")
        for name in STARS
    )
    stars = [pl.col(f"{name}_star") for name in STARS]
    return starred.with_columns(
        cluster_strength=pl.sum_horizontal(star.fill_null(0) for star in stars),
        stars_known=pl.sum_horizontal(star.is_not_null().cast(pl.Int64) for star in stars),
    )


def _with_thresholds(measured: pl.DataFrame, top: float, period: list[str]) -> pl.DataFrame:
    """With what had to be reached: size and growth within the definition, focus over all of the year."""
    own = ["definition", *period]
    within = measured.group_by(own).agg(_top_threshold("size", top), _top_threshold("growth", top))
    joined = measured.join(within, on=own, how="left")
    if not period:
        return joined.with_columns(_top_threshold("focus", top))
    return joined.join(measured.group_by(period).agg(_top_threshold("focus", top)), on=period, how="left")


def _top_threshold(name: str, top: float) -> pl.Expr:
    """The value of the last one in the best `top` share of the known values; ties with it count as well."""
    values = pl.col(name)
    # The tolerance keeps 0.1 × 30 from being rounded up to 4.
    last = (values.count() * top - 1e-9).ceil().clip(1).cast(pl.Int64) - 1
    threshold = values.sort(descending=True, nulls_last=True).get(last, null_on_oob=True)
    return threshold.alias(f"{name}_threshold")
