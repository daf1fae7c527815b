"""The map: one indicator of one industry and year, over the whole country."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import polars as pl

from renkei.evidence import INDICATORS
from renkei.office.atlas import fields, pictures
from renkei.office.atlas.drawings.ground import SHARES
from renkei.office.atlas.naming import with_names
from renkei.office.atlas.profiles import strongest_first
from renkei.office.atlas.tables import Field, Listing, known_only, listing
from renkei.office.languages import phrase, spoken
from renkei.office.pages import of_edition, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.tables import FieldKind

DEFAULT_INDICATOR = "location_quotient"
OVERLAYS = ("clusters", "zones")


@dataclass(frozen=True, slots=True)
class MapChoice:
    """What the form asks for; `industry` is empty for an indicator of regions alone."""

    indicator: str
    industry: str
    level: str
    year: int
    overlay: str


@of_edition
def atlas_map(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The chosen indicator on a map and in a table."""
    offered = mappable(edition)
    choice = choice_from(edition, request.GET, offered)
    rows = edition.indicator(choice.indicator, industry=choice.industry, year=choice.year)
    codes = [one.id for one in edition.regions.values() if one.level == choice.level]
    values = rows.filter(pl.col("region").is_in(codes))
    years = years_of(edition, choice.indicator)
    context = {
        "trail": [(phrase("Map"), None)],
        "choice": choice,
        "indicators": [INDICATORS[name] for name in offered],
        "indicator": INDICATORS[choice.indicator],
        "industry": edition.industries.get(choice.industry),
        "levels": levels_of(edition, choice.indicator),
        "years": years,
        "earlier": _turned(choice, [year for year in years if year < choice.year][-1:]),
        "later": _turned(choice, [year for year in years if year > choice.year][:1]),
        "overlays": OVERLAYS,
        "picture": pictures.plate(edition, "map", urlencode(asdict(choice)), numbers=False),
        "listing": _values(edition, values, choice, request),
        "highest": _highest(edition, values, choice),
    }
    return page(request, "map.html", context, edition=edition)


def mappable(edition: Edition) -> list[str]:
    """The computed indicators that have a value for regions, in the order of the catalogue."""
    return [
        name
        for name in INDICATORS
        if name in edition.indicator_names and (edition.indicator(name)["region"] != "").any()
    ]


def choice_from(edition: Edition, query: QueryDict, offered: list[str]) -> MapChoice:
    """What `query` asks for; whatever it leaves out or gets wrong falls back to something that can be drawn."""
    indicator = query.get("indicator", "")
    if indicator not in offered:
        indicator = DEFAULT_INDICATOR if DEFAULT_INDICATOR in offered else offered[0]
    levels = levels_of(edition, indicator)
    level = query.get("level", "")
    years = years_of(edition, indicator)
    year = query.get("year", "")
    overlay = query.get("overlay", "")
    return MapChoice(
        indicator=indicator,
        industry=_industry(edition, indicator, query.get("industry", "")),
        level=level if level in levels else _usual(edition, levels),
        year=_nearest(year, years),
        overlay=overlay if overlay in OVERLAYS else "",
    )


def _nearest(asked: str, years: list[int]) -> int:
    """The year with values that is nearest to the one asked for; the last if none is."""
    if not (asked.isdecimal() and len(asked) <= 4):
        return years[-1]
    return min(years, key=lambda year: (abs(year - int(asked)), -year))


@dataclass(frozen=True, slots=True)
class Turn:
    """The same map in another year."""

    year: int
    href: str


def _turned(choice: MapChoice, years: list[int]) -> Turn | None:
    return next((Turn(year, "?" + urlencode(asdict(replace(choice, year=year)))) for year in years), None)


def years_of(edition: Edition, indicator: str) -> list[int]:
    """The years for which `indicator` was computed, up to that of the evidence, in order."""
    years: list[int] = edition.indicator(indicator)["year"].unique().sort().to_list()
    return [year for year in years if year <= edition.year]


def levels_of(edition: Edition, indicator: str) -> list[str]:
    """The levels of region for which `indicator` was computed, the widest first."""
    codes = set(edition.indicator(indicator)["region"])
    known = {one.level for code, one in edition.regions.items() if code in codes}
    return [level for level in edition.region_levels if level in known] or [edition.region_level]


def _usual(edition: Edition, levels: list[str]) -> str:
    """The level at which clusters are looked for, if it is one of `levels`; else the finest of them."""
    return edition.region_level if edition.region_level in levels else levels[-1]


def _industry(edition: Edition, indicator: str, asked: str) -> str:
    """The industry asked for if the indicator has it; else none, if it needs none; else the leading one."""
    by_industry = edition.indicator(indicator)
    known = set(by_industry.filter(pl.col("region") != "")["industry"].unique())
    if asked in known:
        return asked
    if "" in known:
        return ""
    leading = (one.lead_industry for one in edition.clusters.values() if one.lead_industry in known)
    return next(leading, min(known, default=""))


def _values(edition: Edition, rows: pl.DataFrame, choice: MapChoice, request: HttpRequest) -> Listing:
    indicator = INDICATORS[choice.indicator]
    columns = (*_columns(choice), Field("basis", phrase("Plants it rests on"), "count"))
    named = with_names(strongest_first(rows, "value"), edition, "region")
    shown = (*columns[:2], *known_only(named, columns[2:]))
    return listing(named, shown, caption=spoken(indicator.name), anchor="values", request=request)


def _highest(edition: Edition, rows: pl.DataFrame, choice: MapChoice) -> Listing:
    named = with_names(strongest_first(rows, "value").head(8), edition, "region")
    return listing(named, _columns(choice), caption=phrase("Highest"), anchor="highest", rows=8)


def _columns(choice: MapChoice) -> tuple[Field, Field]:
    indicator = INDICATORS[choice.indicator]
    share = choice.indicator in SHARES
    kind: FieldKind = "percent" if share else "number"
    unit = "" if share else spoken(indicator.unit)
    digits = 1 if share else indicator.digits
    return fields.region_field(), Field("value", spoken(indicator.name), kind, digits=digits, unit=unit)
