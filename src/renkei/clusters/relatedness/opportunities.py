"""What a region could do next: the industries it lacks, by how near and how complex they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from renkei.clusters.relatedness.presences import Panel, PresenceRule, Presences, stacked
from renkei.clusters.relatedness.sums import Itself, RelatednessSums
from renkei.clusters.relatedness.vectors import complexity_vectors, standardised
from renkei.errors import NotFoundError
from renkei.tables.frames import as_kind_of

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from renkei.tables.frames import FrameT

    Places = NDArray[np.intp]


def opportunities(
    activity: FrameT,
    *,
    region: str = "",
    itself: Itself = "included",
    value: str = "establishments",
    location_quotient: float = 1.0,
    minimum: float = 0.0,
) -> FrameT:
    """The industries in which a region is not specialised: how near each is, how complex, and what it opens.

    Columns: region, industry, (year,) `value` and location_quotient now (missing where unknown),
    relatedness_density ω and distance = 1 - ω as `relatedness_density` by proximity, product_complexity (PCI,
    z-score), complexity_gain (COG) = Σ_j φ_ij / (Σ_k φ_kj) (1 - M_rj) PCI_j - ω_ri PCI_i: by how much
    `complexity_outlook` would rise with industry i, all else as it is. With `itself="included"` the sum has j
    = i, as in the book, and so is φ_ii PCI_i / Σ_k φ_ki above the true change; with "excluded" it is exact.
    One row per region (all, or only `region`) and industry that some region is specialised in; PCI and gain
    are missing for an industry outside the largest component. Sorted by year, region, industry.

    Raises as `relatedness_density`, and `NotFoundError` for a region without a row in any year. Memory and
    time grow as there; for one region only with its rows and the square of industries.

    Source: Hausmann et al. (2014), The Atlas of Economic Complexity, MIT Press (opportunity value and gain).
    """
    panel = Panel.read(activity, PresenceRule(value, location_quotient, minimum))
    if region and region not in panel.labels[0].cast(str):
        raise NotFoundError(
            "No row of `activity` is in region {region}. Give one of the codes in its column `region`.",
            region=region,
        )
    parts = [_of_year(year, region, itself, value) for year in panel]
    return as_kind_of(stacked(parts), activity)


def _of_year(year: Presences, region: str, itself: Itself, value: str) -> pl.DataFrame:
    places = np.arange(year.shape[0])
    if region:
        places = np.flatnonzero((year.regions.cast(str) == region).to_numpy())
    related = RelatednessSums(year.present, "proximity", itself)
    complexity = standardised(complexity_vectors(year.present).industries)
    density = related.density(places)
    gain = related.gain(density, complexity, places)
    row, industry = np.nonzero((related.present[places] == 0) & (related.ubiquity > 0))
    amounts, quotients = _now(year, places[row], industry)
    return year.pair_rows(
        places[row],
        industry,
        **{value: amounts},
        location_quotient=quotients,
        relatedness_density=density[row, industry],
        distance=1 - density[row, industry],
        product_complexity=complexity[industry],
        complexity_gain=gain[row, industry],
    )


def _now(
    year: Presences, region: Places, industry: Places
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The amounts and location quotients of these pairs of places; NaN where unknown."""
    amounts = year.amounts.toarray()
    of_region, of_industry = amounts.sum(axis=1), amounts.sum(axis=0)
    expected = of_region[region] * (of_industry[industry] / of_industry.sum())
    amounts[year.unknown] = np.nan
    found = amounts[region, industry]
    return found, np.divide(found, expected, out=np.zeros_like(found), where=expected > 0)
