"""Up to ten regions side by side: which were chosen, what is compared, and where each one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.errors import ParameterError
from renkei.evidence import INDICATORS
from renkei.office.atlas.standing import standing

if TYPE_CHECKING:
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition

MOST_REGIONS: Final = 10
COMPARED: Final = (
    "establishments_total",
    "establishment_density",
    "opening_rate",
    "diversity_herfindahl",
    "krugman_specialisation",
    "related_variety",
    "unrelated_variety",
    "economic_complexity",
)
"""The indicators of regions worth a comparison, in the order in which they are read."""


def chosen_regions(edition: Edition, asked: list[str]) -> list[str]:
    """The codes among `asked`, each once, in the order asked for.

    An entry may be a code or a name in any of the languages. Raises `NotFoundError` for a region that the
    edition does not have, `ParameterError` for more than ten or for regions of several levels.
    """
    found = list(dict.fromkeys(region_code(edition, one.strip()) for one in asked if one.strip()))
    if len(found) > MOST_REGIONS:
        raise ParameterError(
            "{count} regions were chosen; a comparison shows at most {most}. Take some out.",
            count=len(found),
            most=MOST_REGIONS,
        )
    if len({edition.regions[code].level for code in found}) > 1:
        raise ParameterError(
            "The regions are of different levels. Compare counties with counties, townships with townships."
        )
    return found


def region_code(edition: Edition, asked: str) -> str:
    """The code of the region `asked` by code or by full name in any language. Raises `NotFoundError`."""
    if asked in edition.regions:
        return asked
    known = edition.codes_by_name
    return known.get(asked.casefold()) or edition.region(asked).id


def comparison(edition: Edition, codes: list[str], language: LanguageCode) -> pl.DataFrame:
    """One row per indicator and region of `codes`, with what the chart and the table need.

    Columns: region, region_name, indicator, indicator_name, value, rank (1 = highest), of (regions of the
    level with a value), unit_text, and of these regions the lowest, median and highest. Null where unknown.
    """
    level = edition.regions[codes[0]].level
    peers = [one.id for one in edition.regions.values() if one.level == level]
    names = {code: edition.places[code].in_language(language) for code in codes}
    parts = [
        standing(edition, indicator, peers)
        .filter(pl.col("region").is_in(codes))
        .with_columns(
            indicator=pl.lit(indicator),
            indicator_name=pl.lit(INDICATORS[indicator].name.in_language(language)),
            unit_text=pl.lit(INDICATORS[indicator].unit.in_language(language)),
            region_name=pl.col("region").replace_strict(names, return_dtype=pl.String),
        )
        for indicator in COMPARED
        if indicator in edition.indicator_names
    ]
    place = {code: index for index, code in enumerate(codes)}
    rows = pl.concat(parts).with_columns(order=pl.col("region").replace_strict(place, return_dtype=pl.Int64))
    kinds = pl.Enum([one for one in COMPARED if one in edition.indicator_names])
    return rows.sort(pl.col("indicator").cast(kinds), "order").drop("order")
