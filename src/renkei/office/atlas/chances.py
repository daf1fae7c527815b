"""Where a region could go: industries by how near they are to what it has and how complex they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei import diagnosis
from renkei.office.atlas.space import level_industries

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition


@dataclass(frozen=True, slots=True)
class Prospect:
    """The industries of a region, and the medians (nearness, complexity) above which one is a chance.

    `rows`: those of `renkei.diagnosis.prospects` with establishments (of the country).
    """

    rows: pl.DataFrame
    middles: tuple[float, float]

    @property
    def chances(self) -> pl.DataFrame:
        """The industries that the region lacks and that are near and complex, the best first."""
        return diagnosis.chances(self.rows)

    @property
    def present(self) -> int:
        """How many industries the region is specialised in."""
        return self.rows.filter("present").height


def prospect(edition: Edition, region: str) -> Prospect | None:
    """The prospect of `region`; None where relatedness was not computed, or it is specialised in nothing.

    A region that is specialised in nothing has nothing that anything could be near to.
    """
    indicators = edition.table("indicators").filter(pl.col("year") == edition.year)
    codes = [one.id for one in level_industries(edition)]
    rows = diagnosis.prospects(indicators, codes, region=region)
    known = rows.drop_nulls(["middle_density", "middle_complexity"])
    if known.is_empty():
        return None
    plants = edition.indicator("establishments_industry", year=edition.year, region="")
    counted = plants.select("industry", establishments="value")
    return Prospect(
        rows.join(counted, on="industry", how="left", maintain_order="left"),
        (known["middle_density"][0], known["middle_complexity"][0]),
    )
