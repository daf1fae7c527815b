"""Which regions are specialised in which industries, year by year: what every method here starts from.

A region is specialised in an industry when its location quotient reaches a threshold and it has at least so
much of it. An unknown value is no specialisation and no part of a total; how many there are is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from scipy import sparse

from renkei.clusters.activity.options import check_at_least
from renkei.clusters.activity.rows import AMOUNT, activity_rows
from renkei.clusters.relatedness.proximity import reaches_quotient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.activity.matrix import RegionIndustryMatrix
    from renkei.clusters.activity.rows import CheckedRows

    Numbers = NDArray[np.float64]
    Places = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class PresenceRule:
    """A region is specialised where LQ ≥ `location_quotient` and it has at least `minimum` of `value`."""

    value: str = "establishments"
    location_quotient: float = 1.0
    minimum: float = 0.0

    def __post_init__(self) -> None:
        for name in ("location_quotient", "minimum"):
            check_at_least(name, getattr(self, name), 0)


@dataclass(frozen=True, eq=False)
class Presences:
    """One year: the amounts above zero, cell by cell, and whether the region is specialised there.

    `region` and `industry` are the places of a cell's labels in `regions` and `industries`; these are in
    rising order and hold all that have a row, even if their amounts are zero or unknown. `year` holds the
    year, or nothing where there is none; `unknown` are the places of the cells with unknown amounts.
    """

    year: pl.Series | None
    regions: pl.Series
    industries: pl.Series
    region: Places
    industry: Places
    amount: Numbers
    specialised: NDArray[np.bool_]
    unknown: tuple[Places, Places]

    @property
    def shape(self) -> tuple[int, int]:
        """How many regions and industries have a place."""
        return len(self.regions), len(self.industries)

    @cached_property
    def present(self) -> sparse.csr_array:
        """1 where a region is specialised in an industry; regions × industries."""
        places = (self.region[self.specialised], self.industry[self.specialised])
        return sparse.coo_array((np.ones(len(places[0])), places), shape=self.shape).tocsr()

    @cached_property
    def amounts(self) -> sparse.csr_array:
        """The known amounts; regions × industries."""
        return sparse.coo_array((self.amount, (self.region, self.industry)), shape=self.shape).tocsr()

    def region_rows(self, **columns: object) -> pl.DataFrame:
        """One row per region: diversity (industries it is specialised in), unknown cells, `columns`."""
        diversity = np.bincount(self.region[self.specialised], minlength=self.shape[0])
        counts = {"diversity": diversity, "unknown": np.bincount(self.unknown[0], minlength=self.shape[0])}
        return self.rows({"region": self.regions}, counts | columns)

    def industry_rows(self, **columns: object) -> pl.DataFrame:
        """One row per industry: ubiquity (regions specialised in it), unknown cells, `columns`."""
        ubiquity = np.bincount(self.industry[self.specialised], minlength=self.shape[1])
        counts = {"ubiquity": ubiquity, "unknown": np.bincount(self.unknown[1], minlength=self.shape[1])}
        return self.rows({"industry": self.industries}, counts | columns)

    def pair_rows(self, region: Places, industry: Places, **columns: object) -> pl.DataFrame:
        """One row per pair of a region and an industry, given by their places, with `columns`."""
        keys = {"region": self.regions.gather(region), "industry": self.industries.gather(industry)}
        return self.rows(keys, columns)

    def industry_pair_rows(self, a: Places, b: Places, **columns: object) -> pl.DataFrame:
        """One row per pair of industries, given by their places, with `columns`."""
        keys = {"industry_a": self.industries.gather(a), "industry_b": self.industries.gather(b)}
        return self.rows(keys, columns)

    def rows(self, keys: dict[str, pl.Series], columns: dict[str, Any]) -> pl.DataFrame:
        """A table of keys, year and columns; NaN becomes missing."""
        height = len(next(iter(keys.values())))
        period = {}
        if self.year is not None:
            period["year"] = self.year.new_from_index(0, height) if height else self.year.clear()
        filled = {
            name: np.full(height, column) if np.isscalar(column) else column
            for name, column in columns.items()
        }
        return pl.DataFrame({**keys, **period, **filled}, nan_to_null=True)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The years of an activity table, read once: iterate for the `Presences` of one year after another."""

    rule: PresenceRule
    labels: tuple[pl.Series, pl.Series]
    places: tuple[Places, Places]
    amounts: Numbers
    years: pl.Series | None

    @classmethod
    def read(cls, activity: IntoFrame, rule: PresenceRule) -> Panel:
        """The panel of an activity table; any kind of frame. Raises `TableError` as `location_quotient`."""
        return cls.of(activity_rows(activity, rule.value), rule)

    @classmethod
    def of(cls, counted: CheckedRows, rule: PresenceRule) -> Panel:
        """The panel of checked rows of an activity table."""
        rows = counted.rows.select(*counted.keys, AMOUNT).collect("polars").to_native()
        if counted.period and not rows["year"].is_sorted():
            rows = rows.sort("year", maintain_order=True)
        (regions, region), (industries, industry) = (_placed(rows[unit]) for unit in ("region", "industry"))
        amounts = rows[AMOUNT].fill_null(np.nan).to_numpy()
        years = rows["year"] if counted.period else None
        return cls(rule, (regions, industries), (region, industry), amounts, years)

    def __iter__(self) -> Iterator[Presences]:
        for start, stop in pairwise(self._bounds()):
            cells = slice(start, stop)
            regions, region = _those_there(self.labels[0], self.places[0][cells])
            industries, industry = _those_there(self.labels[1], self.places[1][cells])
            year = None if self.years is None else self.years[start : start + 1]
            yield _presences(year, (regions, industries), (region, industry), self.amounts[cells], self.rule)

    def _bounds(self) -> list[int]:
        """Where each year's rows begin, and where the last one's end."""
        if self.years is None or self.years.is_empty():
            return [0, len(self.amounts)]
        lengths = self.years.rle().struct.field("len").to_numpy()
        return [0, *np.cumsum(lengths).tolist()]


def presence_matrix(
    matrix: RegionIndustryMatrix, *, location_quotient: float = 1.0, minimum: float = 0.0
) -> sparse.csr_array:
    """1 where a region is specialised in an industry; sparse, in the order of the matrix's labels.

    Specialised means LQ ≥ `location_quotient` with a value of at least `minimum`. What `complexity_vectors`,
    `fitness_vectors`, `relatedness_matrix` and `density_matrix` start from. Raises `ParameterError` for a
    threshold below zero.
    """
    rule = PresenceRule(location_quotient=location_quotient, minimum=minimum)
    cells = matrix.values.tocoo()
    labels = pl.Series(matrix.regions, dtype=pl.String), pl.Series(matrix.industries, dtype=pl.String)
    return _presences(None, labels, (cells.coords[0], cells.coords[1]), cells.data, rule).present


def _presences(
    year: pl.Series | None,
    labels: tuple[pl.Series, pl.Series],
    places: tuple[Places, Places],
    amounts: Numbers,
    rule: PresenceRule,
) -> Presences:
    missing = np.isnan(amounts)
    unknown = places[0][missing], places[1][missing]
    positive = amounts > 0
    if not positive.all():
        places, amounts = (places[0][positive], places[1][positive]), amounts[positive]
    of_region = np.bincount(places[0], amounts, minlength=len(labels[0]))[places[0]]
    of_industry = np.bincount(places[1], amounts, minlength=len(labels[1]))[places[1]]
    both = np.asarray(of_region * of_industry, dtype=np.float64)
    specialised = reaches_quotient(amounts, both, amounts.sum(), rule.location_quotient)
    specialised &= amounts >= rule.minimum
    return Presences(year, *labels, *places, amounts, specialised, unknown)


def stacked(parts: list[pl.DataFrame], *keys: str) -> pl.DataFrame:
    """The tables of all years as one, sorted by `keys` and year; without keys year after year, as they come."""
    if len(parts) == 1 or not keys:
        return pl.concat(parts, rechunk=False)
    return pl.concat(parts).sort(*keys, "year")


def _placed(keys: pl.Series) -> tuple[pl.Series, Places]:
    """The distinct labels in rising order, and for each row the place of its label among them."""
    if isinstance(keys.dtype, pl.Enum):
        labels, codes = _those_there(keys.dtype.categories, keys.to_physical().to_numpy())
        rank = labels.arg_sort().arg_sort().to_numpy()
        return labels.sort().cast(keys.dtype), rank.astype(codes.dtype)[codes]
    labels = keys.unique().sort()
    if labels.dtype in (pl.String, pl.Categorical):
        ordered = labels.cast(pl.String).sort()
        places = keys.cast(pl.String).cast(pl.Enum(ordered)).to_physical().to_numpy()
        return ordered.cast(labels.dtype), places
    return labels, np.searchsorted(labels.to_numpy(), keys.to_numpy())


def _those_there(labels: pl.Series, places: Places) -> tuple[pl.Series, Places]:
    """The labels that occur in `places`, and `places` counted among these alone."""
    there = np.bincount(places, minlength=len(labels)) > 0
    if there.all():
        return labels, places
    return labels.filter(pl.Series(there)), (np.cumsum(there) - 1)[places]
