"""The stage of life as far as one register of living plants can tell it: from when they opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.dynamics.series import filled, series_of
from renkei.clusters.dynamics.stages import Condition, first_that_holds
from renkei.errors import ParameterError
from renkei.language import Text
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.dynamics.series import Numbers
    from renkei.tables.frames import FrameT


@dataclass(frozen=True, slots=True)
class OpeningStageRule:
    """The thresholds of `life_cycle_from_openings`.

    recent: years that count as recent. least: dated plants below which nothing is said. much, little: how many
    times the nation's opening rate is much, or little. young: years within which half the plants of a forming
    cluster opened. old: years before which half the plants of a renewing cluster opened.
    """

    recent: int = 5
    least: int = 10
    much: float = 1.25
    little: float = 0.5
    young: int = 10
    old: int = 20

    def __post_init__(self) -> None:
        for name in ("recent", "least", "young", "old"):
            check_at_least(name, getattr(self, name), 1)
        if not 0 <= self.little <= self.much:
            raise ParameterError(
                "`little` is {little} and `much` is {much}; expected 0 ≤ little ≤ much.",
                little=self.little,
                much=self.much,
            )


STANDARD: Final = OpeningStageRule()


def life_cycle_from_openings(
    openings: FrameT,
    *,
    year: int,
    by: tuple[str, ...] = ("region", "industry"),
    rule: OpeningStageRule = STANDARD,
) -> FrameT:
    """The stage of life of each `by`, as far as the opening years of plants that still exist tell it.

    For data of one year: `openings` has the columns `by`, year (of opening) and openings. Plants that closed are
    not in it, so decline cannot be seen: where few plants are young the stage is "mature_or_declining", and
    "declining" is never given. Earlier openings are undercounted everywhere; comparing with the nation's rate
    takes off what all have in common.

    Columns: `by`, year, dated (plants opened not after `year`), openings (in the last `rule.recent` years),
    opening_rate = openings ÷ dated, nation_rate (the same of the whole table), relative_opening_rate = their
    ratio, median_opened (year by which half had opened), life_cycle_stage, because. Stages, the first that holds:
    unknown (`too_few`: dated < `least`), forming (`young`: median_opened less than `young` years ago and relative
    rate ≥ 1), renewing (`old_and_reviving`: median_opened `old` years ago or more, relative rate ≥ `much`),
    growing (`reviving`: relative rate ≥ `much`), mature_or_declining (`few_openings`: relative rate < `little`),
    mature (`usual`). Sorted by `by`.

    Raises `ParameterError` if `by` is empty; `TableError` if a column is absent, a key is empty or repeated,
    or a count is text, negative or infinite. A count that is unknown makes the stage unknown (`unknown_values`).
    """
    series = series_of(openings, by, ("openings",), "openings")
    kept = series.years <= year
    counts, years = series.amounts["openings"][:, kept], series.years[kept]
    dated, recent = counts.sum(axis=1), counts[:, years > year - rule.recent].sum(axis=1)
    rate = _share(recent, dated)
    nation = float(np.nansum(recent) / np.nansum(dated)) if np.nansum(dated) > 0 else np.nan
    relative = rate / nation if nation > 0 else np.full(len(rate), np.nan)
    median = _median_year(counts, years)
    because = _because((dated, relative, median), year, rule)
    table = series.keys.with_columns(
        pl.lit(year, pl.Int64).alias("year"),
        filled(dated).alias("dated").cast(pl.Int64),
        filled(recent).alias("openings").cast(pl.Int64),
        filled(rate).alias("opening_rate"),
        filled(np.full(len(rate), nation)).alias("nation_rate"),
        filled(relative).alias("relative_opening_rate"),
        filled(median).alias("median_opened").cast(pl.Int64),
        pl.Series("life_cycle_stage", [STAGE_OF[one] for one in because], pl.String),
        pl.Series("because", because.tolist(), pl.String),
    )
    return as_kind_of(table, openings)


OPENING_CONDITIONS: Final = (
    Condition(
        "unknown_values",
        "unknown",
        Text(
            zh_hant="有些年份的開業家數不明。",
            en="How many plants opened is unknown for some years.",
            ja="開設数のわからない年がある。",
        ),
    ),
    Condition(
        "too_few",
        "unknown",
        Text(
            zh_hant="知道開業年份的工廠不到 {least} 家。",
            en="The opening year is known of fewer than {least} plants.",
            ja="開設年のわかる工場が{least}に満たない。",
        ),
    ),
    Condition(
        "young",
        "forming",
        Text(
            zh_hant="半數以上的工廠是最近 {young} 年內開業的，近 {recent} 年的新設率不低於全體。",
            en="Half of its plants opened less than {young} years ago, and its opening rate over {recent} years is "
            "at least the overall one.",
            ja="半数の工場が最近{young}年以内に開設され、最近{recent}年の開設率は全体を下回らない。",
        ),
    ),
    Condition(
        "old_and_reviving",
        "renewing",
        Text(
            zh_hant="半數以上的工廠開業已滿 {old} 年，但近 {recent} 年的新設率達全體的 {much:g} 倍以上。",
            en="Half of its plants are {old} years old or more, but its opening rate over {recent} years is "
            "{much:g} times the overall one or higher.",
            ja="半数の工場は開設から{old}年以上たつが、最近{recent}年の開設率は全体の{much:g}倍以上ある。",
        ),
    ),
    Condition(
        "reviving",
        "growing",
        Text(
            zh_hant="近 {recent} 年的新設率達全體的 {much:g} 倍以上。",
            en="Its opening rate over {recent} years is {much:g} times the overall one or higher.",
            ja="最近{recent}年の開設率が全体の{much:g}倍以上ある。",
        ),
    ),
    Condition(
        "few_openings",
        "mature_or_declining",
        Text(
            zh_hant="近 {recent} 年的新設率不到全體的 {little:g} 倍；歇業的工廠不在資料中，無從分辨是成熟還是衰退。",
            en="Its opening rate over {recent} years is below {little:g} times the overall one; plants that closed "
            "are not in the data, so maturity cannot be told from decline.",
            ja="最近{recent}年の開設率が全体の{little:g}倍に満たない。廃業した工場はデータになく、"
            "成熟か衰退かは区別できない。",
        ),
    ),
    Condition(
        "usual",
        "mature",
        Text(
            zh_hant="新設率與全體相近。",
            en="Its opening rate is about the overall one.",
            ja="開設率は全体と同じくらいである。",
        ),
    ),
)
"""The conditions of `life_cycle_from_openings` in their order, with the stage that each gives."""
STAGE_OF: Final = {one.because: one.stage for one in OPENING_CONDITIONS}


def _share(part: Numbers, whole: Numbers) -> Numbers:
    share: Numbers = np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return share


def _median_year(counts: Numbers, years: NDArray[np.int64]) -> Numbers:
    """The year by which half the plants had opened; NaN where none is dated or a count is unknown."""
    summed = np.cumsum(counts, axis=1)
    if not summed.size:
        return np.full(len(counts), np.nan)
    whole = summed[:, -1]
    reached = (2 * summed >= whole[:, np.newaxis]).argmax(axis=1)
    return np.where(whole > 0, years[reached], np.nan)


def _because(
    evidence: tuple[Numbers, Numbers, Numbers], year: int, rule: OpeningStageRule
) -> NDArray[np.object_]:
    dated, relative, median = evidence
    age = year - median
    holds = {
        "unknown_values": np.isnan(dated),
        "too_few": (dated < rule.least) | np.isnan(relative),
        "young": (age < rule.young) & (relative >= 1.0),
        "old_and_reviving": (age >= rule.old) & (relative >= rule.much),
        "reviving": relative >= rule.much,
        "few_openings": relative < rule.little,
        "usual": np.full(len(dated), True),
    }
    return first_that_holds(holds)
