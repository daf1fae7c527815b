"""What a definition is called: after the two member industries most related to the rest of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from renkei.clusters.activity.rows import in_memory
from renkei.tables.frames import lazy_rows

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

NAMES: Final = ("name_zh_hant", "name_en", "name_ja")
JOINED_BY: Final = {"name_zh_hant": "、", "name_en": ", ", "name_ja": "、"}
NAMED_AFTER: Final = 2


def definition_names(members: pl.DataFrame, industries: IntoFrame | None) -> pl.DataFrame:
    """One row per definition: definition, central (codes of the two most central industries), and names.

    `members` has definition, industry, rank (1 = most central). `industries` has industry and any of
    name_zh_hant, name_en, name_ja: the names follow those of the central industries; without the table, or
    where an industry has no name, its code stands for it. Raises `TableError` if `industries` has no column
    `industry`.
    """
    central = members.filter(pl.col("rank") <= NAMED_AFTER).sort("definition", "rank")
    known, columns = _known_names(industries)
    joined = central.join(known, on="industry", how="left", maintain_order="left")
    return joined.group_by("definition", maintain_order=True).agg(
        pl.col("industry").str.join(", ").alias("central"),
        *(pl.col(name).fill_null(pl.col("industry")).str.join(JOINED_BY[name]) for name in columns),
    )


def _known_names(industries: IntoFrame | None) -> tuple[pl.DataFrame, list[str]]:
    if industries is None:
        return pl.DataFrame(schema={"industry": pl.String}), []
    rows = lazy_rows(industries, needs=("industry",), table="industries")
    columns: list[str] = [name for name in NAMES if name in rows.collect_schema().names()]
    found = in_memory(rows.select("industry", *columns), "industries")
    text = found.with_columns(pl.all().cast(pl.String))
    return text.unique("industry", keep="first", maintain_order=True), columns
