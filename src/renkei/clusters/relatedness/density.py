"""How near each region is to each industry: relatedness density, and all of complexity in one reading.

Time and memory: see `renkei.clusters.relatedness.sums`; of several years one is held at a time, and the rows
of the result. A row of pairs takes 10 bytes where region and industry are categories (pl.Enum with fewer than
65,536 labels), 40 where they are text: give categories for large panels; keys keep their type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from renkei.clusters.relatedness.complexity import complexity_of_industries, complexity_of_regions
from renkei.clusters.relatedness.measures import Measure, check_measure
from renkei.clusters.relatedness.presences import Panel, PresenceRule, Presences, stacked
from renkei.clusters.relatedness.sums import Itself, RelatednessSums
from renkei.clusters.relatedness.vectors import complexity_vectors, standardised
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Places = NDArray[np.integer[Any]]


def relatedness_density(
    activity: FrameT,
    *,
    measure: Measure = "proximity",
    itself: Itself = "included",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How much of what is related to an industry each region has: one row per region and industry.

    Columns: region, industry, (year,) presence (whether the region is specialised in it; missing where its
    amount is unknown), relatedness_density
    ω = Σ_j M_rj φ_ij / Σ_j φ_ij, from 0 to 1, in single precision, distance = 1 - ω. φ is the `measure` of
    `related_industries` (below zero counts as 0). With `itself="included"` the sums run over all industries, i too,
    as in the paper: then ω of an industry that the region has is raised by the industry itself. "excluded"
    leaves j = i out, which changes the order of opportunities too. Missing for an industry related to none.
    Every region and industry with a row in the year has a place. Sorted by year, region, industry.

    Raises `TableError` as `location_quotient`, `ParameterError` for an option out of range.

    Source: Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317, 482-487, eq. 2 and supporting material.
    """
    check_measure(measure)
    panel, every_pair = Panel.read(activity, PresenceRule(value, location_quotient, minimum)), _EveryPair()
    parts = []
    for year in panel:
        related = RelatednessSums(year.present, measure, itself)
        rows = every_pair.rows(year, related, related.density())
        parts.append(rows.with_columns(distance=1 - pl.col("relatedness_density")))
    return as_kind_of(stacked(parts), activity)


def complexity_outlook(
    activity: FrameT,
    *,
    measure: Measure = "proximity",
    itself: Itself = "included",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """How many complex industries lie near each region: the complexity outlook index (COI).

    Columns: region, (year,) diversity, unknown, complexity_outlook = Σ_i ω_ri (1 - M_ri) PCI_i over the
    industries in which the region is not specialised, with ω of `relatedness_density` and the z-scores of
    `product_complexity`; no unit, below zero where near industries are simple ones. Industries without
    complexity add nothing; missing where none has one. Sorted by key. Raises as `relatedness_density`.

    Source: Hausmann et al. (2014), The Atlas of Economic Complexity, MIT Press (opportunity value and gain).
    """
    check_measure(measure)
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    parts = []
    for year in panel:
        complexity = standardised(complexity_vectors(year.present).industries)
        related = RelatednessSums(year.present, measure, itself)
        outlook = related.outlook(related.density(), complexity)
        parts.append(year.region_rows(complexity_outlook=outlook))
    return as_kind_of(stacked(parts, "region"), activity)


@dataclass(frozen=True, slots=True)
class ComplexityPanel:
    """Complexity and relatedness of all years, from one reading of the activity table.

    `regions`: as `economic_complexity`, with complexity_outlook; `industries`: as `product_complexity`;
    `pairs`: region, industry, (year,) presence, relatedness_density, as the function of that name.
    """

    regions: pl.DataFrame
    industries: pl.DataFrame
    pairs: pl.DataFrame


def complexity_panel(
    activity: IntoFrame,
    *,
    measure: Measure = "proximity",
    itself: Itself = "included",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> ComplexityPanel:
    """Complexity of regions and industries and the density of every pair, year by year: what an atlas needs.

    Each number is as its own function defines it; see there. Raises as `relatedness_density`.
    """
    check_measure(measure)
    panel, every_pair = Panel.read(activity, PresenceRule(value, location_quotient, minimum)), _EveryPair()
    parts = []
    for year in panel:
        related = RelatednessSums(year.present, measure, itself)
        density = related.density()
        vectors = complexity_vectors(year.present)
        outlook = related.outlook(density, standardised(vectors.industries))
        parts.append(
            (
                complexity_of_regions(year, vectors, complexity_outlook=outlook),
                complexity_of_industries(year, vectors),
                every_pair.rows(year, related, density),
            )
        )
    regions, industries, pairs = zip(*parts, strict=True)
    return ComplexityPanel(
        stacked(list(regions), "region"), stacked(list(industries), "industry"), stacked(list(pairs))
    )


class _EveryPair:
    """Tables of every region and industry; years with the same labels share the columns of their keys."""

    def __init__(self) -> None:
        self.labels: tuple[pl.Series, pl.Series] | None = None
        self.keys: dict[str, pl.Series] = {}

    def rows(self, year: Presences, related: RelatednessSums, density: NDArray[np.float32]) -> pl.DataFrame:
        """One row per region and industry with presence and relatedness_density."""
        presence = pl.Series(related.present.ravel() > 0)
        if len(year.unknown[0]):
            presence = presence.scatter(year.unknown[0] * year.shape[1] + year.unknown[1], None)
        columns = {"presence": presence, "relatedness_density": density.ravel()}
        return year.rows(self._keys(year.regions, year.industries), columns)

    def _keys(self, *labels: pl.Series) -> dict[str, pl.Series]:
        if self.labels is None or not all(map(pl.Series.equals, self.labels, labels)):
            regions, industries = (np.arange(len(part), dtype=np.uint32) for part in labels)
            self.labels = labels[0], labels[1]
            self.keys = {
                "region": labels[0].gather(np.repeat(regions, len(industries))),
                "industry": labels[1].gather(np.tile(industries, len(regions))),
            }
        return self.keys
