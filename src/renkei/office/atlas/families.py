"""Families of industries: those that are found in the same regions, and how the grouping was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.language import Text
from renkei.office.atlas.space import level_industries

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Industry

NAMED: Final = 2
"""The most typical members that stand for a family."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its code, its industries, the most typical first, and the plants of them together."""

    id: str
    industries: tuple[Industry, ...]
    plants: float

    @property
    def name(self) -> Text:
        """The names of its most typical industries."""
        first = [one.name for one in self.industries[:NAMED]]
        return Text(
            *(
                " · ".join(name.in_language(language) for name in first)
                for language in ("zh-Hant", "en", "ja")
            )
        )


@lru_cache(maxsize=2)
def families(edition: Edition) -> dict[str, Family]:
    """The families by code, the most plants first."""
    plants = edition.indicator("establishments_industry", year=edition.year, region="")
    sizes = dict(plants.select("industry", "value").iter_rows())
    members = edition.table("industry_definitions").sort("definition", "rank", "industry")
    found = []
    for (code,), rows in members.group_by("definition", maintain_order=True):
        known = tuple(edition.industries[one] for one in rows["industry"] if one in edition.industries)
        found.append(Family(str(code), known, sum(sizes.get(one.id) or 0 for one in known)))
    return {one.id: one for one in sorted(found, key=lambda one: (-one.plants, one.id))}


def family_of(edition: Edition, industry: str) -> Family | None:
    """The family of `industry`; None where none was formed."""
    rows = edition.table("industry_definitions").filter(industry=industry)
    return None if rows.is_empty() else families(edition).get(rows["definition"][0])


def outsiders(edition: Edition) -> list[Industry]:
    """The industries that belong to no family: too few plants, or a group that does not hold together."""
    members = set(edition.table("industry_definitions")["industry"])
    return [one for one in level_industries(edition) if one.id not in members]


def candidates(edition: Edition) -> pl.DataFrame:
    """The groupings that were tried, the best first: see the table `definition_candidates`."""
    return edition.table("definition_candidates").sort(
        "chosen", "validation_score", "candidate", descending=[True, True, False]
    )


def doubtful(edition: Edition) -> pl.DataFrame:
    """The industries that are no closer to their own family than to another, the least at home first."""
    rows = edition.table("industry_definitions").drop_nulls(["within", "between"])
    return rows.filter(pl.col("within") <= pl.col("between")).sort(
        pl.col("within") - pl.col("between"), "industry"
    )
