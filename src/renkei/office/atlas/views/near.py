"""The question what lies within a radius of a point: a page, part of a zone's page, and a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl

from renkei.errors import ParameterError
from renkei.office.atlas import downloads, pictures
from renkei.office.atlas.nearby import ANY_ZONE, DEFAULT_KM, circle_from, inside, kinds_offered
from renkei.office.atlas.tables import Field, Listing, Row, listing
from renkei.office.languages import current_language, phrase
from renkei.office.pages import of_edition, page
from renkei.office.templating import address
from renkei.office.words import word

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Zone


@of_edition
def near(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What lies within a radius of any point."""
    context = {
        "trail": [(phrase("Zones"), address("zones")), (phrase("Within a radius"), None)],
        **radius_context(request, edition),
    }
    return page(request, "near.html", context, edition=edition)


@of_edition
def near_file(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same answer as a CSV file, with the names in three languages."""
    circle = circle_from(request.GET.dict())
    return downloads.file_response(inside(edition, circle), f"{circle.kind}-within-{circle.km:g}-km", "csv")


def radius_context(
    request: HttpRequest, edition: Edition, *, around: Zone | None = None
) -> dict[str, object]:
    """The form as it was filled in, and its answer; a mistake in it is said beside the form."""
    start = around or edition.regions.get(request.GET.get("at", ""))
    form = {
        "lon": request.GET.get("lon", _degrees(start.lon) if start else ""),
        "lat": request.GET.get("lat", _degrees(start.lat) if start else ""),
        "km": request.GET.get("km", f"{DEFAULT_KM:g}"),
        "kind": request.GET.get("kind", ANY_ZONE),
    }
    context: dict[str, object] = {
        "form": form,
        "kinds": kinds_offered(edition),
        "file": f"{address('near_file')}?{urlencode(form)}",
    }
    context |= dict.fromkeys(("answer", "mistake", "around", "plants"))
    if not form["lon"] and not form["lat"]:
        return {**context, "around": pictures.plate(edition, "pick", numbers=False)}
    try:
        circle = circle_from(form)
    except ParameterError as error:
        return {**context, "mistake": error.in_language(current_language())}
    found = inside(edition, circle)
    return {
        **context,
        "answer": _answer(edition, found, request),
        "around": pictures.plate(edition, "within", urlencode(form), numbers=False),
        "plants": found["establishments"].sum(),
    }


def _answer(edition: Edition, found: pl.DataFrame, request: HttpRequest) -> Listing:
    """The places found, with their kinds in words and links to their pages."""
    names = {"region": edition.places, "cluster": {code: one.name for code, one in edition.clusters.items()}}
    zones = {code: one.name for code, one in edition.zones.items()}
    rows = [
        (code, names.get(kind, zones)[code].in_language(current_language()), word("place_kind", kind))
        for code, kind in found.select("place", "kind").iter_rows()
    ]
    named = found.with_columns(
        place_name=pl.Series([row[1] for row in rows], dtype=pl.String),
        kind_name=pl.Series([row[2] for row in rows], dtype=pl.String),
    )
    columns = (
        Field("distance_km", phrase("Distance"), "number", digits=1, unit="km"),
        Field("place_name", phrase("Name"), link=_page_of),
        Field("kind_name", phrase("Kind")),
        Field("establishments", phrase("Plants"), "count"),
    )
    return listing(named, columns, caption=phrase("Within the radius"), anchor="within", request=request)


def _page_of(row: Row) -> str:
    return address(row["kind"] if row["kind"] in {"region", "cluster"} else "zone", row["place"])


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
