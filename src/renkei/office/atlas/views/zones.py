"""The list of zones, and the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.office.atlas import fields, pictures, profiles
from renkei.office.atlas.findings import findings_about
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.tables import Field, Listing, listing
from renkei.office.atlas.views.near import radius_context
from renkei.office.languages import phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address
from renkei.office.words import word

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Zone


@of_edition
def zones(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every zone; `?kind=` keeps one kind."""
    kind = request.GET.get("kind", "")
    rows = edition.table("zones")
    chosen = rows.filter(kind=kind) if kind else rows
    context = {
        "trail": [(phrase("Zones"), None)],
        "kinds": sorted(rows["kind"].unique()),
        "kind": kind,
        "picture": pictures.plate(edition, "zones", kind, numbers=False),
        "listing": _zone_listing(
            edition, chosen.sort("establishments", "zone", descending=[True, False]), request
        ),
    }
    return page(request, "zones.html", context, edition=edition)


def _zone_listing(edition: Edition, frame: pl.DataFrame, request: HttpRequest) -> Listing:
    columns = (
        fields.zone_field(),
        Field("kind_name", phrase("Kind")),
        fields.region_field(),
        Field("establishments", phrase("Plants recognised"), "count"),
    )
    kinds = {kind: word("zone_kind", kind) for kind in frame["kind"].unique()}
    named = with_names(frame, edition, "zone", "region").with_columns(
        kind_name=pl.col("kind").replace_strict(kinds, return_dtype=pl.String)
    )
    return listing(named, columns, caption=phrase("Zones"), anchor="zones", request=request)


@of_edition
def zone(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """One zone: what it holds, and what lies around it."""
    subject = edition.zone(code)
    context = {
        "trail": [(phrase("Zones"), address("zones")), (subject.name, None)],
        "zone": subject,
        "place": edition.places.get(subject.region),
        "statements": findings_about(edition, "zone", code),
        "listing": _industries(edition, subject),
        **radius_context(request, edition, around=subject),
    }
    return page(request, "zone.html", context, edition=edition)


def _industries(edition: Edition, subject: Zone) -> Listing:
    frame = with_names(
        profiles.industries_of_zone(edition, subject, edition.industry_level), edition, "industry"
    )
    columns = (fields.industry_field(), fields.plants_field())
    return listing(frame, columns, caption=phrase("Industries in the zone"), anchor="industries", rows=10)
