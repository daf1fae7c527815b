"""The columns that tables of many pages share: names with links, plants, location quotients."""

from __future__ import annotations

from renkei.office.atlas.tables import Field
from renkei.office.languages import phrase
from renkei.office.templating import address


def region_field(label: str | None = None) -> Field:
    """A region's name that leads to its page; the frame has `region`, which may be missing, and `region_name`."""
    return Field(
        "region_name",
        label or phrase("Region"),
        link=lambda row: address("region", row["region"]) if row["region"] else None,
    )


def industry_field(label: str | None = None) -> Field:
    """An industry's name that leads to its page; the frame has `industry` and `industry_name`."""
    return Field(
        "industry_name", label or phrase("Industry"), link=lambda row: address("industry", row["industry"])
    )


def cluster_field() -> Field:
    """A cluster's name that leads to its page; the frame has `cluster` and `cluster_name`."""
    return Field("cluster_name", phrase("Cluster"), link=lambda row: address("cluster", row["cluster"]))


def zone_field() -> Field:
    """A zone's name that leads to its page; the frame has `zone` and `zone_name`."""
    return Field("zone_name", phrase("Zone"), link=lambda row: address("zone", row["zone"]))


def code_field(key: str) -> Field:
    """An official code."""
    return Field(key, phrase("Code"), "code")


def plants_field(key: str = "establishments") -> Field:
    """A number of plants."""
    return Field(key, phrase("Plants"), "count")


def quotient_field(key: str = "location_quotient") -> Field:
    """A location quotient."""
    return Field(key, phrase("Location quotient"), "number", digits=2)


def share_field(key: str, label: str) -> Field:
    """A share from 0 to 1, written in per cent."""
    return Field(key, label, "percent", digits=1)
