"""Detected clusters: contiguous regions jointly specialised in related industries.

1. A region is specialised in an industry when its location quotient and its plants reach the thresholds.
2. Contiguous specialised regions form an *area*; areas that chance explains are left out (`areas`).
3. Areas of related industries that overlap in place join into one *cluster* (`joining`, `relatedness`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import narwhals as nw
import numpy as np
import polars as pl

from renkei.clusters.activity.matrix import RegionIndustryMatrix
from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.places.areas import Area, AreaRules, specialised_areas
from renkei.clusters.places.joining import joined_areas
from renkei.clusters.places.nearness import edges_between
from renkei.clusters.relatedness.proximity import chance_of_sharing, presence, proximity
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.places.rules import ClusterRules

PRESENCE_MINIMUM: Final = 5
"""Plants below which a location quotient above 1 says little: it takes no part in relatedness."""
CHANCE_MAXIMUM: Final = 0.01
"""Industries whose common regions chance explains with a higher probability are not related."""


@dataclass(frozen=True, slots=True)
class DetectedClusters:
    """`clusters`: one row per cluster, largest excess of plants first; `members`: its region–industry cells."""

    clusters: pl.DataFrame
    members: pl.DataFrame


def industry_relatedness(activity: IntoFrame, *, minimum: int = PRESENCE_MINIMUM) -> pl.DataFrame:
    """How related each pair of industries is: one row per pair a < b that shares a specialised region.

    Columns: industry_a, industry_b, proximity φ = min(P(a|b), P(b|a)) over regions with LQ ≥ 1 and at least
    `minimum` plants (Hidalgo et al. 2007, eq. 1), shared_regions, chance (probability of as many shared
    regions at random, hypergeometric). `activity` holds one level of regions and industries in one year.
    Raises `TableError` for missing columns, repeated keys, negative or missing counts.
    """
    matrix = RegionIndustryMatrix.from_table(activity, value="establishments")
    present = presence(matrix.dense(), minimum=minimum)
    near, together = proximity(present)
    chance = chance_of_sharing(together, present.sum(axis=0), len(matrix.regions))
    a, b = np.nonzero(np.triu(together, 1))
    codes = np.array(matrix.industries, dtype=object)
    return pl.DataFrame(
        {
            "industry_a": codes[a].tolist(),
            "industry_b": codes[b].tolist(),
            "proximity": near[a, b],
            "shared_regions": together[a, b],
            "chance": chance[a, b],
        },
        schema_overrides={"industry_a": pl.String, "industry_b": pl.String},
    )


def detected_clusters(
    activity: IntoFrame, neighbours: IntoFrame, *, rules: ClusterRules, rng: np.random.Generator
) -> DetectedClusters:
    """The clusters in `activity` (one level of regions and industries, one year, `establishments`).

    `neighbours` has a row (region_a, region_b) per pair of regions that touch. In `clusters`: lead_region and
    lead_industry (largest excess of plants over the national mix), regions, industries, establishments
    (plants by class in the member cells), expected (same, at the national mix), location_quotient (their
    ratio), national_share (of all plants of the member industries), p_value of the lead area and q_value
    (Benjamini–Hochberg over all areas of all industries). The identifier is lead industry and lead region, so
    it stays the same from build to build while these do. A region that appears in `neighbours` alone counts
    as empty. Raises `TableError` for missing columns, repeated keys, negative or missing counts.
    """
    matrix = RegionIndustryMatrix.from_table(activity, value="establishments")
    counts = matrix.dense()
    area_rules = AreaRules(rules.location_quotient, rules.minimum_establishments, rules.permutations)
    areas = specialised_areas(counts, _edges(neighbours, matrix.regions), area_rules, rng)
    rates = dict(zip(areas, false_discovery_rates([area.p_value for area in areas]), strict=True))
    kept = [area for area in areas if rates[area] <= rules.significance]
    groups = joined_areas(kept, counts, _related(counts, rules), overlap=rules.overlap)
    described = [_Cluster(matrix, counts, group, rates) for group in groups]
    ordered = sorted(described, key=lambda one: (-one.excess, one.identity))
    return DetectedClusters(
        pl.DataFrame([one.row() for one in ordered], schema=_CLUSTER_TYPES),
        pl.DataFrame([cell for one in ordered for cell in one.cells()], schema=_MEMBER_TYPES),
    )


def _edges(neighbours: IntoFrame, regions: tuple[str, ...]) -> NDArray[np.intp]:
    rows = lazy_rows(neighbours, needs=("region_a", "region_b"), table="neighbours")
    pairs = rows.select(nw.col("region_a", "region_b")).collect("polars").to_native()
    return edges_between(pairs.sort("region_a", "region_b"), regions)


def _related(counts: NDArray[np.float64], rules: ClusterRules) -> NDArray[np.bool_]:
    present = presence(counts, minimum=PRESENCE_MINIMUM)
    near, together = proximity(present)
    chance = chance_of_sharing(together, present.sum(axis=0), counts.shape[0])
    related: NDArray[np.bool_] = (near >= rules.proximity) & (chance <= CHANCE_MAXIMUM)
    np.fill_diagonal(related, val=True)
    return related


_CLUSTER_TYPES: Final[dict[str, type[pl.DataType]]] = {
    "cluster": pl.String,
    "lead_region": pl.String,
    "lead_industry": pl.String,
    "regions": pl.Int64,
    "industries": pl.Int64,
    "establishments": pl.Int64,
    "expected": pl.Float64,
    "location_quotient": pl.Float64,
    "national_share": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
}
_MEMBER_TYPES: Final[dict[str, type[pl.DataType]]] = {
    "cluster": pl.String,
    "region": pl.String,
    "industry": pl.String,
    "establishments": pl.Int64,
    "location_quotient": pl.Float64,
}


class _Cluster:
    """One group of areas, described in the terms of the result tables."""

    def __init__(
        self,
        matrix: RegionIndustryMatrix,
        counts: NDArray[np.float64],
        areas: list[Area],
        rates: dict[Area, float],
    ) -> None:
        self.matrix, self.counts = matrix, counts
        self.areas = sorted(
            areas, key=lambda area: (area.expected - area.observed, area.industry, area.regions)
        )
        self.lead, self.rates = self.areas[0], rates
        self.observed = sum(area.observed for area in areas)
        self.expected = sum(area.expected for area in areas)
        self.excess = self.observed - self.expected
        self.lead_region = max(self.lead.regions, key=lambda region: (self._excess(region), -region))
        self.identity = f"{matrix.industries[self.lead.industry]}-{matrix.regions[self.lead_region]}"

    def _expected(self, region: int, industry: int) -> float:
        sizes = self.counts[region].sum() * self.counts[:, industry].sum()
        return float(sizes / self.counts.sum())

    def _excess(self, region: int) -> float:
        return float(self.counts[region, self.lead.industry]) - self._expected(region, self.lead.industry)

    def row(self) -> dict[str, object]:
        industries = sorted({area.industry for area in self.areas})
        return {
            "cluster": self.identity,
            "lead_region": self.matrix.regions[self.lead_region],
            "lead_industry": self.matrix.industries[self.lead.industry],
            "regions": len({region for area in self.areas for region in area.regions}),
            "industries": len(industries),
            "establishments": round(self.observed),
            "expected": self.expected,
            "location_quotient": self.observed / self.expected,
            "national_share": self.observed / float(self.counts[:, industries].sum()),
            "p_value": self.lead.p_value,
            "q_value": self.rates[self.lead],
        }

    def cells(self) -> list[dict[str, object]]:
        return [
            {
                "cluster": self.identity,
                "region": self.matrix.regions[region],
                "industry": self.matrix.industries[area.industry],
                "establishments": round(self.counts[region, area.industry]),
                "location_quotient": float(self.counts[region, area.industry])
                / self._expected(region, area.industry),
            }
            for area in self.areas
            for region in area.regions
        ]
