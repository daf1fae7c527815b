"""Pictures of regions: several of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from renkei.charts import region_comparison
from renkei.language import translated
from renkei.office.atlas.comparison import comparison
from renkei.office.atlas.drawings.ground import region_sheet

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
