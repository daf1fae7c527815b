"""What each picture shows: the rows of the build, the chart that draws them, the pages that its marks lead to.

A drawing takes the edition, the subject (an identifier, or the query of a form), the language and the width,
and gives the picture, or None where the evidence has nothing to draw.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl
from django.http import QueryDict

from renkei.charts import (
    Overlay,
    Quantity,
    Sheet,
    amount_scale,
    cluster_map,
    cluster_regions_map,
    openings_line,
    ratio_scale,
    region_comparison,
    region_map,
    relatedness_network,
)
from renkei.evidence import INDICATORS
from renkei.language import joined_list, name_column, translated
from renkei.office.atlas import profiles
from renkei.office.atlas.comparison import comparison
from renkei.office.atlas.map_values import map_values
from renkei.office.atlas.nearby import circle_from, inside
from renkei.office.templating import address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from renkei.charts import MapScale, Picture
    from renkei.language import LanguageCode, Text
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Cluster, Industry

    Drawer = Callable[[Edition, str, LanguageCode, int], Picture | None]

RATIOS: Final = frozenset({"location_quotient"})
SAID: Final = 3
SHARES: Final = frozenset({"share_of_region", "share_of_nation", "opening_rate"})


def linked_sheet(page: str, language: LanguageCode, width: int) -> Sheet:
    """A sheet whose marks lead to the pages called `page`."""
    return Sheet(language, width, address(page, "CODE").replace("CODE", "{code}"))


def region_sheet(language: LanguageCode, width: int) -> Sheet:
    """A sheet on which every region leads to its page."""
    return linked_sheet("region", language, width)


def has_outlines(edition: Edition) -> bool:
    """Whether there is anything to draw a map of."""
    return edition.table("regions")["geometry"].null_count() < len(edition.regions)


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


def quantity(indicator: str, title: str, language: LanguageCode) -> Quantity:
    """How the values of `indicator` are named and written on a picture called `title`."""
    known = INDICATORS[indicator]
    share = indicator in SHARES
    return Quantity(
        title,
        known.name.in_language(language),
        unit="" if share else known.unit.in_language(language),
        digits=1 if share else known.digits,
        percent=share,
    )


def drawn_map(
    edition: Edition,
    values: pl.DataFrame,
    measured: Quantity,
    sheet: Sheet,
    *,
    overlay: Overlay,
    scale: MapScale | None = None,
) -> Picture | None:
    """A map of `values` by region, in classes of amounts unless `scale` says otherwise; None without outlines."""
    if not has_outlines(edition) or values.is_empty():
        return None
    classes = scale or amount_scale(values["value"])
    return region_map(edition.table("regions"), values, measured, classes, sheet, overlay)


def density_map(edition: Edition, title: str, sheet: Sheet, overlay: Overlay, said: str) -> Picture | None:
    """The density of plants as the ground for what `overlay` puts on top and `said` puts into words."""
    values = map_values(edition, "establishment_density", level=edition.region_level)
    measured = quantity("establishment_density", title, sheet.language)
    return _described(drawn_map(edition, values, measured, sheet, overlay=overlay), said)


def _described(picture: Picture | None, said: str) -> Picture | None:
    """`picture` with `said` as its text alternative."""
    return None if picture is None else replace(picture, description=said)


def region_position(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Where a region lies: the density of plants around it, itself or its parts outlined."""
    region = edition.region(subject)
    place = edition.places[subject].in_language(language)
    title = translated("{place} and around it: density of plants", language).format(place=place)
    outlined = [part.id for part in profiles.parts_of(edition, region)] or [subject]
    overlay = Overlay(highlight=tuple(outlined), zoom=True)
    said = translated("{place} is outlined on a map of the density of plants in its surroundings.", language)
    return density_map(edition, title, region_sheet(language, width), overlay, said.format(place=place))


def cluster_extent(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The member regions of a cluster by their plants in it, with their surroundings."""
    cluster = edition.cluster(subject)
    if not has_outlines(edition):
        return None
    title = translated("Plants of the cluster by region", language)
    members = edition.table("cluster_members")
    return cluster_regions_map(
        edition.table("regions"), members, cluster.id, title, region_sheet(language, width)
    )


def all_clusters(edition: Edition, _subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Every cluster: its regions, and a circle for its plants, which leads to its page."""
    if not edition.clusters or not has_outlines(edition):
        return None
    leading = [(code, _core(edition, one, language)) for code, one in edition.clusters.items()]
    labels = pl.DataFrame(leading, schema={"cluster": pl.String, "label": pl.String}, orient="row")
    return cluster_map(
        edition.table("regions"),
        edition.table("clusters").join(labels, on="cluster", how="left"),
        edition.table("cluster_members"),
        translated("Detected clusters", language),
        linked_sheet("cluster", language, width),
    )


def _core(edition: Edition, cluster: Cluster, language: LanguageCode) -> str:
    """What a cluster is called where there is little room: its leading industry."""
    industry = edition.industries.get(cluster.lead_industry)
    return (industry or cluster).name.in_language(language)


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


def openings(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Plants by year of opening, with the course of the country where there is one to compare with.

    `subject` is a kind and an identifier, such as `region 10018010` or `industry 261`.
    """
    kind, _, code = subject.partition(" ")
    about = _named(edition, kind, code)
    rows, national = profiles.openings(edition, kind, code)
    if not rows["openings"].sum():
        return None
    title = translated("Plants by year of opening: {subject}", language).format(
        subject=about.in_language(language)
    )
    measured = Quantity(title, translated("Plants opened", language), digits=0)
    return openings_line(rows, measured, Sheet(language, width), national=national)


def network(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Which industries are often specialised in the same regions; the industry `subject`, if any, is ringed."""
    related = edition.table("relatedness")
    industries = [one for one in edition.industries.values() if one.level == edition.industry_level]
    if related.is_empty() or not industries:
        return None
    plants = edition.indicator("establishments_industry", year=edition.year)
    nodes = pl.DataFrame(
        [(one.id, one.name.in_language(language), *_division(edition, one, language)) for one in industries],
        schema=dict.fromkeys(("industry", "name", "division", "division_name"), pl.String),
        orient="row",
    ).join(
        plants.select("industry", establishments="value"), on="industry", how="left", maintain_order="left"
    )
    title = translated("Industries that are specialised in the same regions", language)
    highlight = (subject,) if subject else ()
    return relatedness_network(
        nodes, related, title, linked_sheet("industry", language, width), highlight=highlight
    )


def _division(edition: Edition, industry: Industry, language: LanguageCode) -> tuple[str, str]:
    above = edition.industries.get(industry.parent, industry)
    return above.id, above.name.in_language(language)


def _named(edition: Edition, kind: str, code: str) -> Text:
    if kind == "region":
        return edition.places[edition.region(code).id]
    return edition.industry(code).name if kind == "industry" else edition.cluster(code).name


def side_by_side(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Regions compared; `subject` holds their codes, separated by commas."""
    rows = comparison(edition, subject.split(","), language)
    if rows["value"].null_count() == rows.height:
        return None
    medians = rows.unique("indicator", maintain_order=True).select(
        "indicator", name=pl.lit(translated("Median", language)), value="median"
    )
    title = translated("Regions side by side", language)
    return region_comparison(rows, title, region_sheet(language, width), references=medians)


DRAWINGS: Final[dict[str, Drawer]] = {
    "map": indicator_map,
    "clusters": all_clusters,
    "cluster": cluster_extent,
    "region": region_position,
    "zones": all_zones,
    "within": places_within,
    "pick": pick_a_point,
    "openings": openings,
    "network": network,
    "comparison": side_by_side,
}
