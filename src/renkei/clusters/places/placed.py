"""Clusters in place for given definitions: near regions jointly specialised in a definition's industries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from renkei.clusters.activity.matrix import RegionIndustryMatrix
from renkei.clusters.autocorrelation.discovery import false_discovery_rates
from renkei.clusters.places.areas import AreaRules, Background, specialised_areas
from renkei.clusters.places.codes import coded_rows
from renkei.clusters.places.nearness import edges_between, near_pairs
from renkei.clusters.places.rules import PlaceRules
from renkei.clusters.relatedness.proximity import presence
from renkei.errors import TableError

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame
    from numpy.typing import NDArray

    from renkei.clusters.places.areas import Area

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlacedClusters:
    """`clusters`: one row per cluster, largest excess of plants first; `members`: its region–industry cells."""

    clusters: pl.DataFrame
    members: pl.DataFrame


_CLUSTER_TYPES: Final = {
    "cluster": pl.String,
    "definition": pl.String,
    "lead_region": pl.String,
    "regions": pl.Int64,
    "industries": pl.Int64,
    "specialised_industries": pl.Int64,
    "establishments": pl.Float64,
    "expected": pl.Float64,
    "location_quotient": pl.Float64,
    "national_share": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
}
_MEMBER_TYPES: Final = {
    "cluster": pl.String,
    "definition": pl.String,
    "region": pl.String,
    "industry": pl.String,
    "establishments": pl.Float64,
    "location_quotient": pl.Float64,
}


def clusters_in_place(
    activity: IntoFrame,
    definition: IntoFrame,
    pairs: IntoFrame,
    *,
    rules: PlaceRules | None = None,
    rng: np.random.Generator,
) -> PlacedClusters:
    """Where each definition's industries gather in regions that are near one another.

    `activity` has region, industry, establishments (one level of each, one year); `definition` has definition
    and industry, an industry in one or more of them; `pairs` is as in `near_pairs`. A region belongs where its
    plants in the definition reach the location quotient and the minimum of `rules`, and it is itself
    specialised (LQ ≥ 1) in as many of the definition's industries as `rules.breadth` asks, or in all that the
    nation has. Regions that belong and are near form one cluster.

    `clusters`: cluster (definition-lead region), definition, lead_region (largest excess of plants), regions,
    industries (of the definition, with plants there), specialised_industries (those with LQ ≥ 1 in the whole
    cluster), establishments, expected (at the national mix), location_quotient (their ratio), national_share
    (of the definition's plants), p_value (Kulldorff's likelihood ratio against the strongest area of each map
    on which the definition's plants are dealt out anew in proportion to all plants), q_value
    (Benjamini–Hochberg over all definitions). Clusters with q_value above `rules.significance` are left out.
    `members`: its cells with plants. A pair without a row has no plants.

    Plants, not jobs: dealing out single jobs would ignore that they come in plants, and find too much. Raises
    `TableError` for missing columns, repeated keys, negative or unknown counts, or when no industry of the
    definitions is in `activity`. Sources: Kulldorff (1997), Communications in Statistics 26, 1481, eq. 3;
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289.
    """
    rules = rules or PlaceRules()
    country = _Country.read(activity, definition)
    edges = edges_between(near_pairs(pairs, share=rules.share), country.matrix.regions)
    limits = AreaRules(rules.location_quotient, rules.minimum_establishments, rules.permutations)
    background = Background(country.sizes, country.broad_enough(rules.breadth))
    areas = specialised_areas(country.in_definition, edges, limits, rng, background=background)
    rates = false_discovery_rates([area.p_value for area in areas])
    kept = [_Placed(country, area, float(q)) for area, q in zip(areas, rates, strict=True)]
    kept = sorted(
        (one for one in kept if one.q_value <= rules.significance),
        key=lambda one: (-one.excess, one.identity),
    )
    return PlacedClusters(
        pl.DataFrame([one.row() for one in kept], schema=_CLUSTER_TYPES),
        pl.DataFrame([cell for one in kept for cell in one.cells()], schema=_MEMBER_TYPES),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Country:
    """Plants by region and industry, which industries each definition has, and their sums."""

    matrix: RegionIndustryMatrix
    counts: Numbers
    sizes: Numbers
    definitions: tuple[str, ...]
    belongs: NDArray[np.bool_]
    in_definition: Numbers

    @classmethod
    def read(cls, activity: IntoFrame, definition: IntoFrame) -> _Country:
        matrix = RegionIndustryMatrix.from_table(activity, value="establishments")
        rows = coded_rows(definition, keys=("definition", "industry"), table="definition")
        names = tuple(rows["definition"].unique().sort())
        place = {code: index for index, code in enumerate(matrix.industries)}
        known = rows.filter(pl.col("industry").is_in(list(place)))
        if known.is_empty():
            raise TableError(
                "None of the industries of `definition` ({examples}) is in `activity`. "
                "Do both use the same classification and level?",
                examples=", ".join(rows["industry"].head(3)),
            )
        belongs = np.zeros((len(matrix.industries), len(names)), dtype=np.bool_)
        belongs[
            [place[code] for code in known["industry"]], [names.index(n) for n in known["definition"]]
        ] = True
        counts = matrix.dense()
        return cls(matrix, counts, counts.sum(axis=1), names, belongs, counts @ belongs)

    def broad_enough(self, breadth: int) -> NDArray[np.bool_]:
        """Regions × definitions: whether the region is specialised in enough of the definition's industries."""
        specialised = presence(self.counts).astype(np.int64) @ self.belongs
        existing = (self.counts.sum(axis=0) > 0) @ self.belongs.astype(np.int64)
        enough: NDArray[np.bool_] = specialised >= np.minimum(breadth, np.maximum(existing, 1))
        return enough


class _Placed:
    """One area of one definition, described in the terms of the result tables."""

    def __init__(self, country: _Country, area: Area, q_value: float) -> None:
        self.country, self.area, self.q_value = country, area, q_value
        self.regions = np.array(area.regions)
        self.industries = np.flatnonzero(country.belongs[:, area.industry])
        self.definition = country.definitions[area.industry]
        self.excess = area.observed - area.expected
        share = country.in_definition[:, area.industry].sum() / country.sizes.sum()
        excess = country.in_definition[self.regions, area.industry] - share * country.sizes[self.regions]
        self.lead_region = country.matrix.regions[self.regions[int(np.argmax(excess))]]
        self.identity = f"{self.definition}-{self.lead_region}"

    def row(self) -> dict[str, object]:
        country, area = self.country, self.area
        inside = country.counts[np.ix_(self.regions, self.industries)].sum(axis=0)
        share = country.counts[:, self.industries].sum(axis=0) / country.sizes.sum()
        usual = share * country.sizes[self.regions].sum()
        return {
            "cluster": self.identity,
            "definition": self.definition,
            "lead_region": self.lead_region,
            "regions": len(area.regions),
            "industries": int((inside > 0).sum()),
            "specialised_industries": int(((inside > 0) & (inside >= usual)).sum()),
            "establishments": area.observed,
            "expected": area.expected,
            "location_quotient": area.observed / area.expected,
            "national_share": area.observed / float(country.in_definition[:, area.industry].sum()),
            "p_value": area.p_value,
            "q_value": self.q_value,
        }

    def cells(self) -> list[dict[str, object]]:
        counts, matrix = self.country.counts, self.country.matrix
        quotient = counts.sum() / np.multiply.outer(
            self.country.sizes[self.regions], counts[:, self.industries].sum(axis=0)
        ).clip(min=1e-300)
        inside = counts[np.ix_(self.regions, self.industries)]
        return [
            {
                "cluster": self.identity,
                "definition": self.definition,
                "region": matrix.regions[self.regions[r]],
                "industry": matrix.industries[self.industries[i]],
                "establishments": float(inside[r, i]),
                "location_quotient": float(inside[r, i] * quotient[r, i]),
            }
            for r, i in zip(*np.nonzero(inside), strict=True)
        ]
