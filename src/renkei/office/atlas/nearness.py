"""How near an industry's plants lie to each other: distances against chance, hot spots, and like neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

import polars as pl

from renkei.charts.k_density import stretches_beyond

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition

Verdict = Literal["localised", "dispersed", "chance"]
LEVEL: Final = 0.05
"""The chance of error from which a result is not called more than chance."""


@dataclass(frozen=True, slots=True)
class Localisation:
    """What the distances between an industry's plants say; `stretches` are the kilometres beyond the band.

    `p_value` belongs to the verdict; for one of chance it is that of being localised. `far` is the longest
    distance compared.
    """

    verdict: Verdict
    stretches: tuple[tuple[float, float], ...]
    p_value: float | None
    establishments: int
    unknown: int
    median: float | None
    bandwidth: float | None
    far: float

    @property
    def from_the_start(self) -> bool:
        """Whether there is one stretch only, from no distance at all."""
        return len(self.stretches) == 1 and self.stretches[0][0] == 0


def k_density_rows(edition: Edition, industry: str) -> pl.DataFrame:
    """The curve of `industry` with its bands by `distance` in kilometres; no rows where it was not computed."""
    rows = edition.table("k_density").filter(industry=industry).rename({"distance_km": "distance"})
    return rows.drop("industry").sort("distance")


def localisation(edition: Edition, industry: str) -> Localisation | None:
    """Whether the plants of `industry` lie nearer together than chance, and how far; None if not computed."""
    summary = edition.table("localisation").filter(industry=industry)
    curve = k_density_rows(edition, industry)
    if summary.is_empty() or curve.is_empty():
        return None
    row = summary.row(0, named=True)
    verdict = verdict_of(row["localisation"], row["dispersion"])
    return Localisation(
        verdict=verdict,
        stretches=_stretches(curve, verdict),
        p_value=row["p_dispersed" if verdict == "dispersed" else "p_localised"],
        establishments=row["establishments"],
        unknown=row["unknown"],
        median=row["median_km"],
        bandwidth=row["bandwidth_km"],
        far=curve["distance"][-1],
    )


def verdict_of(localised: float | None, dispersed: float | None) -> Verdict:
    """What the two areas beyond the global band mean; an industry above it anywhere is localised."""
    return "localised" if localised else "dispersed" if dispersed else "chance"


def _stretches(curve: pl.DataFrame, verdict: Verdict) -> tuple[tuple[float, float], ...]:
    """The first and last kilometre of each stretch on which the curve leaves the global band that way."""
    if verdict == "chance":
        return ()
    limit, sign = ("global_high", 1) if verdict == "localised" else ("global_low", -1)
    runs = stretches_beyond(curve.select("distance", "k_density", limit), sign)
    return tuple((run[0][0], run[-1][0]) for run in runs)


def quadrants(edition: Edition, industry: str) -> pl.DataFrame:
    """Each region with how it and its neighbours stand: region, quadrant.

    `not significant` where it may be chance once all regions are tested, missing where it is not known.
    """
    rows = edition.table("autocorrelation").filter(industry=industry)
    firm = pl.col("q_value") <= LEVEL
    known = pl.col("quadrant").is_not_null() & pl.col("q_value").is_not_null()
    return rows.select(
        "region",
        quadrant=pl.when(known & firm)
        .then(pl.col("quadrant").str.to_lowercase())
        .when(known)
        .then(pl.lit("not significant")),
    )


def moran(edition: Edition, industry: str) -> dict[str, Any] | None:
    """Moran's I of the location quotient of `industry` with what chance gives; None where it is not known."""
    rows = edition.table("moran").filter(industry=industry).drop_nulls(["moran_global", "p_value"])
    return None if rows.is_empty() else rows.row(0, named=True)


def hot_spots(edition: Edition, industry: str) -> pl.DataFrame:
    """The hot spots of `industry` with `region`, the one they lie in or next to; most plants first."""
    rows = edition.table("hot_spots").join(_places(edition), on="hot_spot", how="left", maintain_order="left")
    return rows.filter(industry=industry).sort("plants", "hot_spot", descending=[True, False])


@lru_cache(maxsize=2)
def _places(edition: Edition) -> pl.DataFrame:
    """The region in or next to which the middle of each hot spot lies: hot_spot, region."""
    import shapely

    spots = edition.table("hot_spots").drop_nulls(["lon", "lat"])
    regions = edition.table("regions").filter(level=edition.region_level).drop_nulls("geometry")
    if spots.is_empty() or regions.is_empty():
        return pl.DataFrame(schema={"hot_spot": pl.String, "region": pl.String})
    tree = shapely.STRtree(shapely.from_geojson(regions["geometry"].to_numpy().astype(object)))
    nearest = tree.nearest(shapely.points(spots["lon"].to_numpy(), spots["lat"].to_numpy()))
    return pl.DataFrame({"hot_spot": spots["hot_spot"], "region": regions["region"].gather(nearest.tolist())})
