"""How totals split into parts: the quotients, Herfindahl indices and Ginis that several indicators share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.rows import AMOUNT

if TYPE_CHECKING:
    from renkei.clusters.activity.rows import CheckedRows

QUOTIENT: Final = "location_quotient"
OTHER: Final = {"industry": "region", "region": "industry"}
PARTS: Final = {"industry": "regions", "region": "industries"}


def ratio(part: nw.Expr, whole: nw.Expr) -> nw.Expr:
    """`part` ÷ `whole`, missing where the whole is zero (no engine is asked to divide by zero)."""
    return nw.when(whole > 0).then(part / whole)


def with_quotients(counted: CheckedRows) -> nw.LazyFrame[Any]:
    """The rows with `region_total`, `industry_total`, `total`, `expected` and the location quotient.

    `expected` = region total × industry total ÷ total, missing where the amount is; totals add up what is
    known. The quotient is missing where the amount is, or where nothing is expected.
    """
    totals = counted.rows.with_columns(
        counted.total("region").alias("region_total"),
        counted.total("industry").alias("industry_total"),
        counted.total().alias("total"),
    )
    region, industry, total = (nw.col(name) for name in ("region_total", "industry_total", "total"))
    known = totals.with_columns(
        nw.when(~nw.col(AMOUNT).is_null()).then(region * ratio(industry, total)).alias("expected")
    )
    return known.with_columns(ratio(nw.col(AMOUNT), nw.col("expected")).alias(QUOTIENT))


def herfindahl_within(counted: CheckedRows, unit: str, name: str) -> nw.LazyFrame[Any]:
    """One row per `unit` (and year): parts above zero, unknown parts, known total, Herfindahl, equivalent.

    Herfindahl = Σ share² over the known parts; missing where the known total is zero.
    """
    keys, parts, amount = [unit, *counted.period], PARTS[unit], nw.col(AMOUNT)
    split = counted.rows.with_columns(
        counted.total(unit).alias("whole"),
        nw.col(counted.value).fill_null(0),
        one_where(amount > 0).alias(parts),
        one_where(amount.is_null()).alias("unknown"),
    )
    split = split.with_columns(ratio(amount, nw.col("whole")).alias("share"))
    sums = (
        split.with_columns((nw.col("share") * nw.col("share")).alias(name))
        .group_by(*keys)
        .agg(nw.col(parts, "unknown", counted.value, name).sum(), nw.col("whole").max())
    )
    return (
        sums.with_columns(nw.when(nw.col("whole") > 0).then(nw.col(name)).alias(name))
        .with_columns(ratio(nw.lit(1.0), nw.col(name)).alias("equivalent_number"))
        .with_columns(nw.col(counted.value).cast(counted.number), nw.col(parts, "unknown").cast(nw.Int64))
        .select(*keys, parts, "unknown", counted.value, name, "equivalent_number")
        .sort(*keys)
    )


def normalised_herfindahl_within(counted: CheckedRows, unit: str, name: str) -> nw.LazyFrame[Any]:
    """One row per `unit` (and year): how many parts are compared, unknown parts, known total, (H - 1/n) / (1 - 1/n).

    n counts the parts that have activity anywhere, less those unknown here; missing where n is one.
    """
    keys, amount = [unit, *counted.period], nw.col(AMOUNT)
    split = counted.rows.with_columns(
        counted.total(OTHER[unit]).alias("elsewhere"),
        nw.col(counted.value).fill_null(0),
        (amount * amount).alias("square"),
    ).with_columns(one_where(amount.is_null() & (nw.col("elsewhere") > 0)).alias("unknown"))
    sums = split.group_by(*keys).agg(nw.col("unknown", counted.value, AMOUNT, "square").sum())
    whole, n = nw.col(AMOUNT), nw.col("compared")
    excess = n * ratio(nw.col("square"), whole * whole) - 1.0
    index = ratio(nw.when(excess > 0).then(excess).otherwise(nw.when(whole > 0).then(0.0)), n - 1.0)
    found = with_compared(sums, counted, unit).with_columns(
        index.alias(name), nw.col(counted.value).cast(counted.number)
    )
    counts = nw.col(PARTS[unit], "unknown").cast(nw.Int64)
    return found.select(*keys, counts, counted.value, name).sort(*keys)


def quotient_gini_within(counted: CheckedRows, unit: str, name: str) -> nw.LazyFrame[Any]:
    """One row per `unit` (and year): how many regions (or industries) are compared, unknown ones, the Gini.

    Gini = 2 Σ ρ·LQ ÷ (n Σ LQ) - (n + 1) ÷ n, with ρ the rank of LQ among the n compared. A pair without a
    row counts as zero; an unknown one is not compared; neither is a region or industry without activity.
    """
    keys = [unit, *counted.period]
    quotients = with_quotients(counted).with_columns(*_positive_and_unknown(unit))
    ranked = quotients.with_columns(nw.col("positive").rank("average").over(*keys).alias("rank"))
    sums = (
        ranked.with_columns((nw.col("rank") * nw.col("positive")).alias("ranked"))
        .group_by(*keys)
        .agg(nw.col("positive").count().alias("above_zero"), nw.col("positive", "ranked", "unknown").sum())
    )
    n, quotient_sum = nw.col("compared"), nw.col("positive")
    ranks = (n - nw.col("above_zero")) * quotient_sum + nw.col("ranked")
    gini = ratio(2.0 * ranks, n * quotient_sum) - ratio(n + 1.0, n)
    return _gini_rows(with_compared(sums, counted, unit), gini, keys, name)


def weighted_quotient_gini_within(counted: CheckedRows, unit: str, name: str) -> nw.LazyFrame[Any]:
    """As `quotient_gini_within`, each region (or industry) weighing as much as its own total.

    Gini = 1 - Σ x (2 Y - y): x the share of the total, y the share of the unit's activity, Y the sum of y up
    to here in rising order of LQ (the area between the Lorenz curve and the diagonal, doubled).
    """
    keys, weight = [unit, *counted.period], nw.col(f"{OTHER[unit]}_total")
    quotients = with_quotients(counted).with_columns(
        *_positive_and_unknown(unit),
        nw.when(nw.col(AMOUNT).is_null()).then(weight).otherwise(0.0).alias("left_out"),
        nw.when(nw.col(AMOUNT) > 0).then(nw.col(AMOUNT)).alias("part"),
    )
    rising = nw.col("part").cum_sum().over(*keys, order_by=["positive", OTHER[unit]])
    area = weight * (2.0 * rising - nw.col("part"))
    sums = (
        quotients.with_columns(area.alias("area"))
        .group_by(*keys)
        .agg(nw.col("area", "part", "left_out", "unknown").sum(), nw.col("total").max())
    )
    whole = (nw.col("total") - nw.col("left_out")) * nw.col("part")
    gini = 1.0 - ratio(nw.col("area"), whole)
    return _gini_rows(with_compared(sums, counted, unit), gini, keys, name)


def one_where(condition: nw.Expr) -> nw.Expr:
    """1 where `condition` holds, else 0: summed, it counts the rows that meet it."""
    return nw.when(condition).then(1).otherwise(0)


def _positive_and_unknown(unit: str) -> tuple[nw.Expr, nw.Expr]:
    unknown = nw.col(AMOUNT).is_null() & (nw.col(f"{OTHER[unit]}_total") > 0)
    return (
        nw.when(nw.col(QUOTIENT) > 0).then(nw.col(QUOTIENT)).alias("positive"),
        one_where(unknown).alias("unknown"),
    )


def with_compared(sums: nw.LazyFrame[Any], counted: CheckedRows, unit: str) -> nw.LazyFrame[Any]:
    """`sums` with how many regions (or industries) are compared: those with activity, less the unknown."""
    active = (
        counted.rows.group_by(OTHER[unit], *counted.period)
        .agg(nw.col(AMOUNT).max())
        .with_columns(one_where(nw.col(AMOUNT) > 0).alias("active"))
    )
    if counted.period:
        joined = sums.join(active.group_by("year").agg(nw.col("active").sum()), on="year", how="inner")
    else:
        joined = sums.join(active.select(nw.col("active").sum()), how="cross")
    return joined.with_columns((nw.col("active") - nw.col("unknown")).alias(PARTS[unit])).with_columns(
        nw.col(PARTS[unit]).cast(nw.Float64).alias("compared")
    )


def _gini_rows(sums: nw.LazyFrame[Any], gini: nw.Expr, keys: list[str], name: str) -> nw.LazyFrame[Any]:
    """The Gini with rounding noise below zero taken off; missing stays missing."""
    found = sums.with_columns(gini.alias(name)).with_columns(
        nw.when(nw.col(name).is_null() | (nw.col(name) > 0)).then(nw.col(name)).otherwise(0.0).alias(name)
    )
    counts = nw.col(PARTS[keys[0]], "unknown").cast(nw.Int64)
    return found.select(*keys, counts, name).sort(*keys)
