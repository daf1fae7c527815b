"""The list of regions, the page of each, and its brief to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl
from django.http import HttpResponse

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Region


@of_edition
def regions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every region of one level with its indicators; `?level=` chooses the level."""
    levels = edition.region_levels
    asked = request.GET.get("level", "")
    level = asked if asked in levels else edition.region_level
    context = {
        "trail": [(phrase("Regions"), None)],
        "levels": levels,
        "level": level,
        "picture": pictures.plate(edition, "map", _density(edition, level), numbers=False),
        "densest": _densest(edition, level),
        "listing": region_listing(edition, profiles.region_table(edition, level), request),
    }
    return page(request, "regions.html", context, edition=edition)


def _densest(edition: Edition, level: str) -> Listing:
    frame = profiles.region_table(edition, level).sort(
        "establishment_density", "region", descending=[True, False], nulls_last=True
    )
    density = Field("establishment_density", phrase("Density"), "number", digits=1, unit=phrase("per km²"))
    named = with_names(frame.head(10), edition, "region")
    return listing(
        named, (fields.region_field(), density), caption=phrase("Where plants crowd most"), anchor="densest"
    )


def _density(edition: Edition, level: str) -> str:
    return urlencode({"indicator": "establishment_density", "level": level, "year": edition.year})


def region_listing(edition: Edition, frame: pl.DataFrame, request: HttpRequest) -> Listing:
    """Regions with their indicators as a table."""
    columns = (
        fields.code_field("region"),
        fields.region_field(),
        Field("establishments_total", phrase("Plants"), "count"),
        Field("establishment_density", phrase("Density"), "number", digits=1, unit=phrase("per km²")),
        Field("diversity_herfindahl", phrase("Herfindahl index"), "number", digits=3),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    named = with_names(frame, edition, "region")
    return listing(named, columns, caption=phrase("Regions"), anchor="regions", request=request)


@of_edition
def region(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One region: its profile, what it specialises in, what it belongs to, what lies around it."""
    subject = edition.region(code)
    levels = edition.industry_levels
    asked = request.GET.get("industries", "")
    level = asked if asked in levels else edition.industry_level
    context = {
        "trail": _trail(edition, subject),
        "region": subject,
        "place": edition.places[code],
        "facts": {name: edition.number(name, region=code) for name in profiles.REGION_INDICATORS},
        "picture": pictures.plate(edition, "region", code),
        "history": pictures.plate(edition, "openings", f"region {code}"),
        "statements": findings_about(edition, "region", code),
        "strongest": _strongest(edition, subject),
        "few": profiles.FEW,
        "levels": levels,
        "level": level,
        "listing": _industries(edition, subject, level, request),
        "clusters": _clusters(edition, subject),
        "neighbours": profiles.neighbours(edition, subject),
        "parts": profiles.parts_of(edition, subject),
        "zones": profiles.zones_in(edition, subject),
    }
    return page(request, "region.html", context, edition=edition)


def _trail(edition: Edition, subject: Region) -> list[tuple[object, str | None]]:
    above = [(one.name, address("region", one.id)) for one in edition.lineage(subject)]
    return [(phrase("Regions"), address("regions")), *above, (subject.name, None)]


def _industries(edition: Edition, subject: Region, level: str, request: HttpRequest) -> Listing:
    frame = with_names(profiles.industries_of_region(edition, subject, level), edition, "industry")
    columns = (
        fields.code_field("industry"),
        fields.industry_field(),
        fields.plants_field(),
        fields.quotient_field(),
        fields.share_field("share_of_region", phrase("Share of the region")),
        fields.share_field("share_of_nation", phrase("Share of the country")),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    caption = phrase(
        "Industries of {region}", region=edition.places[subject.id].in_language(current_language())
    )
    return listing(frame, columns, caption=caption, anchor="industries", request=request, rows=25)


def _strongest(edition: Edition, subject: Region) -> Listing:
    frame = profiles.industries_of_region(edition, subject, edition.industry_level)
    frame = frame.filter(pl.col("establishments") >= profiles.FEW, pl.col("location_quotient") > 1).head(5)
    columns = (fields.industry_field(), fields.plants_field(), fields.quotient_field())
    named = with_names(frame, edition, "industry")
    return listing(named, columns, caption=phrase("Most specialised in"), anchor="strongest", rows=5)


def _clusters(edition: Edition, subject: Region) -> Listing:
    frame = with_names(profiles.clusters_with(edition, region=subject.id), edition, "cluster")
    columns = (
        fields.cluster_field(),
        Field("plants_here", phrase("Plants here"), "count"),
        Field("establishments", phrase("Plants in all"), "count"),
        fields.quotient_field(),
    )
    return listing(frame, columns, caption=phrase("Clusters it belongs to"), anchor="clusters", rows=100)


@of_edition
def region_brief(_request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """The region's brief as one self-contained file, to be saved, printed or sent."""
    from renkei.report import regional_brief

    subject = edition.region(code)
    language = current_language()
    response = HttpResponse(regional_brief(edition.evidence, subject.id, language))
    response.headers["Content-Disposition"] = f'attachment; filename="renkei-{subject.id}-{language}.html"'
    return response
