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
_YEAR: Final = "year"


def cluster_strength(
    activity: FrameT,
    definition: IntoFrame,
    *,
    value: str = "establishments",
    top: float = 0.1,
    location_quotient: float = 2.0,
    minimum: float = 10.0,
    years: int = 5,
) -> FrameT:
    """How many stars the industries of each definition earn in each region: 0 to 4.

    `activity` has region, industry, `value` and, for growth, year; `definition` has definition and industry.
    One row per (region, definition, (year)) with activity or an unknown cell. Columns: region, definition,
    (year,) `value` (sum of the known cells), unknown (cells left out), size (share of the definition's
    national total), specialisation (its location quotient), focus (share of the region's total), growth
    (per year, over the last `years` years); for each of the four X_threshold (what had to be reached) and
    X_star (1, 0, or missing: unknown); cluster_strength (stars earned), stars_known (stars that could be
    judged: a region without known growth has at most 3 of 3).

    Size and growth stars go to the best `top` share (rounded up) of the regions that have the definition,
    among those of the same definition and year; focus to the best `top` share over all definitions (within one
    definition, focus and specialisation have the same order); specialisation from `location_quotient`. A
    cluster below `minimum` earns no star. Size, specialisation and focus are missing where a cell of the
    cluster is unknown; growth also where `years` years earlier the table has no value, or zero. Totals are
    sums of the known cells. The Observatory's rule is `top` 0.1 with quotient 2; the Panorama's `top` 0.2.

    Raises `ParameterError` for options out of range; `TableError` as `location_quotient`, or for keys missing
    or repeated in `definition`. Sources: Sölvell, Ketels & Lindqvist (2008), Competitiveness Review 18, 104;
    European Cluster Observatory (2007), Evaluation of regional cluster strength; growth star: Ketels &
    Protsiv (2014), European Cluster Panorama.
    """
    _check_options(top, location_quotient, minimum, years)
    counted = activity_rows(activity, value)
    cells = (
        counted.rows.collect("polars").to_native().with_columns(pl.col("region", "industry").cast(pl.String))
    )
    period = counted.period
    belongs = coded_rows(definition, keys=("definition", "industry"), table="definition")
    measured = _measured(cells, belongs, period)
    grown = _with_growth(measured, years, period)
    starred = _with_stars(grown, {"top": top, "quotient": location_quotient, "minimum": minimum}, period)
    named = starred.rename({AMOUNT: value})
    if cells[value].dtype.is_integer():
        named = named.with_columns(pl.col(value).cast(pl.Int64))
    keys = ["region", "definition", *period]
    order = [*keys, value, "unknown", *STARS, *(f"{name}_threshold" for name in STARS)]
    order += [*(f"{name}_star" for name in STARS), "cluster_strength", "stars_known"]
    return as_kind_of(named.select(order).sort(keys), activity)


def _check_options(top: float, location_quotient: float, minimum: float, years: int) -> None:
    check_share("top", top)
    for name, found in (("location_quotient", location_quotient), ("minimum", minimum)):
        if not 0 <= found < float("inf"):
            raise ParameterError("`{name}` is {found}; give zero or more.", name=name, found=found)
    if years < 1:
        raise ParameterError("`years` is {years}; give one year or more.", years=years)


def _measured(cells: pl.DataFrame, belongs: pl.DataFrame, period: list[str]) -> pl.DataFrame:
    """Per region and definition: known amount, unknown cells, size, specialisation and focus."""
    keys = ["region", "definition", *period]
    amount, whole = pl.col(AMOUNT), pl.col("whole")
    regions = cells.group_by("region", *period).agg(region_total=amount.sum())
    nation = cells.group_by(period).agg(whole=amount.sum()) if period else cells.select(whole=amount.sum())
    sums = cells.join(belongs, on="industry").group_by(keys).agg(amount.sum(), unknown=amount.null_count())
    present = sums.filter((amount > 0) | (pl.col("unknown") > 0)).join(regions, on=["region", *period])
    joined = present.join(nation, on=period) if period else present.join(nation, how="cross")
    definition_total = amount.sum().over("definition", *period)
    known = pl.when(pl.col("unknown") == 0)
    focus = amount / _positive("region_total")
    return joined.with_columns(
        size=known.then(amount / _over_zero(definition_total)),
        specialisation=known.then(focus * whole / _over_zero(definition_total)),
        focus=known.then(focus),
        unknown=pl.col("unknown").cast(pl.Int64),
    ).drop("region_total", "whole")


def _positive(name: str) -> pl.Expr:
    return _over_zero(pl.col(name))


def _over_zero(whole: pl.Expr) -> pl.Expr:
    """`whole`, missing where it is zero, so that nothing is divided by zero."""
    return pl.when(whole > 0).then(whole)


def _with_growth(measured: pl.DataFrame, years: int, period: list[str]) -> pl.DataFrame:
    """With the mean growth per year since `years` years earlier: (now ÷ then)^(1 ÷ years) - 1."""
    if not period:
        return measured.with_columns(growth=pl.lit(None, pl.Float64))
    complete = pl.col("unknown") == 0
    earlier = measured.filter(complete).select(
        "region", "definition", (pl.col(_YEAR) + years).alias(_YEAR), pl.col(AMOUNT).alias("before")
    )
    joined = measured.join(earlier, on=["region", "definition", _YEAR], how="left")
    rate = (pl.col(AMOUNT) / _positive("before")).pow(1 / years) - 1
    return joined.with_columns(growth=pl.when(complete).then(rate)).drop("before")


def _with_stars(measured: pl.DataFrame, limits: dict[str, float], period: list[str]) -> pl.DataFrame:
    within = {"size": ["definition", *period], "focus": period, "growth": ["definition", *period]}
    thresholds = [_top_threshold(name, keys, limits["top"]) for name, keys in within.items()]
    thresholds.append(pl.lit(limits["quotient"]).alias("specialisation_threshold"))
    large = pl.col(AMOUNT) >= limits["minimum"]
    reached = {name: pl.col(name) >= pl.col(f"{name}_threshold") for name in STARS}
    stars = [
        pl.when(pl.col(name).is_not_null()).then(reached[name] & large).cast(pl.Int64).alias(f"{name}_star")
        for name in STARS
    ]
    found = pl.concat_list(f"{name}_star" for name in STARS).list
    return (
        measured.with_columns(thresholds)
        .with_columns(stars)
        .with_columns(
            cluster_strength=found.sum().cast(pl.Int64),
            stars_known=found.drop_nulls().list.len().cast(pl.Int64),
        )
    )


def _top_threshold(name: str, keys: list[str], top: float) -> pl.Expr:
    """The value of the last one in the best `top` share of the known values; ties with it count as well."""
    values = pl.col(name)
    # The tolerance keeps 0.1 × 30 from being rounded up to 4.
    last = (values.count() * top - 1e-9).ceil().clip(1).cast(pl.Int64) - 1
    threshold = values.sort(descending=True, nulls_last=True).get(last, null_on_oob=True)
    return (threshold.over(keys) if keys else threshold).alias(f"{name}_threshold")
