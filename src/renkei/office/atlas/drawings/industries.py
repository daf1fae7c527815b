"""Pictures of industries: which go together, how near their plants lie, where they crowd, which regions are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.charts import Quantity, autocorrelation_map, hot_spot_map, industry_space, k_density_plot
from renkei.language import translated
from renkei.office.atlas import nearness
from renkei.office.atlas.drawings.ground import has_outlines, linked_sheet, region_sheet
from renkei.office.atlas.space import space_nodes

if TYPE_CHECKING:
    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition


def space(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Which industries go together; with a region as `subject`, those that it is specialised in."""
    edges = edition.table("industry_space")
    if edges.is_empty():
        return None
    title = translated("Industries that are specialised in the same regions", language)
    if subject:
        place = edition.places[edition.region(subject).id].in_language(language)
        title = translated("What {place} is specialised in", language).format(place=place)
    nodes = space_nodes(edition, language, subject)
    return industry_space(nodes, edges, title, linked_sheet("industry", language, width))


def distances(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """How many pairs of an industry's plants lie how far apart, against chance; `subject` is the industry."""
    rows = nearness.k_density_rows(edition, subject)
    if rows["k_density"].null_count() == rows.height:
        return None
    title = translated("Distances between the plants: {industry}", language).format(
        industry=edition.industry(subject).name.in_language(language)
    )
    measured = Quantity(
        title, translated("Density of pairs", language), translated("per km", language), digits=4
    )
    return k_density_plot(rows, measured, linked_sheet("industry", language, width))


def hot_spots(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Where the plants of the industry `subject` crowd far beyond plants at large."""
    rows = nearness.hot_spots(edition, subject).drop_nulls("geometry")
    if rows.is_empty() or not has_outlines(edition):
        return None
    names = {code: one.name.in_language(language) for code, one in edition.regions.items()}
    spots = rows.select(
        "plants",
        "geometry",
        name=pl.col("region").replace_strict(names, default=pl.col("hot_spot"), return_dtype=pl.String),
        significance="q_value",
    )
    title = translated("Hot spots: {industry}", language).format(
        industry=edition.industry(subject).name.in_language(language)
    )
    return hot_spot_map(edition.table("regions"), spots, title, region_sheet(language, width))


def alike(edition: Edition, subject: str, language: LanguageCode, width: int) -> Picture | None:
    """Which regions are like or unlike their neighbours in the industry `subject`; None if none is, surely."""
    values = nearness.quadrants(edition, subject)
    firm = values.drop_nulls("quadrant").filter(pl.col("quadrant") != "not significant")
    if firm.is_empty() or not has_outlines(edition):
        return None
    title = translated("Regions and their neighbours: {industry}", language).format(
        industry=edition.industry(subject).name.in_language(language)
    )
    return autocorrelation_map(edition.table("regions"), values, title, region_sheet(language, width))
