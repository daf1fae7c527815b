"""The list of industries, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Industry


@of_edition
def industries(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every industry of one level with its concentration; `?level=` chooses the level."""
    levels = edition.industry_levels
    asked = request.GET.get("level", "")
    level = asked if asked in levels else edition.industry_level
    context = {
        "trail": [(phrase("Industries"), None)],
        "picture": pictures.plate(edition, "network", numbers=False),
        "levels": levels,
        "level": level,
        "listing": _all(edition, level, request),
    }
    return page(request, "industries.html", context, edition=edition)


def _all(edition: Edition, level: str, request: HttpRequest) -> Listing:
    columns = (
        fields.code_field("industry"),
        fields.industry_field(),
        Field("establishments_industry", phrase("Plants"), "count"),
        Field("locational_gini", phrase("Locational Gini"), "number", digits=3),
        Field("ellison_glaeser", phrase("Ellison–Glaeser index"), "number", digits=4),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    frame = with_names(profiles.industry_table(edition, level), edition, "industry")
    return listing(
        frame, columns, caption=phrase("Industries"), anchor="industries", request=request, rows=100
    )


@of_edition
def industry(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One industry: where it is, how concentrated it is, where it is strongest, what it is related to."""
    subject = edition.industry(code)
    levels = edition.region_levels
    asked = request.GET.get("regions", "")
    level = asked if asked in levels else edition.region_level
    context = {
        "trail": _trail(edition, subject),
        "industry": subject,
        "facts": {name: edition.number(name, industry=code) for name in profiles.INDUSTRY_INDICATORS},
        "picture": pictures.plate(edition, "map", _quotients(edition, code), numbers=False),
        "history": pictures.plate(edition, "openings", f"industry {code}"),
        "statements": findings_about(edition, "industry", code),
        "levels": levels,
        "level": level,
        "listing": _regions(edition, subject, level, request),
        "clusters": _clusters(edition, subject),
        "related": _related(edition, subject),
        "parts": [one for one in edition.industries.values() if one.parent == code],
    }
    return page(request, "industry.html", context, edition=edition)


def _trail(edition: Edition, subject: Industry) -> list[tuple[object, str | None]]:
    above = [(one.name, address("industry", one.id)) for one in edition.lineage(subject)]
    return [(phrase("Industries"), address("industries")), *above, (subject.name, None)]


def _quotients(edition: Edition, code: str) -> str:
    return urlencode(
        {
            "indicator": "location_quotient",
            "industry": code,
            "level": edition.region_level,
            "year": edition.year,
        }
    )


def _regions(edition: Edition, subject: Industry, level: str, request: HttpRequest) -> Listing:
    frame = with_names(profiles.regions_of_industry(edition, subject, level), edition, "region")
    columns = (
        fields.region_field(),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("share_of_nation", phrase("Share of the country")),
        fields.share_field("share_of_region", phrase("Share of the region")),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    return listing(
        frame,
        columns,
        caption=phrase("Regions by location quotient"),
        anchor="regions",
        request=request,
        rows=25,
    )


def _clusters(edition: Edition, subject: Industry) -> Listing:
    frame = with_names(profiles.clusters_with(edition, industry=subject.id), edition, "cluster")
    columns = (
        fields.cluster_field(),
        Field("plants_here", phrase("Plants of this industry"), "count"),
        Field("establishments", phrase("Plants in all"), "count"),
        fields.quotient_field(),
    )
    return listing(frame, columns, caption=phrase("Clusters that contain it"), anchor="clusters", rows=100)


def _related(edition: Edition, subject: Industry) -> Listing:
    frame = with_names(profiles.related_industries(edition, subject).head(12), edition, "industry")
    columns = (
        fields.industry_field(),
        Field("proximity", phrase("Proximity"), "number"),
        Field("shared_regions", phrase("Regions specialised in both"), "count"),
    )
    return listing(frame, columns, caption=phrase("Related industries"), anchor="related", rows=12)
