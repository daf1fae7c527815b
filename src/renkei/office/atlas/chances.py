"""Where a region could go: industries by how near they are to what it has and how complex they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from renkei.charts.opportunity import ranked_chances
from renkei.office.atlas.space import level_industries, present_industries

if TYPE_CHECKING:
    from renkei.office.atlas.edition import Edition


@dataclass(frozen=True, slots=True)
class Prospect:
    """The industries of a region, and the medians (nearness, complexity) above which one is a chance.

    `rows`: industry, relatedness_density, complexity, complexity_gain, establishments (of the country) and
    present (whether the region is specialised in it).
    """

    rows: pl.DataFrame
    middles: tuple[float, float]

    @property
    def chances(self) -> pl.DataFrame:
        """The industries that the region lacks and that are near and complex, the best first."""
        return ranked_chances(self.rows, self.middles).filter("chance")

    @property
    def present(self) -> int:
        """How many industries the region is specialised in."""
        return self.rows.filter("present").height


def prospect(edition: Edition, region: str) -> Prospect | None:
    """The prospect of `region`; None where relatedness was not computed, or it is specialised in nothing.

    A region that is specialised in nothing has nothing that anything could be near to.
    """
    present = present_industries(edition, region)
    codes = [one.id for one in level_industries(edition)]
    rows = pl.DataFrame({"industry": codes}, schema={"industry": pl.String})
    for name, key in (
        ("relatedness_density", region),
        ("product_complexity", ""),
        ("complexity_gain", region),
        ("establishments_industry", ""),
    ):
        values = edition.indicator(name, year=edition.year, region=key)
        rows = rows.join(
            values.select("industry", pl.col("value").alias(name)),
            on="industry",
            how="left",
            maintain_order="left",
        )
    rows = rows.rename({"product_complexity": "complexity", "establishments_industry": "establishments"})
    rows = rows.with_columns(present=pl.col("industry").is_in(present))
    known = rows.drop_nulls(["relatedness_density", "complexity"])
    if known.is_empty() or not present:
        return None
    middles = (known["relatedness_density"].median(), known["complexity"].median())
    return Prospect(rows, (float(str(middles[0])), float(str(middles[1]))))
