"""What the atlas has pages about: regions, industries, zones and clusters, as immutable records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from renkei.language import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SubjectKind = Literal["region", "industry", "zone", "cluster"]


@dataclass(frozen=True, slots=True)
class Region:
    """A region; `area` in km², missing where the outline is not known."""

    id: str
    name: Text
    level: str
    parent: str
    lon: float | None
    lat: float | None
    area: float | None
    kind: SubjectKind = "region"


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry of the classification."""

    id: str
    name: Text
    level: str
    parent: str
    kind: SubjectKind = "industry"


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone; `purpose` is the kind of zone, `establishments` the plants recognised in it."""

    id: str
    name: Text
    purpose: str
    region: str
    lon: float | None
    lat: float | None
    establishments: int | None
    location_basis: str
    kind: SubjectKind = "zone"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A detected cluster with its numbers; the units are those of the table `clusters`."""

    id: str
    name: Text
    lead_region: str
    lead_industry: str
    regions: int
    industries: int
    numbers: Mapping[str, float | None]
    lon: float | None
    lat: float | None
    kind: SubjectKind = "cluster"


Subject = Region | Industry | Zone | Cluster
CLUSTER_NUMBERS = (
    "establishments",
    "expected",
    "location_quotient",
    "national_share",
    "opening_rate",
    "relative_opening_rate",
    "p_value",
    "q_value",
)


def names(row: Mapping[str, Any], fallback: str) -> Text:
    """The names in `row`; a language without one gets another's, and the identifier where there is none."""
    zh, en, ja = (row.get(f"name_{language}") for language in ("zh_hant", "en", "ja"))
    return Text(zh or ja or en or fallback, en or zh or ja or fallback, ja or zh or en or fallback)


def region(row: Mapping[str, Any]) -> Region:
    """The region in a row of `regions`."""
    return Region(
        id=row["region"],
        name=names(row, row["region"]),
        level=row["level"],
        parent=row.get("parent") or "",
        lon=row.get("lon"),
        lat=row.get("lat"),
        area=row.get("area_km2"),
    )


def industry(row: Mapping[str, Any]) -> Industry:
    """The industry in a row of `industries`."""
    code = row["industry"]
    return Industry(id=code, name=names(row, code), level=row["level"], parent=row.get("parent") or "")


def zone(row: Mapping[str, Any]) -> Zone:
    """The zone in a row of `zones`."""
    return Zone(
        id=row["zone"],
        name=names(row, row["zone"]),
        purpose=row["kind"],
        region=row.get("region") or "",
        lon=row.get("lon"),
        lat=row.get("lat"),
        establishments=row.get("establishments"),
        location_basis=row.get("location_basis") or "",
    )


def cluster(row: Mapping[str, Any]) -> Cluster:
    """The cluster in a row of `clusters`."""
    return Cluster(
        id=row["cluster"],
        name=names(row, row["cluster"]),
        lead_region=row["lead_region"],
        lead_industry=row["lead_industry"],
        regions=row["regions"],
        industries=row["industries"],
        numbers={name: row.get(name) for name in CLUSTER_NUMBERS},
        lon=row.get("lon"),
        lat=row.get("lat"),
    )
