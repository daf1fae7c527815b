"""Which industries a region lacks will come next: probabilities from relatedness, size and structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from threadpoolctl import threadpool_limits

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.dynamics.keys import check_year
from renkei.clusters.dynamics.logistic import fitted_logistic
from renkei.clusters.dynamics.transitions import FEATURES, EntryRule, History, Panel, candidates
from renkei.errors import ParameterError, TableError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from renkei.clusters.dynamics.transitions import Candidates, Numbers
    from renkei.tables.frames import FrameT

STANDARD: Final = EntryRule()
SHOWN: Final = ("ubiquity", "diversity")


def entry_forecast(
    activity: FrameT,
    *,
    base: int | None = None,
    horizon: int = 3,
    value: str = "establishments",
    rule: EntryRule = STANDARD,
) -> FrameT:
    """For each industry that a region lacks in `base`, the probability that it has entered `horizon` years later.

    Columns: region, industry, base, end = base + horizon, `value`, location_quotient, relatedness_density (ratio,
    0 to 1), ubiquity (regions that have the industry), diversity (industries that the region has),
    entry_probability (0 to 1), rank (1 = most likely in its region). One row per pair that is absent (LQ <
    `rule.absent`) and known; sorted by key. `base` is the last year unless set.

    How: relatedness density of industry i for region r = Σ_j M_rj φ_ij ÷ Σ_j φ_ij (j ≠ i: as
    `relatedness_density` with itself="excluded"), with M = LQ ≥ `rule.present` and value ≥ `rule.minimum`, and φ
    the proximity, all in the base year. A logistic regression with ridge penalty explains,
    over all earlier pairs of years `horizon` apart that end by `base`, which absent pairs entered (LQ ≥
    `rule.present` and value ≥ `rule.minimum`), by density, density ÷ the region's share of industries present,
    log ubiquity, log diversity, log size of region and industry, LQ, and whether there is any of the industry.
    What it learned is applied to `base`. How far to trust it: `entry_backtest`.

    Zero and unknown: a pair without a row is zero; an unknown pair is neither forecast nor learned from, and
    counts as not present for others. An industry that vanishes from the nation has no outcome. No transition
    spans a year in `rule.breaks`.

    Raises `ParameterError` if `base` is not in the table, `horizon` is below one or no earlier years are that far
    apart, or the forecast spans a break; `TableError` as `shift_share`, and if nothing, or everything, entered.

    Source: Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317, 482-487 (density: eq. 2 of the supplement);
    Boschma, Balland & Kogler (2015), Industrial and Corporate Change 24 (1), 223-250 (entry of regions).
    """
    panel = Panel.from_table(activity, value)
    base = checked_base(panel, base, horizon, rule)
    with threadpool_limits(1, "blas"):
        known, entered = learned_from(History(panel, rule), base, horizon)
        found = candidates(panel.amounts[base], rule)
        probability = fitted_logistic(known, entered, rule.penalty).probability(found.explained())
    return as_kind_of(_forecast(panel, found, probability, (base, horizon, value)), activity)


def check_horizon(panel: Panel, horizon: int) -> None:
    """Raise `ParameterError` if `horizon` is below one, `TableError` if the panel is empty."""
    check_at_least("horizon", horizon, 1)
    if not panel.years:
        raise TableError("`{table}` has no rows, so there is no change to compute.", table="activity")


def checked_base(panel: Panel, base: int | None, horizon: int, rule: EntryRule) -> int:
    """The base year. Raises `ParameterError` if it, or the horizon, is out of range."""
    check_horizon(panel, horizon)
    chosen = panel.years[-1] if base is None else base
    check_year("base", chosen, panel.years, "activity")
    if rule.spans(chosen, chosen + horizon):
        raise ParameterError(
            "From {base} to {end} the classification changes, so entries would be changes of codes. "
            "Choose another base or horizon.",
            base=chosen,
            end=chosen + horizon,
        )
    return chosen


def training_years(panel: Panel, base: int, horizon: int, rule: EntryRule) -> list[tuple[int, int]]:
    """The pairs of years `horizon` apart that end by `base` and span no break."""
    pairs = ((year, year + horizon) for year in panel.years)
    return [
        (one, other)
        for one, other in pairs
        if other <= base and other in panel.amounts and not rule.spans(one, other)
    ]


def learned_from(history: History, base: int, horizon: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """What was known of absent pairs in earlier years, and whether they had entered by `base` at the latest."""
    years = training_years(history.panel, base, horizon, history.rule)
    if not years:
        raise ParameterError(
            "No two years up to {base} are {horizon} year(s) apart without a change of the classification; "
            "there is nothing to learn from. Choose a shorter horizon, or give earlier years.",
            base=base,
            horizon=horizon,
        )
    parts = [history.between(*pair) for pair in years]
    known, entered = (np.concatenate(side) for side in zip(*parts, strict=True))
    if entered.all() or not entered.any():
        raise TableError(
            "Of {pairs} absent pairs in the years before {base}, {entries} entered; the model needs both kinds. "
            "Give more years or regions, or other thresholds.",
            pairs=len(entered),
            base=base,
            entries=int(entered.sum()),
        )
    return known, entered


def _forecast(
    panel: Panel, found: Candidates, probability: Numbers, shown: tuple[int, int, str]
) -> pl.DataFrame:
    base, horizon, value = shown
    table = pl.DataFrame(
        {
            "region": np.array(panel.regions, dtype=object)[found.region].tolist(),
            "industry": np.array(panel.industries, dtype=object)[found.industry].tolist(),
            "base": np.full(len(probability), base, dtype=np.int64),
            "end": np.full(len(probability), base + horizon, dtype=np.int64),
            value: panel.amounts[base][found.region, found.industry],
            **{
                name: found.features[:, FEATURES.index(name)] for name in ("location_quotient", *FEATURES[:1])
            },
            **{name: found.features[:, FEATURES.index(name)].astype(np.int64) for name in SHOWN},
            "entry_probability": probability,
        },
        schema_overrides={"region": pl.String, "industry": pl.String},
    )
    rank = pl.col("entry_probability").rank("ordinal", descending=True).over("region").cast(pl.Int64)
    return table.with_columns(rank.alias("rank"))
