"""Which industries a region lacks in a year, what is known of each such pair then, and which came later.

A pair of region and industry is *absent* if its location quotient is below `absent`, and has *entered* by a later
year if its quotient is at least `present` then. All that is known of a pair comes from the base year alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.activity.rows import AMOUNT, checked_rows
from renkei.clusters.dynamics.keys import known_years
from renkei.clusters.relatedness.proximity import presence, proximity
from renkei.errors import ParameterError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]
    Truths = NDArray[np.bool_]

FEATURES: Final = (
    "relatedness_density",
    "relative_density",
    "ubiquity",
    "diversity",
    "region_size",
    "industry_size",
    "location_quotient",
    "foothold",
)
COUNTED: Final = ("ubiquity", "diversity", "region_size", "industry_size")
"""Features that range over orders of magnitude: the model takes log(1 + x)."""


@dataclass(frozen=True, slots=True)
class EntryRule:
    """When an industry counts as absent and as entered, and how strongly the model is held back.

    absent, present: location quotients; an absent pair is below the first, an entered one reaches the second.
    minimum: the `value` that an entered pair must have. breaks: first years of a new classification; no
    transition spans one. penalty: half of it times the squared coefficients of standardised features is added to
    the negative log-likelihood.
    """

    absent: float = 0.5
    present: float = 1.0
    minimum: float = 1.0
    breaks: tuple[int, ...] = ()
    penalty: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.absent <= self.present:
            raise ParameterError(
                "`absent` is {absent} and `present` is {present}; expected 0 < absent ≤ present.",
                absent=self.absent,
                present=self.present,
            )
        for name in ("minimum", "penalty"):
            check_at_least(name, getattr(self, name), 0)

    def spans(self, start: int, end: int) -> bool:
        """Whether the classification changed after `start` and not after `end`."""
        return any(start < year <= end for year in self.breaks)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """`amounts[year][r, i]`: regions × industries in rising order of label; NaN is unknown."""

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    amounts: dict[int, Numbers]

    @property
    def years(self) -> list[int]:
        """The years in rising order."""
        return sorted(self.amounts)

    @classmethod
    def from_table(cls, activity: IntoFrame, value: str) -> Panel:
        """The panel of an activity table; a pair without a row is zero. Raises `TableError` as `shift_share`."""
        counted = checked_rows(activity, table="activity", keys=("region", "industry", "year"), value=value)
        years = known_years(counted, "activity")
        rows: pl.DataFrame = counted.rows.collect("polars").to_native()
        labels = [rows[name].cast(pl.String).unique().sort() for name in ("region", "industry")]
        shape = (len(labels[0]), len(labels[1]))
        coded = rows.select(
            pl.col("region").cast(pl.String).cast(pl.Enum(labels[0])).to_physical(),
            pl.col("industry").cast(pl.String).cast(pl.Enum(labels[1])).to_physical(),
            "year",
            pl.col(AMOUNT).fill_null(float("nan")),
        )
        amounts = {year: _filled(coded.filter(pl.col("year") == year), shape) for year in years}
        return cls(tuple(labels[0]), tuple(labels[1]), amounts)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The absent pairs of a year, in the order of region and industry; `features` has a column per `FEATURES`."""

    region: Places
    industry: Places
    features: Numbers

    def explained(self) -> Numbers:
        """The features as the model takes them."""
        counted = np.isin(FEATURES, COUNTED)
        return np.where(counted, np.log1p(np.where(counted, self.features, 0.0)), self.features)

    def where(self, kept: Truths) -> Candidates:
        """Those for which `kept` holds."""
        return Candidates(self.region[kept], self.industry[kept], self.features[kept])


def _filled(rows: pl.DataFrame, shape: tuple[int, int]) -> Numbers:
    amounts = np.zeros(shape)
    amounts[rows["region"].to_numpy(), rows["industry"].to_numpy()] = rows[AMOUNT].to_numpy()
    return amounts


def candidates(amounts: Numbers, rule: EntryRule) -> Candidates:
    """The absent pairs of a year with what is known of them.

    A pair is left out if it is unknown, or if its region or industry has nothing at all. Unknown amounts count
    as not present in features of other pairs, and sums are of known parts.
    """
    known = np.nan_to_num(amounts, nan=0.0)
    quotient = _quotients(known)
    present = presence(known, location_quotient=rule.present, minimum=rule.minimum)
    possible = (known.sum(axis=1) > 0)[:, np.newaxis] & (known.sum(axis=0) > 0)
    absent = possible & ~np.isnan(amounts) & ~presence(known, location_quotient=rule.absent)
    region, industry = np.nonzero(absent)
    density = density_among_others(present)[region, industry]
    diversity, ubiquity = present.sum(axis=1)[region], present.sum(axis=0)[industry]
    share = diversity / max(np.count_nonzero(known.sum(axis=0)), 1)
    columns = (
        density,
        np.divide(density, share, out=np.zeros(len(share)), where=share > 0),
        ubiquity,
        diversity,
        known.sum(axis=1)[region],
        known.sum(axis=0)[industry],
        quotient[region, industry],
        known[region, industry] > 0,
    )
    return Candidates(region, industry, np.column_stack(columns).astype(np.float64))


def density_among_others(present: Truths) -> Numbers:
    """Σ_j M_rj φ_ij ÷ Σ_j φ_ij over the other industries j; 0 where the industry is related to none."""
    near, _ = proximity(present)
    np.fill_diagonal(near, 0.0)
    around = near.sum(axis=0)
    sums = present.astype(np.float64) @ near
    density: Numbers = np.divide(sums, around, out=np.zeros_like(sums), where=around > 0)
    return density


def outcomes(found: Candidates, later: Numbers, rule: EntryRule) -> tuple[Truths, Truths]:
    """Whether each candidate has a known outcome in the year of the amounts `later`, and whether it entered.

    An outcome is unknown if the pair's amount is, or if the industry has nothing in the nation any more: its
    code may have been given up.
    """
    known = np.nan_to_num(later, nan=0.0)
    entered = presence(known, location_quotient=rule.present, minimum=rule.minimum)
    valid = ~np.isnan(later) & (known.sum(axis=0) > 0)
    return valid[found.region, found.industry], entered[found.region, found.industry]


def _quotients(known: Numbers) -> Numbers:
    expected = known.sum(axis=1, keepdims=True) * known.sum(axis=0)
    quotient: Numbers = np.divide(known * known.sum(), expected, out=np.zeros_like(known), where=expected > 0)
    return quotient


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What became of absent pairs between years of `panel`; each pair of years is looked at once."""

    panel: Panel
    rule: EntryRule
    seen: dict[tuple[int, int], tuple[Numbers, Truths]] = field(default_factory=dict)

    def between(self, base: int, end: int) -> tuple[Numbers, Truths]:
        """What was known in `base` of the absent pairs with a known outcome in `end`, and if they had entered."""
        if (base, end) not in self.seen:
            found = candidates(self.panel.amounts[base], self.rule)
            valid, entered = outcomes(found, self.panel.amounts[end], self.rule)
            self.seen[base, end] = found.explained()[valid], entered[valid]
        return self.seen[base, end]
