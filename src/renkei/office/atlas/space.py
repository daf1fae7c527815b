"""The industry space as the pages show it: its industries and ties, and what one region has in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.clusters.places.detection import PRESENCE_MINIMUM

if TYPE_CHECKING:
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Industry


def level_industries(edition: Edition) -> list[Industry]:
    """The industries of the level at which clusters are looked for, in order of code."""
    return [one for one in edition.industries.values() if one.level == edition.industry_level]


def present_industries(edition: Edition, region: str) -> list[str]:
    """The codes of the industries that `region` is specialised in, by the rule of relatedness and complexity.

    At least the national share, and enough plants that chance alone does not make it so.
    """
    codes = [one.id for one in level_industries(edition)]
    keys = {"region": region, "year": edition.year}
    quotients = edition.indicator("location_quotient", **keys).filter(pl.col("industry").is_in(codes))
    plants = edition.indicator("establishments", **keys).filter(pl.col("value") >= PRESENCE_MINIMUM)
    strong = quotients.filter(pl.col("value") >= 1).join(plants, on="industry", how="semi")
    return strong["industry"].sort().to_list()


def space_nodes(edition: Edition, language: LanguageCode, region: str = "") -> pl.DataFrame:
    """One row per industry: industry, name, group_name (what contains it), size, complexity, present.

    `present` says whether `region` is specialised in it; missing without a region.
    """
    industries = level_industries(edition)
    present = set(present_industries(edition, region)) if region else set()
    rows = [
        (
            one.id,
            one.name.in_language(language),
            edition.industries.get(one.parent, one).name.in_language(language),
            one.id in present if region else None,
        )
        for one in industries
    ]
    nodes = pl.DataFrame(
        rows,
        schema={"industry": pl.String, "name": pl.String, "group_name": pl.String, "present": pl.Boolean},
        orient="row",
    )
    for name, column in (("establishments_industry", "size"), ("product_complexity", "complexity")):
        values = edition.indicator(name, year=edition.year, region="").select(
            "industry", pl.col("value").alias(column)
        )
        nodes = nodes.join(values, on="industry", how="left", maintain_order="left")
    return nodes


def most_complex(edition: Edition) -> pl.DataFrame:
    """The industries with a known complexity: industry, complexity, establishments, the most complex first."""
    values = edition.indicator("product_complexity", year=edition.year, region="").drop_nulls("value")
    plants = edition.indicator("establishments_industry", year=edition.year, region="")
    return (
        values.select("industry", complexity="value")
        .join(plants.select("industry", establishments="value"), on="industry", how="left")
        .sort("complexity", "industry", descending=[True, False])
    )


def best_connected(edition: Edition) -> pl.DataFrame:
    """The industries by their ties in the space: industry, ties, closest (the proximity of the nearest)."""
    edges = edition.table("industry_space")
    ends = pl.concat(
        [
            edges.select("proximity", industry="industry_a"),
            edges.select("proximity", industry="industry_b"),
        ]
    )
    return (
        ends.group_by("industry")
        .agg(ties=pl.len().cast(pl.Int64), closest=pl.col("proximity").max())
        .sort("ties", "closest", "industry", descending=[True, True, False])
    )
