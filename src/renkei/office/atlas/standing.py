"""Where a region or an industry stands in an indicator among all of its level: its rank, and what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

from renkei import diagnosis
from renkei.evidence import INDICATORS

if TYPE_CHECKING:
    from renkei.evidence import Indicator
    from renkei.office.atlas.edition import Edition
    from renkei.office.atlas.subjects import Industry, Region

Key = Literal["region", "industry"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One number with its rank (1 = highest) among the `of` known numbers of the level; missing if unknown."""

    indicator: Indicator
    value: float | None
    rank: int | None
    of: int


def standings(edition: Edition, subject: Region | Industry, indicators: tuple[str, ...]) -> list[Standing]:
    """The indicators that were computed for the level of `subject`, with where it stands in each."""
    family = edition.regions if subject.kind == "region" else edition.industries
    peers = [one.id for one in family.values() if one.level == subject.level]
    key: Key = "region" if subject.kind == "region" else "industry"
    found = []
    for name in indicators:
        row = standing(edition, name, peers, key).row(by_predicate=pl.col(key) == subject.id, named=True)
        if row["of"]:
            found.append(Standing(INDICATORS[name], row["value"], row["rank"], row["of"]))
    return found


def standing(edition: Edition, indicator: str, peers: list[str], key: Key = "region") -> pl.DataFrame:
    """Each of `peers` with its value of `indicator` and its rank among them (`renkei.diagnosis.standing`)."""
    other = "industry" if key == "region" else "region"
    return diagnosis.standing(edition.indicator(indicator, year=edition.year, **{other: ""}), peers, key)
