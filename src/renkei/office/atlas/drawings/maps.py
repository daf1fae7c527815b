"""Maps: an indicator, the zones, a circle, the place of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import QueryDict

from renkei.charts import Overlay, Sheet, ratio_scale
from renkei.evidence import INDICATORS
from renkei.language import joined_list, name_column, translated
from renkei.office.atlas import profiles
from renkei.office.atlas.drawings.ground import (
    density_map,
    drawn_map,
    quantity,
    region_sheet,
)
from renkei.office.atlas.map_values import map_values
from renkei.office.atlas.nearby import circle_from, inside
from renkei.office.templating import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition


RATIOS: Final = frozenset({"location_quotient"})
SAID: Final = 3


def indicator_map(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """One indicator by region; `subject` is the query of the map's form, already complete."""
    query = QueryDict(subject).dict()
    values = map_values(
        edition,
        query["indicator"],
        level=query["level"],
        industry=query.get("industry", ""),
        year=int(query["year"]),
    )
    title = _map_title(edition, query, language)
    overlay = Overlay(points=_points(edition, query.get("overlay", ""), language))
    scale = ratio_scale() if query["indicator"] in RATIOS else None
    measured = quantity(query["indicator"], title, language)
    return drawn_map(edition, values, measured, region_sheet(language, width), overlay=overlay, scale=scale)


def _map_title(edition: Edition, query: Mapping[str, str], language: LanguageCode) -> str:
    indicator = INDICATORS[query["indicator"]].name.in_language(language)
    industry = edition.industries.get(query.get("industry", ""))
    if industry is None:
        return translated("{indicator}, {year}", language).format(indicator=indicator, year=query["year"])
    return translated("{indicator} of {industry}, {year}", language).format(
        indicator=indicator, industry=industry.name.in_language(language), year=query["year"]
    )


def _points(edition: Edition, overlay: str, language: LanguageCode) -> pl.DataFrame | None:
    """The zones or clusters as points with names; None for any other word."""
    if overlay not in {"zones", "clusters"}:
        return None
    largest = edition.table(overlay).sort("establishments", descending=True, nulls_last=True)
    return largest.drop_nulls(["lon", "lat"]).select("lon", "lat", name=name_column(language))


def region_position(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Where a region lies: the density of plants around it, itself or its parts outlined."""
    region = edition.region(subject)
    place = edition.places[subject].in_language(language)
    title = translated("{place} and around it: density of plants", language).format(place=place)
    outlined = [part.id for part in profiles.parts_of(edition, region)] or [subject]
    overlay = Overlay(highlight=tuple(outlined), zoom=True)
    said = translated("{place} is outlined on a map of the density of plants in its surroundings.", language)
    return density_map(edition, title, region_sheet(language, width), overlay, said.format(place=place))


def all_zones(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The zones, of one kind if `subject` names it, over the density of plants."""
    zones = edition.table("zones").drop_nulls(["lon", "lat"])
    chosen = zones.filter(kind=subject) if subject else zones
    points = chosen.sort("establishments", "zone", descending=[True, False], nulls_last=True)
    named = points.select("lon", "lat", name=name_column(language))
    title = translated("Zones and the density of plants", language)
    said = translated(
        "Map of {count} zones over the density of plants; the largest: {names}.", language
    ).format(count=chosen.height, names=joined_list(named["name"].head(SAID).to_list(), language))
    return density_map(edition, title, region_sheet(language, width), Overlay(points=named), said)


def pick_a_point(edition: Edition, _subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The regions, each of which leads to the question what lies around it."""
    sheet = Sheet(language, width, f"{address('near')}?at={{code}}")
    title = translated("Choose the centre", language)
    said = translated("A map of the density of plants; each region leads to what lies around it.", language)
    return density_map(edition, title, sheet, Overlay(), said)


def places_within(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """A circle and the places inside it; `subject` is the query of the radius form."""
    circle = circle_from(QueryDict(subject).dict())
    named = inside(edition, circle).select("lon", "lat", name=name_column(language))
    km = f"{circle.km:g}"
    title = translated("Within {km} km", language).format(km=km)
    overlay = Overlay(points=named, around=(circle.lon, circle.lat, circle.km), zoom=True)
    said = translated(
        "A circle of {km} km with {count} places in it; the nearest: {names}.", language
    ).format(km=km, count=named.height, names=joined_list(named["name"].head(SAID).to_list(), language))
    return density_map(edition, title, region_sheet(language, width), overlay, said)
