"""Pictures of industries: which of them go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.charts import relatedness_network
from renkei.language import translated
from renkei.office.atlas.drawings.ground import linked_sheet

if TYPE_CHECKING:
    from renkei.charts import Picture
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Industry


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
