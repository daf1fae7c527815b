"""Any dataframe in, the same kind out: the bridge between callers' frames and narwhals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import narwhals as nw

from renkei.errors import TableError

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame

FrameT = TypeVar("FrameT", bound="IntoFrame")


def lazy_rows(frame: IntoFrame, *, needs: tuple[str, ...], table: str) -> nw.LazyFrame[Any]:
    """The rows of `frame`, lazily, after checking that it has the columns in `needs`.

    Raises `TableError` that names the missing columns and those that are there.
    """
    try:
        rows = nw.from_native(frame).lazy()
    except TypeError as error:
        raise TableError(
            "Table `{table}` is a {found}; expected a pandas, Polars, PyArrow, DuckDB or PySpark frame.",
            table=table,
            found=type(frame).__name__,
        ) from error
    present = rows.collect_schema().names()
    missing = [name for name in needs if name not in present]
    if missing:
        raise TableError(
            "Table `{table}` lacks the column(s) {columns}; it has {present}.",
            table=table,
            columns=", ".join(missing),
            present=", ".join(present),
        )
    return rows


def same_kind(rows: nw.LazyFrame[Any], like: FrameT) -> FrameT:
    """`rows` as the kind of frame that `like` is: eager stays eager, lazy stays lazy."""
    original: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(cast("Any", like))
    if isinstance(original, nw.LazyFrame):
        return cast("FrameT", rows.to_native())
    eager: nw.DataFrame[Any] = rows.collect(cast("Any", original.implementation))
    return cast("FrameT", eager.to_native())


def as_kind_of(found: pl.DataFrame, like: FrameT) -> FrameT:
    """A table that was computed in memory as the kind of frame that `like` is.

    A DuckDB result belongs to DuckDB's default connection, a PySpark result to the session of `like`.
    """
    original: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(cast("Any", like))
    table: nw.DataFrame[Any] = nw.from_native(found)
    if isinstance(original, nw.DataFrame):
        eager: nw.DataFrame[Any] = table.lazy().collect(cast("Any", original.implementation))
        return cast("FrameT", eager.to_native())
    session = getattr(like, "sparkSession", None)
    return cast("FrameT", table.lazy(cast("Any", original.implementation), session=session).to_native())
