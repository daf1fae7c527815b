"""Results that Polars computed, handed back as the kind of frame that the caller brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import narwhals as nw

from renkei.tables.frames import same_kind

if TYPE_CHECKING:
    import polars as pl

    from renkei.tables.frames import FrameT


def computed_as(table: pl.DataFrame, like: FrameT) -> FrameT:
    """`table` as the kind of frame that `like` is; a lazy frame of another engine is made on that engine."""
    rows = nw.from_native(table)
    original: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(cast("Any", like))
    if isinstance(original, nw.LazyFrame) and not original.implementation.is_polars():
        session = getattr(like, "sparkSession", None)
        return cast("FrameT", rows.lazy(original.implementation, session=session).to_native())
    return same_kind(rows.lazy(), like)
