"""Names beside codes: the columns that make a frame of identifiers readable in the language of the request."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import polars as pl

from renkei.office.languages import current_language

if TYPE_CHECKING:
    from renkei.language import LanguageCode
    from renkei.office.atlas.edition import Edition

Named = Literal["region", "industry", "zone", "cluster"]


def with_names(frame: pl.DataFrame, edition: Edition, *columns: Named) -> pl.DataFrame:
    """`frame` with `<column>_name` for each identifier column; an unknown identifier stands for itself."""
    language = current_language()
    for column in columns:
        frame = frame.join(_names(edition, column, language), on=column, how="left", maintain_order="left")
    return frame.with_columns(pl.col(f"{column}_name").fill_null(pl.col(column)) for column in columns)


@lru_cache(maxsize=24)
def _names(edition: Edition, column: Named, language: LanguageCode) -> pl.DataFrame:
    texts = {code: name.in_language(language) for code, name in edition.names(column).items()}
    return pl.DataFrame(
        {column: list(texts), f"{column}_name": list(texts.values())},
        schema={column: pl.String, f"{column}_name": pl.String},
    )
