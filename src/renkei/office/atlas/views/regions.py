"""The list of regions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, known_only, listing
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page

if TYPE_CHECKING:
    import polars as pl
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


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
        Field("related_variety", phrase("Related variety"), "number", digits=2, unit=phrase("bits")),
        Field("economic_complexity", phrase("Complexity"), "number", digits=2),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    named = with_names(frame, edition, "region")
    return listing(
        named, known_only(named, columns), caption=phrase("Regions"), anchor="regions", request=request
    )
