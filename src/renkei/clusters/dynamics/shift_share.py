"""Why did a region grow: with the nation, through its industries, or by itself? Shift-share analysis.

For an industry i of region r with e before and e' after, and the nation's growth rates g (all industries) and
g_i (this industry):

    national effect   e g                 what the region would have gained at the national rate
    mix effect        e (g_i - g)         what its industries gained more, nationwide, than all industries
    regional effect   e' - e (1 + g_i)    what is left: its own advantage or disadvantage
    net shift         mix + regional      growth beyond the national rate

The three effects of each cell, and so their sums, add up to e' - e. Over all regions the regional effects of an
industry add up to zero, and so do the mix effects of all industries. An industry that the nation did not have
before has no rate: g_i = g is taken, its growth is regional, and mix and regional effects add up to zero only
together.

Zero and unknown: a pair of region and industry without a row in a year had none then. A pair that is unknown
(empty, NaN, `suppressed`) in either year is left out of region and nation alike and counted in `unknown`, so
the parts still add up exactly, to the growth of what is known in both years. An industry code must mean the same
in both years; bring the classification to one version first.

Source: Dunn (1960), A statistical and analytical technique for regional analysis, Papers of the Regional
Science Association 6, 97-112.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import narwhals as nw

from renkei.clusters.activity.mix import ratio
from renkei.clusters.activity.region_keys import check_joinable
from renkei.clusters.activity.rows import CheckedRows, checked_rows
from renkei.clusters.dynamics.keys import Key, check_by, known_years, only_where, period_of, two_years
from renkei.errors import TableError
from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

    from renkei.tables.frames import FrameT

    Rows = nw.LazyFrame[Any]

EFFECTS: Final = ("growth", "national_effect", "mix_effect", "regional_effect", "net_shift")
HOMOTHETIC: Final = ("homothetic", "competitive_effect", "allocation_effect")
DYNAMIC: Final = ("dynamic_national_effect", "dynamic_mix_effect", "dynamic_regional_effect")


def shift_share(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    by: tuple[Key, ...] = ("region",),
    value: str = "establishments",
    nation: IntoFrame | None = None,
) -> FrameT:
    """The growth of each region from `start` to `end` as national, mix and regional effect (Dunn).

    `activity` has region, industry, year and `value`; `nation` has industry, year and `value` and is needed
    where the regions given are not the whole nation. `start` and `end` are the first and last year unless set.
    Columns: `by`, start, end, unknown (pairs left out), before, after, growth = after - before,
    national_effect, mix_effect, regional_effect, net_shift; all in the unit of `value`. Rows of
    ("region", "industry") add up to those of ("region",). Missing where nothing is known or the nation began
    with nothing. Sorted by key. Formulas, missing values and source: this module.

    Raises `ParameterError` if a year is not in the table, the years are not in order, or `by` names no key;
    `TableError` if a column is absent, a key is empty or repeated, years are not whole numbers, a value is
    text, negative or infinite, or `nation` lacks an industry.
    """
    counted, start, end = _panel(activity, value, (start, end), by)
    cells = _effects(_with_nation(counted, nation, start, end))
    return same_kind(_summed(cells, by, (start, end), EFFECTS), activity)


def homothetic_shift_share(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    by: tuple[Key, ...] = ("region",),
    value: str = "establishments",
    nation: IntoFrame | None = None,
) -> FrameT:
    """As `shift_share`, the regional effect split into competition proper and allocation (Esteban-Marquillas).

    Columns: `by`, start, end, unknown, before, after, growth, national_effect, mix_effect, homothetic,
    competitive_effect, allocation_effect; all in the unit of `value`. homothetic h = e_r E_i / E: what the
    region would have had before at the national mix. With its own growth rate g_ri of the industry,

        competitive effect   h (g_ri - g_i)          being faster, apart from what the region specialises in
        allocation effect    (e - h) (g_ri - g_i)    specialising in what it is faster (or slower) at

    and both add up to the regional effect. An industry that the region did not have before has no g_ri: its
    regional effect is allocation. Options, missing values and errors as `shift_share`.

    Source: Esteban-Marquillas (1972), A reinterpretation of shift-share analysis, Regional and Urban Economics
    2 (3), 249-261, eq. 6-8.
    """
    counted, start, end = _panel(activity, value, (start, end), by)
    cells = _homothetic(_effects(_with_nation(counted, nation, start, end)))
    return same_kind(_summed(cells, by, (start, end), (*EFFECTS[:3], *HOMOTHETIC)), activity)


def shift_share_factors(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    value: str = "establishments",
    nation: IntoFrame | None = None,
) -> FrameT:
    """Shift-share as factors: how many times the nation's growth a region had, and through what (Gerfin).

    Columns: region, start, end, unknown, before, after, and three ratios, 1 where the region is as the nation:
    structural_factor = Σ e (1 + g_i) ÷ e_r (1 + g), its industries grew faster nationwide than all industries;
    location_factor = e'_r ÷ Σ e (1 + g_i), it grew faster than its industries did; regional_factor = their
    product = (1 + g_r) ÷ (1 + g). Factors of regions of any size compare. Missing where nothing was there.
    Options, missing values and errors as `shift_share`.

    Source: Gerfin (1964), Gesamtwirtschaftliches Wachstum und regionale Entwicklung, Kyklos 17, 565-593.
    """
    counted, start, end = _panel(activity, value, (start, end), ("region",))
    cells = _effects(_with_nation(counted, nation, start, end))
    sums = _summed(cells, ("region",), (start, end), EFFECTS)
    before, national, mix = nw.col("before"), nw.col("national_effect"), nw.col("mix_effect")
    found = sums.with_columns(
        ratio(before + national + mix, before + national).alias("structural_factor"),
        ratio(nw.col("after"), before + national + mix).alias("location_factor"),
        ratio(nw.col("after"), before + national).alias("regional_factor"),
    )
    return same_kind(found.drop(*EFFECTS), activity)


def dynamic_shift_share(
    activity: FrameT,
    *,
    start: int | None = None,
    end: int | None = None,
    by: tuple[Key, ...] = ("region",),
    value: str = "establishments",
    nation: IntoFrame | None = None,
) -> FrameT:
    """Shift-share year by year, added up: rates and industry mix keep pace with the economy (Barff & Knight).

    The comparison of two years holds the mix of the first for the whole period; here each pair of neighbouring
    years of the table from `start` to `end` is decomposed by itself. Columns: `by`, start, end, steps (pairs of
    years), unknown (pairs of region and industry left out, in all steps), growth, dynamic_national_effect,
    dynamic_mix_effect, dynamic_regional_effect; all in the unit of `value`. The effects add up to growth,
    which is after - before where nothing is unknown in between. Options, missing values and errors as
    `shift_share`; time grows with the number of years.

    Source: Barff & Knight (1988), Dynamic shift-share analysis, Growth and Change 19 (2), 1-10.
    """
    counted, start, end = _panel(activity, value, (start, end), by)
    years = [year for year in known_years(counted, "activity") if start <= year <= end]
    steps = [_effects(_with_nation(counted, nation, *step)) for step in pairwise(years)]
    whole = nw.concat(
        [_summed(cells, by, step, EFFECTS) for cells, step in zip(steps, pairwise(years), strict=True)]
    )
    effects = dict(zip(EFFECTS[1:4], DYNAMIC, strict=True))
    sums = (
        whole.with_columns(nw.when(~nw.col("growth").is_null()).then(1).otherwise(0).alias("steps"))
        .group_by(*by)
        .agg(nw.col("start").min(), nw.col("end").max(), nw.col("steps", "unknown", *EFFECTS).sum())
        .with_columns(*only_where(nw.col("steps") > 0, *EFFECTS))
        .with_columns(nw.col("steps", "unknown").cast(nw.Int64))
        .rename(effects)
    )
    return same_kind(
        sums.select(*by, "start", "end", "steps", "unknown", "growth", *DYNAMIC).sort(*by), activity
    )


def _panel(
    activity: IntoFrame, value: str, period: tuple[int | None, int | None], by: tuple[Key, ...]
) -> tuple[CheckedRows, int, int]:
    check_by(by)
    counted = checked_rows(activity, table="activity", keys=("region", "industry", "year"), value=value)
    return counted, *period_of(known_years(counted, "activity"), *period, "activity")


def _with_nation(counted: CheckedRows, nation: IntoFrame | None, start: int, end: int) -> Rows:
    """The cells with the nation's amounts of their industry (`_i`) and of all industries (`_n`)."""
    cells = two_years(counted, ("region", "industry"), start, end)
    if nation is None:
        own = ((name, nw.col(name).fill_null(0.0).sum()) for name in ("before", "after"))
        return cells.with_columns(
            *(
                total
                for name, summed in own
                for total in (summed.over("industry").alias(f"{name}_i"), summed.alias(f"{name}_n"))
            )
        )
    given = checked_rows(nation, table="nation", keys=("industry", "year"), value=counted.value)
    check_joinable(counted, given, ("activity", "nation"))
    period_of(known_years(given, "nation"), start, end, "nation")
    whole = two_years(given, ("industry",), start, end)
    _check_industries(cells, whole)
    return _joined(cells, whole)


def _joined(cells: Rows, whole: Rows) -> Rows:
    """Cells beside the nation; one whose industry is unknown in the nation is unknown."""
    totals = whole.with_columns(
        *(nw.col(name).alias(f"{name}_i") for name in ("before", "after")),
        *(nw.col(name).sum().alias(f"{name}_n") for name in ("before", "after")),
    ).select("industry", "before_i", "after_i", "before_n", "after_n", nw.col("unknown").alias("lost"))
    joined = cells.join(totals, on="industry", how="inner")
    known = nw.col("lost") == 0
    return joined.with_columns(
        *only_where(known, "before", "after"),
        nw.when(known).then(nw.col("unknown")).otherwise(1).alias("unknown"),
    )


def _check_industries(cells: Rows, whole: Rows) -> None:
    lost = cells.select("industry").unique("industry").join(whole, on="industry", how="anti").collect()
    if len(lost):
        raise TableError(
            "{count} industries of `activity` are not in `nation` ({examples}). "
            "Add them to `nation`, or take their rows out of `activity`.",
            count=len(lost),
            examples=", ".join(sorted(str(code) for code in lost["industry"].to_list())[:3]),
        )


def _effects(cells: Rows) -> Rows:
    """The cells with Dunn's effects; missing where the cell is unknown or the nation began with nothing."""
    before, after = nw.col("before"), nw.col("after")
    g = ratio(nw.col("after_n"), nw.col("before_n")) - 1.0
    own = nw.col("before_i") > 0
    rates = cells.with_columns(g.alias("g")).with_columns(
        nw.when(own)
        .then(ratio(nw.col("after_i"), nw.col("before_i")) - 1.0)
        .otherwise(nw.col("g"))
        .alias("g_i")
    )
    split = rates.with_columns(
        (after - before + 0.0 * nw.col("g")).alias("growth"),
        (before * nw.col("g")).alias("national_effect"),
        (before * (nw.col("g_i") - nw.col("g"))).alias("mix_effect"),
        (after - before - before * nw.col("g_i")).alias("regional_effect"),
    )
    return split.with_columns((nw.col("mix_effect") + nw.col("regional_effect")).alias("net_shift"))


def _homothetic(cells: Rows) -> Rows:
    before, regional = nw.col("before"), nw.col("regional_effect")
    share = ratio(nw.col("before_i"), nw.col("before_n"))
    known = nw.when(~before.is_null()).then(before.fill_null(0.0).sum().over("region") * share)
    split = cells.with_columns(known.alias("homothetic"))
    faster = nw.when(before > 0).then(nw.col("homothetic") * (regional / before))
    competitive = nw.when(before <= 0).then(0.0).otherwise(faster)
    return split.with_columns(competitive.alias("competitive_effect")).with_columns(
        (regional - nw.col("competitive_effect")).alias("allocation_effect")
    )


def _summed(cells: Rows, by: tuple[Key, ...], period: tuple[int, int], effects: tuple[str, ...]) -> Rows:
    """The cells added up by `by`; an amount is missing where no cell of it is known."""
    amounts = ("before", "after", *effects)
    known = nw.when(~nw.col("growth").is_null()).then(1).otherwise(0).alias("known")
    sums = cells.with_columns(known).group_by(*by).agg(nw.col("unknown", "known", *amounts).sum())
    return (
        sums.with_columns(*only_where(nw.col("known") > 0, *amounts))
        .with_columns(
            nw.lit(period[0]).cast(nw.Int64).alias("start"),
            nw.lit(period[1]).cast(nw.Int64).alias("end"),
            nw.col("unknown").cast(nw.Int64),
        )
        .select(*by, "start", "end", "unknown", *amounts)
        .sort(*by)
    )
