"""Regions side by side: the page that compares up to ten of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from renkei.errors import NotFoundError, ParameterError
from renkei.evidence import INDICATORS
from renkei.office.atlas import comparison, pictures, profiles
from renkei.office.atlas.tables import Cell, Heading, Listing, written
from renkei.office.languages import current_language, phrase, spoken
from renkei.office.pages import of_edition, page
from renkei.office.templating import address

if TYPE_CHECKING:
    import polars as pl
    from django.http import HttpRequest, HttpResponse

    from renkei.office.atlas.edition import Edition

SUGGESTED = 3


@of_edition
def compare(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The regions asked for (`?region=`, repeated) side by side; without any, the three with most plants."""
    asked = request.GET.getlist("region")
    mistake = None
    try:
        codes = comparison.chosen_regions(edition, asked)
    except (NotFoundError, ParameterError) as error:
        codes, mistake = [], error.in_language(current_language())
    codes = codes or ([] if mistake else largest(edition))
    context = {
        "trail": [(phrase("Regions"), address("regions")), (phrase("Side by side"), None)],
        "chosen": [(code, spoken(edition.places[code]), _without(codes, code)) for code in codes],
        "asked": asked if mistake else codes,
        "mistake": mistake,
        "offered": _offered(edition, codes),
        "most": comparison.MOST_REGIONS,
        "picture": pictures.plate(edition, "comparison", ",".join(codes), numbers=False) if codes else None,
        "listing": _listing(edition, codes) if codes else None,
    }
    return page(request, "compare.html", context, edition=edition)


def largest(edition: Edition) -> list[str]:
    """The regions with most plants, to begin with."""
    table = profiles.region_table(edition, edition.region_level)
    ordered = table.sort("establishments_total", "region", descending=[True, False], nulls_last=True)
    return ordered["region"].head(SUGGESTED).to_list()


def _without(codes: list[str], code: str) -> str:
    return "?" + urlencode({"region": [one for one in codes if one != code]}, doseq=True)


def _offered(edition: Edition, codes: list[str]) -> list[str]:
    """The names of the regions that may be added: those of the level that is being compared."""
    level = edition.regions[codes[0]].level if codes else edition.region_level
    return [
        spoken(edition.places[code])
        for code, one in edition.regions.items()
        if one.level == level and code not in codes
    ]


def _listing(edition: Edition, codes: list[str]) -> Listing:
    """One row per indicator, one column per region: value and rank."""
    rows = comparison.comparison(edition, codes, current_language())
    regions = [Heading(spoken(edition.places[code]), "", True, None, "none") for code in codes]
    first = (Heading(phrase("Indicator"), "", False, None, "none"), *regions)
    median = Heading(phrase("Median"), "", True, None, "none")
    lines = tuple(
        _line(str(name), part) for (name,), part in rows.partition_by("indicator", as_dict=True).items()
    )
    caption = phrase("Regions side by side")
    return Listing("comparison", caption, (*first, median), lines, len(lines), 1, len(lines), None, None)


def _line(indicator: str, rows: pl.DataFrame) -> tuple[Cell, ...]:
    entry = INDICATORS[indicator]
    name = Cell(spoken(entry.name), f"{address('data')}#{indicator}", "text")
    values = [
        Cell(_standing(row["value"], row["rank"], entry.digits), None, "number")
        for row in rows.iter_rows(named=True)
    ]
    return (name, *values, Cell(written(rows["median"][0], "number", entry.digits), None, "number"))


def _standing(value: float | None, rank: int | None, digits: int) -> str:
    if value is None or rank is None:
        return written(None, "number")
    return phrase("{value} (rank {rank})", value=written(value, "number", digits), rank=rank)
