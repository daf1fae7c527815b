"""The list of industries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, known_only, listing
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition


@of_edition
def industries(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every industry of one level with its concentration; `?level=` chooses the level."""
    levels = edition.industry_levels
    asked = request.GET.get("level", "")
    level = asked if asked in levels else edition.industry_level
    context = {
        "trail": [(phrase("Industries"), None)],
        "picture": pictures.plate(edition, "space", numbers=False),
        "families": not edition.table("industry_definitions").is_empty(),
        "levels": levels,
        "level": level,
        "listing": _all(edition, level, request),
    }
    return page(request, "industries.html", context, edition=edition)


def _all(edition: Edition, level: str, request: HttpRequest) -> Listing:
    indices = edition.table("localisation").select("industry", "localisation")
    frame = profiles.industry_table(edition, level).join(
        indices, on="industry", how="left", maintain_order="left"
    )
    columns = (
        fields.code_field("industry"),
        fields.industry_field(),
        Field("establishments_industry", phrase("Plants"), "count"),
        Field("locational_gini", phrase("Locational Gini"), "number", digits=3),
        Field("ellison_glaeser", phrase("Ellison–Glaeser index"), "number", digits=4),
        Field("localisation", phrase("Localisation"), "number", digits=3, link=_distances),
        Field("product_complexity", phrase("Complexity"), "number", digits=2),
        fields.share_field("opening_rate", phrase("Opened in recent years")),
    )
    named = with_names(frame, edition, "industry")
    return listing(
        named,
        known_only(named, columns),
        caption=phrase("Industries"),
        anchor="industries",
        request=request,
        rows=100,
    )


def _distances(row: dict[str, object]) -> str | None:
    known = row["localisation"] is not None
    return f"{address('industry', str(row['industry']))}#distances" if known else None
