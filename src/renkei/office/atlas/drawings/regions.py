"""Pictures of regions: several of them side by side, where one could go, what its growth is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.charts import Quantity, growth_decomposition, opportunity_chart, region_comparison
from renkei.evidence import INDICATORS
from renkei.language import translated
from renkei.office.atlas.chances import prospect
from renkei.office.atlas.comparison import comparison
from renkei.office.atlas.drawings.ground import linked_sheet, region_sheet
from renkei.office.atlas.growth import growth_among

if TYPE_CHECKING:
    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition


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


def chances(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """The industries of the region `subject` by nearness and complexity, with its best chances named."""
    found = prospect(edition, subject)
    if found is None:
        return None
    names = {one: edition.industries[one].name.in_language(language) for one in found.rows["industry"]}
    rows = found.rows.with_columns(name=pl.col("industry").replace_strict(names, return_dtype=pl.String))
    place = edition.places[subject].in_language(language)
    title = translated("Where {place} could go", language).format(place=place)
    near, complexity = INDICATORS["relatedness_density"], INDICATORS["product_complexity"]
    across = Quantity(title, near.name.in_language(language), digits=0, percent=True)
    upward = Quantity(title, complexity.name.in_language(language), digits=complexity.digits)
    sheet = linked_sheet("industry", language, width)
    return opportunity_chart(rows, (across, upward), sheet, lines=found.middles)


def growth(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """What the growth of the region `subject` is made of, among its neighbours and those most like it."""
    found = growth_among(edition, subject)
    if found is None:
        return None
    names = {code: edition.regions[code].name.in_language(language) for code in found.rows["region"]}
    rows = found.rows.with_columns(region_name=pl.col("region").replace_strict(names, return_dtype=pl.String))
    title = translated("Growth from {start} to {end}: {place}, its neighbours and its like", language).format(
        start=found.start, end=found.end, place=edition.places[subject].in_language(language)
    )
    name = translated("Growth, share of {start}", language).format(start=found.start)
    return growth_decomposition(
        rows, Quantity(title, name, digits=1, percent=True), region_sheet(language, width)
    )
